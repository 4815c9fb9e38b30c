"""The log of named events: who did what, when and why. Rows are only ever added."""

from django.db import models


class Event(models.Model):
    """One named thing that somebody did (data class: internal).

    `stream` groups what belongs together (cards, sources); `subject` names the thing it was done
    to; the database refuses to change or delete a row.
    """

    at = models.DateTimeField(auto_now_add=True)
    stream = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    actor = models.CharField(max_length=150)
    reason = models.TextField(blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        """Read by what it was done to, newest first."""

        indexes = (models.Index(fields=["stream", "subject", "-at"]),)

    def __str__(self) -> str:
        return f"{self.name} {self.subject}"
