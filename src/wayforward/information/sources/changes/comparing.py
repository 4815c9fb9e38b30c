"""Compares two readings of a page: which sentences say something else now, and where.

Pure. What still stands somewhere on the page did not change: parts that trade places, sentences cut
elsewhere and marks typed differently are no changes. The rest is paired by likeness.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wayforward.core.language.normalise import tokens
from wayforward.information.sources.changes import rules
from wayforward.information.sources.changes.alike import joined, letters, without_mark
from wayforward.information.sources.changes.furniture import (
    Region,
    counts_up,
    is_furniture,
    is_link,
    region_of,
    was_furniture,
)
from wayforward.information.sources.changes.telling import (
    Touch,
    differs_in_references_only,
    touches,
)
from wayforward.information.sources.reading import Part
from wayforward.information.sources.rules import PlacedSentence

_LIKE_NEAR, _LIKE_FAR = 0.4, 0.6  # shared words of a pair under one heading, or anywhere
_LONGEST_RUN = 6  # sentences that may have been cut differently
_ASKS = ("?", "؟")
_MOST_PAIRS = 60_000  # beyond, only sentences under one heading are compared


@dataclass(frozen=True, slots=True)
class Stood:
    """A sentence where it stood in a reading."""

    identity: str
    text: str
    anchor: str = ""
    heading_path: tuple[str, ...] = ()
    part: Part = Part.TEXT

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


def part_in(placed: PlacedSentence, language: str | None) -> Part:
    """The part of the page a sentence of a reading belongs to."""
    return Part.LINK if is_link(placed.outside_links, language) else placed.part


def standing(placed: Iterable[PlacedSentence], language: str | None) -> list[Stood]:
    """The sentences of a reading as they are compared."""
    return [
        Stood(
            one.identity,
            one.text,
            one.anchor or "",
            one.heading_path,
            part_in(one, language),
        )
        for one in placed
    ]


def compare(old: Sequence[Stood], new: Sequence[Stood], language: str | None = None) -> Comparison:
    """What changed from `old` to `new`. `language` chooses the words by which it is told."""
    gone, come = _without_recuts(_only_in(old, new), _only_in(new, old))
    paired, gone_alone, come_alone = _pairs(gone, come)
    again, gone_alone, come_alone = _pairs_of_repeated(old, new, gone_alone, come_alone)
    alone = [*((one, None) for one in gone_alone), *((None, one) for one in come_alone)]
    order = {id(stood): place for place, stood in enumerate([*new, *old])}
    found = [_changed(before, after, language) for before, after in [*paired, *again, *alone]]
    found.sort(key=lambda change: order[id(change.place)])
    return Comparison(tuple(found), rules.is_replaced(len(old), len(gone_alone)))


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
            found[one.anchor].append(one.text)
    return found


def _reads_alike(old: Sequence[str], new: Sequence[str]) -> bool:
    same = Counter(map(letters, old)) == Counter(map(letters, new))
    return same or (bool(old and new) and joined(old) == joined(new))


def _region(sides: Sequence[Stood], touched: Sequence[Touch], language: str | None) -> Region:
    """Where a change belongs: furniture, what stands beside the text, or the text itself.

    What people act on is text wherever it stands, but in the label of a link: unless that is an
    address, it tells what another page is about.
    """
    texts = [side.text for side in sides]
    if any(is_furniture(text, language) for text in texts) and all(
        was_furniture(text, language) for text in texts
    ):
        return Region.BESIDE
    regions = {region_of(side.heading_path, language) for side in sides}
    names_a_place = any(touch.kind == "phone" for touch in touched)
    if all(side.part == Part.LINK for side in sides) and not names_a_place:
        return Region.BESIDE if regions == {Region.BESIDE} else Region.NEWS
    if rules.is_acted_on([(touch.kind, touch.old + touch.new) for touch in touched]):
        return Region.TEXT
    asks = all(text.rstrip().endswith(_ASKS) for text in texts)  # a question states nothing
    if asks or all(side.part != Part.TEXT for side in sides) or counts_up(texts[0], texts[-1]):
        regions.discard(Region.TEXT)
        return Region.BESIDE if regions == {Region.BESIDE} else Region.NEWS
    return max(regions, key=list(Region).index)


def _only_in(some: Sequence[Stood], others: Sequence[Stood]) -> list[Stood]:
    """Sentences of `some` that stand nowhere in `others`, not even as an item of a counted list."""
    there = {letters(stood.text) for stood in others}
    either = there | {letters(without_mark(stood.text)) for stood in others}
    return [
        one
        for one in some
        if letters(one.text) not in either and letters(without_mark(one.text)) not in there
    ]


def _more_often_in(some: Sequence[Stood], others: Sequence[Stood]) -> list[Stood]:
    """Sentences that stand in both, but more often in `some`; those of the parts that have more."""
    there, here = (Counter(letters(one.text) for one in which) for which in (others, some))
    places = Counter((letters(one.text), one.section) for one in others)
    found = []
    for one in some:
        said = letters(one.text)
        if 0 < there[said] < here[said]:
            if places[said, one.section] > 0:
                places[said, one.section] -= 1
            else:
                found.append(one)
    return found


def _without_recuts(
    gone: Sequence[Stood], come: Sequence[Stood]
) -> tuple[list[Stood], list[Stood]]:
    """Without runs of sentences that say letter by letter the same, cut elsewhere."""
    starts: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for first, last, said in _runs(come):
        starts[said].append((first, last))
    same_old, same_new = set[int](), set[int]()
    for first, last, said in _runs(gone):
        for begin, end in starts.get(said, [])[:1]:
            same_old.update(range(first, last))
            same_new.update(range(begin, end))
    return (
        [one for place, one in enumerate(gone) if place not in same_old],
        [one for place, one in enumerate(come) if place not in same_new],
    )


def _runs(some: Sequence[Stood]) -> Iterable[tuple[int, int, str]]:
    """Every run of up to a few sentences of one part of the page, as one string of letters."""
    for first in range(len(some)):
        for last in range(first, min(first + _LONGEST_RUN, len(some))):
            if some[last].section != some[first].section:
                break
            yield first, last + 1, joined(one.text for one in some[first : last + 1])


_Pairs = list[tuple[Stood, Stood]]


def _pairs(
    gone: Sequence[Stood], come: Sequence[Stood], *, only_near: bool = False
) -> tuple[_Pairs, list[Stood], list[Stood]]:
    """Old and new wordings of one sentence, the likest first taken, and what stays alone."""
    far = not only_near and len(gone) * len(come) <= _MOST_PAIRS
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
    paired: _Pairs = []
    for like, i, j in options:
        if like < _LIKE_NEAR:
            break
        near = gone[i].section == come[j].section
        if i in left and j in right and (near or like >= _LIKE_FAR):
            paired.append((left.pop(i), right.pop(j)))
    return paired, list(left.values()), list(right.values())


def _pairs_of_repeated(
    old: Sequence[Stood], new: Sequence[Stood], gone: list[Stood], come: list[Stood]
) -> tuple[_Pairs, list[Stood], list[Stood]]:
    """Wordings that stand elsewhere on the page too: "14 days" became "7 days", as next door.

    What is left over of those did not go or come: it still stands, or stood already.
    """
    fewer, more = _more_often_in(old, new), _more_often_in(new, old)
    found, left, right = _pairs([*gone, *fewer], [*come, *more], only_near=True)
    still = {id(one) for one in (*fewer, *more)}
    return (
        found,
        [one for one in left if id(one) not in still],
        [one for one in right if id(one) not in still],
    )


def _likeness(old: frozenset[str], new: frozenset[str]) -> float:
    """Share of words in common (Dice), 0..1."""
    both = len(old) + len(new)
    return 2 * len(old & new) / both if both else 0.0


def _changed(old: Stood | None, new: Stood | None, language: str | None) -> Changed:
    how = "added" if old is None else "removed" if new is None else "reworded"
    before, after = old.text if old else "", new.text if new else ""
    touched = touches(before, after, language)
    sides = [side for side in (old, new) if side is not None]
    region = _region(sides, touched, language)
    priority = rules.priority(
        how,
        [touch.kind for touch in touched],
        furniture=region == Region.BESIDE,
        references_only=differs_in_references_only(before, after, language),
        beside=region == Region.NEWS,
    )
    return Changed(how, old, new, tuple(touched), priority)
