"""Rumours by program: which claim a report tells. Nothing of the report is kept."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema
from pydantic import StringConstraints

from wayforward.information.narratives.matching.matching import MOST, match
from wayforward.information.narratives.presenting import matched_to_dict
from wayforward.information.narratives.reporting.scrubbing import scrub

router = Router(tags=["narratives"])
_LONGEST = 4000  # characters: of the longest text message of a messenger (Telegram: 4,096)

Report = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=_LONGEST, pattern=r"^[^\x00]*$"
    ),
]


class ReportIn(Schema):
    """What somebody is being told."""

    text: Report = Field(description="What is told, in any language. It is not stored.")
    lang: Literal["fa-af", "ps", "en"] = Field(
        "en", description="The language of titles and reasons."
    )
    most: int = Field(MOST, ge=1, le=20, description="How many claims to name at most.")


class ClaimMatchOut(Schema):
    """A claim the report may tell; `rebuttal` is the address of what answers it, once public.

    It is in the language asked for where that is public, else in English, else in another.
    `materials`: form (leaflet, card, sms...) -> its address, for passing on what answers it.
    """

    claim: str
    title: str
    language: str
    score: float
    why: str
    verdict: str
    rebuttal: str | None
    materials: dict[str, str]


class MatchedOut(Schema):
    """What a report was found to tell, the likeliest claim first."""

    language: str | None
    decision: Literal["near_exact", "suggested", "new"]
    matches: list[ClaimMatchOut]


@router.post("/match", response=MatchedOut, summary="Which claim does a report tell?")
def match_report(request: HttpRequest, given: ReportIn) -> dict[str, Any]:
    """Works across languages and spellings, Dari and Pashto in Latin letters too.

    Names, numbers and addresses are taken out first: nothing matches by them, and none leaves.
    """
    text = scrub(given.text).text
    return matched_to_dict(match(text, reader=given.lang, most=given.most), given.lang)
