"""Judging whether two records are one person: one judges, another confirms, merges can be undone.

Nothing is overwritten: judgements, merges and their undoing are rows of their own, and facts stay
with the record they were told of. A confirmed "two persons" is never suggested again.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from wayforward.core.access.context import Acting, acting
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Permission, require
from wayforward.core.audit.actions import record
from wayforward.core.persons.models import Judgement, Merge, MergeUndone, Person, Verdict
from wayforward.core.persons.queries import comparison_of, is_merged, latest_judgement
from wayforward.core.persons.rules import (
    NotOnePersonError,
    UndoneAlreadyError,
    WrongPurposeError,
    in_order,
    may_confirm,
    may_merge,
    require_reason,
    require_somebody,
)


@transaction.atomic
def judge(*, one: Person, other: Person, verdict: Verdict, reason: str) -> Judgement:
    """Say what you make of two records; another adjudicator has to confirm it."""
    adjudicator = _adjudicator()
    first, second = in_order(one.pk, other.pk)
    judgement = Judgement.objects.create(
        party_id=one.party_id, one_id=first, other_id=second, verdict=verdict,
        reason=require_reason(reason), score=comparison_of(one, other).score,
        by_id=require_somebody(adjudicator.account),
    )  # fmt: skip
    _tell("identity judged", one, other, adjudicator)
    return judgement


@transaction.atomic
def confirm(*, judgement: Judgement) -> Judgement:
    """Share another adjudicator's judgement. Raises a refusal of `rules` otherwise."""
    adjudicator = _adjudicator()
    kept = Judgement.objects.select_for_update().get(pk=judgement.pk)
    may_confirm(
        judged_by=kept.by_id,
        confirmer=require_somebody(adjudicator.account),
        confirmed=kept.confirmed_by_id is not None,
        latest=latest_judgement(kept.one_id, kept.other_id) == kept,
    )
    kept.confirmed_by_id = adjudicator.account
    kept.confirmed_at = timezone.now()
    kept.save(update_fields=["confirmed_by", "confirmed_at"])
    _tell("identity judgement confirmed", kept.one, kept.other, adjudicator)
    return kept


@transaction.atomic
def merge(*, merged: Person, into: Person) -> Merge:
    """Take one record for another from now on. Raises a refusal of `rules`."""
    adjudicator = _adjudicator()
    first, second = in_order(merged.pk, into.pk)
    # Two people merging at once wait for each other here.
    list(Person.objects.select_for_update().filter(pk__in=(first, second)).order_by("pk"))
    judgement = latest_judgement(first, second)
    if judgement is None:
        raise NotOnePersonError
    may_merge(agreed=judgement.is_agreed_same, merged=is_merged(merged) or is_merged(into))
    done = Merge.objects.create(
        party_id=merged.party_id, merged=merged, into=into, judgement=judgement,
        by_id=require_somebody(adjudicator.account),
    )  # fmt: skip
    _tell("records merged", merged, into, adjudicator)
    return done


@transaction.atomic
def undo_merge(*, merge: Merge, reason: str) -> MergeUndone:
    """Take a merge back: both records are as they were, since nothing was moved."""
    adjudicator = _adjudicator()
    Merge.objects.filter(pk=merge.pk).get()
    if MergeUndone.objects.filter(merge=merge).exists():
        raise UndoneAlreadyError
    undone = MergeUndone.objects.create(
        party_id=merge.party_id, merge=merge, reason=require_reason(reason),
        by_id=require_somebody(adjudicator.account),
    )  # fmt: skip
    _tell("merge undone", merge.merged, merge.into, adjudicator)
    return undone


def _adjudicator() -> Acting:
    one = acting()
    require(one.actor, Permission.ADJUDICATE)
    if one.purpose is not Purpose.IDENTIFICATION:
        raise WrongPurposeError
    return one


# Neither verdict nor reason is in the log, which more people read: both are in the judgement.
def _tell(event: str, one: Person, other: Person, by: Acting) -> None:
    record(
        stream="persons", name=event, subject=one.reference, actor=by.actor.name,
        purpose=by.purpose.value, other=other.reference,
    )  # fmt: skip
