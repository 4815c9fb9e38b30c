"""The models of the room, gathered for Django from its subjects."""

from wayforward.core.access.models import Account
from wayforward.core.audit.models import Event
from wayforward.core.citations.models import Citation, Doubt, PublishedText
from wayforward.core.parties.models import Arrangement, Party
from wayforward.core.rulesets.models import Parameter

__all__ = [
    "Account",
    "Arrangement",
    "Citation",
    "Doubt",
    "Event",
    "Parameter",
    "Party",
    "PublishedText",
]
