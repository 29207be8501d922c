"""The page of the handbook that shows every component with its states, drawn with what the pages themselves use.

What it shows is invented here and worded in the catalogues; no record of the portal is on it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from portal.derived.context import Context
from portal.derived.items import DecisionRow, ItemRow
from portal.derived.key_facts import KeyFact, key_facts
from portal.derived.known import Deadline
from portal.derived.labels import StateLabel, all_labels
from portal.derived.parts import CorrectionRow, Download, Hyperlink, Paper, Restriction, TaskRow, View
from portal.derived.people import Attendant, Group
from portal.derived.public import Hold, Visibility
from portal.derived.undertakings import MeasureRow
from portal.derived.votes import Tally, tallies
from portal.model import addresses
from portal.model.meeting import Vote
from portal.model.problems import Place
from portal.model.values import PartialDate, Span
from portal.model.vocabulary import (
    AgreementState,
    CaseType,
    ChangeKind,
    FollowUpState,
    Health,
    MeasureState,
    MeetingState,
    Outcome,
)
from portal.pages.views.agreement import AgreementRow
from portal.pages.views.case import Step
from portal.pages.views.facets import Facet, FacetChoice, Narrowing
from portal.pages.views.plan import PlanRow
from portal.pages.views.project import ReportRow
from portal.pages.views.registers.news import Day, NewsEntry, NewsGroup
from portal.pages.views.representation import QuorumRow, RepresentationView, SeatRow
from portal.pages.views.rows import MeetingRow, MemberRow
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


@dataclass(frozen=True)
class ComponentsPage:
    """What each component is shown with."""

    today: dt.date
    families: tuple[tuple[str, tuple[StateLabel, ...]], ...]
    state: StateLabel
    case: Hyperlink
    body: Hyperlink
    span: Span
    section: Section
    proposal: Section
    lead: Fragment
    holds: tuple[Hold, ...]
    facts: tuple[KeyFact, ...]
    exemption: Restriction
    missing: tuple[str, ...]
    meetings: tuple[MeetingRow, ...]
    agenda: tuple[ItemRow, ...]
    decisions: tuple[DecisionRow, ...]
    votes: tuple[Tally, ...]
    formal: DecisionRow
    tasks: tuple[TaskRow, ...]
    groups: tuple[Group, ...]
    members: tuple[MemberRow, ...]
    representation: RepresentationView
    papers: tuple[Paper, ...]
    download: Download
    agreements: tuple[AgreementRow, ...]
    measures: tuple[MeasureRow, ...]
    plans: tuple[PlanRow, ...]
    report: ReportRow
    healths: tuple[StateLabel | None, ...]
    steps: tuple[Step, ...]
    days: tuple[Day, ...]
    corrections: tuple[CorrectionRow, ...]
    narrowing: Narrowing
    years: tuple[Hyperlink, ...]
    person: str


class _Samples:
    """Invented data for each component, around the portal's today."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._t = context.t
        self._today = context.today
        self._body = Hyperlink(context.t("components.sample.body"), addresses.BODIES)
        self._case = Hyperlink(context.t("components.sample.case"), addresses.CASES)
        self._text = Fragment((Element("p", (), (context.t("components.sample.words"),)),))
        self._exemption = Restriction("offentleglova § 13", self._day(400))

    def values(self) -> ComponentsPage:
        state = self._context.state
        role = self._t("components.sample.role")
        return ComponentsPage(
            today=self._today,
            families=tuple((name, tuple(labels)) for name, labels in all_labels(self._context.catalogue).items()),
            state=state(Outcome.DECIDED),
            case=self._case,
            body=self._body,
            span=Span(self._partial(0), self._partial(90)),
            section=self._section("_avsnitt"),
            proposal=self._section("_framlegg"),
            lead=self._text,
            holds=(
                Hold(Visibility.DRAFT, None),
                Hold(Visibility.EMBARGOED, dt.datetime.combine(self._day(3), dt.time(12))),
            ),
            facts=(
                *key_facts(self._context, (("body", self._body), ("date", self._today))),
                KeyFact("related", (self._case, self._body), is_wide=True),
            ),
            exemption=self._exemption,
            missing=(self._t("missing.present"),),
            meetings=tuple(map(self._meeting, MeetingState)),
            agenda=self._agenda(),
            decisions=(
                self._decision("_eit", "05/21", (self._text,), Outcome.DECIDED, Vote(unanimous=True)),
                self._decision("_to", "06/21", (), Outcome.APPROVED, _vote(6, against=1)),
                replace(
                    self._decision("_tre", "07/21", (self._text,), Outcome.ENDORSED),
                    recommended=self._t("item.recommendation"),
                    sent_to=(self._body,),
                ),
            ),
            votes=tuple(tally for votes in self._votes() for tally in tallies(self._context, votes, None)),
            formal=replace(
                self._decision("_fire", "08/21", (self._text,), Outcome.APPROVED, Vote(unanimous=True)),
                is_routine=True,
            ),
            tasks=(
                self._task(FollowUpState.OVERDUE, -9, (self._body, self._case)),
                self._task(FollowUpState.OPEN, 0),
                self._task(FollowUpState.OPEN, 21),
                self._task(FollowUpState.OPEN, None),
                self._task(FollowUpState.DONE, -20),
            ),
            groups=self._groups(),
            members=(MemberRow(_PEOPLE[0], self._t("position.leader"), role, self._body, _PEOPLE[1]),),
            representation=self._representation(),
            papers=self._papers(),
            download=Download(addresses.data_file("cases", "csv"), 61_000, 4),
            agreements=tuple(map(self._agreement, AgreementState)),
            measures=tuple(self._measure(number, state) for number, state in enumerate(MeasureState, 1)),
            plans=(PlanRow(self._case, self._body, "2020–2024", is_over=True, done=2, overdue=1, number=6),),
            report=ReportRow(self._day(-20), self._t("components.sample.report"), None),
            healths=(*map(state, Health), None),
            steps=self._steps(),
            days=(
                Day(
                    self._day(-2),
                    (
                        *(NewsGroup((self._news(kind),)) for kind in ChangeKind),
                        NewsGroup(
                            (self._news(ChangeKind.MINUTES), replace(self._news(ChangeKind.APPROVAL), is_routine=True)),
                            self._body,
                        ),
                    ),
                ),
            ),
            corrections=(CorrectionRow(self._day(-2), self._t("components.sample.report")),),
            narrowing=self._narrowing(),
            years=(Hyperlink("2021", addresses.MEETINGS), Hyperlink("2020", addresses.COMPONENTS)),
            person=_PEOPLE[0],
        )

    def _day(self, days: int) -> dt.date:
        return self._today + dt.timedelta(days=days)

    def _partial(self, days: int) -> PartialDate:
        return PartialDate(self._day(days).isoformat(), self._day(days), self._day(days))

    def _section(self, anchor: str) -> Section:
        heading = Fragment((self._t("components.sample.heading"),))
        return Section(3, heading, anchor, Place(""), self._text)

    def _meeting(self, state: MeetingState) -> MeetingRow:
        days = _DAYS_TO[state]
        return MeetingRow(
            title=self._body,
            body=self._body,
            body_id="",
            day=self._day(days),
            days=days,
            number="3/2021",
            state=self._context.state(state),
            value=state.value,
            start=dt.time(10),
            end=dt.time(14, 30),
            place=self._t("components.sample.place"),
            number_of_items=7,
            submission=self._deadline(days - 14) if days > 0 else None,
            notice=self._deadline(days - 7) if state is MeetingState.PLANNED else None,
            minutes=self._deadline(-2) if state is MeetingState.AWAITING_MINUTES else None,
        )

    def _deadline(self, days: int) -> Deadline:
        return Deadline(self._day(days), days)

    def _agenda(self) -> tuple[ItemRow, ...]:
        decided = [
            ItemRow(
                f"{place:02}/21",
                self._case.text,
                "sakliste",
                outcome=self._context.state(outcome),
                types=self._context.types((CaseType.DECISION,)),
            )
            for place, outcome in enumerate(Outcome, 5)
        ]
        decided[0] = replace(decided[0], presenter=_PEOPLE[0], papers=self._papers()[:1])
        held_back = (
            ItemRow("14/21", self._case.text, "sakliste", exempt=self._exemption),
            ItemRow("15/21", self._case.text, "sakliste", retracted=self._t("item.retracted")),
        )
        return (*decided, *held_back, ItemRow(None, self._t("components.sample.heading"), "sakliste"))

    def _representation(self) -> RepresentationView:
        """A body with a seat that is filled, one that is vacant, and a meeting that could not decide."""
        vacant = (self._context.catalogue.count("seat.vacant", 1), self._t("seat.not_met"))
        return RepresentationView(
            self._t("quorum.half"),
            (
                SeatRow(self._body, self._t("components.sample.role"), None, False, 3, 3, 2, 2, ()),
                SeatRow(self._case, None, None, True, 2, 1, 0, 2, vacant),
            ),
            (
                QuorumRow(self._case, self._today, 5, 4, True),
                QuorumRow(self._body, self._today, 2, 4, False),
            ),
            (self._context.catalogue.count("kept.notice", 2, in_time=1),),
        )

    def _votes(self) -> tuple[tuple[Vote, ...], ...]:
        """What votes there may be on an item: one, one with all that there is to tell, and one on several proposals."""
        first, second = self._t("components.sample.proposal"), self._t("components.sample.alternative")
        return (
            (_vote(6, against=1),),
            (_vote(3, against=3, abstained=1, casting="true"),),
            (_vote(3, on=first), _vote(2, on=second, abstained=1)),
        )

    def _news(self, kind: ChangeKind) -> NewsEntry:
        return NewsEntry(self._context.state(kind), self._case, self._body, self._day(-9), "")

    def _decision(
        self, anchor: str, number: str, texts: tuple[Fragment, ...], outcome: Outcome, *votes: Vote
    ) -> DecisionRow:
        here = f"{addresses.COMPONENTS}#{anchor}"
        return DecisionRow(
            number=number,
            name=self._t("decision.number", number=number),
            title=Hyperlink(self._case.text, here),
            anchor=anchor,
            heading_anchors=(),
            texts=texts,
            lacking=self._context.t("decision.no_text"),
            outcome=self._context.state(outcome),
            votes=tallies(self._context, votes, None),
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

    def _agreement(self, state: AgreementState) -> AgreementRow:
        is_current = state in (AgreementState.IN_FORCE, AgreementState.COMING, AgreementState.UNDER_APPROVAL)
        return AgreementRow(
            title=self._case,
            name=self._t("agreement_level.service"),
            state=self._context.state(state),
            value=state.value,
            start=self._day(-400),
            end=None if is_current else self._day(-30),
            review=self._day(-9) if state is AgreementState.IN_FORCE else None,
            is_review_overdue=state is AgreementState.IN_FORCE,
            parties=(self._body, self._case) * (3 if state is AgreementState.IN_FORCE else 1),
            lacking=(self._body,) if state is AgreementState.UNDER_APPROVAL else (),
            level="service",
        )

    def _measure(self, number: int, state: MeasureState) -> MeasureRow:
        return MeasureRow(
            number=f"1.{number}",
            anchor=addresses.measure_anchor(f"1.{number}"),
            what=self._t("components.sample.task"),
            lang=None,
            state=self._context.state(state),
            responsible=(self._body,),
            due=self._day(-9 if state is MeasureState.OVERDUE else 90),
            done=self._day(-2) if state is MeasureState.DONE else None,
            days=-9 if state is MeasureState.OVERDUE else None,
            links=(self._case,),
            indicator=self._case,
            note=self._t("components.sample.report"),
            plan=self._body,
        )

    def _groups(self) -> tuple[Group, ...]:
        role, count = self._t("components.sample.role"), self._context.catalogue.count
        there = (
            Attendant(_PEOPLE[0], role, self._body),
            Attendant(
                _PEOPLE[1], role, self._body, substitute_for=_PEOPLE[2], part=count("people.items", 1, items="05/21")
            ),
        )
        away = (
            Attendant(_PEOPLE[2], substitute=_PEOPLE[1]),
            Attendant(_PEOPLE[0], part=count("people.absent_from", 1, items="05/21")),
        )
        return (Group(self._t("people.present"), there), Group(self._t("people.absent"), away))

    def _papers(self) -> tuple[Paper, ...]:
        title = self._t("components.sample.paper")
        file = addresses.data_file("cases", "csv")
        return (
            *(Paper(title, address=file, type="CSV", size=61_000, accessible=a) for a in ("yes", "no", "unknown")),
            Paper(title, url="https://paper.example/notat.pdf"),
            Paper(title),
            Paper(title, exemption=self._exemption),
        )

    def _steps(self) -> tuple[Step, ...]:
        return tuple(
            Step(
                self._t(f"lifeline.{name}"),
                None if days is None else self._day(days),
                self._body.text if days else "",
                when,
            )
            for name, days, when in _STEPS
        )

    def _narrowing(self) -> Narrowing:
        choices = (
            FacetChoice(self._body, "ssu", 3),
            FacetChoice(Hyperlink(self._t("components.sample.case"), addresses.COMPONENTS), "ou", 1),
        )
        body, state = self._t("facet.body"), self._t("facet.state")
        facets = (Facet(body, "utval", choices), Facet(state, "tilstand", choices[:1]))
        return Narrowing(facets, addresses.CASES, 4, ((body, self._body),))


def _vote(in_favour: int, **other: object) -> Vote:
    """A vote that was counted, by the names that its fields have in front matter."""
    return Vote.model_validate({"for": str(in_favour), **{name: str(value) for name, value in other.items()}})
