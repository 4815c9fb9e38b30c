"""What of the weekly picture is for everybody: no rumour that is not answered in public, no small
count.

A claim stands here only while its rebuttal is published in the reader's language and enough
independent people have told it; all others are counted in the sums and named nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from wayforward.core.documents.charts.suppressing import Shown, suppress
from wayforward.core.rulesets import queries as rulesets
from wayforward.information.narratives.reporting.rules import LEAST_OF_A_PLACE
from wayforward.information.narratives.rules import Audience
from wayforward.information.narratives.weekly.lines import Counts, Line
from wayforward.information.narratives.weekly.queries import Picture, weekly

_LEAST_THRESHOLD = 3  # below it "fewer than" hides nothing: see core.documents.charts.suppressing
PublicCounts = tuple[tuple[str, int | None], ...]  # None: not shown


@dataclass(frozen=True, slots=True)
class PublicLine:
    """A published claim in the week; `count` None: too few to say."""

    key: str
    title: str
    address: str
    count: int | None
    rising: bool


@dataclass(frozen=True, slots=True)
class PublicPicture:
    """A week in public. Counts below `threshold` are None, as is what would give them away.

    Where the kinds themselves would, there are none.
    """

    week: date
    threshold: int
    judged: bool
    reports: int | None
    languages: PublicCounts
    channels: PublicCounts
    claims: tuple[PublicLine, ...]  # published ones alone


def public_weekly(monday: date, *, language: str, today: date) -> PublicPicture:
    """The public's short version of a week that has ended. Raises RuleSetError."""
    least = rulesets.value("", LEAST_OF_A_PLACE, on=today).whole()
    return short_version(weekly(monday, language=language, today=today), least)


def short_version(picture: Picture, least: int) -> PublicPicture:
    """What of a picture may be told, counts from `least` on."""
    threshold = max(least, _LEAST_THRESHOLD)
    reports = _told(picture.reports, threshold)
    # Of fewer reports than may be told, the kinds alone say too much: four kinds of four reports.
    languages, channels = (picture.languages, picture.channels) if reports else ((), ())
    return PublicPicture(
        week=picture.week,
        threshold=threshold,
        judged=picture.judged,
        reports=reports,
        languages=_hidden(languages, threshold),
        channels=_hidden(channels, threshold),
        claims=tuple(_line(one, threshold) for one in picture.claims if may_be_named(one)),
    )


def may_be_named(line: Line) -> bool:
    """Do no harm: only what is answered in public already, and many have heard."""
    return bool(line.address) and line.audience is Audience.EVERYBODY


def _line(one: Line, threshold: int) -> PublicLine:
    return PublicLine(one.key, one.title, one.address, _told(one.count, threshold), one.rising)


def _told(count: int, threshold: int) -> int | None:
    return None if 0 < count < threshold else count


def _hidden(counts: Counts, threshold: int) -> PublicCounts:
    """Counts whose sum is told beside them; no kinds either where nothing protects a small one."""
    if not counts:
        return ()
    found = suppress([count for _name, count in counts], threshold)
    if not found.sums:
        return ()
    return tuple(
        (name, one.value if one.shown is Shown.AS_IT_IS else None)
        for (name, _count), one in zip(counts, found.rows[0], strict=True)
    )
