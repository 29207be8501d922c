"""What is new by e-mail, to a mail server on this machine: to whom, what, and once. Today is 10 May 2021."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope

from portal.commands.notifying import command
from portal.commands.notifying.post import Post
from portal.site.staging.stage import Lock
from support.elements import parsed
from support.hidden import hidden_portal
from support.planting import tokens_said
from support.portals import PortalFolder
from support.small import SMALL

Portal = Callable[..., PortalFolder]
ALL = "- {address: alle@example.org, all: true}\n"
SENDER = "Samarbeidet <post@samarbeidet.example>"


@dataclass
class Sink:
    """A mail server that keeps what it gets; it answers for an address as it is told."""

    port: int = 0
    got: list[EmailMessage] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    logins: list[tuple[bytes, bytes]] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        (to,) = envelope.rcpt_tos
        answer = self.answers.get(to, "250 OK")
        if answer == "cut":
            server.transport.abort()
        if answer.startswith("250"):
            message = message_from_bytes(content, policy=policy.default)
            assert isinstance(message, EmailMessage)
            self.got.append(message)
        return answer

    def authenticate(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        self.logins.append((data.login, data.password))
        return AuthResult(success=data.password == b"rett", handled=False)  # the server is to answer


class _Free(Controller):
    """A server on a port that the system gives."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def sink_with(**options: Any) -> Iterator[Sink]:
    sink = Sink()
    controller = _Free(sink, hostname="127.0.0.1", port=0, authenticator=sink.authenticate, **options)
    controller.start()
    sink.port = controller.port
    try:
        yield sink
    finally:
        controller.stop()


@pytest.fixture
def sink() -> Iterator[Sink]:
    with sink_with() as sink:
        yield sink


@dataclass
class Job:
    """The nightly job of a portal: its list and its state lie beside it."""

    folder: PortalFolder
    sink: Sink
    beside: Path

    def list(self, text: str) -> Job:
        (self.beside / "liste.yml").write_text(text, "utf-8")
        return self

    def run(self, *more: str, server: str | None = None) -> tuple[int, str]:
        done = self.folder.command(
            "notify", "--since", str(self.beside / "varsel.json"), "--list", str(self.beside / "liste.yml"),
            "--from", SENDER, "--smtp", server or f"smtp://127.0.0.1:{self.sink.port}", *more,
        )  # fmt: skip
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.output

    def news(self) -> None:
        """A case that is new."""
        self.folder.write(
            {"cases/2021-legevakt.md": "---\ntitle: Ny legevakt\nsubmitted: 2021-05-07\nfor: [ssu]\n---\n"}
        )

    @property
    def state(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads((self.beside / "varsel.json").read_text("utf-8"))
        return told


@pytest.fixture
def job(portal: Portal, sink: Sink, tmp_path: Path) -> Job:
    beside = tmp_path / "beside"
    beside.mkdir()
    return Job(portal(SMALL).without_papers(), sink, beside).list(ALL)


def parts(message: EmailMessage) -> dict[str, str]:
    return {part.get_content_type(): part.get_content() for part in message.walk() if not part.is_multipart()}


# -- what a message is


def test_what_was_there_before_is_not_sent_and_what_is_new_is(job: Job) -> None:
    assert job.run()[0] == 0
    assert job.sink.got == []
    job.news()
    assert job.run() == (0, "Sende éin e-post.\n")
    (message,) = job.sink.got
    assert message["To"] == "alle@example.org"
    assert message["From"] == SENDER
    assert message["Subject"] == "Éi nyheit frå Helsefellesskapet i bergensområdet"
    assert message["List-Id"] == "<nytt.helsefellesskap.example>"
    assert message["List-Unsubscribe"] == "<mailto:post@samarbeidet.example?subject=unsubscribe>"
    assert message["List-Unsubscribe-Post"] is None
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "multipart/alternative"
    told = parts(message)
    assert list(told) == ["text/plain", "text/html"]
    lines = told["text/plain"].splitlines()
    assert lines[:3] == [message["Subject"], "", "Ny sak: Ny legevakt (7.\xa0mai 2021)"]
    assert "https://helsefellesskap.example/saker/2021-legevakt/" in told["text/plain"]
    assert "Du får e-posten fordi du følgjer alt." in lines
    page = parsed(told["text/html"])
    assert [one.text for one in page.all("h2")] == ["Ny sak: Ny legevakt"]
    links = [one.attributes["href"] for one in page.all("a")]
    assert links[0] == "https://helsefellesskap.example/saker/2021-legevakt/"
    assert links[-1] == "mailto:post@samarbeidet.example?subject=unsubscribe"


def test_it_is_sent_once(job: Job) -> None:
    job.run()
    job.news()
    job.run()
    assert job.run() == (0, "Sende 0 e-postar.\n")
    assert len(job.sink.got) == 1


@pytest.mark.parametrize("is_first", [True, False])
def test_two_corrections_on_one_day_are_two(job: Job, is_first: bool) -> None:
    """The second is the one that is told, wherever it stands in the record; one that is only put otherwise is none."""
    job.run()
    record = SMALL["meetings/ssu/2021-02-19.md"]
    for words in ("Retta eit tal.", "Retta ein dato."):
        new = f"{{date: 2021-05-03, what: {words}}}"
        before, mark, rest = record.partition("corrections: [")
        listed, end, below = rest.partition("]\n")
        record = f"{before}{mark}{new}, {rest}" if is_first else f"{before}{mark}{listed}, {new}{end}{below}"
        job.folder.write({"meetings/ssu/2021-02-19.md": record})
        job.run()
    job.folder.write({"meetings/ssu/2021-02-19.md": record.replace("Retta ein dato.", "Ein dato er retta.")})
    assert job.run() == (0, "Sende 0 e-postar.\n")
    told = [re.findall(r"Retta [^.]+\.", parts(one)["text/plain"]) for one in job.sink.got]
    assert told == [["Retta eit tal."], ["Retta ein dato."]]


def test_each_is_told_in_the_language_and_of_what_they_asked_for(job: Job) -> None:
    job.list(
        "- {address: utval@example.org, bodies: [ssu]}\n"
        "- {address: anna@example.org, language: nb, bodies: [ou]}\n"
        "- {address: sak@example.org, language: nb, cases: [2021-nettside]}\n"
        "- {address: part@example.org, organisations: [alver]}\n"
        "- {address: ord@example.org, words: [LEGEVAKT ny]}\n"
        "- {address: to@example.org, words: [legevakt, sjukehus], cases: [2021-nettside]}\n"
    )
    job.run()
    job.news()
    job.folder.write(
        {"cases/2021-nettside.md": SMALL["cases/2021-nettside.md"].replace("for: [ssu]", "for: [ssu]\n        "
         "closed: {date: 2021-05-09, outcome: completed}")}
    )  # fmt: skip
    assert job.run()[0] == 0
    subjects = {str(one["To"]): str(one["Subject"]) for one in job.sink.got}
    site = "Helsefellesskapet i bergensområdet"
    assert subjects == {
        "utval@example.org": f"2 nyheiter frå {site}",
        "sak@example.org": f"Én nyhet fra {site}",
        "part@example.org": f"Éi nyheit frå {site}",
        "ord@example.org": f"Éi nyheit frå {site}",
        "to@example.org": f"2 nyheiter frå {site}",
    }
    (case,) = (one for one in job.sink.got if one["To"] == "sak@example.org")
    assert case["Content-Language"] == "nb-NO"
    assert 'lang="nb"' in parts(case)["text/html"]
    assert "fordi du følger Felles nettside for Helsehuset." in parts(case)["text/plain"]


def test_an_address_on_the_web_stops_it_with_one_click(job: Job) -> None:
    job.run()
    job.news()
    job.run("--unsubscribe", "https://samarbeidet.example/av?kven={address}")
    (message,) = job.sink.got
    assert message["List-Unsubscribe"] == "<https://samarbeidet.example/av?kven=alle%40example.org>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_dry_run_shows_the_messages_and_does_nothing(job: Job) -> None:
    code, output = job.run("--dry-run")
    assert (code, "blir laga første gongen" in output, "Laga " in output) == (0, True, False)
    assert not (job.beside / "varsel.json").exists()
    job.run()
    before = job.state
    job.news()
    code, output = job.run("--dry-run")
    assert code == 0
    assert "To: alle@example.org\n\nÉi nyheit" in output
    assert output.endswith("Éin e-post ville blitt send.\n")
    assert (job.state, job.sink.got) == (before, [])


def test_nothing_that_is_withheld_is_sent(portal: Portal, sink: Sink, tmp_path: Path) -> None:
    """To one who follows all of a portal with a word in every field that is held back, from its first change on."""
    hidden = hidden_portal()
    beside = tmp_path / "beside"
    beside.mkdir()
    job = Job(portal(hidden.files).without_papers(), sink, beside).list(ALL)
    (beside / "varsel.json").write_text('{"version": 1, "under_way": null, "owed": {}, "seen": []}')
    assert job.run()[0] == 0
    (message,) = sink.got
    said = tokens_said(" ".join([*parts(message).values(), *map(str, message.values())]))
    assert len(said) > 5
    assert {where for token, where in hidden.withheld().items() if token in said} == set()


# -- once to each


def test_a_run_that_dies_between_two_goes_on_with_the_second(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    job.list("".join(f"- {{address: {name}@example.org, all: true}}\n" for name in ("ein", "to", "tre")))
    job.run()
    job.news()
    send = Post.send

    def dying(post: Post, message: EmailMessage) -> None:
        if message["To"] == "to@example.org":
            raise KeyboardInterrupt
        send(post, message)

    monkeypatch.setattr(Post, "send", dying)
    assert job.run()[0] == 1
    assert [one["To"] for one in job.sink.got] == ["ein@example.org"]
    monkeypatch.setattr(Post, "send", send)
    code, output = job.run()
    assert code == 1
    assert "den som står på line 2 i lista" in output
    assert [one["To"] for one in job.sink.got] == ["ein@example.org", "tre@example.org"]
    assert job.run() == (0, "Sende 0 e-postar.\n")


def test_two_runs_at_once_are_one(job: Job) -> None:
    job.run()
    before = job.state
    job.news()
    held = Lock(job.beside / "varsel.json", job.beside)
    code, output = job.run()
    assert (code, "Ei anna køyring er i gang med" in output) == (1, True)
    assert (job.state, job.sink.got) == (before, [])
    held.release()
    assert job.run()[0] == 0
    assert len(job.sink.got) == 1
    assert sorted(path.name for path in job.beside.iterdir()) == ["liste.yml", "varsel.json"]


def test_a_server_that_goes_in_the_midst_leaves_one_in_doubt(job: Job) -> None:
    job.run()
    job.news()
    job.sink.answers["alle@example.org"] = "cut"
    code, output = job.run()
    assert (code, "tenaren blei borte midt i e-posten" in output) == (1, True)
    job.sink.answers.clear()
    code, output = job.run()
    assert (code, "Ingen veit om han kom fram" in output) == (1, True)
    assert job.run() == (0, "Sende 0 e-postar.\n")
    assert job.sink.got == []


def test_what_was_not_taken_is_sent_the_next_time_with_what_came_since(job: Job) -> None:
    job.run()
    job.news()
    job.sink.answers["alle@example.org"] = "451 Seinare"
    assert job.run() == (
        1,
        "Line 1 i lista: e-posten blei ikkje send (tenaren svara med kode 451). Han blir prøvd igjen neste gong.\n"
        "Sende 0 e-postar.\n",
    )
    job.sink.answers.clear()
    job.folder.write({"cases/2021-meir.md": "---\ntitle: Meir\nsubmitted: 2021-05-08\n---\n"})
    assert job.run()[0] == 0
    assert [one["Subject"][:11] for one in job.sink.got] == ["2 nyheiter "]


def test_an_address_that_is_refused_holds_nobody_back(job: Job) -> None:
    job.list("- {address: borte@example.org, all: true}\n" + ALL)
    job.run()
    job.news()
    job.sink.answers["borte@example.org"] = "550 Ukjend"
    code, output = job.run()
    assert (code, "Line 1 i lista: tenaren vil ikkje ha e-posten (tenaren svara med kode 550)." in output) == (1, True)
    assert [one["To"] for one in job.sink.got] == ["alle@example.org"]
    assert job.state["owed"] == {}


def test_a_server_that_does_not_answer_costs_nothing(job: Job) -> None:
    job.run()
    job.news()
    code, output = job.run(server="smtp://127.0.0.1:9")
    assert (code, "E-posttenaren 127.0.0.1 tok ikkje imot" in output) == (1, True)
    assert job.run()[0] == 0
    assert len(job.sink.got) == 1


def test_whoever_left_the_list_is_owed_nothing_and_who_came_gets_what_is_new_since(job: Job) -> None:
    job.run()
    job.news()
    job.run(server="smtp://127.0.0.1:9")
    job.list("- {address: ny@example.org, all: true}\n")
    assert job.run() == (0, "Sende 0 e-postar.\n")
    assert job.state["owed"] == {}


def test_what_only_a_later_program_tells_of_is_no_news(job: Job) -> None:
    """The follow-ups of meetings that are done already, when the state is of a program that told of none."""
    job.run()
    state = job.state
    done = [key for key in state["seen"] if key.startswith("done/meeting/")]
    assert len(done) == 1
    del state["told"]
    state["seen"] = [key for key in state["seen"] if key not in done]
    (job.beside / "varsel.json").write_text(json.dumps(state), "utf-8")
    assert job.run() == (0, "Sende 0 e-postar.\n")
    assert (job.state["told"], set(done) <= set(job.state["seen"])) == (2, True)
    path = "meetings/ssu/2021-02-19.md"
    job.folder.write({path: SMALL[path].replace("due: 2021-03-31", "due: 2021-03-31, done: 2021-05-07")})
    assert job.run() == (0, "Sende éin e-post.\n")


def test_the_state_names_nobody(job: Job) -> None:
    job.run()
    job.news()
    job.run(server="smtp://127.0.0.1:9")
    assert len(job.state["owed"]) == 1
    assert "example" not in (job.beside / "varsel.json").read_text("utf-8")


def test_a_message_has_the_same_identity_whenever_it_is_sent(job: Job) -> None:
    job.run()
    before = (job.beside / "varsel.json").read_bytes()
    job.news()
    job.run()
    (job.beside / "varsel.json").write_bytes(before)
    job.run()
    first, second = job.sink.got
    assert first["Message-ID"] == second["Message-ID"]
    assert first.as_bytes() == second.as_bytes()


def test_a_password_is_said_to_this_machine_and_over_a_safe_line_alone(job: Job) -> None:
    job.run()
    job.news()
    with sink_with(auth_require_tls=False) as sink:
        code, output = job.run(server=f"smtp://ada:feil@127.0.0.1:{sink.port}")
        assert (code, {*sink.logins}) == (1, {(b"ada", b"feil")})
        assert "feil" not in output
        assert job.run(server=f"smtp://ada:rett@127.0.0.1:{sink.port}")[0] == 0
        assert len(sink.got) == 1


# -- what is asked wrongly

WRONG = [
    ("- {address: a@example.org, all: yes please}\n",
     "liste.yml:1: «all» har ein verdi som ikkje passar. Her skal det stå true eller false."),
    ("\n- {address: ikkje ei, all: true}\n", "liste.yml:2: «address» har ein verdi"),
    ("- {address: a@example.org}\n", "liste.yml:1: Oppføringa følgjer ingenting."),
    ("- {address: a@example.org, saker: [x]}\n", "liste.yml:1: «saker» er ikkje noko ein kan skrive her. Desse finst: "
     "address, language, all, bodies, cases, organisations, words."),
    (ALL + ALL.upper().replace("ADDRESS", "address").replace("ALL: TRUE", "all: true"),
     "liste.yml:2: Adressa står på lista frå før."),
    ("address: a@example.org\n", "liste.yml:1: Lista kan ikkje lesast."),
    ("- {address: [\n", "liste.yml:2: Lista kan ikkje lesast."),
    ("- berre ord\n", "liste.yml:1: «-» er ikkje noko ein kan skrive her."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WRONG)
def test_what_is_wrong_with_the_list_is_told_by_its_line(job: Job, text: str, expected: str) -> None:
    code, output = job.list(text).run()
    assert code == 1
    assert expected in output
    assert not (job.beside / "varsel.json").exists()


def test_what_the_portal_does_not_have_is_told_and_stops_nothing(job: Job) -> None:
    job.list("- {address: a@example.org, cases: [2021-nettsida], bodies: [zzz]}\n" + ALL)
    job.run()
    job.news()
    code, output = job.run()
    assert code == 1
    assert "liste.yml:1: «2021-nettsida» finst ikkje i portalen. Meinte du «2021-nettside»?" in output
    assert "liste.yml:1: «zzz» finst ikkje i portalen.\n" in output
    assert len(job.sink.got) == 1


def test_the_list_may_not_lie_where_all_can_read_it(job: Job) -> None:
    job.folder.write({"liste.yml": ALL})
    done = job.folder.command(
        "notify", "--since", str(job.beside / "s"), "--list", str(job.folder.root / "liste.yml"), "--from", SENDER,
        "--smtp", "smtp://127.0.0.1",
    )  # fmt: skip
    assert done.exit_code == 1
    assert "ligg i portalen, der alle kan lese e-postadressene" in done.output


@pytest.mark.parametrize("server", ["", "127.0.0.1:25", "http://x", "smtp://"])
def test_a_server_is_told_as_an_address(job: Job, server: str) -> None:
    code, output = job.run(server=server or " ")
    assert (code, "--smtp eller PORTAL_NOTIFY_SMTP" in output) == (1, True)


def test_a_file_that_is_no_state_is_left(job: Job) -> None:
    (job.beside / "varsel.json").write_text("[]")
    code, output = job.run()
    assert (code, "er ikkje ei fil som denne kommandoen har skrive" in output) == (1, True)
    assert (job.beside / "varsel.json").read_text() == "[]"


def test_the_list_the_sender_and_the_server_may_be_told_by_the_environment(
    job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_NOTIFY_LIST", str(job.beside / "liste.yml"))
    monkeypatch.setenv("PORTAL_NOTIFY_FROM", SENDER)
    monkeypatch.setenv("PORTAL_NOTIFY_SMTP", f"smtp://127.0.0.1:{job.sink.port}")
    done = job.folder.command("notify", "--since", str(job.beside / "varsel.json"))
    assert done.exit_code == 0, done.output
    assert command.Mailing(Path("a"), Path("b"), "c", "d").dry_run is False
