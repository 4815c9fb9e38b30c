"""The models of the room, gathered for Django from its subjects."""

from wayforward.core.access.models import Account
from wayforward.core.audit.models import Event, RowHistory
from wayforward.core.citations.models import Citation, Doubt, PublishedText
from wayforward.core.clocks.models import CalendarDecision, Clock, ClockAlert, ClockChange
from wayforward.core.parties.models import Arrangement, ContactPoint, Party
from wayforward.core.persons.models import Person
from wayforward.core.rulesets.models import Parameter, ParameterHistory, RuleSet

__all__ = [
    "Account",
    "Arrangement",
    "CalendarDecision",
    "Citation",
    "Clock",
    "ClockAlert",
    "ClockChange",
    "ContactPoint",
    "Doubt",
    "Event",
    "Parameter",
    "ParameterHistory",
    "Party",
    "Person",
    "PublishedText",
    "RowHistory",
    "RuleSet",
]
