"""What an address belonged to, told by the address alone (the record format, §4)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from portal.model import addresses
from portal.model.kinds import ID, KINDS, ORGANISATION, kind_named
from portal.source.record import Key

__all__ = ["AddressOwner", "owner_of", "register_of"]

_SIDE = r"(?:side/\d+/)?"
"""A side of a list that is too long for a page, or its first."""
_RECORDS = tuple(
    (kind.name, re.compile(rf"((?:{'|'.join(kind.addresses)})(?!(?:{kind.reserved})/|side/\d+/)({kind.id_form})/)(.*)"))
    for kind in KINDS
)
_FRAMES = "|".join(map(addresses.embedded, addresses.EMBEDDED))
_OF_ORGANISATIONS = re.compile(
    rf"(?P<before>{addresses.CASES}utval/|{addresses.DECISIONS}utval/|{addresses.AGREEMENTS}part/|{_FRAMES}"
    r"|/kalender/|/feed/|/sak/)"
    rf"(?P<id>(?!alle\.){ID})(?P<after>/(?:ar/[^/]+/)?{_SIDE}|\.ics|\.xml|/[a-z0-9-]+/)"
)
_MADE = (
    (re.compile(rf"{addresses.CASES}(?:ar|tilstand)/[^/]+/(?:ar/[^/]+/)?{_SIDE}"), addresses.CASES),
    (re.compile(rf"{addresses.DECISIONS}(?:ar|type)/[^/]+/(?:ar/[^/]+/)?{_SIDE}"), addresses.DECISIONS),
    (re.compile(rf"{addresses.FOLLOW_UPS}(?:ansvarleg|tilstand)/[^/]+/{_SIDE}"), addresses.FOLLOW_UPS),
    (re.compile(rf"{addresses.STATUS}[^/]+/"), addresses.STATUS),
    (re.compile(rf"{addresses.THEMES}[^/]+/(?:[^/]+/{_SIDE})?"), addresses.THEMES),
    (re.compile(rf"{addresses.AGREEMENTS}|{addresses.PLANS}|{addresses.THEMES}"), addresses.FRONT),
    *((re.compile(rf"{address}side/\d+/"), address) for kind in KINDS for address in kind.addresses),
    *((re.compile(re.escape(addresses.rows_of(one))), one) for one in addresses.LONG_REGISTERS),
    (re.compile(rf"{addresses.MEETINGS}\d{{4}}/{_SIDE}"), addresses.MEETINGS),
    (re.compile(rf"{addresses.NEWS}\d{{4}}/{_SIDE}"), addresses.NEWS),
    (re.compile(rf"{addresses.SUBMIT}[^/]+\.docx"), addresses.SUBMIT),
    (re.compile(_FRAMES), addresses.EMBED),
    (re.compile(re.escape(addresses.CALENDAR_OF_ALL)), addresses.MEETINGS),
    (re.compile(re.escape(addresses.FEED_OF_ALL)), addresses.NEWS),
    (re.compile(rf"{addresses.DATA}.*|{addresses.OPARL}.*|{addresses.SIGNING_KEYS}.*"), addresses.FRONT),
    (re.compile(re.escape(addresses.LLMS)), addresses.FRONT),
)
"""What the site makes of many records, and where a reader finds the like when it makes it no more."""
_MADE_OF_RECORD = (
    "feed.xml", addresses.text_of(""), addresses.event_of(""), addresses.deadline_of(""),
    *(name for kind in KINDS for name in kind.papers), addresses.MINUTES_SIGNATURE,
)  # fmt: skip

_LISTS = re.compile(rf"(?:{'|'.join(addresses.ORGANISATION_LISTS.values())})/{_SIDE}")
"""The long lists of an organisation's page."""


@dataclass(frozen=True)
class AddressOwner:
    """The record that an address belonged to.

    `page` is the record's page (an organisation's may stand in either register); `rest` what stands below it.
    `before` and `after` surround an organisation's id in an address elsewhere, such as `/saker/utval/<id>/`.
    """

    key: Key
    page: str
    rest: str = ""
    before: str = ""
    after: str = ""

    @property
    def pages(self) -> tuple[str, ...]:
        """Where the record's page may stand."""
        kind, id_ = kind_named(self.key[0]), self.key[1]
        return tuple(dict.fromkeys((self.page, *(f"{address}{id_}/" for address in kind.addresses))))

    @property
    def is_page(self) -> bool:
        return not self.rest and not self.before

    @property
    def is_made(self) -> bool:
        """Whether the site makes the file or the list of the record."""
        return self.rest in _MADE_OF_RECORD or _LISTS.fullmatch(self.rest) is not None

    @property
    def case_number(self) -> str | None:
        """The slug of a citable case number."""
        return self.after.strip("/") if self.before == "/sak/" else None


def owner_of(path: str) -> AddressOwner | None:
    """The record that an address (not encoded, without anchor) belonged to, if one did."""
    for kind, pattern in _RECORDS:
        if match := pattern.fullmatch(path):
            return AddressOwner((kind, match[2]), match[1], match[3])
    if match := _OF_ORGANISATIONS.fullmatch(path):
        page = f"{addresses.BODIES}{match['id']}/"
        return AddressOwner((ORGANISATION.name, match["id"]), page, before=match["before"], after=match["after"])
    return None


def register_of(path: str) -> str | None:
    """The register that stands in for a page or a file which the site makes of many records."""
    return next((register for pattern, register in _MADE if pattern.fullmatch(path)), None)
