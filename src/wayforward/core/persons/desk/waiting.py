"""The part of persons in *what needs me now*: judgements that wait for a second person."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest

from wayforward.core.access.context import acting_as
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Permission
from wayforward.core.access.waiting import Part
from wayforward.core.access.working import account_of
from wayforward.core.persons.queries import to_confirm


def _about(request: HttpRequest) -> Mapping[str, object]:
    account = account_of(request)
    if account.party is None:
        return {}
    with acting_as(account, purpose=Purpose.IDENTIFICATION):
        waiting = to_confirm().count()
    return {"waiting": waiting} if waiting else {}


PARTS = (Part(Permission.ADJUDICATE, "persons/_waiting.html", _about),)
