"""The models of the room, gathered for Django from its subjects."""

from wayforward.core.access.models import Account
from wayforward.core.audit.models import DailyHead, Event, EventLink, RowHistory
from wayforward.core.citations.models import Citation, Doubt, PublishedText
from wayforward.core.parties.models import Arrangement, ContactPoint, Party
from wayforward.core.persons.models import Person
from wayforward.core.rulesets.models import Parameter

__all__ = [
    "Account",
    "Arrangement",
    "Citation",
    "ContactPoint",
    "DailyHead",
    "Doubt",
    "Event",
    "EventLink",
    "Parameter",
    "Party",
    "Person",
    "PublishedText",
    "RowHistory",
]
