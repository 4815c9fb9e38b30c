"""The campaign officers' part of *what needs me now*: what waits for a signature, what is in doubt,
what has come to its last day.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest

from wayforward.core.access.rules import Permission
from wayforward.core.access.waiting import Part
from wayforward.core.access.working import account_of
from wayforward.information.campaigns import queries


def _unsigned(request: HttpRequest) -> Mapping[str, object]:
    found = queries.unsigned_for(account_of(request).party_id)
    return {"unsigned": found} if found else {}


def _troubled(_request: HttpRequest) -> Mapping[str, object]:
    found = {"doubted": queries.doubted_materials(), "over": queries.over_but_open()}
    return found if any(found.values()) else {}


PARTS = (
    Part(Permission.SIGN_CAMPAIGN, "campaigns/desk/_unsigned.html", _unsigned),
    Part(Permission.EDIT_CAMPAIGN, "campaigns/desk/_troubled.html", _troubled),
)
