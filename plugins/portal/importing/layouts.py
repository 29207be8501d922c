"""How documents of this genre are laid out: what tells a kind, what stands before a fact, what headings mean.

Adding a layout is adding its words here and a document with its golden facts to the tests.
"""

from __future__ import annotations

import re
from enum import Enum

from portal.records.vocabulary import CostKind, Health, Level, Phase

__all__ = [
    "ALL_COMMITTEES", "BOKMAL", "BUDGET_SIDES", "BUDGET_WORDS", "CANCELLED", "COST_KINDS", "FORM_LABELS",
    "FORM_SECTIONS", "HEALTHS", "HEALTH_DOUBTS", "HELD_AT", "ITEM_COLUMNS", "ITEM_SECTIONS", "LEVELS",
    "MEASURED_ON", "MEETING_LABELS", "MOVED", "ORGANISATION_BEGINS", "ORGANISATION_ENDS", "PARTNER_COLUMNS",
    "PEOPLE_COLUMNS", "PERSON_FIELDS", "PERSON_MET", "PERSON_NOTES", "PHASES", "PLACES", "PROMPTS", "REPORT_DATED",
    "REPORT_LABELS", "REPORT_SECTIONS", "REPORT_TABLES", "REPORT_TABLES_NEED", "REPORT_TITLES", "SENT", "SERIES",
    "STARTS", "TASK_COLUMNS", "TELLTALES", "Kind", "labelled", "stands_alone",
]  # fmt: skip


class Kind(str, Enum):
    """What a document is."""

    SUBMISSION = "submission"
    AGENDA = "agenda"
    MINUTES = "minutes"
    REPORT = "report"
    PLAN = "plan"


TELLTALES: dict[Kind, tuple[tuple[str, int], ...]] = {
    Kind.SUBMISSION: ((r"saksinnmelding", 5), (r"sak(?:en|a)s? gjeld(?:er)?:", 2), (r"saksinnmeld(?:ar|er)", 3),
                      (r"^\s*(?:inn)?melding av (?:ny )?sak\b", 4),
                      (r"avgjer[ds]+sak[\s\S]{0,80}drøftingssak", 2)),
    Kind.MINUTES: ((r"^\s*(?:møte)?referat\b", 4), (r"^\s*oppsummering\b", 4), (r"^\s*(?:møte)?protokoll\b", 4),
                   (r"^\s*møtebok\b", 4),
                   (r"(?:til stad?es|til stede|frammøtte|møtte|møtande|møtende)\s*:", 3), (r"^forfall\b", 2),
                   (r"^referent\b", 2),
                   (r"^vedtak\s*:?\s*$", 2)),
    Kind.AGENDA: ((r"^\s*(?:møte)?innkalling\b(?! og (?:sak|dagsorden))", 5), (r"^\s*sak?s?liste\b", 3),
                  (r"^\s*agenda\b", 3),
                  (r"saksn(?:umme)?r", 3), (r"(?:framlegg|forslag) til vedtak", 2), (r"vedlegg til sak", 1)),
    Kind.REPORT: ((r"^\s*(?:\w+ )?(?:prosjekt|status|slutt|framdrifts)?rapport\b", 4),
                  (r"målsetning|måloppnåing|måloppnåelse", 3),
                  (r"egenvurdering|eigenvurdering", 3), (r"suksesskriteri", 3), (r"utfordring", 1)),
    Kind.PLAN: ((r"^\s*(?:årshjul og )?møteplan\b", 4), (r"^\s*møte\s*\d+\s*-\s*\d{4}", 2)),
}  # fmt: skip
"""What tells each kind, with how much it tells; searched in the whole text, a line at a time where anchored."""

MEETING_LABELS: dict[str, str] = {
    "when": r"tid|dato|når|(?:møte)?tidspunkt|møtedato|møtetid|dato og tid|tid og dato",
    "clock": r"klokkeslett|kl|start",
    "agenda": r"sak?s?liste|dagsorden|agenda|saker(?: til (?:handsaming|behandling))?",
    "archive_ref": r"arkiv(?:sak|ref)(?:snr|snummer)?\.?",
    "sent": r"(?:referatet|innkallinga|innkallingen) (?:vart|ble|blei) sendt? (?:ut )?",
    "guest": r"(?:(?:med|til stad?es|til stede) på|inviterte? (?:til|på)) sak [^\s:]+",
    "place": r"stad|sted|møtestad|møtested|møteplass|lokale|kvar|hvor",
    "number": r"møte(?: ?n(?:umme)?r)?|nummer",
    "body": r"utval|utvalg|møte i|referat|innkalling",
    "chair": r"møte(?:leder|leiar)|leder av møtet|ordstyra?r|møtet (?:blei |vart |ble )?(?:leia|ledet) av"
    r"|leiar for møtet|(?:leia|ledet|leidde) møtet",
    "minutes_by": r"referent|referat ved|(?:møte)?skriv(?:e|a)r|(?:protokoll)?ført av|protokollfør(?:ar|er)"
    r"|(?:skreiv|skrev) referat(?:et)?|referat(?:et)? (?:er )?(?:skriv[ea]n?|skrevet|ført) av",
    "present": r"til stad?es?|til stede|frammøtte|møtte|deltakar(?:ar|e)|deltakere|møtande|møtende"
    r"|(?:desse|disse|følgjande|følgende) (?:møtte|deltok|var (?:med|til stad?es|til stede))",
    "invited": r"inviterte?|gjest(?:er|ar)|i tillegg møtte",
    "secretariat": r"(?:frå|fra)? ?(?:samarbeids)?sekretariatet?(?: \(\w+\))?",
    "observers": r"observatør(?:ar|er)?",
    "absent": r"(?:meld(?:t|e|te)? (?:(?:frå|fra) )?(?:om )?)?(?:forfall|fråfall|avbud)"
    r"|fråverande|fraværende|ikkje møtt|ikke møtt|(?:ikkje|ikke) til st(?:ad?es|ede)",
}
"""The labels before the facts of a meeting."""

STARTS = r"møtet (?:tek til|startar|starter|byrjar|begynner|begynnar) "
"""How a sentence says when the meeting starts."""

CANCELLED = re.compile(
    r"(?:^|[(–-]\s*|^møtet(?P<when>[^:;]{0,40}?)\s(?:(?:er|blir|vert|blei|ble|vart) (?:dessverre )?)?)"
    r"(?:avlyst|innstilt|utgår)\b(?:[\s(,.–-]+(?:på grunn av|grunna|pga\.?|fordi|sidan|siden)\s+(?P<reason>[^)]*))?",
    re.IGNORECASE,
)
"""That a meeting was called off, and why."""

MOVED = re.compile(r"\b(?:flytta|flyttet|flyttes|framskunda)\s+(?:frå|fra)\s+(?P<dates>[^()]*)", re.IGNORECASE)
"""From which date a meeting was moved, and to which behind `til`."""

PLACES = re.compile(
    r"(?:på )?(?:microsoft )?teams|skype|zoom|(?:på )?video|digitalt"
    r"|[A-ZÆØÅ].*(?:rådhus|helsehus|helsesent(?:er|ret)|samfunnshus|kulturhus|kommunehus|s[jy]u?kehus|hotell|møterom)"
    r"(?:et)?(?:,.*)?",
    re.IGNORECASE,
)
"""Words that are a place, whatever stands about them."""

HELD_AT = re.compile(
    r"(?:alle )?møt[ae](?:ne)? (?:er|blir|vert|(?:blir|vert) haldne|held vi|holdes|avholdes|vil bli holdt)"
    r" (?:i|på|ved) "
    r"(?P<place>[A-ZÆØÅ][^.;]*?),? (?:om|når|dersom|hvis|viss|der) (?:ikkje|ikke) (?:anna|annet)\b",
    re.IGNORECASE,
)
"""Where a plan's meetings are, unless their own lines say otherwise."""

SENT = re.compile(
    r"(?:referatet|innkalling\w*) (?:vart|ble|blei|er|vert|blir) (?:sendt?|publisert)\b(?: ut)?", re.IGNORECASE
)
"""What stands before the day on which a notice or minutes were sent, without a colon."""

PERSON_FIELDS = ("present", "invited", "secretariat", "observers", "absent")
"""The labels behind which people stand."""

PEOPLE_COLUMNS: dict[str, str] = {
    "name": r"n[ae][mv]n", "role": r"stilling|rolle|funksjon|verv|stilling/verv",
    "organisation": r"organisasjon|kommune|arbeidsstad|eining|enhet", "note": r"merknad|kommentar",
    "met": r"til stad?es|til stede|møtt|møtte|oppmøte|frammøte",
}  # fmt: skip
"""What the columns of a table of people hold, by their heads."""

PERSON_NOTES = (
    ("absent", r"forfall|fråverande|fraværende"), ("invited", r"invitert"), ("secretariat", r"sekretær|referent"),
    ("observers", r"observatør"),
)  # fmt: skip
"""What a note beside a person tells of where the person belongs."""

PERSON_MET = (
    ("present", r"ja|x|✓|✔|☒|møtt?|til stad?es|til stede|deltok"),
    ("absent", r"nei|ikk?j?e (?:møtt|til stad?es|til stede)"),
)  # fmt: skip
"""What the column for those who met says of a person, beside what a note tells; a blank cell says nothing."""

ITEM_COLUMNS: dict[str, str] = {
    "number": r"(?:utvals?|utvalgs?)?-?\s?sak(?:s?nr|snummer|sak)?\.?|nr\.?",
    "title": r"tittel|namn|navn|sak|tema|kva saka gjeld|innh[ao]ld(?: og vedtak)?",
    "type": r"(?:saks)?type", "presenter": r"ansvarl[ei]g|saksansvarl[ei]g|ved|innleiar|innleder",
    "attachments": r"vedlegg|papir", "outcome": r"utfall|resultat|vedtak",
    "task": r"ansvar(?:l[ei]g)?\s*(?:/|og)\s*frist",
}  # fmt: skip
"""What the columns of an agenda hold; `task` is who follows it up and by when, what stands in the item's text."""

SERIES = r"(?:PS|RS|FO|OS|DS|MS)"
"""What municipalities write before a case's number: political cases, cases for reference, questions …"""

TASK_COLUMNS: dict[str, str] = {
    "number": r"sak(?:s?nr)?\.?", "what": r"kva|hva|tiltak|oppgåve|oppgave|oppfølging",
    "responsible": r"ansvarl[ei]g|kven|hvem", "due": r"frist|når",
}  # fmt: skip
"""What the columns of a table of follow-ups hold."""

ITEM_SECTIONS: tuple[tuple[str, str], ...] = (
    (
        "Framlegg til vedtak",
        r"(?:framlegg|forslag) til vedtak|innstilling"
        r"|(?:kommunedirektør|rådmann|direktør|leiar|leder)ens? (?:innstilling|tilråding"
        r"|(?:framlegg|forslag)(?: til vedtak)?)",
    ),
    ("Alternativt framlegg", r"alternativt(?: (?:framlegg|forslag))?"),
    (
        "Vedtak",
        r"(?:(?:styret|utvale?t|utvalget|rådet|gruppa|gruppen)s )?(?:(?:samrøystes|e(?:i)?nstemmige?) )?vedtak"
        r"(?:\s*\([^()]{0,40}\))?|avgjerd|avgjørelse|beslutning|konklusjon",
    ),
    (
        "Innspel",
        r"innsp(?:i|e)ll?(?: (?:i møtet|(?:frå|fra) (?:medlemm?ene|møtet)))?|(?:det )?kom fram i møtet"
        r"|ordskifte|drøfting(?: i møtet)?|diskusjon",
    ),
    (
        "Oppfølging",
        r"oppfølging(?: vidare| videre)?|vidare oppfølging|tiltak|oppgåver|oppgaver"
        r"|aksjon(?:ar|er|spunkt)?",
    ),
    ("Protokolltilførsel", r"(?:protokolltilførsel|protokollmerknad)(?: (?:frå|fra) [^:]{2,60})?"),
    ("Avrøysting", r"avrøysting|røysting|votering|avstemn?ing"),
    ("", r"vedlegg(?: til sak[ae]n?)?"),
)
"""The headings in an item's text, and what the record calls them; the nameless one lists the item's papers."""

FORM_LABELS: dict[str, str] = {
    "date": r"(?:innmeldt )?dato(?: for innmelding)?",
    "submitter": r"saksinnmeld(?:ar|er)|innmeld(?:ar|er)|innsend(?:ar|er)|(?:inn)?meldt? (?:inn )?av(?: \([^()]*\))?"
                 r"|(?:kven|hvem) meld(?:er)? sak(?:a|en)\??",
    "title": r"sak(?:a|en) gjeld(?:er)?|(?:sakens )?tittel(?: på saka| på saken)?"
             r"|(?:kva|hva) heit(?:er)? sak(?:a|en)\??",
    "for": r"ønske om (?:behandling|handsaming)(?: av sak(?:a|en))?"
           r"|(?:(?:kva|hva|kvilken?|hvilken?|hvilket)(?: for)? )?(?:organ|utvale?t?|utvalg(?:et)?) (?:som )?skal "
           r"(?:handsame|behandle) sak(?:a|en)\??(?: \([^()]*\))?",
    "type": r"sakstype|type sak|(?:kva|hva) slags sak er det\??(?: \([^()]*\))?",
    "attachments": r"vedlegg(?: til sak[ae]n?)?",
    "name": r"n[ae][mv]n", "role": r"stilling|rolle|funksjon",
    "employer": r"verksemd|virksomhet|organisasjon|arbeidsstad|arbeidssted|arbeidsgjev[ae]r|arbeidsgiver",
}  # fmt: skip
"""The labels of the form for submitting a case."""

ALL_COMMITTEES = r"alle (?:områdeutval\w*|utval\w*|ou)\b.*"
"""The box of a form that stands for each of the committees beside it."""

FORM_SECTIONS: tuple[tuple[str, str], ...] = (
    ("Bakgrunn", r"bakgrunn(?: for sak(?:a|en))?|(?:kva|hva) er bakgrunn(?:en)? og kontekst.*"
                 r"|(?:kva|hva|kvilke|hvilke) prosess(?:ar|er) er gjennomf.*"
                 r"|(?:kva|hva) har skjedd i sak(?:a|en) til n[oå].*"),
    ("Formål", r"(?:føre|for)mål(?:et)?(?: med (?:å melde )?sak(?:a|en))?|(?:kvifor|hvorfor) er sak(?:a|en) aktuell.*"),
    ("Prosess og aktørar", r"prosess(?:ar|er)? og akt[øo]r(?:ar|er)?"),
    ("Kva innmeldaren ber om", r"(?:kva|hva) treng(?:er)? (?:sak)?s?innmeld(?:ar|er)(?:en)?\b.*"
                               r"|(?:kva|hva) (?:ber|trenge?r?) du (?:om|(?:frå|fra) (?:SSe|utvale?t|utvalget))\??"
                               r"|(?:kva|hva) vil de at .{3,40} skal gj[eø]re\b.*"),
    ("Framlegg til vedtak", r"(?:framlegg|forslag) til vedtak"),
    ("", r"vedlegg(?: til sak[ae]n?)?"),
)  # fmt: skip
"""The headings of the form and its own questions, and what the record calls the section below them.

The nameless one lists the case's papers.
"""

PROMPTS = re.compile(
    r"om du ønskj?er bistand.*|.{0,30}\bsse til å utarbeid.*|.{0,60}beskriv (?:kva|hva|hvilke) behov.*"
    r"|fort[eæ]ll? kort (?:kva|hva) sak.*|(?:.*\? )?si fr[aå] (?:om|hvis|dersom|viss) du .*|å skriv[ea] sak(?:a|en)\.?"
    r"|beskriv sak(?:a|en) slik .*|(?:kva|hva) er (?:bakgrunnen|formålet|føremålet) (?:for|med) sak(?:a|en)\?",
    re.IGNORECASE,
)
"""What the templates say to whoever fills them in, and how it goes on where it is broken over lines."""

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

ORGANISATION_ENDS = re.compile(
    r"(?:.*\s)?(?:(?i:\w*(?:kommune|idrettskrets|skulekrins|stiftelsen?|stifting[ae]?|foreining[ae]?|forening(?:en|a)?"
    r"|forbund(?:et)?|sjukehus(?:et)?|sykehus(?:et)?|føretak(?:et)?|foretak(?:et)?|universitet(?:et)?|høgsk[ou]le(?:n|a)?"
    r"|turlag(?:et)?|idrettslag(?:et)?|helselag(?:et)?|frivilligsentral(?:en)?|direktorat(?:et)?))|HF|IKS|KF|ASA?|SA)"
)
"""A name whose last word is that of an organisation."""

ORGANISATION_BEGINS = re.compile(
    r"(?i:helse|\w*(?:forum(?:et)?|råd(?:et)?|organisasjon\w*|forei?ning\w*|forbund\w*|utval\w*|sekretariat\w*"
    r"|sent(?:er|eret|ralen)|s[jy]u?kehus\w*|legevakt\w*))\s+[A-ZÆØÅ].*"
)
"""A name whose first word is that of an organisation, with a place behind it."""


BOKMAL = {
    "Framlegg til vedtak": "Forslag til vedtak", "Alternativt framlegg": "Alternativt forslag", "Innspel": "Innspill",
    "Avrøysting": "Votering",
    "Prosess og aktørar": "Prosess og aktører", "Kva innmeldaren ber om": "Hva innmelderen ber om",
    "Rapporten er skriven av": "Rapporten er skrevet av",
}  # fmt: skip
"""What the headings are called in bokmål, where they differ."""

_RESULTS = re.compile(
    r"(?:(?:samrøystes|e(?:i)?nstemmig|sak(?:a|en)) )?(?:godkjen[td]|vedt(?:att|eke)|uts[ae]tt|tr(?:ukket|ekt)"
    r"|t(?:att|eken|eke) til (?:orientering|etterretning|vitande))\b[^.]{0,40}\.",
    re.IGNORECASE,
)
"""What became of an item, as a line of its own."""

_ALONE = re.compile(
    "|".join(
        rf"(?:{words})\s*:?"
        for words in (
            *(words for _, words in (*FORM_SECTIONS, *ITEM_SECTIONS, *REPORT_SECTIONS)),
            *FORM_LABELS.values(),
            *MEETING_LABELS.values(),
        )
    ),
    re.IGNORECASE,
)


def stands_alone(line: str) -> bool:
    """Whether a line is a heading, a label or a result by its words, so that no other line is joined to it."""
    bare = line.strip()
    is_said = bare[:1].isupper() and any(words.fullmatch(bare) for words in (_ALONE, _RESULTS))
    return is_said or PROMPTS.fullmatch(bare) is not None


def labelled(text: str, labels: dict[str, str]) -> tuple[str, str] | None:
    """The label that a line begins with, by its name, and what stands behind it."""
    for name, words in labels.items():
        match = re.match(rf"\s*(?:{words})\s*(?::\s*|\t+\s*|\s*$)", text, re.IGNORECASE)
        if match:
            return name, text[match.end() :].strip()
    return None
