"""`permalinks.txt`: every address that was ever published, sorted, one a line.

A line is an address as links write it (RFC 3986: a path from the site's root, percent-encoded, with the anchor of an
item or a decision behind `#`); a line that begins with `#` is a comment. Sorted lines, each of its own, merge well in
git; where they did not, the lines of both sides stand for what was published.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from portal.model.problems import Place, Problem, error, warning
from portal.source.decoding import read_text
from portal.source.tree import StoredFile

__all__ = ["FILE", "Ledger", "LedgerLine", "address_of", "place_of", "read_ledger"]

FILE = "permalinks.txt"

_ADDRESS = re.compile(r"/(?:[^\s/?#\\]+/)*[^\s/?#\\]*(?:#[^\s#?/\\]+)?")
_MARKER = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?:\s.*)?")
_SAFE = "/~"


@dataclass(frozen=True)
class LedgerLine:
    """An address in the ledger; `number` counts lines from 1."""

    number: int
    address: str

    @property
    def path(self) -> str:
        """The address without anchor, as it lies on the site."""
        return unquote(self.address.partition("#")[0])

    @property
    def anchor(self) -> str:
        return self.address.partition("#")[2]

    @property
    def problem_place(self) -> Place:
        return Place(FILE, self.number)


@dataclass(frozen=True)
class Ledger:
    """The lines of the ledger, and each comment with the address that it stands above ("" for the end)."""

    lines: tuple[LedgerLine, ...] = ()
    comments: tuple[tuple[str, str], ...] = ()

    @property
    def addresses(self) -> frozenset[str]:
        return frozenset(line.address for line in self.lines)

    def with_added(self, addresses: Iterable[str]) -> str:
        """The text of the ledger with more addresses in it: sorted, each once, none taken away."""
        above: dict[str, list[str]] = {}
        for address, comment in self.comments:
            above.setdefault(address, []).append(comment)
        written = []
        for address in sorted({*self.addresses, *addresses}):
            written += [*above.get(address, []), address]
        return "".join(f"{line}\n" for line in [*written, *above.get("", [])])


def address_of(place: str, anchor: str = "") -> str:
    """A place on the site as the ledger and links write it: `/saker/x/møte.pdf` is `/saker/x/m%C3%B8te.pdf`."""
    path = quote(place, safe=_SAFE)
    return f"{path}#{anchor}" if anchor else path


def place_of(address: str) -> str:
    """What two spellings of one address have in common: a site answers with and without the last slash."""
    return address.rstrip("/")


def read_ledger(root: Path) -> tuple[Ledger | None, list[Problem]]:
    """The ledger of the portal in `root` and what is wrong with it; `None` where there is none."""
    location = root / FILE
    if not location.is_file() and not location.is_symlink():
        return None, []
    text, problems = read_text(StoredFile(FILE, location, location.is_symlink()))
    if problems:
        return Ledger(), problems
    lines: dict[str, LedgerLine] = {}
    comments: list[tuple[int, str]] = []
    last = ""
    for number, written in enumerate(text.split("\n"), 1):
        found = written.strip()
        place = Place(FILE, number)
        if not found:
            continue
        if _MARKER.fullmatch(found):
            problems.append(error(place, "permalink_conflict"))
        elif found.startswith("#"):
            comments.append((number, found))
        elif not _is_address(found):
            problems.append(error(place, "permalink_form", found=found))
        else:
            path, _, anchor = found.partition("#")
            address = address_of(unquote(path), anchor)
            if address in lines:
                problems.append(warning(place, "permalink_twice", address=address, first=lines[address].number))
                continue
            if address < last:
                problems.append(warning(place, "permalink_order", address=address))
            last = max(last, address)
            lines[address] = LedgerLine(number, address)
    numbered = sorted(lines.values(), key=lambda line: line.number)
    below = [(next((line.address for line in numbered if line.number > at), ""), text) for at, text in comments]
    return Ledger(tuple(numbered), tuple(below)), problems


def _is_address(text: str) -> bool:
    parts = unquote(text.partition("#")[0]).split("/")
    return _ADDRESS.fullmatch(text) is not None and not {".", ".."} & set(parts) and "\ufffd" not in "".join(parts)
