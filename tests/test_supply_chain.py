"""What the site is built with: each package pinned and held to its hashes, its licence known, and none calls out."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from support.licences import AUDIT, BENCH, FUZZ, LIST, ROOT, SITE, TESTS, page, pinned, written
from support.portals import EPOCH, make_portal
from support.small import SMALL

FREE = re.compile(
    r"(MIT|MIT-0|0BSD|OFL-1\.1|BSD(-\d-Clause)?|Apache-2\.0|MPL-2\.0|PSF-2\.0|ISC|Artistic|Unlicense|HPND|MIT-CMU|LGPL-2\.1-or-later|"
    r"LGPL-2\.1\+|LGPL-3\.0-only|CNRI-Python|W3C|GPL-2\.0-or-later(?=$)| AND | OR |[()])+"
)
"""Licences under which a public body may use, change and pass on the portal; LGPL for libraries that stay separate."""


@pytest.mark.parametrize("file", [SITE, TESTS, AUDIT, FUZZ, BENCH])
def test_every_package_is_pinned_to_one_version_and_its_hashes(file: str) -> None:
    """As `pip install --require-hashes` and `pip-audit --disable-pip` want it."""
    found = list(pinned(file))
    assert len(found) > 20
    loose = [str(one.requirement) for one in found if not re.fullmatch(r"==[^,*]+", str(one.requirement.specifier))]
    assert loose == []
    assert [one.name for one in found if not one.hashes] == []
    versions: dict[tuple[str, str], set[str]] = {}
    for one in found:
        versions.setdefault((one.name, str(one.requirement.marker)), set()).add(str(one.requirement.specifier))
    assert [name for name, told in versions.items() if len(told) > 1] == []


def test_no_file_of_pinned_packages_names_where_they_come_from() -> None:
    """No host: whoever installs them decides which mirror to ask."""
    for file in (SITE, TESTS, AUDIT, FUZZ, BENCH):
        assert not re.search(r"://|--(extra-)?index-url|--find-links|--trusted-host", (ROOT / file).read_text("utf-8"))


def test_all_that_is_asked_for_is_pinned() -> None:
    """Each dependency of pyproject.toml stands in the file that is installed for it, in a version that it allows."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    asked = {
        SITE: [*project["dependencies"], *extras["mkdocs"]],
        TESTS: extras["test"],
        AUDIT: extras["audit"],
        FUZZ: extras["fuzz"],
        BENCH: extras["bench"],
    }
    for file, requirements in asked.items():
        there = {one.name: str(one.requirement.specifier).removeprefix("==") for one in pinned(file)}
        for wanted in map(Requirement, requirements):
            assert wanted.specifier.contains(there[canonicalize_name(wanted.name)]), wanted


def test_everything_is_installed_against_its_hashes() -> None:
    """The Makefile installs nothing but the project itself without `--require-hashes`."""
    lines = [line for line in (ROOT / "Makefile").read_text("utf-8").splitlines() if "pip install" in line]
    assert len(lines) >= 3
    assert [
        line for line in lines if "--require-hashes" not in line and "--no-deps --no-build-isolation" not in line
    ] == []


def test_the_site_and_the_tests_agree_on_versions() -> None:
    """What both files pin, they pin alike."""
    site, tests = ({one.name: one.requirement.specifier for one in pinned(file)} for file in (SITE, TESTS))
    assert {name: told for name, told in tests.items() if site.get(name, told) != told} == {}


def test_every_licence_is_listed_and_free() -> None:
    """`docs/licences.md` is what `make licences` would write; each licence lets a public body use and pass on code."""
    assert LIST.read_text("utf-8") == page(), "run `make licences`"
    assert {name: told for name, told in written().items() if not FREE.fullmatch(told)} == {}


LOCKED = """
import socket, sys

try:
    socket.create_connection(("192.0.2.1", 80), timeout=5)
except OSError as fault:
    assert fault.errno == 101, fault
else:
    sys.exit("there is a network")

asked = []

def notice(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"}:
        if event != "socket.connect" or isinstance(arguments[1], tuple):
            asked.append(f"{event}: {arguments[1:] if event == 'socket.connect' else arguments}")

sys.addaudithook(notice)
from mkdocs.__main__ import cli
cli(["build", "--strict", "--quiet"], standalone_mode=False)
assert not asked, asked
"""
"""Builds a site where there is no network (errno 101, ENETUNREACH), and notices whoever looks for one all the same."""


def test_a_site_is_built_without_a_network(tmp_path_factory: pytest.TempPathFactory) -> None:
    """In a network namespace of its own without any interface, and no package as much as asks for a host."""
    portal = make_portal(tmp_path_factory.mktemp("offline"), SMALL)
    environment = {
        "SOURCE_DATE_EPOCH": EPOCH,
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONPATH": ":".join(filter(None, sys.path)),
    }
    try:
        built = subprocess.run(
            ["unshare", "--map-root-user", "--net", sys.executable, "-W", "error::ResourceWarning", "-c", LOCKED],
            cwd=portal.root,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        pytest.fail("No `unshare` (util-linux) on this machine: that a build needs no network was not seen.")
    assert "unshare" not in built.stderr, f"This machine gives no network namespaces: {built.stderr}"
    assert built.returncode == 0, built.stderr
    assert (portal.root / "site" / "index.html").is_file()
