"""The list of those who want to be told, and of what: a file of YAML that never lies in the portal."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from portal.commands.speaking import Refused
from portal.derived.change_log import concerned
from portal.derived.change_words import entry_link, sentences_of
from portal.derived.changes import Change
from portal.derived.context import Context
from portal.language.catalogue import LANGUAGES, Catalogue
from portal.language.reasons import reason_of
from portal.language.spelling import closest
from portal.model.kinds import CASE

__all__ = ["Subscriber", "followed", "read_subscribers", "unknown_in"]

_FOLLOWED = ("all", "bodies", "cases", "organisations", "words")
_TAKES = {
    "address": "notify.takes_address", "language": "notify.takes_language", "all": "notify.takes_flag",
}  # fmt: skip
"""What a field takes that takes no list, as the key of a message."""
_Words = tuple[Annotated[str, Field(min_length=1)], ...]


class Subscriber(BaseModel):
    """Somebody who is told of changes: `bodies`, `cases` and `organisations` by id, `words` that a change has, or all.

    `line` is where the list names them; logs name them by that alone.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    address: Annotated[str, Field(pattern=r"^[^\s@<>,;\"]+@[^\s@<>,;\"]+\.[^\s@<>,;\".]+$")]
    language: Annotated[str, Field(pattern=rf"^(?:{'|'.join(LANGUAGES)})$")] | None = None
    all: Annotated[bool, Field(strict=True)] = False
    bodies: _Words = ()
    cases: _Words = ()
    organisations: _Words = ()
    words: _Words = ()
    line: int = 0

    @property
    def key(self) -> str:
        """What the state knows them by, which is not their address."""
        return hashlib.sha256(self.address.casefold().encode()).hexdigest()[:24]


def read_subscribers(path: Path, root: Path, catalogue: Catalogue) -> list[Subscriber]:
    """Those whom a list names; raises `Refused` with all that is wrong in it, or where it lies in the portal."""
    t = catalogue.text
    if path.resolve().is_relative_to(root.resolve()):
        raise Refused(t("notify.list_inside", path=path))
    try:
        text = path.read_text("utf-8")
        node, loaded = yaml.compose(text, Loader=yaml.SafeLoader), yaml.safe_load(text)
    except OSError as fault:
        raise Refused(t("notify.list_unread", path=path, reason=reason_of(fault, catalogue))) from None
    except (yaml.YAMLError, UnicodeDecodeError) as fault:
        mark = getattr(fault, "problem_mark", None)
        raise Refused(_syntax(path, mark.line + 1 if mark else 1, catalogue)) from None
    listed, wrong = [], []
    for entry, told in zip(node.value, loaded, strict=True) if isinstance(node, yaml.SequenceNode) else ():
        line = entry.start_mark.line + 1
        try:
            one = Subscriber.model_validate({**told, "line": line} if isinstance(told, dict) else told)
            listed.append(one)
            if not any(getattr(one, name) for name in _FOLLOWED):
                wrong.append(t("notify.list_nothing", path=path, line=line, names=", ".join(_FOLLOWED)))
        except ValidationError as faulty:
            wrong += [_fault(fault["loc"], path, line, catalogue) for fault in faulty.errors(include_url=False)]
    if not isinstance(node, yaml.SequenceNode):
        wrong.append(_syntax(path, 1, catalogue))
    keys = [one.key for one in listed]
    twice = (one for at, one in enumerate(listed) if one.key in keys[:at])
    wrong += [t("notify.list_twice", path=path, line=one.line) for one in twice]
    if wrong:
        raise Refused("\n".join(dict.fromkeys(wrong)))
    return listed


def _syntax(path: Path, line: int, catalogue: Catalogue) -> str:
    return catalogue.text("notify.list_syntax", path=path, line=line, first="address")


def _fault(at: tuple[int | str, ...], path: Path, line: int, catalogue: Catalogue) -> str:
    names, t = [name for name in Subscriber.model_fields if name != "line"], catalogue.text
    name = str(at[0]) if at else "-"
    if name not in names:
        return t("notify.list_unknown", path=path, line=line, name=name, names=", ".join(names))
    return t("notify.list_field", path=path, line=line, name=name, takes=t(_TAKES.get(name, "notify.takes_list")))


def unknown_in(listed: list[Subscriber], context: Context, path: Path) -> Iterator[str]:
    """What the list follows that the portal does not have, each as a line with what was probably meant."""
    organisations = [one.id for one in context.portal.organisations]
    kinds: tuple[tuple[str, list[str]], ...] = (
        ("bodies", organisations), ("organisations", organisations), ("cases", _cases(context)),
    )  # fmt: skip
    for one in listed:
        for name, known in kinds:
            for id_ in getattr(one, name):
                if id_ not in known:
                    near = closest(id_, known, cutoff=0.6)
                    key = "notify.list_no_such_near" if near else "notify.list_no_such"
                    yield context.t(key, path=path, line=one.line, id=id_, near=near)


def _cases(context: Context) -> list[str]:
    closed = (id_ for kind, id_ in context.portal.closed if kind == CASE.name)
    return [*(case.id for case in context.portal.cases), *closed]


def followed(one: Subscriber, context: Context) -> Callable[[Change], bool]:
    """What tells whether somebody follows a change; `context` is in their language."""
    organisations = {*one.bodies, *one.organisations}
    of_cases = {id(change) for case in one.cases for change in context.history.get((CASE.name, case), ())}
    words = [word.casefold().split() for word in one.words]

    def is_followed(change: Change) -> bool:
        if one.all or id(change) in of_cases or organisations.intersection(concerned(context, change)):
            return True
        told = " ".join([str(entry_link(context, change).words), *sentences_of(context, change)]).casefold()
        return any(all(part in told for part in word) for word in words)

    return is_followed
