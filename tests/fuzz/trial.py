"""One mutated record in a portal of its own: it is told of, or becomes pages, within a second and inside the site."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path, PureWindowsPath
from random import Random
from typing import Any

from fuzz.mutation import mutated
from portal.language.catalogue import LANGUAGES, catalogue_for
from portal.model.addresses import file_of
from portal.model.kinds import KINDS
from portal.model.problems import report
from portal.model.values import Refers
from portal.site.building import FaultyPortal, build_site, check_portal
from portal.source.frontmatter import read_document
from portal.source.settings import Settings
from support.planting import OMITTED, THEMES, At, Mint, Planter, front_matter
from support.portals import make_portal
from support.small import SMALL

__all__ = ["SECONDS", "Failure", "Trial", "is_inside"]

SECONDS = 1.0
"""CPU time that checking a portal with one mutated record, or building it, may take."""

MOMENT = dt.datetime(2021, 5, 10, 0, 0, tzinfo=dt.UTC)
_KEPT = (
    "organisations/ssu.md",
    "organisations/alver.md",
    "organisations/helse-fjord.md",
    "projects/nettside.md",
    "cases/2021-nettside.md",
    "cases/2021-lukka.md",
    "meetings/ssu/2021-02-19.md",
)
_REFERRED = {
    "organisation": "ssu", "case": "2021-nettside", "project": "nettside", "meeting": "ssu/2021-02-19",
}  # fmt: skip
_FULL = {
    "case": "cases/2021-full.md",
    "meeting": "meetings/ssu/2021-03-19.md",
    "project": "projects/full.md",
    "organisation": "organisations/full.md",
    "agreement": "agreements/full.md",
    "plan": "plans/full.md",
}
_BODY = """Ord.

## Bakgrunn

Eit *avsnitt* med [lenkje](https://a.example/).

### Vedtak

1. Ja.

## Slutt

| a | b |
|---|---|
| 1 | 2 |
"""
_FILE = "vedlegg.txt"
_PEOPLE = ("present", "invited", "secretariat", "observers", "absent")


class Failure(AssertionError):
    """A mutated record did what none may do; the message says which and what."""


@dataclass
class Trial:
    """A portal in a folder, in which records are mutated one at a time; `told` counts what became of them.

    One in `every` that the check accepts is built; a check, and a build, may take so many `seconds` of CPU time. A
    record that fails is laid into `kept`, or beside the portal.
    """

    folder: Path
    every: int = 1
    seconds: float = SECONDS
    kept: Path | None = None
    minutes: float = 600.0
    told: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0

    def __post_init__(self) -> None:
        self._began = time.monotonic()
        texts = {path: SMALL[path] for path in _KEPT}
        self._portal = make_portal(self.folder, texts)
        shutil.rmtree(self.folder / "content")
        self._portal.write({"content/om.md": "# Om\n\nOrd.\n", "themes.yml": THEMES})
        self._portal.write({f"{path.removesuffix('.md')}/{_FILE}": "Ord.\n" for path in _FULL.values()})
        self._settings = replace(
            Settings("Portalen", "https://portal.example/under/", accessibility_statement="om/", responsible="Alle"),
            about=("om.md",),
            paper=False,
            search=False,
        )
        self.corpus = {path: self._taken_apart(path) for path in _KEPT}
        self.corpus |= {_FULL[kind.name]: (_full(kind.name), _BODY) for kind in KINDS}
        self.paths = sorted(self.corpus)
        build_site(self.folder, self._settings, moment=MOMENT)  # templates are compiled once

    @property
    def is_late(self) -> bool:
        """Whether so many `minutes` have passed since the trial began."""
        return time.monotonic() - self._began > 60 * self.minutes

    def untouched(self) -> str:
        """What is wrong with the portal when the full record of a kind stands in it as it was made; for each kind."""
        told = ""
        for path in _FULL.values():
            self._portal.write({path: front_matter(*self.corpus[path])})
            checked = check_portal(self.folder, self._settings, moment=MOMENT)
            told += report([p for p in checked.problems if p.severity.stops_build()], catalogue_for("nn"))
            (self.folder / path).unlink()
        return told

    def try_one(self, chance: Random) -> None:
        """Mutate one record and see what becomes of the portal. Raises `Failure`."""
        path = self.paths[chance.randrange(len(self.paths))]
        data = mutated(*self.corpus[path], chance)
        file = self.folder / path
        file.write_bytes(data)
        try:
            self._examine(path, data)
        except Exception as fault:
            kept = (self.kept or self.folder.parent) / f"{hashlib.sha256(data).hexdigest()[:12]}.md"
            kept.write_bytes(data)
            raise Failure(f"{path} as in {kept}: {type(fault).__name__}: {fault}") from fault
        finally:
            if path in SMALL:
                self._portal.write({path: SMALL[path]})
            else:
                file.unlink()

    def _examine(self, path: str, data: bytes) -> None:
        start = time.process_time()
        checked = check_portal(self.folder, self._settings, moment=MOMENT)
        self._took(start)
        for problem in checked.problems:
            for lang in LANGUAGES:
                assert "\n" not in problem.line(catalogue_for(lang)).strip("\n"), problem
        self.told["records"] += 1
        if checked.stops_build:
            self.told["refused"] += 1
            return
        self.told["accepted"] += 1
        if int.from_bytes(hashlib.sha256(data).digest()[:4]) % self.every:
            return
        start = time.process_time()
        try:
            site = build_site(self.folder, self._settings, moment=MOMENT)
        except FaultyPortal as fault:
            raise AssertionError(f"the check accepted it, the build did not: {fault}") from fault
        self._took(start)
        self.told["built"] += 1
        for address, resource in site.items():
            assert is_inside(address), address
            resource.make()

    def _took(self, start: float) -> None:
        seconds = time.process_time() - start
        self.slowest = max(self.slowest, seconds)
        assert seconds < self.seconds, f"it took {seconds:.1f} s"

    def _taken_apart(self, path: str) -> tuple[dict[str, Any], str]:
        document = read_document((self.folder / path).read_text("utf-8"), path)
        return document.facts, document.body


def _full(kind: str) -> dict[str, Any]:
    """A record of a kind with every field that it can have."""

    def refer(refers: Refers, at: At) -> Any:
        return _REFERRED.get(refers.kind, OMITTED)

    model = next(one.model for one in KINDS if one.name == kind)
    left_out: list[At] = [
        ("draft",),
        ("publish_after",),
        ("exempt",),
        ("retracted",),
        ("cancelled",),
        ("minutes_sent",),
    ]
    overrides: dict[At, Any] = dict.fromkeys([*left_out, *((group, "items") for group in _PEOPLE)], OMITTED)
    overrides |= {("attachments", "file"): _FILE, ("agenda", "attachments", "file"): _FILE}
    overrides |= {("adopted", "number"): OMITTED, ("approvals", "number"): OMITTED}
    return Planter(Mint(), kind, refer, overrides).facts(model)


def is_inside(address: str) -> bool:
    """Whether a page or a file lands in the site, in every file system."""
    path = PureWindowsPath(file_of(address).lstrip("/"))
    return not path.drive and not any(part in ("..", "", ".") or set(part) & set("\0\\") for part in path.parts)
