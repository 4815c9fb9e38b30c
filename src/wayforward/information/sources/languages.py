"""Which language a reading is in: what is claimed, weighed against the text itself. Pure."""

from __future__ import annotations

from wayforward.core.language.detection import detect
from wayforward.information.sources.reading import BlockKind, ReadingText

UNKNOWN = "und"
_SAMPLE = 4000
_SURE = 0.95
# Dari and Iranian Persian are never told apart by guessing: a claim of either stands.
_PERSIAN = frozenset({"fa", "fa-af"})


def language_of(text: ReadingText, claimed: str | None) -> str:
    """The language code of a reading.

    `claimed` is what the register or a mirror's manifest says and wins. A language the page itself
    declares gives way to a sure detection: templates often declare the wrong one. UNKNOWN (BCP 47
    "und") where nobody knows.
    """
    if claimed:
        return claimed
    found = detect(sample(text))
    is_sure = found.language is not None and found.confidence >= _SURE
    declared = text.language
    if declared is None:
        return found.language or UNKNOWN
    if not is_sure or {declared, found.language} <= _PERSIAN:
        return declared
    return found.language or declared


def sample(text: ReadingText) -> str:
    """Running text from the reading, enough to tell its language."""
    parts: list[str] = []
    size = 0
    for block in text.blocks:
        if block.kind != BlockKind.CONTACT:
            parts.append(block.text)
            size += len(block.text)
        if size > _SAMPLE:
            break
    return "\n".join(parts)[:_SAMPLE]
