"""Three bodies, two years, eight meetings: the portal that the ten questions are asked of, on Monday 10 May 2021."""

THREE_BODIES: dict[str, str] = {
    # -- three bodies
    "organisations/ssu.md": """
        ---
        title: Strategisk samarbeidsutval
        short: SSU
        kind: strategic
        authority: binding
        deadlines: {submission: 21, notice: 7, minutes: 14}
        members:
          - {name: Ada Lie, position: leader, role: Direktør, organisation: helse-fjord, substitute: Bo Moe}
          - {name: Cato Dahl, position: deputy, role: Kommunedirektør, organisation: fjord-kommune}
          - {name: Dina Ulv, role: Brukarrepresentant, organisation: Brukarutvalet}
        ---
        """,
    "organisations/fsu.md": """
        ---
        title: Fagleg samarbeidsutval
        short: FSU
        kind: professional
        parent: ssu
        deadlines: {submission: 21, notice: 7, minutes: 14}
        members: [{name: Eli Strand, position: leader, organisation: fjord-kommune}]
        ---
        """,
    "organisations/ou.md": """
        ---
        title: Områdeutvalet
        kind: area
        parent: ssu
        deadlines: {submission: 14, notice: 7, minutes: 14}
        ---
        """,
    # -- partners
    "organisations/helse-fjord.md": "---\ntitle: Helse Fjord\nkind: hospital_trust\nlang: nb\n---\nSykehuset.\n",
    "organisations/fjord-kommune.md": "---\ntitle: Fjord kommune\nkind: municipality\n---\n",
    "organisations/fastlegane.md": "---\ntitle: Fastlegane i fjorden\nkind: association\n---\n",
    # -- projects: one with a fresh report, one whose report is too old, one that is over
    "projects/heimeoppfolging.md": """
        ---
        title: Digital heimeoppfølging
        owner: helse-fjord
        steering: ssu
        partners: [fjord-kommune]
        period: {from: 2020-09, to: 2022-06}
        phase: active
        workstreams:
          - {name: Utstyr, status: Avtalen er skriven under, health: on_track}
          - {name: Opplæring, status: Ventar på lokale, health: at_risk}
        milestones:
          - {what: Avtale om utstyr, when: 2021-01, who: helse-fjord, done: 2021-01-25}
          - {what: Plan for opplæring, when: 2021-04}
          - {what: Første pasient heime, when: 2021-09-01, who: fjord-kommune}
          - {what: Evaluering, when: 2022-05}
        budget:
          years: [2021, 2022]
          costs:
            - {item: Utstyr, kind: grant, amounts: {2021: 600 000, 2022: 200 000}}
            - {item: Arbeidstid, kind: in_kind, amounts: {2021: 250 000, 2022: 150 000}}
          income:
            - {item: Tilskot frå staten, kind: grant, amounts: {2021: 600 000, 2022: 200 000}}
            - {item: Arbeidstid frå partane, kind: in_kind, amounts: {2021: 250 000, 2022: 150 000}}
        risks:
          - {what: Få pasientar, likelihood: low, consequence: high, action: Spørje fastlegane}
          - {what: Dårleg dekning, likelihood: high, consequence: medium}
        indicators:
          - name: Pasientar heime
            unit: pasientar
            target: "50"
            values: [{date: 2021-01-31, value: "4"}, {date: 2021-03-31, value: "11"}]
        reports:
          - {date: 2020-12-01, health: at_risk, summary: Avtalen er ikkje klar.}
          - {date: 2021-03-15, health: on_track, summary: Utstyret er bestilt.}
        ---
        """,
    "projects/journal.md": """
        ---
        title: Felles journal
        owner: fjord-kommune
        steering: fsu
        phase: active
        reports: [{date: 2021-01-20, health: off_track, summary: Leverandøren har trekt seg.}]
        ---
        """,
    "projects/brubygging.md": """
        ---
        title: Brubygging
        steering: ou
        phase: completed
        reports: [{date: 2020-06-01, health: on_track, summary: Prosjektet er ferdig.}]
        ---
        """,
    # -- cases
    "cases/2020-heimeoppfolging.md": """
        ---
        title: Digital heimeoppfølging i heile fjorden
        type: D/V
        submitted: 2020-08-20
        submitted_by: {name: Ada Lie, organisation: helse-fjord}
        for: [fsu, ssu]
        project: heimeoppfolging
        attachments: [{title: Sluttrapport, file: rapport.pdf, accessible: yes}]
        ---
        ## Framlegg til vedtak
        Partane prøver ut digital heimeoppfølging.
        """,
    "cases/2020-heimeoppfolging/rapport.pdf": "%PDF-1.4 rapport",
    "cases/2020-beredskap.md": """
        ---
        title: Felles beredskapsplan
        lang: nb
        type: V
        submitted: 2020-10-15
        for: [ou]
        ---
        """,
    "cases/2020-tannhelse.md": """
        ---
        title: Orientering om tannhelse
        type: O
        submitted: 2020-10-20
        closed: {date: 2021-01-08, outcome: completed}
        ---
        """,
    "cases/2020-journal.md": """
        ---
        title: Felles journal for alle partane
        type: D/V
        submitted: 2020-11-02
        for: [ou, fsu, ssu]
        project: journal
        ---
        """,
    "cases/2021-nettside.md": """
        ---
        title: Felles nettside
        type: V
        submitted: 2021-01-12
        submitted_by: {organisation: fjord-kommune}
        for: [fsu, ssu]
        attachments: [{title: Skisse til nettside, file: skisse.pdf, accessible: no}]
        ---
        """,
    "cases/2021-nettside/skisse.pdf": "%PDF-1.4 skisse",
    "cases/2021-transport.md": "---\ntitle: Pasienttransport\ntype: V\nsubmitted: 2021-02-01\nfor: [ssu]\n---\n",
    "cases/2021-legevakt.md": "---\ntitle: Ny legevakt\ntype: D\nsubmitted: 2021-04-20\nfor: [fsu, ou]\n---\n",
    "cases/2021-leige.md": """
        ---
        title: Leige av bygget til Granli
        type: V
        submitted: 2021-02-02
        exempt: {basis: "offentleglova § 23 første ledd", public_title: Leige av lokale, until: 2021-12-31}
        ---
        Granli vil ha meir.
        """,
    # -- eight meetings
    "meetings/fsu/2020-09-16.md": """
        ---
        number: 1/2020
        notice_sent: 2020-09-09
        minutes_sent: 2020-09-25
        present: [Eli Strand]
        agenda:
          - {number: 01/20, title: Orientering om utvalet, type: O, outcome: noted}
          - number: 02/20
            case: 2020-heimeoppfolging
            outcome: endorsed
            vote: unanimous
            follow_up:
              - {what: Sende saka vidare, responsible: fjord-kommune, due: 2020-10-01, done: 2020-09-30}
        ---
        ## 02/20
        ### Vedtak
        Utvalet rår til å prøve ut digital heimeoppfølging.
        """,
    "meetings/ssu/2020-11-12.md": """
        ---
        number: 1/2020
        notice_sent: 2020-11-05
        minutes_sent: 2020-11-20
        present: [Ada Lie, Cato Dahl]
        agenda:
          - number: 07/20
            case: 2020-heimeoppfolging
            outcome: decided
            vote: {for: 6, against: 1}
            follow_up:
              - {what: Kjøpe utstyr, responsible: fjord-kommune, due: 2021-05-22}
              - {what: Lære opp tilsette, responsible: helse-fjord, due: 2021-02-01, done: 2021-01-25}
              - {what: Melde tilbake til utvalet, responsible: fjord-kommune, due: 2021-09-01}
        ---
        ## 07/20
        Saka vart lagd fram.

        ### Vedtak
        1. Partane prøver ut digital heimeoppfølging **i heile fjorden**.
        2. Kostnaden er inntil 800 000 kroner.
        """,
    "meetings/ou/2020-12-03.md": """
        ---
        number: 3/2020
        present: [Finn Nes]
        agenda:
          - {number: 12/20, case: 2020-beredskap, outcome: decided, vote: unanimous}
          - {number: 13/20, case: 2020-tannhelse, outcome: noted}
          - {number: 14/20, case: 2020-journal, type: D, outcome: discussed}
        ---
        ## 12/20
        ### Vedtak
        Områdeutvalet vedtek planen.
        """,
    "meetings/fsu/2021-02-10.md": """
        ---
        number: 1/2021
        notice_sent: 2021-02-03
        minutes_sent: 2021-02-19
        present: [Eli Strand]
        corrections: [{date: 2021-02-24, what: Retta namnet på leiaren.}]
        agenda:
          - {number: 01/21, title: Godkjenning av referat, type: R, approves: fsu/2020-09-16, outcome: approved}
          - {number: 02/21, case: 2021-nettside, outcome: endorsed}
          - {number: 03/21, case: 2020-journal, type: D/V, outcome: endorsed}
          - number: 04/21
            title: Tilgang til tal
            type: D
            outcome: discussed
            follow_up:
              - {what: Hente tal frå AMK, responsible: helse-fjord, due: 2021-04-30}
              - {what: Kalle inn fastlegane, responsible: fastlegane, due: 2021-06-15}
              - {what: Melde frå om vegen, responsible: Fjord kommune, due: 2021-05-03}
              - {what: Sende ut spørjeskjema, responsible: fjord-kommune, done: 2021-03-01}
        ---
        ## 02/21
        ### Vedtak
        Utvalet rår til éi felles nettside.

        ## 03/21
        ### Vedtak
        Utvalet rår til felles journal.
        """,
    "meetings/ssu/2021-03-11.md": """
        ---
        number: 1/2021
        notice_sent: 2021-03-04
        minutes_sent: 2021-03-19
        present:
          - Bo Moe (Helse Fjord, vara for Ada Lie)
          - Cato Dahl (kommunedirektør, Fjord kommune)
        absent: [Dina Ulv]
        secretariat: [Gro Vik]
        agenda:
          - {number: 01/21, title: Godkjenning av referat, type: R, approves: ssu/2020-11-12, outcome: approved}
          - number: 02/21
            case: 2020-journal
            type: V
            outcome: decided
            follow_up: [{what: Velje leverandør, due: 2021-06-01}]
          - number: 03/21
            title: Rettleiar for utskriving
            type: V
            outcome: decided
            follow_up:
              - {what: Skrive rettleiar, responsible: Helse Fjord}
              - {what: Rydde i avtalane, responsible: helse-fjord, due: 2021-04-01}
          - {number: 04/21, case: 2021-leige, outcome: decided}
          - {number: 05/21, title: Namn på huset, type: V, outcome: decided, follow_up: [{what: Finne eit namn}]}
          - {number: 06/21, case: 2021-transport, outcome: postponed}
        ---
        ## 02/21
        ### Vedtak
        Utvalet går inn for felles journal.

        ## 03/21
        ### Vedtak
        Helse Fjord skriv ein rettleiar.

        ## 04/21
        ### Vedtak
        Granli får leige.
        """,
    "meetings/ou/2021-04-14.md": """
        ---
        number: 1/2021
        notice_sent: 2021-04-07
        agenda: [{number: 01/21, title: Godkjenning av referat, type: V, approves: ou/2020-12-03}]
        ---
        """,
    "meetings/ssu/2021-05-14.md": "---\nnumber: 2/2021\nstart: 09:00\nplace: Rådhuset\n---\n",
    "meetings/fsu/2021-06-09.md": """
        ---
        number: 2/2021
        start: 12:00
        place: Kurssenteret
        notice_sent: 2021-05-31
        agenda:
          - {number: 05/21, title: Godkjenning av referat, type: V, approves: fsu/2021-02-10}
          - number: 06/21
            case: 2020-journal
            type: D
            attachments: [{title: Notat om journal, url: "https://data.example/notat"}]
        ---
        """,
}
