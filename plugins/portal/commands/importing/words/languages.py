"""Which of the two written languages a text is in."""

from __future__ import annotations

import re

__all__ = ["language_of"]

_NYNORSK = re.compile(
    r"\b(?:ikkje|frå|eit|ein|eitt|eigen|eige|kva|kven|kvar|kvifor|korleis|korkje|kommunane|kommunar|vedteken?|saka|sjå|dei|desse"
    r"|deira|gje|gjer|gjere|vere|vera|vore|noko|nokon|nokre|mykje|meir|berre|sjølv|heile|heim\w*|fleire|medan|sidan|òg"
    r"|dagar|timar|veker|månader|pasientar|legar|(?:område)?utval(?:et)?|partane|blei|vart|vert|leiar\w*|møteleiar|stad|tenest\w*|følgjer?|ønskjer?|saman"
    r"|\w{2,}leg|\w{3,}(?:ingar|ingane|arane|arar))\b"
)
_BOKMAL = re.compile(
    r"\b(?:ikke|fra|en|et|ett|egen|eget|hva|hvem|hver|hvert|hvorfor|hvordan|hvor|hvilken?|hvilket|verken|kommunene|vedtatt"
    r"|saken|se|disse|deres|gjør|gjøre|være|vært|noe|noen|mye|mer|bare|selv|hele|hjem\w*|flere|mens|siden|nå|(?:område)?utvalg(?:et)?"
    r"|dem|dager|timer|uker|måneder|pasienter|leger|partene|ble|leder\w*|møteleder|sted\w*|tjenest\w*|følger|sammen|(?!frivil|vil|bil)\w{2,}lig[et]?"
    r"|\w{3,}(?:inger|ingene|erne))\b"
)


def language_of(text: str) -> str | None:
    """`nn` or `nb`, by the words and endings that only one of them has; `None` where they do not tell."""
    nynorsk, bokmal = len(_NYNORSK.findall(text.casefold())), len(_BOKMAL.findall(text.casefold()))
    if nynorsk > 2 * bokmal and nynorsk > 1:
        return "nn"
    return "nb" if bokmal > 2 * nynorsk and bokmal > 1 else None
