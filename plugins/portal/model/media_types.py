"""What kinds of files the site has, as web servers and exports name them.

The one table of media types (https://www.iana.org/assignments/media-types/): the files for servers are written from it,
the preview and the tests answer by it. Servers' own tables differ, and lack what is seldom asked for; a browser that is
told `nosniff` then refuses the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from portal.model import addresses

__all__ = ["ATOM", "BYTES", "EXTENSIONS", "PACKED", "TEXTS", "TYPES", "content_type", "media_type", "written"]

BYTES = "application/octet-stream"
"""What nothing is known of."""
ATOM = "application/atom+xml"

TYPES: Mapping[str, str] = {
    "html": "text/html",
    "htm": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "mjs": "text/javascript",
    "json": "application/json",
    "map": "application/json",
    "jsonld": "application/ld+json",
    "ndjson": "application/x-ndjson",
    "geojson": "application/geo+json",
    "webmanifest": "application/manifest+json",
    "wasm": "application/wasm",
    "xml": "application/xml",
    "atom": ATOM,
    "xsl": "application/xslt+xml",
    "xsd": "application/xml",
    "ttl": "text/turtle",
    "rdf": "application/rdf+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "ics": "text/calendar",
    "vcf": "text/vcard",
    "txt": "text/plain",
    "md": "text/markdown",
    "log": "text/plain",
    "yaml": "application/yaml",
    "yml": "application/yaml",
    "conf": "text/plain",
    "caddy": "text/plain",
    "sha256": "text/plain",
    "minisig": "text/plain",
    "pub": "text/plain",
    "asc": "text/plain",
    "sig": BYTES,
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "rtf": "application/rtf",
    "epub": "application/epub+zip",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "svg": "image/svg+xml",
    "ico": "image/x-icon",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "ttf": "font/ttf",
    "otf": "font/otf",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "wav": "audio/wav",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "vtt": "text/vtt",
    "zip": "application/zip",
    "gz": "application/gzip",
    "pf_meta": BYTES,
    "pf_index": BYTES,
    "pf_fragment": BYTES,
    "pf_filter": BYTES,
    "pagefind": BYTES,
}
"""The media type of each extension, in small letters. Pagefind's index is packed: its script takes it as bytes."""

EXTENSIONS = {type_: [name for name in TYPES if TYPES[name] == type_] for type_ in TYPES.values()}
"""The extensions of each media type."""
_TEXT = re.compile(r"text/.*|application/(?:.*\+)?xml|application/yaml|application/xslt\+xml")
TEXTS = frozenset(type_ for type_ in TYPES.values() if _TEXT.fullmatch(type_))
"""The types that say which characters they are in; JSON is UTF-8 always (RFC 8259, 8.1), and has no such parameter."""
PACKED = frozenset(type_ for type_ in EXTENSIONS if re.search(r"^text/|json$|xml$|yaml$|wasm$", type_))
"""What gets smaller when it is packed on its way; all else is packed already."""
_FEED = re.compile(rf"/feed/[^/]+\.xml|{re.escape(addresses.CASES)}[^/]+/feed\.xml")
"""Where an Atom feed stands, which its extension does not tell."""


def media_type(address: str) -> str:
    """The media type of what stands at an address of the site, or of a file's name."""
    _, dot, extension = addresses.file_of(address).rpartition("/")[2].rpartition(".")
    return ATOM if _FEED.fullmatch(address) else TYPES.get(extension.lower() if dot else "", BYTES)


def content_type(address: str) -> str:
    """The same as the header `Content-Type` has it: with the characters that a text is in."""
    return written(media_type(address))


def written(type_: str) -> str:
    """A media type as a header has it."""
    return f"{type_}; charset=utf-8" if type_ in TEXTS else type_
