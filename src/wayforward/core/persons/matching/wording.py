"""A reason in words, in English, Dari and Pashto; the words themselves are data/wording.yaml."""

from __future__ import annotations

from wayforward.core.persons.matching.places import place_in_words
from wayforward.core.persons.matching.reasons import Evidence, Feature
from wayforward.core.persons.matching.tables import table

LANGUAGES = ("en", "fa-af", "ps")


def worded(evidence: Evidence, language: str = "en") -> str:
    """One sentence without a full stop: the feature, what was found, and that a name is common.

    Raises KeyError for a language there are no words in.
    """
    words = table("wording")
    note = words["notes"][evidence.note][language] if evidence.note else ""
    said = words["reasons"][evidence.reason.value][language].format(
        one=_said(evidence, evidence.one, language),
        other=_said(evidence, evidence.other, language),
        note=note,
    )
    common = f" ({words['common'][language]})" if evidence.common else ""
    return f"{words['features'][evidence.feature.value][language]}: {said}{common}"


def _said(evidence: Evidence, shown: str, language: str) -> str:
    """A place by names of the language; everything else as it is written."""
    is_place = evidence.feature is Feature.PLACE and shown
    return place_in_words(shown, language) if is_place else shown
