"""A portal's settings: one home, `mkdocs.yml`, read here without MkDocs."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator, ValidationError
from pydantic_core import ErrorDetails
from stdnum.no import orgnr

from portal.language.catalogue import DEFAULT_LANGUAGE, LANGUAGES, Words, say_instead
from portal.language.spelling import closest
from portal.model.colours import ACCENT, PRIMARY, Palette, is_colour
from portal.model.minisign import BadKey, PublicKey, read_public_key
from portal.model.problems import MessageWords, Place, Problem, error, unreadable, warning
from portal.model.validation import Location
from portal.model.values import OneOrMore
from portal.source.decoding import decode
from portal.source.frontmatter import Marks
from portal.source.words import read_words

__all__ = [
    "BACKENDS",
    "FEED_SIGN",
    "LOCAL",
    "SETTINGS_FILE",
    "AdminSettings",
    "PortalSettings",
    "Settings",
    "portal_root",
    "read_settings",
]

SETTINGS_FILE = "mkdocs.yml"
_NAME = "portal"
_LOGO = "assets/portal/logo.svg"
"""The logo among a portal's own templates, which needs no setting."""
_DEEPEST = 12
G = TypeVar("G", bound="_Group")
_NLOD = "https://data.norge.no/nlod/no/2.0"
"""Norsk lisens for offentlege data, 2.0: the licence of open data where the portal names no other."""
_STATEMENT = re.compile(r"https://(?:www\.)?uustatus\.no/(?:[a-z]{2}/)?erklaringer/publisert/[^/?#\s]+/?")
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


FEED_SIGN = "{feed}"
"""What stands for the address of a feed in that of a service that sends it by e-mail."""
_Flag = Annotated[bool, Field(strict=True)]
_Number = Annotated[int, Field(strict=True, gt=0)]
_Text = Annotated[str, Field(strict=True)]
_Words = Annotated[str, Field(coerce_numbers_to_str=True), AfterValidator(str.strip)]
_Below = Annotated[str, Field(strict=True), AfterValidator(_path_below)]
_Url = Annotated[str, Field(pattern=r"^https?://[^\s/<>\"]+/[^\s<>\"]*$")]
_Home = Annotated[str, Field(pattern=r"^https?://[^\s/<>\"]+(?:/[^\s<>\"]*)?$")]
_Texts = tuple[_Text, ...]
_Colour = Annotated[str, Field(strict=True), AfterValidator(_colour)]


class _Group(BaseModel):
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


class AdminSettings(_Group):
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


class PortalSettings(_Group):
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
    licence: _Url = _NLOD
    open_data_people: _Flag = False
    paper: _Flag = True
    search: _Flag = True
    search_names_months: Annotated[int, Field(strict=True, ge=0)] = 12
    attachment_megabytes: _Number = 50
    signing_keys: OneOrMore[Annotated[PublicKey, PlainValidator(_signing_key)]] = ()
    admin: AdminSettings | None = None


class _Scheme(_Group):
    """One of the palettes, as Material has them: `default` is by light, `slate` in the dark."""

    scheme: Literal["default", "slate"] = "default"
    primary: _Colour = ""
    accent: _Colour = ""
    media: object = None
    toggle: object = None


class _ThemeSettings(_Group):
    """What it says under `theme:`, by the names of MkDocs and Material."""

    name: _Text | None = None
    custom_dir: _Below = "templates"
    language: Annotated[str, Field(coerce_numbers_to_str=True)] = DEFAULT_LANGUAGE
    favicon: _Below = "assets/portal/favicon.svg"
    logo: _Below = ""
    palette: OneOrMore[_Scheme] = ()
    direction: object = None
    features: object = None
    font: object = None
    icon: object = None
    include_search_page: object = None
    locale: object = None
    search_index_only: object = None
    static_templates: object = None


class _SiteSettings(_Group):
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


@dataclass(frozen=True)
class Settings:
    """What a portal says of itself.

    `organisation_number` is that of who answers for the site (`responsible`) in the register of legal entities;
    `report_days` is how old a project's latest report may be; `about` names the
    hand-written pages that the footer links to, `access` the one on how to ask
    for access to documents, `submit` the one to read before submitting a case, as
    paths below `content`, which is a path below the portal, as `templates` is; `edit_path` stands between the
    repository's address and a record's path where the record can be edited. `mail_service` is the address of a service
    at which a reader asks to get by e-mail what is new; `FEED_SIGN` in it stands for the feed's. `licence` is the
    address of the licence of the open data; with `open_data_people`, contact data and the names of
    people are part of it. `paper` tells whether meetings and cases are printed as PDF,
    `search` whether the site can be searched; the names of those who met at a meeting are
    found there for `search_names_months` after it.
    `attachment_megabytes` is how big an attachment may be, in millions of bytes; `signing_keys` are those that
    minutes may be signed with, the one in use and all earlier ones; `admin` tells where the editor in the browser
    keeps the records, if there is to be one. `style_sheets` are paths below `content` of
    what comes behind our style sheets, `logo` and `favicon` of pictures there or among the templates, `palette` the
    portal's own colours; `words` are the portal's own. `marks` tell where each setting stands.
    """

    site_name: str
    site_url: str = ""
    description: str = ""
    lang: str = DEFAULT_LANGUAGE
    content: str = "content"
    templates: str = "templates"
    repository: str = ""
    style_sheets: tuple[str, ...] = ()
    logo: str = ""
    favicon: str = "assets/portal/favicon.svg"
    palette: Palette | None = None
    words: Mapping[str, Words] = field(default_factory=dict)
    responsible: str = ""
    organisation_number: str = ""
    accessibility_statement: str = ""
    edit_path: str = ""
    report_days: int = 90
    about: tuple[str, ...] = ()
    for_bodies: tuple[str, ...] = ()
    access: str = ""
    submit: str = ""
    mail_service: str = ""
    licence: str = _NLOD
    open_data_people: bool = False
    paper: bool = True
    search: bool = True
    search_names_months: int = 12
    attachment_megabytes: int = 50
    signing_keys: tuple[PublicKey, ...] = ()
    admin: AdminSettings | None = None
    is_missing: bool = False
    """Whether there is no such file, so that the folder is no portal's."""
    problems: tuple[Problem, ...] = field(default=(), compare=False, repr=False)
    marks: Marks = field(default_factory=lambda: Marks(SETTINGS_FILE), compare=False, repr=False)

    def place(self, name: str) -> Place:
        """Where a setting of our plugin stands, or what is nearest around it."""
        at = next((at for at in self.marks.keys if at[-1] == _NAME and at[0] == "plugins"), ("plugins",))
        return self.marks.value(*at, name)

    def edit_url(self, path: str) -> str | None:
        """Where a record can be mended, if the portal's repository is known."""
        if not self.repository:
            return None
        return f"{self.repository.rstrip('/')}/{self._edit_path}/{path}"

    @property
    def _edit_path(self) -> str:
        return self.edit_path.strip("/") or "edit/main"

    def new_file_url(self) -> str | None:
        """Where a new file can be made in the portal's repository, up to the file's path, which is to follow.

        It is worked out from `edit_path`: `edit/main` (GitHub), `_edit/main` (Gitea, Forgejo) and `-/edit/main`
        (GitLab) are known. The first two take the file's text too, as `&value=`; GitLab does not, and calls the
        path `file_name`.
        """
        match = re.fullmatch(r"(-/|_|)edit(/.+)", self._edit_path)
        if not self.repository or match is None:
            return None
        name = "file_name" if match[1] == "-/" else "filename"
        return f"{self.repository.rstrip('/')}/{match[1]}new{match[2]}?{name}="


def read_settings(root: Path, name: str = SETTINGS_FILE) -> Settings:
    """The settings of the portal in `root`, from its file `name`.

    What is faulty is told, and is as if it said nothing. The portal's own words are those of this process from then on.
    """
    words, faults = read_words(root)
    say_instead(words)
    try:
        text, undecoded = decode((root / name).read_bytes(), name)
    except (FileNotFoundError, NotADirectoryError):
        return Settings("", problems=(error(Place(name), "settings_missing"),), is_missing=True)
    except OSError as fault:
        return Settings("", problems=(unreadable(Place(name), fault),))
    if undecoded:
        return Settings("", problems=tuple(undecoded))
    try:
        node = yaml.compose(text, Loader=_Lenient)
        loaded = yaml.load(text, Loader=_Lenient)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
        return Settings("", problems=(error(place, "settings_syntax"),))
    marks = Marks(name)
    _mark(node, (), marks)
    said: dict[Location, str] = {}
    _scalars(node, (), said)
    settings = _Reader(root, marks, said).settings(loaded if isinstance(loaded, dict) else {})
    return replace(settings, words=words, problems=(*settings.problems, *faults))


def portal_root(folder: Path) -> Path:
    """The portal that a folder is in: the nearest folder from it upwards whose `mkdocs.yml` has our plugin.

    Settings that cannot be read as YAML count as a portal's, so that what is wrong with them is told; where there is
    no portal at all, it is the folder itself.
    """
    here = folder.resolve()
    return next((place for place in (here, *here.parents) if _is_portal(place / SETTINGS_FILE)), folder)


def _is_portal(path: Path) -> bool:
    try:
        loaded = yaml.load(path.read_text("utf-8", errors="replace"), Loader=_Lenient)
    except OSError:
        return False
    except yaml.YAMLError:
        return True
    return isinstance(loaded, dict) and _plugin_options(loaded.get("plugins")) is not None


class _Reader:
    """Reads what a file says, group by group, and tells what is wrong with it."""

    def __init__(self, root: Path, marks: Marks, said: Mapping[Location, str]) -> None:
        self._root, self._marks, self._said = root, marks, said
        self._problems: list[Problem] = []

    def settings(self, file: dict[str, Any]) -> Settings:
        at, options = _plugin_options(file.get("plugins")) or (("plugins",), None)
        theme = file.get("theme")
        if isinstance(theme, dict) and isinstance(theme.get("language"), bool):  # `no` is a language to who writes it
            theme = {**theme, "language": self._said["theme", "language"]}
        site = self._group(_SiteSettings, file, ())
        look = self._group(_ThemeSettings, theme if isinstance(theme, dict) else {}, ("theme",))
        ours = self._group(PortalSettings, options or {}, at)
        lang = look.language
        if lang not in LANGUAGES:
            self._fault(("theme", "language"), "settings_language", found=lang, expected=", ".join(LANGUAGES))
            lang = DEFAULT_LANGUAGE
        if site.INHERIT is not None:  # MkDocs would put another file's settings below these; nobody else would
            self._fault(("INHERIT",), "settings_inherit", found=site.INHERIT)
        if not site.site_name:
            self._fault(("site_name",), "settings_site_name")
        for where, folder in ((("docs_dir",), site.docs_dir), (("theme", "custom_dir"), look.custom_dir)):
            is_named = self._said.get(where) == folder and folder not in _MAY_BE_ABSENT
            if is_named and not (self._root / folder).is_dir():
                self._fault(where, "settings_folder", name=where[-1], found=folder)
        if options is None:
            self._without_plugin(file.get("plugins"))
        for name in ("responsible", "accessibility_statement"):
            if options is not None and not str(options.get(name) or "").strip():
                self._fault((*at, name), f"settings_{name}")
        if (statement := ours.accessibility_statement) and not _STATEMENT.fullmatch(statement):
            place = self._marks.value(*at, "accessibility_statement")
            self._problems.append(warning(place, "settings_statement_elsewhere", found=statement))
        palette = self._palette(look)
        return Settings(
            site_name=site.site_name,
            site_url=site.site_url,
            description=site.site_description,
            lang=lang,
            content=site.docs_dir,
            templates=look.custom_dir,
            repository=site.repo_url,
            style_sheets=site.extra_css,
            logo=look.logo or (_LOGO if (self._root / look.custom_dir / _LOGO).is_file() else ""),
            favicon=look.favicon,
            palette=palette,
            **ours.said(),
            problems=tuple(self._problems),
            marks=self._marks,
        )

    def _palette(self, look: _ThemeSettings) -> Palette | None:
        """The colours that the theme names; without those that could not be read, which are told."""
        named = {one.scheme: one for one in reversed(look.palette)}
        light, dark = named.get("default", _Scheme()), named.get("slate", _Scheme())
        palette = Palette(light.primary or PRIMARY, light.accent or ACCENT, dark.primary, dark.accent)
        for misfit in palette.misfits():
            scheme = "slate" if misfit.is_dark and getattr(dark, misfit.name) else "default"
            number = next((n for n, one in enumerate(look.palette) if one.scheme == scheme), 0)
            at = next(
                (at for at in (("theme", "palette", number), ("theme", "palette")) if at in self._marks.values), ()
            )
            values = {"found": misfit.found, "ground": misfit.ground, "near": misfit.near}
            ratio = f"{misfit.ratio:.2f}".replace(".", ",")
            self._fault((*at, misfit.name), "settings_contrast", ratio=ratio, **values)
        return palette if any((light.primary, light.accent, dark.primary, dark.accent)) else None

    def _without_plugin(self, plugins: Any) -> None:
        """That the settings name our plugin nowhere, and which name is probably meant to be its."""
        listed = plugins if isinstance(plugins, list) else [plugins] if isinstance(plugins, dict) else []
        names = [str(name) for one in listed for name in (one if isinstance(one, dict) else [one])]
        if (near := closest(_NAME, names)) is not None:
            self._fault(("plugins",), "settings_plugin_near", found=near)
        else:
            self._fault(("plugins",), "settings_plugin")

    def _group(self, model: type[G], values: dict[Any, Any], at: Location) -> G:
        """What a group says, without what is faulty in it."""
        said = {str(name): value for name, value in values.items() if value not in (None, "")}
        try:
            return model.model_validate(said)
        except ValidationError as faulty:
            for fault in faulty.errors(include_url=False):
                self._misfit(fault, at, model)
                said.pop(str(fault["loc"][0]), None)
            return model.model_validate(said)

    def _misfit(self, fault: ErrorDetails, at: Location, model: type[BaseModel]) -> None:
        if fault["type"] == "missing":
            within = (*at, *fault["loc"][:-1])
            self._fault(within, "settings_lacks", name=str(fault["loc"][-1]), within=str(within[-1]))
            return
        # The list that is made for one value is no step of its own.
        steps = fault["loc"] if (*at, *fault["loc"][:2]) in self._marks.values else (fault["loc"][0], *fault["loc"][2:])
        where, found = (*at, *steps), fault["input"]
        tell = warning if "palette" in where else error  # Material takes colours by name too
        name = str(next(step for step in reversed(steps) if isinstance(step, str)))
        if fault["type"] == "extra_forbidden":
            if (near := closest(name, model.model_fields)) is not None:
                self._problems.append(error(self._marks.key(*where), "settings_unknown_near", name=name, near=near))
            else:
                tell = warning if at == ("theme",) else error  # a theme's settings may be anybody's
                self._problems.append(tell(self._marks.key(*where), "settings_unknown", name=name))
            return
        takes = next((takes for begin, takes in _TAKES.items() if fault["type"].startswith(begin)), "other")
        takes = "url" if fault["type"] == "string_pattern_mismatch" else takes
        takes = str(fault["ctx"]["error"]) if fault["type"] == "assertion_error" else takes
        words = MessageWords(f"settings.takes_{takes}")
        found = self._said.get(where, found)
        if isinstance(found, dict | list):
            found = yaml.safe_dump(found, default_flow_style=True, allow_unicode=True, width=1_000).strip()
        self._problems.append(tell(self._place(where), "settings_value", name=name, found=found, takes=words))

    def _fault(self, at: Location, code: str, **values: object) -> None:
        self._problems.append(error(self._place(at), code, **values))

    def _place(self, at: Location) -> Place:
        return self._marks.value(*at) if at in self._marks.values else self._marks.key(*at[:-1])


_MAY_BE_ABSENT = ("content", "templates")
"""The folders that a new portal names: git keeps none that is empty, and what is not there comes with the package."""
_TAKES = {
    "bool": "flag",
    "int": "number",
    "greater_than_equal": "count",
    "greater_than": "number",
    "literal": "flag",
    "model": "table",
    "string_type": "text",
    "tuple": "list",
    "list": "list",
    "dict": "table",
}
"""What a setting takes, by how the name of pydantic's error begins."""


def _mark(node: yaml.Node | None, at: Location, marks: Marks) -> None:
    """Put down where each key and each value of a file stands."""
    if node is None or len(at) > _DEEPEST:
        return
    marks.values[at] = node.start_mark.line + 1, node.start_mark.column + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            marks.keys[(*at, str(key.value))] = key.start_mark.line + 1, key.start_mark.column + 1
            _mark(value, (*at, str(key.value)), marks)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            _mark(value, (*at, number), marks)


def _scalars(node: yaml.Node | None, at: Location, said: dict[Location, str]) -> None:
    """Put down what stands at each place of a file, as it was written."""
    if isinstance(node, yaml.ScalarNode):
        said[at] = str(node.value)
    elif isinstance(node, yaml.MappingNode) and len(at) <= _DEEPEST:
        for key, value in node.value:
            _scalars(value, (*at, str(key.value)), said)
    elif isinstance(node, yaml.SequenceNode) and len(at) <= _DEEPEST:
        for number, value in enumerate(node.value):
            _scalars(value, (*at, number), said)


def _plugin_options(plugins: Any) -> tuple[Location, dict[str, Any]] | None:
    """Where our plugin's name stands, and what stands under it, in any form that MkDocs takes; `None` without it."""
    listed = [plugins] if isinstance(plugins, dict) else plugins if isinstance(plugins, list) else []
    for number, one in enumerate(listed):
        if one == _NAME or (isinstance(one, dict) and _NAME in one):
            options = one[_NAME] if isinstance(one, dict) else None
            at: Location = ("plugins", _NAME) if isinstance(plugins, dict) else ("plugins", number, _NAME)
            return at, dict(options) if isinstance(options, dict) else {}
    return None


class _Lenient(yaml.SafeLoader):
    """Passes over the tags that MkDocs knows and this reader does not need."""


def _from_environment(loader: _Lenient, node: yaml.Node) -> Any:
    """`!ENV NAME`, or `!ENV [NAME, OTHER, default]`: what the first variable that is set says, as MkDocs has it."""
    if not isinstance(node, yaml.SequenceNode):
        return os.environ.get(str(node.value))
    names = [str(one) for one in loader.construct_sequence(node)]
    set_ = (os.environ[name] for name in names if name in os.environ)
    return next(set_, loader.construct_object(node.value[-1]) if len(names) > 1 else None)


_Lenient.add_multi_constructor("", lambda loader, suffix, node: None)
_Lenient.add_constructor("!ENV", _from_environment)
