"""An arrangement between parties, and the parties; accounts and access are their own subjects."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from wayforward.core.access.data_classes import DataClass
from wayforward.core.access.held import Held


class PartyKind(models.TextChoices):
    """What a party is; a partner-country authority may be recognised or de facto."""

    EU_INSTITUTION = "eu_institution", "EU institution"
    MEMBER_STATE_AUTHORITY = "member_state_authority", "Member State authority"
    PARTNER_COUNTRY_AUTHORITY = "partner_country_authority", "Partner-country authority"
    INTERNATIONAL_ORGANISATION = "international_organisation", "International organisation"
    SERVICE_PROVIDER = "service_provider", "Service provider"
    OVERSIGHT_BODY = "oversight_body", "Oversight body"


class Arrangement(models.Model):
    """A migration-cooperation arrangement, loaded from a folder of YAML (data class: public)."""

    data_class = DataClass.PUBLIC
    key = models.SlugField(max_length=80, unique=True)
    names = models.JSONField(default=dict)  # language -> name
    nature = models.TextField(blank=True)
    languages = ArrayField(models.CharField(max_length=8), default=list)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    facts = models.JSONField(default=dict)  # cadence, calendars, citations as loaded

    def __str__(self) -> str:
        return self.key


class Party(models.Model):
    """A party to one arrangement (data class: public)."""

    data_class = DataClass.PUBLIC
    arrangement = models.ForeignKey(Arrangement, on_delete=models.CASCADE, related_name="parties")
    key = models.SlugField(max_length=80)
    kind = models.CharField(max_length=32, choices=PartyKind)
    names = models.JSONField(default=dict)
    country = models.CharField(max_length=2, blank=True)
    recognition = models.CharField(max_length=16, blank=True)  # recognised | de_facto

    class Meta:
        """A party once per arrangement."""

        constraints = (models.UniqueConstraint(fields=["arrangement", "key"], name="party_once"),)

    def __str__(self) -> str:
        return self.key


class ContactPoint(Held):
    """Where a party can be reached for one task: an office, never a private person.

    Its own party alone sees it until it is `shared` with the other parties of the arrangement.
    """

    data_class = DataClass.PARTY
    task = models.SlugField(max_length=40)  # travel_documents, journeys, complaints, ...
    names = models.JSONField(default=dict)  # language -> what the office is called
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    languages = ArrayField(models.CharField(max_length=8), default=list)
    shared = models.BooleanField(default=False)

    class Meta:
        """One contact point for each task of a party."""

        constraints = (models.UniqueConstraint(fields=["party", "task"], name="contact_once"),)

    def __str__(self) -> str:
        return f"{self.party_id} {self.task}"
