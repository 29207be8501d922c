"""A portal's settings: one home, `mkdocs.yml`, read here without MkDocs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import Field, PlainValidator
from stdnum.no import orgnr

from portal.language.catalogue import DEFAULT_LANGUAGE, LANGUAGES
from portal.model.common import Part
from portal.model.minisign import BadKey, PublicKey, read_public_key
from portal.model.problems import Place, Problem, error, warning
from portal.model.validation import Validation
from portal.model.values import OneOrMore

__all__ = ["SETTINGS_FILE", "Settings", "portal_root", "read_settings", "settings_from"]

SETTINGS_FILE = "mkdocs.yml"
_NAME = "portal"
_NLOD = "https://data.norge.no/nlod/no/2.0"
"""Norsk lisens for offentlege data, 2.0: the licence of open data where the portal names no other."""
_STATEMENT = re.compile(r"https://(?:www\.)?uustatus\.no/(?:[a-z]{2}/)?erklaringer/publisert/[^/?#\s]+/?")
"""Where the accessibility statement of a public body stands: in the national solution, which such bodies must use
(https://www.uutilsynet.no/tilgjengelighetserklaering/om-tilgjengelegheitserklaering/1128); no other page of it is one.
"""


@dataclass(frozen=True)
class Settings:
    """What a portal says of itself.

    `organisation_number` is that of who answers for the site (`responsible`) in the register of legal entities;
    `report_days` is how old a project's latest report may be; `about` names the
    hand-written pages that the footer links to, `access` the one on how to ask
    for access to documents, `submit` the one to read before submitting a case, as
    paths below `content/`; `edit_path` stands between the repository's address and a
    record's path where the record can be edited. `licence` is the address of the
    licence of the open data; with `open_data_people`, contact data and the names of
    people are part of it. `paper` tells whether meetings and cases are printed as PDF,
    `search` whether the site can be searched; the names of those who met at a meeting are
    found there for `search_names_months` after it.
    `attachment_megabytes` is how big an attachment may be, in millions of bytes;
    `signing_keys` are those that minutes may be signed with, the one in use and all earlier ones.
    """

    site_name: str
    site_url: str = ""
    description: str = ""
    lang: str = DEFAULT_LANGUAGE
    content: str = "content"
    templates: str = "templates"
    responsible: str = ""
    organisation_number: str = ""
    accessibility_statement: str = ""
    repository: str = ""
    edit_path: str = ""
    report_days: int = 90
    about: tuple[str, ...] = ()
    for_bodies: tuple[str, ...] = ()
    access: str = ""
    submit: str = ""
    licence: str = _NLOD
    open_data_people: bool = False
    paper: bool = True
    search: bool = True
    search_names_months: int = 12
    attachment_megabytes: int = 50
    signing_keys: tuple[PublicKey, ...] = ()
    problems: tuple[Problem, ...] = field(default=(), compare=False)

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


_Flag = Annotated[bool, Field(strict=True)]
_Number = Annotated[int, Field(strict=True, gt=0)]
_Path = Annotated[str, Field(strict=True)]


class _Options(Part):
    """The options of the plugin that are not any text, with what is so where nothing is said."""

    organisation_number: Annotated[str, PlainValidator(_organisation_number)] = ""
    report_days: _Number = Settings.report_days
    about: tuple[_Path, ...] = ()
    for_bodies: tuple[_Path, ...] = ()
    licence: Annotated[str, Field(pattern=r"^https?://[^\s/<>\"]+/[^\s<>\"]*$")] = Settings.licence
    open_data_people: _Flag = Settings.open_data_people
    paper: _Flag = Settings.paper
    search: _Flag = Settings.search
    search_names_months: Annotated[int, Field(strict=True, ge=0)] = Settings.search_names_months
    attachment_megabytes: _Number = Settings.attachment_megabytes
    signing_keys: OneOrMore[Annotated[PublicKey, PlainValidator(_signing_key)]] = ()


def read_settings(root: Path) -> Settings:
    """The settings of the portal in `root`."""
    path = root / SETTINGS_FILE
    try:
        loaded = yaml.load(path.read_text("utf-8"), Loader=_Lenient)
    except (OSError, UnicodeDecodeError):
        return Settings("", problems=(error(Place(SETTINGS_FILE), "settings_missing"),))
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        place = Place(SETTINGS_FILE, mark.line + 1, mark.column + 1) if mark else Place(SETTINGS_FILE)
        return Settings("", problems=(error(place, "settings_syntax"),))
    config = loaded if isinstance(loaded, dict) else {}
    theme = config.get("theme")
    theme = theme if isinstance(theme, dict) else {}
    return settings_from(config, theme, _plugin_options(config.get("plugins")))


def portal_root(folder: Path) -> Path:
    """The portal that a folder is in: the nearest folder from it upwards whose `mkdocs.yml` has our plugin.

    Settings that cannot be read as YAML count as a portal's, so that what is wrong with them is told; where there is
    no portal at all, it is the folder itself.
    """
    here = folder.resolve()
    return next((place for place in (here, *here.parents) if _is_portal(place / SETTINGS_FILE)), folder)


def _is_portal(path: Path) -> bool:
    try:
        loaded = yaml.load(path.read_text("utf-8"), Loader=_Lenient)
    except (OSError, UnicodeDecodeError):
        return False
    except yaml.YAMLError:
        return True
    return isinstance(loaded, dict) and _has_plugin(loaded.get("plugins"))


def _has_plugin(plugins: Any) -> bool:
    """Whether our plugin is one of them, in any form that MkDocs takes."""
    if isinstance(plugins, dict):
        return _NAME in plugins
    listed = plugins if isinstance(plugins, list) else []
    return any(one == _NAME or (isinstance(one, dict) and _NAME in one) for one in listed)


def settings_from(config: Any, theme: Any, options: Any) -> Settings:
    """The settings from the site's configuration, its theme's and our plugin's options."""
    lang = str(theme.get("language") or DEFAULT_LANGUAGE)
    problems = []
    if lang not in LANGUAGES:
        problems.append(error(Place(SETTINGS_FILE), "settings_language", found=lang, expected=", ".join(LANGUAGES)))
        lang = DEFAULT_LANGUAGE
    for name in ("responsible", "accessibility_statement"):
        if not str(options.get(name) or "").strip():
            problems.append(error(Place(SETTINGS_FILE), f"settings_{name}"))
    statement = str(options.get("accessibility_statement") or "").strip()
    if statement and not _STATEMENT.fullmatch(statement):
        problems.append(warning(Place(SETTINGS_FILE), "settings_statement_elsewhere", found=statement))
    return Settings(
        site_name=str(config.get("site_name") or ""),
        site_url=str(config.get("site_url") or ""),
        description=str(config.get("site_description") or ""),
        lang=lang,
        content=Path(str(config.get("docs_dir") or "docs")).name,
        templates=Path(str(theme.get("custom_dir") or "templates")).name,
        responsible=str(options.get("responsible") or "").strip(),
        accessibility_statement=statement,
        repository=str(config.get("repo_url") or ""),
        edit_path=str(options.get("edit_path") or ""),
        submit=str(options.get("submit") or ""),
        access=str(options.get("access") or ""),
        **dict(_options(options, problems)),
        problems=tuple(problems),
    )


def _options(options: Any, problems: list[Problem]) -> _Options:
    """What the plugin's options say; one that is faulty is told, and is as if it said nothing."""
    said = {name: value for name in _Options.field_names() if (value := options.get(name)) not in (None, "")}
    validation = Validation()
    found = validation.facts(_Options, said)
    for fault in validation.faults:
        name = str(fault["loc"][0])
        problems.append(error(Place(SETTINGS_FILE), "settings_value", name=name, found=fault["input"]))
    return found or _Options()


def _plugin_options(plugins: Any) -> dict[str, Any]:
    """What stands under our plugin's name, in either form that MkDocs takes."""
    for plugin in [plugins] if isinstance(plugins, dict) else plugins if isinstance(plugins, list) else []:
        if isinstance(plugin, dict) and isinstance(plugin.get(_NAME), dict):
            return dict(plugin[_NAME])
    return {}


class _Lenient(yaml.SafeLoader):
    """Passes over the tags that MkDocs knows and this reader does not need."""


_Lenient.add_multi_constructor("", lambda loader, suffix, node: None)
