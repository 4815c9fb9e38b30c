"""How much a change may matter to a reader. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

HIGH, NORMAL, LOW, NONE = "high", "normal", "low", "none"
PRIORITIES = (HIGH, NORMAL, LOW, NONE)

# What a person acts on. A wrong one sends somebody to the wrong place on the wrong day.
_ACTED_ON = frozenset({"amount", "date", "deadline", "phone", "place", "number"})
_WEIGHTY = frozenset({"amount", "deadline", "phone", "place"})
_TURNS_ROUND = frozenset({"negation", "condition"})
_MEANING = frozenset({"negation", "condition", "eligibility"})
FOLLOW_WITHIN = timedelta(days=14)  # a language twin may take so long to say the same
REPLACED_SHARE = 0.6  # of a page's sentences: more gone at once, and not reworded, is another text


def priority(
    how: str,
    kinds: Collection[str],
    *,
    furniture: bool,
    references_only: bool,
    beside: bool,
) -> str:
    """high, normal, low or none for one sentence's change.

    A new or a vanished sentence nearly always has words of condition or eligibility in it, so
    there only what people act on, or a negation, makes it high. `beside`: it is the label of
    a link or stands among news, so what it says is said on another page.
    """
    if furniture:
        return NONE
    if references_only or beside:
        return LOW
    touched = set(kinds)
    if touched & _ACTED_ON or "negation" in touched:
        return HIGH
    return HIGH if how == "reworded" and touched & _MEANING else NORMAL


def is_acted_on(touched: Collection[tuple[str, str]]) -> bool:
    """Whether kinds and values have something a person acts on, or turn a sentence round.

    A bare percentage is how a poll or a vote stands, not what somebody is paid.
    """
    return any(
        kind in _TURNS_ROUND or (kind in _WEIGHTY and not values.strip().endswith("%"))
        for kind, values in touched
    )


def highest(priorities: Collection[str]) -> str:
    """The highest of some priorities; none of none."""
    return min(priorities, key=PRIORITIES.index, default=NONE)


def is_replaced(sentences: int, gone: int) -> bool:
    """Whether so much went at once, nothing alike in its place, that it may be another text."""
    return sentences >= 10 and gone / sentences >= REPLACED_SHARE
