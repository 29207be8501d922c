"""The command line: `portal init DIR`, `check`, `due`, `write DIR`, `serve`, `show ADDRESS`, `verify DIR`,
`sign MEETING`, `draft-agenda ORGANISATION DATE`, `word MEETING`, `notify --since STATE`,
`import FILE…`, `permalinks` and `clean FILE…`.

What a command needs and others do not is imported by it, for whoever waits for another one.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from portal import __version__
from portal.commands.editing.command import add_commands, ids_of, told_record
from portal.commands.editing.reporting import FORMATS, reported
from portal.commands.editing.since import problems_since
from portal.commands.importing.found import DocumentKind
from portal.commands.speaking import TYPED, Refused, group_speaking, misused, tell, tell_each
from portal.language.catalogue import LANGUAGES, Catalogue, catalogue_for
from portal.language.dates import Calendar
from portal.language.reasons import reason_of
from portal.model.kinds import KINDS, MEETING, ORGANISATION, kind_named
from portal.model.minisign import is_locked
from portal.model.problems import report
from portal.site.building import FaultyPortal, build_site, check_portal
from portal.site.folder import may_write, write_file, write_folder
from portal.site.manifest import BrokenManifest, compare
from portal.site.progress import Profile, Teller, progress_on_terminal
from portal.site.staging.stage import StagingError, explain, mend
from portal.source.settings import Settings, portal_root, read_settings
from portal.source.tree import readable_name

__all__ = ["main"]


_SAY = str
"""A help is the key of a message, which is said when the portal is known."""
_Group = group_speaking(lambda typed: catalogue_for(read_settings(_root_in(typed)).lang))
_FOLDER = click.Path(file_okay=False, path_type=Path)
_WITHOUT_PORTAL = {"init", "clean", "completion", "verify"}
"""The commands that need no portal to do what they do."""
_FILE = click.Path(dir_okay=False, path_type=Path)
_Portal = tuple[Path, Settings, Catalogue]


def _root_in(typed: Sequence[str]) -> Path:
    """The portal that is meant by what was typed."""
    found = next((re.fullmatch(r"--root=(.+)|--root", word) for word in typed if word.startswith("--root")), None)
    if found is None:
        return portal_root(Path())
    return Path(found[1] or next(iter(typed[typed.index("--root") + 1 :]), "."))


@click.group(cls=_Group, help=_SAY("cli.portal"))
@click.version_option(__version__, prog_name="portal", message="%(prog)s %(version)s", help=_SAY("command.version"))
@click.option("--root", type=_FOLDER, default=None, help=_SAY("cli.root"))
@click.pass_context
def main(context: click.Context, root: Path | None) -> None:
    here = Path()
    found = portal_root(here) if root is None else root
    if found == here.resolve():
        found = here
    settings = read_settings(found)
    catalogue = catalogue_for(settings.lang)
    if (
        settings.is_missing
        and context.invoked_subcommand not in _WITHOUT_PORTAL
        and "--help" not in context.meta[TYPED]
    ):
        raise Refused(report(settings.problems, catalogue))
    if root is None and found != here:
        click.echo(catalogue.text("command.root", folder=found), err=True)
    context.obj = (found, settings, catalogue)


@main.command("init", help=_SAY("cli.init"))
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.option("--name", help=_SAY("cli.init_name"))
@click.option("--url", help=_SAY("cli.init_url"))
@click.option("--language", "lang", type=click.Choice(LANGUAGES), help=_SAY("cli.init_language"))
@click.option("--secretariat", help=_SAY("cli.init_secretariat"))
@click.option("--email", help=_SAY("cli.init_email"))
@click.option("--phone", help=_SAY("cli.init_phone"))
@click.option("--body", "bodies", multiple=True, help=_SAY("cli.init_body"))
@click.option("--partner", "partners", multiple=True, help=_SAY("cli.init_partner"))
@click.option("--yes", is_flag=True, help=_SAY("cli.init_yes"))
def init(folder: Path, yes: bool, **given: Any) -> None:
    from portal.commands.founding.command import ask_and_found

    ask_and_found(folder, given, asks=not yes)


@main.command(help=_SAY("cli.check"))
@click.option("--format", "format_", type=click.Choice(FORMATS), default="text", help=_SAY("cli.check_format"))
@click.option("--since", metavar="REV", help=_SAY("cli.check_since"))
@click.pass_obj
def check(portal: _Portal, format_: str, since: str | None) -> None:
    root, settings, catalogue = portal
    progress = progress_on_terminal(catalogue)
    checked = check_portal(root, settings, with_history=since is None, progress=progress)
    progress.end()
    problems = checked.problems if since is None else problems_since(root, settings, since, checked.problems)
    if told := reported(format_, problems, catalogue, root):
        click.echo(told)
    if any(problem.severity.stops_build() for problem in problems):
        raise SystemExit(1)
    if format_ != "text":
        return
    click.echo(catalogue.count("check.passed", len(checked.portal.records)))
    for release in checked.releases[:1] if since is None else ():
        click.echo(catalogue.text("due.next_path", path=release.path, **release.when(settings.lang)))


@main.command(help=_SAY("cli.write"))
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.option("--preview", is_flag=True, help=_SAY("cli.preview"))
@click.option("--profile", is_flag=True, help=_SAY("cli.profile"))
@click.pass_obj
def write(portal: _Portal, folder: Path, preview: bool, profile: bool) -> None:
    root, settings, catalogue = portal
    if not may_write(folder, root, settings):
        raise Refused(catalogue.text("write.not_ours", folder=folder))
    progress = Profile(Teller(catalogue))
    try:
        site = build_site(root, settings, preview, progress=progress)
    except FaultyPortal as fault:
        raise Refused(str(fault)) from None
    if site.warnings:
        click.echo(report(site.warnings, catalogue), err=True)
    try:
        pages = write_folder(site, folder, progress)
    except (FaultyPortal, StagingError, OSError) as fault:
        raise Refused(explain(fault, folder, catalogue)) from None
    for line in progress.lines(catalogue) if profile else ():
        click.echo(line, err=True)
    click.echo(catalogue.count("write.done", pages, folder=folder))
    if site.next_release:
        click.echo(catalogue.text("due.next", **site.next_release.when(settings.lang)))


@main.command("serve", help=_SAY("cli.serve"))
@click.option("--port", type=click.IntRange(0, 65535), default=None, help=_SAY("cli.serve_port"))
@click.option("--open", "is_opened", is_flag=True, help=_SAY("cli.serve_open"))
@click.option("--admin", "has_admin", is_flag=True, help=_SAY("cli.serve_admin"))
@click.pass_obj
def serve_preview(portal: _Portal, port: int | None, is_opened: bool, has_admin: bool) -> None:
    from portal.commands.serving import serve

    serve(*portal, port, is_opened, has_admin)


@main.command("show", help=_SAY("cli.show"))
@click.argument("address", metavar="ADDRESS", shell_complete=ids_of())
@click.option("--data", is_flag=True, help=_SAY("cli.show_data"))
@click.pass_obj
def show_page(portal: _Portal, address: str, data: bool) -> None:
    from portal.commands.show import show

    if not data and told_record(portal, address):
        return
    try:
        click.echo(show(*portal, address, data), nl=False)
    except FaultyPortal as fault:
        raise Refused(str(fault)) from None


@main.command("preview", help=_SAY("cli.preview_pages"))
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.option("--since", "revision", metavar="REV", required=True, help=_SAY("cli.preview_since"))
@click.option("--base", default="", metavar="URL", help=_SAY("cli.preview_base"))
@click.pass_obj
def preview_pages(portal: _Portal, folder: Path, revision: str, base: str) -> None:
    from portal.commands.previewing import LIST, write_preview

    root, settings, catalogue = portal
    if not may_write(folder, root, settings):
        raise Refused(catalogue.text("write.not_ours", folder=folder))
    try:
        touched = write_preview(root, settings, folder, revision, base)
    except (StagingError, OSError) as fault:
        raise Refused(explain(fault, folder, catalogue)) from None
    for one in touched:
        click.echo(f"{one.state} {one.address}")
    click.echo(catalogue.text("preview.done", list=folder / LIST))


@main.command(help=_SAY("cli.due"))
@click.option("--since", "manifest", type=_FILE, metavar="MANIFEST", help=_SAY("cli.due_since"))
@click.pass_obj
def due(portal: _Portal, manifest: Path | None) -> None:
    root, settings, catalogue = portal
    if manifest is not None:
        from portal.commands.overdue import overdue

        for line in overdue(root, settings, manifest):
            click.echo(line)
        return
    progress = progress_on_terminal(catalogue)
    checked = check_portal(root, settings, progress=progress)
    progress.end()
    if checked.stops_build:
        raise Refused(report(checked.problems, catalogue))
    for release in checked.releases:
        click.echo(f"{release.moment.isoformat(timespec='minutes')} {release.path}")
    if not checked.releases:
        click.echo(catalogue.text("due.none"), err=True)


@main.command(help=_SAY("cli.verify"))
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.pass_obj
def verify(portal: _Portal, folder: Path) -> None:
    catalogue = portal[2]
    mend(folder)
    try:
        compared = compare(folder)
    except BrokenManifest as fault:
        raise Refused(catalogue.text(fault.key, folder=folder)) from None
    except OSError as fault:
        raise Refused(catalogue.text("verify.failed", folder=folder, reason=reason_of(fault, catalogue))) from None
    for name in ("different", "lacking", "new"):
        for path in getattr(compared, name):
            click.echo(catalogue.text(f"verify.{name}", path=readable_name(path)))
    key = "verify.same" if compared.is_same else "verify.not_same"
    count = len(compared.manifest.files)
    click.echo(catalogue.count(key, count, folder=folder, digest=compared.digest), err=not compared.is_same)
    if not compared.is_same:
        raise SystemExit(1)


@main.command(help=_SAY("cli.permalinks"))
@click.option("--apply", is_flag=True, help=_SAY("cli.permalinks_apply"))
@click.option("--update", is_flag=True, help=_SAY("cli.permalinks_update"))
@click.pass_obj
def permalinks(portal: _Portal, apply: bool, update: bool) -> None:
    from portal.commands.permalinks import tend_permalinks

    root, settings, _ = portal
    done = tend_permalinks(root, settings, apply, update)
    for line in done.said:
        click.echo(line)
    for line in done.faults:
        click.echo(line, err=True)
    if done.faults:
        raise SystemExit(1)


@main.command("sign", help=_SAY("cli.sign"))
@click.argument("meeting", metavar="MEETING", required=False, shell_complete=ids_of(MEETING))
@click.option("--key", type=_FILE, help=_SAY("cli.sign_key"))
@click.option("--new-key", type=_FILE, help=_SAY("cli.sign_new_key"))
@click.option("--password", is_flag=True, help=_SAY("cli.sign_password"))
@click.pass_obj
def sign(
    portal: _Portal,
    meeting: str | None,
    key: Path | None,
    new_key: Path | None,
    password: bool,
) -> None:
    from portal.commands.signing import make_key, sign_minutes

    root, settings, catalogue = portal
    if (new_key is None) == (meeting is None) or (key is None) != (meeting is None):
        raise misused(catalogue.text("sign.usage"))
    try:
        if new_key is not None:
            asked = catalogue.text("sign.ask_password")
            word = click.prompt(asked, hide_input=True, confirmation_prompt=True) if password else ""
            public = make_key(root, settings, new_key, word)
            click.echo(catalogue.text("sign.key_made", path=new_key, key=public, id=public.id))
        elif meeting is not None and key is not None:
            word = click.prompt(catalogue.text("sign.ask_password"), hide_input=True) if _wants_password(key) else ""
            path, id_ = sign_minutes(root, settings, meeting, key, word)
            click.echo(catalogue.text("sign.done", path=path, id=id_))
    except OSError as fault:
        reason = reason_of(fault, catalogue)
        raise Refused(catalogue.text("sign.failed", path=fault.filename or root, reason=reason)) from None


def _wants_password(key: Path) -> bool:
    try:
        return is_locked(key.read_text("utf-8"))
    except ValueError:
        return False


@main.command("schema", help=_SAY("cli.schema"))
@click.argument("kind", metavar="KIND", required=False, type=click.Choice([kind.name for kind in KINDS]))
@click.option("--write", "is_written", is_flag=True, help=_SAY("cli.schema_write"))
@click.pass_obj
def schema(portal: _Portal, kind: str | None, is_written: bool) -> None:
    from portal.commands.schemas.command import schema_text, write_schemas

    root, settings, catalogue = portal
    if is_written == (kind is not None):
        raise misused(catalogue.text("schema.usage"))
    if kind is not None:
        click.echo(schema_text(root, settings, kind_named(kind)), nl=False)
        return
    try:
        click.echo("\n".join(write_schemas(root, settings)))
    except OSError as fault:
        raise Refused(catalogue.text("edit.failed", reason=reason_of(fault, catalogue))) from None


@main.command("draft-agenda", help=_SAY("cli.draft_agenda"))
@click.argument("organisation", metavar="ORGANISATION", shell_complete=ids_of(ORGANISATION))
@click.argument("date", metavar="DATE")
@click.option("--dry-run", is_flag=True, help=_SAY("cli.dry_run"))
@click.pass_obj
def draft(portal: _Portal, organisation: str, date: str, dry_run: bool) -> None:
    from portal.commands.drafting.command import draft_for

    root, settings, catalogue = portal
    try:
        drafted = draft_for(root, settings, organisation, date)
        if dry_run:
            click.echo(drafted.text, nl=False)
            return
        write_file(root / drafted.path, drafted.text)
    except OSError as fault:
        raise Refused(catalogue.text("draft.failed", reason=reason_of(fault, catalogue))) from None
    click.echo(catalogue.count("draft.done", len(drafted.items), path=drafted.path))
    for item in drafted.items:
        click.echo(f"  {item.number} {item.name} ({item.reason})".replace("   ", "  "))
    for day in drafted.without_minutes:
        click.echo(catalogue.text("draft.without_minutes", date=Calendar(settings.lang).day(day)))
    for day in drafted.withheld:
        click.echo(catalogue.text("draft.withheld", date=Calendar(settings.lang).day(day)))
    if drafted.is_past:
        click.echo(catalogue.text("draft.past"), err=True)
    if drafted.is_new:
        click.echo(catalogue.text("draft.read_over"))


@main.command("import", help=_SAY("cli.import"))
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--kind", type=click.Choice([kind.value for kind in DocumentKind]), help=_SAY("cli.import_kind"))
@click.option("--organisation", metavar="ID", help=_SAY("cli.import_organisation"))
@click.option("--date", metavar="DATE", help=_SAY("cli.import_date"))
@click.option("--into", type=_FOLDER, help=_SAY("cli.import_into"))
@click.option("--merge", is_flag=True, help=_SAY("cli.import_merge"))
@click.option("--cases", is_flag=True, help=_SAY("cli.import_cases"))
@click.option("--with-exempt", is_flag=True, help=_SAY("cli.import_with_exempt"))
@click.option("--dry-run", is_flag=True, help=_SAY("cli.dry_run"))
@click.option("--review", "is_reviewed", is_flag=True, help=_SAY("cli.import_review"))
@click.option("--no-browser", is_flag=True, help=_SAY("cli.import_no_browser"))
@click.pass_context
def import_documents(
    context: click.Context,
    /,
    files: tuple[Path, ...],
    kind: str | None,
    into: Path | None,
    is_reviewed: bool,
    no_browser: bool,
    **options: Any,
) -> None:
    from portal.commands.importing.command import Arguments, import_into
    from portal.commands.importing.review.server import review

    root, settings, _ = context.obj if into is None else (into, read_settings(into), None)
    home = context.parent.params["root"] if context.parent else None
    arguments = Arguments(DocumentKind(kind) if kind else None, root=home, into=into, **options)
    if is_reviewed and arguments.dry_run:
        raise misused(catalogue_for(settings.lang).text("import.review_dry"))
    if is_reviewed:
        review(root, settings, files, arguments, not no_browser)
    else:
        tell(import_into(root, settings, files, arguments))


@main.command("notify", help=_SAY("cli.notify"))
@click.option("--since", "state", metavar="STATE", type=_FILE, required=True, help=_SAY("cli.notify_since"))
@click.option("--list", "listed", type=_FILE, required=True, envvar="PORTAL_NOTIFY_LIST", help=_SAY("cli.notify_list"))
@click.option("--from", "sender", default="", envvar="PORTAL_NOTIFY_FROM", help=_SAY("cli.notify_from"))
@click.option("--smtp", "server", default="", envvar="PORTAL_NOTIFY_SMTP", help=_SAY("cli.notify_smtp"))
@click.option("--unsubscribe", default="", envvar="PORTAL_NOTIFY_UNSUBSCRIBE", help=_SAY("cli.notify_unsubscribe"))
@click.option("--dry-run", is_flag=True, help=_SAY("cli.notify_dry_run"))
@click.pass_obj
def notify_subscribers(portal: _Portal, /, **given: Any) -> None:
    from portal.commands.notifying.command import Mailing, notify

    root, settings, _ = portal
    tell_each(notify(root, settings, Mailing(**given)))


@main.command("word", help=_SAY("cli.word"))
@click.argument("meeting", metavar="MEETING", shell_complete=ids_of(MEETING))
@click.option("--out", type=_FILE, help=_SAY("cli.word_out"))
@click.pass_obj
def word(portal: _Portal, meeting: str, out: Path | None) -> None:
    from portal.commands.word.writing import write_word

    root, settings, catalogue = portal
    try:
        path = write_word(root, settings, meeting, out)
    except OSError as fault:
        raise Refused(catalogue.text("word.failed", reason=reason_of(fault, catalogue))) from None
    click.echo(catalogue.text("word.done", path=path, typed=shlex.quote(str(path))))


@main.command("upgrade", help=_SAY("cli.upgrade"))
@click.option("--from", "begun", metavar="VERSION", help=_SAY("cli.upgrade_from"))
@click.option("--dry-run", is_flag=True, help=_SAY("cli.dry_run_shown"))
@click.pass_obj
def upgrade_portal(portal: _Portal, begun: str | None, dry_run: bool) -> None:
    from portal.commands.upgrading.command import upgrade

    root, settings, _ = portal
    for line in upgrade(root, settings, begun, dry_run):
        click.echo(line)


@main.command(help=_SAY("cli.clean"))
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=_FILE)
@click.option("--out", type=_FILE, help=_SAY("cli.clean_out"))
@click.option("--dry-run", is_flag=True, help=_SAY("cli.clean_dry_run"))
@click.pass_obj
def clean(portal: _Portal, files: tuple[Path, ...], out: Path | None, dry_run: bool) -> None:
    from portal.commands.cleaning.command import clean_file

    catalogue = portal[2]
    if out is not None and len(files) > 1:
        raise Refused(catalogue.text("clean.one_file"))
    tell([clean_file(path, out, dry_run, catalogue) for path in files])


add_commands(main)


if __name__ == "__main__":
    main()
