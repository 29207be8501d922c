"""The versions of the package: what each calls otherwise, what is new with it, and what its files were before."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict

__all__ = ["RELEASES", "Release", "number_of", "releases_since"]

RELEASES = Path(__file__).with_name("releases")


class Release(BaseModel):
    """What a portal must know of a version.

    `fields` are old names and new ones by kind of record, `settings` those of mkdocs.yml; the old names are dotted
    paths, in which `*` is each value of a list: `{"meeting": {"agenda.*.result": "outcome"}}`. `folder` has the files
    of ours that the version changed, as they were.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: str
    folder: Path
    fields: Mapping[str, Mapping[str, str]] = {}
    settings: Mapping[str, str] = {}
    new_settings: tuple[str, ...] = ()


def number_of(version: str) -> tuple[int, ...]:
    """A version as numbers that can be compared; raises `ValueError` for what is none."""
    if not re.fullmatch(r"\d+(\.\d+)*", version):
        raise ValueError(version)
    return tuple(map(int, version.split(".")))


def releases_since(version: str, folder: Path = RELEASES) -> list[Release]:
    """The versions after one, the oldest first."""
    later = [path for path in folder.iterdir() if path.is_dir() and number_of(path.name) > number_of(version)]
    return [
        Release(version=path.name, folder=path, **json.loads((path / "release.json").read_text("utf-8")))
        for path in sorted(later, key=lambda path: number_of(path.name))
    ]
