"""What a new portal brings along for its git host: workflows for three of them, whose commands are run here.

The proposal adds a case and breaks nothing, or breaks a meeting; `main` is what it builds on. Today is 10 May 2021.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import yaml

from portal.model.media_types import content_type
from portal.outputs.serving.headers import CACHED, REVALIDATED, lasting_pattern
from portal.pages.rendering.policy import policy_header
from support.history import commit, git
from support.portals import EPOCH, PortalFolder
from support.programs import need
from support.servers import ask, block_of, contained
from support.store import store_at

FILES = Path(__file__).parents[1] / "plugins/portal/commands/founding/files/common"
WORKFLOWS = (".github/workflows/check.yml", ".github/workflows/publish.yml", ".gitlab-ci.yml",
             ".gitea/workflows/check.yml", ".gitea/workflows/publish.yml")  # fmt: skip
CASE = "---\ntitle: Ny legevakt\nsubmitted: 2021-05-07\n---\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal as `portal init` makes it, in git, with `main` and a proposal that adds a case."""
    folder = PortalFolder(tmp_path_factory.mktemp("host") / "portal")
    given = ("--name", "Fjordane", "--url", "fjordane.example", "--body", "Utval A", "--partner", "Vik kommune")
    assert folder.command("init", str(folder.root), "--yes", *given).exit_code == 0
    settings = folder.root / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8").replace("responsible:", "paper: false\n      responsible:"), "utf-8"
    )
    commit(folder, "Grunnlegg")
    git(folder, "branch", "-M", "main")
    git(folder, "checkout", "-q", "-b", "framlegg")
    folder.write({"cases/2021-legevakt.md": CASE})
    commit(folder, "Meld inn ei sak")
    return folder.root


@pytest.fixture
def proposal(made: Path, tmp_path: Path) -> PortalFolder:
    shutil.copytree(made, tmp_path / "portal")
    return PortalFolder(tmp_path / "portal")


def sh(folder: PortalFolder, *words: str, epoch: str = EPOCH, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a script of the portal's as its workflows do, with `portal` and `python` on the path."""
    binaries = folder.root.parent / "bin"
    if not binaries.is_dir():
        binaries.mkdir()
        for name, begin in (("portal", f"{sys.executable} -m portal.commands.cli"), ("python", sys.executable)):
            (binaries / name).write_text(f'#!/bin/sh\nexec {begin} "$@"\n')
            (binaries / name).chmod(0o755)
    path = f"{binaries}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "SOURCE_DATE_EPOCH": epoch, **more}
    return subprocess.run(
        ["sh", *words], cwd=folder.root, env=environment, capture_output=True, text=True, check=False, timeout=300
    )


def broken(folder: PortalFolder) -> str:
    """Break the first meeting; its path."""
    (path,) = (folder.root / "meetings").rglob("*.md")
    path.write_text(path.read_text("utf-8").replace("start: ", "start: ti på "), "utf-8")
    return path.relative_to(folder.root).as_posix()


# -- a proposal


def test_github_is_told_of_what_is_wrong_at_its_line(proposal: PortalFolder) -> None:
    assert sh(proposal, "jobs/check.sh", "main", "github").stdout == ""
    path = broken(proposal)
    checked = sh(proposal, "jobs/check.sh", "main", "github")
    assert checked.returncode == 1
    assert re.fullmatch(rf"::error file={re.escape(path)},line=3,col=\d+::.+\n", checked.stdout)


def test_gitlab_gets_a_report_of_quality(proposal: PortalFolder) -> None:
    """The properties that GitLab reads (docs.gitlab.com, "Code Quality report format"), each fingerprint its own."""
    assert json.loads(sh(proposal, "jobs/check.sh", "main", "gitlab").stdout) == []
    path = broken(proposal)
    (proposal.root / "cases/2021-legevakt.md").write_text(CASE.replace("2021-05-07", "i fjor"), "utf-8")
    checked = sh(proposal, "jobs/check.sh", "main", "gitlab")
    found = json.loads(checked.stdout)
    assert checked.returncode == 1
    assert {one["location"]["path"]: one["location"]["lines"]["begin"] for one in found} == {
        path: 3, "cases/2021-legevakt.md": 3,
    }  # fmt: skip
    assert {one["severity"] for one in found} == {"major"}
    assert len({one["fingerprint"] for one in found}) == 2
    assert all(set(one) == {"description", "check_name", "fingerprint", "severity", "location"} for one in found)


def test_gitea_gets_a_review(proposal: PortalFolder) -> None:
    path = broken(proposal)
    review = json.loads(sh(proposal, "jobs/check.sh", "main", "gitea").stdout)
    (note,) = review["comments"]
    assert (review["event"], review["body"]) == ("COMMENT", "Kontrollen fann éin ting.")
    assert (note["path"], note["new_position"], note["old_position"]) == (path, 3, 0)
    assert "start" in note["body"]


def test_the_pages_that_a_proposal_touches_can_be_looked_at(proposal: PortalFolder) -> None:
    done = sh(proposal, "jobs/preview.sh", "main")
    assert done.returncode == 0, done.stderr
    told = dict(line.split(" ", 1)[::-1] for line in done.stdout.splitlines()[:-1])
    assert told["/saker/2021-legevakt/"] == "new"
    assert told["/saker/"] == "changed"
    assert "/om/" not in told
    preview = proposal.root / "preview"
    links = re.findall(r"\[(\S+)\]\((\S+)\)", (preview / "changes.md").read_text("utf-8"))
    assert [address for address, _ in links] == list(told)
    assert all((preview / link).is_file() for _, link in links)
    assert not (preview / "om/index.html").exists()
    assert list((preview / "assets/portal").glob("portal.*.css"))
    page = (preview / "saker/2021-legevakt/index.html").read_text("utf-8")
    assert "Ny legevakt" in page
    assert not (preview / "manifest.json").exists(), "a preview is no published site"


def test_links_lead_to_where_the_host_keeps_the_preview(proposal: PortalFolder) -> None:
    assert sh(proposal, "jobs/preview.sh", "main", "https://git.example/jobs/1/file/preview").returncode == 0
    listed = (proposal.root / "preview/changes.md").read_text("utf-8")
    assert "(https://git.example/jobs/1/file/preview/saker/2021-legevakt/index.html)" in listed


def test_what_a_proposal_takes_away_is_listed_without_a_link(proposal: PortalFolder) -> None:
    git(proposal, "checkout", "-q", "main")
    git(proposal, "merge", "-q", "framlegg")
    git(proposal, "checkout", "-q", "-b", "bort")
    (proposal.root / "cases/2021-legevakt.md").unlink()
    commit(proposal, "Ta bort")
    done = sh(proposal, "jobs/preview.sh", "main")
    assert "gone /saker/2021-legevakt/" in done.stdout.splitlines()
    assert "- Borte: /saker/2021-legevakt/\n" in (proposal.root / "preview/changes.md").read_text("utf-8")


def test_a_preview_of_what_cannot_be_built_tells_why(proposal: PortalFolder) -> None:
    path = broken(proposal)
    done = sh(proposal, "jobs/preview.sh", "main")
    assert done.returncode == 1
    assert f"{path}:3:" in done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_that_is_withheld_stands_in_a_preview(proposal: PortalFolder) -> None:
    proposal.write({"cases/2021-utkast.md": "---\ntitle: Hemmeleg utkast\ndraft: true\n---\n"})
    assert sh(proposal, "jobs/preview.sh", "main").returncode == 0
    files = [path for path in (proposal.root / "preview").rglob("*") if path.is_file()]
    assert [path for path in files if b"Hemmeleg utkast" in path.read_bytes()] == []


# -- when to build


@contextmanager
def published(site: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_site_is_built_again_when_something_has_become_public_since(proposal: PortalFolder) -> None:
    """An hour after the build the record's moment has come; the site that is published tells when it was built."""
    proposal.write(
        {"cases/2021-ventar.md": "---\ntitle: Ventar\npublish_after: 2021-05-10 02:30\nsubmitted: 2021-05-01\n---\n"}
    )
    assert sh(proposal, "publish.sh").returncode == 0
    later = str(int(EPOCH) + 3600)
    with published(proposal.root / "site") as address:
        assert sh(proposal, "jobs/due.sh", address).stdout == ""
        due = sh(proposal, "jobs/due.sh", address, epoch=later)
        assert due.stdout == "2021-05-10T02:30+02:00 cases/2021-ventar.md\n", due.stderr
        assert sh(proposal, "publish.sh", epoch=later).returncode == 0
        assert sh(proposal, "jobs/due.sh", address, epoch=later).stdout == ""
    unknown = sh(proposal, "jobs/due.sh", "http://127.0.0.1:9/")
    assert unknown.returncode == 0
    assert "er ikkje manifestet til nokon nettstad, så han må byggjast." in unknown.stdout


# -- where the site goes


@pytest.fixture(scope="module")
def site(made: Path, tmp_path_factory: pytest.TempPathFactory) -> PortalFolder:
    """The portal with its site built by `publish.sh`."""
    folder = tmp_path_factory.mktemp("built") / "portal"
    shutil.copytree(made, folder)
    portal = PortalFolder(folder)
    portal.write({"cases/2021-legevakt.md": CASE.replace("submitted", "aliases: [/gammal/sak/]\nsubmitted")})
    done = sh(portal, "publish.sh")
    assert done.returncode == 0, done.stdout + done.stderr
    return portal


def tree_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("script", "program"), [("to-rsync.sh", "rsync"), ("to-s3.sh", "rclone")])
def test_the_site_is_sent_whole_and_what_is_gone_goes(
    site: PortalFolder, tmp_path: Path, script: str, program: str
) -> None:
    need(program)
    target = tmp_path / "target"
    (target / "gammal").mkdir(parents=True)
    (target / "gammal/index.html").write_text("borte")
    (target / "index.html").write_text("eldre")
    done = sh(site, f"jobs/{script}", f"{target}/", RCLONE_CONFIG=str(tmp_path / "none.conf"))
    assert done.returncode == 0, done.stderr
    assert tree_of(target) == tree_of(site.root / "site")
    assert sh(site, f"jobs/{script}", f"{target}/", RCLONE_CONFIG=str(tmp_path / "none.conf")).returncode == 0


def test_a_store_gets_what_changed_and_what_to_say_of_each_file(site: PortalFolder, tmp_path: Path) -> None:
    """What is named by its hash goes first; a second time nothing is sent; what is gone goes last."""
    need("rclone")
    shutil.copytree(site.root, tmp_path / "portal")
    portal = PortalFolder(tmp_path / "portal")
    folder = portal.root / "site"
    (folder / "saker/2021-legevakt/tal.ods").write_bytes(b"tal")
    with store_at() as store:
        said = {"RCLONE_CONFIG": str(store.settings(tmp_path / "rclone.conf")), "AWS_CA_BUNDLE": ""}

        def sent() -> list[str]:
            store.written.clear()
            done = sh(portal, "jobs/to-s3.sh", "lager:nettstad", **said)
            assert done.returncode == 0, done.stderr
            return [*store.written]

        order = [line.removeprefix("PUT ") for line in sent()]
        tree = tree_of(folder)
        assert {key: one.content for key, one in store.objects.items()} == tree
        lasting = [bool(re.search(lasting_pattern(""), f"/{key}")) for key in order]
        assert lasting == sorted(lasting, reverse=True)
        for key, one in store.objects.items():
            is_lasting = re.search(lasting_pattern(""), f"/{key}")
            assert one.headers["Cache-Control"] == (CACHED if is_lasting else REVALIDATED), key
            assert one.headers["Content-Type"] == content_type(f"/{key}"), key
        assert sent() == []
        (folder / "robots.txt").write_text("User-agent: *\n")
        (folder / "llms.txt").unlink()
        assert sent() == ["PUT robots.txt", "DELETE llms.txt"]


def test_the_image_serves_the_site_with_its_headers_and_redirects(site: PortalFolder, tmp_path: Path) -> None:
    """By the README's own block, at a port that it says; by the server that it is made from."""
    own = (FILES / "Caddyfile").read_text("utf-8")
    assert own.replace(":8080", "helsefellesskap.example") == block_of("caddy")
    with contained(site.root, tmp_path) as server:
        page = ask(server, "/saker/2021-legevakt/")
        assert page.status == 200
        assert page.headers["Content-Security-Policy"] == policy_header()
        assert page.headers["Cache-Control"] == REVALIDATED
        assert page.headers["Content-Type"] == "text/html; charset=utf-8"
        (sheet,) = (site.root / "site/assets/portal").glob("portal.*.css")
        assert ask(server, f"/assets/portal/{sheet.name}").headers["Cache-Control"] == CACHED
        moved = ask(server, "/gammal/sak/")
        assert (moved.status, moved.headers["Location"]) == (301, "/saker/2021-legevakt/")
        lost = ask(server, "/nei/")
        assert (lost.status, "Vi finn ikkje sida" in lost.body.decode()) == (404, True)


# -- the workflows themselves


def steps_of(path: str, made: Path) -> list[str]:
    """The commands of a workflow, each as it is run."""
    loaded = yaml.safe_load((made / path).read_text("utf-8"))
    jobs = loaded.get("jobs") or {
        name: one for name, one in loaded.items() if isinstance(one, dict) and "script" in one
    }
    found = []
    for job in jobs.values():
        found += job.get("script", [])
        found += [step["run"] for step in job.get("steps", ()) if "run" in step]
    return found


@pytest.mark.parametrize("path", WORKFLOWS)
def test_a_workflow_does_what_the_scripts_do(made: Path, path: str) -> None:
    """Each of its commands is one that sh takes, each script that it names is there, and each script is named."""
    steps = steps_of(path, made)
    assert steps
    for step in steps:
        assert "${{" not in step, "what the host puts into a command is for the environment"
        done = subprocess.run(["sh", "-n", "-c", step], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        for script in re.findall(r"\bsh ([\w./-]+\.sh)", step):
            assert (made / script).is_file(), script
    named = {
        name for one in WORKFLOWS for step in steps_of(one, made) for name in re.findall(r"jobs/([\w-]+\.sh)", step)
    }
    assert named | {"to-s3.sh"} == {script.name for script in (FILES / "jobs").iterdir()}


def test_every_host_checks_shows_publishes_and_waits_for_moments(made: Path) -> None:
    hosts = {
        "github": (".github/workflows/check.yml", ".github/workflows/publish.yml"),
        "gitlab": (".gitlab-ci.yml",),
        "gitea": (".gitea/workflows/check.yml", ".gitea/workflows/publish.yml"),
    }
    for host, paths in hosts.items():
        said = "\n".join(step for path in paths for step in steps_of(path, made))
        assert re.search(rf"jobs/check\.sh \S+ {host}\b", said), host
        assert all(word in said for word in ("jobs/preview.sh", "publish.sh", "jobs/due.sh")), host


@pytest.mark.parametrize(
    ("schedule", "is_due", "is_built"),
    [("", False, True), ("10 1 * * *", False, True), ("*/30 * * * *", False, False), ("*/30 * * * *", True, True)],
)
def test_github_builds_at_night_on_a_push_and_when_something_is_due(
    proposal: PortalFolder, schedule: str, is_due: bool, is_built: bool
) -> None:
    (step,) = (one for one in steps_of(".github/workflows/publish.yml", proposal.root) if "due.sh" in one)
    (proposal.root / "jobs/due.sh").write_text("echo noko\n" if is_due else "true\n")
    output = proposal.root.parent / "output"
    done = sh(proposal, "-c", step, GITHUB_OUTPUT=str(output), SCHEDULE=schedule, SITE="https://x.example/")
    assert done.returncode == 0, done.stderr
    assert output.exists() is is_built


def test_the_job_of_the_night_sends_what_is_new_to_a_list_that_is_a_secret(proposal: PortalFolder) -> None:
    assert sh(proposal, "jobs/notify.sh").stdout == ""
    secret = {
        "PORTAL_NOTIFY_SUBSCRIBERS": "- {address: a@example.org, all: true}",
        "PORTAL_NOTIFY_FROM": "post@fjordane.example",
        "PORTAL_NOTIFY_SMTP": "smtp://127.0.0.1:9",
    }
    begun = sh(proposal, "jobs/notify.sh", **secret)
    assert begun.returncode == 0, begun.stderr
    assert (proposal.root / "varsel/state.json").is_file()
    assert "/varsel/" in (proposal.root / ".gitignore").read_text("utf-8")
