"""What is worked out of a portal on a day: each fact once, for every page and every output.

A portal holds what editors wrote; this holds what follows from it and from today. Pages, papers, calendars, feeds, open
data, OParl, the search and the draft agenda read these values and work out nothing themselves. Where the record
format is silent, the answer stands here:

- A cancelled meeting decides nothing and is nobody's next meeting (`hindsight.as_of`, the record format §5.5).
- An exempt or a retracted meeting is told as a meeting of its body on its day, and counts as the next one.
- A closed record is counted nowhere but among the closed ones.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from portal.derived.facts.cases import Cases
from portal.derived.known import Counts

__all__ = ["Facts"]


class Facts(Cases):
    """The facts of a portal on a day, worked out when they are first asked for.

    `portal` is the public portal, or the records of an editor's draft as they can be told today; `closed` are those of
    its records that may only be known of. `report_days` is the age in days at which a project's report is too old.
    """

    @cached_property
    def counts(self) -> Counts:
        """How many there are of each thing; a closed record is counted among the closed ones alone."""
        overdue = [-one.days for one in self.follow_ups if one.is_overdue and one.days is not None]
        return Counts(
            public=Counter(record.kind.name for record in self._portal.records.values()),
            closed=Counter(one.kind.name for one in self._closed.values()),
            decisions=len(self.decisions),
            follow_ups=Counter(one.state for one in self.follow_ups),
            oldest_overdue=max(overdue, default=0),
        )
