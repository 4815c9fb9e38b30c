"""Charts ready to be shown, and the forms others make theirs with, in the active language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wayforward.core.audit.figures import events_per_day
from wayforward.core.documents.charts.drawing import Chart, ChartWords, Figure, Form, chart
from wayforward.core.documents.charts.suppressing import Shown, suppress
from wayforward.core.language.calendar import month_names, to_solar_hijri
from wayforward.core.language.digits import format_number, to_reader

DAYS = 30


def events_chart(*, until: date | None = None, days: int = DAYS) -> Chart:
    """How many events the log had on each day; the last one is today where none is given."""
    last = until or timezone.now().date()
    return by_day(
        events_per_day(until=last, days=days),
        title=_("Events in the log, day by day"),
        values=_("Events"),
    )


def by_day(counts: Sequence[tuple[date, float]], *, title: str, values: str) -> Chart:
    """A figure for each day, in columns; days are named in the reader's own calendar."""
    figures = [Figure(short_day(day, _language()), value) for day, value in counts]
    words = ChartWords(language=_language(), title=title, names=_("Day"), values=values)
    return chart(figures, words, form=Form.COLUMNS)


def course(points: Sequence[tuple[str, float]], *, title: str, names: str, values: str) -> Chart:
    """How something went over time, as a line: joint working days by month, cases by quarter."""
    figures = [Figure(name, value) for name, value in points]
    words = ChartWords(language=_language(), title=title, names=names, values=values)
    return chart(figures, words, form=Form.LINE)


def by_kind(
    counts: Mapping[str, int], *, title: str, names: str, values: str, threshold: int = 0
) -> Chart:
    """A count for each kind (clocks by state, files by type), as lying bars.

    With a `threshold` (three or more) small counts are hidden, as for counts of persons; the sum is
    then taken to be known to the reader.
    """
    language = _language()
    if not threshold:
        figures = [Figure(name, count) for name, count in counts.items()]
    else:
        hidden = suppress(list(counts.values()), threshold)
        said = {
            Shown.FEWER: _("fewer than %(n)s") % {"n": format_number(threshold, language)},
            Shown.WITHHELD: _("not shown"),
        }
        figures = [
            Figure(name, one.value, said.get(one.shown, ""))
            for name, one in zip(counts, hidden.rows[0], strict=True)
        ]
    words = ChartWords(language=language, title=title, names=names, values=values)
    return chart(figures, words, form=Form.BARS)


def short_day(day: date, language: str) -> str:
    """A day for an axis: 5 Nov; in the solar calendar for readers of Dari and Pashto."""
    if language == "en":
        return f"{day.day} {month_names('gregorian', 'en')[day.month - 1][:3]}"
    solar = to_solar_hijri(day)
    name = month_names("solar", language)[solar.month - 1]
    return to_reader(f"{solar.day} {name}", language)


def _language() -> str:
    return get_language() or "en"


READY: dict[str, Callable[[], Chart]] = {"events": events_chart}
