"""National identity numbers in a text: fødselsnummer, D-numbers, H-numbers and FH-numbers.

The numbers: folkeregisterforskriften § 2-2-1 and § 2-2-3 (day + 40 in a D-number), and for health
HIS 1001:2010 (month + 40 in an H-number; an FH-number begins with 8 or 9 and holds no date). The check digits of
today, and those of numbers given from 1 January 2032 on: Skatteetaten, «Nytt fødselsnummer fra 2032»
(https://skatteetaten.github.io/folkeregisteret-api-dokumentasjon/nytt-fodselsnummer-fra-2032/). There the first
check digit may leave 0, 1, 2 or 3 where today it leaves 0, and the individual number tells no century any more. All
that passes today passes the new rule, and both are valid side by side, so the new one is the one asked here.

Synthetic numbers (Skatteetaten's Tenor: month + 80; Nav's: month + 65) belong to nobody: they are never told of.
Nav's other test numbers have month + 40, as H-numbers have, and are taken for these.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from stdnum.no import fodselsnummer

from portal.checks.guarding.signs import GAP, has_gaps, plain

__all__ = ["find_identities", "is_identity"]

_ACCEPTED = (0, 1, 2, 3)
"""What the first check digit may leave, modulo 11; today only the first of them is given out."""
_BEFORE, _AFTER = 48, 24
"""How many characters around a number tell what it is."""
_LABEL = 24
"""How many characters before a number may call it an account. The nearer word wins: every valid identity number has
the check digit of an account too, so that nothing but the form and the label tells them apart."""

_ABOUT_PERSON = re.compile(
    r"(?<![^\W_])(?:fnr|f\. ?nr|f[øo]e?dsels?-?(?:n(?:umme)?r|dato)|f[øo]e?d[td]e?|personn(?:umme)?r|pers\. ?nr"
    r"|person-?id|id-?n(?:umme)?r|identitetsn(?:umme)?r|[dh]-?nummer|d-?nr|h-?nr|fh-?n(?:umme)?r"
    r"|hjelpen(?:umme)?r|pasient\w*|national identity)",
    re.IGNORECASE,
)
_ABOUT_HEALTH = re.compile(r"(?<![^\W_])(?:fh-?n(?:umme)?r|hjelpen(?:umme)?r|fnr|f[øo]dselsn|personn|pasient)", re.I)
_ABOUT_MONEY = re.compile(
    r"(?:konto(?:n(?:umme)?r)?|(?<![^\W_])kto|(?<![^\W_])iban|bank\w*|kid(?:-?n(?:umme)?r)?|giro\w*|betal\w*|faktura\w*)(?![^\W_])",
    re.IGNORECASE,
)
_DOI = re.compile(r"(?<![\w.])10\.\d{4,9}/\S+")
_LETTERS = re.compile(r"[0-9A-Za-z]*")


_LIKELY = re.compile(r"[0-9](?:[^0-9A-Za-z]{0,7}[0-9]){10}")
"""Eleven digits near each other: where there are none, there is nothing to look for."""


def _forms(gap: str) -> re.Pattern[str]:
    digit, year = rf"(?:\d{gap})", rf"(?:(?:1{gap}[89]|2{gap}0){gap})?\d{gap}\d{gap}"
    space = rf"(?:[ \t]{{1,2}}|-| - |:|_|\*{{1,3}} ?|%20|%C2%A0|\+){gap}"
    loose = rf"(?:\s{{1,6}}|\s{{0,6}}\|\s{{0,6}}|[.,;/]){gap}"
    return re.compile(
        r"(?<![0-9])(?<![0-9][.,])(?=\d)(?:"
        rf"(?P<whole>{digit}{{10}}\d)"
        rf"|(?P<parted>{digit}{{6}}{space}{digit}{{3}}(?:{digit}\d| {digit}\d))"
        rf"|(?P<account>\d{{4}}(?P<a>[ .])\d{{2}}(?P=a)\d{{5}})"
        rf"|(?P<spread>(?:\d ){{10}}\d|{digit}{{2}} {digit}{{2}} {digit}{{2}} ?{digit}{{3}} ?{digit}\d)"
        rf"|(?P<dated>{digit}{{2}}[./-]{digit}{{2}}[./-]{year}{space}{digit}{{4}}\d)"
        rf"|(?P<loose>{digit}{{6}}{loose}{digit}{{4}}\d)"
        r")(?![0-9])(?![.,][0-9])"
    )


_FORMS, _FORMS_WITH_GAPS = _forms(""), _forms(GAP)
"""How an identity number is written, and how it is not: the form of an account is Finans Norge's, 1234.56.78901."""


@dataclass(frozen=True)
class Identity:
    """A number that is, or may be, a person's.

    `start` and `end` are its place in the text. `is_certain` tells that the date and both check digits are right;
    otherwise it looks like one, where one is to be expected. `shown` is as much of it as may be told: the first six.
    """

    start: int
    end: int
    digits: str
    is_certain: bool

    @property
    def shown(self) -> str:
        return f"{self.digits[:6]} •••••"


def find_identities(text: str) -> Iterator[Identity]:
    """The identity numbers of a text, valid ones and likely ones, in order.

    Accounts, numbers of cases and archives, telephones, organisations, books (ISBN) and papers (DOI) and long runs of
    digits are passed over. The text may be Markdown, YAML or an address: digits may be parted by spaces of any kind,
    hyphens, marks of emphasis or characters that cannot be seen.
    """
    text = plain(text)
    if not has_gaps(text) and "%" not in text and not _LIKELY.search(text):
        return
    papers = [match.span() for match in _DOI.finditer(text)] if "10." in text else []
    for match in (_FORMS_WITH_GAPS if has_gaps(text) else _FORMS).finditer(text):
        if any(start <= match.start() < end for start, end in papers) or _is_code(text, match):
            continue
        digits = re.sub(r"&[^;]*;|%..|\D", "", match[0])
        form = next(name for name, part in match.groupdict().items() if part is not None and name != "a")
        if len(digits) == 13:
            digits = digits[:4] + digits[6:]
        verdict = _weighed(digits, form, text, match)
        if verdict is not None:
            yield Identity(match.start(), match.end(), digits, verdict)


def _weighed(digits: str, form: str, text: str, match: re.Match[str]) -> bool | None:
    """Whether a number is certain or only likely to be a person's; `None` where it is neither."""
    is_dateless = digits[0] in "89"
    if not is_dateless and not is_dated(digits):
        return None
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    behind = text[match.end() : match.end() + _AFTER].split("\n", maxsplit=1)[0].lstrip(" (,-")
    person, money = _last(_ABOUT_PERSON, before), _last(_ABOUT_MONEY, before[-_LABEL:])
    money += max(0, len(before) - _LABEL) if money >= 0 else 0
    is_expected = person > money or (person == money and _ABOUT_PERSON.match(behind) is not None)
    is_money = not is_expected and (money > person or _ABOUT_MONEY.match(behind) is not None)
    if is_dateless:
        is_health = is_expected and (_ABOUT_HEALTH.search(before) or _ABOUT_HEALTH.match(behind)) is not None
        return True if is_health and _has_check_digits(digits) else None
    if form == "account" or is_money:
        return False if is_expected else None
    if _has_check_digits(digits):
        return form != "loose" or is_expected
    is_plain_pair = form == "parted" and re.fullmatch(r"\d{6} \d{5}", match[0])
    return False if is_expected or is_plain_pair else None


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Where the last match begins, `-1` where there is none."""
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def _is_code(text: str, match: re.Match[str]) -> bool:
    """Whether the digits are a piece of something longer, such as a checksum, or an international telephone number."""
    start, end = match.span()
    if text[max(0, start - 1) : start] == "+" and not text[max(0, start - 2) : start - 1].isalnum():
        return True
    before = _LETTERS.match(text[max(0, start - 40) : start][::-1])
    after = _LETTERS.match(text, end, end + 40)
    letters = (before.end() if before else 0) + (after.end() - after.start() if after else 0)
    around = (before[0] if before else "") + (after[0] if after else "")
    return letters >= 5 and any(sign.isdigit() for sign in around)


def is_identity(digits: str) -> bool:
    """Whether eleven digits are a valid number of a person, by today's rule or by that of 2032."""
    return (
        len(digits) == 11 and digits.isascii() and digits.isdigit() and is_dated(digits) and _has_check_digits(digits)
    )


def is_dated(digits: str) -> bool:
    """Whether the first six digits are a birth date, with what D- and H-numbers add; the century is any."""
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    day -= 40 if day > 40 else 0
    month -= 40 if 40 < month <= 52 else 0
    for century in (1900, 2000):  # 1900 had no 29 February, 2000 had one
        try:
            dt.date(century + year, month, day)
        except ValueError:
            continue
        return True
    return False


def _has_check_digits(digits: str) -> bool:
    """Whether the two check digits are right by Skatteetaten's rule from 2032, of which today's is a part."""
    left = (int(digits[9]) - int(fodselsnummer.calc_check_digit1(digits[:9]))) % 11
    return left in _ACCEPTED and digits[10] == fodselsnummer.calc_check_digit2(digits[:10])
