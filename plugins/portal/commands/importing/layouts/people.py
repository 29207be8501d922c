"""What tells who was at a meeting: the labels above people, the columns of their tables, and the notes beside them."""

from __future__ import annotations

import re

__all__ = [
    "ABSENT",
    "INSTRUCTED",
    "MET",
    "PEOPLE_COLUMNS",
    "PERSON_FIELDS",
    "PERSON_MET",
    "PERSON_NOTES",
    "SUBSTITUTES",
    "SUBSTITUTING",
    "UNKNOWN",
    "people_group",
]

PERSON_FIELDS = ("present", "invited", "secretariat", "observers", "absent")
"""The fields of a meeting that list people."""


SUBSTITUTES, UNKNOWN = "substitutes", "unknown"
"""Beside those: substitutes of whom it is not said that they met, and people of whom nothing sure is said."""


_NOT = r"\b(?:ikk?j?e|ingen|uten|utan|heller|verken|korkje)\b"
MET = (
    r"\b(?:fr[ae]m)?møt(?:t|te|ande|ende)\b|\btil ?stad(?:e|es)?\b|\btil ?stede(?:v\w+)?\b"
    r"|\bdelt(?:ok|ek|ar|akar\w*|aker\w*)\b"
)
"""Words that say of people that they were there."""


ABSENT = (
    r"\b(?:forfall|fr[åa]fall|avbud|fråver\w*|fravær\w*|fråvær\w*|permisjon)\b"
    rf"|\bikk?j?e\s+(?:\w+\s+){{0,2}}?(?:{MET})|\b(?:møtte|deltok)\s+ikk?j?e\b"
    r"|\bkunne ikk?j?e (?:kom+e|møte|delta|stille)\b"
)
"""Words that say of people that they were not there."""


INSTRUCTED = r"\bmeld(?:ast|es|e)\b|\b(?:skal|må|bør|vil|kan|bes|ber|venn?l[ei]gst)\b"
"""Words that tell what to do, or what is to come, and nothing of who was there."""


SUBSTITUTING = r"\bvara\w*|\bstedfortreder\w*|\bstadfortredar\w*"
"""Words for those who meet for another."""


_LABELS: tuple[tuple[str, str], ...] = (
    (UNKNOWN, INSTRUCTED),
    (UNKNOWN, rf"{_NOT}.*\b(?:forfall|fr[åa]fall|avbud)\b|\bvara.*(?:{ABSENT})|(?:{ABSENT}).*\bvara|\bsak(?:er)? \d"),
    ("absent", ABSENT),
    (UNKNOWN, rf"{_NOT}|\binnkal\w*|\bkal(?:la|te?)\b|\bpåmeld\w*"),
    (SUBSTITUTES, SUBSTITUTING),
    ("secretariat", r"\badministrasjon\w*|\b\w*sekretariat\w*|\bsekretær\w*|\breferent\w*"),
    ("observers", r"\bobservatør\w*"),
    ("invited", rf"\binviter\w*|\bgjest\w*|\b(?:i tillegg|andre|øvrige)\b.*(?:{MET})|^(?:i tillegg|andre|øvrige)$"),
    ("present", MET),
    (UNKNOWN, r"\bmedlem\w*|\brepresentant\w*|\bnamn\b|\bnavn\b"),
)
"""What a label above people says of them; the first that is found counts: a negation goes before what it negates."""


PEOPLE_COLUMNS: dict[str, str] = {
    "name": r"n[ae][mv]n|(?:faste?\s)?medlem(?:mer|mar)?|deltakar(?:ar)?|deltaker(?:e)?",
    "role": r"stilling|rolle|funksjon|verv|stilling/verv|tittel",
    "organisation": r"organisasjon|kommune|arbeidsst(?:ad|ed)|eining|enhet|represente?rer|representerar|parti"
    r"|verksemd|virksomhet|representant for",
    "note": r"merknad(?:er)?|kommentar(?:er)?",
    "met": r"til stad?es|til stede|møtt|møtte|oppmøte|frammøte|fremmøte",
    "absent": r"(?:meldt )?(?:forfall|fr[åa]fall|avbud|fr[åa]vær)|ikk?j?e (?:møtt|til stad?es|til stede)",
    "substitute_for": r"møt(?:te|er|ande|ende) for|vara(?:medlem|representant)? for"
    r"|(?:i staden|i stedet|istedenfor|erstattar|erstatter) ?(?:for)?",
    "substitute": r"vara(?:medlem(?:mer|mar)?|representant(?:er|ar)?)?|stedfortreder|stadfortredar",
}  # fmt: skip
"""What the columns of a table of people hold, by their heads."""


PERSON_NOTES = (
    ("absent", ABSENT), ("invited", r"invitert"), ("secretariat", r"sekretær|sekretariat|referent"),
    ("observers", r"observatør"),
)  # fmt: skip
"""What a note beside a person tells of where the person belongs."""


PERSON_MET = (
    ("present", r"ja|x|✓|✔|☒|møtt?|til stad?es|til stede|deltok"),
    ("absent", r"nei|ikk?j?e (?:møtt|til stad?es|til stede)"),
)  # fmt: skip
"""What the column for those who met says of a person, beside what a note tells; a blank cell says nothing."""


def people_group(words: str) -> str:
    """Which people a label stands above, as a field of a meeting, `SUBSTITUTES` or `UNKNOWN`; blank where of none.

    Substitutes who met are `present`.
    """
    group = next((group for group, label in _LABELS if re.search(label, words, re.IGNORECASE)), "")
    return "present" if group == SUBSTITUTES and re.search(MET, words, re.IGNORECASE) else group
