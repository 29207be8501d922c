"""Reading: bytes become text, and front matter becomes facts that are still the text the editor wrote."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable

import pytest

from portal.model.kinds import CASE
from portal.model.problems import Place
from portal.source.decoding import decode
from portal.source.frontmatter import read_document
from portal.source.parsing import parse_record
from support.attachments import PLAIN as ATTACHMENTS
from support.portals import PortalFolder

MakePortal = Callable[..., PortalFolder]

PATH = "cases/2021-x.md"
PASSED = "Éin post er sjekka. Ingen feil.\n"
PLAIN = "---\ntitle: Møte på Åsane\n---\n\n## Bakgrunn\n\nBlå dør.\n"


def front(lines: str) -> bytes:
    """A record whose front matter is `lines`; the first of them is line 2 of the file."""
    return f"---\n{lines}\n---\n".encode()


def title_of(data: bytes) -> str | None:
    """The title of a case, which must be without fault."""
    record, problems = parse_record(data, PATH, CASE, "2021-x")
    assert not problems
    assert record is not None
    title: str | None = record.facts.title
    return title


def only_error(portal: MakePortal, data: bytes) -> str:
    """The one error of a case in `PATH`, without its path."""
    result = portal({PATH: data}).check()
    assert result.exit_code == 1
    heading, line, *more = result.output.splitlines()
    assert (heading, more) == ("Éin feil:", []), result.output
    assert line.startswith(f"{PATH}:")
    return line.removeprefix(f"{PATH}:")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\xef\xbb\xbf" + PLAIN.encode(), id="with-bom"),
        pytest.param(PLAIN.replace("\n", "\r\n").encode(), id="crlf"),
        pytest.param(b"\xef\xbb\xbf" + PLAIN.replace("\n", "\r\n").encode(), id="bom-and-crlf"),
        pytest.param(PLAIN.replace("\n", "\r").encode(), id="lone-cr"),
        pytest.param(PLAIN.replace("---\n", "---\r\n").encode(), id="mixed-line-ends"),
        pytest.param(unicodedata.normalize("NFD", PLAIN).encode(), id="nfd"),
        pytest.param(PLAIN.replace("---\n", "---  \n").encode(), id="spaces-behind-the-marks"),
    ],
)
def test_the_same_text_is_read_however_it_is_stored(portal: MakePortal, data: bytes) -> None:
    plain, _ = parse_record(PLAIN.encode(), PATH, CASE, "2021-x")
    record, problems = parse_record(data, PATH, CASE, "2021-x")
    assert not problems
    assert record is not None and plain is not None
    assert record.facts == plain.facts
    assert [s.title for s in record.outline.sections] == ["Bakgrunn"]
    assert record.outline.sections[0].content == plain.outline.sections[0].content
    assert record.outline.sections[0].place == plain.outline.sections[0].place
    assert portal({PATH: data}).check().output == PASSED


@pytest.mark.parametrize("stored", ["NFC", "NFD"])
@pytest.mark.parametrize("named", ["NFC", "NFD"])
def test_file_names_are_the_same_in_nfc_and_nfd(portal: MakePortal, stored: str, named: str) -> None:
    on_disk = unicodedata.normalize(stored, "møteplan Åsane.pdf")
    linked = unicodedata.normalize(stored, "kart-over-Åsane.png")
    record = unicodedata.normalize(
        named,
        "---\ntitle: Kart\nattachments:\n- title: Plan\n  file: møteplan Åsane.pdf\n---\n\n"
        "![Kart](2021-x/kart-over-Åsane.png)\n",
    )
    files = {PATH: record, f"cases/2021-x/{on_disk}": ATTACHMENTS["pdf"], f"cases/2021-x/{linked}": ATTACHMENTS["png"]}
    assert portal(files).check().output == PASSED


@pytest.mark.parametrize("escaped", ["%C3%85sane.pdf", "A%CC%8Asane.pdf"], ids=["nfc", "nfd"])
def test_an_escaped_link_is_the_same_in_nfc_and_nfd(portal: MakePortal, escaped: str) -> None:
    record = f"---\ntitle: Kart\n---\n\n[Plan](2021-x/{escaped})\n"
    assert portal({PATH: record, "cases/2021-x/Åsane.pdf": ATTACHMENTS["pdf"]}).check().output == PASSED


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_told(portal: MakePortal, codec: str) -> None:
    data = ("\ufeff" + PLAIN).encode(codec)
    assert only_error(portal, data) == "1:1: Fila er lagra med feil teiknkoding, UTF-16. Lagre ho på nytt som UTF-8."


WINDOWS = "Fila er lagra med feil teiknkoding, truleg Windows-1252; sjå «{}». Lagre ho på nytt som UTF-8."


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param("---\ntitle: Møte i går\n---\n".encode("cp1252"), "2:9: " + WINDOWS.format("Møte"), id="title"),
        pytest.param(
            "---\r\ntitle: A\r\n---\r\n\r\nEi stor blå dør\r\n".encode("cp1252"),
            "5:11: " + WINDOWS.format("blå"),
            id="crlf",
        ),
        pytest.param(
            "---\rtitle: A\r---\r\rEi stor blå dør\r".encode("cp1252"), "5:11: " + WINDOWS.format("blå"), id="lone-cr"
        ),
        pytest.param(
            "---\ntitle: Å gå ".encode() + "rømt\n---\n".encode("cp1252"), "2:14: " + WINDOWS.format("rømt"), id="mixed"
        ),
        pytest.param(b"\xef\xbb\xbf---\ntitle: M\xf8te\n---\n", "2:9: " + WINDOWS.format("Møte"), id="behind-a-bom"),
        pytest.param(b"---\ntitle: Kva \x93no\x94\n---\n", "2:12: " + WINDOWS.format("“no”"), id="quotes-of-word"),
    ],
)
def test_windows_1252_is_told_with_word_and_position(portal: MakePortal, data: bytes, expected: str) -> None:
    assert only_error(portal, data) == expected


def test_what_is_not_text_is_told(portal: MakePortal) -> None:
    expected = "2:8: Fila er lagra med feil teiknkoding, eller er ikkje tekst. Lagre ho på nytt som UTF-8."
    assert only_error(portal, b"---\ntitle: \x81\x8d\n---\n") == expected


@pytest.mark.parametrize(
    ("text", "place", "sign"),
    [
        ("---\ntitle: A\x00B\n---\n", "2:9", "U+0000"),
        ("---\ntitle: A\n---\n\nab\x1bc\n", "5:3", "U+001B"),
        ("---\r\ntitle: A\r\n---\r\nside\x0cskift\r\n", "4:5", "U+000C"),
        ("---\ntitle: æøå\x7f\n---\n", "2:11", "U+007F"),
        ("---\ntitle: A\uffffB\n---\n", "2:9", "U+FFFF"),
        ("---\ntitle: A\x96B\n---\n", "2:9", "U+0096"),
        ("---\ntitle: A\n---\n\nfrå 1\x962\n", "5:6", "U+0096"),
    ],
    ids=["nul", "escape", "form-feed", "delete", "non-character", "c1-in-front-matter", "c1-in-text"],
)
def test_control_characters_are_told(portal: MakePortal, text: str, place: str, sign: str) -> None:
    expected = f"{place}: Her står eit usynleg teikn ({sign}) som ikkje høyrer heime i tekst. Slett det."
    assert only_error(portal, text.encode()) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(
            b"# Sak\n\nHei.\n",
            "1:1: Fila byrjar ikkje med «---». Øvst skal felta stå mellom to liner med «---».",
            id="no-front-matter",
        ),
        pytest.param(
            b"", "1:1: Fila byrjar ikkje med «---». Øvst skal felta stå mellom to liner med «---».", id="empty-file"
        ),
        pytest.param(
            b"---\ntitle: A\n\nHei.\n",
            "1:1: Felta øvst blir aldri avslutta. Set ei line med «---» etter det siste feltet.",
            id="unclosed",
        ),
        pytest.param(b"---\n---\n\nHei.\n", "1:1: Posten manglar tittel. Legg til «title».", id="empty-front-matter"),
        pytest.param(
            b"---\n# berre ein merknad\n---\n", "1:1: Posten manglar tittel. Legg til «title».", id="comment-alone"
        ),
        pytest.param(
            b"---\n- a\n- b\n---\n",
            "2:1: Det som står øvst, er ikkje felt. Skriv «felt: verdi», eitt på kvar line.",
            id="list",
        ),
        pytest.param(
            b"---\nberre ord\n---\n",
            "2:1: Det som står øvst, er ikkje felt. Skriv «felt: verdi», eitt på kvar line.",
            id="words",
        ),
    ],
)
def test_front_matter_that_is_not_there(portal: MakePortal, data: bytes, expected: str) -> None:
    assert only_error(portal, data) == expected


WRITTEN = (
    "NO", "no", "Yes", "on", "off", "y", "true", "True", "null", "Null", "10:30", "1:30:00", "05/21", "007", "0o17",
    "+47 55", "+47 55 97 50 00", "1e3", "1_000", "12e03", ".5", "-0", "1.10", ".inf", ".NaN", "2021-02-19",
    "2021-02-19 10:30", "0x1F", "0b11", "=", "300 000", "https://a.example/b#c", "a#b", "50 %", "a:b", "O'Brien",
    'Kva "nytt"', "a*b", "R&D", "—", "‹x›",
)  # fmt: skip


@pytest.mark.parametrize("written", WRITTEN)
def test_a_value_stays_the_text_that_was_written(written: str) -> None:
    quoted = written.replace("'", "''")
    document = read_document(f"---\nalone: {written}\nlist:\n- {written}\nquoted: '{quoted}'\n---\n", PATH)
    assert document.problems == []
    assert document.facts == {"alone": written, "list": [written], "quoted": written}
    assert title_of(front(f"title: {written}")) == written


def test_keys_stay_text_too() -> None:
    document = read_document("---\non: 1\n2020: 2\nNO: 3\n007: 4\nnull: 5\n---\n", PATH)
    assert document.facts == {"on": "1", "2020": "2", "NO": "3", "007": "4", "null": "5"}


@pytest.mark.parametrize("blank", ["", " ", "~", " # ein merknad"], ids=["nothing", "space", "tilde", "comment"])
def test_what_is_left_blank_is_nothing(blank: str) -> None:
    document = read_document(f"---\ntitle: {blank}\nlist:\n- {blank}\n---\n", PATH)
    assert document.facts == {"title": None, "list": [None]}


def test_a_blank_that_is_quoted_is_a_blank_value(portal: MakePortal) -> None:
    expected = "3:14: Feltet «archive_ref» står tomt. Fyll det ut eller slett det."
    assert only_error(portal, front('title: A\narchive_ref: ""')) == expected


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("|\n  éin\n  to", "éin\nto"),
        (">\n  éin\n  to", "éin to"),
        ("éin\n  to", "éin to"),
        ('"éin\\nto"', "éin\nto"),
        ("'éin: to'", "éin: to"),
        ("'A # ikkje merknad'", "A # ikkje merknad"),
    ],
)
def test_the_forms_of_a_scalar_are_yamls(written: str, read: str) -> None:
    assert title_of(front(f"title: {written}")) == read


def test_a_line_separator_is_no_line_of_its_own(portal: MakePortal) -> None:
    # YAML 1.1 breaks lines at U+2028 and U+0085; editors and git do not, so places would point at the wrong line.
    data = 'title: "A\u2028B"\ntype: X'
    expected = "3:7: «X» i «type» er ikkje ein sakstype. Skriv V, D, O eller R, eller fleire med «/» mellom."
    assert only_error(portal, front(data)) == expected


@pytest.mark.parametrize(
    ("lines", "place", "key", "first"),
    [
        ("title: A\ntype: D\ntitle: B", "4:1", "title", 2),
        ("title: A\nclosed:\n  date: 2021-01-01\n  outcome: completed\n  date: 2021-01-02", "6:3", "date", 4),
        ("title: A\nclosed: {date: 2021-01-01, outcome: completed, date: 2021-01-02}", "3:48", "date", 3),
        ("title: A\n'title': B", "3:1", "title", 2),
        ("title: A\nattachments:\n- title: B\n- title: C\n  title: D", "6:3", "title", 5),
    ],
    ids=["top", "group", "flow", "quoted", "in-a-list"],
)
def test_a_key_given_twice_is_an_error(portal: MakePortal, lines: str, place: str, key: str, first: int) -> None:
    expected = f"{place}: Feltet «{key}» står to gonger; den første gongen på line {first}. Slett det eine."
    assert only_error(portal, front(lines)) == expected


def test_a_key_given_three_times_is_two_errors(portal: MakePortal) -> None:
    result = portal({PATH: front("title: A\ntitle: B\ntitle: C")}).check()
    words = "Feltet «title» står to gonger; den første gongen på line 2. Slett det eine."
    assert result.output == f"2 feil:\n{PATH}:3:1: {words}\n{PATH}:4:1: {words}\n"


def test_billion_laughs_are_stopped(portal: MakePortal) -> None:
    laughs = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    laughs += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    started = time.perf_counter()
    found = only_error(portal, front("title: A\n" + "\n".join(laughs)))
    assert time.perf_counter() - started < 2
    line, _, words = found.partition(":")
    assert words.partition(": ")[2] == (
        "Felta viser så mange gonger til kvarandre at dei ikkje kan lesast. Skriv verdiane ut."
    )
    assert 3 < int(line) < 10


def test_a_few_aliases_are_read() -> None:
    document = read_document("---\na: &x [1, {b: c}]\nd: *x\n---\n", PATH)
    assert document.problems == []
    assert document.facts == {"a": ["1", {"b": "c"}], "d": ["1", {"b": "c"}]}


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        pytest.param("title: " + "[" * 10_000 + "]" * 10_000, "2:39", id="lists"),
        pytest.param("title: " + "{a: " * 10_000 + "}" * 10_000, "2:132", id="groups"),
        pytest.param("title:\n  " + "- " * 10_000 + "x", "3:65", id="dashes"),
        pytest.param("\n".join(" " * n + "title:" for n in range(2_000)), "34:33", id="indented"),
    ],
)
def test_deep_nesting_is_stopped(portal: MakePortal, lines: str, place: str) -> None:
    started = time.perf_counter()
    expected = f"{place}: Felta ligg på for mange nivå inni kvarandre. Bruk færre nivå."
    assert only_error(portal, front(lines)) == expected
    assert time.perf_counter() - started < 5


COLON = 'Her står eit kolon som ikkje kan stå utan hermeteikn. Set «"» rundt heile verdien.'
START = 'Verdien byrjar med eit teikn som har ei eiga tyding. Set «"» rundt heile verdien.'
TAB = "Her står eit tabulatorteikn. Rykk inn med mellomrom."
STAR = '«*» først i ein verdi viser til noko som ikkje finst. Set «"» rundt heile verdien.'
TAG = '«!» først i ein verdi har ei eiga tyding. Set «"» rundt heile verdien.'
OPEN = "Eit hermeteikn eller ein klamme blir aldri lukka. Lukk det som blei opna her."
BRACKET = "Ei liste eller ei gruppe i klammer blir ikkje lukka rett. Sjekk komma og klammer."
INDENT = "Innrykket passar ikkje med linene over. Rykk inn like langt som felta ved sida av."
NO_COLON = "Her manglar eit kolon, eller eit mellomrom etter kolonet. Skriv «felt: verdi»."
KEY = 'Namnet på eit felt skal vere tekst. Set «"» rundt verdien om han byrjar med ein klamme.'
BEHIND = (
    "Verdien er slutt med «{}», men det står meir på lina. Set hermeteikn rundt heile verdien: "
    "«\"» om han har «'» i seg, «'» om han har «\"» i seg."
)
BEHIND_DOUBLE, BEHIND_SINGLE, BEHIND_LIST, BEHIND_GROUP = map(BEHIND.format, "\"']}")
SYNTAX = "Felta øvst kan ikkje lesast vidare herifrå. Sjekk kolon, innrykk og hermeteikn."


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("title: Sak 05/21: Ny nettstad", f"2:17: {COLON}", id="colon"),
        pytest.param("lang: nn\ntitle: 😀: æ: å", f"3:9: {COLON}", id="colon-behind-an-emoji"),
        pytest.param("title: A\nclosed:\n\tdate: 2021-01-01", f"4:1: {TAB}", id="tab"),
        pytest.param("\ttitle: A", f"2:1: {TAB}", id="tab-first"),
        pytest.param("title: A\nfor:\n- ssu\n\t- oss", f"5:1: {TAB}", id="tab-in-a-list"),
        pytest.param("title: @sekretariatet", f"2:8: {START}", id="at"),
        pytest.param("title: %hei", f"2:8: {START}", id="percent"),
        pytest.param("title: `hei`", f"2:8: {START}", id="backtick"),
        pytest.param("title: - Opning", f"2:8: {START}", id="dash"),
        pytest.param("title: ? Opning", f"2:8: {START}", id="question-mark"),
        pytest.param("title: | Opning", f"2:8: {START}", id="bar"),
        pytest.param("title: > 5 deltakarar", f"2:8: {START}", id="greater-than"),
        pytest.param("title: , og så", f"2:8: {START}", id="comma"),
        pytest.param("title: } og så", f"2:8: {START}", id="closing-brace"),
        pytest.param('title: "Heim" att', f"2:15: {BEHIND_DOUBLE}", id="behind-a-double-quote"),
        pytest.param("title: 'Guri's hus'", f"2:14: {BEHIND_SINGLE}", id="apostrophe-in-single-quotes"),
        pytest.param("title: [utkast] Heim att", f"2:17: {BEHIND_LIST}", id="behind-a-bracket"),
        pytest.param("title: {utkast} Heim att", f"2:17: {BEHIND_GROUP}", id="behind-a-brace"),
        pytest.param("title:Heim\nlang: nn", f"2:1: {NO_COLON}", id="no-space-behind-the-colon"),
        pytest.param("title: *viktig sak", f"2:8: {STAR}", id="star"),
        pytest.param("title: *viktig", f"2:8: {STAR}", id="star-and-a-word"),
        pytest.param("title: A\nfor:\n- **ssu**", f"4:4: {START}", id="two-stars"),
        pytest.param("title: !viktig sak", f"2:8: {TAG}", id="bang"),
        pytest.param("title: !a!b c", f"2:8: {TAG}", id="bang-twice"),
        pytest.param("title: ! viktig", f"2:8: {TAG}", id="bang-and-space"),
        pytest.param('type: D\ntitle: "Ny nettstad\nlang: nn', f"3:8: {OPEN}", id="double-quote"),
        pytest.param("type: D\ntitle: 'Ny nettstad\nlang: nn", f"3:8: {OPEN}", id="single-quote"),
        pytest.param("for: [ssu, oss\ntitle: A", f"2:6: {BRACKET}", id="bracket"),
        pytest.param("title: A\n  type: D", f"3:7: {COLON}", id="indented-too-far"),
        pytest.param("closed:\n    date: 2021-01-01\n  outcome: completed", f"4:3: {INDENT}", id="indented-too-little"),
        pytest.param("title: A\ntype D\nlang: nn", f"4:1: {NO_COLON}", id="no-colon"),
        pytest.param("title: A\n{x}: b", f"3:1: {KEY}", id="group-as-key"),
        pytest.param("title: A\n? [x]\n: b", f"3:3: {KEY}", id="list-as-key"),
        pytest.param('title: "a\\qb"', f"2:10: {SYNTAX}", id="unknown-escape"),
    ],
)
def test_a_fault_of_syntax_is_told_once_and_where_it_is(portal: MakePortal, lines: str, expected: str) -> None:
    assert only_error(portal, front(lines)) == expected


CUT = [
    ("title: Avtale # 3", "title", "Avtale", "2:15"),
    ("title: Avtale #3", "title", "Avtale", "2:15"),
    ("title: Avtale\t# 3", "title", "Avtale", "2:15"),
    ("title: Avtale\n  om heimreise # 3", "title", "Avtale om heimreise", "3:16"),
    ("title: A\ncorrections: [{date: 2021-01-01, what: Ny dato # 3\n  }]", "corrections[1].what", "Ny dato", "3:48"),
    ("title: A\nattachments:\n- title: Kart # 3", "attachments[1].title", "Kart", "4:15"),
    ("title: A\naliases:\n- /gammal # 3", "aliases[1]", "/gammal", "4:11"),
    ("title: A\nsubmitted_by:\n  name: Siv # 3", "submitted_by.name", "Siv", "4:13"),
]


@pytest.mark.parametrize(("lines", "field", "kept", "place"), CUT)
def test_what_a_comment_may_have_cut_is_told(lines: str, field: str, kept: str, place: str) -> None:
    _, problems = parse_record(front(lines), PATH, CASE, "2021-x")
    [problem] = problems
    line, column = map(int, place.split(":"))
    assert (problem.place, problem.code) == (Place(PATH, line, column), "comment_cuts_value")
    assert (problem.values["field"], problem.values["found"]) == (field, kept)
    assert str(problem.values["dropped"]).replace(" ", "") == "#3"


@pytest.mark.parametrize("again", ["{name: Siv # 3\n  }", "[Siv # 3\n  ]", "Siv # 3"])
def test_a_comment_behind_a_key_that_is_given_twice_is_no_riddle(again: str) -> None:
    record = front(f"title: A\nproject: b\nproject: {again}")
    assert "duplicate_key" in [problem.code for problem in parse_record(record, PATH, CASE, "2021-x")[1]]


def test_many_comments_are_read_at_once() -> None:
    lines = "\n".join(f"- {{date: 2021-01-01, what: Retta # {number}\n  }}" for number in range(400))
    started = time.perf_counter()
    _, problems = parse_record(front(f"title: A\ncorrections:\n{lines}"), PATH, CASE, "2021-x")
    assert len(problems) == 400
    assert time.perf_counter() - started < 5


def test_a_file_name_that_a_comment_cut_is_told_beside_the_fault_that_is_left() -> None:
    record = front("title: A\nattachments:\n- title: Kart\n  file: kart #3.pdf")
    codes = [problem.code for problem in parse_record(record, PATH, CASE, "2021-x")[1]]
    assert codes == ["comment_cuts_value", "value_file_type"]


@pytest.mark.parametrize(
    "lines",
    [
        "submitted: 2021-01-15 # omtrent",
        "type: D # drøfting",
        "lang: nn # nynorsk",
        "project: nettside # det gamle",
        "for: # dei som skal ha saka\n- ssu # først\n- ou",
        "archive_ref: 2021/4587 # ny",
        'archive_ref: "Avtale # 3" # merknad',
        "# ei eiga line\n  # og ei til",
        "corrections: # ingen",
        "title: |\n  Avtale # 3",
        "title: Program i C# og F#",
    ],
)
def test_a_comment_that_can_only_be_one_is_none_of_our_business(lines: str) -> None:
    start = "" if lines.startswith("title") else "title: A\n"
    _, problems = parse_record(front(start + lines), PATH, CASE, "2021-x")
    assert [problem.code for problem in problems] == []


def test_the_title_of_a_hand_written_page_is_not_cut_in_silence(portal: MakePortal) -> None:
    page = "---\ntitle: Frist # 2\ntemplate: eigen.html # merknad\n---\n\nTekst.\n"
    line = portal({"content/om/fristar.md": page}).check().output.splitlines()[1]
    assert line.startswith("content/om/fristar.md:2:14: Åtvaring: «# 2» blir ikkje lese")


def test_an_ampersand_takes_no_word_away(portal: MakePortal) -> None:
    # `&` names a value in YAML; a title that begins with one must be told, or stand as it was written.
    result = portal({PATH: front("title: &Co blir ny part")}).check()
    assert result.exit_code == 1
    assert result.output.startswith(f"Éin feil:\n{PATH}:2:8: ")


def test_a_record_with_unreadable_fields_gives_no_faults_that_follow_from_it(portal: MakePortal) -> None:
    files = {
        "organisations/ssu.md": "---\ntitle: SSU: nytt\nkind: strategic\n---\n",
        "meetings/ssu/2021-02-19.md": "---\nagenda: [{number: 05/21\n---\n\n## 05/21 Budsjett\n\nTekst.\n",
        "cases/2021-y.md": "---\ntitle: Y\nfor: [ssu]\n---\n\n[Sak](../meetings/ssu/2021-02-19.md#sak-05-21)\n",
    }
    result = portal(files).check()
    assert result.output == (
        f"2 feil:\nmeetings/ssu/2021-02-19.md:2:10: {BRACKET}\norganisations/ssu.md:2:11: {COLON}\n"
    )


def test_places_of_values_count_characters() -> None:
    document = read_document("---\ntitle: 😀 æ\nclosed: {å: 1, date: 2}\nlist:\n  - a\n  - b: c\n---\n", PATH)
    assert str(document.marks.value("closed", "date")) == f"{PATH}:3:22"
    assert str(document.marks.key("closed", "date")) == f"{PATH}:3:16"
    assert str(document.marks.value("list", 1, "b")) == f"{PATH}:6:8"
    assert str(document.marks.key("list", 0)) == f"{PATH}:5:5"
    assert str(document.marks.value("list", 7, "x")) == f"{PATH}:5:3"


def test_the_body_keeps_its_lines() -> None:
    document = read_document("---\ntitle: A\n---\n\nEin\n---\nTo\n", PATH)
    assert (document.body, document.body_line) == ("\nEin\n---\nTo\n", 4)


def test_decoding_gives_composed_text_with_one_form_of_line_end() -> None:
    assert decode("\ufeffa\u030a\r\nb\rc\n".encode(), PATH) == ("å\nb\nc\n", [])
