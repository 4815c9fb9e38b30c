"""The models of the room, gathered for Django from its subjects."""

from wayforward.core.access.consenting.models import Consent
from wayforward.core.access.disclosing.models import Disclosure
from wayforward.core.access.models import Account, RolesApart
from wayforward.core.audit.models import Event, EventLink, LogHead, RowHistory
from wayforward.core.citations.models import Citation, Doubt, PublishedText
from wayforward.core.clocks.models import CalendarDecision, Clock, ClockAlert, ClockChange
from wayforward.core.documents.models import Letter, StoredFile
from wayforward.core.parties.models import Arrangement, ContactPoint, Party
from wayforward.core.persons.models import (
    BirthDate,
    Judgement,
    KeyRules,
    Merge,
    MergeUndone,
    NameKey,
    Origin,
    Person,
    PersonDocument,
    PersonName,
)
from wayforward.core.rulesets.models import Parameter, ParameterHistory, RuleSet
from wayforward.core.workflow.models import WorkflowStep

__all__ = [
    "Account",
    "Arrangement",
    "BirthDate",
    "CalendarDecision",
    "Citation",
    "Clock",
    "ClockAlert",
    "ClockChange",
    "Consent",
    "ContactPoint",
    "Disclosure",
    "Doubt",
    "Event",
    "EventLink",
    "Judgement",
    "KeyRules",
    "Letter",
    "LogHead",
    "Merge",
    "MergeUndone",
    "NameKey",
    "Origin",
    "Parameter",
    "ParameterHistory",
    "Party",
    "Person",
    "PersonDocument",
    "PersonName",
    "PublishedText",
    "RolesApart",
    "RowHistory",
    "RuleSet",
    "StoredFile",
    "WorkflowStep",
]
