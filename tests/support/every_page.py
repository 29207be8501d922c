"""A portal that has every type of page and state: the three bodies, and what they lack; and where each type stands."""

from support.three_bodies import THREE_BODIES

_RENAMED = "meetings/ssu/2021-03-11.md"

_PARTIES = ", ".join(["helse-fjord", "fjord-kommune", *(f"Kommune {letter}" for letter in "ABCDEFGHIJK")])
_MEASURES = "".join(
    f"          - {{number: {goal}.{n}, goal: {goal}, what: Gjere noko som tek tid i kommunane,"
    f" responsible: fjord-kommune, due: 2021-{3 + n:02}-01, {more}}}\n"
    for goal in (1, 2, 3, 4)
    for n, more in enumerate(
        ("done: 2021-03-20", "status: ongoing", "project: heimeoppfolging", "status: dropped", "note: Kjem seinare"), 1
    )
)
_AGREEMENTS: dict[str, str] = {
    f"agreements/innlegging-{year}.md": f"""
        ---
        title: Innlegging og utskriving, {year}
        summary: Avtalen seier kven som gjer kva når ein pasient blir lagd inn og skriven ut.
        themes: [barn-og-unge]
        level: service
        number: 3
        parties: [{_PARTIES}]
        basis: [hol. § 6-2 nr. 3 og 5]
        in_force: {{from: {year}-01-01}}
        replaces: [{before}]
        review: 2021-04-01
        approvals: [{{organisation: fjord-kommune, date: {year}-01-01}}, {{organisation: Kommune A}}]
        ---
        Teksten i avtalen.
        """
    for year, before in ((2021, "innlegging-2016"), (2016, "innlegging-2012"), (2012, ""))
}

EVERY_PAGE: dict[str, str] = {
    **THREE_BODIES,
    _RENAMED: THREE_BODIES[_RENAMED].replace("number: 1/2021", "number: 1/2021\n        aliases: [/gamalt/mote/]"),
    "themes.yml": """
        - {id: barn-og-unge, title: {nn: Barn og unge, nb: Barn og unge}, kind: priority_group, valid: {from: 2020}}
        - {id: eldre, title: {nn: Eldre, nb: Eldre}, kind: subject, description: {nn: Dei som er gamle.}}
        """,
    **_AGREEMENTS,
    "plans/handlingsplan.md": f"""
        ---
        title: Handlingsplan
        organisation: ssu
        period: {{from: 2021, to: 2022}}
        themes: [barn-og-unge]
        goals:
          - {{number: 1, title: Pasientane kjem trygt heim frå sjukehuset}}
          - {{number: 2, title: Barn og unge får hjelp tidleg}}
          - {{number: 3, title: Kortare ventetid}}
          - {{number: 4, title: Partane deler kunnskap}}
        measures:
{_MEASURES}        ---
        """,
    "organisations/sekretariatet.md": """
        ---
        title: Samarbeidssekretariatet
        kind: secretariat
        contact: {email: post@sekretariatet.example, phone: 55 00 11 22}
        ---
        """,
    "cases/2020-trekt.md": "---\nretracted: {date: 2021-03-01, reason: Inneheldt personopplysningar}\n---\n",
    "cases/2021-utkast.md": "---\ntitle: Ei sak som ikkje er ferdig\ndraft: true\nfor: [ssu]\n---\n## Bakgrunn\nX.\n",
    "meetings/ou/2021-05-20.md": """
        ---
        number: 2/2021
        cancelled: {reason: For få kunne møte.}
        ---
        """,
    "meetings/ssu/2020-10-01.md": "---\nretracted: {date: 2021-03-01, reason: Feil møte}\n---\n",
    "cases/2020-tabell.md": """
        ---
        title: Ei sak med ein brei tabell
        type: D
        submitted: 2020-11-20
        for: [ou]
        corrections: [{date: 2021-02-02, what: Retta eit tal.}]
        ---
        ## Bakgrunn

        | Kommune | Innbyggjarar | Tenestestad | Opningstid | Kontakt | Merknad |
        |---|---|---|---|---|---|
        | Fjord | 4 200 | Legekontoret | 8–15 | Sentralbordet | Stengt i fellesferien |

        > Eit sitat frå ei høyring.

        ### Vidare

        1. Først
        2. Så
        """,
}

PAGES: dict[str, str] = {
    "front page": "",
    "calendar of meetings": "moter/",
    "plan of a year": "moter/2021/",
    "meeting with minutes": "moter/ssu/2021-03-11/",
    "meeting to come": "moter/fsu/2021-06-09/",
    "meeting of two days and two bodies": "moter/utval/2021-03-04/",
    "meeting in writing": "moter/utval/2021-05-03/",
    "cancelled meeting": "moter/ou/2021-05-20/",
    "retracted meeting": "moter/ssu/2020-10-01/",
    "register of cases": "saker/",
    "prepared facet": "saker/utval/ssu/",
    "prepared facet without cases": "saker/tilstand/withdrawn/",
    "register with filters chosen": "saker/?utval=ssu&ar=2021",
    "register without a match": "saker/?utval=ou&tilstand=postponed",
    "case": "saker/2020-heimeoppfolging/",
    "case with a table in its text": "saker/2020-tabell/",
    "case in bokmål": "saker/2020-beredskap/",
    "case that waits for the next body": "saker/2021-ambulanse/",
    "exempt case": "saker/2021-leige/",
    "retracted case": "saker/2020-trekt/",
    "register of decisions": "vedtak/",
    "decisions of a body": "vedtak/utval/ssu/",
    "board of follow-ups": "oppfolging/",
    "board with filters chosen": "oppfolging/?ansvarleg=fjord-kommune&tilstand=done",
    "overview of projects": "prosjekt/",
    "project": "prosjekt/heimeoppfolging/",
    "overview of bodies": "utval/",
    "body": "utval/ssu/",
    "body with vacant seats": "utval/utval/",
    "overview of partners": "partar/",
    "partner": "partar/helse-fjord/",
    "overview of agreements": "avtalar/",
    "agreement": "avtalar/innlegging-2021/",
    "agreements of a party": "avtalar/part/fjord-kommune/",
    "overview of plans": "planar/",
    "plan": "planar/handlingsplan/",
    "overview of themes": "tema/",
    "theme": "tema/barn-og-unge/",
    "what is new": "nytt/",
    "news of a year": "nytt/2021/",
    "status": "status/",
    "form for submitting": "meld-sak/",
    "open data": "data/",
    "search": "sok/",
    "words in plain language": "ord/",
    "how to embed": "bygg-inn/",
    "in the frame of another site": "bygg-inn/moter/ssu/",
    "hand-written page": "om/",
    "page before the form": "om-innmelding/",
    "handbook": "handbok/",
    "table of fields": "handbok/felt/",
    "page of components": "handbok/komponentar/",
    "not found": "404.html",
}
"""A page of each type, by what it is, in this portal together with `support.as_held`."""
