"""A portal of meetings that did not go by the book: in writing, over two days, two bodies together, doors closed."""

AS_HELD: dict[str, str] = {
    "organisations/utval.md": """
        ---
        title: Fjordutvalet
        short: FU
        kind: strategic
        deadlines: {submission: 21, notice: 7, minutes: 14}
        quorum: half
        seats:
          - {for: fjord-kommune, count: 2}
          - {for: nes-kommune}
          - {for: Brukarforum, role: Brukarrepresentant, required: true}
        members:
          - {name: Ada Lie, organisation: fjord-kommune, from: 2019-01-01, to: 2020-12-31}
          - {name: Bo Moe, organisation: fjord-kommune, from: 2021-01-01}
          - {name: Cato Dahl, organisation: nes-kommune, position: leader}
          - {name: Dina Ulv, organisation: Brukarforum, role: Brukarrepresentant, from: 2022}
          - {name: Eli Strand, organisation: Fylkeslaget, position: observer}
          - {name: Hege Nes, organisation: Fylkeslaget}
          - {name: Ivar Ås, organisation: Fylkeslaget}
        ---
        """,
    "organisations/rad.md": "---\ntitle: Elveradet\nkind: professional\n---\n",
    "organisations/styret.md": "---\ntitle: Fellesstyret\nkind: partnership\n---\n",
    "organisations/fjord-kommune.md": """
        ---
        title: Fjord kommune
        kind: municipality
        registration: 123 456 785
        ---
        """,
    "organisations/nes-kommune.md": "---\ntitle: Nes kommune\nkind: municipality\n---\n",
    "cases/2021-ambulanse.md": """
        ---
        title: Båtambulanse i skjergarden
        type: D/V
        submitted: 2021-01-05
        for: [utval]
        planned:
          - {organisation: utval, date: 2021-02}
          - {organisation: styret}
          - {organisation: Kommunestyret i Fjord, date: 2021-09}
        ---
        """,
    "cases/2021-brev.md": """
        ---
        title: Spørsmål om opningstider
        received: 2021-02-01
        answered: 2021-02-15
        answer: Svarbrevet
        attachments:
          - {title: Brevet}
          - {title: Svarbrevet, file: svar.txt}
        ---
        """,
    "cases/2021-brev/svar.txt": "Vi opnar klokka åtte.",
    # -- two days, two bodies together
    "meetings/utval/2021-03-04.md": """
        ---
        number: 2/2021
        end_date: 2021-03-05
        start: "10:00"
        end: "14:00"
        place: Fjordhotellet
        form: hybrid
        with: [rad]
        notice_sent: 2021-02-26
        minutes_sent: 2021-03-30
        present:
          - {name: Bo Moe, organisation: fjord-kommune, arrived: 06/21}
          - {name: Cato Dahl, organisation: nes-kommune, left: 08/21}
          - {name: Fia Grøn, organisation: fjord-kommune, arrived: "11:15", left: "13:30"}
          - {name: Geir Holm, organisation: fjord-kommune}
        agenda:
          - {number: 05/21, title: Godkjenning, type: V, outcome: approved, vote: unanimous}
          - number: 06/21
            case: 2021-ambulanse
            outcome: decided
            final: false
            to: [styret]
            vote:
              - {on: Framlegget, for: 3}
              - {on: det alternative, for: 0, abstained: 1}
          - number: 07/21
            title: Leige av lokale
            type: V
            outcome: decided
            vote: {for: 1, against: 1, abstained: 1, casting: true}
            closed: {basis: kommuneloven § 11-5}
            disqualified: [Geir Holm]
          - {number: 08/21, title: Val av nestleiar, outcome: elected, vote: {against: 1}}
          - {number: 09/21, title: Straumen er borte, outcome: noted, added: true}
        ---
        ## 06/21
        ### Vedtak
        Fjordutvalet rår til at båten blir kjøpt.
        ## 07/21
        Leiga er høg.
        ### Vedtak
        Lokalet blir leigd.
        ## 08/21
        ### Vedtak
        Cato Dahl er vald.
        """,
    # -- in writing, and not over yet
    "meetings/utval/2021-05-03.md": """
        ---
        number: 3/2021
        form: written
        end_date: 2021-05-18
        agenda: [{number: 10/21, title: Høyringssvar, type: V}]
        ---
        """,
    # -- too few came
    "meetings/utval/2020-06-04.md": "---\npresent: [Ada Lie (fjord-kommune)]\nplace: Naustet\n---\n",
}
"""Today is Monday 10 May 2021."""
