"""Bodies and partners as Organizations."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from portal.derived.public import Closed, Record
from portal.model.kinds import ORGANISATION
from portal.model.organisation import Organisation
from portal.model.vocabulary import OrganisationKind
from portal.outputs.oparl.source import BODY, LazyObject, Object, Source

__all__ = ["organisations"]

_TYPES = {
    OrganisationKind.SECRETARIAT: "Verwaltungsbereich",
    OrganisationKind.OTHER: "Sonstiges",
}
"""OParl's own vocabulary (Organization.organizationType) for the kinds that are neither a `Gremium` nor a partner."""

Listed = Callable[[str, str], str | None]
"""The URL of an organisation's own list, by the organisation's id and the name of the list, if it has one."""


def organisations(source: Source, listed: Listed) -> list[LazyObject]:
    """The Organization of each body and partner.

    `membership` would stand here; members' names stay out of the interface, and so do contact data.
    """
    found = [source.lazy(one, partial(_organisation, source, listed)) for one in source.portal.organisations]
    exempt, retracted = (source.facts.closed(ORGANISATION, is_exempt=is_exempt) for is_exempt in (True, False))
    found += [source.lazy(closed, partial(_exempt, source, listed)) for closed in exempt]
    return found + [source.lazy(closed, source.deleted) for closed in retracted]


def _organisation(source: Source, listed: Listed, organisation: Record[Organisation]) -> Object:
    facts, valid = organisation.facts, organisation.facts.valid
    return source.of(
        organisation,
        body=source.url(BODY),
        name=source.context.title(organisation),
        shortName=facts.short,
        **_lists(organisation.id, listed),
        subOrganizationOf=source.reference(ORGANISATION.name, facts.parent),
        organizationType=_TYPES.get(facts.kind) or ("Gremium" if facts.kind.is_body() else "Institution"),
        classification=source.context.t(f"organisation_kind.{facts.kind.value}"),
        startDate=valid.start.first.isoformat() if valid and valid.start else None,
        endDate=valid.to.last.isoformat() if valid and valid.to else None,
    )


def _exempt(source: Source, listed: Listed, closed: Closed) -> Object:
    name = source.context.title(closed)
    return source.of(closed, body=source.url(BODY), name=name, **_lists(closed.id, listed))


def _lists(id_: str, listed: Listed) -> Object:
    return {"meeting": listed(id_, "meetings"), "consultation": listed(id_, "consultations")}
