"""Makes the documents with Norwegian style ids: `PYTHONPATH=../.. python word_norwegian.py`, nothing installed."""

from __future__ import annotations

from pathlib import Path

from support.documents import (
    bullet,
    cell_lines,
    field_box,
    heading,
    numbered,
    paragraph,
    table,
    word_file,
)

HERE = Path(__file__).resolve().parent.parent


def ou_agenda() -> list[str]:
    return [
        heading(0, "Innkalling til møte i Områdeutvalget for Ytre Storhav (OU Ytre)"),
        paragraph("Møte nr. 3/2024"),
        paragraph("Dato: onsdag 18. september 2024\nTid: kl. 12.00–14.30\nSted: Lyngøya helsesenter, møterom 2"),
        paragraph("Møteleder: Eldbjørg Skaretnes"),
        paragraph("Innkallingen er sendt ut 04.09.2024."),
        paragraph("Innkalt:", bold=True),
        bullet("Eldbjørg Skaretnes (leder, Tangvåg kommune)"),
        bullet("Jan Tore Bakkehaug (Helse Storhav)"),
        bullet("Maria Fossnes (brukerrepresentant, Brukerforum Storhav)"),
        paragraph("Invitert til sak 14/24:", bold=True),
        bullet("Hallvard Moland (seniorrådgiver, Statsforvalteren i Storhav)"),
        paragraph("Meldt forfall:", bold=True),
        bullet("Gaute Rønnekleiv (Steindal kommune)"),
        heading(1, "Saksliste"),
        table(
            [
                ("Saksnr", "Tittel", "Type", "Ansvarlig", "Vedlegg"),
                ("12/24", "Godkjenning av innkalling og saksliste", "V", "Eldbjørg Skaretnes", ""),
                ("13/24", "Godkjenning av referat fra 12. juni 2024", "V", "Eldbjørg Skaretnes", "Referat fra møte 2"),
                (
                    "14/24",
                    "Beredskap når ferga er innstilt",
                    "O/D",
                    "Hallvard Moland",
                    cell_lines("Notat om beredskap", "Kart over fergesamband"),
                ),
                (
                    "15/24",
                    "Felles legevakt i helgene",
                    "D/V",
                    "Jan Tore Bakkehaug",
                    cell_lines("Saksgrunnlag", "Budsjett for 2025"),
                ),
                ("16/24", "Eventuelt", "", "", ""),
            ]
        ),
        heading(2, "Sak 14/24 Beredskap når ferga er innstilt"),
        paragraph(
            "Vinteren 2024 var Lyngøya uten ferge i til sammen elleve døgn. Statsforvalteren orienterer om kravene."
        ),
        heading(2, "Sak 15/24 Felles legevakt i helgene"),
        paragraph("Tre kommuner har hver sin lege på vakt i helgene. Forslaget er én felles vakt på Tangvåg."),
        heading(3, "Forslag til vedtak"),
        numbered("Utvalget anbefaler felles legevakt i helgene fra 1. januar 2025."),
        numbered("Kommunene fordeler utgiftene etter folketall."),
    ]


def legacy_form() -> list[str]:
    prompt = "Beskriv saken slik at den kan forstås av en som ikke kjenner den fra før."
    return [
        heading(1, "Skjema for saksinnmelding"),
        table(
            [
                ("Dato", "8. april 2025"),
                ("Innmelder", "Odd Einar Svåbekk, avdelingsleder, Helse Storhav"),
                ("Saken gjelder", "Hospitering mellom sykehus og kommune"),
                (
                    "Ønskes behandlet i",
                    paragraph([field_box(True), " SSU"])
                    + paragraph([field_box(True, by_default=True), " FSU eldre"])
                    + paragraph([field_box(True), " OU Ytre"])
                    + paragraph([field_box(True), " OU Indre"]),
                ),
                (
                    "Type sak",
                    paragraph([field_box(False), " Vedtakssak"])
                    + paragraph([field_box(False), " Drøftingssak"])
                    + paragraph([field_box(False), " Orienteringssak"]),
                ),
            ],
            header=False,
        ),
        heading(2, "Bakgrunn"),
        paragraph(prompt),
        paragraph(
            "Sykepleiere fra tre kommuner har fulgt en vakt på sykehuset i vår. De lærte navn, rutiner og utstyr."
        ),
        heading(2, "Formål"),
        paragraph("Ordningen bør bli fast, og gjelde begge veier."),
    ]


def glyph_form() -> list[str]:
    return [
        heading(1, "Skjema for saksinnmelding"),
        paragraph("Saksinnmeldar: Jorunn Kvalnes, samhandlingssjef, Lyngøya kommune"),
        paragraph("Tittel på saka: Felles tavle for ledige korttidsplassar"),
        paragraph("Sakstype:  ☒ Avgjerdssak   ☐ Drøftingssak   ☐ Orienteringssak"),
        paragraph("Saka skal til:  ☒ SSU   ☐ FSU eldre   ☐ OU Ytre   ☒ OU Indre"),
        heading(2, "Bakgrunn"),
        paragraph(
            "I dag ringjer sjukehuset rundt for å finne ein ledig plass. Det tek tid, og svara er gamle same kvelden."
        ),
        heading(2, "Framlegg til vedtak"),
        numbered("Partane tek i bruk ei felles tavle."),
        numbered("Helse Storhav kjøper inn løysinga."),
        heading(2, "Alternativt framlegg"),
        paragraph("Partane prøver tavla i éi kommune i seks månader først."),
        heading(2, "Vedlegg"),
        bullet("Kravliste for tavla"),
        bullet("Tilbod frå leverandør"),
    ]


def ssu_plan() -> list[str]:
    return [
        heading(1, "Møteplan for Strategisk samarbeidsutval (SSU) 2025"),
        paragraph("Alle møta er på Tangvåg hotell om ikkje anna står. Saker må vere melde 21 dagar før møtet."),
        table(
            [
                ("Møte", "Dato", "Tid", "Stad", "Merknad"),
                ("Møte 1 - 2025", "Torsdag 6. februar", "10:00 – 14:00", "Tangvåg hotell", ""),
                ("Møte 2 - 2025", "Torsdag 12. juni", "10:00 – 14:00", "Tangvåg hotell", "Flytta frå 5. juni"),
                ("Møte 3 - 2025", "Torsdag 18.september", "10:00 – 12:00", "Teams", "Avlyst"),
                ("Møte 4 - 2025", "Torsdag 4. desember", "10:00 – 15:00", "Steindal rådhus", ""),
            ]
        ),
        paragraph("Møteplanen er vedteken i sak 33/24."),
    ]


def progress_report() -> list[str]:
    return [
        heading(0, "Framdriftsrapport for prosjektet «Trygt heim att»"),
        heading(1, "1. Om prosjektet"),
        table(
            [
                ("Eigar av prosjektet:", "Helse Storhav"),
                ("Styringsgruppe:", "Strategisk samarbeidsutval"),
                ("Samarbeidspartnarar:", "Tangvåg kommune, Steindal kommune og Lyngøya kommune"),
                ("Oppstart:", "mars 2024"),
                ("Avslutning:", "30. juni 2026"),
                ("Fase:", "Gjennomføring"),
                ("Rapport per:", "15. september 2025"),
                ("Samla status:", "Risiko for forseinking"),
                ("Kontakt:", "prosjektleiaren"),
            ],
            header=False,
        ),
        heading(1, "2. Mål"),
        bullet("Pasientar som er klare til å reise heim, ventar ikkje meir enn eitt døgn."),
        bullet("Kommunen får vite det når pasienten kjem inn, ikkje når ho skal ut."),
        heading(1, "3. Delprosjekt"),
        table(
            [
                ("Delprosjekt", "Status", "Trafikklys"),
                ("Melding ved innlegging", "Teken i bruk på to sengepostar", "Grøn"),
                ("Felles legemiddelliste", "Ventar på ny versjon av systemet", "Raud"),
                ("Opplæring", "Planlagd til vinteren", "Gul"),
            ]
        ),
        heading(1, "4. Milepælar"),
        table(
            [
                ("Aktivitet", "Frå", "Til", "Ansvar", "Fullført"),
                ("Kartlegging av ventetida", "mars 2024", "mai 2024", "Helse Storhav", "31.05.2024"),
                ("Melding i bruk på alle postar", "01.10.2025", "15.01.2026", "klinikksjefane", ""),
                ("Opplæring i heimetenesta", "2026", "", "Steindal kommune", ""),
            ]
        ),
        heading(1, "5. Måltal"),
        table(
            [
                ("Indikator", "Måleeining", "Målverdi", "Mars 2025", "August 2025"),
                ("Ventetid etter melding", "døgn", "1", "2,4", "1,7"),
                ("Meldingar same dag", "prosent", "90", "61", "–"),
            ]
        ),
        heading(1, "6. Budsjett"),
        table(
            [
                ("Utgifter", "2024", "2025", "Sum"),
                ("Prosjektleiar i halv stilling", "410 000", "430 000", "840 000"),
                ("Reiser og samlingar", "35 000", "–", "35 000"),
                ("Sum", "445 000", "430 000", "875 000"),
            ]
        ),
        table(
            [
                ("Finansiering", "Type", "2024", "2025"),
                ("Samhandlingsmidlar", "tilskot", "kr 300 000", "kr 300 000"),
                ("Arbeidstid frå kommunane", "eigeninnsats", "kr 145 000", "kr 130 000"),
                ("Til saman", "", "kr 445 000", "kr 430 000"),
            ]
        ),
        heading(1, "7. Risikovurdering"),
        table(
            [
                ("Kva kan skje", "Sannsyn", "Konsekvens", "Tiltak"),
                ("Systemet blir ikkje klart i tide", "Høgt", "Stor", "Skrive lista for hand til våren"),
                ("Sengepostane melder for seint", "Middels", "Liten", ""),
            ]
        ),
        heading(1, "8. Samlingar"),
        paragraph("Tre samlingar er haldne."),
        table([("Samling", "Møtte", "Ville møtt att"), ("Opninga", "41", "39"), ("Steindal", "18", "18")]),
        heading(1, "9. Utfordringar"),
        bullet("Legemiddellista finst framleis i fire utgåver."),
        heading(1, "10. Evaluering så langt"),
        paragraph("Ventetida går ned, men lista over legemiddel held att."),
        paragraph("Kommunane vil ha meldinga òg i helgane."),
        paragraph("Storhav, 17. september 2025\nHelse Storhav"),
        paragraph("Ingunn Lægreidsdal\t\tTor Arve Fjøsne\nprosjektleiar\t\tkommuneoverlege"),
    ]


def status_report() -> list[str]:
    return [
        heading(0, "Statusrapport 2. tertial 2025"),
        paragraph("Prosjekt: Barn som pårørande i Storhav"),
        paragraph("Prosjekteigar: Tangvåg kommune"),
        paragraph("Prosjektleiar: Heidi Solbakk"),
        paragraph("Prosjektperiode: 01.01.2025 – 31.12.2026"),
        paragraph("Rapportdato: 5. september 2025"),
        paragraph("Prosjektfase: Gjennomføring"),
        heading(1, "Samandrag"),
        paragraph("Alle fire kommunane har peikt ut barneansvarlege. Kurset er forseinka til januar."),
        heading(1, "Status på aktivitetane"),
        table(
            [
                ("Kva", "Når", "Kven", "Status", "Kommentar"),
                ("Peike ut barneansvarlege", "30.04.2025", "Tangvåg kommune", "Ferdig", "To veker seint"),
                ("Halde kurs for barneansvarlege", "22.01.2026", "Helse Storhav", "Forseinka", ""),
                ("Evaluere ordninga", "november 2026", "prosjektgruppa", "Ikkje starta", ""),
            ]
        ),
        heading(1, "Risiko"),
        table(
            [
                ("Risiko", "Sannsynlegheit", "Konsekvens", "Tiltak"),
                ("Barneansvarlege sluttar", "Middels", "Høg", "Ha to på kvar arbeidsplass"),
            ]
        ),
        heading(1, "Økonomi"),
        table(
            [
                ("Inntekter", "2025", "2026"),
                ("Tilskot frå Statsforvaltaren", "280 000", "300 000"),
                ("Utgifter", "2025", "2026"),
                ("Kurs og materiell", "80 000", "90 000"),
                ("Prosjektleiar", "200 000", "210 000"),
            ]
        ),
        heading(1, "Det vidare arbeidet"),
        bullet("Invitasjon til kurset går ut i oktober."),
    ]


DOCUMENTS = {
    "ou-ytre-agenda-2024-09-18": ou_agenda,
    "submission-form-fields": legacy_form,
    "submission-glyph-boxes": glyph_form,
    "ssu-plan-2025": ssu_plan,
    "report-trygt-heim-att": progress_report,
    "report-barn-som-parorande": status_report,
}

if __name__ == "__main__":
    for name, make in DOCUMENTS.items():
        word_file(HERE / f"{name}.docx", make())
