"""What is remembered of messages for a day or two, and of chats that asked to be told of changes.

Of messages: keyed digests, never a chat or a message. The key is made of the product's own and of a
salt of the day; once the salt is thrown away a digest can be compared with nothing. Both tables are
unlogged: no archive of the database holds them.
"""

from __future__ import annotations

from enum import StrEnum

from django.db import models

from wayforward.core.access.data_classes import DataClass
from wayforward.core.access.held import Held
from wayforward.core.access.sealed_fields import BlindIndexField, SealedTextField
from wayforward.core.choices import choices_of
from wayforward.core.persons.models import new_reference
from wayforward.information.narratives.models import Claim
from wayforward.information.narratives.reporting.rules import Intake


class Memory(StrEnum):
    """What a digest stands for."""

    DELIVERY = "delivery"  # a message that was dealt with: messengers deliver again
    AGREED = "agreed"  # a chat that agreed today to its reports being counted
    TOLD = "told"  # a chat that told this today: told again it counts nobody more
    REFUSED = "refused"  # a group that was told today that no group is answered


_INTAKES = [(one.value, one.name.capitalize()) for one in (Intake.TELEGRAM, Intake.WHATSAPP)]
_CHOICES = choices_of(Memory)


class DaySalt(models.Model):
    """Half of a day's key; thrown away with the day (data class: internal)."""

    data_class = DataClass.INTERNAL
    what = models.CharField(max_length=8, choices=_CHOICES)
    day = models.DateField()
    salt = models.CharField(max_length=64)  # 32 bytes in hexadecimal

    class Meta:
        """One a day."""

        constraints = (models.UniqueConstraint(fields=["what", "day"], name="salt_once"),)

    def __str__(self) -> str:
        return f"{self.day} {self.what}"


class Trace(models.Model):
    """Something happened on a day, as a digest under that day's key (data class: internal)."""

    data_class = DataClass.INTERNAL
    what = models.CharField(max_length=8, choices=_CHOICES)
    day = models.DateField()
    digest = models.CharField(max_length=32)

    class Meta:
        """Once a day."""

        constraints = (
            models.UniqueConstraint(fields=["what", "day", "digest"], name="trace_once"),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.what}"


class Subscription(Held):
    """A chat that wants to be told when the answer to a claim changes, and said so (person).

    The one place where an address of a chat is kept: sealed, until a day, gone at one word.
    """

    data_class = DataClass.PERSON
    reference = models.CharField(max_length=12, default=new_reference, editable=False)
    messenger = models.CharField(max_length=12, choices=_INTAKES)
    address = SealedTextField()
    address_index = BlindIndexField(of="address")
    claim = models.ForeignKey(Claim, models.CASCADE, related_name="+")
    language = models.CharField(max_length=8)  # fa-af, ps or en
    until = models.DateField()  # the last day

    class Meta:
        """A chat once a claim."""

        constraints = (
            models.UniqueConstraint(fields=["party", "reference"], name="subscription_reference"),
            models.UniqueConstraint(
                fields=["party", "messenger", "address_index", "claim"], name="subscribed_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.messenger} {self.claim_id}"
