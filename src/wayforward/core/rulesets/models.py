"""Parameters of the field as cited rows; a number used by a rule is never a constant in code."""

from django.db import models

from wayforward.core.access.data_classes import DataClass
from wayforward.core.parties.models import Arrangement


class Parameter(models.Model):
    """One parameter of one arrangement over one span of time (data class: public)."""

    data_class = DataClass.PUBLIC
    arrangement = models.ForeignKey(
        Arrangement, on_delete=models.CASCADE, related_name="parameters"
    )
    key = models.SlugField(max_length=100)
    value = models.JSONField(null=True)  # not set yet: whatever needs it must stop, not guess
    unit = models.CharField(max_length=40, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    citation = models.TextField()
    verified = models.BooleanField(default=False)

    class Meta:
        """One value per key and beginning."""

        constraints = (
            models.UniqueConstraint(
                fields=["arrangement", "key", "valid_from"], name="parameter_once"
            ),
        )

    def __str__(self) -> str:
        return self.key
