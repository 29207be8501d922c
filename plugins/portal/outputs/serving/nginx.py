"""`headers.nginx.conf` for nginx' `server` block, and `redirects.nginx.conf` for its `http` block.

`types` goes instead of the whole table that stands further out; so the one here is whole. What stands in a `location`
inherits all of it, but for `add_header`: one of its own there takes away all from further out.
https://nginx.org/en/docs/http/ngx_http_core_module.html#types, ngx_http_headers_module, ngx_http_map_module
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from portal.model import addresses
from portal.model.media_types import ATOM, BYTES, EXTENSIONS, PACKED, TEXTS
from portal.outputs.serving.headers import (
    CACHED,
    FRAMES,
    HEADERS,
    OPEN,
    POLICY,
    REVALIDATED,
    SECURE,
    framing,
    lasting_pattern,
)
from portal.outputs.serving.leading import RedirectLine

__all__ = ["maps", "settings"]

_HASHED = 40
"""The longest key, in bytes, that nginx' table holds as it comes (64 bytes a bucket)."""
_ROWS = 1500
"""How many keys nginx' table holds as it comes (2,048, not all of which find room)."""
_QUOTED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ALWAYS = "text/html"
"""What nginx packs and tells the characters of without being asked."""


def settings(base: str, sent: Mapping[str, str] = HEADERS) -> Iterator[str]:
    """The lines of the file for the `server` block, for a site below the path `base` (not encoded), of
    which `sent` goes with everything.
    """
    yield "types {\n"
    yield from (f"    {type_} {' '.join(extensions)};\n" for type_, extensions in EXTENSIONS.items())
    yield f"}}\ndefault_type {BYTES};\n"
    yield f"charset utf-8;\ncharset_types {' '.join(sorted(TEXTS - {_ALWAYS}))};\n"
    yield f"gzip on;\ngzip_vary on;\ngzip_types {' '.join(sorted(PACKED - {_ALWAYS}))};\n"
    feeds = f"{addresses.CASES}[^/]+/feed|/feed/[^/]+"
    yield f'location ~ "^{_pattern(base)}(?:{feeds})\\.xml$" {{ types {{ }} default_type {ATOM}; }}\n'
    yield "absolute_redirect off;\n"
    yield f"error_page 404 {_quoted(f'{base}/404.html')};\n"
    by_path = framing(base, sent)
    yield f'set $portal_policy "{by_path.policy}";\nset $portal_frames "{by_path.frames}";\n'
    yield f'if ($uri ~ "{by_path.pattern}") {{ set $portal_policy "{by_path.framed}"; set $portal_frames ""; }}\n'
    yield f"add_header {POLICY} $portal_policy always;\nadd_header {FRAMES} $portal_frames always;\n"
    for name, value in by_path.alike.items():
        yield f'add_header {name} "{value}" always;\n'
    yield f'# add_header {SECURE[0]} "{SECURE[1]}" always;\n'
    yield 'set $portal_open "";\n'
    for folder in OPEN:
        yield f'if ($uri ~ "^{_pattern(base + folder)}") {{ set $portal_open "*"; }}\n'
    yield "add_header Access-Control-Allow-Origin $portal_open always;\n"
    yield f'set $portal_cache "{REVALIDATED}";\n'
    yield f'if ($uri ~ "{lasting_pattern(base)}") {{ set $portal_cache "{CACHED}"; }}\n'
    yield "add_header Cache-Control $portal_cache;\n"


def maps(lines: Iterable[RedirectLine], places: Iterable[str]) -> Iterator[str]:
    """The lines of the file for the `http` block: two maps by the decoded `$uri`, one for the redirects that last, one
    for those that may change. `places` are the paths of what the site has, which no redirect may cover.
    """
    rows = list(lines)
    longest = max((len(row.path.encode()) for row in rows), default=0)
    if longest > _HASHED:
        yield f"map_hash_bucket_size {1 << (longest + 24).bit_length()};\n"
    if len(rows) > _ROWS:
        yield f"map_hash_max_size {1 << (2 * len(rows)).bit_length()};\n"
    lower = [row.path.lower() for row in rows]
    alike = {key for key in lower if lower.count(key) > 1} if len(set(lower)) < len(lower) else set()
    alike |= {place.lower() for place in places} & set(lower)
    for name, is_lasting in (("portal_redirect", True), ("portal_redirect_now", False)):
        yield f'map $uri ${name} {{\n    default "";\n'
        for row in rows:
            if row.is_lasting is is_lasting:
                yield f"    {_key(row.path, row.path.lower() in alike)} {_quoted(row.target)};\n"
        yield "}\n"


def _key(key: str, has_likeness: bool) -> str:
    """nginx takes plain keys for the same whatever their case: what differs by case alone is a pattern instead."""
    return _quoted(f"~^{_pattern(key)}$") if has_likeness or key != key.lower() else _quoted(key)


def _pattern(text: str) -> str:
    return re.sub(r"([^\w/ -])", r"\\\1", text, flags=re.ASCII)


def _quoted(text: str) -> str:
    return '"' + "".join(_QUOTED.get(sign, sign) for sign in text) + '"'
