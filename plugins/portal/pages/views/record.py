"""What the pages of all kinds of records share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.derived.context import Context
from portal.derived.key_facts import KeyFact
from portal.derived.parts import CorrectionRow, Hyperlink, Paper, View
from portal.derived.public import Hold, Record
from portal.text.fragment import Fragment
from portal.text.outline import Outline, Section

__all__ = ["RecordPage", "record_view", "shared"]


@dataclass(frozen=True, kw_only=True)
class RecordPage:
    """What the page of every record shows; `lang` is the language of the record's words, when it is not the site's."""

    lang: str | None
    hold: Hold | None
    facts: tuple[KeyFact, ...]
    lead: Fragment
    sections: tuple[Section, ...]
    papers: tuple[Paper, ...]
    corrections: tuple[CorrectionRow, ...]


def shared(context: Context, record: Record[Any], facts: tuple[KeyFact, ...], outline: Outline) -> dict[str, Any]:
    """The fields of a `RecordPage`, with the record's list of facts and the text that the page shows."""
    return {
        "lang": context.foreign(record.facts),
        "hold": context.hold(record),
        "facts": facts,
        "lead": outline.lead,
        "sections": outline.sections,
        "papers": context.papers(record, record.facts.attachments),
        "corrections": context.corrections(record.facts),
    }


def record_view(
    context: Context,
    record: Record[Any],
    page: RecordPage,
    description: str,
    structured: Mapping[str, Any],
    crumbs: tuple[Hyperlink, ...],
    feed: Hyperlink | None,
    calendar: str = "",
) -> View:
    """A record's page, in the register that is the first of its `crumbs`."""
    return View(
        template=f"record/{record.kind.name}.html",
        address=record.address,
        title=context.title(record),
        values=page,
        menu=crumbs[0].address or "",
        description=description,
        source=record.path,
        updated=context.updated(record.key),
        crumbs=crumbs,
        feed=feed,
        calendar=calendar,
        structured=structured,
        summary=Hyperlink(record.facts.summary, lang=context.foreign(record.facts)) if record.facts.summary else None,
    )
