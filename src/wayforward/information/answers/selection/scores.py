"""How well chosen sentences match what people marked: pure scoring functions, no model, no files.

Sentence precision, recall and F1 count single lines over all questions together, as the OMoS-QA
paper (arXiv 2407.15736) does for its answer sentences; no-answer figures count questions, "no
answer" being the class that is sought.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

Marked = Mapping[str, Set[int]]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean, each between 0 and 1."""

    precision: float
    recall: float
    f1: float


def score(right: int, chosen: int, wanted: int) -> Score:
    """Precision, recall and F1 from counts; 0 where nothing was chosen or wanted."""
    precision = right / chosen if chosen else 0.0
    recall = right / wanted if wanted else 0.0
    both = precision + recall
    return Score(precision, recall, 2 * precision * recall / both if both else 0.0)


def sentence_score(wanted: Marked, chosen: Marked) -> Score:
    """Lines of all questions counted together; a question missing in `chosen` chose nothing."""
    pairs = [(wanted[key], chosen.get(key, frozenset())) for key in wanted]
    right = sum(len(want & got) for want, got in pairs)
    return score(right, sum(len(got) for _, got in pairs), sum(len(want) for want, _ in pairs))


def answerable_sentence_score(wanted: Marked, chosen: Marked) -> Score:
    """As sentence_score, over the questions that have an answer only."""
    return sentence_score({key: want for key, want in wanted.items() if want}, chosen)


def mean_question_f1(wanted: Marked, chosen: Marked) -> float:
    """F1 of each question, averaged; choosing nothing where nothing is wanted counts as 1."""
    if not wanted:
        return 0.0
    return sum(_own_f1(want, chosen.get(key, frozenset())) for key, want in wanted.items()) / len(
        wanted
    )


def _own_f1(want: Set[int], got: Set[int]) -> float:
    if not want and not got:
        return 1.0
    return score(len(want & got), len(got), len(want)).f1


def no_answer_score(wanted: Marked, chosen: Marked) -> Score:
    """How well "no answer here" is told: a question counts as refused when nothing was chosen."""
    refused = {key for key in wanted if not chosen.get(key)}
    empty = {key for key, want in wanted.items() if not want}
    return score(len(refused & empty), len(refused), len(empty))


def calibration_error(
    probabilities: Sequence[float], truths: Sequence[bool], bins: int = 10
) -> float:
    """Expected calibration error: mean gap between stated and observed share, over equal bins."""
    if not probabilities:
        return 0.0
    gap = 0.0
    for low in range(bins):
        inside = [
            (p, t)
            for p, t in zip(probabilities, truths, strict=True)
            if min(int(p * bins), bins - 1) == low
        ]
        gap += abs(sum(p for p, _ in inside) - sum(t for _, t in inside))
    return gap / len(probabilities)
