"""A plain agreement becomes an agreement: its head is read, and all its words are kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile, zip_longest

from portal.commands.importing.document.blocks import Block, Document, Heading, Item, Paragraph, Table, as_markdown
from portal.commands.importing.found import Facts, Found, NewRecord, Question, short_slug
from portal.commands.importing.lexicon import pattern, terms
from portal.commands.importing.words.dates import find_date, find_day
from portal.linked.names import OrganisationNames

__all__ = ["find_agreement"]

_LEVELS = terms("agreement.levels")
_NAMED, _ABOUT = pattern("agreement.named"), pattern("agreement.about")
_BETWEEN, _ENDS, _AND = (pattern(f"agreement.{name}") for name in ("between", "ends", "and"))
_BASIS, _HOLDS = pattern("agreement.basis"), pattern("agreement.holds")
_APPROVED, _NOT_APPROVED = pattern("agreement.approved"), pattern("agreement.not_approved")
_COUNCIL = pattern("agreement.council").pattern
_MUNICIPALITY = " kommune"
_HEAD_BLOCKS = 15
"""How far into a document its head is looked for."""
_LONGEST_PARTY, _MOST_PARTIES = 80, 60
_LONGEST_HEADING = 80


def find_agreement(document: Document, names: OrganisationNames) -> Found:
    """The agreement that a document is; without a title and a level no record is made."""
    head = document.blocks[:_HEAD_BLOCKS]
    facts, found = Facts(), Found()
    named = _read_name(facts, head)
    for at, block in enumerate(head):
        _read_parties(facts, block, head[at + 1 :], names)
    for block in document.blocks:
        if match := _BASIS.search(block.text):
            facts.put("basis", [" ".join(match[0].split())], block.place, match[0], 0.8)
        if (match := _HOLDS.search(block.text)) and (day := find_day(block.text[match.end() :])):
            facts.put("in_force", {"from": day}, block.place, block.text, 0.8)
    _read_approvals(facts, document.blocks, names)
    for name in ("title", "level", "parties", "in_force"):
        if name not in facts:
            found.questions.append(Question(name, "import.ask_missing", field=name))
    if "title" in facts and "level" in facts:
        path = f"agreements/{short_slug(facts['title'])}.md"
        order = ("title", "level", "number", "parties", "basis", "in_force", "approvals")
        text = as_markdown(_outlined([block for block in document.blocks if block not in named]), 2)
        found.records.append(NewRecord(path, {name: facts[name] for name in order if name in facts}, text))
        found.sources += facts.told(path)
    return found


def _read_name(facts: Facts, head: Sequence[Block]) -> list[Block]:
    """What the agreement is called, by level, number and title; the blocks that say no more than that.

    `Tenesteavtale 3` and `Avtale om innlegging` may stand on two lines, or on one.
    """
    for at, block in enumerate(head):
        match = _NAMED.fullmatch(" ".join(block.text.split()))
        level = _LEVELS.whole(match["level"]) if match else None
        if match is None or level is None:
            continue
        facts.put("level", level, block.place, match["level"])
        facts.put("number", match["number"], block.place, block.text)
        about = (match["title"] or "").strip(" .:–-")
        following = head[at + 1] if at + 1 < len(head) else None
        if not about and following and _ABOUT.match(following.text):
            facts.put("title", _title(following.text), following.place, following.text)
            return [block, following] if facts["title"] == " ".join(following.text.split()) else [block]
        is_whole = not about or about[0].islower()  # `Særavtale om fødetilbodet`
        facts.put("title", _title(block.text if is_whole else about), block.place, block.text)
        return [block]
    return []


def _title(words: str) -> str:
    """What an agreement is about, without the parties that stand behind it."""
    bare = _ENDS.sub("", _BETWEEN.sub("", " ".join(words.split()))).strip(" .:–-")
    return bare[:1].upper() + bare[1:]


def _read_parties(facts: Facts, block: Block, below: Sequence[Block], names: OrganisationNames) -> None:
    """The parties that a line names behind `mellom`, or the lines below it; each by its id where the portal has it."""
    words = " ".join(block.text.split())
    if _ENDS.search(words):
        listed = takewhile(_may_be_party, below)
        words = f"{words} {', '.join(' '.join(one.text.split()) for one in listed)}"
    match = _BETWEEN.search(words)
    parts = [part.strip(" .:;") for part in _AND.split(match["parties"])] if match else []
    parties = [names.find(part) or part for part in parts if part]
    if 1 < len(parties) <= _MOST_PARTIES and max(map(len, parties)) <= _LONGEST_PARTY:
        facts.put("parties", list(dict.fromkeys(parties)), block.place, block.text, 0.8)


def _may_be_party(block: Block) -> bool:
    return not isinstance(block, Heading) and len(block.text) <= _LONGEST_PARTY and not block.text.endswith(".")


def _read_approvals(facts: Facts, blocks: Sequence[Block], names: OrganisationNames) -> None:
    """Which parties have approved it, and when: a line or a row that names one party and one day.

    It says itself that this is an approval, or stands below a heading that does. What names several is left.
    """
    known = {party: _names_of(party, names) for party in facts.get("parties", ())}
    found: dict[str, str] = {}
    is_listed = False
    for block in blocks:
        if isinstance(block, Heading) or _may_head(block):
            is_listed = bool(_APPROVED.search(block.text))
        rows = block.rows if isinstance(block, Table) else [(line,) for line in block.text.splitlines()]
        is_told = is_listed or bool(rows and _APPROVED.search(" ".join(rows[0])))
        for row in rows:
            words = " ".join(" ".join(row).split())
            parties = [party for party, named in known.items() if named.search(words)]
            day = _only_day(words)
            if is_told and day and len(parties) == 1 and not _NOT_APPROVED.search(words) and parties[0] not in found:
                found[parties[0]] = day
                facts.add("approvals", {"organisation": parties[0], "date": day}, block.place, words, 0.8)


def _may_head(block: Block) -> bool:
    """Whether a line may stand above others: a short one without a day and a full stop."""
    is_short = len(block.text) <= _LONGEST_HEADING and not block.text.rstrip().endswith(".")
    return is_short and not isinstance(block, Table) and find_date(block.text) is None


def _names_of(party: str, names: OrganisationNames) -> re.Pattern[str]:
    """By what a party is named in a line: what it is called, or whose council decides."""
    every = names.names_of(party) or [party]
    councils = [one.removesuffix(_MUNICIPALITY) for one in every if one.endswith(_MUNICIPALITY)]
    called = [*map(re.escape, every), *(f"{_COUNCIL}{re.escape(one)}" for one in councils)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(called)})(?!\w)", re.IGNORECASE)


def _only_day(words: str) -> str | None:
    """The day in a line that has no other."""
    found = find_date(words)
    if found is None or found.day is None or find_date(words.replace(found.text, " ", 1)):
        return None
    return found.day.isoformat()


def _outlined(blocks: Sequence[Block]) -> list[Block]:
    """Blocks with their clauses below headings, the highest of level one: `2. Formål` alone is a heading."""
    found = [_clause(block, behind) for block, behind in zip_longest(blocks, blocks[1:])]
    levels = [block.level for block in found if isinstance(block, Heading)]
    return [
        replace(block, level=block.level - min(levels) + 1) if isinstance(block, Heading) else block for block in found
    ]


def _clause(block: Block, behind: Block | None) -> Block:
    """A numbered line that stands alone above a paragraph as a heading, with its number."""
    is_alone = isinstance(block, Item) and block.mark and isinstance(behind, Paragraph)
    if not is_alone or len(block.text) > _LONGEST_HEADING or block.text.rstrip().endswith("."):
        return block
    return Heading(f"{getattr(block, 'mark', '')}. {block.text}", block.place, 1)
