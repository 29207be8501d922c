"""Approved minutes can be signed, and verified with minisign; what the public may not read, no signature keeps up."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result

from portal.model.minisign import (
    BadKey,
    BadSignature,
    PublicKey,
    SecretKey,
    is_locked,
    new_key,
    read_public_key,
    read_secret_key,
    read_signature,
    sign,
    verify,
)
from support.attachments import picture
from support.portals import EPOCH, PortalFolder, make_portal
from support.sites import read_page, tree

# -- the format: what the program minisign 0.11 wrote of a key without a password, and of a file that holds "Referat\n"

PUBLIC = "RWSfeS+KnbYpGhAanRveOtmtlml8Z516SGts8M7XAWBAjfyCnS8f5c2s"
SECRET = """untrusted comment: minisign encrypted secret key
RWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAn3kvip22KRr7azWaNTxhDCx/pFcYEdhpWY7zJTohDzuzVuCuEBx7VhAanRveOtmtlml8Z516SGts8M7XAWBAjfyCnS8f5c2sAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
"""
SIGNED = """untrusted comment: signature from minisign secret key
RUSfeS+KnbYpGkWzdnkw7lHI3jsOO/wc1KzsLURfh1v4SGevu9FNgUeBauJRVkGiV42bUvB742PL3CrBRCCrgWUTgM67IF+cNAM=
trusted comment: timestamp:1620604800\tfile:referat.pdf\thashed
9CE7w5PQXD2uuwr+oh8gACqqCXRaMtN/MpenPhg13SoAaL17MVfsRaPd1sOAs6bacnmMjo6SaLyBqtH6d8IbAQ==
"""
PAPER = b"Referat\n"


def test_a_signature_of_minisign_is_verified() -> None:
    signature = read_signature(SIGNED)
    verify(read_public_key(PUBLIC), PAPER, signature)
    assert signature.comment == "timestamp:1620604800\tfile:referat.pdf\thashed"
    assert str(signature.day) == "2021-05-10"
    assert signature.key_id == read_public_key(PUBLIC).id == "1A29B69D8A2F799F"


def test_we_write_what_minisign_writes() -> None:
    key = read_secret_key(SECRET)
    assert key.file() == SECRET
    assert str(key.public) == PUBLIC
    assert sign(key, PAPER, "timestamp:1620604800\tfile:referat.pdf\thashed").file() == SIGNED


@pytest.mark.parametrize("what", ["paper", "comment", "signature", "key"])
def test_a_signature_of_anything_else_is_refused(what: str) -> None:
    signature = read_signature(SIGNED)
    if what == "signature":
        signature = read_signature(sign(read_secret_key(SECRET), b"Anna\n", signature.comment).file())
    if what == "comment":
        signature = read_signature(SIGNED.replace("file:referat", "file:vedtekt"))
    key = PublicKey(signature.key_id, new_key().public.key) if what == "key" else read_public_key(PUBLIC)
    with pytest.raises(BadSignature):
        verify(key, PAPER + b"x" if what == "paper" else PAPER, signature)


def test_a_signature_of_another_key_is_refused() -> None:
    with pytest.raises(BadSignature):
        verify(new_key().public, PAPER, read_signature(SIGNED))


@pytest.mark.parametrize("text", ["", "x", SIGNED.replace("trusted comment: t", "t"), SIGNED.replace("RU", "QU", 1)])
def test_what_is_no_signature_is_refused(text: str) -> None:
    with pytest.raises(BadSignature):
        read_signature(text)


@pytest.mark.parametrize("text", ["", "RWQ", PUBLIC[:-4], "A" + PUBLIC[1:], f"{PUBLIC}\n{PUBLIC}"])
def test_what_is_no_public_key_is_refused(text: str) -> None:
    with pytest.raises(BadKey):
        read_public_key(text)


def test_a_public_key_is_read_from_its_file_too() -> None:
    assert read_public_key(read_public_key(PUBLIC).file()) == read_public_key(PUBLIC)


def test_a_key_with_a_password_opens_with_it_alone() -> None:
    key = new_key()
    locked = key.file("hemmeleg", work=32_768, memory=16_777_216)
    assert is_locked(locked)
    assert not is_locked(key.file())
    assert read_secret_key(locked, "hemmeleg") == key
    for wrong in ("", "Hemmeleg"):
        with pytest.raises(BadKey):
            read_secret_key(locked, wrong)


# -- signing minutes

MEETING = "meetings/u/2021-03-01"
RECORDS = {
    "organisations/u.md": "---\ntitle: Utvalet\nkind: area\n---\n",
    "cases/2021-a.md": """
        ---
        title: Kjøp av tenester
        ---
        ## Framlegg til vedtak
        Kjøpet blir gjort.
        ## Kart
        ![A](2021-a/a.png) ![B](2021-a/b.png)
    """,
    f"{MEETING}.md": """
        ---
        number: 1/2021
        present: [Kari Nordvik, Ola Vik]
        agenda:
          - {number: 01/21, case: 2021-a, outcome: noted}
          - number: 02/21
            title: Vegen vidare
            outcome: decided
            vote: unanimous
            follow_up: [{what: Skrive brev, responsible: Ola Vik}]
        ---
        ## 02/21
        Per Sund orienterte.
        ### Vedtak
        Det vart ja. Kommunane dekkjer **60** prosent frå 1. mai, sjå [avtalen](https://x.example/a) og
        [saka](../../cases/2021-a.md).

        2. Alle betaler.
        3. Ingen klagar.

        | Part | Kroner | Merknad |
        | --- | --- | --- |
        | Vik | 5 | |

        ![Kart](../../cases/2021-a/a.png)
    """,
    "cases/2021-a/a.png": picture("PNG"),
    "cases/2021-a/b.png": picture("PNG"),
    "meetings/u/2021-04-01.md": f"""
        ---
        agenda: [{{number: 03/21, title: Referat, approves: {MEETING.removeprefix("meetings/")}, outcome: approved}}]
        ---
    """,
}
ID = MEETING.removeprefix("meetings/")
PAGE = "moter/u/2021-03-01"


def _with_key(folder: PortalFolder, *keys: PublicKey) -> None:
    settings = folder.root / "mkdocs.yml"
    words = settings.read_text("utf-8").replace("paper: true", "paper: false")
    listed = f"signing_keys: [{', '.join(map(str, keys))}]"
    settings.write_text(words.replace("signing_keys: []", listed), encoding="utf-8")


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("signing") / "nykel"
    path.write_text(SECRET, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, key: Path) -> PortalFolder:
    """A portal with signed minutes, and its site."""
    folder = make_portal(tmp_path_factory.mktemp("signing") / "portal", RECORDS)
    _with_key(folder, new_key().public, read_public_key(PUBLIC))
    shutil.rmtree(folder.root / "content/handbok")
    settings = folder.root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("[handbok/index.md]", "[]"), encoding="utf-8")
    done = _sign(folder, key)
    assert done.exit_code == 0, done.output
    assert done.output == (
        f"{MEETING}/referat.pdf er signert med nøkkelen {read_public_key(PUBLIC).id}. Lagre dei tre filene i git. "
        "Dei blir publiserte saman med møtet, utanom lista over kva referatet viser.\n"
    )
    assert folder.command("write", str(folder.root / "site")).exit_code == 0
    return folder


def _sign(folder: PortalFolder, key: Path, meeting: str = ID) -> Result:
    return folder.command("sign", meeting, "--key", str(key))


@pytest.fixture
def signed(home: PortalFolder) -> Iterator[PortalFolder]:
    """The portal with signed minutes, to be changed: its records are put back."""
    before = {name: tree(home.root / name) for name in ("cases", "meetings")}
    yield home
    for name, files in before.items():
        shutil.rmtree(home.root / name)
        home.write({f"{name}/{path}": content for path, content in files.items()})


def _change(folder: PortalFolder, path: str, old: str, new: str) -> None:
    file = folder.root / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_signed_minutes_are_published_with_their_signature_and_nothing_more(home: PortalFolder) -> None:
    site, record = home.root / "site", home.root / MEETING
    paper = (site / PAGE / "referat.pdf").read_bytes()
    assert paper.startswith(b"%PDF-")
    assert paper == (record / "referat.pdf").read_bytes()
    signature = read_signature((site / PAGE / "referat.pdf.minisig").read_text("utf-8"))
    verify(read_public_key(PUBLIC), paper, signature)
    assert signature.comment == f"timestamp:{EPOCH}\tfile:referat.pdf\thashed\tmeeting:{ID}"
    published = {path for path in tree(site) if path.startswith(PAGE)}
    signed = {f"{PAGE}/referat.pdf", f"{PAGE}/referat.pdf.minisig"}
    assert published == {f"{PAGE}/index.html", f"{PAGE}/index.md", f"{PAGE}/mote.ics", *signed}
    assert (record / "referat.pdf.signert.json").is_file()


def test_the_page_says_how_to_verify_offline(home: PortalFolder) -> None:
    page = read_page(home.root / "site" / PAGE / "index.html")
    assert "Signert referat Referatet blei signert 10. mai 2021. Med signaturen kan du sjå at" in page.text
    assert f"minisign -Vm referat.pdf -P {PUBLIC}" in page.text
    id_ = read_public_key(PUBLIC).id
    links = {f"../../../{PAGE}/referat.pdf", f"../../../{PAGE}/referat.pdf.minisig", f"../../../minisign/{id_}.pub"}
    assert links <= set(page.links)
    assert (home.root / f"site/minisign/{id_}.pub").read_text("utf-8") == read_public_key(PUBLIC).file()


def test_minutes_that_are_signed_are_named_by_no_warning(home: PortalFolder) -> None:
    checked = home.check()
    assert (checked.exit_code, checked.output) == (0, "4 postar er sjekka. Ingen feil.\n")


def test_a_new_print_of_the_same_words_changes_nothing_that_is_signed(home: PortalFolder, key: Path) -> None:
    done = _sign(home, key)
    assert (done.exit_code, done.output) == (
        1,
        f"{MEETING}/referat.pdf er signert frå før, og seier det same som møtet. Ingenting er gjort.\n",
    )


NOT_SHOWN = (
    f"{MEETING}/referat.pdf.minisig:1:1: Åtvaring: Det signerte referatet frå {ID} blir ikkje publisert: Det viser "
    f"noko som er endra eller teke bort sidan, eller det er ikkje godkjent lenger. I staden blir referatet skrive ut "
    f"slik det er no. Signer på nytt med «portal sign {ID}», eller ta bort dei signerte filene."
)

ITEM_1 = "  - {number: 01/21, case: 2021-a, outcome: noted}\n"
ITEM_2 = (
    "  - number: 02/21\n    title: Vegen vidare\n    outcome: decided\n    vote: unanimous\n"
    "    follow_up: [{what: Skrive brev, responsible: Ola Vik}]\n"
)
AFTERWARDS: dict[str, tuple[str, str, str]] = {
    "an item is exempt": (
        f"{MEETING}.md", "title: Vegen vidare", "title: Vegen vidare\n    exempt: {basis: offl. § 13, public_title: X}"
    ),
    "a case is retracted": ("cases/2021-a.md", "---\n##", "retracted: {date: 2021-05-01, reason: Feil}\n---\n##"),
    "a case is exempt": ("cases/2021-a.md", "---\n##", "exempt: {basis: offl. § 13, public_title: X}\n---\n##"),
    "a case is called otherwise": ("cases/2021-a.md", "Kjøp av tenester", "Kjøp"),
    "a proposal says otherwise": ("cases/2021-a.md", "Kjøpet blir gjort", "Kjøpet blir ikkje gjort"),
    "a name is taken out of the text": (f"{MEETING}.md", "Per Sund orienterte", "Det vart orientert"),
    "a name is taken off the list": (f"{MEETING}.md", ", Ola Vik]", "]"),
    "a name is taken out of a follow-up": (f"{MEETING}.md", ", responsible: Ola Vik", ""),
    "an outcome is another": (f"{MEETING}.md", "outcome: noted", "outcome: discussed"),
    "a digit of a date is another": (f"{MEETING}.md", "1. mai", "15. mai"),
    "words are struck": (f"{MEETING}.md", "Det vart ja.", "~~Det vart ja.~~"),
    "words are stressed": (f"{MEETING}.md", "Det vart ja.", "Det vart *ja*."),
    "what was stressed is not": (f"{MEETING}.md", "**60**", "60"),
    "a point has another number": (f"{MEETING}.md", "2. Alle", "1. Alle"),
    "points have changed places": (f"{MEETING}.md", "Alle betaler.\n3. Ingen", "Ingen betaler.\n3. Alle"),
    "a link leads elsewhere": (f"{MEETING}.md", "x.example/a", "x.example/b"),
    "a link leads to another record": (f"{MEETING}.md", "../../cases/2021-a.md", "2021-04-01.md"),
    "a link is words": (f"{MEETING}.md", "[avtalen](https://x.example/a)", "avtalen"),
    "a cell has moved": (f"{MEETING}.md", "| Vik | 5 | |", "| Vik | | 5 |"),
    "a picture is another": (f"{MEETING}.md", "2021-a/a.png", "2021-a/b.png"),
    "a section is added": (f"{MEETING}.md", "### Vedtak", "### Innspel\nNei.\n### Vedtak"),
    "a heading is another": (f"{MEETING}.md", "### Vedtak", "### Innspel"),
    "items have changed places": (f"{MEETING}.md", f"{ITEM_1}{ITEM_2}", f"{ITEM_2}{ITEM_1}"),
    "two who met have changed places": (f"{MEETING}.md", "[Kari Nordvik, Ola Vik]", "[Ola Vik, Kari Nordvik]"),
    "a vote is another": (f"{MEETING}.md", "vote: unanimous", "vote: {for: 5, against: 3}"),
    "a vote is added": (f"{MEETING}.md", "outcome: noted", "outcome: noted, vote: unanimous"),
    "doors were closed": (f"{MEETING}.md", "outcome: noted", "outcome: noted, closed: {basis: koml. § 11-5}"),
    "somebody is disqualified": (f"{MEETING}.md", "outcome: noted", "outcome: noted, disqualified: [Ola Vik]"),
    "it goes to another body": (f"{MEETING}.md", "outcome: noted", "outcome: noted, to: [u]"),
    "it was a recommendation": (f"{MEETING}.md", "outcome: decided", "outcome: decided\n    final: false"),
    "it was put on the agenda there": (f"{MEETING}.md", "outcome: noted", "outcome: noted, added: true"),
    "somebody left": (f"{MEETING}.md", ", Ola Vik]", ", {name: Ola Vik, left: 02/21}]"),
    "somebody met for another": (f"{MEETING}.md", ", Ola Vik]", ", {name: Ola Vik, substitute_for: Per Sund}]"),
    "one more was present": (f"{MEETING}.md", ", Ola Vik]", ", Ola Vik, Per Sund]"),
    "somebody was absent": (f"{MEETING}.md", "number: 1/2021", "number: 1/2021\nabsent: [Per Sund]"),
    "it was held otherwise": (f"{MEETING}.md", "number: 1/2021", "number: 1/2021\nform: hybrid"),
    "it had a second day": (f"{MEETING}.md", "number: 1/2021", "number: 1/2021\nend_date: 2021-03-02"),
    "there was one vote more": (f"{MEETING}.md", "vote: unanimous", "vote: [unanimous, {for: 2, against: 1}]"),
    "nothing approves them": ("meetings/u/2021-04-01.md", "outcome: approved", "outcome: postponed"),
}  # fmt: skip


@pytest.mark.parametrize("what", AFTERWARDS)
def test_what_the_record_no_longer_says_is_not_published_as_signed(signed: PortalFolder, what: str) -> None:
    _change(signed, *AFTERWARDS[what])
    checked = signed.check()
    assert checked.exit_code == 0, checked.output
    assert NOT_SHOWN in checked.output.splitlines()


def test_a_vote_is_signed_by_the_name_that_it_always_had(signed: PortalFolder) -> None:
    """What was signed before an item could have several votes stands."""
    told = json.loads((signed.root / MEETING / "referat.pdf.signert.json").read_text("utf-8"))
    assert hashlib.sha256(b"02/21.vote.unanimous=True").hexdigest()[:32] in told["pieces"]


def test_a_picture_that_shows_something_else_is_no_longer_what_was_signed(signed: PortalFolder) -> None:
    signed.write({"cases/2021-a/a.png": picture("PNG", dpi=(72, 72))})
    assert NOT_SHOWN in signed.check().output.splitlines()


def test_signed_minutes_of_which_an_item_became_exempt_reach_no_output(signed: PortalFolder) -> None:
    paper = (signed.root / MEETING / "referat.pdf").read_bytes()
    _change(signed, *AFTERWARDS["an item is exempt"])
    site = signed.root / "ny"
    assert signed.command("write", str(site)).exit_code == 0
    assert not (site / PAGE / "referat.pdf.minisig").exists()
    assert paper not in tree(site).values()
    assert "Signert referat" not in read_page(site / PAGE / "index.html").text


LIVING = {
    "a follow-up is done": (f"{MEETING}.md", "responsible: Ola Vik", "responsible: Ola Vik, done: 2021-05-02"),
    "a correction is shown": (
        f"{MEETING}.md", "number: 1/2021", "number: 1/2021\ncorrections: [{date: 2021-05-02, what: X}]"
    ),
    "lines are broken otherwise": (f"{MEETING}.md", "og\n[saka]", "og [saka]"),
    "an earlier address is kept": (f"{MEETING}.md", "number: 1/2021", "number: 1/2021\naliases: [/gammal/]"),
    "an item is added": (f"{MEETING}.md", "agenda:\n", "agenda:\n  - {title: Eventuelt, outcome: noted}\n"),
    "the body has a new name": ("organisations/u.md", "Utvalet", "Rådet"),
}  # fmt: skip


@pytest.mark.parametrize("what", LIVING)
def test_what_goes_on_living_leaves_the_signed_minutes_as_they_are(signed: PortalFolder, what: str) -> None:
    organisation = (signed.root / "organisations/u.md").read_text("utf-8")
    _change(signed, *LIVING[what])
    try:
        checked = signed.check()
    finally:
        (signed.root / "organisations/u.md").write_text(organisation, encoding="utf-8")
    assert checked.exit_code == 0
    assert "referat.pdf" not in checked.output


HOLDS = (
    "draft: true",
    "exempt: {basis: offl. § 13, public_title: X}",
    "publish_after: 2022-01-01",
    "retracted: {date: 2021-05-01, reason: Feil}",
)


@pytest.mark.parametrize("hold", HOLDS)
def test_minutes_of_a_meeting_that_is_held_back_are_not_published(signed: PortalFolder, hold: str) -> None:
    _change(signed, f"{MEETING}.md", "number: 1/2021", f"number: 1/2021\n{hold}")
    site = signed.root / "ny"
    done = signed.command("write", str(site))
    assert done.exit_code == 0, done.output
    assert [path for path in tree(site) if "referat" in path and "2021-03-01" in path] == []


FAULTY = {
    "another paper": (
        "referat.pdf", b"%PDF-1.4 falsk",
        "Signaturen med nøkkelen {id} er ikkje av referat.pdf slik fila er no. Anten er fila endra, eller så er "
        "signaturen falsk. Hent fram fila som blei signert, eller signer på nytt.",
    ),
    "no signature": (
        "referat.pdf.minisig", b"x",
        "Dette er ikkje ein signatur frå minisign. Signer på nytt med «portal sign», eller ta bort fila.",
    ),
    "no paper": (
        "referat.pdf", None,
        "Her er ein signatur, men ikkje referat.pdf som han skal høyre til. Legg fila her, eller ta bort signaturen.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", FAULTY)
def test_a_signature_that_does_not_verify_stops_the_build(signed: PortalFolder, what: str) -> None:
    name, content, message = FAULTY[what]
    file = signed.root / MEETING / name
    file.unlink() if content is None else file.write_bytes(content)
    checked = signed.check()
    line = f"{MEETING}/referat.pdf.minisig:1:1: {message.format(id=read_public_key(PUBLIC).id)}"
    assert checked.exit_code == 1
    assert line in checked.output.splitlines()


def test_a_signature_by_a_key_that_is_not_the_portals_stops_the_build(signed: PortalFolder) -> None:
    stranger = SecretKey("00000000DEADBEEF", bytes(32))
    folder = signed.root / MEETING
    signature = sign(stranger, (folder / "referat.pdf").read_bytes(), "x")
    (folder / "referat.pdf.minisig").write_text(signature.file(), encoding="utf-8")
    checked = signed.check()
    assert checked.exit_code == 1
    assert (
        f"{MEETING}/referat.pdf.minisig:1:1: Signaturen er laga med nøkkelen 00000000DEADBEEF, som ikkje står under "
        "«signing_keys» i mkdocs.yml. Legg nøkkelen inn der om han er dykkar, eller signer på nytt."
    ) in checked.output.splitlines()


def test_a_list_of_the_first_version_proves_nothing(signed: PortalFolder) -> None:
    """It knew the words alone, and not their order: whether they were struck, or where a link led, it cannot tell."""
    path = signed.root / MEETING / "referat.pdf.signert.json"
    told = json.loads(path.read_bytes())
    path.write_text(json.dumps({**told, "version": 1}), encoding="utf-8")
    assert NOT_SHOWN in signed.check().output.splitlines()


def test_a_list_of_what_another_paper_shows_proves_nothing(signed: PortalFolder) -> None:
    """Whoever holds the key may sign a paper of their own, with minisign itself: nobody then knows what it shows."""
    folder = signed.root / MEETING
    paper = b"%PDF-1.4 eige"
    (folder / "referat.pdf").write_bytes(paper)
    (folder / "referat.pdf.minisig").write_text(sign(read_secret_key(SECRET), paper, "x").file(), encoding="utf-8")
    checked = signed.check()
    assert checked.exit_code == 0, checked.output
    assert NOT_SHOWN in checked.output.splitlines()


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"version": 1}'])
def test_without_the_list_of_what_it_shows_a_signed_paper_is_not_trusted(signed: PortalFolder, broken: str) -> None:
    (signed.root / MEETING / "referat.pdf.signert.json").write_text(broken, encoding="utf-8")
    assert NOT_SHOWN in signed.check().output.splitlines()


def test_minutes_that_changed_are_signed_anew(signed: PortalFolder, key: Path) -> None:
    before = (signed.root / MEETING / "referat.pdf").read_bytes()
    _change(signed, *AFTERWARDS["a name is taken out of the text"])
    assert _sign(signed, key).exit_code == 0
    assert (signed.root / MEETING / "referat.pdf").read_bytes() != before
    assert "referat.pdf" not in signed.check().output


def test_an_editors_own_paper_is_what_is_signed(signed: PortalFolder, key: Path) -> None:
    shutil.rmtree(signed.root / MEETING)
    signed.write({f"{MEETING}/referat.pdf": b"%PDF-1.4 eige"})
    _change(signed, f"{MEETING}.md", "number: 1/2021", "number: 1/2021\nattachments: [{title: R, file: referat.pdf}]")
    assert _sign(signed, key).exit_code == 0
    assert (signed.root / MEETING / "referat.pdf").read_bytes() == b"%PDF-1.4 eige"
    told = json.loads((signed.root / MEETING / "referat.pdf.signert.json").read_bytes())
    assert told["version"] == 2
    assert "signer" not in signed.check().output


# -- what is not signed


def _refused(done: Result, message: str) -> None:
    assert (done.exit_code, done.output) == (1, f"{message}\n")


def test_only_approved_minutes_are_signed(home: PortalFolder, key: Path) -> None:
    _refused(_sign(home, key, "u/2021-04-01"), "Referatet frå u/2021-04-01 er ikkje godkjent, og kan ikkje signerast.")
    _refused(_sign(home, key, "u/2021-05-01"), "Det finst ikkje noko møte u/2021-05-01 som er publisert.")


def test_only_with_a_key_of_the_portals(home: PortalFolder, tmp_path: Path) -> None:
    other, broken = new_key(), tmp_path / "broten"
    (tmp_path / "annan").write_text(other.file(), encoding="utf-8")
    broken.write_bytes(b"\xff")
    _refused(
        _sign(home, tmp_path / "annan"),
        f"Nøkkelen står ikkje i mkdocs.yml. Legg han i lista «signing_keys» under «portal»: {other.public}",
    )
    _refused(_sign(home, broken), f"{broken} er ingen hemmeleg nøkkel frå minisign, eller passordet er feil.")
    missing = tmp_path / "finst-ikkje"
    _refused(_sign(home, missing), f"Ingenting er signert: {missing}: fila eller mappa finst ikkje.")


def test_a_new_key_is_its_owners_alone_and_lies_outside_the_portal(home: PortalFolder, tmp_path: Path) -> None:
    path = tmp_path / "nykel"
    done = home.command("sign", "--new-key", str(path))
    key = read_secret_key(path.read_text("utf-8"))
    assert done.exit_code == 0
    assert done.output.splitlines() == [
        f"Den hemmelege nøkkelen {key.id} ligg i {path}. Ta vare på han, og vis han til ingen.",
        "Legg den offentlege nøkkelen i mkdocs.yml, i lista «signing_keys» under «portal»:",
        f"  signing_keys: [{key.public}]",
    ]
    assert path.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "nykel.pub").read_text("utf-8") == key.public.file()
    _refused(
        home.command("sign", "--new-key", str(path)),
        f"{path} finst frå før, og blir ikkje skriven over. Vel eit anna namn.",
    )
    inside = home.root / "cases/nykel"
    _refused(
        home.command("sign", "--new-key", str(inside)),
        f"{inside} ligg i portalen, der nøkkelen kan bli publisert eller komme i git. Vel ein annan stad.",
    )
    assert not inside.exists()


def test_a_setting_that_is_no_key_is_an_error(tmp_path: Path) -> None:
    folder = make_portal(tmp_path / "portal", {})
    settings = folder.root / "mkdocs.yml"
    words = settings.read_text("utf-8").replace("signing_keys: []", "signing_keys: [RWQ]")
    settings.write_text(words, encoding="utf-8")
    done = folder.check()
    assert done.exit_code == 1
    assert "«RWQ»" in done.output
    assert "signing_keys" in done.output
