"""A portal as its editor has it now: what changed is read again, and pages are made when they are asked for.

What is wrong is worked out behind the answer. As long as anything is, the site is the one before it.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from portal.language.catalogue import catalogue_for
from portal.linked.portal import LinkedPortal
from portal.model.clock import OSLO, build_moment
from portal.model.problems import Problem
from portal.public.publishing import Publisher
from portal.site.building import Read, check_read, link, problem_of, read_portal, stamps_of
from portal.site.composition import compose
from portal.site.preview.panel import Fault, faults_of
from portal.site.site import Site
from portal.source.cache import FOLDER, Cache
from portal.source.pickling import without_collecting
from portal.source.reading import PortalReader
from portal.source.settings import SETTINGS_FILE, AdminSettings, Settings, read_settings
from portal.source.tree import Stamp
from portal.source.words import WORDS_FOLDER

__all__ = ["LivePortal", "Shown"]

_EVERY = 0.3
"""Seconds between two looks at the files; more where a look takes long."""
_FIRST = 0.1
"""Seconds that whoever asks for a page has the processor alone, before the rules are checked; more where reading the
change took longer."""


@dataclass(frozen=True)
class Shown:
    """What is shown: the site, if there is one yet, and what is wrong with the portal; `turn` counts the changes.

    `editor` is the site that the editor in the browser is taken from: one of what is right, whatever is wrong.
    """

    site: Site | None
    faults: tuple[Fault, ...]
    turn: int
    editor: Site | None = None


class LivePortal:
    """The portal in `root`, read again when its files change; `settings` are those to begin with.

    With `admin`, the editor in the browser is there by these settings and not by the portal's own.
    """

    def __init__(self, root: Path, settings: Settings | None = None, admin: AdminSettings | None = None) -> None:
        self.root, self._admin = root, admin
        self.settings = self._with_admin(settings or read_settings(root))
        self._cache = Cache(root / FOLDER)
        self._reader = PortalReader(root, self._cache)
        self._linked: LinkedPortal | None = None
        self._publisher = Publisher(catalogue_for(self.settings.lang).text("text.withheld"), preview=True)
        self._stamps: dict[str, Stamp] | None = None
        self._shown = Shown(None, (), 0)
        self._sound: Site | None = None
        self._editor: Site | None = None
        self._lock = threading.RLock()
        self._changed = threading.Condition(self._lock)
        self._ended = threading.Event()
        self._day: dt.date | None = None
        self._checker = ThreadPoolExecutor(1)
        self._checked: Future[None] | None = None
        self._awaited = threading.Event()

    def shown(self) -> Shown:
        """What is shown as the files are now."""
        self.refresh()
        return self._shown

    def refresh(self) -> None:
        """Read what changed since the last look, if anything did; another day is a change too."""
        with self._lock:
            before, after = self._stamps, stamps_of(self.root, self.settings)
            day = dt.datetime.now(OSLO).date()
            if (before, self._day) == (after, day):
                return
            self._stamps, self._day = after, day
            changed = None if before is None else [path for path, _ in before.items() ^ after.items()]
            if any(path == SETTINGS_FILE or path.startswith(f"{WORDS_FOLDER}/") for path in changed or ()):
                self.settings = self._with_admin(read_settings(self.root))
            begun = time.monotonic()
            with without_collecting(lasting=changed is None):
                check = self._read(changed)
            self._awaited.set()  # the check before this one has nothing to tell any more
            self._awaited = threading.Event()
            pause = max(_FIRST, time.monotonic() - begun)
            self._checked = self._checker.submit(self._check_after, pause, self._awaited, check)

    def _with_admin(self, settings: Settings) -> Settings:
        return replace(settings, admin=self._admin)

    def _read(self, changed: list[str] | None) -> Callable[[], None]:
        """Read what changed and show it; gives what finds all that is wrong with it."""
        root, settings = self.root, self.settings
        read = read_portal(root, settings, self._reader.read(changed), self._cache)
        self._linked = link(read.parsed, read.content, read.permalinks, self._linked, read.themes)
        site, faults = self._shown.site, self._told([*settings.problems, *read.parsed.problems])
        if not faults or self._admin:
            try:
                public = self._publisher.publish(self._linked, build_moment())
                self._editor = compose(root, settings, public, read.content, preview=True)
                site = site if faults else self._editor
            except Exception as fault:  # records that no rule has looked at yet may lead anywhere
                faults = faults or self.told_of(fault)
        self._show(site, faults)
        return partial(self._check, self._shown.turn, site, read, self._linked)

    @staticmethod
    def _check_after(pause: float, awaited: threading.Event, check: Callable[[], None]) -> None:
        """Check when so many seconds have passed, or somebody waits for what is found."""
        awaited.wait(pause)
        check()

    def _check(self, turn: int, site: Site | None, read: Read, portal: LinkedPortal) -> None:
        """Find all that is wrong; while anything is, the site before is shown."""
        if turn != self._shown.turn and self._sound is not None:
            return  # another change came, and there is a site to show if that is wrong
        try:
            faults = self._told(check_read(self.root, self.settings, read, portal, self._cache).problems)
        except OSError as fault:
            faults = self.told_of(fault)
        with self._lock:
            if not faults and (turn == self._shown.turn or self._sound is None):
                self._sound = site
            if turn == self._shown.turn and faults != self._shown.faults:
                self._show(self._sound if faults else site, faults)

    def told_of(self, fault: Exception) -> tuple[Fault, ...]:
        """What failed when a page was made, as it is shown."""
        problem = problem_of(fault, self.root, self.settings)
        said = f"{type(fault).__name__}: {fault}"
        ours = catalogue_for(self.settings.lang).text("preview.our_fault", said=said)
        return self._told([problem]) if problem else (Fault(ours),)

    def _told(self, problems: Iterable[Problem]) -> tuple[Fault, ...]:
        return faults_of(problems, catalogue_for(self.settings.lang))

    def _show(self, site: Site | None, faults: tuple[Fault, ...]) -> None:
        self._shown = Shown(site, faults, self._shown.turn + 1, self._editor)
        self._changed.notify_all()

    def wait(self, turn: int, seconds: float) -> None:
        """Wait until something else is shown than in a turn, or so many seconds have passed."""
        with self._changed:
            self._changed.wait_for(lambda: self._shown.turn != turn or self._ended.is_set(), seconds)

    def settle(self) -> Shown:
        """What is shown when all that is wrong has been found."""
        self.refresh()
        self._awaited.set()
        if self._checked is not None:
            self._checked.result()
        return self._shown

    def watch(self) -> None:
        """Look at the files from time to time, so that open pages hear of a change."""
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        pause = _EVERY
        while not self._ended.wait(pause):
            begun = time.monotonic()
            self.refresh()
            pause = max(_EVERY, 5 * (time.monotonic() - begun))

    def end(self) -> None:
        """Look and check no more."""
        self._ended.set()
        self._awaited.set()
        self._checker.shutdown(wait=False, cancel_futures=True)
        with self._changed:
            self._changed.notify_all()
