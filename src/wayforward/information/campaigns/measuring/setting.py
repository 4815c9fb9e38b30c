"""Sets the report of a campaign: what reporting.py says, on one page, as PDF."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path

from django.utils.translation import gettext as _

from wayforward.core.documents.letters.setting import around, common_words
from wayforward.core.documents.typesetting import typeset
from wayforward.core.language.calendar import both_calendars
from wayforward.core.language.direction import is_right_to_left, isolated
from wayforward.information.campaigns.measuring import wording
from wayforward.information.campaigns.measuring.reporting import Report

TEMPLATE = Path(__file__).resolve().parent / "print" / "report.typ"


def set_report(one: Report) -> bytes:
    """The PDF, in the language of the report, which must be the active one."""
    mark = isolated if is_right_to_left(one.language) else str
    picture = one.picture
    page = common_words()["page"][one.language]
    return typeset(
        TEMPLATE,
        {
            "title": mark(one.title),
            "brand": _("Way forward"),
            "date": both_calendars(one.on, one.language),
            "page": list(around(page)),
            "state": one.state,
            "days": one.days,
            "objective": mark(one.objective),
            "who": mark(one.who),
            "words": words(),
            "ran": [
                [one_.material, one_.channel, one_.place, one_.days, one_.how_many, mark(one_.cost)]
                for one_ in one.ran
            ],
            "more_ran": more(one.more_ran),
            "reach": list(one.reach),
            "channels": [list(row) for row in one.channels],
            "questions": [
                {"asks": mark(said.asks), "says": " ".join(said.sentences)}
                for said in one.questions
            ],
            "more_questions": more(one.more_questions),
            "costs": [mark(said) for said in one.costs],
            "amber": [mark(said) for said in one.amber],
            "unknown": list(one.unknown),
            "picture": {
                "title": picture.words.title,
                "svg": picture.svg,
                "alt": "; ".join(f"{row.name}: {row.said}" for row in picture.rows),
            }
            if picture
            else None,
        },
        language=one.language,
        at=datetime.combine(one.on, time(), UTC),
    )


def more(count: int) -> str:
    """That so many did not fit on the page; nothing where all did."""
    return _("And %(n)s more.") % {"n": wording.number(count)} if count else ""


def words() -> dict[str, str]:
    """The headings of the report in the active language."""
    return {
        "objective": _("What it is to reach"),
        "who": _("Whom it speaks to"),
        "ran": _("What ran"),
        "material": _("Material"),
        "channel": _("Way"),
        "place": _("Place"),
        "days": _("Days"),
        "how_many": _("How many"),
        "cost": _("Cost"),
        "reach": _("Whom it reached"),
        "links": _("People by links"),
        "told": _("People as told"),
        "know": _("What people know"),
        "nobody": _("Nobody has been asked yet."),
        "costs": _("What it cost"),
        "amber": _("Under review now"),
        "none_amber": _("No material is under review."),
        "unknown": _("What is not known"),
        "nothing_ran": _("Nothing has been placed yet."),
        "method": _("How this is counted stands on the site under “How reach is counted”."),
    }
