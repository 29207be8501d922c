"""Today and now, in Europe/Oslo; `SOURCE_DATE_EPOCH` overrides the clock.

https://reproducible-builds.org/specs/source-date-epoch/
"""

from __future__ import annotations

import datetime as dt
import os
from zoneinfo import ZoneInfo

__all__ = ["OSLO", "build_moment"]

OSLO = ZoneInfo("Europe/Oslo")


def build_moment() -> dt.datetime:
    """The moment of the build, as an aware time in Europe/Oslo."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if epoch:
        return dt.datetime.fromtimestamp(int(epoch), OSLO)
    return dt.datetime.now(OSLO)
