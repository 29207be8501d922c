"""Why the operating system would not read or write a file, in the words of the catalogues."""

from __future__ import annotations

import errno

from portal.language.catalogue import Catalogue

__all__ = ["reason_of"]

_REASONS = {
    errno.ENOENT: "reason.not_found",
    errno.ENOTDIR: "reason.not_folder",
    errno.EISDIR: "reason.folder",
    errno.EACCES: "reason.no_permission",
    errno.EPERM: "reason.no_permission",
    errno.ELOOP: "reason.loop",
    errno.ENOSPC: "reason.full",
    errno.EROFS: "reason.read_only",
    errno.EDQUOT: "reason.quota",
    errno.EFBIG: "reason.too_big",
    errno.ENAMETOOLONG: "reason.name_too_long",
    errno.EBUSY: "reason.busy",
}


def reason_of(fault: OSError, catalogue: Catalogue) -> str:
    """The common reasons in the catalogue's language; a rare one as the system says it."""
    key = _REASONS.get(fault.errno or 0)
    return catalogue.text(key) if key else fault.strerror or str(fault)
