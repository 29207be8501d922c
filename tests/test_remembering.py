"""Reading again: what a file was found to hold is remembered by its bytes, and changes nothing."""

from __future__ import annotations

import datetime as dt
import os
import pickle
import sqlite3
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from portal.model.values import PartialDate
from portal.source import reading
from portal.source.cache import FOLDER, Cache
from portal.source.pickling import Unreadable, dumped, loaded
from portal.source.reading import Parsed, PortalReader, read_records
from portal.text.tree import write_html
from support.every_page import EVERY_PAGE
from support.hidden import hidden_portal
from support.portals import PortalFolder

MakePortal = Callable[..., PortalFolder]


def case(title: str, words: str = "Ord.", more: str = "") -> str:
    return f"---\ntitle: {title}\n{more}---\n\n## Bakgrunn\n\n{words}\n"


def cached(folder: PortalFolder) -> Parsed:
    return read_records(folder.root, cache=Cache(folder.root / FOLDER))


def kept_by(folder: PortalFolder) -> bytes:
    return b"".join(path.read_bytes() for path in sorted((folder.root / FOLDER).iterdir()))


def test_a_warm_reading_gives_what_a_cold_one_gives(portal: MakePortal, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = portal(
        {**EVERY_PAGE, "cases/x.md": "---\ntitle: X\nfoo: bar\n---\n", "cases/y.md": b"\xff", "cases/z.txt": b""}
    )
    plain = read_records(folder.root)
    assert cached(folder) == plain
    assert cached(folder) == plain
    assert len(plain.problems) > 2
    monkeypatch.setattr(reading, "parse_text", lambda *_: (None, []))
    assert len(cached(folder).records) > 10


def test_what_holds_something_back_is_not_kept_nor_what_names_it(portal: MakePortal) -> None:
    folder = portal(
        {
            "organisations/qxorg.md": "---\ntitle: Qxlaget\nkind: strategic\ndraft: true\n---\n",
            "cases/2021-qxsak.md": case("Qxtittel", "Qxord.", "exempt: {basis: offl. § 13, public_title: Ei sak}\n"),
            "cases/2021-a.md": case("Open sak", "Sjå [Qxtilvising](2021-qxsak.md)."),
            "cases/2021-b.md": case("Open sak", "Qxbyte: sjå Qxlaget."),
            "cases/2021-c.md": case("Open sak", "Heilt open tekst."),
        }
    )
    cached(folder)
    assert b"Heilt open tekst" in kept_by(folder)
    words = (b"Qxlaget", b"Qxtittel", b"Qxord", b"Qxtilvising", b"Qxbyte", b"qxsak", b"qxorg")
    assert [word for word in words if word in kept_by(folder)] == []


def test_a_value_that_was_changed_by_somebody_is_parsed_anew(portal: MakePortal) -> None:
    folder = portal({"cases/2021-c.md": case("Open sak")})
    first = cached(folder)
    with sqlite3.connect(folder.root / FOLDER / "values.sqlite") as changed:
        key = changed.execute("SELECT key FROM kept").fetchone()[0]
    for damage in (b"", b"\x80\x05", pickle.dumps(os.system)):
        Cache(folder.root / FOLDER).keep({key: damage})
        assert cached(folder) == first


def test_a_reader_gives_the_same_record_for_the_same_file(portal: MakePortal) -> None:
    folder = portal({**EVERY_PAGE, "cases/2021-c.md": case("Open sak")})
    reader = PortalReader(folder.root)
    first = {record.path: record for record in reader.read().records}
    for changed in (None, set(), {"cases/2021-c.md"}, {"mkdocs.yml"}):
        assert all(record is first[record.path] for record in reader.read(changed).records)
    folder.write({"cases/2021-c.md": case("Anna sak")})
    later = {record.path: record for record in reader.read({"cases/2021-c.md"}).records}
    assert later["cases/2021-c.md"].facts.title == "Anna sak"
    assert {path for path in first if later[path] is not first[path]} == {"cases/2021-c.md"}


def test_a_reader_finds_what_came_and_what_went(portal: MakePortal) -> None:
    folder = portal({"cases/2021-a.md": case("A"), "cases/2021-b.md": case("B"), "cases/2021-a/x.txt": b"x"})
    reader = PortalReader(folder.root)
    reader.read()
    folder.write({"cases/2021-c.md": case("C"), "cases/2021-a/y.txt": b"y"})
    (folder.root / "cases/2021-b.md").unlink()
    told = reader.read({"cases/2021-c.md", "cases/2021-b.md", "cases/2021-a/y.txt"})
    assert told == read_records(folder.root)
    assert {record.id for record in told.records if record.kind.name == "case"} >= {"2021-a", "2021-c"}
    assert set(told.records[0].files) == {"x.txt", "y.txt"}
    (folder.root / "cases/2021-a.md").unlink()
    (folder.root / "cases/2021-a.md").symlink_to(folder.root / "cases/2021-c.md")
    assert reader.read({"cases/2021-a.md"}) == read_records(folder.root)


def test_a_reader_tells_of_an_attachment_how_big_it_is_now(portal: MakePortal) -> None:
    folder = portal({"cases/2021-a.md": case("A"), "cases/2021-a/notat.txt": "Kort.\n"})
    reader = PortalReader(folder.root)
    (before,) = reader.read().records
    assert before.files["notat.txt"].size == 6
    folder.write({"cases/2021-a/notat.txt": "Ikkje så kort.\n"})
    (after,) = reader.read(["cases/2021-a/notat.txt"]).records
    assert after.files["notat.txt"].size == 16


def test_workers_read_as_one_reads_alone(portal: MakePortal, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = portal({**hidden_portal().files, **EVERY_PAGE})
    alone = read_records(folder.root)
    monkeypatch.setattr(reading, "_FEW", 3)
    monkeypatch.setattr(reading, "_CHUNK", 2)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    assert read_records(folder.root) == alone
    assert cached(folder) == alone
    assert cached(folder) == alone


def test_a_text_that_is_nested_too_deep_to_be_kept_is_parsed_each_time(portal: MakePortal) -> None:
    folder = portal({"cases/2021-d.md": case("Djup", "<b>" * 900 + "djupt" + "</b>" * 900)})
    html = [write_html(cached(folder).records[0].outline.sections[0].content.nodes) for _ in "ab"]
    assert html[0] == html[1]
    assert html[0].count("<b>") == 900


def test_a_worker_that_is_killed_stops_nothing(portal: MakePortal, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = portal(EVERY_PAGE)
    alone, own, parse = read_records(folder.root), os.getpid(), reading._parse
    monkeypatch.setattr(reading, "_FEW", 3)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    monkeypatch.setattr(reading, "_parse", lambda task: parse(task) if os.getpid() == own else os._exit(1))
    assert read_records(folder.root) == alone


class Foreign:
    """A class that is none of ours."""


@pytest.mark.parametrize("value", [os.system, print, Path("/"), Foreign(), BrokenProcessPool("x"), Cache])
def test_nothing_but_plain_data_of_ours_comes_out_of_bytes(value: object) -> None:
    data = dumped(value)
    assert data is not None
    with pytest.raises(Unreadable):
        loaded(data)


def test_a_name_that_a_module_of_ours_has_from_elsewhere_is_refused() -> None:
    with pytest.raises(Unreadable):
        loaded(b"cportal.source.reading\nPath\n.")


def test_plain_data_comes_back_as_it_was() -> None:
    value = ({"a": [1, None]}, frozenset({"b"}), PartialDate("2021-03", dt.date(2021, 3, 1), dt.date(2021, 3, 31)))
    data = dumped(value)
    assert data is not None
    assert loaded(data) == value
