"""The closed vocabularies of the record format, once. They answer questions; labels stand in the catalogues.

Names follow the field's standards where there is one: OParl 1.1 for meetings,
agenda items and results, Popolo for posts, schema.org Event for a meeting's state.
"""

from __future__ import annotations

from enum import Enum

__all__ = [
    "LABELS", "Accessible", "AgreementLevel", "AgreementState", "Authority", "CaseState", "CaseType", "ChangeKind",
    "ClosingOutcome", "CostKind", "FollowUpState", "Health", "Language", "Level", "MeasureState", "MeasureStatus",
    "MeetingForm", "MeetingState", "MilestoneState", "OrganisationKind", "Outcome", "Phase", "Position",
    "SectionMeaning", "ThemeKind",
]  # fmt: skip


class Language(str, Enum):
    """The written languages of a record, as BCP 47 tags."""

    NYNORSK = "nn"
    BOKMAL = "nb"


class CaseType(str, Enum):
    """What a body is asked to do with a case."""

    DECISION = "V"
    DISCUSSION = "D"
    INFORMATION = "O"
    NOTICE = "R"


class Outcome(str, Enum):
    """What became of an agenda item in a meeting."""

    DECIDED = "decided"
    ENDORSED = "endorsed"
    APPROVED = "approved"
    NOTED = "noted"
    DISCUSSED = "discussed"
    POSTPONED = "postponed"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"
    ELECTED = "elected"
    REFERRED = "referred"
    RECOMMENDED = "recommended"

    def is_decision(self) -> bool:
        """Whether the outcome alone makes the item a decision."""
        return self in (Outcome.DECIDED, Outcome.ENDORSED, Outcome.APPROVED, Outcome.REJECTED, Outcome.ELECTED)

    def is_approval(self) -> bool:
        """Whether what was proposed was carried; minutes that are up for approval are then approved."""
        return self in (Outcome.DECIDED, Outcome.ENDORSED, Outcome.APPROVED)

    def is_carried(self) -> bool:
        """Whether what was voted on had more votes for than against, or was carried by a casting vote."""
        return self.is_approval() or self in (Outcome.ELECTED, Outcome.RECOMMENDED)


class ClosingOutcome(str, Enum):
    """How a case was closed."""

    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"
    FORWARDED = "forwarded"


class CaseState(str, Enum):
    """Where a case is, worked out from its handlings. The outcomes of the last handling are states too."""

    SUBMITTED = "submitted"
    SCHEDULED = "scheduled"
    AWAITING_MINUTES = "awaiting_minutes"
    DECIDED = "decided"
    ENDORSED = "endorsed"
    APPROVED = "approved"
    NOTED = "noted"
    DISCUSSED = "discussed"
    POSTPONED = "postponed"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"
    ELECTED = "elected"
    REFERRED = "referred"
    RECOMMENDED = "recommended"
    FOLLOW_UP = "follow_up"
    CLOSED = "closed"


class ChangeKind(str, Enum):
    """What became new or changed on a day, in the order in which one day's changes are told."""

    CANCELLATION = "cancellation"
    MOVE = "move"
    RESCHEDULING = "rescheduling"
    RELOCATION = "relocation"
    REINSTATEMENT = "reinstatement"
    DECISION = "decision"
    AMENDMENT = "amendment"
    MINUTES = "minutes"
    APPROVAL = "approval"
    AGENDA = "agenda"
    FORCE = "force"
    DONE = "done"
    REPORT = "report"
    SUBMISSION = "submission"
    PUBLICATION = "publication"
    CLOSING = "closing"
    CORRECTION = "correction"
    EDIT = "edit"
    RELEASE = "release"
    EXEMPTION = "exemption"
    RETRACTION = "retraction"


class MeetingState(str, Enum):
    """Where a meeting is on its way from plan to approved minutes."""

    CANCELLED = "cancelled"
    PLANNED = "planned"
    CALLED = "called"
    AWAITING_MINUTES = "awaiting_minutes"
    MINUTES_DRAFT = "minutes_draft"
    MINUTES_APPROVED = "minutes_approved"

    def has_minutes(self) -> bool:
        return self in (MeetingState.MINUTES_DRAFT, MeetingState.MINUTES_APPROVED)

    def is_coming(self) -> bool:
        return self in (MeetingState.PLANNED, MeetingState.CALLED)


class MeetingForm(str, Enum):
    """How a meeting is held; one in writing has no room, and a deadline for answers (its last day)."""

    IN_PERSON = "in_person"
    REMOTE = "remote"
    HYBRID = "hybrid"
    WRITTEN = "written"


class FollowUpState(str, Enum):
    """How a follow-up stands today, the most pressing first."""

    OVERDUE = "overdue"
    OPEN = "open"
    DONE = "done"

    def is_open(self) -> bool:
        return self is not FollowUpState.DONE


class MilestoneState(str, Enum):
    """How a milestone stands today."""

    DONE = "done"
    OVERDUE = "overdue"
    ONGOING = "ongoing"
    PAUSED = "paused"
    COMING = "coming"
    UNDATED = "undated"


class Phase(str, Enum):
    """The phase of a project."""

    IDEA = "idea"
    PLANNED = "planned"
    ACTIVE = "active"
    PAUSED = "paused"
    COMPLETED = "completed"
    CANCELLED = "cancelled"

    def is_over(self) -> bool:
        return self in (Phase.COMPLETED, Phase.CANCELLED)


class Health(str, Enum):
    """How a project or a work stream is doing, the worst first."""

    OFF_TRACK = "off_track"
    AT_RISK = "at_risk"
    ON_TRACK = "on_track"


class Level(str, Enum):
    """How likely a risk is, or how grave its consequence."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class CostKind(str, Enum):
    """Where the money of a budget line comes from."""

    GRANT = "grant"
    IN_KIND = "in_kind"
    OWN = "own"


class AgreementLevel(str, Enum):
    """What sort of agreement it is (helse- og omsorgstenestelova § 6-1, spesialisthelsetenestelova § 2-1 e)."""

    OVERARCHING = "overarching"
    SERVICE = "service"
    SPECIAL = "special"
    PROTOCOL = "protocol"


class AgreementState(str, Enum):
    """Where an agreement is between its being proposed and another that replaces it."""

    UNDER_APPROVAL = "under_approval"
    COMING = "coming"
    IN_FORCE = "in_force"
    EXPIRED = "expired"
    REPLACED = "replaced"

    def has_begun(self) -> bool:
        """Whether it is in force, or was."""
        return self in (AgreementState.IN_FORCE, AgreementState.EXPIRED, AgreementState.REPLACED)


class MeasureStatus(str, Enum):
    """How far a measure of a plan has come, as its record says."""

    NOT_STARTED = "not_started"
    ONGOING = "ongoing"
    DROPPED = "dropped"


class MeasureState(str, Enum):
    """How a measure of a plan stands today."""

    DONE = "done"
    ONGOING = "ongoing"
    OPEN = "open"
    NOT_STARTED = "not_started"
    OVERDUE = "overdue"
    DROPPED = "dropped"


class ThemeKind(str, Enum):
    """What sort of theme it is: one of the priority groups of the national plan, or any other."""

    PRIORITY_GROUP = "priority_group"
    SUBJECT = "subject"


class OrganisationKind(str, Enum):
    """A body that meets, or a partner in the collaboration."""

    PARTNERSHIP = "partnership"
    STRATEGIC = "strategic"
    AREA = "area"
    PROFESSIONAL = "professional"
    LOCAL = "local"
    SECRETARIAT = "secretariat"
    STEERING = "steering"
    PROJECT_GROUP = "project_group"
    WORKING_GROUP = "working_group"
    HOSPITAL_TRUST = "hospital_trust"
    MUNICIPALITY = "municipality"
    COUNTY = "county"
    ASSOCIATION = "association"
    COMPANY = "company"
    OTHER = "other"

    def is_body(self) -> bool:
        """Whether organisations of this kind are bodies, with a page under `/utval/`."""
        return self not in _PARTNERS


_PARTNERS = frozenset(
    {
        OrganisationKind.HOSPITAL_TRUST, OrganisationKind.MUNICIPALITY, OrganisationKind.COUNTY,
        OrganisationKind.ASSOCIATION, OrganisationKind.COMPANY, OrganisationKind.OTHER,
    }
)  # fmt: skip


class Authority(str, Enum):
    """What a body's decisions are worth to the partners."""

    BINDING = "binding"
    ADVISORY = "advisory"
    RECOMMENDING = "recommending"


class Position(str, Enum):
    """A member's position on a body (Popolo: post)."""

    LEADER = "leader"
    DEPUTY = "deputy"
    MEMBER = "member"
    OBSERVER = "observer"
    SECRETARY = "secretary"


class Accessible(str, Enum):
    """Whether an attachment can be read by all (WCAG 2.1 AA)."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class SectionMeaning(str, Enum):
    """What a heading in a record's text stands for, in either language."""

    DECISION = "decision"
    PROPOSAL = "proposal"
    ALTERNATIVE = "alternative"
    INPUT = "input"
    FOLLOW_UP = "follow_up"
    STATEMENT = "statement"
    BACKGROUND = "background"
    PURPOSE = "purpose"


LABELS: dict[type[Enum], str] = {
    Outcome: "state.outcome.",
    ClosingOutcome: "state.closing.",
    Phase: "state.phase.",
    Health: "state.health.",
    OrganisationKind: "organisation_kind.",
    Authority: "authority.",
    MeetingForm: "meeting_form.",
    Position: "position.",
    CostKind: "cost_kind.",
    Level: "risk.likelihood_",
    AgreementLevel: "agreement_level.",
    MeasureStatus: "state.measure.",
    ThemeKind: "theme_kind.",
}
"""What editors choose from, and how the keys of its labels in the catalogues begin; the value stands behind."""
