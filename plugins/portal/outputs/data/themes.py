"""The themes as open data: what each is called, when it is one, and the ids of all that is of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from portal.derived.context import Context
from portal.derived.public import Record
from portal.derived.themes import ThemeFacts
from portal.model import addresses
from portal.outputs.data.follow_ups import follow_up_id
from portal.outputs.data.shared import decision_id

__all__ = ["themes_file"]


def themes_file(context: Context) -> bytes:
    """`/data/themes.json` (RFC 8259): the themes in the order of the portal's own list."""
    told = {
        "title": context.t("data.themes"),
        "publisher": context.settings.responsible,
        "license": context.settings.licence,
        "generated": context.today.isoformat(),
        "number_of_rows": len(context.facts.themes),
        "rows": [_row(context, one) for one in context.facts.themes.values()],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _row(context: Context, known: ThemeFacts) -> dict[str, Any]:
    theme = known.theme
    start, end = (theme.valid.start, theme.valid.to) if theme.valid else (None, None)
    facts = context.facts
    return {
        "id": theme.id,
        "url": context.url(addresses.theme_page(theme.id)),
        "title": {"nn": theme.title.nn, "nb": theme.title.nb},
        "description": theme.description.model_dump() if theme.description else None,
        "kind": theme.kind.value,
        "valid_from": start.text if start else None,
        "valid_to": end.text if end else None,
        "valid": known.is_valid,
        "decisions": [decision_id(context, one) for one in known.decisions],
        "follow_ups": [follow_up_id(context, facts.follow_up(one)) for one in (*known.tasks, *known.measures)],
        "cases": _ids(known.cases),
        "meetings": _ids(known.meetings),
        "projects": _ids(known.projects),
        "agreements": _ids(known.agreements),
        "plans": _ids(known.plans),
        "organisations": _ids(known.organisations),
    }


def _ids(records: Iterable[Record[Any]]) -> list[str]:
    return [record.id for record in records]
