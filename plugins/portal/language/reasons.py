"""Why the operating system would not read or write a file, in the words of the catalogues."""

from __future__ import annotations

import errno
import socket
import ssl

from portal.language.catalogue import Catalogue

__all__ = ["reason_of", "reason_words"]

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
    errno.ETXTBSY: "reason.busy",
    errno.EEXIST: "reason.in_the_way",
    errno.ENOTEMPTY: "reason.in_the_way",
    errno.EIO: "reason.broken",
    errno.EMFILE: "reason.too_many",
    errno.ENFILE: "reason.too_many",
    errno.EINVAL: "reason.bad_name",
    errno.EILSEQ: "reason.bad_name",
    errno.ECONNREFUSED: "reason.refused",
    errno.ECONNRESET: "reason.cut_off",
    errno.EPIPE: "reason.cut_off",
    errno.ETIMEDOUT: "reason.silent",
    errno.EHOSTUNREACH: "reason.silent",
    errno.ENETUNREACH: "reason.silent",
}


def reason_of(fault: OSError, catalogue: Catalogue) -> str:
    """The common reasons in the catalogue's language; a rare one as the system says it, told to be its words."""
    key, values = reason_words(fault)
    return catalogue.text(key, **values)


def reason_words(fault: OSError) -> tuple[str, dict[str, str]]:
    """The same as a message's key with its values, for whoever has no catalogue at hand."""
    if isinstance(fault, socket.gaierror):
        return "reason.no_server", {}
    if isinstance(fault, TimeoutError):
        return "reason.silent", {}
    if isinstance(fault, ssl.SSLError):
        return "reason.not_trusted", {}
    key = _REASONS.get(fault.errno or 0)
    return (key, {}) if key else ("reason.other", {"said": fault.strerror or str(fault)})
