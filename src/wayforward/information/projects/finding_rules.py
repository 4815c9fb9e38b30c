"""What an empty or a full answer means, and which text a reader is shown. Pure.

Nothing published is not nothing happening: the difference is told in closed categories.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from wayforward.core.language.tags import readable
from wayforward.information.projects.activities import Narrative, Narratives

_ENGLISH = "en"


class Picture(StrEnum):
    """What is known about projects somewhere."""

    NOTHING_READ = "nothing_read"  # no file has been read: we do not know
    NOTHING_FOR_COUNTRY = "nothing_for_country"  # files read, none speaks of the country
    NO_PLACES = "no_places"  # projects there are, but none that says where
    NOT_NAMED_HERE = "not_named_here"  # some say where, none names this place
    NO_MATCH = "no_match"  # none fits what was asked for besides the place
    ONLY_ENDED = "only_ended"  # those found are over, past their end or gone from their file
    RUNNING = "running"  # at least one is said to be running or planned


@dataclass(frozen=True, slots=True)
class Counts:
    """How many: files read; projects for the country; those that say in which province they are.

    `here` are those that name the place asked for (all where none was asked for), `matching` those
    of them that fit every wish, `live` those of the matching that run or are planned.
    """

    files: int
    projects: int
    placed: int
    here: int
    matching: int
    live: int


def picture(counts: Counts) -> Picture:
    """What the counts amount to, the first reason that holds."""
    empty = (
        (counts.files, Picture.NOTHING_READ),
        (counts.projects, Picture.NOTHING_FOR_COUNTRY),
        (counts.placed or counts.here, Picture.NO_PLACES),
        (counts.here, Picture.NOT_NAMED_HERE),
        (counts.matching, Picture.NO_MATCH),
        (counts.live, Picture.ONLY_ENDED),
    )
    return next((what for count, what in empty if not count), Picture.RUNNING)


def text_for(narratives: Narratives, language: str) -> Narrative | None:
    """The text for a reader of `language` (en, fa-af, ps): theirs, else English, else the first.

    A text whose language nobody states counts as no language. None where there is no text.
    """
    for tags in (_tags(language), _tags(_ENGLISH)):
        for tag in tags:
            found = next((one for one in narratives if _is(one.language, tag)), None)
            if found:
                return found
    return next(iter(narratives), None)


def _tags(language: str) -> Sequence[str]:
    return (language, *readable(language))


def _is(language: str, tag: str) -> bool:
    return language == tag or language.startswith(f"{tag}-")
