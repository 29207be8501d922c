"""The public records and what links them, as pages and outputs may see them: they import no room before this one."""

from portal.derived.attendance import GROUPS
from portal.linked.agenda import Agenda
from portal.linked.anchors import LATEST_DECISION, anchors_of
from portal.linked.graph import Handling, Task
from portal.linked.targets import TargetKind
from portal.public.facets import DECISION
from portal.public.portal import Closed, Hold, PublicPortal
from portal.public.revision import Revision
from portal.public.visibility import Visibility
from portal.source.record import Key, MeetingTime, Record

__all__ = [
    "DECISION",
    "GROUPS",
    "LATEST_DECISION",
    "Agenda",
    "Closed",
    "Handling",
    "Hold",
    "Key",
    "MeetingTime",
    "PublicPortal",
    "Record",
    "Revision",
    "TargetKind",
    "Task",
    "Visibility",
    "anchors_of",
]
