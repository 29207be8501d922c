"""Rules: each has a record that breaks it, and says so in whole: where, what is wrong, what to do."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.checks.rules import check
from portal.language.catalogue import catalogue_for
from portal.model.kinds import CASE as CASE_KIND
from portal.model.kinds import MEETING as MEETING_KIND
from portal.model.kinds import ORGANISATION
from portal.model.problems import Problem
from portal.site.building import link
from portal.source.parsing import parse_record
from portal.source.reading import Parsed
from support.attachments import (
    LIKELY,
    PERSON,
    PLAIN,
    cell,
    comment,
    docx,
    office,
    paragraph,
    pdf,
    picture,
    pptx,
    properties,
    row,
    run,
    with_update,
    xlsx,
)  # fmt: skip
from support.portals import STATEMENT, PortalFolder

MakePortal = Callable[..., PortalFolder]

SSU = """
---
title: Strategisk samarbeidsutval
short: SSU
kind: strategic
---
"""
CASE = "cases/2021-nettside.md"
MEETING = "meetings/ssu/2021-02-19.md"
PROJECT = "projects/nettside.md"
AGREEMENT = "agreements/ferje.md"
PLAN = "plans/handling.md"
BASE = {"organisations/ssu.md": SSU}


@dataclass(frozen=True)
class Fault:
    """Files that break a rule, and what is said of them. A line with `Åtvaring` or `Advarsel` stops nothing."""

    files: dict[str, str | bytes]
    lines: tuple[str, ...]
    lang: str = "nn"
    base: dict[str, str] = field(default_factory=lambda: BASE)

    def output(self) -> str:
        """All that `portal check` prints."""
        errors = [line for line in self.lines if not _is_warning(line)]
        warnings = [line for line in self.lines if _is_warning(line)]
        words = HEADINGS[self.lang]
        told = [words[0] if len(errors) == 1 else words[1].format(len(errors)), *errors] if errors else []
        told += [words[2] if len(warnings) == 1 else words[3].format(len(warnings)), *warnings] if warnings else []
        if not errors:
            files = {**self.base, **self.files}
            records = sum(path.endswith(".md") and path.count("/") == DEPTH[path.partition("/")[0]] for path in files)
            told.append(words[4] if records == 1 else words[5].format(records))
        return "\n".join(told) + "\n"


DEPTH = {"cases": 1, "meetings": 2, "projects": 1, "organisations": 1, "agreements": 1, "plans": 1}
HEADINGS = {
    "nn": (
        "Éin feil:", "{} feil:", "Éi åtvaring:", "{} åtvaringar:",
        "Éin post er sjekka. Ingen feil.", "{} postar er sjekka. Ingen feil.",
    ),
    "nb": (
        "Én feil:", "{} feil:", "Én advarsel:", "{} advarsler:",
        "Én post er sjekket. Ingen feil.", "{} poster er sjekket. Ingen feil.",
    ),
}  # fmt: skip


def _is_warning(line: str) -> bool:
    return re.match(r"\S+:\d+:\d+: (Åtvaring|Advarsel): ", line) is not None


def fault(path: str, content: str | bytes, *lines: str, **more: str | bytes) -> Fault:
    """One file that is at fault, what is said of it (its path is put before), and the files that it needs."""
    return Fault({path: content, **more}, tuple(f"{path}:{line}" for line in lines))


def facts(*lines: str) -> str:
    """A record of front matter alone; the first line stands on line 2."""
    return "\n".join(["---", *lines, "---", ""])


def case(*lines: str) -> str:
    """A case; the first line stands on line 3."""
    return facts("title: Nettside", *lines)


def item(*lines: str) -> str:
    """A meeting with one agenda item; the first line stands on line 3, its value on column 5."""
    return facts("agenda:", *(f"{'- ' if n == 0 else '  '}{line}" for n, line in enumerate(lines)))


def project(*lines: str) -> str:
    """A project; the first line stands on line 3."""
    return facts("title: Felles nettside", *lines)


def agreement(*lines: str) -> str:
    """An agreement; the first line stands on line 4."""
    return facts("title: Ferje", "level: service", *lines)


def plan(*lines: str) -> str:
    """A plan; the first line stands on line 3."""
    return facts("title: Handlingsplan", *lines)


def organisation(*lines: str, kind: str = "area") -> str:
    """An organisation; the first line stands on line 4."""
    return facts("title: Områdeutval", f"kind: {kind}", *lines)


TYPES = "pdf, docx, xlsx, pptx, odt, ods, odp, txt, csv, png, jpg, webp"
PDF = PLAIN["pdf"]

CANCELLED = (
    "Møtet er avlyst, men posten har «{field}». Eit avlyst møte gjer ingenting."
    " Slett «cancelled» om møtet blei halde, elles slett «{field}»."
)
NOT_HELD = (
    "Åtvaring: Møtet er {day} og er ikkje halde enno, men posten har «{field}». Det blir ikkje vist før møtet er halde."
    " Rett datoen i namnet på fila, eller slett «{field}»."
)
AFTER_TODAY = (
    "Åtvaring: «{field}» er {found}, men i dag er 2021-05-10. Det kan ikkje ha hendt enno."
    " Rett datoen, eller vent med å skrive han til det har hendt."
)

FAULTS: dict[str, Fault] = {
    "encoding_utf16": fault(
        CASE, case().encode("utf-16"), "1:1: Fila er lagra med feil teiknkoding, UTF-16. Lagre ho på nytt som UTF-8."
    ),
    "encoding_windows": fault(
        CASE,
        "---\ntitle: Felles nettside på nynorsk\n---\n".encode("cp1252"),
        "2:25: Fila er lagra med feil teiknkoding, truleg Windows-1252; sjå «på». Lagre ho på nytt som UTF-8.",
    ),
    "encoding": fault(
        CASE,
        b"---\ntitle: \x81\n---\n",
        "2:8: Fila er lagra med feil teiknkoding, eller er ikkje tekst. Lagre ho på nytt som UTF-8.",
    ),
    "control_character": fault(
        CASE,
        b"---\ntitle: A\x02\n---\n",
        "2:9: Her står eit usynleg teikn (U+0002) som ikkje høyrer heime i tekst. Slett det.",
    ),
    "no_front_matter": fault(
        CASE, "Hei.\n", "1:1: Fila byrjar ikkje med «---». Øvst skal felta stå mellom to liner med «---»."
    ),
    "front_matter_unclosed": fault(
        CASE,
        "---\ntitle: A\n",
        "1:1: Felta øvst blir aldri avslutta. Set ei line med «---» etter det siste feltet.",
    ),
    "front_matter_not_fields": fault(
        CASE, facts("- title"), "2:1: Det som står øvst, er ikkje felt. Skriv «felt: verdi», eitt på kvar line."
    ),
    "duplicate_key": fault(
        CASE,
        case("type: D", "title: Ny"),
        "4:1: Feltet «title» står to gonger; den første gongen på line 2. Slett det eine.",
    ),
    "yaml_colon": fault(
        CASE,
        facts("title: Sak 05/21: Ny"),
        '2:17: Her står eit kolon som ikkje kan stå utan hermeteikn. Set «"» rundt heile verdien.',
    ),
    "yaml_missing_colon": fault(
        CASE,
        case("type D", "lang: nn"),
        "4:1: Her manglar eit kolon, eller eit mellomrom etter kolonet. Skriv «felt: verdi».",
    ),
    "yaml_tab": fault(
        CASE,
        case("closed:", "\tdate: 2021-01-01"),
        "4:1: Her står eit tabulatorteikn. Rykk inn med mellomrom.",
    ),
    "yaml_quote": fault(
        CASE,
        facts("title: @alle"),
        '2:8: Verdien byrjar med eit teikn som har ei eiga tyding. Set «"» rundt heile verdien.',
    ),
    "yaml_unclosed": fault(
        CASE,
        facts('title: "Nettside'),
        "2:8: Eit hermeteikn eller ein klamme blir aldri lukka. Lukk det som blei opna her.",
    ),
    "yaml_alias": fault(
        CASE,
        facts("title: *viktig sak"),
        '2:8: «*» først i ein verdi viser til noko som ikkje finst. Set «"» rundt heile verdien.',
    ),
    "yaml_alias_bomb": fault(
        CASE,
        case(
            "a: &a [b, b, b, b, b, b, b, b, b, b]",
            *(f"{y}: &{y} [{', '.join([f'*{x}'] * 10)}]" for x, y in zip("acdef", "cdefg", strict=True)),
        ),
        "6:36: Felta viser så mange gonger til kvarandre at dei ikkje kan lesast. Skriv verdiane ut.",
    ),
    "yaml_depth": fault(
        CASE,
        case("type: " + "[" * 40 + "]" * 40),
        "3:38: Felta ligg på for mange nivå inni kvarandre. Bruk færre nivå.",
    ),
    "yaml_anchor": fault(
        CASE,
        facts("title: &Co blir part"),
        '2:8: «&» først i ein verdi har ei eiga tyding. Set «"» rundt heile verdien.',
    ),
    "yaml_key_not_text": fault(
        CASE,
        facts("[a]: b"),
        '2:1: Namnet på eit felt skal vere tekst. Set «"» rundt verdien om han byrjar med ein klamme.',
    ),
    "yaml_tag": fault(
        CASE, facts("title: !viktig sak"), '2:8: «!» først i ein verdi har ei eiga tyding. Set «"» rundt heile verdien.'
    ),
    "yaml_indent": fault(
        CASE,
        case("closed:", "    date: 2021-01-01", "  outcome: completed"),
        "5:3: Innrykket passar ikkje med linene over. Rykk inn like langt som felta ved sida av.",
    ),
    "yaml_bracket": fault(
        CASE,
        case("for: [ssu", "type: D"),
        "3:6: Ei liste eller ei gruppe i klammer blir ikkje lukka rett. Sjekk komma og klammer.",
    ),
    "yaml_bracket_comment": fault(
        CASE,
        case("for: [ssu # leiinga, ou]"),
        "3:11: Klammen blir ikkje lukka, for alt frå « #» og ut lina er ein merknad: «# leiinga, ou]». Høyrer det til"
        ' verdien, set «"» rundt verdien; elles set merknaden på ei eiga line.',
    ),
    "yaml_behind": fault(
        CASE,
        facts('title: "Saman heim" for alle'),
        '2:21: Verdien er slutt med «"», men det står meir på lina. Set hermeteikn rundt heile verdien:'
        " «\"» om han har «'» i seg, «'» om han har «\"» i seg.",
    ),
    "comment_cuts_value": fault(
        CASE,
        facts("title: Avtale #4 om heimreise"),
        "2:15: Åtvaring: «#4 om heimreise» blir ikkje lese, for « #» byrjar ein merknad: «title» er berre «Avtale»."
        ' Høyrer det til verdien, set «"» rundt heile verdien; elles set merknaden på ei eiga line.',
    ),
    "comment_for_value": fault(
        CASE,
        case("archive_ref: #12 i arkivet"),
        "3:14: Åtvaring: «#12 i arkivet» blir ikkje lese, for « #» byrjar ein merknad: «archive_ref» står tomt."
        ' Er det verdien, set «"» rundt han; elles set merknaden på ei eiga line.',
    ),
    "yaml_syntax": fault(
        CASE,
        facts('title: "a\\qb"'),
        "2:10: Felta øvst kan ikkje lesast vidare herifrå. Sjekk kolon, innrykk og hermeteikn.",
    ),
    "wrong_place": fault(
        "cases/2021/nettside.md",
        case(),
        "1:1: Fila ligg ikkje der ein post skal liggje. Legg ho direkte i «cases/».",
    ),
    "wrong_place_meeting": fault(
        "meetings/2021-02-19.md",
        facts(),
        "1:1: Fila ligg ikkje der eit møte skal liggje. Legg ho i «meetings/<organisasjon>/<ÅÅÅÅ-MM-DD>.md».",
    ),
    "file_without_record": fault(
        "cases/kart.pdf",
        PDF,
        "1:1: Åtvaring: Fila høyrer ikkje til nokon post og blir ikkje publisert."
        " Legg ho i ei mappe med namnet til posten.",
    ),
    "id_form": fault(
        "cases/2021-Ny_Løysing.md",
        case(),
        "1:1: Filnamnet «2021-Ny_Løysing» kan ikkje vere ein id."
        " Bruk små bokstavar a–z, tal og enkle bindestrekar, til dømes «2021-ny-loysing».",
    ),
    "id_reserved": fault(
        "cases/tilstand.md",
        case(),
        "1:1: «tilstand» kan ikkje vere ein id, for nettstaden bruker adressa sjølv. Vel eit anna filnamn.",
    ),
    "id_reserved_organisation": fault(
        "organisations/2021.md",
        organisation(),
        "1:1: «2021» kan ikkje vere ein id, for fire siffer er adressa til eit år. Vel eit anna filnamn.",
    ),
    "meeting_file_name": fault(
        "meetings/ssu/19-02-2021.md",
        facts(),
        "1:1: Filnamnet «19-02-2021» er ikkje ein møtedato. Skriv «ÅÅÅÅ-MM-DD», med «-2» bak for møte nummer to"
        " same dagen.",
    ),
    "meeting_file_day": fault(
        "meetings/ssu/2021-02-30.md", facts(), "1:1: «2021-02-30» i filnamnet finst ikkje i kalenderen. Rett datoen."
    ),
    "blank_hold": fault(
        CASE,
        case("draft:"),
        "3:1: Feltet «draft» står tomt, men skal halde noko tilbake. Fyll det ut eller slett det.",
    ),
    "missing_field": fault(
        CASE, case("closed:", "  date: 2021-03-01"), "3:1: Feltet «closed.outcome» manglar. Legg det til."
    ),
    "unknown_field": fault(CASE, case("xyzzy: 1"), "3:1: Feltet «xyzzy» er ukjent. Slett det eller rett namnet."),
    "unknown_field_near": fault(
        CASE, case("submited: 2021-01-01"), "3:1: Feltet «submited» er ukjent. Meinte du «submitted»?"
    ),
    "field_of_other_kind": fault(
        CASE,
        case("agenda:", "- title: A"),
        "3:1: Feltet «agenda» høyrer ikkje heime her, men i postane i «meetings/». Flytt fila eller slett feltet.",
    ),
    "field_from_path": fault(
        MEETING,
        facts("date: 2021-02-19"),
        "2:1: Feltet «date» skal ikkje skrivast, for det kjem frå filnamnet."
        " Slett feltet. Er filnamnet feil, gje fila nytt namn.",
    ),
    "value_blank": fault(
        CASE, case("archive_ref: ''"), "3:14: Feltet «archive_ref» står tomt. Fyll det ut eller slett det."
    ),
    "value_not_text": fault(
        CASE,
        case("archive_ref: [2021/1]"),
        "3:14: Feltet «archive_ref» skal vere tekst, men er ei liste eller ei gruppe. Skriv éin verdi.",
    ),
    "value_id": fault(
        CASE,
        case("for: [ssu, Sekretariatet]"),
        "3:12: «Sekretariatet» i «for[2]» er ikkje ein id. Ein id har små bokstavar a–z, tal og enkle bindestrekar.",
    ),
    "value_meeting_id": fault(
        MEETING,
        item("title: Referat", "approves: 2021-01-15"),
        "4:13: «2021-01-15» i «agenda[1].approves» viser ikkje til eit møte. Skriv «<organisasjon>/<ÅÅÅÅ-MM-DD>».",
    ),
    "value_day": fault(
        CASE,
        case("submitted: i går"),
        "3:12: «i går» i «submitted» er ikkje ein dato. Skriv «ÅÅÅÅ-MM-DD», til dømes «2021-02-19».",
    ),
    "value_day_norwegian": fault(
        CASE,
        case("submitted: 9.2.2021"),
        "3:12: «9.2.2021» i «submitted» skal skrivast med året først. Skriv «2021-02-09».",
    ),
    "value_day_not_in_calendar": fault(
        CASE, case("submitted: 2021-02-29"), "3:12: «2021-02-29» i «submitted» finst ikkje i kalenderen. Rett datoen."
    ),
    "value_moment": fault(
        CASE,
        case("publish_after: snart"),
        "3:16: «snart» i «publish_after» er ikkje eit tidspunkt. Skriv «ÅÅÅÅ-MM-DD» eller «ÅÅÅÅ-MM-DD TT:MM».",
    ),
    "value_time": fault(
        MEETING, facts("start: tidleg"), "2:8: «tidleg» i «start» er ikkje eit klokkeslett. Skriv til dømes «10:30»."
    ),
    "value_time_other": fault(
        MEETING, facts("start: kl. 10.30"), "2:8: «kl. 10.30» i «start» skal skrivast med kolon. Skriv «10:30»."
    ),
    "value_flag": fault(
        CASE, case("draft: ja"), "3:8: «ja» i «draft» er verken «true» eller «false». Skriv eitt av dei."
    ),
    "value_count": fault(
        "organisations/ou.md",
        organisation("deadlines:", "  notice: ei veke"),
        "5:11: «ei veke» i «deadlines.notice» er ikkje eit heilt tal. Skriv berre siffer.",
    ),
    "value_registration": fault(
        "organisations/ou.md",
        organisation("registration: 12345678"),
        "4:15: «12345678» i «registration» er ikkje eit organisasjonsnummer. Skriv ni siffer.",
    ),
    "value_registration_check": fault(
        "organisations/ou.md",
        organisation("registration: 123 456 789"),
        "4:15: «123 456 789» i «registration» er ikkje eit rett organisasjonsnummer: det siste sifferet passar ikkje"
        " til dei andre. Sjekk nummeret.",
    ),
    "value_quorum": fault(
        "organisations/ou.md",
        organisation("quorum: dei fleste"),
        "4:9: «dei fleste» i «quorum» seier ikkje kor mange som må vere til stades. Skriv eit tal frå 1, eller «half».",
    ),
    "value_days": fault(
        "organisations/ou.md",
        organisation("deadlines:", "  minutes: 99999"),
        "5:12: «99999» i «deadlines.minutes» er for mange dagar. Skriv høgst 1000.",
    ),
    "text_date_as_list": fault(
        CASE,
        case() + "\nPlanen skal vere klar innan\n1. mars 2027.\n",
        "6:1: Åtvaring: «1. mars 2027.» blir lese som eit punkt i ei liste, for linja byrjar med eit tal og eit"
        " punktum. Er det ikkje meint som ei liste, skriv talet med omvend skråstrek, «1\\. januar», eller flytt det"
        " opp på linja føre.",
    ),
    "text_more_as_quote": fault(
        CASE,
        case() + "\n> 18 år gir rett til støtte.\n",
        "5:1: Åtvaring: «> 18 år gir rett til støtte.» blir lese som eit sitat, for linja byrjar med «>». Meiner du"
        " «større enn», skriv teiknet med omvend skråstrek, «\\> 18», eller med ord.",
    ),
    "text_sign_as_list": fault(
        CASE,
        case() + "\nTemperaturen var\n- 5 grader.\n",
        "6:1: Åtvaring: «- 5 grader.» blir lese som eit punkt i ei liste midt i ei setning. Høyrer teiknet til talet,"
        " skriv det med omvend skråstrek, «\\- 5», eller flytt det opp på linja føre.",
    ),
    "text_dashes_as_heading": fault(
        CASE,
        case() + "\nDette er slutten.\n---\n",
        "5:1: Åtvaring: «Dette er slutten.» blir ei overskrift, for rett under står ei linje med strekar. Set ei tom"
        " linje mellom. Skal det vere ei overskrift, skriv «##» framfor og ta bort strekane.",
    ),
    "text_depth": fault(
        CASE,
        case() + "\n" + "> " * 100 + "A\n",
        "4:1: Teksten har lister eller sitat på så mange nivå at han ikkje kan lesast. Bruk færre nivå.",
    ),
    "text_marks": fault(
        CASE,
        case() + "\nA\n\n" + "[a]" * 2001 + "\n",
        "7:1: Avsnittet har fleire enn 2000 hakeparentesar, stjerner, adresser og andre merke. Del det opp.",
    ),
    "too_many_faults": fault(
        CASE,
        "---\ntitle: A\n" + "".join(f"a{n}: &a{n} x\n" for n in range(501)) + "---\n",
        "503:7: Fila har fleire enn 500 feil av same slag, og er ikkje lesen lenger. Rett dei første, og prøv igjen.",
    ),
    "value_amount": fault(
        PROJECT,
        project("budget:", "  years: [2020]", "  costs:", "  - item: Løn", "    amounts: {2020: mykje}"),
        "7:21: «mykje» i «budget.costs[1].amounts.2020» er ikkje eit beløp. Skriv heile kroner, til dømes «300 000».",
    ),
    "value_number": fault(
        MEETING,
        item("title: A", "number: –"),
        "4:11: «–» i «agenda[1].number» er ikkje eit saksnummer."
        " Skriv nummeret slik det står i dokumentet, til dømes «05/21».",
    ),
    "value_number_long": fault(
        MEETING,
        item("title: A", "number: " + "1" * 99),
        f"4:11: «{'1' * 60}…» i «agenda[1].number» er for langt til å vere eit saksnummer. Skriv høgst 60 teikn.",
    ),
    "value_url": fault(
        MEETING,
        facts("online: teams.example/1"),
        "2:9: «teams.example/1» i «online» er ikkje ei nettadresse. Skriv heile adressa, med «https://» først.",
    ),
    "value_email": fault(
        "organisations/ou.md",
        organisation("contact:", "  email: post at ou.no"),
        "5:10: «post at ou.no» i «contact.email» er ikkje ei e-postadresse. Skriv til dømes «namn@kommune.no».",
    ),
    "value_file_name": fault(
        CASE,
        case("attachments:", "- title: A", "  file: ../a.pdf"),
        "5:9: «../a.pdf» i «attachments[1].file» er ikkje eit filnamn."
        " Skriv berre namnet på ei fil i mappa til posten.",
    ),
    "value_file_type": fault(
        CASE,
        case("attachments:", "- title: A", "  file: a.exe"),
        "5:9: Fila «a.exe» i «attachments[1].file» er av ein type som ikkje kan publiserast."
        f" Lovlege typar er {TYPES}.",
    ),
    "value_partial": fault(
        PROJECT,
        project("period:", "  from: hausten 2020"),
        "4:9: «hausten 2020» i «period.from» er ikkje ein dato, ein månad eller eit år."
        " Skriv «2021-02-19», «2021-02» eller «2021».",
    ),
    "value_span_reversed": fault(
        PROJECT,
        project("milestones:", "- what: A", "  when: 2021-06..2021-05"),
        "5:9: «2021-06..2021-05» i «milestones[1].when» sluttar før det byrjar. Byt om.",
    ),
    "value_year": fault(
        PROJECT,
        project("budget:", "  years: [20]"),
        "4:11: «20» i «budget.years[1]» er ikkje eit årstal. Skriv fire siffer.",
    ),
    "value_case_type": fault(
        CASE,
        case("type: vedtak"),
        "3:7: «vedtak» i «type» er ikkje ein sakstype. Skriv V, D, O eller R, eller fleire med «/» mellom.",
    ),
    "value_person": fault(
        MEETING,
        facts("present:", "- Kari Nes (Alver"),
        "3:3: «Kari Nes (Alver» har ein parentes som ikkje er lukka."
        " Lukk han, eller skriv personen på ei eiga line med «- » først.",
    ),
    "value_vote": fault(
        MEETING,
        item("title: A", "vote: 7-2"),
        "4:9: «7-2» i «agenda[1].vote» er ikkje ei røysting. Skriv «unanimous», eller «for» og «against» med tal;"
        " «for» åleine når «on» seier kva det er røysta over.",
    ),
    "value_cancelled": fault(
        MEETING,
        facts("cancelled: sjukdom"),
        "2:12: «sjukdom» i «cancelled» seier ikkje om møtet er avlyst. Skriv «true» eller «reason: …».",
    ),
    "value_file_and_url": fault(
        CASE,
        case("attachments:", "- title: A", "  file: a.pdf", "  url: https://a.example/"),
        "4:3: Vedlegget har både «file» og «url». Slett det eine.",
    ),
    "value_enum_near": fault(
        "organisations/nemnda.md",
        "---\ntitle: Nemnda\nkind: Områdeutvalg\n---\n",
        "3:7: «Områdeutvalg» kan ikkje stå i «kind». Meinte du «area» (Områdeutval)? Dette kan stå her: partnership,"
        " strategic, area, professional, local, secretariat, steering, project_group, working_group, hospital_trust,"
        " municipality, county, association, company, other.",
    ),
    "value_enum": fault(
        "organisations/ou.md",
        facts("title: Områdeutval", "kind: utval"),
        "3:7: «utval» kan ikkje stå i «kind». Vel ein av desse: partnership, strategic, area, professional, local,"
        " secretariat, steering, project_group, working_group, hospital_trust, municipality, county, association,"
        " company, other.",
    ),
    "value_list": fault(
        CASE, case("for: ssu"), "3:6: Feltet «for» skal vere ei liste. Skriv kvar verdi på ei line med «- » først."
    ),
    "value_group": fault(
        CASE,
        case("closed: 2021-03-01"),
        "3:9: Feltet «closed» skal vere ei gruppe av felt, ikkje «2021-03-01»."
        " Skriv «felt: verdi» under det, med innrykk.",
    ),
    "title_missing": fault(CASE, facts("type: D"), "1:1: Posten manglar tittel. Legg til «title»."),
    "unknown_id": fault(
        CASE, case("project: xyzzy"), "3:10: Ingen post i «projects/» heiter «xyzzy». Rett id-en eller lag posten."
    ),
    "unknown_id_near": fault(
        CASE,
        case("project: netside"),
        "3:10: Ingen post i «projects/» heiter «netside». Meinte du «nettside»?",
        **{PROJECT: project()},
    ),
    "organisation_near": fault(
        PROJECT,
        project("owner: Strategisk samarbeidsutvalg"),
        "3:8: Åtvaring: «Strategisk samarbeidsutvalg» er ingen organisasjon, og blir vist som tekst."
        " Meinte du «Strategisk samarbeidsutval»?",
    ),
    "organisation_ambiguous": Fault(
        {
            PROJECT: project("owner: Områdeutval"),
            "organisations/ou-a.md": organisation(),
            "organisations/ou-b.md": organisation(),
        },
        (
            "organisations/ou-b.md:2:8: Åtvaring: «Områdeutval» er også namnet på «ou-a»."
            " Då er det uklart kven namnet viser til. Vel eit anna.",
            "projects/nettside.md:3:8: Åtvaring: «Områdeutval» er namnet på fleire organisasjonar,"
            " og blir vist som tekst. Skriv id-en.",
        ),
    ),
    "organisation_name_taken": fault(
        "organisations/zz.md",
        organisation("short: SSU"),
        "4:8: Åtvaring: «SSU» er også namnet på «ssu». Då er det uklart kven namnet viser til. Vel eit anna.",
    ),
    "secretariat_unreached": fault(
        "organisations/sekretariatet.md",
        facts("title: Sekretariatet", "kind: secretariat"),
        "1:1: Åtvaring: Sekretariatet har inga «contact», men kvar side lovar at det kan nåast."
        " Skriv minst «email» eller «phone» under «contact».",
    ),
    "meeting_without_body": fault(
        "meetings/xyzzy/2021-02-19.md",
        facts(),
        "1:1: Møtet ligg i mappa «xyzzy», men ingen organisasjon har denne id-en."
        " Lag «organisations/xyzzy.md» eller flytt møtet.",
    ),
    "meeting_without_body_near": fault(
        "meetings/su/2021-02-19.md",
        facts(),
        "1:1: Møtet ligg i mappa «su», men ingen organisasjon har denne id-en. Meinte du «ssu»?",
    ),
    "link_outside": fault(
        CASE,
        case() + "\nSjå [der](../../a.md).\n",
        "5:11: Lenkja «../../a.md» går ut av portalen. Bruk ei relativ lenkje til ei fil, eller heile nettadressa.",
    ),
    "link_missing": fault(
        CASE,
        case() + "\nSjå ![kart](../kart.png).\n",
        "5:13: Lenkja «../kart.png» fører til ei fil som ikkje finst. Rett lenkja eller legg fila der.",
    ),
    "link_missing_near": fault(
        CASE,
        case() + "\nSjå [SSU](../organisations/su.md).\n",
        "5:11: Lenkja «../organisations/su.md» fører til ei fil som ikkje finst. Meinte du «organisations/ssu.md»?",
    ),
    "image_elsewhere": fault(
        CASE,
        case() + "\n![Kart](https://a.example/kart.png)\n",
        "5:9: Åtvaring: Biletet «https://a.example/kart.png» ligg på ein annan nettstad og blir ikkje vist,"
        " berre teksten som skildrar det. Legg biletet i mappa til posten.",
    ),
    "anchor_missing": fault(
        CASE,
        case() + "\nSjå [SSU](../organisations/ssu.md#xyzzy).\n",
        "5:11: Lenkja går til «#xyzzy», som ikkje finst i «organisations/ssu.md». Rett lenkja.",
    ),
    "anchor_missing_near": fault(
        CASE,
        case() + "\nSjå [bakgrunnen](#bakgrun).\n\n## Bakgrunn\n",
        "5:18: Lenkja går til «#bakgrun», som ikkje finst i «cases/2021-nettside.md». Meinte du «#bakgrunn»?",
    ),
    "related_to_itself": fault(
        CASE,
        case("related: [2021-nettside]"),
        "3:11: Åtvaring: Saka viser til seg sjølv i «related». Slett lina.",
    ),
    "named_twice": fault(
        MEETING,
        item("title: A", "case: [2021-nettside, 2021-nettside]"),
        "4:25: Åtvaring: «2021-nettside» står to gonger i same lista. Slett den eine.",
        **{CASE: case()},
    ),
    "value_meeting_day": fault(
        MEETING,
        facts("moved_from: førre veke"),
        "2:13: «førre veke» i «moved_from» er ikkje ein møtedato."
        " Skriv «ÅÅÅÅ-MM-DD», med «-2» bak om det var det andre møtet den dagen.",
    ),
    "moved_from_taken": fault(
        MEETING,
        facts("moved_from: 2021-02-12-2"),
        "2:13: Åtvaring: Møtet er flytta frå «2021-02-12-2», men der står eit anna møte no,"
        " «meetings/ssu/2021-02-12-2.md», så den gamle adressa fører ikkje hit. Er det same møtet, slett den fila;"
        " var dette eit anna møte den dagen, skriv nummeret bak: «2021-02-12-3».",
        **{"meetings/ssu/2021-02-12-2.md": facts()},
    ),
    "moved_from_twice": Fault(
        {MEETING: facts("moved_from: 2021-02-12"), "meetings/ssu/2021-03-19.md": facts("moved_from: 2021-02-12")},
        tuple(
            f"{path}:2:13: Åtvaring: Både dette møtet og «{other}» skal ha den gamle adressa frå «2021-02-12», men ho"
            " kan berre føre til det eine. Rett datoen i det eine; var det to møte den dagen,"
            " skriv nummeret bak på det andre: «2021-02-12-2»."
            for path, other in ((MEETING, "meetings/ssu/2021-03-19.md"), ("meetings/ssu/2021-03-19.md", MEETING))
        ),
    ),
    "address_taken": fault(
        CASE,
        case("aliases: [/utval/ssu/]"),
        "3:11: Adressa «/utval/ssu/» er allereie i bruk av «organisations/ssu.md». Vel ei anna.",
    ),
    "address_alike": Fault(
        {CASE: case("attachments: [{title: A, file: Saksmappe.pdf}]"), "cases/2021-nettside/Saksmappe.pdf": PDF},
        (
            "cases/2021-nettside/Saksmappe.pdf:1:1: Åtvaring: Adressa «/saker/2021-nettside/Saksmappe.pdf» er den"
            " same som den til «/saker/2021-nettside/saksmappe.pdf» på Windows, på Mac og på somme tenarar, for der"
            " tel ikkje store og små bokstavar. Vel ei anna.",
        ),
    ),
    "alias_unportable": fault(
        CASE,
        case('aliases: ["/møte: plan/"]'),
        "3:11: Åtvaring: «/møte: plan/» i «aliases» kan ikkje vere namnet på ei mappe på Windows, så nettstaden kan"
        " ikkje byggjast der. Ta bort adressa om ingen bruker ho.",
    ),
    "name_alike": Fault(
        {
            CASE: case("attachments: [{title: A, file: Kart.png}, {title: B, file: kart.png}]"),
            "cases/2021-nettside/Kart.png": PLAIN["png"],
            "cases/2021-nettside/kart.png": PLAIN["png"],
        },
        (
            "cases/2021-nettside/kart.png:1:1: Åtvaring: På Windows, på Mac og på somme tenarar er «kart.png» og"
            " «Kart.png» same fil, for der tel ikkje store og små bokstavar. Gje den eine eit anna namn.",
        ),
    ),
    "name_of_two_forms": Fault(
        {
            CASE: case("attachments: [{title: A, file: blå.png}]"),
            "cases/2021-nettside/bl\u00e5.png": PLAIN["png"],
            "cases/2021-nettside/bla\u030a.png": PLAIN["png"],
        },
        (
            "cases/2021-nettside/blå.png:1:1: Åtvaring: To filer her heiter «blå.png»: bokstavane er dei same, men"
            " lagra på to måtar, og berre den eine fila blir lesen. Gje den eine eit anna namn.",
        ),
    ),
    "name_unportable": Fault(
        {CASE: case("attachments: [{title: A, file: Aux.pdf}]"), "cases/2021-nettside/Aux.pdf": PDF},
        (
            "cases/2021-nettside/Aux.pdf:1:1: Åtvaring: «Aux.pdf» kan ikkje vere namnet på ei fil eller ei mappe på"
            " Windows. Bruk bokstavar, tal, bindestrek og punktum, ikkje punktum eller mellomrom til slutt, og ikkje"
            " eit namn som Windows bruker sjølv.",
        ),
    ),
    "alias_form": fault(
        CASE,
        case("aliases: ['https://a.example/']"),
        "3:11: «https://a.example/» i «aliases» er ikkje ei adresse på nettstaden."
        " Skriv ho slik: «/saker/gammalt-namn/».",
    ),
    "anchor_taken": fault(
        MEETING,
        facts("agenda:", "- {number: 05/21, title: A}", "- {number: 05-21, title: B}"),
        "4:12: To saker på saklista får same adresse, «#sak-05-21»; den første er punkt 1. Rett nummeret.",
    ),
    "item_alias_without_number": fault(
        MEETING,
        item("title: A", "aliases: [04/21]"),
        "4:3: Åtvaring: Punktet har ikkje noko nummer, men tidlegare nummer i «aliases»."
        " Legg til «number» eller slett «aliases».",
    ),
    "moved_to_itself": fault(
        MEETING,
        facts("moved_from: 2021-02-19"),
        "2:13: Møtet er flytta frå sin eigen dato. Skriv den opphavlege datoen i «moved_from».",
    ),
    "case_id_year": fault(
        CASE,
        case("submitted: 2019-12-31"),
        "3:12: Åtvaring: Id-en byrjar med 2021, men saka er meld inn 2019-12-31. Sjekk kva som er rett.",
    ),
    "meeting_number_year": fault(
        MEETING,
        facts("number: 1/2020"),
        "2:9: Møtenummeret «1/2020» har eit anna år enn datoen i filnamnet (2021). Rett det som er feil.",
    ),
    "heading_without_item": fault(
        MEETING,
        facts() + "\n## Sak 05/21: Budsjett\n",
        "4:1: Overskrifta «Sak 05/21: Budsjett» ser ut som ei sak, men ingen sak på saklista har det nummeret."
        " Rett nummeret eller legg til saka i «agenda».",
    ),
    "heading_without_item_near": fault(
        MEETING,
        item("number: 04/21", "title: A") + "\n## 05/21\n",
        "7:1: Overskrifta «05/21» ser ut som ei sak, men ingen sak på saklista har det nummeret. Meinte du «04/21»?",
    ),
    "heading_like_number": fault(
        MEETING,
        facts() + "\n## 24/7 er ikkje nok\n",
        "4:1: Åtvaring: Overskrifta «24/7 er ikkje nok» liknar på eit saksnummer, men opnar inga sak."
        " Set kolon etter nummeret om ho skal gjere det.",
    ),
    "item_opened_twice": fault(
        MEETING,
        item("number: 05/21", "title: A") + "\n## 05/21\n\nEin.\n\n## Sak 05/21\n\nTo.\n",
        "11:1: Åtvaring: Overskrifta «Sak 05/21» opnar ei sak som allereie er opna. Tekstane er slegne saman.",
    ),
    "decision_astray": fault(
        MEETING,
        item("number: 05/21", "title: A", "outcome: decided") + "\n## 05/21\n\n**Vedtak:** Ja.\n",
        "10:1: Åtvaring: Linja «**Vedtak:** Ja.» ser ut til å innleie vedtaket i saka «05/21». Ordlyden blir berre"
        " kjend att under ei overskrift på tredje nivå med «Vedtak» åleine. Skriv «### Vedtak» på ei eiga linje, og"
        " ordlyden under.",
    ),
    "decision_became_heading": fault(
        MEETING,
        item("title: A", "outcome: decided") + "\n## A\n\n### Vedtak\n\n# Ja då\n",
        "11:1: Åtvaring: Overskrifta «### Vedtak» i saka «A» har ingen ord under seg, for «Ja då» er blitt ei ny"
        " overskrift. Ta bort «#» framfor orda, eller set ei tom linje mellom orda og strekane under.",
    ),
    "decision_empty": fault(
        MEETING,
        item("number: 05/21", "title: A", "outcome: decided") + "\n## 05/21\n\n### Vedtak\n\n### Oppfølging\n\nBrev.\n",
        "10:1: Åtvaring: Overskrifta «### Vedtak» i saka «05/21» har ingen ord under seg. Skriv ordlyden der, eller ta"
        " bort overskrifta.",
    ),
    "exempt_in_words": fault(
        CASE,
        facts("title: Kjøp av tenester (unntatt offentlegheit)"),
        "2:8: Åtvaring: «unntatt offentlegheit» i ein tittel held ingenting tilbake: dette blir publisert. Er det"
        " unnateke, skriv «exempt» med heimel og offentleg tittel; er det ikkje det, ta orda ut av tittelen.",
    ),
    "called_off_in_words": fault(
        MEETING,
        facts("place: Rådhuset – AVLYST"),
        "2:8: Åtvaring: «AVLYST» i «place» gjer ingenting: møtet står framleis som eit møte som blir halde. Skriv"
        " «cancelled: true» om det er avlyst. Er det flytta, gje fila den nye datoen og skriv den gamle i"
        " «moved_from».",
    ),
    "called_off_in_text": fault(
        MEETING,
        facts("place: Rådhuset") + "\nMøtet er utsett til over sommaren.\n",
        "5:1: Åtvaring: «utsett» i teksten gjer ingenting: møtet står framleis som eit møte som blir halde. Skriv"
        " «cancelled: true» øvst om det er avlyst. Er det flytta, gje fila den nye datoen og skriv den gamle i"
        " «moved_from».",
    ),
    "called_off_item": fault(
        MEETING,
        item("title: Budsjett (utsett)"),
        "3:10: Åtvaring: «utsett» i tittelen på saka gjer ingenting: saka står framleis som ei sak som blir handsama."
        " Skriv «outcome: postponed» om ho er utsett, «outcome: withdrawn» om ho går ut.",
    ),
    "item_title_missing": fault(
        MEETING,
        item("number: 05/21"),
        "3:3: Punkt 1 på saklista har verken tittel eller sak. Legg til «title» eller «case».",
    ),
    "approved_before_held": fault(
        MEETING,
        item("title: Referat", "approves: ssu/2021-03-19"),
        "4:13: Møtet 2021-02-19 kan ikkje godkjenne referatet frå «ssu/2021-03-19», for det møtet var ikkje halde enno."
        " Rett «approves».",
        **{"meetings/ssu/2021-03-19.md": facts()},
    ),
    "approved_by_other_body": fault(
        MEETING,
        item("title: Referat", "approves: ou/2021-01-15"),
        "4:13: Åtvaring: Referatet frå «ou/2021-01-15» blir godkjent av eit anna utval. Sjekk «approves».",
        **{"organisations/ou.md": organisation(), "meetings/ou/2021-01-15.md": facts()},
    ),
    "approved_twice": fault(
        MEETING,
        item("title: Referat", "approves: ssu/2021-01-15", "outcome: approved"),
        "4:13: Åtvaring: Referatet frå «ssu/2021-01-15» er allereie godkjent i «meetings/ssu/2021-02-05.md»."
        " Sjekk «approves».",
        **{
            "meetings/ssu/2021-01-15.md": facts(),
            "meetings/ssu/2021-02-05.md": item("title: R", "approves: ssu/2021-01-15", "outcome: approved"),
        },
    ),
    "present_and_absent": fault(
        MEETING,
        facts("present:", "- Kari Nes (Alver)", "absent:", "- Kari Nes"),
        "5:3: Åtvaring: «Kari Nes» står både som til stades og med forfall på same sak."
        " Skriv i «items» kva saker det eine og det andre gjeld, eller slett det som er feil.",
    ),
    "approval_outcome": fault(
        MEETING,
        item("title: Referat", "approves: ssu/2021-01-15", "outcome: noted"),
        "5:12: Åtvaring: Saka skal godkjenne referatet frå «ssu/2021-01-15», men utfallet «noted» seier ikkje om det"
        " blei godkjent. Skriv «approved», eller «postponed», «returned», «rejected» eller «withdrawn».",
        **{"meetings/ssu/2021-01-15.md": facts()},
    ),
    "cancelled_but": fault(
        MEETING,
        facts("cancelled: true", "present: [Kari Nes]"),
        f"3:1: {CANCELLED.format(field='present')}",
    ),
    "vote_of_nobody": fault(
        MEETING,
        item("title: A", "outcome: decided", "vote: {for: 0, against: 0}"),
        "5:9: Åtvaring: Ingen har røysta, verken for eller imot. Rett tala, eller slett «vote».",
    ),
    "vote_without_outcome": fault(
        MEETING,
        item("title: A", "vote: {for: 5, against: 1}"),
        "4:9: Åtvaring: Her er ei røysting, 5 for og 1 imot, men ikkje noko utfall. Skriv «outcome».",
    ),
    "vote_against": fault(
        MEETING,
        item("title: A", "outcome: endorsed", "vote: {for: 2, against: 5}"),
        "5:9: Åtvaring: Utfallet er «endorsed», men 2 røysta for og 5 imot. Rett tala eller «outcome».",
    ),
    "vote_for": fault(
        MEETING,
        item("title: A", "outcome: rejected", "vote: {for: 5, against: 2}"),
        "5:9: Åtvaring: Framlegget er avvist, men 5 røysta for og 2 imot. Rett tala eller «outcome».",
    ),
    "vote_tied": fault(
        MEETING,
        item("title: A", "outcome: decided", "vote: {for: 3, against: 3}"),
        "5:9: Åtvaring: Utfallet er «decided», men 3 røysta for og like mange imot. Skriv i teksten til saka korleis"
        " det blei avgjort, til dømes med dobbeltrøysta til leiaren, eller rett tala.",
    ),
    "vote_level": fault(
        MEETING,
        item("title: A", "outcome: decided", "vote: [{for: 3, on: A}, {for: 3, on: B}, {for: 1, on: C}]"),
        "5:9: Åtvaring: Fleire framlegg fekk 3 røyster, og ingen fekk fleire, men utfallet er «decided»."
        " Skriv i teksten til saka korleis det blei avgjort, til dømes med dobbeltrøysta til leiaren, eller rett tala.",
    ),
    "decided_by_nobody": fault(
        MEETING,
        facts(
            "present: [Kari Nes, {name: Ola Vik, items: [2/21]}]",
            "agenda:",
            "- {number: 1/21, title: A, disqualified: [Kari Nes], outcome: decided}",
            "- {number: 2/21, title: B, disqualified: [Kari Nes], outcome: decided}",
        ),
        "4:63: Åtvaring: Utfallet er «decided», men alle som var til stades, var inhabile eller borte på saka."
        " Rett «disqualified» eller «present».",
    ),
    "vote_of_too_many": fault(
        MEETING,
        facts("present: [Kari Nes, Ola Vik]", "agenda: [{title: A, outcome: decided, vote: {for: 2, against: 1}}]"),
        "3:45: Åtvaring: 3 har røysta, men 2 var til stades på saka. Rett tala eller «present».",
    ),
    "vote_not_tied": fault(
        MEETING,
        item("title: A", "outcome: decided", "vote: {for: 3, against: 2, casting: true}"),
        "5:39: Åtvaring: Røysta til møteleiaren kan ikkje ha avgjort, for 3 røysta for og 2 imot."
        " Rett tala, eller slett «casting».",
    ),
    "disqualified_absent": fault(
        MEETING,
        facts("present: [Kari Nes]", "agenda: [{title: A, outcome: noted, disqualified: [Ola Vik]}]"),
        "3:52: Åtvaring: «Ola Vik» er inhabil på saka, men står ikkje mellom dei som var til stades."
        " Skriv namnet som i «present».",
    ),
    "disqualified_absent_near": fault(
        MEETING,
        facts("present: [Kari Nes]", "agenda: [{title: A, outcome: noted, disqualified: [Kari Ness]}]"),
        "3:52: Åtvaring: «Kari Ness» er inhabil på saka, men står ikkje mellom dei som var til stades."
        " Meinte du «Kari Nes»?",
    ),
    "not_held": fault(
        "meetings/ssu/2021-05-20.md",
        facts("present: [Kari Nes]"),
        f"2:1: {NOT_HELD.format(day='2021-05-20', field='present')}",
    ),
    "not_held_today": fault(
        "meetings/ssu/2021-05-10.md",
        item("title: A", "vote: unanimous"),
        "4:3: Åtvaring: Møtet er i dag, 2021-05-10, og posten har «vote», men verken «present» eller eit «outcome»."
        " Møtet står då som ikkje halde, og «vote» blir ikkje vist. Skriv dei når møtet er halde.",
    ),
    "after_today": fault(
        CASE,
        case("closed: {date: 2021-05-11, outcome: withdrawn}"),
        f"3:16: {AFTER_TODAY.format(field='closed.date', found='2021-05-11')}",
    ),
    "closed_case_to_come": fault(
        "meetings/ssu/2021-05-20.md",
        item("case: 2021-nettside"),
        "3:9: Åtvaring: Saka «2021-nettside» blei avslutta 2021-05-10, og kjem ikkje opp i dette møtet."
        " Ta ho av saklista, eller slett «closed» i saka.",
        **{CASE: case("closed: {date: 2021-05-10, outcome: withdrawn}")},
    ),
    "closed_case_treated": fault(
        MEETING,
        item("case: 2021-nettside", "outcome: noted"),
        "3:9: Åtvaring: Saka «2021-nettside» blei avslutta 2021-02-18, før dette møtet handsama ho."
        " Rett «closed» i saka, eller sjekk «case».",
        **{CASE: case("closed: {date: 2021-02-18, outcome: completed}")},
    ),
    "person_item_unknown": fault(
        MEETING,
        facts("agenda:", "- {number: 05/21, title: A}", "invited:", "- {name: Kari Nes, items: [05/21, 06/21]}"),
        "5:35: «Kari Nes» er ført på sak «06/21», men ingen sak på saklista har det nummeret. Rett nummeret.",
    ),
    "left_before": fault(
        MEETING,
        facts("present:", "- {name: Kari Nes, arrived: 12:00, left: 11:15}", "agenda: [{title: A, outcome: noted}]"),
        "3:42: Åtvaring: Kari Nes gjekk ved 11:15, før Kari Nes kom ved 12:00. Rett «arrived» eller «left».",
    ),
    "without_quorum": fault(
        "meetings/ou/2021-02-19.md",
        facts("present: [Kari Nes, Per Sund]", "agenda: [{title: A, outcome: decided}]"),
        "2:1: Åtvaring: Møtet har gjort vedtak med 2 til stades, men utvalet er først vedtaksført med 3."
        " Sjå etter om nokon manglar i «present», eller om «quorum» på utvalet er rett.",
        **{"organisations/ou.md": organisation("quorum: 3")},
    ),
    "written_with_room": fault(
        MEETING,
        facts("form: written", "place: Rådhuset"),
        "3:1: Åtvaring: Saklista blir handsama skriftleg, men her står «place». Slett «place», eller rett «form».",
    ),
    "with_itself": fault(
        MEETING,
        facts("with: [ssu]"),
        "2:8: Åtvaring: «ssu» kan ikkje ha felles møte med seg sjølv. Skriv dei andre utvala i «with».",
    ),
    "sent_to_itself": fault(
        MEETING,
        facts("with: [ou]", "agenda: [{title: A, outcome: recommended, to: [ou, ssu]}]"),
        "3:48: Åtvaring: Saka går vidare til «ou», som hadde ho i dette møtet. Rett «to».",
        "3:52: Åtvaring: Saka går vidare til «ssu», som hadde ho i dette møtet. Rett «to».",
        **{"organisations/ou.md": organisation()},
    ),
    "end_date_before": fault(
        MEETING,
        facts("end_date: 2021-02-18"),
        "2:11: Siste dag er 2021-02-18, før møtet byrjar 2021-02-19. Rett «end_date».",
    ),
    "answered_before": fault(
        CASE,
        case("received: 2021-02-02", "answered: 2021-02-01"),
        "4:11: Åtvaring: Brevet er svara på 2021-02-01, før det kom 2021-02-02. Rett datoane.",
    ),
    "answer_unknown": fault(
        CASE,
        case("answer: Svaret"),
        "3:9: Åtvaring: Ingen av vedlegga til saka heiter «Svaret». Skriv tittelen på vedlegget som er svaret.",
    ),
    "answer_unknown_near": fault(
        CASE,
        case("answer: Svarbrevet", "attachments: [{title: Svarbrev}]"),
        "3:9: Åtvaring: Ingen av vedlegga til saka heiter «Svarbrevet». Meinte du «Svarbrev»?",
    ),
    "end_before_start": fault(
        MEETING,
        facts("start: 10:30", "end: 9:15"),
        "3:6: Møtet sluttar 09:15, men byrjar 10:30. Rett klokkesletta.",
    ),
    "minutes_before_meeting": fault(
        MEETING,
        facts("minutes_sent: 2021-02-18"),
        "2:15: Referatet er sendt 2021-02-18, før møtet 2021-02-19. Rett datoen.",
    ),
    "notice_after_meeting": fault(
        MEETING,
        facts("notice_sent: 2021-02-20"),
        "2:14: Åtvaring: Innkallinga er send 2021-02-20, etter møtet 2021-02-19. Sjekk datoen.",
    ),
    "due_before_meeting": fault(
        MEETING,
        item("title: A", "follow_up:", "- {what: B, due: 2021-02-18}"),
        "5:20: Åtvaring: Fristen 2021-02-18 er før møtet 2021-02-19. Sjekk datoen.",
    ),
    "done_before_meeting": fault(
        MEETING,
        item("title: A", "follow_up:", "- {what: B, done: 2021-02-18}"),
        "5:21: Åtvaring: Oppgåva blei gjord 2021-02-18, før møtet 2021-02-19. Sjekk datoen.",
    ),
    "meeting_over_holiday": fault(
        "meetings/ssu/2021-05-14.md",
        facts("end_date: 2021-05-18"),
        "2:11: Åtvaring: Møtet varer over 2021-05-17, som er ein heilagdag. Rett «end_date».",
    ),
    "answers_on_holiday": fault(
        "meetings/ssu/2021-05-07.md",
        facts("form: written", "end_date: 2021-05-17"),
        "3:11: Åtvaring: Svarfristen er 2021-05-17, som er ein heilagdag. Rett «end_date».",
    ),
    "answers_at_weekend": fault(
        "meetings/ssu/2021-05-14.md",
        facts("form: written", "end_date: 2021-05-22"),
        "3:11: Åtvaring: Svarfristen er 2021-05-22, som er i ei helg. Rett «end_date».",
    ),
    "planned_is_past": fault(
        CASE,
        case("planned: [{organisation: ssu, date: 2021-04}, {organisation: Styret, date: 2021-05}]"),
        "3:37: Åtvaring: «ssu» skulle handsame saka 2021-04, men har ikkje hatt ho på noko møte."
        " Rett «planned», eller før opp saka på møtet.",
    ),
    "meeting_on_holiday": fault(
        "meetings/ssu/2021-05-24.md",
        facts("place: Rådhuset"),
        "1:1: Åtvaring: Møtet er sett til 2021-05-24, som er ein heilagdag. Sjekk datoen i filnamnet.",
    ),
    "deadline_on_holiday": fault(
        "meetings/ou/2021-06-07.md",
        facts("place: Rådhuset"),
        "1:1: Åtvaring: Fristen for å melde sak for dette møtet er 2021-05-17, som er ein heilagdag."
        " Flytt møtet, eller endre «deadlines» i «organisations/ou.md».",
        **{"organisations/ou.md": organisation("deadlines: {submission: 21, notice: 7, minutes: 14}")},
    ),
    "deadline_at_weekend": fault(
        "meetings/ou/2021-06-08.md",
        facts("place: Rådhuset"),
        "1:1: Åtvaring: Fristen for referatet for dette møtet er 2021-06-12, som er i ei helg."
        " Flytt møtet, eller endre «deadlines» i «organisations/ou.md».",
        **{"organisations/ou.md": organisation("deadlines: {minutes: 4}")},
    ),
    "closed_before_submitted": fault(
        CASE,
        case("submitted: 2021-02-01", "closed: {date: 2021-01-31, outcome: withdrawn}"),
        "4:16: Saka er avslutta 2021-01-31, før ho blei meld inn 2021-02-01. Rett datoen.",
    ),
    "treated_before_submitted": fault(
        CASE,
        case("submitted: 2021-02-20"),
        "3:12: Åtvaring: Saka er meld inn 2021-02-20, etter at ho var oppe i «meetings/ssu/2021-02-19.md»."
        " Sjekk datoen.",
        **{MEETING: item("case: 2021-nettside")},
    ),
    "period_reversed": fault(
        PROJECT,
        project("period: {from: 2021-06, to: 2020}"),
        "3:29: Perioden sluttar 2020, før han byrjar 2021-06. Rett datoane.",
    ),
    "agreement_parties": fault(
        AGREEMENT,
        agreement("parties: [Skyss]"),
        "4:1: Ein avtale har minst to partar, men denne har 1. Legg dei til i «parties».",
    ),
    "replaces_circle": Fault(
        {
            AGREEMENT: agreement("parties: [Skyss, Fylket]", "replaces: [ny]"),
            "agreements/ny.md": agreement("parties: [Skyss, Fylket]", "replaces: [ferje]"),
        },
        (
            "agreements/ferje.md:5:12: Avtalen erstattar seg sjølv, direkte eller gjennom andre. Rett «replaces».",
            "agreements/ny.md:5:12: Avtalen erstattar seg sjølv, direkte eller gjennom andre. Rett «replaces».",
        ),
    ),
    "approval_of_no_party": fault(
        AGREEMENT,
        agreement("parties: [Skyss, Fylket]", "approvals: [{organisation: Staten}]"),
        "5:28: Åtvaring: «Staten» har godkjent avtalen, men er ikkje part i han."
        " Legg parten til i «parties», eller rett namnet.",
    ),
    "item_not_on_agenda": fault(
        AGREEMENT,
        agreement(
            "parties: [Skyss, Fylket]", "approvals:", "- {organisation: Skyss, meeting: ssu/2021-02-19, number: 7/21}"
        ),
        "6:58: Åtvaring: Ingen sak på saklista i «meetings/ssu/2021-02-19.md» har nummeret «7/21». Rett nummeret eller"
        " saklista.",
        **{MEETING: item("number: 5/21", "title: Anna")},
    ),
    "item_did_not_approve": Fault(
        {
            AGREEMENT: agreement(
                "parties: [Skyss, Fylket]",
                "approvals: [{organisation: Skyss, meeting: ssu/2021-02-19, number: 5/21}]",
            ),
            PLAN: plan("adopted: {meeting: ssu/2021-02-19, number: 5/21}"),
            MEETING: item("number: 5/21", "title: A", "outcome: postponed"),
        },
        (
            "agreements/ferje.md:5:68: Åtvaring: Sak 5/21 i «meetings/ssu/2021-02-19.md» har utfallet «postponed», og"
            " godkjende ikkje dette. Rett «outcome» der, eller vis til saka som gjorde det.",
            "plans/handling.md:3:44: Åtvaring: Sak 5/21 i «meetings/ssu/2021-02-19.md» har utfallet «postponed», og"
            " godkjende ikkje dette. Rett «outcome» der, eller vis til saka som gjorde det.",
        ),
    ),
    "approval_before_meeting": fault(
        AGREEMENT,
        agreement(
            "parties: [Skyss, Fylket]",
            "approvals:",
            "- {organisation: Skyss, meeting: ssu/2021-02-19, date: 2021-02-18}",
            "- {organisation: Fylket, meeting: ssu/2021-02-19, date: 2021-02-19}",
        ),
        "6:56: Åtvaring: Godkjenninga er datert 2021-02-18, før møtet i «meetings/ssu/2021-02-19.md» som gav ho."
        " Rett datoen eller møtet.",
        **{MEETING: item("number: 5/21", "title: A")},
    ),
    "review_before_force": fault(
        AGREEMENT,
        agreement("parties: [Skyss, Fylket]", "in_force: {from: 2021-03-01}", "review: 2021-02-28"),
        "6:9: Åtvaring: Avtalen skal vurderast på nytt 2021-02-28, før han gjeld frå 2021-03-01."
        " Rett «review» eller «in_force».",
    ),
    "replaces_later": fault(
        AGREEMENT,
        agreement("parties: [Skyss, Fylket]", "in_force: {from: 2020-01-01}", "replaces: [gammal]"),
        "6:12: Åtvaring: Avtalen gjeld frå 2020-01-01, men erstattar «gammal», som gjeld frå 2021-01-01."
        " Rett «in_force» eller «replaces».",
        **{"agreements/gammal.md": agreement("parties: [Skyss, Fylket]", "in_force: {from: 2021-01-01}")},
    ),
    "markup_in_field": fault(
        PLAN,
        plan('summary: "Planen ~~var~~ er god."', "measures: [{number: 1, what: Sjå **avtalen**}]"),
        "3:10: Åtvaring: «~~var~~» i «summary» blir ståande slik det er skrive, for felta er rein tekst."
        " Ta bort teikna, eller skriv det i teksten under.",
        "4:30: Åtvaring: «**avtalen**» i «what» blir ståande slik det er skrive, for felta er rein tekst."
        " Ta bort teikna, eller skriv det i teksten under.",
    ),
    "measure_before_plan": fault(
        PLAN,
        plan(
            "period: {from: 2021, to: 2022}",
            "measures:",
            "- {number: 1, what: A, due: 2020-12-31}",
            "- {number: 2, what: B, due: 2021-01-01}",
            "- {number: 3, what: C, done: 2019-02-01}",
        ),
        "5:29: Åtvaring: «due» er 2020-12-31, før planen byrjar 2021. Rett datoen, eller «period».",
        "7:30: Åtvaring: «done» er 2019-02-01, før planen byrjar 2021. Rett datoen, eller «period».",
    ),
    "measure_twice": fault(
        PLAN,
        plan("measures: [{number: 1.1, what: A}, {number: 1-1, what: B}]"),
        "3:45: Tiltaket «1-1» får same adresse som tiltak nummer 1 i lista. Gje det eit nummer for seg.",
    ),
    "goal_twice": fault(
        PLAN,
        plan("goals: [{number: 1, title: A}, {number: 1, title: B}]"),
        "3:41: Målet «1» har same nummer som mål nummer 1 i lista. Gje det eit nummer for seg.",
    ),
    "unknown_goal": fault(
        PLAN,
        plan("goals: [{number: 1, title: A}, {number: 2, title: B}]", "measures: [{number: 1, what: A, goal: 3}]"),
        "4:39: Planen har ikkje noko mål med nummeret «3». Måla er: 1, 2.",
    ),
    "indicator_without_project": fault(
        PLAN,
        plan("measures: [{number: 1, what: A, indicator: Ventetid}]"),
        "3:44: Åtvaring: Tiltaket nemner måltalet «Ventetid», men ikkje noko prosjekt som har det. Legg til «project».",
    ),
    "unknown_indicator": fault(
        PLAN,
        plan("measures: [{number: 1, what: A, project: nettside, indicator: Ventetid}]"),
        "3:63: Åtvaring: Ingen «indicators» i «projects/nettside.md» heiter «Ventetid». Rett namnet.",
        **{PROJECT: project("indicators: [{name: Ventelengd}]")},
    ),
    "measure_done": fault(
        PLAN,
        plan("measures: [{number: 1, what: A, done: 2021-03-01, status: dropped}]"),
        "3:59: Åtvaring: Tiltaket er gjort 2021-03-01, men «status» er «dropped». Slett det som er feil.",
    ),
    "unknown_theme": fault(
        CASE,
        case("themes: [helse]"),
        "3:10: Temaet «helse» står ikkje i «themes.yml». Rett id-en, eller legg temaet til der.",
    ),
    "unknown_theme_near": fault(
        CASE,
        case("themes: [barn]"),
        "3:10: Temaet «barn» står ikkje i «themes.yml». Meinte du «born»?",
        **{"themes.yml": "- {id: born, title: {nn: Born, nb: Barn}, kind: subject}\n"},
    ),
    "theme_twice": fault(
        "themes.yml",
        "---\n- {id: born, title: {nn: Born, nb: Barn}, kind: subject}\n"
        "- id: born\n  title: {nn: Unge, nb: Unge}\n  kind: subject\n",
        "3:7: Temaet «born» står i lista frå før, på linje 2. Slett det eine.",
    ),
    "themes_not_list": fault(
        "themes.yml",
        "# Tema\nthemes:\n  - {id: born, title: {nn: Born, nb: Barn}, kind: subject}\n",
        "2:1: «themes.yml» skal vere ei liste. Skriv kvart tema for seg, med «- id: …» først.",
    ),
    "attachment_missing": fault(
        CASE,
        case("attachments:", "- {title: A, file: a.pdf}"),
        "4:20: Fila «a.pdf» ligg ikkje i «cases/2021-nettside/»."
        " Legg ho der, eller slett «file» om ho ikkje skal publiserast.",
    ),
    "attachment_missing_near": Fault(
        {
            CASE: case("attachments:", "- {title: A, file: saksgrunlag.pdf}"),
            "cases/2021-nettside/saksgrunnlag.pdf": PDF,
        },
        (
            "cases/2021-nettside.md:4:20: Fila «saksgrunlag.pdf» ligg ikkje i «cases/2021-nettside/»."
            " Meinte du «saksgrunnlag.pdf»?",
            "cases/2021-nettside/saksgrunnlag.pdf:1:1: Åtvaring: Ingen viser til fila, og ho blir ikkje publisert."
            " Nemn ho i «attachments» i «cases/2021-nettside.md», eller slett ho.",
        ),
    ),
    "linked_file_type": fault(
        CASE,
        case() + "\n[Last ned](2021-nettside/a.exe)\n",
        f"5:12: Fila «a.exe» er av ein type som ikkje kan publiserast. Lovlege typar er {TYPES}.",
        **{"cases/2021-nettside/a.exe": b"MZ"},
    ),
    "file_in_subfolder": Fault(
        {CASE: case(), "cases/2021-nettside/under/a.pdf": PDF},
        (
            "cases/2021-nettside/under/a.pdf:1:1: Åtvaring: Fila ligg i ei undermappe og blir ikkje publisert."
            " Legg ho direkte i mappa til posten.",
        ),
    ),
    "file_not_named": Fault(
        {CASE: case(), "cases/2021-nettside/a.pdf": PDF},
        (
            "cases/2021-nettside/a.pdf:1:1: Åtvaring: Ingen viser til fila, og ho blir ikkje publisert."
            " Nemn ho i «attachments» i «cases/2021-nettside.md», eller slett ho.",
        ),
    ),
    "total_differs": fault(
        PROJECT,
        project(
            "budget:",
            "  years: [2020]",
            "  costs:",
            "  - {item: Løn, amounts: {2020: 300 000}}",
            "  - {item: Reise, amounts: {2020: 20 000}}",
            "  totals: {costs: {2020: 330 000}}",
        ),
        "8:26: Åtvaring: Summen for 2020 er oppgjeven som 330000, men budsjettpostane gjev 320000. Sjekk tala.",
    ),
    "costs_differ_from_income": fault(
        PROJECT,
        project(
            "budget:",
            "  years: [2020]",
            "  costs: [{item: Løn, amounts: {2020: 300 000}}]",
            "  income: [{item: Tilskot, amounts: {2020: 200 000}}]",
        ),
        "3:1: Åtvaring: Kostnadene i 2020 er 300000, men inntektene er 200000. Sjekk tala.",
    ),
    "amount_outside_years": fault(
        PROJECT,
        project("budget:", "  years: [2020, 2021]", "  costs: [{item: Løn, amounts: {2022: 1}}]"),
        "5:33: Beløpet gjeld 2022, men budsjettet dekkjer 2020, 2021. Rett året eller legg det til i «years».",
    ),
    "met_before_life": fault(
        "meetings/ou/2021-02-19.md",
        facts(),
        "1:1: Utvalet er verksamt frå 2021-03 (sjå «organisations/ou.md»), men møtet er før det. Rett det som er feil.",
        **{"organisations/ou.md": organisation("valid: {from: 2021-03}")},
    ),
    "met_after_life": fault(
        "meetings/ou/2021-02-19.md",
        facts(),
        "1:1: Utvalet var verksamt til 2020 (sjå «organisations/ou.md»), men møtet er etter det. Rett det som er feil.",
        **{"organisations/ou.md": organisation("valid: {to: 2020}")},
    ),
    "parent_circle": fault(
        "organisations/ou.md",
        organisation("parent: ou"),
        "4:9: Organisasjonen høyrer under seg sjølv, direkte eller gjennom andre. Rett «parent».",
    ),
    "predecessor_circle": Fault(
        {
            "organisations/ny.md": facts("title: Ny", "kind: area", "predecessor: gammal"),
            "organisations/gammal.md": facts("title: Gammal", "kind: area", "predecessor: ny"),
        },
        (
            "organisations/gammal.md:4:14: Organisasjonen avløyser seg sjølv, direkte eller gjennom andre."
            " Rett «predecessor».",
            "organisations/ny.md:4:14: Organisasjonen avløyser seg sjølv, direkte eller gjennom andre."
            " Rett «predecessor».",
        ),
    ),
}
"""One portal for each message, by the message's code."""


def attached(name: str, content: bytes, *lines: str) -> Fault:
    """A case with an attachment, and what is said of it."""
    path = f"cases/2021-nettside/{name}"
    record = case("attachments:", f"- {{title: Notat, file: {name}}}")
    return Fault({CASE: record, path: content}, tuple(f"{path}:1:1: {line}" for line in lines))


NUMBER = f"{PERSON[:6]} {PERSON[6:]}"
SHOWN = f"{PERSON[:6]} •••••"
CLEAN = "Ta {} bort med «portal clean cases/2021-nettside/{}»."
UNREAD = "og det er ikkje sjekka om ho har personopplysningar."


def add_nested(made: pikepdf.Pdf) -> None:
    made.attachments["innpakka.docx"] = pikepdf.AttachedFileSpec(made, b"PK\x03\x04 skadd", filename="innpakka.docx")


FAULTS |= {
    "guard_identity": fault(
        CASE,
        case() + f"\nGjeld {NUMBER}.\n",
        f"5:7: «{SHOWN}» er eit gyldig fødselsnummer, D-nummer eller hjelpenummer. Det kan aldri publiserast."
        " Slett det. Er det eit kontonummer, skriv det slik: «1234.56.78901».",
    ),
    "guard_identity_likely": fault(
        CASE,
        case(f"archive_ref: fnr {LIKELY}"),
        f"3:18: Åtvaring: «{SHOWN}» ser ut som eit fødselsnummer, men kontrollsiffera stemmer ikkje."
        " Er det eit nummer på ein person, slett det.",
    ),
    "guard_email": fault(
        CASE,
        case() + "\nSpør kari.nordvik@gmail.com.\n",
        "5:6: Åtvaring: «kari.nordvik@gmail.com» er truleg ei privat e-postadresse."
        " Slett ho, eller bruk adressa til organisasjonen.",
    ),
    "guard_phone": fault(
        CASE,
        case() + "\nRing Kari på 412 34 567.\n",
        "5:14: Åtvaring: «412 34 567» er eit mobilnummer."
        " Slett det, eller skriv telefonen til organisasjonen i «contact».",
    ),
    "guard_identity_name": fault(
        f"cases/notat-{PERSON}.pdf",
        PDF,
        f"1:1: Namnet på fila har «{SHOWN}», eit gyldig fødselsnummer, D-nummer eller hjelpenummer."
        " Gje fila eit anna namn.",
        "1:1: Åtvaring: Fila høyrer ikkje til nokon post og blir ikkje publisert."
        " Legg ho i ei mappe med namnet til posten.",
    ),
    "guard_identity_likely_name": fault(
        f"cases/fnr-{LIKELY}.pdf",
        PDF,
        "1:1: Åtvaring: Fila høyrer ikkje til nokon post og blir ikkje publisert."
        " Legg ho i ei mappe med namnet til posten.",
        f"1:1: Åtvaring: Namnet på fila har «{SHOWN}», som ser ut som eit fødselsnummer."
        " Er det eit nummer på ein person, gje fila eit anna namn.",
    ),
    "guard_identity_file": attached(
        "a.pdf",
        pdf("Innhald", f"Gjeld {NUMBER}"),
        f"I fila står «{SHOWN}», eit gyldig fødselsnummer, D-nummer eller hjelpenummer (side 2)."
        " Det kan aldri publiserast. Slett det i dokumentet, og lagre fila på nytt.",
    ),
    "guard_identity_likely_file": attached(
        "a.xlsx",
        xlsx({"Ark2": row(1, cell("B1", "Fødselsnummer")) + row(7, cell("B7", LIKELY))}),
        f"Åtvaring: I fila står «{SHOWN}», som ser ut som eit fødselsnummer (celle Ark2!B7)."
        " Er det eit nummer på ein person, slett det i dokumentet.",
    ),
    "guard_email_file": attached(
        "a.pptx",
        pptx(("Notat", "kari@online.no")),
        "Åtvaring: I fila står «kari@online.no», truleg ei privat e-postadresse (lysark 2)."
        " Skal ho ikkje vere offentleg, slett ho i dokumentet.",
    ),
    "guard_phone_file": attached(
        "a.txt",
        b"Notat\nMobil: 41234567\n",
        "Åtvaring: I fila står mobilnummeret «41234567» (line 2)."
        " Skal det ikkje vere offentleg, slett det i dokumentet.",
    ),
    "guard_too_big": attached(
        "a.txt",
        b"a\n" * 25_000_001,
        "Fila er på 51 MB, men kan vere på høgst 50 MB."
        " Gjer ho mindre, eller endre «attachment_megabytes» i «mkdocs.yml».",
    ),
    "guard_type": attached(
        "a.pdf",
        b"Notat",
        "Åtvaring: Fila heiter «.pdf», men innhaldet er noko anna."
        " Lagre dokumentet på nytt som pdf, eller legg inn rett fil.",
    ),
    "guard_type_active": attached(
        "a.pdf",
        b"<!DOCTYPE html><script>alert(1)</script>",
        "Fila heiter «.pdf», men er ei nettside eller eit program. Legg inn rett fil.",
    ),
    "guard_type_foreign": attached(
        "a.pdf",
        b"Rar!\x1a\x07\x01\x00",
        "Fila heiter «.pdf», men innhaldet er av eit slag som ikkje kan sjekkast. Legg inn rett fil.",
    ),
    "guard_author": attached(
        "a.docx",
        docx(paragraph(run("Notat")), **properties("Kari Nordvik", "Ola Vik")),
        "Åtvaring: Fila fortel kven som har skrive ho: Kari Nordvik, Ola Vik. " + CLEAN.format("det", "a.docx"),
    ),
    "guard_company": attached(
        "a.docx",
        docx(paragraph(run("Notat")), **properties(company="Nordvik konsult")),
        "Åtvaring: Fila fortel kva verksemd eller leiar ho kjem frå: Nordvik konsult. " + CLEAN.format("det", "a.docx"),
    ),
    "guard_properties": attached(
        "a.docx",
        docx(paragraph(run("Notat")), **properties(custom="Kari")),
        "Åtvaring: Fila har eigenskapar som nokon har lagt til: Saksbehandlar. " + CLEAN.format("dei", "a.docx"),
    ),
    "guard_comments": attached(
        "a.docx",
        docx(paragraph(run("Notat")), comments=comment("Sjekk dette")),
        "Åtvaring: Fila har merknader (1). " + CLEAN.format("dei", "a.docx"),
    ),
    "guard_revisions": attached(
        "a.docx",
        docx(paragraph(run("Notat"), f'<w:del w:author="Kari">{run("sletta", tag="delText")}</w:del>')),
        "Åtvaring: Fila har sporte endringar (1), så det som er sletta, kan lesast."
        " Godta dei med «portal clean cases/2021-nettside/a.docx».",
    ),
    "guard_hidden_text": attached(
        "a.docx",
        docx(paragraph(run("Notat"), run("gøymt", "<w:vanish/>"))),
        "Åtvaring: Fila har skjult tekst (1). Alle kan hente han fram. " + CLEAN.format("han", "a.docx"),
    ),
    "guard_hidden_sheets": attached(
        "a.xlsx",
        xlsx({"Ark1": "", "Løner": row(1, cell("A1", "Notat"))}, hidden=("Løner",)),
        "Åtvaring: Fila har skjulte ark: Løner. Alle kan hente dei fram. " + CLEAN.format("dei", "a.xlsx"),
    ),
    "guard_hidden_cells": attached(
        "a.xlsx",
        xlsx({"Ark1": row(1, cell("A1", "Notat"), hidden=True)}),
        "Åtvaring: Fila har skjulte rader eller kolonnar (1). Alle kan hente dei fram."
        " Slett dei i dokumentet om dei ikkje er offentlege.",
    ),
    "guard_hidden_slides": attached(
        "a.pptx",
        pptx(("Notat",), hidden=True),
        "Åtvaring: Fila har skjulte lysark (1). Alle kan hente dei fram."
        " Slett dei i dokumentet om dei ikkje er offentlege.",
    ),
    "guard_earlier": attached(
        "a.pdf",
        with_update(pdf("Utkast"), "Notat"),
        "Åtvaring: Fila har tidlegare utgåver av seg sjølv i seg (1). " + CLEAN.format("dei", "a.pdf"),
    ),
    "guard_embedded": attached(
        "a.docx",
        docx(paragraph(run("Notat")), **{"word__embeddings__tal.xlsx": PLAIN["xlsx"]}),
        "Åtvaring: Fila har andre filer i seg: tal.xlsx. Dei blir publiserte med ho. Sjekk at dei er offentlege.",
    ),
    "guard_location": attached(
        "a.jpg",
        picture(place=True),
        "Åtvaring: Biletet fortel kvar det er teke (GPS). " + CLEAN.format("det", "a.jpg"),
    ),
    "guard_device": attached(
        "a.jpg",
        picture(exif={0xC62F: "SN-1234"}),
        "Åtvaring: Biletet har serienummeret til kameraet. " + CLEAN.format("det", "a.jpg"),
    ),
    "guard_unread_damaged": attached(
        "a.pdf", b"%PDF-1.7\nikkje noko\n", f"Åtvaring: Fila er skadd, {UNREAD} Lagre dokumentet på nytt."
    ),
    "guard_unread_encrypted": attached(
        "a.docx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le"),
        f"Åtvaring: Fila er låst med passord, {UNREAD} Lås ho opp, og lagre på nytt.",
    ),
    "guard_unread_too_large": attached(
        "a.docx",
        office("docx", {"word/document.xml": "<w>" + " " * 81_000_000 + "</w>"}),
        f"Åtvaring: Fila er for stor til å lesast heilt, {UNREAD} Del dokumentet, eller les det gjennom sjølv.",
    ),
    "guard_unread_nested": attached(
        "a.pdf",
        pdf("Notat", change=add_nested),
        "Åtvaring: Fila har andre filer i seg: innpakka.docx. Dei blir publiserte med ho. Sjekk at dei er offentlege.",
        "Åtvaring: Fila har andre filer i seg som ikkje kan lesast, og det er ikkje sjekka om dei har"
        " personopplysningar. Ta dei bort, eller les dei gjennom sjølv.",
    ),
}

ELSEWHERE = {
    "unreadable", "symbolic_link", "epoch", "template", "withheld",
    "changed_while_built", "history_cut", "paper_failed", "redirects_dropped", "search_failed", "search_words",
    "file_name_encoding", "worker_lost",
    "folder_for_file", "no_file",
}  # fmt: skip
"""Messages of the file system and the build; they have tests of their own below, or in test_swapping."""

NO_FAULT = {"heading_error", "heading_warning", "warning_prefix"}
UNREACHED = {"value_other"}
"""What a new kind of value that has no message of its own would give; no field can give it today."""


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_is_told_in_whole(portal: MakePortal, code: str) -> None:
    expected = FAULTS[code]
    result = portal({**expected.base, **expected.files}).check()
    assert result.output == expected.output()
    assert result.exit_code == (0 if all(map(_is_warning, expected.lines)) else 1)


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_shows_the_message_that_it_is_filed_under(code: str) -> None:
    message = str(catalogue_for("nn").raw(f"problem.{code}"))
    pattern = re.sub(r"\\\{\w+\\\}", ".+", re.escape(message))
    assert any(re.search(rf": (?:Åtvaring: )?{pattern}$", line) for line in FAULTS[code].lines)


def test_every_message_has_a_portal_that_gives_it() -> None:
    codes = {key.removeprefix("problem.") for key in sorted(catalogue_for("nn").keys()) if key.startswith("problem.")}
    own = ("permalink_", "basis_", "signature_", "settings_", "words_")  # they have tests of their own
    codes = {code for code in codes if not code.startswith(own)}
    assert codes - NO_FAULT - ELSEWHERE - UNREACHED == set(FAULTS)


def test_the_message_for_other_values_is_there_for_a_field_to_come() -> None:
    text = catalogue_for("nn").text("problem.value_other", found="x", field="y")
    assert text == "«x» kan ikkje stå i «y». Sjå handboka."


BOKMAL: dict[str, tuple[str, ...]] = {
    "duplicate_key": (
        "cases/2021-nettside.md:4:1: Feltet «title» står to ganger; første gang på linje 2. Slett det ene.",
    ),
    "encoding_windows": (
        "cases/2021-nettside.md:2:25: Filen er lagret med feil tegnkoding, trolig Windows-1252; se «på»."
        " Lagre den på nytt som UTF-8.",
    ),
    "control_character": (
        "cases/2021-nettside.md:2:9: Her står et usynlig tegn (U+0002) som ikke hører hjemme i tekst. Slett det.",
    ),
    "value_day_norwegian": (
        "cases/2021-nettside.md:3:12: «9.2.2021» i «submitted» skal skrives med året først. Skriv «2021-02-09».",
    ),
    "unknown_field_near": ("cases/2021-nettside.md:3:1: Feltet «submited» er ukjent. Mente du «submitted»?",),
    "organisation_near": (
        "projects/nettside.md:3:8: Advarsel: «Strategisk samarbeidsutvalg» er ingen organisasjon,"
        " og blir vist som tekst. Mente du «Strategisk samarbeidsutval»?",
    ),
    "heading_without_item": (
        "meetings/ssu/2021-02-19.md:4:1: Overskriften «Sak 05/21: Budsjett» ser ut som en sak,"
        " men ingen sak på sakslisten har det nummeret. Rett nummeret eller legg til saken i «agenda».",
    ),
    "guard_identity_file": (
        f"cases/2021-nettside/a.pdf:1:1: I filen står «{SHOWN}», et gyldig fødselsnummer, D-nummer eller hjelpenummer"
        " (side 2). Det kan aldri publiseres. Slett det i dokumentet, og lagre filen på nytt.",
    ),
    "attachment_missing_near": (
        "cases/2021-nettside.md:4:20: Filen «saksgrunlag.pdf» ligger ikke i «cases/2021-nettside/»."
        " Mente du «saksgrunnlag.pdf»?",
        "cases/2021-nettside/saksgrunnlag.pdf:1:1: Advarsel: Ingen viser til filen, og den blir ikke publisert."
        " Nevn den i «attachments» i «cases/2021-nettside.md», eller slett den.",
    ),
}


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("case: A b", "4:9: «A b» i «agenda[1].case» er ikkje ein id."),
        ("case: [2021-nettside, A b]", "4:25: «A b» i «agenda[1].case[2]» er ikkje ein id."),
        ("case: {a: b}", "4:9: Feltet «agenda[1].case» skal vere tekst, men er ei liste eller ei gruppe."),
        (
            "case: [[2021-nettside]]",
            "4:10: Feltet «agenda[1].case[1]» skal vere tekst, men er ei liste eller ei gruppe.",
        ),
        ("case: 2021-natt", "4:9: Ingen post i «cases/» heiter «2021-natt»."),
        ("case: [2021-nettside, xyzzy]", "4:25: Ingen post i «cases/» heiter «xyzzy»."),
        (
            "approves: [ssu/2021-01-15, 2021-01-15]",
            "4:30: «2021-01-15» i «agenda[1].approves[2]» viser ikkje til eit møte.",
        ),
        ("approves: [ssu/2021-01-15, ssu/2021-03-19]", "4:30: Møtet 2021-02-19 kan ikkje godkjenne referatet frå"),
        (
            "approves: [ssu/2021-01-15, ou/2021-01-15]",
            "4:30: Åtvaring: Referatet frå «ou/2021-01-15» blir godkjent av eit",
        ),
        ("follow_up: [{what: B, responsible: [ssu, ss-u]}]", "4:44: Ingen post i «organisations/» heiter «ss-u»."),
        ("follow_up: [{what: B, responsible: [Folk, Strategisk samarbeidsutvalg]}]", "4:45: Åtvaring: «Strategisk"),
    ],
)
def test_a_fault_in_one_or_a_list_stands_where_it_was_written(portal: MakePortal, field: str, told: str) -> None:
    files = {
        **BASE,
        CASE: case(),
        MEETING: item("title: A", field),
        "organisations/ou.md": organisation(),
        **{f"meetings/{id_}.md": facts() for id_ in ("ssu/2021-01-15", "ssu/2021-03-19", "ou/2021-01-15")},
    }
    assert f"{MEETING}:{told}" in portal(files).check().output


@pytest.mark.parametrize("blank", ["", "[]", "[~]"])
def test_an_empty_list_is_as_left_out(portal: MakePortal, blank: str) -> None:
    files = {
        **BASE,
        MEETING: item(
            "title: A", f"case: {blank}", f"approves: {blank}", f"follow_up: [{{what: B, responsible: {blank}}}]"
        ),
    }
    folder = portal(files)
    assert folder.check().exit_code == 0
    folder.write({MEETING: item("number: 05/21", f"case: {blank}")})
    told = f"{MEETING}:3:3: Punkt 1 på saklista har verken tittel eller sak."
    assert told in folder.check().output


def test_one_of_several_approved_meetings_was_approved_before(portal: MakePortal) -> None:
    approving = "outcome: approved"
    files = {
        **BASE,
        **{f"meetings/ssu/2021-01-{day}.md": facts() for day in ("08", "15")},
        "meetings/ssu/2021-02-05.md": item("title: R", "approves: ssu/2021-01-15", approving),
        MEETING: item("title: Referat", "approves: [ssu/2021-01-08, ssu/2021-01-15]", approving),
    }
    told = "4:30: Åtvaring: Referatet frå «ssu/2021-01-15» er allereie godkjent i «meetings/ssu/2021-02-05.md»."
    assert f"{MEETING}:{told}" in portal(files).check().output


@pytest.mark.parametrize("code", BOKMAL)
def test_a_fault_is_told_in_bokmal_too(portal: MakePortal, code: str) -> None:
    expected = replace(FAULTS[code], lines=BOKMAL[code], lang="nb")
    assert portal({**expected.base, **expected.files}, lang="nb").check().output == expected.output()


@pytest.mark.parametrize("lang", HEADINGS)
def test_the_base_has_no_fault(portal: MakePortal, lang: str) -> None:
    result = portal(BASE, lang=lang).check()
    assert (result.exit_code, result.output) == (0, HEADINGS[lang][4] + "\n")


def test_an_empty_portal_has_no_fault(portal: MakePortal) -> None:
    result = portal().check()
    assert (result.exit_code, result.output) == (0, "0 postar er sjekka. Ingen feil.\n")


# What the record format says of references, addresses and things held back, beyond one case a message


TOLD = (
    "present: [Kari Nes]",
    "minutes_sent: {sent}",
    "agenda:",
    "- number: 05/21",
    "  title: A",
    "  outcome: decided",
    "  vote: unanimous",
    "  follow_up: [{{what: B, due: 2021-06-30}}]",
)
"""All that only a meeting that was held can have."""
DECIDED = "\n## 05/21\n\n### Framlegg til vedtak\n\nJa.\n\n### Vedtak\n\nJa.\n"


def told_by(sent: str, *lines: str) -> str:
    return facts(*lines, *(line.format(sent=sent) for line in TOLD)) + DECIDED


MORE: dict[str, Fault] = {
    "all-that-a-cancelled-meeting-cannot-have": fault(
        MEETING,
        told_by("2021-02-20", "cancelled: {reason: Snø}", "notice_sent: 2021-02-10", "absent: [Ola Vik]"),
        *(
            f"{at}: {CANCELLED.format(field=field)}"
            for at, field in (
                ("5:1", "present"), ("6:1", "minutes_sent"), ("10:3", "outcome"), ("11:3", "vote"),
                ("12:3", "follow_up"), ("21:1", "Vedtak"),
            )
        ),
    ),
    "all-that-a-meeting-to-come-cannot-have": fault(
        "meetings/ssu/2021-05-20.md",
        told_by("2021-05-21", "notice_sent: 2021-05-09", "absent: [Ola Vik]"),
        f"4:1: {NOT_HELD.format(day='2021-05-20', field='present')}",
        f"5:15: {AFTER_TODAY.format(field='minutes_sent', found='2021-05-21')}",
        *(
            f"{at}: {NOT_HELD.format(day='2021-05-20', field=field)}"
            for at, field in (
                ("9:3", "outcome"), ("10:3", "vote"), ("11:3", "follow_up"), ("20:1", "Vedtak"),
            )
        ),
    ),
    "a-meeting-of-today-with-minutes": fault("meetings/ssu/2021-05-10.md", told_by("2021-05-10")),
    "every-date-of-what-happened": Fault(
        {
            CASE: case("submitted: 2021-05-11", "corrections: [{date: 2021-05-12, what: A}]"),
            MEETING: item("title: A", "follow_up: [{what: B, done: 2021-05-13}]"),
            "meetings/ssu/2021-06-01.md": facts("notice_sent: 2021-05-14"),
            PROJECT: project(
                "milestones: [{what: A, when: 2022, done: 2021-05-15}]",
                "reports: [{date: 2021-05-16, summary: A}]",
                "indicators: [{name: A, values: [{date: 2021-05-17, value: A}]}]",
                "period: {from: 2022, to: 2023}",
            ),
            "cases/2021-teke-bort.md": facts("retracted: {date: 2021-05-18, reason: Feil}"),
        },
        tuple(
            f"{at}: {AFTER_TODAY.format(field=field, found=found)}"
            for at, field, found in (
                ("cases/2021-nettside.md:3:12", "submitted", "2021-05-11"),
                ("cases/2021-nettside.md:4:22", "corrections.date", "2021-05-12"),
                ("cases/2021-teke-bort.md:2:19", "retracted.date", "2021-05-18"),
                ("meetings/ssu/2021-02-19.md:4:31", "done", "2021-05-13"),
                ("meetings/ssu/2021-06-01.md:2:14", "notice_sent", "2021-05-14"),
                ("projects/nettside.md:3:42", "done", "2021-05-15"),
                ("projects/nettside.md:4:18", "reports.date", "2021-05-16"),
                ("projects/nettside.md:5:40", "values.date", "2021-05-17"),
            )
        ),
    ),
    "a-tie-and-how-it-was-decided": fault(
        MEETING,
        item("title: Ein", "outcome: decided", "vote: {for: 3, against: 3}")
        + "\n## Ein\n\n### Vedtak\n\nJa, med dobbeltrøysta til leiaren.\n",
    ),
    "a-tie-that-carried-nothing": fault(MEETING, item("title: A", "outcome: rejected", "vote: {for: 3, against: 3}")),
    "a-vote-to-put-off": fault(MEETING, item("title: A", "outcome: postponed", "vote: {for: 3, against: 1}")),
    "a-vote-with-words-of-a-decision": fault(
        MEETING, item("title: Ein", "vote: {for: 3, against: 1}") + "\n## Ein\n\n### Vedtak\n\nJa.\n"
    ),
    "votes-of-those-who-were-there-for-the-item": fault(
        MEETING,
        facts(
            "present: [Kari Nes, {name: Ola Vik, items: [02/21]}, Per Dal]",
            "absent: [{name: Per Dal, items: [01/21]}]",
            "agenda:",
            "- {number: 01/21, title: A, outcome: decided, vote: {for: 2, against: 0}}",
            "- {number: 02/21, title: B, outcome: decided, vote: {for: 3, against: 0}}",
        ),
        "5:53: Åtvaring: 2 har røysta, men 1 var til stades på saka. Rett tala eller «present».",
    ),
    "there-for-a-part": fault(
        MEETING,
        facts(
            "present: [{name: Kari Nes, items: [01/21]}, Ola Vik]",
            "absent: [{name: Kari Nes, items: [02/21]}, {name: Ola Vik, items: [02/21]}]",
            "agenda: [{number: 01/21, title: A}, {number: 02/21, title: B}]",
        ),
    ),
    "there-and-not-there-for-the-same-item": fault(
        MEETING,
        facts(
            "present: [{name: Kari Nes, items: [01/21, 02/21]}]",
            "absent: [{name: Kari Nes, items: [Sak 02/21]}]",
            "agenda: [{number: 01/21, title: A}, {number: 02/21, title: B}]",
        ),
        "3:10: Åtvaring: «Kari Nes» står både som til stades og med forfall på same sak."
        " Skriv i «items» kva saker det eine og det andre gjeld, eller slett det som er feil.",
    ),
    "a-closed-case-that-was-withdrawn-in-the-meeting": fault(
        MEETING,
        item("case: 2021-nettside", "outcome: withdrawn"),
        **{CASE: case("closed: {date: 2021-02-01, outcome: withdrawn}")},
    ),
    "a-case-that-the-meeting-closed": fault(
        MEETING,
        item("case: 2021-nettside", "outcome: decided"),
        **{CASE: case("closed: {date: 2021-02-19, outcome: completed}")},
    ),
    "a-closed-case-of-a-cancelled-meeting": fault(
        "meetings/ssu/2021-05-20.md",
        "---\ncancelled: true\nagenda: [{case: 2021-nettside}]\n---\n",
        **{CASE: case("closed: {date: 2021-02-19, outcome: completed}")},
    ),
    "a-later-number-and-an-earlier-hour": fault(
        "meetings/ssu/2021-02-19-2.md",
        facts("start: 9:00", "agenda: [{title: R, approves: ssu/2021-02-19, outcome: approved}]"),
        "3:31: Møtet 2021-02-19 kan ikkje godkjenne referatet frå «ssu/2021-02-19», for det møtet var ikkje halde enno."
        " Rett «approves».",
        **{MEETING: facts("start: 14:00")},
    ),
    "a-name-with-a-hyphen-that-is-no-organisation": fault(
        PROJECT,
        project("owner: kommune-x"),
        "3:8: Ingen post i «organisations/» heiter «kommune-x». Rett id-en eller lag posten.",
    ),
    "a-name-with-a-digit-that-is-no-organisation": fault(
        MEETING,
        facts("present:", "- Kari Nes (leiar, ssu2)"),
        "3:3: Ingen post i «organisations/» heiter «ssu2». Meinte du «ssu»?",
    ),
    "every-field-that-names-an-organisation": fault(
        CASE,
        case("submitted_by: {organisation: a-b}", "for: [c-d]"),
        "3:30: Ingen post i «organisations/» heiter «a-b». Rett id-en eller lag posten.",
        "4:7: Ingen post i «organisations/» heiter «c-d». Rett id-en eller lag posten.",
    ),
    "every-field-of-an-item-that-refers": fault(
        MEETING,
        item("case: 2021-q", "project: qq", "approves: ssu/2020-01-01", "follow_up: [{what: a, responsible: b-c}]"),
        "3:9: Ingen post i «cases/» heiter «2021-q». Rett id-en eller lag posten.",
        "4:12: Ingen post i «projects/» heiter «qq». Rett id-en eller lag posten.",
        "5:13: Ingen post i «meetings/» heiter «ssu/2020-01-01». Meinte du «ssu/2021-02-19»?",
        "6:38: Ingen post i «organisations/» heiter «b-c». Rett id-en eller lag posten.",
    ),
    "every-hold-that-is-blank": fault(
        CASE,
        case("exempt:", "retracted:", "publish_after:", "draft: ~"),
        "3:1: Feltet «exempt» står tomt, men skal halde noko tilbake. Fyll det ut eller slett det.",
        "4:1: Feltet «retracted» står tomt, men skal halde noko tilbake. Fyll det ut eller slett det.",
        "5:1: Feltet «publish_after» står tomt, men skal halde noko tilbake. Fyll det ut eller slett det.",
        "6:1: Feltet «draft» står tomt, men skal halde noko tilbake. Fyll det ut eller slett det.",
    ),
    "an-item-whose-exemption-is-blank": fault(
        MEETING,
        item("title: A", "exempt:"),
        "4:3: Feltet «agenda[1].exempt» står tomt, men skal halde noko tilbake. Fyll det ut eller slett det.",
    ),
    "a-paper-whose-exemption-is-blank": fault(
        CASE,
        case("attachments:", "- title: A", "  exempt:"),
        "5:3: Feltet «attachments[1].exempt» står tomt, men skal halde noko tilbake. Fyll det ut eller slett det.",
    ),
    "a-meeting-has-no-organisation-or-id-field": fault(
        MEETING,
        facts("organisation: ssu", "id: x"),
        *(
            f"{line}:1: Feltet «{name}» skal ikkje skrivast, for det kjem frå filnamnet."
            " Slett feltet. Er filnamnet feil, gje fila nytt namn."
            for line, name in ((2, "organisation"), (3, "id"))
        ),
    ),
    "an-alias-that-another-record-has": Fault(
        {CASE: case("aliases: [/gammal/]"), "cases/2021-z.md": case("aliases:", "- gammal")},
        ("cases/2021-z.md:4:3: Adressa «/gammal/» er allereie i bruk av «cases/2021-nettside.md». Vel ei anna.",),
    ),
    "an-earlier-number-that-another-item-has": fault(
        MEETING,
        facts("agenda:", "- {number: 05/21, title: A}", "- {number: 06/21, title: B, aliases: [07/21, 05/21]}"),
        "4:46: To saker på saklista får same adresse, «#sak-05-21»; den første er punkt 1. Rett nummeret.",
    ),
    "a-partner-as-its-own-grandparent": Fault(
        {
            f"organisations/{a}.md": facts(f"title: {a}", "kind: area", f"parent: {b}")
            for a, b in (("aa", "bb"), ("bb", "cc"), ("cc", "aa"))
        },
        tuple(
            f"organisations/{a}.md:4:9: Organisasjonen høyrer under seg sjølv, direkte eller gjennom andre."
            " Rett «parent»."
            for a in ("aa", "bb", "cc")
        ),
    ),
    "minutes-of-another-body-on-the-same-day": fault(
        MEETING,
        item("title: R", "approves: zz/2021-02-19"),
        "4:13: Åtvaring: Referatet frå «zz/2021-02-19» blir godkjent av eit anna utval. Sjekk «approves».",
        **{"organisations/zz.md": organisation(), "meetings/zz/2021-02-19.md": facts()},
    ),
    "a-link-to-a-record-that-cannot-be-read": Fault(
        {CASE: case() + "\n[Møtet](../meetings/ssu/2021-02-19.md#sak-05-21)\n", MEETING: b"---\nnumber: \xe5\n---\n"},
        (
            "meetings/ssu/2021-02-19.md:2:9: Fila er lagra med feil teiknkoding, truleg Windows-1252; sjå «å»."
            " Lagre ho på nytt som UTF-8.",
        ),
    ),
    "a-link-to-another-host-without-a-scheme": fault(
        CASE,
        case() + "\n[A](//a.example) [B](//b.example/c)\n",
        *(
            f"5:{column}: Lenkja «{link}» går ut av portalen."
            " Bruk ei relativ lenkje til ei fil, eller heile nettadressa."
            for column, link in ((5, "//a.example"), (22, "//b.example/c"))
        ),
    ),
    "a-moment-that-is-not-in-the-calendar": fault(
        CASE,
        case("publish_after: 2021-02-30 10:00"),
        "3:16: «2021-02-30» i «publish_after» finst ikkje i kalenderen. Rett datoen.",
    ),
    "a-moment-before-all-time": fault(
        CASE,
        case("publish_after: 0001-01-01T00:00+14:00"),
        "3:16: «0001-01-01T00:00+14:00» i «publish_after» er ikkje eit tidspunkt."
        " Skriv «ÅÅÅÅ-MM-DD» eller «ÅÅÅÅ-MM-DD TT:MM».",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MORE)
def test_a_fault_of_the_format_is_told(portal: MakePortal, name: str) -> None:
    expected = MORE[name]
    assert portal({**expected.base, **expected.files}).check().output == expected.output()


@pytest.mark.parametrize(("day", "is_told"), [("2021-06-01", False), ("2021-06-02", True)])
def test_what_will_have_happened_when_it_is_published_is_no_fault(portal: MakePortal, day: str, is_told: bool) -> None:
    result = portal({CASE: case("publish_after: 2021-06-01", f"submitted: {day}")}).check()
    assert (AFTER_TODAY.format(field="submitted", found=day) in result.output) == is_told


def test_a_year_that_is_no_year_is_told_as_the_editor_knows_it(portal: MakePortal) -> None:
    lines = ("budget:", "  years: [2020]", "  costs:", "  - item: A", "    amounts: {i fjor: 1}")
    result = portal({**BASE, PROJECT: project(*lines)}).check()
    assert re.fullmatch(
        r"Éin feil:\nprojects/nettside\.md:7:\d+: «i fjor» i «budget\.costs\[1\]\.amounts[a-z. ]*»"
        r" er ikkje eit årstal\. Skriv fire siffer\.\n",
        result.output,
    )


@pytest.mark.parametrize(
    "address",
    ["/", "/saker/", "/moter/2021/", "/moter/ssu/2021-02-19/", "/vedtak/", "/om/", "/saker/2021-nettside/",
     "/utval/ssu/", "/saker/utval/ssu/", "/saker/ar/2021/", "/saker/tilstand/submitted/", "/sak/ssu/05-21/"],
)  # fmt: skip
def test_no_alias_takes_an_address_of_the_site(portal: MakePortal, address: str) -> None:
    files = {
        **BASE,
        CASE: case("submitted: 2021-01-01"),
        MEETING: item("number: 05/21", "title: A"),
        PROJECT: project(f"aliases: [{address}]"),
    }
    result = portal(files).check()
    assert result.exit_code == 1
    assert result.output.startswith(f"Éin feil:\n{PROJECT}:3:11: ")
    assert f"«{address}»" in result.output


@pytest.mark.parametrize(
    "alias",
    ["/../ut/", "../../ut/", "/x/%2e%2e/%2E%2e/ut/", "/..%2f..%2fut/", "/x/..", "https://a.example/../ut/", "/./ut/",
     "/.ssh/", "/%5c..%5cut/", "//a.example/x/", "/C:/ut/", "/c%3Aut/", "/ein%00ut/", "/ein%0Aut/", "/assets/x/",
     pytest.param(f"/{'x' * 201}/", id="a long name"), pytest.param("/ut" * 334, id="a long path")],
)  # fmt: skip
def test_no_alias_leads_out_of_the_site_or_to_what_no_file_is_called(portal: MakePortal, alias: str) -> None:
    told = f"3:11: «{alias if len(alias) <= 400 else f'{alias[:400]}…'}» i «aliases» er ikkje ei adresse på nettstaden."
    expected = f"Éin feil:\n{CASE}:{told} Skriv ho slik: «/saker/gammalt-namn/».\n"
    assert portal({CASE: case(f'aliases: ["{alias}"]')}).check().output == expected


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({PROJECT: project("owner: Strategisk samarbeidsutval", "partners: [SSU, Folk]")}, id="names"),
        pytest.param({PROJECT: project("owner: kommunen")}, id="free-text-of-id-form"),
        pytest.param({CASE: facts("exempt: {basis: offl. § 13, public_title: A}")}, id="exempt-without-title"),
        pytest.param({CASE: facts("retracted: {date: 2021-03-01, reason: Feil}")}, id="retracted-without-title"),
        pytest.param({MEETING: facts()}, id="meeting-without-title"),
        pytest.param({MEETING: item("exempt: {basis: offl. § 13, public_title: A}")}, id="exempt-item-without-title"),
        pytest.param({MEETING: facts("agenda:", "- title: A", "- title: A")}, id="items-without-number"),
        pytest.param({"meetings/ssu/2021-02-19-2.md": facts(), MEETING: facts()}, id="two-meetings-a-day"),
        pytest.param({"cases/README.md": "Hei.", "cases/_mal.md": "Mal."}, id="passed-over"),
        pytest.param(
            {CASE: case() + "\n[Sak](../meetings/ssu/2021-02-19.md#vedtak-05-21)\n",
             MEETING: item("number: 05/21", "title: A", "outcome: decided")},
            id="link-to-a-decision",
        ),
        pytest.param({CASE: case() + "\n[Om](../content/om.md) og [nett](https://a.example)\n"}, id="link-to-content"),
        pytest.param(
            {CASE: case() + "\n[Notat](2021-nettside/a.pdf)\n", "cases/2021-nettside/a.pdf": PDF}, id="linked-file"
        ),
        pytest.param(
            {PROJECT: project("budget:", "  years: [2020]", "  costs: [{item: A, amounts: {2020: 300 000}}]",
                              "  totals: {costs: {2020: 300\u00a0000}}")},
            id="budget-that-adds-up",
        ),
    ],
)  # fmt: skip
def test_what_the_format_allows_is_no_fault(portal: MakePortal, files: dict[str, str | bytes]) -> None:
    result = portal({**BASE, **files}).check()
    assert (result.exit_code, result.output.count("\n"), "Ingen feil" in result.output) == (0, 1, True), result.output


def test_warnings_alone_stop_nothing(portal: MakePortal) -> None:
    told = [fault for fault in FAULTS.values() if all(map(_is_warning, fault.lines))]
    assert len(told) >= 15
    files = {
        **BASE,
        CASE: case("related: [2021-nettside]", "submitted: 2019-01-01"),
        MEETING: facts("notice_sent: 2021-03-01"),
        "cases/kart.pdf": PDF,
    }
    result = portal(files).check()
    assert result.exit_code == 0
    assert result.output == (
        "4 åtvaringar:\n"
        "cases/2021-nettside.md:3:11: Åtvaring: Saka viser til seg sjølv i «related». Slett lina.\n"
        "cases/2021-nettside.md:4:12: Åtvaring: Id-en byrjar med 2021, men saka er meld inn 2019-01-01."
        " Sjekk kva som er rett.\n"
        "cases/kart.pdf:1:1: Åtvaring: Fila høyrer ikkje til nokon post og blir ikkje publisert."
        " Legg ho i ei mappe med namnet til posten.\n"
        "meetings/ssu/2021-02-19.md:2:14: Åtvaring: Innkallinga er send 2021-03-01, etter møtet 2021-02-19."
        " Sjekk datoen.\n"
        "3 postar er sjekka. Ingen feil.\n"
    )


# All problems in one run

MUTATIONS = (
    ("submitted: 31.12.2020", "12: «31.12.2020» i «submitted» skal skrivast med året først. Skriv «2020-12-31»."),
    ("type: VD", "7: «VD» i «type» er ikkje ein sakstype. Skriv V, D, O eller R, eller fleire med «/» mellom."),
    ("lang: en", "7: «en» kan ikkje stå i «lang». Vel ein av desse: nn, nb."),
    ("draft: NO", "8: «NO» i «draft» er verken «true» eller «false». Skriv eitt av dei."),
    ("project: nowhere-at-all", "10: Ingen post i «projects/» heiter «nowhere-at-all». Rett id-en eller lag posten."),
    ("related: [Sak 1]", "11: «Sak 1» i «related[1]» er ikkje ein id."
     " Ein id har små bokstavar a–z, tal og enkle bindestrekar."),
    ("for: ssu", "6: Feltet «for» skal vere ei liste. Skriv kvar verdi på ei line med «- » først."),
    ("xyzzy: 1", "1: Feltet «xyzzy» er ukjent. Slett det eller rett namnet."),
    ("agenda: []", "1: Feltet «agenda» høyrer ikkje heime her, men i postane i «meetings/»."
     " Flytt fila eller slett feltet."),
    ("closed: {outcome: completed}", "1: Feltet «closed.date» manglar. Legg det til."),
    ("publish_after: snart", "16: «snart» i «publish_after» er ikkje eit tidspunkt."
     " Skriv «ÅÅÅÅ-MM-DD» eller «ÅÅÅÅ-MM-DD TT:MM»."),
    ("attachments: [{title: A, url: a.no}]", "31: «a.no» i «attachments[1].url» er ikkje ei nettadresse."
     " Skriv heile adressa, med «https://» først."),
    ("corrections: [{what: A}]", "15: Feltet «corrections[1].date» manglar. Legg det til."),
    ("aliases: ['a?b']", "11: «a?b» i «aliases» er ikkje ei adresse på nettstaden."
     " Skriv ho slik: «/saker/gammalt-namn/»."),
    ("archive_ref: {a: b}", "14: Feltet «archive_ref» skal vere tekst, men er ei liste eller ei gruppe."
     " Skriv éin verdi."),
    ("exempt:", "1: Feltet «exempt» står tomt, men skal halde noko tilbake. Fyll det ut eller slett det."),
)  # fmt: skip
"""Lines of a case that are wrong, and what is said of each after its path and line."""


def test_fifty_faults_are_told_at_once_each_on_its_line(portal: MakePortal) -> None:
    chance = random.Random(50)
    files: dict[str, str] = dict(BASE)
    expected = []
    for number in range(50):
        mutation, said = MUTATIONS[number % len(MUTATIONS)]
        filling = ["# merknad"] * chance.randrange(20)
        path = f"cases/2021-sak-{number:02}.md"
        files[path] = facts(f"title: Sak {number}", *filling, mutation, "# slutt")
        expected.append(f"{path}:{3 + len(filling)}:{said}")
    result = portal(files).check()
    assert result.output == "\n".join(["50 feil:", *expected, ""])
    assert result.exit_code == 1


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(MUTATIONS), unique=True, min_size=1).flatmap(st.permutations), st.data())
def test_a_record_tells_all_its_faults_in_one_run(mutations: list[tuple[str, str]], data: st.DataObject) -> None:
    lines = ["title: A"]
    expected = []
    for mutation, said in mutations:
        lines += ["# merknad"] * data.draw(st.integers(0, 3))
        lines.append(mutation)
        expected.append(f"{CASE}:{len(lines) + 1}:{said}")
    assert sorted(problems_of(CASE, facts(*lines))) == sorted(expected)


ITEMS = (
    ("- {number: N, title: T}", None),
    ("-", None),
    ("- {number: N, title: T, follow_up: [{what: A}, ]}", None),
    ("- berre tekst", "value_group"),
    ("- {number: N, title: T, outcome: Vedteke}", "value_enum_near"),
    ("- {number: N, title: T, foo: 1}", "unknown_field"),
    ("- {number: N}", "item_title_missing"),
    ("- {number: N, case: 2020-nope}", "unknown_id"),
    ("- {number: N, title: T, vote: 7-2}", "value_vote"),
    ("- {number: N, title: T, follow_up: [{due: 2021-03-01}]}", "missing_field"),
    ("- {number: N, title: T, follow_up: [{what: A, due: 2020-03-01}]}", "due_before_meeting"),
    ("- {number: N, title: T, follow_up: [{what: [A], due: 2021-03-01}, {what: B, due: 2020-01-01}]}", "two"),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(ITEMS), max_size=12))
def test_faults_in_a_list_stay_on_their_lines_whatever_stands_around_them(items: list[tuple[str, str | None]]) -> None:
    lines = [line.replace(": N", f": {n:02}/21") for n, (line, _) in enumerate(items, 1)]
    expected = [(n, code) for n, (_, code) in enumerate(items, 3) if code]
    expected = [(n, part) for n, code in expected for part in (TWO if code == "two" else (code,))]
    found = found_in(MEETING, facts("agenda:", *lines))
    assert sorted((problem.place.line, problem.code) for problem in found) == sorted(expected)


TWO = ("value_not_text", "due_before_meeting")


def found_in(path: str, text: str) -> list[Problem]:
    """All that is wrong with one record in a portal that has the base, without a disk."""
    kind, id_ = (MEETING_KIND, "ssu/2021-02-19") if path == MEETING else (CASE_KIND, "2021-nettside")
    base, _ = parse_record(SSU.lstrip().encode(), "organisations/ssu.md", ORGANISATION, "ssu")
    record, problems = parse_record(text.encode(), path, kind, id_)
    assert base is not None and record is not None
    parsed = Parsed([base, record], {base.key, record.key}, problems)
    return [*problems, *check(link(parsed))]


def problems_of(path: str, text: str) -> list[str]:
    catalogue = catalogue_for("nn")
    return [problem.line(catalogue) for problem in found_in(path, text)]


# The file system


def test_a_record_that_is_a_symbolic_link_is_told(portal: MakePortal, tmp_path: Path) -> None:
    outside = tmp_path / "hemmeleg.md"
    outside.write_text(case())
    folder = portal({**BASE, "cases/.gitkeep": ""})
    (folder.root / CASE).symlink_to(outside)
    result = folder.check()
    told = "Dette er ein snarveg (ei symbolsk lenkje). Legg sjølve fila eller mappa her."
    assert result.output == f"Éin feil:\n{CASE}:1:1: {told}\n"
    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (case("attachments: [{title: A, file: a.pdf}]"), "3:32"),
        (case() + "\n[A](2021-nettside/a.pdf)\n", "5:5"),
    ],
    ids=["attached", "linked"],
)
def test_a_paper_that_is_a_symbolic_link_is_told(portal: MakePortal, tmp_path: Path, text: str, place: str) -> None:
    (tmp_path / "hemmeleg.pdf").write_bytes(PDF)
    folder = portal({**BASE, CASE: text, "cases/2021-nettside/.gitkeep": ""})
    (folder.root / "cases/2021-nettside/a.pdf").symlink_to(tmp_path / "hemmeleg.pdf")
    result = folder.check()
    told = "Dette er ein snarveg (ei symbolsk lenkje). Legg sjølve fila eller mappa her."
    assert result.output == f"Éin feil:\n{CASE}:{place}: {told}\n"
    assert result.exit_code == 1


@pytest.mark.parametrize("linked", ["cases", "cases/2021-nettside", "meetings/ssu"])
def test_a_folder_that_is_a_symbolic_link_is_told(portal: MakePortal, tmp_path: Path, linked: str) -> None:
    outside = tmp_path / "utanfor"
    outside.mkdir()
    (outside / "2021-05-01.md").write_text(facts("title: A"))
    folder = portal({**BASE, **({CASE: case()} if linked == "cases/2021-nettside" else {})})
    (folder.root / linked).parent.mkdir(exist_ok=True)
    (folder.root / linked).symlink_to(outside, target_is_directory=True)
    result = folder.check()
    assert result.exit_code == 1
    assert re.search(rf"^{linked}\b.*: Dette er ein snarveg", result.output, re.MULTILINE)


def test_a_record_that_cannot_be_opened_is_told(portal: MakePortal, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = portal({**BASE, CASE: case()})
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "2021-nettside.md":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    result = folder.check()
    told = "Fila kan ikkje lesast (du har ikkje løyve til det). Sjekk at ho finst, og at du har tilgang til ho."
    assert result.output == f"Éin feil:\n{CASE}:1:1: {told}\n"
    assert result.exit_code == 1


# The settings


def with_settings(folder: PortalFolder, change: Callable[[str], str]) -> PortalFolder:
    path = folder.root / "mkdocs.yml"
    text = path.read_text("utf-8")
    assert change(text) != text
    path.write_text(change(text), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(
            lambda text: text.replace("language: nn", "language: en"),
            "mkdocs.yml:13:13: Språket «en» finst ikkje. Vel eit av: nn, nb.",
            id="language",
        ),
        pytest.param(
            lambda text: text.replace("docs_dir:", "INHERIT: ../felles.yml\ndocs_dir:"),
            "mkdocs.yml:6:10: Innstillinga «INHERIT» hentar innstillingar frå «../felles.yml», og det gjer berre"
            " MkDocs. Skriv dei innstillingane inn her, og ta bort «INHERIT».",
            id="inherit",
        ),
        pytest.param(
            lambda text: re.sub(r"responsible: >-\n.*\n.*\n", "responsible:\n", text),
            "mkdocs.yml:20:19: Innstillinga «responsible» manglar. Skriv kven som er ansvarleg for nettstaden.",
            id="responsible",
        ),
        pytest.param(
            lambda text: re.sub(r"responsible: >-\n.*\n.*\n", "responsible: [A]\n", text),
            "mkdocs.yml:20:20: Innstillinga «responsible» kan ikkje vere «[A]». Skriv ein tekst.",
            id="responsible-that-is-no-text",
        ),
        pytest.param(
            lambda text: text.replace(f"accessibility_statement: {STATEMENT}", "accessibility_statement:"),
            "mkdocs.yml:27:31: Innstillinga «accessibility_statement» manglar. Skriv adressa til tilgjengeerklæringa.",
            id="accessibility-statement",
        ),
        pytest.param(
            lambda text: text.replace("about: [om.md,", "about: [omoss.md,"),
            "mkdocs.yml:31:14: Sida «omoss.md», som botnen på nettstaden viser til, finst ikkje i «content/»."
            " Rett innstillinga.",
            id="about",
        ),
        pytest.param(
            lambda text: text.replace("for_bodies: [handbok/index.md]", "for_bodies: [handbok.md]"),
            "mkdocs.yml:36:19: Sida «handbok.md», som botnen på nettstaden viser til, finst ikkje i «content/»."
            " Rett innstillinga.",
            id="for-bodies",
        ),
        pytest.param(
            lambda text: text.replace("report_days: 90", "report_days: mange"),
            "mkdocs.yml:29:20: Innstillinga «report_days» kan ikkje vere «mange». Skriv eit heilt tal over 0.",
            id="report-days",
        ),
        pytest.param(
            lambda text: text.replace("about: [om.md, innsyn.md, personvern.md]", "about: om.md"),
            "mkdocs.yml:31:14: Innstillinga «about» kan ikkje vere «om.md». Skriv ei liste, slik: [ein, to].",
            id="about-that-is-no-list",
        ),
        pytest.param(
            lambda text: text.replace("site_url: https://", "site_url: "),
            "mkdocs.yml:3:11: Innstillinga «site_url» kan ikkje vere «helsefellesskap.example/». Skriv ei heil adresse"
            " som byrjar med https://, til dømes https://helsefellesskap.example/.",
            id="site-url-without-scheme",
        ),
        pytest.param(
            lambda text: re.sub(r"site_name: .*\n", "", text),
            "mkdocs.yml:1:1: Innstillinga «site_name» manglar. Skriv kva nettstaden heiter.",
            id="site-name",
        ),
        pytest.param(
            lambda text: text.replace("\nsite_dir: site\n", "\nsitedir: site\n"),
            "mkdocs.yml:7:1: Innstillinga «sitedir» er ukjend. Meinte du «site_dir»?",
            id="unknown-at-the-top",
        ),
        pytest.param(
            lambda text: text.replace("  font: false", "  fnot: false"),
            "mkdocs.yml:14:3: Innstillinga «fnot» er ukjend. Meinte du «font»?",
            id="unknown-of-the-theme",
        ),
        pytest.param(
            lambda text: text.replace("report_days: 90", "qqq: 90"),
            "mkdocs.yml:29:7: Innstillinga «qqq» er ukjend. Rett namnet, eller ta lina bort.",
            id="unknown-of-ours",
        ),
        pytest.param(
            lambda text: text.replace("custom_dir: templates", "custom_dir: ../drakt"),
            "mkdocs.yml:12:15: Innstillinga «custom_dir» kan ikkje vere «../drakt». Skriv ei mappe eller ei fil som"
            " ligg i mappa til portalen.",
            id="path-that-leads-out",
        ),
        pytest.param(
            lambda text: text.replace("language: nn", "language: no"),
            "mkdocs.yml:13:13: Språket «no» finst ikkje. Vel eit av: nn, nb.",
            id="language-that-is-a-flag-in-yaml",
        ),
        pytest.param(
            lambda text: re.sub("docs_dir: .*", "docs_dir: innhald", text),
            "mkdocs.yml:6:11: Mappa «innhald» i innstillinga «docs_dir» finst ikkje. Lag ho, eller rett innstillinga.",
            id="folder-that-is-not-there",
        ),
        pytest.param(
            lambda text: text.replace("custom_dir: templates", "custom_dir: drakt"),
            "mkdocs.yml:12:15: Mappa «drakt» i innstillinga «custom_dir» finst ikkje. Lag ho, eller rett innstillinga.",
            id="templates-that-are-not-there",
        ),
        pytest.param(
            lambda text: text.replace("- portal:", "- portl:"),
            "mkdocs.yml:18:3: Tillegget «portal» er ikkje sett opp. Meinte du «portal» der det står «portl»?",
            id="plugin-misspelt",
        ),
        pytest.param(
            lambda text: text.partition("plugins:")[0],
            "mkdocs.yml:1:1: Tillegget «portal» er ikkje sett opp. Skriv «- portal:» under «plugins:», med"
            " «responsible» og «accessibility_statement».",
            id="no-plugin",
        ),
        pytest.param(
            lambda text: text.replace("      paper:", "      admin: {backend: github}\n      paper:"),
            "mkdocs.yml:46:14: «repo» manglar under «admin».",
            id="half-a-group",
        ),
        pytest.param(
            lambda text: text.replace("site_name: Helse", "site_name: Sak: Helse"),
            "mkdocs.yml:2:15: Innstillingane kan ikkje lesast herifrå. Sjekk kolon og innrykk.",
            id="syntax",
        ),
    ],
)
def test_faults_of_the_settings_are_told(portal: MakePortal, change: Callable[[str], str], expected: str) -> None:
    result = with_settings(portal(BASE), change).check()
    assert result.output == f"Éin feil:\n{expected}\n"
    assert result.exit_code == 1


def test_redirects_that_a_host_would_drop_are_warned_of(portal: MakePortal) -> None:
    """Not where the portal has a file of its own, nor for what is not published."""
    aliases = ", ".join(f"/gamal/{number}/" for number in range(2001))
    folder = portal({**BASE, CASE: f"---\ntitle: A\naliases: [{aliases}]\n---\n"})
    result = folder.check()
    assert result.exit_code == 0
    assert result.output == (
        "Éi åtvaring:\nmkdocs.yml:1:1: Åtvaring: 2001 adresser på nettstaden sender lesaren vidare,"
        " men Cloudflare Pages tek berre imot 2000 i «_redirects»."
        " 1 av dei står difor ikkje der; på dei er det sida sjølv som sender vidare."
        " Treng de ikkje fila, til dømes fordi nettstaden ligg på ein nginx-tenar,"
        " så legg ei tom fil i «content/_redirects».\n"
        "2 postar er sjekka. Ingen feil.\n"
    )
    folder.write({"content/_redirects": "\n"})
    assert "_redirects" not in folder.check().output
    (folder.root / "content/_redirects").unlink()
    folder.write({CASE: f"---\ntitle: A\ndraft: true\naliases: [{aliases}]\n---\n"})
    assert "_redirects" not in folder.check().output


_ELSEWHERE = (
    "mkdocs.yml:27:32: Åtvaring: Tilgjengeerklæringa til ei offentleg verksemd skal liggje på https://uustatus.no."
    " Innstillinga «accessibility_statement» fører til «{}». Lag erklæringa der, publiser ho, og skriv"
    " adressa ho får, til dømes https://uustatus.no/nn/erklaringer/publisert/0123."
    " Ei eiga side om tilgjenge kan stå under «about».\n"
)


@pytest.mark.parametrize(
    "address",
    ["tilgjenge/", "https://kommunen.example/tilgjenge", "https://uustatus.no/", "https://uustatus.no.vond.example/nn/"
     "erklaringer/publisert/0123", "http://uustatus.no/nn/erklaringer/publisert/0123"],
)  # fmt: skip
def test_an_accessibility_statement_that_is_not_on_uustatus_is_warned_of(portal: MakePortal, address: str) -> None:
    result = with_settings(portal(BASE), lambda text: text.replace(STATEMENT, address)).check()
    assert result.exit_code == 0
    assert result.output.startswith(f"Éi åtvaring:\n{_ELSEWHERE.format(address)}")


@pytest.mark.parametrize("lang", ["nn", "nb", "en"])
def test_an_accessibility_statement_on_uustatus_is_not_warned_of(portal: MakePortal, lang: str) -> None:
    address = f"https://uustatus.no/{lang}/erklaringer/publisert/8a0f2c51-77c3-4e0e-9d7f-5b6b2f1c9a10"
    result = with_settings(portal(BASE), lambda text: text.replace(STATEMENT, address)).check()
    assert "uustatus" not in result.output


def test_an_own_page_that_is_not_there_is_no_statement_either(portal: MakePortal) -> None:
    result = with_settings(portal(BASE), lambda text: text.replace(STATEMENT, "borte/")).check()
    assert result.exit_code == 1
    assert "Sida «borte/», som botnen på nettstaden viser til, finst ikkje i «content/»." in result.output


def test_the_warning_stops_no_build(portal: MakePortal) -> None:
    folder = with_settings(portal(BASE).without_papers(), lambda text: text.replace(STATEMENT, "tilgjenge/"))
    done = folder.build()
    assert done.returncode == 0, done.stderr
    assert "uustatus.no" in done.stderr
    assert 'href="../tilgjenge/"' in (folder.root / "site/saker/index.html").read_text("utf-8")


_REQUIRED = {
    "responsible": (r"responsible: >-\n.*\n.*\n", "Skriv kven som er ansvarleg for nettstaden."),
    "accessibility_statement": (r"accessibility_statement: .*\n", "Skriv adressa til tilgjengeerklæringa."),
}


@pytest.mark.parametrize("value", ["", '""', '"   "', "|\n\n"])
@pytest.mark.parametrize("name", _REQUIRED)
def test_a_required_setting_that_says_nothing_is_missing(portal: MakePortal, name: str, value: str) -> None:
    """The responsible body and the accessibility statement's address are required, and blank is nothing."""
    pattern, advice = _REQUIRED[name]
    folder = with_settings(portal(BASE), lambda text: re.sub(pattern, f"{name}: {value}\n", text))
    line = {"responsible": 20, "accessibility_statement": 27}[name]
    told = rf"Éin feil:\nmkdocs\.yml:{line}:\d\d: Innstillinga «{name}» manglar\. {re.escape(advice)}\n"
    assert re.fullmatch(told, folder.check().output)


def test_without_the_required_settings_mkdocs_builds_nothing(portal: MakePortal) -> None:
    """Both faults with their reasons, and the old site stands."""
    folder = portal({**BASE, "site/index.html": "gamal"})
    for name, (pattern, _) in _REQUIRED.items():
        with_settings(folder, lambda text, name=name, pattern=pattern: re.sub(pattern, f"# {name}\n", text))
    built = folder.build()
    assert built.returncode == 1
    told = "".join(
        f"mkdocs.yml:18:5: Innstillinga «{name}» manglar. {advice}\n" for name, (_, advice) in sorted(_REQUIRED.items())
    )
    assert f"2 feil:\n{told}" in built.stderr
    assert (folder.root / "site" / "index.html").read_text("utf-8") == "gamal"


def test_missing_settings_are_told(portal: MakePortal) -> None:
    folder = portal(BASE)
    (folder.root / "mkdocs.yml").unlink()
    result = folder.check()
    assert result.output == (
        "Éin feil:\nmkdocs.yml:1:1: Fila «mkdocs.yml» med innstillingane finst ikkje her."
        " Køyr kommandoen i mappa til portalen, eller oppgje mappa med «--root».\n"
    )
    assert result.exit_code == 1


# The build


def written(folder: PortalFolder, epoch: str | None = None) -> str:
    """What `portal write` says of the one fault that stops it."""
    target = str(folder.root / "site")
    result = folder.command("write", target) if epoch is None else folder.command("write", target, epoch=epoch)
    assert result.exit_code == 1
    assert not (folder.root / "site").exists()
    heading, line = result.output.splitlines()
    assert heading == "Éin feil:"
    return line


@pytest.mark.parametrize("epoch", ["i dag", "1.5", "99999999999999999999"])
def test_a_clock_that_is_no_number_is_told(portal: MakePortal, epoch: str) -> None:
    assert written(portal(BASE), epoch) == (
        f"mkdocs.yml:1:1: Miljøvariabelen SOURCE_DATE_EPOCH er «{epoch}», men skal vere eit tal på sekund."
        " Rett han eller fjern han."
    )


def test_a_template_that_cannot_be_used_is_told(portal: MakePortal) -> None:
    folder = portal(BASE)
    (folder.root / "templates/record/organisation.html").write_text("<h1>A</h1>\n{% if %}\n", encoding="utf-8")
    assert re.fullmatch(
        r"templates/record/organisation\.html:2:1: Malen kan ikkje brukast: .+\. Slik seier .+", written(folder)
    )
