"""The national format: what is public as messages to eInnsyn, and the same files back as records."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from portal.model import addresses
from portal.model.headings import number_of_year
from portal.site.site import Site
from portal.source.decoding import decode
from portal.source.frontmatter import read_document
from support.fiks import CASES, DECISIONS, PLAN, faults
from support.hidden import BODY, HiddenPortal, hidden_portal
from support.planting import tokens_said
from support.portals import PortalFolder, make_portal
from support.small import SMALL

Portal = Callable[..., PortalFolder]
RULES = {"moteplan.json": PLAN, "saker.json": CASES, "vedtak.json": DECISIONS}

RICH: dict[str, str] = {
    **SMALL,
    "organisations/sekretariatet.md": """
        ---
        title: Samarbeidssekretariatet
        kind: secretariat
        registration: 974 761 076
        ---
        """,
    "organisations/ssu.md": """
        ---
        title: Strategisk samarbeidsutval
        kind: strategic
        members:
          - {name: Kari Nordvik, organisation: alver, position: leader, from: 2020, to: 2021-02}
          - {name: Per Sund, organisation: Per Sund AS, role: Direktør Per Sund, substitute: Ola Vik}
        ---
        """,
    "cases/2021-papir.md": """
        ---
        title: Sak frå arkivet
        archive_ref: 2021/4587
        submitted_by: {name: Synnøve Haug, role: prosjektleiar Synnøve}
        ---
        Om saka.

        ## Bakgrunn

        - Først
        - Så

        ## Forslag til vedtak

        Saka blir teken vidare.
        """,
    "meetings/ssu/2021-03-10-2.md": """
        ---
        title: Ekstramøte om vêret
        start: 9:15
        end: 10:00
        place: Rådhuset
        present: [Kari Nordvik]
        agenda:
          - {number: 7/2021, case: 2021-papir, presenter: Synnøve Haug, outcome: endorsed, final: false, to: [ou]}
          - {number: 2021/8, title: Val av leiar, outcome: elected, vote: {for: 3, against: 2, abstained: 1}}
          - {number: "9", title: Ei plan B, outcome: noted}
          - {number: 10/21 B, title: Eit tal som ikkje er eit tal, outcome: decided}
          - {title: Eventuelt, outcome: decided}
          - {number: 11/21, title: Løynd tittel, outcome: decided, exempt: {basis: offl. § 13, public_title: Ei sak}}
        ---
        ## 7/2021

        Drøfta.

        #### Meir

        ## 2021/8

        ### Vedtak

        Utvalet vel *Kari Nordvik* ~~og~~.

        1. Éin
           - Inni
        2. To

        ### Innspel

        Nokon sa noko.

        ## 11/21

        Løynde ord.

        ### Vedtak

        Løynde ord.
        """,
    "meetings/ssu/2021-04-10.md": "---\ncancelled: true\nagenda: [{number: 12/21, title: Avlyst sak}]\n---\n",
    "meetings/ssu/2021-04-11.md": "---\nexempt: {basis: b, public_title: Lukka møte}\nnumber: 9/2021\n---\n",
    "meetings/ssu/2021-04-12.md": "---\nretracted: {date: 2021-04-13, reason: Feil}\n---\n",
}


def _messages(site: Site) -> dict[str, Any]:
    found = (address for address in site if address.startswith(addresses.FIKS))
    found = (address for address in found if address != addresses.FIKS_FILES)
    return {address: json.loads(site[address].make().data) for address in found}


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return _messages(make_portal(tmp_path_factory.mktemp("fiks") / "portal", RICH).without_papers().site())


def _of(messages: Mapping[str, Any], name: str, meeting: str = "ssu/2021-03-10-2") -> Any:
    return messages[f"/data/fiks/{meeting}/{name}.json"]


# -- out


def test_the_files_are_as_the_format_has_them(rich: dict[str, Any]) -> None:
    assert set(rich) == {
        "/data/fiks/moteplan.json",
        "/data/fiks/ssu/2021-02-19/saker.json",
        "/data/fiks/ssu/2021-02-19/vedtak.json",
        "/data/fiks/ssu/2021-03-10-2/saker.json",
        "/data/fiks/ssu/2021-03-10-2/vedtak.json",
        "/data/fiks/ssu/2021-05-28/saker.json",
    }
    wrong = {address: list(faults(told, RULES[address.rpartition("/")[2]])) for address, told in rich.items()}
    assert {address: found for address, found in wrong.items() if found} == {}


@pytest.mark.parametrize(
    ("where", "value", "told"),
    [
        (("vedtak", 0, "tittel"), None, ".vedtak[0].tittel: lacks"),
        (("vedtak", 0, "vedtaksdato"), "10.03.2021", ".vedtak[0].vedtaksdato: no date"),
        (("moete", "moetedato"), "2021-03-10T09:15:00", ".moete.moetedato: no datetime"),
        (("vedtak", 0, "utvalgetsSaksnummer", "saksaar"), "2021", ".vedtak[0].utvalgetsSaksnummer.saksaar: no int"),
        (("avsender", "organisasjonsnummer"), None, ".avsender.organisasjonsnummer: lacks"),
        (("vedtak",), {}, ".vedtak: no list"),
        (("moete",), [], ".moete: no object"),
    ],
)
def test_the_rules_refuse_what_is_wrong(rich: dict[str, Any], where: tuple[Any, ...], value: Any, told: str) -> None:
    """The guard of the guard."""
    message = around = deepcopy(_of(rich, "vedtak"))
    for key in where[:-1]:
        around = around[key]
    around.pop(where[-1])
    if value is not None:
        around[where[-1]] = value
    assert list(faults(message, DECISIONS)) == [told]


def test_the_plan_has_the_meetings_that_are_held_or_will_be(rich: dict[str, Any]) -> None:
    """A cancelled meeting and a retracted one are in no plan; an exempt one is by what may be known of it."""
    ssu = {one["utvalgId"]: one for one in rich[addresses.FIKS_PLAN]["utvalg"]}["ssu"]
    assert [(one["moeteid"], one["moetedato"], one["tittel"]) for one in ssu["moete"]] == [
        ("ssu/2021-02-19", "2021-02-19T10:30:00+01:00", "Strategisk samarbeidsutval, møte 1/2021, 19.\xa0februar 2021"),
        ("ssu/2021-03-10-2", "2021-03-10T09:15:00+01:00", "Ekstramøte om vêret"),
        ("ssu/2021-04-11", "2021-04-11T00:00:00+02:00", "Lukka møte"),
        ("ssu/2021-05-28", "2021-05-28T10:00:00+02:00", "Strategisk samarbeidsutval, møte 2/2021, 28.\xa0mai 2021"),
    ]


def test_nobody_is_named_but_by_a_role(rich: dict[str, Any]) -> None:
    """Neither members nor who submitted a case; a text that is no organisation of the portal may be a name, too."""
    ssu = {one["utvalgId"]: one for one in rich[addresses.FIKS_PLAN]["utvalg"]}["ssu"]
    assert ssu["medlem"] == [
        {
            "medlemsId": "ssu-1", "navn": "Leiar, Alver kommune", "rekkefoelge": 1, "representerer": "Alver kommune",
            "funksjon": "Leiar", "fraDato": "2020-01-01", "tilDato": "2021-02-28",
        },
        {"medlemsId": "ssu-2", "navn": "Medlem", "rekkefoelge": 2, "funksjon": "Medlem"},
    ]  # fmt: skip
    assert [one["saksansvarlig"] for one in _of(rich, "saker")["sak"]] == ["Samarbeidssekretariatet"] * 4
    assert [one["saksansvarlig"] for one in _of(rich, "saker", "ssu/2021-02-19")["sak"]] == [
        "Samarbeidssekretariatet",
        "Alver kommune",
    ]
    said = json.dumps([{**told, "vedtak": []} for told in rich.values()], ensure_ascii=False)
    assert [name for name in ("Nordvik", "Sund", "Ola Vik", "Synnøve") if name in said] == []


def test_the_sender_is_who_answers_for_the_site(rich: dict[str, Any], portal: Portal) -> None:
    assert rich[addresses.FIKS_PLAN]["avsender"]["organisasjonsnummer"] == "974761076"
    folder = portal(RICH).without_papers()
    settings = folder.root / "mkdocs.yml"
    mark = "# organisation_number: 999 999 999"
    text = settings.read_text("utf-8")
    assert mark in text
    settings.write_text(text.replace(mark, "organisation_number: 889 640 782"), encoding="utf-8")
    assert _messages(folder.site())[addresses.FIKS_PLAN]["avsender"]["organisasjonsnummer"] == "889640782"


def test_an_item_without_a_number_of_a_year_is_in_no_message(rich: dict[str, Any]) -> None:
    numbers = [tuple(one["utvalgetsSaksnummer"].values()) for one in _of(rich, "saker")["sak"]]
    assert numbers == [(2021, 7), (2021, 8), (2021, 9), (2021, 11)]
    assert [one["tittel"] for one in _of(rich, "vedtak")["vedtak"]] == ["Sak frå arkivet", "Val av leiar"]


@pytest.mark.parametrize(
    ("number", "year", "found"),
    [
        ("2021/8", 2021, (2021, 8)), ("05/21", 2021, (2021, 5)),
        ("5/2021", 2022, (2021, 5)), ("2014/15", 2014, (2014, 15)), ("1", 2021, (2021, 1)),
        ("5 - 21", 2021, (2021, 5)), ("SSU 5/21", 2021, (2021, 5)), ("12/99", 1999, (1999, 12)),
        ("2020/2021", 2021, (2021, 2020)), ("5B/21", 2021, None), ("5/21 B", 2021, None), ("5/21-22", 2021, None),
        ("5/211", 2021, None), ("1234567/21", 2021, None), ("Sak A", 2021, None),
    ],
)  # fmt: skip
def test_a_number_of_a_year(number: str, year: int, found: tuple[int, int] | None) -> None:
    assert number_of_year(number, year) == found


def test_a_decision_has_its_words_its_outcome_and_where_it_is_archived(rich: dict[str, Any]) -> None:
    endorsed, elected = _of(rich, "vedtak")["vedtak"]
    assert endorsed["status"] == {"kodeverdi": "recommended", "kodebeskrivelse": "Slutta seg til som tilråding"}
    assert endorsed["arkivetsSaksnummer"] == {"saksaar": 2021, "sakssekvensnummer": 4587}
    assert endorsed["referanseEksternNoekkel"]["noekkel"] == "ssu/2021-03-10-2#sak-7-2021"
    assert elected["vedtak"]["tekstInnhold"].splitlines()[1:] == ["1. Éin", "  – Inni", "2. To"]
    case = _of(rich, "saker")["sak"][0]
    assert case["forslagTilVedtak"]["tekstInnhold"] == "Saka blir teken vidare."


def test_an_item_without_words_has_those_of_its_case(portal: Portal) -> None:
    meeting = {"meetings/ou/2021-06-10.md": "---\nagenda: [{number: 1/21, case: 2021-papir}]\n---\n"}
    told = _of(_messages(portal({**RICH, **meeting}).without_papers().site()), "saker", "ou/2021-06-10")
    (case,) = told["sak"]
    assert case["saksbeskrivelse"]["tekstInnhold"].splitlines() == ["Om saka.", "Bakgrunn", "– Først", "– Så"]


def test_what_is_exempt_says_by_what_law_and_no_more(rich: dict[str, Any]) -> None:
    """Whether it was decided may not be known either."""
    exempt = _of(rich, "saker")["sak"][-1]
    assert exempt["skjerming"]["skjermingshjemmel"] == "offl. § 13"
    assert exempt["tittel"] == "Ei sak"
    assert not {"saksbeskrivelse", "forslagTilVedtak"} & set(exempt)
    assert "Løynd" not in json.dumps(rich, ensure_ascii=False)


def test_nothing_withheld_is_in_them(tmp_path: Path) -> None:
    """Each hidden case is on an agenda, by a number that the format knows; the same cases shown are told whole."""

    def said(hidden: HiddenPortal, name: str) -> frozenset[str] | set[str]:
        ids = [hidden.ids[state, "case"] for state in ("draft", "embargoed", "exempt", "retracted")]
        items = "".join(f"  - {{number: {n}/21, case: {id_}, outcome: decided}}\n" for n, id_ in enumerate(ids, 1))
        files = {**hidden.files, f"meetings/{BODY}/2021-03-01.md": f"---\nagenda:\n{items}---\n"}
        told = _messages(make_portal(tmp_path / name, files).without_papers().site())
        assert len(_of(told, "saker", f"{BODY}/2021-03-01")["sak"]) == 4
        return tokens_said(json.dumps(told, ensure_ascii=False))

    hidden = hidden_portal()
    assert said(hidden, "hidden") & set(hidden.withheld()) == set()
    shown = hidden_portal(hidden=False)
    of_cases = {token for token, (record, at) in shown.mint.planted.items() if record == "draft case"}
    assert len(said(shown, "shown") & of_cases) > 5


def test_programs_and_readers_are_told_of_them(portal: Portal) -> None:
    folder = portal(RICH).without_papers()
    assert addresses.FIKS_PLAN in folder.page(addresses.LLMS)
    site = folder.site()
    listed = json.loads(site[addresses.FIKS_FILES].make().data)
    urls = [listed["moeteplan"], *(url for one in listed["moeter"] for name, url in one.items() if name != "moeteid")]
    there = {address for address in site if address.startswith(addresses.FIKS)} - {addresses.FIKS_FILES}
    assert sorted(urls) == sorted(f"https://helsefellesskap.example{address}" for address in there)
    page = folder.page(addresses.DATA)
    assert 'fiks/moteplan.json"' in page
    assert "/data/fiks/…/vedtak.json" in page


def test_nothing_else_lies_in_their_folder(portal: Portal) -> None:
    folder = portal({**SMALL, "content/data/fiks.md": "# Fiks\n"})
    assert folder.check().exit_code == 1
    assert "/data/fiks/" in folder.check().output


# -- and in again


ORGANISATIONS = {path: text for path, text in RICH.items() if path.startswith("organisations/")}

LOST = {
    "end", "place", "present", "chair", "minutes_by", "corrections",  # of a meeting
    "agenda.case", "agenda.presenter", "agenda.attachments", "agenda.vote", "agenda.follow_up", "agenda.approves",
    "agenda.type", "agenda.final", "agenda.to",
    "outcome that does not decide", "item without a number", "cancelled", "retracted", "exempt",
}  # fmt: skip
"""What a round through the format loses of meetings; of words, headings that mean nothing to the format, and looks."""


def _imported(folder: PortalFolder, messages: Mapping[str, Any], *arguments: str) -> Any:
    paths = []
    for address, told in messages.items():
        path = folder.root / "inn" / address.removeprefix(addresses.FIKS).replace("/", "-")
        path.parent.mkdir(exist_ok=True)
        path.write_text(told if isinstance(told, str) else json.dumps(told), encoding="utf-8")
        paths.append(str(path))
    return folder.command("import", *paths, *arguments)


def _facts(folder: PortalFolder) -> dict[str, dict[str, Any]]:
    found = sorted(folder.root.glob("meetings/*/*.md"))
    return {
        f"{one.parent.name}/{one.stem}": read_document(decode(one.read_bytes(), "x")[0], "x").facts for one in found
    }


def _plain(value: Any) -> Any:
    """A value as it is written by hand or by a program."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else str(value)


def test_a_round_through_the_format_loses_what_is_named(rich: dict[str, Any], portal: Portal, tmp_path: Path) -> None:
    before = _facts(make_portal(tmp_path / "before", RICH))
    folder = portal(ORGANISATIONS)
    done = _imported(folder, rich)
    assert done.exit_code == 0, done.output
    after = _facts(folder)
    lost: set[str] = set()
    for id_, facts in before.items():
        if gone := {"cancelled", "retracted", "exempt"} & set(facts):
            lost |= gone
            assert id_ not in after or set(after[id_]) <= {"title", "number", "start"}
            continue
        agenda = {number_of_year(item.get("number", "-"), 2021): item for item in facts.pop("agenda", [])}
        told = {number_of_year(item["number"], 2021): item for item in after[id_].pop("agenda", [])}
        lost |= {f"{name}" for name in set(facts) - set(after[id_])}
        if facts.get("start") == "9:15":
            facts["start"] = "09:15"
        assert {name: _plain(facts[name]) for name in after[id_]} == _plain(after[id_])
        for number, item in agenda.items():
            if number not in told:
                lost.add("item without a number")
                continue
            lost |= {f"agenda.{name}" for name in set(item) - set(told[number]) - {"outcome", "title"}}
            if item.get("outcome") and "outcome" not in told[number] and "exempt" not in item:
                assert item["outcome"] == "noted"
                lost.add("outcome that does not decide")
            for name in set(told[number]) - {"number", "title", "outcome"}:
                assert _plain(told[number][name]) == _plain(item.get(name) or {**_LEASE}), name
    assert lost == LOST
    assert after["ssu/2021-03-10-2"]["title"] == "Ekstramøte om vêret"
    text = (folder.root / "meetings/ssu/2021-03-10-2.md").read_text("utf-8")
    assert "### Vedtak\n\nUtvalet vel Kari Nordvik" in text
    assert "1. Éin\n   - Inni\n2. To\n" in text
    assert "### Framlegg til vedtak\n\nSaka blir teken vidare.\n" in text
    assert "Løynd" not in text


_LEASE = {"basis": "offentleglova § 23 første ledd", "public_title": "Kjøp av tenester", "until": "2021-12-31"}
"""What an item has of its case that is exempt."""


def test_what_comes_back_gives_the_same_messages_again(rich: dict[str, Any], portal: Portal) -> None:
    """All but what the portal knows of cases, which the records that come back do not name; a recommendation comes back
    as one, with no other outcome beside it, and is no decision then.
    """
    folder = portal(ORGANISATIONS).without_papers()
    assert _imported(folder, rich).exit_code == 0
    again = _messages(folder.site())
    assert set(again) == set(rich)
    of_item = {"utvalgetsSaksnummer", "tittel", "saksbeskrivelse", "forslagTilVedtak", "skjerming", "vedtak", "status"}
    for address, told in rich.items():
        for key in {"moete", "utvalg", "avsender"} & set(told) if address != addresses.FIKS_PLAN else ():
            assert again[address][key] == told[key]
        for key in {"sak", "vedtak"} & set(told):
            kept = [one for one in told[key] if one.get("status", {}).get("kodeverdi") != "recommended"]
            assert [_chosen(one, of_item) for one in again[address][key]] == [_chosen(one, of_item) for one in kept]


def _chosen(message: Mapping[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: value for name, value in message.items() if name in names}


def test_what_a_message_has_that_no_record_takes_is_told(rich: dict[str, Any], portal: Portal) -> None:
    folder = portal(ORGANISATIONS)
    told = _imported(folder, {f"{addresses.FIKS}vedtak.json": _of(rich, "vedtak")}).output
    left = [line.split(": ", 1)[1] for line in told.splitlines() if line.startswith("  avsnitt ")]
    assert left == [f"vedtak[{n}].saksansvarlig: Samarbeidssekretariatet" for n in range(2)]


def test_numbers_are_those_that_the_meeting_there_prints(rich: dict[str, Any], portal: Portal) -> None:
    meeting = "---\ntitle: Ekstramøte om vêret\nagenda:\n  - {number: 8/2021, title: Val av leiar}\n---\n"
    folder = portal({**ORGANISATIONS, "meetings/ssu/2021-03-10-2.md": meeting})
    done = _imported(folder, {f"{addresses.FIKS}vedtak.json": _of(rich, "vedtak")}, "--merge")
    assert done.exit_code == 0, done.output
    agenda = _facts(folder)["ssu/2021-03-10-2"]["agenda"]
    assert [item["number"] for item in agenda] == ["07/21", "8/2021"]
    assert agenda[1]["outcome"] == "elected"


FOREIGN: dict[str, Any] = {
    "utvalgId": "200118",
    "utvalgNavn": "Strategisk samarbeidsutval",
    "moeteId": "4711",
    "moetedato": "2021-03-10T08:30:00Z",
    "erEndeligVedtak": True,
    "sak": {
        "utvalgetsSaksnummer": {"saksaar": 2021, "sakssekvensnummer": 3},
        "tittel": "Felles\n  kveldsvakt",
        "vedtaksdato": "2021-03-10",
        "status": {"kodeverdi": "V", "kodebeskrivelse": "Samrøystes vedteke"},
        "vedtak": {"tekstInnhold": "<p>Utvalet seier # ja &lt;takk.</p><ol><li>Éin</li></ol>"},
    },
}


def test_the_decision_of_another_system_is_read(portal: Portal) -> None:
    folder = portal(ORGANISATIONS)
    done = _imported(folder, {f"{addresses.FIKS}v.json": FOREIGN})
    assert done.exit_code == 0, done.output
    facts = _facts(folder)["ssu/2021-03-10"]
    assert facts == {
        "start": "09:30",
        "agenda": [{"number": "03/21", "title": "Felles kveldsvakt", "outcome": "decided"}],
    }
    text = (folder.root / "meetings/ssu/2021-03-10.md").read_text("utf-8")
    assert text.endswith("## 03/21\n\n### Vedtak\n\nUtvalet seier # ja \\<takk.\n\n1. Éin\n")


def test_words_of_what_is_exempt_are_held_back(portal: Portal, tmp_path: Path) -> None:
    sak = {**FOREIGN["sak"], "skjerming": {"skjermingshjemmel": "offl. § 13", "tilgangsrestriksjon": {}}}
    folder = portal(ORGANISATIONS)
    done = _imported(folder, {f"{addresses.FIKS}v.json": {**FOREIGN, "sak": sak}})
    text = (folder.root / "meetings/ssu/2021-03-10.md").read_text("utf-8")
    assert "takk" not in text
    assert _facts(folder)["ssu/2021-03-10"]["agenda"] == [
        {"number": "03/21", "exempt": {"basis": "offl. § 13", "public_title": "Felles kveldsvakt"}}
    ]
    assert "offl. § 13" in done.output
    whole = make_portal(tmp_path / "whole", ORGANISATIONS)
    _imported(whole, {f"{addresses.FIKS}v.json": {**FOREIGN, "sak": sak}}, "--with-exempt")
    assert "takk" in (whole.root / "meetings/ssu/2021-03-10.md").read_text("utf-8")


def test_a_body_that_the_portal_has_not_is_asked_for(portal: Portal) -> None:
    folder = portal(ORGANISATIONS)
    done = _imported(folder, {f"{addresses.FIKS}v.json": {**FOREIGN, "utvalgNavn": "Formannskapet"}})
    assert "«organisation»" in done.output
    assert not (folder.root / "meetings").exists()
    done = folder.command("import", str(folder.root / "inn/v.json"), "--organisation", "ou", "--date", "2021-04-01")
    assert done.exit_code == 0, done.output
    assert set(_facts(folder)) == {"ou/2021-04-01"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "JSON"), ("[]", "melding"), ("{}", "melding"), ('{"a": 1}', "melding"), ("[" * 100_000, "JSON"),
        ('{"a":' * 50 + "1" + "}" * 50, "JSON"), ('{"a": ' + "9" * 5000 + "}", "JSON"), ("\udcff", "JSON"),
        ('{"sak": "x", "utvalg": 1, "vedtak": {}}', "melding"),
    ],
)  # fmt: skip
def test_what_is_no_message_is_told_so(portal: Portal, text: str, code: str) -> None:
    folder = portal(ORGANISATIONS)
    folder.write({"inn/v.json": text.encode("utf-8", "surrogateescape")})
    done = folder.command("import", str(folder.root / "inn/v.json"))
    assert done.exit_code == 1
    assert code in done.output
    assert "Traceback" not in done.output


@pytest.mark.parametrize("wrong", [None, 1, "x", [], {}, [[]], [None], {"a": []}, True])
def test_values_of_the_wrong_form_break_nothing(rich: dict[str, Any], portal: Portal, wrong: Any) -> None:
    folder = portal(ORGANISATIONS)
    message = _of(rich, "vedtak")
    for key in ("moete", "utvalg", "avsender"):
        _is_told(_imported(folder, {f"{addresses.FIKS}v.json": {**message, key: wrong}}, "--dry-run"))
    item = message["vedtak"][1]
    for key in item:
        changed = {**message, "vedtak": [{**item, key: wrong}, wrong]}
        _is_told(_imported(folder, {f"{addresses.FIKS}v.json": changed}, "--dry-run"))


def _is_told(done: Any) -> None:
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert done.output.strip()
