"""Case numbers in any of the usual spellings become one sign: `05/21`, `5/2021` and `05-21` are `n5y2021`.

Other signs stand on one page each: `m2y2026` on the page of a meeting with that number, `d20260917` on those of that
day, and `a2026x19` on what the archive knows by `2026/0019`.

`templates/assets/portal/search.js` does the same to what a reader types, and takes the signs out of what it shows.
"""

from __future__ import annotations

import datetime as dt
import re

__all__ = ["archive_signs", "day_sign", "marked", "meeting_signs", "sign_of", "signs_in"]

_NUMBER = re.compile(
    r"(?<![\d/.,-])(\d{1,4})\s?/\s?(\d{1,5})(?![\d/-])|\b[Ss]ak(?:a|en)?\s(\d{1,4})\s?-\s?(\d{1,4})(?![\d/-])"
)
_ARCHIVED = re.compile(r"(?<![\d/.,-])((?:19|20)\d\d)\s?/\s?(\d{1,7})")
_CENTURY_TURNS = 70


def sign_of(first: str, second: str) -> str | None:
    """The sign of a number and its year, in either order; `None` where neither can be a year.

    A year has four digits, or two: `70` and later are of the last century.
    """
    if _is_year(second):
        return None if _is_year(first) else _sign(first, int(second))
    if _is_year(first):
        return _sign(second, int(first))
    if len(second) == 2:
        return _sign(first, _whole(second))
    return _sign(second, _whole(first)) if len(first) == 2 and len(second) > 2 else None


def marked(text: str) -> str:
    """A text in which the sign of each case number stands behind it."""
    return _NUMBER.sub(_with_sign, text) if "/" in text or "-" in text else text


def meeting_signs(number: str) -> list[str]:
    """The signs of a meeting's number."""
    return [f"m{sign[1:]}" for sign in signs_in(number)]


def day_sign(day: dt.date) -> str:
    """The sign of the meetings of a day."""
    return f"d{day:%Y%m%d}"


def archive_signs(reference: str) -> list[str]:
    """The signs of the archive numbers in a text: a year, and the number of a file in it."""
    return [f"a{year}x{int(number)}" for year, number in _ARCHIVED.findall(reference)]


def signs_in(text: str) -> list[str]:
    """The signs of the case numbers in a text, in its order."""
    return [sign for found in _NUMBER.finditer(text) if (sign := _sign_found(found))]


def _with_sign(found: re.Match[str]) -> str:
    sign = _sign_found(found)
    return f"{found[0]} {sign}" if sign else found[0]


def _sign_found(number: re.Match[str]) -> str | None:
    return sign_of(number[1] or number[3], number[2] or number[4])


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits[:2] in ("19", "20")


def _whole(digits: str) -> int:
    return int(digits) + (1900 if int(digits) >= _CENTURY_TURNS else 2000)


def _sign(number: str, year: int) -> str:
    return f"n{int(number)}y{year}"
