"""The catalogue of the open data, for national and European data portals (DCAT-AP-NO 3).

https://data.norge.no/specification/dcat-ap-no
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from portal.derived.context import Context
from portal.language.catalogue import LANGUAGES, catalogue_for
from portal.model import addresses
from portal.outputs.data.rdf import Iri, Literal, Thing, Value
from portal.outputs.data.registers import DataTable
from portal.outputs.data.shared import day_of

__all__ = ["FILES", "PREFIXES", "YEAR_FORMATS", "describe"]

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_EU = "http://publications.europa.eu/resource/authority/"
_LICENCES = {
    "https://data.norge.no/nlod/no/2.0": f"{_EU}licence/NLOD_2_0",
    "https://creativecommons.org/licenses/by/4.0/": f"{_EU}licence/CC_BY_4_0",
    "https://creativecommons.org/publicdomain/zero/1.0/": f"{_EU}licence/CC0",
}
"""DCAT-AP-NO wants a licence by its name in the list of the European Union, where it is there."""
_THEMES = (f"{_EU}data-theme/GOVE", f"{_EU}data-theme/HEAL")
_NORWAY = f"{_EU}country/NOR"
_PUBLIC = f"{_EU}access-right/PUBLIC"
_REGISTERED = "https://organization-catalog.fellesdatakatalog.digdir.no/organizations/"
"""Where the national catalogue of organisations has each by its number; data.norge.no knows publishers by it."""
_SERVICES = {
    "oparl": (addresses.OPARL_SYSTEM, "https://schema.oparl.org/1.1/", addresses.REGISTERS),
    "fiks": (
        addresses.FIKS_FILES,
        "https://github.com/ks-no/fiks-politisk-behandling-specification",
        ("cases", "meetings", "decisions"),
    ),
}
"""What programs read file by file: where each begins, what it conforms to, and the registers that it has."""
_JSON = ("JSON", "application/json")
_CSV = ("CSV", "text/csv")
FILES = {
    "json": (_JSON, "schema.json"),
    "csv": (_CSV, "csv-metadata.json"),
    "semikolon.csv": (_CSV, "csv-metadata.json"),
}
"""The forms of each register: the file type, the media type, and the file that tells what is in it."""
YEAR_FORMATS = ("json", "csv")
"""The forms of one year of a register."""
_SCHEMAS = tuple(dict.fromkeys(schema for _, schema in FILES.values()))


Size = Callable[[str], int]
"""Gives the bytes of the file at an address."""


def describe(context: Context, tables: Sequence[DataTable], size: Size) -> Iterator[Thing]:
    """The catalogue, its datasets with their files, and the services."""
    page = context.url(addresses.DATA)
    yield Thing(
        "dcat:Catalog",
        (
            *_told("dct:title", "data.catalogue_title", site=context.settings.site_name),
            *_told("dct:description", "data.catalogue_about", site=context.settings.site_name),
            *_common(context, _here(context, "katalog")),
            ("dct:license", _licence(context)),
            *_languages(),
            ("foaf:homepage", Iri(page)),
            ("dct:spatial", Iri(_NORWAY)),
            ("dcat:themeTaxonomy", Iri(f"{_EU}data-theme")),
            *_dates(context, tables),
            *(("dcat:dataset", Iri(_here(context, table.name))) for table in tables),
            *(("dcat:service", Iri(_here(context, name))) for name in _SERVICES),
        ),
        _here(context, "katalog"),
    )
    for table in tables:
        yield _described(context, table)
        yield from (_file(context, table, format_, size) for format_ in FILES)
        yield from (_year(context, table, year, format_) for year in table.years for format_ in YEAR_FORMATS)
        yield from (_standard(context, table, schema) for schema in _SCHEMAS)
    for name, (endpoint, standard, registers) in _SERVICES.items():
        served = [table for table in tables if table.name in registers]
        yield _service(context, served, name, endpoint, standard)
        yield Thing("dct:Standard", tuple(_told("dct:title", f"data.standard.{name}")), standard)
    yield _agent(context)
    yield _contact(context)
    licence = context.settings.licence
    if licence in _LICENCES:
        yield Thing("dct:LicenseDocument", (("owl:sameAs", Iri(licence)),), _LICENCES[licence])


def _service(context: Context, tables: Sequence[DataTable], name: str, endpoint: str, standard: str) -> Thing:
    """What leads programs from one file to the next, in a standard of others."""
    return Thing(
        "dcat:DataService",
        (
            *_told("dct:title", f"data.service.{name}"),
            *_told("dct:description", f"data.{name}_described"),
            *_common(context, _here(context, name)),
            *_keywords(name),
            ("dct:license", _licence(context)),
            ("dct:accessRights", Iri(_PUBLIC)),
            ("dct:format", Iri(f"{_EU}file-type/JSON")),
            ("dcat:landingPage", Iri(context.url(addresses.DATA))),
            ("dcat:endpointURL", Iri(context.url(endpoint))),
            ("dcat:endpointDescription", Iri(standard)),
            ("dct:conformsTo", Iri(standard)),
            *(("dcat:theme", Iri(theme)) for theme in _THEMES),
            *(("dcat:servesDataset", Iri(_here(context, table.name))) for table in tables),
        ),
        _here(context, name),
    )


def _described(context: Context, table: DataTable) -> Thing:
    """A register as a dataset."""
    address = _here(context, table.name)
    return Thing(
        "dcat:Dataset",
        (
            *_told("dct:title", f"data.register.{table.name}"),
            *_told("dct:description", f"data.about.{table.name}"),
            *_common(context, address),
            *(("dcat:theme", Iri(theme)) for theme in _THEMES),
            *_keywords(table.name),
            ("dct:accessRights", Iri(_PUBLIC)),
            ("dct:spatial", Iri(_NORWAY)),
            ("dct:accrualPeriodicity", Iri(f"{_EU}frequency/IRREG")),
            *_languages(),
            ("dcat:landingPage", Iri(context.url(addresses.DATA))),
            *_dates(context, [table]),
            *(("dcat:distribution", Iri(_here(context, f"{table.name}-{format_}"))) for format_ in FILES),
            *(
                ("dcat:distribution", Iri(_here(context, f"{table.name}-{year}-{format_}")))
                for year in table.years
                for format_ in YEAR_FORMATS
            ),
        ),
        address,
    )


def _file(context: Context, table: DataTable, format_: str, size: Size) -> Thing:
    address, key = table.address(format_), _key(format_)
    told = (*_told("dct:title", f"data.format.{key}"), *_told("dct:description", f"data.format_about.{key}"))
    facts = _distributed(context, table, format_, address)
    bytes_ = Literal(str(size(address)), type="xsd:nonNegativeInteger")
    return Thing(
        "dcat:Distribution",
        (*told, *facts, ("dcat:byteSize", bytes_), _conforms(context, table, format_)),
        _here(context, f"{table.name}-{format_}"),
    )


def _year(context: Context, table: DataTable, year: int, format_: str) -> Thing:
    """One year of a register as a file, in no more than it takes: there are many."""
    address = addresses.data_year(table.name, year, format_)
    facts = _distributed(context, table, format_, address)
    titles = (("dct:title", Literal(f"{format_.upper()} {year}", lang)) for lang in LANGUAGES)
    return Thing(
        "dcat:Distribution",
        (
            *titles,
            *_told("dct:description", "data.year_about", year=year),
            *facts,
            _conforms(context, table, format_),
        ),
        _here(context, f"{table.name}-{year}-{format_}"),
    )


def _distributed(context: Context, table: DataTable, format_: str, address: str) -> Iterator[tuple[str, Value]]:
    (type_, media), _ = FILES[format_]
    yield "dcat:accessURL", Iri(_here(context, table.name))
    yield "dcat:downloadURL", Iri(context.url(address))
    yield "dct:license", _licence(context)
    yield "dct:format", Iri(f"{_EU}file-type/{type_}")
    yield "dcat:mediaType", Iri(f"https://www.iana.org/assignments/media-types/{media}")


def _conforms(context: Context, table: DataTable, format_: str) -> tuple[str, Value]:
    return "dct:conformsTo", Iri(context.url(table.address(FILES[format_][1])))


def _standard(context: Context, table: DataTable, schema: str) -> Thing:
    """What the files of a register conform to: a schema of the portal's own, with a title."""
    titles: list[tuple[str, Value]] = []
    for lang in LANGUAGES:
        t = catalogue_for(lang).text
        register = t(f"data.register.{table.name}")
        titles.append(("dct:title", Literal(t(f"data.standard.{_key(schema)}", register=register), lang)))
    return Thing("dct:Standard", tuple(titles), context.url(table.address(schema)))


def _key(format_: str) -> str:
    """A form of the files in the names of messages."""
    return format_.replace(".", "_").replace("-", "_")


def _common(context: Context, address: str) -> Iterator[tuple[str, Value]]:
    """What catalogue, datasets and service all have."""
    yield "dct:identifier", Literal(address, type="xsd:anyURI")
    yield "dct:publisher", Iri(_here(context, "utgivar"))
    yield "dcat:contactPoint", Iri(_here(context, "kontakt"))


def _told(name: str, key: str, **values: object) -> Iterator[tuple[str, Literal]]:
    """A message in each of the languages."""
    for lang in LANGUAGES:
        yield name, Literal(catalogue_for(lang).text(key, **values), lang)


def _languages() -> Iterator[tuple[str, Iri]]:
    for lang in LANGUAGES:
        yield "dct:language", Iri(f"{_EU}language/{catalogue_for(lang).text('language.authority')}")


def _keywords(about: str) -> Iterator[tuple[str, Value]]:
    for name, said in _told("dcat:keyword", f"data.keywords.{about}"):
        yield from ((name, Literal(word.strip(), said.lang)) for word in said.text.split(","))


def _dates(context: Context, tables: Sequence[DataTable]) -> Iterator[tuple[str, Value]]:
    """The days on which records of registers first became public and were last changed."""
    kinds = {table.register.kind.name for table in tables}
    lives = [context.lifetimes.of_key(key) for key in context.portal.records if key[0] in kinds]
    days = [day for life in lives for moment in (life.created, life.modified) if (day := day_of(moment))]
    if days:
        yield "dct:issued", Literal(min(days).isoformat(), type="xsd:date")
        yield "dct:modified", Literal(max(days).isoformat(), type="xsd:date")


def _licence(context: Context) -> Iri:
    return Iri(_LICENCES.get(context.settings.licence, context.settings.licence))


def _here(context: Context, anchor: str) -> str:
    """The address of something on the page of the data."""
    return context.url(f"{addresses.DATA}#{anchor}")


def _agent(context: Context) -> Thing:
    """Who publishes: whoever answers for the site, with the number of the organisation where it is told."""
    settings = context.settings
    facts: list[tuple[str, Value]] = [("foaf:name", Literal(settings.responsible.rstrip("."), settings.lang))]
    if settings.organisation_number:
        facts.append(("dct:identifier", Literal(settings.organisation_number)))
        facts.append(("owl:sameAs", Iri(f"{_REGISTERED}{settings.organisation_number}")))
    return Thing("foaf:Agent", tuple(facts), _here(context, "utgivar"))


def _contact(context: Context) -> Thing:
    """The secretariat's page and its mailbox, or the page of the data.

    A mailbox that stands as the secretariat's own is its office's and no person's, so `open_data_people` does not
    hold it back.
    """
    secretariat = context.facts.secretariat
    page = secretariat.address if secretariat else addresses.DATA
    name = context.title(secretariat) if secretariat else context.settings.responsible.rstrip(".")
    facts: list[tuple[str, Value]] = [
        ("vcard:fn", Literal(name, context.lang_of(secretariat.facts) if secretariat else context.settings.lang)),
        ("vcard:hasURL", Iri(context.url(page))),
    ]
    contact = secretariat.facts.contact if secretariat else None
    if contact and contact.email:
        facts.append(("vcard:hasEmail", Iri(f"mailto:{contact.email}")))
    return Thing("vcard:Organization", tuple(facts), _here(context, "kontakt"))
