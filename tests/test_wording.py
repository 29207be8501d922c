"""The words of a decision are never astray in silence, nor is a line read otherwise than meant."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from portal.linked.agenda import read_agenda
from portal.model.kinds import MEETING
from portal.model.problems import Problem
from portal.source.parsing import parse_record
from portal.text.doubts import DoubtKind
from portal.text.outline import read_outline
from support.portals import PortalFolder
from support.sites import read_page

ITEM = "number: 4/26, title: Beredskap, outcome: decided"
FIRST = 5
"""The line of the first line below the item's heading."""


def faults(text: str, item: str = ITEM, *others: str, front: str = "") -> list[Problem]:
    """What is said of a meeting's item with a text below its heading."""
    lines = ["---", f"{front}agenda:", *(f"- {{{one}}}" for one in (item, *others)), "---", "## 4/26", text]
    record, problems = parse_record("\n".join(lines).encode(), "m.md", MEETING, "ssu/2021-02-19")
    assert record is not None, problems
    return list(read_agenda(record, {}.get).problems)


ASTRAY = {
    "bold": ("**Vedtak:** Planen er vedteken.", 1),
    "bold with the colon behind": ("**Vedtak**: Planen blir følgd.", 1),
    "bold, alone on its line": ("Ordskifte.\n\n**Vedtak**\n\nPlanen blir følgd.", 3),
    "bold, its words on the same line": ("**Vedtak** Planen blir følgd.", 1),
    "bold in capitals, with how": ("**VEDTAK (samrøystes):** Planen blir følgd.", 1),
    "bold with a number": ("**Vedtak 4/26:** Planen blir følgd.", 1),
    "bold, whole": ("**Vedtak: Planen blir følgd.**", 1),
    "bold below other words": ("Utvalet drøfta planen.\n**Vedtak:** Planen blir følgd.", 2),
    "bold in the middle of a line": ("Utvalet drøfta planen. **Vedtak:** Planen blir følgd.", 1),
    "emphasised": ("*Vedtak:* Planen blir følgd.", 1),
    "underlined words": ("__Vedtak__\nPlanen blir følgd.", 1),
    "in HTML": ("<b>Vedtak</b> Planen blir følgd.", 1),
    "in a block of HTML": ("<div>\n\n</div>\n\n<p>\n<strong>Vedtak:</strong> Planen blir følgd.</p>", 6),
    "a heading in HTML": ("<h3>Vedtak</h3>\nPlanen blir følgd.", 1),
    "plain": ("Vedtak: Planen blir følgd.", 1),
    "plain, alone on its line": ("Vedtak\n\nPlanen blir følgd.", 1),
    "plain with a stop": ("Vedtak.\nPlanen blir følgd.", 1),
    "plain with a dash": ("Vedtak – planen blir følgd.", 1),
    "plain behind a sentence": ("Utvalet drøfta planen. Vedtak: Planen blir følgd.", 1),
    "in bokmål": ("Enstemmig vedtak: Planen blir fulgt.", 1),
    "another word": ("Konklusjon: Planen blir følgd.", 1),
    "one more": ("**Avgjerd:** Planen blir følgd.", 1),
    "and one": ("Beslutning: Planen blir fulgt.", 1),
    "what was done": ("Vedteke: Planen blir følgd.", 1),
    "what was done, bold": ("**Vedtatt samrøystes:** Planen blir fulgt.", 1),
    "such a decision": ("Utvalet gjorde slikt vedtak:\n\n1. Planen blir følgd.", 1),
    "the body decided": ("Utvalet vedtok samrøystes: Planen blir følgd.", 1),
    "the decision reads": ("Vedtaket lyder slik: Planen blir følgd.", 1),
    "in a list": ("- Ordskifte\n- **Vedtak:** Planen blir følgd.", 2),
    "in a table": ("| Vedtak | Planen blir følgd. |\n| --- | --- |\n| a | b |", 1),
    "in the body of a table": ("| Kva | Ord |\n| --- | --- |\n| Vedtak | Planen blir følgd. |", 3),
    "in a quotation": ("> Vedtak: Planen blir følgd.", 1),
    "a heading in a quotation": ("> ### Vedtak\n> Planen blir følgd.", 1),
    "a heading of level four": ("#### Vedtak\nPlanen blir følgd.", 1),
    "a heading of level four in another section": ("### Innspel\nNei.\n#### Vedtak\nPlanen blir følgd.", 3),
    "a heading of level four in a proposal": ("### Framlegg til vedtak\nNei.\n#### Vedtak\nPlanen blir følgd.", 3),
    "bold in another section": ("### Innspel\nNei.\n\n**Vedtak:** Planen blir følgd.", 4),
    "a heading with how": ("### Samrøystes vedtak\nPlanen blir følgd.", 1),
    "a heading with a number": ("### Vedtak 4/26\nPlanen blir følgd.", 1),
    "a heading with a whole number": ("### Vedtak i sak SSU 4/26\nPlanen blir følgd.", 1),
    "a heading with a bracket": ("### VEDTAK (samrøystes)\nPlanen blir følgd.", 1),
    "a heading with a stop": ("### Vedtak.\nPlanen blir følgd.", 1),
    "a heading with its words": ("### Vedtak: Planen blir følgd.", 1),
    "a heading with whose": ("### Utvalet sitt vedtak\nPlanen blir følgd.", 1),
    "a heading of what was done": ("### Vedteke\nPlanen blir følgd.", 1),
    "a heading in bokmål": ("### Vedtatt\nPlanen blir fulgt.", 1),
    "a heading of another word": ("### Konklusjon\nPlanen blir følgd.", 1),
    "a heading of two": ("### Drøfting og vedtak\nPlanen blir følgd.", 1),
    "a heading of level two": ("## Vedtak\nPlanen blir følgd.", 1),
    "a heading of level two behind others": ("### Innspel\nNei.\n## Anna\nOrd.\n## Samrøystes vedtak\nJa.", 5),
    "a heading by a line below": ("Ordskifte.\n\nVedtak\n------\nPlanen blir følgd.", 3),
    "a heading of level one": ("# Vedtak\nPlanen blir følgd.", 1),
    "a heading without a space": ("###Vedtak\nPlanen blir følgd.", 1),
    "bold that is none": ("**Vedtak:**Planen blir følgd.", 1),
    "stars that are no bold": ("** Vedtak:** Planen blir følgd.", 1),
    "a heading with an anchor": ("### Vedtak {#vedtak}\nPlanen blir følgd.", 1),
    "a heading that begins with the number": ("### Sak 4/26: Vedtak\nPlanen blir følgd.", 1),
    "a heading in a list": ("- ### Vedtak\n  Planen blir følgd.", 1),
    "a heading with the votes": ("### Vedtak mot 2 røyster\nPlanen blir følgd.", 1),
    "a heading behind a comma": ("### Vedtak, samrøystes\nPlanen blir følgd.", 1),
    "the number of a body's case": ("**Vedtak i SSU-sak 4/26:** Planen blir følgd.", 1),
    "a compound": ("### Vedtaksordlyd\nPlanen blir følgd.", 1),
    "a summary": ("<details><summary>Vedtak</summary>\n\nPlanen blir følgd.\n\n</details>", 1),
    "an empty section, and bold behind": ("### Vedtak\n\n### Merknad\n**Vedtak:** Planen blir følgd.", 4),
}  # fmt: skip


@pytest.mark.parametrize("form", ASTRAY)
def test_words_astray_are_told_with_their_line(form: str) -> None:
    text, line = ASTRAY[form]
    told = faults(text)
    assert [(one.code, one.place.line - FIRST) for one in told] == [("decision_astray", line)]
    assert told[0].values["found"] == text.split("\n")[line - 1]
    assert told[0].values["item"] == "4/26"


BECAME_HEADING = {
    "dashes below": ("### Vedtak\nPlanen blir følgd.\n---", 2),
    "dashes below, without a stop": ("### Vedtak\nPlanen blir følgd\n---\n\nMeir.", 2),
    "equals signs below": ("### Vedtak\nPlanen blir følgd\n===", 2),
    "a number sign before": ("### Vedtak\n# Planen blir følgd\n", 2),
    "two number signs before": ("### Vedtak\n## Planen blir følgd.\n", 2),
    "three number signs before": ("### Vedtak\n\n### Planen blir følgd.\n", 3),
}


@pytest.mark.parametrize("form", BECAME_HEADING)
def test_words_that_became_a_heading_are_told_with_their_line(form: str) -> None:
    text, line = BECAME_HEADING[form]
    told = [(one.code, one.place.line - FIRST) for one in faults(text)]
    assert told == [("decision_became_heading", line)]


@pytest.mark.parametrize("behind", ["", "\n### Oppfølging\nBrev.", "## Neste møte\nMai."])
def test_a_heading_without_words_is_told(behind: str) -> None:
    told = faults(f"### Vedtak\n{behind}")
    assert [(one.code, one.place.line - FIRST) for one in told] == [("decision_empty", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "### Vedtak\nPlanen blir følgd.\n\n**Vedtak:** Ja.",
        "### Vedtak:\nPlanen blir følgd.",
        "### VEDTAK\n#### Planen\nHan blir følgd.",
        "### Vedtak\n\n### Vedtak\nPlanen blir følgd.",
        "Vedtak frå førre møte blei følgt opp.",
        "Vedtak 3/26 frå førre møte er gjennomført: alt er gjort.",
        "**Vedtak** frå førre møte blei følgde opp.",
        "Utvalet viste til eit tidlegare\nvedtak: det frå mai.",
        "Vedtaket frå mai gjeld framleis.",
        "Vedtaket – det frå mai – gjeld framleis.",
        "Avgjerda. Ho blei teken i mai.",
        "Sjå **vedtak 3/25:** det gjeld framleis.",
        "Vedtektene: sjå vedlegget.",
        "Saka treng eit **vedtak** før mai.",
        "Dette er eit vedtak.",
        "### Framlegg til vedtak\nPlanen blir følgd.",
        "### Forslag til vedtak\n**Vedtak:** Planen blir fulgt.",
        "#### Framlegg til vedtak\nPlanen blir følgd.",
        "**Forslag til vedtak:** Planen blir fulgt.",
        "Sekretariatet rår utvalet til å gjere slikt vedtak: Planen blir følgd.",
        "Administrasjonen la fram forslag om følgende vedtak: Planen blir fulgt.",
        "### Oppfølging av vedtak\nBrev.",
        "### Tidlegare vedtak\nPlanen frå 2024.",
        "### Vedtak frå førre møte\nFølgde opp.",
        "Som styret vedtok i sak 3/25: planen gjeld.",
        "```\nVedtak: Ja.\n```",
        "## Vedtaksprotokoll\nLagt ved.",
        "",
    ],
)
def test_prose_and_proposals_are_no_words_astray(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize(
    ("outcome", "is_told"), [("endorsed", True), ("approved", True), ("rejected", True), ("noted", False)]
)
def test_only_of_a_decision(outcome: str, is_told: bool) -> None:
    assert bool(faults("**Vedtak:** Ja.", f"number: 4/26, title: A, outcome: {outcome}")) is is_told


def test_minutes_without_an_outcome_may_have_words_too_and_a_notice_has_none() -> None:
    open_ = "number: 4/26, title: A"
    assert faults("**Vedtak:** Ja.", open_) == []
    (told,) = faults("**Vedtak:** Ja.", open_, front="present: [Kari Nordvik]\n")
    assert told.code == "decision_astray"
    assert faults("Ord.\n\n## Vedtak\nAlt.", open_, front="present: [Kari Nordvik]\n") == []


def test_a_general_section_belongs_to_the_item_before_it() -> None:
    text = "Ord.\n## Vedtak\nJa.\n## 5/26\n### Vedtak\nNei.\n## Avgjerd\nTja."
    told = faults(text, ITEM, "number: 5/26, title: B, outcome: decided")
    assert [(one.code, one.values["item"]) for one in told] == [("decision_astray", "4/26")]


def test_a_long_line_is_read_in_no_time() -> None:
    assert faults("Vedtak " + "1" * 5000 + "x " + "sak (a) " * 2000 + "sitt " * 2000) == []


# -- what the outputs say


def minutes(text: str) -> str:
    front = f"---\nnumber: 1/2021\npresent: [Kari Nordvik]\nminutes_sent: 2021-02-25\nagenda:\n- {{{ITEM}}}\n---\n"
    return f"{front}\n## 4/26\n{text}\n"


@pytest.mark.parametrize("form", ["bold", "a heading of level two", "dashes below"])
def test_no_output_claims_that_words_are_missing_that_stand_there(
    portal: Callable[..., PortalFolder], form: str
) -> None:
    text = {**ASTRAY, **BECAME_HEADING}[form][0]
    folder = portal({
        "organisations/ssu.md": "---\ntitle: Utvalet\nkind: strategic\n---\n",
        "meetings/ssu/2021-02-19.md": minutes(text),
    }).without_papers()  # fmt: skip
    assert folder.command("write", str(folder.root / "site")).exit_code == 0
    for page in ("moter/ssu/2021-02-19", "vedtak"):
        shown = read_page(folder.root / "site" / page / "index.html").text
        assert "Ordlyden i vedtaket er ikkje skild ut, men står i teksten i referatet." in shown
        assert "gjev ikkje att ordlyden" not in shown


def test_where_there_are_no_words_it_is_said(portal: Callable[..., PortalFolder]) -> None:
    folder = portal({
        "organisations/ssu.md": "---\ntitle: Utvalet\nkind: strategic\n---\n",
        "meetings/ssu/2021-02-19.md": minutes("Vedtaket frå mai gjeld framleis."),
    }).without_papers()  # fmt: skip
    assert folder.command("write", str(folder.root / "site")).exit_code == 0
    assert "gjev ikkje att ordlyden" in read_page(folder.root / "site/moter/ssu/2021-02-19/index.html").text


# -- what is read otherwise than it is meant

DATE, MORE, SIGN, DASHES = (
    DoubtKind.DATE_AS_LIST, DoubtKind.MORE_AS_QUOTE, DoubtKind.SIGN_AS_LIST, DoubtKind.DASHES_AS_HEADING,
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1. januar 2027 byrjar ordninga.", [(DATE, 1)]),
        ("Ferdig innan\n1. mars 2027.", [(DATE, 2)]),
        ("17. Mai er fridag.", [(DATE, 1)]),
        ("3. sept. er fristen.", [(DATE, 1)]),
        ("> 1. juni er fristen.", [(DATE, 1)]),
        ("- a\n- 1. juni er fristen.", [(DATE, 2)]),
        ("### Vedtak\n1. desember stengjer tilbodet.", [(DATE, 2)]),
        ("1. mai: Oppstart.\n1. juni: Slutt.", [(DATE, 2)]),
        ("15. mai: Oppstart.\n1. juni: Slutt.", [(DATE, 2)]),
        ("Det følgjer av punkt\n1. Dette gjeld alle.", [(DATE, 2)]),
        ("Vi vedtok:\n1. Kommunane betaler.", []),
        ("Vi vedtok desse\n1. Kommunane betaler.\n2. Staten betaler.", []),
        ("1. Kommunane betaler.", []),
        ("1. Mars-tala er klare.", []),
        ("1. Maisen er moden.", []),
        ("1) mai", []),
        ("32. mai", []),
        ("1. januar\n2. februar\n3. mars", []),
        ("1\\. januar 2027 byrjar ordninga.", []),
        ("Ferdig den\n15. mars 2027.", []),
        ("`1. mai`", []),
        ("    1. mai", []),
        ("> 18 år", [(MORE, 1)]),
        (">18 år", [(MORE, 1)]),
        (">= 65 prosent av pasientane", [(MORE, 1)]),
        ("Gjeld dei som er\n> 65 år og\nbur heime.", [(MORE, 2)]),
        ("- a\n- > 65 år", [(MORE, 2)]),
        ("> kr 50 000", [(MORE, 1)]),
        ("> 2,5 %", [(MORE, 1)]),
        ("> 2021 var eit godt år.", []),
        ("> 1. Kommunane betaler.", []),
        ("> 05/21 er avslutta.", []),
        ("> 15. september er fristen.", [(DATE, 1)]),
        ("> 12 kommunar var med,\n> og alle betalte.", []),
        ("> Eit sitat med 18 år.", []),
        ("\\> 18 år", []),
        ("Det var\n- 5 grader.", [(SIGN, 2)]),
        ("Auken er på\n+ 3 prosent.", [(SIGN, 2)]),
        ("Dette er med:\n- 5 grader", []),
        ("Slutt.\n- 5 grader", []),
        ("Det var\n\n- 5 grader", []),
        ("Det var\n- 5 grader\n- 6 grader", []),
        ("Det var\n- kaldt", []),
        ("Det er slutt.\n---", [(DASHES, 1)]),
        ("Det er\nslutt\n---", [(DASHES, 1)]),
        ("Overskrift\n---\nOrd.", []),
        ("Det er slutt.\n\n---", []),
        ("## Er det slutt?", []),
    ],
)
def test_lines_that_are_read_otherwise_than_meant(text: str, told: list[tuple[DoubtKind, int]]) -> None:
    read = read_outline(text, "x.md", 11)
    assert [(one.kind, one.place.line - 10) for one in read.doubts] == told
    assert [one.found for one in read.doubts] == [text.split("\n")[line - 1].strip() for _, line in told]
