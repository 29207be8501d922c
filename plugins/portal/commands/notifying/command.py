"""`portal notify --since STATE`: a message to each who follows what is new, each change once to each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import SplitResult

from portal.commands.notifying.digests import Digests, fresh, keys_of
from portal.commands.notifying.post import Lost, Post, Unsent, server_of
from portal.commands.notifying.state import BadState, State, read_state, write_state
from portal.commands.notifying.subscribers import Subscriber, read_subscribers, unknown_in
from portal.commands.speaking import Refused, Told
from portal.language.catalogue import Catalogue, catalogue_for
from portal.language.reasons import reason_of
from portal.model.clock import build_moment
from portal.site.building import FaultyPortal, build_site
from portal.site.progress import progress_on_terminal
from portal.site.staging.stage import Lock, StagingError
from portal.source.settings import Settings

__all__ = ["Mailing", "notify"]


@dataclass(frozen=True)
class Mailing:
    """What is told with the command: where the list and the state are, who sends, by which server, and where to stop.

    In a `dry_run` the messages are shown, and nothing is sent or kept.
    """

    state: Path
    listed: Path
    sender: str
    server: str
    unsubscribe: str = ""
    dry_run: bool = False


def notify(root: Path, settings: Settings, mailing: Mailing) -> Iterator[Told]:
    """Send what is new since the state to those who follow it, and tell how it went, line by line.

    The first time nothing is sent: what is there counts as told. Raises `Refused`, also while another run goes on.
    """
    catalogue = catalogue_for(settings.lang)
    mailing.state.parent.mkdir(parents=True, exist_ok=True)
    try:
        lock = Lock(mailing.state, mailing.state)
    except StagingError:
        raise Refused(catalogue.text("notify.held", path=mailing.state)) from None
    except OSError as fault:
        reason = reason_of(fault, catalogue)
        raise Refused(catalogue.text("notify.state_failed", path=mailing.state, reason=reason)) from None
    try:
        yield from _notify(root, settings, mailing, catalogue)
    finally:
        lock.release()


def _notify(root: Path, settings: Settings, mailing: Mailing, catalogue: Catalogue) -> Iterator[Told]:
    t = catalogue.text
    server = _server(mailing, catalogue)
    listed = read_subscribers(mailing.listed, root, catalogue)
    try:
        progress = progress_on_terminal(catalogue)
        site, state = build_site(root, settings, progress=progress), read_state(mailing.state)
        progress.end()
    except FaultyPortal as fault:
        raise Refused(str(fault)) from None
    except BadState:
        raise Refused(t("notify.bad_state", path=mailing.state)) from None
    except OSError as fault:
        raise Refused(t("notify.state_failed", path=mailing.state, reason=reason_of(fault, catalogue))) from None
    context = site.context
    yield from (Told(line, False) for line in unknown_in(listed, context, mailing.listed))
    keys = list(keys_of(context))
    if state is None:
        if not mailing.dry_run:
            _keep(mailing, State(frozenset(keys)), catalogue)
        yield Told(
            catalogue.count("notify.would_begin" if mailing.dry_run else "notify.begun", len(keys), path=mailing.state)
        )
        return
    digests = Digests(root, settings, context.portal, mailing.sender, mailing.unsubscribe)
    yield from _Run(mailing, catalogue, listed, digests, state).all(keys, server)


def _server(mailing: Mailing, catalogue: Catalogue) -> SplitResult | None:
    """The mail server; none in a dry run. Raises `Refused` where it or the sender is not told, or is none."""
    if "@" not in parseaddr(mailing.sender)[1]:
        raise Refused(catalogue.text("notify.no_sender"))
    if mailing.dry_run:
        return None
    try:
        return server_of(mailing.server)
    except ValueError:
        raise Refused(catalogue.text("notify.no_server")) from None


def _keep(mailing: Mailing, state: State, catalogue: Catalogue) -> None:
    try:
        write_state(mailing.state, state)
    except OSError as fault:
        reason = reason_of(fault, catalogue)
        raise Refused(catalogue.text("notify.state_failed", path=mailing.state, reason=reason)) from None


class _Run:
    """One run: what is new is owed to each who follows it, and what is owed is sent."""

    def __init__(
        self, mailing: Mailing, catalogue: Catalogue, listed: Sequence[Subscriber], digests: Digests, state: State
    ) -> None:
        self._mailing, self._catalogue, self._listed, self._digests = mailing, catalogue, listed, digests
        self._state, self._sent = state, 0

    def all(self, keys: Sequence[str], server: SplitResult | None) -> Iterator[Told]:
        """Send all that is owed, and tell how it went."""
        moment = build_moment()
        if (key := self._state.under_way) is not None:
            yield Told(self._catalogue.text("notify.doubt", line=self._line(key)), False)
            self._keep(self._state.settled(key))
        self._owe(*fresh(keys, self._state.seen_before(keys)), moment)
        due = [
            (one, message)
            for one in self._listed
            if one.key in self._state.owed and (message := self._digests.digest(one, self._state.owed[one.key], moment))
        ]
        if server is None:
            yield from (Told(_shown(message)) for _, message in due)
        elif due:
            yield from self._send(due, server)
        yield Told(
            self._catalogue.count(
                "notify.would_send" if server is None else "notify.sent", len(due) if server is None else self._sent
            )
        )

    def _owe(self, new: Sequence[str], seen: frozenset[str], moment: dt.datetime) -> None:
        """Put down what is new for each who follows some of it; whoever is no longer on the list is owed nothing."""
        owed = {one.key: self._state.owed.get(one.key, ()) for one in self._listed}
        for one in self._listed:
            if new and self._digests.digest(one, new, moment):
                owed[one.key] = (*new, *owed[one.key])
        self._keep(State(seen, {key: keys for key, keys in owed.items() if keys}))

    def _send(self, due: Sequence[tuple[Subscriber, EmailMessage]], server: SplitResult) -> Iterator[Told]:
        t = self._catalogue.text
        try:
            with Post.at(server) as post:
                for one, message in due:
                    self._keep(self._state.sending(one.key))
                    try:
                        post.send(message)
                    except Unsent as fault:
                        self._keep(self._state.settled(one.key) if fault.is_final else self._state.stopped())
                        key = "notify.refused" if fault.is_final else "notify.failed"
                        yield Told(t(key, line=one.line, reason=fault.reason.text(self._catalogue)), False)
                    else:
                        self._keep(self._state.settled(one.key))
                        self._sent += 1
        except Unsent as fault:
            yield Told(
                t("notify.no_connection", server=server.hostname, reason=fault.reason.text(self._catalogue)), False
            )
        except Lost:
            yield Told(t("notify.lost", line=self._line(str(self._state.under_way))), False)

    def _line(self, key: str) -> int:
        return next((one.line for one in self._listed if one.key == key), 0)

    def _keep(self, state: State) -> None:
        self._state = state
        if not self._mailing.dry_run:
            _keep(self._mailing, state, self._catalogue)


def _shown(message: EmailMessage) -> str:
    """A message as it is read: to whom, its subject, and its text."""
    text = message.get_body(("plain",))
    return f"To: {message['To']}\n\n{text.get_content().rstrip() if text else ''}\n"
