"""The editor in the browser, served with the records of a portal: what is done there, and what becomes of files."""

from __future__ import annotations

import difflib
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from portal.commands.administering.server import RecordServer
from portal.commands.serving import listening
from portal.language.catalogue import catalogue_for
from portal.model.addresses import ADMIN
from portal.model.kinds import KINDS
from portal.site.preview.live import LivePortal
from portal.site.preview.server import PreviewServer
from portal.source.settings import LOCAL, read_settings

__all__ = ["Editor", "administered", "changed_lines", "records_in"]

_KEY = "key-of-the-tests"


class Editor:
    """A page of the editor, where somebody works. What is not in sight is not drawn yet: it must be high enough."""

    def __init__(self, page: Page, address: str, root: Path, token: str = "") -> None:
        self.page, self._address, self._root = page, address, root
        self.asked: list[str] = []
        self.faults: list[str] = []
        page.on("response", lambda answer: self.asked.append(answer.url))
        page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        page.goto(f"{address}?key={_KEY}")
        if token:
            page.get_by_role("button", name=re.compile("token", re.IGNORECASE)).click()
            page.locator("dialog[open] input").fill(token)
            page.locator("dialog[open]").get_by_role("button", name="Sign In").click()
        page.get_by_text("viewing the").first.wait_for(state="attached")

    def open(self, collection: str, id_: str) -> None:
        """Open the form of a record."""
        self._go(f"#/collections/{collection}/entries/{id_}")

    def new(self, collection: str, id_: str) -> None:
        """Open the form of a record to be, with its id."""
        self._go(f"#/collections/{collection}/new")
        self.page.locator("input:not([data-key-path] *):not([role=searchbox])").first.fill(id_)

    def _go(self, place: str) -> None:
        self.page.goto(f"{self._address}{place}")
        self.field("title").wait_for()

    def field(self, path: str) -> Locator:
        """The field at a path such as `agenda.0.title`."""
        return self.page.locator(f'[data-key-path="{path}"]')

    def unfold(self, path: str) -> None:
        """Unfold what a field lies in, from the outside in."""
        steps = path.split(".")
        for length in range(1, len(steps)):
            outer = self.field(".".join(steps[:length]))
            if steps[length].isdigit():
                row = outer.locator(f'[aria-controls$="-item-{steps[length]}-body"]').first
                if row.get_attribute("aria-expanded") == "false":
                    row.click()
            else:
                folded = outer.locator('[aria-controls$="-item-list"]').first
                if folded.count() and folded.get_attribute("aria-expanded") == "false":
                    folded.click()

    def write(self, path: str, text: str) -> None:
        """Write a text in a field."""
        self.field(path).locator("input, textarea").first.fill(text)

    def add(self, path: str, label: str) -> None:
        """Add a row to a list, or a group that is not there yet, by what it is called."""
        words = re.compile(rf"Add\s+\W*{label}\W*$")
        self.field(path).get_by_role("button", name=words).or_(
            self.field(path).get_by_role("checkbox", name=words)
        ).last.click()

    def choose(self, path: str, title: str) -> None:
        """Choose a record, or a value, by what it is called."""
        field = self.field(path)
        few = field.get_by_role("radio", name=title, exact=True).or_(
            field.get_by_role("checkbox", name=title, exact=True)
        )
        if few.or_(field.get_by_role("combobox")).first.get_attribute("role") != "combobox":
            few.click()
            return
        field.get_by_role("combobox").click()
        self.page.get_by_role("option", name=title, exact=True).click()
        expect(field.get_by_role("combobox")).to_contain_text(title)

    def attach(self, path: str, file: Path) -> None:
        """Attach a file of this machine."""
        self.field(path).locator("input[type=file]").first.set_input_files(file)

    def save(self) -> None:
        """Save, and wait until the record is written."""
        with self.page.expect_response(lambda answer: answer.request.method == "PUT" and answer.url.endswith(".md")):
            self.page.get_by_role("button", name="Save", exact=True).click()

    def changes(self, act: Callable[[], None]) -> dict[str, list[str]]:
        """What becomes other lines of the records by something that is done: `-` and `+` before each, by file."""
        before = records_in(self._root)
        act()
        after = records_in(self._root)
        return {
            path: changed_lines(before.get(path, ""), after.get(path, ""))
            for path in sorted({*before, *after})
            if before.get(path) != after.get(path)
        }


def changed_lines(before: str, after: str) -> list[str]:
    """The lines that go, a `-` before each, and those that come, a `+` before each."""
    told = list(difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm=""))[2:]
    return [line for line in told if not line.startswith("@@")]


def records_in(root: Path) -> dict[str, str]:
    """The text of every record file, with its line ends."""
    files = (file for kind in KINDS for file in (root / kind.folder).rglob("*.md"))
    return {file.relative_to(root).as_posix(): file.read_bytes().decode() for file in files}


@contextmanager
def administered(root: Path) -> Iterator[str]:
    """Serve the editor for the portal in `root`; its address."""
    settings = read_settings(root)
    live = LivePortal(root, settings, LOCAL)
    preview = PreviewServer(live)
    with listening([0], catalogue_for(settings.lang)) as server:
        server.set_app(RecordServer(preview, root, settings, _KEY))
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{ADMIN}"
        finally:
            preview.end()
            server.shutdown()
            thread.join()
