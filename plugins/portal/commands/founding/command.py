"""What `portal init` asks and says."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import click

from portal.commands.founding.founding import Founding, found, is_free
from portal.commands.speaking import Refused
from portal.language.catalogue import DEFAULT_LANGUAGE, LANGUAGES, shipped_catalogue
from portal.language.reasons import reason_of
from portal.model.problems import report
from portal.site.building import check_portal
from portal.source.settings import read_settings

__all__ = ["ask_and_found"]

_FITS: Mapping[str, Callable[[str], bool]] = {
    "url": lambda said: bool(re.fullmatch(r"(https?://)?[^\s/<>\":@]+\.[^\s/<>\":@]+(:\d+)?(/[^\s<>\"]*)?", said)),
    "email": lambda said: not said or bool(re.fullmatch(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]+", said)),
    **dict.fromkeys(("name", "secretariat", "phone"), lambda said: True),
}
"""What an answer is asked for again by; all that is made of the answers is checked as any portal is."""
_EXAMPLE = "https://helsefellesskap.example/"


def ask_and_found(folder: Path, given: Mapping[str, Any], asks: bool) -> None:
    """Make a portal of what was given, by the names of `Founding`, and of what is asked for where it was not.

    Raises `Refused` where the folder holds something, where there is no body or no way to reach the secretariat, where
    the check would refuse what was given, and where a file cannot be written.
    """
    lang = given["lang"]
    if lang is None:
        asked = shipped_catalogue(DEFAULT_LANGUAGE).text("init.ask_language")
        choice = click.Choice(LANGUAGES)
        lang = click.prompt(asked, type=choice, default=DEFAULT_LANGUAGE) if asks else DEFAULT_LANGUAGE
    catalogue = shipped_catalogue(lang)
    if not is_free(folder):
        raise Refused(catalogue.text("init.not_empty", folder=folder))

    def answer(name: str, otherwise: str) -> str:
        if given[name] is not None:
            said = str(given[name]).strip()
            if not _FITS[name](said):
                raise Refused(catalogue.text(f"init.bad_{name}", found=said))
            return said
        while asks:
            said = str(click.prompt(catalogue.text(f"init.ask_{name}"), default=otherwise)).strip()
            if _FITS[name](said):
                return said
            click.echo(catalogue.text(f"init.bad_{name}", found=said), err=True)
        return otherwise

    def answers(name: str, otherwise: str) -> tuple[str, ...]:
        listed = given[name]
        if not listed:
            said = click.prompt(catalogue.text(f"init.ask_{name}"), default=otherwise) if asks else otherwise
            listed = str(said).split(",")
        return tuple(filter(None, (one.strip() for one in listed)))

    name, url = answer("name", catalogue.text("init.name")), _whole(answer("url", _EXAMPLE))
    founding = Founding(
        name=name,
        url=url,
        lang=lang,
        secretariat=answer("secretariat", catalogue.text("init.secretariat")),
        email=answer("email", _mailbox(url)),
        phone=answer("phone", ""),
        bodies=answers("bodies", catalogue.text("init.bodies")),
        partners=answers("partners", ""),
    )
    if not founding.bodies:
        raise Refused(catalogue.text("init.no_body"))
    if not (founding.email or founding.phone):
        raise Refused(catalogue.text("init.no_contact"))
    try:
        with TemporaryDirectory() as tried:
            found(Path(tried), founding)
            problems = check_portal(Path(tried), read_settings(Path(tried)), keeps=False).problems
        if any(one.severity.stops_build() for one in problems):
            raise Refused(report([one for one in problems if one.severity.stops_build()], catalogue))
        files = found(folder, founding)
    except OSError as fault:
        raise Refused(catalogue.text("init.failed", reason=reason_of(fault, catalogue))) from None
    click.echo(catalogue.count("init.done", len(files), folder=folder))
    click.echo(catalogue.text("init.next", folder=folder, typed=shlex.quote(str(folder))))


def _whole(url: str) -> str:
    """An address with its scheme, and a slash at its end."""
    url = url if "://" in url else f"https://{url}"
    return url if url.endswith("/") else f"{url}/"


def _mailbox(url: str) -> str:
    """A mailbox for a portal at an example's address (RFC 2606); none for a real one, which may not have it."""
    host = urlsplit(url).hostname or ""
    return f"post@{host}" if host.endswith(".example") else ""
