"""The licences of what is installed: `docs/licences.md`, written by `make licences` from the packages' own metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LIST = ROOT / "docs" / "licences.md"
SITE, TESTS, AUDIT = "requirements.txt", "requirements-test.txt", "requirements-audit.txt"
FUZZ, BENCH = "requirements-fuzz.txt", "requirements-bench.txt"

HEAD = """# Licences

What the portal's code stands on. The site is built with the first list; the second is needed for its tests only.
`make licences` writes this page from what each package says of itself; a test compares.

"""

NAMES = (
    (r"mit( license)?", "MIT"),
    (r"(the )?bsd( license)?", "BSD"),
    (r"apache(-| software | )?(license,? )?(version )?(2(\.0)?)?(license)?", "Apache-2.0"),
    (r"mozilla public license 2\.0 \(mpl 2\.0\)", "MPL-2.0"),
    (r"psfl|python software foundation license", "PSF-2.0"),
    (r"artistic license", "Artistic"),
    (r"gnu lesser general public license v2 or later \(lgplv2\+\)", "LGPL-2.1-or-later"),
)
"""How packages spell the licences that have an SPDX identifier."""

SHIPPED = {"@sveltia/cms": "MIT", "material-symbols-outlined": "OFL-1.1", "noto-mono": "OFL-1.1",
           "source-sans-3": "OFL-1.1", "yaml": "ISC"}  # fmt: skip
"""What lies in `outputs/admin/files` as it came from npm, with its licences beside it."""

BY_HAND = {
    "axe-playwright-python": "MIT",
    "colorama": "BSD-3-Clause",
    "owlrl": "W3C",
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",
}
"""Packages whose metadata has no licence, or not its name, or that are pinned for other systems than the one that wrote
the list; read in their repositories."""


@dataclass(frozen=True)
class Pinned:
    """A requirement of a file of pinned packages, and how many hashes it is held to."""

    requirement: Requirement
    hashes: int

    @property
    def name(self) -> str:
        return canonicalize_name(self.requirement.name)


def pinned(file: str) -> Iterator[Pinned]:
    """The requirements of a file, in its order."""
    text = (ROOT / file).read_text("utf-8").replace("\\\n", " ")
    for line in filter(None, map(str.strip, text.splitlines())):
        words, *hashes = re.split(r"\s+--hash=sha256:", line)
        yield Pinned(Requirement(words), len(hashes))


def licence(name: str) -> str | None:
    """A package's licence in SPDX's words where it can be told; None if it is not installed."""
    if name in BY_HAND:
        return BY_HAND[name]
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return None
    expression = told.get("License-Expression")
    return expression or _spdx(_told(told))


def _told(told: PackageMetadata) -> str:
    classifiers = [words for words in told.get_all("Classifier") or [] if words.startswith("License ::")]
    if classifiers:
        return max(classifiers, key=lambda words: words.count("::")).rsplit("::", 1)[1].strip()
    return (told.get("License") or "").strip().split("\n")[0]


def _spdx(words: str) -> str:
    for pattern, name in NAMES:
        if re.fullmatch(pattern, words, re.IGNORECASE):
            return name
    return words


def rows(file: str, known: Mapping[str, str], without: str | None = None) -> dict[str, str]:
    """Package → licence for what `file` pins and `without` does not; `known` answers for what is not installed here."""
    left_out = {one.name for one in pinned(without)} if without else set()
    names = sorted({one.name for one in pinned(file)} - left_out)
    return {name: licence(name) or known.get(name, "?") for name in names}


def written() -> dict[str, str]:
    """The rows that the page has."""
    if not LIST.is_file():
        return {}
    return dict(re.findall(r"^\| (?!package |---)(\S+) \| ([^|]+?) \|$", LIST.read_text("utf-8"), re.MULTILINE))


def page() -> str:
    """The page as it should be."""
    known = written()
    site, tests = rows(SITE, known), rows(TESTS, known, without=SITE)
    tables = (("To build the site", site), ("Shipped for the editor in the browser", SHIPPED), ("To test it", tests))
    return HEAD + "\n".join(_table(title, lines) for title, lines in tables)


def _table(title: str, lines: Mapping[str, str]) -> str:
    body = "".join(f"| {name} | {told} |\n" for name, told in lines.items())
    return f"## {title}\n\n| package | licence |\n|---|---|\n{body}"


if __name__ == "__main__":
    LIST.write_text(page(), encoding="utf-8")
