"""`portal word MEETING`: the notice or the minutes of a meeting as a Word document."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal.commands.cleaning.packages import clean_office
from portal.commands.editing.records import linked_records, record_named
from portal.commands.speaking import Refused
from portal.language.catalogue import catalogue_for
from portal.model import addresses
from portal.model.kinds import MEETING
from portal.model.meeting import Meeting
from portal.model.problems import report
from portal.outputs.paper.papers import words_of_meeting
from portal.outputs.paper.word import word_document
from portal.public.portal import PublicPortal
from portal.public.publishing import publish
from portal.site.building import check_portal
from portal.site.folder import write_file
from portal.site.progress import progress_on_terminal
from portal.source.documents.packages import Unread
from portal.source.record import Record
from portal.source.settings import Settings

__all__ = ["WordPaper", "word_paper", "write_word"]

_TEMPLATES = "word"
"""The folder of a portal with the documents that give its papers their look: `<organisation>.docx`, or one for all."""
_OF_ALL = "meeting"


@dataclass(frozen=True)
class WordPaper:
    """A paper of a meeting in Word: its file's name, the document, the words it was made of, and whose it is.

    `mark` stands in the document and tells, when it comes back, of which paper it is and what that said.
    """

    name: str
    content: bytes
    words: dict[str, Any]
    mark: str
    meeting: Record[Meeting]
    portal: PublicPortal
    is_minutes: bool


def write_word(root: Path, settings: Settings, meeting: str, out: Path | None) -> Path:
    """Write a meeting's paper to `out`, or by its own name where one stands; raises `Refused` and `OSError`.

    A file that is there may have been edited: it is left, unless it is named.
    """
    catalogue = catalogue_for(settings.lang)
    _, linked = linked_records(root, settings)
    paper = word_paper(root, settings, record_named(root, linked, meeting, catalogue).id)
    path = out or Path(paper.name)
    if out is None and path.exists() and path.read_bytes() != paper.content:
        raise Refused(catalogue.text("word.exists", path=path))
    write_file(path, paper.content)
    return path


def word_paper(root: Path, settings: Settings, meeting_id: str) -> WordPaper:
    """The minutes of a public meeting that has some, else its notice, as they are today. Raises `Refused`."""
    catalogue = catalogue_for(settings.lang)
    progress = progress_on_terminal(catalogue)
    checked = check_portal(root, settings, with_permalinks=False, progress=progress)
    progress.end()
    if checked.stops_build or checked.moment is None:
        raise Refused(report(checked.problems, catalogue))
    public = publish(checked.portal, checked.moment, catalogue.text("text.withheld"))
    meeting = public.records.get((MEETING.name, meeting_id))
    if meeting is None:
        raise Refused(catalogue.text("word.not_public", meeting=meeting_id))
    words, is_minutes = words_of_meeting(public, settings, meeting)
    told = json.dumps(words, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
    kind = "minutes" if is_minutes else "notice"
    mark = f"portal:{kind}:{meeting_id}:{hashlib.sha256(told).hexdigest()[:16]}"
    template = _template(root, meeting.body_id)
    try:
        own = clean_office(template.read_bytes()) if template else None
        content = clean_office(word_document(words, own, mark))
    except (Unread, KeyError, ValueError):
        raise Refused(catalogue.text("word.bad_template", path=template)) from None
    name = addresses.MINUTES_PDF if is_minutes else addresses.NOTICE_PDF
    return WordPaper(f"{Path(name).stem}.docx", content, words, mark, meeting, public, is_minutes)


def _template(root: Path, body: str) -> Path | None:
    """The body's own template, or that of all bodies, if the portal has one."""
    paths = (root / _TEMPLATES / f"{name}.docx" for name in (body, _OF_ALL))
    return next((path for path in paths if path.is_file()), None)
