"""The parts of deadlines in *what needs me now*: alerts that name a role of the reader, and days
of the own calendar that the moon decides, for whoever decides about them.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest

from wayforward.core.access.context import acting_as
from wayforward.core.access.duties import duties
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Permission
from wayforward.core.access.segregation import purposes_of
from wayforward.core.access.waiting import Part
from wayforward.core.access.working import account_of
from wayforward.core.clocks.foreseeing import unsure_days
from wayforward.core.clocks.queries import needs_now

_SHOWN = 10


def _about(request: HttpRequest) -> Mapping[str, object]:
    account = account_of(request)
    if account.party is None:
        return {}
    purpose = next(iter(purposes_of(duties(), account.held)), Purpose.ADMINISTRATION)
    with acting_as(account, purpose=purpose):
        needs = needs_now(account.held, _SHOWN)
    return {"needs": needs} if needs else {}


def _unsure(request: HttpRequest) -> Mapping[str, object]:
    party = account_of(request).party
    days = unsure_days(party) if party else []
    return {"unsure": days} if days else {}


PARTS = (
    Part(Permission.SEE_CLOCKS, "clocks/_waiting.html", _about),
    Part(Permission.MANAGE_PARTY, "clocks/_unsure.html", _unsure),
)
