"""What is typed for the editors' commands: each with its arguments, its options and what it says."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click
from click.shell_completion import BashComplete, CompletionItem, FishComplete, ShellComplete, ZshComplete

from portal.commands.editing.edits import difference
from portal.commands.editing.finding import find
from portal.commands.editing.fixing import mended
from portal.commands.editing.minutes import prepare_minutes
from portal.commands.editing.new import ASKED, Asked, Editor
from portal.commands.editing.planning import plan_year
from portal.commands.editing.records import ids_in, linked_records, records_named
from portal.commands.editing.renaming import plan_renaming, rename
from portal.commands.editing.storing import store_new
from portal.commands.editing.telling import tell_record
from portal.commands.speaking import Refused, misused
from portal.language.catalogue import Catalogue
from portal.language.reasons import reason_of
from portal.model.kinds import AGREEMENT, CASE, KINDS, MEETING, ORGANISATION, PLAN, PROJECT, Kind
from portal.model.problems import Problem, report
from portal.site.folder import write_files
from portal.source.settings import Settings, portal_root

__all__ = ["add_commands", "ids_of", "told_record"]

_Portal = tuple[Path, Settings, Catalogue]
_DRY_RUN = click.Option(["--dry-run"], is_flag=True, help="cli.dry_run_shown")

_MOST_HITS = 50
_NEW = {
    CASE: "cli.new_case",
    MEETING: "cli.new_meeting",
    PROJECT: "cli.new_project",
    ORGANISATION: "cli.new_organisation",
    AGREEMENT: "cli.new_agreement",
    PLAN: "cli.new_plan",
}


def add_commands(main: click.Group) -> None:
    """Add the editors' commands to those of the portal."""
    new = main.group("new", help="cli.new")(lambda: None)
    shells = click.Argument(["shell"], type=click.Choice(sorted(_SHELLS)))
    main.command("completion", help="cli.completion", params=[shells])(_completion)
    for kind in _NEW:
        _add_new(new, kind)
    main.command("find", help="cli.find", params=[click.Argument(["text"], nargs=-1, required=True)])(_find)
    main.command("fix", help="cli.fix", params=[_DRY_RUN])(_fix)
    main.command("minutes", help="cli.minutes", params=[_record("meeting", MEETING), _DRY_RUN])(_minutes)
    main.command("plan", help="cli.plan", params=[*_PLAN, _DRY_RUN])(_plan)
    main.command("rename", help="cli.rename", params=[_record("old"), click.Argument(["new"]), _DRY_RUN])(_rename)


# -- completion


def ids_of(*kinds: Kind) -> Any:
    """What completes the ids of records of some kinds."""

    def complete(context: click.Context, _: click.Parameter, typed: str) -> list[CompletionItem]:
        root = context.find_root().params.get("root") or portal_root(Path())
        return [CompletionItem(id_) for id_ in ids_in(root, kinds or KINDS) if id_.startswith(typed)]

    return complete


def _record(name: str, *kinds: Kind) -> click.Argument:
    """An argument that means a record."""
    return click.Argument([name], shell_complete=ids_of(*kinds))


_SHELLS: Mapping[str, type[ShellComplete]] = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}


@click.pass_context
def _completion(context: click.Context, /, shell: str) -> None:
    script = _SHELLS[shell](context.find_root().command, {}, "portal", "_PORTAL_COMPLETE")
    click.echo(script.source_template % script.source_vars())


# -- portal show


def told_record(portal: _Portal, text: str) -> bool:
    """Tell of the record that an id or a path means; whether there is one. Several are named, and `Refused` raised."""
    root, settings, catalogue = portal
    found = records_named(root, linked_records(root, settings)[1], text) if not text.startswith("/") else []
    if len(found) > 1:
        raise Refused(catalogue.text("edit.ambiguous", found=text, listed=catalogue.listed(one.path for one in found)))
    for record in found:
        click.echo("\n".join(tell_record(root, settings, record.path)))
    return bool(found)


# -- portal find


@click.pass_obj
def _find(portal: _Portal, /, text: tuple[str, ...]) -> None:
    root, settings, catalogue = portal
    if not " ".join(text).strip():
        raise misused(catalogue.text("command.missing", name=catalogue.text("metavar.text")))
    hits = find(root, settings, " ".join(text))
    for hit in hits[:_MOST_HITS]:
        click.echo(f"{hit.place.path}:{hit.place.line}: {hit.words}")
    if len(hits) > _MOST_HITS:
        click.echo(catalogue.count("find.more", len(hits) - _MOST_HITS), err=True)
    if not hits:
        raise Refused(catalogue.text("find.none", text=" ".join(text)))


# -- portal fix


@click.pass_obj
def _fix(portal: _Portal, /, dry_run: bool) -> None:
    root, settings, catalogue = portal
    texts = mended(root, settings)
    for path, text in texts.items():
        click.echo(difference((root / path).read_bytes().decode("utf-8"), text, path))
    if not dry_run:
        _stored(portal, lambda: write_files(root, texts))
    key = "fix.found" if dry_run else "fix.done"
    told = catalogue.text("fix.none") if not texts else catalogue.count(key, len(texts))
    click.echo(told, err=True)


# -- portal plan, portal minutes

_PLAN = (
    _record("organisation", ORGANISATION),
    click.Argument(["year"], type=click.IntRange(1900, 2999)),
    click.Option(["--weekday"], metavar="TEXT", help="cli.plan_weekday"),
    click.Option(["--dates"], metavar="DATE,DATE", help="cli.plan_dates"),
)


@click.pass_obj
def _plan(
    portal: _Portal, /, organisation: str, year: int, weekday: str | None, dates: str | None, dry_run: bool
) -> None:
    root, settings, catalogue = portal
    if weekday and dates:
        raise misused(catalogue.text("plan.usage"))
    planned = plan_year(root, settings, organisation, year, weekday, dates)
    problems = _stored(
        portal, lambda: store_new(root, settings, {one.path: one.text for one in planned.files}, dry_run)
    )
    for path in planned.there:
        click.echo(catalogue.text("plan.there", path=path), err=True)
    for one in planned.files:
        click.echo(f"{one.path}: {', '.join(one.notes)}")
    if dry_run:
        click.echo("\n".join(one.text for one in planned.files), nl=False)
    key = "plan.found" if dry_run else "plan.done"
    click.echo(catalogue.count(key, len(planned.files)), err=True)
    if problems:
        click.echo(report(problems, catalogue), err=True)


@click.pass_obj
def _minutes(portal: _Portal, /, meeting: str, dry_run: bool) -> None:
    root, settings, catalogue = portal
    minutes = prepare_minutes(root, settings, meeting)
    if dry_run:
        click.echo(difference((root / minutes.path).read_bytes().decode("utf-8"), minutes.text, minutes.path))
        return
    _stored(portal, lambda: write_files(root, {minutes.path: minutes.text}))
    click.echo(catalogue.text("edit.written", path=minutes.path))
    if minutes.people:
        click.echo(catalogue.count("minutes.people", minutes.people))
    else:
        click.echo(catalogue.text("minutes.nobody"))
    click.echo(catalogue.text("minutes.outcomes"))
    if minutes.problems:
        click.echo(report(minutes.problems, catalogue), err=True)


# -- portal rename


@click.pass_obj
def _rename(portal: _Portal, /, old: str, new: str, dry_run: bool) -> None:
    root, settings, catalogue = portal
    renaming = plan_renaming(root, settings, old, new)
    if not dry_run:
        _stored(portal, lambda: rename(root, settings, renaming))
    for from_, to in renaming.moves:
        click.echo(catalogue.text("rename.moved", old=from_, new=to))
    for path, text in renaming.texts.items():
        if dry_run:
            click.echo(difference(renaming.before[path], text, renaming.formerly[path], path))
        else:
            click.echo(catalogue.text("rename.changed", path=path))


# -- portal new


def _add_new(group: click.Group, kind: Kind) -> None:
    @click.pass_obj
    def new(portal: _Portal, /, dry_run: bool, **given: Any) -> None:
        answers = {asked.name: given.pop(_parameter(asked)) for asked in ASKED[kind.name]}
        _new(portal, kind, answers, dry_run)

    params = [*(_param(kind, asked) for asked in ASKED[kind.name]), _DRY_RUN]
    group.command(kind.name, help=_NEW[kind], params=params)(new)


def _parameter(asked: Asked) -> str:
    return f"{asked.name}_"


def _word(kind: Kind, asked: Asked) -> str:
    """What a field is called in the catalogues."""
    return f"{kind.name}_{asked.name}"


def _param(kind: Kind, asked: Asked) -> click.Parameter:
    completes = ids_of(asked.refers) if asked.refers else None
    if asked.is_argument:
        return click.Argument([_parameter(asked)], metavar=asked.name.upper(), required=False, shell_complete=completes)
    return click.Option(
        [f"--{asked.name}", _parameter(asked)],
        metavar=None if asked.choices else "TEXT",
        multiple=asked.many,
        type=click.Choice(asked.choices) if asked.choices else str,
        help=f"new.{_word(kind, asked)}",
        shell_complete=completes,
    )


def _new(portal: _Portal, kind: Kind, answers: dict[str, Any], dry_run: bool) -> None:
    root, settings, catalogue = portal
    editor = Editor(root, settings)
    missing = [asked for asked in ASKED[kind.name] if asked.is_argument and not answers[asked.name]]
    if missing and not _may_be_asked():
        raise misused(catalogue.text("command.missing", name=catalogue.text(f"metavar.{missing[0].name}")))
    if missing:
        _ask(editor, kind, answers)
    file = editor.new(kind, answers)
    problems = _stored(portal, lambda: editor.store(file, dry_run))
    _tell(portal, {file.path: file.text}, problems, dry_run)
    for note in file.notes:
        click.echo(note, err=dry_run)


def _may_be_asked() -> bool:
    return sys.stdin.isatty()


def _ask(editor: Editor, kind: Kind, answers: dict[str, Any]) -> None:
    """Ask for what was not given, with what is proposed; an answer that cannot be used is asked for again."""
    for asked in ASKED[kind.name]:
        while not answers[asked.name]:
            words = editor.catalogue.text(f"new.{_word(kind, asked)}").rstrip(".")
            answer = _prompted(words, editor.proposed(kind, asked, answers), asked, editor.catalogue)
            if not answer and not asked.is_argument:
                break
            parts = [part.strip() for part in answer.split(";")] if asked.many else [answer]
            faults = [fault for part in parts if (fault := editor.fault(kind, asked, part))]
            click.echo("\n".join(faults), nl=bool(faults), err=True)
            if not faults:
                answers[asked.name] = parts if asked.many else answer


def _prompted(words: str, proposed: str, asked: Asked, catalogue: Catalogue) -> str:
    if asked.choices:
        words += ". " + catalogue.text("command.choices", choices=", ".join(asked.choices)).rstrip(".")
    if asked.many:
        words += ". " + catalogue.text("new.several").rstrip(".")
    try:
        answer: str = click.prompt(words, default=proposed, show_default=bool(proposed), err=True)
    except click.Abort:
        raise Refused(f"\n{catalogue.text('new.ended')}") from None
    return answer.strip()


# -- what is said


T = TypeVar("T")


def _stored(portal: _Portal, store: Callable[[], T]) -> T:
    """What a write gives, told in words where the system fails it."""
    catalogue = portal[2]
    try:
        return store()
    except OSError as fault:
        raise Refused(catalogue.text("edit.failed", reason=reason_of(fault, catalogue))) from None


def _tell(portal: _Portal, texts: Mapping[str, str], problems: list[Problem], dry_run: bool) -> None:
    """Say what was written, or show what would be; then what is wrong with it."""
    catalogue = portal[2]
    for path, text in texts.items():
        if dry_run:
            click.echo(path, err=True)
            click.echo(text, nl=False)
        else:
            click.echo(catalogue.text("edit.written", path=path))
    if problems:
        click.echo(report(problems, catalogue), err=True)
