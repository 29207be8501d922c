"""`portal permalinks`: what the ledger lacks, what nothing answers for, and the aliases that would mend it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from ruamel.yaml.error import YAMLError

from portal.checks.permalinks import AliasProposal, Lost, lost_addresses, proposals_of
from portal.language.catalogue import Catalogue, catalogue_for
from portal.language.reasons import reason_of
from portal.linked.anchors import LATEST_DECISION
from portal.model import addresses
from portal.model.kinds import CASE
from portal.model.problems import Problem, report
from portal.public.publishing import publish
from portal.site.building import Checked, check_portal
from portal.site.composition import compose
from portal.site.folder import write_file
from portal.site.progress import progress_on_terminal
from portal.site.site import Site
from portal.source.decoding import decode
from portal.source.frontmatter import read_document
from portal.source.ledger import FILE, Ledger, address_of, read_ledger
from portal.source.settings import Settings
from portal.source.writing import extended, item_extended, new_record

__all__ = ["LedgerReport", "public_addresses", "tend_permalinks"]

_MENDED = ("permalink_conflict", "permalink_order", "permalink_twice")
"""What is wrong with the ledger's lines that writing it anew puts right."""


@dataclass
class LedgerReport:
    """What there is to say, and what is wrong: with any fault the command fails."""

    said: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def tend_permalinks(root: Path, settings: Settings, apply: bool = False, update: bool = False) -> LedgerReport:
    """Compare the ledger with the site at the build's moment.

    `apply` writes the aliases that are sure into their records, `update` the new addresses into the ledger. Both
    write whole files or none.
    """
    catalogue = catalogue_for(settings.lang)
    told = LedgerReport()
    try:
        tended = _tended(root, settings, told)
        if tended and apply and (done := list(_applied(root, proposals_of(tended.lost), catalogue))):
            told.said += done
            tended = _tended(root, settings, told)
        if tended:
            _tell_ledger(root, tended, update, told, settings)
    except OSError as fault:
        told.faults.append(catalogue.text("permalink.failed", reason=reason_of(fault, catalogue)))
        return told
    if tended and tended.lost:
        told.faults.append(report([one.problem for one in tended.lost], catalogue))
        told.faults += _proposed(proposals_of(tended.lost), catalogue)
    return told


@dataclass(frozen=True)
class _Tended:
    """The portal and its ledger as they are now, what is `lost` and what would mend it.

    `stopping` is why there is no site to compare with, or why the ledger would lose something by being written anew.
    """

    checked: Checked
    ledger: Ledger | None
    broken: list[Problem]
    lost: list[Lost]


def _tended(root: Path, settings: Settings, told: LedgerReport) -> _Tended | None:
    """`None` where there is no site to compare with, or no ledger that loses nothing by being written anew."""
    progress = progress_on_terminal(catalogue_for(settings.lang))
    checked = check_portal(root, settings, with_permalinks=False, progress=progress)
    progress.end()
    stopping = [p for p in checked.problems if p.severity.stops_build() and p.code not in _MENDED]
    if stopping or checked.moment is None:
        told.faults.append(report(stopping, catalogue_for(settings.lang)))
        return None
    ledger, broken = read_ledger(root)
    public = checked.publisher.publish(checked.portal, checked.moment)
    lost = lost_addresses(root, settings, checked.portal, public, ledger or Ledger())
    return _Tended(checked, ledger, broken, lost)


def public_addresses(site: Site) -> set[str]:
    """Every address of a site that is to answer for ever, as the ledger writes it.

    Of OParl, the address of the system alone: the protocol has its own way of telling what is gone. What search
    engines and servers read of the whole site is no address that anybody links to, nor are the search index, the editor
    in the browser, the page of components, and the parts of what is cut up for its size.
    """
    portal = site.context.portal
    places = site.places - {addresses.SITEMAP, addresses.ROBOTS, addresses.COMPONENTS}
    found = {
        address_of(place)
        for place in places
        if place == addresses.OPARL_SYSTEM
        or not (place.startswith((addresses.OPARL, addresses.PAGEFIND, addresses.ADMIN)) or addresses.is_part(place))
    }
    for meeting in portal.meetings:
        anchors = (anchor for entry in portal.agendas[meeting.id].entries for anchor in entry.shown_anchors)
        found.update(address_of(meeting.address, anchor) for anchor in anchors)
    for case in portal.cases:
        if portal.latest_decision(case.id):
            found.add(address_of(addresses.record_page(CASE, case.id), LATEST_DECISION))
    return found


def _tell_ledger(root: Path, tended: _Tended, update: bool, told: LedgerReport, settings: Settings) -> None:
    """What the ledger lacks of the site as it is now, which is written with `update`."""
    catalogue, checked, ledger = catalogue_for(settings.lang), tended.checked, tended.ledger
    assert checked.moment is not None
    public = publish(checked.portal, checked.moment, catalogue.text("text.withheld"))
    found = public_addresses(compose(root, settings, public, checked.content))
    new = found - (ledger.addresses if ledger else frozenset())
    if update:
        if new or tended.broken or ledger is None:
            head = "" if ledger is not None else f"{catalogue.text('permalink.head')}\n"
            write_file(root / FILE, head + (ledger or Ledger()).with_added(new))
        told.said.append(catalogue.count("permalink.added", len(new), file=FILE))
        return
    if ledger is None:
        told.said.append(catalogue.count("permalink.no_file", len(new), file=FILE))
        return
    if tended.broken:
        told.faults.append(report(tended.broken, catalogue))
    told.said.append(catalogue.count("permalink.held", len(ledger.lines), file=FILE))
    if new:
        told.said.append(catalogue.count("permalink.new", len(new)))
    if not tended.lost:
        told.said.append(catalogue.text("permalink.all_answer"))


# -- aliases


def _proposed(proposals: Mapping[str, list[AliasProposal]], catalogue: Catalogue) -> Iterator[str]:
    """The lines of front matter that would mend it, by the file that they belong in."""
    for is_sure, key in ((True, "permalink.proposed"), (False, "permalink.guessed")):
        chosen = [p for listed in proposals.values() for p in listed if p.is_sure is is_sure]
        if chosen:
            yield catalogue.text(key)
        for path in dict.fromkeys(proposal.path for proposal in chosen):
            yield from _lines([p for p in chosen if p.path == path], path, catalogue)


def _lines(proposals: list[AliasProposal], path: str, catalogue: Catalogue) -> Iterator[str]:
    for index in dict.fromkeys(proposal.index for proposal in proposals):
        where = path if index is None else catalogue.text("permalink.in_item", path=path, position=index + 1)
        facts = new_record({"aliases": [p.alias for p in proposals if p.index == index]}, "").split("\n")[1:-2]
        yield "\n".join([f"  {where}:", *(f"    {line}" for line in facts)])


def _applied(root: Path, proposals: Mapping[str, list[AliasProposal]], catalogue: Catalogue) -> Iterator[str]:
    """Write the aliases that are sure; what was written into each file."""
    for path, listed in proposals.items():
        sure = [proposal for proposal in listed if proposal.is_sure]
        if not sure:
            continue
        before = (root / path).read_bytes().decode("utf-8")
        try:
            after = _with_aliases(before, sure)
        except (YAMLError, yaml.YAMLError, ValueError):
            after = before
        if _keeps_all(before, after, path, sure):
            write_file(root / path, after)
            for proposal in sure:
                yield catalogue.text("permalink.applied", path=path, alias=proposal.alias)
        else:
            yield catalogue.text("permalink.not_safe", path=path)


def _with_aliases(text: str, proposals: list[AliasProposal]) -> str:
    own = [proposal.alias for proposal in proposals if proposal.index is None]
    text = extended(text, "aliases", own) if own else text
    for proposal in proposals:
        if proposal.index is not None:
            text = item_extended(text, proposal.index, "aliases", proposal.alias)
    return text


def _keeps_all(before: str, after: str, path: str, proposals: list[AliasProposal]) -> bool:
    """Whether the new file says what the old one said and the aliases, and nothing else."""
    old, new = (read_document(decode(text.encode(), path)[0], path) for text in (before, after))
    expected: dict[str, Any] = dict(old.facts)
    if own := [proposal.alias for proposal in proposals if proposal.index is None]:
        expected["aliases"] = [*(expected.get("aliases") or []), *own]
    agenda = [dict(item) for item in expected.get("agenda") or []]
    for proposal in proposals:
        if proposal.index is not None:
            agenda[proposal.index]["aliases"] = [*(agenda[proposal.index].get("aliases") or []), proposal.alias]
    if agenda:
        expected["agenda"] = agenda
    return not new.problems and new.facts == expected and new.body == old.body
