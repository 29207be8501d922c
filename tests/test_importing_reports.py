"""Project reports become projects: every field from labels, tables, lists and the signature, and what is asked about.

The documents with their gold lie in `tests/documents/report-*`; the other reports are made up here, a line a case.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bench.importing import DOCUMENTS, gold
from portal.commands.importing.found import DocumentKind, Found
from portal.commands.importing.importer import import_file
from portal.commands.importing.reports.values import (
    dates_in,
    health_in,
    level_in,
    organisations_in,
    period_in,
    phase_in,
    when_in,
)
from portal.linked.graph import Graph
from portal.source.reading import read_records
from support.documents import bullet, heading, paragraph, table, word_file

GRAPH = Graph(read_records(DOCUMENTS).records, {})
REPORTS = {path.name: (path, expected) for path, expected in gold() if expected["kind"] == "report"}


def found_in(path: Path) -> Found:
    return import_file(path, GRAPH, DocumentKind.REPORT).found


def plain(value: Any) -> Any:
    """Facts as the gold writes them: organisations by id, all else text."""
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return GRAPH.names.find(str(value)) or str(value)


# -- the documents and their gold


@pytest.mark.parametrize("name", sorted(REPORTS))
def test_the_facts_are_those_of_the_gold(name: str) -> None:
    """The front matter is what a person read out of the document, all of it and nothing more."""
    path, expected = REPORTS[name]
    found = {record.path: plain(record.facts) for record in found_in(path).records}
    assert list(found.values()) == [plain(facts) for facts in expected["records"].values()]


@pytest.mark.parametrize("name", sorted(REPORTS))
def test_the_questions_are_those_of_the_gold(name: str) -> None:
    """What a report does not say, or says in words that fit no field, is asked about; the latter with its place."""
    path, expected = REPORTS[name]
    questions = found_in(path).questions
    assert sorted(question.about for question in questions) == sorted(expected["questions"])
    assert [q.about for q in questions if q.code != "import.ask_missing" and q.place is None] == []


@pytest.mark.parametrize("name", sorted(REPORTS))
def test_the_words_are_those_of_the_gold(name: str) -> None:
    """The body has the headings and words of the document, and does not say again what became facts."""
    path, expected = REPORTS[name]
    (record,) = found_in(path).records
    headings = [line[3:] for line in record.text.splitlines() if line.startswith("## ")]
    for wanted in expected["general"]:
        assert any(one.startswith(wanted) for one in headings), wanted
    assert [words for words in expected.get("without", []) if words in record.text] == []


# -- dates, words and names


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("15.10.2024", "2024-10-15"),
        ("15. oktober 2024", "2024-10-15"),
        ("2024-10-15", "2024-10-15"),
        ("mai 2024", "2024-05"),
        ("i juni 2024", "2024-06"),
        ("innan utgangen av 2024", None),
        ("08/2024", "2024-08"),
        ("13/2024", None),
        ("2024", "2024"),
        ("2024–2026", "2024..2026"),
        ("2024-2026", "2024..2026"),
        ("2026–2024", None),
        ("august 2023 – desember 2025", "2023-08..2025-12"),
        ("januar–juni 2024", "2024-01..2024-06"),
        ("frå 1. mars til 15. april 2024", "2024-03-01..2024-04-15"),
        ("01.03.2024-15.04.2024", "2024-03-01..2024-04-15"),
        ("2. kvartal 2025", "2025-04..2025-06"),
        ("3. tertial 2025", "2025-09..2025-12"),
        ("2. halvår 2025", "2025-07..2025-12"),
        ("4. tertial 2025", None),
        ("våren 2025", None),
        ("1. mars", None),
        ("måndag 1. mars 2024", None),
        ("31.02.2024", None),
        ("etter 2024", None),
        ("", None),
    ],
)
def test_a_date_is_what_the_whole_cell_says(text: str, when: str | None) -> None:
    """A day, a month, a year or from one to another; what is vaguer, or wrong, is none."""
    assert when_in(text) == when


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("august 2023 – desember 2025", {"from": "2023-08", "to": "2025-12"}),
        ("2024", {"from": "2024", "to": "2024"}),
        ("frå mars 2024", {"from": "2024-03"}),
        ("til og med 2026", {"to": "2026"}),
        ("mars 2024", None),
        ("tre år", None),
    ],
)
def test_a_period_has_the_ends_that_are_said(text: str, period: dict[str, str] | None) -> None:
    """Both ends, or the one that is said."""
    assert period_in(text) == period


@pytest.mark.parametrize(
    ("sentence", "dates"),
    [
        ("Kurset er 14. mai 2025.", ["2025-05-14"]),
        ("Boka er ferdig i desember 2025", ["2025-12"]),
        ("Kurset går frå mars 2025 til mai 2025.", ["2025-03..2025-05"]),
        ("Kurs 1. mai 2025 og 3. juni 2025", ["2025-05-01", "2025-06-03"]),
        ("Vi byrjar 1. mai.", [None]),
        ("Pengane er ikkje sikra etter 2024.", []),
    ],
)
def test_the_dates_of_a_sentence(sentence: str, dates: list[str | None]) -> None:
    """Days and months of a year; a year alone is no plan, and a day without a year is not said whole."""
    assert dates_in(sentence) == dates


@pytest.mark.parametrize(
    ("text", "health"),
    [
        ("I rute", "on_track"),
        ("Grøn", "on_track"),
        ("grønt", "on_track"),
        ("Risiko for forseinking", "at_risk"),
        ("Gul", "at_risk"),
        ("gult", "at_risk"),
        ("Forseinka", "off_track"),
        ("Forsinket", "off_track"),
        ("raud", "off_track"),
        ("Rød", "off_track"),
        ("Ikkje i rute", None),
        ("Noe forsinket", None),
        ("I rute, men risiko for forseinking", None),
        ("Liten risiko", None),
        ("To grupper i gang", None),
    ],
)
def test_health_is_said_without_a_doubt(text: str, health: str | None) -> None:
    """One of three, by its words; not where they are negated, weakened or two of them."""
    assert health_in(text) == health


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("låg", "low"), ("Lav", "low"), ("lavt", "low"), ("liten", "low"), ("Middels", "medium"),
        ("middels (2)", "medium"),
        ("3 – høg", "high"), ("høyt", "high"), ("Stor", "high"), ("svært høg", None), ("alvorleg", None), ("3", None),
        ("ikkje låg", None),
    ],
)  # fmt: skip
def test_a_level_is_one_of_three(text: str, level: str | None) -> None:
    """In either language, a figure beside the word or not."""
    assert level_in(text) == level


def test_a_phase_is_said_by_its_word() -> None:
    """What is not the word of a phase is none."""
    told = {text: phase_in(text) for text in ("Idé", "planlagt", "Gjennomføring", "Pause", "avsluttet", "fase 2")}
    assert told == {
        "Idé": "idea", "planlagt": "planned", "Gjennomføring": "active", "Pause": "paused", "avsluttet": "completed",
        "fase 2": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "names", "is_whole"),
    [
        ("Helse Storhav, Tangvåg kommune og Steindal IKS", ["Helse Storhav", "Tangvåg kommune", "Steindal IKS"], True),
        ("Helse Storhav; Turlaget", ["Helse Storhav", "Turlaget"], True),
        ("Helse Storhav, Kyrkja og Turlaget", ["Helse Storhav"], False),
        ("Helse og rehabilitering HF", ["Helse og rehabilitering HF"], True),
        ("Tangvåg kommune", ["Tangvåg kommune"], True),
        ("Helse Storhav, finst-ikkje", ["Helse Storhav"], False),
    ],
)  # fmt: skip
def test_names_in_a_line_are_told_apart(text: str, names: list[str], is_whole: bool) -> None:
    """An `og` divides two organisations, and not one name; what would be taken for an id is left out."""
    assert organisations_in(text, GRAPH.names) == (names, is_whole)


# -- tables

HEAD = [paragraph("Prosjekt: Kaffi i gangen"), paragraph("Rapportdato: 01.09.2025")]


def report(tmp_path: Path, *body: str) -> Found:
    """What a Word report of a made-up project gives."""
    return found_in(word_file(tmp_path / "rapport.docx", [heading(0, "Rapport"), *HEAD, heading(1, "Om oss"), *body]))


def asked(found: Found) -> list[tuple[str, str]]:
    """What is asked about with a place."""
    return [(question.about, question.code) for question in found.questions if question.place]


BUDGET = [
    ("Kostnader", "2024", "2025"),
    ("Lønn", "1 200 000", "1\u00a0300\u00a0000"),
    ("Sum", "1 200 000", "1 300 000"),
]


@pytest.mark.parametrize(
    "rows",
    [
        [BUDGET[0], ("Lønn", "om lag 1 200 000", "")],
        [("Kostnader (1000 kr)", "2024", "2025"), ("Lønn", "1 200", "1 300")],
        [BUDGET[0], *BUDGET[1:], ("Resultat", "5", "5")],
        [("Kostnader", "2024", "Rekneskap 2024"), ("Lønn", "5", "6")],
        [("Kostnader", "2024", "Sum"), ("Lønn", "5", "6")],
        [("Kostnader", "Beløp"), ("Lønn", "5")],
        [("Kostnader", "2024"), ("Sum inntekter", "5")],
    ],
)
def test_a_budget_that_is_not_clear_stays_a_table(tmp_path: Path, rows: list[tuple[str, ...]]) -> None:
    """No amount is guessed: the table stays in the text whole, and is asked about."""
    found = report(tmp_path, heading(1, "Budsjett"), table(rows))
    (record,) = found.records
    assert "budget" not in record.facts
    assert ("budget", "import.ask_table") in asked(found)
    assert record.text.count("\n| ") == len(rows) + 1
    assert "## Budsjett" in record.text


@pytest.mark.parametrize("unit", ["(tal i tusen kroner)", "i 1000 kr", "i mill. kroner"])
def test_amounts_in_another_unit_are_not_taken(tmp_path: Path, unit: str) -> None:
    """The field is in kroner, and what is counted in thousands is left to an editor."""
    found = report(tmp_path, heading(1, f"Budsjett {unit}"), table([("Kostnader", "2024"), ("Lønn", "1 200")]))
    assert "budget" not in found.records[0].facts
    assert ("budget", "import.ask_table") in asked(found)


def test_a_budget_has_amounts_kinds_and_totals(tmp_path: Path) -> None:
    """Amounts bear spaces, `kr` and dashes; what a column of kinds says is taken; the table is in the text no more."""
    income = [
        ("Inntekter", "Type", "2024", "2025"),
        ("Folkehelse", "Tilskudd", "kr 1 200 000,-", "–"),
        ("Eigne folk", "eigeninnsats", "", "1.300.000"),
        ("Medlemmer", "Eigenfinansiering", "0", "-50"),
    ]
    found = report(tmp_path, heading(1, "Økonomi"), table(BUDGET), table(income), paragraph("Pengane held."))
    (record,) = found.records
    assert record.facts["budget"] == {
        "years": ["2024", "2025"],
        "costs": [{"item": "Lønn", "amounts": {"2024": "1200000", "2025": "1300000"}}],
        "income": [
            {"item": "Folkehelse", "kind": "grant", "amounts": {"2024": "1200000"}},
            {"item": "Eigne folk", "kind": "in_kind", "amounts": {"2025": "1300000"}},
            {"item": "Medlemmer", "kind": "own", "amounts": {"2024": "0", "2025": "-50"}},
        ],
        "totals": {"costs": {"2024": "1200000", "2025": "1300000"}},
    }
    assert record.text == "## Økonomi\n\nPengane held."


def test_what_a_row_does_not_say_clearly_is_asked_and_the_table_stays(tmp_path: Path) -> None:
    """A risk without a level is none; its table stays whole, and the question names the row and the column."""
    rows = [
        ("Risiko", "Sannsyn", "Konsekvens"),
        ("Regn", "høg", "låg"),
        ("Storm", "kanskje", "høg"),
        ("Snø", "", "låg"),
    ]
    found = report(tmp_path, heading(1, "Risiko"), table(rows))
    (record,) = found.records
    assert record.facts["risks"] == [{"what": "Regn", "likelihood": "high", "consequence": "low"}]
    assert asked(found)[:2] == [
        ("risks/Storm/likelihood", "import.ask_unclear"),
        ("risks/Snø/likelihood", "import.ask_unclear"),
    ]
    assert "| Storm | kanskje | høg |" in record.text


def test_a_column_without_a_field_keeps_its_table(tmp_path: Path) -> None:
    """The facts are taken, and the words of a column that fills no field are not lost."""
    rows = [("Milepæl", "Frist", "Merknad"), ("Ny kanne", "mai 2025", "Ho skal vere blå"), ("Fest", "2026", "")]
    found = report(tmp_path, heading(1, "Framdriftsplan"), table(rows))
    (record,) = found.records
    assert record.facts["milestones"] == [{"what": "Ny kanne", "when": "2025-05"}, {"what": "Fest", "when": "2026"}]
    assert "Ho skal vere blå" in record.text
    assert ("milestones", "import.ask_table") in asked(found)


def test_a_table_that_is_no_fact_stays_without_a_question(tmp_path: Path) -> None:
    """A table that no layout tells of is words."""
    found = report(tmp_path, table([("Koppar", "Farge"), ("12", "blå")]))
    assert found.records[0].text == "## Om oss\n\n| Koppar | Farge |\n| --- | --- |\n| 12 | blå |"
    assert asked(found) == [("reports/2025-09-01/summary", "import.ask_missing")]


def test_values_by_month_stand_on_its_last_day_and_are_asked_about(tmp_path: Path) -> None:
    """A field that wants a day, and a document that says a month; a year is no column of values."""
    rows = [("Indikator", "Eining", "Februar 2024", "2023"), ("Koppar", "stk.", "12", "9")]
    found = report(tmp_path, table(rows))
    (record,) = found.records
    assert record.facts["indicators"] == [
        {"name": "Koppar", "unit": "stk.", "values": [{"date": "2024-02-29", "value": "12"}]}
    ]
    assert asked(found)[:2] == [("indicators", "import.ask_table"), ("indicators", "import.ask_month")]
    assert "| 2023 |" in record.text


def test_an_unknown_steering_group_is_asked_about(tmp_path: Path) -> None:
    """The field wants a body of the portal; the words stay in the text."""
    rows = [("Styringsgruppe", "Kaffinemnda"), ("Prosjekteigar", "Helse Storhav"), ("Status", "Noko forseinka")]
    found = report(tmp_path, table(rows, header=False))
    (record,) = found.records
    assert record.facts["owner"] == "Helse Storhav"
    assert "steering" not in record.facts
    assert asked(found)[:2] == [("steering", "import.ask_unclear"), ("reports/health", "import.ask_unclear")]
    assert "| Styringsgruppe | Kaffinemnda |" in record.text


# -- the summary and the signature


def text_report(tmp_path: Path, text: str) -> Found:
    path = tmp_path / "rapport.txt"
    path.write_text(text, "utf-8")
    return found_in(path)


SIGNED = """\
Prosjekt: Kaffi i gangen

Egenvurdering i forhold til forankring og drift av heile prosjektet sett opp
mot pengane vi har:

Vi drikk mykje kaffi.

Evaluering:

{words}

Tangvåg 16.02.10

{owner}

Ada Lie
"""


@pytest.mark.parametrize(
    ("line", "owner"),
    [
        ("Storhav Idrettskrets", "Storhav Idrettskrets"),
        ("Lyngøya kommune", "Lyngøya kommune"),
        ("Kaffiringen IKS", "Kaffiringen IKS"),
        ("Helse Storhav", "Helse Storhav"),
        ("Kaffiklubben", None),
        ("Kommunen vår", None),
    ],
)
def test_the_owner_is_the_organisation_below_the_date(tmp_path: Path, line: str, owner: str | None) -> None:
    """One that the portal knows, or whose last word is that of an organisation; a person or a wish is none."""
    found = text_report(tmp_path, SIGNED.format(words="Det går bra.", owner=line))
    assert found.records[0].facts.get("owner") == owner
    assert ("owner" in [question.about for question in found.questions]) == (owner is None)


def test_a_heading_over_two_lines_opens_its_section(tmp_path: Path) -> None:
    """The heading stands whole, and the words below it in its section."""
    found = text_report(tmp_path, SIGNED.format(words="Det går bra.", owner="Lyngøya kommune"))
    assert found.records[0].text.startswith(
        "## Egenvurdering i forhold til forankring og drift av heile prosjektet sett opp mot pengane vi har\n\n"
        "Vi drikk mykje kaffi.\n\n## Evaluering\n\nDet går bra.\n\n"
    )


def test_the_first_words_of_the_evaluation_are_the_summary_of_a_dated_report(tmp_path: Path) -> None:
    """They stand in the text as well; with no words below the heading, the summary is asked about at the date."""
    found = text_report(tmp_path, SIGNED.format(words="- Det går bra.\n- Det går rundt.", owner="Lyngøya kommune"))
    assert found.records[0].facts["reports"] == [{"date": "2010-02-16", "summary": "Det går bra."}]
    assert "- Det går bra.\n- Det går rundt." in found.records[0].text
    empty = text_report(tmp_path, SIGNED.format(words="", owner="Lyngøya kommune"))
    assert "reports" not in empty.records[0].facts
    assert ("reports/2010-02-16/summary", "import.ask_missing") in asked(empty)


def test_without_a_date_there_is_no_report_and_the_summary_stays(tmp_path: Path) -> None:
    """A date in the midst of the words is not the report's own; what was to be the summary is not lost."""
    path = word_file(
        tmp_path / "rapport.docx",
        [
            paragraph("Prosjekt: Kaffi i gangen"),
            heading(1, "Samandrag"),
            paragraph("Kanna er full."),
            heading(1, "Status"),
            bullet("Kanna kom 01.03.2024"),
        ],
    )
    found = found_in(path)
    assert "reports" not in found.records[0].facts
    assert "## Samandrag\n\nKanna er full." in found.records[0].text
    assert "reports/date" in [question.about for question in found.questions]
