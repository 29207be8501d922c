"""Makes four of the ten documents that the import had not seen: `python word_unseen.py` with python-docx installed."""

from __future__ import annotations

from docx.document import Document as Word
from docx.oxml import parse_xml
from docx.text.paragraph import Paragraph
from word_default import _SPACES, HERE, bold, bullets, new, table, tick


def control(paragraph: Paragraph, kind: str, text: str, prompt: bool = False) -> None:
    """A content control that holds words: `kind` is its element (text, date, dropDownList) with what lies in it."""
    placeholder = "<w:showingPlcHdr/>" if prompt else ""
    paragraph._p.append(
        parse_xml(
            f"<w:sdt {_SPACES}><w:sdtPr>{placeholder}{kind}</w:sdtPr>"
            f"<w:sdtContent><w:r><w:t>{text}</w:t></w:r></w:sdtContent></w:sdt>"
        )
    )


def choices(*labels: str) -> str:
    items = "".join(f'<w:listItem w:displayText="{label}" w:value="{label}"/>' for label in labels)
    return f"<w:dropDownList>{items}</w:dropDownList>"


def board_minutes() -> Word:
    d = new()
    d.sections[0].header.paragraphs[0].text = "Helse Storhav – Styret"
    d.sections[0].footer.paragraphs[0].text = "Protokoll 19.06.2024"
    d.add_heading("Protokoll fra møte i styret i Helse Storhav", 0)
    d.add_paragraph("Dato: onsdag 19.06.2024")
    d.add_paragraph("Tidspunkt: Kl. 08:30 – 15:15")
    d.add_paragraph("Møtested: Storhav sykehus, styrerommet")
    d.add_paragraph("Styreleder: Hallgeir Tveitane")
    d.add_paragraph("Protokollfører: Ingvill Stavnes")
    d.add_heading("Styrets medlemmer", 1)
    table(
        d,
        [
            ("Navn", "Verv", "Til stede"),
            ("Hallgeir Tveitane", "styreleder", "Ja"),
            ("Mona Brekkhus", "nestleder", "Ja"),
            ("Steinar Ulvesund", "medlem", "Forfall"),
            ("Wenche Råmunddal", "varamedlem", "Møtte for Steinar Ulvesund"),
            ("Kåre Johan Liavåg", "medlem", "Ja"),
        ],
    )
    d.add_paragraph("Observatører:")
    bullets(d, "Leder av brukerutvalget Brynjar Solliås", "Ungdomsrepresentant Amina Storevik")
    d.add_heading("Sak 041-2024: Godkjenning av innkalling og sakliste", 2)
    d.add_paragraph("Styrets enstemmige vedtak:")
    d.add_paragraph("Innkalling og sakliste godkjennes.")
    d.add_heading("Sak 042-2024: Godkjenning av protokoll fra 24. april 2024", 2)
    d.add_paragraph("Styrets enstemmige vedtak:")
    d.add_paragraph("Protokollen godkjennes.")
    d.add_heading("Sak 043-2024: Virksomhetsrapport for mai 2024", 2)
    d.add_paragraph("Administrerende direktør gikk gjennom tallene. Underskuddet er 12 millioner kroner.")
    d.add_paragraph("Forslag til vedtak:")
    d.add_paragraph("Styret tar virksomhetsrapporten til orientering.")
    d.add_paragraph("Styrets enstemmige vedtak:")
    d.add_paragraph("Styret tar virksomhetsrapporten til orientering.")
    d.add_heading("Sak 044-2024: Samling av poliklinikkene på Tangvåg", 2)
    d.add_paragraph("Forslag til vedtak:")
    bullets(
        d, "Styret samler poliklinikkene på Tangvåg fra 2026.", "Leieavtalen på Lyngøya sies opp.", style="List Number"
    )
    d.add_paragraph("Kåre Johan Liavåg foreslo å utsette saken. Forslaget fikk én stemme og falt.")
    d.add_paragraph("Styrets vedtak (3 mot 1 stemme):")
    bullets(
        d, "Styret samler poliklinikkene på Tangvåg fra 2026.", "Leieavtalen på Lyngøya sies opp.", style="List Number"
    )
    d.add_paragraph("Protokolltilførsel fra Kåre Johan Liavåg:")
    d.add_paragraph("Reiseveien for pasientene på Lyngøya er ikke utredet.")
    d.add_heading("Sak 045-2024: Eventuelt", 2)
    d.add_paragraph("Ingen saker.")
    d.add_paragraph("Protokollen er signert elektronisk.")
    return d


def council_agenda() -> Word:
    d = new()
    d.sections[0].header.paragraphs[0].text = "Tangvåg kommune"
    d.add_heading("Møteinnkalling", 0)
    table(
        d,
        [
            ("Utvalg:", "Utvalg for helse og omsorg"),
            ("Møtested:", "Kommunestyresalen, Tangvåg rådhus"),
            ("Møtedato:", "23.05.2024"),
            ("Klokkeslett:", "09:00"),
        ],
    )
    d.add_paragraph(
        "Eventuelt forfall må meldes snarest på tlf. 55 00 00 00. Møtedokumentene blir sendt til varamedlemmene til "
        "orientering. Varamedlemmer møter bare etter nærmere innkalling."
    )
    d.add_heading("Saksliste", 1)
    table(
        d,
        [
            ("Utvalgssaksnr", "Innhold", "Arkivsaksnr"),
            ("PS 14/24", "Godkjenning av innkalling og saksliste", ""),
            ("PS 15/24", "Tilstandsrapport for omsorgstjenestene 2023", "2024/611"),
            ("PS 16/24", "Ny avtale om øyeblikkelig hjelp døgnopphold", "2023/1940"),
            ("PS 17/24", "Referatsaker", ""),
            ("RS 3/24", "Protokoll fra eldrerådet", "2024/102"),
            ("RS 4/24", "Tilsyn ved Tangvåg sykehjem – avsluttet", "2023/877"),
        ],
    )
    d.add_paragraph("Tangvåg, 14. mai 2024")
    d.add_paragraph("Reidar Myklestad\nutvalgsleder")
    d.add_heading("PS 15/24 Tilstandsrapport for omsorgstjenestene 2023", 2)
    table(d, [("Arkivsak:", "2024/611"), ("Saksbehandler:", "Oddny Fivelstad")])
    d.add_heading("Kommunedirektørens innstilling", 3)
    d.add_paragraph("Utvalg for helse og omsorg tar tilstandsrapporten til orientering.")
    d.add_heading("Saksopplysninger", 3)
    d.add_paragraph("Rapporten viser at sykefraværet gikk ned med to prosentpoeng i 2023.")
    d.add_heading("PS 16/24 Ny avtale om øyeblikkelig hjelp døgnopphold", 2)
    table(d, [("Arkivsak:", "2023/1940"), ("Saksbehandler:", "Oddny Fivelstad")])
    d.add_heading("Kommunedirektørens innstilling", 3)
    bullets(
        d,
        "Utvalget anbefaler avtalen med Steindal kommune.",
        "Avtalen gjelder fra 1. januar 2025.",
        style="List Number",
    )
    d.add_heading("Vedlegg", 3)
    bullets(d, "Utkast til avtale", "Kostnadsoverslag")
    d.add_heading("Saksopplysninger", 3)
    d.add_paragraph("Dagens avtale går ut ved nyttår.")
    return d


def area_minutes() -> Word:
    d = new()
    d.sections[0].header.paragraphs[0].text = "Referat OU Ytre 22.01.2025"
    d.add_heading("Referat", 0)
    made = d.add_table(rows=0, cols=2, style="Table Grid")
    for label, lines in (
        ("Møte", ["Områdeutvalget for Ytre Storhav, møte 1-2025"]),
        ("Dato og tid", ["22. januar 2025 kl. 12.00–14.15"]),
        ("Sted", ["Lyngøya helsesenter"]),
        (
            "Deltakere",
            [
                "Eldbjørg Skaretnes, Tangvåg kommune, leder",
                "Jan Tore Bakkehaug, Helse Storhav",
                "Maria Fossnes, Brukerforum Storhav",
            ],
        ),
        ("Forfall", ["Gaute Rønnekleiv, Steindal kommune"]),
        ("Møteleder", ["Eldbjørg Skaretnes"]),
        ("Referent", ["Runa Espeseth"]),
    ):
        cells = made.add_row().cells
        cells[0].text = label
        cells[1].text = lines[0]
        for line in lines[1:]:
            cells[1].add_paragraph(line)
    d.add_paragraph()
    rows = [
        (
            "1/25",
            ["Godkjenning av innkalling og saksliste (V)", "Konklusjon: Godkjent uten merknader."],
            "",
        ),
        (
            "2/25",
            [
                "Ambulansebåten om vinteren (O)",
                "Jan Tore Bakkehaug orienterte om driften. Båten lå ved kai i ni døgn på grunn av vær.",
                "Konklusjon: Tatt til orientering.",
            ],
            "",
        ),
        (
            "3/25",
            [
                "Felles vaktordning for jordmødre (D/V)",
                "Utvalget drøftet to modeller.",
                "Beslutning: Utvalget går inn for modell 2. Enstemmig.",
                "Oppfølging: Lage turnus for sommeren",
            ],
            "Helse Storhav\n1. april 2025",
        ),
        ("4/25", ["Eventuelt", "Ingen saker."], ""),
    ]
    made = d.add_table(rows=1, cols=3, style="Table Grid")
    for cell, text in zip(made.rows[0].cells, ("Saksnr.", "Sak", "Ansvar/frist"), strict=True):
        cell.text = text
    for number, lines, who in rows:
        cells = made.add_row().cells
        cells[0].text, cells[2].text = number, who
        cells[1].text = ""
        cells[1].paragraphs[0].add_run(lines[0]).bold = True
        for line in lines[1:]:
            cells[1].add_paragraph(line)
    d.add_paragraph()
    d.add_paragraph("Neste møte: 26. mars 2025 kl. 12.00, Teams")
    return d


def choice_form() -> Word:
    d = new()
    d.add_heading("Saksinnmelding", 1)
    made = d.add_table(rows=0, cols=2, style="Table Grid")

    def row(label: str) -> Paragraph:
        cells = made.add_row().cells
        cells[0].paragraphs[0].add_run(label).bold = True
        return cells[1].paragraphs[0]

    control(row("Sakens tittel"), "<w:text/>", "Felles introduksjon for nye leger i spesialisering")
    control(
        row("Innmeldt av (navn, stilling, virksomhet)"),
        "<w:text/>",
        "Torunn Eikremsæter, kommuneoverlege, Steindal kommune",
    )
    control(row("Innmeldt dato"), '<w:date w:fullDate="2025-03-03T00:00:00Z"/>', "03.03.2025")
    control(
        row("Type sak"), choices("Velg et element.", "Vedtakssak", "Drøftingssak", "Orienteringssak"), "Drøftingssak"
    )
    cell = row("Utvalg som skal behandle saken")
    tick(cell, False, "Strategisk samarbeidsutvalg (SSU)  ")
    tick(cell, True, "Fagleg samarbeidsutval for eldre (FSU eldre)")
    control(row("Tilknyttet prosjekt"), "<w:text/>", "Klikk eller trykk her for å skrive inn tekst.", prompt=True)
    bold(d, "Bakgrunn for saken")
    control(
        d.add_paragraph(),
        "<w:text/>",
        "Åtte nye leger begynte i høst. Ingen av dem hadde vært på sykehuset før den første vakten.",
    )
    bold(d, "Formålet med saken")
    control(d.add_paragraph(), "<w:text/>", "Alle nye leger får to dager på sykehuset før de går vakt.")
    bold(d, "Forslag til vedtak")
    control(d.add_paragraph(), "<w:text/>", "Klikk eller trykk her for å skrive inn tekst.", prompt=True)
    return d


DOCUMENTS = {
    "styret-minutes-2024-06-19": board_minutes,
    "uho-agenda-2024-05-23": council_agenda,
    "ou-ytre-minutes-2025-01-22": area_minutes,
    "submission-choices": choice_form,
}

if __name__ == "__main__":
    for name, make in DOCUMENTS.items():
        make().save(str(HERE / f"{name}.docx"))
