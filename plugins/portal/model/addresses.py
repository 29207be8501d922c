"""The site's addresses and anchors: a contract with everyone who links to it.

An address is a path from the site's root with `/` at both ends (`/saker/x/`),
or the path of a file (`/saker/x/notat.pdf`).
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from portal.model.common import RecordFacts
from portal.model.headings import heading_slug, number_slug
from portal.model.kinds import AGREEMENT, CASE, KINDS, MEETING, ORGANISATION, PLAN, PROJECT, Kind
from portal.model.meeting import AgendaItem, Meeting
from portal.model.organisation import Organisation
from portal.model.plan import Plan
from portal.model.values import MeetingDate

__all__ = [
    "ADMIN", "AGREEMENTS", "AGREEMENT_PDF", "BODIES", "CADDY_HEADERS", "CADDY_REDIRECTS", "CALENDARS",
    "CALENDAR_OF_ALL", "CARD", "CASES", "CASE_PDF", "CATALOGUE", "CATALOGUE_JSON", "CHANGES", "COMPONENTS", "DATA",
    "DATA_FORMATS", "DECISIONS", "EMBED", "EMBEDDED", "FEEDS", "FEED_OF_ALL", "FEED_SHEET", "FIKS", "FIKS_FILES",
    "FIKS_PLAN", "FOLLOW_UPS", "FRONT", "HEADERS", "LLMS", "LONG_REGISTERS", "MANIFEST", "MANIFEST_SCHEMA", "MEETINGS",
    "MENU", "MINUTES_PDF", "MINUTES_SIGNATURE", "NEWS", "NGINX_HEADERS", "NGINX_REDIRECTS", "NOTICE_PDF", "NOT_FOUND",
    "OPARL", "OPARL_SYSTEM", "ORGANISATION_LISTS", "OVERVIEWS", "PAGEFIND", "PALETTE", "PARTNERS", "PLANS", "PLAN_PDF",
    "PROJECTS", "REDIRECTS", "REGISTERS", "ROBOTS", "SEARCH", "SERVER_FILES", "SIGNING_KEYS", "SITEMAP", "STATUS",
    "STATUS_PARTS", "SUBMIT", "THEME", "THEMES", "THEMES_JSON", "THEME_HASHED", "THEME_LISTS", "TWINS",
    "agreements_of_party", "alias_address", "attachment", "bears_year", "calendar_of", "case_file", "case_number",
    "cases_by_body", "cases_by_state", "cases_by_year", "data_file", "data_year", "deadline_of", "decision_anchor",
    "decisions_by_body", "decisions_by_type", "decisions_by_year", "embedded", "event_of", "explained", "feed_archive",
    "feed_of", "feed_of_case", "fiks_cases", "fiks_decisions", "file_of", "indicator_anchor", "is_part", "is_position",
    "item_anchor", "item_anchors", "measure_anchor", "meeting_year", "moved_meeting", "news_year", "of_year", "oparl",
    "organisation_list", "organisation_page", "page_that_leads", "record_page", "relative", "reserved_anchors",
    "rows_of", "side", "signing_key", "sitemap_part", "slug", "status_part", "tasks_by_party", "tasks_by_state",
    "text_of", "theme_list", "theme_page", "word_form",
]  # fmt: skip

FRONT = "/"
NOT_FOUND = "/404.html"
_PART = re.compile(r"/feed/.+\.\d+\.\d+\.xml|/sitemap-\d+\.xml|/.+/rader\.json|/saker/[^/]+/feed\.\d+\.\d+\.xml")
CASES = CASE.address
MEETINGS = MEETING.address
DECISIONS = "/vedtak/"
FOLLOW_UPS = "/oppfolging/"
STATUS = "/status/"
NEWS = "/nytt/"
PROJECTS = PROJECT.address
AGREEMENTS = AGREEMENT.address
PLANS = PLAN.address
BODIES = ORGANISATION.address
PARTNERS = ORGANISATION.elsewhere
SUBMIT = "/meld-sak/"
DATA = "/data/"
SEARCH = "/sok/"
THEMES = "/tema/"
WORDS = "/ord/"
"""What the words of the site mean."""
EMBED = "/bygg-inn/"
"""Where other sites get the HTML that shows a list of this one."""
EMBEDDED = {"meetings": "moter", "decisions": "vedtak"}
"""The lists that other sites may show in a frame, each with its folder."""
COMPONENTS = "/handbok/komponentar/"
"""Every component of the site with its states, for those who design and edit it."""
ADMIN = "/admin/"
OVERVIEWS = (
    FRONT, *(address for kind in KINDS for address in kind.addresses), DECISIONS, FOLLOW_UPS, STATUS, NEWS, SUBMIT,
    DATA, SEARCH, THEMES, WORDS, EMBED,
)  # fmt: skip
"""The pages that every portal has, whatever its records; but those of what it may be without."""
MENU = tuple(
    (key, address)
    for _, key, address in sorted(
        [
            (30, "menu.decisions", DECISIONS),
            (40, "menu.follow_ups", FOLLOW_UPS),
            (57, "menu.themes", THEMES),
            *((kind.menu, f"menu.{kind.menu_name}", kind.address) for kind in KINDS if kind.menu is not None),
        ]
    )
)
"""The entries of the main menu in order, each with its message."""

CALENDARS = "/kalender/"
CALENDAR_OF_ALL = f"{CALENDARS}alle.ics"
FEEDS = "/feed/"
FEED_OF_ALL = f"{FEEDS}alle.xml"
REGISTERS = tuple(dict.fromkeys(("cases", "meetings", "decisions", "follow-ups", *(kind.folder for kind in KINDS))))
"""The registers that are published as open data, by the names of their files."""
DATA_FORMATS = ("json", "csv", "semikolon.csv", "schema.json", "csv-metadata.json")
"""The files of each register: the rows, twice, and as a Norwegian Excel wants them; and what JSON and CSV hold."""
STATUS_PARTS = (
    "frist", "utan", "papir", "ventar", "saklister", "referat", "utkast", "rapportar", "sete", "gjennomgang",
    "godkjenning", "tiltak", "kontakt",
)  # fmt: skip
"""The lists of the status page that have pages of their own where that is too long."""
LONG_REGISTERS = (CASES, DECISIONS, FOLLOW_UPS)
"""The registers whose rows a script finds, where they are too long for a page."""
ORGANISATION_LISTS = {
    "tasks": "oppfolging", "meetings": "mote", "owned": "eig", "steered": "styrer", "partner_in": "med",
    "milestones": "milepelar", "seats": "sete", "submitted": "meldt", "children": "underutval",
    "agreements": "avtalar", "plans": "planar",
}  # fmt: skip
"""The lists of an organisation's page that have pages of their own where that is too long, each with its folder."""
THEME_LISTS = {
    "decisions": "vedtak", "cases": "saker", "projects": "prosjekt", "measures": "tiltak", "tasks": "oppfolging",
    "agreements": "avtalar", "plans": "planar", "meetings": "mote", "organisations": "utval",
}  # fmt: skip
"""The lists of a theme's page that have pages of their own where that is too long, each with its folder."""
THEMES_JSON = f"{DATA}themes.json"
CATALOGUE = f"{DATA}katalog.ttl"
CATALOGUE_JSON = f"{DATA}katalog.jsonld"
CHANGES = f"{DATA}changes.ndjson"
FIKS = f"{DATA}fiks/"
"""The folder of the national format, in which nothing else lies."""
FIKS_PLAN = f"{FIKS}moteplan.json"
FIKS_FILES = f"{FIKS}filer.json"
"""Where each of them is."""
LLMS = "/llms.txt"
FEED_SHEET = "/assets/feed.css"
"""How a feed looks where a browser opens it; it bears no hash, for feeds are no pages."""
SITEMAP = "/sitemap.xml"
ROBOTS = "/robots.txt"
SIGNING_KEYS = "/minisign/"
MANIFEST = "/manifest.json"
MANIFEST_SCHEMA = "/manifest.schema.json"
OPARL = "/oparl/1.1/"
PAGEFIND = "/pagefind/"
"""The folder of the search index, which no reader links to."""
TWINS = f"{PAGEFIND}twins.json"
OPARL_SYSTEM = f"{OPARL}system.json"
THEME = "/assets/portal/"
PALETTE = f"{THEME}palette.css"
"""A portal's own colours, where it has any."""
CARD = f"{THEME}card.png"
"""The picture for where a page's address is shared."""
THEME_HASHED = ("css", "js", "woff2")
"""What of the theme bears a hash of itself in its name, by extension. Pictures do not: others hold their addresses."""
HEADERS, REDIRECTS = "/_headers", "/_redirects"
NGINX_HEADERS, NGINX_REDIRECTS = "/headers.nginx.conf", "/redirects.nginx.conf"
CADDY_HEADERS, CADDY_REDIRECTS = "/headers.caddy", "/redirects.caddy"
SERVER_FILES = (HEADERS, REDIRECTS, NGINX_HEADERS, NGINX_REDIRECTS, CADDY_HEADERS, CADDY_REDIRECTS)
"""What servers read and nobody links to."""
NOTICE_PDF, MINUTES_PDF = MEETING.papers
MINUTES_SIGNATURE = f"{MINUTES_PDF}.minisig"
(CASE_PDF,) = CASE.papers
(AGREEMENT_PDF,) = AGREEMENT.papers
(PLAN_PDF,) = PLAN.papers

_GENERATED = frozenset({"assets", "404.html", "sitemap.xml", "sitemap.xml.gz", "robots.txt"})
"""What stands at the site's root that is no page of ours."""
_POSITION = re.compile(r"(?:vedtak-)?punkt-\d+")
_LONGEST_NAME = 200  # bytes; file systems take 255
_LONGEST_PATH = 1000  # bytes; Linux takes 4,096, of which the folder of the site has its part, and a Mac 1,024
_NO_PATH = re.compile(r"[?#\\\x00-\x1f\x7f-\x9f]|^[a-z][a-z0-9+.-]*:|^//|^/?[a-z]:", re.IGNORECASE)
"""What is no path from the site's root, on any system: a query, an anchor, a whole URL, a drive; or names no file."""
_YEAR_NUMBER = re.compile(r"(?:\w+\s+)?\d+(?:\s*-\s*\d+)?\s*/\s*\d+.*|(?:\w+\s+)?\d+\s*-\s*\d+")


def slug(text: str) -> str:
    """An id made from any text."""
    return heading_slug(text)


def record_page(kind: Kind, id_: str, is_body: bool = True) -> str:
    """The page of a record; an organisation's stands under the bodies or under the partners."""
    return f"{kind.address if is_body else kind.elsewhere}{id_}/"


def organisation_page(id_: str, facts: Organisation) -> str:
    """The page of a body or a partner."""
    return record_page(ORGANISATION, id_, facts.kind.is_body())


def meeting_year(year: int) -> str:
    """One year's plan of meetings."""
    return f"{MEETINGS}{year}/"


def cases_by_body(organisation_id: str) -> str:
    return f"{CASES}utval/{organisation_id}/"


def cases_by_year(year: int | str) -> str:
    return f"{CASES}ar/{year}/"


def cases_by_state(state: str) -> str:
    return f"{CASES}tilstand/{state}/"


def decisions_by_body(organisation_id: str) -> str:
    return f"{DECISIONS}utval/{organisation_id}/"


def decisions_by_year(year: int | str) -> str:
    return f"{DECISIONS}ar/{year}/"


def decisions_by_type(letter: str) -> str:
    """The decisions of one type, by its letter: `/vedtak/type/v/`."""
    return f"{DECISIONS}type/{letter.lower()}/"


def embedded(name: str, body: str = "") -> str:
    """A list as it stands in the frame of another site, of all bodies or of one; its name is one in `EMBEDDED`."""
    return f"{EMBED}{EMBEDDED[name]}/{f'{body}/' if body else ''}"


def explained(name: str) -> str:
    """Where the page of words says what a state or a type means."""
    return f"{WORDS}#o-{slug(name)}"


def tasks_by_party(name: str) -> str:
    """The follow-ups that somebody is responsible for, by a slug of who that is."""
    return f"{FOLLOW_UPS}ansvarleg/{name}/"


def tasks_by_state(state: str) -> str:
    return f"{FOLLOW_UPS}tilstand/{state}/"


def status_part(name: str) -> str:
    """One of the lists of what is to be mended."""
    return f"{STATUS}{name}/"


def organisation_list(page: str, name: str) -> str:
    """One of the lists of an organisation's page, where that is too long, by its name in `ORGANISATION_LISTS`."""
    return f"{page}{ORGANISATION_LISTS[name]}/"


def of_year(page: str, year: str) -> str:
    """What a page that is too long has of one year; or of none, where `year` says so."""
    return f"{page}ar/{year}/"


def side(page: str, number: int) -> str:
    """A side of a list that is too long for one page, from 1; the first is the page itself."""
    return page if number == 1 else f"{page}side/{number}/"


def rows_of(register: str) -> str:
    """All rows of a register that is too long for its page, for the script that narrows it: `/saker/rader.json`."""
    return f"{register}rader.json"


def news_year(year: int) -> str:
    """One year of the log of what is new."""
    return f"{NEWS}{year}/"


def sitemap_part(number: int) -> str:
    """One of several sitemaps, where there are more pages than one may hold."""
    return f"/sitemap-{number}.xml"


def signing_key(id_: str) -> str:
    """The file of a public key, by the key's id."""
    return f"{SIGNING_KEYS}{id_}.pub"


def word_form(lang: str) -> str:
    """The form for submitting a case as a Word document, in one of the written languages."""
    return f"{SUBMIT}saksinnmelding-{lang}.docx"


def calendar_of(organisation_id: str) -> str:
    """The meetings of one body as iCalendar."""
    return f"{CALENDARS}{organisation_id}.ics"


def event_of(meeting: str) -> str:
    """The one event of a meeting as iCalendar, by the meeting's address."""
    return f"{meeting}mote.ics"


def deadline_of(meeting: str) -> str:
    """The last day for submitting cases to a meeting as iCalendar, by the meeting's address."""
    return f"{meeting}frist.ics"


def text_of(page: str) -> str:
    """The Markdown of a record's page, by the page's address."""
    return f"{page}index.md"


def feed_of(organisation_id: str) -> str:
    """What is new in one body, as Atom."""
    return f"{FEEDS}{organisation_id}.xml"


def feed_archive(feed: str, year: int, number: int) -> str:
    """A document of a feed's archive: `/feed/alle.2021.1.xml`. No id has a dot in it."""
    return f"{feed.removesuffix('.xml')}.{year}.{number}.xml"


def is_part(address: str) -> bool:
    """Whether an address is that of a part of something bigger, which alone leads to it, and may be cut otherwise.

    So are the documents of a feed's archive, the parts of a sitemap, and the rows that a script finds.
    """
    return _PART.fullmatch(address) is not None


def feed_of_case(id_: str) -> str:
    """What is new in one case, as Atom."""
    return f"{record_page(CASE, id_)}feed.xml"


def data_file(register: str, format_: str) -> str:
    """One of the files of a register: `/data/cases.json`."""
    return f"{DATA}{register}.{format_}"


def data_year(register: str, year: int, format_: str) -> str:
    """One year of a register: `/data/cases/2021.json`."""
    return f"{DATA}{register}/{year}.{format_}"


def fiks_cases(meeting_id: str) -> str:
    """The cases of a meeting in the national format: `/data/fiks/ssu/2021-02-19/saker.json`."""
    return f"{FIKS}{meeting_id}/saker.json"


def fiks_decisions(meeting_id: str) -> str:
    """The decisions of a meeting in the national format: `/data/fiks/ssu/2021-02-19/vedtak.json`."""
    return f"{FIKS}{meeting_id}/vedtak.json"


def case_file(id_: str) -> str:
    """All the papers of a case in one PDF."""
    return f"{record_page(CASE, id_)}{CASE_PDF}"


def oparl(path: str) -> str:
    """An OParl object, or a page of a list: `/oparl/1.1/meetings/1.json`."""
    return f"{OPARL}{path}.json"


def attachment(page: str, name: str) -> str:
    """A file of a record, under the record's page, name kept."""
    return f"{page}{quote(name)}"


def item_anchor(item: AgendaItem, position: int) -> str:
    """`sak-05-21`, or `punkt-<position>` (from 1) for an item without a number."""
    return f"sak-{number_slug(item.number)}" if item.number else f"punkt-{position}"


def decision_anchor(item: AgendaItem, position: int) -> str:
    """`vedtak-05-21`, or `vedtak-punkt-<position>`."""
    return f"vedtak-{number_slug(item.number)}" if item.number else f"vedtak-punkt-{position}"


def is_position(anchor: str) -> bool:
    """Whether an anchor tells an item by its place on the agenda alone, and so may be another item's tomorrow."""
    return _POSITION.fullmatch(anchor) is not None


def measure_anchor(number: str) -> str:
    """A measure on the page of its plan: `tiltak-3-2`."""
    return f"tiltak-{number_slug(number)}"


def indicator_anchor(position: int) -> str:
    """An indicator on the page of its project, by its place from 1."""
    return f"_maling_{position}"


def theme_page(id_: str) -> str:
    """What there is of a theme."""
    return f"{THEMES}{id_}/"


def theme_list(id_: str, name: str) -> str:
    """One of the lists of a theme's page, where that is too long, by its name in `THEME_LISTS`."""
    return f"{theme_page(id_)}{THEME_LISTS[name]}/"


def agreements_of_party(organisation_id: str) -> str:
    """The agreements that an organisation is a party to."""
    return f"{AGREEMENTS}part/{organisation_id}/"


def item_anchors(item: AgendaItem, position: int) -> tuple[str, ...]:
    """The anchor of an item and those of its earlier numbers."""
    return (item_anchor(item, position), *(f"sak-{number_slug(alias)}" for alias in item.aliases))


def decision_anchors(item: AgendaItem, position: int) -> tuple[str, ...]:
    """The anchor of an item's decision and those of its earlier numbers."""
    return (decision_anchor(item, position), *(f"vedtak-{number_slug(alias)}" for alias in item.aliases))


def reserved_anchors(facts: RecordFacts) -> set[str]:
    """The anchors that no heading of the record's text may take: those of a meeting's items and decisions,
    and of a plan's measures.

    What else a page names for itself has an underscore in it, which no slug has.
    """
    if isinstance(facts, Plan):
        return {measure_anchor(one.number) for one in facts.measures}
    if not isinstance(facts, Meeting):
        return set()
    items = list(enumerate(facts.agenda, 1))
    return {
        anchor
        for position, item in items
        for anchor in (*item_anchors(item, position), *decision_anchors(item, position))
    }


def bears_year(number: str) -> bool:
    """Whether an item's number bears a year, and so can be cited on its own."""
    return _YEAR_NUMBER.fullmatch(number) is not None


def case_number(organisation_id: str, number: str) -> str:
    """The citable address of a case number in a body."""
    return f"/sak/{organisation_id}/{number_slug(number)}/"


def moved_meeting(organisation_id: str, date: MeetingDate) -> str:
    """The address a meeting had before it was moved."""
    return record_page(MEETING, f"{organisation_id}/{date}")


def page_that_leads(address: str) -> str:
    """The page that leads on from an earlier address.

    Where a file stood, it lies in a folder of the file's name: servers lead on to a folder by themselves.
    """
    return address if address.endswith(("/", ".html", ".htm")) else f"{address}/"


def alias_address(alias: str) -> str | None:
    """An earlier address as a path from the root, or `None` if no file can answer there."""
    path = unquote(re.sub(r"^https?://[^/]+", "", alias.strip()))
    if _NO_PATH.search(path) or not path.strip("/") or len(path.encode()) > _LONGEST_PATH:
        return None
    parts = [part for part in path.split("/") if part]
    if any(part.startswith(".") or len(part.encode()) > _LONGEST_NAME for part in parts) or parts[0] in _GENERATED:
        return None
    path = "/" + "/".join(parts)
    if path.endswith("/index.html"):
        path = path.removesuffix("index.html")
        return path if path != "/" else None
    return path if path.endswith((".html", ".htm")) else path + "/"


def file_of(address: str) -> str:
    """The file that answers at an address, as a path from the site's root."""
    return f"{address}index.html" if address.endswith("/") else address


def relative(page: str, target: str) -> str:
    """`target` as a link from `page`, so that the site can lie under any path."""
    path, mark, anchor = target.partition("#")
    if path == page or not path:
        return f"#{anchor}" if mark else "./"
    up = "../" * (page.count("/") - 1)
    return f"{up}{path[1:]}{mark}{anchor}" or "./"
