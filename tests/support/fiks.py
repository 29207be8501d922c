"""The rules of the national format (KS, Fiks Politisk Behandling V1) for the three messages that the portal writes.

They say the same as KS' own schemas, which are no part of the project, as far as the portal writes something.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

__all__ = ["CASES", "DECISIONS", "PLAN", "faults"]

_NUMBER = {"saksaar!": int, "sakssekvensnummer!": int}
_CODE = {"kodeverdi": str, "kodebeskrivelse": str}
_TEXT = {"tekstInnhold": str, "tekstFormat": _CODE}
_MEETING = {"moeteid!": str, "moetedato": dt.datetime, "tittel": str}
_MEMBER = {
    "medlemsId!": str, "navn!": str, "rekkefoelge!": int, "representerer": str, "funksjon": str, "fraDato": dt.date,
    "tilDato": dt.date, "epost": str,
}  # fmt: skip
_BODY = {"utvalgId!": str, "utvalgNavn!": str, "moete": [_MEETING], "medlem": [_MEMBER]}
_SENDER = {"organisasjonsnummer!": str, "kommunenummer": str, "navn": str}
_RESTRICTION = {
    "skjermingshjemmel!": str, "skjermingsvarighet": int, "skjermingOpphoererDato": dt.date,
    "tilgangsrestriksjon!": _CODE,
}  # fmt: skip
_ITEM = {
    "referanseEksternNoekkel!": {"fagsystem!": str, "noekkel!": str}, "utvalgetsSaksnummer!": _NUMBER, "tittel!": str,
    "skjerming": _RESTRICTION, "saksansvarlig!": str,
}  # fmt: skip
_OF_MEETING = {"moete!": _MEETING, "utvalg!": _BODY, "avsender!": _SENDER}

PLAN: Any = {"avsender!": _SENDER, "utvalg": [_BODY]}
CASES: Any = {**_OF_MEETING, "sak": [{**_ITEM, "saksbeskrivelse": _TEXT, "forslagTilVedtak": _TEXT}]}
DECISIONS: Any = {
    **_OF_MEETING,
    "vedtak": [{**_ITEM, "arkivetsSaksnummer": _NUMBER, "vedtaksdato!": dt.date, "status": _CODE, "vedtak": _TEXT}],
}
"""A message: what it may have, with `!` behind what it must have, and of what type."""


def faults(value: Any, rule: Any, at: str = "") -> Iterator[str]:
    """What in a message breaks the rules, each with where it is."""
    if isinstance(rule, dict):
        if not isinstance(value, dict):
            yield f"{at}: no object"
            return
        known = {name.rstrip("!"): one for name, one in rule.items()}
        yield from (f"{at}.{name[:-1]}: lacks" for name in rule if name.endswith("!") and name[:-1] not in value)
        yield from (f"{at}.{name}: unknown" for name in value if name not in known)
        for name in value.keys() & known.keys():
            yield from faults(value[name], known[name], f"{at}.{name}")
    elif isinstance(rule, list):
        if not isinstance(value, list):
            yield f"{at}: no list"
            return
        for number, one in enumerate(value):
            yield from faults(one, rule[0], f"{at}[{number}]")
    elif rule in (dt.date, dt.datetime):
        yield from _of_time(value, rule, at)
    elif not isinstance(value, rule) or isinstance(value, bool):
        yield f"{at}: no {rule.__name__}"


def _of_time(value: Any, rule: type[dt.date], at: str) -> Iterator[str]:
    """A day is RFC 3339's `full-date`, a moment its `date-time`, which has an offset."""
    try:
        told = rule.fromisoformat(value)
        is_whole = len(value) == 10 if rule is dt.date else isinstance(told, dt.datetime) and told.tzinfo is not None
    except (TypeError, ValueError):
        is_whole = False
    if not is_whole:
        yield f"{at}: no {rule.__name__}"
