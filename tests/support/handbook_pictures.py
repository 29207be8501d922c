"""`make handbook-pictures`: takes the pictures of the handbook anew, of portals made by the words of its own pages.

Each task is done from an empty folder, the portal is served as an editor serves it, and a browser of one size, in light
colours and without movement, looks at what the picture is to show.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, FloatRect, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from portal.commands.notifying.digests import Digests, keys_of
from portal.commands.notifying.subscribers import Subscriber
from portal.language.catalogue import LANGUAGES
from portal.model.clock import OSLO
from portal.site.building import build_site
from portal.source.settings import read_settings
from support.admin import Editor, administered
from support.browser import launch
from support.handbook import Doer
from support.portals import PAGES

WIDTH = 1040
_QUALITY = 72


@dataclass(frozen=True)
class Shot:
    """What a picture shows: the portal when a task is `done`, on a `day`, at an address, from an element on down.

    `breaks` is a file that is damaged first; `reviews` a document whose import is gone through instead, `edits` what is
    gone to in the editor in the browser. What `mails` is the message that tells of the record at the address.
    """

    done: str
    address: str
    top: str = "main"
    height: int = 620
    day: str = ""
    breaks: str = ""
    reviews: str = ""
    edits: str | None = None
    mails: bool = False


_BODY, _CASE = "{body}", "/saker/2030-felles-rutine-for-utskriving/"
_MEETING = f"/moter/{_BODY}/2030-03-06/"
SHOTS = {
    "ta-over": Shot("ta-over", "/", "body"),
    "levere": Shot("ta-imot-sak", _CASE, "body", 320, breaks="cases/2030-felles-rutine-for-utskriving.md"),
    "ta-imot-sak": Shot("ta-imot-sak", _CASE, height=900),
    "kalle-inn": Shot("kalle-inn", _MEETING, height=900),
    "skrive-referat": Shot("skrive-referat", _MEETING, "#_saker, #sak-01-30"),
    "folgje-opp": Shot("skrive-referat", "/oppfolging/", height=720, day="2030-04-16"),
    "publisere": Shot("publisere", _CASE, "#_papir", 360),
    "halde-tilbake": Shot("halde-tilbake", "/saker/{closed}/"),
    "rette-feil": Shot("rette-feil", _MEETING, "#_rettingar", 320),
    "rediger-liste": Shot("kalle-inn", "/", "body", 480, edits=""),
    "rediger": Shot("kalle-inn", "/", "body", 900, edits=f"#/collections/meetings-{_BODY}/entries/2030-03-06"),
    "avtalar": Shot("avtalar", "/avtalar/utskriving-2030/", height=760),
    "planar": Shot("avtalar", "/planar/handlingsplan-2030/", height=760),
    "varsel": Shot("varsel", "/saker/2030-felles-legevakt/", "body", 330, mails=True),
    "ta-inn": Shot("ta-over", "/", "body", day="2030-01-10", reviews="referat.txt"),
}
"""The pictures, by the names of their files without `.webp`."""
_NAMES = {
    "nn": {"body": "utval-a", "closed": "2030-sak-om-tilsetjing"},
    "nb": {"body": "utvalg-a", "closed": "2030-sak-om-ansettelse"},
}


@contextmanager
def served(done: Doer, *command: str) -> Iterator[str]:
    """A command of the portal that serves something, until the context ends; gives the address that it tells."""
    with subprocess.Popen(
        [sys.executable, "-m", "portal.commands.cli", *command],
        cwd=done.here, env=dict(done.environment), stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        try:
            assert process.stderr
            yield next(filter(None, (re.search(r"http://\S+", line) for line in process.stderr)))[0]
        finally:
            process.terminate()


def take(browser: Browser, lang: str, shot: Shot) -> bytes:
    """A picture, as WebP."""
    with tempfile.TemporaryDirectory() as home:
        done = Doer(lang, Path(home))
        done.do(shot.done)
        done.day = shot.day or done.day
        if shot.breaks:
            path = done.here / shot.breaks
            path.write_text(path.read_text("utf-8").replace("type: ", "typ: "), encoding="utf-8")
        if shot.edits is not None:
            with administered(done.here) as address:
                return _looked(browser, address, shot, shot.edits.format(**_NAMES[lang]))
        if shot.mails:
            page = Path(home) / "varsel.html"
            page.write_text(mail(done, lang, shot.address), encoding="utf-8")
            return _looked(browser, page.as_uri(), shot)
        command = ["serve", "--port", "0"]
        if shot.reviews:
            document = Path(home) / shot.reviews
            page = (PAGES / lang / "handbok/ta-inn.md").read_text("utf-8")
            document.write_text(page.split("```text\n")[1].split("```")[0], encoding="utf-8")
            command = ["import", "--review", "--no-browser", str(document)]
        with served(done, *command) as address:
            url = address if shot.reviews else address.rstrip("/") + shot.address.format(**_NAMES[lang])
            return _looked(browser, url, shot)


def mail(done: Doer, lang: str, address: str) -> str:
    """The message that tells whoever follows all of what is new of a record, as a mail program shows it."""
    settings = read_settings(done.here)
    moment = dt.datetime.combine(dt.date.fromisoformat(done.day), dt.time(12), OSLO)
    context = build_site(done.here, settings, moment=moment).context
    keys = [key for key, change in keys_of(context).items() if change.record.address == address]
    digests = Digests(done.here, settings, context.portal, "post@fjordane.example", "")
    follower = Subscriber(address="kari@kommunen.example", language=lang, bodies=(_NAMES[lang]["body"],))
    message = digests.digest(follower, keys, moment)
    body = message and message.get_body(("html",))
    assert body, keys
    return str(body.get_content())


def _looked(browser: Browser, url: str, shot: Shot, place: str | None = None) -> bytes:
    """What is seen at an address, or at a place of the editor there."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": shot.height}, color_scheme="light", reduced_motion="reduce", locale="nb-NO"
    )
    page = context.new_page()
    if place is None:
        page.goto(url)
    else:
        Editor(page, url, Path())
        page.goto(f"{url}{place}")
        page.wait_for_timeout(2_000)
    page.wait_for_load_state("load")
    page.evaluate("document.fonts.ready")
    box = page.locator(shot.top).first.bounding_box()
    assert box, shot.top
    begin = max(0, box["y"] - (0 if shot.top == "body" else 16))
    page.set_viewport_size({"width": WIDTH, "height": int(begin) + shot.height})
    clip: FloatRect = {"x": 0, "y": begin, "width": WIDTH, "height": shot.height}
    data = page.screenshot(clip=clip, animations="disabled")
    context.close()
    picture = io.BytesIO()
    Image.open(io.BytesIO(data)).convert("RGB").save(picture, "WEBP", quality=_QUALITY, method=6)
    return picture.getvalue()


def main() -> None:
    """Take every picture, or those that are named, in every language."""
    names = sys.argv[1:] or list(SHOTS)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for lang in LANGUAGES:
            for name in names:
                path = PAGES / lang / f"handbok/bilete/{name}.webp"
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(take(browser, lang, SHOTS[name]))
                print(f"{path.relative_to(PAGES)}: {path.stat().st_size:,} bytes")
        browser.close()


if __name__ == "__main__":
    main()
