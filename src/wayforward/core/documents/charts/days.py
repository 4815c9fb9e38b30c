"""Where days stand on a line that is drawn by hand: timelines and calendars as inline SVG."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DayScale:
    """Days from `first` to `last` between two places of a picture; `mirrored`: from the right.

    `whole`: the last day has a width as well, as where bars end with their last day.
    """

    first: date
    last: date
    start: float
    end: float
    mirrored: bool
    whole: bool = False

    def at(self, day: date) -> float:
        """The place of a day, in the units of the picture."""
        share = (day - self.first).days / max(1, (self.last - self.first).days + self.whole)
        return round(
            self.start + (self.end - self.start) * (1 - share if self.mirrored else share), 1
        )
