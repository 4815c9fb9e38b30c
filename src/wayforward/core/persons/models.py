"""A person in the care of one party. What is known about them are rows of their own, with sources.

Two parties that care for the same human being hold two persons; nothing here tells one of the
other. What crosses does so through `core.access` as a disclosure.
"""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from wayforward.core.access.data_classes import DataClass
from wayforward.core.access.held import Held
from wayforward.core.access.sealed_fields import BlindIndexField, SealedTextField
from wayforward.core.persons.rules import LONGEST_WORD

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is read for another


def new_reference() -> str:
    """A reference that says nothing about the person, nor how many there are."""
    return "".join(secrets.choice(_LETTERS) for _ in range(12))


class Person(Held):
    """Somebody one party cares for."""

    data_class = DataClass.PERSON
    reference = models.CharField(max_length=12, default=new_reference, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        """References are made by chance: that one is taken tells nobody anything."""

        constraints = (models.UniqueConstraint(fields=["reference"], name="person_reference"),)

    def __str__(self) -> str:
        return self.reference

    @property
    def title(self) -> str:
        """The name recorded first, or the reference where none is."""
        return next((name.written for name in self.names.all()), self.reference)


class NameKind(models.TextChoices):
    """Whose name a row holds, or how the person came by it."""

    OWN = "own", "Own name"
    NICKNAME = "nickname", "Called so"
    ADDED_ABROAD = "added_abroad", "Added abroad"
    FATHER = "father", "Father's name"
    GRANDFATHER = "grandfather", "Grandfather's name"


OF_THE_PERSON = (NameKind.OWN, NameKind.NICKNAME, NameKind.ADDED_ABROAD)


class Script(models.TextChoices):
    """In which letters a name is written."""

    ARABIC = "arabic", "Arabic script"
    LATIN = "latin", "Latin letters"


class Habit(models.TextChoices):
    """Whose spelling habit a name follows, where it is known."""

    UNKNOWN = "", "Not known"
    DARI = "fa", "Dari"
    PASHTO = "ps", "Pashto"
    ENGLISH = "en", "English"
    GERMAN = "de", "German"
    FRENCH = "fr", "French"
    SWEDISH = "sv", "Swedish"
    TURKISH = "tr", "Turkish"
    OTHER = "other", "Another"


class KnownOfPerson(Held):
    """A row of what is known about a person, and from where. Several may disagree: all stay."""

    source = models.CharField(max_length=200)  # which paper, whose word
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        """Oldest first; only a form for others."""

        abstract = True
        ordering: ClassVar = ["pk"]


class PersonName(KnownOfPerson):
    """One name as one source writes it; no surname is needed, one word is enough."""

    data_class = DataClass.PERSON
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="names")
    kind = models.CharField(max_length=12, choices=NameKind, default=NameKind.OWN)
    # as written, in the order written
    parts = ArrayField(models.CharField(max_length=LONGEST_WORD))
    script = models.CharField(max_length=6, choices=Script)
    habit = models.CharField(max_length=5, choices=Habit, blank=True)

    def __str__(self) -> str:
        return self.written

    @property
    def written(self) -> str:
        """The name in one line."""
        return " ".join(self.parts)


class NameKey(Held):
    """What a person is found by (matching/keys.py): own names, and fathers' to narrow them down.

    A table of its own under a plain index: docs/decisions/names.md has the measurement.
    """

    data_class = DataClass.PERSON
    party = models.ForeignKey(
        "core.Party", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    name = models.ForeignKey(
        PersonName, on_delete=models.CASCADE, related_name="keys", db_index=False
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=60)

    class Meta:
        """Looked up by key within a party, answered from the index alone."""

        indexes = (
            models.Index(fields=["party", "key"], include=["name", "person"], name="name_key"),
            models.Index(fields=["name"], name="name_key_of"),
            models.Index(fields=["person"], name="name_key_person"),
        )

    def __str__(self) -> str:
        return self.key


class KeyRules(Held):
    """By which rules the keys of a party were made (`matching.keys.rules_digest`)."""

    data_class = DataClass.PARTY
    rules = models.CharField(max_length=16)

    class Meta:
        """All keys of a party by the same."""

        constraints = (models.UniqueConstraint(fields=["party"], name="key_rules_of_party"),)

    def __str__(self) -> str:
        return self.rules


class Calendar(models.TextChoices):
    """In which calendar a date was told."""

    SOLAR = "solar", "Solar Hijri"
    GREGORIAN = "gregorian", "Gregorian"
    UNKNOWN = "", "Not known"


class Precision(models.TextChoices):
    """How exactly a birth is known."""

    DAY = "day", "To the day"
    YEAR = "year", "To the year"
    RANGE = "range", "Within some years"


class BirthDate(KnownOfPerson):
    """A birth as one source tells it: from `earliest` to `latest`, both included."""

    data_class = DataClass.PERSON
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="births")
    written = models.CharField(max_length=60)
    calendar = models.CharField(max_length=9, choices=Calendar, blank=True)
    earliest = models.DateField()
    latest = models.DateField()
    precision = models.CharField(max_length=5, choices=Precision)
    disputed = models.BooleanField(default=False)

    class Meta(KnownOfPerson.Meta):
        """A birth does not end before it begins."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(earliest__lte=models.F("latest")), name="birth_in_order"
            ),
        )

    def __str__(self) -> str:
        return self.written


class Origin(KnownOfPerson):
    """Where somebody is from: a province by the code of data/provinces.yaml, a district as told."""

    data_class = DataClass.PERSON
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="origins")
    province = models.CharField(max_length=6)
    district = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return f"{self.district} {self.province}".strip()


class DocumentKind(models.TextChoices):
    """Papers that say who somebody is."""

    TAZKIRA_PAPER = "tazkira_paper", "Tazkira on paper"
    TAZKIRA_ELECTRONIC = "tazkira_electronic", "Electronic tazkira"
    PASSPORT = "passport", "Passport"
    TRAVEL_DOCUMENT = "travel_document", "Travel document for return"
    RESIDENCE = "residence", "Residence document of the host country"
    BIRTH_CERTIFICATE = "birth_certificate", "Birth certificate"
    MARRIAGE_CERTIFICATE = "marriage_certificate", "Marriage certificate"
    LICENCE = "licence", "Driving licence"
    OTHER = "other", "Another paper"


class PersonDocument(KnownOfPerson):
    """A paper somebody has or had."""

    data_class = DataClass.PERSON
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=20, choices=DocumentKind)
    number = SealedTextField(bound_to=("party_id", "person_id"), blank=True, default="")
    number_index = BlindIndexField(of="number")
    issued_by = models.CharField(max_length=120, blank=True)
    issued_on = models.DateField(null=True)
    valid_until = models.DateField(null=True)

    def __str__(self) -> str:
        return self.get_kind_display()


class Verdict(models.TextChoices):
    """What people make of two records."""

    SAME = "same", "One person"
    DIFFERENT = "different", "Two persons"
    UNSURE = "unsure", "Cannot be told"


class Judgement(Held):
    """What somebody judged about two persons, and who else confirmed it. The latest one counts."""

    data_class = DataClass.PERSON
    one = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=9, choices=Verdict)
    reason = models.TextField()
    score = models.FloatField(null=True)  # what the comparison said then
    by = models.ForeignKey("core.Account", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)
    confirmed_by = models.ForeignKey(
        "core.Account", on_delete=models.PROTECT, related_name="+", null=True
    )
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        """A pair in one order only; nobody confirms themselves."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(one__lt=models.F("other")), name="judgement_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None) | ~models.Q(confirmed_by=models.F("by")),
                name="judgement_by_two",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None, confirmed_at=None)
                | models.Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="judgement_confirmed_whole",
            ),
        )
        indexes = (models.Index(fields=["one", "other", "-at"], name="judgement_of_pair"),)

    def __str__(self) -> str:
        return f"{self.verdict} {self.one_id} {self.other_id}"

    @property
    def is_agreed_same(self) -> bool:
        """Whether two people judged the two records to be one person."""
        return self.verdict == Verdict.SAME and self.confirmed_by_id is not None


class Merge(Held):
    """One record taken for another from now on, on a confirmed judgement; its rows stay."""

    data_class = DataClass.PERSON
    merged = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges")
    into = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="taken_in")
    judgement = models.ForeignKey(Judgement, on_delete=models.PROTECT, related_name="merges")
    by = models.ForeignKey("core.Account", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        """Nobody is merged into themselves."""

        constraints = (
            models.CheckConstraint(
                condition=~models.Q(merged=models.F("into")), name="merge_of_two"
            ),
        )

    def __str__(self) -> str:
        return f"{self.merged_id} -> {self.into_id}"


class MergeUndone(Held):
    """A merge taken back."""

    data_class = DataClass.PERSON
    merge = models.OneToOneField(Merge, on_delete=models.PROTECT, related_name="undone")
    reason = models.TextField()
    by = models.ForeignKey("core.Account", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)

    def __str__(self) -> str:
        return f"undone {self.merge_id}"
