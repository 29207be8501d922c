"""A portal as its editor has it now: what changed is read again, and pages are made when they are asked for.

What is wrong is worked out behind the answer. As long as anything is, the site is the one before it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from portal.language.catalogue import catalogue_for
from portal.linked.portal import LinkedPortal
from portal.model.clock import build_moment
from portal.model.problems import Problem
from portal.public.publishing import Publisher
from portal.site.building import check_portal, link, problem_of, stamps_of
from portal.site.composition import compose
from portal.site.preview.panel import Fault, faults_of
from portal.site.site import Site
from portal.source.cache import FOLDER, Cache
from portal.source.content import read_content
from portal.source.ledger import read_ledger
from portal.source.reading import PortalReader
from portal.source.settings import SETTINGS_FILE, Settings, read_settings
from portal.source.tree import Stamp

__all__ = ["LivePortal", "Shown"]

_EVERY = 0.3
"""Seconds between two looks at the files; more where a look takes long."""


@dataclass(frozen=True)
class Shown:
    """What is shown: the site, if there is one yet, and what is wrong with the portal; `turn` counts the changes."""

    site: Site | None
    faults: tuple[Fault, ...]
    turn: int


class LivePortal:
    """The portal in `root`, read again when its files change; `settings` are those to begin with."""

    def __init__(self, root: Path, settings: Settings | None = None) -> None:
        self.root = root
        self.settings = settings or read_settings(root)
        self._reader = PortalReader(root, Cache(root / FOLDER))
        self._linked: LinkedPortal | None = None
        self._publisher = Publisher(catalogue_for(self.settings.lang).text("text.withheld"), preview=True)
        self._stamps: dict[str, Stamp] | None = None
        self._shown = Shown(None, (), 0)
        self._sound: Site | None = None
        self._lock = threading.RLock()
        self._changed = threading.Condition(self._lock)
        self._ended = threading.Event()
        self._threads: list[threading.Thread] = []

    def shown(self) -> Shown:
        """What is shown as the files are now."""
        self.refresh()
        return self._shown

    def refresh(self) -> None:
        """Read what changed since the last look, if anything did."""
        with self._lock:
            before, after = self._stamps, stamps_of(self.root, self.settings)
            if before == after:
                return
            self._stamps = after
            if before is not None and before.get(SETTINGS_FILE) != after.get(SETTINGS_FILE):
                self.settings = read_settings(self.root)
            changed = None if before is None else [path for path, _ in before.items() ^ after.items()]
            self._read(changed)

    def _read(self, changed: list[str] | None) -> None:
        root, settings = self.root, self.settings
        parsed, content = self._reader.read(changed), tuple(read_content(root, settings.content))
        site, faults = self._shown.site, self._told([*settings.problems, *parsed.problems])
        if not faults:
            try:
                moment = build_moment()
                ledger = read_ledger(root)[0]
                self._linked = link(parsed, content, ledger.addresses if ledger else (), self._linked)
                public = self._publisher.publish(self._linked, moment)
                site = compose(root, settings, public, content, preview=True)
            except Exception as fault:  # records that no rule has looked at yet may lead anywhere
                faults = self.told_of(fault)
        self._show(site, faults)
        self._run(self._check, self._shown.turn, site)

    def _check(self, turn: int, site: Site | None) -> None:
        """Find all that is wrong; while anything is, the site before is shown."""
        try:
            checked = check_portal(self.root, self.settings)
            faults = self._told(checked.problems)
        except OSError as fault:
            faults = self.told_of(fault)
        with self._lock:
            if turn != self._shown.turn:
                return
            if not faults:
                self._sound = site
            if faults != self._shown.faults:
                self._show(self._sound if faults else site, faults)

    def told_of(self, fault: Exception) -> tuple[Fault, ...]:
        """What failed when a page was made, as it is shown."""
        problem = problem_of(fault, self.root, self.settings)
        return self._told([problem]) if problem else (Fault(f"{type(fault).__name__}: {fault}"),)

    def _told(self, problems: Iterable[Problem]) -> tuple[Fault, ...]:
        return faults_of(problems, catalogue_for(self.settings.lang))

    def _show(self, site: Site | None, faults: tuple[Fault, ...]) -> None:
        self._shown = Shown(site, faults, self._shown.turn + 1)
        self._changed.notify_all()

    def wait(self, turn: int, seconds: float) -> None:
        """Wait until something else is shown than in a turn, or so many seconds have passed."""
        with self._changed:
            self._changed.wait_for(lambda: self._shown.turn != turn or self._ended.is_set(), seconds)

    def settle(self) -> Shown:
        """What is shown when all that is wrong has been found."""
        self.refresh()
        for thread in self._threads:
            thread.join()
        return self._shown

    def watch(self) -> None:
        """Look at the files from time to time, so that open pages hear of a change."""
        self._run(self._watch)

    def _watch(self) -> None:
        pause = _EVERY
        while not self._ended.wait(pause):
            begun = time.monotonic()
            self.refresh()
            pause = max(_EVERY, 5 * (time.monotonic() - begun))

    def _run(self, work: object, *arguments: object) -> None:
        self._threads = [one for one in self._threads if one.is_alive()]
        thread = threading.Thread(target=work, args=arguments, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def end(self) -> None:
        """Watch no more."""
        self._ended.set()
        with self._changed:
            self._changed.notify_all()
