"""The models of the room, gathered for Django from its subjects."""

from wayforward.information.answers.models import Passage, Switch
from wayforward.information.sources.models import (
    Capture,
    HostPace,
    Publisher,
    Reading,
    Sentence,
    SentencePlace,
    Source,
    SourceAddress,
    SourceCheck,
)

__all__ = [
    "Capture",
    "HostPace",
    "Passage",
    "Publisher",
    "Reading",
    "Sentence",
    "SentencePlace",
    "Source",
    "SourceAddress",
    "SourceCheck",
    "Switch",
]
