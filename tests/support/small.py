"""A small portal with one of most things: two bodies, two meetings, cases in several states, a project, partners."""

SMALL: dict[str, str] = {
    "organisations/ssu.md": """
        ---
        title: Strategisk samarbeidsutval
        short: SSU
        kind: strategic
        authority: recommending
        deadlines: {submission: 21, notice: 7, minutes: 14}
        members:
          - {name: Kari Nordvik, organisation: alver, position: leader, substitute: Ola Vik}
          - {name: Per Sund, organisation: Helse Fjord, position: deputy}
        ---

        ## Mandat

        Utvalet handsamar saker som gjeld alle partane.
        """,
    "organisations/ou.md": "---\ntitle: Områdeutvalet\nshort: OU\nkind: area\nparent: ssu\n---\n",
    "organisations/alver.md": "---\ntitle: Alver kommune\nkind: municipality\n---\n",
    "organisations/helse-fjord.md": """
        ---
        title: Helse Fjord
        kind: hospital_trust
        lang: nb
        ---

        Sykehuset i fjorden.
        """,
    "projects/nettside.md": """
        ---
        title: Felles nettside
        owner: alver
        steering: ssu
        partners: [Helse Fjord]
        period: {from: 2021-01, to: 2021-12}
        phase: active
        workstreams: [{name: Innhald, status: I gang, health: at_risk}]
        milestones:
          - {what: Utkast, when: 2021-03, who: alver}
          - {what: Publisering, when: 2021-06, who: Prosjektgruppa, result: Ei nettside}
        budget:
          years: [2021, 2022]
          costs: [{item: Arbeid, kind: in_kind, amounts: {2021: 300 000, 2022: 20 000}}]
          income: [{item: Tilskot, kind: grant, amounts: {2021: 300 000, 2022: 20 000}}]
        risks: [{what: Lita tid, likelihood: high, consequence: medium, action: Meir folk}]
        indicators: [{name: Besøk, unit: per dag, target: "100", values: [{date: 2021-04-01, value: "20"}]}]
        reports: [{date: 2021-04-19, health: at_risk, summary: Utkastet er forseinka.}]
        ---

        Innbyggjarane skal finne tilboda på éin stad.
        """,
    "cases/2021-nettside.md": """
        ---
        title: Felles nettside for Helsehuset
        type: D/V
        submitted: 2021-01-15
        submitted_by: {name: Synnøve Haug, role: prosjektleiar, organisation: alver}
        for: [ssu]
        project: nettside
        ---

        ## Bakgrunn

        Sjå [møtet](../meetings/ssu/2021-02-19.md#vedtak-05-21).

        ## Framlegg til vedtak

        1. Utvalet sluttar seg til planen.
        """,
    "cases/2021-lukka.md": """
        ---
        title: Hemmeleg
        exempt: {basis: "offentleglova § 23 første ledd", public_title: Kjøp av tenester, until: 2021-12-31}
        ---
        """,
    "cases/2020-trekt.md": """
        ---
        retracted: {date: 2021-03-01, reason: Inneheldt personopplysningar}
        ---
        """,
    "meetings/ssu/2021-02-19.md": """
        ---
        number: 1/2021
        start: 10:30
        end: 11:30
        place: Videomøte
        chair: Kari Nordvik
        minutes_by: Sekretariatet
        present:
          - Kari Nordvik (leiar, Alver kommune)
          - Marit Li (Helse Fjord, vara for Per Sund)
        agenda:
          - {number: 04/21, case: 2021-lukka}
          - number: 05/21
            case: 2021-nettside
            presenter: Synnøve Haug
            outcome: decided
            vote: {for: 2, against: 0}
            attachments: [{title: Saksgrunnlag}]
            follow_up:
              - {what: Leggje fram driftsmodell, responsible: alver, due: 2021-03-31}
              - {what: Setje ned arbeidsgruppe, responsible: Prosjektgruppa, done: 2021-03-03}
          - {title: Eventuelt, outcome: noted}
        corrections: [{date: 2021-03-05, what: Retta eit namn.}]
        ---

        ## 05/21

        Utvalet drøfta planen.

        ### Vedtak

        1. Utvalet sluttar seg til planen.
        2. Prosjektgruppa set ned ei arbeidsgruppe.

        ### Protokolltilførsel

        Modalen ventar på kommunestyret.
        """,
    "meetings/ssu/2021-05-28.md": """
        ---
        number: 2/2021
        start: 10:00
        agenda:
          - {number: 06/21, title: Godkjenning av referat, type: V, approves: ssu/2021-02-19}
        ---
        """,
    "meetings/ou/2021-06-10.md": "---\nnumber: 1/2021\n---\n",
}
