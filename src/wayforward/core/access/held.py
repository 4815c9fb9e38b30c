"""The form of every walled table: one party holds each row."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from wayforward.core.access.data_classes import DataClass


class Held(models.Model):
    """A row that one party holds. Which class it is says the model; the wall is in the migration.

    A migration that creates such a table ends with `policies.guard(...)`.
    """

    data_class: ClassVar[DataClass]
    party = models.ForeignKey("core.Party", on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Only a form for others."""

        abstract = True
