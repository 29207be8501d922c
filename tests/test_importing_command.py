"""`portal import` as a command: what a dry run shows, the command to repeat, and what is merged.

The portal's language is nynorsk; its bodies are those of the documents in `tests/documents`.
"""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from bench.importing import DOCUMENTS
from portal.site.folder import write_file
from support.portals import PortalFolder
from support.sites import tree

Portal = Callable[..., PortalFolder]

PATH = "meetings/ssu/2025-03-06.md"
MINUTES = """\
    Referat

    Strategisk samarbeidsutval

    Dato: 6. mars 2025
    Tid: kl. 10.00–12.00
    Stad: Rådhuset

    Til stades:
    - Ada Lie (leiar, Tangvåg kommune)
    - Bo Moe (Helse Storhav)

    Sak 1/25 Kaffi i gangen

    Vedtak:
    Samrøystes vedteke.

    Sak 2/25 Nye lamper

    Saka er utsett.
    """


@pytest.fixture
def folder(portal: Portal) -> PortalFolder:
    """A portal with the organisations and earlier meetings."""
    made = portal()
    for name in ("organisations", "meetings"):
        shutil.copytree(DOCUMENTS / name, made.root / name)
    return made


def run(folder: PortalFolder, *arguments: str, text: str = MINUTES, name: str = "referat.txt") -> Result:
    """`portal import` of a text."""
    folder.write({f"inn/{name}": text})
    return folder.command("import", str(folder.root / "inn" / name), *arguments)


def read(folder: PortalFolder, path: str = PATH) -> str:
    """A record as it stands, with its line ends."""
    return (folder.root / path).read_bytes().decode()


# -- the command to repeat


def repeated(output: str) -> list[str]:
    (line,) = [line for line in output.splitlines() if line.startswith("Køyr kommandoen på nytt slik: ")]
    return shlex.split(line.partition(": ")[2])


def test_the_command_to_repeat_has_what_was_given(folder: PortalFolder, tmp_path: Path) -> None:
    """Root, body, date, portal and `--merge` that were given are in it; a path with spaces is one word."""
    text = MINUTES.replace("    Strategisk samarbeidsutval\n", "").replace("    Dato: 6. mars 2025\n", "")
    other = tmp_path / "annan portal"
    shutil.copytree(folder.root, other)
    given = ("--into", str(other), "--merge", "--dry-run")
    result = run(folder, "--organisation", "SSU", *given, text=text, name="referat frå $møtet.txt")
    document = str(folder.root / "inn/referat frå $møtet.txt")
    said = ["portal", "--root", str(folder.root), "import", document, "--kind", "minutes"]
    assert repeated(result.output) == [*said, "--organisation", "SSU", *given, "--date", "…"]
    result = run(folder, "--date", "2025-03-06", text=text)
    document = str(folder.root / "inn/referat.txt")
    said = ["portal", "--root", str(folder.root), "import", document, "--kind", "minutes"]
    assert repeated(result.output) == [*said, "--date", "2025-03-06", "--organisation", "…"]


def test_of_what_is_no_record_yet_nothing_is_left_out(folder: PortalFolder) -> None:
    """Whose meeting it is must be said first: till then a list of all its words would drown the question."""
    text = MINUTES.replace("    Strategisk samarbeidsutval\n", "    Ord som ingen kjenner\n")
    asked = run(folder, "--date", "2025-03-06", text=text)
    assert "«organisation»: Dokumentet seier det ikkje." in asked.output
    assert "Dette er ikkje teke med:" not in asked.output
    told = run(folder, "--date", "2025-03-06", "--organisation", "SSU", text=text)
    assert "Dette er ikkje teke med:\n" in told.output
    assert "Ord som ingen kjenner" in told.output


# -- votes


def test_who_did_not_vote_may_be_told_in_a_sentence_of_its_own(folder: PortalFolder) -> None:
    told = "3 for, 3 imot. Éin avstod frå å røyste. Leiaren si røyst avgjorde. Vedteke."
    assert run(folder, text=MINUTES.replace("Samrøystes vedteke.", told)).exit_code == 0
    assert '    vote:\n      for: "3"\n      against: "3"\n      abstained: "1"\n      casting: true\n' in read(folder)


# -- a dry run


def test_a_dry_run_ends_as_the_run_would(folder: PortalFolder) -> None:
    """Where no record could be written, or the record there is another, the exit code is 1; nothing is written."""
    without_date = run(folder, "--dry-run", text=MINUTES.replace("    Dato: 6. mars 2025\n", ""))
    assert (without_date.exit_code, "  Ingen post er skriven.\n" in without_date.output) == (1, True)
    folder.write({PATH: "---\nplace: Heime\n---\n"})
    folder.write({"inn/referat.txt": MINUTES})
    before = tree(folder.root)
    differs, real = run(folder, "--dry-run"), run(folder)
    assert (differs.exit_code, differs.output) == (1, real.output)
    assert f"  Finst frå før og er ikkje endra: {PATH}. Slik er dokumentet annleis:\n" in real.output
    assert "-place: Heime\n" in real.output
    assert "+place: Rådhuset\n" in real.output
    assert tree(folder.root) == before


def test_a_dry_run_checks_the_record(folder: PortalFolder) -> None:
    """What the check would refuse is refused in a dry run too, with the same problem."""
    text = MINUTES.replace("    Referat\n", "    Referat frå møte 9/2019\n")
    dry, real = run(folder, "--dry-run", text=text), run(folder, text=text)
    assert (dry.exit_code, real.exit_code) == (1, 1)
    assert "  Postane blei ikkje skrivne, for sjekken fann feil:\n" in dry.output
    assert "9/2019" in dry.output
    assert dry.output == real.output
    assert not (folder.root / PATH).exists()


def test_numbers_of_items_that_are_not_on_the_agenda_are_asked_for(folder: PortalFolder) -> None:
    """Somebody who met for an item is written with the number that the agenda prints, or else asked about."""
    text = MINUTES.replace("Bo Moe (Helse Storhav)", "Bo Moe (Helse Storhav, sak 9/25)").replace(
        "leiar, Tangvåg kommune", "leiar, Tangvåg kommune, sak 2"
    )
    result = run(folder, text=text)
    assert result.exit_code == 0, result.output
    question = (
        "  avsnitt 11: Bo Moe: Dokumentet seier kva saker det gjeld, men sakene står ikkje på saklista. "
        "Før dei opp under «items»."
    )
    assert question in result.output.splitlines()
    written = (folder.root / PATH).read_text("utf-8")
    assert written.count("items:") == 1
    assert "items:\n      - 2/25" in written


def test_a_dry_run_shows_what_would_be_merged(folder: PortalFolder) -> None:
    """The lines that would come in are shown, and the file stays as it was."""
    folder.write({PATH: "---\nplace: Rådhuset\nagenda:\n  - number: 1/25\n    title: Kaffi i gangen\n---\n"})
    before = tree(folder.root)
    dry = run(folder, "--merge", "--dry-run")
    assert (dry.exit_code, tree(folder.root)) == (0, {**before, "inn/referat.txt": dry_text(folder)})
    real = run(folder, "--merge")
    assert real.exit_code == 0
    assert dry.output == real.output.replace(f"  Lagt til i {PATH}:", f"  Dette ville blitt lagt til i {PATH}:")
    assert "+    outcome: decided\n" in dry.output


def dry_text(folder: PortalFolder) -> bytes:
    return (folder.root / "inn/referat.txt").read_bytes()


# -- what cannot be written


def test_a_fault_of_the_system_is_told_in_the_portals_language(
    folder: PortalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of several records all are put back when one cannot be written, and the reason is not in English."""
    calls: list[Path] = []

    def full(path: Path, text: str) -> None:
        calls.append(path)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        write_file(path, text)

    monkeypatch.setattr("portal.site.folder.write_file", full)
    before = tree(folder.root)
    result = folder.command("import", str(DOCUMENTS / "ssu-plan-2025.docx"))
    assert result.exit_code == 1
    assert "  Posten kunne ikkje skrivast: det er ikkje plass på disken.\n" in result.output
    assert tree(folder.root) == before
    assert len(calls) == 2


def test_a_file_that_cannot_be_written_whole_is_what_it_was_and_nothing_lies_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Path.write_bytes
    (tmp_path / "a.md").write_text("Gammalt", encoding="utf-8")

    def half(self: Path, data: bytes) -> int:
        write(self, data[:2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", half)
    with pytest.raises(OSError, match="No space"):
        write_file(tmp_path / "a.md", "Nytt")
    assert tree(tmp_path) == {"a.md": b"Gammalt"}


def test_nothing_is_written_through_a_link_out_of_the_portal(folder: PortalFolder, tmp_path: Path) -> None:
    """A folder of records that is a symbolic link elsewhere gets nothing."""
    outside = tmp_path / "ute"
    outside.mkdir()
    shutil.rmtree(folder.root / "meetings/ssu")
    (folder.root / "meetings/ssu").symlink_to(outside)
    result = run(folder)
    assert result.exit_code == 1
    assert f"{PATH}:1:1: " in result.output
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize("content", [b"\xe6\xf8\xe5", b"---\nplace: [a\n---\n", b"no front matter\n"])
def test_a_record_that_cannot_be_read_is_left(folder: PortalFolder, content: bytes) -> None:
    """A record that is there and is faulty is told of and stays; there is no traceback."""
    folder.write({PATH: content})
    for arguments in ((), ("--merge",)):
        result = run(folder, *arguments)
        assert result.exit_code == 1
        assert f"{PATH}:" in result.output
        assert "Traceback" not in result.output
        assert read(folder).encode("utf-8", "surrogateescape") == content if content[0] < 128 else True
        assert (folder.root / PATH).read_bytes() == content


# -- a planned meeting that is there with more


AGENDA = """\
    Innkalling til møte i Strategisk samarbeidsutval

    Dato: 6. mars 2025
    Tid: kl. 10.00–12.00
    Stad: Rådhuset

    Sak 1/25 Kaffi i gangen

    Møteplan 2025

    Møte 2-2025 5. juni kl. 10.00–12.00
    """


def test_a_planned_meeting_that_is_there_with_more_is_no_hindrance(folder: PortalFolder) -> None:
    """An agenda that lists a meeting of which the record says the same and more is imported, without a diff."""
    path = "meetings/ssu/2025-06-05.md"
    facts = "number: 2/2025\nstart: 10:00\nend: 12:00\nplace: Steindal\nchair: Ada Lie\n"
    planned = f"---\n{facts}---\n\n## Praktisk\n\nTa bussen.\n"
    folder.write({path: planned})
    result = run(folder, "--kind", "agenda", text=AGENDA)
    assert result.exit_code == 0, result.output
    assert result.output.splitlines()[1:3] == [
        f"  Skriven: {PATH}",
        f"  Finst frå før, og dokumentet seier ikkje noko nytt: {path}",
    ]
    assert read(folder, path) == planned
    assert "@@" not in result.output


def test_a_planned_meeting_that_is_there_otherwise_is_shown(folder: PortalFolder) -> None:
    """Another time is told as a diff, and the exit code is 1; the agenda itself is written."""
    path = "meetings/ssu/2025-06-05.md"
    folder.write({path: "---\nnumber: 2/2025\nstart: 09:00\n---\n"})
    result = run(folder, "--kind", "agenda", text=AGENDA)
    assert result.exit_code == 1
    assert f"  Skriven: {PATH}\n" in result.output
    assert "-start: 09:00\n" in result.output
    assert (folder.root / PATH).exists()


# -- merging

NOTICE = """\
---
number: 1/2025   # sett for hand
start:
place: Rådhuset

# Sakene i rekkjefølgje
agenda:
  - number: 01/25
    title: Kaffi i gangen
    type: V   # vedtak

  # Denne kom seint
  - number: "2/25"
    title: Nye lamper
---

## Sak 01/25: Kaffi i gangen

Saksframlegget står her.


## 2/25

### Framlegg til vedtak

Vi kjøper lamper.
"""

MERGED = """\
---
number: 1/2025   # sett for hand
start: "10:00"
place: Rådhuset

# Sakene i rekkjefølgje
agenda:
  - number: 01/25
    title: Kaffi i gangen
    type: V   # vedtak
    outcome: decided
    vote: unanimous

  # Denne kom seint
  - number: "2/25"
    title: Nye lamper
    outcome: postponed
end: "12:00"
present:
  - name: Ada Lie
    role: leiar
    organisation: Tangvåg kommune
  - name: Bo Moe
    organisation: Helse Storhav
---

## Sak 01/25: Kaffi i gangen

Saksframlegget står her.

### Vedtak

Samrøystes vedteke.

## 2/25

Saka er utsett.

### Framlegg til vedtak

Vi kjøper lamper.
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_notice_becomes_minutes(folder: PortalFolder, newline: str, mark: str) -> None:
    """What the minutes bring comes in at its place; what the editor wrote stays. Once more, nothing does."""
    folder.write({PATH: (mark + NOTICE.replace("\n", newline)).encode()})
    first = run(folder, "--merge")
    assert first.exit_code == 0, first.output
    assert read(folder) == mark + MERGED.replace("\n", newline)
    assert folder.check().exit_code == 0
    second = run(folder, "--merge")
    assert second.exit_code == 0
    assert second.output.splitlines()[1] == f"  Finst frå før, og dokumentet seier ikkje noko nytt: {PATH}"
    assert read(folder) == mark + MERGED.replace("\n", newline)


def test_follow_ups_come_in(folder: PortalFolder) -> None:
    """A follow-up of the minutes comes into the item that it belongs to."""
    folder.write({PATH: NOTICE})
    text = MINUTES.replace(
        "vedteke.\n", "vedteke.\n\n    Oppfølging: Kjøpe kaffi. Ansvarleg: SSe. Frist: 1. april 2025.\n"
    )
    result = run(folder, "--merge", text=text)
    assert result.exit_code == 0, result.output
    assert "    vote: unanimous\n" in read(folder)
    assert '    follow_up:\n      - what: Kjøpe kaffi\n        responsible: SSe\n        due: "2025-04-01"\n' in read(
        folder
    )


def test_lists_between_brackets_grow_between_them(folder: PortalFolder) -> None:
    """An agenda on one line stays on one line, and so does the list that an editor filled in."""
    agenda = "[{number: 1/25, title: Kaffi i gangen}, {number: 2/25, title: Nye lamper}]"
    there = f"---\nagenda: {agenda}\nplace: Rådhuset # her\n---\n"
    folder.write({PATH: there})
    assert run(folder, "--merge").exit_code == 0
    assert (
        "agenda: [{number: 1/25, title: Kaffi i gangen, outcome: decided, vote: unanimous}, "
        "{number: 2/25, title: Nye lamper, outcome: postponed}]\nplace: Rådhuset # her\n"
    ) in read(folder)
    assert folder.check().exit_code == 0


@pytest.mark.parametrize(
    ("there", "order"),
    [
        ("  - number: 1/25\n    title: Kaffi\n\n  # sist\n  - title: Eventuelt\n", ["1/25", "2/25", "Eventuelt"]),
        ("  - number: 2/25\n    title: Lamper\n  - title: Eventuelt\n", ["1/25", "2/25", "Eventuelt"]),
        ("  - title: Eventuelt\n", ["Eventuelt", "1/25", "2/25"]),
        ("- number: 1/25\n  title: Kaffi\n- title: Eventuelt\n", ["1/25", "2/25", "Eventuelt"]),
        ("  [{number: 1/25, title: Kaffi}, {title: Eventuelt}]\n", ["1/25", "2/25", "Eventuelt"]),
        ("  [{number: 2/25, title: Lamper}]\n", ["1/25", "2/25"]),
        ("  []\n", ["1/25", "2/25"]),
    ],
)
def test_an_item_that_is_new_comes_in_at_its_place(folder: PortalFolder, there: str, order: list[str]) -> None:
    """Behind the item that the document has before it; where no item is known, behind them all."""
    folder.write({PATH: f"---\nagenda:\n{there}place: Rådhuset\n---\n"})
    result = run(folder, "--merge")
    assert result.exit_code == 0, result.output
    text = read(folder)
    assert sorted(order, key=text.index) == order
    assert folder.check().exit_code == 0
    assert "\n\n  # sist\n  - title: Eventuelt\n" in text or "# sist" not in there
    again = run(folder, "--merge")
    assert (again.exit_code, read(folder)) == (0, text)


def test_an_item_is_known_by_an_earlier_number_and_by_its_title(folder: PortalFolder) -> None:
    """An item that was numbered anew, and one that had no number yet, are the same as the document's."""
    first = "  - number: 7/25\n    title: Kaffi i gangen\n    aliases: [1/25]\n"
    folder.write({PATH: f"---\nagenda:\n{first}  - title: Nye lamper\n---\n"})
    result = run(folder, "--merge")
    assert result.exit_code == 0, result.output
    assert read(folder).count("title:") == 2
    assert "  - title: Nye lamper\n    number: 2/25\n    outcome: postponed\n" in read(folder)
    assert "  «1/25: number» er ikkje endra. Posten seier «7/25», dokumentet seier «1/25».\n" not in result.output


def test_a_value_that_differs_is_told_and_stays(folder: PortalFolder) -> None:
    """Another place, outcome, list or decision is told with both values, and is not overwritten."""
    there = """\
---
place: Biblioteket
present: ["Ada Lie (leiar, Tangvåg kommune)"]
agenda:
  - number: 1/25
    title: Kaffi i gangen
    outcome: rejected
---

## 1/25

### Vedtak:

Nei.
"""
    folder.write({PATH: there})
    result = run(folder, "--merge")
    assert result.exit_code == 0
    assert [line for line in result.output.splitlines() if " er ikkje endra." in line] == [
        "  «place» er ikkje endra. Posten seier «Biblioteket», dokumentet seier «Rådhuset».",
        "  «present» er ikkje endra. Posten seier «Ada Lie (leiar, Tangvåg kommune)», dokumentet seier"
        " «Ada Lie, leiar, Tangvåg kommune; Bo Moe, Helse Storhav».",
        "  «1/25: outcome» er ikkje endra. Posten seier «rejected», dokumentet seier «decided».",
        "  «1/25 Vedtak» er ikkje endra. Posten seier «Nei.», dokumentet seier «Samrøystes vedteke.».",
    ]
    text = read(folder)
    assert 'place: Biblioteket\npresent: ["Ada Lie (leiar, Tangvåg kommune)"]\n' in text
    assert "    outcome: rejected\n" in text
    assert "Samrøystes vedteke" not in text
    assert "number: 2/25" in text


def test_minutes_become_approved(folder: PortalFolder) -> None:
    """The minutes of the next meeting approve those of the one before, in a record that was a notice."""
    item = "agenda:\n  - number: 3/25\n    title: Godkjenning av referat frå 6. mars 2025\n"
    folder.write(
        {
            PATH: "---\npresent: [Ada Lie]\n---\n",
            "meetings/ssu/2025-06-05.md": f"---\n{item}---\n",
        }
    )
    text = """\
        Referat

        Strategisk samarbeidsutval

        Dato: 5. juni 2025

        Sak 3/25 Godkjenning av referat frå 6. mars 2025

        Vedtak:
        Referatet er godkjent.
        """
    result = run(folder, "--merge", text=text)
    assert result.exit_code == 0, result.output
    assert read(folder, "meetings/ssu/2025-06-05.md") == (
        f"---\n{item}    approves: ssu/2025-03-06\n    outcome: approved\n---\n\n"
        "## 3/25\n\n### Vedtak\n\nReferatet er godkjent.\n"
    )
    assert folder.check().exit_code == 0
    assert "meetings/ssu/2025-03-06.md" not in result.output


def test_the_language_of_words_that_are_there_stays(folder: PortalFolder) -> None:
    """Minutes in bokmål do not make a nynorsk notice bokmål; a planned meeting without words gets their language."""
    text = MINUTES.replace("Samrøystes vedteke", "Kommunene har ikke flere innvendinger, og saken er vedtatt")
    for nynorsk, bokmal in (("leiar", "leder"), ("Stad", "Sted"), ("Til stades", "Til stede"), ("Saka er", "Saken er")):
        text = text.replace(nynorsk, bokmal)
    folder.write({PATH: NOTICE})
    assert run(folder, "--merge", text=text).exit_code == 0
    assert "lang:" not in read(folder)
    folder.write({PATH: "---\nnumber: 1/2025\n---\n"})
    assert run(folder, "--merge", text=text).exit_code == 0
    assert "lang: nb\n" in read(folder)


def test_minutes_of_several_meetings_are_approved_by_one_item(folder: PortalFolder) -> None:
    """Every date in the title, the year of which may stand behind the last one alone."""
    for day in ("2025-03-06", "2025-04-03", "2025-05-08"):
        folder.write({f"meetings/ssu/{day}.md": "---\npresent: [Ada Lie]\n---\n"})
    text = """\
        Referat

        Strategisk samarbeidsutval

        Dato: 5. juni 2025

        Sak 3/25 Godkjenning av referat frå 6. mars, 3. april og 8. mai 2025

        Vedtak:
        Referata er godkjende.
        """
    assert run(folder, text=text).exit_code == 0
    written = read(folder, "meetings/ssu/2025-06-05.md")
    assert "    approves:\n      - ssu/2025-03-06\n      - ssu/2025-04-03\n      - ssu/2025-05-08\n" in written
    assert folder.check().exit_code == 0


def test_a_follow_up_is_shared_by_those_who_are_named_and_merged_with_those_who_are_there(folder: PortalFolder) -> None:
    shared = "Kjøpe kaffi. Ansvarleg: Tangvåg kommune og Helse Storhav. Frist: 1. april 2025."
    text = MINUTES.replace("vedteke.\n", f"vedteke.\n\n    Oppfølging: {shared}\n")
    assert run(folder, text=text).exit_code == 0
    there = (
        "    follow_up:\n      - what: Kjøpe kaffi\n        responsible:\n"
        "          - Tangvåg kommune\n          - Helse Storhav\n"
    )
    assert there in read(folder)
    for said in (text, text.replace("Tangvåg kommune og Helse", "Helse")):
        again = run(folder, "--merge", text=said)
        assert "er ikkje endra" not in again.output
        assert there in read(folder)


def test_words_that_are_not_all_names_stay_words(folder: PortalFolder) -> None:
    shared = "Kjøpe kaffi. Ansvarleg: Tangvåg kommune og Ada. Frist: 1. april 2025."
    assert run(folder, text=MINUTES.replace("vedteke.\n", f"vedteke.\n\n    Oppfølging: {shared}\n")).exit_code == 0
    assert "        responsible: Tangvåg kommune og Ada\n" in read(folder)
