"""What is stored about rumours: narratives, the claims under them, what answers each in a language.

Not here: who reported what and when, how a report finds its claim.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from pgvector.django import HalfVectorField, HnswIndex

from wayforward.core.access.data_classes import DataClass
from wayforward.core.choices import choices_of
from wayforward.core.citations.models import PublishedText
from wayforward.information.answers.models import DIMENSIONS
from wayforward.information.cards.models import Card
from wayforward.information.narratives.rules import GREATEST_HARM, State, Verdict


class Narrative(models.Model):
    """A story that many claims tell, such as "life in Europe is paid for" (data class: public)."""

    data_class = DataClass.PUBLIC
    key = models.SlugField(max_length=80, unique=True)
    names = models.JSONField(default=dict)  # language -> name
    says = models.JSONField(default=dict)  # language -> what it says
    gains = models.JSONField(default=dict)  # language -> who gains by it, why it works on people
    position = models.PositiveSmallIntegerField(default=0)
    edited = models.BooleanField(default=False)  # by a person: the file no longer changes it
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.key


class Claim(models.Model):
    """One sentence people are told, whatever the language, and our verdict on it (public)."""

    data_class = DataClass.PUBLIC
    key = models.SlugField(max_length=80, unique=True)
    narrative = models.ForeignKey(Narrative, on_delete=models.PROTECT, related_name="claims")
    countries = ArrayField(models.CharField(max_length=2), default=list)  # empty: no one country
    verdict = models.CharField(max_length=20, choices=choices_of(Verdict))
    until = models.DateField(null=True)  # the last day it was true
    judged_by = models.CharField(max_length=150, blank=True)  # empty: the verdict is the file's
    harm = models.PositiveSmallIntegerField()  # 1 to 3, see rules.Harm
    gains = ArrayField(models.CharField(max_length=20), default=list)  # rules.Gainer
    channels = ArrayField(models.CharField(max_length=20), default=list)  # rules.Channel
    edited = models.BooleanField(default=False)  # by a person: the file no longer changes it
    active = models.BooleanField(default=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        """A last day of truth goes with its verdict alone."""

        constraints = (
            models.CheckConstraint(
                condition=Q(verdict=Verdict.WAS_TRUE, until__isnull=False)
                | (~Q(verdict=Verdict.WAS_TRUE) & Q(until=None)),
                name="claim_until_when_it_was_true",
            ),
            models.CheckConstraint(
                condition=Q(harm__gte=1, harm__lte=GREATEST_HARM), name="claim_harm_in_range"
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=[one.value for one in Verdict]), name="claim_verdict_known"
            ),
        )

    def __str__(self) -> str:
        return self.key


class ClaimCard(models.Model):
    """A card whose answer holds against a claim (data class: public)."""

    data_class = DataClass.PUBLIC
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="cards")
    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="claims")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """A card once a claim."""

        constraints = (models.UniqueConstraint(fields=["claim", "card"], name="claim_card_once"),)

    def __str__(self) -> str:
        return f"{self.claim_id}: {self.card_id}"


class ClaimText(models.Model):
    """A claim in one language and what answers it, the forms to forward included (public).

    `published` is its place in the citation graph: before the public only in the state published.
    """

    data_class = DataClass.PUBLIC
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8)  # fa-af, ps or en
    title = models.TextField()  # the claim itself
    fact = ArrayField(models.TextField(), default=list)  # sentences: the truth, first
    wrong = ArrayField(models.TextField(), default=list)  # why what is said is wrong
    who = models.TextField(blank=True)  # for whom it is true, where it is true for some
    instead = ArrayField(models.TextField(), default=list)  # what is possible instead
    sms = models.TextField()
    radio = models.TextField()
    state = models.CharField(max_length=12, choices=choices_of(State), default=State.DRAFT)
    revision = models.PositiveIntegerField(default=1)  # counts every save; guards two editors
    published = models.ForeignKey(PublishedText, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(blank=True)  # of all its wordings, see matching.scoring.Document
    bones = models.TextField(blank=True)
    search = SearchVectorField(null=True)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.CharField(max_length=150)
    assigned_to = models.CharField(max_length=150, blank=True)  # name of an account; or nobody's

    class Meta:
        """A claim once a language."""

        constraints = (
            models.UniqueConstraint(fields=["claim", "language"], name="claim_text_once"),
        )
        indexes = (GinIndex(name="claim_words", fields=["search"]),)

    def __str__(self) -> str:
        return f"{self.claim_id}/{self.language}"


class Wording(models.Model):
    """One way a claim is told in a language, its title first; found by, never shown (public)."""

    data_class = DataClass.PUBLIC
    text = models.ForeignKey(ClaimText, on_delete=models.CASCADE, related_name="wordings")
    said = models.TextField()
    position = models.PositiveSmallIntegerField(default=0)
    vector = HalfVectorField(dimensions=DIMENSIONS, null=True)
    embedder = models.CharField(max_length=80, blank=True)  # empty: not embedded yet

    class Meta:
        """A way of telling once a text; found by meaning."""

        constraints = (models.UniqueConstraint(fields=["text", "said"], name="claim_wording_once"),)
        indexes = (
            HnswIndex(
                name="claim_meaning",
                fields=["vector"],
                m=16,
                ef_construction=200,
                opclasses=["halfvec_ip_ops"],
            ),
        )

    def __str__(self) -> str:
        return self.said[:80]
