"""What a page shows, as a digest: two views with the same one give the same page, with the same templates and words."""

from __future__ import annotations

import hashlib
import io
import pickle
from collections.abc import Callable

from portal.derived.parts import View
from portal.text.fragment import Fragment, Reference

__all__ = ["digest_of_view"]


def digest_of_view(view: View, address_of: Callable[[Reference], str | None]) -> bytes | None:
    """The digest (SHA-256) of all that a view holds; `address_of` tells where its open links lead.

    `None` of one that is nested too deep to be looked through.
    """
    written = io.BytesIO()
    pickler = pickle.Pickler(written, 5)
    pickler.fast = True  # equal values give equal bytes, whether they are one object or several
    pickler.dispatch_table = {
        Fragment: lambda fragment: (Fragment, (fragment.nodes,)),
        Reference: lambda reference: (str, (address_of(reference) or "",)),
    }
    try:
        pickler.dump(view)
    except RecursionError:
        return None
    return hashlib.sha256(written.getbuffer()).digest()
