"""Pairs of states of pages, declared in tests/data_small/furniture: some differ in what they say,
most only in furniture and layout. How we judge a pair is here as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from wayforward.conf import REPOSITORY
from wayforward.information.sources.changes.comparing import Changed, Stood, compare, standing
from wayforward.information.sources.extracting import read_html
from wayforward.information.sources.rules import place_sentences

FOLDER = REPOSITORY / "tests" / "data_small" / "furniture"
HALVES = ("first", "unseen", "fresh", "last")
NOTHING = "nothing"
ALARMS = ("high", "normal")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two states of a page; `tells` is the kind of change a reader must hear of, or "nothing"."""

    identity: str
    page: str
    language: str
    tells: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a comparison said: changes that matter, and whether the right kind was among them."""

    alarms: tuple[Changed, ...]
    right_kind: bool


def pairs(*halves: str) -> list[Pair]:
    """The pairs of the named halves, else all of them."""
    return [pair for half in halves or HALVES for pair in _pairs(FOLDER / f"{half}.yaml")]


def ours(pair: Pair) -> Verdict:
    """Both states read as a visit reads them, and compared."""
    old, new = (_stood(text, pair.language) for text in (pair.old, pair.new))
    changes = compare(old, new, pair.language).changes
    alarms = tuple(change for change in changes if change.priority in ALARMS)
    wanted = set(pair.tells.split("/"))
    right = any(wanted & {*change.kinds, change.how} for change in alarms)
    return Verdict(alarms, right)


def _stood(text: str, language: str) -> list[Stood]:
    return standing(place_sentences(read_html(text.encode()).blocks, language), language)


def _pairs(path: Path) -> Iterator[Pair]:
    for page in yaml.safe_load(path.read_text(encoding="utf-8"))["pages"]:
        for pair in page["pairs"]:
            new = _new_state(page["html"], pair)
            yield Pair(pair["id"], page["id"], page["language"], pair["tells"], page["html"], new)


def _new_state(text: str, pair: dict[str, Any]) -> str:
    for one, other in pair.get("swap", ()):
        text = _swapped(text, one, other, pair["id"])
    for old, new in pair.get("replace", ()):
        _must_stand_once(text, old, pair["id"])
        text = text.replace(old, new)
    for pattern, new in pair.get("sub", ()):
        text = _outside_tags(text, pattern, new)
    return text


def _swapped(text: str, one: str, other: str, identity: str) -> str:
    for part in (one, other):
        _must_stand_once(text, part, identity)
    parts: Sequence[str] = re.split(f"({re.escape(one)}|{re.escape(other)})", text)
    return "".join({one: other, other: one}.get(part, part) for part in parts)


def _must_stand_once(text: str, part: str, identity: str) -> None:
    if text.count(part) != 1:
        raise ValueError(f"{identity}: {part!r} stands {text.count(part)} times on the page")


def _outside_tags(text: str, pattern: str, new: str) -> str:
    parts = re.split(r"(<[^>]*>)", text)
    return "".join(p if p.startswith("<") else re.sub(pattern, new, p) for p in parts)
