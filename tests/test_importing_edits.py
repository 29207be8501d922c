"""What an editor says in a review, put into the records that are to be written: without the page itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from portal.commands.importing.command import Arguments, reader_for
from portal.commands.importing.found import NewRecord
from portal.commands.importing.review.edits import Edit, edited, person_text, pruned
from portal.commands.importing.review.session import OMITTED, Review
from portal.commands.importing.review.view import ReviewPage
from portal.source.settings import read_settings
from support.portals import PortalFolder

Portal = Callable[..., PortalFolder]

PATH = "meetings/ssu/2026-02-12.md"
ADA = {"name": "Ada Lie", "role": "leiar", "organisation": "Tangvåg kommune", "items": ["1/26"]}
RECORD = NewRecord(
    PATH,
    {
        "place": "Rådhuset",
        "present": [ADA, "Bo Moe"],
        "agenda": [
            {"number": "1/26", "title": "Felles"},
            {"number": "2/26", "title": "Nye stolar", "outcome": "noted"},
        ],
    },
    "## 1/26\n\nUtvalet snakka.\n\n### Vedtak\n\nJa.\n\n## Om møtet\n\nTakk.",
)


def after(*edits: tuple[str, str], adds: bool = False) -> NewRecord:
    return pruned(edited(RECORD, [Edit(PATH, field, words, adds) for field, words in edits]))


@pytest.mark.parametrize(
    ("field", "words", "at", "value"),
    [
        ("start", "09:30", ["start"], "09:30"),
        ("place", "Biblioteket", ["place"], "Biblioteket"),
        ("agenda.1.outcome", "decided", ["agenda", 1, "outcome"], "decided"),
        ("agenda.0.vote", "unanimous", ["agenda", 0, "vote"], "unanimous"),
        ("agenda.0.vote", "5 mot 2", ["agenda", 0, "vote"], {"for": "5", "against": "2"}),
        ("agenda.0.follow_up", "Ringe", ["agenda", 0, "follow_up"], [{"what": "Ringe"}]),
        (
            "agenda.0.follow_up",
            "Ringe – Bo – 2026-03-01",
            ["agenda", 0, "follow_up"],
            [{"what": "Ringe", "responsible": "Bo", "due": "2026-03-01"}],
        ),
        ("absent", "Siv Ås", ["absent"], ["Siv Ås"]),
        ("present.0", "Ada Li (leiar, Tangvåg kommune)", ["present", 0], {**ADA, "name": "Ada Li"}),
        ("present.0", "Ada Lie (nestleiar, Tangvåg kommune)", ["present", 0], "Ada Lie (nestleiar, Tangvåg kommune)"),
        ("agenda", "3/26: Eventuelt", ["agenda", 2], {"number": "3/26", "title": "Eventuelt"}),
        ("agenda", "Eventuelt", ["agenda", 2], {"title": "Eventuelt"}),
    ],
)
def test_words_go_into_a_field(field: str, words: str, at: list[Any], value: Any) -> None:
    found: Any = after((field, words)).facts
    for part in at:
        found = found[part]
    assert found == value
    assert RECORD.facts["present"] == [ADA, "Bo Moe"]  # what was found stays as it was


def test_blank_words_take_away_and_move_nothing() -> None:
    """A second name is taken away by the place that it was shown at."""
    assert after(("present.0", ""), ("present.1", "Bo Mo")).facts["present"] == ["Bo Mo"]
    assert set(after(("place", ""), ("present.0", ""), ("present.1", "")).facts) == {"agenda"}


def test_a_line_joins_a_title() -> None:
    assert after(("agenda.0.title", "lampeplan"), adds=True).facts["agenda"][0]["title"] == "Felles lampeplan"


@pytest.mark.parametrize(
    ("field", "words", "adds", "text"),
    [
        ("text.1/26.Vedtak", "Nei.", False, RECORD.text.replace("Ja.", "Nei.")),
        ("text.1/26", "Utvalet teidde.", False, RECORD.text.replace("snakka", "teidde")),
        ("text.1/26", "Lenge.", True, RECORD.text.replace("snakka.\n", "snakka.\n\nLenge.\n")),
        ("text.Om møtet", "Alle.", True, f"{RECORD.text}\n\nAlle."),
        ("text.2/26", "Stolar.", True, RECORD.text.replace("## Om", "## 2/26\n\nStolar.\n\n## Om")),
    ],
)
def test_words_go_into_the_text(field: str, words: str, adds: bool, text: str) -> None:
    found = after((field, words), adds=adds).text
    assert sorted(found.split("\n\n")) == sorted(text.split("\n\n"))
    assert found.startswith("## 1/26\n\nUtvalet")


def test_somebody_is_written_as_a_list_may_have_them() -> None:
    assert person_text(ADA | {"substitute_for": "Siv Ås"}) == "Ada Lie (leiar, Tangvåg kommune, vara for Siv Ås)"
    assert person_text({"name": "Bo Moe"}) == person_text("Bo Moe") == "Bo Moe"


# -- a review


MINUTES = """\
    Referat

    Strategisk samarbeidsutval

    Dato: 12. februar 2026
    Tid: kl. 10.00
    Stad: Rådhuset

    Medlemer:
    Ada Lie (Tangvåg kommune)
    Bo Moe (Helse Storhav)

    Ta med nistepakke

    Sak 1/26 Felles lampeplan

    Vedtak:
    Samrøystes vedteke.
    """


@pytest.fixture
def review(portal: Portal, tmp_path: Path) -> Review:
    """A review of two files, the first of which cannot be read."""
    folder = portal({"organisations/ssu.md": "---\ntitle: Strategisk samarbeidsutval\nkind: strategic\n---\n"})
    folder.write({"inn/a.txt": "", "inn/b.txt": MINUTES})
    settings, arguments = read_settings(folder.root), Arguments(cases=True)
    reader = reader_for(folder.root, settings, arguments)
    files = reader.read([folder.root / "inn/a.txt", folder.root / "inn/b.txt"])
    return Review(folder.root, settings, files, reader, arguments)


def meeting(review: Review) -> NewRecord:
    return next(record for record in review.together().records if record.path == PATH)


def test_an_answer_puts_people_into_the_list_that_it_names(review: Review) -> None:
    (asked,) = [one for one in review.asked() if one.question.code == "import.ask_people"]
    review.answer(asked.id, "absent")
    assert [str(one)[:3] for one in meeting(review).facts["absent"]] == ["Ada", "Bo "]
    assert [one.answer for one in review.asked() if one.id == asked.id] == ["absent"]
    review.answer(asked.id, "")
    assert "absent" not in meeting(review).facts


def test_what_is_not_asked_cannot_be_answered(review: Review) -> None:
    with pytest.raises(KeyError):
        review.answer("q0-0", "x")


def test_a_line_is_placed_left_out_on_purpose_and_taken_back(review: Review) -> None:
    (line,) = [one for one in review.left() if "nistepakke" in one.block.text]
    review.place(line.id, f"{PATH}|text.1/26")
    together = review.together()
    assert "nistepakke" in meeting(review).text
    assert [one.place for one in together.sources if one.text == line.block.text] == [line.block.place]
    review.place(line.id, OMITTED)
    assert "nistepakke" not in meeting(review).text
    review.place(line.id, "")
    assert [one.to for one in review.left() if one.id == line.id] == [None]


def test_a_new_title_is_the_case_s(review: Review) -> None:
    """The case is of the item as it stands, and what is said of the case itself counts, too."""
    review.mend(PATH, "agenda.0.title", "Felles lysplan")
    paths = [record.path for record in review.together().records]
    assert paths[-1] == "cases/2026-felles-lysplan.md"
    review.mend(paths[-1], "archive_ref", "2026/9")
    assert review.together().records[-1].facts == {"title": "Felles lysplan", "archive_ref": "2026/9"}


def test_a_record_that_is_there_is_shown_as_it_becomes(review: Review) -> None:
    """With `merge` it is the file with what it lacks, without it the file as it stands."""
    there = review.root / PATH
    there.parent.mkdir(parents=True)
    there.write_text("---\nplace: Heime\n---\n", encoding="utf-8")

    def shown() -> str:
        whole = ReviewPage(review, [(), ()]).whole()
        return unescape(
            next(text for text in re.findall(r"<pre[^>]*>(.*?)</pre>", whole, re.DOTALL) if "Heime" in text)
        )

    assert shown() == there.read_text("utf-8")
    review.arguments = replace(review.arguments, merge=True)
    assert "number: 1/26" in shown()
    before = shown()
    assert review.save()[0].is_done
    assert there.read_text("utf-8") == before


def test_what_is_saved_is_what_is_told(review: Review) -> None:
    review.mend(PATH, "place", "Biblioteket")
    written, problems = review.save()
    assert (written.is_done, problems) == (True, [])
    assert "place: Biblioteket" in (review.root / PATH).read_text("utf-8")
