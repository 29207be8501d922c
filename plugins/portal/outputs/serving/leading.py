"""The redirects as a server leads them: a line an address, what matters most first.

An address is written as links write it. Asked for without its last slash, every server here leads on to the folder with
one, where a page stands that leads on too; so the other spelling needs no line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from portal.derived.redirects import Redirect
from portal.model.media_types import TYPES
from portal.source.ledger import place_of

__all__ = ["MOST", "RedirectLine", "lines"]

MOST = 2000
"""How many redirects a host takes from its file; what stands further down, it drops (Cloudflare Pages).

https://developers.cloudflare.com/pages/configuration/redirects/
"""
_SAFE = "/~"


@dataclass(frozen=True)
class RedirectLine:
    """A path from the host's root (not encoded), and where it leads (encoded)."""

    path: str
    target: str
    is_lasting: bool

    @property
    def status(self) -> int:
        return 301 if self.is_lasting else 302


def lines(redirects: Iterable[Redirect], base: str = "") -> list[RedirectLine]:
    """The redirects of a site that lies below `base`: first what was an address of its own, then the case numbers.

    A redirect that offers its reader a choice is left to its page.
    """
    plain = sorted((one for one in redirects if not one.is_choice), key=lambda one: (one.is_number, one.address))
    return [RedirectLine(f"{base}{_spelled(one.address)}", _target(one, base), one.is_lasting) for one in plain]


def _spelled(address: str) -> str:
    """A file's old address with the name of the file, all others with the slash of the folder where their page lies."""
    place = place_of(address)
    return place if place.rpartition(".")[2].lower() in TYPES else f"{place}/"


def _target(redirect: Redirect, base: str) -> str:
    path, _, anchor = redirect.target.partition("#")
    return f"{quote(base + path, safe=f'{_SAFE}%')}{'#' if anchor else ''}{quote(anchor)}"
