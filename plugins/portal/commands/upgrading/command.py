"""`portal upgrade`: what a new version changes for a portal, with what can be mended by itself mended."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from portal import __version__
from portal.commands.editing.edits import difference
from portal.commands.speaking import Refused
from portal.commands.upgrading.releases import RELEASES, Release, number_of, releases_since
from portal.language.catalogue import Catalogue, catalogue_for
from portal.language.reasons import reason_of
from portal.model.kinds import KINDS
from portal.site.folder import write_files
from portal.source.editing import Unfit, renamed, renamed_setting
from portal.source.layers import PACKAGE
from portal.source.settings import SETTINGS_FILE, PortalSettings, Settings

__all__ = ["Upgrade", "plan_upgrade", "upgrade"]

_PIN_FILE = "requirements.txt"
_PIN = re.compile(r"(?m)^(?P<begin>[ \t]*helsefellesskap-portal(?:\[[\w,-]*\])?[ \t]*==[ \t]*)(?P<version>[\w.]+)")


@dataclass
class Upgrade:
    """What is to be done: the texts of files by path, and in words what a person must look at."""

    texts: dict[str, str] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    def change(self, path: str, before: str, after: str) -> None:
        if after != before:
            self.before.setdefault(path, before)
            self.texts[path] = after


def upgrade(root: Path, settings: Settings, given: str | None, dry_run: bool) -> Iterator[str]:
    """Mend what this version calls otherwise, and tell in lines what it changes. Raises `Refused`."""
    catalogue = catalogue_for(settings.lang)
    t = catalogue.text
    begun = given or _pinned(root)
    if begun is None:
        raise Refused(t("upgrade.unknown", file=_PIN_FILE))
    try:
        is_newer = number_of(begun) > number_of(__version__)
        plan = plan_upgrade(root, settings, begun, catalogue)
    except ValueError:
        raise Refused(t("upgrade.no_version", found=begun)) from None
    except OSError as fault:
        raise Refused(t("upgrade.failed", reason=reason_of(fault, catalogue))) from None
    if is_newer:
        raise Refused(t("upgrade.newer", found=begun, version=__version__))
    yield t("upgrade.versions", found=begun, version=__version__)
    for path in plan.texts:
        yield difference(plan.before[path], plan.texts[path], path)
    yield from plan.told
    if not dry_run:
        try:
            write_files(root, plan.texts)
        except OSError as fault:
            raise Refused(t("upgrade.failed", reason=reason_of(fault, catalogue))) from None
    done = "upgrade.would" if dry_run else "upgrade.done"
    yield catalogue.count(done, len(plan.texts)) if plan.texts else t("upgrade.nothing")


def _pinned(root: Path) -> str | None:
    """The version that the portal asks for, which is the one that it was made with or taken to last."""
    try:
        match = _PIN.search((root / _PIN_FILE).read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return None
    return match["version"] if match else None


def plan_upgrade(
    root: Path, settings: Settings, begun: str, catalogue: Catalogue, folder: Path | None = None
) -> Upgrade:
    """What the versions after `begun` change for a portal; `folder` holds them. Raises `ValueError` for no version."""
    plan, releases = Upgrade(), releases_since(begun, folder or RELEASES)
    for release in releases:
        _rename_fields(root, release, plan, catalogue)
        _rename_settings(root, release, plan, catalogue)
    _tell_of_own(root, settings, releases, plan, catalogue)
    for release in releases:
        for name in release.new_settings:
            known = PortalSettings.model_fields.get(name)
            default = known.default if known else ""
            told = str(default).lower() if isinstance(default, bool) else default or "–"
            plan.told.append(catalogue.text("upgrade.new_setting", name=name, default=told, version=release.version))
    pins = root / _PIN_FILE
    if pins.is_file():
        before = pins.read_bytes().decode("utf-8")
        plan.change(_PIN_FILE, before, _PIN.sub(rf"\g<begin>{__version__}", before))
    return plan


def _rename_fields(root: Path, release: Release, plan: Upgrade, catalogue: Catalogue) -> None:
    for kind in KINDS:
        for old, new in release.fields.get(kind.name, {}).items():
            for file in sorted((root / kind.folder).glob("/".join(["*"] * kind.depth) + ".md")):
                path = file.relative_to(root).as_posix()
                before = plan.texts.get(path) or file.read_bytes().decode("utf-8", "surrogateescape")
                try:
                    plan.change(path, before, renamed(before, old, new))
                except Unfit:
                    plan.told.append(catalogue.text("upgrade.both", path=path, old=old, new=new))


def _rename_settings(root: Path, release: Release, plan: Upgrade, catalogue: Catalogue) -> None:
    file = root / SETTINGS_FILE
    for old, new in release.settings.items() if file.is_file() else ():
        before = plan.texts.get(SETTINGS_FILE) or file.read_bytes().decode("utf-8")
        try:
            plan.change(SETTINGS_FILE, before, renamed_setting(before, old, new))
        except Unfit:
            plan.told.append(catalogue.text("upgrade.both", path=SETTINGS_FILE, old=old, new=new))


def _tell_of_own(
    root: Path, settings: Settings, releases: Sequence[Release], plan: Upgrade, catalogue: Catalogue
) -> None:
    """Tell of the templates and pages that the portal has instead of ours, where ours has changed since."""
    places: Mapping[str, str] = {settings.templates: "templates", settings.content: f"content/{settings.lang}"}
    for own, ours in places.items():
        for file in sorted((root / own).rglob("*")):
            name = file.relative_to(root / own).as_posix()
            # The first version that changed it has it as it was when the portal took it.
            earlier = next((one.folder / ours / name for one in releases if (one.folder / ours / name).is_file()), None)
            if earlier is None or not file.is_file():
                continue
            now, path = PACKAGE / ours / name, f"{own}/{name}"
            if not now.is_file():
                plan.told.append(catalogue.text("upgrade.gone", path=path))
                continue
            before, after = (one.read_text("utf-8", "replace") for one in (earlier, now))
            key = "upgrade.unchanged_copy" if file.read_bytes() == earlier.read_bytes() else "upgrade.original"
            plan.told += [catalogue.text(key, path=path), difference(before, after, f"{ours}/{name}")]
