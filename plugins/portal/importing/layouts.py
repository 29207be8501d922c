"""How documents of this genre are laid out: what tells a kind, what stands before a fact, what headings mean.

Adding a layout is adding its words here and a document with its golden facts to the tests.
"""

from __future__ import annotations

import re
from enum import Enum

__all__ = [
    "ALL_COMMITTEES", "BOKMAL", "CANCELLED", "FORM_LABELS", "FORM_SECTIONS", "ITEM_COLUMNS", "ITEM_SECTIONS",
    "MEETING_LABELS", "MOVED", "PEOPLE_COLUMNS", "PERSON_FIELDS", "PERSON_NOTES", "PROMPTS", "REPORT_SECTIONS", "SENT",
    "STARTS", "TASK_COLUMNS",
    "TELLTALES", "Kind", "labelled", "stands_alone",
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
                      (r"avgjer[ds]+sak[\s\S]{0,80}drøftingssak", 2)),
    Kind.MINUTES: ((r"^\s*(?:møte)?referat\b", 4), (r"^\s*oppsummering\b", 4), (r"^\s*(?:møte)?protokoll\b", 4),
                   (r"(?:til stad?es|til stede|frammøtte|møtte)\s*:", 3), (r"^forfall\b", 2), (r"^referent\b", 2),
                   (r"^vedtak\s*:?\s*$", 2)),
    Kind.AGENDA: ((r"^\s*(?:møte)?innkalling\b", 5), (r"^\s*sak?s?liste\b", 3), (r"^\s*agenda\b", 3),
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
    "place": r"stad|sted|møtestad|møtested|lokale",
    "number": r"møte(?: ?n(?:umme)?r)?|nummer",
    "body": r"utval|utvalg|møte i|referat|innkalling",
    "chair": r"møte(?:leder|leiar)|leder av møtet|ordstyra?r|møtet blei leia av|leiar for møtet",
    "minutes_by": r"referent|referat ved|skriv(?:e|a)r|ført av",
    "present": r"til stad?es?|til stede|frammøtte|møtte|deltakar(?:ar|e)|deltakere|desse møtte|følgende møtte",
    "invited": r"inviterte?|gjest(?:er|ar)|i tillegg møtte",
    "secretariat": r"(?:frå|fra)? ?(?:samarbeids)?sekretariatet?(?: \(\w+\))?",
    "observers": r"observatør(?:ar|er)?",
    "absent": r"(?:meldt )?forfall|fråverande|fraværende|ikkje møtt|ikke møtt",
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

SENT = re.compile(
    r"(?:referatet|innkalling\w*) (?:vart|ble|blei|er|vert|blir) (?:sendt?|publisert)\b(?: ut)?", re.IGNORECASE
)
"""What stands before the day on which a notice or minutes were sent, without a colon."""

PERSON_FIELDS = ("present", "invited", "secretariat", "observers", "absent")
"""The labels behind which people stand."""

PEOPLE_COLUMNS: dict[str, str] = {
    "name": r"n[ae][mv]n", "role": r"stilling|rolle|funksjon",
    "organisation": r"organisasjon|kommune|arbeidsstad|eining|enhet", "note": r"merknad|kommentar",
}  # fmt: skip
"""What the columns of a table of people hold, by their heads."""

PERSON_NOTES = (
    ("absent", r"forfall|fråverande|fraværende"), ("invited", r"invitert"), ("secretariat", r"sekretær|referent"),
    ("observers", r"observatør"),
)  # fmt: skip
"""What a note beside a person tells of where the person belongs."""

ITEM_COLUMNS: dict[str, str] = {
    "number": r"sak(?:s?nr|snummer|sak)?\.?|nr\.?",
    "title": r"tittel|namn|navn|sak|tema|kva saka gjeld|innh[ao]ld(?: og vedtak)?",
    "type": r"(?:saks)?type", "presenter": r"ansvarl[ei]g|saksansvarl[ei]g|ved|innleiar|innleder",
    "attachments": r"vedlegg|papir", "outcome": r"utfall|resultat|vedtak",
}  # fmt: skip
"""What the columns of an agenda hold."""

TASK_COLUMNS: dict[str, str] = {
    "number": r"sak(?:s?nr)?\.?", "what": r"kva|hva|tiltak|oppgåve|oppgave|oppfølging",
    "responsible": r"ansvarl[ei]g|kven|hvem", "due": r"frist|når",
}  # fmt: skip
"""What the columns of a table of follow-ups hold."""

ITEM_SECTIONS: tuple[tuple[str, str], ...] = (
    ("Framlegg til vedtak", r"(?:framlegg|forslag) til vedtak|innstilling"),
    ("Alternativt framlegg", r"alternativt(?: (?:framlegg|forslag))?"),
    ("Vedtak", r"vedtak|avgjerd|avgjørelse|beslutning|konklusjon"),
    ("Innspel", r"innspi?ll?(?: i møtet)?|innspel(?: i møtet)?|ordskifte|drøfting(?: i møtet)?|diskusjon"),
    ("Oppfølging", r"oppfølging(?: vidare| videre)?|vidare oppfølging|tiltak"),
    ("Protokolltilførsel", r"protokolltilførsel|protokollmerknad"),
    ("", r"vedlegg(?: til sak[ae]n?)?"),
)
"""The headings in an item's text, and what the record calls them; the nameless one lists the item's papers."""

FORM_LABELS: dict[str, str] = {
    "date": r"dato",
    "submitter": r"saksinnmeld(?:ar|er)|innmeld(?:ar|er)|innsend(?:ar|er)",
    "title": r"sak(?:a|en) gjeld(?:er)?|tittel(?: på saka| på saken)?",
    "for": r"ønske om (?:behandling|handsaming)(?: av sak(?:a|en))?",
    "type": r"sakstype|type sak",
    "attachments": r"vedlegg(?: til sak[ae]n?)?",
}
"""The labels of the form for submitting a case."""

ALL_COMMITTEES = r"alle (?:områdeutval\w*|utval\w*|ou)\b.*"
"""The box of a form that stands for each of the committees beside it."""

FORM_SECTIONS: tuple[tuple[str, str], ...] = (
    ("Bakgrunn", r"bakgrunn(?: for sak(?:a|en))?|(?:kva|hva) er bakgrunn(?:en)? og kontekst.*"
                 r"|(?:kva|hva|kvilke|hvilke) prosess(?:ar|er) er gjennomf.*"
                 r"|(?:kva|hva) har skjedd i sak(?:a|en) til n[oå].*"),
    ("Formål", r"(?:føre|for)mål(?: med å melde sak(?:a|en))?|(?:kvifor|hvorfor) er sak(?:a|en) aktuell.*"),
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
    r"|beskriv sak(?:a|en) slik .*",
    re.IGNORECASE,
)
"""What the templates say to whoever fills them in, and how it goes on where it is broken over lines."""

REPORT_SECTIONS: tuple[tuple[str, str], ...] = (
    ("Mål", r"mål|målsetning(?:ar|er)?|målsetting(?:ar|er)?|føremål|formål"),
    ("partners", r"(?:oversikt over )?(?:eksterne )?samarbeidspartn\w+|partn(?:arar|ere)|partar"),
    ("Status", r"status(?: i arbeidet)?(?: .*)?"),
    ("Vidare plan", r"(?:vidare|videre) (?:planlagt |plan|arbeid|fr[ae]mdrift).*|plan (?:vidare|videre)"),
    ("Eigenvurdering", r"e(?:i|)genvurdering.*"),
    ("Suksesskriterium", r"suksesskriteri.*"),
    ("Utfordringar", r"utfordring(?:ar|er)?"),
    ("Evaluering", r"evaluering.*"),
    ("Bakgrunn", r"bakgrunn"),
    ("summary", r"kort oppsummert|oppsummering|samandrag|sammendrag"),
    ("Arbeidsliner", r"arbeidslin(?:e|je)r?"),
)  # fmt: skip
"""The headings of a project's report, and what the record calls them.

`partners` are a list of names, `summary` is the report's own.
"""


BOKMAL = {
    "Framlegg til vedtak": "Forslag til vedtak", "Alternativt framlegg": "Alternativt forslag", "Innspel": "Innspill",
    "Prosess og aktørar": "Prosess og aktører", "Kva innmeldaren ber om": "Hva innmelderen ber om",
    "Samarbeidspartnarar": "Samarbeidspartnere", "Vidare plan": "Videre plan", "Eigenvurdering": "Egenvurdering",
    "Suksesskriterium": "Suksesskriterier", "Rapporten er skriven av": "Rapporten er skrevet av",
    "Utfordringar": "Utfordringer",
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
