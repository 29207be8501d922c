"""`portal draft-agenda` where it once went wrong: what is withheld, what comes twice, what goes missing, numbers.

Today is Monday 10 May 2021; the meeting to come is that of 10 June.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import yaml
from click.testing import Result

from support.portals import PortalFolder

Portal = Callable[..., PortalFolder]

NEXT = "meetings/ssu/2021-06-10.md"
BODIES = {
    "organisations/ssu.md": "---\ntitle: Strategisk samarbeidsutval\nshort: SSU\nkind: strategic\n---\n",
    "organisations/fsu.md": "---\ntitle: Fagleg samarbeidsutval\nkind: professional\n---\n",
}
Draft = Callable[[dict[str, str]], tuple[list[dict[str, Any]], str, Result]]


@pytest.fixture
def draft(portal: Portal) -> Draft:
    """Draft the meeting of 10 June over some records: its agenda, the whole file, and what was said."""

    def drafted(records: dict[str, str]) -> tuple[list[dict[str, Any]], str, Result]:
        folder = portal({**BODIES, **records})
        assert folder.check().exit_code == 0, folder.check().output
        done = folder.command("draft-agenda", "ssu", "2021-06-10")
        assert done.exit_code == 0, done.output
        assert folder.check().exit_code == 0, folder.check().output
        text = (folder.root / NEXT).read_text("utf-8")
        return yaml.load(text.split("---\n")[1], yaml.BaseLoader).get("agenda", []), text, done

    return drafted


def held(agenda: str, facts: str = "present: [Ada Lie]", body: str = "") -> str:
    return f"---\n{facts}\nagenda:\n{agenda}\n---\n{body}"


# -- nothing withheld is copied


@pytest.mark.parametrize(
    ("facts", "item"),
    [
        ("publish_after: 2021-12-01", "{number: 01/21, title: LOYNDOM, outcome: postponed}"),
        ("exempt: {basis: x, public_title: Møte}", "{number: 01/21, title: LOYNDOM, outcome: postponed}"),
        (
            "exempt: {basis: x, public_title: Møte}",
            "{number: 01/21, title: LOYNDOM, exempt: {basis: x, public_title: Sak, until: 2021-05-01},"
            " outcome: postponed}",
        ),
        (
            "publish_after: 2021-12-01",
            "{number: 01/21, title: A, outcome: decided, follow_up: [{what: LOYNDOM, due: 2021-04-01}]}",
        ),
        (
            "present: [Ada Lie]",
            "{number: 01/21, title: LOYNDOM, exempt: {basis: x, public_title: Sak}, outcome: postponed}",
        ),
    ],
)  # fmt: skip
def test_no_word_of_what_is_withheld_is_copied_or_said(draft: Draft, facts: str, item: str) -> None:
    _, text, said = draft({"meetings/ssu/2021-03-11.md": held(f"  - {item}", facts)})
    assert "LOYNDOM" not in text + said.output


@pytest.mark.parametrize("facts", ["publish_after: 2021-12-01", "exempt: {basis: x, public_title: Møte}"])
def test_what_became_of_a_case_in_a_withheld_meeting_is_not_told(draft: Draft, facts: str) -> None:
    agenda, text, said = draft({
        "cases/2021-a.md": "---\ntitle: Ei open sak\nfor: [ssu]\n---\n",
        "meetings/ssu/2021-03-11.md": held("  - {number: 01/21, case: 2021-a, outcome: postponed}", facts),
    })  # fmt: skip
    assert [item["case"] for item in agenda if "case" in item] == ["2021-a"]
    assert "utsett" not in text
    assert "utsett" not in said.output
    assert "11.\u00a0mars 2021 er ikkje ope for alle" in said.output


@pytest.mark.parametrize("item", [
    "{number: 01/21, title: LOYNDOM, exempt: {basis: x, public_title: Sak}, outcome: postponed}",
    "{number: 01/21, case: 2021-x, outcome: postponed}",
])  # fmt: skip
def test_what_became_of_something_exempt_is_not_told(draft: Draft, item: str) -> None:
    agenda, text, said = draft({
        "cases/2021-x.md": "---\ntitle: LOYNDOM\nexempt: {basis: x, public_title: Sak}\n---\n",
        "meetings/ssu/2021-03-11.md": held(f"  - {item}"),
    })  # fmt: skip
    assert [one for one in agenda if one.get("case") == "2021-x" or "exempt" in one]
    assert "utsett" not in text
    assert "utsett" not in said.output


def test_the_minutes_of_an_embargoed_meeting_are_not_put_up_for_approval(draft: Draft) -> None:
    agenda, text, _ = draft(
        {"meetings/ssu/2021-03-11.md": held("  - {title: A, outcome: noted}", "publish_after: 2021-12-01")}
    )
    assert agenda == []
    assert "2021-03-11" not in text


def test_an_item_whose_exemption_is_over_has_its_public_title(draft: Draft) -> None:
    item = "  - {number: 01/21, exempt: {basis: x, public_title: Kjøp, until: 2021-05-01}, outcome: postponed}"
    agenda, _, _ = draft({"meetings/ssu/2021-03-11.md": held(item)})
    assert "Kjøp" in [item.get("title") for item in agenda]


def test_an_exempt_responsible_is_named_as_may_be_known(draft: Draft) -> None:
    _, text, _ = draft({
        "organisations/loynd.md": (
            "---\ntitle: LOYNDOM\nkind: company\nexempt: {basis: x, public_title: Ein leverandør}\n---\n"
        ),
        "meetings/ssu/2021-03-11.md": held(
            "  - {number: 01/21, title: A, outcome: decided,"
            " follow_up: [{what: Levere, responsible: loynd, due: 2021-04-01}]}"
        ),
    })  # fmt: skip
    assert "Levere. Ansvarleg: Ein leverandør." in text
    assert "LOYNDOM" not in text


# -- each once, nothing closed, nothing lost


def titles(agenda: list[dict[str, Any]]) -> list[str]:
    return [item.get("title") or item.get("case") or "" for item in agenda]


@pytest.mark.parametrize("there", ["title: 'Statusrapport: Prosjekt P', type: O", "title: Budsjettendring, type: V"])
def test_a_postponed_item_and_a_due_report_of_one_project_are_two_things(draft: Draft, there: str) -> None:
    item = "  - {number: 01/21, title: Val av leverandør, type: V, project: p, outcome: postponed}"
    agenda, _, _ = draft({
        "projects/p.md": "---\ntitle: Prosjekt P\nsteering: ssu\nphase: active\n---\n",
        "meetings/ssu/2021-03-11.md": held(item),
        NEXT: held(f"  - {{number: 02/21, {there}, project: p}}", "number: 2/2021"),
    })  # fmt: skip
    assert titles(agenda).count("Val av leverandør") == 1
    assert titles(agenda).count("Statusrapport: Prosjekt P") == 1


def test_an_item_that_a_case_took_up_again_is_closed(draft: Draft) -> None:
    agenda, _, _ = draft({
        "cases/2021-b.md": "---\ntitle: Budsjett\n---\n",
        "meetings/ssu/2021-02-11.md": held("  - {number: 01/21, title: Budsjett, outcome: postponed}"),
        "meetings/ssu/2021-03-11.md": held("  - {number: 02/21, case: 2021-b, outcome: decided}"),
    })  # fmt: skip
    assert "Budsjett" not in titles(agenda)


@pytest.mark.parametrize(
    "there", ["{number: 01/21, title: Budsjett for 2022}", "{number: 02/21, aliases: [01/21], title: X}"]
)
def test_an_item_that_stands_on_the_plan_by_its_number_is_not_added(draft: Draft, there: str) -> None:
    agenda, _, _ = draft({
        "meetings/ssu/2021-03-11.md": held("  - {number: 01/21, title: Budsjett, outcome: postponed}"),
        NEXT: held(f"  - {there}", "number: 2/2021"),
    })  # fmt: skip
    assert "Budsjett" not in titles(agenda)


def test_two_drafts_in_a_row_share_nothing(portal: Portal) -> None:
    folder = portal({
        **BODIES,
        "cases/2021-a.md": "---\ntitle: A\nfor: [ssu]\n---\n",
        "meetings/ssu/2021-03-11.md": held(
            "  - {number: 01/21, title: Budsjett, outcome: postponed}", "number: 1/2021\npresent: [A]"
        ),
    })  # fmt: skip
    folder.command("draft-agenda", "ssu", "2021-06-10")
    said = folder.command("draft-agenda", "ssu", "2021-06-24")
    second = (folder.root / "meetings/ssu/2021-06-24.md").read_text("utf-8")
    assert "0 saker er sette på saklista" in said.output
    assert "number: 3/2021" in second and "agenda" not in second


def test_a_meeting_that_was_never_called_hides_nothing(draft: Draft) -> None:
    agenda, _, _ = draft({
        "cases/2021-a.md": "---\ntitle: A\nfor: [ssu]\n---\n",
        "meetings/ssu/2021-04-01.md": held("  - {number: 01/21, case: 2021-a}", "draft: true"),
    })  # fmt: skip
    assert titles(agenda) == ["2021-a"]


def test_what_a_cancelled_meeting_had_comes_again_but_for_what_stands_on_every_agenda(draft: Draft) -> None:
    agenda, _, _ = draft({
        "cases/2021-a.md": "---\ntitle: A\n---\n",
        "meetings/ssu/2021-02-11.md": held("  - {number: 01/21, case: 2021-a, outcome: discussed}"),
        "meetings/ssu/2021-04-01.md": held(
            "  - {number: 02/21, title: Godkjenning av innkalling}\n  - {number: 03/21, case: 2021-a}\n"
            "  - {number: 04/21, title: Budsjett 2022}\n  - {number: 05/21, title: Eventuelt}",
            "cancelled: true",
        ),
    })  # fmt: skip
    assert titles(agenda) == ["Godkjenning av referat frå 11. februar 2021", "Budsjett 2022", "2021-a"]


def test_a_case_that_was_put_off_today_comes_again(draft: Draft) -> None:
    agenda, _, _ = draft({
        "cases/2021-a.md": "---\ntitle: A\n---\n",
        "meetings/ssu/2021-05-10.md": held("  - {number: 01/21, case: 2021-a, outcome: returned}"),
    })  # fmt: skip
    assert "2021-a" in titles(agenda)


def test_a_case_that_another_body_endorsed_still_waits_for_the_one_that_returned_it(draft: Draft) -> None:
    agenda, _, _ = draft({
        "cases/2021-a.md": "---\ntitle: A\nfor: [fsu, ssu]\n---\n",
        "meetings/ssu/2021-02-11.md": held("  - {number: 01/21, case: 2021-a, outcome: returned}"),
        "meetings/fsu/2021-03-11.md": held("  - {number: 01/21, case: 2021-a, outcome: endorsed}"),
    })  # fmt: skip
    assert "2021-a" in titles(agenda)


def test_earlier_numbers_are_not_given_again(draft: Draft) -> None:
    agenda, _, _ = draft({
        "cases/2021-a.md": "---\ntitle: A\nfor: [ssu]\n---\n",
        "meetings/ssu/2021-03-11.md": held(
            "  - {number: 01/21, aliases: [02/21], title: X, outcome: noted}", "minutes_sent: 2021-04-01"
        ),
    })  # fmt: skip
    assert [item["number"] for item in agenda] == ["03/21", "04/21"]


# -- names and dates that cannot be


def test_a_name_that_several_bodies_have_is_told_of(portal: Portal) -> None:
    same = "---\ntitle: Områdeutvalet\nkind: area\n---\n"
    folder = portal({**BODIES, "organisations/ou-n.md": same, "organisations/ou-s.md": same})
    said = folder.command("draft-agenda", "Områdeutvalet", "2021-06-10")
    assert (said.exit_code, said.stderr) == (
        1, "Fleire organisasjonar heiter «Områdeutvalet». Bruk id-en til den du meiner.\n",
    )  # fmt: skip
    assert not (folder.root / "meetings").exists()


def test_an_agenda_that_refers_elsewhere_in_the_front_matter_is_left_alone(portal: Portal) -> None:
    planned = "---\nplace: &stad Rådhuset\nagenda: [{title: *stad}]\n---\n"
    folder = portal({**BODIES, "cases/2021-a.md": "---\ntitle: A\nfor: [ssu]\n---\n", NEXT: planned})
    said = folder.command("draft-agenda", "ssu", "2021-06-10")
    assert said.exit_code == 1
    assert "kan ikkje endrast utan fare for at noko blir borte" in said.stderr
    assert (folder.root / NEXT).read_text("utf-8") == planned
