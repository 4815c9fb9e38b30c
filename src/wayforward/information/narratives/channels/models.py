"""What is remembered of messages for a day or two: keyed digests, never a chat or a message.

The key is made of the product's own and of a salt of the day; once the salt is thrown away a digest
can be compared with nothing. Both tables are unlogged: no archive of the database holds them.
"""

from __future__ import annotations

from enum import StrEnum

from django.db import models

from wayforward.core.access.data_classes import DataClass


class Memory(StrEnum):
    """What a digest stands for."""

    DELIVERY = "delivery"  # a message that was dealt with: messengers deliver again
    AGREED = "agreed"  # a chat that agreed today to its reports being counted
    TOLD = "told"  # a chat that told this today: told again it counts nobody more
    REFUSED = "refused"  # a group that was told today that no group is answered


_CHOICES = [(one.value, one.name.capitalize()) for one in Memory]


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
