"""What `portal check` found, as people read it, and as programs do: JSON, SARIF 2.1.0,
and what GitHub, GitLab and Gitea show beside a line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from portal import __version__
from portal.language.catalogue import Catalogue
from portal.model.problems import Problem, report, set_of

__all__ = ["FORMATS", "reported"]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})
"""What the runner of GitHub's workflows takes for signs of its own (actions/toolkit, `core/src/command.ts`)."""


def reported(format_: str, problems: Sequence[Problem], catalogue: Catalogue, root: Path) -> str:
    """All problems in one of `FORMATS`, the errors first, then by place; empty for no line at all.

    Where a git host is to show them, paths are those of the repository that `root` lies in.
    """
    ordered = sorted(set_of(problems), key=lambda one: (not one.severity.stops_build(), one.place, one.code))
    return _WRITERS[format_](ordered, catalogue, _prefix(root))


def _prefix(root: Path) -> str:
    """What stands before the portal's paths in those of the repository around it."""
    here = root.resolve()
    top = next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), here)
    return "" if top == here else f"{here.relative_to(top).as_posix()}/"


def _text(problems: Sequence[Problem], catalogue: Catalogue, _: str) -> str:
    return report(problems, catalogue)


def _json(problems: Sequence[Problem], catalogue: Catalogue, _: str) -> str:
    found = [
        {
            "path": one.place.path,
            "line": one.place.line,
            "column": one.place.column,
            "severity": one.severity.value,
            "code": one.code,
            "message": one.text(catalogue),
        }
        for one in problems
    ]
    return json.dumps({"problems": found}, ensure_ascii=False, indent=2)


def _github(problems: Sequence[Problem], catalogue: Catalogue, prefix: str) -> str:
    """Workflow commands (docs.github.com, "Workflow commands for GitHub Actions"), a line each."""
    lines = []
    for one in problems:
        path, place = f"{prefix}{one.place.path}".translate(_PROPERTY), one.place
        text = one.text(catalogue).translate(_DATA)
        lines.append(f"::{one.severity.value} file={path},line={place.line},col={place.column}::{text}")
    return "\n".join(lines)


def _sarif(problems: Sequence[Problem], catalogue: Catalogue, prefix: str) -> str:
    """Static Analysis Results Interchange Format 2.1.0 (OASIS); a rule is the code of a problem."""
    rules = sorted({one.code for one in problems})
    results = [
        {
            "ruleId": one.code,
            "ruleIndex": rules.index(one.code),
            "level": one.severity.value,
            "message": {"text": one.text(catalogue)},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(f"{prefix}{one.place.path}"), "uriBaseId": "%SRCROOT%"},
                        "region": {"startLine": one.place.line, "startColumn": one.place.column},
                    }
                }
            ],
        }
        for one in problems
    ]
    driver = {"name": "portal", "version": __version__, "rules": [{"id": code} for code in rules]}
    run = {
        "tool": {"driver": {**driver, "language": catalogue.lang}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _gitlab(problems: Sequence[Problem], catalogue: Catalogue, prefix: str) -> str:
    """A report of code quality as GitLab takes it (docs.gitlab.com, "Code Quality report format")."""
    found = []
    for one in problems:
        path, text = f"{prefix}{one.place.path}", one.text(catalogue)
        told = f"{path}\0{one.code}\0{text}".encode("utf-8", "surrogatepass")
        entry = {
            "description": text,
            "check_name": one.code,
            "fingerprint": hashlib.sha256(told).hexdigest(),
            "severity": "major" if one.severity.stops_build() else "minor",
            "location": {"path": path, "lines": {"begin": max(1, one.place.line)}},
        }
        found.append(entry)
    return json.dumps(found, ensure_ascii=False, indent=2)


def _gitea(problems: Sequence[Problem], catalogue: Catalogue, prefix: str) -> str:
    """A review of a pull request, as Gitea and Forgejo take it (`POST /repos/{owner}/{repo}/pulls/{index}/reviews`)."""
    notes = [
        {
            "path": f"{prefix}{one.place.path}",
            "new_position": max(1, one.place.line),
            "old_position": 0,
            "body": one.text(catalogue),
        }
        for one in problems
    ]
    told = catalogue.count("check.notes", len(problems))
    return json.dumps({"event": "COMMENT", "body": told, "comments": notes}, ensure_ascii=False, indent=2)


_WRITERS: Mapping[str, Callable[[Sequence[Problem], Catalogue, str], str]] = {
    "text": _text,
    "json": _json,
    "github": _github,
    "sarif": _sarif,
    "gitlab": _gitlab,
    "gitea": _gitea,
}
FORMATS = tuple(_WRITERS)
