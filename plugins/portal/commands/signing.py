"""`portal sign`: a new key, and the signature of a meeting's approved minutes."""

from __future__ import annotations

import os
from pathlib import Path

from portal.commands.speaking import Refused
from portal.derived.states import meeting_state
from portal.language.catalogue import catalogue_for
from portal.linked.signed_minutes import PIECES, pieces_file, shown_in
from portal.model import addresses
from portal.model.kinds import MEETING
from portal.model.minisign import BadKey, PublicKey, SecretKey, new_key, read_secret_key, sign
from portal.model.problems import report
from portal.model.vocabulary import MeetingState
from portal.outputs.paper.papers import printed_minutes
from portal.public.publishing import publish
from portal.site.building import check_portal
from portal.site.folder import write_file
from portal.site.progress import progress_on_terminal
from portal.source.settings import Settings

__all__ = ["make_key", "sign_minutes"]


def make_key(root: Path, settings: Settings, path: Path, password: str = "") -> PublicKey:
    """Write a new secret key to `path`, for its owner's eyes alone, and the public one beside it (`.pub`).

    Never inside the portal, where it might be published or committed. Raises `Refused` and `OSError`.
    """
    catalogue = catalogue_for(settings.lang)
    if path.resolve().is_relative_to(root.resolve()):
        raise Refused(catalogue.text("sign.key_in_portal", path=path))
    key = new_key()
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Refused(catalogue.text("sign.key_exists", path=path)) from None
    with os.fdopen(file, "w", encoding="utf-8") as opened:
        opened.write(key.file(password))
    write_file(path.with_name(f"{path.name}.pub"), key.public.file())
    return key.public


def sign_minutes(root: Path, settings: Settings, meeting_id: str, key_path: Path, word: str = "") -> tuple[str, str]:
    """Sign a meeting's minutes as they are printed today, and keep them, the signature and what they show.

    Gives the path of the signed paper, from the portal's folder, and the key's id. Raises `Refused` and `OSError`.
    """
    catalogue = catalogue_for(settings.lang)
    key = _key(settings, key_path, word)
    progress = progress_on_terminal(catalogue)
    checked = check_portal(root, settings, with_permalinks=False, progress=progress)
    moment = checked.moment
    if checked.stops_build or moment is None:
        raise Refused(report(checked.problems, catalogue))
    public = publish(checked.portal, moment, catalogue.text("text.withheld"))
    meeting = public.records.get((MEETING.name, meeting_id))
    if meeting is None:
        raise Refused(catalogue.text("sign.unknown", meeting=meeting_id))
    if meeting_state(public, meeting, moment.date()) is not MeetingState.MINUTES_APPROVED:
        raise Refused(catalogue.text("sign.not_approved", meeting=meeting_id))
    path = f"{meeting.folder}/{addresses.MINUTES_PDF}"
    if meeting_id in public.signed:
        raise Refused(catalogue.text("sign.already", path=path))
    own = meeting.files.get(addresses.MINUTES_PDF)
    progress.begin("paper")
    paper = own.location.read_bytes() if own else printed_minutes(public, settings, meeting)
    progress.end()
    comment = f"timestamp:{int(moment.timestamp())}\tfile:{addresses.MINUTES_PDF}\thashed\tmeeting:{meeting_id}"
    folder = root / meeting.folder
    if own is None:
        write_file(folder / addresses.MINUTES_PDF, paper)
    write_file(folder / PIECES, pieces_file(paper, shown_in(public, meeting_id)))
    write_file(folder / addresses.MINUTES_SIGNATURE, sign(key, paper, comment).file())
    return path, key.id


def _key(settings: Settings, path: Path, password: str) -> SecretKey:
    catalogue = catalogue_for(settings.lang)
    try:
        key = read_secret_key(path.read_text("utf-8"), password)
    except (BadKey, UnicodeDecodeError):
        raise Refused(catalogue.text("sign.bad_key", path=path)) from None
    if key.public not in settings.signing_keys:
        raise Refused(catalogue.text("sign.key_unknown", key=key.public))
    return key
