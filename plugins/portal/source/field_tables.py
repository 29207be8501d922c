"""The tables of fields in a hand-written page: made of the models, in the words of the catalogues.

Where the page has a line `[fields]: # (meeting)`, which Markdown passes over, the fields of that kind of record stand;
`common` are those that all kinds have. A group of fields has a heading and a table of its own below the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from portal.language.catalogue import Catalogue
from portal.model.common import RecordFacts
from portal.model.fields import Field, Form, choices_of, fields_of, help_of, label_of
from portal.model.kinds import KINDS

__all__ = ["with_tables"]

_MARK = re.compile(r"^\[fields\]: # \((?P<kind>\w+)\)$", re.M)
_COMMON = "common"


def with_tables(text: str, catalogue: Catalogue) -> str:
    """A page's text with each mark made a table. A kind that there is not has none."""
    return _MARK.sub(lambda found: "\n\n".join(_tables(found["kind"], catalogue)), text)


def _tables(kind: str, catalogue: Catalogue) -> Iterator[str]:
    common = fields_of(RecordFacts)
    if kind == _COMMON:
        fields, told = common, set[str]()
    else:
        shared = {field.name for field in common}
        known = next((fields_of(one.model) for one in KINDS if one.name == kind), ())
        fields = tuple(field for field in known if field.name not in shared)
        told = {field.group for field in _within(common)}
    yield _table(fields, catalogue)
    groups: dict[str, list[Field]] = {}
    for field in _within(fields, deep=False):
        groups.setdefault(field.fields[0].group, []).append(field)
    for group, holders in groups.items():
        if group not in told:
            names = dict.fromkeys(f"`{holder.name}`" for holder in holders)
            yield f"### {', '.join(names)}\n\n{_table(holders[0].fields, catalogue)}"


def _within(fields: Sequence[Field], deep: bool = True) -> Iterator[Field]:
    """The fields that hold others, at any depth; with `deep`, those that are held instead."""
    for field in fields:
        if field.fields:
            yield from field.fields if deep else (field,)
            yield from _within(field.fields, deep)


def _table(fields: Sequence[Field], catalogue: Catalogue) -> str:
    head = [catalogue.text(f"fields.{name}") for name in ("field", "value", "help")]
    rows = [head, ["---"] * len(head), *(_row(field, catalogue) for field in fields)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in rows)


def _row(field: Field, catalogue: Catalogue) -> list[str]:
    needed = catalogue.text("fields.required") if field.required else ""
    told = " ".join(filter(None, (needed, help_of(field, catalogue))))
    return [f"`{field.name}` {label_of(field, catalogue)}", _value(field, catalogue), told]


def _value(field: Field, catalogue: Catalogue) -> str:
    """What a field takes, in words."""
    form = f"{field.form.value}_or_text" if field.form is Form.REFERENCE and field.or_text else field.form.value
    choices = choices_of(field.choices, catalogue) if field.choices else ()
    value = catalogue.text(
        f"field_form.{form}",
        choices=", ".join(f"`{one.value}` {one.words.rstrip('.')}" for one in choices),
    )
    if field.many:
        value = catalogue.text(f"field_form.{'one_or_many' if field.or_one else 'many'}", value=value)
    return value
