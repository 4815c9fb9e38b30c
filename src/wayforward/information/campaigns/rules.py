"""What makes a campaign whole: its closed sets, what it lacks, where a material stands. Pure.

Who may take which step is in `flow`; how reach and understanding are measured is in `measuring`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from wayforward.core.language.sms import sms_parts

LANGUAGES = ("en", "fa-af", "ps")
LONGEST_NAME, LONGEST_OBJECTIVE, LONGEST_TITLE, LONGEST_WORDS = 120, 500, 140, 400
LONGEST_KEY = 70  # keys of messages and materials begin with it
MOST_DAYS = 5 * 366  # of a campaign: what is drawn and exported day by day stays drawable
FIRST_YEAR, LAST_YEAR = 2000, 2100  # another year is a slip of the pen


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


def side_of(party_kind: str) -> Side | None:
    """For which side a party of this kind signs; None: it only helps."""
    return _SIDES.get(party_kind)


_SIDES = {
    "eu_institution": Side.EUROPEAN,
    "member_state_authority": Side.EUROPEAN,
    "partner_country_authority": Side.PARTNER,
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the budget, in the currency of the campaign."""

    what: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a campaign speaks to; `who` is language -> words."""

    who: Mapping[str, str]
    languages: tuple[str, ...]
    provinces: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A campaign without its chain; names and objective are language -> words."""

    names: Mapping[str, str]
    objective: Mapping[str, str]
    audience: Audience
    first_day: date
    last_day: date
    currency: str
    budget: tuple[Line, ...] = ()

    @property
    def total(self) -> Decimal:
        """What is set aside in all."""
        return sum((line.amount for line in self.budget), Decimal(0))


def plan_faults(plan: Plan) -> Mapping[str, str]:
    """Why a plan cannot be saved: field -> key of wording. What is only missing can wait."""
    found = {
        "names": _words_fault(plan.names, LONGEST_NAME),
        "objective": _words_fault(plan.objective, LONGEST_OBJECTIVE),
        "who": _words_fault(plan.audience.who, LONGEST_OBJECTIVE),
        "languages": "unknown" if set(plan.audience.languages) - set(LANGUAGES) else "",
        "first_day": _day_fault(plan.first_day),
        "last_day": _day_fault(plan.last_day) or _span_fault(plan.first_day, plan.last_day),
        "currency": "" if _is_currency(plan.currency) else "no_currency",
        "budget": "negative" if any(line.amount < 0 for line in plan.budget) else "",
    }
    if not any(words.strip() for words in plan.names.values()):
        found["names"] = "empty"
    return {field: why for field, why in found.items() if why}


def _day_fault(day: date) -> str:
    return "" if FIRST_YEAR <= day.year <= LAST_YEAR else "another_age"


def _span_fault(first: date, last: date) -> str:
    if last < first:
        return "reversed"
    return "too_many_days" if (last - first).days >= MOST_DAYS else ""


def _words_fault(said: Mapping[str, str], longest: int) -> str:
    if set(said) - set(LANGUAGES):
        return "unknown"
    return "too_long" if any(len(words) > longest for words in said.values()) else ""


def _is_currency(code: str) -> bool:
    return len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()


def words_faults(kind: MaterialKind, title: str, words: Collection[str]) -> Mapping[str, str]:
    """Why a material cannot be saved; an SMS and a script are one text, and an SMS one part."""
    found = {"title": _text_fault(title, LONGEST_TITLE)}
    longest = 2 * LONGEST_WORDS if kind is MaterialKind.RADIO_SCRIPT else LONGEST_WORDS
    faults = [_text_fault(one, longest) for one in words] or ["empty"]
    found["words"] = next(filter(None, faults), "")
    if kind in ONE_TEXT and len(words) > 1:
        found["words"] = "one_text"
    elif kind is MaterialKind.SMS and not found["words"] and sms_parts(next(iter(words))) > 1:
        found["words"] = "two_parts"
    return {field: why for field, why in found.items() if why}


ONE_TEXT = frozenset({MaterialKind.SMS, MaterialKind.RADIO_SCRIPT})


def _text_fault(text: str, longest: int) -> str:
    if not text.strip():
        return "empty"
    return "too_long" if len(text) > longest else ""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where, when and for how much a material is shown."""

    channel: Channel
    first_day: date
    last_day: date
    province: str = ""
    district: str = ""
    country: str = ""
    copies: int | None = None
    airings: int | None = None
    cost: Decimal = Decimal(0)
    currency: str = "EUR"


def spot_faults(spot: Spot, kind: MaterialKind, first: date, last: date) -> Mapping[str, str]:
    """Why a material of a campaign from `first` to `last` cannot be placed so."""
    found = {
        "channel": "" if spot.channel in FITS[kind] else "does_not_fit",
        "last_day": "reversed" if spot.last_day < spot.first_day else "",
        "place": "" if bool(spot.province) is not bool(spot.country) else "one_place",
        "cost": "negative" if spot.cost < 0 else "",
        "currency": "" if _is_currency(spot.currency) else "no_currency",
    }
    if spot.first_day < first or spot.last_day > last:
        found["first_day"] = "outside"
    if (spot.copies or 0) < 0 or (spot.airings or 0) < 0:
        found["copies"] = "negative"
    return {field: why for field, why in found.items() if why}


@dataclass(frozen=True, slots=True)
class Chain:
    """What hangs on a plan: material kinds by message, who was named to sign, outcomes."""

    messages: Mapping[str, int]  # key -> how many materials
    untranslated: Collection[str]  # messages without words in a language of the audience
    unplaced: Collection[str]  # materials without a placement
    outcomes: int
    sides: Collection[Side]


def lacking(plan: Plan, chain: Chain) -> list[tuple[str, str]]:
    """What a campaign still needs before it is handed in: key of wording, what it is about."""
    found: list[tuple[str, str]] = []
    for part, said in (("names", plan.names), ("objective", plan.objective),
                       ("who", plan.audience.who)):  # fmt: skip
        missing = [one for one in LANGUAGES if not said.get(one, "").strip()]
        found += [(part, ", ".join(missing))] if missing else []
    found += [] if plan.audience.languages else [("languages", "")]
    found += [] if plan.audience.provinces or plan.audience.countries else [("places", "")]
    found += [] if plan.total > 0 else [("budget", "")]
    found += [] if set(chain.sides) == set(Side) else [("sides", "")]
    found += [] if chain.messages else [("messages", "")]
    found += [("untranslated", key) for key in sorted(chain.untranslated)]
    found += [("materials", key) for key, count in sorted(chain.messages.items()) if not count]
    found += [("placements", key) for key in sorted(chain.unplaced)]
    found += [] if chain.outcomes else [("outcomes", "")]
    return found


class Standing(StrEnum):
    """Whether a material may be given out."""

    GOOD = "good"
    AMBER = "amber"  # only with the mark and its day
    HELD = "held"  # a text it stands on is not published in its language


@dataclass(frozen=True, slots=True)
class Carried:
    """A rebuttal or card in the language of a material."""

    name: str
    published: bool
    doubted_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Stands:
    """Where a material stands: since when it is in doubt, and which texts hold it."""

    standing: Standing
    since: datetime | None = None
    held_by: tuple[str, ...] = ()


def stands(carried: Collection[Carried], own_since: datetime | None) -> Stands:
    """Held by what is not published; else amber since the oldest doubt, its own or a text's.

    A material that carries nothing is held: it would stand on nothing official.
    """
    held = tuple(sorted(one.name for one in carried if not one.published))
    doubts = [one.doubted_since for one in carried if one.doubted_since]
    since = min([*doubts, *([own_since] if own_since else [])], default=None)
    if held or not carried:
        return Stands(Standing.HELD, since, held)
    return Stands(Standing.AMBER, since) if since else Stands(Standing.GOOD)


@dataclass(frozen=True, slots=True)
class Money:
    """What placements cost in one currency."""

    currency: str
    amount: Decimal


def costs(placed: Iterable[tuple[str, Decimal]]) -> list[Money]:
    """Costs summed by currency, never across: which rate would be nobody's decision."""
    sums: dict[str, Decimal] = {}
    for currency, amount in placed:
        sums[currency] = sums.get(currency, Decimal(0)) + amount
    return [Money(currency, sums[currency]) for currency in sorted(sums) if sums[currency]]
