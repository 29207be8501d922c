"""What a command says, from the catalogues: how it is used, its choices, what was asked wrongly and why it stopped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any

import click

from portal.language.catalogue import Catalogue

__all__ = ["Refused", "Told", "group_speaking", "tell"]

_WRONG: tuple[tuple[type[click.UsageError], str], ...] = (
    (click.NoSuchOption, "command.no_such_option"),
    (click.MissingParameter, "command.missing"),
    (click.BadParameter, "command.bad_value"),
)


class Refused(click.ClickException):
    """Why a command did nothing, in words for whoever ran it; the command then ends with 1."""

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(self.message, file=file, err=file is None)


@dataclass(frozen=True)
class Told:
    """What is to be said of a file, in one line or several, and whether what was asked for it is done."""

    text: str
    is_done: bool = True


def tell(done: Sequence[Told]) -> None:
    """Say what became of each file; the command ends with 1 where something was not done."""
    for one in done:
        click.echo(one.text, err=not one.is_done)
    if not all(one.is_done for one in done):
        raise SystemExit(1)


def group_speaking(catalogue: Catalogue) -> type[click.Group]:
    """The class of a group of commands that tell of themselves in the language of a catalogue."""
    say = catalogue.text

    class Formatter(click.HelpFormatter):
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, args, prefix or f"{say('command.usage')} ")

        @contextmanager
        def section(self, name: str) -> Iterator[None]:
            with super().section(say("command.commands" if name == "Commands" else "command.options")):
                yield

    class Context(click.Context):
        formatter_class = Formatter

    class Command(click.Command):
        context_class = Context

        def get_help_option(self, ctx: click.Context) -> click.Option | None:
            option = super().get_help_option(ctx)
            if option is not None:
                option.help = say("command.help")
            return option

        def make_context(self, *args: Any, **extra: Any) -> click.Context:
            with _told_in(catalogue):
                return super().make_context(*args, **extra)

    class Group(Command, click.Group):
        command_class = Command

        def resolve_command(self, *args: Any) -> Any:
            with _told_in(catalogue):
                return super().resolve_command(*args)

    return Group


class _Misuse(Refused, click.UsageError):
    """A command that was asked wrongly, in the words of a catalogue."""


@contextmanager
def _told_in(catalogue: Catalogue) -> Iterator[None]:
    """Tell what is asked wrongly in the language of a catalogue."""
    try:
        yield
    except _Misuse:
        raise
    except click.UsageError as fault:
        raise _Misuse(_told(fault, catalogue), fault.ctx) from None


def _told(fault: click.UsageError, catalogue: Catalogue) -> str:
    """What is wrong with a command line, after how it is used."""
    key = next((key for type_, key in _WRONG if isinstance(fault, type_)), "command.not_understood")
    name = getattr(fault, "option_name", "")
    parameter = getattr(fault, "param", None)
    if parameter is not None:
        name = parameter.opts[0] if isinstance(parameter, click.Option) else parameter.make_metavar(fault.ctx)
    lines = [fault.ctx.get_usage()] if fault.ctx else []
    path = fault.ctx.command_path if fault.ctx else "portal"
    wrong = catalogue.text(key, name=name)
    choices = parameter.type.choices if parameter is not None and isinstance(parameter.type, click.Choice) else ()
    if choices:
        wrong += " " + catalogue.text("command.choices", choices=", ".join(map(str, choices)))
    return "\n".join([*lines, wrong, catalogue.text("command.see_help", command=path)])
