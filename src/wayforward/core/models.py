"""The models of the room, gathered for Django from its subjects."""

from wayforward.core.access.models import Account
from wayforward.core.audit.models import Event, RowHistory
from wayforward.core.citations.models import Citation, Doubt, PublishedText
from wayforward.core.documents.models import Letter, StoredFile
from wayforward.core.parties.models import Arrangement, ContactPoint, Party
from wayforward.core.persons.models import Person
from wayforward.core.rulesets.models import Parameter
from wayforward.core.workflow.models import WorkflowStep

__all__ = [
    "Account",
    "Arrangement",
    "Citation",
    "ContactPoint",
    "Doubt",
    "Event",
    "Letter",
    "Parameter",
    "Party",
    "Person",
    "PublishedText",
    "RowHistory",
    "StoredFile",
    "WorkflowStep",
]
