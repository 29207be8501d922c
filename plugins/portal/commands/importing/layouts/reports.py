"""How reports of projects are laid out: their labels, sections and tables, and their words for levels and phases."""

from __future__ import annotations

from portal.model.vocabulary import CostKind, Health, Level, Phase

__all__ = [
    "BUDGET_SIDES",
    "BUDGET_WORDS",
    "COST_KINDS",
    "HEALTHS",
    "HEALTH_DOUBTS",
    "LEVELS",
    "MEASURED_ON",
    "PARTNER_COLUMNS",
    "PHASES",
    "REPORT_DATED",
    "REPORT_LABELS",
    "REPORT_SECTIONS",
    "REPORT_TABLES",
    "REPORT_TABLES_NEED",
    "REPORT_TITLES",
]

REPORT_SECTIONS: tuple[tuple[str, str], ...] = (
    ("facts", r"(?:fakta |opplysning(?:ar|er) )?om prosjektet|fakta|nøkkelopplysning(?:ar|er)"
              r"|prosjekt(?:informasjon|opplysning(?:ar|er)|data)"),
    ("goals", r"(?:(?:hovud|hoved|effekt|resultat|del)?mål)(?:a|ene)?(?: (?:for|med) prosjektet)?"
              r"|målset(?:n|t)ing(?:ar|er|a|en)?|føremål|formål"),
    ("partners", r"(?:oversikt over )?(?:eksterne )?samarbeidspartn\w+|partn(?:arar|ere)|partar|parter"),
    ("status", r"status(?: .*)?"),
    ("plan", r"(?:vidare|videre) (?:planlagt |plan|arbeid|fr[ae]mdrift).*"
             r"|plan(?:en|ar)? (?:vidare|videre|fram(?:over)?)|milepæl(?:ar|er)?|fr[ae]mdriftsplan"),
    ("assessment", r"e(?:i|)genvurdering.*"),
    ("criteria", r"suksesskriteri.*"),
    ("challenges", r"utfordring(?:ar|er)?"),
    ("evaluation", r"evaluering.*"),
    ("background", r"bakgrunn(?: for prosjektet)?"),
    ("summary", r"kort oppsummert|oppsummering|samandrag|sammendrag"),
    ("workstreams", r"arbeidslin(?:e|je)r?|arbeidspakk(?:ar|er|e)|delprosjekt(?:a|er|ene)?|innsatsområde[rt]?"),
    ("indicators", r"indikator(?:ar|er)|måltal|måltall|måling(?:ar|er)"),
    ("budget", r"økonomi(?: 20\d\d)?|budsjett(?:et)?(?: .*)?|finansiering(?:splan)?"),
    ("risks", r"risiko(?:ar|er|vurdering|bilete|bilde|analyse)?"),
)  # fmt: skip
"""The headings of a project's report, and what stands below them.

`facts` are labels with their values, `partners` a list of names, `summary` is the
report's own, the first words of `evaluation` are it where none is called so.
"""


REPORT_TITLES: tuple[str, ...] = (
    r"(?:prosjekt|status|slutt|års|fr[ae]mdrifts|delårs|halvårs)?rapport\w*\s*(?::|\s[–—-])\s*(?P<title>.+)",
    r"(?:\w+)?rapport\w* (?:for|frå|fra|om) (?:prosjektet|satsinga|satsningen)\s+[«”\"“]?(?P<title>[^»”\"“]+)[»”\"“]?",
)
"""How the first line of a report names its project."""


REPORT_DATED = r"\w*rapport(?: per| pr\.?)?[\s,:–—-]*"
"""What stands before the date in a report's own title."""


REPORT_LABELS: dict[str, str] = {
    "title": r"prosjekt(?:rapport|et|ets n[ae][mv]n|n[ae][mv]n|tittel)?|(?:n[ae][mv]n|tittel) på prosjektet|tittel",
    "owner": r"(?:prosjekt)?(?:eigar|eier)(?: av prosjektet)?|ansvarl[ei]g (?:verksemd|virksomhet|organisasjon)",
    "steering": r"styringsgruppe|styringsgruppa|styringsutvalg?|styrt av",
    "partners": r"(?:eksterne )?(?:samarbeids)?partn(?:er|ar(?:ar|ane)|ere|erne)|partar|parter|samarbeid med",
    "period": r"(?:prosjekt)?period(?:e|en)|varigheit|varighet|tidsrom|prosjekttid",
    "from": r"(?:prosjekt)?(?:start|oppstart)(?:dato)?",
    "to": r"(?:prosjekt)?(?:slutt|avslutning)(?:dato)?",
    "phase": r"(?:prosjekt)?fase",
    "date": r"(?:rapport|status)?dato|(?:rapport|status|rapportert) (?:per|pr\.?)|rapporten er datert",
    "health": r"(?:saml[ae]t?|total|overordna|overordnet)? ?(?:prosjekt)?status|fr[ae]mdrift|trafikklys|tilstand",
    "summary": r"kort oppsummert|oppsummering|samandrag|sammendrag|kort om status",
}  # fmt: skip
"""The labels before the facts of a project, on lines and in tables of two columns."""


REPORT_TABLES: dict[str, dict[str, str]] = {
    "risks": {
        "what": r"risiko(?:ar|er|en)?|(?:uønskt )?hending|(?:uønsket )?hendelse|[kh]va kan skje|skildring|beskrivelse",
        "likelihood": r"sannsyn(?:legheit)?|sannsynlighet|s",
        "consequence": r"konsekvens(?:ar|er)?|verknad|virkning|k",
        "action": r"(?:risikoreduser[ae]nde )?tiltak|oppfølging|handtering|håndtering",
    },
    "indicators": {
        "name": r"indikator(?:ar|er)?|måltall?|måleparamete?r|kva vi måler|hva vi måler|måling",
        "unit": r"(?:måle)?eining|(?:måle)?enhet",
        "target": r"mål|målverdi|måltall?",
    },
    "milestones": {
        "what": r"milepæl(?:ar|er)?|kva|hva|aktivitet(?:ar|er)?|tiltak|oppgåve|oppgave|leveranse|delmål",
        "when": r"når|frist|(?:tids)?frist|tid(?:spunkt|srom)?|dato|periode",
        "from": r"frå|fra|start|oppstart", "to": r"til|slutt",
        "who": r"ansvar(?:l[ei]g)?|kven|hvem|ved",
        "result": r"(?:forventa |forventet |venta )?resultat|leveranse|produkt",
        "done": r"gjort|fullført|gjennomført|utført|nådd",
    },
    "workstreams": {
        "name": r"arbeidslin(?:e|je)|arbeidspakke|delprosjekt|innsatsområde|tiltak|aktivitet",
        "status": r"status|kor langt|hvor langt",
        "health": r"trafikklys|lys|farge|vurdering|tilstand|fr[ae]mdrift",
    },
}  # fmt: skip
"""The tables of a report by the field that they fill, and what their columns hold, by their heads."""


REPORT_TABLES_NEED: dict[str, tuple[str, ...]] = {
    "risks": ("what", "likelihood", "consequence"), "indicators": ("name",), "milestones": ("what",),
    "workstreams": ("name", "status"),
}  # fmt: skip
"""What a row must say for a fact of the record to be made of it; a table that lacks such a column is another one."""


PARTNER_COLUMNS: dict[str, str] = {"name": r"n[ae][mv]n|organisasjon|verksemd|virksomhet|(?:samarbeids)?partn(?:ar|er)"}
"""What the columns of a table of partners hold."""


MEASURED_ON = r"(?:(?:status|verdi|resultat|måling|målt)\s+)?(?:per|pr\.?|i)?\s*"
"""What may stand before the date at the head of a column of values."""


BUDGET_SIDES: tuple[tuple[str, str], ...] = (
    ("costs", r"(?:prosjekt)?(?:kostnad(?:ar|er)?|utgift(?:er|ar)?)"),
    ("income", r"inntekt(?:er|ar)?|finansiering(?:splan)?|finansieringskjeld(?:e|er)|finansieringskilde(?:r)?"),
)
"""The two sides of a budget."""


BUDGET_WORDS: dict[str, str] = {
    "item": r"post(?:ar|er)?|tekst|budsjettpost|budsjett|økonomi|kva|hva|kjelde|kilde|",
    "kind": r"type|art|slag|type midl(?:ar|er)",
    "sum": r"sum|totalt?|til ?saman|til ?sammen|i alt",
    "amount": r"beløp|kroner|kr|nok|sum",
    "year": r"(?:budsjett\s+)?(20\d\d)(?:\s+\(?(?:kr|kroner|nok)\)?)?",
    "unit": r"tusen|\bmill\b|million|\bt\.?kr\b|\bmnok\b|\b1\s?000\b",
}
"""The heads of the columns of a budget, the words before its sums, and the words for another unit than kroner."""


COST_KINDS: tuple[tuple[CostKind, str], ...] = (
    (CostKind.GRANT, r"tilskot|tilskudd|stønad|støtte"),
    (CostKind.IN_KIND, r"e(?:i|)geninnsats|e(?:i|)ge[nt] arbeid|arbeidsinnsats|e(?:i|)gen arbeidsinnsats"),
    (CostKind.OWN, r"e(?:i|)genfinansiering|e(?:i|)gne midl(?:ar|er)|e(?:i|)gendel|e(?:i|)genandel"),
)
"""What the column of kinds in a budget says."""


LEVELS: tuple[tuple[Level, str], ...] = (
    (Level.LOW, r"l[åa]gt?|lavt?|liten?|lita"),
    (Level.MEDIUM, r"middels|moderat|medium"),
    (Level.HIGH, r"høgt?|høyt?|stort?"),
)
"""How likely or how grave."""


HEALTHS: tuple[tuple[Health, str], ...] = (
    (Health.ON_TRACK, r"i rute|på rute|etter planen|i tråd med planen|grøn[nt]?|grønt"),
    (Health.AT_RISK, r"(?:i |med )?risiko|gult?"),
    (Health.OFF_TRACK, r"forseinka|forsinka|forsinket|raudt?|rødt?"),
)
"""How a project is doing."""


HEALTH_DOUBTS = (
    r"\b(?:ikk?j?e|noko|noe|litt|delvis|delar|deler|nokre|noen|nesten|men|lite|liten|utan|uten|ingen|låg|lav)\b"
)
"""Words beside those which leave open how it is doing."""


PHASES: tuple[tuple[Phase, str], ...] = (
    (Phase.IDEA, r"id[eé](?:fasen?|stadiet)?"),
    (Phase.PLANNED, r"planlagt|planlegging(?:sfasen?)?|under planlegging"),
    (Phase.ACTIVE, r"aktivt?|pågår|pågåande|pågående|i gang|gjennomføring(?:sfasen?)?|i drift"),
    (Phase.PAUSED, r"(?:på |sett på |satt på )?pause|på vent|sett på vent|satt på vent"),
    (Phase.COMPLETED, r"avslutta|avsluttet|ferdig|fullført|sluttført"),
    (Phase.CANCELLED, r"avbrote|avbrutt|stansa|stanset|stoppa|stoppet"),
)
"""How far a project has come."""
