"""The public holidays of Norway, by the laws of 26 April 1947 no. 1 (1 and 17 May) and 24 February 1995 no. 12 § 2."""

from __future__ import annotations

import datetime as dt
from functools import cache

__all__ = ["is_holiday"]


def is_holiday(day: dt.date) -> bool:
    """Whether a day is a public holiday, whatever day of the week it is; an ordinary Sunday is none."""
    return day in _holidays(day.year)


@cache
def _holidays(year: int) -> frozenset[dt.date]:
    from holidays.countries.norway import Norway  # noqa: PLC0415 – a tenth of a second

    return frozenset(Norway(years=year, expand=False))
