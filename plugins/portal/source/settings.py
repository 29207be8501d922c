"""A portal's settings: one home, `mkdocs.yml`, read here without MkDocs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import yaml
from pydantic import AfterValidator, Field, PlainValidator, TypeAdapter, ValidationError
from stdnum.no import orgnr

from portal.language.catalogue import DEFAULT_LANGUAGE, LANGUAGES
from portal.model.minisign import BadKey, PublicKey, read_public_key
from portal.model.problems import Place, Problem, error, warning
from portal.model.values import OneOrMore

__all__ = ["OPTIONS", "SETTINGS_FILE", "Settings", "portal_root", "read_settings", "settings_from"]

SETTINGS_FILE = "mkdocs.yml"
_NAME = "portal"
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


_Flag = Annotated[bool, Field(strict=True)]
_Number = Annotated[int, Field(strict=True, gt=0)]
_Words = Annotated[str, Field(coerce_numbers_to_str=True), AfterValidator(str.strip)]
_Path = Annotated[str, Field(strict=True)]
_Url = Annotated[str, Field(pattern=r"^https?://[^\s/<>\"]+/[^\s<>\"]*$")]


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
    repository: str = ""
    responsible: _Words = ""
    organisation_number: Annotated[str, PlainValidator(_organisation_number)] = ""
    accessibility_statement: _Words = ""
    edit_path: _Words = ""
    report_days: _Number = 90
    about: tuple[_Path, ...] = ()
    for_bodies: tuple[_Path, ...] = ()
    access: _Words = ""
    submit: _Words = ""
    licence: _Url = _NLOD
    open_data_people: _Flag = False
    paper: _Flag = True
    search: _Flag = True
    search_names_months: Annotated[int, Field(strict=True, ge=0)] = 12
    attachment_megabytes: _Number = 50
    signing_keys: OneOrMore[Annotated[PublicKey, PlainValidator(_signing_key)]] = ()
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


_OF_THE_SITE = ("site_name", "site_url", "description", "lang", "content", "templates", "repository", "problems")
OPTIONS: dict[str, Any] = {
    name: sort for name, sort in get_type_hints(Settings, include_extras=True).items() if name not in _OF_THE_SITE
}
"""What `mkdocs.yml` may say under `plugins: - portal:`, by the names of the settings, and what each takes."""


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
    return settings_from(config, theme, _plugin_options(config.get("plugins")) or {})


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
    return isinstance(loaded, dict) and _plugin_options(loaded.get("plugins")) is not None


def settings_from(config: Any, theme: Any, options: Any) -> Settings:
    """The settings from the site's configuration, its theme's and our plugin's options.

    An option that is faulty is told, and is as if it said nothing.
    """
    place = Place(SETTINGS_FILE)
    lang = str(theme.get("language") or DEFAULT_LANGUAGE)
    problems = []
    if lang not in LANGUAGES:
        problems.append(error(place, "settings_language", found=lang, expected=", ".join(LANGUAGES)))
        lang = DEFAULT_LANGUAGE
    said: dict[str, Any] = {}
    for name, sort in OPTIONS.items():
        if (value := options.get(name)) not in (None, ""):
            try:
                said[name] = TypeAdapter(sort).validate_python(value)
            except ValidationError as faulty:
                problems += [error(place, "settings_value", name=name, found=f["input"]) for f in faulty.errors()]
    for name in ("responsible", "accessibility_statement"):
        if not str(options.get(name) or "").strip():
            problems.append(error(place, f"settings_{name}"))
    statement = said.get("accessibility_statement")
    if statement and not _STATEMENT.fullmatch(statement):
        problems.append(warning(place, "settings_statement_elsewhere", found=statement))
    return Settings(
        site_name=str(config.get("site_name") or ""),
        site_url=str(config.get("site_url") or ""),
        description=str(config.get("site_description") or ""),
        lang=lang,
        content=Path(str(config.get("docs_dir") or "docs")).name,
        templates=Path(str(theme.get("custom_dir") or "templates")).name,
        repository=str(config.get("repo_url") or ""),
        **said,
        problems=tuple(problems),
    )


def _plugin_options(plugins: Any) -> dict[str, Any] | None:
    """What stands under our plugin's name, in any form that MkDocs takes; `None` where it is not one of them."""
    for one in [plugins] if isinstance(plugins, dict) else plugins if isinstance(plugins, list) else []:
        if one == _NAME or (isinstance(one, dict) and _NAME in one):
            options = one[_NAME] if isinstance(one, dict) else None
            return dict(options) if isinstance(options, dict) else {}
    return None


class _Lenient(yaml.SafeLoader):
    """Passes over the tags that MkDocs knows and this reader does not need."""


_Lenient.add_multi_constructor("", lambda loader, suffix, node: None)
