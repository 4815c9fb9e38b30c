"""Charts on paper: the same pictures as on the page, each with its table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path

from wayforward.core.documents.charts.drawing import Chart
from wayforward.core.documents.letters.setting import around, common_words
from wayforward.core.documents.typesetting import typeset
from wayforward.core.language.calendar import both_calendars
from wayforward.core.language.direction import isolated

TEMPLATE = Path(__file__).resolve().parent / "report.typ"


def set_report(charts: Sequence[Chart], *, title: str, source: str, on: date) -> bytes:
    """A report as PDF/UA in the language of its charts; `source` says who publishes it."""
    language = charts[0].words.language
    words = {key: said[language] for key, said in common_words().items()}
    return typeset(
        TEMPLATE,
        {
            "title": title,
            "from": isolated(source),
            "date": both_calendars(on, language),
            "page": list(around(words["page"])),
            "charts": [
                {
                    "title": one.words.title,
                    "names": one.words.names,
                    "values": one.words.values,
                    "note": one.words.note,
                    "svg": one.svg,
                    "width": one.width,
                    "rows": [[row.name, row.said] for row in one.rows],
                }
                for one in charts
            ],
        },
        language=language,
        at=datetime.combine(on, time(), UTC),
    )
