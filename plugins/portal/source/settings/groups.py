"""What `mkdocs.yml` may say: a model for each group of settings, with every key that MkDocs knows."""

from __future__ import annotations

import posixpath
import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator
from stdnum.no import orgnr

from portal.language.catalogue import DEFAULT_LANGUAGE
from portal.model.colours import is_colour
from portal.model.minisign import BadKey, PublicKey, read_public_key
from portal.model.values import OneOrMore

__all__ = [
    "BACKENDS",
    "FEED_SIGN",
    "LOCAL",
    "NLOD",
    "STATEMENT",
    "AdminSettings",
    "Group",
    "PortalSettings",
    "Scheme",
    "SiteSettings",
    "ThemeSettings",
]

FEED_SIGN = "{feed}"
"""What stands for the address of a feed in that of a service that sends it by e-mail."""
NLOD = "https://data.norge.no/nlod/no/2.0"
"""Norsk lisens for offentlege data, 2.0: the licence of open data where the portal names no other."""
STATEMENT = re.compile(r"https://(?:www\.)?uustatus\.no/(?:[a-z]{2}/)?erklaringer/publisert/[^/?#\s]+/?")
"""Where the accessibility statement of a public body stands: in the national solution, which such bodies must use
(https://www.uutilsynet.no/tilgjengelighetserklaering/om-tilgjengelegheitserklaering/1128); no other page of it is one.
"""


def _organisation_number(value: object) -> str:
    """Nine digits of which the last one proves the others; spaces may stand among them."""
    if not orgnr.is_valid(str(value)):
        raise ValueError
    return str(orgnr.compact(str(value)))


def _signing_key(value: object) -> PublicKey:
    try:
        return read_public_key(str(value))
    except BadKey:
        raise ValueError from None


def _path_below(value: str) -> str:
    """A path that does not lead out of the folder that it starts in."""
    path = posixpath.normpath(value.replace("\\", "/"))
    if path.startswith(("/", "..")) or path[1:2] == ":":
        raise AssertionError("path")
    return path


def _colour(value: str) -> str:
    """A colour as `#` and six digits of sixteen."""
    if not is_colour(value):
        raise AssertionError("colour")
    return value.lower()


def _mail_service(value: str) -> str:
    """An address of its own, in which `{feed}` may stand for that of a feed."""
    if not re.fullmatch(r"https://[^\s/<>\"{}]+(?:/[^\s<>\"{}]*)?", value.replace(FEED_SIGN, "")):
        raise AssertionError("mail_service")
    return value


_Flag = Annotated[bool, Field(strict=True)]
_Number = Annotated[int, Field(strict=True, gt=0)]
_Text = Annotated[str, Field(strict=True)]
_Words = Annotated[str, Field(coerce_numbers_to_str=True), AfterValidator(str.strip)]
_Below = Annotated[str, Field(strict=True), AfterValidator(_path_below)]
_Url = Annotated[str, Field(pattern=r"^https?://[^\s/<>\"]+/[^\s<>\"]*$")]
_Home = Annotated[str, Field(pattern=r"^https?://[^\s/<>\"]+(?:/[^\s<>\"]*)?$")]
_Texts = tuple[_Text, ...]
_Colour = Annotated[str, Field(strict=True), AfterValidator(_colour)]


class Group(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    def said(self) -> dict[str, Any]:
        """What is said of each setting, its default where nothing is."""
        return {name: getattr(self, name) for name in type(self).model_fields}


def _backend(value: str) -> str:
    if value not in BACKENDS:
        raise AssertionError("backend")
    return value


def _repo(value: str) -> str:
    """`owner/name`, and in GitLab groups within groups."""
    if not re.fullmatch(r"[\w.-]+(?:/[\w.-]+)+", value):
        raise AssertionError("repo")
    return value


class AdminSettings(Group):
    """What `mkdocs.yml` says under `admin:`: where the editor in the browser keeps the records.

    `repo` is the repository's path at the git host and `branch` what is published from. `api_root` and `base_url`
    are the addresses of a host of one's own: of its interface, and of where it lets people in; `app_id` is what that
    knows the portal by. `LOCAL` is the portal on this machine.
    """

    backend: Annotated[str, Field(strict=True), AfterValidator(_backend)]
    repo: Annotated[str, Field(strict=True), AfterValidator(_repo)]
    branch: _Text = "main"
    api_root: _Home = ""
    base_url: _Home = ""
    app_id: _Text = ""

    @property
    def is_local(self) -> bool:
        return self.backend == _LOCAL

    def as_backend(self) -> dict[str, str]:
        """The settings as the editor is told them."""
        said = {"name": self.backend, **{name: value for name, value in self.said().items() if name != "backend"}}
        return {"name": _LOCAL} if self.is_local else {name: value for name, value in said.items() if value}

    def origins(self) -> tuple[str, ...]:
        """The addresses, but for their paths, that the editor talks with."""
        told = [self.api_root or _APIS.get(self.backend, ""), self.base_url] if not self.is_local else []
        return tuple(dict.fromkeys("/".join(one.split("/")[:3]) for one in told if one))


_LOCAL = "test-repo"
"""The editor's own name for files that it is handed by the page."""
_APIS = {"github": "https://api.github.com", "gitlab": "https://gitlab.com", "gitea": "https://gitea.com"}
BACKENDS = (*_APIS,)
"""The git hosts that the editor in the browser knows."""
LOCAL = AdminSettings.model_construct(backend=_LOCAL, repo="", branch="")


class PortalSettings(Group):
    """What `mkdocs.yml` says under `plugins: - portal:`. What each means stands at `Settings`."""

    responsible: _Words = ""
    organisation_number: Annotated[str, PlainValidator(_organisation_number)] = ""
    accessibility_statement: _Words = ""
    edit_path: _Words = ""
    report_days: _Number = 90
    about: _Texts = ()
    for_bodies: _Texts = ()
    access: _Words = ""
    submit: _Words = ""
    mail_service: Annotated[str, Field(strict=True), AfterValidator(_mail_service)] = ""
    licence: _Url = NLOD
    open_data_people: _Flag = False
    paper: _Flag = True
    search: _Flag = True
    search_names_months: Annotated[int, Field(strict=True, ge=0)] = 12
    attachment_megabytes: _Number = 50
    signing_keys: OneOrMore[Annotated[PublicKey, PlainValidator(_signing_key)]] = ()
    admin: AdminSettings | None = None


class Scheme(Group):
    """One of the palettes, as Material has them: `default` is by light, `slate` in the dark."""

    scheme: Literal["default", "slate"] = "default"
    primary: _Colour = ""
    accent: _Colour = ""
    media: object = None
    toggle: object = None


class ThemeSettings(Group):
    """What it says under `theme:`, by the names of MkDocs and Material."""

    name: _Text | None = None
    custom_dir: _Below = "templates"
    language: Annotated[str, Field(coerce_numbers_to_str=True)] = DEFAULT_LANGUAGE
    favicon: _Below = "assets/portal/favicon.svg"
    logo: _Below = ""
    palette: OneOrMore[Scheme] = ()
    direction: object = None
    features: object = None
    font: object = None
    icon: object = None
    include_search_page: object = None
    locale: object = None
    search_index_only: object = None
    static_templates: object = None


class SiteSettings(Group):
    """What it says at its top, by MkDocs' names; what the portal has no use for is MkDocs' alone."""

    site_name: _Words = ""
    site_url: _Home = ""
    site_description: _Words = ""
    docs_dir: _Below = "docs"
    repo_url: _Home = ""
    extra_css: tuple[_Below, ...] = ()
    theme: object = None
    plugins: object = None
    INHERIT: object = None
    copyright: _Text = ""
    dev_addr: _Text = ""
    draft_docs: _Text = ""
    edit_uri: _Text = ""
    edit_uri_template: _Text = ""
    exclude_docs: _Text = ""
    extra: dict[Any, Any] = {}
    extra_javascript: object = None
    extra_templates: _Texts = ()
    hooks: _Texts = ()
    markdown_extensions: dict[Any, Any] | list[Any] = []
    mdx_configs: dict[Any, Any] = {}
    nav: list[Any] = []
    not_in_nav: _Text = ""
    remote_branch: _Text = ""
    remote_name: _Text = ""
    repo_name: _Text = ""
    site_author: _Text = ""
    site_dir: _Text = ""
    strict: _Flag = False
    use_directory_urls: Literal[True] = True
    validation: dict[Any, Any] = {}
    watch: _Texts = ()
