"""In which order the lists of a page stand: the latest first, or what is due first; each as its readers need it."""

from __future__ import annotations

import datetime as dt
import operator
import re
from typing import Any

import pytest

from portal.derived.context import Context
from portal.language.catalogue import catalogue_for
from portal.model.clock import OSLO
from portal.public.publishing import publish
from portal.site.building import check_portal
from portal.site.composition import views_of
from portal.source.settings import read_settings
from support.portals import PortalFolder, make_portal

MOMENT = dt.datetime(2021, 5, 10, 2, tzinfo=OSLO)
BODY = "title: {title}\nkind: strategic\nthemes: [born]\nparent: {parent}"
ITEM = "{{number: {number}, case: {case}, type: V, outcome: decided, follow_up: [{tasks}]}}"
TASK = "{{what: {what}, responsible: fjord, due: {due}}}"

LATE = "{what: Sist, when: 2021-12, who: fjord}"


def _record(front: str) -> str:
    return f"---\n{front}\n---\n"


def _meeting(*items: str, more: str = "") -> str:
    return _record(f"themes: [born]\nend: 12:00\nstart: 09:00\n{more}agenda: [{', '.join(items)}]")


def _item(number: str, case: str, *tasks: tuple[str, str]) -> str:
    return ITEM.format(number=number, case=case, tasks=", ".join(TASK.format(what=w, due=d) for w, d in tasks))


def _project(title: str, health: str, milestones: str, over: str = "") -> str:
    return _record(
        f"title: {title}\nowner: fjord\nsteering: rad\npartners: [fjord]\nthemes: [born]\n{over}"
        f"reports: [{{date: 2021-05-01, health: {health}, summary: Slik}}]\nmilestones: [{milestones}]"
    )


def _plan(title: str, period: str, measures: str) -> str:
    return _record(f"title: {title}\norganisation: rad\nthemes: [born]\nperiod: {period}\nmeasures: [{measures}]")


def _agreement(title: str, level: str, number: str, more: str) -> str:
    return _record(f"title: {title}\nlevel: {level}\nnumber: {number}\nparties: [fjord, fjell]\nthemes: [born]\n{more}")


# No name or folder stands in the order in which its record is to be shown.
RECORDS: dict[str, str | bytes] = {
    "themes.yml": "- {id: born, title: {nn: Born, nb: Barn}, kind: priority_group}\n",
    "organisations/rad.md": _record(BODY.format(title="Rådet", parent="topp")),
    "organisations/topp.md": _record("title: Toppen\nkind: strategic"),
    "organisations/annan.md": _record(
        "title: Annan\nkind: area\nmembers: [{name: Ada Lie, organisation: fjord}, {name: Bo Moe, organisation: fjell}]"
    ),
    "organisations/bru.md": _record("title: Bru\nkind: area\nmembers: [{name: Cato Dahl, organisation: fjord}]"),
    "organisations/fjord.md": _record(
        "title: Fjord kommune\nkind: municipality\n"
        "corrections: [{date: 2021-01-05, what: A}, {date: 2021-03-05, what: C}, {date: 2021-02-05, what: B}]"
    ),
    "organisations/fjell.md": _record("title: Fjell kommune\nkind: municipality"),
    "cases/2020-a.md": _record("title: Sak A\nsubmitted_by: {organisation: fjord}\nthemes: [born]\nfor: [rad]"),
    "cases/2021-b.md": _record("title: Sak B\nsubmitted_by: {organisation: fjord}\nthemes: [born]\nfor: [rad]"),
    "cases/2021-c.md": _record("title: Sak C\nsubmitted_by: {organisation: fjord}\nthemes: [born]\nfor: [rad]"),
    "meetings/rad/2020-11-02.md": _meeting(_item("1/20", "2020-a", ("Eldst", "2021-08-01"))),
    "meetings/rad/2021-02-01.md": _meeting(
        _item("1/21", "2020-a", ("Seinast", "2021-12-01"), ("Lengst over", "2021-02-20")), _item("2/21", "2021-b")
    ),
    "meetings/rad/2021-04-01.md": _meeting(
        _item("3/21", "2021-c", ("Snart", "2021-05-20")), _item("4/21", "2020-a", ("Over", "2021-04-02"))
    ),
    "meetings/rad/2021-06-01.md": _meeting(),
    "meetings/rad/2021-09-01.md": _meeting(),
    "meetings/bru/2021-05-20.md": _record("start: 09:00"),
    "meetings/annan/2021-06-20.md": _record("start: 09:00"),
    "projects/a.md": _project("Avslutta", "on_track", "", "phase: completed\nperiod: {from: 2019, to: 2020}\n"),
    "projects/b.md": _project("Bra", "on_track", f"{LATE}, {{what: Ein gong, who: fjord}}"),
    "projects/c.md": _project("Dårleg", "off_track", "{what: Først, when: 2021-06-01, who: fjord}"),
    "plans/a.md": _plan("Gammal plan", "{from: 2018, to: 2019}", ""),
    "plans/b.md": _plan(
        "Ny plan", "{from: 2020, to: 2024}",
        "{number: 1, what: Tiltak sist, due: 2021-11-01, case: 2020-a, responsible: fjord},"
        " {number: 2, what: Tiltak over, due: 2021-01-10, case: 2020-a, responsible: fjord},"
        " {number: 3, what: Tiltak gjort, due: 2021-01-09, done: 2021-01-08, case: 2020-a, responsible: fjord}",
    ),
    "agreements/a.md": _agreement("Første utgåve", "overarching", "1", "in_force: {from: 2015-01-01}"),
    "agreements/b.md": _agreement("Andre utgåve", "overarching", "1", "in_force: {from: 2018-01-01}\nreplaces: [a]"),
    "agreements/c.md": _agreement("Tredje utgåve", "overarching", "1", "in_force: {from: 2020-01-01}\nreplaces: [b]"),
    "agreements/d.md": _agreement("Tiande", "service", "10", "in_force: {from: 2020-01-01}"),
    "agreements/e.md": _agreement("Andre", "service", "2", "in_force: {from: 2021-01-01}"),
    "agreements/f.md": _agreement("Kjem", "overarching", "9", "in_force: {from: 2022-01-01}"),
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> PortalFolder:
    return make_portal(tmp_path_factory.mktemp("orders") / "portal", RECORDS).without_papers()


@pytest.fixture(scope="module")
def pages(folder: PortalFolder) -> dict[str, Any]:
    """The values of each page by its address."""
    settings = read_settings(folder.root)
    checked = check_portal(folder.root, settings, moment=MOMENT)
    views = views_of(Context(publish(checked.portal, MOMENT, "…"), settings, catalogue_for("nn")))
    return {
        address: lazy.view().values
        for address, lazy in views.items()
        if address.startswith((PARTNER, BODY_PAGE, CASE, THEME, "/avtalar/"))
    }


PARTNER, BODY_PAGE, CASE, THEME, AGREEMENT = (
    "/partar/fjord/",
    "/utval/rad/",
    "/saker/2020-a/",
    "/tema/born/",
    "/avtalar/a/",
)


def _told(row: Any, attribute: str) -> str:
    found = operator.attrgetter(attribute)(row)
    return found.isoformat() if isinstance(found, dt.date) else str(found)


def _part(page: Any, name: str) -> Any:
    """A list of a page by its name; a theme's lists are parts of its page."""
    return next((one.rows for one in getattr(page, "parts", ()) if one.name == name), None) or getattr(page, name)


DUE = ["Lengst over", "Over", "Snart", "Eldst", "Seinast"]
DECIDED = ["3/21", "4/21", "1/21", "2/21", "1/20"]
HELD = ["2021-09-01", "2021-06-01", "2021-04-01", "2021-02-01", "2020-11-02"]
AGREED = ["Tredje utgåve", "Andre", "Tiande", "Kjem", "Andre utgåve", "Første utgåve"]
GOING = ["Dårleg", "Bra", "Avslutta"]


@pytest.mark.parametrize(
    ("address", "name", "attribute", "wanted"),
    [
        (PARTNER, "tasks", "what", ["Tiltak over", *DUE[:4], "Tiltak sist", "Seinast", "Tiltak gjort"]),
        (PARTNER, "decisions", "number", DECIDED),
        (PARTNER, "next", "day", ["2021-05-20", "2021-06-20"]),
        (PARTNER, "submitted", "text", ["Sak C", "Sak B", "Sak A"]),
        (PARTNER, "owned", "text", GOING),
        (PARTNER, "partner_in", "text", GOING),
        (PARTNER, "milestones", "what", ["Først", "Sist", "Ein gong"]),
        (
            PARTNER,
            "agreements",
            "title.text",
            AGREED,
        ),
        (PARTNER, "corrections", "what", ["C", "B", "A"]),
        (BODY_PAGE, "decisions", "number", DECIDED),
        (BODY_PAGE, "next", "day", ["2021-06-01"]),
        (BODY_PAGE, "meetings", "day", ["2021-02-01", "2021-04-01", "2021-06-01", "2021-09-01"]),
        (BODY_PAGE, "other_meetings", "day", ["2020-11-02"]),
        (BODY_PAGE, "cases", "title.text", ["Sak C", "Sak B", "Sak A"]),
        (BODY_PAGE, "steered", "text", GOING),
        (BODY_PAGE, "plans", "text", ["Ny plan", "Gammal plan"]),
        (CASE, "tasks", "what", [one for one in DUE if one != "Snart"]),
        (CASE, "measures", "what", ["Tiltak over", "Tiltak sist", "Tiltak gjort"]),
        (CASE, "route", "day", ["2020-11-02", "2021-02-01", "2021-04-01"]),
        (CASE, "earlier_decisions", "number", ["1/20", "1/21"]),
        (THEME, "decisions", "number", DECIDED),
        (THEME, "cases", "title.text", ["Sak C", "Sak B", "Sak A"]),
        (THEME, "projects", "title.text", GOING),
        (THEME, "measures", "what", ["Tiltak over", "Tiltak sist", "Tiltak gjort"]),
        (THEME, "tasks", "what", DUE),
        (
            THEME,
            "agreements",
            "title.text",
            AGREED,
        ),
        (THEME, "plans", "title.text", ["Ny plan", "Gammal plan"]),
        (THEME, "meetings", "day", HELD),
        (
            "/avtalar/",
            "rows",
            "title.text",
            AGREED,
        ),
        ("/avtalar/part/fjord/", "in_force", "title.text", ["Tredje utgåve", "Andre", "Tiande"]),
        ("/avtalar/part/fjord/", "past", "title.text", ["Andre utgåve", "Første utgåve"]),
        (AGREEMENT, "versions", "title.text", ["Første utgåve", "Andre utgåve", "Tredje utgåve"]),
        (AGREEMENT, "parties", "party.text", ["Fjord kommune", "Fjell kommune"]),
    ],
)
def test_a_list_stands_in_the_order_that_its_reader_needs(
    pages: dict[str, Any], address: str, name: str, attribute: str, wanted: list[str]
) -> None:
    """What is due first, what goes on before what is over, and what was decided last; a case's way as it went."""
    rows = _part(pages[address], name)
    assert [_told(row, attribute) for row in rows] == wanted


def test_a_partner_s_page_opens_with_what_it_owes_what_comes_and_what_was_decided(folder: PortalFolder) -> None:
    """What is done and what holds no more stand in folds, behind the rest."""
    page = folder.site("1620604800")[PARTNER].make().data.decode()
    assert re.findall(r'<h2 id="_(\w+)"', page)[:4] == ["oppfolging", "neste", "vedtak", "avtalar"]
    folds = re.findall(r'<details class="more-box"><summary>([^<]*)</summary>(.*?)</details>', page, re.DOTALL)
    (over,) = [inside for name, inside in folds if name == "2 avtalar som er over"]
    assert re.findall(r">(\w+ utgåve)<", over) == ["Andre utgåve", "Første utgåve"]
    assert page.index("Tredje utgåve") < page.index(over)
