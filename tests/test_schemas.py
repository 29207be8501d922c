"""The schemas of the front matter: as strict as the reader, in the portal's language, and of use in a real editor."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner, Result

from portal.commands.cli import main
from portal.commands.editing.storing import problems_in
from portal.commands.schemas.command import SCHEMAS, schema_files
from portal.language.catalogue import LANGUAGES
from portal.model.kinds import KINDS
from portal.source.settings import read_settings
from support.language_server import LanguageServer, language_server
from support.portals import EPOCH, REPOSITORY, PortalFolder, make_portal
from support.programs import need

FILES: dict[str, str | bytes] = {
    "organisations/ou.md": "---\ntitle: Områdeutvalet\nshort: OU\nkind: area\n---\n",
    "organisations/vik-kommune.md": "---\ntitle: Vik kommune\nkind: municipality\n---\n",
    "cases/2021-ferje.md": "---\ntitle: Ferje til øyane\n---\n",
    "meetings/ou/2021-03-04.md": "---\nnumber: 1/2021\n---\n",
}


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> PortalFolder:
    return make_portal(tmp_path_factory.mktemp("schemas"), FILES)


def schemas(root: Path) -> dict[str, dict[str, Any]]:
    files = schema_files(root, read_settings(root))
    return {kind.name: json.loads(files[f"{SCHEMAS}/{kind.name}.json"]) for kind in KINDS}


class Reader(yaml.SafeLoader):
    """Reads as YAML 1.2 does, and editors with it: a date is a text, and so is `yes`."""


Reader.yaml_implicit_resolvers = {}
for tag, form, signs in (
    ("int", r"[-+]?\d+", "-+0123456789"),
    ("bool", "true|false", "tf"),
    ("null", "|~|null", ["", "~", "n"]),
):
    Reader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{form})$"), list(signs))


def said(schema: dict[str, Any], text: str) -> Any:
    """The front matter of a record, with the keys as JSON has them."""
    assert schema
    return json.loads(json.dumps(yaml.load(text.split("---\n")[1], Reader)))


def faults(schema: dict[str, Any], text: str) -> list[str]:
    """Where a schema finds a fault, as a path of names."""
    validator = jsonschema.Draft7Validator(schema)
    return sorted("/".join(map(str, fault.path)) for fault in validator.iter_errors(said(schema, text)))


def test_every_record_of_the_sample_is_right_by_its_schema() -> None:
    made = schemas(REPOSITORY)
    for kind in KINDS:
        jsonschema.Draft7Validator.check_schema(made[kind.name])
        files = sorted((REPOSITORY / kind.folder).rglob("*.md"))
        assert files
        assert {file.name: faults(made[kind.name], file.read_text("utf-8")) for file in files} == {
            file.name: [] for file in files
        }


@pytest.mark.parametrize(
    ("kind", "front", "wrong"),
    [
        ("case", "title: A\ntilstand: open", [""]),
        ("case", "submitted: 2021-01-01", [""]),
        ("case", "exempt: {basis: offl. § 13, public_title: A}", []),
        ("case", "exempt: {basis: offl. § 13}", ["exempt"]),
        ("case", "title: A\nsubmitted: 1. mai", ["submitted"]),
        ("case", "title: A\nfor: [ou, ukjend]", ["for/1"]),
        ("case", "title: A\ntype: D/V", []),
        ("case", "title: A\ntype: X", ["type"]),
        ("case", "title: 2021\nlang:", []),
        ("case", "title: A\nsubmitted_by: {organisation: Vegvesenet}", []),
        ("case", "title: A\nsubmitted_by: {organisation: vik-komune}", ["submitted_by/organisation"]),
        ("meeting", "start: kl. 10", ["start"]),
        ("meeting", "cancelled: true", []),
        ("meeting", "cancelled: {reason: Snøstorm}", []),
        ("meeting", "present: [Kari (leiar), {name: Ola, organisation: ou}]", []),
        ("meeting", "present: [{role: leiar}]", ["present/0"]),
        ("meeting", "agenda: [{case: 2021-ferje, outcome: approved}]", []),
        ("meeting", "agenda: [{case: [2021-ferje, 2021-bru]}]", ["agenda/0/case"]),
        ("meeting", "agenda: [{outcome: godkjent}]", ["agenda/0/outcome"]),
        ("meeting", "agenda: [{title: A, vote: unanimous}, {title: B, vote: {for: 7, against: 2}}]", []),
        ("meeting", "agenda: [{vote: {for: 7}}]", ["agenda/0/vote"]),
        ("meeting", "agenda: [{follow_up: [{due: 2021-02-02}]}]", ["agenda/0/follow_up/0"]),
        ("meeting", "agenda: [{title: A, approves: ou/2021-03-04}]", []),
        ("project", "title: A\nbudget: {years: [2021], costs: [{item: B, amounts: {2021: 300 000, 2022: }}]}", []),
        (
            "project",
            "title: A\nbudget: {years: [2021], costs: [{item: B, amounts: {i fjor: 3}}]}",
            ["budget/costs/0/amounts"],
        ),
        ("organisation", "title: A", [""]),
        ("organisation", "title: A\nkind: area\nvalid: {from: 2021, to: 2022-03}", []),
        ("organisation", "title: A\nkind: area\ncontact: {email: kari}", ["contact/email"]),
    ],
)
def test_a_schema_is_as_strict_as_the_reader(portal: PortalFolder, kind: str, front: str, wrong: list[str]) -> None:
    schema = schemas(portal.root)[kind]
    found = faults(schema, f"---\n{front}\n---\n")
    assert bool(found) == bool(wrong)
    assert [one for one in wrong if not any(one.startswith(place) for place in found)] == []
    path = "meetings/ou/2021-05-05.md" if kind == "meeting" else f"{kind}s/provd.md"
    told = problems_in(portal.root, read_settings(portal.root), {path: f"---\n{front}\n---\n"})
    assert bool([one for one in told if one.severity.stops_build()]) == bool(wrong), told


def test_the_words_are_those_of_the_portals_language(portal: PortalFolder) -> None:
    settings = read_settings(portal.root)
    made = {
        lang: json.loads(schema_files(portal.root, replace(settings, lang=lang))[f"{SCHEMAS}/meeting.json"])
        for lang in LANGUAGES
    }
    absent = {lang: made[lang]["properties"]["minutes_sent"]["description"] for lang in LANGUAGES}
    assert absent == {"nn": "Dagen referatet blei lagt ut.", "nb": "Dagen referatet ble lagt ut."}
    case = made["nn"]["definitions"]["case_id"]
    assert (case["enum"], case["enumDescriptions"]) == (["2021-ferje"], ["Ferje til øyane"])


def test_the_command_says_one_schema_or_writes_them_all(portal: PortalFolder) -> None:
    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["--root", str(portal.root), "schema", *arguments])

    assert json.loads(run("case").output) == schemas(portal.root)["case"]
    written = run("--write")
    assert written.output.split() == [f"{SCHEMAS}/{name}.json" for name in sorted(kind.name for kind in KINDS)]
    assert json.loads((portal.root / SCHEMAS / "meeting.json").read_text("utf-8")) == schemas(portal.root)["meeting"]
    for wrong in ((), ("case", "--write")):
        refused = run(*wrong)
        assert (refused.exit_code, "Vel eit slag, eller --write for alle." in refused.output) == (2, True)
    assert run("sak").exit_code == 2


# -- in an editor


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new portal, with the settings and the schemas that its editor finds."""
    folder = tmp_path_factory.mktemp("editor") / "portal"
    given = ("--yes", "--name", "Fjordane", "--body", "Områdeutvalet (OU)", "--partner", "Vik kommune")
    made = CliRunner().invoke(main, ["init", str(folder), *given], env={"SOURCE_DATE_EPOCH": EPOCH})
    assert made.exit_code == 0, made.output
    return folder


@pytest.fixture(scope="module")
def editor(founded: Path) -> Iterator[LanguageServer]:
    """yaml-language-server with the settings of the new portal."""
    told = json.loads((founded / ".vscode/settings.json").read_text("utf-8"))
    ours = {name.partition(".")[2]: value for name, value in told.items() if name.startswith("yaml.")}
    settings = {"yaml": {**ours, "schemaStore": {"enable": False}}}
    with language_server([need("yaml-language-server"), "--stdio"], founded, settings) as server:
        yield server


def test_an_editor_has_a_schema_for_every_kind(founded: Path) -> None:
    told = json.loads((founded / ".vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    assert {path: pattern.partition("/")[0] for path, pattern in told.items()} == {
        f"./{SCHEMAS}/{kind.name}.json": kind.folder for kind in KINDS
    }
    assert all((founded / path).is_file() for path in told)


def test_an_editor_completes_fields_values_and_ids(editor: LanguageServer) -> None:
    def offered(path: str, text: str) -> dict[str, str]:
        answer = editor.at("textDocument/completion", path, text)
        return {one["label"]: json.dumps(one.get("documentation", ""), ensure_ascii=False) for one in answer["items"]}

    fields = offered("meetings/ou/2021-01-01.md", "---\nmin|\n")
    assert "Dagen referatet blei lagt ut." in fields["minutes_sent"]
    assert {"outcome", "case", "follow_up"} <= {*offered("meetings/ou/2021-01-02.md", "---\nagenda:\n  - |\n")}
    outcomes = offered("meetings/ou/2021-01-03.md", "---\nagenda:\n  - outcome: |\n")
    assert "Godkjent" in outcomes["approved"]
    bodies = offered("cases/for.md", "---\ntitle: A\nfor:\n  - |\n")
    assert {*bodies} >= {"ou", "vik-kommune"}
    assert "Områdeutvalet" in bodies["ou"]


def test_an_editor_tells_what_a_field_is_when_it_is_pointed_at(editor: LanguageServer) -> None:
    said = editor.at("textDocument/hover", "cases/peikt.md", "---\ntitle: A\narch|ive_ref: 2021/12\n")
    assert said["contents"]["value"].startswith("#### Arkivsak\n\nSaksnummeret i arkivet, til dømes 2030/4587.")


def test_an_editor_marks_what_is_wrong_where_it_stands(editor: LanguageServer) -> None:
    def told(path: str, text: str) -> list[tuple[int, int, str]]:
        places = ((one["range"]["start"], one["message"]) for one in editor.faults(path, text))
        return [(place["line"], place["character"], message.partition(".")[0]) for place, message in places]

    assert told("cases/feil.md", "---\ntitle: A\nsubmitted: 1. mai\nfor: [oo]\nnummer: 3\n---\n") == [
        (2, 11, 'String does not match the pattern of "^\\d{4}-\\d{2}-\\d{2}$"'),
        (3, 6, "Value is not accepted"),
        (4, 0, "Property nummer is not allowed"),
    ]
    assert told("organisations/rett.md", "---\ntitle: A\nkind: area\n---\n") == []


def test_the_task_of_the_editor_reads_what_the_check_says(founded: Path) -> None:
    """Editors have the body of a record as Markdown, which no schema checks: the check's own problems come there."""
    task = json.loads((founded / ".vscode/tasks.json").read_text("utf-8"))["tasks"][0]
    matcher = task["problemMatcher"]["pattern"]
    (founded / "cases").mkdir(exist_ok=True)
    (founded / "cases/feil.md").write_text("---\ntitle: A\nsubmitted: 1. mai\n---\n", encoding="utf-8")
    command = task["command"].split()
    assert command[0] == "portal"
    said = CliRunner().invoke(main, ["--root", str(founded), *command[1:]], env={"SOURCE_DATE_EPOCH": EPOCH}).output
    (founded / "cases/feil.md").unlink()
    found = [match for line in said.splitlines() if (match := re.match(matcher["regexp"], line))]
    first = found[0]
    assert (first[matcher["file"]], first[matcher["line"]], first[matcher["column"]]) == ("cases/feil.md", "3", "12")
    assert first[matcher["message"]].startswith("«1. mai» i «submitted» er ikkje ein dato.")
    assert [match[matcher["message"]][:16] for match in found[1:]] == ["Tilgjengeerklæri"]
