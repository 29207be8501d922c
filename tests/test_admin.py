"""The editor in the browser: on where it is asked for, made of the models, and by the packages that are pinned."""

from __future__ import annotations

import io
import json
import re
import tarfile
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

import pytest

from portal.commands.administering.server import RecordServer
from portal.commands.permalinks import public_addresses
from portal.language.catalogue import LANGUAGES, catalogue_for
from portal.model.addresses import ADMIN
from portal.model.kinds import KINDS
from portal.pages.rendering.policy import admin_policy
from portal.site.building import build_site
from portal.site.site import Site
from portal.source.settings import LOCAL, AdminSettings, read_settings
from support.npm import Program, pack
from support.portals import REPOSITORY, PortalFolder, make_portal

FILES = REPOSITORY / "plugins/portal/outputs/admin/files"
SVELTIA = Program(
    "@sveltia/cms",
    "0.221.1",
    "J+Qoik9kGMk2L7vNpOQrnDmFRi+NB6vwJ0f657YtsxWH0P8WYSYRRSRC2pQ/jGGbVlM//Pg/WIgmkpswqoo3gQ==",
)
YAML = Program(
    "yaml",
    "2.8.3",
    "AvbaCLOO2Otw/lW5bmh9d/WEdcDFdQp2Z2ZUH3pX9U2ihyUY0nvLv7J6TrWowklRGPYbB/IuIMfYgxaCPg5Bpg==",
)
RECORDS: dict[str, str | bytes] = {
    "organisations/ou.md": "---\ntitle: Områdeutvalet\nshort: OU\nkind: area\n---\n",
    "organisations/vik.md": "---\ntitle: Vik kommune\nkind: municipality\n---\n",
    "organisations/loynd.md": "---\ntitle: Løynd utval\nkind: area\ndraft: true\n---\n",
    "cases/2021-ferje.md": "---\ntitle: Ferje til øyane\n---\n",
    "meetings/ou/2021-03-04.md": "---\nnumber: 1/2021\n---\n",
}
HOST = AdminSettings(backend="github", repo="fjordane/portalen")


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> PortalFolder:
    return make_portal(tmp_path_factory.mktemp("admin"), RECORDS)


def site_of(portal: PortalFolder, admin: AdminSettings | None, lang: str = "nn") -> Site:
    return build_site(portal.root, replace(read_settings(portal.root), admin=admin, lang=lang), preview=False)


def told(site: Site) -> dict[str, Any]:
    return json.loads(site[f"{ADMIN}config.json"].make().data)


# -- what it runs on


@pytest.mark.parametrize(
    ("program", "folder", "below"), [(SVELTIA, "sveltia", "package/npm"), (YAML, "yaml", "package/browser/dist")]
)
def test_what_it_runs_on_is_what_the_registry_has(tmp_path: Path, program: Program, folder: str, below: str) -> None:
    """Each file byte for byte; the licence stands at the top of the package."""
    archive = pack(program, tmp_path)
    assert archive
    with tarfile.open(archive) as packed:
        files = [(one.name, packed.extractfile(one)) for one in packed.getmembers()]
        theirs = {name: file.read() for name, file in files if file}
    ours = {path.relative_to(FILES / folder).as_posix(): path.read_bytes() for path in (FILES / folder).rglob("*")
            if path.is_file()}  # fmt: skip
    licence = next(name for name in ours if name.startswith("LICENSE"))
    assert ours.pop(licence) == theirs[f"package/{licence}"]
    assert len(ours) > 5
    assert [name for name, data in ours.items() if theirs.get(f"{below}/{name}") != data] == []


# -- when it is there


def test_without_the_setting_there_is_no_editor(portal: PortalFolder) -> None:
    assert [address for address in site_of(portal, None) if address.startswith(ADMIN)] == []


def test_with_it_no_page_no_list_and_no_search_leads_to_it(portal: PortalFolder) -> None:
    site, without = site_of(portal, HOST), site_of(portal, None)
    ours = {address for address in site if address.startswith(ADMIN)}
    assert {ADMIN, f"{ADMIN}admin.js", f"{ADMIN}config.json", f"{ADMIN}sveltia/index.js"} <= ours
    assert {*site} - ours == {*without}
    assert public_addresses(site) == public_addresses(without)
    leading = re.compile(rb"""(?:href=["']?|src=["']?|<loc>|Disallow:)[^"'<>]*/admin/""")
    assert leading.search(b'<a href="../admin/">')
    told = {address: site[address].make().data for address in {*site} - ours if not address.startswith("/assets/")}
    assert [address for address, data in told.items() if leading.search(data)] == []


def test_the_page_has_a_policy_of_its_own(portal: PortalFolder) -> None:
    site = site_of(portal, HOST)
    page = site[ADMIN].make().data.decode()
    policy = admin_policy(["https://api.github.com"])
    assert f'<meta http-equiv="Content-Security-Policy" content="{escape(policy).replace("&#x27;", "&#39;")}">' in page
    assert "connect-src 'self' blob: data: https://api.github.com;" in policy
    assert "script-src 'self';" in policy
    assert '<meta name="robots" content="noindex, nofollow">' in page
    assert "unsafe-inline" not in site["/"].make().data.decode()
    headers = site["/_headers"].make().data.decode()
    assert "connect-src 'self' blob: data: https://api.github.com;" in headers
    assert "Cross-Origin-Opener-Policy: same-origin-allow-popups" in headers
    assert "unsafe-inline" not in site_of(portal, None)["/_headers"].make().data.decode()


# -- the configuration


def asked_for(fields: list[dict[str, Any]]) -> Iterator[str]:
    """The collections that pickers pick from."""
    for field in fields:
        if field.get("widget") == "relation":
            yield field["collection"]
        yield from asked_for(field.get("fields", []))


@pytest.mark.parametrize(
    ("admin", "backend", "workflow"),
    [
        (HOST, {"name": "github", "repo": "fjordane/portalen", "branch": "main"}, "editorial_workflow"),
        (
            AdminSettings(backend="gitlab", repo="a/b/c", branch="utgave", app_id="123"),
            {"name": "gitlab", "repo": "a/b/c", "branch": "utgave", "app_id": "123"},
            "editorial_workflow",
        ),
        (
            AdminSettings(backend="gitea", repo="a/b", api_root="https://git.example/api/v1"),
            {"name": "gitea", "repo": "a/b", "branch": "main", "api_root": "https://git.example/api/v1"},
            None,
        ),
        (LOCAL, {"name": "test-repo"}, None),
    ],
)
def test_each_host_is_set_up_by_the_settings(
    portal: PortalFolder, admin: AdminSettings, backend: dict[str, str], workflow: str | None
) -> None:
    """Sveltia has the editorial workflow with GitHub and GitLab alone."""
    config = told(site_of(portal, admin))["config"]
    assert config["backend"] == backend
    assert config.get("publish_mode") == workflow


def test_every_picker_has_a_list_to_choose_from(portal: PortalFolder) -> None:
    """The editor opens for nobody where one has none; what is of no body names a meeting by its id."""

    def pickers(fields: list[dict[str, Any]]) -> Iterator[str]:
        for one in fields:
            if one.get("widget") == "relation":
                yield one["collection"]
            yield from pickers(one.get("fields", []))

    collections = told(site_of(portal, HOST))["config"]["collections"]
    named = {name for one in collections for name in pickers(one["fields"])}
    assert "meetings-ou" in named
    assert named - {one["name"] for one in collections} == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_field_has_a_label_in_the_language_and_every_kind_its_forms(portal: PortalFolder, lang: str) -> None:
    site = site_of(portal, HOST, lang)
    config = told(site)["config"]

    def unlabelled(fields: list[dict[str, Any]]) -> list[str]:
        found = [
            one["name"] for one in fields if one["widget"] != "hidden" and one["label"][:1] != one["label"][:1].upper()
        ]
        return found + [name for one in fields for name in unlabelled(one.get("fields", []))]

    names = {kind.folder for kind in KINDS if kind.name != "meeting"} | {"meetings-ou"}
    assert {collection["name"] for collection in config["collections"]} == names
    assert {*asked_for(config["collections"])} <= names
    assert [unlabelled(collection["fields"]) for collection in config["collections"]] == [[]] * len(names)
    meeting = next(one for one in config["collections"] if one["name"] == "meetings-ou")
    fields = {one["name"]: one for one in meeting["fields"]}
    assert (
        fields["minutes_sent"]["hint"]
        == {"nn": "Dagen referatet blei lagt ut.", "nb": "Dagen referatet ble lagt ut."}[lang]
    )
    item = {one["name"]: one for one in fields["agenda"]["fields"]}
    assert item["case"] | {"label": "", "hint": ""} == {
        "name": "case", "label": "", "hint": "", "required": False, "widget": "relation", "collection": "cases",
        "value_field": "{{slug}}", "display_fields": ["title"], "search_fields": ["title"], "multiple": True,
    }  # fmt: skip
    assert [one["value"] for one in item["outcome"]["options"]][:3] == ["", "decided", "endorsed"]
    assert meeting["slug"]["editable"] == ["create"]
    assert "template" not in meeting["slug"]
    assert {kind.name for kind in KINDS} == {*told(site)["forms"]}


def test_the_configuration_knows_of_nothing_that_is_held_back(portal: PortalFolder) -> None:
    said = site_of(portal, HOST)[f"{ADMIN}config.json"].make().data.decode()
    assert "loynd" not in said
    assert "Løynd" not in said


@pytest.mark.parametrize(
    ("said", "line", "words"),
    [
        ("backend: bitbucket\n        repo: a/b", 1, "Skriv GitHub, GitLab eller Gitea, med små bokstavar."),
        ("backend: github\n        repo: https://github.com/a/b", 2, "samarbeidet/portalen"),
        ("backend: github\n        repo: a/b\n        grein: main", 3, "grein"),
    ],
)
def test_a_faulty_setting_is_told_where_it_stands(tmp_path: Path, said: str, line: int, words: str) -> None:
    portal = make_portal(tmp_path, {})
    file = portal.root / "mkdocs.yml"
    text = file.read_text("utf-8").replace("      paper: true", f"      admin:\n        {said}\n      paper: true")
    file.write_text(text, encoding="utf-8")
    at = text[: text.index("      admin:")].count("\n") + 1
    problem = next(one for one in read_settings(portal.root).problems if one.severity.stops_build())
    assert problem.place.line == at + line
    assert words in problem.text(catalogue_for("nn"))


# -- the records on this machine


class Asked:
    """What the server says to one request."""

    def __init__(self, server: RecordServer, method: str, path: str, body: bytes = b"", **more: str) -> None:
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": f"{ADMIN}files/{path}".encode().decode("latin-1"),
            "HTTP_HOST": "127.0.0.1:8000",
            "HTTP_AUTHORIZATION": "Bearer key",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
            **more,
        }
        self.data = b"".join(server(environ, self._start))

    def _start(self, status: str, headers: list[tuple[str, str]]) -> None:
        self.status, self.headers = int(status[:3]), dict(headers)


@pytest.fixture
def server(tmp_path: Path) -> RecordServer:
    portal = make_portal(tmp_path / "portal", RECORDS)
    return RecordServer(lambda *_: [b"preview"], portal.root, read_settings(portal.root), "key")


def test_records_are_listed_read_and_written(server: RecordServer, tmp_path: Path) -> None:
    assert {*json.loads(Asked(server, "GET", "").data)} == {*RECORDS}
    assert Asked(server, "GET", "cases/2021-ferje.md").data == b"---\ntitle: Ferje til \xc3\xb8yane\n---\n"
    assert Asked(server, "PUT", "cases/2021-bru.md", b"---\ntitle: Bru\n---\n").status == 200
    assert Asked(server, "PUT", "cases/2021-bru/notat.pdf", b"%PDF").status == 200
    assert (tmp_path / "portal/cases/2021-bru.md").read_bytes() == b"---\ntitle: Bru\n---\n"
    assert Asked(server, "GET", "cases/2021-bru/notat.pdf").headers["Content-Type"] == "application/pdf"
    assert Asked(server, "GET", "cases/2021-tunnel.md").status == 404
    assert Asked(server, "DELETE", "cases/2021-bru.md").status == 405


@pytest.mark.parametrize(
    "before", [b"\xef\xbb\xbf---\r\ntitle: A\r\n---\r\n\r\nTekst.\r\n\r\n", b"---\ntitle: A\n---\n\nTekst."]
)
def test_line_ends_and_the_end_of_a_file_stay(server: RecordServer, tmp_path: Path, before: bytes) -> None:
    file = tmp_path / "portal/cases/2021-ferje.md"
    file.write_bytes(before)
    seen = before.decode("utf-8-sig").replace("\r\n", "\n").strip().encode()
    assert Asked(server, "PUT", "cases/2021-ferje.md", seen.replace(b"A", b"B") + b"\n").status == 200
    assert file.read_bytes() == before.replace(b"A", b"B")


@pytest.mark.parametrize(
    "path",
    [
        "mkdocs.yml", "content/om.md", "cases/../mkdocs.yml", "cases/.git", "cases/2021-A.md",
        "cases/2021-a/skript.html", "cases/2021-a/.skjult.pdf", "meetings/2021-03-04.md", "meetings/ou/i-dag.md",
        "cases/con.md", "cases/2021-a.txt", "cases//2021-a.md", "organisations/ou/x/y.pdf",
    ],
)  # fmt: skip
def test_nothing_but_records_and_their_files_is_written_or_read(server: RecordServer, path: str) -> None:
    assert Asked(server, "PUT", path, b"x").status == 403
    assert Asked(server, "GET", path).status == 403


def test_a_link_out_of_the_portal_is_not_followed(server: RecordServer, tmp_path: Path) -> None:
    (tmp_path / "ute.md").write_text("ute", encoding="utf-8")
    (tmp_path / "portal/cases/2021-ute.md").symlink_to(tmp_path / "ute.md")
    assert Asked(server, "GET", "cases/2021-ute.md").status == 403
    assert Asked(server, "PUT", "cases/2021-ute.md", b"x").status == 403
    assert (tmp_path / "ute.md").read_text("utf-8") == "ute"


@pytest.mark.parametrize(
    "more",
    [
        {"HTTP_AUTHORIZATION": "Bearer feil"},
        {"HTTP_AUTHORIZATION": ""},
        {"HTTP_HOST": "ute.example:8000"},
        {"HTTP_HOST": "ute.example"},
        {"HTTP_ORIGIN": "http://ute.example"},
        {"HTTP_ORIGIN": "null"},
    ],
)
def test_only_a_page_of_this_machine_with_the_key_is_answered(server: RecordServer, more: dict[str, str]) -> None:
    assert Asked(server, "GET", "", **more).status == 403
    assert Asked(server, "PUT", "cases/2021-ferje.md", b"x", **more).status == 403


def test_what_is_too_big_is_refused(server: RecordServer) -> None:
    assert Asked(server, "PUT", "cases/2021-ferje/stor.pdf", CONTENT_LENGTH="50000001").status == 413


def test_what_is_not_a_file_of_records_is_the_preview_s(server: RecordServer) -> None:
    assert b"".join(server({"PATH_INFO": "/saker/"}, lambda *_: None)) == b"preview"
