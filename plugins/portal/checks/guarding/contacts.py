"""E-mail addresses and mobile numbers of private persons in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from portal.checks.guarding.signs import plain

__all__ = ["find_emails", "find_mobiles"]

_PROVIDERS = (
    "aol", "broadpark", "combitel", "fastmail", "getmail", "gmail", "gmx", "googlemail", "haugnett", "hotmail",
    "icloud", "live", "lyse", "mac", "mail", "me", "msn", "multinet", "online", "outlook", "pm", "proton", "protonmail",
    "runbox", "start", "tele2", "telia", "telenor", "tuta", "tutanota", "yahoo", "yandex", "ymail", "zoho",
)  # fmt: skip
"""Where private persons in Norway have their e-mail; what stands before `.no`, `.com` and the like."""
_ENDINGS = "no|com|net|org|me|de|eu|se|dk|io|co\\.uk"
_HOST = re.compile(rf"(?:@|%40|&#64;)(?:{'|'.join(_PROVIDERS)})\.(?:{_ENDINGS})(?![\w-]|\.\w)", re.IGNORECASE)
_LOCAL = re.compile(r"[\w.+-]{1,64}$")
_CODE = r"(?:(?:\+|00)47[ -]?)"
_GROUPED = r"[49]\d\d ?\d\d ?\d{3}"
_PAIRS = r"[49]\d ?\d\d ?\d\d ?\d\d"
_MOBILE = re.compile(
    r"(?=[+049t])(?<![\w/+.,-])(?:tel:)?"
    rf"(?:(?P<code>{_CODE})(?:{_GROUPED}|{_PAIRS})|(?P<spaced>[49]\d\d \d\d \d{{3}})|{_PAIRS})"
    r"(?![\w/-])(?![.,]\d)(?! \d)"
)
_ABOUT = re.compile(
    r"(?:tlf|telefon\w*|mobil\w*|mob|tel|ring|phone|sms|whatsapp)\.?(?: ?n(?:umme)?r\.?)?[\s:*_|\"'(\[-]{0,6}$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class FoundContact:
    """How somebody is reached: the place in the text, and what stands there."""

    start: int
    end: int
    shown: str


def find_emails(text: str) -> Iterator[FoundContact]:
    """The e-mail addresses with providers of private persons."""
    for match in _HOST.finditer(text):
        if local := _LOCAL.search(text[max(0, match.start() - 64) : match.start()]):
            start = match.start() - len(local[0])
            yield FoundContact(start, match.end(), text[start : match.end()])


def find_mobiles(text: str) -> Iterator[FoundContact]:
    """The Norwegian mobile numbers (eight digits from 4 or 9 on): with +47, grouped as 900 00 000, or called so."""
    for match in _MOBILE.finditer(plain(text)):
        called = _ABOUT.search(text[max(0, match.start() - 30) : match.start()])
        if match["code"] or match["spaced"] or match[0].startswith("tel:") or called:
            yield FoundContact(match.start(), match.end(), match[0].removeprefix("tel:"))
