"""What is stored about projects: files read, activities of a country, their money, exchange rates.

Everything here was published by others for anybody; no names, telephones or e-mail addresses of
persons are kept.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from wayforward.core.access.data_classes import DataClass
from wayforward.core.choices import choices_of
from wayforward.information.projects.exchange_rules import Unvalued
from wayforward.information.projects.kinds import ActivityStatus
from wayforward.information.projects.money_rules import Family, MoneyKind
from wayforward.information.projects.rules import Basis


class ProjectFile(models.Model):
    """One reading of a published file for a country (data class: public).

    The last one of a name is what its publisher says now. `name` is its path within the folder
    that was read, or its address; no path of a machine.
    """

    data_class = DataClass.PUBLIC
    name = models.TextField()
    sha256 = models.CharField(max_length=64)
    country = models.CharField(max_length=2)
    reader = models.CharField(max_length=16)  # by which version of ours it was read
    by_schema = models.BooleanField(default=False)  # checked against the XML schema as well
    version = models.CharField(max_length=16, blank=True)  # of IATI, as the file says
    generated = models.DateTimeField(null=True)  # when its publisher wrote it
    read_at = models.DateTimeField(db_default=Now())
    size = models.BigIntegerField(default=0)  # bytes
    whole = models.BooleanField(default=True)  # false: it breaks off, or is no list of activities
    activities = models.PositiveIntegerField(default=0)  # read in it
    kept = models.PositiveIntegerField(default=0)  # of these, for the country
    problems = models.JSONField(default=dict)  # kind -> how many
    trouble = models.TextField(blank=True)  # why it could not be read to its end

    class Meta:
        """The last state of a name is found at once."""

        indexes = (models.Index(fields=["country", "name"], name="project_file_name"),)

    def __str__(self) -> str:
        return self.name


class Project(models.Model):
    """An activity that counts for a country, as its reporter told it last (data class: public).

    `facts` is the whole activity beside its money, see `packing.py`; the other fields are what
    people look for. `file` is the reading it was written by; `gone_since`: no newest file holds it.
    """

    data_class = DataClass.PUBLIC
    identifier = models.TextField()
    reporter = models.TextField(blank=True)  # reference of the reporting organisation
    reporter_name = models.TextField(blank=True)
    secondary = models.BooleanField(default=False)  # told by somebody who does not run it
    country = models.CharField(max_length=2)
    file = models.ForeignKey(ProjectFile, on_delete=models.PROTECT, related_name="projects")
    gone_since = models.DateTimeField(null=True)
    read_at = models.DateTimeField(db_default=Now())  # when what stands here was read
    last_updated = models.DateTimeField(null=True)
    last_word = models.DateField(null=True)  # see rules.last_word
    basis = models.CharField(max_length=20, choices=choices_of(Basis))
    percentage = models.DecimalField(max_digits=24, decimal_places=18, null=True)
    status = models.CharField(max_length=1, blank=True, choices=choices_of(ActivityStatus))
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)
    provinces = ArrayField(models.CharField(max_length=8), default=list)
    districts = ArrayField(models.CharField(max_length=40), default=list)
    places = models.JSONField(default=list)  # [province, district] of each location, in order
    categories = ArrayField(models.CharField(max_length=3), default=list)  # three-digit DAC
    missing = ArrayField(models.CharField(max_length=16), default=list)  # rules.Part
    transactions_elsewhere = models.PositiveIntegerField(default=0)  # of other countries, not kept
    problems = models.JSONField(default=dict)  # kind -> how many
    facts = models.JSONField()
    digest = models.CharField(max_length=64)
    search = SearchVectorField(null=True)

    class Meta:
        """An activity once a reporter and country; found by words, place, subject and reporter."""

        constraints = (
            models.UniqueConstraint(
                fields=["country", "identifier", "reporter"], name="project_once"
            ),
        )
        indexes = (
            GinIndex(name="project_words", fields=["search"]),
            GinIndex(name="project_provinces", fields=["provinces"]),
            GinIndex(name="project_categories", fields=["categories"]),
            models.Index(fields=["country", "reporter"], name="project_reporter"),
        )

    def __str__(self) -> str:
        return self.identifier


class ProjectSighting(models.Model):
    """That the last whole reading of a name held a project (data class: public).

    A project may stand in several files, and move from one to another; without a sighting it is
    gone.
    """

    data_class = DataClass.PUBLIC
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="sightings")
    name = models.TextField()  # of the file
    file = models.ForeignKey(ProjectFile, on_delete=models.PROTECT, related_name="sightings")

    class Meta:
        """A project once a name."""

        constraints = (
            models.UniqueConstraint(fields=["project", "name"], name="project_sighting_once"),
        )
        indexes = (models.Index(fields=["name"], name="project_sighting_name"),)

    def __str__(self) -> str:
        return f"{self.project_id} in {self.name}"


class ProjectMoney(models.Model):
    """An amount of an activity, in its own currency and in euros (data class: public).

    `euro` is the whole amount; `percentage` of it goes to the country, None where nobody says.
    """

    data_class = DataClass.PUBLIC
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="money")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=24, choices=choices_of(MoneyKind))
    family = models.CharField(max_length=12, blank=True, choices=choices_of(Family))
    amount = models.DecimalField(max_digits=36, decimal_places=12, null=True)
    currency = models.CharField(max_length=40, blank=True)
    value_date = models.DateField(null=True)
    day = models.DateField(null=True)  # of a transaction; the first of a budget or plan
    until = models.DateField(null=True)  # the last day of a budget or plan
    percentage = models.DecimalField(max_digits=24, decimal_places=18, null=True)
    replaced = models.BooleanField(default=False)  # by a revised budget
    euro = models.DecimalField(max_digits=28, decimal_places=2, null=True)
    rate = models.DecimalField(max_digits=24, decimal_places=10, null=True)  # units for one euro
    rate_day = models.DateField(null=True)  # the last day of the span the rate is of
    rate_source = models.TextField(blank=True)
    unvalued = models.CharField(max_length=16, blank=True, choices=choices_of(Unvalued))
    provider_activity = models.TextField(blank=True)
    receiver_activity = models.TextField(blank=True)
    facts = models.JSONField()

    class Meta:
        """In euros, or the reason why not; with a rate only where another currency was changed."""

        constraints = (
            models.CheckConstraint(
                condition=Q(euro=None) ^ Q(unvalued=""), name="project_money_valued_or_why_not"
            ),
            models.CheckConstraint(
                condition=Q(rate=None, rate_day=None) | Q(rate__gt=0, rate_day__isnull=False),
                name="project_money_rate_with_its_day",
            ),
        )
        indexes = (models.Index(fields=["project", "family"], name="project_money_family"),)

    def __str__(self) -> str:
        return f"{self.project_id}: {self.kind} {self.amount} {self.currency}"


class ExchangeRate(models.Model):
    """Units of a currency for one euro on a day, from a file that an operator loaded (public)."""

    data_class = DataClass.PUBLIC
    currency = models.CharField(max_length=3)
    day = models.DateField()
    per_euro = models.DecimalField(max_digits=24, decimal_places=10)
    source = models.TextField()

    class Meta:
        """A currency has one rate a day."""

        constraints = (
            models.UniqueConstraint(fields=["currency", "day"], name="exchange_rate_once"),
            models.CheckConstraint(condition=Q(per_euro__gt=0), name="exchange_rate_positive"),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.currency}"
