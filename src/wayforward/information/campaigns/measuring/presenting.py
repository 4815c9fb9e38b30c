"""One serialisation of reach, effects and plans, for machines. Decides nothing."""

from __future__ import annotations

from typing import Any

from django.utils.translation import override

from wayforward.core.rulesets.rules import Value
from wayforward.information.campaigns.measuring.effects import Effect, Group, Least, points
from wayforward.information.campaigns.measuring.planning import Plan
from wayforward.information.campaigns.measuring.queries import Found, Line, Reach
from wayforward.information.campaigns.measuring.rules import Span
from wayforward.information.campaigns.measuring.wording import effect_in_words


def reach_to_dict(campaign: str, one: Reach) -> dict[str, Any]:
    """Whom a campaign reached; people are always between a least and a most."""
    return {
        "campaign": campaign,
        "until": one.until.isoformat() if one.until else None,
        "people": _span(one.people),
        "counted": _span(one.counted),
        "told": _span(one.told),
        "days": [
            {"first": row.first.isoformat(), "last": row.last.isoformat(), **_both(row.people)}
            for row in one.days
        ],
        "channels": [_line(row) for row in one.channels],
        "languages": [_line(row) for row in one.languages],
        "places": [_line(row) for row in one.places],
        "spent": [
            {
                "currency": row.currency,
                "amount": str(row.amount),
                "of_one": [round(end, 4) for end in row.of_one] if row.of_one else None,
            }
            for row in one.spent
        ],
        "method": {
            "least_shown": value_to_dict(one.least),
            "opens_of_one_person": value_to_dict(one.of_one),
        },
    }


def value_to_dict(value: Value) -> dict[str, Any]:
    """A parameter with its source."""
    return {"value": value.value, "citation": value.citation, "verified": value.verified}


def _span(span: Span | None) -> dict[str, int] | None:
    return None if span is None else _both(span)


def _both(span: Span) -> dict[str, int]:
    return {"least": span.least, "most": span.most}


def _line(row: Line) -> dict[str, Any]:
    hidden = row.counted is not None and row.counted.span is None
    return {
        "name": row.name,
        "counted": _span(row.counted.span) if row.counted else None,
        "hidden": ("fewer" if row.counted and row.counted.fewer else "withheld")
        if hidden
        else None,
        "told": _span(row.told),
    }


def found_to_dict(one: Found, least: Least, language: str = "en") -> dict[str, Any]:
    """A question and what may be said of it; shares and points as numbers."""
    with override(language):
        words = effect_in_words(one.effect, least)
    question = one.question
    return {
        "question": question.key,
        "asks": question.texts.get(language, question.texts["en"])["asks"],
        "cites": {"card": question.card.key} if question.card else {"claim": _claim(one)},
        **effect_to_dict(one.effect),
        "words": words,
    }


def _claim(one: Found) -> str:
    return one.question.claim.key if one.question.claim else ""


def effect_to_dict(one: Effect) -> dict[str, Any]:
    """An effect with its interval in whole points, outwards; None where nothing can be said."""
    said = points(one.interval) if one.interval else None
    return {
        "verdict": one.verdict.value,
        "points": {"about": said.about, "low": said.low, "high": said.high} if said else None,
        "groups": [_group(group) for group in one.groups],
        "areas": (
            {
                "campaign": one.estimated.areas,
                "comparison": one.estimated.comparison_areas,
                "compared": one.estimated.areas_compared,
            }
            if one.estimated
            else None
        ),
        "left_out": list(one.left_out),
    }


def _group(group: Group) -> dict[str, Any]:
    share = group.share
    return {
        "arm": group.arm.value,
        "wave": group.wave.value,
        "answers": share.asked if share else None,
        "know": round(share.value, 3) if share else None,
        "enough": group.enough,
    }


def plan_to_dict(one: Plan, smallest: float | None) -> dict[str, Any]:
    """How many answers are needed, and for what."""
    wanted = one.wanted
    return {
        "answers_per_group": one.answers_per_group,
        "answers_in_all": one.answers_in_all,
        "groups": ["campaign before", "campaign after", "comparison before", "comparison after"],
        "baseline": wanted.baseline,
        "difference": wanted.difference,
        "trend": wanted.trend,
        "power": wanted.power,
        "confidence": wanted.confidence,
        "design_effect": wanted.design_effect,
        "areas": wanted.areas,
        "smallest_difference": None if smallest is None else round(smallest, 4),
    }
