"""Parameters of the field as cited rows; a number used by a rule is never a constant in code."""

from __future__ import annotations

from django.db import models

from wayforward.core.access.data_classes import DataClass
from wayforward.core.parties.models import Arrangement


class RuleSet(models.Model):
    """The parameters of one arrangement, or of law and programmes that apply in all of them."""

    data_class = DataClass.PUBLIC
    key = models.SlugField(max_length=80, unique=True)
    names = models.JSONField(default=dict)  # language -> name
    arrangement = models.OneToOneField(
        Arrangement, on_delete=models.CASCADE, related_name="rule_set", null=True
    )

    def __str__(self) -> str:
        return self.key

    @property
    def general(self) -> bool:
        """Whether it applies in every arrangement that does not say otherwise."""
        return self.arrangement_id is None


class Parameter(models.Model):
    """One parameter of one rule set over one span of days, both ends included."""

    data_class = DataClass.PUBLIC
    rule_set = models.ForeignKey(RuleSet, on_delete=models.CASCADE, related_name="parameters")
    key = models.SlugField(max_length=100)
    labels = models.JSONField(default=dict)  # language -> what it is about
    value = models.JSONField(null=True)  # not set yet: whatever needs it must stop, not guess
    unit = models.CharField(max_length=40, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    citation = models.TextField()
    verified = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    class Meta:
        """One value per key and beginning."""

        constraints = (
            models.UniqueConstraint(
                fields=["rule_set", "key", "valid_from"], name="parameter_once"
            ),
        )

    def __str__(self) -> str:
        return self.key


class ParameterHistory(models.Model):
    """A state of a parameter's row as it was written, kept by a trigger (sql/history.sql)."""

    data_class = DataClass.PUBLIC
    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    rule_set_id = models.BigIntegerField()
    key = models.SlugField(max_length=100)
    verb = models.CharField(max_length=6)  # insert, update, delete
    state = models.JSONField()

    class Meta:
        """Read by parameter, newest first."""

        indexes = (models.Index(fields=["rule_set_id", "key", "-at"]),)

    def __str__(self) -> str:
        return f"{self.verb} {self.key}"
