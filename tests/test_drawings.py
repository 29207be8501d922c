"""Drawings as numbers: every mark stands where its day or its amount is, and inside the drawing."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from portal.derived.known import MilestoneFacts
from portal.derived.labels import StateLabel
from portal.derived.parts import Hyperlink
from portal.derived.states import milestone_state
from portal.language.dates import Calendar
from portal.model.project import Budget, Indicator, Milestone, Report
from portal.pages.views.drawings.bars import Bars, draw_budget
from portal.pages.views.drawings.plot import HealthPlot, Plot, draw_health, draw_indicator
from portal.pages.views.drawings.scale import Tick, TimeScale, ValueScale, number_in
from portal.pages.views.drawings.timeline import Timeline, draw_timeline, today_on
from portal.pages.views.drawings.year import SHAPES, YearPlan, draw_year
from portal.pages.views.rows import MeetingRow

TODAY = dt.date(2021, 5, 10)
NYNORSK = Calendar("nn")
NBSP, THIN, NARROW, MINUS = "\u00a0", "\u2009", "\u202f", "\u2212"
DAY = dt.timedelta(days=1)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def over(first: str, last: str) -> TimeScale:
    return TimeScale(day(first), day(last))


# -- the scale of time

SPANS = st.tuples(st.dates(), st.dates()).map(lambda ends: TimeScale(min(ends), max(ends)))
NEAR_SPANS = st.tuples(st.dates(), st.integers(0, 4000)).map(
    lambda pair: TimeScale(pair[0], pair[0] + min(pair[1] * DAY, dt.date.max - pair[0]))
)


def test_a_day_has_its_start_its_middle_and_its_end() -> None:
    scale = over("2021-01-01", "2021-01-10")
    assert scale.days == 10
    assert [scale.start(day("2021-01-03")), scale.middle(day("2021-01-03")), scale.end(day("2021-01-03"))] == [
        20.0, 25.0, 30.0,
    ]  # fmt: skip


def test_the_first_day_starts_the_scale_and_the_last_day_ends_it() -> None:
    scale = over("2021-01-01", "2021-12-31")
    assert (scale.start(scale.first), scale.end(scale.last)) == (0, 100)
    assert scale.end(day("2021-06-30")) == scale.start(day("2021-07-01"))


def test_a_scale_of_one_day_has_room_for_it() -> None:
    scale = over("2021-05-10", "2021-05-10")
    assert (scale.start(TODAY), scale.middle(TODAY), scale.end(TODAY)) == (0, 50, 100)


def test_a_day_outside_stands_at_the_nearer_end() -> None:
    scale = over("2021-02-01", "2021-02-28")
    before, after = day("2021-01-31"), day("2021-03-01")
    assert [scale.start(before), scale.middle(before), scale.end(before)] == [0, 0, 0]
    assert [scale.start(after), scale.middle(after), scale.end(after)] == [100, 100, 100]
    assert [scale.holds(d) for d in (before, scale.first, scale.last, after)] == [False, True, True, False]


@given(SPANS, st.dates(), st.dates())
def test_every_day_stands_inside_and_a_later_one_never_before_an_earlier(
    scale: TimeScale, one: dt.date, other: dt.date
) -> None:
    for place in (scale.start, scale.middle, scale.end):
        assert 0 <= place(one) <= 100
        assert place(min(one, other)) <= place(max(one, other))
    assert scale.start(one) <= scale.middle(one) <= scale.end(one)


def test_a_short_scale_has_a_letter_for_each_month_and_names_each_year_once() -> None:
    ticks = over("2020-10-01", "2022-03-31").ticks(NYNORSK)
    assert "".join(tick.label for tick in ticks) == "ONDJFMAMJJASONDJFM"
    assert [tick.year for tick in ticks] == ["2020", *[""] * 2, "2021", *[""] * 11, "2022", "", ""]


def test_a_longer_scale_names_each_quarter() -> None:
    ticks = over("2020-10-01", "2022-04-30").ticks(NYNORSK)
    assert [tick.label for tick in ticks] == ["okt", "jan", "apr", "juli", "okt", "jan", "apr"]


def test_a_scale_longer_than_three_years_has_no_letters() -> None:
    three_years, longer = over("2019-01-01", "2021-12-31"), over("2019-01-01", "2022-01-31")
    assert {tick.label for tick in three_years.ticks(NYNORSK)} == {"jan", "juli", ""}
    assert {tick.label for tick in longer.ticks(NYNORSK)} == {""}
    assert [tick.year for tick in longer.ticks(NYNORSK) if tick.year] == ["2019", "2020", "2021", "2022"]


def test_a_scale_longer_than_five_years_has_a_mark_for_each_year() -> None:
    ticks = over("2019-03-01", "2025-12-31").ticks(NYNORSK)
    assert [tick.year for tick in ticks] == ["2019", "2020", "2021", "2022", "2023", "2024", "2025"]


@pytest.mark.parametrize(
    ("first", "named"), [("2020-12-01", ["2021", "2022"]), ("2020-07-01", ["2020", "2021", "2022"])]
)
def test_the_first_years_name_is_left_out_where_the_next_would_stand_on_it(first: str, named: list[str]) -> None:
    ticks = over(first, "2022-06-30").ticks(NYNORSK)
    assert [tick.year for tick in ticks if tick.year] == named
    assert ticks[0].at == 0
    assert ticks[0].label


def test_on_a_long_scale_every_so_many_years_are_named() -> None:
    ticks = over("2001-05-01", "2030-12-31").ticks(NYNORSK)
    assert [tick.year for tick in ticks if tick.year] == ["2004", "2008", "2012", "2016", "2020", "2024", "2028"]


@given(SPANS | NEAR_SPANS)
def test_marks_stand_in_order_inside_the_scale_and_about_eight_years_are_named(scale: TimeScale) -> None:
    ticks = scale.ticks(NYNORSK)
    assert all(0 <= tick.at <= 100 for tick in ticks)
    assert all(one.at < other.at or one.at == other.at == 0 for one, other in pairwise(ticks))
    named = [tick for tick in ticks if tick.year]
    assert 1 <= len(named) <= 9
    assert [int(tick.year) for tick in named] == sorted({int(tick.year) for tick in named})
    assert len(ticks) <= 25


@given(st.dates(max_value=dt.date(9990, 1, 1)), st.integers(28, 3600))
def test_the_names_of_two_years_never_stand_on_each_other(first: dt.date, days: int) -> None:
    first = first.replace(day=1)
    named = [tick.at for tick in TimeScale(first, first + days * DAY).ticks(NYNORSK) if tick.year]
    assert all(other - one >= 9.9 for one, other in pairwise(named))


def test_marks_bear_the_letters_of_the_language() -> None:
    assert [tick.label for tick in over("2021-01-01", "2021-03-31").ticks(Calendar("nb"))] == ["J", "F", "M"]
    assert over("2021-01-01", "2021-01-31").ticks(NYNORSK) == (Tick(0, "J", "2021"),)


# -- the scale of values


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [
        pytest.param([10, 100], 0, 100, id="far-apart"),
        pytest.param([0, 37], 0, 40, id="from-zero"),
        pytest.param([90, 100], 90, 100, id="close-together"),
        pytest.param([98.2, 98.4], 98.2, 98.4, id="decimals"),
        pytest.param([0.2, 0.7], 0, 0.8, id="below-one"),
        pytest.param([20], 0, 20, id="one"),
        pytest.param([3, 3, 3], 0, 3, id="equal"),
        pytest.param([0, 0], 0, 1, id="nothing"),
        pytest.param([-5, 5], -5, 5, id="both-sides"),
        pytest.param([-5, -1], -6, 0, id="below-zero"),
        pytest.param([-5], -6, 0, id="one-below-zero"),
    ],
)
def test_a_scale_of_values_has_round_ends(values: list[float], low: float, high: float) -> None:
    scale = ValueScale.over([float(value) for value in values])
    assert [scale.low, scale.high] == pytest.approx([low, high])


def test_a_value_stands_as_far_up_as_its_share() -> None:
    scale = ValueScale(10, 20)
    assert [scale.share(value) for value in (10, 12.5, 20)] == [0, 0.25, 1]


AMOUNTS = st.integers(-(10**9), 10**9).map(lambda n: n / 1000) | st.integers(0, 10**15 - 1).map(float)


@given(st.lists(AMOUNTS, min_size=1, max_size=8))
def test_a_scale_of_values_holds_them_all_in_their_order(values: list[float]) -> None:
    scale = ValueScale.over(values)
    assert scale.low < scale.high
    shares = [scale.share(value) for value in sorted(values)]
    assert all(-1e-9 <= share <= 1 + 1e-9 for share in shares)
    assert shares == sorted(shares)


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("2,5", None, 2.5),
        ("2.5", None, 2.5),
        ("1.200", None, 1200),
        ("-12.345.678,9", None, -12_345_678.9),
        ("0.125", None, 0.125),
        ("1 200", None, 1200),
        (f"1{NBSP}200", None, 1200),
        (f"1{THIN}200{NARROW}000", None, 1_200_000),
        ("67 %", None, 67),
        ("67%", "%", 67),
        (f"67{NBSP}%", None, 67),
        ("30 per dag", "per dag", 30),
        ("30 Per dag", "per dag", 30),
        ("30 per dag", None, None),
        ("1 200,5 kr", "kr", 1200.5),
        ("-4", None, -4),
        (f"{MINUS}4", None, -4),
        ("007", None, 7),
        ("0", None, 0),
        ("Ja", None, None),
        ("", None, None),
        ("%", None, None),
        ("per dag", "per dag", None),
        ("1.2.3", None, None),
        ("1,5.2", None, None),
        ("5,", None, None),
        (",5", None, None),
        ("--4", None, None),
        ("4-5", None, None),
        ("1e5", None, None),
        ("nan", None, None),
        ("inf", None, None),
        ("ca. 5", None, None),
        ("12/2021", None, None),
        ("٢٠", None, None),
        ("½", None, None),
        ("5²", None, None),
        ("1" * 16, None, None),
    ],
)
def test_a_number_is_read_as_norwegian_writes_it_and_other_words_are_none(
    text: str, unit: str | None, number: float | None
) -> None:
    assert number_in(text, unit) == number


@given(
    st.decimals(-(10**9), 10**9, places=3), st.sampled_from(["nn", "nb"]), st.sampled_from(["", "%", "kr", "per dag"])
)
def test_a_number_written_in_norwegian_is_read_back(number: Decimal, lang: str, unit: str) -> None:
    text = format_decimal(number, "#,##0.###", locale=lang)
    assert number_in(f"{text} {unit}".strip(), unit) == float(number)


@given(st.text(), st.none() | st.text(max_size=5))
def test_any_text_is_a_number_or_none(text: str, unit: str | None) -> None:
    number = number_in(text, unit)
    assert number is None or math.isfinite(number)


# -- milestones


def timeline(*milestones: dict[str, str], today: str = "2021-05-10") -> Timeline | None:
    read = [Milestone.model_validate({"what": "A", **milestone}) for milestone in milestones]
    known = [MilestoneFacts(one, milestone_state(one, day(today))) for one in read]
    return draw_timeline(known, day(today), NYNORSK)


def drawn(*milestones: dict[str, str], today: str = "2021-05-10") -> Timeline:
    line = timeline(*milestones, today=today)
    assert line is not None
    return line


def test_milestones_stand_in_the_records_order_with_their_numbers_and_states() -> None:
    line = drawn(
        {"what": "Plan", "when": "2021-06..2021-08"},
        {"what": "Avtale", "when": "2021-01", "done": "2021-02-01"},
        {"what": "Ein gong"},
        {"what": "Opplæring", "when": "2021-04"},
        {"what": "Utstyr", "when": "2021-05"},
    )
    assert [(bar.number, bar.name, bar.state) for bar in line.bars] == [
        (1, "Plan", "coming"), (2, "Avtale", "done"), (4, "Opplæring", "overdue"), (5, "Utstyr", "ongoing"),
    ]  # fmt: skip
    assert line.states == ["done", "overdue", "ongoing", "coming"]
    assert line.undated == 1


def test_only_the_states_that_occur_are_explained() -> None:
    assert drawn({"when": "2021-04"}, {"when": "2021-04", "done": "2021-05-01"}).states == ["done", "overdue"]


def test_without_a_dated_milestone_there_is_nothing_to_draw() -> None:
    assert timeline() is None
    assert timeline({}, {"done": "2021-05-01"}) is None


@pytest.mark.parametrize(
    ("when", "is_point"),
    [("2021-05-10", True), ("2021-05-10..2021-05-10", True), ("2021-05-10..2021-05-11", False), ("2021-05", False),
     ("2021", False)],
)  # fmt: skip
def test_a_day_is_a_point_and_all_else_a_bar(when: str, is_point: bool) -> None:
    (bar,) = drawn({"when": when}).bars
    assert bar.is_point == is_point


def test_a_point_stands_in_the_middle_of_its_day_and_a_bar_from_first_to_last() -> None:
    line = drawn({"when": "2021-04-16"}, {"when": "2021-04..2021-05-15"}, today="2021-04-01")
    point, bar = line.bars
    scale = TimeScale(day("2021-04-01"), day("2021-05-31"))
    assert (line.first, line.last) == (scale.first, scale.last)
    assert point.start == scale.middle(day("2021-04-16"))
    assert (bar.start, bar.end) == (0, scale.end(day("2021-05-15")))
    assert bar.width == round(bar.end - bar.start, 2)


def test_the_drawing_covers_whole_months() -> None:
    line = drawn({"when": "2021-02-19..2021-12-05"})
    assert (line.first, line.last) == (day("2021-02-01"), day("2021-12-31"))
    assert drawn({"when": "2024-02-10"}, today="2024-02-01").last == day("2024-02-29")


def test_one_milestone_is_drawn() -> None:
    line = drawn({"when": "2021-05-10"})
    assert (line.first, line.last) == (day("2021-05-01"), day("2021-05-31"))
    assert line.bars[0].start == line.today.at


@pytest.mark.parametrize(
    ("today", "first", "last", "at", "beyond"),
    [
        pytest.param("2021-05-20", "2021-04-01", "2021-06-30", None, "", id="inside"),
        pytest.param("2021-04-01", "2021-04-01", "2021-06-30", None, "", id="first-day"),
        pytest.param("2021-02-10", "2021-02-01", "2021-06-30", None, "", id="near-before"),
        pytest.param("2021-08-20", "2021-04-01", "2021-08-31", None, "", id="near-after"),
        pytest.param("2020-12-30", "2021-04-01", "2021-06-30", 0, "before", id="beyond-before"),
        pytest.param("2021-10-01", "2021-04-01", "2021-06-30", 100, "after", id="beyond-after"),
    ],
)
def test_today_is_marked_inside_or_at_the_nearer_end(
    today: str, first: str, last: str, at: float | None, beyond: str
) -> None:
    line = drawn({"when": "2021-04..2021-06"}, today=today)
    assert (line.first, line.last) == (day(first), day(last))
    assert line.today.at == (TimeScale(line.first, line.last).middle(day(today)) if at is None else at)
    assert line.today.beyond == beyond


def test_on_a_scale_today_is_in_the_middle_of_its_day() -> None:
    scale = over("2021-05-01", "2021-05-31")
    assert (today_on(scale, TODAY).at, today_on(scale, TODAY).beyond) == (scale.middle(TODAY), "")
    assert (today_on(scale, day("2021-04-30")).at, today_on(scale, day("2021-06-01")).at) == (0, 100)


@pytest.mark.parametrize("when", ["9999", "9999-12", "9999-12-31", "2021-06..9999", "0001", "0001-01-01", "0001..9999"])
def test_the_ends_of_the_calendar_can_be_drawn(when: str) -> None:
    line = drawn({"when": when})
    assert 0 <= line.bars[0].start <= line.bars[0].end <= 100


WHEN = st.tuples(st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31)), st.integers(0, 900)).map(
    lambda pair: f"{pair[0]}..{pair[0] + pair[1] * DAY}"
)


@given(st.lists(WHEN, min_size=1, max_size=6), st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31)))
def test_every_milestone_stands_inside_and_in_time(whens: list[str], today: dt.date) -> None:
    line = drawn(*({"when": when} for when in whens), today=today.isoformat())
    assert len(line.bars) == len(whens)
    assert 0 <= line.today.at <= 100
    bars = sorted(zip(whens, line.bars, strict=True), key=lambda pair: pair[0][:10])
    for bar in line.bars:
        assert 0 <= bar.start <= bar.end <= 100
    for (_, one), (_, other) in pairwise((when, bar) for when, bar in bars if not bar.is_point):
        assert one.start <= other.start
    if line.first <= today <= line.last:
        for bar in line.bars:
            assert bar.state != "overdue" or bar.end <= line.today.at
            assert bar.state != "coming" or bar.start >= line.today.at


# -- the year's meetings


def meeting(when: str, state: str = "planned", today: dt.date = TODAY) -> MeetingRow:
    link = Hyperlink("Møte", "/moter/")
    at = day(when)
    return MeetingRow(link, link, "ssu", at, (at - today).days, None, StateLabel("", "", ""), state)


def year_plan(*bodies: list[MeetingRow], year: int = 2021, today: dt.date = TODAY) -> YearPlan:
    named = [(Hyperlink(f"Utval {number}"), rows) for number, rows in enumerate(bodies, 1)]
    plan = draw_year(year, named, today, NYNORSK)
    assert plan is not None
    return plan


def test_a_year_without_meetings_is_not_drawn() -> None:
    assert draw_year(2021, [], TODAY, NYNORSK) is None


def test_the_year_starts_at_the_top_and_goes_with_the_clock() -> None:
    days = ("2021-01-01", "2021-04-02", "2021-07-02", "2021-10-01", "2021-12-31")
    (ring,) = year_plan([meeting(when) for when in days]).rings
    new_year, spring, summer, autumn, last = ring.marks
    assert new_year.x == pytest.approx(0, abs=2) and new_year.x > 0
    assert spring.x == pytest.approx(ring.radius, abs=1)
    assert summer.y == pytest.approx(ring.radius, abs=1)
    assert autumn.x == pytest.approx(-ring.radius, abs=1)
    assert last.x == pytest.approx(0, abs=2) and last.x < 0
    assert new_year.y == last.y == pytest.approx(-ring.radius, abs=0.1)


def test_along_the_bands_the_year_goes_from_left_to_right() -> None:
    (ring,) = year_plan([meeting(when) for when in ("2021-01-01", "2021-07-02", "2021-12-31")]).rings
    scale = over("2021-01-01", "2021-12-31")
    assert [mark.at for mark in ring.marks] == [
        scale.middle(day(d)) for d in ("2021-01-01", "2021-07-02", "2021-12-31")
    ]
    assert [mark.at for mark in ring.marks] == pytest.approx([100 * 0.5 / 365, 50, 100 * 364.5 / 365], abs=0.01)


def test_a_meeting_is_held_the_day_after_it_and_cancelled_whenever() -> None:
    rows = [meeting("2021-05-09"), meeting("2021-05-10"), meeting("2021-05-11")]
    rows += [meeting("2021-05-09", "cancelled"), meeting("2021-05-11", "cancelled")]
    (ring,) = year_plan(rows).rings
    assert [mark.state for mark in ring.marks] == ["held", "coming", "coming", "cancelled", "cancelled"]


def test_each_body_has_a_ring_and_a_shape_of_its_own_the_first_one_outermost() -> None:
    plan = year_plan(*[[meeting("2021-03-01")] for _ in SHAPES])
    assert [ring.body.text for ring in plan.rings] == [f"Utval {number}" for number in range(1, len(SHAPES) + 1)]
    assert [ring.shape for ring in plan.rings] == list(SHAPES)
    radii = [ring.radius for ring in plan.rings]
    assert radii == sorted(set(radii), reverse=True)
    assert all(36 < radius < 142 for radius in radii)


def test_two_rings_stand_side_by_side_and_not_at_the_ends() -> None:
    outer, inner = (ring.radius for ring in year_plan([], []).rings)
    assert (outer, inner) == (126, 102)


@pytest.mark.parametrize(("bodies", "is_wheel"), [(1, True), (6, True), (7, False), (30, False)])
def test_a_wheel_has_six_rings_at_most_and_more_bodies_get_bands(bodies: int, is_wheel: bool) -> None:
    plan = year_plan(*[[meeting("2021-03-01")] for _ in range(bodies)])
    assert plan.is_wheel == is_wheel
    assert plan.number == bodies
    assert all(ring.radius > 36 for ring in plan.rings)


@pytest.mark.parametrize(("year", "has_hand"), [(2020, False), (2021, True), (2022, False)])
def test_todays_hand_stands_in_the_current_year_alone(year: int, has_hand: bool) -> None:
    plan = year_plan([meeting(f"{year}-03-01")], year=year)
    assert (plan.hand is not None) == has_hand


def test_todays_hand_points_where_a_meeting_of_today_stands() -> None:
    plan = year_plan([meeting("2021-05-10")])
    ((mark,), hand) = (plan.rings[0].marks, plan.hand)
    assert hand is not None
    assert hand.at == mark.at
    assert math.atan2(hand.y2, hand.x2) == pytest.approx(math.atan2(mark.y, mark.x), abs=0.01)
    lengths = [math.hypot(hand.x1, hand.y1), math.hypot(hand.x2, hand.y2)]
    assert lengths == pytest.approx([36, 142], abs=0.1)


def test_the_months_stand_around_the_wheel_by_name() -> None:
    spokes = year_plan([]).spokes
    assert [spoke.name for spoke in spokes] == [NYNORSK.month_abbreviated(dt.date(2021, n, 1)) for n in range(1, 13)]
    assert not any(spoke.name.endswith(".") for spoke in spokes)
    around = [math.atan2(spoke.name_x, 5 - spoke.name_y) % math.tau for spoke in spokes]
    assert around == sorted(around)
    assert (spokes[0].x1, spokes[0].y1, spokes[0].x2, spokes[0].y2) == (0, -36, 0, -142)


@given(st.integers(1, 9999), st.integers(1, 40), st.data())
def test_every_meeting_stands_on_its_ring(year: int, bodies: int, data: st.DataObject) -> None:
    dates = st.dates(dt.date(year, 1, 1), dt.date(year, 12, 31)).map(lambda d: meeting(d.isoformat()))
    rows = [sorted(data.draw(st.lists(dates, max_size=3)), key=lambda row: row.day) for _ in range(bodies)]
    plan = year_plan(*rows, year=year)
    assert plan.number == sum(map(len, rows))
    for ring in plan.rings:
        assert 50 <= ring.radius <= 126
        assert all(math.hypot(mark.x, mark.y) == pytest.approx(ring.radius, abs=0.1) for mark in ring.marks)
        assert [mark.at for mark in ring.marks] == sorted(mark.at for mark in ring.marks)
        assert all(0 <= mark.at <= 100 for mark in ring.marks)


# -- the budget

Lines = list[dict[str, Any]]


def budget(costs: Lines, income: Lines | None = None, years: tuple[str, ...] = ("2021",)) -> Budget:
    return Budget.model_validate({"years": years, "costs": costs, "income": income or []})


def line(amounts: dict[str, str], kind: str = "") -> dict[str, Any]:
    return {"item": "A", "amounts": amounts, **({"kind": kind} if kind else {})}


def bars_of(read: Budget) -> Bars:
    bars = draw_budget(read)
    assert bars is not None
    return bars


def test_each_year_and_side_with_an_amount_has_a_bar() -> None:
    bars = bars_of(
        budget(
            [line({"2021": "300 000", "2022": "20 000"})],
            [line({"2022": "10 000"})],
            ("2022", "2021", "2020"),
        )
    )
    assert [(bar.year, bar.side, bar.total) for bar in bars.bars] == [
        (2021, "costs", 300_000), (2022, "costs", 20_000), (2022, "income", 10_000),
    ]  # fmt: skip


def test_all_bars_are_on_the_scale_of_the_largest() -> None:
    bars = bars_of(budget([line({"2021": "300", "2022": "60"})], [line({"2021": "150"})], ("2021", "2022")))
    assert [bar.segments[0].width for bar in bars.bars] == [100, 50, 20]


def test_a_bar_has_one_part_for_each_kind_with_what_is_not_money_last() -> None:
    bars = bars_of(
        budget([
            line({"2021": "50"}, "in_kind"), line({"2021": "25"}), line({"2021": "15"}, "own"),
            line({"2021": "6"}, "grant"), line({"2021": "4"}, "grant"),
        ])
    )  # fmt: skip
    (bar,) = bars.bars
    assert [(part.kind, part.amount, part.start, part.width) for part in bar.segments] == [
        ("grant", 10, 0, 10), ("own", 15, 10, 15), ("", 25, 25, 25), ("in_kind", 50, 50, 50),
    ]  # fmt: skip
    assert bars.kinds == ("grant", "own", "", "in_kind")
    assert bar.total == 100


def test_only_the_kinds_that_occur_are_explained() -> None:
    bars = bars_of(budget([line({"2021": "5"}, "in_kind"), line({"2021": "0"}, "own")], [line({"2021": "5"}, "grant")]))
    assert bars.kinds == ("grant", "in_kind")


def test_what_is_below_zero_is_not_drawn() -> None:
    bars = bars_of(budget([line({"2021": "40"}, "grant"), line({"2021": "-10"}, "own")], [line({"2021": "-5"})]))
    assert [(bar.side, [part.kind for part in bar.segments]) for bar in bars.bars] == [("costs", ["grant"])]
    assert bars.has_negative
    assert not bars_of(budget([line({"2021": "40"})])).has_negative


def test_a_bars_amount_is_the_years_sum_also_with_an_amount_below_zero() -> None:
    read = budget([line({"2021": "40"}, "grant"), line({"2021": "20"}), line({"2021": "-10"}, "own")])
    assert bars_of(read).bars[0].total == read.yearly_sums("costs")[2021]


@pytest.mark.parametrize(
    "costs", [[], [line({})], [line({"2021": "0"})], [line({"2021": "-5"})]], ids=["none", "blank", "zero", "below"]
)
def test_without_an_amount_there_is_nothing_to_draw(costs: Lines) -> None:
    assert draw_budget(budget(costs)) is None


BUDGET_LINES = st.lists(
    st.builds(
        line,
        st.dictionaries(st.sampled_from(["2021", "2022", "2023"]), st.integers(0, 10**12).map(str)),
        st.sampled_from(["", "grant", "own", "in_kind"]),
    ),
    max_size=6,
)


@given(BUDGET_LINES, BUDGET_LINES)
def test_the_parts_of_a_bar_follow_each_other_and_end_at_its_sum(costs: Lines, income: Lines) -> None:
    read = budget(costs, income, ("2021", "2022", "2023"))
    bars = draw_budget(read)
    sums = {(year, side): n for side in ("costs", "income") for year, n in read.yearly_sums(side).items() if n}
    assert {(bar.year, bar.side): bar.total for bar in bars.bars} == sums if bars else not sums
    largest = max(sums.values(), default=0)
    for bar in bars.bars if bars else []:
        assert sum(part.amount for part in bar.segments) == bar.total
        assert bar.segments[0].start == 0
        for one, other in pairwise(bar.segments):
            assert one.start + one.width == pytest.approx(other.start, abs=1e-9)
        last = bar.segments[-1]
        assert last.start + last.width == pytest.approx(100 * bar.total / largest, abs=0.005001)
        assert last.start + last.width <= 100 + 1e-9


# -- indicators and health


def plot_of(*values: tuple[str, str], **facts: str) -> Plot | None:
    measured = [{"date": when, "value": value} for when, value in values]
    return draw_indicator(Indicator.model_validate({"name": "Besøk", "values": measured, **facts}))


def test_values_stand_in_time_whatever_their_order_in_the_record() -> None:
    plot = plot_of(("2021-05-01", "30"), ("2021-03-01", "10"), ("2021-04-01", "20"))
    assert plot is not None
    assert [point.label for point in plot.points] == ["10", "20", "30"]
    assert [point.x for point in plot.points] == sorted(point.x for point in plot.points)
    assert (plot.points[0].x, plot.points[-1].x) == (4, 94)
    assert [point.y for point in plot.points] == [0.667, 0.333, 0]


def test_a_label_is_the_records_own_text_and_the_scale_is_written_in_norwegian() -> None:
    plot = plot_of(("2021-05-01", "98,4 %"), ("2021-03-01", "98,2 %"))
    assert plot is not None
    assert [point.label for point in plot.points] == ["98,2 %", "98,4 %"]
    assert (plot.low, plot.high) == ("98,2", "98,4")


def test_values_that_are_no_numbers_are_left_out() -> None:
    plot = plot_of(("2021-05-01", "Ja"), ("2021-03-01", "20 per dag"), unit="per dag")
    assert plot is not None
    assert [point.label for point in plot.points] == ["20 per dag"]
    assert plot.points[0].x == 50


def test_without_a_number_there_is_nothing_to_draw() -> None:
    assert plot_of() is None
    assert plot_of(("2021-05-01", "Ja"), target="100") is None


@pytest.mark.parametrize(
    ("target", "goal", "high"), [("100", 0.0, "100"), ("25", 0.167, "30"), ("Minst 100", None, "30")]
)
def test_the_goal_stands_on_the_scale_if_it_is_a_number(target: str, goal: float | None, high: str) -> None:
    plot = plot_of(("2021-03-01", "10"), ("2021-05-01", "30"), target=target)
    assert plot is not None
    assert (plot.goal, plot.low, plot.high) == (goal, "0", high)


def test_without_a_target_there_is_no_goal() -> None:
    plot = plot_of(("2021-03-01", "10"))
    assert plot is not None
    assert plot.goal is None


def test_values_of_one_day_stand_in_the_middle() -> None:
    plot = plot_of(("2021-05-01", "30"), ("2021-05-01", "10"))
    assert plot is not None
    assert [point.x for point in plot.points] == [50, 50]


def test_few_values_are_all_written_out() -> None:
    plot = plot_of(*((f"2021-05-0{n}", str(n)) for n in range(1, 7)))
    assert plot is not None
    assert all(point.is_labelled for point in plot.points)


def test_of_many_values_the_first_the_last_the_lowest_and_the_highest_are_written_out() -> None:
    plot = plot_of(*((f"2021-05-0{n}", text) for n, text in enumerate(["5", "6", "1", "7", "9", "4", "5"], 1)))
    assert plot is not None
    assert [point.label for point in plot.points if point.is_labelled] == ["5", "1", "9", "5"]
    assert [point.day.day for point in plot.points if point.is_labelled] == [1, 3, 5, 7]


@given(st.lists(st.tuples(st.dates(), AMOUNTS), min_size=1, max_size=12), AMOUNTS)
def test_every_value_and_the_goal_stand_inside(values: list[tuple[dt.date, float]], target: float) -> None:
    plot = plot_of(*((when.isoformat(), f"{value:.3f}") for when, value in values), target=f"{target:.3f}")
    kept = [pair for pair in values if number_in(f"{pair[1]:.3f}") is not None]
    assert (plot is None) == (not kept)
    for one, other in pairwise(plot.points if plot else []):
        assert one.x <= other.x and one.day <= other.day
    for point in plot.points if plot else []:
        assert 4 <= point.x <= 94 and 0 <= point.y <= 1
    assert plot is None or plot.goal is None or 0 <= plot.goal <= 1


def health_of(*reports: tuple[str, str]) -> HealthPlot | None:
    read = [{"date": when, "summary": "A", **({"health": health} if health else {})} for when, health in reports]
    return draw_health([Report.model_validate(report) for report in read])


@pytest.mark.parametrize(
    "reports",
    [(), (("2021-05-01", "at_risk"),), (("2021-05-01", "at_risk"), ("2021-04-01", ""))],
    ids=["none", "one", "one-that-tells"],
)
def test_health_is_drawn_from_two_reports_on(reports: tuple[tuple[str, str], ...]) -> None:
    assert health_of(*reports) is None


def test_each_grade_of_health_has_a_lane_with_the_best_at_the_top() -> None:
    plot = health_of(
        ("2021-05-01", "off_track"), ("2021-04-01", ""), ("2021-01-01", "on_track"), ("2021-03-01", "at_risk")
    )
    assert plot is not None
    assert plot.lanes == ("on_track", "at_risk", "off_track")
    assert [(point.label, point.y) for point in plot.points] == [("on_track", 0), ("at_risk", 1), ("off_track", 2)]
    assert [point.day.month for point in plot.points] == [1, 3, 5]
    assert (plot.points[0].x, plot.points[-1].x) == (4, 94)


def test_reports_of_one_day_stand_in_the_middle() -> None:
    plot = health_of(("2021-05-01", "off_track"), ("2021-05-01", "on_track"))
    assert plot is not None
    assert [point.x for point in plot.points] == [50, 50]
