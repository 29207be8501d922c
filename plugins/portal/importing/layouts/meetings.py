"""How agendas, minutes and plans are laid out: what stands before a fact, and what columns and headings hold."""

from __future__ import annotations

import re

__all__ = [
    "CANCELLED",
    "HELD_AT",
    "HELD_WHEN",
    "ITEM_COLUMNS",
    "ITEM_SECTIONS",
    "MEETING_LABELS",
    "MOVED",
    "PEOPLE_COLUMNS",
    "PERSON_FIELDS",
    "PERSON_MET",
    "PERSON_NOTES",
    "PLACES",
    "SENT",
    "SERIES",
    "STARTS",
    "TASK_COLUMNS",
]

MEETING_LABELS: dict[str, str] = {
    "when": r"tid|dato|når|(?:møte)?tidspunkt|møtedato|møtedag|møtetid|dato og tid|tid og dato",
    "clock": r"klokkeslett|klokk(?:a|en)|kl|start",
    "agenda": r"sak?s?liste|dagsorden|agenda|saker(?: til (?:handsaming|behandling))?",
    "archive_ref": r"arkiv(?:sak|ref)(?:snr|snummer)?\.?",
    "sent": r"(?:referatet|innkallinga|innkallingen) (?:vart|ble|blei) sendt? (?:ut )?",
    "guest": r"(?:(?:med|til stad?es|til stede) på|inviterte? (?:til|på)) sak [^\s:]+",
    "place": r"stad|sted|møtestad|møtested|møteplass|møterom|lokale|kvar|hvor",
    "number": r"møte(?: ?n(?:umme)?r\.?)?|nummer",
    "body": r"utval|utvalg|møte i|referat|innkalling",
    "chair": r"møte(?:leder|leiar)|leder av møtet|ordstyra?r|møtet (?:blei |vart |ble )?(?:leia|ledet) av"
    r"|leiar for møtet|(?:leia|ledet|leidde) møtet|leiar|leder",
    "minutes_by": r"referent|sekretær|referat ved|(?:møte)?skriv(?:e|a)r|(?:protokoll)?ført av|protokollfør(?:ar|er)"
    r"|(?:skreiv|skrev) referat(?:et)?|referat(?:et)? (?:er )?(?:skriv[ea]n?|skrevet|ført) av",
    "present": r"til stad?es?|til stede|frammøtte|møtte|deltakar(?:ar|e)|deltakere|møtande|møtende"
    r"|(?:desse|disse|følgjande|følgende) (?:møtte|deltok|var (?:med|til stad?es|til stede))",
    "invited": r"inviterte?|gjest(?:er|ar)|i tillegg møtte",
    "secretariat": r"(?:frå|fra) (?:administrasjonen|sekretariatet) (?:møtte|deltok)(?: også)?"
    r"|(?:frå|fra)? ?(?:samarbeids)?sekretariatet?(?: \(\w+\))?",
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
    r"[A-ZÆØÅ].*(?:rådhus|helsehus|helsesent(?:er|ret)|samfunnshus|kulturhus|kommunehus|s[jy]u?kehus|hotell|møterom)"
    r"(?:et)?(?:,.*)?",
    re.IGNORECASE,
)
"""Words that are a place, whatever stands about them."""


HELD_AT = re.compile(
    r"(?:alle )?møt[ae](?:ne)? (?:er|blir|vert|(?:blir|vert) haldne|held vi|holdes|avholdes|vil bli holdt)"
    r" (?:i|på|ved) "
    r"(?P<place>[A-ZÆØÅ][^.;]{0,80}?),? (?:om|når|dersom|hvis|viss|der) (?:ikkje|ikke) (?:anna|annet)\b",
    re.IGNORECASE,
)
"""Where a plan's meetings are, unless their own lines say otherwise."""


HELD_WHEN = re.compile(
    r"alle møt[ae](?:ne)? (?:er|blir|vert|held vi|holdes|avholdes)\b(?P<hours>[^;]*?),? "
    r"(?:om|når|dersom|hvis|viss|der) (?:ikkje|ikke) (?:anna|annet)\b",
    re.IGNORECASE,
)
"""The hours of a plan's meetings, unless their own lines say otherwise."""


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
    ("Saksopplysningar", r"saksopplysning(?:ar|er|ane|ene)"),
    ("Vurdering", r"vurdering(?:ar|er)?(?: (?:frå|fra|av) [^:]{2,40})?"),
    ("Avrøysting", r"avrøysting|røysting|votering|avstemn?ing"),
    ("", r"vedlegg(?: til sak[ae]n?)?"),
)
"""The headings in an item's text, and what the record calls them; the nameless one lists the item's papers."""
