"""What is counted as reach and as understanding, from how much on it is told, and how. Pure.

How an effect is reckoned is estimating.py's, what may be shown of small counts is telling.py's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

# Keys of the rule set `measuring`.
LEAST_SHOWN = "reach-least-shown"
OPENS_OF_ONE = "opens-of-one-person"
LEAST_ANSWERS = "effect-least-answers"
LEAST_OF_AREA = "effect-least-answers-of-an-area"
CONFIDENCE = "effect-confidence"
POWER = "effect-power"
DESIGN_EFFECT = "survey-design-effect"
LONGEST_QUESTION, LONGEST_ANSWER, MOST_ANSWERS, FEWEST_ANSWERS = 300, 120, 6, 2
DOES_NOT_KNOW = -1  # an answer like any other; it counts as not knowing


class How(StrEnum):
    """How a reach that no link counts was found."""

    STATION = "station"  # what the station says of its listeners
    SURVEY = "survey"  # a survey of an audience
    COUNTED_HEADS = "counted_heads"
    GIVEN_OUT = "given_out"  # pieces that were given out
    DELIVERED = "delivered"  # messages that a network says arrived
    PLATFORM = "platform"  # what a platform says were shown it
    GUESS = "guess"


class Wave(StrEnum):
    """When people were asked."""

    BEFORE = "before"
    AFTER = "after"


class Arm(StrEnum):
    """Whether the campaign runs in an area, or it is there to be compared with."""

    CAMPAIGN = "campaign"
    COMPARISON = "comparison"


class QuestionKind(StrEnum):
    """How a question is answered."""

    TRUE_FALSE = "true_false"
    ONE_OF = "one_of"


@dataclass(frozen=True, slots=True)
class Span:
    """Between how many and how many; the truth may be either end."""

    least: int
    most: int

    def __post_init__(self) -> None:
        """Raise ValueError for a span that runs backwards or below nought."""
        if not 0 <= self.least <= self.most:
            raise ValueError(f"No span runs from {self.least} to {self.most}.")


NOBODY = Span(0, 0)


def people_behind(opens: int, of_one: int) -> Span:
    """How many people may stand behind openings that nobody tells apart.

    At most one each; at least so many that none opened it more than `of_one` times.
    """
    if of_one < 1:
        raise ValueError("Whoever opens a link opens it once at least.")
    return Span(ceil(opens / of_one), opens)


def together(parts: Iterable[Span]) -> Span:
    """How many people parts reach together, whoever was reached by several of them.

    At least as many as the greatest part alone, at most all of them added up.
    """
    found = list(parts)
    if not found:
        return NOBODY
    return Span(max(one.least for one in found), sum(one.most for one in found))


def people_behind_links(opens: Iterable[int], of_one: int) -> Span:
    """How many people may stand behind openings of several links, one number each.

    `of_one` is how often one person opens the same link: whoever opened two may have opened each so
    often, so that at least as many people as behind the link that was opened most are sure.
    """
    return together(people_behind(one, of_one) for one in opens)


def cost_of_one(cost: float, reached: Span) -> tuple[float, float] | None:
    """The least and the most that reaching one person cost; None where maybe nobody was."""
    if reached.least == 0:
        return None
    return cost / reached.most, cost / reached.least


def rounded(span: Span, step: int) -> Span:
    """Widened to round ends, so that nobody reads a precision that is not there.

    To multiples of `step`, and from a hundred steps' worth on to two digits.
    """
    return Span(_down(span.least, step), _up(span.most, step))


def _down(value: int, step: int) -> int:
    unit = _unit(value, step)
    return value // unit * unit


def _up(value: int, step: int) -> int:
    unit = _unit(value, step)
    return -(-value // unit) * unit


def _unit(value: int, step: int) -> int:
    """What a figure is rounded to: `step`, or ten to a power that leaves two digits."""
    power = 1
    while value >= 100 * power:
        power *= 10
    return max(step, power)


class Fault(StrEnum):
    """What is wrong with a question; words for each in wording.py."""

    NOT_IN_EVERY_LANGUAGE = "not_in_every_language"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_FEW_ANSWERS = "too_few_answers"
    TOO_MANY_ANSWERS = "too_many_answers"
    ANSWERS_DIFFER = "answers_differ"  # not as many in every language
    SAME_ANSWER_TWICE = "same_answer_twice"
    NO_RIGHT_ANSWER = "no_right_answer"
    CITES_NOTHING = "cites_nothing"  # neither a card nor a rebuttal
    CITES_TWO = "cites_two"


@dataclass(frozen=True, slots=True)
class QuestionText:
    """A question in a language, with its answers where it has any of its own."""

    asks: str
    answers: tuple[str, ...] = ()


def faults(
    kind: QuestionKind,
    texts: Mapping[str, QuestionText],
    *,
    right: int,
    languages: Sequence[str],
    cites: int,
) -> list[Fault]:
    """What is wrong with a question; empty where nothing is. `cites`: how many texts it cites."""
    found: list[Fault] = []
    if set(languages) - set(texts):
        found.append(Fault.NOT_IN_EVERY_LANGUAGE)
    said = [words for one in texts.values() for words in (one.asks, *one.answers)]
    if any(not words.strip() for words in said):
        found.append(Fault.EMPTY)
    if any(len(one.asks) > LONGEST_QUESTION for one in texts.values()) or any(
        len(words) > LONGEST_ANSWER for one in texts.values() for words in one.answers
    ):
        found.append(Fault.TOO_LONG)
    found += _faults_of_answers(kind, texts, right)
    if cites != 1:
        found.append(Fault.CITES_TWO if cites else Fault.CITES_NOTHING)
    return found


def _faults_of_answers(
    kind: QuestionKind, texts: Mapping[str, QuestionText], right: int
) -> list[Fault]:
    if kind is QuestionKind.TRUE_FALSE:
        return [] if right in (0, 1) else [Fault.NO_RIGHT_ANSWER]
    counts = {len(one.answers) for one in texts.values()}
    found: list[Fault] = []
    if len(counts) > 1:
        found.append(Fault.ANSWERS_DIFFER)
    if counts and min(counts) < FEWEST_ANSWERS:
        found.append(Fault.TOO_FEW_ANSWERS)
    if counts and max(counts) > MOST_ANSWERS:
        found.append(Fault.TOO_MANY_ANSWERS)
    if any(len(set(one.answers)) < len(one.answers) for one in texts.values()):
        found.append(Fault.SAME_ANSWER_TWICE)
    if not counts or not 0 <= right < min(counts):
        found.append(Fault.NO_RIGHT_ANSWER)
    return found
