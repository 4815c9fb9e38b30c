"""What is stored about what a campaign does: reach by somebody's word, questions, counts.

No row is about a person: who answered is not known, an answer is one more in a count.
"""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from wayforward.core.access.data_classes import DataClass
from wayforward.information.campaigns.measuring.rules import (
    DOES_NOT_KNOW,
    MOST_ANSWERS,
    Arm,
    How,
    QuestionKind,
    Wave,
)
from wayforward.information.campaigns.models import Campaign, Placement, Withdrawable
from wayforward.information.cards.models import Card
from wayforward.information.narratives.models import Claim


def _of(kinds: type[StrEnum]) -> list[tuple[str, str]]:
    return [(kind.value, kind.name.replace("_", " ").capitalize()) for kind in kinds]


class ToldReach(Withdrawable):
    """How many people a placement reached that no link counts, by somebody's word (internal)."""

    data_class = DataClass.INTERNAL
    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="told_reach")
    first_day = models.DateField()
    last_day = models.DateField()
    least = models.PositiveIntegerField()  # people
    most = models.PositiveIntegerField()
    how = models.CharField(max_length=16, choices=_of(How))
    who_says = models.CharField(max_length=120)  # a station, an office; never a private person
    note = models.TextField(blank=True)  # how it was estimated
    entered_by = models.CharField(max_length=150)
    entered_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        """A span of people and of days, both forwards."""

        constraints = (
            models.CheckConstraint(condition=Q(most__gte=F("least")), name="told_reach_forwards"),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="told_reach_days_forwards"
            ),
        )
        ordering = ("first_day", "pk")

    def __str__(self) -> str:
        return f"{self.placement_id}: {self.least}-{self.most}"


class Area(models.Model):
    """A province or district where people are asked, with the campaign or without (internal).

    Removed only while nobody was asked there.
    """

    data_class = DataClass.INTERNAL
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="areas")
    place = models.CharField(max_length=60)  # ISO 3166-2:AF, or a key of data/districts.yaml
    arm = models.CharField(max_length=12, choices=_of(Arm))

    class Meta:
        """A place is on one side of a campaign."""

        constraints = (
            models.UniqueConstraint(fields=["campaign", "place"], name="area_once_a_campaign"),
            models.CheckConstraint(
                condition=Q(arm__in=[one.value for one in Arm]), name="area_arm_known"
            ),
        )
        ordering = ("arm", "place")

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.place}"


class Question(Withdrawable):
    """Something people may know, in every language; the right answer cites a text (internal).

    `texts`: language -> {"asks": sentence, "answers": [sentences]}; a question of true and false
    has no answers of its own: nought is true, one is false. Its words stay once somebody answered.
    """

    data_class = DataClass.INTERNAL
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="questions")
    key = models.SlugField(max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=12, choices=_of(QuestionKind))
    texts = models.JSONField(default=dict)
    right = models.PositiveSmallIntegerField()
    card = models.ForeignKey(Card, null=True, on_delete=models.PROTECT, related_name="questions")
    claim = models.ForeignKey(Claim, null=True, on_delete=models.PROTECT, related_name="questions")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        """What is right stands on one text."""

        constraints = (
            models.CheckConstraint(
                condition=Q(card=None, claim__isnull=False) | Q(card__isnull=False, claim=None),
                name="question_cites_one_text",
            ),
            models.CheckConstraint(
                condition=Q(right__lt=MOST_ANSWERS), name="question_right_in_range"
            ),
        )
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.key


class AskingCode(Withdrawable):
    """A code with which people of an area answer a question in a wave (data class: internal).

    Withdrawn the form says that the asking is over.
    """

    data_class = DataClass.INTERNAL
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="codes")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="codes")
    wave = models.CharField(max_length=8, choices=_of(Wave))
    code = models.CharField(max_length=8, unique=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    made_by = models.CharField(max_length=150)

    class Meta:
        """One standing code a question, area and wave."""

        constraints = (
            models.UniqueConstraint(
                fields=["question", "area", "wave"],
                condition=Q(withdrawn_at=None),
                name="asking_code_once",
            ),
        )

    def __str__(self) -> str:
        return self.code


class AnswerFile(models.Model):
    """A file of answers that was read: it is not counted a second time (data class: internal)."""

    data_class = DataClass.INTERNAL
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="answer_files")
    digest = models.CharField(max_length=64)  # sha256 of its bytes
    answers = models.PositiveIntegerField()
    entered_by = models.CharField(max_length=150)
    entered_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        """Once a campaign."""

        constraints = (
            models.UniqueConstraint(fields=["campaign", "digest"], name="answer_file_once"),
        )

    def __str__(self) -> str:
        return self.digest[:12]


class AnswerCount(models.Model):
    """So many gave an answer to a question, in a wave, an area and a language (internal).

    Rows are only added and, by the scheduler, put together; a correction is a row below nought. No
    day: with a day a single answer could be somebody's.
    """

    data_class = DataClass.INTERNAL
    id = models.BigAutoField(primary_key=True)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="counts")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="counts")
    wave = models.CharField(max_length=8, choices=_of(Wave))
    language = models.CharField(max_length=8)
    answer = models.SmallIntegerField()  # its place among the answers; -1: does not know
    count = models.IntegerField()
    together = models.BooleanField(default=False)

    class Meta:
        """What waits to be put together is looked up apart."""

        constraints = (
            models.CheckConstraint(
                condition=Q(answer__gte=DOES_NOT_KNOW, answer__lt=MOST_ANSWERS),
                name="answer_in_range",
            ),
            models.CheckConstraint(
                condition=Q(wave__in=[one.value for one in Wave]), name="answer_wave_known"
            ),
        )
        indexes = (
            models.Index(fields=["question"], condition=Q(together=False), name="answer_count_new"),
        )

    def __str__(self) -> str:
        return f"{self.question_id} {self.wave}: {self.count}"
