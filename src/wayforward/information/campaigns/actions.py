"""The verbs that plan a campaign: create, edit, add to its chain, withdraw, put back, measure.

Each is one transaction: permission, rules, write, event. An edit of what was handed in takes it
back to a draft and ends its signatures; `Edited.taken_back` says how many. Steps of the workflow
are in `step_actions.py`.
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
from wayforward.core.citations.actions import clear_doubts, take_back_confirmation
from wayforward.core.citations.models import ClearedHow
from wayforward.core.parties.models import Arrangement, Party
from wayforward.information.campaigns import queries, rules, writing
from wayforward.information.campaigns.flow import Facts
from wayforward.information.campaigns.models import (
    BudgetLine,
    Campaign,
    CampaignSide,
    Material,
    Message,
    MessageCard,
    Outcome,
    Placement,
)
from wayforward.information.campaigns.moving import Who, check, keep, move, tell
from wayforward.information.campaigns.refusals import (
    EditedMeanwhileError,
    FaultyError,
    GivenOutError,
    NotThereError,
    RunsError,
    StillInDoubtError,
)
from wayforward.information.campaigns.rules import MaterialKind, Plan, Spot, State
from wayforward.information.cards.models import Card
from wayforward.information.narratives.models import Claim

Part = Message | Material | Placement | Outcome
_SIGNED_AWAY = "edited after it was handed in"


@dataclass(frozen=True, slots=True)
class Edited:
    """A campaign after an edit, and how many signatures the edit took back."""

    campaign: Campaign
    taken_back: int
    part: int | None = None  # number of what was added


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
def create(*, key: str, arrangement: Arrangement, parties: Sequence[Party], plan: Plan,
           who: Who) -> Campaign:  # fmt: skip
    """A new campaign, a draft, with the parties that will sign it.

    Raises NotAllowedError, StepClosedError or FaultyError: also where the key is taken.
    """
    require(who.actor, Permission.EDIT_CAMPAIGN)
    faults = dict(rules.plan_faults(plan))
    if len(key) > rules.LONGEST_KEY:
        faults["key"] = "too_long"
    elif Campaign.objects.filter(key=key).exists():
        faults["key"] = "taken"
    if faults:
        raise FaultyError(faults)
    one = Campaign(key=key, arrangement=arrangement, state=State.DRAFT.value)
    check(one, "plan", who, Facts())
    _write(one, plan, who)
    _write_sides(one, parties)
    keep(one, "plan", "", who, "")
    return one


@transaction.atomic
def edit(*, campaign_id: int, revision: int, plan: Plan, who: Who,
         parties: Sequence[Party] | None = None) -> Edited:  # fmt: skip
    """Have a campaign be planned otherwise, if nobody saved since `revision`.

    Raises NotAllowedError, EditedMeanwhileError, RunsError, or FaultyError: also where a placement
    would lie outside the new days.
    """
    one = _open(campaign_id, who, revision)
    faults = dict(rules.plan_faults(plan)) | _outside(one, plan)
    if faults:
        raise FaultyError(faults)
    taken_back = _take_back(one, who)
    _write(one, plan, who)
    if parties is not None:
        _write_sides(one, parties)
    tell(one, "campaign edited", who, signatures=taken_back)
    return Edited(one, taken_back)


@transaction.atomic
def add_message(
    *, campaign_id: int, says: Mapping[str, str], claim: Claim | None, cards: Sequence[Card],
    who: Who,
) -> Edited:  # fmt: skip
    """One more message, against a claim or beside one. Raises as `edit`."""
    one = _open(campaign_id, who)
    _check_message(says, claim, cards)
    place = (one.messages.aggregate(last=Max("position"))["last"] or 0) + 1
    message = Message.objects.create(
        campaign=one, key=f"{one.key}-{place}", position=place, claim=claim, says=dict(says)
    )
    _write_cards(message, cards)
    return _edited(one, who, "campaign message added", part=message.pk)


@transaction.atomic
def edit_message(
    *, message_id: int, says: Mapping[str, str], claim: Claim | None, cards: Sequence[Card],
    who: Who,
) -> Edited:  # fmt: skip
    """Have a message say something else, or carry something else: its materials cite anew.

    Raises as `edit`, and GivenOutError where one of its materials was given out.
    """
    message = Message.objects.select_related("campaign").get(pk=message_id)
    one = _open(message.campaign_id, who)
    _check_message(says, claim, cards)
    if message.materials.exclude(given_out_at=None).exists():
        raise GivenOutError
    message.says, message.claim = dict(says), claim
    message.save(update_fields=["says", "claim"])
    _write_cards(message, cards)
    for material in message.materials.all():
        writing.cite_anew(material)
    return _edited(one, who, "campaign message edited", part=message.pk)


@transaction.atomic
def add_material(
    *, message_id: int, kind: MaterialKind, language: str, title: str, words: Sequence[str],
    who: Who,
) -> Edited:  # fmt: skip
    """Put a message into a leaflet, an SMS, a script, in one language. Raises as `edit`."""
    message = Message.objects.select_related("campaign", "claim").get(pk=message_id)
    one = _open(message.campaign_id, who)
    _check_words(kind, title, words, language)
    material = writing.new_material(
        message, kind=kind, language=language, title=title.strip(), words=_stripped(words)
    )
    return _edited(one, who, "campaign material added", part=material.pk, material=material.key)


@transaction.atomic
def edit_material(*, material_id: int, title: str, words: Sequence[str], who: Who) -> Edited:
    """Have a material say something else. Raises as `edit`, and GivenOutError."""
    material = Material.objects.select_related("message__campaign").get(pk=material_id)
    one = _open(material.message.campaign_id, who)
    if material.given_out_at is not None:
        raise GivenOutError
    _check_words(MaterialKind(material.kind), title, words, material.language)
    writing.rewrite(material, title.strip(), _stripped(words))
    return _edited(one, who, "campaign material edited", part=material.pk, material=material.key)


@transaction.atomic
def place(*, material_id: int, spot: Spot, who: Who) -> Edited:
    """Show a material somewhere for some days. Raises as `edit`."""
    material = Material.objects.select_related("message__campaign").get(pk=material_id)
    one = _open(material.message.campaign_id, who)
    kind = MaterialKind(material.kind)
    if faults := rules.spot_faults(spot, kind, one.first_day, one.last_day):
        raise FaultyError(faults)
    row = Placement.objects.create(
        material=material, channel=spot.channel.value, province=spot.province,
        district=spot.district, country=spot.country, first_day=spot.first_day,
        last_day=spot.last_day, copies=spot.copies, airings=spot.airings, cost=spot.cost,
        currency=spot.currency,
    )  # fmt: skip
    return _edited(one, who, "campaign material placed", part=row.pk, material=material.key)


@transaction.atomic
def add_outcome(*, campaign_id: int, wanted: WantedOutcome, who: Who) -> Edited:
    """Say what is to change and how that is measured. Raises as `edit`."""
    one = _open(campaign_id, who)
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
    return _edited(one, who, "campaign outcome added", part=row.pk)


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


@transaction.atomic
def withdraw(*, part: Part, why: str, who: Who) -> Edited:
    """Take a part out of the chain; it stays to be read and can be put back.

    A material or placement may be taken out of a running campaign at once, signatures untouched:
    what is wrong must be stopped by one hand. Raises NotAllowedError, RunsError, NotThereError, or
    FaultyError without a reason.
    """
    if not why.strip():
        raise FaultyError({"why": "empty"})
    one = _of_part(part, who)
    row = _standing(part, withdrawn=False)
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_why = timezone.now(), who.actor.name, why
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    return _changed(one, who, f"campaign {_name(part)} withdrawn", why)


@transaction.atomic
def put_back(*, part: Part, who: Who) -> Edited:
    """Undo a withdrawal. Raises as `withdraw`, and FaultyError for a placement whose days do not
    fit any more; RunsError also for what was out already when a running campaign was signed:
    nobody has signed it.
    """
    one = _of_part(part, who)
    row = _standing(part, withdrawn=True)
    if one.state in rules.PUBLIC and not _was_signed(one, row):
        raise RunsError
    if isinstance(row, Placement) and not (one.first_day <= row.first_day <= row.last_day
                                           <= one.last_day):  # fmt: skip
        raise FaultyError({"first_day": "outside"})
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_why = None, "", ""
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    return _changed(one, who, f"campaign {_name(part)} put back", "")


@transaction.atomic
def confirm(*, material_id: int, why: str, who: Who) -> int:
    """Compared with its pages and found right: how many doubts ended.

    Raises NotAllowedError, StillInDoubtError while a text it carries is in doubt itself, or
    NothingInDoubtError.
    """
    require(who.actor, Permission.EDIT_CAMPAIGN)
    material = Material.objects.select_related("message__campaign").get(pk=material_id)
    carried = writing.carried_ids(material.message, material.language)
    if queries.in_doubt(carried):
        raise StillInDoubtError
    cleared = clear_doubts(text_id=material.published_id, how=ClearedHow.RECONFIRMED,
                           actor=who.actor.name, reason=why)  # fmt: skip
    writing.cite_anew(material)
    tell(material.message.campaign, "campaign material confirmed", who, why, material=material.key)
    return cleared


@transaction.atomic
def unconfirm(*, material_id: int, who: Who) -> int:
    """Open again the doubts that the last confirmation ended. Raises NotThereError without one."""
    require(who.actor, Permission.EDIT_CAMPAIGN)
    material = Material.objects.select_related("message__campaign").get(pk=material_id)
    opened = take_back_confirmation(text_id=material.published_id, actor=who.actor.name)
    if not opened:
        raise NotThereError("A confirmation")
    tell(material.message.campaign, "campaign material confirmation taken back", who,
         material=material.key)  # fmt: skip
    return opened


def _open(campaign_id: int, who: Who, revision: int | None = None) -> Campaign:
    """The campaign, locked and open to edits."""
    require(who.actor, Permission.EDIT_CAMPAIGN)
    one = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign_id)
    if revision is not None and one.revision != revision:
        raise EditedMeanwhileError(one)
    if one.state in rules.PUBLIC:
        raise RunsError
    return one


def _of_part(part: Part, who: Who) -> Campaign:
    require(who.actor, Permission.EDIT_CAMPAIGN)
    one = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign_id_of(part))
    if one.state in rules.PUBLIC and not isinstance(part, (Material, Placement)):
        raise RunsError
    return one


def campaign_id_of(part: Part) -> int:
    """The campaign that a part of a chain belongs to."""
    if isinstance(part, Placement):
        return part.material.message.campaign_id
    return part.message.campaign_id if isinstance(part, Material) else part.campaign_id


def _was_signed(one: Campaign, part: Part) -> bool:
    """Whether a part that is withdrawn now was in what both sides signed."""
    signed = one.signatures.filter(ended_at=None)
    return not signed.filter(signed_at__gte=part.withdrawn_at).exists()


def _name(part: Part) -> str:
    return type(part).__name__.lower()


def _standing(part: Part, *, withdrawn: bool) -> Part:
    row = type(part)._default_manager.select_for_update(of=("self",)).get(pk=part.pk)
    if (row.withdrawn_at is not None) is not withdrawn:
        raise NotThereError(_name(part).capitalize())
    return row


def _changed(one: Campaign, who: Who, name: str, why: str) -> Edited:
    if one.state in rules.PUBLIC:
        tell(one, name, who, why)
        return Edited(one, 0)
    return _edited(one, who, name, why)


def _edited(
    one: Campaign,
    who: Who,
    name: str,
    why: str = "",
    *,
    part: int | None = None,
    material: str = "",
) -> Edited:
    """A new revision of the chain: a draft again, signatures ended, told to the log."""
    taken_back = _take_back(one, who)
    one.revision, one.edited, one.updated_by = one.revision + 1, True, who.actor.name
    one.save(update_fields=["revision", "edited", "updated_by", "updated_at"])
    facts = {"material": material} if material else {}
    tell(one, name, who, why, signatures=taken_back, **facts)
    return Edited(one, taken_back, part)


def _take_back(one: Campaign, who: Who) -> int:
    """Bring what was handed in back to a draft; how many signatures that ended."""
    if one.state == State.DRAFT:
        return 0
    move(one, "send_back", who, Facts(reason=_SIGNED_AWAY))
    return end_signatures(one, who, _SIGNED_AWAY)


def end_signatures(one: Campaign, who: Who, why: str) -> int:
    """End the standing signatures of a campaign that is a draft again; how many."""
    standing = one.signatures.filter(ended_at=None)
    return standing.update(ended_at=timezone.now(), ended_by=who.actor.name, ended_why=why)


def _write(one: Campaign, plan: Plan, who: Who) -> None:
    one.names, one.objective = dict(plan.names), dict(plan.objective)
    audience = plan.audience
    one.who, one.languages = dict(audience.who), list(audience.languages)
    one.provinces, one.countries = list(audience.provinces), list(audience.countries)
    one.first_day, one.last_day, one.currency = plan.first_day, plan.last_day, plan.currency
    one.revision = one.revision + 1 if one.pk else 1
    one.edited, one.updated_by = one.pk is not None, who.actor.name
    one.save()
    one.budget.all().delete()
    BudgetLine.objects.bulk_create(
        BudgetLine(campaign=one, position=place, what=line.what, amount=line.amount)
        for place, line in enumerate(plan.budget)
    )


def _write_sides(one: Campaign, parties: Sequence[Party]) -> None:
    sides = {rules.side_of(party.kind): party for party in parties}
    if None in sides or len(sides) != len(parties):
        raise FaultyError({"parties": "one_a_side"})
    if any(party.arrangement_id != one.arrangement_id for party in parties):
        raise FaultyError({"parties": "another_arrangement"})
    one.sides.all().delete()
    CampaignSide.objects.bulk_create(
        CampaignSide(campaign=one, side=side.value, party=party)
        for side, party in sides.items()
        if side is not None
    )


def _outside(one: Campaign, plan: Plan) -> dict[str, str]:
    placed = Placement.objects.filter(material__message__campaign=one, withdrawn_at=None)
    early = placed.filter(first_day__lt=plan.first_day).exists()
    late = placed.filter(last_day__gt=plan.last_day).exists()
    return {"last_day": "placements_outside"} if early or late else {}


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
