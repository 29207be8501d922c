"""Tables of real size, as editors write them: each by a name, in Markdown."""

from __future__ import annotations

__all__ = ["TABLES"]

_LONGEST_WORD = "menneskerettighetsorganisasjonsmedlemskapskontingentinnkreving"


def _row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |\n"


def _table(header: tuple[str, ...], *rows: tuple[object, ...], align: str = "") -> str:
    """A table in Markdown; `align` has a letter for each column, `r`, `c` or `l`."""
    rules = [{"r": "---:", "c": ":---:"}.get(letter, "---") for letter in align.ljust(len(header))]
    return _row(*header) + _row(*rules) + "".join(_row(*row) for row in rows)


def _mail(first: str, last: str, place: str) -> str:
    return f"{first}.{last}@{place.split(maxsplit=1)[0]}.kommune.example".lower().replace("ø", "o")


_COSTS = (
    "Prosjektleiing og koordinering",
    "Kompetanseheving i pleie- og omsorgstenesta",
    "Frikjøp av fagutviklingssjukepleiarar",
    "Utstyr til digital heimeoppfølging",
    "Reise- og møtekostnader",
    "Evaluering ved følgjeforskar",
    "Uføresett",
)
_MUNICIPALITIES = (
    "Alver",
    "Askøy",
    "Austevoll",
    "Austrheim",
    "Bjørnafjorden",
    "Bømlo",
    "Eidfjord",
    "Etne",
    "Fedje",
    "Fitjar",
    "Gulen",
    "Kvam",
    "Kvinnherad",
    "Masfjorden",
    "Modalen",
    "Osterøy",
    "Samnanger",
    "Solund",
    "Stord",
    "Sveio",
    "Tysnes",
    "Ullensvang",
    "Ulvik",
    "Vaksdal",
    "Voss",
    "Øygarden",
)
_PROSE = (
    "Partane skal seinast innan utgangen av kvartalet ha gått gjennom rutinane for melding om innlagd pasient, og kvar "
    "kommune skal peike ut ein samhandlingskoordinator som tek imot meldingane også i helgar og høgtider. "
)

TABLES: dict[str, str] = {
    "budget": _table(
        ("Kostnad", "2024", "2025", "2026", "2027", "2028", "Sum"),
        *(
            (
                cost,
                *(f"{(n + 3) * year} {(year * 37) % 900 + 100} 000" for year in range(1, 6)),
                f"{(n + 3) * 15} 500 000",
            )
            for n, cost in enumerate(_COSTS)
        ),
        ("**Sum**", *("**12 450 000**" for _ in range(6))),
        align="lrrrrrr",
    ),
    "actions": _table(
        ("Nr.", "Tiltak", "Ansvarleg", "Frist", "Status"),
        *(
            (f"{n // 4 + 1}.{n % 4 + 1}", what, who, due, status)
            for n, (what, who, due, status) in enumerate(
                [
                    (
                        "Etablere felles opplæring i kommunikasjon og samhandling for tilsette i legevaktsentralane",
                        "Samhandlingskoordinator i Askøy kommune",
                        "1. september 2026",
                        "I gang",
                    ),
                    ("Revidere rutinar for utskrivingsplanlegging", "Helseføretaket", "31. mars 2027", "Ikkje starta"),
                    (
                        "Kartleggje bruken av individuell plan og barnekoordinator i alle kommunane",
                        "Prosjektgruppa",
                        "2027",
                        "Ferdig",
                    ),
                    ("Lage informasjonsmateriell på lettlese språk", "Brukarutvalet", "15. desember 2026", "I gang"),
                ]
                * 6
            )
        ),
    ),
    "attendance": _table(
        ("Namn", "Rolle", "Verksemd", "E-post", "Til stades"),
        *(
            (f"{first} {last}", role, place, _mail(first, last, place), there)
            for first, last, role, place, there in [
                ("Solveig", "Storebø", "Kommunalsjef helse og meistring", "Austevoll kommune", "Ja"),
                ("Torbjørn", "Myklebust", "Kommuneoverlege", "Bjørnafjorden kommune", "Ja"),
                ("Anne-Marie", "Kvamsdal", "Rådgivar, samfunnsmedisin", "Kvinnherad kommune", "Forfall"),
                ("Gudbrand", "Hole", "Avdelingsdirektør", "Ullensvang kommune", "Vara møtte"),
            ]
            * 3
        ),
    ),
    "risks": _table(
        ("Risiko", "Sannsyn", "Konsekvens", "Risikotal", "Tiltak"),
        *(
            (risk, likely, grave, number, action)
            for risk, likely, grave, number, action in [
                (
                    "Rekrutteringsutfordringar i distriktskommunane",
                    "Stort",
                    "Alvorleg",
                    "16",
                    "Felles rekrutteringsstrategi, desentralisert utdanning og [rettleiing](https://example.org/rekruttering)",
                ),
                (
                    "Informasjonssikkerheit ved meldingsutveksling",
                    "Middels",
                    "Svært alvorleg",
                    "15",
                    "Gjennomgang av tilgangar",
                ),
                ("Finansieringa fell bort", "Lite", "Middels", "6", "Tidleg avklaring med eigarane"),
            ]
            * 3
        ),
        align="lccr",
    ),
    "meetings": _table(
        ("Utval", "Januar", "Mars", "Mai", "September", "November"),
        *(
            (body, *days)
            for body, *days in [
                ("Strategisk samarbeidsutval", "19. januar", "16. mars", "25. mai", "14. september", "30. november"),
                ("Fagleg samarbeidsutval for rehabilitering og habilitering", "", "10. mars", "", "8. september", ""),
                ("Partnarskapsmøtet", "", "", "11.–12. mai", "", ""),
                (
                    "Område­utvalet for Nordhordland",
                    "21. januar kl. 12.00–15.30",
                    "18. mars",
                    "27. mai",
                    "",
                    "24. november",
                ),
            ]
        ),
    ),
    "indicators": _table(
        (
            "Kommune",
            "Reinnleggingar per 1 000 innbyggjarar",
            "Utskrivingsklare døgn",
            "Andel 80+ i institusjon",
            "Fastlegedekning",
            "Legeårsverk per 10 000",
        ),
        *(
            (
                name,
                f"{n % 7 + 3},{n % 10}",
                f"{n * 137 % 4000}",
                f"{n % 9 + 8},{n % 5} %",
                f"{90 + n % 10} %",
                f"{8 + n % 6},4",
            )
            for n, name in enumerate(_MUNICIPALITIES * 2)
        ),
        align="lrrrrr",
    ),
    "agreements": _table(
        ("Avtale", "Gjeld", "Rettsleg grunnlag", "Partar", "Gjeldande frå", "Lenkje"),
        *(
            (
                f"Tenesteavtale {n}",
                what,
                "Helse- og omsorgstenestelova § 6-2 fyrste ledd nr. " + str(n),
                "Alle kommunane",
                "1. juli 2024",
                f"https://helsefellesskap.example/avtalar/tenesteavtale-{n}-{slug}/revidert-utgave/",
            )
            for n, (what, slug) in enumerate(
                [
                    ("Innlegging, utskriving og lærings- og meistringstilbod", "innlegging-utskriving-og-laering"),
                    ("Kunnskapsoverføring og informasjonsutveksling", "kunnskapsoverforing"),
                    ("Svangerskaps-, fødsels- og barselomsorg", "svangerskap-fodsel-og-barsel"),
                    ("Beredskapsplanar og den akuttmedisinske kjeda", "beredskap"),
                ],
                3,
            )
        ),
    ),
    "prose": _table(
        ("Merknad", "Vurdering frå sekretariatet"),
        *((f"{n}. {_PROSE * (1 + n % 2)}", _PROSE * (1 + n * 2 % 5)) for n in range(1, 9)),
    ),
    "nested": """<table>
<tr><th rowspan="2">Fase</th><th colspan="2">Oppgåver</th><th rowspan="2">Milepæl</th></tr>
<tr><th>Kommunane</th><th>Spesialisthelsetenesta</th></tr>
<tr><td rowspan="2">Førebuing</td><td><ul><li>Velje pilotkommunar<ul><li>to små</li><li>éin stor</li></ul></li>
<li>Utnemne ressurspersonar</li></ul></td>
<td><ol><li>Risiko- og sårbarheitsanalyse</li><li>Databehandlaravtale</li></ol></td>
<td>Mars 2027</td></tr>
<tr><td colspan="2"><p>Felles oppstartssamling.</p><p>Sjå <a href="https://example.org/samling">programmet</a>.</p></td>
<td>April 2027</td></tr>
<tr><th>Gjennomføring</th><td>Opplæring av superbrukarar</td><td><table><tr><th>Avdeling</th><th>Dagar</th></tr>
<tr><td>Barne- og ungdomspsykiatrien</td><td align="right">12</td></tr></table></td><td></td></tr>
</table>
""",
    "wide": _table(
        (
            "Tiltak",
            "Målgruppe",
            "Kommunehelsetenesta",
            "Spesialisthelsetenesta",
            "Brukarorganisasjonar",
            "Fastlegar",
            "Gjennomføringsperiode",
            "Finansieringskjelde",
            "Kostnad 2027",
            "Kostnad 2028",
            "Evalueringsmetode",
            "Status",
        ),
        *(
            (
                what,
                who,
                "Ansvarleg",
                "Deltek",
                "Blir høyrde",
                "Informasjon",
                "2027–2028",
                "Samhandlingsmidlar",
                "1 250 000",
                "980 000",
                "Spørjeundersøking",
                "I gang",
            )
            for what, who in [
                ("Utskrivingsplanlegging", "Skrøpelege eldre"),
                ("Ambulant rehabiliteringsteam", "Vaksne med samansette behov"),
                ("Barselomsorg etter tidleg heimreise", "Nyfødde og familiane deira"),
                ("Legemiddelgjennomgang", "Pasientar med fleire kroniske sjukdomar"),
            ]
            * 3
        ),
        align="llllllllrrll",
    ),
    # Beyond what is usual.
    "unbreakable": _table(
        ("Omgrep", "Forklaring", "Fil"),
        (_LONGEST_WORD, "Eit ord på seksti bokstavar", f"{'0123456789' * 9}"),
        ("x" * 60, _LONGEST_WORD * 2, "ein_sti/til/ei/fil_med_eit_langt_namn/som_ikkje_har_mellomrom.docx"),
    ),
    "single": _table(("Avgjerd",), ("Utvalet sluttar seg til planen.",), (_PROSE,)),
    "fifteen": _table(
        tuple(f"Indikator­område {n}" for n in range(1, 16)),
        *(tuple(f"{n * m % 97} {n * 7 % 900 + 100}" for n in range(1, 16)) for m in range(1, 9)),
        align="r" * 15,
    ),
    "no header": _table(("", "", ""), ("Leiar", "Kari Nordvik", "Samhandlingssjef"), ("Nestleiar", "Ola Li", "")),
    "tall row": _table(("Tema", "Drøfting"), ("Samhandling", _PROSE * 40), ("Slutt", "Kort.")),
    "listed": """1. Første punkt
   - under
     - djupare

   framhald av punktet
2. Andre punkt

   | Ansvarsområde | Beløp |
   |---|---:|
   | Kompetanseutvikling | 300 000 |

3. Tredje punkt
""",
}
