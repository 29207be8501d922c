"""What the page of a review shows: questions first, then the records with their sources, then what was left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from portal.commands.importing.command import held_text, place_text
from portal.commands.importing.found import FactSource, NewRecord
from portal.commands.importing.merging import sections, shown
from portal.commands.importing.review.edits import person_text, pruned
from portal.commands.importing.review.session import OMITTED, PEOPLE, Asked, Review, Spot
from portal.commands.importing.storing import as_stored
from portal.commands.importing.words.people import PERSON_FIELDS
from portal.language.catalogue import catalogue_for
from portal.model.vocabulary import Outcome

__all__ = ["ReviewPage"]

_FOLDER = Path(__file__).parent
_PARTS = {"what", "responsible", "due", "title", "basis", "public_title"}
"""What of a fact that has parts is shown part by part."""
_FEW = 6
"""So many choices are shown as radio buttons; more are a list to choose from."""


@dataclass(frozen=True)
class FactRow:
    """A line of a record to be: its field with what it is called, its words, and the spots of its sources."""

    field: str
    label: str
    words: str
    spots: tuple[Spot, ...]
    can_be_mended: bool


class ReviewPage:
    """Makes the page of a review, and the parts of it that a choice changes."""

    def __init__(self, review: Review, pages: Sequence[Sequence[tuple[float, float]]]) -> None:
        self._review, self._pages = review, pages
        self._titles: dict[str, str] = {}
        self._catalogue = catalogue_for(review.settings.lang)
        self._t = self._catalogue.text
        self._environment = Environment(
            loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        self._outcomes = {outcome.value: self._t(f"state.outcome.{outcome.value}") for outcome in Outcome}
        self._values_called = {**self._outcomes, "unanimous": self._t("vote.unanimous")}
        said = {
            "t": self._t,
            "n": self._catalogue.count,
            "lang": self._catalogue.lang,
            "few": _FEW,
            "outcomes": self._outcomes,
        }
        self._environment.globals.update(said, where=lambda spot: place_text(spot.place, self._catalogue))

    def whole(self) -> str:
        """The whole document."""
        sheets = [list(self._sheets(at)) for at in range(len(self._review.files))]
        return self._made("page.html", sheets=sheets, **self._values())

    def _sheets(self, at: int) -> Iterator[dict[str, Any]]:
        """The pages of a file, with the spots that have a box on them; all of it on one, where it has no pages."""
        here = [spot for spot in self._review.spots if spot.file == at]
        sizes = self._pages[at] or [(0.0, 0.0)]
        for number, (width, height) in enumerate(sizes, 1):
            on_page = [spot for spot in here if len(sizes) == 1 or spot.place.page == number]
            boxed = [spot for spot in on_page if width and spot.place.box]
            flowing = [spot for spot in on_page if not (width and spot.place.box)]
            yield {"width": width, "height": height, "boxed": boxed, "flowing": flowing}

    def parts(self) -> dict[str, Any]:
        """What changes: the parts of the page by their ids, and what became of each spot."""
        values = self._values()
        parts = {f"_{name}": self._made(f"{name}.html", **values) for name in ("progress", "records", "left")}
        return {"parts": parts, "spots": values["states"]}

    def result(self) -> tuple[bool, str]:
        """Write the records; whether they are written, and what is said of it."""
        written, problems = self._review.save()
        return written.is_done, self._made("result.html", written=written, problems=problems, catalogue=self._catalogue)

    def _made(self, name: str, **values: object) -> str:
        return self._environment.get_template(name).render(values)

    def _values(self) -> dict[str, Any]:
        together, asked, left = self._review.together(), self._review.asked(), self._review.left()
        cases = [record for record in together.records if record.path.startswith("cases/")]
        self._titles = {record.path[6:-3]: str(record.facts.get("title", "")) for record in cases}
        records = [self._record(record, together.sources) for record in together.records]
        held = [(at, one) for at, file in enumerate(self._review.files) for one in file.found.held]
        states = {spot.id: "furniture" for spot in self._review.spots if spot.is_furniture}
        states |= {self._id(at, one.block.place): "held" for at, one in held}
        states |= {self._id(one.file, one.place): "taken" for one in together.sources}
        states |= {self._id(one.question.file, one.question.place): "asked" for one in asked if one.answer is None}
        states |= {self._id(line.file, line.block.place): "left" for line in left if line.to is None}
        states |= {self._id(line.file, line.block.place): "omitted" for line in left if line.to == OMITTED}
        return {
            "files": self._review.files,
            "questions": [self._question(one) for one in asked],
            "open": sum(one.answer is None for one in asked),
            "records": records,
            "left": [(line, self._review.spot_at(line.file, line.block.place)) for line in left],
            "targets": [(record.path, list(self._targets(record))) for record in together.records],
            "states": defaultdict(str, {id_: state for id_, state in states.items() if id_}),
            "omitted": OMITTED,
            "held": [(held_text(one, self._catalogue), self._review.spot_at(at, one.block.place)) for at, one in held],
        }

    def _id(self, file: int, place: Any) -> str:
        spot = self._review.spot_at(file, place)
        return spot.id if spot else ""

    def _question(self, asked: Asked) -> dict[str, Any]:
        """A question in words, with its spot and the choices there are, each with what it is called."""
        question, graph = asked.question, self._review.graph
        values = list(question.candidates)
        is_closed = question.field == PEOPLE or question.about == "organisation" or question.field.endswith(".outcome")
        if question.about == "organisation":
            values += [record.id for record in graph.organisations if record.facts.kind.is_body()]
        elif question.field.endswith(".outcome"):
            values += [outcome.value for outcome in Outcome]
        called = {record.id: record.facts.title for record in graph.organisations}
        called |= {record.id: record.facts.title for record in graph.cases} | self._values_called
        called |= {name: self._t(f"people.{name}") for name in PERSON_FIELDS}
        return {
            "asked": asked,
            "text": self._t(question.code, field=question.about, read=question.read),
            "spot": self._review.spot_at(question.file, question.place),
            "choices": [(value, called.get(value) or value) for value in dict.fromkeys(values)],
            "is_free": not is_closed and (bool(question.field) or question.about == "date"),
        }

    def _record(self, record: NewRecord, sources: Sequence[FactSource]) -> dict[str, Any]:
        """A record as it will be written: its facts in groups, each with a name, and the whole file."""
        spots: dict[str, list[Spot]] = {}
        for one in sources:
            spot = self._review.spot_at(one.file, one.place) if one.record == record.path else None
            way = one.field.split(".") if spot else []
            for end in range(1, len(way) + 1):  # what is read of a part is read of the whole
                spots.setdefault(".".join(way[:end]), []).append(spot) if spot else None
        groups: dict[str, list[FactRow]] = {"": []}
        for group, field, label, words, can_be_mended in self._lines(record):
            here = tuple(dict.fromkeys(spots.get(field, ())))
            groups.setdefault(group, []).append(FactRow(field, label, words, here, can_be_mended))
        review = self._review
        text = as_stored(review.root, pruned(record), review.arguments.merge, review.graph.names)[0].text
        return {"path": record.path, "groups": [(name, rows) for name, rows in groups.items() if rows], "text": text}

    def _lines(self, record: NewRecord) -> Iterator[tuple[str, str, str, str, bool]]:
        """The facts and the words of a record, line by line: group, field, label, words, whether they can be mended."""
        items = {}
        for name, value in record.facts.items():
            if name != "agenda":
                yield from (("", *line) for line in self._fact(name, name, value))
        for n, item in enumerate(record.facts.get("agenda", ())):
            group = items[str(item.get("number") or item.get("title"))] = self._item(item, n)
            for name, value in item.items():
                yield from ((group, *line) for line in self._fact(f"agenda.{n}.{name}", name, value))
        for section in sections(record.text, 2):
            for part in sections(section.text, 3):
                words = "\n".join(line for line in part.text.split("\n") if not line.startswith("##")).strip()
                field = ".".join(filter(None, ("text", section.heading, part.heading)))
                group = items.get(section.heading, section.heading)
                if words:
                    yield group, field, part.heading or self._t("review.words"), words, True

    def _item(self, item: dict[str, Any], n: int) -> str:
        case = str(item.get("case", ""))
        title = item.get("title") or self._titles.get(case) or self._review.graph.title_of_case(case) or ""
        return f"{item.get('number') or n + 1} {title}".strip()

    def _fact(self, field: str, name: str, value: Any) -> Iterator[tuple[str, str, str, bool]]:
        """A fact, or each of a list, or each part of one that has parts: field, label, words, whether it is mended."""
        t = self._t
        label = t(f"people.{name}") if name in PERSON_FIELDS else t(f"review.field_{name}")
        listed = [(f"{field}.{n}", one) for n, one in enumerate(value)] if isinstance(value, list) else [(field, value)]
        for at, one in listed:
            if name in PERSON_FIELDS:
                yield at, label, person_text(one), True
            elif isinstance(one, dict) and {*one} <= _PARTS:
                for part, words in one.items():
                    called = t(f"review.part_{part}")
                    yield f"{at}.{part}", f"{label}: {called}", shown(words), True
            else:
                yield at, label, self._values_called.get(str(one), shown(one)), not isinstance(one, dict)

    def _targets(self, record: NewRecord) -> Iterator[tuple[str, str]]:
        """Where in a record a line may be put: the field, and what it is called."""
        t = self._t
        yield f"text.{t('import.general_heading')}" if record.facts.get("agenda") else "text", t("review.to_text")
        if not record.path.startswith("meetings/"):
            return
        for n, item in enumerate(record.facts.get("agenda", ())):
            if "exempt" not in item:
                name, heading = self._item(item, n), item.get("number") or item.get("title")
                yield f"text.{heading}", t("review.to_item_text", item=name)
                yield f"agenda.{n}.title", t("review.to_item_title", item=name)
        yield "agenda", t("review.to_agenda")
        yield from ((name, t("review.to_people", people=t(f"people.{name}"))) for name in PERSON_FIELDS)
        for name in ("place", "chair", "minutes_by", "number"):
            yield name, t("review.to_field", field=t(f"review.field_{name}"))
