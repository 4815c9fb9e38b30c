"""The log of named events, its chain of hashes, and the states of walled rows.

Rows are only ever added. What keeps them from being changed unseen: sql/chain.sql.
"""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Now

from wayforward.core.access.data_classes import DataClass


class Event(models.Model):
    """One named thing that somebody did (data class: internal).

    `stream` groups what belongs together (cards, sources); `subject` names the thing it was done
    to. When it was, for which party, by which account and what for, the database says itself
    (core.access.context). Events of a party are seen by that party alone; those of none by all.
    """

    data_class = DataClass.INTERNAL
    at = models.DateTimeField(db_default=Now(), editable=False)
    stream = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    actor = models.CharField(max_length=150)
    reason = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    # Not foreign keys: the log outlives what it tells of.
    party_id = models.BigIntegerField(null=True, editable=False)
    account_id = models.BigIntegerField(null=True, editable=False)
    purpose = models.CharField(max_length=24, blank=True, editable=False)

    class Meta:
        """Read by what it was done to, newest first, and by stretches of time."""

        indexes = (
            models.Index(fields=["stream", "subject", "-at"]),
            models.Index(fields=["subject"], name="events_about"),
            BrinIndex(fields=["at"], name="events_in_time", autosummarize=True),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.subject}"


class EventLink(models.Model):
    """The place of an event in its chain (data class: internal); only the trigger writes here.

    `chain` is the stream, with the party where there is one; `sequence` begins with 1; hashes are
    SHA-256 in hexadecimal, `previous` is empty for the first.
    """

    data_class = DataClass.INTERNAL
    event_id = models.BigIntegerField(primary_key=True)
    chain = models.CharField(max_length=80)
    party_id = models.BigIntegerField(null=True)
    sequence = models.BigIntegerField()
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        """No chain forks."""

        constraints = (models.UniqueConstraint(fields=["chain", "sequence"], name="chain_place"),)

    def __str__(self) -> str:
        return f"{self.chain} {self.sequence}"


class LogHead(models.Model):
    """How far the log had come when it was made, signed (data class: internal).

    One closes each UTC `day`; between them are others, whose `day` is None and whose `name` is the
    moment. `document` is what is published and signed; `heads` are the chains behind it, those of
    parties included; `states` holds, for each state of a row kept on the day that is closed, its
    number (8 bytes) and the SHA-256 of its line (32).
    """

    data_class = DataClass.INTERNAL
    name = models.CharField(max_length=20, unique=True)  # 2026-11-29, 2026-11-29T14-05-09Z
    day = models.DateField(unique=True, null=True)
    document = models.JSONField()
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the canonical document
    heads = models.JSONField(default=list)
    states = models.BinaryField()
    faults = models.JSONField(default=list)  # what was known to be broken then
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    def __str__(self) -> str:
        return f"{self.name} {self.digest[:12]}"


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
        """Read by row, newest first, and by stretches of time."""

        indexes = (
            models.Index(fields=["table", "row", "-at"]),
            BrinIndex(fields=["at"], name="states_in_time", autosummarize=True),
        )

    def __str__(self) -> str:
        return f"{self.verb} {self.table} {self.row}"
