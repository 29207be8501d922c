"""What a command says, from the catalogues: how it is used, its choices, what was asked wrongly and why it stopped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from textwrap import shorten
from typing import IO, Any, Protocol, cast

import click
from click.shell_completion import CompletionItem

from portal.commands.examples import EXAMPLES
from portal.language.catalogue import Catalogue
from portal.language.spelling import closest

__all__ = ["TYPED", "Refused", "Told", "group_speaking", "misused", "tell", "tell_each"]

_WRONG: tuple[tuple[type[click.UsageError], str], ...] = (
    (click.NoSuchOption, "command.no_such_option"),
    (click.BadOptionUsage, "command.no_value"),
    (click.MissingParameter, "command.missing"),
    (click.BadParameter, "command.bad_value"),
)


TYPED = "portal.typed"
"""Under this name the context of a command knows all that was typed behind the program's name."""
_NAME = re.compile(r"(?<![\w-])(?P<name>[A-Z]{2,})(?: RANGE)?(?![\w-])")
"""What stands for something that is to be typed: `FILE`, and of the library's own `INTEGER RANGE`."""
_SENTENCE = re.compile(r"[.:;](?:\s|$)")
_WIDE = 70
"""So many signs of a help stand beside what a shell offers."""
_FEW = 10
"""So many commands of a group are all named to whoever typed another."""


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
    tell_each(done)


def tell_each(done: Iterable[Told]) -> None:
    """Say how it goes while it goes; the command ends with 1 where something was not done."""
    are_done = []
    for one in done:
        click.echo(one.text, err=not one.is_done)
        are_done.append(one.is_done)
    if not all(are_done):
        raise SystemExit(1)


def group_speaking(language: Callable[[Sequence[str]], Catalogue]) -> type[click.Group]:
    """The class of a group of commands that tell of themselves in the language of the portal that is meant.

    `language` gives the catalogue from what was typed behind the program's name. A help is the key of a message.
    """

    class Formatter(click.HelpFormatter):
        def __init__(self, catalogue: Catalogue, **sizes: Any) -> None:
            super().__init__(**sizes)
            self._say = catalogue.text

        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, args, prefix or f"{self._say('command.usage')} ")

        @contextmanager
        def section(self, name: str) -> Iterator[None]:
            with super().section(self._say("command.commands" if name == "Commands" else "command.options")):
                yield

    class Context(click.Context):
        def __init__(self, *args: Any, typed: Sequence[str] = (), **extra: Any) -> None:
            super().__init__(*args, **extra)
            self._typed = typed
            self.meta.setdefault(TYPED, typed)

        @cached_property
        def catalogue(self) -> Catalogue:
            parent = self.parent
            return parent.catalogue if isinstance(parent, Context) else language(self._typed)

        def make_formatter(self) -> click.HelpFormatter:
            return Formatter(self.catalogue, width=self.terminal_width, max_width=self.max_content_width)

    class Command(click.Command):
        context_class = Context

        def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
            pieces = (piece.replace(" [ARGS]...", " ...") for piece in super().collect_usage_pieces(ctx))
            return [_spoken(piece, _catalogue_of(ctx)) for piece in pieces]

        def get_help_option(self, ctx: click.Context) -> click.Option | None:
            option = super().get_help_option(ctx)
            if option is not None:
                option.help = "command.help"
            return option

        def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
            """What may be typed here; beside it shells show the first sentence of a help."""
            catalogue = _catalogue_of(ctx)
            items = super().shell_complete(ctx, incomplete)
            for item in items:
                if item.help and item.help in catalogue:
                    item.help = shorten(_SENTENCE.split(catalogue.text(item.help))[0], _WIDE, placeholder=" …")
            return items

        def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
            catalogue = _catalogue_of(ctx)
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(catalogue.text(self.help or "cli.portal"))
                formatter.write_paragraph()
                formatter.write_text(catalogue.text("command.examples"))
                for line in EXAMPLES[_name_of(ctx)]:
                    formatter.write(f"{'':>{formatter.current_indent + 2}}{line}\n")

        def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
            catalogue = _catalogue_of(ctx)
            records = (record for param in self.get_params(ctx) if (record := param.get_help_record(ctx)) and record[1])
            parted = (
                (names, *text.partition("  [")) for names, text in records
            )  # click puts the limits of numbers there
            with formatter.section("Options"):
                formatter.write_dl(
                    [
                        (_spoken(names, catalogue), f"{catalogue.text(key)}{mark}{_limits(more, catalogue)}")
                        for names, key, mark, more in parted
                    ]
                )

        def make_context(
            self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
        ) -> click.Context:
            with _told(partial(_catalogue_of, parent) if parent else partial(language, tuple(args))):
                return super().make_context(info_name, args, parent, typed=tuple(args), **extra)

    class Group(Command, click.Group):
        command_class = Command

        def invoke(self, ctx: click.Context) -> Any:
            try:
                return super().invoke(ctx)
            except (KeyboardInterrupt, click.Abort):
                raise Refused(f"\n{_catalogue_of(ctx).text('command.stopped')}") from None

        def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
            super().format_options(ctx, formatter)
            catalogue = _catalogue_of(ctx)
            with formatter.section("Commands"):
                formatter.write_dl(
                    [(name, catalogue.text(self.commands[name].help or "")) for name in sorted(self.commands)]
                )

        def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
            name = args[0]
            if name.startswith("-") or self.get_command(ctx, name):
                with _told(partial(_catalogue_of, ctx)):
                    return super().resolve_command(ctx, args)
            catalogue = _catalogue_of(ctx)
            wrong = catalogue.text("command.no_such_command", name=name)
            wrong += _meant(name, self.commands, catalogue) or _all_of(self.commands, catalogue)
            raise _Misuse(_explained(wrong, ctx, catalogue), ctx)

    Group.group_class = Group
    return Group


def _name_of(context: click.Context) -> str:
    """What a command is called among the examples: `new case`, and `portal` for the whole."""
    names: list[str] = []
    while context.parent is not None:
        names.insert(0, context.info_name or "")
        context = context.parent
    return " ".join(names) or "portal"


def _spoken(text: str, catalogue: Catalogue) -> str:
    """What is to be typed, `FILE...`, by what it is called in the language."""

    def said(found: re.Match[str]) -> str:
        key = f"metavar.{found['name'].lower()}"
        return catalogue.text(key) if key in catalogue else found[0]

    return _NAME.sub(said, text)


def _limits(text: str, catalogue: Catalogue) -> str:
    """What the library says of a value in brackets, in the language."""
    return text.replace("required", catalogue.text("command.required"))


def _all_of(commands: Iterable[str], catalogue: Catalogue) -> str:
    """The commands of a group, as a sentence behind another; nothing where they are many."""
    known = sorted(commands)
    return " " + catalogue.text("command.choices", choices=", ".join(known)) if len(known) <= _FEW else ""


def _catalogue_of(context: click.Context) -> Catalogue:
    return cast("_Speaking", context).catalogue


class _Speaking(Protocol):
    """What the context of a command of such a group has besides."""

    catalogue: Catalogue


class _Misuse(Refused, click.UsageError):
    """A command that was asked wrongly, in the words of a catalogue."""


def misused(wrong: str) -> click.UsageError:
    """That the command that runs was asked wrongly, after how it is used; to be raised."""
    context = click.get_current_context()
    return _Misuse(_explained(wrong, context, _catalogue_of(context)), context)


@contextmanager
def _told(catalogue: Callable[[], Catalogue]) -> Iterator[None]:
    """Tell what is asked wrongly in the language of a catalogue."""
    try:
        yield
    except (_Misuse, click.exceptions.NoArgsIsHelpError):  # the help says it all
        raise
    except click.UsageError as fault:
        raise _Misuse(_words(fault, catalogue()), fault.ctx) from None


def _words(fault: click.UsageError, catalogue: Catalogue) -> str:
    """What is wrong with a command line, after how it is used."""
    key = next((key for type_, key in _WRONG if isinstance(fault, type_)), "command.not_understood")
    name = getattr(fault, "option_name", "")
    parameter = getattr(fault, "param", None)
    if parameter is not None:
        name = parameter.opts[0] if isinstance(parameter, click.Option) else parameter.make_metavar(fault.ctx)
        name = name if isinstance(parameter, click.Option) else _spoken(name, catalogue)
    wrong = catalogue.text(key, name=name)
    if isinstance(fault, click.NoSuchOption) and fault.ctx:
        options = [option for param in fault.ctx.command.params for option in param.opts if option.startswith("-")]
        wrong += _meant(name, options, catalogue)
    choices = parameter.type.choices if parameter is not None and isinstance(parameter.type, click.Choice) else ()
    if choices:
        wrong += " " + catalogue.text("command.choices", choices=", ".join(map(str, choices)))
    elif parameter is not None and not isinstance(fault, click.MissingParameter):
        wrong += _wanted(parameter.type, catalogue)
    return _explained(wrong, fault.ctx, catalogue)


def _wanted(type_: click.ParamType[Any], catalogue: Catalogue) -> str:
    """What a value is to be, as a sentence behind another; nothing where nothing is known of it."""
    if isinstance(type_, click.IntRange):
        return " " + catalogue.text("command.number", least=type_.min, most=type_.max)
    if isinstance(type_, click.Path) and type_.file_okay != type_.dir_okay:
        return " " + catalogue.text("command.a_file" if type_.file_okay else "command.a_folder")
    return ""


def _meant(name: str, known: Iterable[str], catalogue: Catalogue) -> str:
    """What was probably meant, as a sentence behind another; nothing where nothing is near."""
    names = list(known)
    by_label = {catalogue.text(f"kind.{one}").casefold(): one for one in names if f"kind.{one}" in catalogue}
    near = by_label.get(name.casefold()) or closest(name, names, cutoff=0.6)
    return " " + catalogue.text("command.meant", near=near) if near else ""


def _explained(wrong: str, context: click.Context | None, catalogue: Catalogue) -> str:
    lines = [context.get_usage()] if context else []
    path = context.command_path if context else "portal"
    return "\n".join([*lines, wrong, catalogue.text("command.see_help", command=path)])
