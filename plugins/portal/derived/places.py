"""What the words for a meeting's place say: a room, a screen, or both."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Whereabouts", "whereabouts"]

_TOOL = (
    r"(?:(?:microsoft|ms|cisco)[ -])?(?:teams|zoom|skype(?: for business)?|whereby|webex|google meet|jitsi)"
    r"(?:[ -]?(?:møtet?|rom(?:met)?|lenk(?:j)?e(?:a|n)?))?"
)
_MEETING = r"møte(?:t|plass|rom)?|rom|oppmøte|delta(?:king|kelse)|plattform|deltakarar|deltakere"
_SCREEN = (
    rf"{_TOOL}|(?:digital|virtuel)(?:t|l)?(?: (?:{_MEETING}))?|on-?line|(?:inter)?nett(?:et)?|skjerm"
    rf"|(?:video|nett|fjern|skjerm)(?:-?møtet?|-?konferansen?)|video"
)
_BEFORE = r"(?:(?:på|via|over|per|gjennom|som|i|eit|et|heilt|helt|fullt ut) )*"
_ON_SCREEN = re.compile(rf"{_BEFORE}(?:{_SCREEN})(?: (?:via|på|over|gjennom|i) (?:{_SCREEN}))*", re.IGNORECASE)
"""A part that is no place in the world, with nothing else in it: `Teams`, but not `Teamsbygget` or `Zoom kulturhus`."""
_PARTS = re.compile(
    r"\s*[,;/()+&|]\s*|\s[–-]\s|[.:](?:\s|$)|\s*\b(?:og|eller|samt)\b\s*"
    rf"|\s(?=(?:på|via|over|gjennom) (?:{_SCREEN})\b)",
    re.IGNORECASE,
)
_ROOM = re.compile(r"[^\W_a-zæøå]|.*(?:rom|sal|hus|sent(?:er|r)|etasje|kantin)")
"""How the words for a room begin: with a capital or a number; or what they have in them."""


@dataclass(frozen=True)
class Whereabouts:
    """The room, and the words for the screen; each `None` where the place is none."""

    room: str | None = None
    screen: str | None = None


def whereabouts(place: str | None) -> Whereabouts:
    """What an editor means by a place: `Rådhuset og Teams` is a room and a screen, `Digitaliseringssenteret` a room."""
    if not place:
        return Whereabouts()
    parts = [part.strip() for part in _PARTS.split(place) if part.strip()]
    screens = [part for part in parts if _ON_SCREEN.fullmatch(part)]
    if not screens:
        return Whereabouts(room=place)
    rooms = [part for part in parts if part not in screens and _is_room(part)]
    return Whereabouts(", ".join(rooms), ", ".join(screens)) if rooms else Whereabouts(screen=place)


def _is_room(words: str) -> bool:
    return not re.match(r"møtet?\b", words, re.IGNORECASE) and _ROOM.match(words) is not None
