"""Records written: what an editor wrote stays as it was, what is new is read back, and numbers go on as they began."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from portal.commands.drafting.numbering import Numbered, continued
from portal.source.decoding import decode
from portal.source.frontmatter import read_document
from portal.source.writing import escaped, extended, new_record
from portal.text.outline import read_outline
from portal.text.plain import bare_words
from portal.text.tree import read_html
from support.portals import PortalFolder

BOM = "\ufeff"


def facts_in(text: str) -> dict[str, Any]:
    """The facts of a record file, as the portal reads them."""
    read, problems = decode(text.encode(), "x.md")
    document = read_document(read, "x.md")
    assert [*problems, *document.problems] == []
    return document.facts


def in_yaml_1_1(text: str) -> Any:
    """The facts as a reader of YAML 1.1 has them."""
    return yaml.safe_load(text.removeprefix("---\n").rpartition("---\n")[0])


# -- a record is extended

AGENDA = [{"number": "01/21", "title": "Referat"}, {"title": "NO", "type": "D/V"}]


def assert_extended(text: str) -> None:
    assert_all_else_stays(text, extended(text, "agenda", AGENDA))


def assert_all_else_stays(text: str, written: str) -> None:
    """Assert that the new lines stand at the end of the front matter, and that every other one is as it was."""
    closing = _closing(text)
    start, end = text[:closing], text[closing:]
    assert written.startswith(start)
    assert written.endswith(end)
    new = written[len(start) : len(written) - len(end)]
    newline = "\r\n" if "\r\n" in start else "\n"
    assert new.startswith(f"agenda:{newline}")
    assert new.replace("\r\n", "\n").count("\n") == new.count(newline) == 5
    assert facts_in(written) == {**facts_in(text), "agenda": AGENDA}


def _closing(text: str) -> int:
    """Where the line that closes the front matter starts."""
    position = text.index("\n") + 1
    while not text.startswith("---", position):
        position = text.index("\n", position) + 1
    return position


STYLES = {
    "nothing": "",
    "one-field": "title: A\n",
    "list-flush": "present:\n- Kari Nes\n- Ola Nes\ntitle: A\n",
    "list-indented": "present:\n  - Kari Nes\n  - Ola Nes\ntitle: A\n",
    "list-indented-by-four": "present:\n    - Kari Nes\n    - Ola Nes\n",
    "list-flush-below-a-comment": "present: # i salen\n- Kari Nes\n",
    "lists-flush-and-indented": "present:\n- Kari Nes\nobservers:\n  - Ola Nes\n",
    "list-of-mappings-flush": "attachments:\n- title: Kart\n  file: kart.pdf\n- title: Plan\n",
    "list-of-mappings-indented": "attachments:\n  - title: Kart\n    file: kart.pdf\n  - title: Plan\n",
    "list-in-a-list": "present:\n  - name: Kari Nes\n    items:\n      - 01/21\n      - 02/21\n",
    "list-in-a-list-flush": "present:\n- name: Kari Nes\n  items:\n  - 01/21\n",
    "flow-lists": "present: [Kari Nes, Ola Nes]\nattachments: [{title: Kart, file: kart.pdf}]\nabsent: []\n",
    "flow-list-without-spaces": "present: [Kari Nes,Ola Nes]\n",
    "flow-list-with-spaces": "present: [ Kari Nes, Ola Nes ]\n",
    "flow-list-over-lines": "present: [Kari Nes,\n  Ola Nes]\n",
    "flow-in-a-list": "present:\n  - {name: Kari Nes, items: [01/21, 02/21]}\n  - Ola Nes\n",
    "mapping": "cancelled:\n  reason: Sjukdom\n",
    "mapping-indented-by-four": "cancelled:\n    reason: Sjukdom\n",
    "quotes": "title: 'A: b'\nplace: \"C # d\"\nchair: 'Kari ''K'' Nes'\nnumber: ''\nonline: \"\"\n",
    "quotes-that-are-not-needed": 'title: \'A\'\n"place": "B"\n',
    "comments": "# Først\ntitle: A # bak\n\n# Midt i\nplace: B\n# Til slutt\n",
    "comments-in-a-list": "present:\n  # Leiaren\n  - Kari Nes # kom seint\n  - Ola Nes\n# Etter\ntitle: A\n",
    "comment-alone": "# Rommet er tinga.\n",
    "blank-lines": "\ntitle: A\n\n\nplace: B\n",
    "long-lines": f"title: {'ord ' * 100}slutt\nplace: '{'ord ' * 100}slutt'\nchair: \"{'ord ' * 100}slutt\"\n",
    "folded-text": "cancelled:\n  reason: >\n    Ei lang\n    grunngjeving\nplace: B\n",
    "folded-text-of-long-lines": f"place: >-\n  {'ord ' * 40}slutt\n  {'ord ' * 40}slutt\n\n  Avsnitt.\nchair: B\n",
    "text-line-by-line": "place: |\n  Rådhuset\n  2. høgda\nchair: B\n",
    "text-over-lines": "place: Rådhuset\n  store sal\nchair: B\n",
    "blank-values": "title:\nplace: ~\nchair: null\nabsent:\nonline: ''\n",
    "not-text-elsewhere": (
        "title: NO\nplace: on\nstart: 10:30\nnumber: 05/21\nchair: 007\nminutes_by: 0521\narchive_ref: 1e3\n"
        "notice_sent: 2021-02-19\nend: 1_000\nonline: +47 55\nabsent: [yes, 0x1F, .5, null, ~]\n"
    ),
    "signs": "title: Å ø “sitat” – 🎈\nplace: 50 %\nonline: https://x.example/a#b?c=d\nchair: A\u00a0B\n",
    "signs-by-number": 'title: "\\u00e5"\n',
    "an-anchor": "chair: &kari Kari Nes\nminutes_by: *kari\n",
    "spaces-before-a-value": "title:   A\nplace: B\n",
    "spaces-behind-a-value": "title: A  \nplace: B\n",
}


@pytest.mark.parametrize("facts", STYLES.values(), ids=STYLES.keys())
def test_an_extended_record_keeps_every_other_line_as_it_was(facts: str) -> None:
    assert_extended(f"---\n{facts}---\n\nTekst  \n\n## 01/21\n")


@pytest.mark.parametrize("style", ["one-field", "list-flush", "list-indented", "comments", "folded-text", "quotes"])
def test_windows_line_ends_stay(style: str) -> None:
    assert_extended(f"---\n{STYLES[style]}---\n\nTekst\n".replace("\n", "\r\n"))


def test_a_byte_order_mark_stays() -> None:
    assert_extended(f"{BOM}---\ntitle: A\n---\nTekst\n")
    assert_extended(f"{BOM}---\r\ntitle: A\r\n---\r\nTekst\r\n")


@pytest.mark.parametrize("end", ["---", "---\n", "---  \n", "---\nUtan line til slutt", "---\n\n---\n\n- - -\n"])
def test_what_follows_the_front_matter_stays(end: str) -> None:
    assert_extended(f"---\ntitle: A\n{end}")


def test_a_record_without_front_matter_gets_one() -> None:
    written = '---\nagenda:\n  - number: 01/21\n    title: Referat\n  - title: "NO"\n    type: D/V\n---\nTekst\n'
    assert extended("Tekst\n", "agenda", AGENDA) == written


@pytest.mark.parametrize(
    ("facts", "new"),
    [
        ("agenda:\n  - {number: 01/21, title: A}\n", "  - title: B\n"),
        ("agenda:\n  - number: 01/21\n    title: A # merk\n", "  - title: B\n"),
        ("agenda:\n- number: 01/21\n  title: A\n", "- title: B\n"),
    ],
    ids=["flow", "indented", "flush"],
)
def test_an_agenda_that_is_begun_grows_in_its_own_style(facts: str, new: str) -> None:
    text = f"---\n{facts}---\nTekst\n"
    assert extended(text, "agenda", [{"title": "B"}]) == f"---\n{facts}{new}---\nTekst\n"


def test_a_list_grows_at_its_end_whatever_follows_it() -> None:
    before, after = "---\nagenda:\n  # Til saks\n  - title: A\n", "\n# Sidan\npresent:\n- Kari Nes\n---\n"
    assert extended(before + after, "agenda", ["B"]) == f"{before}  - B\n{after}"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "style", ["list-flush", "list-indented-by-four", "flow-list-without-spaces", "text-over-lines"]
)
def test_only_a_list_between_brackets_is_written_anew(style: str, newline: str) -> None:
    """Every other line stays, in whatever style the rest is written."""
    rest = STYLES[style]
    text = f"---\n{rest}agenda: [{{number: 01/21, title: A}}]\n---\nTekst\n".replace("\n", newline)
    written = extended(text, "agenda", [{"title": "B"}])
    assert written.startswith(f"---\n{rest}agenda:".replace("\n", newline))
    assert facts_in(written) == {**facts_in(text), "agenda": [{"number": "01/21", "title": "A"}, {"title": "B"}]}


def test_a_front_matter_that_the_portal_reads_can_be_amended(portal: Callable[..., PortalFolder]) -> None:
    """A tab behind a colon is read without a problem, so it must not stop the command."""
    folder = portal({
        "organisations/ssu.md": "---\ntitle: SSU\nkind: strategic\n---\n",
        "cases/2021-a.md": "---\ntitle: A\nfor: [ssu]\n---\n",
        "meetings/ssu/2021-06-04.md": "---\nplace:\tRådhuset\n---\n",
    })  # fmt: skip
    assert folder.check().exit_code == 0
    done = folder.command("draft-agenda", "ssu", "2021-06-04")
    assert done.exit_code == 0, done.exception


WORDS = st.sampled_from(
    "A NO on 10:30 05/21 007 0521 1e3 2021-02-19 true null ~ Rådhuset +47 1_000 0x1F .5 – 🎈 50%".split()
)
PLAIN_VALUES = st.lists(WORDS, min_size=1, max_size=40).map(" ".join).filter(lambda value: not value.startswith("- "))
INNER = st.text(st.characters(categories=["L", "N", "P", "S"], exclude_characters="'\"\\"), max_size=20)
SCALARS = st.one_of(
    PLAIN_VALUES,
    INNER.map(lambda text: f"'{text}'"),
    INNER.map(lambda text: f'"{text}"'),
    st.just("'Kari ''K'' Nes'"),
    st.just('"Ei \\"god\\" sak\\t"'),
)
COMMENTS = st.sampled_from(["", "", "", " # merk", "  # to: [ting]"])


@st.composite
def front_matters(draw: st.DrawFn) -> str:
    """Front matter as editors write it, its block lists in one style."""
    indent = draw(st.sampled_from(["", "  "]))
    lines: list[str] = []
    for number in range(draw(st.integers(1, 6))):
        lines += draw(st.sampled_from([[], [], [""] if number else [], ["# Ein merknad: [her]"]]))
        key = f"felt_{number}"
        form = draw(st.sampled_from(["value", "blank", "list", "flow", "mappings", "folded", "lines"]))
        words = draw(st.lists(st.lists(WORDS, min_size=1, max_size=8).map(" ".join), min_size=1, max_size=3))
        if form == "value":
            lines.append(f"{key}: {draw(SCALARS)}{draw(COMMENTS)}")
        elif form == "blank":
            lines.append(f"{key}:")
        elif form == "list":
            lines += [f"{key}:", *(f"{indent}- {draw(SCALARS)}{draw(COMMENTS)}" for _ in words)]
        elif form == "flow":
            lines.append(f"{key}: [{', '.join(words)}]")
        elif form == "mappings":
            for part in [f"{key}:", *(f"{indent}- navn: {word}\n{indent}  verdi: {draw(SCALARS)}" for word in words)]:
                lines += part.split("\n")
        else:
            lines += [f"{key}: {'>-' if form == 'folded' else '|-'}", *(f"  {word}" for word in words)]
    return "".join(f"{part}\n" for part in lines)


@given(front_matters(), st.sampled_from(["", BOM]), st.sampled_from(["\n", "\r\n"]))
def test_whatever_the_style_every_other_line_stays(facts: str, mark: str, newline: str) -> None:
    assert_extended(mark + f"---\n{facts}---\n\nTekst\n".replace("\n", newline))


# -- a record is written

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))
WORDS_NOT_TEXT = """
    NO no on Off yes y N null Null ~ TRUE False 10:30 1:2:3 05/21 007 0521 0o17 1e3 1E-5 1.5e+3 .5 -.5 .inf -.INF .NaN
    2021-02-19 2021-2-9 2021-02-19T10:00:00Z 1_000 685_230.15 +1 -4 +47 0x1F -0xAb 0b101 +0b1 = <<
    - ? : ! & * # % @ ` | > { } [ ] , ' " --- ... %YAML
    """.split()
NOT_TEXT = [
    *WORDS_NOT_TEXT, "", " ", "- a", "? a", "a: b", "a #b", "a:", "2021-02-19 10:30", " a", "a ", "x, y]", "ord " * 200,
    "a\u2028b",
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_TEXT, ids=ascii)
def test_a_new_record_holds_each_text_as_text(text: str) -> None:
    facts = {"title": text, "present": [text, {"name": text}]}
    written = new_record(facts, "")
    assert facts_in(written) == facts
    assert in_yaml_1_1(written) == facts


FACTS = st.dictionaries(
    st.sampled_from(["title", "number", "place", "agenda", "present", "exempt"]),
    st.recursive(
        TEXTS | st.sampled_from(NOT_TEXT),
        lambda inner: (
            st.lists(inner, min_size=1, max_size=3)
            | st.dictionaries(st.sampled_from(["what", "name", "due"]), inner, min_size=1)
        ),
        max_leaves=6,
    ),
    min_size=1,
)


@given(FACTS)
def test_what_is_written_is_read_back(facts: dict[str, Any]) -> None:
    written = new_record(facts, "Tekst")
    document = read_document(written, "x.md")
    assert (document.problems, document.facts) == ([], facts)
    assert document.body.strip() == "Tekst"


@given(TEXTS | st.sampled_from(NOT_TEXT))
def test_no_text_is_something_else_to_a_reader_of_yaml_1_1(text: str) -> None:
    facts = {"title": text, "agenda": [{"title": text}, text]}
    assert in_yaml_1_1(new_record(facts, "")) == facts


def test_a_flag_is_no_text() -> None:
    assert new_record({"draft": True, "title": "true"}, "") == '---\ndraft: true\ntitle: "true"\n---\n'


def test_a_new_record_is_written_as_an_editor_would() -> None:
    facts = {
        "draft": True,
        "number": "4/2021",
        "agenda": [
            {"number": "13/21", "title": "Godkjenning: referat", "approves": "ssu/2021-04-16"},
            {"number": "14/21", "exempt": {"basis": "offentleglova § 13", "until": "2021-12-31"}},
        ],
    }
    assert new_record(facts, "\n## 13/21\n\nTekst\n\n") == (
        "---\ndraft: true\nnumber: 4/2021\nagenda:\n"
        '  - number: 13/21\n    title: "Godkjenning: referat"\n    approves: ssu/2021-04-16\n'
        '  - number: 14/21\n    exempt:\n      basis: offentleglova § 13\n      until: "2021-12-31"\n'
        "---\n\n## 13/21\n\nTekst\n"
    )


@pytest.mark.parametrize("body", ["", "  \n"])
def test_a_new_record_without_words_ends_with_its_front_matter(body: str) -> None:
    assert new_record({"title": "A"}, body) == "---\ntitle: A\n---\n"


# -- words as Markdown


def words_of(markdown: str) -> str:
    """The words of a Markdown text, by CommonMark and as the portal renders it."""
    outline = read_outline(markdown, "x.md", 1)
    parts = (f"{part.title} {bare_words(part.content.nodes)}".strip() for part in outline.sections)
    shown = [bare_words(outline.lead.nodes), *parts]
    rendered = bare_words(read_html(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown)))
    assert " ".join(filter(None, shown)) == rendered
    return rendered


@pytest.mark.parametrize(
    "text",
    [
        "Kjøpe stolar", "a  b\tc", "*a* **b** _c_ __d__", "snake_case_name", "`kode`", "[a](b)", "![a](b)", "[a][b]",
        "<b>a</b>", "<!-- a -->", "&amp; & &#65;", "~~a~~", "a | b", "a\\", "\\*a", "\\\\", "https://x.example/a",
        "a <https://x.example>", "(c) \"a\" -- 'b' ...", "> a", "```", "~~~", "| a |", "[^1]: a", "[a]: b", "= =", "#a",
        "a # b", "2021.5", "3-4", "+47 55", "-4", "1.a", "[ ] a", "🎈 Å",
    ],
)  # fmt: skip
def test_a_text_as_markdown_reads_the_same(text: str) -> None:
    assert words_of(escaped(text)) == " ".join(text.split())


@pytest.mark.parametrize(
    "text", ["# a", "## a ##", "#", "- a", "+ a", "-", "1. mai", "2021. Plan", "10) a", "1.", "---", "- - -"]
)
def test_a_text_that_starts_like_a_heading_or_a_list_reads_the_same(text: str) -> None:
    assert words_of(escaped(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "https://x.example/a_b",
        "Sjå https://x.example/?a=1&b=2*3",
        "https://x.example/[a]~b",
        "(https://x.example/a_b)",
        "https://x.example/<b>a</b>",
        "*https://x.example/* og *",
        "https://x.example/&amp;",
        "[https://x.example/](https://y.example/)",
    ],
)
def test_an_address_in_a_text_reads_the_same(text: str) -> None:
    assert words_of(escaped(text)) == text


def test_a_text_over_lines_becomes_one_line() -> None:
    assert escaped(" Ein\n\n# to\r\n  tre ") == "Ein # to tre"


SINGLE_LINES = st.lists(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029"), max_size=6)
    | st.sampled_from([*"* _ ` [a] (b) <b> &amp; ~~ | \\ # - 1. ! > =".split(), " "]),
    max_size=12,
).map("".join)


@given(SINGLE_LINES)
def test_any_text_inside_a_line_reads_the_same(text: str) -> None:
    expected = " ".join(f"Sak {text} – slutt".split())
    assert words_of(f"Sak {escaped(text)} – slutt".replace("  ", " ")) == expected


@given(SINGLE_LINES)
def test_any_text_reads_the_same(text: str) -> None:
    assert words_of(escaped(text)) == " ".join(text.split())


# -- numbers go on

Given = list[tuple[int, list[str]]]


def series(given_: Given, year: int, own: tuple[str, ...] = (), first: str = "", how_many: int = 2) -> list[str]:
    numbered = [Numbered(one, numbers) for one, numbers in given_]
    return list(islice(continued(numbered, year, own, first), how_many))


@pytest.mark.parametrize(
    ("given_", "year", "expected"),
    [
        pytest.param([(2021, ["04/21", "05/21"])], 2021, ["06/21", "07/21"], id="year-last"),
        pytest.param([(2021, ["04/21", "05/21"])], 2022, ["01/22", "02/22"], id="new-year"),
        pytest.param([(2021, ["05/21"]), (2022, ["01/22"])], 2022, ["02/22", "03/22"], id="in-the-new-year"),
        pytest.param([(2021, ["09/21"])], 2021, ["10/21", "11/21"], id="one-more-digit"),
        pytest.param([(2021, ["99/21"])], 2021, ["100/21", "101/21"], id="over-a-hundred"),
        pytest.param([(2021, ["5/21"])], 2021, ["6/21", "7/21"], id="without-zeros"),
        pytest.param([(2021, ["005/21"])], 2022, ["001/22", "002/22"], id="two-zeros"),
        pytest.param([(2021, ["05-21"])], 2021, ["06-21", "07-21"], id="hyphen"),
        pytest.param([(2021, ["05-21"])], 2022, ["01-22", "02-22"], id="hyphen-new-year"),
        pytest.param([(2021, ["1/2021"])], 2021, ["2/2021", "3/2021"], id="whole-year"),
        pytest.param([(2020, ["3/2020"])], 2021, ["1/2021", "2/2021"], id="whole-year-new-year"),
        pytest.param([(2021, ["2021/06", "2021/07"])], 2021, ["2021/08", "2021/09"], id="year-first"),
        pytest.param([(2021, ["2021/06", "2021/07"])], 2022, ["2022/01", "2022/02"], id="year-first-new-year"),
        pytest.param([(2021, ["2021/18", "2021/19"])], 2021, ["2021/20", "2021/21"], id="year-first-to-twenty"),
        pytest.param([(2021, ["2021/18", "2021/19", "2021/20"])], 2021, ["2021/21", "2021/22"],
                     id="year-first-the-counter-like-a-year"),
        pytest.param([(2021, ["2021/18", "2021/19"]), (2021, ["2021/20", "2021/21"])], 2021, ["2021/22", "2021/23"],
                     id="year-first-a-meeting-of-counters-like-years"),
        pytest.param([(2021, ["20/21", "21/21"])], 2021, ["22/21", "23/21"], id="year-last-the-counter-like-a-year"),
        pytest.param([(2021, ["2021/4", "2021/5"])], 2021, ["2021/6", "2021/7"], id="year-first-without-zeros"),
        pytest.param([(2021, ["2021/99", "2021/100"])], 2021, ["2021/101", "2021/102"], id="year-first-over-a-hundred"),
        pytest.param([(2014, ["104/14", "105/14"]), (2015, ["106/15"])], 2016, ["107/16", "108/16"], id="never-anew"),
        pytest.param([(2014, ["105/14"]), (2015, ["106/15"])], 2015, ["107/15", "108/15"], id="never-anew-same-year"),
        pytest.param([(2014, ["4/14"]), (2015, ["1/15", "5/15"])], 2016, ["1/16", "2/16"], id="anew-each-year"),
        pytest.param([(2014, ["47-55/14"])], 2014, ["56/14", "57/14"], id="range"),
        pytest.param([(2014, ["46/14", "47 - 55/14"])], 2014, ["56/14", "57/14"], id="range-with-spaces"),
        pytest.param([(2021, ["009/21 B"])], 2021, ["010/21", "011/21"], id="letter-behind"),
        pytest.param([(2020, ["56", "57"])], 2020, ["58", "59"], id="plain"),
        pytest.param([(2020, ["56", "57"])], 2021, ["58", "59"], id="plain-new-year"),
        pytest.param([(2020, ["56.", "57."])], 2020, ["58.", "59."], id="plain-with-a-full-stop"),
        pytest.param([(2020, ["1", "2", "3"]), (2020, ["1", "2"])], 2020, ["1", "2"], id="anew-each-meeting"),
        pytest.param([(2020, ["1", "2", "3"])], 2020, ["1", "2"], id="anew-after-one-meeting"),
        pytest.param([(2020, ["1", "2", "3"]), (2020, ["4", "5"])], 2020, ["6", "7"], id="plain-from-one"),
        pytest.param([(2021, ["04/21", "57", "05/21"])], 2021, ["06/21", "07/21"], id="most-in-one-form"),
        pytest.param([(2021, ["04/21", "Ymse", "A/B"])], 2021, ["05/21", "06/21"], id="words-between"),
        pytest.param([(2021, ["05/21", "04/21"])], 2021, ["06/21", "07/21"], id="out-of-order"),
    ],
)  # fmt: skip
def test_numbers_go_on_in_the_bodys_own_form(given_: Given, year: int, expected: list[str]) -> None:
    assert series(given_, year) == expected


def test_the_meetings_own_numbers_count() -> None:
    assert series([(2021, ["05/21"])], 2021, ("06/21", "07/21")) == ["08/21", "09/21"]
    assert series([(2020, ["1", "2"]), (2020, ["1"])], 2020, ("1", "2")) == ["3", "4"]
    assert series([], 2021, ("07/21",), first="01/21") == ["08/21", "09/21"]


@pytest.mark.parametrize(
    ("given_", "first", "expected"),
    [
        ([], "", []),
        ([], "01/21", ["01/21", "02/21"]),
        ([], "1", ["1", "2"]),
        ([(2021, [])], "01/21", ["01/21", "02/21"]),
        ([(2021, ["Ymse"])], "01/21", ["01/21", "02/21"]),
        ([(2021, ["Ymse"])], "", []),
        ([(2021, ["05/21"])], "1", ["06/21", "07/21"]),
    ],
)
def test_without_a_number_before_the_series_begins_with_the_first(
    given_: Given, first: str, expected: list[str]
) -> None:
    assert series(given_, 2021, first=first) == expected


def _forms(year: int) -> Iterator[Callable[[int], str]]:
    yield lambda n: f"{n:02}/{year % 100:02}"
    yield lambda n: f"{n}/{year}"
    yield lambda n: f"{n:03}-{year % 100:02}"
    yield lambda n: f"{year}/{n:02}"


@given(st.integers(2003, 2098), st.integers(1, 400), st.integers(1, 5), st.sampled_from(range(4)))
def test_the_numbers_that_come_next_were_never_given(year: int, start: int, length: int, form: int) -> None:
    """Also where a counter looks like a year, unless it is the first of its series."""
    written = list(_forms(year))[form]
    given_ = [(year, [written(n) for n in range(1, start + 1)])]
    assert series(given_, year, how_many=length) == [written(n) for n in range(start + 1, start + 1 + length)]
