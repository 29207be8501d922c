"""The page of the handbook that shows every component with its states, drawn with what the pages themselves use.

What it shows is invented here and worded in the catalogues; no record of the portal is on it.
"""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import Any

from portal.derived.context import Context
from portal.derived.labels import all_labels
from portal.derived.parts import Download, Hyperlink, Paper, TaskRow, View
from portal.model import addresses
from portal.model.common import Correction, Exemption
from portal.model.meeting import Meeting, Vote
from portal.model.organisation import Member
from portal.model.problems import Place
from portal.model.project import Report
from portal.model.values import PartialDate, Span
from portal.model.vocabulary import CaseType, ChangeKind, FollowUpState, Health, MeetingState, Outcome
from portal.pages.views.agenda import DecisionRow
from portal.pages.views.facets import Facet, FacetChoice
from portal.pages.views.people import Attendant, Group
from portal.pages.views.registers.news import Day, NewsEntry
from portal.pages.views.rows import MeetingRow
from portal.public.portal import Hold
from portal.public.visibility import Visibility
from portal.text.fragment import Fragment
from portal.text.outline import Section
from portal.text.tree import Element

__all__ = ["view"]

_HANDBOOK = "/handbok/"
_DAYS_TO = {
    MeetingState.PLANNED: 60,
    MeetingState.CALLED: 21,
    MeetingState.CANCELLED: 9,
    MeetingState.AWAITING_MINUTES: -9,
    MeetingState.MINUTES_DRAFT: -30,
    MeetingState.MINUTES_APPROVED: -90,
}
_STEPS = (("submitted", -90, "past"), ("held", -30, "past"), ("follow_up", None, "now"), ("closed", None, "next"))
_PEOPLE = ("Ågot Nordhella", "Eivind Skarstein", "Solbjørg Myrdal")


def view(context: Context) -> View:
    """The page, in the site's language; the link back to the handbook only where there is one."""
    has_handbook = _HANDBOOK in context.portal.content.values()
    t = context.t
    return View(
        "handbook/components.html",
        addresses.COMPONENTS,
        t("components.title"),
        _Samples(context).values(),
        description=t("components.lede"),
        indexed=False,
        crumbs=(Hyperlink(t("components.handbook"), _HANDBOOK),) if has_handbook else (),
        feed=context.feed_of_all,
        calendar=addresses.CALENDAR_OF_ALL,
    )


class _Samples:
    """Invented data for each component, around the portal's today."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._t = context.t
        self._today = context.today
        self._body = Hyperlink(context.t("components.sample.body"), addresses.BODIES)
        self._case = Hyperlink(context.t("components.sample.case"), addresses.CASES)

    def values(self) -> dict[str, Any]:
        state = self._context.state
        seat = {"name": _PEOPLE[0], "role": self._t("components.sample.role"), "substitute": _PEOPLE[1]}
        return {
            "families": list(all_labels(self._context.catalogue).items()),
            "state": state(Outcome.DECIDED),
            "case": self._case,
            "body": self._body,
            "span": Span(self._partial(0), self._partial(90)),
            "section": self._section("_avsnitt"),
            "proposal": self._section("_framlegg"),
            "lead": self._text(),
            "holds": [
                Hold(Visibility.DRAFT, None),
                Hold(Visibility.EMBARGOED, dt.datetime.combine(self._day(3), dt.time(12))),
            ],
            "exemption": self._exemption(),
            "missing": [self._t("missing.present")],
            "meetings": [self._meeting(one) for one in MeetingState],
            "agenda": self._agenda(),
            "decisions": [
                self._decision("_eit", "05/21", [self._text()], Outcome.DECIDED, Vote(unanimous=True)),
                self._decision("_to", "06/21", [], Outcome.APPROVED, Vote.model_validate({"for": "6", "against": "1"})),
                self._decision("_tre", "07/21", [self._text()], Outcome.ENDORSED, None),
            ],
            "vote": Vote.model_validate({"for": "6", "against": "1"}),
            "tasks": [
                self._task(FollowUpState.OVERDUE, -9, (self._body, self._case)),
                self._task(FollowUpState.OPEN, 0),
                self._task(FollowUpState.OPEN, 21),
                self._task(FollowUpState.OPEN, None),
                self._task(FollowUpState.DONE, -20),
            ],
            "groups": self._groups(),
            "members": [
                {
                    "member": Member.model_validate(seat),
                    "organisation": self._body,
                    "position": self._t("position.leader"),
                }
            ],
            "papers": self._papers(),
            "download": Download(addresses.data_file("cases", "csv"), 61_000, 4),
            "report": Report.model_validate(
                {"date": self._written(-20), "summary": self._t("components.sample.report")}
            ),
            "healths": [*map(state, Health), None],
            "steps": self._steps(),
            "days": [Day(self._day(-2), [self._entry(kind) for kind in ChangeKind])],
            "corrections": {"corrections": [self._correction()]},
            "facets": self._facets(),
            "years": [Hyperlink("2021", addresses.MEETINGS), Hyperlink("2020", addresses.COMPONENTS)],
            "person": _PEOPLE[0],
        }

    def _day(self, days: int) -> dt.date:
        return self._today + dt.timedelta(days=days)

    def _written(self, days: int) -> str:
        return self._day(days).isoformat()

    def _partial(self, days: int) -> PartialDate:
        return PartialDate(self._written(days), self._day(days), self._day(days))

    def _exemption(self) -> Exemption:
        facts = {"basis": "offentleglova § 13", "public_title": self._case.text, "until": self._written(400)}
        return Exemption.model_validate(facts)

    def _correction(self) -> Correction:
        return Correction.model_validate({"date": self._written(-2), "what": self._t("components.sample.report")})

    def _text(self) -> Fragment:
        return Fragment((Element("p", (), (self._t("components.sample.words"),)),))

    def _section(self, anchor: str) -> Section:
        heading = Fragment((self._t("components.sample.heading"),))
        return Section(3, heading, anchor, Place(""), self._text())

    def _meeting(self, state: MeetingState) -> MeetingRow:
        days = _DAYS_TO[state]
        facts = {"start": "10:00", "end": "14:30", "place": self._t("components.sample.place")}
        return MeetingRow(
            title=self._body,
            body=self._body,
            body_id="",
            day=self._day(days),
            days=days,
            number="3/2021",
            state=self._context.state(state),
            value=state.value,
            facts=Meeting.model_validate(facts),
            number_of_items=7,
            submission=self._day(days - 14) if days > 0 else None,
            notice=self._day(days - 7) if state is MeetingState.PLANNED else None,
            minutes=self._day(-2) if state is MeetingState.AWAITING_MINUTES else None,
        )

    def _agenda(self) -> list[dict[str, Any]]:
        title = self._case.text
        shared: dict[str, Any] = {"title_lang": None, "lang": None, "types": "", "presenter": None, "papers": []}
        shared |= {"exempt": None, "retraction": None, "outcome": None, "number": None}
        rows: list[dict[str, Any]] = [
            {"outcome": self._context.state(outcome), "types": self._context.types((CaseType.DECISION,))}
            for outcome in Outcome
        ]
        rows[0] |= {"presenter": _PEOPLE[0], "papers": self._papers()[:1]}
        rows += [{"exempt": True}, {"retraction": True}]
        numbered = [{"number": f"{place:02}/21", "name": title, **row} for place, row in enumerate(rows, 5)]
        plain = {"name": self._t("components.sample.heading")}
        return [{**shared, "anchor": "sakliste", **row} for row in (*numbered, plain)]

    def _decision(
        self, anchor: str, number: str, texts: list[Fragment], outcome: Outcome, vote: Vote | None
    ) -> DecisionRow:
        here = f"{addresses.COMPONENTS}#{anchor}"
        return DecisionRow(
            number=number,
            name=self._t("decision.number", number=number),
            title=Hyperlink(self._case.text, here),
            anchor=anchor,
            heading_anchors=[],
            texts=texts,
            lacking=self._context.t("decision.no_text"),
            outcome=self._context.state(outcome),
            vote=vote,
            body=self._body,
            body_id="",
            day=self._day(-30),
            meeting=self._body,
            item=Hyperlink(self._t("decision.read_minutes"), here),
            link=Hyperlink(self._t("decision.link"), here),
            cite=f"{self._body.text}. {self._case.text}.",
            lang=None,
            case_types=(),
            types="",
            cases=(self._case,),
            tasks=[],
            followed_up=None,
        )

    def _task(self, state: FollowUpState, days: int | None, responsible: tuple[Hyperlink, ...] = ()) -> TaskRow:
        due = None if days is None else self._day(days)
        return TaskRow(
            what=self._t("components.sample.task"),
            lang=None,
            state=self._context.state(state),
            value=state.value,
            responsible=responsible or ((self._body,) if due else ()),
            due=due,
            done=due if state is FollowUpState.DONE else None,
            days=days,
            origin=self._case,
            meeting=self._body,
        )

    def _groups(self) -> list[Group]:
        role, count = self._t("components.sample.role"), self._context.catalogue.count
        there = [
            Attendant(_PEOPLE[0], role, self._body),
            Attendant(
                _PEOPLE[1], role, self._body, substitute_for=_PEOPLE[2], part=count("people.items", 1, items="05/21")
            ),
        ]
        away = [
            Attendant(_PEOPLE[2], substitute=_PEOPLE[1]),
            Attendant(_PEOPLE[0], part=count("people.absent_from", 1, items="05/21")),
        ]
        return [Group(self._t("people.present"), there), Group(self._t("people.absent"), away)]

    def _papers(self) -> list[Paper]:
        title = self._t("components.sample.paper")
        file = addresses.data_file("cases", "csv")
        exempt = self._exemption()
        return [
            *(Paper(title, address=file, type="CSV", size=61_000, accessible=a) for a in ("yes", "no", "unknown")),
            Paper(title, url="https://paper.example/notat.pdf"),
            Paper(title),
            Paper(title, exemption=exempt),
        ]

    def _steps(self) -> list[dict[str, Any]]:
        return [
            {
                "name": self._t(f"lifeline.{name}"),
                "day": None if days is None else self._day(days),
                "note": self._body.text if days else "",
                "when": when,
            }
            for name, days, when in _STEPS
        ]

    def _entry(self, kind: Enum) -> NewsEntry:
        return NewsEntry(self._context.state(kind), self._case, self._body, self._day(-9), "")

    def _facets(self) -> list[Facet]:
        choices = (
            FacetChoice(self._body, "ssu", (1, 2, 3)),
            FacetChoice(Hyperlink(self._t("components.sample.case"), addresses.COMPONENTS), "ou", (1,)),
        )
        return [Facet(self._t("facet.body"), "utval", choices), Facet(self._t("facet.state"), "tilstand", choices[:1])]
