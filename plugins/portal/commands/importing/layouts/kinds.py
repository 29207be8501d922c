"""What tells the kind of a document, and what its headings are called in bokmål."""

from __future__ import annotations

from enum import Enum

__all__ = ["BOKMAL", "TELLTALES", "DocumentKind"]


class DocumentKind(str, Enum):
    """What a document is."""

    SUBMISSION = "submission"
    AGENDA = "agenda"
    MINUTES = "minutes"
    REPORT = "report"
    PLAN = "plan"


TELLTALES: dict[DocumentKind, tuple[tuple[str, int], ...]] = {
    DocumentKind.SUBMISSION: ((r"saksinnmelding", 5), (r"sak(?:en|a)s? gjeld(?:er)?:", 2), (r"saksinnmeld(?:ar|er)", 3),
                      (r"^\s*(?:inn)?melding av (?:ny )?sak\b", 4),
                      (r"avgjer[ds]+sak[\s\S]{0,80}drøftingssak", 2)),
    DocumentKind.MINUTES: ((r"^\s*(?:møte)?referat\b", 4), (r"^\s*oppsummering\b", 4), (r"^\s*(?:møte)?protokoll\b", 4),
                   (r"^\s*møtebok\b", 4),
                   (r"(?:til stad?es|til stede|frammøtte|møtte|møtande|møtende)\s*:", 3), (r"^forfall\b", 2),
                   (r"^referent\b", 2),
                   (r"^vedtak\s*:?\s*$", 2)),
    DocumentKind.AGENDA: ((r"^\s*(?:møte)?innkalling\b(?! og (?:sak|dagsorden))", 5), (r"^\s*sak?s?liste\b", 3),
                  (r"^\s*agenda\b", 3),
                  (r"saksn(?:umme)?r", 3), (r"(?:framlegg|forslag) til vedtak", 2), (r"vedlegg til sak", 1)),
    DocumentKind.REPORT: ((r"^\s*(?:\w+ )?(?:prosjekt|status|slutt|framdrifts)?rapport\b", 4),
                  (r"målsetning|måloppnåing|måloppnåelse", 3),
                  (r"egenvurdering|eigenvurdering", 3), (r"suksesskriteri", 3), (r"utfordring", 1)),
    DocumentKind.PLAN: ((r"\A(?:.*\n){0,4}.{1,60}\bmøteplan(?:en)? (?:for )?20\d\d", 4),
                (r"^\s*(?:årshjul og )?møteplan\b", 4), (r"^\s*møte\s*\d+\s*-\s*\d{4}", 2)),
}  # fmt: skip
"""What tells each kind, with how much it tells; searched in the whole text, a line at a time where anchored."""


BOKMAL = {
    "Framlegg til vedtak": "Forslag til vedtak", "Alternativt framlegg": "Alternativt forslag", "Innspel": "Innspill",
    "Avrøysting": "Votering", "Saksopplysningar": "Saksopplysninger",
    "Prosess og aktørar": "Prosess og aktører", "Kva innmeldaren ber om": "Hva innmelderen ber om",
    "Rapporten er skriven av": "Rapporten er skrevet av",
}  # fmt: skip
"""What the headings are called in bokmål, where they differ."""
