"""The commands tell of themselves in Norwegian, the library's own words too."""

from __future__ import annotations

import codecs
import contextlib
import errno
import re
import socket
import ssl
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.commands import cli, start
from portal.commands.cli import main
from portal.language.catalogue import catalogue_for
from portal.language.reasons import reason_of
from portal.model.problems import Place, unreadable
from portal.site import progress
from portal.site.preview.live import LivePortal
from portal.source.settings import read_settings
from support.portals import EPOCH, PortalFolder, make_portal
from support.small import SMALL

NN = catalogue_for("nn")
ENGLISH = re.compile(
    r"\b(?:Usage|Options|Commands|Show|Error|Try|Missing|Invalid|No such|exit|the|required)\b|"
    r"(?<![A-Z_])(?:[A-Z]*FILE|TEXT|DIR\w*|DATE|OPTIONS|ARGS|MEETING|INTEGER|RANGE)\b"
)


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
        (["write"], ["Bruk: main write [VAL] MAPPE", "«MAPPE» manglar.", "Sjå «main write --help»."]),
        (
            ["check", "--fort"],
            [
                "Bruk: main check [VAL]",
                "Valet «--fort» finst ikkje. Meinte du «--format»?",
                "Sjå «main check --help».",
            ],
        ),
        (
            ["import", "x.pdf", "--kind", "brev"],
            [
                "Bruk: main import [VAL] FIL...",
                "Verdien av «--kind» kan ikkje brukast. "
                "Vel éin av: submission, agenda, minutes, report, plan, agreement.",
                "Sjå «main import --help».",
            ],
        ),
        (
            ["sjekk"],
            [
                "Bruk: main [VAL] KOMMANDO ...",
                "Kommandoen «sjekk» finst ikkje.",
                "Sjå «main --help».",
            ],
        ),
    ],
)
def test_what_is_asked_wrongly_is_told_in_norwegian(arguments: list[str], told: list[str]) -> None:
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 2
    assert done.output.splitlines() == told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["new", "case"], ["Bruk: portal new case [VAL] TITTEL", "«TITTEL» manglar.", "Sjå «portal new case --help»."]),
        (
            ["new", "sak"],
            ["Kommandoen «sak» finst ikkje. Meinte du «case»?"],
        ),
        (
            ["new", "xyz"],
            ["Kommandoen «xyz» finst ikkje. Vel éin av: agreement, case, meeting, organisation, plan, project."],
        ),
        (["notify", "--since"], ["«--since» treng ein verdi bak seg."]),
        (["find", " "], ["«TEKST» manglar."]),
        (["plan", "ssu", "2030", "--weekday", "torsdag", "--dates", "2030-02-01"], ["Sjå «portal plan --help»."]),
        (["plan", "ssu", "ti"], ["Verdien av «ÅR» kan ikkje brukast. Skriv eit tal frå 1900 til 2999."]),
        (["clean", "."], ["Verdien av «FIL...» kan ikkje brukast. Skriv namnet på ei fil, ikkje på ei mappe."]),
        (["write", "mkdocs.yml"], ["Verdien av «MAPPE» kan ikkje brukast. Skriv namnet på ei mappe, ikkje på ei fil."]),
    ],
)
def test_whatever_is_asked_wrongly_tells_what_to_write(
    folder: PortalFolder, arguments: list[str], told: list[str]
) -> None:
    with contextlib.chdir(folder.root):
        done = CliRunner().invoke(main, arguments, prog_name="portal")
    assert done.exit_code == 2
    assert set(told) <= set(done.output.splitlines())
    assert ENGLISH.search(done.output) is None


@pytest.mark.parametrize("arguments", [[], ["new"]])
def test_a_group_alone_tells_what_it_can_do(arguments: list[str]) -> None:
    assert CliRunner().invoke(main, arguments).stderr == CliRunner().invoke(main, [*arguments, "--help"]).stdout


def test_what_is_stopped_by_hand_says_so_in_norwegian(folder: PortalFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "check_portal", stopped)
    done = run_in(folder.root, "check")
    assert done.exit_code == 1
    assert done.output == "\nKommandoen er avbroten.\n"


def test_what_is_stopped_before_it_begins_ends_without_a_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stopped:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "portal.commands.cli":
                raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "portal.commands.cli")
    monkeypatch.setattr(sys, "meta_path", [Stopped(), *sys.meta_path])
    with pytest.raises(SystemExit) as ended:
        start.run()
    assert ended.value.code == 1
    assert ended.value.__suppress_context__


def test_a_word_that_is_no_id_leads_to_the_search(folder: PortalFolder) -> None:
    assert run_in(folder.root, "show", "nett side").stderr.endswith("med «portal find 'nett side'».\n")
    assert "Den nærmaste adressa er" in run_in(folder.root, "show", "/nett/").stderr


def test_what_may_not_be_written_is_told_in_norwegian(folder: PortalFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def may_not(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("portal.commands.permalinks._tell_ledger", may_not)
    monkeypatch.setattr("portal.commands.schemas.command.write_schemas", may_not)
    told = "du har ikkje løyve til det."
    assert run_in(folder.root, "permalinks", "--update").stderr.endswith(f": {told}\n")
    schema = run_in(folder.root, "schema", "--write").stderr
    assert schema == f"Filene kunne ikkje skrivast: {told} Alt er som det var.\n"


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (FileNotFoundError(errno.ENOENT, "No such file"), "fila eller mappa finst ikkje"),
        (OSError(errno.EIO, "Input/output error"), "disken svarar ikkje som han skal"),
        (ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused"), "ingen svarar på den adressa og porten"),
        (socket.gaierror(-2, "Name or service not known"),
         "det finst ingen tenar med det namnet, eller maskina er ikkje på nett"),
        (TimeoutError("timed out"), "tenaren svarar ikkje"),
        (ssl.SSLCertVerificationError(1, "certificate verify failed"), "det trygge sambandet (TLS) kom ikkje i stand"),
        (OSError(errno.EBADMSG, "Bad message"), "systemet seier «Bad message»"),
    ],
)  # fmt: skip
def test_a_reason_of_the_system_is_told_in_words(fault: OSError, told: str) -> None:
    """What is rare stands in the system's words, and is told to be that."""
    catalogue = catalogue_for("nn")
    assert reason_of(fault, catalogue) == told
    assert unreadable(Place("a.md"), fault).text(catalogue).startswith(f"Fila kan ikkje lesast ({told}). ")


# -- where there is no portal


@pytest.mark.parametrize(
    "command",
    [
        ["check"], ["check", "--format", "json"], ["write", "ut"], ["find", "hei"], ["fix"], ["new", "case", "Ny"],
        ["plan", "ou", "2027"], ["due"], ["permalinks"], ["show", "ou"], ["serve"], ["import", "cases/a.md"],
    ],
)  # fmt: skip
def test_a_folder_that_is_no_portal_is_told_of_and_left(command: list[str], tmp_path: Path) -> None:
    """One that happens to hold folders of the same names: none of its files is told of, and none is written."""
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases/a.md").write_text("# Noko anna\n", encoding="utf-8")
    result = run_in(tmp_path, *command)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "Éin feil:\nmkdocs.yml:1:1: Fila «mkdocs.yml» med innstillingane finst ikkje her."
        " Køyr kommandoen i mappa til portalen, eller oppgje mappa med «--root».\n"
    )
    assert [path.name for path in tmp_path.rglob("*")] == ["cases", "a.md"]
    assert run_in(tmp_path, *command, "--help").exit_code == 0


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("windows-1252", "truleg Windows-1252; sjå «Øya»"), ("utf-16", "feil teiknkoding, UTF-16.")],
)
def test_settings_in_another_encoding_are_told_of(folder: PortalFolder, encoding: str, told: str) -> None:
    """Not that they are missing, which nobody who sees the file would believe."""
    path = folder.root / "mkdocs.yml"
    path.write_bytes(f"# Øya\n{path.read_text('utf-8')}".encode(encoding))
    result = run_in(folder.root, "check")
    assert (result.exit_code, told in result.output) == (1, True), result.output
    assert "finst ikkje her" not in result.output


def test_settings_with_a_mark_of_their_bytes_and_line_ends_of_windows_are_read(folder: PortalFolder) -> None:
    path = folder.root / "mkdocs.yml"
    path.write_bytes(codecs.BOM_UTF8 + path.read_bytes().replace(b"\n", b"\r\n"))
    assert run_in(folder.root, "check").exit_code == 0


# -- from any folder within the portal


@pytest.fixture
def folder(tmp_path: Path) -> PortalFolder:
    """A portal below a folder that has the settings of another site, with a folder of yet another within it."""
    (tmp_path / "mkdocs.yml").write_text("site_name: Noko anna\n", encoding="utf-8")
    folder = make_portal(tmp_path / "portal", SMALL).without_papers()
    return folder.write({"cases/verktoy/mkdocs.yml": "plugins:\n  - search\n", "inn/sak.txt": "Ingenting.\n"})


def run_in(place: Path, *arguments: str) -> Result:
    """Run `portal` as somebody does who stands in a folder."""
    with contextlib.chdir(place):
        return CliRunner().invoke(main, arguments, env={"SOURCE_DATE_EPOCH": EPOCH})


@pytest.mark.parametrize("below", ["cases", "meetings/ssu", "content/handbok", "cases/verktoy"])
def test_a_command_finds_the_portal_that_it_is_run_in(folder: PortalFolder, below: str) -> None:
    folder.write({"cases/2021-feil.md": "---\ntitle: Feil\nproject: ukjend\n---\n"})
    done = run_in(folder.root / below, "check")
    assert done.exit_code == 1
    assert done.stderr == f"Portalen ligg i {folder.root}.\n"
    assert done.stdout == folder.check().stdout
    assert "\ncases/2021-feil.md:3:10: " in done.stdout


def test_in_the_portals_own_folder_nothing_is_said_of_where_it_is(folder: PortalFolder) -> None:
    assert run_in(folder.root, "check").stderr == ""
    assert run_in(folder.root.parent, "--root", "portal", "check").stderr == ""


def test_where_there_is_no_portal_it_is_told(folder: PortalFolder, tmp_path: Path) -> None:
    done = run_in(tmp_path, "check")
    assert done.exit_code == 1
    assert "Tillegget «portal» er ikkje sett opp." in done.output
    (tmp_path / "tom").mkdir()
    (tmp_path / "mkdocs.yml").unlink()
    assert "Fila «mkdocs.yml» med innstillingane finst ikkje her." in run_in(tmp_path / "tom", "check").output


def test_settings_that_are_broken_are_those_of_the_portal(folder: PortalFolder) -> None:
    (folder.root / "mkdocs.yml").write_text("site_name: a: b\nplugins: [portal]\n", encoding="utf-8")
    done = run_in(folder.root / "cases", "check")
    assert "mkdocs.yml:1:13: Innstillingane kan ikkje lesast herifrå." in done.output


@pytest.mark.parametrize("plugins", ["[portal, search]", "{portal: {}}", "\n  - search\n  - portal"])
def test_the_plugin_may_be_named_in_any_form(folder: PortalFolder, plugins: str) -> None:
    (folder.root / "mkdocs.yml").write_text(f"site_name: Portalen\nplugins: {plugins}\n", encoding="utf-8")
    assert f"Portalen ligg i {folder.root}." in run_in(folder.root / "cases", "check").stderr


def test_paths_are_those_of_where_one_stands(folder: PortalFolder, tmp_path: Path) -> None:
    place = folder.root / "inn"
    assert run_in(place, "write", "../../ut").exit_code == 0
    assert (tmp_path / "ut/saker/2021-nettside/index.html").is_file()
    assert run_in(place, "verify", "../../ut").exit_code == 0
    assert "sak.txt" in run_in(place, "import", "sak.txt").output
    assert run_in(place, "clean", "sak.txt", "--dry-run").output != run_in(place, "clean", "inn/sak.txt").output
    assert run_in(place, "sign", "--new-key", "../../nykel").exit_code == 0
    assert (tmp_path / "nykel").is_file()
    done = run_in(place, "draft-agenda", "ou", "2021-09-09")
    assert done.exit_code == 0
    assert (folder.root / "meetings/ou/2021-09-09.md").is_file()
    for command in (["due"], ["permalinks"]):
        assert f"Portalen ligg i {folder.root}.\n" in run_in(place, *command).stderr


# -- who waits


@pytest.mark.parametrize(
    "command",
    [
        ["check"], ["due"], ["due", "--since", "manifest.json"], ["show", "ssu"], ["find", "møte"],
        ["fix", "--dry-run"], ["new", "case", "Ny", "--dry-run"], ["minutes", "ssu/2021-05-28", "--dry-run"],
        ["schema", "case"], ["plan", "ssu", "2022", "--dry-run", "--weekday", "fredag"],
        ["rename", "2021-nettside", "2021-nett"],
        ["word", "ssu/2021-02-19", "--out", "a.docx"], ["draft-agenda", "ssu", "2021-06-01", "--dry-run"],
        ["import", "inn/sak.txt"], ["permalinks"], ["show", "/saker/"], ["write", "ut"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_whoever_waits_at_a_terminal_is_told_what_is_done(
    folder: PortalFolder, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    """Each command that reads the whole portal: from the first moment here, after two seconds for people."""
    monkeypatch.setattr(progress, "_PATIENCE", -1.0)
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda self: True, raising=False)
    assert NN.text("progress.read") in run_in(folder.root, *command).stderr


def test_what_is_no_fault_of_the_records_is_told_to_be_the_program_s(folder: PortalFolder) -> None:
    """In words that say what to do with the line; the program's own stand behind them."""
    (fault,) = LivePortal(folder.root, read_settings(folder.root)).told_of(KeyError("x"))
    assert fault.text == NN.text("preview.our_fault", said="KeyError: 'x'")
