"""The theme's own files, each with a hash of what is in it in its name: `portal.3f9a0c12.css`.

A server may then let browsers keep them for a year, and the page that a new one goes with asks for it by a new name.
The same files have the same names, whoever writes the site. Style sheets are sent without what only their readers need,
comments and indentation; scripts as they lie: what makes them smaller without parsing them changes what some do. In a
preview all are as they lie, with the names that they have.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import rcssmin

from portal.model.addresses import PALETTE, THEME, THEME_HASHED
from portal.model.colours import Palette
from portal.pages.rendering.page import Asset
from portal.source.layers import Layers

__all__ = ["Theme", "read_theme"]

_LENGTH = 8
"""Signs of a hash; enough that two versions of one file do not meet."""
_URL = re.compile(r'(url\(\s*["\']?)([^"\')#?:\s]+)')
"""A style sheet's reference to another file (CSS Values 4, 4.5); not `data:`, nor a place in the page (`#x`)."""


@dataclass(frozen=True)
class Theme:
    """The files under their new names, and what each is called, by the address that templates know it by."""

    files: tuple[Asset, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    def address(self, address: str) -> str:
        """An address as it is asked for: with the hash, where a file of the theme has one."""
        return self.names.get(address, address)


def read_theme(templates: Layers, palette: Palette | None = None) -> Theme:
    """The files of the theme among the templates. Style sheets come last: they name the fonts, and depend on them.

    A portal's own colours are a style sheet besides.
    """
    names: dict[str, str] = {}
    files = []
    found = [(f"/{file.path}", file.location.read_bytes) for file in templates.files(THEME.strip("/"))]
    if palette is not None:
        found.append((PALETTE, palette.sheet().encode))
    for address, read in sorted(found, key=lambda one: one[0].endswith(".css")):
        stem, _, extension = address.rpartition(".")
        if extension not in THEME_HASHED:
            continue
        content = read()
        if extension == "css":
            sheet = rcssmin.cssmin(content.decode("utf-8", "surrogateescape"))
            content = _renamed(sheet, address, names).encode("utf-8", "surrogateescape")
        names[address] = f"{stem}.{hashlib.sha256(content).hexdigest()[:_LENGTH]}.{extension}"
        files.append(Asset(names[address], content=content))
    return Theme(tuple(files), names)


def _renamed(sheet: str, address: str, names: Mapping[str, str]) -> str:
    """A style sheet that asks for other files by their new names."""
    folder = posixpath.dirname(address)

    def asked(found: re.Match[str]) -> str:
        target = names.get(posixpath.normpath(posixpath.join(folder, found[2])))
        return f"{found[1]}{posixpath.relpath(target, folder) if target else found[2]}"

    return _URL.sub(asked, sheet)
