"""Precision and recall of the import over documents with their facts beside them: `unseen.py FOLDER [--tell]`.

The folder holds `NAME.yaml` with what `NAME.*` says, and `organisations/`, the portal that they come to. What the facts
call `asked` is neither right nor wrong. What nobody forgives is counted, and with `--tell` each fault is told.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import yaml
from pypdf import PdfReader

from portal.commands.importing.document.blocks import Unreadable
from portal.commands.importing.found import Found, strings_in
from portal.commands.importing.importer import import_file
from portal.linked.graph import Graph
from portal.linked.names import OrganisationNames
from portal.model.common import parse_person
from portal.model.kinds import ORGANISATION
from portal.source.reading import read_records

FIELDS = ("number", "title", "outcome", "date", "time", "place", "people", "follow_up")
UNFORGIVABLE = ("absent told as present", "closed shown", "items lost", "lines unaccounted", "files refused")
OTHERS = ("invited", "secretariat", "secretariat_or_invited")
HEADS = re.compile(
    r"\b(?:navn|namn|stilling|organisasjon|verksemd|merknad|møtte for|representerer|funksjon|parti"
    r"|sakstittel|arkivsak|u\.off|rolle|saksnr|arkivsaksnr|tittel|innhold|utvalgs?|utvalgssak|møtedato|møtende"
    r"|fra administrasjonen|ikk?j?e til stede|referatet? (?:er|ble|blei|vart) sendt(?: ut)?)\b"
)
PAGE = re.compile(r"\s{2,}side \d+(?: (?:av|/) \d+)?\s*$", re.IGNORECASE)
PARAGRAPH = re.compile(r"<(w:p|text:p|text:h)[ >].*?</\1>")
OUTSIDE = re.compile(r"<w:(delText|instrText)[ >].*?</w:\1>|<(w:tab|w:br|text:tab|text:line-break)/>")
MONTHS = "januar februar mars april mai juni juli august september oktober november desember".split()
Fact = tuple[str, ...]


def plain(words: object) -> str:
    return " ".join(str(words).casefold().split()).strip(" .")


def numbered(item: dict[str, Any]) -> str:
    return re.sub(r"^sak\s+", "", plain(item.get("number") or item.get("title") or ""))


def facts(meeting: dict[str, Any], names: OrganisationNames) -> Iterator[Fact]:
    """What a meeting's front matter, or what is said of a document, has of the fields that are measured."""
    for name, field in (("start", "time"), ("end", "time"), ("date", "date"), ("place", "place")):
        if meeting.get(name):
            yield field, name, plain(meeting[name])
    for name in ("present", "absent", "observers", *OTHERS):
        for one in meeting.get(name) or []:
            who = plain((parse_person(one) if isinstance(one, str) else one)["name"])
            yield "people", "others" if name in OTHERS else name, who
    for item in meeting.get("items") or meeting.get("agenda") or []:
        at = numbered(item)
        yield from ((name, at, plain(item[name])) for name in ("number", "title", "outcome") if item.get(name))
        for task in item.get("follow_up") or []:
            told = task.get("responsible") or ""
            who = sorted(plain(names.find(one) or one) for one in (told if isinstance(told, list) else [told]))
            yield "follow_up", at, ", ".join(who), plain(task.get("due") or ""), plain(task["what"])


def matched(found: Counter[Fact], right: Counter[Fact]) -> tuple[Counter[Fact], Counter[Fact]]:
    """The facts found that are right, and those missed; of a follow-up, half the words say what is to be done."""
    agreed, missed = found & right, right - found
    for fact in [fact for fact in found - agreed if fact[0] == "follow_up"]:
        for other in [other for other in missed if other[:-1] == fact[:-1] and fact not in agreed]:
            if len({*other[-1].split()} & {*fact[-1].split()}) * 2 >= len({*other[-1].split()}):
                agreed[fact] = missed.pop(other)
    return agreed, missed


def excused(fact: Fact, asked: list[str]) -> bool:
    """Whether the document leaves a fact open: a person or title that is asked about, or a field of an item."""
    lines, field = "\n".join(map(plain, asked)), fact[0].replace("_", "-")
    named = fact[0] in ("people", "title") and len(fact[-1]) > 5 and fact[-1] in lines
    return named or bool(re.search(rf"{field} (of|in) {re.escape(fact[1])}(?![\d/-])", lines))


def source_lines(data: bytes, ending: str) -> Iterator[str]:
    """The lines of a file, read without the import."""
    if ending == ".eml":
        for part in message_from_bytes(data, policy=policy.default).walk():
            if isinstance(inner := part.get_payload(decode=True), bytes):
                yield from source_lines(inner, Path(part.get_filename("")).suffix)
    elif ending == ".pdf":
        yield from "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).splitlines()
    elif ending in (".docx", ".odt"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for found in PARAGRAPH.finditer(
                "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))
            ):
                yield re.sub(r"<[^>]+>", "", OUTSIDE.sub(" ", found[0]))
    else:
        yield from data.decode("utf-8").splitlines()


def unaccounted(path: Path, found: Found, body: str) -> Iterator[str]:
    """The lines of which, of three words or more beside the heads of columns, over half stand in nothing told.

    The day and the body that stand in a record's path are told; what stands at the edge of each page is no line of it.
    """
    records = [[record.path, record.facts, record.text] for record in found.records]
    told = [body, *records, *(block.text for block in found.left)]
    said = "\n".join([*strings_in(told), *(f"{one.words} {one.about}" for one in found.held)])
    known = set(re.findall(r"\w{3,}", plain(said)))
    known |= {MONTHS[int(month) - 1] for month in re.findall(r"\d{4}-(\d\d)-\d\d", said)}  # a day tells its month
    for line in source_lines(path.read_bytes(), path.suffix):
        words = set(re.findall(r"\w{3,}", HEADS.sub("", plain(PAGE.sub("", line)))))
        if len(words) > 2 and not line.rstrip().endswith(":") and len(known & words) * 2 < len(words):
            yield line.strip()


def measure(folder: Path, tell: bool) -> tuple[Counter[tuple[str, int]], Counter[str]]:
    """For each field how much was found, is right, and there is; and how often what nobody forgives."""
    graph = Graph(read_records(folder).records, {})
    totals, faults = Counter[tuple[str, int]](), Counter[str]()
    for expected in sorted(folder.glob("*.yaml")):
        gold = yaml.load(expected.read_text("utf-8"), yaml.BaseLoader)
        path, asked = next(one for one in folder.glob(f"{expected.stem}.*") if one != expected), gold.get("asked", [])
        found, wrong, body = Found(), Counter[str](), gold.get("arguments", ["", None])[1]
        try:
            found = import_file(path, graph, None, body).found
        except Unreadable:
            wrong["files refused"] += 1
        records = [record for record in found.records if record.path.startswith("meetings/")]
        records.sort(key=lambda record: (gold["date"] in record.path, len(record.facts)))
        bodies = [graph.records.get((ORGANISATION.name, record.path.split("/")[1])) for record in records]
        named = " ".join(str(one.facts.title) for one in bodies if one)
        meeting = {**records[-1].facts, "date": Path(records[-1].path).stem[:10]} if records else {}
        got, right = (Counter(f for f in facts(m, graph.names) if not excused(f, asked)) for m in (meeting, gold))
        agreed, missed = matched(got, right)
        totals.update((fact[0], at) for at, some in enumerate((got, agreed, right)) for fact in some.elements())
        wrong["absent told as present"] = sum(got["people", "present", plain(n)] for n in gold.get("absent", []))
        shown = plain(list(strings_in([[record.facts, record.text] for record in found.records])))
        agenda = {numbered(item): item for item in meeting.get("agenda", [])}
        for at, item in ((numbered(item), item) for item in gold["items"]):
            leaks = any(plain(words) in shown for words in item.get("hidden", []))
            wrong["closed shown"] += leaks or ("exempt" in item and "exempt" not in agenda.get(at, item))
            wrong["items lost"] += at not in agenda and ("number" in item or not excused(("title", at), asked))
        wrong["lines unaccounted"] = len(lines := list(unaccounted(path, found, named)))
        faults += wrong
        if tell:
            print(f"## {path.name}: {', '.join(f'{count} {what}' for what, count in wrong.items() if count)}")
            for sign, some in (("+", got - agreed), ("-", missed), ("?", Counter((line,) for line in lines))):
                print("".join(f"   {sign} {' | '.join(fact)}\n" for fact in sorted(some)), end="")
    return totals, faults


if __name__ == "__main__":
    totals, faults = measure(Path(sys.argv[1]), "--tell" in sys.argv)
    print("| field | found | right | in the documents | precision | recall |\n|---|---|---|---|---|---|")
    for name in FIELDS:
        found, right, there = (totals[name, at] for at in range(3))
        print(f"| {name} | {found} | {right} | {there} | {right / (found or 1):.2f} | {right / (there or 1):.2f} |")
    print("\n| what nobody forgives | times |\n|---|---|", *(f"\n| {n} | {faults[n]} |" for n in UNFORGIVABLE), sep="")
