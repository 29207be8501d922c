"""`portal draft-agenda`: what may stop it, and the draft for a body and a date as it was typed."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from ruamel.yaml.error import YAMLError

from portal.commands.drafting.agenda import Draft, draft_agenda
from portal.commands.speaking import Refused
from portal.derived.facts import Facts
from portal.derived.public import Record
from portal.language.catalogue import Catalogue, catalogue_for
from portal.linked.portal import LinkedPortal
from portal.model.meeting import Meeting
from portal.model.organisation import Organisation
from portal.model.problems import report
from portal.public.publishing import publish
from portal.public.visibility import in_force
from portal.site.building import check_portal
from portal.site.progress import progress_on_terminal
from portal.source.decoding import decode
from portal.source.frontmatter import read_document
from portal.source.settings import Settings

__all__ = ["body_named", "draft_for", "meeting_date"]


def draft_for(root: Path, settings: Settings, organisation: str, date: str) -> Draft:
    """The drafted record of the meeting of `organisation` (id, title or short name) on `date` (`2021-06-10`, or
    `2021-06-10-2` for a second one that day); raises `Refused`.
    """
    catalogue = catalogue_for(settings.lang)
    progress = progress_on_terminal(catalogue)
    checked = check_portal(root, settings, keeps=False, progress=progress)
    progress.end()
    moment = checked.moment
    if checked.stops_build or moment is None:
        raise Refused(report(checked.problems, catalogue))
    portal = checked.portal
    body = body_named(portal, organisation, catalogue)
    day = meeting_date(date, catalogue)
    meeting_id = f"{body.id}/{day}"
    meeting = portal.graph.meeting(meeting_id)
    if meeting is not None:
        is_cancelled = Facts(portal.graph, moment.date(), settings.report_days).meeting(meeting).is_cancelled
        _may_be_drafted(portal, meeting, is_cancelled, moment, catalogue)
    written = (root / meeting.path).read_bytes().decode("utf-8") if meeting else None
    public = publish(portal, moment, catalogue.text("text.withheld"))
    try:
        draft = draft_agenda(portal, public, settings, meeting_id, written)
    except YAMLError:  # an agenda between brackets that refers to what stands elsewhere in the front matter
        draft = None
    if draft is None or (written is not None and not _keeps_all(written, draft)):
        raise Refused(catalogue.text("draft.not_safe", path=f"meetings/{meeting_id}.md"))
    return draft


def body_named(portal: LinkedPortal, text: str, catalogue: Catalogue) -> Record[Organisation]:
    """The body that an id, a title or a short name means; raises `Refused`."""
    names = portal.graph.names
    body = portal.graph.organisation_named(text)
    if names.is_ambiguous(text):
        raise Refused(catalogue.text("draft.ambiguous", found=text))
    if body is None:
        near = names.near(text)
        raise Refused(catalogue.text("draft.unknown_near" if near else "draft.unknown", found=text, near=near))
    if not body.facts.kind.is_body():
        raise Refused(catalogue.text("draft.not_a_body", found=text))
    return body


def meeting_date(text: str, catalogue: Catalogue) -> str:
    """The last part of a meeting's id, from a date as it was typed; raises `Refused`."""
    match = re.fullmatch(r"(\d{4}-\d{2}-\d{2})(?:-(?:[2-9]|[1-9]\d+))?", text.strip())
    try:
        dt.date.fromisoformat(match[1] if match else "")
    except ValueError:
        raise Refused(catalogue.text("draft.date", found=text)) from None
    return text.strip()


def _may_be_drafted(
    portal: LinkedPortal, meeting: Record[Meeting], is_cancelled: bool, moment: dt.datetime, catalogue: Catalogue
) -> None:
    """A meeting that has minutes, was cancelled or may not be read is left alone."""
    facts = meeting.facts
    if portal.graph.agendas[meeting.id].has_minutes:
        raise Refused(catalogue.text("draft.has_minutes", path=meeting.path))
    if is_cancelled:
        raise Refused(catalogue.text("draft.cancelled", path=meeting.path))
    if facts.retracted or in_force(facts.exempt, moment):
        raise Refused(catalogue.text("draft.closed", path=meeting.path))


def _keeps_all(written: str, draft: Draft) -> bool:
    """Whether the new record says all that the old one said, and nothing more than the new items."""
    before = read_document(decode(written.encode(), draft.path)[0], draft.path)
    after = read_document(decode(draft.text.encode(), draft.path)[0], draft.path)
    old, new = dict(before.facts), dict(after.facts)
    agenda = old.pop("agenda", None) or []
    longer = new.pop("agenda", None) or []
    return (
        not after.problems
        and old == new
        and longer[: len(agenda)] == agenda
        and len(longer) == len(agenda) + len(draft.items)
        and after.body.startswith(before.body.rstrip())
    )
