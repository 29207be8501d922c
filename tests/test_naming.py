"""Names of files and addresses: what one system tells apart and another does not, or cannot have at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.model.addresses import alias_address, file_of
from portal.source.tree import folded_path, is_portable
from support.attachments import PLAIN
from support.portals import PortalFolder

MakePortal = Callable[..., PortalFolder]

CASE = "---\ntitle: Heimreise\n{}\n---\n"
ALIKE = "på Windows, på Mac og på somme tenarar"
PDF = PLAIN["pdf"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Notat.pdf", "NOTAT.PDF"),
        ("Måling.pdf", "mÅling.pdf"),
        ("Ma\u030aling.pdf", "m\u00e5ling.pdf"),
        ("straße.pdf", "STRASSE.pdf"),
        ("notat.", "notat"),
        ("notat ", "notat"),
        ("a/B/c.pdf", "A/b/C.pdf"),
    ],
)
def test_some_names_are_one_on_some_systems(one: str, other: str) -> None:
    assert folded_path(one) == folded_path(other)


@pytest.mark.parametrize(
    ("one", "other"), [("notat-1.pdf", "notat-2.pdf"), ("aa.pdf", "å.pdf"), ("a/b", "ab"), (".", "")]
)
def test_other_names_are_two(one: str, other: str) -> None:
    assert folded_path(one) != folded_path(other)


@pytest.mark.parametrize(
    "name",
    ["con", "CON.pdf", "aux.tar.gz", "nul", "com1.txt", "LPT9", "lpt¹.txt", "con .pdf", "a:b.pdf", "kva?.pdf", "a*.pdf",
     'sa"k.pdf', "a|b", "<a>", "a\\b", "notat.", "notat ", "a\nb"],
)  # fmt: skip
def test_some_names_cannot_be_on_windows(name: str) -> None:
    assert not is_portable(name)


@pytest.mark.parametrize(
    "name", ["konto.pdf", "con-notat.pdf", "auxiliar.md", "com10.txt", "Årsmelding (2).pdf", "a.b.c"]
)
def test_other_names_can_be_anywhere(name: str) -> None:
    assert is_portable(name)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        pytest.param(
            {"cases/2021-a.md": CASE.format("aliases: [/Saker/2021-A/]")},
            "cases/2021-a.md:3:11: Åtvaring: Adressa «/Saker/2021-A/»",
            id="alias-and-its-own-page",
        ),
        pytest.param(
            {"cases/2021-a.md": CASE.format("aliases: [/gammal/]"),
             "cases/2021-b.md": CASE.format("aliases: [/Gammal/]")},
            "cases/2021-b.md:3:11: Åtvaring: Adressa «/Gammal/» er den same som den til «cases/2021-a.md»",
            id="two-aliases",
        ),
        pytest.param(
            {"meetings/ssu/2021-04-12.md": "---\nattachments: [{title: Referat, file: Referat.pdf}]\n---\n",
             "meetings/ssu/2021-04-12/Referat.pdf": PDF},
            "Adressa «/moter/ssu/2021-04-12/Referat.pdf» er den same som den til «/moter/ssu/2021-04-12/referat.pdf»",
            id="minutes",
        ),
        pytest.param({"content/Om/a.md": "# A\n", "content/om/a.md": "# B\n"}, "«om» og «Om»", id="folders-of-pages"),
        pytest.param({"content/Om.md": "# A\n", "content/om.md": "# B\n"}, "«om.md» og «Om.md»", id="pages"),
        pytest.param(dict.fromkeys(("content/Kart.png", "content/kart.png"), PDF), "«kart.png» og", id="pictures"),
        pytest.param({"cases/con.md": CASE.format("lang: nn")}, "«con.md» kan ikkje vere", id="id"),
        pytest.param({"content/kva?.md": "# Kva?\n"}, "«kva?.md» kan ikkje vere", id="page-with-a-question-mark"),
    ],
)  # fmt: skip
def test_what_a_host_cannot_tell_apart_or_have_is_told(
    portal: MakePortal, files: dict[str, str | bytes], said: str
) -> None:
    ssu = "---\ntitle: Strategisk utval\nkind: strategic\n---\n"
    result = portal({"organisations/ssu.md": ssu, **files}).check()
    assert result.output.count(said) == 1, result.output
    assert result.exit_code == 0


def test_two_aliases_of_one_record_may_be_alike(portal: MakePortal) -> None:
    result = portal({"cases/2021-a.md": CASE.format("aliases: [/gammal/, /Gammal/]")}).check()
    assert result.output == "Éin post er sjekka. Ingen feil.\n"


def test_two_files_alike_are_told_of_once(portal: MakePortal) -> None:
    files = {f"cases/2021-a/{name}": PDF for name in ("Notat.pdf", "notat.pdf")}
    named = CASE.format("attachments: [{title: A, file: Notat.pdf}, {title: B, file: notat.pdf}]")
    output = portal({"cases/2021-a.md": named, **files}).check().output
    assert output.count("Åtvaring") == 1
    assert output.startswith("Éi åtvaring:\ncases/2021-a/notat.pdf:1:1: ")


def test_the_earlier_date_of_a_meeting_is_no_alias_of_another(portal: MakePortal) -> None:
    files = {
        "organisations/ssu.md": "---\ntitle: Strategisk utval\nkind: strategic\n---\n",
        "meetings/ssu/2021-04-16.md": "---\nmoved_from: 2021-04-09\naliases: [/moter/ssu/2021-04-02/]\n---\n",
        "meetings/ssu/2021-04-23.md": "---\nmoved_from: 2021-04-02\naliases: [/moter/ssu/2021-04-02/x/]\n---\n",
    }
    told = portal(files).check().output
    assert told.startswith("Éi åtvaring:\nmeetings/ssu/2021-04-23.md:2:13: Åtvaring: Både dette møtet og "
                           "«meetings/ssu/2021-04-16.md» skal ha den gamle adressa frå «2021-04-02»")  # fmt: skip


CLIMBING = [
    "/../ut/", "../../ut/", "/a/../../../ut.html", "/%2e%2e/ut/", "/.%2E/ut/", "/a%2F..%2F..%2Fut/", "/..", "/./ut/",
    "https://portalen.example/../ut/", "\\..\\ut", "/..%5Cut/", "/.git/ut/", "//ut/", "C:/ut/", "file:/ut/",
]  # fmt: skip
"""Addresses that would lead out of the site, or to what is hidden in it, each a way to write it."""


@pytest.mark.parametrize(
    "alias", [*CLIMBING, "/a%00b/", "/a\x00b/", "/a%0Ab/", "/a%1B/", "/a%7F/", "/%C2%85/", "/", ""]
)
def test_no_file_answers_at_an_address_out_of_the_site_or_with_signs_nobody_sees(alias: str) -> None:
    assert alias_address(alias) is None


@given(st.text(st.sampled_from("./\\%2eE5cfF:~ a\0\n"), max_size=12))
def test_an_alias_is_within_the_site_however_it_is_written(alias: str) -> None:
    address = alias_address(alias)
    if address is not None:
        parts = PurePosixPath(file_of(address)).parts
        assert parts[0] == "/" and len(parts) > 1
        assert not [part for part in parts if part.startswith(".") or set(part) & set("\\\0\n")]


@pytest.mark.parametrize("writer", ["write", "mkdocs"])
def test_nothing_is_written_out_of_the_site(portal: MakePortal, writer: str) -> None:
    """A record that asks for it stops the build before there is anything to write."""
    up = "".join(f", '/{'../' * n}ut-{n}/', '/{'%2e%2e/' * n}ut-{n}.html'" for n in (1, 2, 3))
    folder = portal({"cases/2021-x.md": CASE.format(f"aliases: [/eldre/{up}]")}).without_papers()
    before = set(folder.root.parent.rglob("*"))
    code = (
        folder.build().returncode if writer == "mkdocs" else folder.command("write", str(folder.root / "ny")).exit_code
    )
    assert code == 1
    new = set(folder.root.parent.rglob("*")) - before
    assert not [path for path in new if "ut-" in path.name]
