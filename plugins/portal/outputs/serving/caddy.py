"""`headers.caddy` and `redirects.caddy`, each to `import` in a site's block of a Caddyfile.

A path is looked up in a map (https://caddyserver.com/docs/caddyfile/directives/map), so that no header depends on the
order that Caddy puts directives in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from portal.model.media_types import ATOM, BYTES, EXTENSIONS, PACKED, TYPES, written
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

_UNFIT = re.compile(r'[{}"\\`\x00-\x1f]')
"""What a Caddyfile reads as its own; a redirect from such an address is left to its page."""
_NOT_FOUND = "/404.html"


def settings(base: str, sent: Mapping[str, str] = HEADERS) -> Iterator[str]:
    """The lines of the file with the headers, for a site below the path `base` (not encoded), of
    which `sent` goes with everything.
    """
    yield "encode {\n    zstd\n    gzip\n    match {\n"
    yield from (f"        header Content-Type {type_}*\n" for type_ in sorted(PACKED))
    yield "    }\n}\n"
    yield "map {path} {portal_type} {\n"
    yield f'    "~^{re.escape(base)}(?:/feed/[^/]+|/saker/[^/]+/feed)\\.xml$" "{written(ATOM)}"\n'
    for type_, extensions in EXTENSIONS.items():
        yield f'    "~(?i)\\.(?:{"|".join(extensions)})$" "{written(type_)}"\n'
    yield f'    "~/$" "{written(TYPES["html"])}"\n    default "{BYTES}"\n}}\n'
    yield f'map {{path}} {{portal_cache}} {{\n    "~{lasting_pattern(base)}" "{CACHED}"\n'
    yield f'    default "{REVALIDATED}"\n}}\n'
    by_path = framing(base, sent)
    yield f'map {{path}} {{portal_policy}} {{\n    "~{by_path.pattern}" "{by_path.framed}"\n'
    yield f'    default "{by_path.policy}"\n}}\n@portal_framed path_regexp "{by_path.pattern}"\n'
    yield f"header @portal_framed -{FRAMES}\n"
    yield f'header {{\n    {POLICY} {{portal_policy}}\n    {FRAMES} "{by_path.frames}"\n'
    yield from (f'    {name} "{value}"\n' for name, value in by_path.alike.items())
    yield f'    # {SECURE[0]} "{SECURE[1]}"\n'
    yield "    Content-Type {portal_type}\n    Cache-Control {portal_cache}\n}\n"
    opened = " ".join(f'"{base}{folder}*"' for folder in OPEN)
    yield f"@portal_open path {opened}\n"
    yield 'header @portal_open Access-Control-Allow-Origin "*"\n'
    yield "handle_errors {\n"
    yield f'    rewrite * "{base}{_NOT_FOUND}"\n'
    yield f'    header Content-Type "{written(TYPES["html"])}"\n    header Cache-Control "{REVALIDATED}"\n'
    yield "    file_server\n}\n"


def maps(lines: Iterable[RedirectLine]) -> Iterator[str]:
    """The lines of the file with the redirects: those that last, and those that may change."""
    rows = [line for line in lines if not _UNFIT.search(line.path)]
    for name, status in (("portal_redirect", 301), ("portal_redirect_now", 302)):
        yield f"map {{path}} {{{name}}} {{\n"
        yield from (f'    "{row.path}" "{row.target}"\n' for row in rows if row.status == status)
        yield f'    default ""\n}}\n@{name} expression {{{name}}} != ""\nredir @{name} {{{name}}} {status}\n'
