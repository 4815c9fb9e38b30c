"""Reporting a rumour by program: what is told is scrubbed, matched and kept; nobody is.

Only to ask, and keep nothing: `/api/v1/narratives/match`.
"""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema, Status
from ninja.errors import HttpError

from wayforward.core.places.reading import provinces
from wayforward.information.narratives.api import Report
from wayforward.information.narratives.reporting.actions import (
    EmptyReportError,
    Heard,
    receive_report,
)
from wayforward.information.narratives.reporting.answering import Rebuttal
from wayforward.information.narratives.reporting.matched import matcher
from wayforward.information.narratives.reporting.queries import days_kept
from wayforward.information.narratives.reporting.rules import Intake
from wayforward.information.narratives.rules import Channel

router = Router(tags=["narratives"])


class ReportIn(Schema):
    """What people are being told, where that is known."""

    text: Report = Field(
        description="What is told, in any language. Numbers, accounts and links are taken out"
        " before it is stored; send no names."
    )
    lang: Literal["fa-af", "ps", "en"] = Field("en", description="The language of the answer.")
    channel: Channel | None = Field(None, description="Where it is told.")
    province: str = Field("", max_length=12, description="Where it is told: a province's code.")


class AnsweredOut(Schema):
    """A published rebuttal that answers the report, or may; `in_doubt`: it is under review."""

    claim: str
    language: str
    title: str
    verdict: str
    fact: list[str]
    url: str
    in_doubt: bool


class ReceivedOut(Schema):
    """What became of a report; its words are deleted after so many days."""

    decision: Literal["near_exact", "suggested", "new"]
    days_kept: int
    rebuttals: list[AnsweredOut]


@router.post("", response={201: ReceivedOut}, url_name="reports", summary="Report a rumour")
def report_rumour(request: HttpRequest, given: ReportIn) -> Status[dict[str, Any]]:
    """Kept without anything of whoever sends it; what is published against it comes back."""
    days = days_kept()
    if days is None:
        raise HttpError(503, "Nothing can be reported yet: nobody has set how long words are kept.")
    if given.province and given.province not in provinces():
        raise HttpError(422, "No province has this code: take one from /api/v1/projects/provinces.")
    heard = Heard(
        given.text, Intake.WEB, timezone.now().date(), given.channel, given.province
    )  # fmt: skip
    try:
        answer = receive_report(heard=heard, match=matcher(), reader=given.lang).answer
    except EmptyReportError as problem:
        raise HttpError(422, str(problem)) from problem
    received = {
        "decision": answer.kind.value,
        "days_kept": days,
        "rebuttals": [_answered(one) for one in answer.rebuttals],
    }
    return Status(201, received)


def _answered(one: Rebuttal) -> dict[str, Any]:
    return {
        "claim": one.claim,
        "language": one.language,
        "title": one.title,
        "verdict": one.verdict,
        "fact": list(one.fact),
        "url": one.url,
        "in_doubt": one.in_doubt,
    }
