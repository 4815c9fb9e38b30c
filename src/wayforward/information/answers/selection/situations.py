"""How the language of a question stands to the language of the page.

The networks learned from German and English pages and are less sure when a question comes in
another language, most of all in another script: the same logit then stands for a likelier answer.
So each situation has a calibration and thresholds of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from wayforward.core.language.detection import detect


class Situation(StrEnum):
    """What the languages of question and page have in common."""

    OWN_LANGUAGE = "own_language"
    OTHER_LANGUAGE = "other_language"
    OTHER_SCRIPT = "other_script"


def situation_of(question: str, lines: Sequence[str]) -> Situation:
    """The situation of a question on a page; a language that cannot be told counts as the same."""
    asked, written = detect(question), detect("\n".join(lines))
    if asked.script != written.script and "none" not in (asked.script, written.script):
        return Situation.OTHER_SCRIPT
    if asked.language != written.language and None not in (asked.language, written.language):
        return Situation.OTHER_LANGUAGE
    return Situation.OWN_LANGUAGE
