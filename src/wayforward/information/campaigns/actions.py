"""The verbs of a plan: a campaign is created and edited.

Each is one transaction: permission, rules, write, event. An edit of what was handed in takes it
back to a draft and ends its signatures; `Edited.taken_back` says how many. What hangs on the plan
is in `chain_actions.py`, withdrawing in `withdrawing_actions.py`, the steps of the workflow are in
`step_actions.py`.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from wayforward.core.access.rules import Permission, require
from wayforward.core.parties.models import Arrangement, Party
from wayforward.information.campaigns import rules
from wayforward.information.campaigns.flow import Facts
from wayforward.information.campaigns.models import (
    BudgetLine,
    Campaign,
    CampaignSide,
    Placement,
)
from wayforward.information.campaigns.moving import Who, check, keep, tell
from wayforward.information.campaigns.refusals import FaultyError
from wayforward.information.campaigns.revising import Edited, open_to_edits, take_back
from wayforward.information.campaigns.rules import Plan, State


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
    try:
        with transaction.atomic():
            _write(one, plan, who)
    except IntegrityError as taken:  # by somebody else, this very moment
        raise FaultyError({"key": "taken"}) from taken
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
    one = open_to_edits(campaign_id, who, revision)
    faults = dict(rules.plan_faults(plan)) | _outside(one, plan)
    if faults:
        raise FaultyError(faults)
    taken_back = take_back(one, who)
    _write(one, plan, who)
    if parties is not None:
        _write_sides(one, parties)
    tell(one, "campaign edited", who, signatures=taken_back)
    return Edited(one, taken_back)


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
