"""What templates of the desk may use: its navigation and its words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from wayforward.conf import SignInServer
from wayforward.core.access.gate import actor_of
from wayforward.core.access.navigation import Entry, Place
from wayforward.core.access.rules import Actor, Role
from wayforward.core.audit.event_wording import FACTS
from wayforward.core.audit.wording import FAULTS
from wayforward.core.documents import wording as file_wording
from wayforward.core.documents.letters.views import why_in_words
from wayforward.core.language.digits import to_reader
from wayforward.core.parties.forms import TASKS
from wayforward.core.wording import in_words
from wayforward.core.workflow.rules import Why
from wayforward.information.narratives.wording import VERDICTS
from wayforward.site import desk_wording, wording
from wayforward.site.navigation import entries_for

register = template.Library()


@dataclass(frozen=True, slots=True)
class Way:
    """An entry of the navigation as this page shows it."""

    label: str
    address: str
    key: str
    current: bool


@register.simple_tag
def ways(request: HttpRequest) -> list[Way]:
    """The navigation of whoever is signed in; nothing before the gate has opened.

    The present entry is the one whose pages the path belongs to; the first page has none below it.
    """
    if not getattr(request, "desk_is_open", False):
        return []
    found = [(reverse(entry.address), entry) for entry in entries_for(actor_of(request))]
    return [
        Way(place_name(entry.place), address, entry.key, _is_here(request.path, address, entry))
        for address, entry in found
    ]


def _is_here(path: str, address: str, entry: Entry) -> bool:
    below = f"{address.rstrip('/')}/"
    return path == address or (entry.place is not Place.NOW and path.startswith(below))


@register.simple_tag
def actor(request: HttpRequest) -> Actor:
    """Who acts here."""
    return actor_of(request)


@register.simple_tag
def passkeys_at(request: HttpRequest) -> str:
    """Where passkeys work, when it is not here: they belong to the host of the origin."""
    host = urlsplit(f"//{request.get_host()}").hostname
    return "" if host == urlsplit(settings.ORIGIN).hostname else str(settings.ORIGIN)


@register.simple_tag
def organisation_here(request: HttpRequest) -> SignInServer | None:
    """The organisation's server to sign in through; none at another address, where the way back
    does not lead.
    """
    server: SignInServer | None = settings.SIGN_IN_SERVER
    return None if passkeys_at(request) else server


@register.filter
def party_kind(kind: str) -> str:
    """What a party is."""
    return in_words(desk_wording.PARTY_KINDS, kind)


@register.filter
def recognition(state: str) -> str:
    """Whether an authority is recognised or de facto."""
    return in_words(desk_wording.RECOGNITION, state)


@register.filter
def task_name(task: str) -> str:
    """What a contact point is for."""
    return in_words(TASKS, task)


@register.filter
def place_name(place: Place) -> str:
    """A part of the desk."""
    return str(desk_wording.PLACES[place])


@register.filter
def role_name(role: str) -> str:
    """A role."""
    return in_words(desk_wording.ROLES, role)


@register.filter
def role_names(roles: Collection[str]) -> list[str]:
    """Several roles, in words, always in the same order."""
    return [role_name(role) for role in Role if role in roles]


@register.filter
def permission_name(permission: str) -> str:
    """What a permission allows, as the end of 'may ...'."""
    return in_words(desk_wording.PERMISSIONS, permission)


@register.filter
def stream_name(stream: str) -> str:
    """A stream of the log."""
    return in_words(desk_wording.STREAMS, stream)


@register.filter
def event_name(name: str) -> str:
    """What was done."""
    return in_words(desk_wording.EVENTS, name)


@register.filter
def actor_name(actor: str) -> str:
    """Who did it: a name, or words for whoever has none."""
    return in_words(desk_wording.ACTORS, actor)


@register.filter
def event_facts(facts: Mapping[str, object]) -> list[tuple[str, str]]:
    """Names and values of an event's facts: roles and kinds in words, the rest as it is."""
    words = {**FACTS, **desk_wording.FACTS}
    named = ((in_words(words, name), _fact(value)) for name, value in facts.items())
    return [(name, value) for name, value in named if value]


def _fact(value: object) -> str:
    words: dict[Any, object] = {
        **desk_wording.ROLES, **desk_wording.FACTORS, **desk_wording.YES_NO, **VERDICTS
    }  # fmt: skip
    parts = value if isinstance(value, list) else [value]
    return gettext(", ").join(in_words(words, str(part)) for part in parts)


@register.filter
def why_closed(why: Why) -> str:
    """Why a step of a letter is closed, and who could take it."""
    return why_in_words(why, role_name)


@register.filter
def scan_name(scan: str) -> str:
    """What is known of a file's harmlessness."""
    return in_words(file_wording.SCANS, scan)


@register.filter
def file_kind(kind: str) -> str:
    """What a file is."""
    return in_words(file_wording.KINDS, kind)


@register.filter
def clock(value: datetime) -> str:
    """The time of day, UTC, in the reader's digits."""
    return to_reader(f"{value:%H:%M}", wording.reader_language())


@register.filter
def way_name(way: str) -> str:
    """A way to show that it is you."""
    return in_words(desk_wording.WAYS, way)


@register.filter
def card_state(state: str) -> str:
    """How far a card text has come, or what keeps it."""
    return in_words(desk_wording.CARD_STATES, state)


@register.filter
def change_kind(kind: str) -> str:
    """What a change of an official sentence touches."""
    return in_words(desk_wording.CHANGE_KINDS, kind)


@register.filter
def edit_kind(kind: str) -> str:
    """What a save does to a text."""
    return in_words(desk_wording.EDIT_KINDS, kind)


@register.filter
def fault_name(fault: str) -> str:
    """What is wrong with words that were typed."""
    return in_words(desk_wording.FAULTS, fault)


@register.filter
def obstacle_name(key: str) -> str:
    """Why a text cannot be signed."""
    return in_words(desk_wording.OBSTACLES, key)


@register.filter
def fault_of_chain(what: str) -> str:
    """How a chain of the log is broken."""
    return in_words(FAULTS, what)
