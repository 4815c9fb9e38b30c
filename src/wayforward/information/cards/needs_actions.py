"""Counting what nothing answered, by day and language. No word of a question is kept."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from wayforward.core.access.rules import Actor, Permission, require
from wayforward.core.audit.actions import record
from wayforward.information.answers.card_finding import Unanswered
from wayforward.information.cards import queries
from wayforward.information.cards.models import Need

_MOST_TERMS = 4
UNKNOWN = "und"  # BCP 47: language undetermined


@transaction.atomic
def count_need(*, unanswered: Unanswered) -> None:
    """One more question on these topics and countries that nothing answered today.

    Only what many people share is kept: topics, countries and terms of our own lists, in an order
    that says nothing of the question's.
    """
    need, new = Need.objects.get_or_create(
        day=timezone.now().date(),
        language=unanswered.language or UNKNOWN,
        topics=sorted(unanswered.topics),
        countries=sorted(unanswered.countries),
        terms=sorted(unanswered.terms)[:_MOST_TERMS],
    )
    if not new:
        Need.objects.filter(pk=need.pk).update(times=F("times") + 1)


@transaction.atomic
def set_aside(*, need_id: int, actor: Actor, why: str) -> int:
    """No card is wanted for a need; it no longer stands on the desk. How many rows it was."""
    require(actor, Permission.EDIT_CARD)
    rows = queries.need_rows(need_id)
    named = "/".join(rows[0].topics or ["?"]) if rows else ""
    gone, _ = rows.delete()
    record(stream="cards", name="need set aside", subject=named, actor=actor.name, reason=why)
    return gone
