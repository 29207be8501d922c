"""A portal of what is odd and allowed: written from the record format alone, in both editions, and never by us."""

import unicodedata

ODD: dict[str, str | bytes] = {
    # -- the first edition
    "organisations/au.md": (
        "\ufeff---\r\ntitle: Arbeids\u00adutvalet <b>for</b> æ & ø\r\nshort: AU\r\nkind: strategic\r\nmembers:\r\n"
        "- {name: Å Ås, organisation: NO, position: leader}\r\ndeadlines: {submission: 0, minutes: 400}\r\n---\r\n"
        "# Mandat på eitt nivå\r\n\r\nTekst <script>alert(1)</script> etter.\r\n"
    ).encode(),
    "organisations/no.md": "---\ntitle: 'NO'\nkind: other\n---\n",
    "organisations/ytre-nes.md": unicodedata.normalize(
        "NFD", "---\ntitle: Ytre Nes å\nkind: municipality\nvalid: {from: 2020-01, to: 2020-06-30}\n---\n"
    ),
    "cases/2014-on.md": """
        ---
        title: on
        type: R
        submitted: 2014-02-28
        for: [au, c]
        related: [2014-off]
        attachments:
          - {title: 'Papir; med, komma'}
          - {title: Lenkje, url: 'https://x.example/a?ø=1'}
          - {title: Løyndom A, file: x.txt, exempt: {basis: offl. § 13, public_title: Skjult}}
        ---

        Berre ei innleiing, og [eit møte](../meetings/au/2014-03-01.md#vedtak-2014-15).

        ### Berre tredje nivå
        """,
    "cases/2014-on/x.txt": "Løyndom B",
    "cases/2014-off.md": "---\nexempt: {basis: fvl. § 13, public_title: Lukka, until: 2014-12-31}\ntitle: Open\n---\n",
    "meetings/au/2014-03-01.md": """
        ---
        number: 1/2014
        start: 23:30
        end: 23:45
        place: "007"
        present:
          - Å Ås (leiar, Arbeids\u00adutvalet <b>for</b> æ & ø, vara for Bo)
          - Per (NO)
          - {name: Per, organisation: b, items: [2014/15]}
        absent: [Bo, Nils (Ytre Nes å)]
        agenda:
          - {number: 2014/15, case: 2014-on, outcome: decided, vote: {for: "0", against: 0}, approves: }
          - {number: Sak 1, title: "Sak med `kode` & <i>", type: O/D, outcome: noted, aliases: [Sak 2, 4/14]}
          - {title: Eventuelt}
          - {number: 5/14, case: 2014-off, outcome: approved}
        ---

        Innleiing.

        ## Sak 2014/15 – on

        ### VEDTAK:

        1. Ja.

        ## Anna
        """,
    "meetings/au/2014-03-01-2.md": """
        ---
        moved_from: 2014-02-28
        start: '23:50'
        agenda: [{number: 6/14, title: Godkjenning, approves: au/2014-03-01, outcome: approved}]
        ---
        """,
    "projects/p.md": """
        ---
        title: P
        period: {from: 2020, to: 2020-02}
        milestones: [{what: Lang, when: 2020-01..2020-03, who: NO}, {what: Utan dato}]
        budget:
          years: [2020, 2022]
          costs: [{item: a, amounts: {2020: 1 000 000, 2022: -5}}, {item: b, kind: own, amounts: {}}]
          totals: {costs: {2020: 1}}
        indicators: [{name: I, values: []}, {name: J, values: [{date: 2020-01-01, value: mange}]}]
        reports: [{date: 2020-01-01, summary: "<img src=x onerror=alert(1)>"}]
        ---
        """,
    # -- the second edition
    "themes.yml": """
        - {id: '1', title: {nn: Ein, nb: En}, kind: subject, valid: {from: '2020-02', to: '2020'}}
        - {id: to, title: {nn: To, nb: To}, kind: priority_group, description: {}}
        """,
    "organisations/a.md": """
        ---
        title: A-utvalet
        kind: strategic
        quorum: half
        themes: to
        seats: [{for: b, role: lege, required: 'false'}, {for: Nokon, count: 12}]
        ---
        """,
    "organisations/b.md": "---\ntitle: B kommune\nkind: municipality\nregistration: '123456785'\n---\n",
    "organisations/c.md": """
        ---
        title: C-utvalet
        kind: local
        valid: {to: 2020}
        quorum: 1
        members: [{name: X, from: 2019-01, to: 2019-12-31}, {name: X, from: 2020}]
        ---
        """,
    "organisations/d.md": "---\ntitle: D, etter C\nkind: local\npredecessor: c\n---\n",
    "agreements/x.md": """
        ---
        title: X
        level: overarching
        parties: [B kommune, Nokon]
        approvals: [{organisation: Utanfor, date: 2020-01-01}, {organisation: b, meeting: a/2026-01-10}]
        ---
        """,
    "agreements/y.md": """
        ---
        title: Y
        level: overarching
        number: Overordna samarbeidsavtale 2
        parties: [b, Nokon, Nokon annan]
        in_force: {to: 2030-01-01}
        replaces: [x]
        basis: [eit eller anna, hol. § 6-2 nr. 1-12]
        ---
        """,
    "agreements/trekt.md": "---\nretracted: {date: 2026-01-01, reason: Feil avtale}\n---\n",
    "plans/q.md": """
        ---
        title: Q
        adopted: {meeting: a/2026-01-10}
        period: {to: 2020}
        goals: [{number: 2.1, title: Tom}, {number: Mål 3, title: Tre}]
        measures:
          - {number: '3', what: Utan mål}
          - {number: 2.1.1, what: W, goal: '3', responsible: [Nokon, a], status: ongoing, done: 2026-02-02, project: p}
          - {number: Tiltak 4a, what: Lagt bort, status: dropped}
        ---

        Sjå [tiltaket](q.md#tiltak-3) og [saka](../meetings/a/2026-01-10.md#sak-1-26).
        """,
    "plans/skjult.md": """
        ---
        exempt: {basis: offl. § 14, public_title: Ein plan}
        title: Løyndom C
        organisation: a
        measures: [{number: 1, what: Løyndom D, responsible: b, due: 2020-01-01}]
        ---
        """,
    "cases/k.md": """
        ---
        title: K
        planned: [{organisation: a}, {organisation: a, date: 2026}, {organisation: Utanfor}]
        received: 2026-01-01
        answer: Finst ikkje
        ---
        """,
    "meetings/a/2026-01-10.md": """
        ---
        form: hybrid
        end_date: 2026-01-10
        with: [b]
        start: 10:00
        present: [{name: X, arrived: 2/26}, {name: Y, arrived: '23:59'}, Z]
        agenda:
          - {number: 1/26, case: [k, 2014-on], outcome: recommended, to: [c], vote: [unanimous, {for: 1, on: a}]}
          - {number: 2/26, title: Val, outcome: elected, vote: {for: 3, against: 0, abstained: 0, casting: 'false'}}
          - {number: 3/26, title: Rekneskap, outcome: referred, closed: {basis: x}, disqualified: [Z]}
          - {title: Same, outcome: decided, final: 'false'}
        ---

        ## Same

        #### Vedtak

        Ja.
        """,
    "meetings/a/2026-01-10-2.md": """
        ---
        form: written
        end_date: 2026-01-19
        agenda: [{number: 4/26, title: Godkjenning, approves: [a/2026-01-10], outcome: endorsed}]
        ---
        """,
    "meetings/c/2026-12-24.md": """
        ---
        form: remote
        end_date: 2027-01-05
        start: 09:00
        end: 08:00
        cancelled: 'true'
        with: [d]
        ---
        """,
    "meetings/d/2026-11-30.md": """
        ---
        start: 08:00
        moved_from: 2026-11-29-2
        present: [A]
        agenda: [{number: 1/26, case: k, outcome: decided}]
        ---
        """,
}
"""Today is Monday 30 November 2026. What says «Løyndom» is withheld."""
