"""The models of the room, gathered for Django from its subjects."""

from wayforward.core.access.consenting.models import Consent
from wayforward.core.access.disclosing.models import Disclosure
from wayforward.core.access.models import Account
from wayforward.core.audit.models import Event, RowHistory
from wayforward.core.citations.models import Citation, Doubt, PublishedText
from wayforward.core.parties.models import Arrangement, ContactPoint, Party
from wayforward.core.persons.models import Person
from wayforward.core.rulesets.models import Parameter

__all__ = [
    "Account",
    "Arrangement",
    "Citation",
    "Consent",
    "ContactPoint",
    "Disclosure",
    "Doubt",
    "Event",
    "Parameter",
    "Party",
    "Person",
    "PublishedText",
    "RowHistory",
]
