"""A reason in words, in English, Dari and Pashto; the words themselves are data/wording.yaml."""

from __future__ import annotations

from wayforward.core.persons.matching.reasons import Evidence
from wayforward.core.persons.matching.tables import table

LANGUAGES = ("en", "fa-af", "ps")


def worded(evidence: Evidence, language: str = "en") -> str:
    """One sentence without a full stop: the feature, what was found, and that a name is common.

    Raises KeyError for a language there are no words in.
    """
    words = table("wording")
    note = words["notes"][evidence.note][language] if evidence.note else ""
    said = words["reasons"][evidence.reason.value][language].format(
        one=evidence.one, other=evidence.other, note=note
    )
    common = f" ({words['common'][language]})" if evidence.common else ""
    return f"{words['features'][evidence.feature.value][language]}: {said}{common}"
