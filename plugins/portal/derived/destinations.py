"""Where the links in records' texts lead on the public site, wherever the text is shown."""

from __future__ import annotations

import posixpath

from portal.derived.public import Key, PublicPortal, TargetKind, anchors_of
from portal.model import addresses
from portal.text.fragment import Reference

__all__ = ["Destinations"]


class Destinations:
    """The addresses behind the references of one public portal."""

    def __init__(self, portal: PublicPortal) -> None:
        self._portal = portal
        self._anchors: dict[Key, set[str]] = {}

    def address_of(self, reference: Reference) -> str | None:
        """The address, with its anchor, that a reference leads to; none when its target is not public."""
        target = self._portal.targets.resolve(reference.place.path, reference.target)
        if target.kind is TargetKind.CONTENT:
            return _anchored(target.name, target.anchor)
        if target.kind is TargetKind.FILE and target.key is not None:
            base = self._portal.address_of_key(target.key)
            record = self._portal.records.get(target.key)
            if base is None or record is None or target.name not in record.files:
                return None
            return _anchored(addresses.attachment(base, target.name), target.anchor)
        if target.key is None:
            return self._closed_address(reference)
        address = self._portal.address_of_key(target.key)
        return _anchored(address, self._anchor(target.key, target.anchor)) if address else None

    def _closed_address(self, reference: Reference) -> str | None:
        """The page of a closed record that a link leads to: its path is its address, and public."""
        path = posixpath.normpath(
            posixpath.join(posixpath.dirname(reference.place.path), reference.target.partition("#")[0])
        )
        for closed in self._portal.closed.values():
            if path == f"{closed.kind.folder}/{closed.id}.md":
                return closed.address
        return None

    def _anchor(self, key: Key, anchor: str) -> str:
        """The anchor, if the target's public page has it; else that of the item whose decision it was."""
        if not anchor:
            return ""
        if key not in self._anchors:
            self._anchors[key] = anchors_of(self._portal, key)
        known = self._anchors[key]
        if anchor in known:
            return anchor
        item = anchor.replace("vedtak-", "sak-", 1).replace("sak-punkt-", "punkt-", 1)
        return item if item in known else ""


def _anchored(address: str, anchor: str) -> str:
    return f"{address}#{anchor}" if anchor else address
