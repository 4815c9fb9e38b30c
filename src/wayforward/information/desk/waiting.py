"""The editors' part of *what needs me now*: texts whose official pages changed, other queues."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest

from wayforward.core.access.gate import actor_of
from wayforward.core.access.rules import Permission
from wayforward.core.access.waiting import Part
from wayforward.information.desk.queries import also_waiting, texts_published, waiting_texts
from wayforward.information.narratives.queries import assigned


def _about(_request: HttpRequest) -> Mapping[str, object]:
    return {
        "waiting": waiting_texts(),
        "published": texts_published(),
        "also": also_waiting(),
    }


def _mine(request: HttpRequest) -> Mapping[str, object]:
    return {"assigned": assigned(actor_of(request).name)}


PARTS = (
    Part(Permission.SEE_EDITING, "desk/_assigned.html", _mine),
    Part(Permission.SEE_EDITING, "desk/_waiting_texts.html", _about),
)
