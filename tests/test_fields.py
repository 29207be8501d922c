"""Every field of the record format is shown somewhere on the site, or is used by a rule that is asserted here.

The fields are walked from the models, each with a value that stands nowhere else; a value of a type with few values
(a state, a time, a flag) is shown when another one makes another site.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import pytest
from pydantic import BaseModel

from portal.language.catalogue import catalogue_for
from portal.model.clock import OSLO
from portal.model.common import CaseTypes
from portal.model.kinds import AGREEMENT, CASE, KINDS, MEETING, ORGANISATION, PLAN, PROJECT, Kind
from portal.model.values import Days, Flag, Quorum, Refers, ThemeId, Time, TimeOrNumber
from portal.model.vocabulary import MeasureStatus
from portal.site.building import build_site
from portal.source.settings import read_settings
from support.answers import files_of, pages_of
from support.planting import NEEDED, OMITTED, THEMES, At, Mint, Planter, file_names, front_matter, tokens_in
from support.portals import EPOCH, PortalFolder, make_portal
from support.sites import read_page

NN = catalogue_for("nn")
MOMENT = dt.datetime.fromtimestamp(int(EPOCH), OSLO)
BODY = "ope-utval"
DAY = "2021-03-01"
"""The meeting's date: before today, so that it has minutes."""

_HELD_BACK: dict[At, Any] = {
    (*group, name): OMITTED
    for group in ((), ("attachments",), ("agenda",), ("agenda", "attachments"))
    for name in ("exempt", "retracted", "publish_after")
}
_GROUPS = ("present", "invited", "secretariat", "observers", "absent")

RULES: dict[At, str] = {
    ("draft",): "test_withholding.py: hides the record, and shows a banner in the preview",
    ("publish_after",): "test_withholding.py: hides the record until then",
    ("exempt",): "test_an_exemption_is_shown, and test_withholding.py",
    ("attachments", "exempt"): "test_an_exemption_is_shown",
    ("agenda", "exempt"): "test_an_exemption_is_shown",
    ("agenda", "attachments", "exempt"): "test_an_exemption_is_shown",
    ("retracted",): "test_a_retraction_is_shown",
    ("cancelled", "reason"): "test_a_cancelled_meeting_says_why",
    ("end_date",): "test_the_days_of_a_meeting_are_shown",
    ("planned",): "test_a_step_is_foreseen_until_the_case_is_closed",
    ("agenda", "final"): "test_a_recommendation_says_so",
    ("minutes_sent",): "test_when_minutes_were_published_is_shown",
    ("lang",): "test_a_record_in_the_other_language_says_so",
    ("agenda", "follow_up", "due"): "test_a_follow_up_is_due_until_it_is_done",
    ("agenda", "vote", "unanimous"): "test_a_unanimous_vote_is_shown",
    ("measures", "status"): "test_a_measure_stands_as_its_record_says",
    ("budget", "totals", "costs"): "test_totals_that_add_up_are_not_repeated",
    ("budget", "totals", "income"): "test_totals_that_add_up_are_not_repeated",
}
"""Fields that do something else than to show their value, or that show it only at times; and where that is asserted."""

OTHER_VALUES: dict[Any, tuple[str, str]] = {
    Time: ("10:08", "10:09"), TimeOrNumber: ("10:08", "10:09"), Days: ("51", "52"), CaseTypes: ("D/V", "O"),
    Flag: ("true", "false"), Quorum: ("7", "half"), ThemeId: ("born", "eldre"),
}  # fmt: skip
"""Two values each of types, next to the enums, that a page cannot show so that no other page would."""


def fields(model: type[BaseModel], at: At = ()) -> Iterator[tuple[At, Any]]:
    """Every field of a model down to those that hold no other, with its type."""
    for name, hint in get_type_hints(model, include_extras=True).items():
        info = model.model_fields.get(name)
        if info is None:
            continue
        here = (*at, info.alias or name)
        inner = _inner(hint)
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from fields(inner, here)
        else:
            yield here, inner


def _inner(hint: Any) -> Any:
    """The type of one value of a field: out of options, lists and mappings."""
    origin, parts = get_origin(hint), get_args(hint)
    if hint in OTHER_VALUES or hint == Flag:
        return hint
    if origin in (Union, UnionType):
        return _inner(next(part for part in parts if part is not type(None)))
    if origin is tuple:
        return _inner(parts[0])
    if origin is dict:
        return _inner(parts[1])
    if origin is Annotated and (get_origin(parts[0]) is not None or _is_model(parts[0])):
        return _inner(parts[0])
    return hint


def _is_model(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, BaseModel)


def _has_few_values(hint: Any) -> bool:
    return hint in OTHER_VALUES or (isinstance(hint, type) and issubclass(hint, Enum))


FIELDS = [(kind, at, hint) for kind in KINDS for at, hint in fields(kind.model)]
IDS = [f"{kind}:{'.'.join(at)}" for kind, at, _ in FIELDS]


def _by_rule(at: At) -> bool:
    return any(at[: len(rule)] == rule for rule in RULES)


# -- a public record of each kind, with everything in it


def record_of(kind: Kind, mint: Mint) -> tuple[str, dict[str, Any], dict[str, str | bytes]]:
    """A record's id, its front matter, and the other records that it refers to."""
    companions: dict[str, str | bytes] = {
        f"organisations/{BODY}.md": front_matter({"title": "Ope", "kind": "area"}),
        "themes.yml": THEMES,
    }

    def refer(refers: Refers, at: At) -> str:
        token = mint.word(kind.name, *at)
        if refers.or_text:
            return f"Ord {token} etter"
        target = {k.name: k for k in KINDS}[refers.kind]
        id_ = f"{BODY}/2021-02-01" if target is MEETING else f"{refers.kind}-{len(companions)}"
        facts = {"title": f"Tittel {token}", **NEEDED.get(target, {})}
        if target is MEETING and kind in (AGREEMENT, PLAN):
            facts["agenda"] = [{"number": own[(*at[:-1], "number")], "title": "Sak"}]
        companions[f"{target.folder}/{id_}.md"] = front_matter(facts)
        return id_

    def numbered(*at: str) -> dict[At, str]:
        return {at: f"7/{mint.word(kind.name, *at)}"}

    number = f"7/{mint.word(kind.name, 'agenda', 'number')}" if kind is MEETING else ""
    own: dict[At, Any] = {
        ("cancelled",): OMITTED,
        ("minutes_sent",): "2021-03-08",
        ("end_date",): "2021-03-02",
        ("agenda", "number"): number,
        **{(group, "items"): [number] for group in _GROUPS},
        **(numbered("approvals", "number") if kind is AGREEMENT else {}),
        **(numbered("adopted", "number") if kind is PLAN else {}),
    }
    facts = Planter(mint, kind.name, refer, {**_HELD_BACK, **own}).facts(kind.model)
    id_ = f"{BODY}/{DAY}" if kind is MEETING else f"eit-{kind.name}"
    for name in file_names(facts):
        companions[f"{kind.folder}/{id_}/{name}"] = "innhald"
    return id_, facts, companions


class Portal:
    """A portal with one record that has everything."""

    def __init__(self, root: Path, kind: Kind) -> None:
        self.mint = Mint()
        self.kind = kind
        self.id, self.facts, self.others = record_of(kind, self.mint)
        self.folder = make_portal(root, {**self.others, **self.record(self.facts)})
        self._built: dict[str, dict[str, str]] = {}
        self.site = self.write("out")
        self.found = tokens_in(self.site)

    def record(self, facts: dict[str, Any]) -> dict[str, str | bytes]:
        return {f"{self.kind.folder}/{self.id}.md": front_matter(facts, "Brødtekst.")}

    def write(self, folder: str, epoch: str = EPOCH) -> Path:
        result = self.folder.command("write", str(self.folder.root / folder), epoch=epoch)
        assert result.exit_code == 0, result.output
        return self.folder.root / folder

    def with_value(self, at: At, value: Any) -> dict[str, str]:
        """The site with a value in the field: what stands at each address, but for papers and the search index, which
        are made of the same. Each record is built once."""
        facts = copy.deepcopy(self.facts)
        _set(facts, at, value)
        record = self.record(facts)
        key = str(record)
        if key not in self._built:
            settings = replace(read_settings(self.folder.root), paper=False, search=False)
            self.folder.write(record)
            try:
                site = build_site(self.folder.root, settings, moment=MOMENT)
            finally:
                self.folder.write(self.record(self.facts))
            self._built[key] = {page.address: page.body for page in pages_of(site)} | {
                address: data.decode("utf-8", "replace") for address, data in files_of(site).items()
            }
        return self._built[key]


def _set(group: Any, at: At, value: Any) -> None:
    """Set a field in a group, or in the first element of a list of groups."""
    group = group[0] if isinstance(group, list) else group
    if len(at) > 1:
        _set(group[at[0]], at[1:], value)
    else:
        assert at[0] in group, at
        group[at[0]] = value


@pytest.fixture(scope="module")
def portals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Portal]:
    root = tmp_path_factory.mktemp("fields")
    return {kind.name: Portal(root / kind.name, kind) for kind in KINDS}


# -- every field


@pytest.mark.parametrize(("kind", "at", "hint"), FIELDS, ids=IDS)
def test_every_field_is_shown_or_used(portals: dict[str, Portal], kind: Kind, at: At, hint: Any) -> None:
    if _by_rule(at):
        return
    portal = portals[kind.name]
    if _has_few_values(hint):
        first, second = OTHER_VALUES.get(hint) or [member.value for member in hint][:2]
        assert portal.with_value(at, first) != portal.with_value(at, second)
        return
    tokens = [t for t, (_, planted) in portal.mint.planted.items() if planted == at]
    if at[0] in _GROUPS and at[-1] == "items":
        tokens = [t for t, (_, planted) in portal.mint.planted.items() if planted == ("agenda", "number")]
    assert tokens, "the field is not planted"
    missing = [token for token in tokens if not any(path.endswith(".html") for path in portal.found.get(token, ()))]
    assert missing == []


def test_the_rules_name_fields_that_there_are() -> None:
    known = {at[:n] for _, at, _ in FIELDS for n in range(1, len(at) + 1)}
    assert set(RULES) <= known
    named = [name for text in RULES.values() for name in text.replace(",", " ").split() if name.startswith("test_")]
    here = {name for name in named if not name.endswith((".py", ".py:"))}
    assert here <= set(globals())


def test_every_number_of_a_person_is_shown_with_the_person(portals: dict[str, Portal]) -> None:
    meeting = portals[MEETING.name]
    number = meeting.facts["agenda"][0]["number"]
    page = read_page(meeting.site / f"moter/{BODY}/{DAY}/index.html").text
    assert page.count(NN.count("people.items", 1, items=number)) == len(_GROUPS) - 1
    assert page.count(NN.count("people.absent_from", 1, items=number)) == 1


# -- the behaviours in the table


def _pages(portal: PortalFolder, *arguments: str) -> dict[str, str]:
    target = portal.root / "out"
    result = portal.command("write", str(target), *arguments)
    assert result.exit_code == 0, result.output
    return {f"/{p.parent.relative_to(target).as_posix()}/": read_page(p).text for p in target.rglob("index.html")}


EXEMPT = "{basis: offl. § 13, public_title: Unnateken tittel, until: 2030-01-02, note: Ikkje vis dette}"


@pytest.mark.parametrize(
    ("record", "address"),
    [
        (f"exempt: {EXEMPT}", "/saker/2021-x/"),
        (f"attachments: [{{title: Løynd, exempt: {EXEMPT}}}]", "/saker/2021-x/"),
        (f"agenda: [{{number: 1/21, title: Løynd, exempt: {EXEMPT}}}]", f"/moter/{BODY}/{DAY}/"),
        (f"agenda: [{{number: 1/21, title: Sak, attachments: [{{title: Løynd, exempt: {EXEMPT}}}]}}]",
         f"/moter/{BODY}/{DAY}/"),
    ],
    ids=["record", "attachment", "item", "attachment of an item"],
)  # fmt: skip
def test_an_exemption_is_shown(tmp_path: Path, record: str, address: str) -> None:
    path = "cases/2021-x.md" if address.startswith("/saker/") else f"meetings/{BODY}/{DAY}.md"
    files = {f"organisations/{BODY}.md": "---\ntitle: Ope\nkind: area\n---\n", path: f"---\ntitle: T\n{record}\n---\n"}
    folder = make_portal(tmp_path / "portal", files)
    page = _pages(folder)[address]
    assert "offl. § 13" in page
    assert "Unnateken tittel" in page
    assert "2. januar 2030" in page
    assert NN.text("exempt.ask") in page
    assert "Løynd" not in page
    assert "Ikkje vis dette" not in page
    assert "Ikkje vis dette" in _pages(folder, "--preview")[address]


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_retraction_is_shown(tmp_path: Path, kind: Kind) -> None:
    id_ = f"{BODY}/{DAY}" if kind is MEETING else "eit-x"
    facts = {
        "title": "Løynd",
        "retracted": {"date": "2021-04-03", "reason": "Namn på ein pasient"},
        **NEEDED.get(kind, {}),
        **({"number": "3/2021"} if kind is MEETING else {}),
    }
    body = front_matter({"title": "Ope", "kind": "area"})
    folder = make_portal(
        tmp_path / "p", {f"organisations/{BODY}.md": body, f"{kind.folder}/{id_}.md": front_matter(facts)}
    )
    page = next(text for address, text in _pages(folder).items() if address.endswith(f"/{id_}/"))
    assert NN.text(f"kind.{kind.name}") in page
    assert "3. april 2021" in page
    assert "Namn på ein pasient" in page
    assert ("3/2021" in page) == (kind is MEETING)


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_record_in_the_other_language_says_so(portals: dict[str, Portal], kind: Kind) -> None:
    """The site is in nynorsk: the words of a record in bokmål are marked, those of one in nynorsk are not."""
    portal = portals[kind.name]
    marked, plain = portal.with_value(("lang",), "nb"), portal.with_value(("lang",), "nn")
    page = next(address for address in marked if address.endswith(f"/{portal.id}/"))
    assert 'lang="nb"' in marked[page]
    assert 'lang="' not in plain[page]


def test_a_cancelled_meeting_says_why(portals: dict[str, Portal]) -> None:
    meeting = portals[MEETING.name]
    page = f"/moter/{BODY}/{DAY}/"
    facts = {name: meeting.facts[name] for name in ("title", "place", "notice_sent", "absent")}
    facts |= {"absent": ["Kari Nes"], "cancelled": {"reason": "Snøstorm på Vidda"}}
    meeting.folder.write(meeting.record(facts))
    cancelled = read_page(meeting.write("cancelled") / page.strip("/") / "index.html").text
    meeting.folder.write(meeting.record(meeting.facts))
    assert NN.text("meeting.cancelled") in cancelled
    assert "Snøstorm på Vidda" in cancelled
    assert NN.text("meeting.cancelled") not in read_page(meeting.site / page.strip("/") / "index.html").text


def test_when_minutes_were_published_is_shown(portals: dict[str, Portal]) -> None:
    page = read_page(portals[MEETING.name].site / f"moter/{BODY}/{DAY}/index.html").text
    assert f"{NN.text('fact.minutes_sent')}8. mars 2021" in page.replace("\xa0", " ")


def test_the_days_of_a_meeting_are_shown(portals: dict[str, Portal]) -> None:
    page = read_page(portals[MEETING.name].site / f"moter/{BODY}/{DAY}/index.html").text.replace("\xa0", " ")
    assert f"{NN.text('fact.date')}1.–2. mars 2021" in page
    assert "Måndag 1. mars 2021 – tysdag 2. mars 2021" in page


def test_a_step_is_foreseen_until_the_case_is_closed(portals: dict[str, Portal]) -> None:
    case = portals[CASE.name]
    tokens = [token for token, (_, at) in case.mint.planted.items() if at[0] == "planned"]
    page = f"/saker/{case.id}/"
    case.folder.write(case.record({name: value for name, value in case.facts.items() if name != "closed"}))
    opened = read_page(case.write("open") / page.strip("/") / "index.html").text
    case.folder.write(case.record(case.facts))
    assert len(tokens) == 2
    assert [token for token in tokens if token not in opened] == []
    assert [token for token in tokens if token in case.found] == []


def test_a_recommendation_says_so(portals: dict[str, Portal]) -> None:
    meeting, page = portals[MEETING.name], f"/moter/{BODY}/{DAY}/"
    words = NN.text("item.recommendation")
    assert words in meeting.with_value(("agenda", "final"), "false")[page]
    assert words not in meeting.with_value(("agenda", "final"), "true")[page]


def test_a_follow_up_is_due_until_it_is_done(portals: dict[str, Portal]) -> None:
    meeting = portals[MEETING.name]
    facts = copy.deepcopy(meeting.facts)
    task = facts["agenda"][0]["follow_up"][0]
    done = task.pop("done")
    meeting.folder.write(meeting.record(facts))
    site = meeting.write("undone")
    meeting.folder.write(meeting.record(meeting.facts))
    due = task["due"][:4]
    for page in (f"moter/{BODY}/{DAY}/index.html", "oppfolging/index.html"):
        assert due in read_page(site / page).text
        assert done[:4] in read_page(meeting.site / page).text


def test_a_measure_stands_as_its_record_says(portals: dict[str, Portal]) -> None:
    plan = portals[PLAN.name]
    facts = copy.deepcopy(plan.facts)
    del facts["measures"][0]["done"]
    for state in MeasureStatus:
        facts["measures"][0]["status"] = state.value
        plan.folder.write(plan.record(facts))
        page = read_page(plan.write(state.value) / "planar/eit-plan/index.html").text
        assert [NN.text(f"state.measure.{one.value}") in page for one in MeasureStatus] == [
            one is state for one in MeasureStatus
        ]
    plan.folder.write(plan.record(plan.facts))


def test_a_unanimous_vote_is_shown(portals: dict[str, Portal]) -> None:
    meeting = portals[MEETING.name]
    site = meeting.with_value(("agenda", "vote"), "unanimous")
    words = NN.text("vote.unanimous")
    for page in (f"/moter/{BODY}/{DAY}/", "/vedtak/"):
        assert words in site[page]
        assert words not in (meeting.site / page.strip("/") / "index.html").read_text("utf-8")


def test_totals_that_add_up_are_not_repeated(portals: dict[str, Portal]) -> None:
    """A stated total is shown when it differs from the sum of the lines, and warned of."""
    project = portals[PROJECT.name]
    budget = project.facts["budget"]
    page = f"prosjekt/{project.id}/index.html"
    for side in ("costs", "income"):
        year, stated = next(iter(budget["totals"][side].items()))
        summed = budget[side][0]["amounts"][year]
        assert any(path == page for path in project.found[stated])
        other = project.with_value(("budget", "totals", side), {year: summed})
        assert stated not in other[f"/prosjekt/{project.id}/"].replace("\u00a0", "")
    assert budget["totals"]["costs"][year] in project.folder.check().output.replace(" ", "")


def test_the_submitter_is_shown_on_the_page_of_the_organisation_too(tmp_path: Path) -> None:
    folder = make_portal(
        tmp_path / "portal",
        {
            "organisations/ei-kommune.md": "---\ntitle: Ei kommune\nshort: EK\nkind: municipality\n---\n",
            "cases/2021-x.md": "---\ntitle: Ei sak\nsubmitted_by: {organisation: EK}\n---\n",
        },
    )
    assert "Ei sak" in _pages(folder)["/partar/ei-kommune/"]


def test_the_kinds_are_those_of_records_md() -> None:
    assert KINDS == (CASE, MEETING, PROJECT, ORGANISATION, AGREEMENT, PLAN)
