"""The log of named events: who did what, when and why. Rows are only ever added."""

from django.db import models

from wayforward.core.access.data_classes import DataClass


class Event(models.Model):
    """One named thing that somebody did (data class: internal).

    `stream` groups what belongs together (cards, sources); `subject` names the thing it was done
    to; the database refuses to change or delete a row.
    """

    data_class = DataClass.INTERNAL
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


class RowHistory(models.Model):
    """A state of a walled row as it was written; only the trigger of its table writes here.

    `state` holds the columns; sealed fields stay sealed in it. Walled in by the party that held the
    row and by the data class.
    """

    data_class = DataClass.PARTY  # of the table; each state has its own
    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    table = models.CharField(max_length=63)
    row = models.CharField(max_length=40)  # its primary key
    verb = models.CharField(max_length=6)  # insert, update, delete
    kept_class = models.CharField(max_length=12, db_column="data_class")
    party_id = models.BigIntegerField()
    state = models.JSONField()
    account_id = models.BigIntegerField(null=True)
    acting_party_id = models.BigIntegerField(null=True)
    purpose = models.CharField(max_length=24, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        """Read by row, newest first."""

        indexes = (models.Index(fields=["table", "row", "-at"]),)

    def __str__(self) -> str:
        return f"{self.verb} {self.table} {self.row}"
