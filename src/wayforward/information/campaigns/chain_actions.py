"""The verbs of the chain that hangs on a plan: messages, materials, placements, outcomes, results.

As in `actions.py` an edit of what was handed in takes it back to a draft.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from wayforward.core.access.rules import Permission, require
from wayforward.information.campaigns import rules, writing
from wayforward.information.campaigns.models import (
    Material,
    Message,
    MessageCard,
    Outcome,
    Placement,
)
from wayforward.information.campaigns.moving import Who, tell
from wayforward.information.campaigns.refusals import FaultyError, GivenOutError
from wayforward.information.campaigns.revising import Edited, open_to_edits, revised
from wayforward.information.campaigns.rules import MaterialKind, Spot
from wayforward.information.cards.models import Card
from wayforward.information.narratives.models import Claim


@dataclass(frozen=True, slots=True)
class WantedOutcome:
    """What is to change: `what` is language -> words."""

    what: Mapping[str, str]
    indicator: str
    target: Decimal
    due: date
    unit: str = ""
    baseline: Decimal | None = None


@transaction.atomic
def add_message(
    *, campaign_id: int, says: Mapping[str, str], claim: Claim | None, cards: Sequence[Card],
    who: Who,
) -> Edited:  # fmt: skip
    """One more message, against a claim or beside one. Raises as `edit`."""
    one = open_to_edits(campaign_id, who)
    _check_message(says, claim, cards)
    place = (one.messages.aggregate(last=Max("position"))["last"] or 0) + 1
    message = Message.objects.create(
        campaign=one, key=f"{one.key}-{place}", position=place, claim=claim, says=dict(says)
    )
    _write_cards(message, cards)
    return revised(one, who, "campaign message added", part=message.pk)


@transaction.atomic
def edit_message(
    *, message_id: int, says: Mapping[str, str], claim: Claim | None, cards: Sequence[Card],
    who: Who,
) -> Edited:  # fmt: skip
    """Have a message say something else, or carry something else: its materials cite anew.

    Raises as `edit`, and GivenOutError where one of its materials was given out.
    """
    message = Message.objects.select_related("campaign").get(pk=message_id)
    one = open_to_edits(message.campaign_id, who)
    _check_message(says, claim, cards)
    if message.materials.exclude(given_out_at=None).exists():
        raise GivenOutError
    message.says, message.claim = dict(says), claim
    message.save(update_fields=["says", "claim"])
    _write_cards(message, cards)
    for material in message.materials.all():
        writing.cite_anew(material)
    return revised(one, who, "campaign message edited", part=message.pk)


@transaction.atomic
def add_material(
    *, message_id: int, kind: MaterialKind, language: str, title: str, words: Sequence[str],
    who: Who,
) -> Edited:  # fmt: skip
    """Put a message into a leaflet, an SMS, a script, in one language. Raises as `edit`."""
    message = Message.objects.select_related("campaign", "claim").get(pk=message_id)
    one = open_to_edits(message.campaign_id, who)
    _check_words(kind, title, words, language)
    material = writing.new_material(
        message, kind=kind, language=language, title=title.strip(), words=_stripped(words)
    )
    return revised(one, who, "campaign material added", part=material.pk, material=material.key)


@transaction.atomic
def edit_material(*, material_id: int, title: str, words: Sequence[str], who: Who) -> Edited:
    """Have a material say something else. Raises as `edit`, and GivenOutError."""
    material = Material.objects.select_related("message__campaign").get(pk=material_id)
    one = open_to_edits(material.message.campaign_id, who)
    if material.given_out_at is not None:
        raise GivenOutError
    _check_words(MaterialKind(material.kind), title, words, material.language)
    writing.rewrite(material, title.strip(), _stripped(words))
    return revised(one, who, "campaign material edited", part=material.pk, material=material.key)


@transaction.atomic
def place(*, material_id: int, spot: Spot, who: Who) -> Edited:
    """Show a material somewhere for some days. Raises as `edit`."""
    material = Material.objects.select_related("message__campaign").get(pk=material_id)
    one = open_to_edits(material.message.campaign_id, who)
    kind = MaterialKind(material.kind)
    if faults := rules.spot_faults(spot, kind, one.first_day, one.last_day):
        raise FaultyError(faults)
    row = Placement.objects.create(
        material=material, channel=spot.channel.value, province=spot.province,
        district=spot.district, country=spot.country, first_day=spot.first_day,
        last_day=spot.last_day, copies=spot.copies, airings=spot.airings, cost=spot.cost,
        currency=spot.currency,
    )  # fmt: skip
    return revised(one, who, "campaign material placed", part=row.pk, material=material.key)


@transaction.atomic
def add_outcome(*, campaign_id: int, wanted: WantedOutcome, who: Who) -> Edited:
    """Say what is to change and how that is measured. Raises as `edit`."""
    one = open_to_edits(campaign_id, who)
    faults = {} if wanted.indicator.strip() else {"indicator": "empty"}
    if not any(said.strip() for said in wanted.what.values()):
        faults["what"] = "empty"
    if faults:
        raise FaultyError(faults)
    last = one.outcomes.aggregate(last=Max("position"))["last"] or 0
    row = Outcome.objects.create(
        campaign=one, position=last + 1, what=dict(wanted.what), indicator=wanted.indicator,
        unit=wanted.unit, baseline=wanted.baseline, target=wanted.target, due=wanted.due,
    )  # fmt: skip
    return revised(one, who, "campaign outcome added", part=row.pk)


@transaction.atomic
def record_result(
    *, outcome_id: int, result: Decimal | None, measured_on: date | None, note: str, who: Who
) -> Outcome:
    """Write down what was measured, or that it was not after all; signatures stay.

    Raises NotAllowedError, or FaultyError for a result without a past day, or a day without one.
    """
    require(who.actor, Permission.EDIT_CAMPAIGN)
    row = Outcome.objects.select_for_update(of=("self",)).select_related("campaign").get(
        pk=outcome_id
    )  # fmt: skip
    if (result is None) is not (measured_on is None):
        raise FaultyError({"measured_on": "with_its_day"})
    if measured_on is not None and measured_on > timezone.now().date():
        raise FaultyError({"measured_on": "to_come"})
    row.result, row.measured_on, row.note = result, measured_on, note
    row.save(update_fields=["result", "measured_on", "note"])
    said = {} if measured_on is None else {"measured_on": measured_on.isoformat()}
    tell(row.campaign, "campaign result recorded", who, outcome=row.position,
         result="" if result is None else str(result), **said)  # fmt: skip
    return row


def _check_message(says: Mapping[str, str], claim: Claim | None, cards: Sequence[Card]) -> None:
    faults = {}
    if not any(words.strip() for words in says.values()):
        faults["says"] = "empty"
    elif any(len(words) > rules.LONGEST_WORDS for words in says.values()):
        faults["says"] = "too_long"
    if claim is None and not cards:
        faults["claim"] = "nothing_carried"
    if faults:
        raise FaultyError(faults)


def _check_words(kind: MaterialKind, title: str, words: Sequence[str], language: str) -> None:
    faults = dict(rules.words_faults(kind, title, _stripped(words)))
    if language not in rules.LANGUAGES:
        faults["language"] = "unknown"
    if faults:
        raise FaultyError(faults)


def _stripped(words: Sequence[str]) -> list[str]:
    return [one.strip() for one in words if one.strip()]


def _write_cards(message: Message, cards: Sequence[Card]) -> None:
    message.cards.all().delete()
    MessageCard.objects.bulk_create(
        MessageCard(message=message, card=card, position=place) for place, card in enumerate(cards)
    )
