"""One edit after another: what is linked and published is as from nothing, and what stayed the same is kept."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from portal.linked.portal import LinkedPortal
from portal.model.clock import OSLO
from portal.model.kinds import KINDS
from portal.public.portal import PublicPortal
from portal.public.publishing import Publisher, publish
from portal.site.building import link
from portal.source.reading import PortalReader
from support.every_page import EVERY_PAGE
from support.hidden import hidden_portal
from support.portals import PortalFolder
from support.small import SMALL

MakePortal = Callable[..., PortalFolder]

MOMENT = dt.datetime(2021, 5, 10, 12, tzinfo=OSLO)
WITHHELD = "[utelate]"
EXEMPT = "exempt: {basis: offl. § 13, public_title: Noko som ikkje er ope}"
HOLDS = ("draft: true", EXEMPT, "retracted: {date: 2021-04-01, reason: Feil.}", "publish_after: 2021-06-01T08:00:00")


class Saving:
    """A portal that is edited, read, linked and published again and again, on top of what was there before."""

    def __init__(self, root: Path, preview: bool = False) -> None:
        self.root = root
        self.preview = preview
        self.reader, self.other = PortalReader(root), PortalReader(root)
        self.publisher = Publisher(WITHHELD, preview)
        self.portal: LinkedPortal | None = None

    def save(self, changed: set[str] | None = None) -> PublicPortal:
        self.portal = link(self.reader.read(changed), earlier=self.portal)
        return self.publisher.publish(self.portal, MOMENT)

    def from_nothing(self) -> tuple[LinkedPortal, PublicPortal]:
        portal = link(self.other.read())
        return portal, publish(portal, MOMENT, WITHHELD, self.preview)

    def prove(self, public: PublicPortal) -> None:
        """Hold what was saved against what is made from nothing."""
        portal, plain = self.from_nothing()
        assert self.portal is not None
        names = ("records", "agendas", "closed", "holds", "content", "permalinks", "withdrawn", "signed")
        pairs = [(name, vars(public)[name], vars(plain)[name]) for name in names]
        pairs += [("order", [*public.records], [*plain.records])]
        pairs += [("linked", self.portal.graph.agendas, portal.graph.agendas)]
        assert [name for name, found, expected in pairs if found != expected] == []


def edited(rng: random.Random, root: Path) -> set[str]:
    """The paths of the files that one random edit of a portal changed, as git or an editor would."""
    files = sorted(path for kind in KINDS for path in root.glob(f"{kind.folder}/**/*.md"))
    path = rng.choice(files)
    text = path.read_text("utf-8")
    others = [file for file in files if file != path]
    name = path.relative_to(root).as_posix()
    match rng.randrange(9):
        case 0:
            path.write_text(f"{text}\nEin setning til, {rng.randrange(99)}.\n", "utf-8")
        case 1:
            held = [line for line in text.splitlines(keepends=True) if line.strip() in HOLDS]
            text = text.replace(held[0], "") if held else text.replace("---\n", f"---\n{rng.choice(HOLDS)}\n", 1)
            path.write_text(text, "utf-8")
        case 2:
            lines = text.splitlines(keepends=True)
            title = f"title: Tittel {rng.randrange(5)}\n"
            kept = [line for line in lines if not line.startswith("title:")]
            path.write_text("".join([kept[0], title, *kept[1:]]), "utf-8")
        case 3:
            other = rng.choice(others)
            target = Path(*[".."] * (len(path.relative_to(root).parts) - 1)) / other.relative_to(root)
            anchor = rng.choice(("", "#sak-1-21", "#bakgrunn", f"#{rng.randrange(3)}"))
            words = rng.choice(("saka", other.stem, "Tittel 1"))
            links = f"[{words}]({target.as_posix()}{anchor}) og [nota]({path.stem}/a{rng.randrange(2)}.txt)"
            path.write_text(f"{text}\nSjå {links}.\n", "utf-8")
        case 4 if len(files) > 12:
            path.unlink()
        case 5 if path.parts[-2] != "meetings":
            new = path.with_name(f"{path.stem[:9]}{rng.randrange(9)}.md" if path.parent.name == "cases" else path.name)
            path.rename(new)
            return {name, new.relative_to(root).as_posix()}
        case 6:
            beside = path.with_suffix("") / f"a{rng.randrange(2)}.txt"
            if beside.exists():
                beside.unlink()
            else:
                beside.parent.mkdir(exist_ok=True)
                beside.write_text("nota", "utf-8")
            return {beside.relative_to(root).as_posix()}
        case 7:
            new = root / "cases" / f"2021-ny{rng.randrange(5)}.md"
            facts = f"title: Tittel {rng.randrange(5)}\nrelated: [{rng.choice(files).stem}]"
            new.write_text(f"---\n{facts}\n---\n\nOrd.\n", "utf-8")
            return {new.relative_to(root).as_posix()}
        case 8:
            attached = "attachments: [{title: Nota, file: a0.txt, " + EXEMPT + "}]\n"
            path.write_text(text if "attachments" in text else text.replace("---\n", f"---\n{attached}", 1), "utf-8")
    return {name}


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_edited_it_is_published_as_from_nothing(
    portal: MakePortal, seed: int, pytestconfig: pytest.Config
) -> None:
    files: dict[str, Any] = {**hidden_portal().files, **EVERY_PAGE} if seed % 2 else {**EVERY_PAGE, **SMALL}
    rng, saving = random.Random(seed), Saving(portal(files).root, preview=seed == 3)
    saving.save()
    for _ in range(pytestconfig.getoption("edits")):
        saving.prove(saving.save(edited(rng, saving.root)))


def test_what_stayed_the_same_is_the_same_object(portal: MakePortal) -> None:
    folder = portal({**EVERY_PAGE, **SMALL})
    saving = Saving(folder.root)
    first = saving.save()
    path = "cases/2021-nettside.md"
    text = (folder.root / path).read_text("utf-8")
    folder.write({path: f"{text}\nEin setning til.\n"})
    later = saving.save({path})
    assert {key for key in first.records if later.records[key] is not first.records[key]} == {("case", "2021-nettside")}
    assert all(later.agendas[id_] is agenda for id_, agenda in first.agendas.items())


def test_another_day_is_published_anew(portal: MakePortal) -> None:
    folder = portal({**EVERY_PAGE, **SMALL})
    saving = Saving(folder.root)
    saving.save()
    assert saving.portal is not None
    for days in (1, 40, -3_000, 0):
        moment = MOMENT + dt.timedelta(days=days)
        public, plain = saving.publisher.publish(saving.portal, moment), publish(saving.portal, moment, WITHHELD)
        assert (public.records, public.agendas, public.closed) == (plain.records, plain.agendas, plain.closed)
