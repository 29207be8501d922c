"""A fifth kind of record, as one adds it: the files that are new, the row of the table of kinds, and the words."""

from __future__ import annotations

import shutil
from pathlib import Path

from support.portals import REPOSITORY

__all__ = ["copied", "with_agreements", "with_words"]

MODEL = '''
"""The agreement: what parties have agreed on, and for how long."""

from __future__ import annotations

from typing import Annotated

from portal.model.common import RecordFacts
from portal.model.values import CaseId, Day, Flag, Id, OrganisationId, OrganisationOrText, PastDay, Refers, Text
from portal.model.vocabulary import Level

AgreementId = Annotated[Id, Refers("agreement")]


class Agreement(RecordFacts):
    """The facts of an agreement."""

    parties: tuple[OrganisationOrText, ...] = ()
    body: OrganisationId | None = None
    signed: PastDay | None = None
    ends: Day | None = None
    renewed: Flag = False
    weight: Level | None = None
    place: Text | None = None
    cases: tuple[CaseId, ...] = ()
    replaces: AgreementId | None = None
'''

DERIVATION = '''
"""Agreements today."""

from __future__ import annotations

import datetime as dt

from portal.model.agreement import Agreement


def is_in_force(agreement: Agreement, today: dt.date) -> bool:
    """Whether an agreement was signed and has not ended."""
    return agreement.signed is not None and (agreement.ends is None or today <= agreement.ends)
'''

VIEW = '''
"""The page of an agreement."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from portal.derived.agreements import is_in_force
from portal.derived.context import Context
from portal.derived.key_facts import KeyFact, key_facts, referrers
from portal.derived.parts import CorrectionRow, Hyperlink, Paper, View
from portal.derived.public import Hold, Record
from portal.model.agreement import Agreement
from portal.model.kinds import CASE
from portal.text.fragment import Fragment
from portal.text.outline import Section


@dataclass(frozen=True)
class AgreementPage:
    """What the page shows."""

    lang: str | None
    hold: Hold | None
    facts: tuple[KeyFact, ...]
    is_in_force: bool
    lead: Fragment
    sections: tuple[Section, ...]
    papers: tuple[Paper, ...]
    corrections: tuple[CorrectionRow, ...]


def view(context: Context, agreement: Record[Agreement]) -> View:
    """The page of an agreement."""
    facts, kind = agreement.facts, agreement.kind
    replaced = context.link(("agreement", facts.replaces)) if facts.replaces else None
    lines = (
        ("parties", context.parties(facts.parties)),
        ("signed", facts.signed),
        ("cases", context.links(CASE, facts.cases)),
        ("replaces", replaced),
        *referrers(context, agreement),
    )
    return View(
        template="record/agreement.html",
        address=agreement.address,
        title=context.title(agreement),
        values=AgreementPage(
            lang=context.foreign(facts),
            hold=context.hold(agreement),
            facts=key_facts(context, lines),
            is_in_force=is_in_force(facts, context.today),
            lead=agreement.outline.lead,
            sections=agreement.outline.sections,
            papers=context.papers(agreement, facts.attachments),
            corrections=context.corrections(facts),
        ),
        menu=kind.address,
        description=context.t("kind.agreement"),
        source=agreement.path,
        updated=context.updated(agreement.key),
        crumbs=(Hyperlink(context.t(f"menu.{kind.menu_name}"), kind.address),),
    )
'''

TEMPLATE = """
{% import "components.html" as c with context %}
{{ c.hold(hold) }}
{{ c.head(view, kind=t("kind.agreement"), lang=lang) }}
<div class="wrap page">
<p>{{ t("agreement.in_force" if is_in_force else "agreement.over") }}</p>
<dl class="facts">
{{ c.key_facts(facts) }}
</dl>
{{ c.lead(lead, lang) }}
{% for section in sections %}{{ c.section(section, lang) }}{% endfor %}
{% if papers %}
<section aria-labelledby="_papir"><h2 id="_papir">{{ t("agreement.papers") }}</h2>{{ c.papers(papers) }}</section>
{% endif %}
{{ c.corrections(corrections, lang) }}
{{ c.cite_page(view) }}
</div>
"""

IMPORT = "from portal.model.agreement import Agreement\n"
ROW = '    Kind("agreement", "agreements", "/avtalar/", Agreement, menu=55),\n'

WORDS = {
    "menu.agreements": "Avtalar",
    "kind.agreement": "Avtale",
    "closed.title.agreement": "Ein avtale som er trekt tilbake",
    "change.publication.agreement": "Avtalen er ny her.",
    "agreement.in_force": "Avtalen gjeld i dag.",
    "agreement.over": "Avtalen gjeld ikkje.",
    "agreement.papers": "Vedlegg til avtalen",
    "fact.agreement": "Avtalar om dette",
    "fact.parties": "Partar",
    "fact.signed": "Signert",
    "fact.cases": "Saker",
    "fact.replaces": "Erstattar",
    **{f"changed.{name}": name for name in ("parties", "signed", "ends", "renewed", "weight", "cases", "replaces")},
    "data.register.agreements": "Avtalar",
    "data.about.agreements": "Ei rad for kvar avtale.",
    "data.keywords.agreements": "avtale, helsefellesskap",
    **{
        f"data.column.agreement_{name}": f"Avtalen: {name}."
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


def with_agreements(code: Path) -> None:
    """Add the fifth kind to the copy: four files, a row and words, and nothing else."""
    for path, text in {
        "portal/model/agreement.py": MODEL,
        "portal/derived/agreements.py": DERIVATION,
        "portal/pages/views/agreement.py": VIEW,
        "templates/record/agreement.html": TEMPLATE,
    }.items():
        (code / path).write_text(text.lstrip("\n"), encoding="utf-8")
    table = code / "portal/model/kinds.py"
    text = table.read_text("utf-8")
    for mark, new in (("from portal.model.case", IMPORT), (")\n# fmt: on\n", ROW)):
        assert text.count(mark) == 1, mark
        text = text.replace(mark, f"{new}{mark}")
    table.write_text(text, encoding="utf-8")
    with_words(code, WORDS)
