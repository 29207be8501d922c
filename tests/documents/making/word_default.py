"""Makes the documents written with Word's own template: `python word_default.py` with python-docx installed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from docx import Document
from docx.document import Document as Word
from docx.oxml import parse_xml
from docx.text.paragraph import Paragraph

HERE = Path(__file__).resolve().parent.parent
_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)


def new() -> Word:
    document = Document()
    core = document.core_properties
    core.author, core.title, core.comments = "", "", ""
    core.created = core.modified = dt.datetime(2024, 1, 1)
    return document


def table(document: Word, rows: Sequence[Sequence[str]]) -> None:
    made = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for row in rows:
        for cell, text in zip(made.add_row().cells, row, strict=True):
            cell.text = text


def bullets(document: Word, *lines: str, style: str = "List Bullet") -> None:
    for line in lines:
        document.add_paragraph(line, style=style)


def labelled(document: Word, label: str, value: str) -> None:
    """A paragraph whose label is in bold, with a tabulator before the value."""
    paragraph = document.add_paragraph()
    paragraph.add_run(label).bold = True
    paragraph.add_run("\t" + value)


def bold(document: Word, text: str) -> None:
    document.add_paragraph().add_run(text).bold = True


def tick(paragraph: Paragraph, ticked: bool, text: str) -> None:
    """A content control of the sort checkbox, and the words behind it."""
    control = parse_xml(
        f'<w:sdt {_SPACES}><w:sdtPr><w14:checkbox><w14:checked w14:val="{int(ticked)}"/>'
        '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r>'
        f"<w:t>{'☒' if ticked else '☐'}</w:t></w:r></w:sdtContent></w:sdt>"
    )
    paragraph._p.append(control)
    paragraph.add_run(" " + text)


def ssu_minutes() -> Word:
    d = new()
    d.sections[0].header.paragraphs[0].text = "Helsefellesskapet Storhav"
    d.sections[0].footer.paragraphs[0].text = "Arkivsak 2024/318"
    d.add_heading("Referat frå møte i Strategisk samarbeidsutval (SSU)", 0)
    facts = [
        ("Møte", "1/2024"),
        ("Tid", "Torsdag 14. mars 2024 kl. 10.00–12.30"),
        ("Stad", "Rådhuset i Tangvåg, møterom Naustet"),
        ("Møteleiar", "Sunniva Berghaug"),
        ("Referent", "Tarjei Nesvåg"),
        ("Arkivsak", "2024/318"),
    ]
    table(d, facts)
    d.add_heading("Deltakarar", 1)
    table(
        d,
        [
            ("Namn", "Stilling", "Organisasjon", "Merknad"),
            ("Sunniva Berghaug", "kommunedirektør", "Tangvåg kommune", ""),
            ("Aslak Fjøsnes", "fagdirektør", "Helse Storhav", ""),
            ("Ragnhild Tveitmoen", "helsesjef", "Lyngøya kommune", "Vara for Jostein Haukås"),
            ("Brynjar Solliås", "brukarrepresentant", "Brukarforum Storhav", ""),
            ("Torunn Eikremsæter", "kommuneoverlege", "Steindal kommune", "Forfall"),
            ("Mikkel Aurdalen", "prosjektleiar", "Helse Storhav", "Invitert til sak 03/24"),
            ("Tarjei Nesvåg", "rådgjevar", "Samarbeidssekretariatet", "Sekretær"),
        ],
    )
    d.add_heading("Saker", 1)
    d.add_heading("Sak 01/24 Godkjenning av innkalling og saksliste", 2)
    d.add_paragraph("Vedtakssak")
    d.add_heading("Vedtak", 3)
    d.add_paragraph("Innkalling og saksliste blir godkjende.")
    d.add_paragraph("Samrøystes vedteke.")
    d.add_heading("Sak 02/24 Godkjenning av referat frå møtet 7. desember 2023", 2)
    d.add_paragraph("Vedtakssak")
    d.add_heading("Vedtak", 3)
    d.add_paragraph("Referatet blir godkjent med éi retting i lista over dei som møtte.")
    d.add_heading("Sak 03/24 Framdrifta i prosjektet Nærmare heim", 2)
    d.add_paragraph("Orienteringssak")
    d.add_paragraph("Innleiar: Mikkel Aurdalen")
    d.add_paragraph(
        "Prosjektet har prøvd ut ein fast kontaktperson ved to sengepostar. Utprøvinga held fram til hausten."
    )
    d.add_heading("Innspel", 3)
    bullets(
        d,
        "Kommunane treng å vite tidleg når utprøvinga kjem til dei.",
        "Pårørande bør spørjast om korleis ordninga verkar.",
    )
    d.add_paragraph("Konklusjon: Tatt til orientering.")
    d.add_heading("Sak 04/24 Felles rutine for utskriving av eldre pasientar", 2)
    d.add_paragraph("Vedtakssak")
    d.add_heading("Framlegg til vedtak", 3)
    d.add_paragraph("Utvalet vedtek rutinen, og ber partane ta han i bruk.")
    d.add_heading("Innspel", 3)
    bullets(d, "Rutinen bør kunne lesast på ei side.", "Helger og høgtider er ikkje godt nok dekte.")
    d.add_heading("Vedtak", 3)
    bullets(
        d,
        "Utvalet vedtek rutinen slik han ligg føre.",
        "Rutinen blir vurdert på nytt etter seks månader.",
        style="List Number",
    )
    d.add_paragraph("Vedteke med 3 mot 1 røyst.")
    d.add_heading("Sak 05/24 Eventuelt", 2)
    d.add_paragraph("Ingen hadde noko å ta opp.")
    d.add_heading("Oppfølging", 1)
    table(
        d,
        [
            ("Sak", "Kva", "Ansvarleg", "Frist"),
            ("03/24", "Sende ut lysarka frå møtet", "Mikkel Aurdalen", ""),
            ("04/24", "Sende rutinen til alle kommunane", "Samarbeidssekretariatet", "05.04.2024"),
            ("04/24", "Leggje fram erfaringar med rutinen", "Helse Storhav", "26. september 2024"),
        ],
    )
    d.add_heading("Neste møte", 1)
    d.add_paragraph("Torsdag 13. juni 2024 kl. 10.00.")
    d.add_paragraph("Referatet vart sendt ut 21.03.2024.")
    return d


def fsu_minutes() -> Word:
    d = new()
    d.add_paragraph("Helsefellesskapet Storhav\nFSU eldre")
    d.add_heading("Oppsummering", 1)
    d.add_paragraph("Møte i faglig samarbeidsutvalg for eldre")
    labelled(d, "Tid:", "Torsdag 28. november 2024, kl. 09:00 - 11:30")
    labelled(d, "Sted:", "Storhav sykehus, møterom Fjæra")
    labelled(d, "Møteleder:", "Inger Marie Rossvik, leder av utvalget")
    bold(d, "Til stede:")
    bullets(
        d,
        "Arnt Ove Sjåvik (OU Ytre)",
        "Bergljot Hammerås (nestleder, Tangvåg kommune)",
        "Fredrik Lunde-Moe (geriater, Helse Storhav, vara for Kristine Ødegaarden)",
        "Inger Marie Rossvik (leder, Helse Storhav)",
        "Nils Petter Vågslid (fastlegerepresentant)",
        "Solbjørg Tangerås (fagsykepleier, Lyngøya kommune, invitert for å fortelle om hjemmebesøk)",
    )
    bold(d, "Fra samarbeidssekretariatet (SSe):")
    bullets(d, "Yngvild Kråkenes (Helse Storhav)")
    bold(d, "Forfall:")
    bullets(d, "Kristine Ødegaarden (Helse Storhav)", "Peder Ulvestad (brukerrepresentant, Brukerforum Storhav)")
    labelled(d, "Referent:", "SSe")
    d.add_heading("Felles område for filer", 2)
    d.add_paragraph("Presentasjonene fra møtet ligger i utvalgets område. Den som mangler tilgang, sier fra til SSe.")
    d.add_heading("Sak 1: Hjemmebesøk etter utskriving – erfaringer fra Lyngøya", 2)
    d.add_paragraph("Presentasjon ved Solbjørg Tangerås (Lyngøya kommune).")
    d.add_paragraph("Kommunen ringer samme dag og besøker hjemmet innen tre dager.")
    bold(d, "Innspill i møtet:")
    bullets(d, "Besøket bør avtales før pasienten reiser fra sykehuset.", "Fastlegen må få vite hva som ble avtalt.")
    d.add_paragraph("Konklusjon: Tatt til orientering.")
    d.add_heading("Sak 2: Anbefalinger om ernæring hos eldre", 2)
    d.add_paragraph("Arbeidsgruppen har levert fem anbefalinger.")
    bold(d, "Innspill:")
    d.add_paragraph("Anbefalingene er gode, men veiing hver uke er vanskelig for små kommuner.")
    bold(d, "Oppfølging:")
    d.add_paragraph("SSe sender anbefalingene til områdeutvalgene innen 15. januar 2025.")
    d.add_paragraph("Konklusjon: Utvalget slutter seg til anbefalingene.")
    d.add_heading("Sak 3: Kompetanseplan for legemiddelgjennomgang", 2)
    d.add_paragraph("Saksgrunnlaget var ikke ferdig.")
    d.add_paragraph("Konklusjon: Utsatt.")
    d.add_heading("Sak 4: Møteformen neste år", 2)
    d.add_paragraph("Utvalget snakket om annethvert møte på skjerm. Flere ønsket å møtes fysisk.")
    d.add_heading("Neste møte", 2)
    d.add_paragraph("Neste møte i FSU eldre er 13. februar 2025.")
    return d


def submission() -> Word:
    d = new()
    d.add_heading("Skjema for saksinnmelding til SSe", 1)
    d.add_paragraph("(Samarbeidssekretariatet)")
    top = d.add_table(rows=2, cols=3, style="Table Grid")
    top.rows[0].cells[0].text = "Dato:"
    top.rows[0].cells[1].text = "09.01.2024"
    top.rows[0].cells[2].text = "Kven skal handsame saka?"
    top.rows[1].cells[0].text = "Saksinnmeldar"
    top.rows[1].cells[1].text = "Vigdis Hauglund, fagkoordinator, Tangvåg kommune"
    boxes = top.rows[1].cells[2]
    tick(boxes.paragraphs[0], False, "Alle områdeutvala (OU)")
    tick(boxes.add_paragraph(), False, "Områdeutvalet for Ytre Storhav")
    tick(boxes.add_paragraph(), True, "Områdeutvalet for Indre Storhav")
    d.add_paragraph()
    main = d.add_table(rows=4, cols=1, style="Table Grid")
    subject, sort, background, purpose = (row.cells[0] for row in main.rows)
    subject.text = "Saka gjeld:"
    subject.add_paragraph("Felles opplæring i bruk av velferdsteknologi")
    tick(sort.paragraphs[0], False, "Avgjerdssak")
    tick(sort.add_paragraph(), True, "Drøftingssak")
    tick(sort.add_paragraph(), False, "Orienteringssak")
    background.paragraphs[0].add_run("Bakgrunn").bold = True
    prompt = "Fortel kort kva saka handlar om, kven som har arbeidd med henne, og kva hjelp de treng av SSe."
    background.add_paragraph(prompt)
    background.add_paragraph("Bakgrunn")
    background.add_paragraph(
        "Tre kommunar har teke i bruk tryggleiksalarm og medisindispensar dei siste to åra. Kvar kommune lærer opp "
        "sine eigne, og dei som sluttar, tek kunnskapen med seg."
    )
    background.add_paragraph(prompt)
    background.add_paragraph("Fagkoordinatorane i kommunane har laga eit utkast til kursplan.")
    purpose.paragraphs[0].add_run("Formål med å melde saka").bold = True
    ask = "Kva vil de at utvalet skal gjere med saka?"
    purpose.add_paragraph(ask)
    purpose.add_paragraph(ask)
    purpose.add_paragraph("Utvalet får drøfte om kursa kan haldast saman, og kven som skal leie arbeidet.")
    d.add_paragraph("Vedlegg: Kursplan for 2024")
    return d


def steering_agenda() -> Word:
    d = new()
    d.add_heading("Styringsgruppa for Nærmare heim", 0)
    d.add_paragraph("Innkalling til møte 1 - 2025")
    d.add_paragraph("Fredag 31. januar 2025 kl. 10:30 – 11:30")
    d.add_paragraph("Stad: Teams, lenkje: https://teams.example/naermare-heim")
    d.add_heading("Saksliste", 1)
    for line in (
        "Sak 01-25 Godkjenning av innkalling og saksliste (V)",
        "Sak 02-25 Godkjenning av referat frå møte 4 - 2024, 10. desember (V)",
        "Sak 03-25 Prosess for felles opplæringspakke (V)",
        "Sak 04-25 Finansiering av prosjektet i 2025 (D/V)",
        "Eventuelt",
    ):
        d.add_paragraph(line)
    d.add_heading("Sak 03-25 Prosess for felles opplæringspakke", 1)
    d.add_paragraph("Prosjektgruppa foreslår denne prosessen:")
    table(
        d,
        [
            ("Prosessmål", "Når / kven", "Resultat"),
            ("Kartleggje kva kurs som finst", "Februar 2025 / Prosjektgruppa", "Oversikt over kurs"),
            ("Lage utkast til opplæringspakke", "Februar – april 2025 / Arbeidsgruppa", ""),
            ("Leggje fram utkastet", "09.05.2025 / Styringsgruppa for Nærmare heim", ""),
            ("Ta pakken i bruk", "September 2025", ""),
        ],
    )
    d.add_paragraph()
    bold(d, "Framlegg til vedtak:")
    bullets(
        d,
        "Styringsgruppa sluttar seg til prosessen.",
        "Prosjektgruppa set ned ei arbeidsgruppe med ein frå kvar kommune.",
        style="List Number",
    )
    d.add_heading("Sak 04-25 Finansiering av prosjektet i 2025", 1)
    d.add_paragraph("Tilskotet for 2024 er brukt opp. Vedlegg til saka:")
    bullets(d, "Søknad om tilskot", "Rekneskap for 2024")
    table(
        d,
        [
            ("Kostnader", "År 2024", "År 2025", "Sum"),
            ("Prosjektleiing", "450 000", "460 000", "910 000"),
            ("Eigeninnsats i kommunane", "200 000", "240 000", "440 000"),
            ("Reiser og møte", "30 000", "", "30 000"),
            ("Sum kostnader", "680 000", "700 000", "1 380 000"),
            ("Inntekter", "", "", ""),
            ("Tilskot frå Statsforvaltaren", "480 000", "460 000", "940 000"),
            ("Eigen arbeidsinnsats", "200 000", "240 000", "440 000"),
            ("Sum inntekter", "680 000", "700 000", "1 380 000"),
        ],
    )
    d.add_paragraph()
    bold(d, "Framlegg til vedtak:")
    d.add_paragraph("Styringsgruppa godkjenner budsjettet for 2025.")
    bold(d, "Alternativt framlegg:")
    d.add_paragraph("Styringsgruppa ventar med budsjettet til svaret på søknaden er kome.")
    return d


def project_report() -> Word:
    d = new()
    d.add_heading("Prosjektrapport: Trygg på golvet", 0)
    table(
        d,
        [
            ("Prosjekteier", "Tangvåg kommune"),
            ("Styringsgruppe", "Styringsgruppa for Nærmare heim"),
            ("Prosjektperiode", "august 2023 – desember 2025"),
            ("Rapportdato", "15.10.2024"),
            ("Samlet status", "I rute"),
        ],
    )
    d.add_heading("Kort oppsummert", 1)
    d.add_paragraph("Treningsgruppene er i gang i begge kommunene, og færre faller hjemme. Opplæringen er forsinket.")
    d.add_heading("Mål", 1)
    bullets(
        d,
        "Eldre som har falt, skal få tilbud om trening innen to uker.",
        "Ansatte i hjemmetjenesten skal kunne vurdere risikoen for fall.",
    )
    d.add_heading("Samarbeidspartnere", 1)
    bullets(d, "Helse Storhav", "Lyngøya kommune", "Pensjonistlaget i Tangvåg")
    d.add_heading("Arbeidslinjer", 1)
    table(
        d,
        [
            ("Arbeidslinje", "Status"),
            ("Treningsgrupper", "To grupper i gang"),
            ("Opplæring av ansatte", "Forsinket"),
        ],
    )
    d.add_heading("Status i arbeidet", 1)
    bullets(d, "Gruppene møtes to ganger i uken.", "Åtte av tolv ansatte har vært på kurs.")
    d.add_heading("Planen videre", 1)
    table(
        d,
        [
            ("Milepæl", "Når", "Ansvarlig", "Resultat"),
            ("Kurs for de siste ansatte", "november 2024", "Helse Storhav", ""),
            ("Tredje treningsgruppe starter", "13.01.2025", "Lyngøya kommune", ""),
            ("Sluttrapport", "2025", "", "Rapport med anbefalinger"),
        ],
    )
    d.add_heading("Resultater", 1)
    table(
        d,
        [
            ("Indikator", "Enhet", "Mål", "01.03.2024", "01.09.2024"),
            ("Deltakere i treningsgruppene", "personer", "40", "18", "31"),
            ("Fall meldt av hjemmetjenesten", "fall i måneden", "10", "19", "13"),
        ],
    )
    d.add_heading("Økonomi", 1)
    table(
        d,
        [
            ("Kostnader", "2024", "2025"),
            ("Treningsledere", "210 000", "240 000"),
            ("Kurs", "40 000", "15 000"),
            ("Sum kostnader", "250 000", "255 000"),
            ("Inntekter", "", ""),
            ("Folkehelsemidler", "200 000", "200 000"),
            ("Egenandel fra kommunene", "50 000", "55 000"),
            ("Sum inntekter", "250 000", "255 000"),
        ],
    )
    d.add_heading("Risiko", 1)
    table(
        d,
        [
            ("Risiko", "Sannsynlighet", "Konsekvens", "Tiltak"),
            ("Treningsledere slutter", "middels", "høy", "Lære opp to vikarer"),
            ("For få melder seg på", "lav", "middels", ""),
        ],
    )
    d.add_heading("Egenvurdering", 1)
    d.add_paragraph("Prosjektet er godt kjent i kommunene, men driften etter 2025 er ikke avklart.")
    d.add_heading("Suksesskriterier", 1)
    bullets(d, "Hjemmetjenesten følger den eldre til den første treningen.")
    d.add_heading("Utfordringer", 1)
    bullets(d, "Det er langt mellom husene, og få busser.")
    d.add_heading("Evaluering", 1)
    d.add_paragraph("Målet om tilbud innen to uker er nådd for sju av ti.")
    d.add_paragraph("Tangvåg 15.10.2024")
    d.add_paragraph("Randi Elise Bøthun\t\tGeir Atle Storemyr\nprosjektleder\t\tfysioterapeut")
    return d


DOCUMENTS = {
    "ssu-minutes-2024-03-14": ssu_minutes,
    "fsu-eldre-minutes-2024-11-28": fsu_minutes,
    "submission-content-controls": submission,
    "naermare-heim-agenda-2025-01-31": steering_agenda,
    "report-trygg-pa-golvet": project_report,
}

if __name__ == "__main__":
    for name, make in DOCUMENTS.items():
        document = make()
        document.save(str(HERE / f"{name}.docx"))
