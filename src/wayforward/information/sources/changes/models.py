"""What is stored about changes of official pages: the event, and each sentence it touched.

"The source changed" and "our reading changed" are different events: `cause` tells them apart, and
only the first casts doubt on what we published.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from wayforward.core.access.data_classes import DataClass
from wayforward.information.sources.models import Reading, Sentence, Source


class Cause(models.TextChoices):
    """Whose doing a difference between two readings is."""

    SOURCE = "source", "The source changed"
    READING = "reading", "Our reading changed"


class Priority(models.TextChoices):
    """How much a change may matter to a reader."""

    HIGH = "high", "High"
    NORMAL = "normal", "Normal"
    LOW = "low", "Low"
    NONE = "none", "Page furniture"


class How(models.TextChoices):
    """What happened to a sentence."""

    REWORDED = "reworded", "Reworded"
    ADDED = "added", "Added"
    REMOVED = "removed", "Removed"


class SourceChange(models.Model):
    """A page said something else than before (data class: public)."""

    data_class = DataClass.PUBLIC
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="changes")
    before = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="+")
    after = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()  # when the new text was captured
    recorded_at = models.DateTimeField(auto_now_add=True)
    cause = models.CharField(max_length=8, choices=Cause)
    priority = models.CharField(max_length=8, choices=Priority)  # the highest of its sentences
    replaced = models.BooleanField(default=False)  # most sentences went at once: another document?
    kinds = ArrayField(models.CharField(max_length=24), default=list)
    sections = ArrayField(models.TextField(), default=list)  # anchors of the parts that differ

    class Meta:
        """One event between two readings; the feed is read newest first."""

        constraints = (
            models.UniqueConstraint(fields=["before", "after"], name="source_change_once"),
        )
        indexes = (models.Index(fields=["source", "-at"]), models.Index(fields=["-at"]))

    def __str__(self) -> str:
        return f"{self.source_id} {self.at:%Y-%m-%d}"


class SentenceChange(models.Model):
    """One sentence of a change, with its words before and after (data class: public)."""

    data_class = DataClass.PUBLIC
    change = models.ForeignKey(SourceChange, on_delete=models.CASCADE, related_name="sentences")
    position = models.PositiveIntegerField()
    how = models.CharField(max_length=8, choices=How)
    old_sentence = models.ForeignKey(
        Sentence, on_delete=models.CASCADE, null=True, related_name="+"
    )
    new_sentence = models.ForeignKey(
        Sentence, on_delete=models.CASCADE, null=True, related_name="+"
    )
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    anchor = models.CharField(max_length=255, blank=True)
    heading_path = ArrayField(models.TextField(), default=list)
    kinds = ArrayField(models.CharField(max_length=24), default=list)
    touches = models.JSONField(default=list)  # [{"kind", "old", "new"}]
    priority = models.CharField(max_length=8, choices=Priority)

    class Meta:
        """In the page's order."""

        constraints = (
            models.UniqueConstraint(fields=["change", "position"], name="sentence_change_once"),
        )

    def __str__(self) -> str:
        return f"{self.how} {(self.new or self.old)[:60]}"


class ActedOn(models.Model):
    """A value in the text now quoted that people act on: an amount, a deadline, a telephone, a date
    (data class: public). `value` is the same in every language, so that twins can be compared.
    """

    data_class = DataClass.PUBLIC
    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="values_acted_on")
    sentence = models.ForeignKey(Sentence, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)
    value = models.CharField(max_length=80)
    shown = models.CharField(max_length=120)  # as the page writes it, folded

    class Meta:
        """Once a sentence."""

        constraints = (
            models.UniqueConstraint(
                fields=["reading", "sentence", "kind", "value"], name="acted_on_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"
