"""Which headers go with what: the same for every kind of server.

A page, a feed or a register may change with the next build under the address it has, so that a reader's browser asks
each time whether it did. What is named by a hash of what is in it never changes, and is kept for a year.
https://www.rfc-editor.org/rfc/rfc9111, https://www.rfc-editor.org/rfc/rfc8246
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.model import addresses
from portal.pages.rendering.policy import framed_anywhere, policy_header

__all__ = [
    "CACHED", "FRAMES", "HEADERS", "LASTING", "OPEN", "POLICY", "REVALIDATED", "SECURE", "Framing", "framing",
    "headers", "lasting_pattern",
]  # fmt: skip

POLICY, FRAMES = "Content-Security-Policy", "X-Frame-Options"
"""The two headers that say whether another site may show a page in a frame: old browsers know the last alone."""

HEADERS = {
    POLICY: policy_header(),
    "X-Content-Type-Options": "nosniff",
    FRAMES: "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""What goes with everything, but those two with what is made for frames (`framing`)."""


def headers(admin: Sequence[str] | None) -> dict[str, str]:
    """What goes with everything where the editor in the browser is on, which talks with some origins: the page's own
    policy is the narrower one. It lets people in by a window of the git host's, which must find its way back.
    """
    if admin is None:
        return HEADERS
    opener = "same-origin-allow-popups"
    return {**HEADERS, POLICY: policy_header(admin), "Cross-Origin-Opener-Policy": opener}


SECURE = ("Strict-Transport-Security", "max-age=31536000")
"""A promise to answer by https alone, for a year: for whoever runs the host to make (RFC 6797)."""
OPEN = ("/data/", "/oparl/", "/feed/", "/kalender/")
"""What other sites' scripts may read: data that is open anyway (OParl 1.1, 2.6 asks for it)."""

REVALIDATED = "public, max-age=0, must-revalidate"
CACHED = "public, max-age=31536000, immutable"
LASTING = (
    *((addresses.THEME, extension) for extension in addresses.THEME_HASHED),
    ("/assets/stylesheets/", "css"),  # MkDocs' theme, which names its sheets so itself
    *((addresses.PAGEFIND, extension) for extension in ("pf_meta", "pf_index", "pf_fragment", "pf_filter")),
)
"""The folders and the extensions of what is named by a hash of itself."""


@dataclass(frozen=True)
class Framing:
    """What is sent with an ordinary page, and with those that other sites may show in a frame: `pattern` is a regular
    expression for their paths, `alike` goes with every file; no other but `policy` has a header against frames too.
    """

    alike: Mapping[str, str]
    policy: str
    frames: str
    framed: str
    pattern: str


def framing(base: str, sent: Mapping[str, str]) -> Framing:
    """The policies by path, for a site below `base`, of which `sent` goes with everything."""
    alike = {name: value for name, value in sent.items() if name not in (POLICY, FRAMES)}
    pattern = rf"^{re.escape(base)}{addresses.EMBED}(?:{'|'.join(addresses.EMBEDDED.values())})/"
    return Framing(alike, sent[POLICY], sent[FRAMES], framed_anywhere(sent[POLICY]), pattern)


def lasting_pattern(base: str) -> str:
    """A regular expression for the paths (not encoded) of what is named by its hash, for a site below `base`."""
    folders: dict[str, list[str]] = {}
    for folder, extension in LASTING:
        folders.setdefault(folder, []).append(extension)
    ways = (rf"{re.escape(folder)}.+\.(?:{'|'.join(extensions)})" for folder, extensions in folders.items())
    return f"^{re.escape(base)}(?:{'|'.join(ways)})$"
