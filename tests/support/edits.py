"""Random edits of a portal, as its editors and keepers make them: mostly sound, now and then one that breaks it.

Everything is on disk. What was done can be taken back, which is how a broken portal is mended.
"""

from __future__ import annotations

import datetime as dt
import re
import textwrap
from collections.abc import Callable
from pathlib import Path
from random import Random

from support.small import SMALL

__all__ = ["EDITED", "Editor"]

EDITED: dict[str, str] = {path: textwrap.dedent(text).lstrip("\n") for path, text in SMALL.items()} | {
    "cases/2021-vedlegg.md": (
        "---\ntitle: Sak med vedlegg\nsubmitted: 2021-02-01\nfor: [ou]\n"
        "attachments: [{title: Notat, file: notat.txt}]\n---\n\n## Bakgrunn\n\nSjå [notatet](2021-vedlegg/notat.txt).\n"
    ),
    "cases/2021-vedlegg/notat.txt": "Notat.\n",
    "cases/2021-utkast.md": "---\ntitle: Utkast\ndraft: true\nfor: [ssu]\n---\n\nTekst.\n",
    "cases/2021-seinare.md": "---\ntitle: Seinare\npublish_after: 2021-06-01\nfor: [ou]\n---\n\nTekst.\n",
    "meetings/ou/2021-04-08.md": (
        "---\nnumber: 2/2021\nstart: 09:00\nplace: Rådhuset\nagenda:\n"
        "  - {number: 01/21, case: 2021-vedlegg, outcome: endorsed}\n---\n\n## 01/21\n\n### Vedtak\n\nTilrådd.\n"
    ),
    "organisations/sekretariatet.md": (
        "---\ntitle: Sekretariatet\nkind: secretariat\ncontact: {phone: 55 00 11 22}\n---\n"
    ),
    "projects/vidare.md": "---\ntitle: Vidare arbeid\nowner: helse-fjord\nphase: idea\n---\n\nTekst.\n",
}
"""A portal with all kinds of records, some held back."""

_WORDS = "arbeid barn frist gruppe helse kommune møte nettside plan rapport sak teneste unge vedtak økonomi".split()
_HELD = (
    "draft: true",
    "publish_after: 2021-05-20",
    'exempt: {basis: "offentleglova § 23 første ledd", public_title: Unnateke, until: 2021-08-01}',
    "retracted: {date: 2021-03-02, reason: Feil}",
)
_SETTINGS = (
    ("site_name: Helsefellesskapet i bergensområdet", "site_name: Eit anna namn"),
    ("report_days: 90", "report_days: 10"),
    ("search: false", "search: true"),
    ("paper: false", "paper: true"),
    ("language: nn", "language: nb"),
    ("open_data_people: false", "open_data_people: true"),
    ("access: innsyn.md", 'access: ""'),
)
_TEMPLATES = ("record/case.html", "record/meeting.html", "register/decisions.html", "front.html", "document.html")
_MESSAGES = ("menu.meetings", "kind.case", "decision.title", "fact.project", "menu.cases")
_BREAKS: tuple[tuple[str, str], ...] = (
    ("title:", "title: [\n#"),
    ("title:", "project: finst-ikkje\ntitle:"),
    ("title:", "ukjent_felt: ja\ntitle:"),
    ("title:", "ttile:"),
)
DAYS = [dt.date(2021, 1, 10) + dt.timedelta(days=19 * turn) for turn in range(20)]
_RECORD_FOLDERS = ("cases", "meetings", "projects", "organisations")


class Editor:
    """Edits the portal in `root`, and the words in `locale`, a copy of the catalogues' folder.

    `day` is the day of the builds. `step` makes one edit and tells it; `undo` takes back the last one.
    """

    def __init__(self, root: Path, locale: Path, chance: Random) -> None:
        self.day = dt.date(2021, 5, 10)
        self._root, self._locale, self._chance = root, locale, chance
        self._before: dict[Path, bytes | None] = {}
        self._day_before = self.day
        self._deleted: dict[str, bytes] = {}
        self._turn = 0
        # fmt: off
        self._edits: dict[Callable[[], str], int] = {
            self._body: 5, self._title: 4, self._organisation_title: 3, self._field: 3, self._add: 3, self._delete: 3,
            self._add_again: 3, self._rename: 3, self._hold_back: 4, self._attach: 4, self._detach: 2,
            self._template: 3, self._asset: 1, self._word: 1, self._setting: 4, self._written: 2, self._move_day: 3,
            self._break: 3, self._break_template: 1,
        }
        # fmt: on

    def step(self) -> str:
        """Make an edit; what was done, in words."""
        self._turn += 1
        self._before, self._day_before = {}, self.day
        while True:
            [edit] = self._chance.choices([*self._edits], [*self._edits.values()])
            if done := edit():
                return done

    def undo(self) -> None:
        """Take the last edit back."""
        self.day = self._day_before
        for path, content in self._before.items():
            self._put(path, content)

    @property
    def has_new_words(self) -> bool:
        """Whether the last edit changed the catalogue, which programs read once."""
        return any(path.suffix == ".po" for path in self._before)

    # -- records

    def _body(self) -> str:
        path = self._some_record()
        return self._append(path, f"\n{self._say(9).capitalize()}.\n")

    def _title(self) -> str:
        return self._retitle(self._some_record("cases", "projects"))

    def _organisation_title(self) -> str:
        return self._retitle(self._some_record("organisations"))

    def _retitle(self, path: Path) -> str:
        return self._change(path, r"(?m)^title: .*$", f"title: {self._say(3).capitalize()} {self._turn}")

    def _field(self) -> str:
        """A field comes, or is another than it was."""
        name, value = self._chance.choice(
            (
                ("place", f"Rom {self._turn}"),
                ("short", f"K{self._turn}"),
                ("aliases", f"[/gamal/{self._turn}/]"),
                ("corrections", "[{date: 2021-04-01, what: Retta eit tal.}]"),
                ("cancelled", "{reason: For få kunne møte.}"),
            )
        )
        folders = {"place": ["meetings"], "cancelled": ["meetings"], "short": ["organisations"]}
        path = self._some_record(*folders.get(name, ["cases", "meetings"]))
        return self._set(path, name, value)

    def _hold_back(self) -> str:
        """A case or a meeting is held back, or no longer."""
        path = self._some_record("cases", "meetings")
        text = path.read_text("utf-8")
        open_again = re.sub(r"(?m)^(draft|publish_after|exempt|retracted): .*\n", "", text)
        if open_again != text and "title:" in open_again:
            return self._write(path, open_again, "open again")
        name, _, value = self._chance.choice(_HELD).partition(": ")
        return self._set(path, name, value)

    def _add(self) -> str:
        number = f"{self._turn:03}"
        body = self._chance.choice(sorted(path.name for path in (self._root / "meetings").iterdir()))
        path, text = self._chance.choice(
            (
                (f"cases/2021-ny-{number}.md", f"---\ntitle: {self._say(3).capitalize()}\nfor: [ssu]\n---\n\nTekst.\n"),
                (f"projects/nytt-{number}.md", f"---\ntitle: Prosjekt {number}\nowner: alver\nphase: active\n---\n"),
                (f"organisations/part-{number}.md", f"---\ntitle: Part {number}\nkind: municipality\n---\n"),
                (
                    f"meetings/{body}/{dt.date(2020, 1, 1) + dt.timedelta(days=self._turn % 600)}.md",
                    f"---\nagenda:\n  - {{title: Sak {number}, outcome: noted}}\n---\n\nMøtet var kort.\n",
                ),
            )
        )
        return "" if (self._root / path).exists() else self._write(self._root / path, text, "new")

    def _delete(self) -> str:
        path = self._some_record()
        name = self._name(path)
        is_named = any(name in other.read_text("utf-8") for other in self._records() if other != path)
        if is_named and self._chance.random() < 0.8:
            return ""  # what others refer to is taken away now and then, which breaks the portal
        self._deleted[path.relative_to(self._root).as_posix()] = path.read_bytes()
        for file in self._beside(path):
            self._put(file, None)
        self._put(path, None)
        return f"{path.relative_to(self._root)}: deleted"

    def _add_again(self) -> str:
        there = [path for path in self._deleted if not (self._root / path).exists()]
        if not there:
            return ""
        path = self._chance.choice(there)
        return self._write(self._root / path, self._deleted.pop(path).decode(), "there again")

    def _rename(self) -> str:
        """A record has another id; whoever refers to it, too."""
        path = self._some_record("cases", "projects", "organisations")
        old = path.stem
        new = f"{re.sub(r'-x[0-9]+$', '', old)}-x{self._turn}"
        if self._chance.random() < 0.5 and path.parent.name == "cases":
            self._set(path, "aliases", f"[/saker/{old}/]")
        for other in self._records():
            text = other.read_text("utf-8")
            renamed = re.sub(rf"(?<![\w-]){re.escape(old)}(?![\w-]|/\])", new, text)
            if renamed != text:
                self._put(other, renamed.encode())
        moved = [path, *self._beside(path), *(self._root / "meetings" / old).glob("**/*.*")]
        for file in moved:
            parts = [new if part == old else part for part in file.relative_to(self._root).parts]
            target = self._root.joinpath(*parts)
            self._put(target.with_stem(new) if file == path else target, file.read_bytes())
            self._put(file, None)
        return f"{path.relative_to(self._root)}: now {new}"

    # -- attachments

    def _attach(self) -> str:
        """An attachment comes or is another; it is named in the record, or only lies beside it."""
        path = self._some_record("cases", "meetings")
        file = path.with_suffix("") / self._chance.choice(["notat.txt", "merknad.txt"])
        if not file.exists() and self._chance.random() < 0.5:
            self._set(path, "attachments", f"[{{title: Vedlegg, file: {file.name}}}]")
        return self._write(file, f"{self._say(6)} {self._turn}\n", "attached")

    def _detach(self) -> str:
        files = [file for path in self._records() for file in self._beside(path)]
        if not files:
            return ""
        file = self._chance.choice(files)
        self._put(file, None)
        return f"{file.relative_to(self._root)}: deleted"

    # -- all else that a site is made of

    def _template(self) -> str:
        path = self._root / "templates" / self._chance.choice(_TEMPLATES)
        return self._append(path, f"<!-- {self._turn} -->\n")

    def _asset(self) -> str:
        path = self._root / "templates/assets/portal" / self._chance.choice(["portal.css", "facets.js"])
        return self._append(path, f"/* {self._turn} */\n")

    def _word(self) -> str:
        key = self._chance.choice(_MESSAGES)
        path = self._locale / "nn/LC_MESSAGES/portal.po"
        self._change(path, rf'(?m)^(msgid "{re.escape(key)}"\nmsgstr ").*"$', rf'\g<1>Ord {self._turn}"')
        return f"the words of {key}: Ord {self._turn}"

    def _setting(self) -> str:
        here, there = self._chance.choice(_SETTINGS)
        path = self._root / "mkdocs.yml"
        if here not in path.read_text("utf-8"):
            here, there = there, here
        return self._change(path, re.escape(here), there)

    def _written(self) -> str:
        path = self._chance.choice([self._root / "content/om.md", self._root / f"content/side-{self._turn}.md"])
        if not path.exists():
            return self._write(path, f"# Side {self._turn}\n\nSjå [sakene](saker/index.md).\n", "new")
        return self._append(path, f"\n{self._say(9).capitalize()}.\n")

    def _move_day(self) -> str:
        """Another day, and a save on it: a preview looks at the clock when something was saved."""
        self.day = self._chance.choice(DAYS)
        return f"{self.day}; {self._body()}"

    # -- what breaks the portal

    def _break(self) -> str:
        sound, broken = self._chance.choice(_BREAKS)
        return self._change(self._some_record(), re.escape(sound), broken)

    def _break_template(self) -> str:
        return self._append(self._root / "templates" / self._chance.choice(_TEMPLATES), "{% if %}\n")

    # -- on disk

    def _records(self) -> list[Path]:
        return sorted(path for folder in _RECORD_FOLDERS for path in (self._root / folder).rglob("*.md"))

    def _some_record(self, *folders: str) -> Path:
        kinds = folders or _RECORD_FOLDERS
        found = [path for path in self._records() if path.relative_to(self._root).parts[0] in kinds]
        return self._chance.choice(found)

    def _name(self, path: Path) -> str:
        """The id of a record as others name it."""
        name = path.relative_to(self._root).with_suffix("").as_posix()
        return name.partition("/")[2]

    def _beside(self, path: Path) -> list[Path]:
        """The files in a record's own folder."""
        return sorted(file for file in path.with_suffix("").rglob("*") if file.is_file() and file.suffix != ".md")

    def _say(self, words: int) -> str:
        return " ".join(self._chance.choices(_WORDS, k=words))

    def _set(self, path: Path, name: str, value: str) -> str:
        text = path.read_text("utf-8")
        line = f"{name}: {value}"
        changed, number = re.subn(rf"(?m)^{name}: .*$", line.replace("\\", r"\\"), text, count=1)
        return self._write(path, changed if number else text.replace("---\n", f"---\n{line}\n", 1), line)

    def _change(self, path: Path, pattern: str, by: str) -> str:
        text = path.read_text("utf-8")
        changed = re.sub(pattern, by, text, count=1)
        return self._write(path, changed, by) if changed != text else ""

    def _append(self, path: Path, words: str) -> str:
        return self._write(path, path.read_text("utf-8") + words, f"+ {words.strip()}")

    def _write(self, path: Path, text: str, what: str) -> str:
        self._put(path, text.encode())
        shown = path.relative_to(self._root) if path.is_relative_to(self._root) else path.name
        return f"{shown}: {what}"

    def _put(self, path: Path, content: bytes | None) -> None:
        """Write a file, or take it away; what there was is remembered."""
        self._before.setdefault(path, path.read_bytes() if path.exists() else None)
        if content is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        elif path.exists():
            path.unlink()
            if path.parent != self._root and not any(path.parent.iterdir()):
                path.parent.rmdir()
