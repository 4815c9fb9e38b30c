"""Clocks that run, what changed them, whom they alert; and what parties decided about their days.

The end of a clock is computed (computing.py) and stored beside what it was computed from, so that
it can be found by a statement and computed anew; a queue never holds it.
"""

from __future__ import annotations

import secrets

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from wayforward.core.access.data_classes import DataClass
from wayforward.core.access.held import Held
from wayforward.core.parties.models import Party
from wayforward.core.persons.models import Person

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is read for another


def new_reference() -> str:
    """A reference that says nothing about the person, nor how many clocks there are."""
    return "".join(secrets.choice(_LETTERS) for _ in range(12))


class ClockState(models.TextChoices):
    """Where a clock stands (rules.State)."""

    RUNNING = "running", "Running"
    SUSPENDED = "suspended", "Suspended"
    MET = "met", "Met"
    EXPIRED = "expired", "Expired"
    CANCELLED = "cancelled", "Cancelled"


class Clock(Held):
    """One deadline of one party. What it is about is named by type and id, never imported."""

    data_class = DataClass.PERSON
    reference = models.CharField(max_length=12, default=new_reference, editable=False)
    kind = models.SlugField(max_length=60)
    counterpart = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, related_name="+"
    )  # the other side, whose days may count
    subject_type = models.SlugField(max_length=60)
    subject_id = models.CharField(max_length=60)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="clocks")
    sensitive = models.BooleanField(default=False)  # that it runs tells of trafficking or health
    triggered_on = models.DateField()
    amount = models.IntegerField()
    unit = models.CharField(max_length=16)
    parameter = models.SlugField(max_length=100)  # where the length came from
    citation = models.TextField()
    verified = models.BooleanField()
    state = models.CharField(max_length=12, choices=ClockState, default=ClockState.RUNNING)
    due_on = models.DateField(null=True)  # its last day; none while it stands still
    due_at = models.DateTimeField(null=True)  # the midnight that closes it
    computed_from = models.CharField(max_length=32)  # mark of calendars and parameters
    levels = ArrayField(models.CharField(max_length=20), default=list)
    level_times = ArrayField(models.DateTimeField(), default=list)
    next_sweep_at = models.DateTimeField(null=True)
    tacit = models.SlugField(max_length=60, blank=True)  # what happened by itself when it ran out
    settled_on = models.DateField(null=True)  # met or cancelled
    settled_from = models.CharField(max_length=12, blank=True)  # its state before that
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        """Found by when it has to be looked at, by what it is about, by whom it is about."""

        constraints = (models.UniqueConstraint(fields=["reference"], name="clock_reference"),)
        indexes = (
            models.Index(
                fields=["party", "next_sweep_at"],
                condition=models.Q(next_sweep_at__isnull=False),
                name="clock_next_sweep",
            ),
            models.Index(
                fields=["party", "due_at"],
                condition=models.Q(state__in=["running", "suspended", "expired"]),
                name="clock_due",
            ),
            models.Index(fields=["party", "subject_type", "subject_id"], name="clock_subject"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"


class ChangeKind(models.TextChoices):
    """What a change does to a clock."""

    SUSPENSION = "suspension", "Suspension"
    EXTENSION = "extension", "Extension"
    SHORTENING = "shortening", "Shortening"


class ClockChange(Held):
    """A suspension, an extension or a shortening of a clock, with its reason and its ground."""

    data_class = DataClass.PERSON
    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=12, choices=ChangeKind)
    since = models.DateField()  # of a suspension its first day, else the day of the decision
    resumed = models.DateField(null=True)  # of a suspension the day from which it runs again
    amount = models.IntegerField(null=True)
    unit = models.CharField(max_length=16, blank=True)
    reason = models.SlugField(max_length=40)  # wording.REASONS
    note = models.TextField(blank=True)
    citation = models.TextField(blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        """Read by clock; only one suspension of a clock and reason is open at a time."""

        constraints = (
            models.UniqueConstraint(
                fields=["clock", "reason"],
                condition=models.Q(kind="suspension", resumed__isnull=True),
                name="clock_suspended_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.clock_id}"


class ClockAlert(Held):
    """A level that a clock has reached, once each: what the desk shows to the roles it tells."""

    data_class = DataClass.PERSON
    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="alerts")
    level = models.CharField(max_length=20)
    reached_at = models.DateTimeField()  # when it was due, not when it was swept
    due_on = models.DateField(null=True)  # as it was then
    tell = ArrayField(models.CharField(max_length=32), default=list)
    closed_at = models.DateTimeField(null=True)  # the clock was met, cancelled or moved

    class Meta:
        """A level once for each end of a clock: that makes a second sweep change nothing."""

        constraints = (
            models.UniqueConstraint(fields=["clock", "level", "due_on"], name="clock_alert_once"),
        )
        indexes = (
            models.Index(
                fields=["party", "reached_at"],
                condition=models.Q(closed_at__isnull=True),
                name="clock_alert_open",
            ),
        )

    def __str__(self) -> str:
        return f"{self.level} {self.clock_id}"


class DecisionKind(models.TextChoices):
    """What a party decides about its days."""

    WEEKEND = "weekend", "Weekend"
    HOLIDAY = "holiday", "Holiday"
    WORKING = "working", "Working day"


class CalendarDecision(models.Model):
    """What a party decided about its own working days; every other party counts with it."""

    data_class = DataClass.PUBLIC
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="calendar_decisions")
    kind = models.CharField(max_length=8, choices=DecisionKind)
    since = models.DateField()
    until = models.DateField(null=True)  # included; none: from then on (weekends alone)
    weekdays = ArrayField(models.SmallIntegerField(), default=list)  # Monday is 0
    names = models.JSONField(default=dict)
    citation = models.TextField()
    decided_at = models.DateTimeField(db_default=Now(), editable=False)
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.since}"
