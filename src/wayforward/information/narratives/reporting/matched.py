"""The port to whatever matches a text with the claims there are: its form, and who stands in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from wayforward.information.narratives.rules import Decision


class Candidate(Protocol):
    """A claim a text may be telling, and why, in words."""

    @property
    def claim(self) -> str:
        """The claim's key."""
        ...

    @property
    def language(self) -> str:
        """Of the claim's text that was met."""
        ...

    @property
    def score(self) -> float:
        """How near, from 0 to 1."""
        ...

    @property
    def why(self) -> str:
        """What speaks for it, in words."""
        ...

    @property
    def verdict(self) -> str:
        """Our verdict on the claim."""
        ...

    @property
    def rebuttal_url(self) -> str:
        """Where the public reads what answers it; empty where nothing is published."""
        ...


class Matched(Protocol):
    """What a text was matched with."""

    @property
    def language(self) -> str:
        """Of the text, as the language room names it; empty where it cannot be told."""
        ...

    @property
    def decision(self) -> Decision:
        """How sure it is."""
        ...

    @property
    def matches(self) -> Sequence[Candidate]:
        """Best first."""
        ...


Matcher = Callable[[str], Matched]
BatchMatcher = Callable[[Sequence[str]], Sequence[Matched]]  # one result a text, in their order


def one_by_one(match: Matcher) -> BatchMatcher:
    """A matcher of single texts as one of many."""
    return lambda texts: [match(text) for text in texts]


class NoMatcherError(RuntimeError):
    """Nothing matches reports with claims here, so none can be received."""

    def __init__(self) -> None:
        """Says who has to act."""
        super().__init__(
            "Nothing matches reports with claims in this installation: its room has to call"
            " `on_match` at start."
        )


_matchers: list[tuple[Matcher, BatchMatcher]] = []


def on_match(match: Matcher, batch: BatchMatcher | None = None) -> None:
    """From now on this matches reports; called once, when the room starts.

    `batch` matches many at once, where that is cheaper than one by one.
    """
    _matchers[:] = [(match, batch or one_by_one(match))]


def matcher() -> Matcher:
    """What matches a report. Raises NoMatcherError."""
    return _both()[0]


def batch_matcher() -> BatchMatcher:
    """What matches many reports at once. Raises NoMatcherError."""
    return _both()[1]


def _both() -> tuple[Matcher, BatchMatcher]:
    if not _matchers:
        raise NoMatcherError
    return _matchers[0]
