"""Compares two readings of a page: which sentences say something else now, and where.

Pure. What still stands somewhere on the page did not change: parts that trade places, sentences cut
elsewhere and marks typed differently are no changes. The rest is paired by likeness.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wayforward.core.language.normalise import tokens, wording_form
from wayforward.information.sources.changes import rules
from wayforward.information.sources.changes.telling import (
    Touch,
    differs_in_references_only,
    is_furniture,
    touches,
)

_LIKE_NEAR, _LIKE_FAR = 0.4, 0.6  # shared words of a pair under one heading, or anywhere
_LONGEST_RUN = 6  # sentences that may have been cut differently
_MOST_PAIRS = 60_000  # beyond, only sentences under one heading are compared


@dataclass(frozen=True, slots=True)
class Stood:
    """A sentence where it stood in a reading."""

    identity: str
    text: str
    anchor: str = ""
    heading_path: tuple[str, ...] = ()

    @property
    def section(self) -> str:
        """The part of the page it stands in: the anchor of its heading, else the heading."""
        return self.anchor or (self.heading_path[-1] if self.heading_path else "")


@dataclass(frozen=True, slots=True)
class Changed:
    """What happened to a sentence: reworded, added or removed (then one side is None)."""

    how: str
    old: Stood | None
    new: Stood | None
    touches: tuple[Touch, ...]
    priority: str

    @property
    def kinds(self) -> tuple[str, ...]:
        """What it touches; "wording" where nothing in particular, "furniture" for such."""
        if self.priority == rules.NONE:
            return ("furniture",)
        return tuple(dict.fromkeys(touch.kind for touch in self.touches)) or ("wording",)

    @property
    def place(self) -> Stood:
        """Where it stands now, or stood."""
        found = self.new or self.old
        assert found is not None  # noqa: S101 - one of the two is always there
        return found


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes between two readings, in the page's order."""

    changes: tuple[Changed, ...]
    replaced: bool

    @property
    def priority(self) -> str:
        """The highest of its changes."""
        return rules.highest([change.priority for change in self.changes])


def compare(old: Sequence[Stood], new: Sequence[Stood], language: str | None = None) -> Comparison:
    """What changed from `old` to `new`. `language` chooses the words by which it is told."""
    gone, come = _only_in(old, new), _only_in(new, old)
    gone, come = _without_recuts(gone, come)
    pairs = _pairs(gone, come)
    order = {id(stood): place for place, stood in enumerate([*new, *old])}
    found = [_changed(before, after, language) for before, after in pairs]
    found.sort(key=lambda change: order[id(change.place)])
    return Comparison(tuple(found), rules.is_replaced(len(old), len(gone)))


def changed_sections(old: Sequence[Stood], new: Sequence[Stood]) -> list[str]:
    """Anchors of headings whose part of the page reads differently, or came or went; sorted.

    Order, cuts and layout within a part make no difference.
    """
    before, after = _by_anchor(old), _by_anchor(new)
    return sorted(
        anchor
        for anchor in {*before, *after}
        if not _reads_alike(before.get(anchor, []), after.get(anchor, []))
    )


def _by_anchor(stood: Iterable[Stood]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one in stood:
        if one.anchor:
            found[one.anchor].append(_letters(one))
    return found


def _reads_alike(old: Sequence[str], new: Sequence[str]) -> bool:
    return Counter(old) == Counter(new) or (bool(old and new) and _bare(old) == _bare(new))


def _letters(stood: Stood) -> str:
    return wording_form(stood.text).replace(" ", "")


def _bare(letters: Iterable[str]) -> str:
    """Letters and digits alone: where sentences are cut, marks come and go."""
    return "".join(sign for sign in "".join(letters) if sign.isalnum())


def _only_in(some: Sequence[Stood], others: Sequence[Stood]) -> list[Stood]:
    there = {wording_form(stood.text) for stood in others}
    return [stood for stood in some if wording_form(stood.text) not in there]


def _without_recuts(
    gone: Sequence[Stood], come: Sequence[Stood]
) -> tuple[list[Stood], list[Stood]]:
    """Without runs of sentences that say letter by letter the same, cut elsewhere."""
    starts: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for first, last, joined in _runs(come):
        starts[joined].append((first, last))
    same_old, same_new = set[int](), set[int]()
    for first, last, joined in _runs(gone):
        for begin, end in starts.get(joined, [])[:1]:
            same_old.update(range(first, last))
            same_new.update(range(begin, end))
    return (
        [one for place, one in enumerate(gone) if place not in same_old],
        [one for place, one in enumerate(come) if place not in same_new],
    )


def _runs(some: Sequence[Stood]) -> Iterable[tuple[int, int, str]]:
    """Every run of up to a few sentences of one part of the page, as one string of letters."""
    letters = [_bare(_letters(one)) for one in some]
    for first in range(len(some)):
        joined = ""
        for last in range(first, min(first + _LONGEST_RUN, len(some))):
            if some[last].section != some[first].section:
                break
            joined += letters[last]
            yield first, last + 1, joined


def _pairs(gone: Sequence[Stood], come: Sequence[Stood]) -> list[tuple[Stood | None, Stood | None]]:
    """Old and new wordings of one sentence, the likest first taken; what is alone stays alone."""
    far = len(gone) * len(come) <= _MOST_PAIRS
    old_words, new_words = ([frozenset(tokens(one.text)) for one in some] for some in (gone, come))
    options = sorted(
        (
            (_likeness(old_words[i], new_words[j]), i, j)
            for i in range(len(gone))
            for j in range(len(come))
            if far or gone[i].section == come[j].section
        ),
        key=lambda option: (-option[0], abs(option[1] - option[2]), option[1]),
    )
    left, right = dict(enumerate(gone)), dict(enumerate(come))
    paired: list[tuple[Stood | None, Stood | None]] = []
    for like, i, j in options:
        if like < _LIKE_NEAR:
            break
        near = gone[i].section == come[j].section
        if i in left and j in right and (near or like >= _LIKE_FAR):
            paired.append((left.pop(i), right.pop(j)))
    return [*paired, *((one, None) for one in left.values()), *((None, o) for o in right.values())]


def _likeness(old: frozenset[str], new: frozenset[str]) -> float:
    """Share of words in common (Dice), 0..1."""
    both = len(old) + len(new)
    return 2 * len(old & new) / both if both else 0.0


def _changed(old: Stood | None, new: Stood | None, language: str | None) -> Changed:
    how = "added" if old is None else "removed" if new is None else "reworded"
    before, after = old.text if old else "", new.text if new else ""
    touched = touches(before, after, language)
    priority = rules.priority(
        how,
        [touch.kind for touch in touched],
        furniture=all(is_furniture(text, language) for text in (before, after) if text),
        references_only=differs_in_references_only(before, after, language),
    )
    return Changed(how, old, new, tuple(touched), priority)
