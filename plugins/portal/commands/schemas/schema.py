"""The JSON Schema of each kind's front matter (draft 7, which language servers of YAML know), made of the models.

A schema is as strict as the reader: an unknown field is an error, and so is an id that no record has. Where the reader
takes any text, a number that YAML sees is one.
https://json-schema.org/draft-07/json-schema-release-notes
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from portal.language.catalogue import Catalogue
from portal.model.fields import Choice, Field, Form, choices_of, fields_of, help_of, label_of
from portal.model.kinds import KINDS, Kind
from portal.model.values import FILE_TYPES
from portal.model.vocabulary import CaseType

__all__ = ["Ids", "schema_of", "written"]

Ids = Mapping[str, Sequence[tuple[str, str]]]
"""The ids of the records of each kind, by its name, each with its record's title."""

_Schema = dict[str, Any]
_DRAFT = "http://json-schema.org/draft-07/schema#"
_TEXT: _Schema = {"type": ["string", "number", "boolean"]}
_DAY = r"\d{4}-\d{2}-\d{2}"
_CLOCK = r"\d{1,2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:?\d{2})?"
_PERIOD = r"\d{4}(-\d{2}(-\d{2})?)?"
_TYPES = "|".join((*FILE_TYPES, *(one.upper() for one in FILE_TYPES)))
_FORMS: Mapping[Form, _Schema] = {
    Form.TEXT: _TEXT,
    Form.DAY: {"type": "string", "pattern": f"^{_DAY}$"},
    Form.MEETING_DAY: {"type": "string", "pattern": rf"^{_DAY}(-\d+)?$"},
    Form.MOMENT: {
        "type": "string",
        "pattern": rf"^{_DAY}([T ]{_CLOCK})?$",
    },
    Form.TIME: {"type": "string", "pattern": r"^([01]?\d|2[0-3]):[0-5]\d$"},
    Form.PERIOD: {"type": ["string", "integer"], "pattern": f"^{_PERIOD}$"},
    Form.SPAN: {"type": ["string", "integer"], "pattern": rf"^{_PERIOD}(\s*\.\.\s*{_PERIOD})?$"},
    Form.YEAR: {"type": ["integer", "string"], "pattern": r"^\d{4}$", "minimum": 1000, "maximum": 9999},
    Form.NUMBER: {"type": ["integer", "string"], "pattern": r"^\d{1,6}$", "minimum": 0},
    Form.FLAG: {"type": "boolean"},
    Form.URL: {"type": "string", "pattern": r"^https?://\S+$"},
    Form.EMAIL: {"type": "string", "pattern": r"^[^@\s<>\"']+@[^@\s<>\"']+\.[^@\s<>\"']+$"},
    Form.FILE: {
        "type": "string",
        "pattern": rf"^[^./\\][^/\\]*\.({_TYPES})$",
    },
}
_LOOKS_LIKE_ID = r"^(?=.*[-0-9])[a-z0-9]+(-[a-z0-9]+)*$"
"""A text that is taken for an id, so that a record must have it."""
_AMOUNT: _Schema = {"type": ["integer", "string", "null"], "pattern": r"^[-−–]?[\d\s]+$"}


def schema_of(kind: Kind, catalogue: Catalogue, ids: Ids) -> _Schema:
    """The schema of a kind's front matter in a catalogue's language, with the ids that its fields may hold.

    A record may be blank to it: to a reader of YAML a second document begins below the front matter.
    """
    maker = _Maker(catalogue)
    with_title: _Schema = {"then": {"required": ["title"]}}
    held_back = {"anyOf": [{"required": ["exempt"]}, {"required": ["retracted"]}]}
    return {
        "$schema": _DRAFT,
        "title": catalogue.text(f"kind.{kind.name}"),
        **maker.group(fields_of(kind.model)),
        "type": ["object", "null"],
        **({"if": {"not": held_back}, **with_title} if kind.needs_title else {}),
        "definitions": {
            f"{one.name}_id": _enumerated([Choice(*row) for row in ids.get(one.name, ())]) for one in KINDS
        },
    }


def written(schema: _Schema) -> str:
    """A schema as the text of its file."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


class _Maker:
    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def group(self, fields: Sequence[Field]) -> _Schema:
        """An object with some fields and no others."""
        required = [field.name for field in fields if field.required]
        return {
            "type": "object",
            "properties": {field.name: self._property(field) for field in fields},
            **({"required": required} if required else {}),
            "additionalProperties": False,
        }

    def _property(self, field: Field) -> _Schema:
        """What may stand in a field, with its words; one that is left blank is left out."""
        value = self._value(field)
        if field.many:
            several = {"type": "array", "items": value}
            value = {"anyOf": [value, several]} if field.or_one else several
        if not field.required:
            value = _or_blank(value)
        help_ = help_of(field, self._catalogue)
        return {"title": label_of(field, self._catalogue), **({"description": help_} if help_ else {}), **value}

    def _value(self, field: Field) -> _Schema:
        """What one value of a field may be."""
        group = self.group(field.fields)
        if field.form is Form.GROUP:
            return group
        if field.form is Form.PERSON:
            return {"anyOf": [group, {"type": "string"}]}
        if field.form is Form.VOTE:
            whole = {"anyOf": [{"required": ["against"]}, {"required": ["for", "on"]}]}
            return {"anyOf": [{"const": "unanimous"}, {**group, **whole}]}
        if field.form is Form.CANCELLED:
            return {"anyOf": [{"type": "boolean"}, group]}
        if field.form is Form.AMOUNTS:
            return {"type": "object", "patternProperties": {r"^\d{4}$": _AMOUNT}, "additionalProperties": False}
        if field.form is Form.REFERENCE:
            known = {"$ref": f"#/definitions/{field.refers}_id"}
            free = {"type": "string", "not": {"pattern": _LOOKS_LIKE_ID}}
            return {"anyOf": [known, free]} if field.or_text else known
        if field.form is Form.CASE_TYPES:
            letters = "".join(one.value for one in CaseType)
            several = {"type": "string", "pattern": rf"^[{letters}](\s*/\s*[{letters}])*$"}
            return {"anyOf": [_enumerated(choices_of(CaseType, self._catalogue)), several]}
        if field.form is Form.CHOICE and field.choices:
            return _enumerated(choices_of(field.choices, self._catalogue))
        return dict(_FORMS[field.form])


def _enumerated(choices: Sequence[Choice]) -> _Schema:
    """One of some values, each with what it is called, as language servers of YAML show it. Of none, none is right."""
    if not choices:
        return {"not": {}}
    words = [one.words for one in choices]
    return {"enum": [one.value for one in choices], "enumDescriptions": words, "markdownEnumDescriptions": words}


def _or_blank(value: _Schema) -> _Schema:
    """What may also be left blank. A type of its own names what is wrong better than a choice of two."""
    if "type" in value:
        types = value["type"] if isinstance(value["type"], list) else [value["type"]]
        return {**value, "type": list(dict.fromkeys([*types, "null"]))}
    return {"anyOf": [*value.get("anyOf", [value]), {"type": "null"}]}
