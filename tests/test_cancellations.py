"""Words that do nothing: `AVLYST` in a place calls nothing off, `u.off.` in a title holds nothing back."""

from __future__ import annotations

import pytest

from portal.checks.rules import cancellations, rules_in
from portal.checks.rules.cancellations import titles_hold_nothing_back
from portal.linked.portal import LinkedPortal
from portal.model.kinds import MEETING
from portal.model.problems import Problem
from portal.site.building import link
from portal.source.parsing import parse_text
from portal.source.reading import Parsed

PATH = "meetings/ssu/2027-03-12.md"


def linked(facts: str, text: str = "") -> LinkedPortal:
    record, faults = parse_text(f"---\n{facts}\n---\n{text}", PATH, MEETING, "ssu/2027-03-12")
    assert record is not None and not faults
    return link(Parsed([record], {record.key}))


def exempt_in(facts: str) -> list[Problem]:
    return list(titles_hold_nothing_back(linked(facts)))


def told(facts: str, text: str = "") -> list[tuple[str, str, object]]:
    portal = linked(facts, text)
    found = [problem for rule in rules_in(cancellations) for problem in rule(portal)]
    return [
        (problem.code, f"{problem.place.line}:{problem.place.column}", problem.values["found"]) for problem in found
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("AVLYST", "AVLYST"), ("Avlyst!", "Avlyst"), ("avlyst", "avlyst"), ("(avlyst)", "avlyst"), ("UTSATT", "UTSATT"),
        ("Utsett til hausten", "Utsett"), ("Flytta", "Flytta"), ("Flyttet til 19. mars", "Flyttet"),
        ("innstilt", "innstilt"),
        ("Avlyst: møte i utvalet", "Avlyst"), ("Møtet er avlyst", "avlyst"), ("Møte 1/2027 – AVLYST", "AVLYST"),
        ("Møte 1/2027 (avlyst)", "avlyst"), ("AVLYST Møte i utvalet", "AVLYST"), ("Rådhuset, avlyst", "avlyst"),
        ("Rådhuset avlyst", "avlyst"), ("Avlyst på grunn av uvêr", "Avlyst"),
        ("Møtet den 12. er dessverre avlyst", "avlyst"),
        ("** AVLYST **", "AVLYST"), ("Utgår", "Utgår"), ("Flytta frå torsdag 4. mars", "Flytta"),
        ("Kansellert.", "Kansellert"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("field", ["title", "place"])
def test_a_word_that_calls_off_is_told_with_its_line(field: str, words: str, found: str) -> None:
    assert told(f'start: 10:00\n{field}: "{words}"') == [("called_off_in_words", f"3:{len(field) + 3}", found)]


@pytest.mark.parametrize(
    "words",
    ["Seminar om avlyste timar", "Møte om avlysingar", "Flytta til møterom 4", "Utsettingsrommet", "Flyttevegen 2",
     "Flytta pasientar", "Innstillingsmøte", "Møtet er ikkje avlyst", "Rådhuset", "Avlyste operasjonar"],
)  # fmt: skip
@pytest.mark.parametrize("field", ["title", "place"])
def test_other_words_are_left_alone(field: str, words: str) -> None:
    assert told(f'{field}: "{words}"') == []


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ("cancelled: true", "AVLYST"),
        ("moved_from: 2027-03-05", "Flytta frå 5. mars"),
        ("present: [Ada Moen]", "Utsett"),
        ("agenda: [{title: A, outcome: noted}]", "AVLYST"),
    ],
)
def test_what_a_field_says_may_be_said_in_words_too(facts: str, words: str) -> None:
    assert told(f"place: {words}\n{facts}", f"{words}.\n") == []


def test_a_meeting_that_was_moved_and_then_called_off_in_words_is_told() -> None:
    assert told("place: AVLYST\nmoved_from: 2027-03-05") == [("called_off_in_words", "2:8", "AVLYST")]


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("AVLYST\n", "4:1", "AVLYST"),
        ("\n\n**Avlyst!** Nytt møte kjem.\n", "6:1", "Avlyst"),
        ("\nMøtet 12. mars er diverre utsett til hausten.\n", "5:1", "utsett"),
        ("\n## Avlyst\n\nFor få saker.\n", "5:1", "Avlyst"),
        ("\nHei! Møtet er flytta til 19. mars.\n", "5:1", "flytta"),
    ],
)
def test_the_first_words_of_the_text_are_looked_at(text: str, line: str, found: str) -> None:
    assert told("place: Rådhuset", text) == [("called_off_in_text", line, found)]


@pytest.mark.parametrize(
    "text",
    ["\nVi snakkar om timar som er avlyste.\n", "\nMøtet er flytta til rom 4.\n", "\nFørre møte blei avlyst.\n",
     "\nVelkomen.\n\n## Praktisk\n\nBussen er innstilt.\n"],
)  # fmt: skip
def test_other_texts_are_left_alone(text: str) -> None:
    assert told("place: Rådhuset", text) == []


@pytest.mark.parametrize(
    ("title", "found"),
    [("UTSATT: Ny rutine", "UTSATT"), ("Ny rutine (utsett)", "utsett"), ("Ny rutine – utgår", "utgår"),
     ("Ny rutine AVLYST", "AVLYST"), ("Utsett", "Utsett")],
)  # fmt: skip
def test_an_item_that_is_put_off_in_words_is_told(title: str, found: str) -> None:
    assert told(f'agenda:\n- title: "{title}"') == [("called_off_item", "3:10", found)]


@pytest.mark.parametrize(
    "item",
    ["title: Timar som blei avlyst", "title: Flytta pasientar", "title: Utsette operasjonar", "title: Avlyst kirurgi",
     'title: "UTSATT: Ny rutine"\n  outcome: postponed'],
)  # fmt: skip
def test_other_items_are_left_alone(item: str) -> None:
    assert told(f"agenda:\n- {item}") == []


# -- what is said to be exempt


@pytest.mark.parametrize(
    ("facts", "place"),
    [
        ('title: "U.off.: Personalsak"', "2:8"), ("title: UNNTATT OFFENTLIGHET – Personalsak", "2:8"),
        ("title: Personalsak (fortruleg)", "2:8"), ("title: Personalsak – uoff", "2:8"),
        ("agenda:\n- {title: Personalsak (unnateke offentlegheit)}", "3:11"),
        ("attachments: [{title: Notat (u. off.)}]", "2:23"),
        ("agenda:\n- title: A\n  attachments: [{title: Notat – ikkje offentleg}]", "4:25"),
    ],
)  # fmt: skip
def test_a_title_that_says_it_is_exempt_holds_nothing_back(facts: str, place: str) -> None:
    [problem] = exempt_in(facts)
    assert (problem.code, f"{problem.place.line}:{problem.place.column}") == ("exempt_in_words", place)


EXEMPT = "exempt: {basis: offl. § 13, public_title: Sak}"


@pytest.mark.parametrize(
    "facts",
    [
        "title: Rettleiar om unntatt offentlegheit i kommunane", "title: Offentleg møte",
        "title: Kontoret for fortruleg hjelp",
        f"title: Sak (uoff)\n{EXEMPT}", "title: Sak (uoff)\ndraft: true",
        f"agenda:\n- title: Sak (uoff)\n  {EXEMPT}", f"attachments:\n- title: Notat (uoff)\n  {EXEMPT}",
    ],
)  # fmt: skip
def test_what_is_exempt_or_only_speaks_of_it_is_left_alone(facts: str) -> None:
    assert exempt_in(facts) == []
