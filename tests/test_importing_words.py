"""How documents write dates, times, types, people and languages: what each way gives, and what it does not."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from bench.importing import DOCUMENTS, gold
from portal.commands.importing.importer import import_file
from portal.commands.importing.meetings.plan import cancelled_in, moved_from
from portal.commands.importing.words.dates import find_date, find_times
from portal.commands.importing.words.meanings import case_types, language_of
from portal.commands.importing.words.people import attendance_in, person_from
from portal.linked.graph import Graph
from portal.source.reading import read_records

GRAPH = Graph(read_records(DOCUMENTS).records, {})

DATES: dict[str, str | None] = {
    "15.01.99": "1999-01-15",
    "15.01.70": "1970-01-15",
    "15.01.69": "2069-01-15",
    "15.01.25": "2025-01-15",
    "1. mars, 2021": "2021-03-01",
    "måndag 1. mars, 2021": "2021-03-01",
    # -- several days: the first is the date
    "12.–13. mars 2021": "2021-03-12",
    "12. og 13. mars 2021": "2021-03-12",
    "fredag 12. til søndag 14. mars 2021": "2021-03-12",
    "12.-13.03.2021": "2021-03-12",
    "30. mars–1. april 2021": "2021-03-30",
    # -- day and month with a stroke
    "19/2-2021": "2021-02-19",
    "19/2 2021": "2021-02-19",
    "19/2/2021": "2021-02-19",
    "Møte 19/02-2021 i Tangvåg": "2021-02-19",
    # -- a date and a time beside each other
    "19.02. 10.30": None,
    "Frist 19.2. kl. 10.10.": None,
}
NO_DATES = ("19/21", "105/14", "19/2", "19/21 2021", "Sak 19/2 2021", "47-55/14", "2014/15", "kl. 10.10.", "10.30.")


@pytest.mark.parametrize("text", DATES)
def test_dates(text: str) -> None:
    """Two figures of a year, a comma before it, several days, and a stroke; `None` where the year is not said."""
    found = find_date(text)
    assert found is not None
    assert (found.day and found.day.isoformat(), found.is_odd) == (DATES[text], False)


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date(text: str) -> None:
    """The numbers of items, and times at the end of a sentence, are no dates, also where the year is known."""
    assert find_date(text) is None
    assert find_date(text, 2021) is None


def test_the_weekday_of_several_days_is_that_of_the_first() -> None:
    """A weekday before the first of several days is checked against that day."""
    right, wrong = find_date("fredag 12.–13. mars 2021"), find_date("torsdag 12.–13. mars 2021")
    assert right is not None
    assert wrong is not None
    assert (right.is_odd, wrong.is_odd) == (False, True)


TIMES: dict[str, tuple[str | None, str | None]] = {
    "kl. 10": ("10:00", None),
    "kl 9": ("09:00", None),
    "klokka 10 i Tangvåg": ("10:00", None),
    "kl. 9-11": ("09:00", "11:00"),
    "kl. 9–11.30": ("09:00", "11:30"),
    "kl. 10.30-12": ("10:30", "12:00"),
    "10.30 til kl. 12": ("10:30", "12:00"),
    "mellom kl. 09.00 og 11.00": ("09:00", "11:00"),
    "mellom kl. 9 og kl. 11": ("09:00", "11:00"),
    "mellom 09.00 og 11.00": ("09:00", "11:00"),
    "frå kl. 9 til 11": ("09:00", "11:00"),
    "fra kl. 9 til kl. 11": ("09:00", "11:00"),
    "12.–13. mars 2021 kl. 9–15": ("09:00", "15:00"),
    "19/2-2021 kl. 10": ("10:00", None),
    "Møtet startar kl. 10.30.": ("10:30", None),
    "Kaffi kostar kr 12.50, og vi startar kl. 10": ("10:00", None),
    # -- what looks like a time, and is none
    "kr 12.50": (None, None),
    "kr. 10.30–12.00": (None, None),
    "12.50 kr": (None, None),
    "9.15 prosent": (None, None),
    "versjon 1.25": (None, None),
    "kapittel 1.25": (None, None),
    "§ 12.10": (None, None),
    "1.250.000": (None, None),
    "10:30:15": (None, None),
    "9-11": (None, None),
    "mellom 9 og 11": (None, None),
    "kl. 25": (None, None),
    "kl. 1000": (None, None),
}


@pytest.mark.parametrize("text", TIMES)
def test_times(text: str) -> None:
    """Hours alone count behind `kl.`; amounts, versions and chapters do not."""
    assert find_times(text) == TIMES[text]


TYPES = {"V og D": "V/D", "D og O": "D/O", "(V, D)": "V/D", "D & V": "D/V", "V og V": "V", "Vog D": None, "V D": None}


@pytest.mark.parametrize("text", TYPES)
def test_types(text: str) -> None:
    """Letters with a word or a mark between them; no letter twice."""
    assert case_types(text) == TYPES[text]


PEOPLE: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "Lie, Ada": ({}, ()),
    "Lie, Ada Marie": ({"name": "Ada Marie Lie"}, ()),
    "Lie, Ada, rådgivar, Tangvåg kommune": ({"role": "rådgivar", "organisation": "Tangvåg kommune"}, ()),
    "Lie, Ada (leiar, Tangvåg kommune)": ({"role": "leiar", "organisation": "Tangvåg kommune"}, ()),
    # -- what stands behind the comma is no given name
    "Lie, Tangvåg": ({"name": "Lie", "organisation": "Tangvåg"}, ()),
    "Lie, Helse Storhav": ({"name": "Lie", "organisation": "Helse Storhav"}, ()),
    "Lie, Helse Midthav": ({"name": "Lie", "organisation": "Helse Midthav"}, ()),
    "Lie, KS": ({"name": "Lie", "organisation": "KS"}, ()),
    "Lie, Rådgivar": ({"name": "Lie", "role": "Rådgivar"}, ()),
    "Ada Lie, Steindal": ({"organisation": "Steindal"}, ()),
    # -- when somebody was there
    "Ada Lie (sak 3 og 5)": ({"items": ["3", "5"]}, ()),
    "Ada Lie (sak 3, 4 og 5)": ({"items": ["3", "4", "5"]}, ()),
    "Ada Lie (møtte på sak 03/25, Tangvåg kommune)": ({"organisation": "Tangvåg kommune", "items": ["03/25"]}, ()),
    "Ada Lie (invitert til sak 2)": ({"items": ["2"]}, ()),
    "Ada Lie (vara for Bo Moe, sak 3)": ({"substitute_for": "Bo Moe", "items": ["3"]}, ()),
    "Ada Lie (møtte frå sak 3)": ({}, ("møtte frå sak 3",)),
    "Ada Lie (til sak 5)": ({}, ("til sak 5",)),
    "Ada Lie (sak 3–5)": ({}, ("sak 3–5",)),
    "Ada Lie (gjekk under sak 4)": ({}, ("gjekk under sak 4",)),
    "Ada Lie (frå kl. 10)": ({}, ("frå kl. 10",)),
    "Ada Lie, Tangvåg kommune, fra sak 3": ({"organisation": "Tangvåg kommune"}, ("fra sak 3",)),
    "Ada Lie (leiar, møtte frå sak 3, Tangvåg kommune)": (
        {"role": "leiar", "organisation": "Tangvåg kommune"},
        ("møtte frå sak 3",),
    ),
    "Ada Lie (saksbehandlar)": ({"role": "saksbehandlar"}, ()),
}


@pytest.mark.parametrize("text", PEOPLE)
def test_people(text: str) -> None:
    """Surname first, and what is said of when somebody was there, which is neither role nor organisation."""
    facts, left = PEOPLE[text]
    assert person_from(text, GRAPH.names) == {"name": "Ada Lie", **facts}
    assert attendance_in(text).left == left


def test_what_is_said_of_when_somebody_was_there_is_told(tmp_path: Path) -> None:
    """In a list of people the items said one by one come in, and the rest is left, with its place."""
    path = tmp_path / "referat.txt"
    path.write_text(
        "Referat\n\nStad: Rådhuset\n\nTil stades:\n- Ada Lie (Tangvåg kommune, frå sak 2)\n- Moe, Bo\n"
        "- Eli Vik (sak 1/25)\n\nSak 1/25 Kaffi i gangen\n\nDrøfta.\n",
        encoding="utf-8",
    )
    found = import_file(path, GRAPH, None, "ssu", dt.date(2025, 3, 6)).found
    assert found.records[0].facts["present"] == [
        {"name": "Ada Lie", "organisation": "Tangvåg kommune"},
        {"name": "Bo Moe"},
        {"name": "Eli Vik", "items": ["1/25"]},
    ]
    assert "Ada Lie (frå sak 2)" in [block.text for block in found.left]


LANGUAGES = {
    "Vi treng ein felles bil, og kommunane ønskjer å dele han.": "nn",
    "Vi trenger en felles bil, og kommunene ønsker å dele den.": "nb",
    "Avdelingane er samde. Ordninga er vanleg.": "nn",
    "Avdelingene er enige. Rutinene er vanskelig å følge.": "nb",
    # -- what both languages have, or what only looks like a word of one
    "Felles bil": None,
    "Ikkje": None,
    "Sjå www.storhav.no og post@storhav.no": None,
    "Møtet er 12. mars. Saka gjeld bil. Saken gjelder bil.": None,
    "Frivillig og billig": None,
    "": None,
}


@pytest.mark.parametrize("text", LANGUAGES)
def test_languages(text: str) -> None:
    """Two words or endings that only one of the languages has tell it; fewer, or as many of both, do not."""
    assert language_of(text) == LANGUAGES[text]


FORM = """\
Skjema for saksinnmelding til SSe

Dato: 11.03.2025

Saksinnmeldar: Unni Lie

Saka gjeld: {title}

Kva er bakgrunnen og kontekst for saka?

{text}

Kva treng saksinnmeldaren frå utvalet?

{asked}
"""
"""The form in nynorsk, filled in."""


@pytest.mark.parametrize(
    ("title", "text", "asked", "lang"),
    [
        ("Felles bil", "Bilen er gammel, og kommunene har ikke råd.", "Vi ber om at saken blir drøftet.", "nb"),
        ("Felles bil", "Bilen er gammal, og kommunane har ikkje råd.", "Vi ber om at saka blir drøfta.", None),
        ("Felles bil", "Bilen er gammel.", "Drøfting.", None),
    ],
)
def test_a_form_is_in_the_language_of_whoever_filled_it_in(
    tmp_path: Path, title: str, text: str, asked: str, lang: str | None
) -> None:
    """The form's own questions do not count; `lang` is told where it is not the portal's, which is nynorsk."""
    path = tmp_path / "skjema.txt"
    path.write_text(FORM.format(title=title, text=text, asked=asked), encoding="utf-8")
    (record,) = import_file(path, GRAPH).found.records
    assert record.facts.get("lang") == lang
    assert ("Hva innmelderen ber om" in record.text) == (lang == "nb")


@pytest.mark.parametrize(("document", "expected"), list(gold()), ids=lambda value: getattr(value, "name", ""))
def test_the_language_of_the_documents_is_told(document: Path, expected: dict[str, Any]) -> None:
    """Each document of the tests' own tells its language."""
    said = dict(zip(expected.get("arguments", [])[::2], expected.get("arguments", [])[1::2], strict=True))
    day = dt.date.fromisoformat(said["--date"]) if "--date" in said else None
    found = import_file(document, GRAPH, None, said.get("--organisation"), day).found
    languages = {record.facts.get("lang") for record in found.records if record.path in expected["records"]} or {
        record.facts.get("lang")
        for record in found.records  # the id of a case or a project is the editor's to choose
    }
    assert languages == {facts.get("lang") for facts in expected["records"].values()}


CANCELLED: dict[str, Any] = {
    "AVLYST": True,
    "Avlyst!": True,
    "Utgår": True,
    "Møtet er avlyst": True,
    "Møtet utgår.": True,
    "Innkalling til møte (AVLYST)": True,
    "AVLYST: Innkalling til møte": True,
    "12. mars 2025 – avlyst": True,
    "Møtet 12. mars utgår": True,
    "Møtet er avlyst (på grunn av sjukdom)": {"reason": "sjukdom"},
    "Møtet ble dessverre avlyst fordi få kunne møte.": {"reason": "få kunne møte"},
    "Møtet 12. mars 2025 er avlyst, grunna få saker": {"reason": "få saker"},
    # -- another meeting, or none
    "Møtet 5. mars er avlyst": None,
    "Møtet i januar blei avlyst": None,
    "Førre møte blei avlyst": None,
    "Møtet er ikkje avlyst": None,
    "Saker som utgår": None,
    "": None,
}


@pytest.mark.parametrize("line", CANCELLED)
def test_a_meeting_that_is_called_off(line: str) -> None:
    """That the meeting of 12 March is called off, and why; of another meeting, nothing."""
    assert cancelled_in(line, "12. mars 2025") == CANCELLED[line]


MOVED: dict[str, str | None] = {
    "Flytta frå 5. juni": "2025-06-05",
    "Møtet er flyttet fra 12. mars 2024 til 19. mars 2024": "2024-03-12",
    "19. mars 2025 (flytta frå 12. mars)": "2025-03-12",
    "Møtet er flytta til 3. mai": None,
    "Flytta frå rådhuset til hotellet": None,
}


@pytest.mark.parametrize("line", MOVED)
def test_a_meeting_that_is_moved(line: str) -> None:
    """The day from which it is moved."""
    assert moved_from(line, 2025) == MOVED[line]


@pytest.mark.parametrize(
    ("head", "date", "facts"),
    [
        ("Dato: 19. mars 2025 (flytta frå 12. mars)", "2025-03-19", {"moved_from": "2025-03-12"}),
        ("Møtet er flytta frå 12. mars 2025 til 19. mars 2025", "2025-03-19", {"moved_from": "2025-03-12"}),
        ("Flytta frå 12. mars 2025\n\nOnsdag 19. mars 2025", "2025-03-19", {"moved_from": "2025-03-12"}),
        ("19. mars 2025 (flytta frå 12. mars 2025)\n\nSendt 1. mars 2025", "2025-03-19", {"moved_from": "2025-03-12"}),
        ("Dato: 19. mars 2025\n\nAVLYST", "2025-03-19", {"cancelled": True}),
        (
            "Dato: 19. mars 2025\n\nMøtet er avlyst på grunn av sjukdom.",
            "2025-03-19",
            {"cancelled": {"reason": "sjukdom"}},
        ),
        ("Dato: 19. mars 2025\n\nMøtet 5. februar blei avlyst.", "2025-03-19", {}),
    ],
)
def test_the_head_tells_that_a_meeting_is_called_off_or_moved(
    tmp_path: Path, head: str, date: str, facts: dict[str, Any]
) -> None:
    """The day of the meeting is the one it was moved to; what was taken is not told as left."""
    path = tmp_path / "innkalling.txt"
    path.write_text(
        f"Innkalling\n\nStrategisk samarbeidsutval\n\n{head}\n\nSak 1/25 Kaffi i gangen\n", encoding="utf-8"
    )
    found = import_file(path, GRAPH).found
    (record,) = found.records
    assert record.path == f"meetings/ssu/{date}.md"
    assert {name: record.facts[name] for name in ("cancelled", "moved_from") if name in record.facts} == facts
    assert "AVLYST" not in [block.text for block in found.left]
