"""A mail (RFC 5322) with a document attached, which is what is read; without one the mail's own words are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from pathlib import PurePath

from lxml import etree, html

from portal.commands.importing.document.blocks import (
    Document,
    DocumentPlace,
    Furniture,
    FurnitureKind,
    Paragraph,
    Unreadable,
)
from portal.commands.importing.document.text import Line, blocks_of
from portal.commands.importing.lexicon import pattern

__all__ = ["read_mail"]

_MEETING = pattern("meeting.file")
_HEADS = ("From", "To", "Cc", "Date", "Subject")
_BREAKS = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "table", "ul", "ol"}
_MOST_SIGNS = 1_000_000


def read_mail(data: bytes, name: str, read: Callable[[bytes, str], Document]) -> Document:
    """The one document that is attached, as `read` gives it, with the mail's words as furniture; raises `Unreadable`.

    Of several attached it is the first that can be read and whose name says that it is of a meeting, or else the first
    that can be read; the others are told of by their names.
    """
    try:
        mail = message_from_bytes(data, policy=policy.default)
        heads = [f"{head}: {mail[head]}" for head in _HEADS if mail[head]]
        words = _words(mail)[:_MOST_SIGNS]
        attached = [(part.get_filename() or "", part.get_content()) for part in mail.iter_attachments()]
    except (MessageError, ValueError, LookupError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise Unreadable("import.not_mail") from fault
    if not heads:
        raise Unreadable("import.not_mail")
    of_mail = [Furniture(line, DocumentPlace(0, 0), kind=FurnitureKind.MAIL) for line in heads]
    for title, content in sorted(attached, key=lambda one: _MEETING.search(one[0]) is None):
        if isinstance(content, bytes | str) and PurePath(title).suffix:
            try:
                document = read(content.encode() if isinstance(content, str) else content, title)
            except Unreadable:
                continue
            said = [Furniture(line, DocumentPlace(0, 0), kind=FurnitureKind.MAIL) for line in words.split("\n") if line]
            whole = Document.of(name, [*document.blocks, *document.furniture, *of_mail, *said])
            others = (other for other, _ in attached if other not in (title, ""))
            return replace(whole, beside=tuple(Paragraph(other, DocumentPlace(0, 0)) for other in others))
    lines = (Line(DocumentPlace(0, number), line) for number, line in enumerate(words.split("\n"), 1))
    return Document.of(name, [*of_mail, *blocks_of(lines)])


def _words(mail: EmailMessage) -> str:
    """The words of a mail, as text, or taken out of its HTML."""
    part = mail.get_body(("plain", "html"))
    if part is None:
        return ""
    content = str(part.get_content())
    if part.get_content_type() != "text/html":
        return content.replace("\r\n", "\n")
    try:
        return "".join(_of_html(html.fromstring(content)))
    except (etree.ParserError, ValueError):
        return ""


def _of_html(root: html.HtmlElement) -> Iterator[str]:
    for event, node in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(node.tag, str):
            continue
        is_unseen = node.tag in ("script", "style", "head", "title")
        if event == "start":
            yield "\n" if node.tag in _BREAKS else "\t" if node.tag in ("td", "th") else ""
            yield "" if is_unseen else " ".join((node.text or "").split("\n"))
        elif node is not root:
            yield "\n" if node.tag in ("p", "table", "ul", "ol") else ""
            yield " ".join((node.tail or "").split("\n"))
