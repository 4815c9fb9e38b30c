"""Why a claim was found for a report, in words. What weighs how much is in `scoring.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wayforward.core.language.normalise import tokens
from wayforward.core.language.skeleton import skeleton
from wayforward.information.narratives.matching.deciding import Found
from wayforward.information.narratives.matching.scoring import Document

_NAMED = 5  # shared words
_SHORTEST = 3  # letters of a word worth naming
_NEAR = 0.75  # cosine of the turned report from which meaning is called near


class Sign(StrEnum):
    """What speaks for a claim."""

    TOLD_AGAIN = "told_again"
    WORDS = "words"
    SPELLING = "spelling"
    MEANING = "meaning"
    FAR = "far"


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for a claim, with the words it is about."""

    sign: Sign
    words: tuple[str, ...] = ()


def reasons(
    report: str, documents: Sequence[Document], found: Found, *, told_again: bool
) -> list[Reason]:
    """What speaks for a claim that says this in its languages, the strongest first; never empty."""
    shared, alike = _shared(report, documents)
    given = [
        Reason(Sign.TOLD_AGAIN) if told_again else None,
        Reason(Sign.WORDS, shared) if shared else None,
        Reason(Sign.SPELLING, alike) if alike else None,
        Reason(Sign.MEANING) if found.meaning >= _NEAR else None,
    ]
    return [one for one in given if one is not None] or [Reason(Sign.FAR)]


def _shared(report: str, documents: Sequence[Document]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words that both have, and words of the report that are only spelled otherwise there."""
    there = {word for one in documents for word in one.words.split()}
    bones = {word for one in documents for word in one.bones.split()}
    long = [one for one in dict.fromkeys(tokens(report)) if len(one) >= _SHORTEST]
    shared = sorted((one for one in long if one in there), key=len, reverse=True)
    alike = [
        one
        for one in long
        if one not in there and len(skeleton(one)) >= _SHORTEST and skeleton(one) in bones
    ]
    return tuple(shared[:_NAMED]), tuple(alike[:_NAMED])


def in_words(given: Sequence[Reason]) -> str:
    """The reasons as one sentence each, in the language in force."""
    return " ".join(_sentence(one) for one in given)


def _sentence(one: Reason) -> str:
    named = ", ".join(f"“{word}”" for word in one.words)
    if one.sign is Sign.WORDS:
        words = ngettext("Both have the word %s.", "Both have the words %s.", len(one.words))
        return words % named
    return {
        Sign.TOLD_AGAIN: _("Told in words we know it in."),
        Sign.SPELLING: _("Spelled otherwise, but alike in sound: %s.") % named,
        Sign.MEANING: _("Near in meaning."),
        Sign.FAR: _("The nearest there is, and not near."),
    }[one.sign]
