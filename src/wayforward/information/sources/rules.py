"""Pure rules about sources: what a sentence is and stays, when a page is due, what a check says.

No Django, no files, no network.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from wayforward.core.language.normalise import wording_form
from wayforward.core.language.sentences import split
from wayforward.information.sources.reading import Block, BlockKind, Part

# A page that failed is looked at again sooner than its interval, later with each failure.
FIRST_RETRY = timedelta(hours=6)
_WHOLE_BLOCKS = frozenset({BlockKind.HEADING, BlockKind.TABLE_ROW})
_LINES_FIRST = "\n"


@dataclass(frozen=True, slots=True)
class PlacedSentence:
    """A sentence at its place in a reading. `identity` outlives readings; `start` is its offset in
    the block's text, `block` and `position` count from 0."""

    identity: str
    text: str
    position: int
    block: int
    start: int
    kind: BlockKind
    heading_path: tuple[str, ...]
    anchor: str | None
    page: int | None
    outside_links: str | None = None  # its words that are no link; None without links
    part: Part = Part.TEXT


def place_sentences(blocks: Iterable[Block], language: str | None) -> list[PlacedSentence]:
    """Every sentence of the blocks, in reading order, with its identity.

    The identity is made of the folded wording and of how many equal sentences came before. So it
    does not change when parts of a page trade places, when headings are renamed, or when letters
    are typed with other code points; it changes when words or numbers do.
    """
    found = [
        (number, block, start, text)
        for number, block in enumerate(blocks)
        for start, text in cut(block, language)
    ]
    identities = sentence_identities([text for _, _, _, text in found])
    return [
        PlacedSentence(identity, text, position, number, start, block.kind, block.heading_path,
                       block.anchor, block.page, outside_links(text, block.links), block.part)
        for position, (identity, (number, block, start, text)) in enumerate(
            zip(identities, found, strict=True)
        )
    ]  # fmt: skip


def cut(block: Block, language: str | None) -> list[tuple[int, str]]:
    """The sentences of one block with their offsets; headings and table rows stay whole.

    A line break of the page always ends a sentence: addresses and short lists are set that way.
    """
    if block.kind in _WHOLE_BLOCKS:
        return [(0, block.text)] if _has_words(block.text) else []
    sentences: list[tuple[int, str]] = []
    start = 0
    for line in block.text.split(_LINES_FIRST):
        for span in split(line, language):
            if _has_words(span.text):
                lead = len(span.text) - len(span.text.lstrip())
                sentences.append((start + span.start + lead, span.text.strip()))
        start += len(line) + 1
    return sentences


def outside_links(text: str, links: Iterable[str]) -> str | None:
    """What a sentence says outside the words of links; None where it has no link."""
    rest, found = text, False
    for link in sorted(filter(None, links), key=len, reverse=True):
        if text in link:
            return ""
        if link in rest:
            rest, found = rest.replace(link, " ", 1), True
    return " ".join(rest.split()) if found else None


def sentence_identities(texts: Sequence[str]) -> list[str]:
    """32 hexadecimal digits for each text; equal texts are told apart by their order."""
    seen: Counter[str] = Counter()
    identities = []
    for text in texts:
        form = wording_form(text)
        identities.append(hashlib.sha256(f"{seen[form]}\n{form}".encode()).hexdigest()[:32])
        seen[form] += 1
    return identities


def text_digest(sentences: Iterable[PlacedSentence]) -> str:
    """The sha256 of a reading's wording: equal digests mean that nothing a reader sees changed."""
    whole = "\n".join(wording_form(sentence.text) for sentence in sentences)
    return hashlib.sha256(whole.encode()).hexdigest()


def next_check(
    now: datetime, interval_days: int, failures: int, retry_after: float | None = None
) -> datetime:
    """When to look again. Failures in a row double the wait from six hours up to the interval."""
    interval = timedelta(days=interval_days)
    if failures == 0:
        return now + interval
    wait = min(FIRST_RETRY * float(2 ** min(failures - 1, 10)), interval)
    return now + max(wait, timedelta(seconds=min(retry_after or 0.0, interval.total_seconds())))


def _has_words(text: str) -> bool:
    return any(sign.isalnum() for sign in text)
