"""`portal init DIR`: a portal of its own in an empty folder, ready to be checked, built and published."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined

from portal import __version__
from portal.commands.schemas.command import write_schemas
from portal.language.catalogue import Catalogue, shipped_catalogue
from portal.model.addresses import slug
from portal.model.clock import build_moment
from portal.model.vocabulary import OrganisationKind
from portal.site.folder import write_file
from portal.source.settings import read_settings
from portal.source.writing import new_record

__all__ = ["Founding", "files_of", "found", "is_free"]

_FILES = Path(__file__).with_name("files")
_HIDDEN = "dot-"
"""How the name of a hidden file begins among ours, for a package takes no hidden files along."""
_SHORT = re.compile(r"\s*\(([^()]+)\)\s*$")
_WEEKS = 8
"""So long after today is the first meeting, on the Wednesday of that week."""


@dataclass(frozen=True)
class Founding:
    """What is told of a new portal; `bodies` and `partners` by name, which may end with a short one in brackets."""

    name: str
    url: str
    lang: str
    secretariat: str
    email: str = ""
    phone: str = ""
    bodies: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()


def is_free(folder: Path) -> bool:
    """Whether a portal can be made in a folder: it is not there yet, or holds nothing."""
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


def found(folder: Path, founding: Founding) -> list[str]:
    """Write the portal's files below `folder`; their paths, in order. Raises `OSError`."""
    files = files_of(founding)
    for path, text in files.items():
        write_file(folder / path, text)
    return sorted([*files, *write_schemas(folder, read_settings(folder))])


def files_of(founding: Founding) -> dict[str, str]:
    """The text of every file of a new portal, by path."""
    catalogue = shipped_catalogue(founding.lang)
    records, meeting = _records(founding, catalogue)
    environment = Environment(
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        variable_start_string="[[",
        variable_end_string="]]",
        autoescape=False,
    )
    environment.filters["tojson"] = _quoted
    values = {
        "portal": founding.name,
        "url": founding.url,
        "lang": founding.lang,
        "description": catalogue.text("init.description", name=founding.name),
        "responsible": catalogue.text("init.responsible", secretariat=founding.secretariat, name=founding.name),
        "version": __version__,
        "meeting": meeting,
    }
    files = {
        "/".join(re.sub(f"^{_HIDDEN}", ".", part) for part in path.relative_to(folder).parts): path
        for folder in (_FILES / "common", _FILES / founding.lang)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    return records | {
        name: environment.from_string(path.read_text("utf-8")).render(values) for name, path in files.items()
    }


def _records(founding: Founding, catalogue: Catalogue) -> tuple[dict[str, str], str]:
    """The records of the organisations and of the first meeting, and the path of that below `meetings/`."""
    records: dict[str, str] = {}
    ids: list[str] = []

    def add(facts: Mapping[str, Any]) -> str:
        begin = slug(str(facts.get("short") or facts["title"]))
        id_ = next(one for one in _numbered(begin) if one not in ids)
        ids.append(id_)
        records[f"organisations/{id_}.md"] = new_record({key: one for key, one in facts.items() if one}, "")
        return id_

    contact = {key: one for key, one in (("email", founding.email), ("phone", founding.phone)) if one}
    bodies = [add(_facts(name, _BODIES, OrganisationKind.AREA)) for name in founding.bodies]
    add({"title": founding.secretariat, "kind": OrganisationKind.SECRETARIAT.value, "contact": contact})
    for name in founding.partners:
        add(_facts(name, _PARTNERS, OrganisationKind.OTHER))
    day = _first_day(build_moment().date())
    meeting = f"{bodies[0]}/{day.isoformat()}.md"
    facts = {"number": f"1/{day.year}", "start": "10:00", "place": catalogue.text("init.place")}
    records[f"meetings/{meeting}"] = new_record(facts, "")
    return records, meeting


_BODIES = (
    OrganisationKind.PARTNERSHIP, OrganisationKind.STRATEGIC, OrganisationKind.PROFESSIONAL, OrganisationKind.LOCAL,
    OrganisationKind.STEERING, OrganisationKind.PROJECT_GROUP, OrganisationKind.WORKING_GROUP, OrganisationKind.AREA,
)  # fmt: skip
_PARTNERS = (
    OrganisationKind.COUNTY, OrganisationKind.MUNICIPALITY, OrganisationKind.HOSPITAL_TRUST,
    OrganisationKind.ASSOCIATION, OrganisationKind.COMPANY,
)  # fmt: skip
"""The kinds that a name can tell, in the order in which they are looked for."""


def _facts(name: str, kinds: Iterable[OrganisationKind], otherwise: OrganisationKind) -> dict[str, Any]:
    """Title, short name and kind of an organisation, as far as its name tells them."""
    short = _SHORT.search(name)
    title = _SHORT.sub("", name).strip()
    told = (kind for kind in kinds for lang in ("nn", "nb") if _is_told(kind, lang, title))
    kind = next(told, otherwise)
    return {"title": title, "short": short[1].strip() if short else "", "kind": kind.value}


def _is_told(kind: OrganisationKind, lang: str, title: str) -> bool:
    catalogue = shipped_catalogue(lang)
    return any(sign in title.casefold() for sign in catalogue.text(f"init.sign.{kind.value}").split(", "))


def _numbered(begin: str) -> Iterator[str]:
    """An id, and the ids to take where it is taken."""
    yield begin
    for number in range(2, 10_000):
        yield f"{begin}-{number}"


def _first_day(today: dt.date) -> dt.date:
    day = today + dt.timedelta(weeks=_WEEKS)
    return day + dt.timedelta(days=2 - day.weekday())


def _quoted(text: str) -> str:
    """A text between double quotes, as YAML reads it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
