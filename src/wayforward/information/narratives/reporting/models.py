"""What is stored about what people are being told: reports, with nobody in them.

No row says who reported: no name, no number, no account, no time finer than a day, no place finer
than a province.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from wayforward.core.access.data_classes import DataClass
from wayforward.core.choices import choices_of
from wayforward.information.narratives.models import Claim
from wayforward.information.narratives.reporting.rules import How, Intake
from wayforward.information.narratives.rules import Channel, Decision


class Report(models.Model):
    """Somebody was told a rumour (data class: internal, for a name may have slipped through).

    `claim` is what it counts for: put there by the machine where it was near exact, or by staff.
    Without one, and not set aside, it waits.
    """

    data_class = DataClass.INTERNAL
    text = models.TextField(blank=True)  # scrubbed; empty once its time is over
    same_text = models.CharField(max_length=32, blank=True)  # keyed digest: the same words again
    removed = models.JSONField(default=dict)  # kind of personal data -> how many were taken out
    language = models.CharField(max_length=8)  # fa-af, ps, en, another ISO 639 code, or und
    came_by = models.CharField(max_length=12, choices=choices_of(Intake))
    channel = models.CharField(max_length=20, choices=choices_of(Channel), blank=True)  # told where
    day = models.DateField()
    province = models.CharField(max_length=6, blank=True)  # ISO 3166-2:AF, or unknown
    people = models.PositiveSmallIntegerField(
        default=1
    )  # who told it, as far as is known; 0: again
    decision = models.CharField(max_length=12, choices=choices_of(Decision))
    suggested = models.ForeignKey(Claim, models.SET_NULL, null=True, related_name="+")
    candidates = models.JSONField(default=list)  # claim, score, why: what the matching said
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="reports")
    how = models.CharField(max_length=8, choices=choices_of(How), blank=True)
    confirmed = models.BooleanField(null=True)  # by staff: yes, no, not looked at
    set_aside = models.BooleanField(default=False)  # by staff: tells no rumour
    row_key = models.CharField(max_length=32, null=True, unique=True)
    # ^ keyed digest of the row of a file, or of an entry of a device: it is stored once

    class Meta:
        """Who put it under a claim is known exactly where there is one."""

        constraints = (
            models.CheckConstraint(
                condition=Q(claim=None, how="") | (Q(claim__isnull=False) & ~Q(how="")),
                name="report_claim_and_how",
            ),
            models.CheckConstraint(
                condition=Q(claim=None) | Q(set_aside=False), name="report_claim_or_aside"
            ),
        )
        indexes = (
            models.Index(fields=["claim", "day"], name="report_of_claim"),
            models.Index(fields=["day"], name="report_of_day"),
            models.Index(
                fields=["suggested", "same_text"],
                condition=Q(claim=None, set_aside=False) & ~Q(text=""),
                name="report_waiting",
            ),
            models.Index(fields=["day"], condition=~Q(text=""), name="report_with_text"),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.came_by} {self.decision}"
