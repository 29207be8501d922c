"""Lines that list people: whom a line names, and how several in it are told apart."""

from __future__ import annotations

import re

from portal.commands.importing.lexicon import pattern
from portal.commands.importing.words.people import is_name, is_role, name_first

__all__ = [
    "before_sentences", "initials_of", "is_behind_role", "is_person_line", "is_sublabel", "names_person",
    "people_apart", "people_lines", "roles_apart",
]  # fmt: skip

_ROLE_FIRST = pattern("person.role_first", 0)
_BETWEEN = re.compile(
    r"\s*;\s*|(?<=\0)\s*,\s*(?=[A-ZÆØÅ])"
    r"|(?:,|,?\s+(?:og|samt|i tillegg til|[/&+]))\s+(?=[^\W\d_a-zæøå][\wæøå'’-]+ (?:v[ao]n |de[rn]? )*[^\W\d_a-zæøå])"
)
_STOP = re.compile(r"(?<=[\wæøå)]{2})(?<!\bdr)(?<!\bprof)(?<!\badv)(?<!\bkst)\.\s+(?=[A-ZÆØÅ])")
_SAID = pattern("people.said", 0)
_LONGEST_KIND = 4
"""What some of a list are called, in words, at most."""


def is_person_line(text: str) -> bool:
    """Whether a line begins with the name of a person."""
    return is_name(re.split(r"[,;(:\t]|\s[–-]\s", name_first(text.strip(" \t•➢-–")), maxsplit=1)[0].strip())


def names_person(line: str) -> bool:
    """Whether a line names one person, with a role before or behind the name, or without."""
    match = _ROLE_FIRST.match(line.strip())
    return is_person_line(line) or bool(match and is_role(match["role"]) and is_name(match["name"]))


def is_behind_role(words: str) -> bool:
    match = _ROLE_FIRST.match(words.strip(" ."))
    return match is not None and is_role(match["role"])


def roles_apart(words: str) -> list[str]:
    """People parted by commas outside brackets, where each has a role before the name."""
    parts: list[str] = []
    for part in re.split(r",\s+|\s+og\s+(?=[a-zæøå])", words):
        is_new = not parts or (is_behind_role(part) and parts[-1].count("(") == parts[-1].count(")"))
        parts = [*parts, part] if is_new else [*parts[:-1], f"{parts[-1]}, {part}"]
    return parts


def initials_of(name: str) -> str:
    return "".join(part[0] for part in re.split(r"[\s-]+", name.strip()) if part)


def is_sublabel(text: str) -> bool:
    """Whether some people stand behind what they are called: `Ordførarar: Ada Lie, Bo Moe`."""
    words, colon, rest = text.partition(":")
    return bool(colon) and len(words.split()) <= _LONGEST_KIND and names_person(re.split(r",|\sog\s|\s\(", rest)[0])


def people_lines(text: str) -> list[str]:
    """The lines of a cell with people, those joined that were broken within a bracket, a name, or before a bracket."""
    lines: list[str] = []
    for line in text.split("\n"):
        last = re.split(r"[,;]\s*", lines[-1])[-1] if lines else ""
        first = re.split(r"[,;(]", line)[0].strip()
        is_in_name = bool(lines) and last != lines[-1] and not (names_person(last) or names_person(first))
        is_in_name &= names_person(f"{last} {first}")
        if lines and (lines[-1].count("(") > lines[-1].count(")") or line.startswith("(") or is_in_name):
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    return lines


def people_apart(text: str) -> list[str]:
    """People parted by semicolons, and by commas and `og` before a name, that stand outside their brackets."""
    shown = re.sub(r"\([^()]*\)?", lambda match: "\0" * len(match[0]), text)
    parts, start = [], 0
    for match in _BETWEEN.finditer(shown):
        parts.append(text[start : match.start()])
        start = match.end()
    return [part for part in (*parts, text[start:]) if part.strip()]


def before_sentences(text: str) -> tuple[str, str]:
    """A list of people, and the sentences behind it; of a line that was joined with the list no stop tells."""
    match = _STOP.search(text) or _SAID.search(text)
    return (text[: match.start()], text[match.end() :]) if match else (text, "")
