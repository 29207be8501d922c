"""Places: a room, a screen, or both, as editors write them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from portal.derived.places import Whereabouts, whereabouts
from support.heads import read_head
from support.portals import PortalFolder

MakePortal = Callable[..., PortalFolder]

ROOMS = [
    "Digitaliseringssenteret", "Teamsbygget", "Nettbuss-salen", "Skjermvegen 4", "Zoom kulturhus", "Videostova",
    "Webex Arena", "Digital arena Vest", "Rådhuset, møterom Teams-salen", "Fjernmøteveien 2", "Kantina", "rom 2",
    "Meet-kaféen", "Hotell Internett", "Rådhuset og kulturhuset",
]  # fmt: skip
SCREENS = [
    "Teams", "Microsoft Teams", "MS Teams", "teams", "på Teams", "Via Teams", "Teamsmøte", "Teams-møte", "Zoom",
    "Skype for Business", "Videomøte", "videokonferanse", "Video", "Digitalt", "Digitalt møte", "Digital møteplass",
    "Nettmøte", "Fjernmøte", "på nett", "Møtet blir på Teams", "Digitalt via Teams", "Digitalt, via Teams",
    "Teams (lenkje kjem)", "Digitalt på Teams, sjå innkallinga", "Videomøte på Teams.", "Heilt digitalt",
]  # fmt: skip
BOTH = [
    ("Rådhuset og Teams", "Rådhuset", "Teams"),
    ("Rådhuset / Teams", "Rådhuset", "Teams"),
    ("Rådhuset, rom 3, eller på Teams", "Rådhuset, rom 3", "på Teams"),
    ("Helsehuset (og digitalt)", "Helsehuset", "digitalt"),
    ("Digitaliseringssenteret, via Zoom", "Digitaliseringssenteret", "via Zoom"),
    ("Møterom 2 på Teams", "Møterom 2", "på Teams"),
]


@pytest.mark.parametrize("place", ROOMS)
def test_a_name_with_such_a_word_in_it_is_a_room(place: str) -> None:
    assert whereabouts(place) == Whereabouts(room=place)


@pytest.mark.parametrize("place", SCREENS)
def test_a_screen_is_no_room(place: str) -> None:
    assert whereabouts(place) == Whereabouts(screen=place)


@pytest.mark.parametrize(("place", "room", "screen"), BOTH)
def test_a_place_may_be_both(place: str, room: str, screen: str) -> None:
    assert whereabouts(place) == Whereabouts(room, screen)


def test_no_place_is_neither() -> None:
    assert whereabouts(None) == whereabouts("") == Whereabouts()


def test_a_page_tells_machines_of_the_room_and_of_the_screen(portal: MakePortal) -> None:
    days = {"2021-06-10": "Digitaliseringssenteret", "2021-06-17": "Rådhuset og Teams", "2021-06-24": "Teams"}
    files = {f"meetings/ssu/{day}.md": f"---\nplace: {place}\n---\n" for day, place in days.items()}
    ssu = "---\ntitle: Strategisk utval\nkind: strategic\n---\n"
    folder = portal({"organisations/ssu.md": ssu, **files}).without_papers()
    assert folder.command("write", str(folder.root / "site")).exit_code == 0
    said = [read_head(folder.root / f"site/moter/ssu/{day}/index.html").linked_data for day in days]
    modes = [one["eventAttendanceMode"].rpartition("/")[2].removesuffix("EventAttendanceMode") for one in said]
    assert modes == ["Offline", "Mixed", "Online"]
    room, screen = {"@type": "Place", "name": "Rådhuset"}, {"@type": "VirtualLocation", "name": "Teams"}
    assert [one["location"] for one in said] == [
        {"@type": "Place", "name": "Digitaliseringssenteret"}, [room, screen], screen
    ]  # fmt: skip
