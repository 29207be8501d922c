"""What an editor may write in each field: its form, found from the models, for whoever describes fields to people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from portal.language.catalogue import Catalogue, catalogue_for
from portal.model import common, meeting, project, values
from portal.model.vocabulary import LABELS, Accessible, CaseType, Language

__all__ = ["Choice", "Field", "Form", "choices_of", "fields_of", "help_of", "label_of"]


class Form(str, Enum):
    """What a value looks like; a `GROUP` has fields of its own, a `PERSON` may be a text or such a group."""

    TEXT = "text"
    DAY = "day"
    MEETING_DAY = "meeting_day"
    MOMENT = "moment"
    TIME = "time"
    PERIOD = "period"
    SPAN = "span"
    YEAR = "year"
    NUMBER = "number"
    FLAG = "flag"
    URL = "url"
    EMAIL = "email"
    FILE = "file"
    CHOICE = "choice"
    CASE_TYPES = "case_types"
    REFERENCE = "reference"
    GROUP = "group"
    PERSON = "person"
    VOTE = "vote"
    CANCELLED = "cancelled"
    AMOUNTS = "amounts"


@dataclass(frozen=True)
class Field:
    """A field as front matter has it.

    `group` is the name of the model that has it, in lower case with underscores; `many` tells that it is a list,
    `or_one` that one value may stand there without its list. `refers` is the kind of record that it is the id of; with
    `or_text`, it may be free text. `is_on` tells of a flag that it is true where nothing is said.
    """

    name: str
    group: str
    form: Form
    many: bool = False
    or_one: bool = False
    required: bool = False
    refers: str = ""
    or_text: bool = False
    is_on: bool = False
    choices: type[Enum] | None = None
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True)
class Choice:
    """A value that may be chosen, and what it is called."""

    value: str
    words: str


def _marked(alias: Any) -> Any:
    """What a type of `values` is told by: what reads it."""
    return alias.__metadata__[0]


_FORMS = {
    _marked(values.Day): Form.DAY,
    _marked(values.MeetingDay): Form.MEETING_DAY,
    _marked(values.Moment): Form.MOMENT,
    _marked(values.Time): Form.TIME,
    _marked(values.Period): Form.PERIOD,
    _marked(values.When): Form.SPAN,
    _marked(values.Year): Form.YEAR,
    _marked(values.Flag): Form.FLAG,
    _marked(values.Days): Form.NUMBER,
    _marked(values.Count): Form.NUMBER,
    _marked(values.Url): Form.URL,
    _marked(values.Email): Form.EMAIL,
    _marked(values.FileName): Form.FILE,
    _marked(common.Person): Form.PERSON,
    _marked(common.CaseTypes): Form.CASE_TYPES,
    _marked(project.Amounts): Form.AMOUNTS,
}
_GROUPS = {meeting.Vote: Form.VOTE, meeting.Cancellation: Form.CANCELLED}
_OR_ONE = _marked(values.OneOrMore[str])


@cache
def fields_of(model: type[BaseModel]) -> tuple[Field, ...]:
    """The fields of a model, in the order in which a person writes them."""
    group = _group(model)
    found = []
    first = model.written_first if issubclass(model, common.Part) else ()
    names = dict.fromkeys((*first, *model.model_fields))
    for name, info in ((name, model.model_fields[name]) for name in names):
        parts = [*info.metadata, *_parts(info.annotation)]
        types = [part for part in parts if isinstance(part, type)]
        forms = [_FORMS[part] for part in parts if not isinstance(part, type) and part in _FORMS]
        refers = next((part for part in parts if isinstance(part, values.Refers)), None)
        inner = next((one for one in types if issubclass(one, BaseModel)), None)
        choices = next((one for one in types if issubclass(one, Enum)), None)
        if info.annotation is bool and not forms:
            continue  # what a value is read as, and not what anybody writes
        form = forms[0] if forms else Form.TEXT
        if inner is not None:
            form = _GROUPS.get(inner, forms[0] if forms else Form.GROUP)
        elif refers:
            form = Form.REFERENCE
        elif choices and form is Form.TEXT:
            form = Form.CHOICE
        found.append(
            Field(
                name=info.alias or name,
                group=group,
                form=form,
                many=tuple in types and form is not Form.CASE_TYPES,
                or_one=_OR_ONE in parts,
                required=info.is_required(),
                refers=refers.kind if refers else "",
                or_text=bool(refers and refers.or_text),
                is_on=info.default is True,
                choices=choices,
                fields=fields_of(inner) if inner else (),
            )
        )
    return tuple(found)


def _group(model: type[BaseModel]) -> str:
    name = model.__name__.strip("_").removesuffix("Fields")
    return "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in name).lstrip("_")


def _parts(annotation: Any) -> Iterator[Any]:
    """The types and the marks that a type is made of, from the outside in; of a list, `tuple` and its elements'."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from annotation.__metadata__
        yield from _parts(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        yield from (part for one in get_args(annotation) if one is not type(None) for part in _parts(one))
    elif origin is tuple:
        yield tuple
        yield from _parts(get_args(annotation)[0])
    elif isinstance(annotation, type):
        yield annotation


def label_of(field: Field, catalogue: Catalogue) -> str:
    """What a field is called, with a capital; of one that has no words yet, what a change of it is called."""
    own = next((name for name in _names(field) if f"field.{name}" in catalogue), None)
    words = catalogue.text(f"field.{own}") if own else field.name
    if own is None and f"changed.{field.name}" in catalogue:
        words = catalogue.text(f"changed.{field.name}")
    return words[:1].upper() + words[1:]


def help_of(field: Field, catalogue: Catalogue) -> str:
    """What is to stand in a field, in a sentence or two; empty where its name tells."""
    own = next((name for name in _names(field) if f"field_help.{name}" in catalogue), None)
    return catalogue.text(f"field_help.{own}") if own else ""


def _names(field: Field) -> tuple[str, str]:
    """How messages of a field may be keyed: those for its group alone go first."""
    return f"{field.group}_{field.name}", field.name


def choices_of(choices: type[Enum], catalogue: Catalogue) -> tuple[Choice, ...]:
    """The values of a vocabulary that a field takes, in order."""
    return tuple(Choice(str(one.value), _words(one, catalogue)) for one in choices)


def _words(choice: Enum, catalogue: Catalogue) -> str:
    if isinstance(choice, Language):
        return catalogue_for(choice.value).text("language.name")
    if isinstance(choice, CaseType):
        return catalogue.text(f"case_type.{choice.name.lower()}")
    if isinstance(choice, Accessible):
        return catalogue.text(f"paper.accessible.{choice.value}")
    key = f"{LABELS[type(choice)]}{choice.value}"
    return catalogue.text(key)
