"""What people look at: the steps taken on a thing."""

from __future__ import annotations

from django.db.models import QuerySet

from wayforward.core.workflow.models import Moving, WorkflowStep


def steps_of(thing: Moving) -> QuerySet[WorkflowStep]:
    """The steps taken on a thing, the first one first."""
    return WorkflowStep.objects.filter(
        party_id=thing.party_id, table=thing._meta.db_table, row=thing.pk
    ).order_by("version")
