"""The handbook: each task page is done by its own words, from an empty folder on, in every language of the site."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from portal.language.catalogue import LANGUAGES, catalogue_for
from portal.model.fields import Field, fields_of, label_of
from portal.model.kinds import KINDS
from portal.source.content import read_content
from support.handbook import FOUNDING, Doer, read_steps, task_pages
from support.handbook_pictures import SHOTS
from support.portals import PAGES, PortalFolder
from support.sites import dead_links, read_page
from support.wheels import others, wheel

TASKS = task_pages("nn")


def page(lang: str, name: str) -> str:
    return (PAGES / lang / f"handbok/{name}.md").read_text("utf-8")


def written_by(folder: PortalFolder, writer: str) -> Path:
    """The site that MkDocs builds of a portal, or that the portal writes itself."""
    if writer == "mkdocs":
        built = folder.build()
        assert built.returncode == 0, built.stderr
    else:
        written = folder.command("write", str(folder.root / "site"))
        assert written.exit_code == 0, written.output
    return folder.root / "site"


def is_green(done: Doer) -> None:
    """The check finds no error, and warns of nothing but of the statement that a new portal does not have yet."""
    checked = done.folder.check(done.epoch)
    assert checked.exit_code == 0, checked.output
    assert re.findall(r"^(\S+?):\d+:\d+: ", checked.output, re.M) == ["mkdocs.yml"], checked.output


def test_there_is_a_page_for_each_task() -> None:
    assert TASKS == [
        "avtalar", "flytte", "folgje-opp", "halde-tilbake", "kalle-inn", "levere", "oppgradering", "publisere",
        "rediger", "rette-feil", "skrive-referat", "ta-imot-sak", "ta-inn", "ta-over", "varsel", "word",
    ]  # fmt: skip


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each task is done in one of the languages, in turn; in all of them with `--languages all`."""
    if metafunc.function in (test_a_task_is_done_by_its_own_words, test_a_portal_is_made_from_the_wheel):
        names = TASKS if "name" in metafunc.fixturenames else [FOUNDING]
        turns = len(LANGUAGES) if metafunc.config.getoption("--languages") == "all" else 1
        every = ((at + turn, name) for at, name in enumerate(names) for turn in range(turns))
        pairs = [(name, LANGUAGES[turn % len(LANGUAGES)]) for turn, name in every]
        if "name" in metafunc.fixturenames:
            metafunc.parametrize(("name", "lang"), pairs)
        else:
            metafunc.parametrize("lang", [lang for _, lang in pairs])


def test_a_task_is_done_by_its_own_words(tmp_path: Path, lang: str, name: str) -> None:
    done = Doer(lang, tmp_path)
    done.do(name)
    is_green(done)
    steps = [step.what for step in read_steps(page(lang, name))]
    assert {"type", "day"} <= set(steps)
    assert {"shows", "see"} <= set(steps)


def test_a_portal_is_made_from_the_wheel(tmp_path: Path, lang: str) -> None:
    """All that the page has is the wheel in a folder; what the network would give, lies beside."""
    shutil.copy(wheel(), tmp_path)
    done = Doer(lang, tmp_path, commands=others())
    done.do(FOUNDING)
    is_green(done)
    where = subprocess.run(
        [tmp_path / ".venv/bin/python", "-c", "import portal; print(portal.__file__)"],
        cwd=tmp_path, env=dict(done.environment), capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert where.startswith(str(tmp_path / ".venv"))


def test_every_language_tells_the_same_steps() -> None:
    told = {
        lang: {name: [step.what for step in read_steps(page(lang, name))] for name in task_pages(lang)}
        for lang in LANGUAGES
    }
    assert all(each == told["nn"] for each in told.values())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", TASKS)
def test_a_task_page_is_built_as_all_are(lang: str, name: str) -> None:
    """Who it is for, what to have at hand, numbered steps, how it looks when it is right, and what can go wrong."""
    text = page(lang, name)
    begin, right, wrong = {
        "nn": ("## Før du byrjar", "## Når det er rett", "## Det som kan gå gale"),
        "nb": ("## Før du begynner", "## Når det er riktig", "## Det som kan gå galt"),
    }[lang]
    headings = [line for line in text.splitlines() if line.startswith("## ")]
    assert headings[0] == begin
    assert headings[-2:] == [right, wrong]
    assert re.search(r"^For (?:deg|alle) som |^For deg i ", text, re.M)
    numbers = [int(number) for number in re.findall(r"^### (\d+)\. ", text, re.M)]
    assert numbers == list(range(1, len(numbers) + 1)) != []
    assert "levere.md" in text or name == "levere"


# -- fields


def reference(lang: str) -> str:
    """The page of fields as it is built for a portal without one of its own."""
    pages = read_content(Path("nowhere"), "content", lang)
    return next(page.shown for page in pages if page.path == "content/handbok/felt.md")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_field_of_every_kind_stands_in_the_reference_with_its_words(lang: str) -> None:
    text, catalogue = reference(lang), catalogue_for(lang)

    def rows(fields: tuple[Field, ...]) -> Iterator[str]:
        for field in fields:
            yield f"| `{field.name}` {label_of(field, catalogue)} | "
            yield from rows(field.fields)

    wanted = {row for kind in KINDS for row in rows(fields_of(kind.model))}
    assert sorted(row for row in wanted if row not in text) == []
    assert "[fields]" not in text
    said = {"nn": "| `due` Frist | dato: `2030-02-19` | Fristen, dersom utvalet sette ein. |",
            "nb": "| `due` Frist | dato: `2030-02-19` | Fristen, dersom utvalget satte en. |"}  # fmt: skip
    assert said[lang] in text
    assert "| `endorsed` " not in text  # a value is told where its field is


@pytest.mark.parametrize("writer", ["mkdocs", "portal"])
def test_an_own_page_has_the_tables_that_it_marks_in_its_own_language(
    portal: Callable[..., PortalFolder], writer: str
) -> None:
    folder = portal({
        "content/nynorsk.md": "# Felta\n\n[fields]: # (plan)\n",
        "content/bokmal.md": "---\nlang: nb\n---\n# Feltene\n\n[fields]: # (plan)\n\nOg mer.\n",
    }).without_papers()  # fmt: skip
    site = written_by(folder, writer)
    said = {name: read_page(site / f"{name}/index.html").text for name in ("nynorsk", "bokmal")}
    assert ["Påkravd" in said["nynorsk"], "Påkrevd" in said["nynorsk"]] == [True, False]
    assert ["Påkravd" in said["bokmal"], "Påkrevd" in said["bokmal"]] == [False, True]
    assert "[fields]" not in "".join(said.values())


# -- pictures

_PICTURE = re.compile(r"!\[(?P<words>[^\]]*)\]\((?P<path>[^)]+)\)")
WIDE = 1040
HEAVIEST = 60_000


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_picture_that_a_page_names_is_there_with_words_for_those_who_do_not_see_it(lang: str) -> None:
    folder = PAGES / lang / "handbok"
    named = [(path.name, found) for path in folder.glob("*.md") for found in _PICTURE.finditer(path.read_text("utf-8"))]
    paths = sorted(found["path"] for _, found in named)
    assert paths == sorted(path.relative_to(folder).as_posix() for path in (folder / "bilete").iterdir())
    assert paths == sorted(f"bilete/{name}.webp" for name in SHOTS)
    assert [page for page, found in named if len(found["words"].split()) < 4] == []
    for path in paths:
        with Image.open(folder / path) as picture:
            assert (picture.format, picture.width) == ("WEBP", WIDE), path
        assert (folder / path).stat().st_size <= HEAVIEST, path


@pytest.mark.parametrize("writer", ["mkdocs", "portal"])
def test_pictures_of_the_package_stand_where_its_pages_look_for_them(
    portal: Callable[..., PortalFolder], writer: str
) -> None:
    """A portal's own picture goes before the package's at the same path."""
    folder = portal()
    shutil.rmtree(folder.root / "content/handbok")
    folder.write({
        "content/handbok/bilete/levere.webp": b"RIFF", "content/a.png": b"x",
        "content/eiga.md": "# Eiga\n\n![Eit bilete](a.png)\n\n[Fila](a.png)\n",
    })  # fmt: skip
    site = written_by(folder, writer)
    assert dead_links(site) == []
    assert (site / "handbok/bilete/levere.webp").read_bytes() == b"RIFF"
    ours = (PAGES / "nn/handbok/bilete/kalle-inn.webp").read_bytes()
    assert (site / "handbok/bilete/kalle-inn.webp").read_bytes() == ours
    assert '"../bilete/kalle-inn.webp"' in (site / "handbok/kalle-inn/index.html").read_text("utf-8")


# -- the reader of the pages itself


def broken(root: Path, lang: str, name: str, before: str, after: str) -> str:
    """What is told when a page that says something wrong is done."""
    text = page(lang, name)
    assert before in text
    with pytest.raises(AssertionError) as fault:
        Doer(lang, root).do_text(name, text.replace(before, after))
    return str(fault.value)


def test_a_wrong_word_of_a_page_is_told_with_its_line(tmp_path: Path) -> None:
    told = broken(tmp_path, "nn", "ta-imot-sak", "portal new case", "portal ny sak")
    assert told.startswith("nn/handbok/ta-imot-sak.md:30: type: portal ny sak")
    told = broken(tmp_path / "b", "nb", "ta-imot-sak", "```text\nUtvalg A sender", "```text\nUtvalg B sender")
    assert re.match(
        r"nb/handbok/ta-imot-sak\.md:\d+: shows: «Utvalg B sender den felles rutinen på høring\.» in: ", told
    )


def test_a_block_that_tells_not_what_to_do_with_it_is_a_fault() -> None:
    with pytest.raises(ValueError, match=r"line 4: «Slik:» does not tell what to do"):
        list(read_steps("# A\n\nSlik:\n```yaml\na: b\n```\n"))
