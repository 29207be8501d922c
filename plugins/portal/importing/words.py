"""How Norwegian documents write dates, times, people, types and outcomes, in either language.

Each function gives a value only where the text says it; what is not said whole is `None`.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from portal.linking.names import OrganisationNames
from portal.records.common import parse_person
from portal.records.vocabulary import Outcome

__all__ = [
    "FoundDate",
    "case_types",
    "find_date",
    "find_times",
    "is_negated",
    "known",
    "language_of",
    "outcome_in",
    "person_from",
    "vote_in",
]

_MONTHS = ("januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
           "desember")  # fmt: skip
_SHORT = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "okt": 10, "nov": 11,
    "des": 12, **{name: number for number, name in enumerate(_MONTHS, 1)},
}  # fmt: skip
_MONTH = "|".join(sorted(_SHORT, key=len, reverse=True))
_WEEKDAYS = (("måndag", "mandag"), ("tysdag", "tirsdag"), ("onsdag",), ("torsdag",), ("fredag",), ("laurdag", "lørdag"),
             ("søndag", "sundag"))  # fmt: skip
_WEEKDAY = "|".join(name for names in _WEEKDAYS for name in names)
_DATE = re.compile(
    rf"(?:(?P<weekday>{_WEEKDAY})\w*\s+(?:den\s+)?)?(?<![\d.])(?:"
    rf"(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})"
    rf"|(?P<d>\d{{1,2}})\.\s?(?P<m>\d{{1,2}})\.\s?(?P<y>\d{{4}}|\d{{2}})?(?![\d:])"
    rf"|(?P<day>\d{{1,2}})\.?\s?(?P<month>{_MONTH})\b\.?(?:\s+(?P<year>\d{{4}}))?)",
    re.IGNORECASE,
)
_TIME = r"(\d{1,2})[.:](\d{2})"
_TIMES = re.compile(rf"(?:kl\.?\s*)?{_TIME}(?:\s*(?:[-–—]|til)\s*(?:kl\.?\s*)?{_TIME})?", re.IGNORECASE)
_TYPE_WORDS = (
    ("V", re.compile(r"vedtaks?sak|avgjer[ds]+sak|avgjørelsessak|beslutningssak|til vedtak", re.IGNORECASE)),
    ("D", re.compile(r"drøftingssak|diskusjonssak|til drøfting", re.IGNORECASE)),
    ("O", re.compile(r"orienteringssak|til orientering|informasjonssak", re.IGNORECASE)),
    ("R", re.compile(r"referatsak|til referat", re.IGNORECASE)),
)
_LETTERS = re.compile(r"[VDOR](?:\s?/\s?[VDOR])*")
_OUTCOMES = (
    (Outcome.POSTPONED, r"utsett|utsatt|utsettes"),
    (Outcome.RETURNED, r"sendt? tilbake|sendes tilbake|tilbakesendt"),
    (Outcome.WITHDRAWN, r"trekt|trukket"),
    (Outcome.REJECTED, r"avvist|avslått|forkasta|forkastet"),
    (Outcome.APPROVED, r"godkjent|godkjend|godkjennes"),
    (Outcome.ENDORSED, r"sluttar seg til|slutter seg til|slutta seg til|sluttet seg til|tilslutning|tilslutta"),
    (Outcome.NOTED, r"(?:tatt|teken|teke|tas|tek\w*) (?:\w+ )?til (?:orientering|etterretning|vitande)"),
    (Outcome.DECIDED, r"vedtatt|vedteke|vedteken|vedtas"),
    (Outcome.DISCUSSED, r"drøfta|drøftet|diskutert"),
)
_NEGATED = re.compile(
    r"\b(?:ikk?j?e|not|verken|korkje|ingen)\s+(?:\w+\s+){0,2}?(?:{words})".replace(
        "{words}", "|".join(words for _, words in _OUTCOMES)
    ),
    re.IGNORECASE,
)
_UNANIMOUS = re.compile(
    r"(?<!ikkje )(?<!ikke )\b(?:samrøystes|enstemmig|einstemmig|samstemmig|samstemt)", re.IGNORECASE
)
_VOICES = r"\s*(?:stemmer?|røyster?)?\s*"
_VOTES = (
    re.compile(rf"(\d+){_VOICES}for\b[^.\d]*(\d+){_VOICES}(?:i\s?)?mot\b", re.IGNORECASE),
    re.compile(rf"(\d+){_VOICES}mot\s+(\d+)\b", re.IGNORECASE),
)
_ROLE = re.compile(
    r"(?:.*\b|\w*)(?:leder|leiar|representant|rådgiver|rådgjevar|direktør|sjef|overlege|fastlege|koordinator|sekretær|"
    r"tillitsvald|tillitsvalgt|referent|ordfører|ordførar|konsulent|observatør)\b.*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class FoundDate:
    """A date in a text. `day` is `None` where the year is not said; `is_odd` tells that the weekday is another one."""

    day: dt.date | None
    text: str
    is_odd: bool = False


def find_date(text: str, year: int | None = None) -> FoundDate | None:
    """The first date in a text; `year` is that of a date which names none, where the document says it elsewhere."""
    match = _DATE.search(text)
    if not match:
        return None
    found = match["iso"] and dt.date.fromisoformat(match["iso"]) if _is_day(match["iso"]) else None
    if not match["iso"]:
        month = int(match["m"]) if match["m"] else _SHORT[match["month"].lower()]
        written = match["y"] or match["year"]
        in_year = (int(written) + (2000 if int(written) < 100 else 0)) if written else year
        found = _day(in_year, month, int(match["d"] or match["day"]))
    weekday = (match["weekday"] or "").lower()
    is_odd = bool(found and weekday and weekday not in _WEEKDAYS[found.weekday()])
    return FoundDate(found or None, match[0], is_odd)


def _is_day(text: str | None) -> bool:
    try:
        return bool(text and dt.date.fromisoformat(text))
    except ValueError:
        return False


def _day(year: int | None, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if year else None
    except ValueError:
        return None


def find_times(text: str) -> tuple[str | None, str | None]:
    """When something starts and ends, as `10:30`; dates are not taken for times."""
    match = _TIMES.search(_DATE.sub(" ", text))
    if not match:
        return None, None
    hours = [(int(hour), int(minute)) for hour, minute in (match.groups()[:2], match.groups()[2:]) if hour]
    written = [f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None for hour, minute in hours]
    return written[0], written[1] if len(written) > 1 else None


def case_types(text: str) -> str | None:
    """The type of a case from its letters (`D/V`) or words, in the order in which they stand."""
    bare = text.strip().strip("()").strip()
    if _LETTERS.fullmatch(bare):
        return re.sub(r"\s", "", bare)
    found = sorted((match.start(), letter) for letter, words in _TYPE_WORDS if (match := words.search(text)))
    return "/".join(letter for _, letter in found) or None


def outcome_in(text: str) -> Outcome | None:
    """What became of an item, where a short text says it in the words of the trade; of what did not, nothing."""
    if _NEGATED.search(text):
        return None
    found = [
        (match.start(), outcome) for outcome, words in _OUTCOMES if (match := re.search(words, text, re.IGNORECASE))
    ]
    return min(found, key=lambda pair: pair[0])[1] if found else None


def is_negated(text: str) -> bool:
    """Whether a text says of an outcome that it did not come about."""
    return _NEGATED.search(text) is not None


def vote_in(text: str) -> Any:
    """`unanimous`, or `{for, against}`, where a text says how the votes fell."""
    if _UNANIMOUS.search(text):
        return "unanimous"
    for pattern in _VOTES:
        if match := pattern.search(text):
            return {"for": match[1], "against": match[2]}
    return None


def person_from(text: str, names: OrganisationNames) -> dict[str, Any]:
    """A person as `Name (role, affiliation, vara for Name)` or `Name, role affiliation`, its parts told apart.

    What stands behind the name is the role where it is the word of one, and the
    organisation where the portal knows it by that name.
    """
    text = " ".join(text.split()).rstrip(".,;")
    if "(" not in text and ("," in text or " – " in text):
        name, _, rest = re.sub(r" – ", ", ", text, count=1).partition(", ")
        text = f"{name} ({rest})"
    fields = dict(parse_person(text))
    role, affiliation = fields.pop("role", ""), fields.pop("organisation", "")
    if affiliation and not role:
        role, affiliation = _split(affiliation, names)
    person = {"name": fields["name"], "role": role, "organisation": affiliation, **fields}
    return {name: value for name, value in person.items() if value}


def known(text: str, names: OrganisationNames) -> bool:
    """Whether a text names an organisation, in whatever letters it is written."""
    near = names.near(text)
    return names.find(text) is not None or (near is not None and near.casefold() == text.strip().casefold())


_NYNORSK = re.compile(
    r"\b(?:ikkje|frå|eit|ein|kva|korleis|kommunane|vedteke|saka|sjå|dei|gje|nokon|utvalet|partane|blei|vart)\b"
)
_BOKMAL = re.compile(
    r"\b(?:ikke|fra|et|hva|hvordan|kommunene|vedtatt|saken|de|gi|noen|utvalget|partene|ble|møteleder|leder|sted)\b"
)


def language_of(text: str) -> str | None:
    """`nn` or `nb`, by the words that only one of them has; `None` where they do not tell."""
    nynorsk, bokmal = len(_NYNORSK.findall(text.casefold())), len(_BOKMAL.findall(text.casefold()))
    if nynorsk > 2 * bokmal and nynorsk > 1:
        return "nn"
    return "nb" if bokmal > 2 * nynorsk and bokmal > 1 else None


def _split(words: str, names: OrganisationNames) -> tuple[str, str]:
    """A role and an organisation from the words behind a name; the one or the other where only one is said."""
    if names.find(words):
        return "", words
    parts = words.split(" ")
    for start in range(1, len(parts)):
        tail = " ".join(parts[start:])
        if names.find(tail):
            return re.sub(r"\s+(?:i|ved|for|hos)$", "", " ".join(parts[:start])), tail
    return (words, "") if _ROLE.fullmatch(words) else ("", words)
