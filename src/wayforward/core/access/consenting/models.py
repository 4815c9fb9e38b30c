"""The ledger of consent: who may learn which groups of fields about a person, what for, how long.

A row is never changed but to be withdrawn, once; the database sees to it (sql/consents.sql).
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from wayforward.core.access.consenting.rules import Agreed, GivenBy, Proof
from wayforward.core.access.data_classes import DataClass
from wayforward.core.access.held import Held
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.sealed_fields import BlindIndexField, SealedTextField
from wayforward.core.parties.models import Party
from wayforward.core.persons.models import Person, new_reference


class Consent(Held):
    """One consent as it was given: narrow, for a time, in words the person understood."""

    data_class = DataClass.PERSON
    reference = models.CharField(max_length=12, default=new_reference, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    recipient = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=24, choices=[(one.value, one.value) for one in Purpose])
    groups = ArrayField(models.CharField(max_length=40))  # keys of disclosing.schemas.groups()
    given_by = models.CharField(max_length=16, choices=[(one.value, one.value) for one in GivenBy])
    given_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    language = models.CharField(max_length=16)  # it was read aloud in, a language tag
    read_by = models.CharField(max_length=150)  # who read it aloud
    proof_kind = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Proof])
    proof = SealedTextField()  # reference of the document, or the name of the witness
    proof_index = BlindIndexField(of="proof")
    recorded_by = models.CharField(max_length=150)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=150, blank=True)  # who took it down
    withdrawal = models.TextField(blank=True)  # how it was withdrawn, in the person's words if any

    class Meta:
        """Covers something, ends some day, and is withdrawn by somebody."""

        constraints = (
            models.UniqueConstraint(fields=["reference"], name="consent_reference"),
            models.CheckConstraint(condition=Q(groups__len__gt=0), name="consent_to_something"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("given_at")), name="consent_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_by=""),
                name="consent_withdrawn_by_somebody",
            ),
        )
        indexes = (models.Index(fields=["party", "proof_index"], name="consent_by_proof"),)

    def __str__(self) -> str:
        return self.reference

    @property
    def agreed(self) -> Agreed:
        """As the rules see it."""
        return Agreed(
            self.pk,
            self.recipient_id,
            self.purpose,
            frozenset(self.groups),
            self.given_at,
            self.expires_at,
            self.withdrawn_at,
        )
