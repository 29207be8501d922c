"""Today and now, in Europe/Oslo; `SOURCE_DATE_EPOCH` overrides the clock.

https://reproducible-builds.org/specs/source-date-epoch/
"""

from __future__ import annotations

import datetime as dt
import os
from zoneinfo import ZoneInfo

__all__ = ["OSLO", "ClockError", "build_moment"]


class ClockError(ValueError):
    """`SOURCE_DATE_EPOCH` is no number of seconds; `str()` tells what it is."""


OSLO = ZoneInfo("Europe/Oslo")


def build_moment() -> dt.datetime:
    """The moment of the build, as an aware time in Europe/Oslo; raises `ClockError`."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if epoch:
        try:
            if int(epoch) < 0:
                raise ValueError(epoch)
            return dt.datetime.fromtimestamp(int(epoch), OSLO)
        except (ValueError, OverflowError, OSError):
            raise ClockError(epoch) from None
    return dt.datetime.now(OSLO)
