"""*What needs me now*, gathered from the subjects as navigation.py gathers their entries."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from wayforward.core.access.gate import actor_of
from wayforward.core.access.waiting import Part
from wayforward.core.clocks import waiting as clocks
from wayforward.core.persons.desk import waiting as persons
from wayforward.information.campaigns.desk import waiting as campaigns
from wayforward.information.desk import waiting as information

PARTS: tuple[Part, ...] = (
    *clocks.PARTS, *persons.PARTS, *campaigns.PARTS, *information.PARTS,
)  # fmt: skip


def parts_for(request: HttpRequest) -> list[SafeString]:
    """The parts this reader sees, rendered, in their order."""
    actor = actor_of(request)
    found = ((part, part.about(request)) for part in PARTS if actor.may(part.permission))
    return [render_to_string(part.template, dict(about), request) for part, about in found if about]
