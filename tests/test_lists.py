"""One or a list: an item treats several cases and approves several meetings' minutes, and several are responsible.

Every output is asked for what they share; what is written as one value and as a list of one is the same to the byte.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from portal.derived.items import ItemRow
from portal.language.catalogue import catalogue_for
from portal.language.phrase import Phrase
from portal.outputs.paper.wording import called
from support.elements import Element, read_main
from support.oparl import crawl
from support.papers import text_of
from support.planting import front_matter
from support.portals import PortalFolder, make_portal
from support.sites import dead_links, read_page, tree

Portal = Callable[..., PortalFolder]

NN = catalogue_for("nn")
BASE = "https://helsefellesskap.example"
DAY = "2021-03-05"
MEETING = f"meetings/ssu/{DAY}.md"
YARD = "Verkstaden på kaia"

BODIES = {
    "organisations/ssu.md": "---\ntitle: Strategisk utval\nshort: SSU\nkind: strategic\n---\n",
    "organisations/havn.md": "---\ntitle: Havn kommune\nkind: municipality\n---\n",
}
CASES = {
    "cases/2021-bru.md": """
        ---
        title: Bru over sundet
        type: V
        project: kryssing
        ---
        ## Framlegg til vedtak
        Vi byggjer brua.
        """,
    "cases/2021-ferje.md": """
        ---
        title: Ferge om natten
        lang: nb
        type: D
        project: nattrute
        ---
        ## Forslag til vedtak
        Fergen går hele natten.
        """,
    "projects/kryssing.md": "---\ntitle: Kryssinga\n---\n",
    "projects/nattrute.md": "---\ntitle: Nattruta\n---\n",
}
MINUTES = {f"meetings/ssu/{day}.md": "---\npresent: [Siv Ås]\n---\n" for day in ("2021-01-15", "2021-02-05")}
SHARED = """
    ---
    minutes_sent: 2021-03-09
    agenda:
      - number: 01/21
        title: Godkjenning av to referat
        approves: [ssu/2021-01-15, ssu/2021-02-05]
        outcome: approved
      - number: 02/21
        case: [2021-bru, 2021-ferje]
        outcome: decided
        follow_up:
          - {what: Måle sundet, responsible: [havn, Verkstaden på kaia], due: 2021-04-01}
          - {what: Telje bilane, responsible: Havn kommune, due: 2021-06-01}
    ---
    ## 02/21
    ### Vedtak
    Båe delar skal greiast ut.
    """
FILES: dict[str, str | bytes] = {**BODIES, **CASES, **MINUTES, MEETING: SHARED}


def written(folder: PortalFolder, name: str = "out") -> Path:
    done = folder.command("write", str(folder.root / name))
    assert done.exit_code == 0, done.output
    return folder.root / name


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(make_portal(tmp_path_factory.mktemp("lists") / "portal", FILES))


@pytest.fixture(scope="module")
def meeting(site: Path) -> Element:
    return read_main(site / f"moter/ssu/{DAY}/index.html")


def rows(site: Path, register: str) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in json.loads((site / f"data/{register}.json").read_text("utf-8"))["rows"]}


# -- pages


def test_every_link_leads_somewhere_and_no_id_stands_twice(site: Path) -> None:
    assert dead_links(site) == []


def test_an_item_is_called_by_all_its_cases_each_in_its_own_language(meeting: Element) -> None:
    heading = meeting.by_id("sak-02-21_t")
    assert heading.text == "02/21 Bru over sundet; Ferge om natten"
    assert [(one.attributes["lang"], one.text) for one in heading.all("span") if "lang" in one.attributes] == [
        ("nb", "Ferge om natten")
    ]


def test_an_item_leads_to_all_its_cases_and_projects(meeting: Element) -> None:
    item = meeting.by_id("sak-02-21")
    links = {link.attributes["href"]: link.text for link in item.all("a")}
    assert links["../../../saker/2021-bru/"] == "Bru over sundet"
    assert links["../../../saker/2021-ferje/"] == "Ferge om natten"
    assert links["../../../prosjekt/kryssing/"] == "Kryssinga"
    assert links["../../../prosjekt/nattrute/"] == "Nattruta"
    assert NN.text("item.cases") in item.text


def test_the_proposals_of_each_case_stand_with_their_case(meeting: Element) -> None:
    item, source = meeting.by_id("sak-02-21").text, NN.text("item.proposal_from_case")
    parts = [f"Vi byggjer brua. {source} Bru over sundet.", f"Fergen går hele natten. {source} Ferge om natten."]
    assert [part for part in parts if part not in item] == []


def test_an_item_says_whose_minutes_it_approves(meeting: Element) -> None:
    links = [link.attributes["href"] for link in meeting.by_id("sak-01-21").all("a")]
    assert {f"../../../moter/ssu/{day}/" for day in ("2021-01-15", "2021-02-05")} <= set(links)


@pytest.mark.parametrize("day", ["2021-01-15", "2021-02-05"])
def test_each_approved_meeting_knows_it(site: Path, day: str) -> None:
    page = read_page(site / f"moter/ssu/{day}/index.html")
    assert NN.text("meeting.approval.approved", date="5. mars 2021") in page.text
    assert f"../../../moter/ssu/{DAY}/#sak-01-21" in page.links
    row = rows(site, "meetings")[f"ssu/{day}"]
    assert (row["state"], row["minutes_approved_by"]) == ("minutes_approved", f"ssu/{DAY}")


@pytest.mark.parametrize("id_", ["2021-bru", "2021-ferje"])
def test_each_case_was_treated(site: Path, id_: str) -> None:
    page = read_main(site / f"saker/{id_}/index.html")
    assert "Båe delar skal greiast ut." in page.by_id("siste_vedtak-02-21").text
    assert "Måle sundet" in page.text
    assert f"Havn kommune {NN.text('list.and', first='', last='').strip()} {YARD}" in page.text
    assert "02/21" in page.one("section", **{"aria-labelledby": "_saksgang"}).text
    row = rows(site, "cases")[id_]
    assert (row["state"], row["case_numbers"], row["number_of_follow_ups"]) == ("follow_up", ["02/21"], 2)
    feed = (site / f"saker/{id_}/feed.xml").read_text("utf-8")
    assert "Båe delar skal greiast ut." in feed
    assert "Båe delar skal greiast ut." in text_of((site / f"saker/{id_}/saksmappe.pdf").read_bytes())


def test_each_case_names_the_other(site: Path) -> None:
    for id_, other in (("2021-bru", "Ferge om natten"), ("2021-ferje", "Bru over sundet")):
        assert read_main(site / f"saker/{id_}/index.html").facts()[NN.text("fact.together")] == other


def under_lang(element: Element, lang: str | None = None) -> Iterator[tuple[str, str | None]]:
    """Every text below an element, with the language that it stands under."""
    lang = element.attributes.get("lang", lang)
    for child in element.children:
        yield from [(child, lang)] if isinstance(child, str) else under_lang(child, lang)


def test_the_words_of_a_case_in_the_other_language_are_marked_on_every_page(site: Path) -> None:
    pages = {
        path.relative_to(site): read_main(path)
        for path in site.rglob("index.html")
        if "<main" in path.read_text("utf-8")
    }
    found = [
        (page, lang) for page, main in pages.items() for text, lang in under_lang(main) if "Ferge om natten" in text
    ]
    assert len(found) > 10
    assert [page for page, lang in found if lang != "nb"] == []


def test_a_case_file_holds_the_proposal_of_the_other_case_and_names_it(site: Path) -> None:
    text = text_of((site / "saker/2021-bru/saksmappe.pdf").read_bytes())
    assert text.count("Vi byggjer brua.") == 1
    assert f"Fergen går hele natten. {NN.text('item.proposal_from_case')} Ferge om natten." in text


def test_minutes_on_paper_say_all_of_it(site: Path) -> None:
    text = text_of((site / f"moter/ssu/{DAY}/referat.pdf").read_bytes())
    for words in (
        "02/21 Bru over sundet; Ferge om natten",
        f"{NN.text('paper_pdf.cases')} Bru over sundet, Ferge om natten",
        "Havn kommune og Verkstaden på kaia",
        "Kryssinga, Nattruta",
        "Ferge om natten.",
    ):
        assert words in text, words
    assert NN.text("paper_pdf.approves") in text
    assert "15. januar 2021" in text
    assert "5. februar 2021" in text


def test_a_title_on_paper_has_each_case_in_its_own_language() -> None:
    titles = Phrase([("Bru over sundet; ", None), ("Ferge om natten", "nb")])
    parts = [{"text": "Bru over sundet; "}, {"text": "Ferge om natten", "lang": "nb"}]
    assert called(ItemRow("05/21", titles, "sak-05-21")) == parts
    assert called(ItemRow("05/21", titles, "sak-05-21", title_lang="nb")) == [{"text": str(titles), "lang": "nb"}]


def test_shared_responsibility_stands_with_each_and_counts_once(site: Path) -> None:
    board = read_main(site / "oppfolging/index.html")
    groups = {one.all("h2")[0].text: one for one in board.all("section") if one.all("h2")}
    shared = f"{NN.text('task.shared')} Havn kommune og {YARD}"
    for name in ("Havn kommune", YARD):
        group = next(group for title, group in groups.items() if title.startswith(name))
        assert "Måle sundet" in group.text
        assert shared in group.text
    tally = [one.text for one in board.all("ul", **{"class": "tally"})[0].all("b")]
    assert tally[:3] == ["1", "1", "0"]
    counts = {
        option.all("span")[0].text: option.all("span")[-1].text
        for option in board.all("a")
        if "data-value" in option.attributes
    }
    assert {name: counts[name] for name in ("Havn kommune", YARD)} == {"Havn kommune": "2", YARD: "1"}
    assert counts[NN.text("state.follow_up.overdue")] == "1"
    tasks = [task for task in board.all("li") if "data-holds" in task.attributes]
    same = [task.attributes.get("data-same") for task in tasks if "Måle sundet" in task.text]
    assert same == [same[0]] * 2
    assert [task.attributes.get("data-same") for task in tasks if "Telje bilane" in task.text] == [None]
    assert [task.attributes["data-holds"].split()[0] for task in tasks if "Måle sundet" in task.text] == [
        "ansvarleg:havn-kommune", "ansvarleg:verkstaden-pa-kaia",
    ]  # fmt: skip


def test_shared_responsibility_stands_on_the_page_of_each_and_on_the_status(site: Path) -> None:
    assert "Måle sundet" in read_main(site / "partar/havn/index.html").text
    late = read_main(site / "status/index.html").text
    assert late.count("Måle sundet") == 1
    assert f"Havn kommune og {YARD}" in late


# -- other forms


def test_the_data_has_the_first_and_all(site: Path) -> None:
    decision = rows(site, "decisions")[f"ssu/{DAY}#vedtak-02-21"]
    task = rows(site, "follow-ups")[f"ssu/{DAY}#sak-02-21/1"]
    for row in (decision, task):
        assert (row["case"], row["case_title"]) == ("2021-bru", "Bru over sundet")
        assert (row["cases"], row["case_titles"]) == (
            ["2021-bru", "2021-ferje"],
            ["Bru over sundet", "Ferge om natten"],
        )
        assert (row["project"], row["projects"]) == ("kryssing", ["kryssing", "nattrute"])
        assert row["project_titles"] == ["Kryssinga", "Nattruta"]
    assert (task["responsible"], task["responsible_title"]) == ("havn", "Havn kommune")
    assert (task["responsible_parties"], task["responsible_titles"]) == (["havn"], ["Havn kommune", YARD])
    approval = rows(site, "decisions")[f"ssu/{DAY}#vedtak-01-21"]
    approved = ["ssu/2021-01-15", "ssu/2021-02-05"]
    assert (approval["approves"], approval["approved_meetings"]) == (approved[0], approved)
    first, second = rows(site, "meetings")[f"ssu/{DAY}"]["agenda"]
    assert (first["approves"], first["approved_meetings"], first["cases"]) == (approved[0], approved, [])
    assert (second["case"], second["cases"], second["projects"]) == (
        "2021-bru",
        decision["cases"],
        decision["projects"],
    )


def test_a_spreadsheet_has_the_first_in_a_cell_and_all_in_another(site: Path) -> None:
    text = (site / "data/follow-ups.csv").read_text("utf-8-sig")
    row = next(row for row in csv.DictReader(io.StringIO(text, newline="")) if row["what"] == "Måle sundet")
    assert (row["case"], row["cases"]) == ("2021-bru", "2021-bru\n2021-ferje")
    assert (row["responsible_title"], row["responsible_titles"]) == ("Havn kommune", f"Havn kommune\n{YARD}")


def test_oparl_has_a_consultation_of_each_case(site: Path) -> None:
    found = crawl(site, BASE)
    assert found.faults == []
    item = next(one for one in found.of("AgendaItem").values() if one.get("number") == "02/21")
    papers = {one["name"]: one for one in found.of("Paper").values()}
    consultations = {one["id"]: one for one in found.of("Consultation").values() if one["agendaItem"] == item["id"]}
    assert {one["paper"] for one in consultations.values()} == {
        papers[name]["id"] for name in ("Bru over sundet", "Ferge om natten")
    }
    assert consultations[item["consultation"]]["paper"] == papers["Bru over sundet"]["id"]
    for name in ("Bru over sundet", "Ferge om natten"):
        assert papers[name]["consultation"][0]["agendaItem"] == item["id"]


def test_the_organisations_feed_tells_of_what_it_shares(site: Path) -> None:
    assert "Båe delar skal greiast ut." in (site / "feed/havn.xml").read_text("utf-8")


def test_the_number_is_of_each_case_and_leads_to_the_item(site: Path) -> None:
    assert f"moter/ssu/{DAY}/#sak-02-21" in (site / "sak/ssu/02-21/index.html").read_text("utf-8")
    for id_ in ("2021-bru", "2021-ferje"):
        structured = re.search(r'"identifier": ?\[[^\]]*"02/21"', (site / f"saker/{id_}/index.html").read_text("utf-8"))
        assert structured, id_


# -- one and a list of one


ONE = {"case": "2021-bru", "approves": "ssu/2021-01-15", "outcome": "decided", "number": "03/21"}
TASK = {"what": "Måle sundet", "responsible": "havn", "due": "2021-04-01"}


def test_one_value_and_a_list_of_one_are_the_same_to_the_byte(tmp_path: Path) -> None:
    def built(name: str, wrap: Callable[[str], Any]) -> dict[str, bytes]:
        item = {**ONE, "case": wrap(ONE["case"]), "approves": wrap(ONE["approves"])}
        item["follow_up"] = [{**TASK, "responsible": wrap(TASK["responsible"])}]
        files = {**BODIES, **CASES, **MINUTES, MEETING: front_matter({"agenda": [item]})}
        site = written(make_portal(tmp_path / name, files).without_papers())
        return {path: content for path, content in tree(site).items() if path != "manifest.json"}

    one = built("one", str)
    assert built("list", lambda value: [value]) == one
    assert built("twice", lambda value: [value, value]) == one


def test_an_organisation_by_two_of_its_names_is_responsible_once(portal: Portal) -> None:
    item = {"title": "Sak", "follow_up": [{**TASK, "responsible": ["havn", "Havn kommune"]}]}
    site = written(portal({**BODIES, MEETING: front_matter({"agenda": [item]})}).without_papers())
    assert read_main(site / "oppfolging/index.html").text.count("Måle sundet") == 1
    assert NN.text("task.shared") not in read_main(site / "oppfolging/index.html").text
    assert read_main(site / "partar/havn/index.html").text.count("Måle sundet") == 1
    row = rows(site, "follow-ups")[f"ssu/{DAY}#punkt-1/1"]
    assert (row["responsible_parties"], row["responsible_titles"]) == (["havn"], ["Havn kommune"])


def test_a_heading_opens_an_unnumbered_item_by_the_titles_of_its_cases(portal: Portal) -> None:
    item = front_matter(
        {"agenda": [{"case": ["2021-bru", "2021-ferje"]}]}, "## Bru over sundet; Ferge om natten\n\nOrda.\n"
    )
    site = written(portal({**BODIES, **CASES, MEETING: item}).without_papers())
    assert "Orda." in read_main(site / f"moter/ssu/{DAY}/index.html").by_id("punkt-1").text


def test_cases_of_one_title_are_called_by_it_once(portal: Portal) -> None:
    files = {f"cases/2021-{n}.md": front_matter({"title": "Budsjettet"}) for n in "ab"}
    item = {"number": "05/21", "case": ["2021-a", "2021-b"]}
    site = written(portal({**BODIES, **files, MEETING: front_matter({"agenda": [item]})}).without_papers())
    page = read_main(site / f"moter/ssu/{DAY}/index.html")
    assert page.by_id("sak-05-21_t").text == "05/21 Budsjettet"
    assert {"../../../saker/2021-a/", "../../../saker/2021-b/"} <= set(page.hrefs())


# -- what may not be read


EXEMPT = {"basis": "offl. § 13", "public_title": "Unnateken sak"}
SECRET = ("Løynd tittel", "Løynd overskrift", "Løynd tekst", "Løynd papir", "Løynd oppgåve", "loynd-notat")


def hidden(cases: dict[str, dict[str, Any]], **item: Any) -> dict[str, str | bytes]:
    """A meeting with an item that treats some cases, which `cases` gives the facts of, each word of it a secret."""
    own = {
        "number": "05/21",
        "title": "Løynd tittel",
        "case": list(cases),
        "outcome": "decided",
        "attachments": [{"title": "Løynd papir", "file": "loynd-notat.txt"}],
        "follow_up": [{"what": "Løynd oppgåve", "responsible": ["havn", YARD]}],
        **item,
    }
    text = "## 05/21 Løynd overskrift\n\nLøynd tekst.\n\n### Vedtak\n\nLøynd tekst.\n"
    return {
        **BODIES,
        **{f"cases/{id_}.md": front_matter(facts) for id_, facts in cases.items()},
        MEETING: front_matter({"agenda": [own]}, text),
        f"meetings/ssu/{DAY}/loynd-notat.txt": "Løynd tekst",
    }


def told(site: Path, words: tuple[str, ...]) -> list[tuple[str, str]]:
    """The words that stand in a file of the site, or in its name."""
    return [
        (path, word)
        for path, content in tree(site).items()
        for word in words
        if word.encode() in path.encode() + content
    ]


OPEN = {"title": "Open sak"}
CLOSED = {
    "exempt": {"title": "Løynd tittel", "exempt": EXEMPT},
    "retracted": {"title": "Løynd tittel", "retracted": {"date": "2021-03-07", "reason": "Feil"}},
}


@pytest.mark.parametrize("order", [1, -1], ids=["open first", "closed first"])
@pytest.mark.parametrize("state", CLOSED)
def test_an_item_is_hidden_whole_if_one_of_its_cases_is(portal: Portal, state: str, order: int) -> None:
    cases = dict([("2021-open", OPEN), ("2021-lukka", CLOSED[state])][::order])
    site = written(portal(hidden(cases)))
    assert told(site, SECRET) == []
    item = read_main(site / f"moter/ssu/{DAY}/index.html").by_id("sak-05-21")
    assert ("Unnateken sak" if state == "exempt" else NN.text("item.retracted")) in item.text
    assert "Open sak" not in item.text
    assert "05/21" not in read_main(site / "saker/2021-open/index.html").text
    assert "05/21" in read_main(site / "saker/2021-lukka/index.html").text
    row = rows(site, "meetings")[f"ssu/{DAY}"]["agenda"][0]
    assert (row["case"], row["cases"]) == ("2021-lukka", ["2021-lukka"])


def test_the_secrets_are_told_where_nothing_is_closed(portal: Portal) -> None:
    site = written(portal(hidden({"2021-open": OPEN, "2021-lukka": {"title": "Løynd tittel"}})))
    assert {word for _, word in told(site, SECRET)} == {*SECRET} - {"Løynd overskrift"}


def test_what_is_retracted_hides_more_than_what_is_exempt(portal: Portal) -> None:
    site = written(portal(hidden({"2021-a": CLOSED["exempt"], "2021-b": CLOSED["retracted"]})).without_papers())
    assert told(site, SECRET) == []
    item = read_main(site / f"moter/ssu/{DAY}/index.html").by_id("sak-05-21").text
    assert NN.text("item.retracted") in item
    assert "Unnateken sak" not in item


def test_several_exempt_cases_are_told_as_one_exemption_until_the_last_ends(portal: Portal) -> None:
    first = {"basis": "offl. § 13", "public_title": "Den fyrste", "until": "2021-06-01", "note": "Løynd tekst"}
    second = {"basis": "offl. § 23", "public_title": "Den andre", "until": "2021-07-01"}
    cases = {
        "2021-a": {"title": "Løynd tittel", "exempt": first},
        "2021-b": {"title": "Løynd tittel", "exempt": second},
    }
    folder = portal(hidden(cases)).without_papers()
    site = written(folder)
    assert told(site, SECRET) == []
    item = read_main(site / f"moter/ssu/{DAY}/index.html").by_id("sak-05-21").text
    assert "Den fyrste; Den andre" in item
    assert "offl. § 13; offl. § 23" in item
    assert "1. juli 2021" in item
    assert folder.command("write", str(folder.root / "later"), epoch="1622900000").exit_code == 0  # 5 June 2021
    later = folder.root / "later"
    assert told(later, SECRET[1:]) == []
    assert "Den andre" in read_main(later / f"moter/ssu/{DAY}/index.html").by_id("sak-05-21").text
    assert folder.command("write", str(folder.root / "last"), epoch="1625500000").exit_code == 0  # 5 July 2021
    assert "Løynd oppgåve" in read_main(folder.root / f"last/moter/ssu/{DAY}/index.html").text


def test_a_draft_beside_a_closed_case_is_not_told(portal: Portal) -> None:
    kladd = {"title": "Løynd tittel", "draft": "true"}
    site = written(portal(hidden({"2021-kladd": kladd, "2021-lukka": CLOSED["exempt"]})))
    assert told(site, (*SECRET, "2021-kladd")) == []


@pytest.mark.parametrize("until", ["2021-06-01", None])
def test_an_items_own_exemption_lasts_as_long_as_those_of_all_its_cases(portal: Portal, until: str | None) -> None:
    ends = {"until": until} if until else {}
    own = {"basis": "offl. § 14", "public_title": "Punktet", "until": "2021-05-20"}
    cases = {"2021-a": OPEN, "2021-b": {"title": "Løynd tittel", "exempt": {**EXEMPT, **ends}}}
    site = written(portal(hidden(cases, exempt=own)).without_papers())
    assert told(site, SECRET) == []
    row = rows(site, "meetings")[f"ssu/{DAY}"]["agenda"][0]
    assert (row["title"], row["exempt_until"], row["cases"]) == ("Punktet", until, [])


@pytest.mark.parametrize("hold", ["draft", "publish_after"])
def test_a_case_that_may_not_be_known_vanishes_and_the_others_stay(portal: Portal, hold: str) -> None:
    held = {"title": "Løynd tittel", hold: "true" if hold == "draft" else "2021-09-01"}
    item = {"number": "05/21", "case": ["2021-kladd", "2021-open"], "outcome": "decided"}
    files = {**BODIES, "cases/2021-open.md": front_matter(OPEN), "cases/2021-kladd.md": front_matter(held)}
    alone = {"number": "06/21", "case": ["2021-kladd", "2021-kladd"]}
    site = written(portal({**files, MEETING: front_matter({"agenda": [item, alone]})}).without_papers())
    assert told(site, ("Løynd tittel", "2021-kladd")) == []
    page = read_main(site / f"moter/ssu/{DAY}/index.html")
    assert page.by_id("sak-05-21_t").text == "05/21 Open sak"
    assert page.by_id("sak-06-21_t").text == NN.text("item.number", number="06/21")
    assert rows(site, "cases")["2021-open"]["case_numbers"] == ["05/21"]


def test_a_responsible_and_a_meeting_that_may_not_be_known_vanish_and_the_others_stay(portal: Portal) -> None:
    item = {
        "title": "Sak",
        "approves": ["ssu/2021-01-15", "ssu/2021-02-05"],
        "outcome": "approved",
        "follow_up": [{"what": "Måle sundet", "responsible": ["loynd-part", "havn"]}],
    }
    files = {
        **BODIES,
        **MINUTES,
        "organisations/loynd-part.md": front_matter({"title": "Løynd part", "kind": "company", "draft": "true"}),
        "meetings/ssu/2021-02-05.md": front_matter({"draft": "true", "present": ["Siv Ås"]}),
        MEETING: front_matter({"agenda": [item]}),
    }
    site = written(portal(files).without_papers())
    assert told(site, ("Løynd part", "loynd-part", "2021-02-05")) == []
    assert rows(site, "follow-ups")[f"ssu/{DAY}#punkt-1/1"]["responsible_titles"] == ["Havn kommune"]
    assert rows(site, "meetings")[f"ssu/{DAY}"]["agenda"][0]["approved_meetings"] == ["ssu/2021-01-15"]


# -- the editors' tools


def test_what_waits_with_an_items_last_case_is_not_due_before(portal: Portal) -> None:
    own = {"basis": "b", "public_title": "Punktet", "until": "2021-05-20"}
    cases = {"2021-a": OPEN, "2021-b": {"title": "Løynd tittel", "exempt": EXEMPT}}
    due = portal(hidden(cases, exempt=own)).command("due")
    assert due.exit_code == 0, due.output
    assert MEETING not in due.output


def test_a_build_does_not_say_what_is_wrong_with_an_item_that_a_case_hides(portal: Portal) -> None:
    folder = portal(hidden({"2021-a": OPEN, "2021-b": CLOSED["exempt"]}, presenter=["løyndom"], vote="løyndom"))
    assert "løyndom" in folder.check().output
    build = folder.command("write", str(folder.root / "out"))
    assert build.exit_code == 1
    assert "løyndom" not in build.output


def test_cases_that_were_put_off_together_come_up_together(portal: Portal) -> None:
    item = {"number": "05/21", "case": ["2021-bru", "2021-ferje"], "outcome": "postponed"}
    folder = portal({**BODIES, **CASES, MEETING: front_matter({"agenda": [item]})})
    assert folder.command("draft-agenda", "ssu", "2021-06-04").exit_code == 0
    path = folder.root / "meetings/ssu/2021-06-04.md"
    agenda = yaml.safe_load(path.read_text("utf-8").split("---")[1])["agenda"]
    assert [item["case"] for item in agenda if "case" in item] == [["2021-bru", "2021-ferje"]]
    assert folder.check().exit_code == 0
    path.write_text(front_matter({"agenda": [{"number": "06/21", "case": "2021-ferje"}]}), encoding="utf-8")
    assert folder.command("draft-agenda", "ssu", "2021-06-04").exit_code == 0
    agenda = yaml.safe_load(path.read_text("utf-8").split("---")[1])["agenda"]
    assert [item["case"] for item in agenda if "case" in item] == ["2021-ferje", "2021-bru"]


def test_minutes_that_an_item_approves_with_others_are_not_put_up_again(portal: Portal) -> None:
    coming = {"title": "Referat", "approves": ["ssu/2021-01-15", "ssu/2021-02-05"]}
    folder = portal({**BODIES, **MINUTES, "meetings/ssu/2021-06-04.md": front_matter({"agenda": [coming]})})
    before = (folder.root / "meetings/ssu/2021-06-04.md").read_text("utf-8")
    assert folder.command("draft-agenda", "ssu", "2021-06-04").exit_code == 0
    assert (folder.root / "meetings/ssu/2021-06-04.md").read_text("utf-8") == before


def test_an_overdue_follow_up_is_drafted_with_all_who_are_responsible(portal: Portal) -> None:
    folder = portal(FILES)
    assert folder.command("draft-agenda", "ssu", "2021-06-04").exit_code == 0
    assert f"Havn kommune og {YARD}" in (folder.root / "meetings/ssu/2021-06-04.md").read_text("utf-8")
