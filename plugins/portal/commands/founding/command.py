"""What `portal init` asks and says."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from portal.commands.founding.founding import Founding, found, is_free
from portal.commands.speaking import Refused
from portal.language.catalogue import DEFAULT_LANGUAGE, LANGUAGES, shipped_catalogue
from portal.language.reasons import reason_of

__all__ = ["ask_and_found"]

_EXAMPLE = "https://helsefellesskap.example/"


def ask_and_found(folder: Path, given: Mapping[str, Any], asks: bool) -> None:
    """Make a portal of what was given, by the names of `Founding`, and of what is asked for where it was not.

    Raises `Refused` where the folder holds something, where there is no body or no way to reach the secretariat, and
    where a file cannot be written.
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
            return str(given[name]).strip()
        return str(click.prompt(catalogue.text(f"init.ask_{name}"), default=otherwise)).strip() if asks else otherwise

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
