"""What is stored to answer from: passages of current readings, in words and in meaning."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Now
from pgvector.django import HalfVectorField, HnswIndex

from wayforward.core.access.data_classes import DataClass
from wayforward.core.language.tags import READABLE
from wayforward.information.sources.models import Reading, Source

DIMENSIONS = 384


def _by_meaning(name: str, **only: tuple[str, ...]) -> HnswIndex:
    """An index of nearest vectors over all passages or some, so that few among many are found."""
    return HnswIndex(
        name=name,
        fields=["embedding"],
        m=16,
        ef_construction=200,
        opclasses=["halfvec_ip_ops"],
        condition=models.Q(**only) if only else None,
    )


class Passage(models.Model):
    """A stretch of one reading under one heading, ready to be found (data class: public).

    Only passages of current readings are kept; a passage whose identity did not change when its
    page was read anew keeps its row and its vector.
    """

    data_class = DataClass.PUBLIC
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="passages")
    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="passages")
    identity = models.CharField(max_length=32)
    position = models.PositiveIntegerField()
    first = models.PositiveIntegerField()  # position of its first and last sentence in the reading
    last = models.PositiveIntegerField()
    language = models.CharField(max_length=8)
    title = models.TextField(blank=True)
    heading_path = ArrayField(models.TextField(), default=list)
    anchor = models.CharField(max_length=255, blank=True)
    page = models.PositiveIntegerField(null=True)
    text = models.TextField()
    lines = ArrayField(models.TextField(), default=list)  # its sentences, as quoted
    search_text = models.TextField()  # normalised: see core.language.normalise
    search = SearchVectorField(null=True)
    embedder = models.CharField(max_length=80, blank=True)  # empty: not embedded yet
    embedding = HalfVectorField(dimensions=DIMENSIONS, null=True)
    lines_embedding = HalfVectorField(dimensions=DIMENSIONS, null=True)  # the mean of its lines
    line_vectors = models.BinaryField(null=True)  # what the sentence selector needs, ready made
    topics = ArrayField(models.CharField(max_length=40), default=list)
    countries = ArrayField(models.CharField(max_length=2), default=list)
    tier = models.CharField(max_length=32)
    indexed_at = models.DateTimeField(db_default=Now())

    class Meta:
        """Indexes to find by meaning (also within a reader's language), words, letters."""

        constraints = (models.UniqueConstraint(fields=["source", "identity"], name="passage_once"),)
        indexes = (
            _by_meaning("passage_meaning"),
            *(
                _by_meaning(f"passage_meaning_{language}", language__in=tags)
                for language, tags in READABLE.items()
            ),
            GinIndex(name="passage_words", fields=["search"]),
            GinIndex(name="passage_letters", fields=["search_text"], opclasses=["gin_trgm_ops"]),
            models.Index(fields=["language"]),
            models.Index(
                name="passage_without_meaning",
                fields=["source"],
                condition=models.Q(embedding__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return self.text[:80]


class PageMeaning(models.Model):
    """What a page as a whole is about, which its single passages often do not say (public)."""

    data_class = DataClass.PUBLIC
    source = models.OneToOneField(
        Source, on_delete=models.CASCADE, primary_key=True, related_name="meaning"
    )
    passages = models.PositiveIntegerField()  # how many the page has
    said = models.TextField()  # the title and the first words, as embedded
    embedder = models.CharField(max_length=80, blank=True)
    embedding = HalfVectorField(dimensions=DIMENSIONS, null=True)

    class Meta:
        """Pages still to be embedded are found at once."""

        indexes = (
            models.Index(
                name="page_without_meaning",
                fields=["source"],
                condition=models.Q(embedding__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return self.said[:80]


class Switch(models.Model):
    """A topic, a country or both on which answers are off for now (data class: internal)."""

    data_class = DataClass.INTERNAL
    topic = models.CharField(max_length=40, blank=True)
    country = models.CharField(max_length=2, blank=True)
    reason = models.TextField()
    since = models.DateTimeField(db_default=Now())
    until = models.DateTimeField(null=True)  # set when switched on again

    class Meta:
        """Off means something, and at most once at a time."""

        constraints = (
            models.CheckConstraint(
                condition=~models.Q(topic="", country=""), name="switch_names_something"
            ),
            models.UniqueConstraint(
                fields=["topic", "country"],
                condition=models.Q(until=None),
                name="switched_off_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.topic or 'any topic'} / {self.country or 'any country'}"
