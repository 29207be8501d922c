"""`portal clean FILE…`: what is said of each file, and the file written whole or not at all."""

from __future__ import annotations

import stat
from pathlib import Path

from portal.checks.guarding.inspection import Inspection, Matter, inspected
from portal.commands.cleaning.files import CLEANABLE, cleaned
from portal.commands.speaking import Told
from portal.language.catalogue import Catalogue
from portal.language.reasons import reason_of
from portal.site.folder import write_file
from portal.source.documents.packages import Unread

__all__ = ["clean_file"]

_MOST_BYTES = 400_000_000


def clean_file(path: Path, out: Path | None, dry_run: bool, catalogue: Catalogue) -> Told:
    """Clean a file in its place, or into `out`. Nothing is kept of what was taken out: no copy lies beside it."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise Unread("unknown")
        if found.st_size > _MOST_BYTES:
            raise Unread("too_large")
        data = path.read_bytes()
        clean = cleaned(path.name, data)
        before, after = inspected(path.name, data), inspected(path.name, clean)
        if after.unread and after.unread != before.unread:
            raise Unread("damaged")
        if not dry_run and (clean != data or out is not None):
            write_file(out or path, clean)
    except Unread as fault:
        said = catalogue.text(f"clean.{fault.reason}", path=path, types=", ".join(CLEANABLE))
        return Told(said, False)
    except OSError as fault:
        return Told(catalogue.text("clean.failed", path=path, reason=reason_of(fault, catalogue)), False)
    return Told("\n".join(_said(path, before, after, clean != data, dry_run, catalogue)))


def _said(
    path: Path, before: Inspection, after: Inspection, has_changed: bool, dry_run: bool, catalogue: Catalogue
) -> list[str]:
    left = [trace.kind for trace in after.traces]
    gone = [trace.kind for trace in before.traces if trace.kind not in left]
    words = [catalogue.text(f"clean.what.{kind.value}") for kind in gone]
    if has_changed and not words:
        words = [catalogue.text("clean.what.metadata")]
    key = "clean.would" if dry_run else "clean.done"
    lines = [catalogue.text(key, path=path, what=", ".join(words))] if words else []
    lines = lines or [catalogue.text("clean.nothing", path=path)]
    if left:
        told = ", ".join(catalogue.text(f"clean.what.{kind.value}") for kind in left)
        lines.append(catalogue.text("clean.left", path=path, what=told))
    for one in after.found:
        if one.matter in (Matter.IDENTITY, Matter.IDENTITY_LIKELY):
            where = catalogue.text(f"guard_spot.{one.spot.kind.value}", name=one.spot.name or "–")
            lines.append(catalogue.text("clean.identity", path=path, shown=one.shown, where=where))
    return lines
