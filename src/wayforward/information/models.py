"""The models of the room, gathered for Django from its subjects."""

from wayforward.information.answers.models import PageMeaning, Passage, Switch
from wayforward.information.cards.models import (
    Card,
    CardForm,
    CardSentence,
    CardSlot,
    CardText,
    CardVersion,
    Disagreement,
    Need,
    Signature,
)
from wayforward.information.narratives.channels.models import DaySalt, Subscription, Trace
from wayforward.information.narratives.models import Claim, ClaimCard, ClaimText, Narrative, Wording
from wayforward.information.narratives.reporting.models import Report
from wayforward.information.projects.models import (
    ExchangeRate,
    Project,
    ProjectFile,
    ProjectMoney,
    ProjectSighting,
)
from wayforward.information.sources.changes.models import ActedOn, SentenceChange, SourceChange
from wayforward.information.sources.evidence.models import DailyDigest, StampTrouble, TimeStamp
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
    "ActedOn",
    "Capture",
    "Card",
    "CardForm",
    "CardSentence",
    "CardSlot",
    "CardText",
    "CardVersion",
    "Claim",
    "ClaimCard",
    "ClaimText",
    "DailyDigest",
    "DaySalt",
    "Disagreement",
    "ExchangeRate",
    "HostPace",
    "Narrative",
    "Need",
    "PageMeaning",
    "Passage",
    "Project",
    "ProjectFile",
    "ProjectMoney",
    "ProjectSighting",
    "Publisher",
    "Reading",
    "Report",
    "Sentence",
    "SentenceChange",
    "SentencePlace",
    "Signature",
    "Source",
    "SourceAddress",
    "SourceChange",
    "SourceCheck",
    "StampTrouble",
    "Subscription",
    "Switch",
    "TimeStamp",
    "Trace",
    "Wording",
]
