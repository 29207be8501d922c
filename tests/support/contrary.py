"""A portal in which outputs are most likely to contradict each other, on Monday 30 November 2026.

A cancelled meeting that has all that a meeting comes to, which `portal check` tells as an error; next meetings that are
cancelled, exempt and retracted; two meetings on a day; somebody who was absent only because another met for them;
decisions that are no plain words; records that git remembers to have been changed.
"""

from __future__ import annotations

import datetime as dt

from portal.model.clock import OSLO
from support.attachments import picture
from support.history import commit
from support.portals import PortalFolder

__all__ = ["CONTRARY", "MOMENT", "write_history"]

MOMENT = dt.datetime(2026, 11, 30, 9, tzinfo=OSLO)

_TABLE = """
## 08/26

### Vedtak

Utvalet vedtek planen ~~utan~~ med desse tala, og CO<sub>2</sub> skal ned.

| År | Tal |
|----|-----|
| 2026 | 14 |
| 2027 | 15 |

![Kart over fjorden](2026-11-05/kart.png)

1. Sjukehuset byggjer.
2. Kommunen betalar.
"""

CONTRARY: dict[str, str | bytes] = {
    # -- bodies and partners
    "organisations/ssu.md": """
        ---
        title: Strategisk samarbeidsutval
        kind: strategic
        deadlines: {submission: 21, notice: 7, minutes: 14}
        members: [{name: Ada Lie, organisation: helse-fjord, substitute: Bo Moe}]
        ---
        """,
    "organisations/fsu.md": "---\ntitle: Fagleg samarbeidsutval\nkind: professional\nparent: ssu\n---\n",
    "organisations/ou.md": "---\ntitle: Områdeutvalet\nkind: area\n---\n",
    "organisations/bu.md": "---\ntitle: Brukarutvalet\nkind: area\n---\n",
    "organisations/helse-fjord.md": "---\ntitle: Helse Fjord\nkind: hospital_trust\n---\n",
    "organisations/fjord-kommune.md": "---\ntitle: Fjord kommune\nkind: municipality\n---\n",
    # -- cases: one that is treated again and again, one that a cancelled meeting has, and some that none may read
    "cases/2026-plan.md": """
        ---
        title: Plan for fjorden
        type: V
        submitted: 2026-08-20
        submitted_by: {name: Ada Lie, organisation: helse-fjord}
        for: [ssu]
        project: fjorden
        ---
        Planen gjeld heile fjorden.
        """,
    "cases/2026-bru.md": "---\ntitle: Bru over fjorden\ntype: V\nsubmitted: 2026-08-21\nfor: [ou]\n---\n",
    "cases/2026-ny.md": "---\ntitle: Ny sak\nsubmitted: 2026-11-25\nfor: [fsu]\n---\n",
    "cases/2026-lukka.md": "---\nexempt: {basis: offl. § 14, public_title: Kjøp av tenester}\ntitle: Løynd\n---\n",
    "cases/2026-borte.md": "---\nretracted: {date: 2026-11-02, reason: Registrert to gonger}\ntitle: Borte\n---\n",
    "projects/fjorden.md": """
        ---
        title: Heile fjorden
        owner: helse-fjord
        steering: ssu
        phase: active
        reports:
        - {date: 2026-10-01, health: on_track, summary: Det går godt.}
        - {date: 2026-12-01, health: off_track, summary: Det går gale.}
        ---
        """,
    "projects/borte.md": "---\nretracted: {date: 2026-11-02, reason: Feil}\ntitle: Borte\n---\n",
    # -- the strategic body: the next meeting is cancelled, the one after it exempt, then one is planned
    "meetings/ssu/2026-09-17.md": """
        ---
        number: 1/2026
        start: 10:00
        notice_sent: 2026-09-10
        minutes_sent: 2026-09-24
        chair: Cato Dahl
        present:
        - {name: Cato Dahl, organisation: fjord-kommune}
        - {name: Bo Moe, organisation: helse-fjord, substitute_for: Ada Lie}
        agenda:
        - number: 01/26
          case: 2026-plan
          outcome: decided
          vote: {for: 2, against: 0}
          follow_up:
          - {what: Måle djupna, responsible: fjord-kommune, due: 2026-11-29}
          - {what: Skrive brev, responsible: helse-fjord, due: 2026-11-30}
          - {what: Ringje, responsible: helse-fjord, due: 2026-11-01, done: 2026-12-05}
          - {what: Svare, responsible: helse-fjord, due: 2026-12-01, done: 2026-11-02}
        - {number: 02/26, title: Orientering, type: O, outcome: noted}
        ---
        ## 01/26

        ### Vedtak

        Planen blir skriven.
        """,
    "meetings/ssu/2026-11-05.md": """
        ---
        number: 2/2026
        start: 10:00
        present: [{name: Cato Dahl, organisation: fjord-kommune}]
        absent: [{name: Ada Lie}]
        agenda:
        - {number: 07/26, title: Godkjenning av referat, approves: ssu/2026-09-17, outcome: approved}
        - {number: 08/26, case: 2026-plan, outcome: decided}
        ---
        """
    + "\n".join(f"        {line}".rstrip() for line in _TABLE.splitlines()) + "\n",
    "meetings/ssu/2026-11-05/kart.png": picture("PNG"),
    "meetings/ssu/2026-12-10.md": """
        ---
        cancelled: {reason: For få saker.}
        start: 10:00
        agenda: [{number: 09/26, case: 2026-plan}]
        ---
        """,
    "meetings/ssu/2026-12-15.md": "---\nexempt: {basis: offl. § 14, public_title: Om kjøp}\nstart: 09:00\n---\n",
    "meetings/ssu/2027-01-20.md": "---\nnumber: 1/2027\nstart: 10:00\nplace: Rådhuset\n---\n",
    # -- the professional body: its only coming meeting is cancelled; today's was held, for it has minutes
    "meetings/fsu/2026-11-30.md": """
        ---
        start: 08:00
        present: [Eli Strand]
        agenda: [{number: 01/26, title: Opplæring, type: V, outcome: decided}]
        ---
        """,
    "meetings/fsu/2026-12-08.md": "---\ncancelled: true\nstart: 10:00\n---\n",
    # -- the area's body: a cancelled meeting that has all there can be, a moved one, and two on a day
    "meetings/ou/2026-10-01.md": """
        ---
        cancelled: {reason: Uvêr}
        start: 10:00
        present: [{name: Gro Vik}]
        minutes_sent: 2026-10-03
        agenda:
        - number: 01/26
          case: 2026-bru
          outcome: decided
          vote: {for: 3, against: 0}
          follow_up: [{what: Byggje brua, responsible: fjord-kommune, due: 2026-10-20}]
        ---
        ## 01/26

        ### Vedtak

        Brua blir bygd.
        """,
    "meetings/ou/2026-10-29.md": """
        ---
        moved_from: 2026-10-22
        start: 10:00
        present: [Gro Vik]
        agenda: [{number: 02/26, title: Veg, outcome: discussed}]
        ---
        """,
    "meetings/ou/2026-11-12.md": "---\nstart: 09:00\npresent: [Gro Vik]\nagenda: [{title: Morgon}]\n---\n",
    "meetings/ou/2026-11-12-2.md": "---\nstart: 13:00\nagenda: [{number: 03/26, title: Ettermiddag}]\n---\n",
    "meetings/ou/2026-11-19.md": "---\nexempt: {basis: offl. § 14, public_title: Lukka møte}\n---\n",
    "meetings/ou/2026-11-30.md": "---\nstart: 15:00\nagenda: [{number: 04/26, title: I dag}]\n---\n",
    # -- a body whose next meeting was retracted, on a day that has not come
    "meetings/bu/2026-12-09.md": "---\nretracted: {date: 2026-12-05, reason: Feil}\nnumber: 1/2026\n---\n",
    "meetings/bu/2027-02-03.md": "---\nstart: 10:00\n---\n",
}  # fmt: skip

_CHANGES = (
    # a place, which events show; a number of the archive, which they do not; the words of a decision
    (10, "meetings/ssu/2027-01-20.md", "Rådhuset", "Kulturhuset"),
    (12, "meetings/ssu/2026-09-17.md", "chair: Cato Dahl", "chair: Cato Dahl\narchive_ref: 26/7"),
    (14, "meetings/ssu/2026-11-05.md", "Sjukehuset byggjer", "Sjukehuset bygg"),
)
"""What was changed, each on a day of November 2026."""


def write_history(folder: PortalFolder) -> PortalFolder:
    """The portal's folder with its records, committed one change after the other."""
    folder.write(CONTRARY)
    commit(folder, at=dt.datetime(2026, 11, 6, 12, tzinfo=OSLO))
    for day, path, old, new in _CHANGES:
        file = folder.root / path
        words = file.read_text("utf-8")
        assert old in words
        file.write_text(words.replace(old, new, 1), "utf-8")
        commit(folder, at=dt.datetime(2026, 11, day, 12, tzinfo=OSLO))
    return folder
