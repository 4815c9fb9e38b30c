"""The ledger of disclosures: what was sent about a person, to whom, what for, on which ground.

Its party sent it; the recipient sees the same row and its payload, and of the person nothing else.
A row is never changed but to be recalled by the sender and acknowledged by the recipient, once
each; the database sees to it, and to the ground (sql/disclosures.sql).
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from wayforward.core.access.data_classes import DataClass
from wayforward.core.access.disclosing.rules import Ground
from wayforward.core.access.held import Held
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.sealed_fields import SealedJSONField
from wayforward.core.parties.models import Party
from wayforward.core.persons.models import Person, new_reference

BOUND_TO = ("party_id", "recipient_id", "person_id", "reference")


class Disclosure(Held):
    """One disclosure, whole: exactly these fields, as they were."""

    data_class = DataClass.PERSON
    reference = models.CharField(max_length=12, default=new_reference, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="disclosures")
    recipient = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=24, choices=[(one.value, one.value) for one in Purpose])
    ground = models.CharField(max_length=24, choices=[(one.value, one.value) for one in Ground])
    provision = models.TextField()  # the article or decision it rests on
    allowance = models.CharField(max_length=100)  # which line of the reviewed allow-list
    fields = ArrayField(models.CharField(max_length=40))
    groups = ArrayField(models.CharField(max_length=40))
    payload = SealedJSONField(bound_to=BOUND_TO)  # field -> value
    consents = ArrayField(models.BigIntegerField(), default=list)  # numbers of those it rests on
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    made_by = models.CharField(max_length=150)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.CharField(max_length=150, blank=True)
    recalled_at = models.DateTimeField(null=True)
    recalled_by = models.CharField(max_length=150, blank=True)
    recall_reason = models.TextField(blank=True)  # both sides read it: nothing about the person

    class Meta:
        """Something, on a ground, to somebody else."""

        constraints = (
            models.UniqueConstraint(fields=["reference"], name="disclosure_reference"),
            models.CheckConstraint(condition=Q(fields__len__gt=0), name="disclosure_of_something"),
            models.CheckConstraint(
                condition=Q(ground__in=[one.value for one in Ground]) & ~Q(provision=""),
                name="disclosure_on_a_ground",
            ),
            models.CheckConstraint(
                condition=~Q(recipient=F("party")), name="disclosure_to_another_party"
            ),
            models.CheckConstraint(
                condition=Q(recalled_at=None) | (~Q(recalled_by="") & ~Q(recall_reason="")),
                name="disclosure_recalled_for_a_reason",
            ),
        )
        indexes = (models.Index(fields=["recipient", "-made_at"], name="disclosures_received"),)

    def __str__(self) -> str:
        return self.reference
