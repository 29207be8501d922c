"""A further kind of record, as one adds it: the files that are new, the row of the table of kinds, and the words."""

from __future__ import annotations

import shutil
from pathlib import Path

from support.portals import REPOSITORY

__all__ = ["copied", "with_hearings", "with_words"]

MODEL = '''
"""The hearing: what parties have agreed on, and for how long."""

from __future__ import annotations

from typing import Annotated

from portal.model.common import RecordFacts
from portal.model.values import CaseId, Day, Flag, Id, OrganisationId, OrganisationOrText, PastDay, Refers, Text
from portal.model.vocabulary import Level

HearingId = Annotated[Id, Refers("hearing")]


class Hearing(RecordFacts):
    """The facts of a hearing."""

    parties: tuple[OrganisationOrText, ...] = ()
    body: OrganisationId | None = None
    signed: PastDay | None = None
    ends: Day | None = None
    renewed: Flag = False
    weight: Level | None = None
    place: Text | None = None
    cases: tuple[CaseId, ...] = ()
    replaces: HearingId | None = None
'''

DERIVATION = '''
"""Hearings today."""

from __future__ import annotations

import datetime as dt

from portal.model.hearing import Hearing


def is_in_force(hearing: Hearing, today: dt.date) -> bool:
    """Whether a hearing was signed and has not ended."""
    return hearing.signed is not None and (hearing.ends is None or today <= hearing.ends)
'''

VIEW = '''
"""The page of a hearing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from portal.derived.hearings import is_in_force
from portal.derived.context import Context
from portal.derived.key_facts import KeyFact, key_facts, referrers
from portal.derived.parts import CorrectionRow, Hyperlink, Paper, View
from portal.derived.public import Hold, Record
from portal.model.hearing import Hearing
from portal.model.kinds import CASE
from portal.text.fragment import Fragment
from portal.text.outline import Section


@dataclass(frozen=True)
class HearingPage:
    """What the page shows."""

    lang: str | None
    hold: Hold | None
    facts: tuple[KeyFact, ...]
    is_in_force: bool
    lead: Fragment
    sections: tuple[Section, ...]
    papers: tuple[Paper, ...]
    corrections: tuple[CorrectionRow, ...]


def view(context: Context, hearing: Record[Hearing]) -> View:
    """The page of a hearing."""
    facts, kind = hearing.facts, hearing.kind
    replaced = context.link(("hearing", facts.replaces)) if facts.replaces else None
    lines = (
        ("parties", context.parties(facts.parties)),
        ("signed", facts.signed),
        ("cases", context.links(CASE, facts.cases)),
        ("replaces", replaced),
        *referrers(context, hearing),
    )
    return View(
        template="record/hearing.html",
        address=hearing.address,
        title=context.title(hearing),
        values=HearingPage(
            lang=context.foreign(facts),
            hold=context.hold(hearing),
            facts=key_facts(context, lines),
            is_in_force=is_in_force(facts, context.today),
            lead=hearing.outline.lead,
            sections=hearing.outline.sections,
            papers=context.papers(hearing, facts.attachments),
            corrections=context.corrections(facts),
        ),
        menu=kind.address,
        description=context.t("kind.hearing"),
        source=hearing.path,
        updated=context.updated(hearing.key),
        crumbs=(Hyperlink(context.t(f"menu.{kind.menu_name}"), kind.address),),
    )
'''

TEMPLATE = """
{% import "components.html" as c with context %}
{{ c.hold(hold) }}
{{ c.head(view, kind=t("kind.hearing"), lang=lang) }}
<div class="wrap page">
<p>{{ t("hearing.in_force" if is_in_force else "hearing.over") }}</p>
<dl class="facts">
{{ c.key_facts(facts) }}
</dl>
{{ c.lead(lead, lang) }}
{% for section in sections %}{{ c.section(section, lang) }}{% endfor %}
{% if papers %}
<section aria-labelledby="_papir"><h2 id="_papir">{{ t("hearing.papers") }}</h2>{{ c.papers(papers) }}</section>
{% endif %}
{{ c.corrections(corrections, lang) }}
{{ c.cite_page(view) }}
</div>
"""

IMPORT = "from portal.model.hearing import Hearing\n"
ROW = '    Kind("hearing", "hearings", "/hoyringar/", Hearing, menu=55),\n'

WORDS = {
    "menu.hearings": "Høyringar",
    "kind.hearing": "Høyring",
    "closed.title.hearing": "Ei høyring som er trekt tilbake",
    "change.publication.hearing": "Høyringa er ny her.",
    "hearing.in_force": "Høyringa gjeld i dag.",
    "hearing.over": "Høyringa gjeld ikkje.",
    "hearing.papers": "Vedlegg til høyringa",
    "fact.hearing": "Høyringar om dette",
    "fact.parties": "Partar",
    "fact.signed": "Signert",
    "fact.cases": "Saker",
    "fact.replaces": "Erstattar",
    **{f"changed.{name}": name for name in ("parties", "signed", "ends", "renewed", "weight", "cases", "replaces")},
    "data.register.hearings": "Høyringar",
    "data.about.hearings": "Ei rad for kvar høyring.",
    "data.keywords.hearings": "høyring, helsefellesskap",
    **{
        f"data.column.hearing_{name}": f"Høyringa: {name}."
        for name in (
            "parties", "parties_title", "body", "body_title", "signed", "ends", "renewed", "weight", "place", "cases",
            "cases_title", "replaces", "replaces_title",
        )
    },
}  # fmt: skip
"""The words of the kind; the test wants them in every catalogue, and says the same in both."""


def copied(folder: Path) -> Path:
    """A copy of the package and the templates below a folder, as `portal` and `templates`."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(REPOSITORY / "plugins/portal", folder / "portal", ignore=ignored)
    shutil.copytree(REPOSITORY / "templates", folder / "templates")
    return folder


def with_words(code: Path, words: dict[str, str]) -> None:
    """Put words in every catalogue of the copy that has none by these names yet."""
    for catalogue in (code / "portal/language/locale").rglob("*.po"):
        text = catalogue.read_text("utf-8")
        new = {key: said for key, said in words.items() if f'msgid "{key}"\n' not in text}
        entries = "".join(f'\nmsgid "{key}"\nmsgstr "{said}"\n' for key, said in new.items())
        catalogue.write_text(f"{text}{entries}", encoding="utf-8")


def with_hearings(code: Path) -> None:
    """Add the further kind to the copy: four files, a row and words, and nothing else."""
    for path, text in {
        "portal/model/hearing.py": MODEL,
        "portal/derived/hearings.py": DERIVATION,
        "portal/pages/views/hearing.py": VIEW,
        "templates/record/hearing.html": TEMPLATE,
    }.items():
        (code / path).write_text(text.lstrip("\n"), encoding="utf-8")
    table = code / "portal/model/kinds.py"
    text = table.read_text("utf-8")
    for mark, new in (("from portal.model.case", IMPORT), (")\n# fmt: on\n", ROW)):
        assert text.count(mark) == 1, mark
        text = text.replace(mark, f"{new}{mark}")
    table.write_text(text, encoding="utf-8")
    with_words(code, WORDS)
