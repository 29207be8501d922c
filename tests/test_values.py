"""Values: how the text of a field becomes a date, a time, an amount, a person, and what is refused."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from portal.model import values
from portal.model.common import Attachment, CaseTypes, Person, parse_person
from portal.model.kinds import CASE, MEETING, ORGANISATION, PROJECT, Kind
from portal.model.meeting import AgendaItem, Meeting
from portal.model.organisation import Organisation
from portal.model.project import BudgetLine
from portal.model.validation import Validation
from portal.source.parsing import parse_record

OSLO = ZoneInfo("Europe/Oslo")
NBSP, THIN, NARROW, MINUS = "\u00a0", "\u2009", "\u202f", "\u2212"


def read(type_: Any, value: object) -> Any:
    return TypeAdapter(type_).validate_python(value)


def refusal(type_: Any, value: object) -> str:
    """The code of the one thing that is wrong with a value."""
    with pytest.raises(ValidationError) as caught:
        read(type_, value)
    (found,) = caught.value.errors(include_url=False)
    return found["type"]


READ = [
    (values.Text, "NO", "NO"),
    (values.Text, "  A  ", "A"),
    (values.Day, "2021-02-19", dt.date(2021, 2, 19)),
    (values.Day, "2020-02-29", dt.date(2020, 2, 29)),
    (values.MeetingDay, "2021-02-19", values.MeetingDate(dt.date(2021, 2, 19))),
    (values.MeetingDay, "2021-02-19-2", values.MeetingDate(dt.date(2021, 2, 19), 2)),
    (values.MeetingDay, "2021-02-19-12", values.MeetingDate(dt.date(2021, 2, 19), 12)),
    (values.Moment, "2021-02-19", dt.datetime(2021, 2, 19, tzinfo=OSLO)),
    (values.Moment, "2021-02-19 10:30", dt.datetime(2021, 2, 19, 10, 30, tzinfo=OSLO)),
    (values.Moment, "2021-02-19T08:05:30", dt.datetime(2021, 2, 19, 8, 5, 30, tzinfo=OSLO)),
    (values.Moment, "2021-07-01T08:00Z", dt.datetime(2021, 7, 1, 10, tzinfo=OSLO)),
    (values.Moment, "2021-02-19 08:00+0200", dt.datetime(2021, 2, 19, 7, tzinfo=OSLO)),
    (values.Time, "10:30", dt.time(10, 30)),
    (values.Time, "9:05", dt.time(9, 5)),
    (values.Time, "00:00", dt.time(0, 0)),
    (values.Time, "23:59", dt.time(23, 59)),
    (values.Flag, "true", True),
    (values.Flag, "True", True),
    (values.Flag, "false", False),
    (values.Count, "0", 0),
    (values.Count, "021", 21),
    (values.Amount, "300000", 300_000),
    (values.Amount, "300 000", 300_000),
    (values.Amount, f"1{NBSP}440{NBSP}000", 1_440_000),
    (values.Amount, f"1{THIN}440{NARROW}000", 1_440_000),
    (values.Amount, "0", 0),
    (values.Amount, "-5 000", -5_000),
    (values.Amount, f"{MINUS}5 000", -5_000),
    (values.Amount, "–5 000", -5_000),
    (values.CaseNumber, "05/21", "05/21"),
    (values.CaseNumber, "2014/15", "2014/15"),
    (values.CaseNumber, "Sak 1", "1"),
    (values.CaseNumber, "sak 05/21", "05/21"),
    (values.CaseNumber, f"SAK{NBSP}05-21", "05-21"),
    (values.CaseNumber, "009/12 B", "009/12 B"),
    (values.CaseNumber, "47-55/14", "47-55/14"),
    (values.CaseNumber, "57.", "57."),
    (values.CaseNumber, "Sak", "Sak"),
    (values.CaseId, "2021-felles-nettside", "2021-felles-nettside"),
    (values.CaseId, "007", "007"),
    (values.MeetingId, "ssu/2021-02-19", "ssu/2021-02-19"),
    (values.MeetingId, "ou-voss/2021-02-19-2", "ou-voss/2021-02-19-2"),
    (values.Url, "https://a.example/b?c=d#e", "https://a.example/b?c=d#e"),
    (values.Url, "http://æøå.no/", "http://æøå.no/"),
    (values.Email, "post@kommune.no", "post@kommune.no"),
    (values.FileName, "saksgrunnlag.pdf", "saksgrunnlag.pdf"),
    (values.FileName, "Møte 2. mars.PDF", "Møte 2. mars.PDF"),
    (values.FileName, "a.b.docx", "a.b.docx"),
    (values.Year, "2021", 2021),
    (CaseTypes, "V", ("V",)),
    (CaseTypes, "D/V", ("D", "V")),
    (CaseTypes, "V/D", ("V", "D")),
    (CaseTypes, "O / D / R", ("O", "D", "R")),
]  # fmt: skip


@pytest.mark.parametrize(("type_", "text", "value"), READ, ids=[f"{n}-{row[1]}" for n, row in enumerate(READ)])
def test_a_value_is_read(type_: Any, text: str, value: object) -> None:
    assert read(type_, text) == value


REFUSED = [
    (values.Text, "", "value_blank"),
    (values.Text, "   ", "value_blank"),
    (values.Text, ["a"], "value_not_text"),
    (values.Text, {"a": "b"}, "value_not_text"),
    (values.Day, "2021-02-29", "value_day_not_in_calendar"),
    (values.Day, "2021-13-01", "value_day_not_in_calendar"),
    (values.Day, "0000-01-01", "value_day_not_in_calendar"),
    (values.Day, "19.02.2021", "value_day_norwegian"),
    (values.Day, "19. 2. 2021", "value_day_norwegian"),
    (values.Day, "31.02.2021", "value_day_not_in_calendar"),
    (values.Day, "2021-2-19", "value_day"),
    (values.Day, "2021-02", "value_day"),
    (values.Day, "20210219", "value_day"),
    (values.Day, "2021-02-19 10:30", "value_day"),
    (values.Day, ["2021-02-19"], "value_not_text"),
    (values.MeetingDay, "2021-02-19-1", "value_meeting_day"),
    (values.MeetingDay, "2021-02-19-02", "value_meeting_day"),
    (values.MeetingDay, "ssu/2021-02-19", "value_meeting_day"),
    (values.MeetingDay, "19.02.2021", "value_day_norwegian"),
    (values.MeetingDay, "2021-02-29-2", "value_day_not_in_calendar"),
    (values.Moment, "i morgon", "value_moment"),
    (values.Moment, "2021-02-19 24:00", "value_moment"),
    (values.Moment, "2021-02-19 10:60", "value_moment"),
    (values.Moment, "2021-02-19 10:30+25:00", "value_moment"),
    (values.Moment, "0001-01-01 00:00+14:00", "value_moment"),
    (values.Moment, "9999-12-31 23:59-12:00", "value_moment"),
    (values.Moment, "19.02.2021", "value_day_norwegian"),
    (values.Moment, "2021-02-30", "value_day_not_in_calendar"),
    (values.Moment, "2021-02-30 10:00", "value_day_not_in_calendar"),
    (values.Time, "24:00", "value_time"),
    (values.Time, "10:60", "value_time"),
    (values.Time, "10", "value_time"),
    (values.Time, "630", "value_time_other"),
    (values.Time, "10.30", "value_time_other"),
    (values.Time, "kl. 10.30", "value_time_other"),
    (values.Time, "kl 1030", "value_time_other"),
    (values.Flag, "yes", "value_flag"),
    (values.Flag, "1", "value_flag"),
    (values.Flag, "NO", "value_flag"),
    (values.Count, "-1", "value_count"),
    (values.Count, "2,5", "value_count"),
    (values.Count, "1234567", "value_count"),
    (values.Amount, "300.000", "value_amount"),
    (values.Amount, "300 000 kr", "value_amount"),
    (values.Amount, "1e3", "value_amount"),
    (values.Amount, "9" * 16, "value_amount"),
    (values.CaseNumber, "–", "value_number"),
    (values.CaseNumber, "", "value_blank"),
    (values.CaseId, "2021_a", "value_id"),
    (values.CaseId, "2021--a", "value_id"),
    (values.CaseId, "-a", "value_id"),
    (values.CaseId, "å", "value_id"),
    (values.CaseId, "A", "value_id"),
    (values.MeetingId, "2021-02-19", "value_meeting_id"),
    (values.MeetingId, "ssu/2021-2-19", "value_meeting_id"),
    (values.MeetingId, "SSU/2021-02-19", "value_meeting_id"),
    (values.MeetingId, "a/b/2021-02-19", "value_meeting_id"),
    (values.Url, "a.example", "value_url"),
    (values.Url, "ftp://a.example/", "value_url"),
    (values.Url, "javascript:alert(1)", "value_url"),
    (values.Url, "https://", "value_url"),
    (values.Url, "https://a example/", "value_url"),
    (values.Url, "http://[a", "value_url"),
    (values.Email, "post", "value_email"),
    (values.Email, "post@kommune", "value_email"),
    (values.Email, "<post@kommune.no>", "value_email"),
    (values.FileName, "../a.pdf", "value_file_name"),
    (values.FileName, "mappe/a.pdf", "value_file_name"),
    (values.FileName, "mappe\\a.pdf", "value_file_name"),
    (values.FileName, ".pdf", "value_file_name"),
    (values.FileName, "a.exe", "value_file_type"),
    (values.FileName, "a", "value_file_type"),
    (values.FileName, "pdf", "value_file_type"),
    (values.FileName, "a.svg", "value_file_type"),
    (values.FileName, "a.html", "value_file_type"),
    (values.Year, "21", "value_year"),
    (values.Period, "2021-13", "value_day_not_in_calendar"),
    (values.Period, "2021-02-30", "value_day_not_in_calendar"),
    (values.Period, "våren 2021", "value_partial"),
    (values.Period, "0000", "value_partial"),
    (values.Period, "19.02.2021", "value_day_norwegian"),
    (values.Period, "2021..2022", "value_partial"),
    (values.When, "2021-05..2021-04", "value_span_reversed"),
    (values.When, "2021..2020", "value_span_reversed"),
    (values.When, "2021..", "value_partial"),
    (values.When, "..2021", "value_partial"),
    (values.When, "2021...2022", "value_partial"),
    (values.When, "2021-2022", "value_partial"),
    (CaseTypes, "", "value_case_type"),
    (CaseTypes, "X", "value_case_type"),
    (CaseTypes, "v", "value_case_type"),
    (CaseTypes, "VD", "value_case_type"),
    (CaseTypes, "V/V", "value_case_type"),
    (CaseTypes, "V/", "value_case_type"),
    (CaseTypes, ["V"], "value_case_type"),
]  # fmt: skip


@pytest.mark.parametrize(("type_", "value", "code"), REFUSED, ids=[f"{n}-{row[1]}" for n, row in enumerate(REFUSED)])
def test_a_value_is_refused(type_: Any, value: object, code: str) -> None:
    assert refusal(type_, value) == code


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2021-02-19", "2021-02-19", "2021-02-19", "day"),
        ("2021-02", "2021-02-01", "2021-02-28", "month"),
        ("2020-02", "2020-02-01", "2020-02-29", "month"),
        ("2021-12", "2021-12-01", "2021-12-31", "month"),
        ("2021", "2021-01-01", "2021-12-31", "year"),
    ],
)
def test_a_partial_date_knows_its_days_and_its_precision(text: str, first: str, last: str, precision: str) -> None:
    period = read(values.Period, text)
    assert (period.text, period.first.isoformat(), period.last.isoformat()) == (text, first, last)
    assert period.precision == precision


@pytest.mark.parametrize(
    ("text", "first", "last", "point"),
    [
        ("2021-06", "2021-06-01", "2021-06-30", True),
        ("2021-02-19..2021-03-01", "2021-02-19", "2021-03-01", False),
        ("2021-02 .. 2021-04", "2021-02-01", "2021-04-30", False),
        ("2020..2021-03", "2020-01-01", "2021-03-31", False),
        ("2021..2021-02", "2021-01-01", "2021-02-28", False),
    ],
)
def test_a_span_goes_from_one_partial_date_to_another(text: str, first: str, last: str, point: bool) -> None:
    span = read(values.When, text)
    assert (span.start.first.isoformat(), span.end.last.isoformat(), span.is_point) == (first, last, point)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Kari Nes", {"name": "Kari Nes"}),
        ("Kari Nes (Alver kommune)", {"name": "Kari Nes", "organisation": "Alver kommune"}),
        ("Kari Nes (leiar, Alver kommune)", {"name": "Kari Nes", "role": "leiar", "organisation": "Alver kommune"}),
        (
            "Kari Nes (kommuneoverlege, leiar, Alver)",
            {"name": "Kari Nes", "role": "kommuneoverlege, leiar", "organisation": "Alver"},
        ),
        (
            "Kari Nes (leiar, Alver, vara for Ola Berg)",
            {"name": "Kari Nes", "role": "leiar", "organisation": "Alver", "substitute_for": "Ola Berg"},
        ),
        (
            "Kari Nes (Alver, vara for Ola Berg)",
            {"name": "Kari Nes", "organisation": "Alver", "substitute_for": "Ola Berg"},
        ),
        ("Kari Nes (vara for Ola Berg)", {"name": "Kari Nes", "substitute_for": "Ola Berg"}),
        ("Kari Nes (Vara  for Ola Berg)", {"name": "Kari Nes", "substitute_for": "Ola Berg"}),
        ("Kari Nes ()", {"name": "Kari Nes"}),
        ("Kari Nes ( , )", {"name": "Kari Nes"}),
        ("Kari Nes (varaordførar, Alver)", {"name": "Kari Nes", "role": "varaordførar", "organisation": "Alver"}),
        ("Kari Nes (NAV (Alver))", {"name": "Kari Nes", "organisation": "NAV (Alver)"}),
        ("Kari Nes(Alver)", {"name": "Kari Nes", "organisation": "Alver"}),
        ("  Kari Nes  ( Alver ) ", {"name": "Kari Nes", "organisation": "Alver"}),
        ("Nes, Kari", {"name": "Nes, Kari"}),
    ],
)
def test_a_person_in_text_form(text: str, person: dict[str, str]) -> None:
    assert parse_person(text) == person
    assert read(Person, text).model_dump(exclude_defaults=True) == person


def test_a_person_in_full_form() -> None:
    fields = {"name": "Kari Nes", "role": "leiar", "organisation": "ssu", "substitute_for": "Ola Berg"}
    person = read(Person, {**fields, "items": ["05/21", "Sak 6"]})
    assert person.model_dump(exclude_unset=True) == {**fields, "items": ("05/21", "6")}


@pytest.mark.parametrize(
    ("text", "told"),
    [("11:15", "11:15"), ("9:05", "09:05"), ("Sak 5/21", "5/21"), ("7", "7"), ("24:10", None), ("11.15", None)],
)
def test_somebody_comes_at_a_time_or_with_an_item(text: str, told: str | None) -> None:
    if told is None:
        assert refusal(values.TimeOrNumber, text) in ("value_time", "value_time_other")
    else:
        assert read(values.TimeOrNumber, text) == told


@pytest.mark.parametrize(
    ("text", "number"),
    [("123456785", "123456785"), ("123 456 785", "123456785"), (f"974{NBSP}760{NBSP}673", "974760673")],
)
def test_an_organisations_number_is_nine_digits(text: str, number: str) -> None:
    assert read(values.Registration, text) == number


@pytest.mark.parametrize("digit", "012346789")
def test_a_wrong_check_digit_is_no_organisations_number(digit: str) -> None:
    with pytest.raises(ValidationError) as fault:
        read(values.Registration, f"12345678{digit}")
    assert [found["type"] for found in fault.value.errors()] == ["value_registration_check"]


@pytest.mark.parametrize("value", ["", " ", {"name": ""}])
def test_a_person_has_a_name(value: object) -> None:
    assert refusal(Person, value) == "value_blank"


@pytest.mark.parametrize("text", ["Kari Nes (Alver", "Kari Nes Alver)", "Kari Nes (NAV (Alver)"])
def test_a_bracket_that_does_not_fit_is_told(text: str) -> None:
    assert refusal(Person, text) == "value_person"


def test_text_and_full_form_of_people_stand_side_by_side() -> None:
    meeting = Meeting.model_validate({"present": ["Kari Nes (ssu)", {"name": "Ola Berg"}]})
    assert [(p.name, p.organisation) for p in meeting.present] == [("Kari Nes", "ssu"), ("Ola Berg", None)]


@pytest.mark.parametrize(
    ("value", "vote"),
    [
        ("unanimous", (True, None, None)),
        ({"for": "7", "against": "2"}, (False, 7, 2)),
        ({"for": "7", "against": "0"}, (False, 7, 0)),
    ],
)
def test_a_vote(value: object, vote: tuple[bool, int | None, int | None]) -> None:
    (read_vote,) = AgendaItem.model_validate({"vote": value}).votes
    assert (read_vote.unanimous, read_vote.in_favour, read_vote.against) == vote


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("7-2", "value_vote"),
        ("samrøystes", "value_vote"),
        ({"for": "7"}, "value_vote"),
        ({"for": "7", "against": None}, "value_vote"),
        ({"unanimous": "true"}, "value_vote"),
        ({"for": "7", "against": "2", "unanimous": "true"}, "value_vote"),
        (["7"], "value_vote"),
        ([{"for": "3", "on": "A"}, {"for": "2"}], "value_vote"),
        ({"abstained": "2"}, "value_vote"),
        ({"for": "7", "on": "A", "against": "x"}, "value_count"),
        ({"for": "sju", "against": "2"}, "value_count"),
        ({"for": "7", "against": "2", "blank": "1"}, "extra_forbidden"),
        ({"in_favour": "7", "against": "2"}, "extra_forbidden"),
        ({"in_favour": "7"}, "value_vote"),
    ],
)
def test_what_is_no_vote(value: object, code: str) -> None:
    assert refusal(AgendaItem, {"vote": value}) == code


@pytest.mark.parametrize(
    ("value", "cancelled", "reason"),
    [
        ("true", True, None),
        ("True", True, None),
        ("false", False, None),
        ({"reason": "Sjukdom"}, True, "Sjukdom"),
    ],
)
def test_a_cancellation(value: object, cancelled: bool, reason: str | None) -> None:
    found = Meeting.model_validate({"cancelled": value}).cancelled
    assert (found is not None, found.reason if found else None) == (cancelled, reason)


@pytest.mark.parametrize("value", ["ja", "avlyst", ["true"]])
def test_what_is_no_cancellation(value: object) -> None:
    assert refusal(Meeting, {"cancelled": value}) == "value_cancelled"


@pytest.mark.parametrize(
    ("value", "accessible"), [({}, "unknown"), ({"accessible": "yes"}, "yes"), ({"accessible": "no"}, "no")]
)
def test_whether_a_paper_is_accessible(value: dict[str, str], accessible: str) -> None:
    assert Attachment.model_validate({"title": "A", **value}).accessible.value == accessible


def test_a_paper_has_one_source() -> None:
    both = {"title": "A", "file": "a.pdf", "url": "https://a.example/"}
    assert refusal(Attachment, both) == "value_file_and_url"


def test_amounts_go_by_year() -> None:
    line = BudgetLine.model_validate({"item": "Løn", "amounts": {"2020": "300 000", "2021": f"1{NBSP}000"}})
    assert line.amounts == {2020: 300_000, 2021: 1_000}


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        (CASE, "for_bodies: [ssu]"),
        (PROJECT, "period: {start: 2021}"),
        (ORGANISATION, "valid: {start: 2021}"),
        (MEETING, "agenda: [{title: A, vote: {for: 7, against: 2, in_favour: 7}}]"),
    ],
    ids=str,
)
def test_a_field_has_no_other_name_than_that_of_the_format(kind: Kind, line: str) -> None:
    data = f"---\ntitle: A\n{'kind: area' if kind is ORGANISATION else 'draft: false'}\n{line}\n---\n".encode()
    _, problems = parse_record(data, "a.md", kind, "a/2021-02-19")
    assert len(problems) == 1
    assert problems[0].code.startswith("unknown_field")
    assert problems[0].place.line == 4


# Whatever an editor writes survives

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufffe\uffff"))
ANY_TEXT = WORDS.map(str.strip).filter(bool)


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def single_quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@given(ANY_TEXT, st.sampled_from([quoted, single_quoted]))
@example("|", quoted)
@example("‹a› | *b* _c_", single_quoted)
@example("æøå ÆØÅ", quoted)
@example("<script>alert('x')</script>", single_quoted)
@example("\"Kva?\" 'Ja' «nei» \\n", quoted)
@example("😀👩‍👩‍👧", quoted)
@example("# A: b - c", single_quoted)
@example("{{ a }} {% b %} &amp; %20", quoted)
@example("--- ...", single_quoted)
def test_text_survives_as_it_was_written(text: str, quote: Any) -> None:
    data = f"---\ntitle: {quote(text)}\ncorrections:\n- {{date: 2021-01-01, what: {quote(text)}}}\n---\n"
    record, problems = parse_record(data.encode(), "cases/a.md", CASE, "a")
    assert problems == []
    assert record is not None
    composed = unicodedata.normalize("NFC", text)
    assert record.facts.title == composed
    assert record.facts.corrections[0].what == composed


@given(ANY_TEXT)
def test_any_text_form_of_a_person_is_a_person_or_refused(text: str) -> None:
    try:
        assert read(Person, text).name
    except ValidationError as fault:
        assert [found["type"] for found in fault.errors()] == ["value_person"]
        assert set(text) & set("()")


@given(st.text())
def test_no_value_raises_anything_but_a_refusal(text: str) -> None:
    for type_ in (values.Day, values.Moment, values.Time, values.Amount, values.When, values.Url, values.FileName):
        try:
            TypeAdapter(type_).validate_python(text)
        except ValidationError as fault:
            assert all(found["type"].startswith("value_") for found in fault.errors())


@given(st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:?[0-9]{2})?", fullmatch=True))
@example("0001-01-01 00:00+14:00")
@example("9999-12-31 23:59-12:00")
def test_any_moment_is_a_moment_or_refused(text: str) -> None:
    try:
        moment = read(values.Moment, text)
    except ValidationError as fault:
        assert [found["type"] for found in fault.errors()] in (["value_moment"], ["value_day_not_in_calendar"])
    else:
        assert moment.utcoffset() is not None


@pytest.mark.parametrize("text", ["2021-02-19", "2021-02-19-2"])
def test_a_meetings_date_is_written_as_its_id_has_it(text: str) -> None:
    assert str(TypeAdapter(values.MeetingDay).validate_python(text)) == text


FACTS = {
    "title": "A",
    "start": "ti",
    "cancelled": "true",
    "colour": "red",
    "agenda": [
        {"title": "B", "type": "Q", "vote": {"for": "7", "against": "x"}},
        None,
        {"title": "C", "follow_up": [{"what": "D"}, {"due": "2021-02-19"}], "attachments": [{"url": "x"}]},
        "E",
    ],
}


def test_one_pass_gives_what_is_right_and_all_that_is_wrong() -> None:
    """A value that must be there takes its group along; no group is told of for what was left out of it."""
    validation = Validation()
    facts = validation.facts(Meeting, FACTS)
    assert facts is not None
    items = [{"title": "B"}, {"title": "C", "follow_up": ({"what": "D"},)}]
    assert facts.model_dump(exclude_defaults=True) == {"title": "A", "cancelled": {}, "agenda": tuple(items)}
    assert sorted(((fault["type"], *fault["loc"]) for fault in validation.faults), key=str) == [
        ("extra_forbidden", "colour"),
        ("missing", "agenda", 2, "attachments", 0, "title"),
        ("missing", "agenda", 2, "follow_up", 1, "what"),
        ("model_type", "agenda", 3),
        ("value_case_type", "agenda", 0, "type"),
        ("value_count", "agenda", 0, "vote", "against"),
        ("value_time", "start"),
        ("value_url", "agenda", 2, "attachments", 0, "url"),
    ]
    assert validation.left_out == {
        ("agenda", 2, "follow_up"): [1], ("agenda", 2, "attachments"): [0], ("agenda",): [1, 3],
    }  # fmt: skip


def test_a_record_without_what_it_must_have_is_none() -> None:
    validation = Validation()
    assert validation.facts(Organisation, {"title": "A", "kind": "x", "short": ""}) is None
    assert [fault["loc"] for fault in validation.faults] == [("short",), ("kind",)]
