"""Where `ask` looks for a card. The subject of cards registers its finder at start-up, so that
answers need not know who stands on them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wayforward.core.language.glossary import find_terms
from wayforward.information.answers.embedding import Vectors
from wayforward.information.answers.outcomes import Answer, CardAnswer, Outcome


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


@dataclass(frozen=True, slots=True)
class Unanswered:
    """What may be known of a question that nothing answered: never its words."""

    language: str | None
    countries: tuple[str, ...]
    topics: tuple[str, ...]
    terms: tuple[str, ...]  # ids of glossary terms it named


Count = Callable[[Unanswered], None]


@dataclass(slots=True)
class _Registered:
    find: CardFinder | None = None
    topics: Topics | None = None
    count: Count | None = None


_registered = _Registered()


def on_cards(find: CardFinder, topics: Topics, count: Count) -> None:
    """Have `find` asked for the cards that fit a question, `topics` for those that have cards, and
    `count` told of what nothing answered.
    """
    _registered.find, _registered.topics, _registered.count = find, topics, count


def count_unanswered(answer: Answer, question: str) -> None:
    """Tell that nothing answered a question: topics, countries, language, terms of the glossary."""
    if answer.outcome != Outcome.NO_OFFICIAL_TEXT or _registered.count is None:
        return
    terms = tuple(sorted(term.id for term in find_terms(question)))
    _registered.count(Unanswered(answer.question_language, answer.countries, answer.topics, terms))


def card_topics() -> list[str]:
    """Topics with cards, in their order."""
    return _registered.topics() if _registered.topics else []


def find_cards(asked: Asked) -> tuple[CardAnswer, ...]:
    """Cards that fit, the best first; none where nobody keeps cards."""
    return _registered.find(asked) if _registered.find else ()
