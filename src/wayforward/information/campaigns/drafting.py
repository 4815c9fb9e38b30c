"""First words of a material, taken from the rebuttal of its message: a person reads and changes
them. Nothing is generated.
"""

from __future__ import annotations

from dataclasses import dataclass

from wayforward.information.campaigns.models import Message
from wayforward.information.campaigns.rules import MaterialKind
from wayforward.information.campaigns.writing import rebuttal_of
from wayforward.information.narratives.rules import Words
from wayforward.information.narratives.writing import words_of


@dataclass(frozen=True, slots=True)
class Drafted:
    """A title and sentences to begin with."""

    title: str
    words: tuple[str, ...]


def first_words(message: Message, kind: MaterialKind, language: str) -> Drafted:
    """What a material may say: the rebuttal's own words, else what the message says."""
    says = message.says.get(language, "")
    text = rebuttal_of(message, language)
    if text is None:
        return Drafted(says, (says,) if says else ())
    return Drafted(says or text.title, _of(kind, words_of(text)))


def _of(kind: MaterialKind, said: Words) -> tuple[str, ...]:
    match kind:
        case MaterialKind.SMS:
            return (said.sms,)
        case MaterialKind.RADIO_SCRIPT:
            return (said.radio,)
        case MaterialKind.POSTER | MaterialKind.SOCIAL_CARD:
            return (*said.fact[:1], *said.instead[:1])
        case MaterialKind.HELPLINE_CARD:
            return (*said.fact, *said.instead)
        case MaterialKind.LEAFLET:
            return (*said.fact, *said.wrong, *said.instead)
