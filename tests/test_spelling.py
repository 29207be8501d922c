"""Good nynorsk and bokmål: every word that the project says is in a dictionary or in its own list of words.

A word that is reported and is right goes into `tests/words/`: `nn.txt` or `nb.txt`, or `names.txt` for a name that
is neither. A word that is right, but not used here, has its better word in `nn-choices.txt` or `nb-choices.txt`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from portal.language.catalogue import LANGUAGES
from support import spelling
from support.portals import SAMPLE_RECORDS
from support.spelling import REPOSITORY, Word, choices, faults, known, own_words, sorting, spoken, words_in
from support.wording import (
    language_of,
    letters_of_script,
    letters_of_style,
    letters_of_template,
    strings_of_code,
    words_of_catalogue,
    words_of_page,
    words_of_record,
)

SITE = "nn"
"""The language of the repository's own site."""

FOUNDING = "plugins/portal/commands/founding/files"
PAGES = sorted(
    path for name in ("content", "plugins/portal/content", FOUNDING) for path in (REPOSITORY / name).rglob("*.md")
)
RECORDS = sorted(path for name in SAMPLE_RECORDS for path in (REPOSITORY / name).rglob("*.md"))
TEMPLATES = REPOSITORY / "templates"
REVIEW = REPOSITORY / "plugins/portal/commands/importing/review"


def files(ending: str) -> list[Path]:
    """The templates, style sheets or scripts of the site, and of the review of an import."""
    return sorted(path for folder in (TEMPLATES, REVIEW) for path in folder.rglob(f"*.{ending}"))


def catalogue(lang: str) -> Path:
    return REPOSITORY / f"plugins/portal/language/locale/{lang}/LC_MESSAGES/portal.po"


def told(found: list[str]) -> None:
    """Fail with every place on a line of its own."""
    assert not found, "\n" + "\n".join(found)


# -- what the project says


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_catalogue_is_well_spelled(lang: str) -> None:
    words = list(words_of_catalogue(catalogue(lang)))
    assert len(words) > 1000
    told(faults(lang, words, chosen=True))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_pages_are_well_spelled(lang: str) -> None:
    pages = [
        path
        for path in PAGES
        if language_of(path, "nb" if "nb" in path.relative_to(REPOSITORY).parts else SITE) == lang
    ]
    told(faults(lang, [word for path in pages for word in words_of_page(path)], chosen=True))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sample_records_are_well_spelled(lang: str) -> None:
    """Names are what has a capital and is in neither dictionary; the records' own choice of words is their bodies'."""
    records = [path for path in RECORDS if language_of(path, SITE) == lang]
    told(faults(lang, [word for path in records for word in words_of_record(path)], capitals=True))


TERMS = frozenset(
    "ou ssu fsu lsu hf dps bup tsb ip ks heimeoppfølging nødnett følgjeforsking statsforvaltar statsforvalter "
    "samhandlingsavtale årshjul distriktspsykiatrisk rusbehandling barneverntenester offentleg verksemd".split()
)
"""Terms and abbreviations of the field that stand in data files alone."""


def _without_comments(path: Path) -> str:
    lines = path.read_text("utf-8").splitlines()
    return "\n".join("" if line.startswith("#") else line for line in lines)


def test_data_files_hold_words_of_one_of_the_forms() -> None:
    """Lists of words beside the code, such as those that search knows to be one, hold words that there are."""
    files = [
        p
        for p in (REPOSITORY / "plugins/portal").rglob("*")
        if p.suffix in (".txt", ".yml", ".yaml", ".csv", ".tsv") and "founding" not in p.parts  # programs read those
    ]
    words = [
        word
        for path in files
        if "LICENSE" not in path.name and path.name != "laws.yaml"  # how else laws are written, which nobody is told
        for word in words_in(spoken(_without_comments(path)), path.relative_to(REPOSITORY).as_posix())
        if word.text.lower() not in TERMS
    ]
    in_one = frozenset().union(*(known(lang, (word.text for word in words)) for lang in LANGUAGES))
    rest = [word for word in words if word.text not in in_one]
    wrong = [set(faults(lang, rest, capitals=True)) for lang in LANGUAGES]
    unknown = frozenset.intersection(*(frozenset(fault.partition("»")[0] for fault in found) for found in wrong))
    told(sorted(f"{place}» is in neither form." for place in unknown))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_laws_are_well_spelled(lang: str) -> None:
    """What a page says of a law and of its sections."""
    words = [w for w in words_of_catalogue(catalogue(lang), laws=True) if not re.search("lov(a|en)$", w.text)]
    assert len(words) > 100
    told(faults(lang, [word for word in words if word.text.lower() not in TERMS]))


# -- the lists


@pytest.mark.parametrize("name", sorted(path.name for path in spelling.WORDS.glob("*.txt")))
def test_a_list_is_sorted_and_says_nothing_twice(name: str) -> None:
    lines = [line for line in (spelling.WORDS / name).read_text("utf-8").splitlines() if not line.startswith("#")]
    heads = [line.split(" → ")[0].removesuffix(" =") for line in lines]
    assert heads == sorted(heads, key=sorting)
    assert len(heads) == len({head.lower() for head in heads})
    assert [line for line in lines if line != line.strip() or not line] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_own_words_are_in_no_dictionary(lang: str) -> None:
    own = own_words(lang)
    told([f"{own.path.name}: «{word}» is in the dictionary. Delete it." for word in sorted(known(lang, own.words))])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_word_of_the_other_form_is_marked_as_shared(lang: str) -> None:
    own = own_words(lang)
    foreign = frozenset().union(*(known(other, own.words) for other in LANGUAGES if other != lang))
    told([f"{own.path.name}: only the other dictionary has «{word}». Delete it, or write «{word} =» if both do."
          for word in sorted(foreign - own.shared)])  # fmt: skip
    told(
        [f"{own.path.name}: no dictionary has «{word}». Write it without «=»." for word in sorted(own.shared - foreign)]
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_word_that_is_not_chosen_is_a_real_one(lang: str) -> None:
    avoided = choices(lang)
    told(
        [f"{lang}-choices.txt: the dictionary has no «{word}»." for word in sorted(set(avoided) - known(lang, avoided))]
    )
    better = {word for instead in avoided.values() for word in instead.split()}
    assert better & set(avoided) == set()


def test_no_word_of_a_list_is_unused() -> None:
    """What nothing says any more goes out of the lists, so that they stay short."""
    said = {w.text.lower() for lang in LANGUAGES for w in words_of_catalogue(catalogue(lang))}
    said |= {w.text.lower() for path in PAGES for w in words_of_page(path)}
    said |= {w.text.lower() for path in RECORDS for w in words_of_record(path)}
    told(
        [
            f"{lang}.txt: nothing says «{word}»."
            for lang in LANGUAGES
            for word in own_words(lang).listed
            if word.lower() not in said
        ]
    )


# -- where words must not stand


@pytest.mark.parametrize("path", files("html"), ids=lambda p: p.relative_to(REPOSITORY).as_posix())
def test_a_template_says_nothing_itself(path: Path) -> None:
    told(_but_technical(path, letters_of_template(path)))


TECHNICAL = (
    "(PDF)", "minisign -Vm", "make site && python3", "n0y0000", "table.cards", "thead, tbody", "pagefind.js",
    "twins.json", "wasm.nn.pagefind",
    ".kind:empty", "<iframe src=", "loading=",
)  # fmt: skip
"""What stands in templates and scripts and is no word of a form: commands, selectors, names of files."""


def _but_technical(path: Path, found: Iterable[str]) -> list[str]:
    return [one for one in found if not any(name in one for name in TECHNICAL)]


@pytest.mark.parametrize("path", files("css"), ids=lambda p: p.name)
def test_a_style_sheet_says_nothing_itself(path: Path) -> None:
    told(letters_of_style(path))


@pytest.mark.parametrize("path", files("js"), ids=lambda p: p.name)
def test_a_script_says_nothing_itself(path: Path) -> None:
    told(_but_technical(path, letters_of_script(path)))


RECOGNISED = {
    "checks/guarding/identity.py": "the words that stand before an identity number",
    "model/law/laws.py": "how a legal basis is written",
    "pages/views/components.py": "names of nobody, in the samples",
    "commands/drafting/agenda.py": "titles that earlier agendas had",
    "commands/importing/": "the layouts of documents: every word that tells one",
    "checks/rules/votes.py": "how the text of an item tells that a tie was decided",
    "model/headings.py": "the headings that have a meaning in a record",
    "text/openings.py": "how the words of a decision begin in other forms",
    "derived/places.py": "places that are on the net",
    "commands/drafting/numbering.py": "what may stand before a number",
    "checks/rules/cancellations.py": "how an editor says that a meeting is called off, or that something is exempt",
}
"""Modules that hold Norwegian words because they recognise them, not to say them; and which words."""


def test_code_says_nothing_itself() -> None:
    folder = REPOSITORY / "plugins/portal"
    modules = [(path, path.relative_to(folder).as_posix()) for path in sorted(folder.rglob("*.py"))]
    found = [
        (name, f"plugins/portal/{name}:{line}: «{text}» stands in code. Put it into both catalogues.")
        for path, name in modules
        for line, text in strings_of_code(path)
        if set("æøåÆØÅ") & set(text)
    ]
    known_for = {room for room in RECOGNISED for name, _ in found if name.startswith(room)}
    told([fault for name, fault in found if not name.startswith(tuple(RECOGNISED))])
    assert known_for == set(RECOGNISED)


# -- the speller itself


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files outside the repository are told by their names alone."""
    monkeypatch.setattr("support.wording.relative", lambda path: path.name)


def faults_of(lang: str, text: str) -> list[str]:
    return faults(lang, words_in(spoken(text), "x.md", 3), chosen=True)


def test_a_misspelled_word_is_told_with_its_place_and_what_the_dictionary_would_write() -> None:
    assert faults_of("nn", "Saka er fin.\nEin dårlg plan.") == [
        "x.md:4: «dårlg» is in no dictionary of nynorsk. Write «dårleg» or «dårlig»? Else add it to tests/words/nn.txt."
    ]


def test_a_word_of_the_other_form_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling, "suggestions", lambda lang, words: {word: [] for word in words})
    assert faults_of("nn", "Møtet kan ikke haldast.") == [
        "x.md:3: «ikke» is bokmål, or a word the two share. "
        "If it is right in nynorsk, add «ikke =» to tests/words/nn.txt."
    ]
    assert faults_of("nb", "Møtet kan ikkje holdes.") == [
        "x.md:3: «ikkje» is nynorsk, or a word the two share. "
        "If it is right in bokmål, add «ikkje =» to tests/words/nb.txt."
    ]


def test_a_word_that_is_not_used_here_is_told_with_the_better_one() -> None:
    assert faults_of("nn", "Skriv òg namnet.") == ["x.md:3: «òg» is not used here. Write «også»."]


@pytest.mark.parametrize(
    "text",
    [
        "Køyr `mkdocs buidl` og {placeholdr}.",
        "Les [saka](../cases/2030-nyttt.md#vedtk) på https://nettstadd.example/xqz.",
        "Fila heiter `x`, eller permalinksx.txt, og `--drrun`.",
        '<span class="xqzv">PDF-en</span> og id-ar i OUXQ.',
        "Skriv til xqzv@kommunne.example i SOURCE_DATE_EPOCHX.",
    ],
)
def test_what_is_no_word_of_the_language_is_not_spelled(text: str) -> None:
    assert faults_of("nn", text) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('<p>{{ t("a") }}</p>\n<b>Hei</b>', ["2: «Hei»"]),
        ('<a aria-label="Meny">{# Hei #}</a>', ["1: «Meny»"]),
        ('<img alt="{{ t(\'x\') }}" title="Bilete">', ["1: «Bilete»"]),
        ('{% set x = "Alle saker her" %}', ["1: «Alle saker her»"]),
        ('{{ "Møte" }}<i class="a b">·</i><script>let a = 1;</script>', ["1: «Møte»"]),
    ],
)
def test_words_in_a_template_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, found: list[str]
) -> None:
    monkeypatch.setattr("support.wording.relative", lambda path: path.name)
    page = tmp_path / "x.html"
    page.write_text(source, encoding="utf-8")
    assert letters_of_template(page) == [f"x.html:{place}" for place in found]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('status.textContent = "Kopiert til tavla";', ["1: «Kopiert til tavla»"]),
        ("// Hei på deg\nx = 'først';", ["2: «først»"]),
        ("x = `${n} treff på sida`;", ["1: «${n} treff på sida»"]),
        ('document.querySelector(".field :is(input, textarea)"); f("main a", \'T00:00\', `a-${b}`);', []),
    ],
)
def test_words_in_a_script_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, found: list[str]
) -> None:
    monkeypatch.setattr("support.wording.relative", lambda path: path.name)
    script = tmp_path / "x.js"
    script.write_text(source, encoding="utf-8")
    assert letters_of_script(script) == [f"x.js:{place}" for place in found]


def test_words_keep_the_lines_of_their_file() -> None:
    words = list(words_of_page(REPOSITORY / "plugins/portal/content/nn/om.md"))
    lines = (REPOSITORY / "plugins/portal/content/nn/om.md").read_text("utf-8").splitlines()
    assert [word for word in words if word.text not in lines[word.line - 1]] == []
    assert Word("Kva", "plugins/portal/content/nn/om.md", 3) in words
