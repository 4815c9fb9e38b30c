"""The models of the room, gathered for Django from its subjects."""

from wayforward.core.parties.models import Arrangement, Party
from wayforward.core.rulesets.models import Parameter

__all__ = ["Arrangement", "Parameter", "Party"]
