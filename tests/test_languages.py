"""Every word stands under its own language (WCAG 2.2, 3.1.2): the records' under theirs, all else under the site's.

Records of each kind in both written languages have a planted word in every field of free text and in every part of
their text; each is looked for on every page of a site in one language, and of the same site in the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import parse

import pytest

from portal.language.catalogue import LANGUAGES, catalogue_for
from portal.language.phrase import Phrase, filled, marked, run_on
from portal.model.kinds import KINDS, MEETING, ORGANISATION
from portal.model.values import Refers
from support.planting import OMITTED, THEMES, At, Mint, Planter, file_names, front_matter
from support.portals import make_portal

FORM = "meld-sak/index.html"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NAMES = ("name", "chair", "minutes_by", "substitute", "substitute_for", "presenter", "phone", "archive_ref", "basis",
         "url", "email", "disqualified")  # fmt: skip
"""Names of people, addresses, numbers and statutes are of no language: they may stand under either."""

BODY = """Lead {0}.

## Bakgrunn {0}

Avsnitt {0}.

### Under {0}

- Punkt {0}

## Framlegg til vedtak

Framlegg {0}.
"""
ITEM = """Saka {0}.

### Framlegg til vedtak

Framlegg {0}.

### Vedtak

Vedtak {0}.

### Protokolltilførsel

Merknad {0}.

### Drøfting {0}

Ordskifte {0}.
"""
OWN = re.compile(
    r"(?:Ord|Lead|Bakgrunn|Avsnitt|Under|Punkt|Framlegg|Saka|Vedtak|Merknad|Drøfting|Ordskifte) qx\d{5}qx(?: etter)?"
    r"|Ære på øya|Bakgrunn|Framlegg til vedtak|Protokolltilførsel"
)
"""What the planted texts consist of: nothing of it is in a catalogue with its token."""

_TOKEN = re.compile(r"qx\d{5}qx")
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


def records(mint: Mint, lang: str) -> dict[str, str | bytes]:
    """A record of each kind in a language, with words of it everywhere; they refer to each other."""
    body = f"utval-{lang}"
    ids = {kind.name: f"{body}/2021-03-01" if kind is MEETING else f"{kind.name}-{lang}" for kind in KINDS}
    ids[ORGANISATION.name] = body
    files: dict[str, str | bytes] = {"themes.yml": THEMES}

    def refer(refers: Refers, at: At) -> Any:
        if refers.or_text:
            return f"Ord {mint.word(lang, *at)} etter"
        if at in (("related",), ("agenda", "approves"), ("parent",), ("predecessor",)):
            return OMITTED
        return ids[refers.kind]

    held = {(*group, name): OMITTED for group in ((), ("attachments",), ("agenda",), ("agenda", "attachments"))
            for name in ("exempt", "retracted", "publish_after")}  # fmt: skip
    own: dict[At, Any] = {**held, ("lang",): lang, ("cancelled",): OMITTED, ("agenda", "number"): "05/21",
                          ("agenda", "title"): OMITTED, ("agenda", "outcome"): "decided",
                          ("agenda", "aliases"): OMITTED,
                          ("moved_from",): OMITTED, ("closed",): OMITTED, ("number",): "1/2021", ("phase",): "active",
                          ("kind",): "area", ("valid",): OMITTED, ("submitted",): "2021-01-15",
                          ("notice_sent",): "2021-02-20", ("minutes_sent",): "2021-03-05",
                          ("corrections", "date"): "2021-03-08", ("reports", "date"): "2021-04-01",
                          ("agenda", "follow_up", "done"): OMITTED, ("replaces",): OMITTED,
                          ("goals", "number"): "3", ("measures", "number"): "3.2",
                          ("measures", "goal"): "3", ("approvals", "number"): "05/21",
                          ("adopted", "number"): "05/21"}  # fmt: skip
    own |= {(group, "items"): ["05/21"] for group in ("present", "invited", "secretariat", "observers", "absent")}
    for kind in KINDS:
        facts = Planter(mint, lang, refer, own).facts(kind.model)
        path = f"{kind.folder}/{ids[kind.name]}"
        text = BODY.format(mint.word(lang, "body"))
        if kind is MEETING:
            text = text.split("## Framlegg")[0] + f"## 05/21\n\n{ITEM.format(mint.word(lang, 'body'))}"
        files[f"{path}.md"] = front_matter(facts, text)
        files.update({f"{path}/{name}": "innhald" for name in file_names(facts)})

    def word(*at: str) -> str:
        return f"Ord {mint.word(lang, *at)} etter"

    other = next(one for one in LANGUAGES if one != lang)
    files |= {
        f"meetings/{body}/2021-06-01.md": front_matter(
            {"title": word("title"), "lang": lang, "place": word("place"),
             "agenda": [{"number": "06/21", "case": f"case-{other}"},
                        {"number": "07/21", "title": word("agenda", "title")}]}
        ),
        f"meetings/{body}/2021-06-08.md": front_matter(
            {"lang": lang, "cancelled": {"reason": word("cancelled", "reason")}}
        ),
        f"cases/closed-{lang}.md": front_matter(
            {"title": word("title"), "lang": lang, "for": [f"utval-{other}"], "related": [f"case-{other}"],
             "closed": {"date": "2021-03-01", "outcome": "withdrawn", "note": word("closed", "note")}}
        ),
        f"cases/exempt-{lang}.md": front_matter(
            {"lang": lang, "exempt": {"basis": "offentleglova § 13", "public_title": word("exempt", "public_title")}}
        ),
        f"cases/retracted-{lang}.md": front_matter(
            {"lang": lang, "retracted": {"date": "2021-03-01", "reason": word("retracted", "reason")}}
        ),
        f"meetings/{body}/2021-04-01.md": front_matter(
            {"lang": lang, "agenda": [
                {"number": "08/21", "case": f"case-{other}", "outcome": "decided",
                 "follow_up": [{"what": word("follow_up", "what"), "responsible": f"utval-{other}"}]},
                {"number": "09/21", "case": f"retracted-{other}"}, {"number": "10/21", "case": f"exempt-{other}"},
                {"number": "11/21", "title": word("agenda", "title"), "exempt":
                 {"basis": "offl. § 13", "public_title": word("agenda", "exempt", "public_title")}},
            ]}
        ),
        f"organisations/under-{lang}.md": front_matter(
            {"title": word("title"), "lang": lang, "kind": "local", "parent": f"utval-{other}",
             "predecessor": f"utval-{other}"}
        ),
    }  # fmt: skip
    return files


class Spoken(HTMLParser):
    """The texts of a page, each with its language and the elements that it stands in."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.texts: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        lang = dict(attrs).get("lang") or (self.open[-1][1] if self.open else "")
        for name, value in attrs if self.open and self.open[-1][0] != "head" else ():
            if name in ("alt", "title", "placeholder") and value:
                self.texts.append((value, lang, f"{self._where()} {tag}[{name}]"))
        if tag not in _VOID:
            self.open.append((tag, lang))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and any(tag == one for one, _ in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open and self.open[-1][0] not in ("script", "style", "title"):
            self.texts.append((" ".join(data.split()), self.open[-1][1], self._where()))

    def _where(self) -> str:
        return " ".join(tag for tag, _ in self.open[-4:])


@dataclass(frozen=True)
class Built:
    """A site in the language `lang`, and the words that were planted in its records."""

    lang: str
    site: Path
    mint: Mint

    @property
    def other(self) -> str:
        return next(one for one in LANGUAGES if one != self.lang)

    def spoken(self) -> Iterator[tuple[str, str, str, str]]:
        """Every text of every page: the page, the text, its language, and where it stands."""
        for path in sorted(self.site.rglob("*.html")):
            reader = Spoken()
            reader.feed(path.read_text("utf-8"))
            for text, lang, where in reader.texts:
                yield path.relative_to(self.site).as_posix(), text, lang, where

    def words(self, text: str) -> list[tuple[str, str, str]]:
        """The planted words in a text that are no names: each with its language and field."""
        planted = [(token, *self.mint.planted[token]) for token in _TOKEN.findall(text)]
        return [(token, lang, ".".join(at)) for token, lang, at in planted if at[-1] not in NAMES]


@pytest.fixture(scope="module", params=LANGUAGES)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The same records in both languages on a site in one of them, with a hand-written page in each."""
    mint = Mint()
    files = {**records(mint, "nn"), **records(mint, "nb")}
    for lang in LANGUAGES:
        token = mint.word(lang, "page")
        files[f"content/side-{lang}.md"] = (
            f"---\ntitle: Ord {token} etter\nlang: {lang}\ndescription: Lead {token}\n---\n\n"
            f"## Ære på øya\n\nAvsnitt {token}.\n"
        )
    folder = make_portal(tmp_path_factory.mktemp("languages") / "portal", files, request.param)
    settings = folder.root / "mkdocs.yml"
    text = settings.read_text("utf-8").replace("paper: true", "paper: false")
    settings.write_text(text.replace("about: [", "about: [side-nn.md, side-nb.md, "), encoding="utf-8")
    done = folder.command("write", str(folder.root / "site"))
    assert done.exit_code == 0, done.output
    return Built(request.param, folder.root / "site", mint)


def test_the_records_words_stand_under_their_own_language(built: Built) -> None:
    wrong, right = [], set()
    for page, text, lang, where in built.spoken():
        for token, own, field in built.words(text):
            if own == lang:
                right.add(token)
            else:
                wrong.append(f"{page}: {own} {field} stands under {lang}: «{text}» in {where}")
    assert not wrong, "\n" + "\n".join(wrong)
    planted = [t for t, (_, at) in built.mint.planted.items() if t.startswith("qx") and at[-1] not in NAMES]
    unseen = {".".join(built.mint.planted[token][1]) for token in planted if token not in right}
    # The only title that is not shown is that of an exempt item.
    assert unseen == {"aliases", "attachments.file", "agenda.attachments.file", "online", "agenda.title"}


def test_nothing_else_stands_under_another_language_than_the_sites(built: Built) -> None:
    """The form for submitting a case has all its words in both languages, and is a case of its own below."""
    wrong = [
        f"{page}: «{text}» stands under {lang} in {where}"
        for page, text, lang, where in built.spoken()
        if lang != built.lang and page != FORM and re.search(r"[^\W\d_]{2,}", OWN.sub("", text))
        if not any(built.mint.planted[token][1][-1] in NAMES for token in _TOKEN.findall(text))
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def test_the_form_has_its_words_under_their_language(built: Built) -> None:
    both = {lang: catalogue_for(lang).text("submit.lede") for lang in LANGUAGES}
    texts = [(text, lang) for page, text, lang, _ in built.spoken() if page == FORM]
    assert {(text, lang) for text, lang in texts if text in both.values()} == {(both[lang], lang) for lang in LANGUAGES}


def test_a_hand_written_page_in_the_other_language_says_so_and_keeps_its_anchors_readable(built: Built) -> None:
    for lang in LANGUAGES:
        page = (built.site / f"side-{lang}/index.html").read_text("utf-8")
        mark = f' lang="{lang}"' if lang == built.other else ""
        assert f'<html lang="{built.lang}">' in page
        assert f'<div class="hand md-typeset"{mark}>' in page
        assert '<h2 id="aere-pa-oya">Ære på øya</h2>' in page


def test_what_the_pages_say_to_machines_names_the_records_language(built: Built) -> None:
    for lang in LANGUAGES:
        for page in (f"saker/case-{lang}", f"moter/utval-{lang}/2021-03-01"):
            html = (built.site / page / "index.html").read_text("utf-8")
            assert f'"inLanguage":"{lang}"' in html.replace('": "', '":"'), page


def test_a_feeds_content_is_under_the_records_language(built: Built) -> None:
    """What an entry's content has of the record's own words; its title and the rest are the portal's."""
    found = set()
    for path in (built.site / "feed").glob("*.xml"):
        feed = parse(path).getroot()
        assert feed.get(XML_LANG) == built.lang
        for content in feed.iter("{http://www.w3.org/2005/Atom}content"):
            assert content.get(XML_LANG) is None
            for part in content.iter():
                for _, own, _ in built.words(part.text or ""):
                    assert own == part.get(XML_LANG, built.lang) == part.get("lang", built.lang), part.text
                    found.add(own)
    assert found == set(LANGUAGES)


# -- phrases


def test_a_phrase_is_its_text_and_knows_its_parts() -> None:
    phrase = filled("{a}, møte {b}", {"a": marked("Utvalget", "nb"), "b": 3})
    assert phrase == "Utvalget, møte 3"
    assert isinstance(phrase, Phrase)
    assert phrase.parts == (("Utvalget", "nb"), (", møte ", None), ("3", None))
    nested = filled("«{x}»", {"x": phrase})
    assert isinstance(nested, Phrase)
    assert nested.parts == (("«", None), *phrase.parts, ("»", None))


def test_items_of_a_list_on_one_line_are_parted_and_sentences_are_not() -> None:
    line = run_on(["2 saker:", "1/26 Frå venterom til time", marked("2/26 Fra sykehus", "nb"), "Vart det så?", "Ja."])
    assert line == "2 saker: 1/26 Frå venterom til time; 2/26 Fra sykehus; Vart det så? Ja."
    assert isinstance(line, Phrase)
    assert ("2/26 Fra sykehus", "nb") in line.parts
    assert run_on([]) == ""


def test_words_in_the_sites_own_language_are_no_phrase() -> None:
    assert type(marked("Utvalet", None)) is str
    assert type(filled("{a}", {"a": marked("Utvalet", None)})) is str
