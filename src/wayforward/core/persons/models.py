"""A person in the care of one party. What is known about them are rows of their own, with sources.

Two parties that care for the same human being hold two persons; nothing here tells one of the
other. What crosses does so through `core.access` as a disclosure.
"""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models.functions import Now

from wayforward.core.access.data_classes import DataClass
from wayforward.core.access.held import Held

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is read for another


def new_reference() -> str:
    """A reference that says nothing about the person, nor how many there are."""
    return "".join(secrets.choice(_LETTERS) for _ in range(12))


class Person(Held):
    """Somebody one party cares for."""

    data_class = DataClass.PERSON
    reference = models.CharField(max_length=12, default=new_reference, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        """References are made by chance: that one is taken tells nobody anything."""

        constraints = (models.UniqueConstraint(fields=["reference"], name="person_reference"),)

    def __str__(self) -> str:
        return self.reference
