"""How the form for submitting a case is laid out: its labels, its sections and its prompts."""

from __future__ import annotations

import re

__all__ = ["ALL_COMMITTEES", "FORM_LABELS", "FORM_SECTIONS", "PROMPTS"]

FORM_LABELS: dict[str, str] = {
    "date": r"(?:innmeldt )?dato(?: for innmelding)?",
    "submitter": r"saksinnmeld(?:ar|er)|innmeld(?:ar|er)|innsend(?:ar|er)|(?:inn)?meldt? (?:inn )?av(?: \([^()]*\))?"
                 r"|(?:kven|hvem) meld(?:er)? sak(?:a|en)\??",
    "title": r"sak(?:a|en) gjeld(?:er)?|(?:sakens )?tittel(?: på saka| på saken)?"
             r"|(?:kva|hva) heit(?:er)? sak(?:a|en)\??",
    "for": r"ønske om (?:behandling|handsaming)(?: av sak(?:a|en))?"
           r"|(?:(?:kva|hva|kvilken?|hvilken?|hvilket)(?: for)? )?(?:organ|utvale?t?|utvalg(?:et)?) (?:som )?skal "
           r"(?:handsame|behandle) sak(?:a|en)\??(?: \([^()]*\))?"
           r"|(?:kva|hva|kvilken?|hvilken?|hvilket|kva for eit) (?:organ|utvale?t?|utvalg(?:et)?) "
           r"gjeld(?:er)? sak(?:a|en)\??",
    "type": r"sakstype|type sak|(?:kva|hva) slags sak er det\??(?: \([^()]*\))?",
    "attachments": r"vedlegg(?: til sak[ae]n?)?",
    "name": r"n[ae][mv]n", "role": r"stilling|rolle|funksjon",
    "employer": r"verksemd|virksomhet|organisasjon|arbeidsstad|arbeidssted|arbeidsgjev[ae]r|arbeidsgiver",
}  # fmt: skip
"""The labels of the form for submitting a case."""


ALL_COMMITTEES = r"alle (?:områdeutval\w*|utval\w*|ou)\b.*"
"""The box of a form that stands for each of the committees beside it."""


FORM_SECTIONS: tuple[tuple[str, str], ...] = (
    ("Bakgrunn", r"(?:kort )?(?:om )?bakgrunn(?:en)?(?: for sak(?:a|en))?|(?:kva|hva) er bakgrunn(?:en)? og kontekst.*"
                 r"|(?:kva|hva|kvilke|hvilke) prosess(?:ar|er) er gjennomf.*"
                 r"|(?:kva|hva) har skjedd i sak(?:a|en) til n[oå].*"),
    ("Formål", r"(?:føre|for)mål(?:et)?(?: med (?:å melde )?sak(?:a|en))?|(?:kvifor|hvorfor) er sak(?:a|en) aktuell.*"
               r"|(?:kva|hva) ønsk(?:j?er|er) (?:de|dere|du) at (?:utvale?t|utvalget) skal gj[eø]re\??"),
    ("Prosess og aktørar", r"prosess(?:ar|er)? og akt[øo]r(?:ar|er)?"),
    ("Kva innmeldaren ber om", r"(?:kva|hva) treng(?:er)? (?:sak)?s?innmeld(?:ar|er)(?:en)?\b.*"
                               r"|(?:kva|hva) (?:ber|trenge?r?) du (?:om|(?:frå|fra) (?:SSe|utvale?t|utvalget))\??"
                               r"|(?:kva|hva) vil de at .{3,40} skal gj[eø]re\b.*"),
    ("Framlegg til vedtak", r"(?:framlegg|forslag) til vedtak"),
    ("", r"vedlegg(?: til sak[ae]n?| som følg(?:j?er|er) sak[ae]n?)?"),
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
