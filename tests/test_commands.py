"""The commands tell of themselves in Norwegian, the library's own words too."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from portal.cli import main
from portal.language.catalogue import catalogue_for

NN = catalogue_for("nn")
ENGLISH = re.compile(r"\b(?:Usage|Options|Commands|Show|Error|Try|Missing|Invalid|No such|exit|the)\b")


@pytest.mark.parametrize("command", [[], *([name] for name in sorted(main.commands))], ids=" ".join)
def test_help_is_in_norwegian(command: list[str]) -> None:
    done = CliRunner().invoke(main, [*command, "--help"])
    assert done.exit_code == 0
    assert done.output.startswith("Bruk: ")
    assert "\nVal:\n" in done.output
    assert NN.text("command.help") in " ".join(done.output.split())
    assert ENGLISH.search(done.output) is None


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["write"], ["Bruk: main write [OPTIONS] DIR", "«DIR» manglar.", "Sjå «main write --help»."]),
        (
            ["check", "--fort"],
            ["Bruk: main check [OPTIONS]", "Valet «--fort» finst ikkje.", "Sjå «main check --help»."],
        ),
        (
            ["import", "x.pdf", "--kind", "brev"],
            [
                "Bruk: main import [OPTIONS] FILE...",
                "Verdien av «--kind» kan ikkje brukast. Vel éin av: submission, agenda, minutes, report, plan.",
                "Sjå «main import --help».",
            ],
        ),
        (
            ["sjekk"],
            [
                "Bruk: main [OPTIONS] COMMAND [ARGS]...",
                "Kommandoen finst ikkje, eller han har for mykje eller for lite bak seg.",
                "Sjå «main --help».",
            ],
        ),
    ],
)
def test_what_is_asked_wrongly_is_told_in_norwegian(arguments: list[str], told: list[str]) -> None:
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 2
    assert done.output.splitlines() == told
