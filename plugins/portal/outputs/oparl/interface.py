"""The whole interface: System, Body, and the lists of all that is in it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial

from portal.derived.context import Context
from portal.model import addresses
from portal.model.kinds import ORGANISATION
from portal.outputs.oparl.files import RecordFiles
from portal.outputs.oparl.lists import first_page, list_files, object_file
from portal.outputs.oparl.meetings import Meetings
from portal.outputs.oparl.organisations import organisations
from portal.outputs.oparl.papers import papers
from portal.outputs.oparl.source import BODY, TYPES, LazyObject, Object, Source
from portal.pages.rendering.page import Asset

__all__ = ["export"]

_SYSTEM = "system"
_BODIES = "bodies"
_KEPT = 1024
"""Of how many records the Files are kept that were found: one is asked for its own by each item of its agenda."""
_LISTS = {
    "organization": "organizations",
    "person": "persons",
    "meeting": "meetings",
    "paper": "papers",
    "agendaItem": "agenda-items",
    "consultation": "consultations",
    "file": "files",
    "locationList": "locations",
}
"""The lists of the Body by the property that leads to them; that of persons is empty, and required."""


def export(context: Context) -> Iterator[Asset]:
    """Every object and every list of the portal as OParl 1.1."""
    source = Source(context)
    attached = lru_cache(maxsize=_KEPT)(lambda key: RecordFiles(source, context.portal.records[key]))
    met = Meetings(source, attached)
    own = {"meetings": met.by_body, "consultations": met.consultations_by_body}

    def listed(id_: str, name: str) -> str | None:
        return source.url(first_page(f"organization/{id_}/{name}")) if id_ in own[name] else None

    objects: dict[str, list[LazyObject]] = {
        "organizations": organisations(source, listed),
        "persons": [],
        "meetings": met.meetings,
        "papers": papers(source, met.by_paper, attached),
        "agenda-items": met.items,
        "consultations": met.consultations,
        "files": [file for key in context.portal.records for file in attached(key).files.values()],
        "locations": met.locations,
        _BODIES: [LazyObject(BODY, partial(_body, source))],
    }
    yield object_file(source, LazyObject(_SYSTEM, partial(_system, source)))
    for name, members in objects.items():
        yield from list_files(source, name, members, with_objects=True)
    for name, by_body in own.items():
        for id_, members in by_body.items():
            if source.reference(ORGANISATION.name, id_):
                yield from list_files(source, f"organization/{id_}/{name}", members)


def _system(source: Source) -> Object:
    settings = source.context.settings
    return source.make(
        "System",
        _SYSTEM,
        source.lifetimes.whole,
        addresses.FRONT,
        oparlVersion=TYPES,
        license=source.context.settings.licence,
        body=source.url(first_page(_BODIES)),
        name=settings.site_name,
        contactName=settings.responsible.rstrip("."),
        website=source.context.url(addresses.FRONT),
    )


def _body(source: Source) -> Object:
    settings = source.context.settings
    body = source.make(
        "Body",
        BODY,
        source.lifetimes.whole,
        addresses.BODIES,
        system=source.url(_SYSTEM),
        name=settings.site_name,
        website=source.context.url(addresses.FRONT),
        license=source.context.settings.licence,
        contactName=settings.responsible.rstrip("."),
        **{name: source.url(first_page(path)) for name, path in _LISTS.items()},
        classification=source.context.t("oparl.classification"),
    )
    return {**body, "legislativeTerm": []}
