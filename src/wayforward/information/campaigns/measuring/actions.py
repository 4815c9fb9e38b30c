"""The verbs of reach by somebody's word: tell, withdraw, put back. `links` counts openings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from wayforward.core.access.rules import Actor, Permission, require
from wayforward.core.audit.actions import record
from wayforward.information.campaigns.measuring.models import ToldReach
from wayforward.information.campaigns.measuring.refusals import (
    NobodySaysError,
    NoReasonError,
    NotThereError,
    OutsideError,
    WrongSpanError,
)
from wayforward.information.campaigns.measuring.rules import How
from wayforward.information.campaigns.models import Placement
from wayforward.information.campaigns.moving import STREAM


@dataclass(frozen=True, slots=True)
class Said:
    """Between how many people somebody says were reached on some days, and how they know."""

    first_day: date
    last_day: date
    least: int
    most: int
    how: How
    who_says: str
    note: str = ""


def tell_reach(*, placement_id: int, said: Said, actor: Actor) -> ToldReach:
    """Keep what somebody says of the reach of a placement.

    Raises NotAllowedError, NotThereError, WrongSpanError, OutsideError, NobodySaysError.
    """
    require(actor, Permission.EDIT_CAMPAIGN)
    with transaction.atomic():
        rows = Placement.objects.select_related("material__message__campaign")
        placement = rows.filter(pk=placement_id, withdrawn_at=None).first()
        if placement is None:
            raise NotThereError("The placement")
        _check(said, placement, today=timezone.now().date())
        row = ToldReach.objects.create(
            placement=placement, first_day=said.first_day, last_day=said.last_day,
            least=said.least, most=said.most, how=said.how, who_says=said.who_says.strip(),
            note=said.note.strip(), entered_by=actor.name,
        )  # fmt: skip
        _tell("reach entered", row, actor, "", least=said.least, most=said.most, how=said.how.value)
    return row


def withdraw_reach(*, number: int, actor: Actor, why: str) -> ToldReach:
    """Count it no more; it can be put back.

    Raises NotAllowedError, NotThereError, NoReasonError.
    """
    require(actor, Permission.EDIT_CAMPAIGN)
    if not why.strip():
        raise NoReasonError
    with transaction.atomic():
        row = _row(number, withdrawn=False)
        row.withdrawn_at, row.withdrawn_by = timezone.now(), actor.name
        row.withdrawn_why = why.strip()
        row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
        _tell("reach withdrawn", row, actor, row.withdrawn_why)
    return row


def put_back_reach(*, number: int, actor: Actor) -> ToldReach:
    """Count it again. Raises NotAllowedError, NotThereError."""
    require(actor, Permission.EDIT_CAMPAIGN)
    with transaction.atomic():
        row = _row(number, withdrawn=True)
        row.withdrawn_at, row.withdrawn_by, row.withdrawn_why = None, "", ""
        row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
        _tell("reach put back", row, actor, "")
    return row


def _check(said: Said, placement: Placement, *, today: date) -> None:
    if not 0 <= said.least <= said.most or said.last_day < said.first_day:
        raise WrongSpanError
    if said.first_day < placement.first_day or said.last_day > min(placement.last_day, today):
        raise OutsideError
    if not said.who_says.strip():
        raise NobodySaysError


def _row(number: int, *, withdrawn: bool) -> ToldReach:
    rows = ToldReach.objects.select_for_update(of=("self",)).select_related(
        "placement__material__message__campaign"
    )
    row = rows.filter(pk=number, withdrawn_at__isnull=not withdrawn).first()
    if row is None:
        raise NotThereError("This reach")
    return row


def _tell(name: str, row: ToldReach, actor: Actor, reason: str, **facts: int | str) -> None:
    campaign = row.placement.material.message.campaign
    record(
        stream=STREAM, name=name, subject=campaign.key, actor=actor.name, reason=reason,
        placement=row.placement_id, **facts,
    )  # fmt: skip
