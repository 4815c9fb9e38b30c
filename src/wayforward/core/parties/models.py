"""An arrangement between parties, and the parties; accounts and access are their own subjects."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


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
