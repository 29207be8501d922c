"""Reads `mkdocs.yml` group by group, without MkDocs, and tells what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from portal.language.catalogue import DEFAULT_LANGUAGE, LANGUAGES, say_instead
from portal.language.spelling import closest
from portal.model.colours import ACCENT, PRIMARY, Palette
from portal.model.problems import MessageWords, Place, Problem, error, unreadable, warning
from portal.model.validation import Location
from portal.source.decoding import decode
from portal.source.frontmatter import Marks
from portal.source.settings.groups import STATEMENT, Group, PortalSettings, Scheme, SiteSettings, ThemeSettings
from portal.source.settings.settings import PLUGIN, SETTINGS_FILE, Settings
from portal.source.settings.tree import LenientLoader, mark_places, mark_scalars
from portal.source.words import read_words

__all__ = ["portal_root", "read_settings"]

G = TypeVar("G", bound=Group)
_LOGO = "assets/portal/logo.svg"
"""The logo among a portal's own templates, which needs no setting."""


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
        node = yaml.compose(text, Loader=LenientLoader)
        loaded = yaml.load(text, Loader=LenientLoader)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
        return Settings("", problems=(error(place, "settings_syntax"),))
    marks = Marks(name)
    mark_places(node, (), marks)
    said: dict[Location, str] = {}
    mark_scalars(node, (), said)
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
        loaded = yaml.load(path.read_text("utf-8", errors="replace"), Loader=LenientLoader)
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
        site = self._group(SiteSettings, file, ())
        look = self._group(ThemeSettings, theme if isinstance(theme, dict) else {}, ("theme",))
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
        if (statement := ours.accessibility_statement) and not STATEMENT.fullmatch(statement):
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

    def _palette(self, look: ThemeSettings) -> Palette | None:
        """The colours that the theme names; without those that could not be read, which are told."""
        named = {one.scheme: one for one in reversed(look.palette)}
        light, dark = named.get("default", Scheme()), named.get("slate", Scheme())
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
        if (near := closest(PLUGIN, names)) is not None:
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


def _plugin_options(plugins: Any) -> tuple[Location, dict[str, Any]] | None:
    """Where our plugin's name stands, and what stands under it, in any form that MkDocs takes; `None` without it."""
    listed = [plugins] if isinstance(plugins, dict) else plugins if isinstance(plugins, list) else []
    for number, one in enumerate(listed):
        if one == PLUGIN or (isinstance(one, dict) and PLUGIN in one):
            options = one[PLUGIN] if isinstance(one, dict) else None
            at: Location = ("plugins", PLUGIN) if isinstance(plugins, dict) else ("plugins", number, PLUGIN)
            return at, dict(options) if isinstance(options, dict) else {}
    return None
