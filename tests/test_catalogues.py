"""Catalogues: all languages say the same things, all that is asked for is there, and nothing else."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from enum import Enum
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from portal.checks.guarding.findings import SpotKind, TraceKind
from portal.checks.guarding.inspection import Matter
from portal.commands.editing.new import ASKED
from portal.commands.founding.founding import _BODIES, _PARTNERS
from portal.commands.importing.found import DocumentKind
from portal.derived.labels import EXPLAINED, all_labels
from portal.derived.states import MinutesApproval
from portal.language.catalogue import LANGUAGES, catalogue_for
from portal.model import addresses
from portal.model import vocabulary as v
from portal.model.fields import Field, Form, fields_of, label_of
from portal.model.kinds import KINDS
from portal.model.law.laws import all_laws
from portal.model.law.points import POINTS
from portal.model.organisation import Deadlines
from portal.outputs.data.columns import Column, Type
from portal.outputs.data.registers import REGISTERS
from portal.outputs.paper.enclosures import LEFT_OUT
from portal.outputs.search.names import _FUNCTIONS
from portal.public.facets import OF_MEETINGS, fields_told
from portal.public.visibility import Visibility
from portal.site.manifest import FIELDS
from portal.source.settings.reading import _TAKES
from portal.text.doubts import DoubtKind

REPOSITORY = Path(__file__).parents[1]
SOURCES = sorted((REPOSITORY / "plugins/portal").rglob("*.py"))
TEMPLATES = sorted(path for name in ("templates", "plugins/portal") for path in (REPOSITORY / name).rglob("*.html"))


def names(*enums: type[Enum]) -> set[str]:
    return {str(member.value) for enum in enums for member in enum}


def column_keys(columns: tuple[Column, ...]) -> set[str]:
    """The keys of the messages that tell what columns mean, those of the fields within them too."""
    return {key for column in columns for key in (column.key, *column_keys(column.fields))}


DATA_NAMES = set(addresses.REGISTERS)
DATA_FORMS = {form.replace(".", "_").replace("-", "_") for form in addresses.DATA_FORMATS}
KIND_NAMES = {kind.name for kind in KINDS}
LEVELS = names(v.Level)
METAVARS = {
    *("options", "command", "text", "directory", "dir", "file", "path", "organisation", "meeting", "date", "year"),
    *("title", "kind", "state", "rev", "url", "address", "manifest", "version", "old", "new", "integer", "shell"),
}

KEY_FACTS = {
    "body", "date", "time", "number", "place", "online", "chair", "minutes_by", "submission", "notice_sent",
    "minutes_sent", "approval", "moved_from", "archive_ref", "parent", "authority", "valid", "predecessor", "successor",
    "next_meeting", "email", "phone", "website", "submitted", "submitted_by", "type", "for", "project", "related",
    "mentioned", "together", "closed", "owner", "steering", "period", "phase", "last_report", "next_milestone",
    "partners", "with", "answers", "form", "received", "answered", "answer", "planned", "registration",
    "level", "in_force_from", "in_force_to", "review", "basis", "replaces", "replaced_by", "adopted",
    "adopts", "approves_agreements", "themes",
}  # fmt: skip
"""The lines of `derived.key_facts`, of the page of an organisation, and of the page of components."""

REVIEWED = {
    "number", "title", "type", "case", "presenter", "attachments", "exempt", "approves", "outcome", "vote", "follow_up",
    "start", "end", "place", "online", "cancelled", "moved_from", "archive_ref", "notice_sent", "minutes_sent", "chair",
    "minutes_by", "lang", "submitted", "submitted_by", "for", "project", "owner", "steering", "partners", "period",
    "phase", "workstreams", "milestones", "budget", "risks", "indicators", "reports",
    "level", "parties", "basis", "in_force",
}  # fmt: skip
"""The fields that an import finds, which a review shows."""


def field_keys(fields: tuple[Field, ...]) -> set[str]:
    """How the words of fields may be keyed: by their names, or by those with their groups'."""
    return {key for field in fields for key in (field.name, f"{field.group}_{field.name}", *field_keys(field.fields))}


FIELD_KEYS = field_keys(tuple(field for kind in KINDS for field in fields_of(kind.model)))

FAMILIES: dict[str, set[str]] = {
    "field.{}": {key for key in FIELD_KEYS if f"field.{key}" in catalogue_for("nn")},
    "field_help.{}": {key for key in FIELD_KEYS if f"field_help.{key}" in catalogue_for("nn")},
    "field_form.{}": {*names(Form), "reference_or_text", "many", "one_or_many"},
    "fields.{}": {"field", "value", "help"},
    "deadlines.{}": set(Deadlines.model_fields),
    "new.{}": {f"{kind}_{asked.name}" for kind, fields in ASKED.items() for asked in fields},
    "preview.state_{}": {"new", "changed", "gone"},
    "progress.{}": {"read", "check", "publish", "addresses", "write", "index", "swap", "documents", "paper"},
    "metavar.{}": METAVARS,
    "fact.{}": KEY_FACTS | {kind.name for kind in KINDS if kind.lists_referrers},
    "menu.{}": {kind.menu_name for kind in KINDS} | {"decisions"},
    "organisation.{}": {"owns", "steers", "partner_in"},
    "paper_pdf.left_out.{}": set(LEFT_OUT),
    "item.case_closed.{}": names(v.ClosingOutcome),
    "meeting.approval.{}": names(MinutesApproval),
    "paper_pdf.approval.{}": names(MinutesApproval),
    "authority.{}": names(v.Authority),
    "meeting_form.{}": names(v.MeetingForm),
    "people.{}_at": {"arrived", "left"},
    "people.{}_item": {"arrived", "left"},
    "embed.{}": {*addresses.EMBEDDED},
    "embed.{}_of": {*addresses.EMBEDDED},
    "embed.whole_{}": {*addresses.EMBEDDED},
    "embed.none_{}": {*addresses.EMBEDDED},
    "budget.sum_{}": {"costs", "income"},
    "budget.{}": {"costs", "income"},
    "change.publication.{}": KIND_NAMES,
    "changed.{}": {name for kind in KINDS for name in fields_told(kind.model)}
    | {*OF_MEETINGS, "text", "files", "decisions"} - {"body", "deadline"},
    "case_type.{}": {member.name.lower() for member in v.CaseType},
    "closed.description.{}": {"exempt", "retracted"},
    "closed.title.{}": KIND_NAMES,
    "components.family.{}": set(all_labels(catalogue_for("nn"))),
    "components.part.{}": {
        "fakta",
        "folk",
        "hovud",
        "lister",
        "livsline",
        "melding",
        "mote",
        "nytt",
        "oppgaver",
        "ord",
        "papir",
        "planar",
        "prosjekt",
        "register",
        "sakliste",
        "tilstandar",
        "vedtak",
        "vising",
    },
    "cost_kind.{}": names(v.CostKind),
    "data.about.{}": DATA_NAMES,
    "data.column.{}": column_keys(tuple(column for register in REGISTERS for column in register.columns)),
    "data.format.{}": DATA_FORMS,
    "data.format_about.{}": DATA_FORMS,
    "data.keywords.{}": {*DATA_NAMES, "oparl", "fiks"},
    "data.standard.{}": {"schema_json", "csv_metadata_json", "oparl", "fiks"},
    "data.service.{}": {"oparl", "fiks"},
    "data.{}_described": {"oparl", "fiks"},
    "data.register.{}": DATA_NAMES,
    "data.type.{}": names(Type),
    "facet.{}": {"body", "year", "theme", "state", "type", "responsible", "level", "party"},
    "deadline.{}": {"submission", "notice", "minutes"},
    "deadline.{}_past": {"submission", "notice", "minutes"},
    "draft.was_{}": {"postponed", "returned"},
    "draft.why_{}": {"postponed", "returned"},
    "drawing.meeting_{}": {"held", "coming", "cancelled"},
    "drawing.today_{}": {"before", "after"},
    "drawing.year_{}": {"costs", "income"},
    "followed_up.{}": names(v.FollowUpState),
    "clean.what.{}": names(TraceKind) | {"metadata"},
    "clean.{}": {"damaged", "encrypted", "signed", "too_large", "unknown"},
    "guard_spot.{}": names(SpotKind),
    "import.became_{}": {"written", "merged", "same", "left", "nothing"},
    "import.column_{}": {"file", "kind", "record", "became", "asked", "held", "left"},
    "import.kind_{}": names(DocumentKind),
    "kind.{}": KIND_NAMES,
    "law.name.{}": {law.id for law in all_laws()},
    "law.title.{}": {law.id for law in all_laws()},
    "law.section.{}": {f"{law.id}/{section}" for law in all_laws() for section in law.sections},
    "manifest.field.{}": set(FIELDS),
    "next.{}": names(v.CaseState),
    "organisation_kind.{}": names(v.OrganisationKind),
    "organisation_kinds.{}": names(v.OrganisationKind),
    "paper.accessible.{}": names(v.Accessible),
    "people.{}": {"present", "invited", "secretariat", "observers", "absent"},
    "position.{}": names(v.Position),
    "preview.{}": {"draft", "embargoed"},
    "problem.heading_{}": {"error", "warning"},
    "risk.consequence_{}": LEVELS,
    "init.ask_{}": {"name", "url", "secretariat", "email", "phone", "bodies", "partners"},
    "init.bad_{}": {"url", "email"},
    "init.sign.{}": {kind.value for kind in (*_BODIES, *_PARTNERS)},
    "settings.takes_{}": {*_TAKES.values(), "backend", "colour", "mail_service", "other", "path", "repo", "url"},
    "risk.likelihood_{}": LEVELS,
    "risk.weight_{}": LEVELS,
    "agreement_level.{}": names(v.AgreementLevel),
    "law.point.{}": set(map(str, POINTS)),
    "measure.lacks_{}": {"responsible", "due", "case"},
    "state.agreement.{}": names(v.AgreementState),
    "state.measure.{}": names(v.MeasureState),
    "theme_kind.{}": names(v.ThemeKind),
    "themes.{}": names(v.ThemeKind),
    "themes.number_{}": {"decisions", "cases", "projects", "measures", "agreements"},
    "themes.part_{}": set(addresses.THEME_LISTS),
    "explained.{}": {*EXPLAINED},
    "search.names.{}": {*_FUNCTIONS},
    "state.case.{}": names(v.CaseState),
    "state.change.{}": names(v.ChangeKind),
    "state.closing.{}": names(v.ClosingOutcome),
    "state.follow_up.{}": names(v.FollowUpState),
    "state.health.{}": names(v.Health) | {"none"},
    "state.meeting.{}": names(v.MeetingState),
    "state.milestone.{}": names(v.MilestoneState),
    "state.outcome.{}": names(v.Outcome),
    "state.phase.{}": names(v.Phase),
    "review.field_{}": REVIEWED,
    "review.part_{}": {"what", "responsible", "due", "title", "basis", "public_title"},
    "review.state_{}": {"taken", "asked", "left", "omitted", "held", "furniture"},
    "state.visibility.{}": names(Visibility) - {"public"},
    "verify.{}": {"different", "lacking", "new"},
    "{}.lede": {"bodies", "cases", "decisions", "partners"},
    "{}.title": {"bodies", "cases", "decisions", "partners"},
    "{}_by": {"missing.agenda", "missing.minutes"},
    "meeting.kind_{}": {"minutes", "notice", "plan"},
    "{}_plain": {"permalink.words", "permalink.words_decision"},
    "{}_late": {"missing.agenda", "missing.minutes"},
}
"""The keys that are put together: the pattern as it stands in the source, and all that can fill it."""

MATTERS = names(Matter) - {"identity"}

CODES: dict[str, set[str]] = {
    "guard_unread_{}": {"damaged", "encrypted", "nested", "too_large"},
    "guard_{}": names(TraceKind) | MATTERS,
    "guard_{}_file": MATTERS,
    "id_reserved_{}": {"organisation"},
    "permalink_{}": {"body", "draft", "embargoed"},
    "settings_{}": {"responsible", "accessibility_statement"},
    "text_{}": {kind.value for kind in DoubtKind},
    "wrong_place_{}": {"meeting"},
    "{}_before_meeting": {"due", "done"},
    "{}_circle": {"parent", "predecessor"},
}
"""The codes of problems that are put together, likewise."""

WHOLE = {"state.{}.{}", "problem.{}"}
"""Patterns that are covered otherwise: by the families of states, and by the codes of problems."""

CATALOGUE = re.compile(r"catalogue(_for\(.*\))?\.\w+$", re.DOTALL)
ASKING = {"t": 0, "n": 0, "text": 0, "count": 0, "_by": 1, "_said": 0, "_told": 1, "Phrase": 0, "MessageWords": 0}
TELLING = {"error": 1, "warning": 1, "_lost": 1, "_fault": 1, "_refused": 0, "PydanticCustomError": 0}


def filled(pattern: str, fillings: set[str]) -> set[str]:
    return {pattern.replace("{}", filling) for filling in fillings}


FROM_FAMILIES = {key for pattern, fillings in FAMILIES.items() for key in filled(pattern, fillings)}


def shapes(node: ast.expr | None) -> Iterator[str]:
    """The text that an expression may be: a constant, a pattern with `{}`, each branch of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        parts = (str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        yield "".join(parts)
    elif isinstance(node, ast.IfExp):
        yield from shapes(node.body)
        yield from shapes(node.orelse)


def template_shapes(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Const):
        yield str(node.value)
    elif isinstance(node, nodes.Concat):
        yield "".join(str(part.value) if isinstance(part, nodes.Const) else "{}" for part in node.nodes)
    elif isinstance(node, nodes.CondExpr):
        yield from template_shapes(node.expr1)
        if node.expr2 is not None:
            yield from template_shapes(node.expr2)
    else:
        raise AssertionError(f"line {node.lineno}: a key that cannot be read from the template")


@cache
def calls() -> tuple[tuple[str, str, str], ...]:
    """Every call in the code that asks for a message or tells a problem: its function, the shape, and where."""
    found = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            index = {**ASKING, **TELLING}.get(name)
            if name in ("text", "count") and not CATALOGUE.search(ast.unparse(node.func)):
                continue
            if index is not None and len(node.args) > index:
                place = f"{path.relative_to(REPOSITORY)}:{node.lineno}"
                found += [(name, shape, place) for shape in shapes(node.args[index])]
    return tuple(found)


@cache
def template_keys() -> tuple[tuple[str, str], ...]:
    """Every key that a template asks for, and where."""
    environment = Environment(extensions=["jinja2.ext.do"])
    return tuple(
        (shape, f"{path.relative_to(REPOSITORY)}:{call.lineno}")
        for path in TEMPLATES
        for call in environment.parse(path.read_text("utf-8")).find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in ("t", "n", "each")
        for shape in template_shapes(call.args[0])
    )


@cache
def asked() -> tuple[tuple[str, str], ...]:
    return (*((shape, place) for name, shape, place in calls() if name in ASKING), *template_keys())


@cache
def constants() -> frozenset[str]:
    """Every string that stands in the code."""
    return frozenset(
        node.value
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


@cache
def codes() -> frozenset[str]:
    """Every code of a problem that stands in the code, and every one that is put together."""
    literal = {shape for name, shape, _ in calls() if name in TELLING and "{}" not in shape}
    composed = {code for pattern, fillings in CODES.items() for code in filled(pattern, fillings)}
    wrong = {
        f"value_{argument.value}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_wrong"
        for argument in node.args[:1]
        if isinstance(argument, ast.Constant)
    }
    return frozenset(literal | composed | wrong)


def fields(message: str) -> set[str]:
    """The placeholders of a message."""
    return {name for _, name, _, _ in string.Formatter().parse(message) if name is not None}


def forms(lang: str, key: str) -> tuple[str, ...]:
    message = catalogue_for(lang).raw(key)
    return message if isinstance(message, tuple) else (message,)


KEYS = sorted(catalogue_for("nn").keys())


def test_all_languages_have_the_same_keys() -> None:
    assert all(catalogue_for(lang).keys() == set(KEYS) for lang in LANGUAGES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_key_stands_once_and_says_something(lang: str) -> None:
    path = REPOSITORY / f"plugins/portal/language/locale/{lang}/LC_MESSAGES/portal.po"
    lines = [line for line in path.read_text("utf-8").splitlines() if line.startswith("msgid ")]
    assert len(lines) == len(set(lines))
    with path.open("rb") as file:
        catalog = read_po(file, locale=lang, abort_invalid=True)
    assert str(catalog.locale) == lang
    assert [message.id for message in catalog if message.id and message.fuzzy] == []
    assert [key for key in KEYS if not all(form.strip() for form in forms(lang, key))] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_message_has_one_form_or_as_many_as_the_language_has_plurals(lang: str) -> None:
    with (REPOSITORY / f"plugins/portal/language/locale/{lang}/LC_MESSAGES/portal.po").open("rb") as file:
        plurals = read_po(file, locale=lang).num_plurals
    assert {len(forms(lang, key)) for key in KEYS} == {1, plurals}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_languages_count_the_same_messages_and_have_the_same_placeholders(lang: str) -> None:
    assert [key for key in KEYS if (len(forms("nn", key)) > 1) != (len(forms(lang, key)) > 1)] == []
    ends = [(forms("nn", key)[end], forms(lang, key)[end]) for key in KEYS for end in (0, -1)]
    assert [(one, other) for one, other in ends if fields(one) != fields(other)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_plural_has_all_that_the_singular_has(lang: str) -> None:
    plurals = [forms(lang, key) for key in KEYS if len(forms(lang, key)) > 1]
    assert [all_ for all_ in plurals if not fields(all_[0]) <= fields(all_[-1])] == []
    assert [all_ for all_ in plurals if "number" not in fields(all_[-1]) and all_[0] == all_[-1]] == []


def test_every_field_has_a_name_in_words() -> None:
    def unnamed(fields: tuple[Field, ...]) -> Iterator[str]:
        for field in fields:
            if label_of(field, catalogue_for("nn")) == field.name.capitalize() and f"field.{field.name}" not in KEYS:
                yield f"{field.group}.{field.name}"
            yield from unnamed(field.fields)

    allowed = {name.removeprefix("changed.") for name in KEYS if name.startswith("changed.")}
    found = [one for kind in KINDS for one in unnamed(fields_of(kind.model))]
    assert [one for one in found if one.partition(".")[2] not in allowed] == []


def test_every_key_that_is_asked_for_is_there() -> None:
    missing = [(key, place) for key, place in asked() if "{}" not in key and key not in catalogue_for("nn")]
    assert missing == []


def test_every_key_that_is_put_together_is_of_a_known_family() -> None:
    patterns = {shape for shape, _ in asked() if "{}" in shape}
    states = {pattern for pattern in FAMILIES if pattern.startswith("state.")}
    assert patterns - WHOLE - states == set(FAMILIES) - states


def test_every_member_of_a_family_is_there() -> None:
    assert sorted(key for key in FROM_FAMILIES if key not in catalogue_for("nn")) == []


def test_every_family_is_whole() -> None:
    families = [pattern.partition("{}")[0] for pattern in FAMILIES if pattern.count(".") and pattern.endswith(".{}")]
    ours = {key for key in KEYS for family in families if family != "budget." and key.startswith(family)}
    plain = {shape for shape, _ in asked() if "{}" not in shape}
    assert ours - FROM_FAMILIES - plain - constants() == set()


def test_every_code_of_a_problem_has_a_message() -> None:
    unknown = {shape for name, shape, _ in calls() if name in TELLING and "{}" in shape} - {"value_{}"}
    assert unknown == set(CODES)
    assert sorted(code for code in codes() if f"problem.{code}" not in catalogue_for("nn")) == []


def test_every_message_is_used() -> None:
    plain = {shape for shape, _ in asked() if "{}" not in shape}
    problems = {f"problem.{code}" for code in codes() | constants()}
    unused = set(KEYS) - plain - FROM_FAMILIES - problems - constants()
    assert sorted(unused) == []


def test_a_count_has_two_forms_wherever_it_is_asked_for_in_the_code() -> None:
    counted = {shape for name, shape, _ in calls() if name in ("n", "count")}
    keys = {key for key in counted if "{}" not in key} | filled("problem.heading_{}", {"error", "warning"})
    assert sorted(key for key in keys if len(forms("nn", key)) != 2) == []


def test_a_count_takes_the_form_of_its_number() -> None:
    catalogue = catalogue_for("nn")
    assert catalogue.count("check.passed", 1) == "Éin post er sjekka. Ingen feil."
    assert catalogue.count("check.passed", 0) == "0 postar er sjekka. Ingen feil."
    assert catalogue.count("check.passed", 2) == "2 postar er sjekka. Ingen feil."
    assert catalogue_for("nb").count("check.passed", 1) == "Én post er sjekket. Ingen feil."


def test_an_unknown_key_or_language_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError):
        catalogue_for("nn").text("nowhere.at_all")
    with pytest.raises(ValueError, match="no catalogue for 'en'"):
        catalogue_for("en")


@pytest.mark.parametrize(
    ("lang", "foreign"), [("nn", ("ikke", "hvem", "noen", "saksliste")), ("nb", ("ikkje", "kven"))]
)
def test_no_message_slips_into_the_other_written_language(lang: str, foreign: tuple[str, ...]) -> None:
    words = {key: " ".join(forms(lang, key)).lower().replace(",", " ").replace(".", " ").split() for key in KEYS}
    assert [(key, word) for key in KEYS for word in foreign if word in words[key]] == []
