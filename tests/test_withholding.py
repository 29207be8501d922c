"""What may not be read is in no byte of the site: every field of every model is planted, and every file is searched.

The tokens come from the models, so a new field is covered the day it is added; what the record format
publishes of a hidden record is one list (`support.hidden.PUBLISHED`). The same records without what
hides them are the control.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

import pytest

from portal.language.catalogue import catalogue_for
from portal.model.addresses import record_page
from portal.model.kinds import KINDS, MEETING
from portal.model.values import is_id
from support.hidden import BODY, PUBLISHED, STATES, HiddenPortal, hidden_portal
from support.planting import At, tokens_in, tokens_said
from support.portals import PortalFolder, make_portal
from support.sites import PageReader, dead_links, read_page

NN = catalogue_for("nn")

NOT_ON_ANY_PAGE: dict[tuple[str, ...], str] = {
    ("follow_up", "due"): "a follow-up that is done is shown with the date it was done",
    ("planned", "organisation"): "what was foreseen of a case that is closed is not to come",
    ("planned", "date"): "what was foreseen of a case that is closed is not to come",
    ("item-heading",): "the title behind the number in an item's heading: the agenda's own is shown",
}
"""What a public record keeps off the site, by the end of its place, and why."""

TOLD_OF_ANOTHER: tuple[tuple[str, ...], ...] = (
    ("approvals", "number"), ("adopted", "number"), ("measures", "indicator"),
)  # fmt: skip
"""What a record says of another that may not be read: the number of an item, the name of an indicator."""

RECORDS = sorted({where.partition(":")[0] for where in hidden_portal().withheld().values()})


@dataclass(frozen=True)
class Built:
    """The portal with hidden records, and the tokens found in each of its outputs."""

    hidden: HiddenPortal
    folder: PortalFolder
    found: dict[str, dict[str, list[str]]]
    said: dict[str, str]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    hidden = hidden_portal()
    folder = make_portal(tmp_path_factory.mktemp("hidden") / "portal", hidden.files)
    done = folder.build()
    assert done.returncode == 0, done.stderr
    written = folder.command("write", str(folder.root / "written"))
    assert written.exit_code == 0, written.output
    found = {"mkdocs": tokens_in(folder.root / "site"), "write": tokens_in(folder.root / "written")}
    kept = tokens_in(folder.root / "build")  # its files are named by hashes, which are full of numbers
    found["kept for the next build"] = {token: paths for token, paths in kept.items() if token.startswith("qx")}
    said = {"mkdocs": done.stdout + done.stderr, "write": written.output}
    return Built(hidden, folder, found, said)


@pytest.fixture(scope="module")
def control(tmp_path_factory: pytest.TempPathFactory) -> tuple[HiddenPortal, dict[str, list[str]]]:
    """The same records, all public."""
    shown = hidden_portal(hidden=False)
    folder = make_portal(tmp_path_factory.mktemp("control") / "portal", shown.files)
    written = folder.command("write", str(folder.root / "written"))
    assert written.exit_code == 0, written.output
    return shown, tokens_in(folder.root / "written")


def _is_shown(at: At) -> bool:
    return not any(at[-len(end) :] == end for end in NOT_ON_ANY_PAGE)


# -- nothing comes out


@pytest.mark.parametrize("output", ["mkdocs", "write", "kept for the next build"])
@pytest.mark.parametrize("record", RECORDS)
def test_nothing_withheld_is_in_any_file(built: Built, record: str, output: str) -> None:
    withheld = {t: where for t, where in built.hidden.withheld().items() if where.partition(":")[0] == record}
    assert withheld
    assert {where: built.found[output][t] for t, where in withheld.items() if t in built.found[output]} == {}


@pytest.mark.parametrize("output", ["mkdocs", "write"])
def test_nothing_withheld_is_said_by_the_build(built: Built, output: str) -> None:
    """Its log tells that something is wrong, and where; not what, in a record that holds something back.

    It tells when something is due, too, for whoever plans the next build; not what.
    """
    due = NN.text("due.next", date="", time="").partition(":")[0]
    said = tokens_said("\n".join(line for line in built.said[output].splitlines() if not line.startswith(f"{due}:")))
    withheld = built.hidden.withheld()
    assert {where for token, where in withheld.items() if token in said} == set()
    assert NN.text("problem.withheld") in built.said[output]


@pytest.mark.parametrize("output", ["mkdocs", "write"])
def test_what_records_md_publishes_of_hidden_records_is_there(built: Built, output: str) -> None:
    published = built.hidden.published()
    assert {where for token, where in published.items() if token not in built.found[output]} == set()
    at = {(record.partition(" ")[0], at) for token, (record, at) in built.hidden.mint.planted.items()}
    assert {(state, at) for state, fields in PUBLISHED.items() for at in fields} <= at


def test_all_kinds_in_all_states_are_planted(built: Built) -> None:
    assert {(state, kind.name) for state in STATES for kind in KINDS} == set(built.hidden.ids)


@pytest.mark.parametrize("kind", KINDS, ids=str)
@pytest.mark.parametrize("state", STATES)
def test_every_field_of_the_model_is_planted(built: Built, state: str, kind) -> None:
    left_out = {"exempt": {"publish_after", "retracted"}, "retracted": {"publish_after"}}.get(state, set())
    left_out = left_out | ({"cancelled"} if kind is MEETING else set())  # planted in a meeting of its own
    fields = {info.alias or name for name, info in kind.model.model_fields.items()}
    assert fields - set(built.hidden.facts[state, kind.name]) == left_out


def test_the_same_values_are_found_when_the_records_are_not_hidden(
    control: tuple[HiddenPortal, dict[str, list[str]]],
) -> None:
    shown, found = control
    planted = shown.planted_in(*PUBLISHED, "public")
    assert len(planted) > 2000
    missing = {f"{record}: {'.'.join(at)}" for token, (record, at) in planted.items() if token not in found
               and _is_shown(at)}  # fmt: skip
    assert missing == set()


def test_what_is_public_is_found_in_files_of_every_sort(control: tuple[HiddenPortal, dict[str, list[str]]]) -> None:
    """The guard of the guard: a sort of file in which nothing is found is one that the search cannot read."""
    looked_into = {PurePosixPath(path).suffix for paths in control[1].values() for path in paths}
    assert {".csv", ".html", ".ics", ".json", ".pdf", ".pf_fragment", ".pf_index", ".txt", ".xml"} <= looked_into
    servers = {path for paths in control[1].values() for path in paths if "/" not in path}
    assert {"_redirects", "redirects.nginx.conf", "redirects.caddy", "sitemap.xml"} <= servers


@pytest.mark.parametrize("output", ["site", "written"])
def test_what_is_left_has_no_dead_link_and_no_id_twice(built: Built, output: str) -> None:
    assert dead_links(built.folder.root / output) == []


def test_links_with_words_of_their_own_keep_them(built: Built) -> None:
    page = read_page(built.folder.root / "site/saker/ope-med-lenkjer-case/index.html")
    for state in ("draft", "embargoed"):
        for kind in KINDS:
            assert f"Eigne ord: les meir om {state} {kind.name}." in page.text


# -- until, publish_after and the preview


def test_from_until_on_an_exempt_record_is_published_whole(built: Built) -> None:
    later = str(int(dt.datetime(9990, 1, 1, tzinfo=dt.UTC).timestamp()))
    written = built.folder.command("write", str(built.folder.root / "later"), epoch=later)
    assert written.exit_code == 0, written.output
    found = tokens_in(built.folder.root / "later")
    planted = built.hidden.planted_in("exempt", "item-exempt", "item-of-exempt", "attachment")
    told = {t: (record, at) for t, (record, at) in planted.items() if at not in TOLD_OF_ANOTHER}
    whole = {t: f"{record}: {'.'.join(at)}" for t, (record, at) in told.items() if "exempt" not in at}
    assert len(whole) > 200
    assert {where for t, where in whole.items() if t not in found and _is_shown(planted[t][1])} == set()
    # A draft is hidden whatever its dates say, and a tombstone stays one.
    still = built.hidden.planted_in("draft", "retracted", "item-of-retracted")
    withheld = built.hidden.withheld()
    assert {withheld[t] for t in still if t in withheld and t in found} == set()


OSLO = ZoneInfo("Europe/Oslo")


def _epoch(*moment: int) -> str:
    return str(int(dt.datetime(*moment, tzinfo=OSLO).timestamp()))


def _words(folder: PortalFolder, epoch: str, *arguments: str) -> dict[str, PageReader]:
    """The pages of the site as it is at `epoch`, by address."""
    target = folder.root / "out" / epoch / ("preview" if arguments else "public")
    result = folder.command("write", str(target), *arguments, epoch=epoch)
    assert result.exit_code == 0, result.output
    return {f"/{p.parent.relative_to(target).as_posix()}/": read_page(p) for p in target.rglob("index.html")}


def test_until_counts_from_the_start_of_its_day_in_oslo(portal: Callable[..., PortalFolder]) -> None:
    folder = portal(
        {
            "cases/2021-x.md": """
                ---
                title: Løynd tittel
                exempt: {basis: offl. § 13, public_title: Personalsak, until: 2021-05-11}
                ---
                Løynd tekst.
            """
        }
    )
    before = _words(folder, _epoch(2021, 5, 10, 23, 59, 59))["/saker/2021-x/"]
    assert "Løynd" not in before.text
    assert "Personalsak" in before.text
    assert "offl. § 13" in before.text
    after = _words(folder, _epoch(2021, 5, 11))["/saker/2021-x/"]
    assert "Løynd tittel" in after.text
    assert "Løynd tekst." in after.text
    assert "Personalsak" not in after.text


@pytest.mark.parametrize("when", ["2021-05-11", "2021-05-11 00:00", "2021-05-10T22:00Z"])
def test_publish_after_counts_in_oslo(portal: Callable[..., PortalFolder], when: str) -> None:
    folder = portal({"cases/2021-x.md": f"---\ntitle: Kjem seinare\npublish_after: {when}\n---\nTekst.\n"})
    assert "/saker/2021-x/" not in _words(folder, _epoch(2021, 5, 10, 23, 59, 59))
    assert "Kjem seinare" in _words(folder, _epoch(2021, 5, 11))["/saker/2021-x/"].text


@pytest.mark.parametrize(
    "hold",
    [
        "draft: true\npublish_after: 2021-07-17",
        "publish_after: 2021-07-17",
        "draft: true\nexempt: {basis: b, public_title: p, until: 2021-07-17}",
        "draft: true\nattachments: [{title: t, exempt: {basis: b, public_title: p, until: 2021-07-17}}]",
    ],
)
def test_no_date_of_a_hidden_record_is_told(portal: Callable[..., PortalFolder], hold: str) -> None:
    folder = portal(
        {
            "cases/2021-x.md": f"---\ntitle: Ikkje enno\n{hold}\n---\nTekst.\n",
            "cases/2021-open.md": "---\ntitle: Open\n---\nTekst.\n",
        }
    )
    pages = _words(folder, _epoch(2021, 5, 10))
    assert [address for address, page in pages.items() if "17. juli" in page.text] == []


@pytest.fixture(scope="module")
def preview(built: Built) -> tuple[PortalFolder, dict[str, list[str]]]:
    target = built.folder.root / "preview"
    result = built.folder.command("write", str(target), "--preview")
    assert result.exit_code == 0, result.output
    return PortalFolder(target), tokens_in(target)


@pytest.mark.parametrize("state", ["draft", "embargoed"])
def test_the_preview_shows_drafts_with_a_banner(
    built: Built, preview: tuple[PortalFolder, dict[str, list[str]]], state: str
) -> None:
    folder, found = preview
    for kind in KINDS:
        page = folder.root / record_page(kind, built.hidden.ids[state, kind.name]).lstrip("/") / "index.html"
        banner = page.read_text("utf-8").partition('class="preview"')[2].partition("</div>")[0]
        assert NN.text(f"preview.{state}") in banner
    held = {"exempt", "retracted", "publish_after", "attachments", "agenda", "item-heading", "content", "file"}
    held.add("planned")  # of a case that is closed
    planted = {t: (r, at) for t, (r, at) in built.hidden.planted_in(state).items() if "companion" not in r}
    items = {"text", "heading"}
    missing = {
        f"{r}: {'.'.join(at)}"
        for t, (r, at) in planted.items()
        if t not in found and not held & set(at) and not (r.endswith("meeting") and items & set(at))
    }
    assert missing == set()


def test_the_preview_shows_the_note_of_an_exemption_and_nothing_else(
    built: Built, preview: tuple[PortalFolder, dict[str, list[str]]]
) -> None:
    found = preview[1]
    planted = built.hidden.planted_in("exempt", "item-exempt", "attachment")
    notes = {t for t, (_, at) in planted.items() if at == ("exempt", "note")}
    assert len(notes) > 6
    assert notes <= set(found)
    withheld = built.hidden.withheld()
    shown = {withheld[t] for t in planted if t in withheld and t in found and t not in notes}
    assert shown == set()


def test_the_published_site_has_no_banner(built: Built, preview: tuple[PortalFolder, dict[str, list[str]]]) -> None:
    def banners(site: Path) -> list[Path]:
        pages = (path for path in site.rglob("*.html") if path.parent.name != "komponentar")  # which shows them all
        return [path for path in pages if 'class="preview"' in path.read_text("utf-8")]

    assert banners(built.folder.root / "site") == []
    assert len(banners(preview[0].root)) > 2 * len(KINDS)


# -- what stands in the place of what is hidden


def test_an_exempt_page_tells_how_to_ask_for_access(built: Built) -> None:
    for kind in KINDS:
        address = record_page(kind, built.hidden.ids["exempt", kind.name]).lstrip("/")
        assert NN.text("exempt.ask") in read_page(built.folder.root / "site" / address / "index.html").text


def test_an_item_that_has_only_the_title_of_a_draft_shows_its_number_alone(portal: Callable[..., PortalFolder]) -> None:
    folder = portal(
        {
            f"organisations/{BODY}.md": "---\ntitle: Ope utval\nkind: area\n---\n",
            "cases/2021-x.md": "---\ntitle: Løynd sak\ndraft: true\n---\n## Framlegg til vedtak\nLøynd framlegg.\n",
            f"meetings/{BODY}/2021-06-01.md": """
                ---
                agenda:
                  - {number: 05/21, case: 2021-x}
                  - {case: 2021-x}
                ---
                ## 05/21 Løynd sak
                Saka vart drøfta.

                ## Løynd sak
                Meir drøfting.
            """,
        }
    )
    pages = _words(folder, _epoch(2021, 5, 10))
    page = pages[f"/moter/{BODY}/2021-06-01/"].text
    assert NN.text("item.number", number="05/21") in page
    assert "Saka vart drøfta." in page
    assert "Meir drøfting." in page
    assert [address for address, page in pages.items() if "Løynd" in page.text] == []


def test_a_file_that_nothing_public_names_is_not_published(portal: Callable[..., PortalFolder]) -> None:
    folder = portal(
        {
            "cases/2021-x.md": "---\ntitle: Open\nattachments: [{title: Notat, file: notat.txt}]\n---\nTekst.\n",
            "cases/2021-x/notat.txt": "ope",
            "cases/2021-x/kladd.txt": "kladd",
            "cases/2021-x/_intern.txt": "internt",
        }
    )
    target = folder.root / "out"
    assert folder.command("write", str(target)).exit_code == 0
    assert {p.name for p in (target / "saker").rglob("*.txt")} == {"notat.txt"}


def test_a_file_is_held_back_if_any_attachment_of_it_is_exempt(portal: Callable[..., PortalFolder]) -> None:
    exempt = "exempt: {basis: b, public_title: Unnateke notat}"
    folder = portal(
        {
            f"organisations/{BODY}.md": "---\ntitle: Ope utval\nkind: area\n---\n",
            f"meetings/{BODY}/2021-06-01.md": f"""
                ---
                attachments: [{{title: Synleg, file: a.txt}}]
                agenda: [{{number: 1/21, title: Sak, attachments: [{{title: Løynd, file: a.txt, {exempt}}}]}}]
                ---
                Sjå [Løynd](2021-06-01/a.txt) og ![Løynd](2021-06-01/a.txt).
            """,
            f"meetings/{BODY}/2021-06-01/a.txt": "løynd",
        }
    )
    pages = _words(folder, _epoch(2021, 5, 10))
    assert list(folder.root.joinpath("out").rglob("a.txt")) == []
    assert "Løynd" not in pages[f"/moter/{BODY}/2021-06-01/"].text


def test_a_picture_of_an_exempt_record_says_what_may_be_known_of_it(portal: Callable[..., PortalFolder]) -> None:
    exempt = "exempt: {basis: offentleglova § 13, public_title: Ei unnateken sak}"
    folder = portal(
        {
            "cases/2021-x.md": f"---\ntitle: Løynd\n{exempt}\n---\n",
            "cases/2021-y.md": '---\ntitle: Open\n---\n![Løynd](2021-x.md "Løynd") [![Løynd](2021-x.md)](2021-x.md)\n',
        }
    )
    _words(folder, epoch := _epoch(2021, 5, 10))
    page = (folder.root / "out" / epoch / "public/saker/2021-y/index.html").read_text("utf-8")
    assert "Løynd" not in page
    assert page.count('alt="Ei unnateken sak">') == 1


def test_only_a_heading_whose_own_words_are_withheld_gets_another_anchor(portal: Callable[..., PortalFolder]) -> None:
    text = (
        "Sjå [Løynd](2021-x.md).\n\n#### Om [planen](2021-z.md)\n\nOrd.\n\n#### Om Løynd i [Løynd](2021-x.md)\n\nOrd.\n"
    )
    folder = portal(
        {
            "cases/2021-x.md": "---\ntitle: Løynd\ndraft: true\n---\n",
            "cases/2021-y.md": f"---\ntitle: Open\n---\n{text}",
            "cases/2021-z.md": "---\ntitle: Planen\n---\n",
        }
    )
    _words(folder, epoch := _epoch(2021, 5, 10))
    page = (folder.root / "out" / epoch / "public/saker/2021-y/index.html").read_text("utf-8")
    assert '<h4 id="om-planen">' in page
    assert "om-loynd-i-loynd" not in page


def test_ids_of_the_tests_are_ids(built: Built) -> None:
    assert all(is_id(part) for id_ in built.hidden.ids.values() for part in id_.split("/"))
