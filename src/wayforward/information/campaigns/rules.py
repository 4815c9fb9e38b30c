"""What makes a campaign whole: its closed sets, what it lacks, where a material stands. Pure.

Who may take which step is in `flow`; how reach and understanding are measured is in `measuring`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

LANGUAGES = ("en", "fa-af", "ps")
LONGEST_NAME, LONGEST_OBJECTIVE, LONGEST_TITLE, LONGEST_WORDS = 120, 500, 140, 400


class State(StrEnum):
    """How far a campaign has come."""

    DRAFT = "draft"
    HANDED_IN = "handed_in"
    HALF_SIGNED = "half_signed"  # by one side
    SIGNED = "signed"  # by both
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


# What both sides have signed; the database holds a campaign out of these without them.
NEED_SIGNATURES = frozenset({State.SIGNED, State.RUNNING, State.PAUSED, State.ENDED})
PUBLIC = frozenset({State.RUNNING, State.PAUSED, State.ENDED})


class Side(StrEnum):
    """The two sides of an arrangement."""

    EUROPEAN = "european"
    PARTNER = "partner"


class MaterialKind(StrEnum):
    """What a message is put into."""

    LEAFLET = "leaflet"
    POSTER = "poster"
    SOCIAL_CARD = "social_card"
    SMS = "sms"
    RADIO_SCRIPT = "radio_script"
    HELPLINE_CARD = "helpline_card"


class Channel(StrEnum):
    """By which way a material reaches people."""

    BY_HAND = "by_hand"  # leaflets and cards given out
    POSTED_UP = "posted_up"
    RADIO = "radio"
    SMS = "sms"
    FACEBOOK = "facebook"
    TIKTOK = "tiktok"
    TELEGRAM = "telegram"
    WHATSAPP = "whatsapp"
    YOUTUBE = "youtube"
    HELPLINE = "helpline"
    MEETING = "meeting"  # elders, teachers, mosques
    WEBSITE = "website"


# The ways that fit a material: an SMS is not posted up, a poster is not read out.
_ONLINE = frozenset(
    {Channel.FACEBOOK, Channel.TIKTOK, Channel.TELEGRAM, Channel.WHATSAPP, Channel.YOUTUBE,
     Channel.WEBSITE}
)  # fmt: skip
FITS: Mapping[MaterialKind, frozenset[Channel]] = {
    MaterialKind.LEAFLET: _ONLINE | {Channel.BY_HAND, Channel.MEETING},
    MaterialKind.POSTER: _ONLINE | {Channel.POSTED_UP, Channel.MEETING},
    MaterialKind.SOCIAL_CARD: _ONLINE,
    MaterialKind.SMS: frozenset({Channel.SMS, Channel.WHATSAPP, Channel.TELEGRAM}),
    MaterialKind.RADIO_SCRIPT: frozenset({Channel.RADIO, Channel.MEETING, Channel.YOUTUBE}),
    MaterialKind.HELPLINE_CARD: frozenset({Channel.HELPLINE, Channel.BY_HAND, Channel.MEETING}),
}
