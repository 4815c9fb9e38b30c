"""How much a change may matter to a reader. Pure."""

from __future__ import annotations

from collections.abc import Collection

HIGH, NORMAL, LOW, NONE = "high", "normal", "low", "none"
PRIORITIES = (HIGH, NORMAL, LOW, NONE)

# What a person acts on. A wrong one sends somebody to the wrong place on the wrong day.
_ACTED_ON = frozenset({"amount", "date", "deadline", "phone", "number"})
_MEANING = frozenset({"negation", "condition", "eligibility"})
REPLACED_SHARE = 0.6  # of a page's sentences: more gone at once may be another document


def priority(how: str, kinds: Collection[str], *, furniture: bool, references_only: bool) -> str:
    """high, normal, low or none for one sentence's change.

    A new or a vanished sentence nearly always has words of condition or eligibility in it, so
    there only what people act on, or a negation, makes it high.
    """
    if furniture:
        return NONE
    if references_only:
        return LOW
    touched = set(kinds)
    if touched & _ACTED_ON or "negation" in touched:
        return HIGH
    return HIGH if how == "reworded" and touched & _MEANING else NORMAL


def highest(priorities: Collection[str]) -> str:
    """The highest of some priorities; none of none."""
    return min(priorities, key=PRIORITIES.index, default=NONE)


def is_replaced(sentences: int, gone: int) -> bool:
    """Whether so much went at once that the page may be another document now."""
    return sentences >= 10 and gone / sentences >= REPLACED_SHARE
