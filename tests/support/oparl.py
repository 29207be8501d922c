"""A client of OParl 1.1 over the files of a built site: follows every link from the System and tells what is wrong.

`SHAPES` states, for each type, the properties that the portal may use, what each holds and which are required
(OParl 1.1, chapter 3): `text`, `url`, `date`, `time`, `number`, `flag`; `to:X` the id of an X, `list:X` the URL of an
external list, `in:X` a whole X, `vote` how a vote fell; `*` many, `!` required. What is not OParl's has a
name of its own before a colon.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

TYPES = "https://schema.oparl.org/1.1/"

_ALL = "id=url! type=text! created=time modified=time web=url"
SHAPES: dict[str, str] = {
    "System": "oparlVersion=text! license=url body=list:Body! name=text contactName=text website=url",
    "Body": "system=to:System name=text! website=url license=url contactName=text classification=text"
    " organization=list:Organization! person=list:Person! meeting=list:Meeting! paper=list:Paper!"
    " legislativeTerm=in:LegislativeTerm*! agendaItem=list:AgendaItem consultation=list:Consultation file=list:File"
    " locationList=list:Location",
    "Organization": "body=to:Body name=text shortName=text meeting=list:Meeting consultation=list:Consultation"
    " subOrganizationOf=to:Organization organizationType=text classification=text startDate=date endDate=date",
    "Meeting": "name=text meetingState=text cancelled=flag start=time end=time location=in:Location"
    " organization=to:Organization* invitation=in:File resultsProtocol=in:File auxiliaryFile=in:File*"
    " agendaItem=in:AgendaItem*",
    "AgendaItem": "meeting=to:Meeting number=text order=number! name=text public=flag consultation=to:Consultation"
    " result=text resolutionText=text auxiliaryFile=in:File*"
    " helsefellesskap:voteText=text helsefellesskap:votes=vote* helsefellesskap:sentTo=to:Organization*",
    "Paper": "body=to:Body name=text reference=text date=date paperType=text relatedPaper=to:Paper*"
    " superordinatedPaper=to:Paper* subordinatedPaper=to:Paper* mainFile=in:File auxiliaryFile=in:File*"
    " originatorOrganization=to:Organization* underDirectionOf=to:Organization* consultation=in:Consultation*",
    "Consultation": "paper=to:Paper agendaItem=to:AgendaItem meeting=to:Meeting organization=to:Organization*"
    " authoritative=flag role=text",
    "File": "name=text fileName=text mimeType=text size=number accessUrl=url! meeting=to:Meeting*"
    " agendaItem=to:AgendaItem* paper=to:Paper*",
    "Location": "description=text",
}
_INSIDE = {"File": {"meeting", "agendaItem", "paper"}}
"""The properties that an object leaves out where it stands inside another."""
_DELETED = {"id", "type", "created", "modified", "deleted"}
_VALUES: dict[str, Any] = {"text": str, "url": str, "date": str, "time": str, "number": int, "flag": bool}
_VOTE = {"unanimous": bool, "for": int, "against": int, "abstained": int, "casting": bool, "on": str}
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")


@dataclass
class Crawl:
    """All that was found from the System on: the objects by id, the objects of each list, the faults."""

    root: Path
    base: str
    objects: dict[str, dict[str, Any]] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    read: set[Path] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def of(self, type_: str) -> dict[str, dict[str, Any]]:
        """The objects of a type, by the end of their ids."""
        start = len(f"{self.base}/oparl/1.1/")
        return {id_[start:]: made for id_, made in self.objects.items() if made["type"] == f"{TYPES}{type_}"}


def crawl(root: Path, base: str) -> Crawl:
    """Read everything from `/oparl/1.1/system.json` on in the site below `root`, whose address is `base`."""
    found = Crawl(root, base)
    _visit(found, f"{base}/oparl/1.1/system.json", "System", "start")
    unread = sorted(path for path in (root / "oparl").rglob("*") if path.is_file() and path not in found.read)
    found.faults += [f"{path.relative_to(root).as_posix()}: not reached" for path in unread]
    return found


def _file(found: Crawl, url: str) -> Path:
    path = unquote(urlsplit(url).path.removeprefix(urlsplit(found.base).path))
    return found.root / f"{path.lstrip('/')}{'index.html' if path.endswith('/') else ''}"


def _load(found: Crawl, url: str, where: str) -> Any:
    path = _file(found, url)
    if not url.startswith(f"{found.base}/") or not path.is_file():
        found.faults.append(f"{where}: {url} is not there")
        return None
    found.read.add(path)
    return json.loads(path.read_text("utf-8"))


def _visit(found: Crawl, url: str, type_: str, where: str) -> None:
    """Read an object by its id."""
    made = found.objects.get(url)
    if made is None:
        made = _load(found, url, where)
        if made is None:
            return
        found.objects[url] = made
        if made.get("id") != url:
            found.faults.append(f"{url}: its id is {made.get('id')}")
        _check(found, made, url)
    if made.get("type") != f"{TYPES}{type_}":
        found.faults.append(f"{where}: {url} is no {type_}")


def _check(found: Crawl, made: dict[str, Any], where: str) -> None:
    type_ = str(made.get("type")).removeprefix(TYPES)
    if type_ not in SHAPES:
        found.faults.append(f"{where}: unknown type {made.get('type')}")
        return
    shape = dict(part.split("=") for part in f"{_ALL} {SHAPES[type_]}".split())
    created, modified = made.get("created"), made.get("modified")
    if (created is None) != (modified is None) or (created and modified and _time(created) > _time(modified)):
        found.faults.append(f"{where}: created {created}, modified {modified}")
    if "deleted" in made:
        if made["deleted"] is not True or set(made) != _DELETED:
            found.faults.append(f"{where}: deleted with {', '.join(made)}")
        return
    found.faults += [f"{where}: no {n}" for n, holds in shape.items() if holds.endswith("!") and n not in made]
    for name, value in made.items():
        if name not in shape:
            found.faults.append(f"{where}: {name} is not known")
            continue
        holds = shape[name].rstrip("!")
        if holds.endswith("*") and (not isinstance(value, list) or (not value and "!" not in shape[name])):
            found.faults.append(f"{where}: {name} is no filled list")
            continue
        for one in value if holds.endswith("*") else [value]:
            _value(found, holds.rstrip("*"), one, f"{where} {name}")
    for name in ("web", "accessUrl"):
        address = str(made.get(name, ""))
        if address.startswith(found.base) and not _file(found, address).is_file():
            found.faults.append(f"{where}: {name} {address} is not there")


def _time(value: Any) -> str:
    return dt.datetime.fromisoformat(value).astimezone(dt.UTC).isoformat() if isinstance(value, str) else ""


def _value(found: Crawl, holds: str, value: Any, where: str) -> None:
    kind, _, type_ = holds.partition(":")
    if kind == "to":
        _visit(found, value, type_, where)
    elif kind == "list":
        _list(found, value, type_, where)
    elif kind == "in":
        _visit(found, value["id"], type_, where)
        whole = found.objects.get(value["id"], {})
        if value != {n: v for n, v in whole.items() if n not in _INSIDE.get(type_, ())}:
            found.faults.append(f"{where}: other than {value['id']}")
    elif kind == "vote":
        if not value or {type(one) is _VOTE.get(name) for name, one in value.items()} != {True}:
            found.faults.append(f"{where}: {value!r} is no vote")
    else:
        is_time = kind != "time" or (isinstance(value, str) and _TIME.fullmatch(value))
        is_date = kind != "date" or (isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value))
        is_url = kind != "url" or (isinstance(value, str) and re.match(r"https?://[^/\s]+/\S*$", value))
        is_filled = value != "" and type(value) is _VALUES[kind]
        if not (is_time and is_date and is_url and is_filled):
            found.faults.append(f"{where}: {value!r} is no {kind}")


def _list(found: Crawl, url: str, type_: str, where: str) -> None:
    """Read an external list from its first page to its last."""
    if url in found.lists:
        return
    ids: list[str] = []
    found.lists[url] = ids
    page_url, number, page = url, 0, None
    pages: list[str] = []
    while page_url:
        number += 1
        page = _load(found, page_url, where)
        if page is None:
            return
        links, pagination = page["links"], page["pagination"]
        pages.append(page_url)
        expected = {"first": url, "self": page_url, **({"prev": pages[-2]} if len(pages) > 1 else {})}
        told = {name: links.get(name) for name in ("first", "self", "prev") if links.get(name)}
        if set(page) != {"data", "pagination", "links"} or pagination["currentPage"] != number or told != expected:
            found.faults.append(f"{page_url}: {links} {pagination}")
        if len(page["data"]) != pagination["elementsPerPage"] and "next" in links:
            found.faults.append(f"{page_url}: {len(page['data'])} objects, and a page after it")
        for made in page["data"]:
            ids.append(made["id"])
            _visit(found, made["id"], type_, page_url)
            if found.objects.get(made["id"]) != made:
                found.faults.append(f"{page_url}: other than {made['id']}")
        page_url = links.get("next", "")
    total = (pagination["totalElements"], pagination["totalPages"], links.get("last"))
    if total != (len(ids), number, pages[-1]) or ids != sorted(set(ids)):
        found.faults.append(f"{url}: {len(ids)} objects on {number} pages, or out of order: {total}")
