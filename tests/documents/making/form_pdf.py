"""Makes the form with fields of its own (AcroForm): `python form_pdf.py` with reportlab installed."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

HERE = Path(__file__).resolve().parent.parent
_BACKGROUND = (
    "Tre av fire pårørende sier at de ikke visste hvem de skulle ringe den første uken hjemme.",
    "Brukerforumet har spurt 62 pårørende i Tangvåg og Steindal.",
)


def form(path: Path) -> None:
    page = Canvas(str(path), pagesize=A4, invariant=True)
    page.setTitle("Skjema for saksinnmelding")
    boxes = page.acroForm

    def line(y: int, text: str, bold: bool = False, x: int = 60) -> None:
        page.setFont("Helvetica-Bold" if bold else "Helvetica", 11)
        page.drawString(x, y, text)

    def tick(y: int, name: str, label: str, ticked: bool, x: int = 60) -> None:
        boxes.checkbox(name=name, x=x, y=y - 2, size=12, checked=ticked, tooltip=label)
        line(y, label, x=x + 20)

    line(780, "Skjema for saksinnmelding", bold=True)
    line(755, "Dato: 11.03.2025")
    line(738, "Saksinnmelder: Unni Slettebakken, leder, Brukerforum Storhav")
    line(715, "Saken skal behandles i:", bold=True)
    tick(697, "alle", "Alle områdeutvalg (OU)", True)
    tick(680, "ou_ytre", "OU Ytre", False)
    tick(663, "ou_indre", "OU Indre", False)
    line(640, "Sakstype:", bold=True)
    tick(622, "vedtak", "Vedtakssak", True)
    tick(622, "drofting", "Drøftingssak", False, x=190)
    tick(622, "orientering", "Orienteringssak", False, x=330)
    line(595, "Saken gjelder:", bold=True)
    line(578, "Ett telefonnummer for pårørende den første uken hjemme")
    line(550, "Bakgrunn", bold=True)
    line(533, _BACKGROUND[0])
    line(518, _BACKGROUND[1])
    line(490, "Formål", bold=True)
    line(473, "Pårørende skal ha ett sted å ringe, også i helgene.")
    line(445, "Forslag til vedtak", bold=True)
    line(428, "Områdeutvalget anbefaler at kommunene har ett telefonnummer for pårørende.")
    page.save()


if __name__ == "__main__":
    form(HERE / "submission-acroform.pdf")
