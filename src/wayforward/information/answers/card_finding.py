"""Where `ask` looks for a card. The subject of cards registers its finder at start-up, so that
answers need not know who stands on them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wayforward.information.answers.embedding import Vectors
from wayforward.information.answers.outcomes import CardAnswer


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the steps before have understood it."""

    question: str  # in its own script
    language: str | None  # of the question: fa, ps, en, ...
    reader_language: str  # fa-af, ps or en
    vector: Vectors  # the embedder's, shape (384,)
    countries: tuple[str, ...]
    topics: tuple[str, ...]


CardFinder = Callable[[Asked], tuple[CardAnswer, ...]]
Topics = Callable[[], list[str]]


@dataclass(slots=True)
class _Registered:
    find: CardFinder | None = None
    topics: Topics | None = None


_registered = _Registered()


def on_cards(find: CardFinder, topics: Topics) -> None:
    """Have `find` asked for the cards that fit a question, `topics` for those that have cards."""
    _registered.find, _registered.topics = find, topics


def card_topics() -> list[str]:
    """Topics with cards, in their order."""
    return _registered.topics() if _registered.topics else []


def find_cards(asked: Asked) -> tuple[CardAnswer, ...]:
    """Cards that fit, the best first; none where nobody keeps cards."""
    return _registered.find(asked) if _registered.find else ()
