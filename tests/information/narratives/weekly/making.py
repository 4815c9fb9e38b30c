"""Weeks of synthetic reports."""

from __future__ import annotations

from datetime import date, timedelta

from wayforward.information.narratives.models import Claim
from wayforward.information.narratives.reporting.models import Report

MONDAY = date(2026, 11, 16)  # 2026-W47
TODAY = date(2026, 11, 26)
_PROVINCES = ("AF-KAB", "AF-HER", "AF-BAL", "AF-NAN", "AF-KAN", "AF-KDZ", "AF-BDS", "AF-GHA")


def told(claim: Claim | None, week: date, times: int, **given: object) -> None:
    """The claim was told so often in a week, each time in another province: a sighting each."""
    fields = {"language": "ps", "came_by": "web", "decision": "suggested", "channel": "facebook"}
    for number in range(times):
        Report.objects.create(
            **{
                **fields,
                "day": week + timedelta(days=number % 7),
                "province": _PROVINCES[number % len(_PROVINCES)],
                "claim": claim,
                "how": "staff" if claim else "",
                **given,
            }
        )


def usual_weeks(claim: Claim, weeks: int, times: int = 1) -> None:
    """So many weeks before the week of the picture, told so often in each."""
    for back in range(1, weeks + 1):
        told(claim, MONDAY - timedelta(weeks=back), times)
