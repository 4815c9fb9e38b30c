"""The citation graph: which published text says something because which official sentence does.

The room of sources is not imported: a sentence is named by the number of its source and by its
identity, which outlives readings. Doubts are written by triggers in the database (the room that
keeps sentences installs them), so that no code path can forget to mark a text.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from wayforward.core.access.data_classes import DataClass


class PublishedText(models.Model):
    """Anything we publish that stands on official sentences: a card, later rebuttals and leaflets.

    One row a language (data class: public).
    """

    data_class = DataClass.PUBLIC
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    language = models.CharField(max_length=8)
    title = models.TextField()
    address = models.CharField(max_length=500)  # its path on the public site
    published = models.BooleanField(default=True)
    confirmed_at = models.DateTimeField(null=True)  # last time a person compared it with its pages

    class Meta:
        """A text once a language."""

        constraints = (
            models.UniqueConstraint(fields=["kind", "key", "language"], name="published_text_once"),
        )

    def __str__(self) -> str:
        return f"{self.kind}/{self.key}/{self.language}"


class Citation(models.Model):
    """A published text cites an official sentence, with the words as they were (public)."""

    data_class = DataClass.PUBLIC
    text = models.ForeignKey(PublishedText, on_delete=models.CASCADE, related_name="citations")
    position = models.PositiveSmallIntegerField(default=0)
    source = models.BigIntegerField()  # number of the official page
    source_key = models.CharField(max_length=200)
    heading = models.TextField(blank=True)  # the article or section meant, as the editor named it
    parts = ArrayField(models.TextField(), default=list)  # the single headings that it means
    sentence = models.CharField(max_length=32, blank=True)  # its identity; empty: the whole page
    words = models.TextField(blank=True)  # as they stood when cited
    capture = models.BigIntegerField(null=True)  # the stored copy that was looked at
    cited_at = models.DateTimeField()

    class Meta:
        """A sentence once a text; looked up by sentence when a page changes."""

        constraints = (
            models.UniqueConstraint(
                fields=["text", "source", "heading", "sentence"], name="citation_once"
            ),
        )
        indexes = (models.Index(fields=["source", "sentence"]),)

    def __str__(self) -> str:
        return f"{self.text_id} cites {self.source_key}"


class DoubtReason(models.TextChoices):
    """Why a citation is in doubt."""

    REWORDED = "reworded", "The official sentence reads differently now"
    REMOVED = "removed", "The official page no longer says this"
    PAGE_CHANGED = "page_changed", "The official page changed"
    PAGE_NOT_SEEN = "page_not_seen", "The official page was not there when last checked"


class ClearedHow(models.TextChoices):
    """How a doubt ended."""

    RECONFIRMED = "reconfirmed", "Compared again and found right"
    EDITED = "edited", "The text was changed"


class Doubt(models.Model):
    """What a citation stands on changed; open until a person has looked (data class: public).

    A text with an open doubt is amber. Only `since`, the reason and the words are public.
    """

    data_class = DataClass.PUBLIC
    citation = models.ForeignKey(Citation, on_delete=models.CASCADE, related_name="doubts")
    reason = models.CharField(max_length=24, choices=DoubtReason)
    since = models.DateTimeField()
    change = models.BigIntegerField(null=True)  # number of the recorded change
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    new_sentence = models.CharField(max_length=32, blank=True)  # what the sentence became
    kinds = models.JSONField(default=list)  # what the change touches: amount, deadline, ...
    cleared_at = models.DateTimeField(null=True)
    cleared_by = models.CharField(max_length=150, blank=True)
    cleared_how = models.CharField(max_length=16, choices=ClearedHow, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        """One open doubt of a reason a citation; clearing needs a name and a way."""

        constraints = (
            models.UniqueConstraint(
                fields=["citation", "reason"],
                condition=Q(cleared_at=None),
                name="one_open_doubt",
            ),
            models.CheckConstraint(
                condition=Q(cleared_at=None) | (~Q(cleared_by="") & ~Q(cleared_how="")),
                name="doubt_cleared_by_somebody",
            ),
        )
        indexes = (
            models.Index(
                fields=["citation"], condition=Q(cleared_at=None), name="open_doubts_of_citation"
            ),
            models.Index(fields=["since"], condition=Q(cleared_at=None), name="open_doubts"),
        )

    def __str__(self) -> str:
        return f"{self.citation_id} {self.reason}"
