"""The same catalogue in schema.org's words, for search engines: what the page of the open data says to machines.

https://schema.org/DataCatalog and https://developers.google.com/search/docs/appearance/structured-data/dataset
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from portal.outputs.data.rdf import Iri, Thing

__all__ = ["data_catalogue"]

_TYPES = {"dcat:Catalog": "DataCatalog", "dcat:Dataset": "Dataset", "dcat:Distribution": "DataDownload"}
_TEXTS = {
    "dct:identifier": "identifier",
    "dct:title": "name",
    "dct:description": "description",
    "dct:issued": "datePublished",
    "dct:modified": "dateModified",
    "dcat:landingPage": "url",
    "foaf:homepage": "url",
    "dcat:downloadURL": "contentUrl",
}
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"


def data_catalogue(things: Iterable[Thing], lang: str) -> dict[str, Any]:
    """The catalogue of `things` as a DataCatalog with its Datasets and their DataDownloads, in the words of `lang`."""
    by_address = {thing.address: thing for thing in things}
    catalogue = next(thing for thing in by_address.values() if thing.type == "dcat:Catalog")
    return {"@context": "https://schema.org", **_node(catalogue, by_address, lang)}


def _node(thing: Thing, things: Mapping[str, Thing], lang: str) -> dict[str, Any]:
    node: dict[str, Any] = {"@type": _TYPES[thing.type], "@id": thing.address}
    for name, value in thing.facts:
        if isinstance(value, Iri):
            node |= _led(node, name, value.text, things, lang)
        elif value.lang not in ("", lang):
            continue
        elif name == "dcat:keyword":
            node["keywords"] = [*node.get("keywords", ()), value.text]
        elif name == "dcat:byteSize":
            node["contentSize"] = f"{value.text} B"
        elif name in _TEXTS:
            node[_TEXTS[name]] = value.text
    if "distribution" in node:  # DCAT-AP-NO licenses files; search engines look for the licence at the dataset
        node["license"] = node["distribution"][0]["license"]
    return node


def _led(node: Mapping[str, Any], name: str, address: str, things: Mapping[str, Thing], lang: str) -> dict[str, Any]:
    """What a fact says that leads to another thing, within the catalogue or elsewhere."""
    match name:
        case "dcat:distribution" if not _is_whole(things[address]):
            return {}
        case "dcat:dataset" | "dcat:distribution":
            key = name.removeprefix("dcat:")
            return {key: [*node.get(key, ()), _node(things[address], things, lang)]}
        case "dct:publisher":
            return {"publisher": _publisher(things[address])}
        case "dct:license":
            return {"license": _elsewhere(things, address) or address}
        case "dct:accessRights":
            return {"isAccessibleForFree": address.endswith("/PUBLIC")}
        case "dcat:mediaType":
            return {"encodingFormat": address.removeprefix(_MEDIA_TYPES)}
        case _:
            return {_TEXTS[name]: address} if name in _TEXTS else {}


def _is_whole(distribution: Thing) -> bool:
    """Whether a file holds a whole register: the years of one are not told of, for they are many."""
    return any(name == "dcat:byteSize" for name, _ in distribution.facts)


def _publisher(agent: Thing) -> dict[str, str]:
    texts = {name: value.text for name, value in agent.facts}
    number = {"identifier": texts["dct:identifier"]} if "dct:identifier" in texts else {}
    return {"@type": "Organization", "@id": agent.address, "name": texts["foaf:name"], **number}


def _elsewhere(things: Mapping[str, Thing], address: str) -> str | None:
    """Another address of the same thing, where the catalogue tells of one: that of a licence's own text."""
    facts = things[address].facts if address in things else ()
    return next((value.text for name, value in facts if name == "owl:sameAs"), None)
