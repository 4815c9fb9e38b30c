"""What is stored about short links: a code for a placement, and how often it was opened on a day.

No row says who opened it: no address, no device, no time finer than a day, no page before or after.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from wayforward.core.access.data_classes import DataClass
from wayforward.information.campaigns.models import Placement, Withdrawable


class ShortLink(Withdrawable):
    """The code of a placement; never removed and never given to another one (data class: internal).

    Withdrawn it leads to a page that says so, and can be put back.
    """

    data_class = DataClass.INTERNAL
    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="links")
    code = models.CharField(max_length=8, unique=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    made_by = models.CharField(max_length=150)

    class Meta:
        """One standing code a placement: two on one poster could not be told apart."""

        constraints = (
            models.UniqueConstraint(
                fields=["placement"], condition=Q(withdrawn_at=None), name="short_link_once"
            ),
        )

    def __str__(self) -> str:
        return self.code


class LinkOpens(models.Model):
    """Openings of a link on a day in a language of the page (data class: internal).

    Rows are only added and, by the scheduler, put together; nobody waits for anybody. The sum of a
    day is the sum of its rows. The link is not checked by the database: a hundred openings at once
    would all lock its one row, and a link is never removed.
    """

    data_class = DataClass.INTERNAL
    id = models.BigAutoField(primary_key=True)
    link = models.ForeignKey(
        ShortLink, on_delete=models.DO_NOTHING, db_constraint=False, related_name="opens"
    )
    day = models.DateField()
    language = models.CharField(max_length=8)
    opens = models.PositiveIntegerField(default=1)
    together = models.BooleanField(default=False)  # already put together

    class Meta:
        """Looked up by link; what waits to be put together apart."""

        constraints = (
            models.CheckConstraint(condition=Q(opens__gte=1), name="link_opened_at_least_once"),
        )
        indexes = (
            models.Index(fields=["link"], condition=Q(together=False), name="link_opens_new"),
        )

    def __str__(self) -> str:
        return f"{self.link_id} {self.day}: {self.opens}"
