"""What is stored about a campaign: the chain from its objective to its outcomes, and who signed.

Not here: visits to short links, knowledge questions, comparison areas (`measuring`).
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from wayforward.core.access.data_classes import DataClass
from wayforward.core.access.models import Account
from wayforward.core.citations.models import PublishedText
from wayforward.core.parties.models import Arrangement, Party
from wayforward.core.workflow.table import Workflow
from wayforward.information.campaigns.flow import CAMPAIGN, Facts
from wayforward.information.campaigns.rules import Channel, MaterialKind, Side, State
from wayforward.information.cards.models import Card
from wayforward.information.narratives.models import Claim


def _of(kinds: type[StrEnum]) -> list[tuple[str, str]]:
    return [(kind.value, kind.name.replace("_", " ").capitalize()) for kind in kinds]


class Campaign(models.Model):
    """A campaign of both sides of an arrangement (data class: internal until it runs).

    `version` counts steps and guards two people who decide at once; `revision` counts edits, and a
    signature is for one revision. The database refuses a step that is not in the table of `flow`,
    and every state from `signed` on without both sides' signatures.
    """

    data_class = DataClass.INTERNAL
    workflow: ClassVar[Workflow[Facts]] = CAMPAIGN
    key = models.SlugField(max_length=80, unique=True)
    arrangement = models.ForeignKey(Arrangement, on_delete=models.PROTECT, related_name="campaigns")
    names = models.JSONField(default=dict)  # language -> name
    objective = models.JSONField(default=dict)  # language -> what it is to reach
    who = models.JSONField(default=dict)  # language -> whom it speaks to
    languages = ArrayField(models.CharField(max_length=8), default=list)  # of its audience
    provinces = ArrayField(models.CharField(max_length=8), default=list)  # ISO 3166-2, AF-KAB
    countries = ArrayField(models.CharField(max_length=2), default=list)  # of stay, ISO 3166-1
    first_day = models.DateField()
    last_day = models.DateField()
    currency = models.CharField(max_length=3, default="EUR")  # of its budget, ISO 4217
    state = models.CharField(max_length=12, choices=_of(State), default=State.DRAFT.value)
    version = models.PositiveIntegerField(default=1)
    revision = models.PositiveIntegerField(default=1)
    edited = models.BooleanField(default=False)  # by a person: the file no longer changes it
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.CharField(max_length=150)

    class Meta:
        """A period that runs forwards, a state there is."""

        constraints = (
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="campaign_period_forwards"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in State]), name="campaign_state_known"
            ),
        )

    def __str__(self) -> str:
        return self.key


class CampaignSide(models.Model):
    """Which party signs a campaign for one side of its arrangement (data class: internal)."""

    data_class = DataClass.INTERNAL
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="sides")
    side = models.CharField(max_length=12, choices=_of(Side))
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """A side once a campaign, and no party on both."""

        constraints = (
            models.UniqueConstraint(fields=["campaign", "side"], name="campaign_side_once"),
            models.UniqueConstraint(fields=["campaign", "party"], name="campaign_party_once"),
        )

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.side}"


class CampaignSignature(models.Model):
    """An account of a side stands for one revision of a campaign (data class: internal).

    It is never removed: what ends it is kept. The database takes it from the account that acts
    alone, and only for the party that this account acts for.
    """

    data_class = DataClass.INTERNAL
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="signatures")
    side = models.CharField(max_length=12, choices=_of(Side))
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField()  # of the campaign when it was signed
    signed_at = models.DateTimeField(db_default=Now(), editable=False)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=150, blank=True)
    ended_why = models.TextField(blank=True)

    class Meta:
        """One standing signature a side, and none of one person for both."""

        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "side"],
                condition=Q(ended_at=None),
                name="campaign_signed_once_a_side",
            ),
            models.UniqueConstraint(
                fields=["campaign", "account"],
                condition=Q(ended_at=None),
                name="campaign_signed_once_a_person",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | ~Q(ended_by=""), name="campaign_signature_ended_by"
            ),
        )

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.side}"


class CampaignStep(models.Model):
    """A step that was taken on a campaign, by whom; rows are only added (data class: internal)."""

    data_class = DataClass.INTERNAL
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="steps")
    version = models.PositiveIntegerField()  # of the campaign after the step
    step = models.CharField(max_length=40)
    source = models.CharField(max_length=12, blank=True)
    target = models.CharField(max_length=12)
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    actor = models.CharField(max_length=150)
    reason = models.TextField(blank=True)
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        """One step for each version."""

        constraints = (
            models.UniqueConstraint(fields=["campaign", "version"], name="campaign_step_once"),
        )

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.step}"


class BudgetLine(models.Model):
    """What is set aside for one thing, in the currency of the campaign (data class: internal)."""

    data_class = DataClass.INTERNAL
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="budget")
    position = models.PositiveSmallIntegerField(default=0)
    what = models.CharField(max_length=120)
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        """Nothing negative."""

        constraints = (
            models.CheckConstraint(condition=Q(amount__gte=0), name="budget_not_negative"),
        )

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.what}"


class Withdrawable(models.Model):
    """The form of a part of the chain: withdrawn and put back, never removed."""

    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=150, blank=True)
    withdrawn_why = models.TextField(blank=True)

    class Meta:
        """Only a form for others."""

        abstract = True


class Message(Withdrawable):
    """What a campaign says against a claim, or beside one, in every language (internal)."""

    data_class = DataClass.INTERNAL
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="messages")
    key = models.SlugField(max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    claim = models.ForeignKey(Claim, null=True, on_delete=models.PROTECT, related_name="messages")
    says = models.JSONField(default=dict)  # language -> one or two sentences

    class Meta:
        """In the order they are told."""

        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.key


class MessageCard(models.Model):
    """A card that a message carries (data class: internal)."""

    data_class = DataClass.INTERNAL
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="cards")
    card = models.ForeignKey(Card, on_delete=models.PROTECT, related_name="messages")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """A card once a message."""

        constraints = (
            models.UniqueConstraint(fields=["message", "card"], name="message_card_once"),
        )

    def __str__(self) -> str:
        return f"{self.message_id}: {self.card_id}"


class Material(Withdrawable):
    """A message put into a leaflet, an SMS, a script: one language of it (data class: public).

    `published` is its place in the citation graph: it stands on what the rebuttal and the cards of
    its message stand on. Once given out its words are never changed: the paper is in somebody's
    hand.
    """

    data_class = DataClass.PUBLIC
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="materials")
    key = models.SlugField(max_length=120)
    kind = models.CharField(max_length=16, choices=_of(MaterialKind))
    language = models.CharField(max_length=8)
    title = models.TextField()
    words = ArrayField(models.TextField(), default=list)  # its sentences, or the one text
    published = models.ForeignKey(PublishedText, on_delete=models.PROTECT, related_name="+")
    given_out_at = models.DateTimeField(null=True)

    class Meta:
        """A material once a language."""

        constraints = (
            models.UniqueConstraint(fields=["key", "language"], name="material_once"),
            models.CheckConstraint(
                condition=Q(kind__in=[one.value for one in MaterialKind]),
                name="material_kind_known",
            ),
        )
        ordering = ("message__position", "kind", "language", "pk")

    def __str__(self) -> str:
        return f"{self.key}/{self.language}"


class Placement(Withdrawable):
    """A material on a channel at a place for some days, and what it costs (internal).

    The place is a province of the country of origin, with a district where it is known, or a
    country of stay. `link` is the code of its short link. The database keeps it within the days of
    its campaign.
    """

    data_class = DataClass.INTERNAL
    material = models.ForeignKey(Material, on_delete=models.CASCADE, related_name="placements")
    channel = models.CharField(max_length=12, choices=_of(Channel))
    province = models.CharField(max_length=8, blank=True)  # ISO 3166-2
    district = models.CharField(max_length=60, blank=True)  # key of data/districts.yaml
    country = models.CharField(max_length=2, blank=True)  # of stay
    first_day = models.DateField()
    last_day = models.DateField()
    copies = models.PositiveIntegerField(null=True)  # print run, or messages sent
    airings = models.PositiveIntegerField(null=True)  # how often it is read out
    cost = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    currency = models.CharField(max_length=3, default="EUR")
    link = models.CharField(max_length=16, blank=True)  # code of its short link

    class Meta:
        """One place, a period forwards, nothing negative."""

        constraints = (
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="placement_period_forwards"
            ),
            models.CheckConstraint(condition=Q(cost__gte=0), name="placement_cost_not_negative"),
            models.CheckConstraint(
                condition=(~Q(province="") & Q(country=""))
                | (Q(province="") & Q(district="") & ~Q(country="")),
                name="placement_at_one_place",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=[one.value for one in Channel]),
                name="placement_channel_known",
            ),
        )
        ordering = ("first_day", "pk")

    def __str__(self) -> str:
        return f"{self.material_id}: {self.channel}"


class Outcome(Withdrawable):
    """What is to change, how it is measured, and what came of it (data class: internal)."""

    data_class = DataClass.INTERNAL
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="outcomes")
    position = models.PositiveSmallIntegerField(default=0)
    what = models.JSONField(default=dict)  # language -> what is to change
    indicator = models.TextField()  # what is counted, among whom, how
    unit = models.CharField(max_length=40, blank=True)  # percent, persons, ...
    baseline = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    target = models.DecimalField(max_digits=14, decimal_places=2)
    due = models.DateField()
    result = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    measured_on = models.DateField(null=True)
    note = models.TextField(blank=True)  # on the result

    class Meta:
        """A result with its day."""

        constraints = (
            models.CheckConstraint(
                condition=Q(result=None, measured_on=None)
                | Q(result__isnull=False, measured_on__isnull=False),
                name="outcome_result_with_its_day",
            ),
        )
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.position}"
