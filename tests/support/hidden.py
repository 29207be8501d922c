"""A portal with a token in every field of every record that may not be read, and public records that lead to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.model.kinds import CASE, KINDS, MEETING, ORGANISATION, Kind
from portal.model.meeting import AgendaItem
from portal.model.values import Refers
from support.attachments import png_with
from support.planting import NEEDED, OMITTED, THEMES, At, Mint, Planter, file_names, front_matter

STATES = ("draft", "embargoed", "exempt", "retracted")
NAMINGS = ("id", "title", "short")
BODY = "ope-utval"
"""The public body whose meetings are hidden one by one."""

_OF_EXEMPTION: set[At] = {("exempt", "basis"), ("exempt", "public_title"), ("exempt", "until")}
_ADDRESSES: set[At] = {("id",), ("aliases",)}

PUBLISHED: dict[str, set[At]] = {
    "draft": set(),
    "embargoed": set(),
    "exempt": {*_ADDRESSES, ("number",), *_OF_EXEMPTION},
    "retracted": {*_ADDRESSES, ("number",), ("retracted", "date"), ("retracted", "reason")},
    "item-exempt": {("number",), ("aliases",), *_OF_EXEMPTION},
    "item-of-exempt": {("number",), ("aliases",)},
    "item-of-retracted": {("number",), ("aliases",)},
    "attachment": _OF_EXEMPTION,
    "link": set(),
}
"""All that the record format publishes of what may not be read (§2); everything else is withheld."""

_GROUPS = ("present", "invited", "secretariat", "observers", "absent")


@dataclass
class HiddenPortal:
    """The files of the records; of the hidden ones, by state and kind: id, front matter, path, a heading's anchor."""

    mint: Mint = field(default_factory=Mint)
    files: dict[str, str | bytes] = field(default_factory=dict)
    ids: dict[tuple[str, str], str] = field(default_factory=dict)
    facts: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    paths: dict[tuple[str, str], str] = field(default_factory=dict)
    anchors: dict[tuple[str, str], str] = field(default_factory=dict)

    def withheld(self) -> dict[str, str]:
        """Every token that may stand nowhere, with where it was planted."""
        return self._tokens(lambda at, published: at not in published)

    def published(self) -> dict[str, str]:
        """Every token of a hidden record that must be published all the same."""
        return self._tokens(lambda at, published: at in published)

    def planted_in(self, *states: str) -> dict[str, tuple[str, At]]:
        """The tokens of the records in some states, each with its record and field."""
        return {t: (r, at) for t, (r, at) in self.mint.planted.items() if r.partition(" ")[0] in states}

    def _tokens(self, chosen: Any) -> dict[str, str]:
        return {
            token: f"{record}: {'.'.join(at)}"
            for token, (record, at) in self.mint.planted.items()
            if record.partition(" ")[0] in PUBLISHED and chosen(at, PUBLISHED[record.partition(" ")[0]])
        }


def hidden_portal(hidden: bool = True) -> HiddenPortal:
    """The portal; with `hidden` false, the same records without what hides them."""
    portal = HiddenPortal()
    portal.files[f"organisations/{BODY}.md"] = front_matter({"title": "Ope utval", "kind": "area"})
    portal.files["themes.yml"] = THEMES
    portal.files["cases/ope-sak.md"] = front_matter({"title": "Open sak"})
    companions = {kind.name: _companion(portal, kind, hidden) for kind in (ORGANISATION, *KINDS[:3], *KINDS[4:])}
    for state in STATES:
        for kind in KINDS:
            _hide(portal, state, kind, companions, hidden)
        _cancel(portal, state, hidden)
    for state in STATES:
        for naming in NAMINGS:
            for kind in KINDS:
                _refer(portal, state, naming, kind, hidden)
    _exempt_item(portal, hidden)
    _exempt_attachments(portal, hidden)
    _links(portal)
    return portal


def _companion(portal: HiddenPortal, kind: Kind, hidden: bool) -> str:
    """A draft with nothing but a title, for the hidden records to refer to."""
    record = f"draft companion-{kind.name}"
    id_ = _new_id(portal, kind, record)
    facts = {"title": portal.mint.word(record, "title"), **({"draft": "true"} if hidden else {})}
    facts |= NEEDED.get(kind, {})
    portal.files[_path(kind, id_)] = front_matter(facts)
    return id_


def _new_id(portal: HiddenPortal, kind: Kind, record: str) -> str:
    if kind is MEETING:
        return f"{BODY}/{portal.mint.past_year(record, 'id')}-05-17"
    return portal.mint.word(record, "id")


def _path(kind: Kind, id_: str) -> str:
    return f"{kind.folder}/{id_}.md"


def _holds(state: str, hidden: bool) -> dict[At, Any]:
    """What hides a record, and what of the planted values would hide it otherwise."""
    if not hidden:
        names = (("exempt",), ("retracted",), ("publish_after",), ("attachments", "exempt"), ("agenda", "exempt"),
                 ("agenda", "attachments", "exempt"))  # fmt: skip
        return dict.fromkeys(names, OMITTED)
    return {
        "draft": {("draft",): "true"},
        "embargoed": {},
        "exempt": {("publish_after",): OMITTED, ("retracted",): OMITTED},
        "retracted": {("publish_after",): OMITTED},
    }[state]


def _hide(portal: HiddenPortal, state: str, kind: Kind, companions: Mapping[str, str], hidden: bool) -> None:
    record = f"{state} {kind.name}"
    mint = portal.mint
    id_ = _new_id(portal, kind, record)

    def refer(refers: Refers, at: At) -> Any:
        return f"Ord {mint.word(record, *at)}" if refers.or_text else companions[refers.kind]

    number, own = "", {}
    if kind is MEETING:
        number = f"7/{mint.word(record, 'agenda', 'number')}"
        own = {
            ("agenda", "number"): number,
            ("cancelled",): OMITTED,
            ("end_date",): lambda: f"{mint.past_year(record, 'end_date')}-05-17",
            **{(group, "items"): [number] for group in _GROUPS},
        }
    facts = Planter(mint, record, refer, {**own, **_holds(state, hidden)}).facts(kind.model)
    path = _path(kind, id_)
    portal.ids[state, kind.name], portal.facts[state, kind.name], portal.paths[state, kind.name] = id_, facts, path
    picture = f"{mint.word(record, 'file')}.png"
    folder = path.removesuffix(".md").rpartition("/")[2]
    heading = mint.word(record, "heading")
    portal.anchors[state, kind.name] = f"avsnitt-{heading}"
    body = _text(mint, record, folder, picture, heading)
    if kind is MEETING:
        body += f"\n## {number}: {mint.word(record, 'item-heading')}\n\n{_item_text(mint, record)}"
    portal.files[path] = front_matter(facts, body)
    for name in (picture, *file_names(facts)):
        words = f"Innhald {mint.word(record, 'content')}"
        content = png_with((b"tEXt", f"Comment\0{words}".encode())) if name == picture else words
        portal.files[f"{path.removesuffix('.md')}/{name}"] = content


def _cancel(portal: HiddenPortal, state: str, hidden: bool) -> None:
    """A hidden meeting that was cancelled: it has nothing of what only a meeting that was held has."""
    record = f"{state} cancelled"
    id_ = _new_id(portal, MEETING, record)
    left_out = dict.fromkeys([("agenda",), ("attachments",), ("minutes_sent",), *((g,) for g in _GROUPS)], OMITTED)
    facts = Planter(portal.mint, record, overrides={**left_out, **_holds(state, hidden)}).facts(MEETING.model)
    portal.files[_path(MEETING, id_)] = front_matter(facts)


def _text(mint: Mint, record: str, folder: str, picture: str, heading: str) -> str:
    def word(where: str) -> str:
        return mint.word(record, where)

    return f"""Innleiing {word("text")}, [ord {word("text")}](https://{word("text")}.example "{word("text")}").

![{word("alt")}]({folder}/{picture} "{word("text")}")

## Avsnitt {heading}

Meir {word("text")}.

### Mindre {word("heading")}

- {word("text")}

| {word("text")} | b |
|---|---|
| c | {word("text")} |
"""


def _item_text(mint: Mint, record: str) -> str:
    parts = [f"Innleiing {mint.word(record, 'text')}.\n"]
    for heading in ("Vedtak", "Framlegg til vedtak", "Alternativt framlegg", "Innspel", "Oppfølging",
                    "Protokolltilførsel", f"Anna {mint.word(record, 'heading')}"):  # fmt: skip
        parts.append(f"### {heading}\n\nSaman om {mint.word(record, 'text')}.\n")
    return "\n".join(parts)


def _refer(portal: HiddenPortal, state: str, naming: str, kind: Kind, hidden: bool) -> None:
    """A public record whose every reference is to the hidden records of one state."""
    record = f"public {kind.name} of {state} by {naming}"
    mint, slug = portal.mint, f"ope-{state}-{naming}"
    id_ = f"{BODY}/{mint.past_year(record, 'id')}-05-17" if kind is MEETING else slug

    def refer(refers: Refers, at: At) -> Any:
        key = (state, refers.kind)
        return portal.ids[key] if naming == "id" or not refers.or_text else portal.facts[key][naming]

    overrides: dict[At, Any] = _holds(state, hidden=False)
    text = ""
    if kind is MEETING:
        closed = state in ("exempt", "retracted")
        item = f"item-of-{state} {naming}" if closed and hidden else record
        number = f"3/{mint.word(item, 'number')}"
        own: dict[At, Any] = {("number",): number, ("exempt",): OMITTED}
        if not (closed and hidden):
            own["attachments", "exempt"] = OMITTED
        agenda = [Planter(mint, item, lambda refers, at: _with_open(refer(refers, at), at), own).facts(AgendaItem)]
        overrides |= {("agenda",): agenda, ("cancelled",): OMITTED, **{(group, "items"): [number] for group in _GROUPS}}
        overrides["end_date",] = lambda: f"{mint.past_year(record, 'end_date')}-05-17"
        text = f"## {number}: {mint.word(item, 'item-heading')}\n\n{_item_text(mint, item)}"
        for name in file_names(agenda):
            portal.files[f"meetings/{id_}/{name}"] = f"Innhald {mint.word(item, 'content')}"
        if closed:
            _link_to_item(portal, id_, agenda[0])
    facts = Planter(mint, record, refer, overrides).facts(kind.model)
    portal.files[_path(kind, id_)] = front_matter(facts, text)
    for name in file_names(facts):
        portal.files.setdefault(f"{kind.folder}/{id_}/{name}", "Ope innhald")


def _with_open(hidden: Any, at: At) -> Any:
    """A reference to something hidden, beside one that is open where there may be several."""
    beside = {("case",): "ope-sak", ("follow_up", "responsible"): BODY}
    return [hidden, beside[at]] if at in beside else hidden


def _exempt_item(portal: HiddenPortal, hidden: bool) -> None:
    """A public meeting with an item that is exempt itself, and a link to the item by its hidden title."""
    mint, record = portal.mint, "item-exempt agenda"
    id_ = f"{BODY}/{mint.past_year('public meeting', 'id')}-05-17"

    def refer(refers: Refers, at: At) -> Any:
        return f"Ord {mint.word(record, *at)}" if refers.or_text else OMITTED

    shown: dict[At, Any] = {("exempt",): OMITTED, ("attachments", "exempt"): OMITTED}
    item = Planter(mint, record, refer, {} if hidden else shown).facts(AgendaItem)
    text = f"## {item['number']} {mint.word(record, 'item-heading')}\n\n{_item_text(mint, record)}"
    portal.files[_path(MEETING, id_)] = front_matter({"agenda": [item]}, text)
    for name in file_names(item):
        portal.files[f"meetings/{id_}/{name}"] = f"Innhald {mint.word(record, 'content')}"
    _link_to_item(portal, id_, item)


def _link_to_item(portal: HiddenPortal, meeting: str, item: dict[str, Any]) -> None:
    """A public case that links to an agenda item by the item's own title."""
    anchor = f"sak-{item['number'].replace('/', '-')}"
    link = f"[{item['title']}](../meetings/{meeting}.md#{anchor} '{portal.mint.word('link to item', 'title')}')"
    id_ = f"ope-om-{meeting.replace('/', '-')}"
    portal.files[_path(CASE, id_)] = front_matter({"title": "Om eit sakspunkt"}, f"Sjå {link}.")


def _exempt_attachments(portal: HiddenPortal, hidden: bool) -> None:
    """Public records of each kind with attachments that are exempt, and a link in the text to each of their files."""
    for kind in KINDS:
        record = f"attachment of {kind.name}"
        mint = portal.mint
        id_ = f"{BODY}/{mint.past_year('public', 'id')}-05-17" if kind is MEETING else f"ope-med-vedlegg-{kind.name}"
        without: dict[At, Any] = {} if hidden else {("attachments", "exempt"): OMITTED}
        whole = Planter(mint, record, overrides=without).facts(kind.model)["attachments"]
        # What the planter filled besides the attachments is not written, and may be forgotten.
        for token, (planted, at) in list(mint.planted.items()):
            if planted == record and at[0] != "attachments":
                del mint.planted[token]
            elif planted == record:
                mint.planted[token] = (record, at[1:])
        folder = id_.rpartition("/")[2]
        names = file_names(whole)
        links = "".join(
            f'\nSjå [{mint.word(record, "link")}]({folder}/{name} "{mint.word(record, "link-title")}") her.\n'
            for name in names
        )
        facts = {"title": f"Open post om {kind.name}", **NEEDED.get(kind, {}), "attachments": whole}
        portal.files[_path(kind, id_)] = front_matter(facts, links)
        for name in names:
            portal.files[f"{kind.folder}/{id_}/{name}"] = f"Innhald {mint.word(record, 'content')}"


def _links(portal: HiddenPortal) -> None:
    """Public records of each kind whose texts link to every hidden record, by its title among other words."""
    for kind in KINDS:
        id_ = f"{BODY}/{portal.mint.year('public', 'id')}-05-17" if kind is MEETING else f"ope-med-lenkjer-{kind.name}"
        up = "../../" if kind is MEETING else "../"
        text = "\n".join(_links_to(portal, state, target, up) for state in STATES for target in KINDS)
        facts = {"title": f"Lenkjer frå {kind.name}", **NEEDED.get(kind, {})}
        if kind is MEETING:
            facts["agenda"] = [{"number": "1/50", "title": "Alle lenkjer"}]
            text = f"{text}\n## 1/50 Alle lenkjer\n\n{text.replace('## ', '### ')}"
        portal.files[_path(kind, id_)] = front_matter(facts, text)


def _links_to(portal: HiddenPortal, state: str, kind: Kind, up: str) -> str:
    path, title = up + portal.paths[state, kind.name], portal.facts[state, kind.name]["title"]
    first, second, third = title.split(" ")
    folder = path.removesuffix(".md")
    name = file_names(portal.facts[state, kind.name])[0]

    def own() -> str:
        return portal.mint.word(f"link to {state} {kind.name}", "title")

    label = f"ref-{state}-{kind.name}"
    by_name = [portal.ids[state, kind.name], portal.facts[state, kind.name].get("short", "namnet")]
    return f"""
Ved id og kortnamn: {", ".join(f"[{words}]({path})" for words in by_name)}.

Fyrst [{title}]({path} "{own()}"), og [om {title} no]({path} '{own()}') med [{title.upper()}]({path}).

Merkt: [*{title}*]({path}), [{first} **{second}** {third}]({path}), [**{first}** {second} {third}]({path}).

Over to liner: [{first}
{second} {third}]({path} "{own()}").

Med merke: [{title}][{label}] og <a href="{path}" title="{own()}">{title}</a>.

Fil: [{title}]({folder}/{name} "{own()}"), ![{title}]({folder}/{name} "{own()}").

[![{title}]({folder}/{name} "{own()}")]({path} "{own()}")

Eigne ord: [les meir om {state} {kind.name}]({path}).

| [{title}]({path} "{own()}") | b |
|---|---|
| c | [{title}]({path}#{portal.anchors[state, kind.name]}) |

## Sjå [{title}]({path} "{own()}")

[{label}]: {path} "{own()}"
"""
