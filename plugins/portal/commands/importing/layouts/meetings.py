"""How agendas, minutes and plans are laid out: what stands before a fact, and what columns and headings hold."""

from __future__ import annotations

import re

__all__ = [
    "ASIDE",
    "CANCELLED",
    "HELD_AT",
    "HELD_WHEN",
    "ITEM_COLUMNS",
    "ITEM_SECTIONS",
    "MEETING_LABELS",
    "MOVED",
    "PLACES",
    "SENT",
    "SERIES",
    "STANDING",
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
    "online": r"(?:møte)?len[kj]+e|teams(?:-?len[kj]+e)?|video(?:møte)?|nettmøte",
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


ITEM_COLUMNS: dict[str, str] = {
    "number": r"(?:utvals?|utvalgs?|utv\.)?-?\s?sak(?:s?\s?nr|s?\s?nummer|sak)?\.?|nr\.?",
    "title": r"(?:saks?)?tittel|namn|navn|sak|tema|kva saka gjeld|innh[ao]ld(?: og vedtak)?",
    "type": r"(?:saks)?type",
    "presenter": r"ansvarl[ei]g|saksansvarl[ei]g|ved|innleiar|innleder|present(?:eres|erast|ert) av",
    "attachments": r"vedlegg|papir", "outcome": r"utfall|resultat|vedtak",
    "closed": r"u\.?\s?off\.?|unn?t\w*\.?(?: off\w*\.?)?|lukka|lukket|grader(?:ing|t)|unnat\w+(?: off\w*)?",
    "page": r"side(?:tall|tal)?",
    "task": r"ansvar(?:l[ei]g)?\s*(?:/|og)\s*frist",
}  # fmt: skip
"""What the columns of an agenda hold; `task` is who follows it up and by when, what stands in the item's text."""


STANDING = re.compile(r"(?:eventuelt|ymse)\s*[:.]?", re.IGNORECASE)
"""The title of an item that stands on every agenda."""


ASIDE = re.compile(
    r"(?:eventuelt\s+)?(?:forfall|fr[åa]fall|avbud)\b[^.:]{0,40}?\s(?:skal|må|bes|kan|meld)"
    r"|vara(?:medlem|representant)\w*\s+(?:møter|blir|vert|skal|kallast|innkall|får)"
    r"|(?:møte)?(?:protokoll|referat|møtebok)\w*\s+(?:(?:er|ble|blei|vart|blir|vert)\s+)?"
    r"(?:ført|skriv\w+|skrev\w*|utsend\w*|underskriv\w*|undertegn\w*|sendes|sendast)\b"
    r"|møtet\s+(?:(?:er|ble|blei|vart)\s+)?(?:leia|ledet|leidd|heva|hevet|avslutta|avsluttet|slutt\w*|starta|startet|satt"
    r"|opna|åpnet)\b"
    r"|(?:møte)?slutt(?:a|et)?\b\s*:?\s*kl|utsend[te]?\b.{0,20}\d|kopi(?:\s+til)?\s*:"
    r"|(?:med\s+)?(?:venn?l[ei]g|beste?)\s+h[ei]ls\w+|(?:under|sign)(?:skrift|atur)\w*\s*:?$|(?:elektronisk\s+)?sign(?:ert)?\b",
    re.IGNORECASE,
)
"""How a line begins that is about the meeting, its papers or who is to come, and so of no item."""


SERIES = r"(?:PS|RS|FO|OS|DS|MS)"
"""What municipalities write before a case's number: political cases, cases for reference, questions …"""


TASK_COLUMNS: dict[str, str] = {
    "number": r"sak(?:s?nr)?\.?",
    "what": r"[kh]va(?: (?:som )?(?:skal|må) (?:gjer\w+|gjøres?|følg\w+ opp))?|tiltak|oppgåver?|oppgaver?"
    r"|oppfølging(?:spunkt)?|aksjon(?:spunkt)?|gjeremål",
    "responsible": r"ansvar(?:l[ei]g)?|kven|hvem", "due": r"(?:tids)?frist|når",
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
