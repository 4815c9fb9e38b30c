"""Things that have a workflow, and the steps taken on them. Only `actions` writes a state."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Now

from wayforward.core.access.data_classes import DataClass
from wayforward.core.access.held import Held
from wayforward.core.access.models import Account
from wayforward.core.workflow.table import Workflow


class Moving(Held):
    """The form of a table with a workflow: a state, and a version that each step raises.

    A migration that creates such a table ends with `guarding.guard_transitions(...)`.
    """

    workflow: ClassVar[Workflow[Any]]
    state = models.CharField(max_length=40, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        """Only a form for others."""

        abstract = True


class WorkflowStep(Held):
    """A step that was taken, by whom; rows are only ever added.

    `kept_class` is that of the thing: the steps of a sensitive thing are as closed as the thing.
    """

    data_class = DataClass.SENSITIVE  # the strictest that a row may be
    kept_class = models.CharField(max_length=12, db_column="data_class")
    workflow = models.CharField(max_length=40)
    table = models.CharField(max_length=63)
    row = models.BigIntegerField()
    version = models.PositiveIntegerField()  # of the thing after the step
    step = models.CharField(max_length=40)
    source = models.CharField(max_length=40, blank=True)
    target = models.CharField(max_length=40)
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        """One step for each version; within one party, so that it tells nothing to another."""

        constraints = (
            models.UniqueConstraint(
                fields=["party", "table", "row", "version"], name="workflow_step_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.table} {self.row}: {self.step}"
