"""Data that stands inside an HTML document."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

__all__ = ["embedded"]

_BREAKING = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def embedded(data: Mapping[str, Any]) -> Markup:
    """Data as JSON for a `script` element, which no text in it can end.

    https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements
    """
    return Markup(json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_BREAKING))
