"""The whole interface: System, Body, and the lists of all that is in it."""

from __future__ import annotations

from collections.abc import Iterator

from portal.derived.context import Context
from portal.model import addresses
from portal.model.kinds import ORGANISATION
from portal.outputs.oparl.files import files_of
from portal.outputs.oparl.lists import Written, first_page
from portal.outputs.oparl.meetings import meetings
from portal.outputs.oparl.organisations import organisations
from portal.outputs.oparl.papers import papers
from portal.outputs.oparl.source import BODY, TYPES, Object, Source
from portal.pages.rendering.page import Asset

__all__ = ["export"]

_SYSTEM = "system"
_BODIES = "bodies"
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
    attached = {record.key: files_of(source, record) for record in context.portal.records.values()}
    met = meetings(source, attached)
    own = {"meetings": met.by_body, "consultations": met.consultations_by_body}

    def listed(id_: str, name: str) -> str | None:
        return source.url(first_page(f"organization/{id_}/{name}")) if id_ in own[name] else None

    objects: dict[str, list[Object]] = {
        "organizations": organisations(source, listed),
        "persons": [],
        "meetings": met.meetings,
        "papers": papers(source, met.by_paper, attached),
        "agenda-items": met.items,
        "consultations": met.consultations,
        "files": [file for of_record in attached.values() for file in of_record.files.values()],
        "locations": met.locations,
    }
    written = Written(source)
    body = _body(source)
    yield written.object(_system(source))
    yield written.object(body)
    yield from written.list(_BODIES, [body])
    for name, members in objects.items():
        yield from map(written.object, members)
        yield from written.list(name, members)
    for name, by_body in own.items():
        for id_, members in by_body.items():
            if source.reference(ORGANISATION.name, id_):
                yield from written.list(f"organization/{id_}/{name}", members)


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
