"""Files that a party holds, and the letters it writes. The bytes lie on the shelf, sealed."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models.functions import Now

from wayforward.core.access.data_classes import DataClass
from wayforward.core.access.held import Held
from wayforward.core.access.models import Account
from wayforward.core.access.sealed_fields import SealedJSONField, SealedKeyField
from wayforward.core.persons.models import Person, new_reference
from wayforward.core.workflow.models import Moving
from wayforward.core.workflow.tables import DOCUMENT_REVIEW

CLASSES = [
    (one.value, one.value) for one in (DataClass.PARTY, DataClass.PERSON, DataClass.SENSITIVE)
]


class StoredFile(Held):
    """A file one party holds. Once erased, the row stays and tells that there was one.

    `file_key` opens the bytes on the shelf; without it nobody can read them. It and the name are
    kept out of the history of rows.
    """

    data_class = DataClass.SENSITIVE  # the strictest that a row may be
    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    kept_class = models.CharField(max_length=12, db_column="data_class", choices=CLASSES)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="files")
    kind = models.SlugField(max_length=40)  # what it is: passport, medical_certificate, letter, ...
    purpose = models.CharField(max_length=24)  # what it was kept for
    name = models.CharField(max_length=120)
    mime = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)  # of the bytes as they came
    scan = models.CharField(max_length=12)
    scan_detail = models.CharField(max_length=200, blank=True)
    scanned_at = models.DateTimeField(null=True)
    file_key = SealedKeyField(null=True, bound_to=("party_id", "uid"))
    kept_at = models.DateTimeField(db_default=Now(), editable=False)
    kept_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    erased_at = models.DateTimeField(null=True)

    class Meta:
        """Found by content within a party. Numbers are made by chance and tell nobody anything."""

        indexes = (models.Index(fields=["party", "sha256"]),)

    def __str__(self) -> str:
        return str(self.uid)


class Letter(Moving):
    """A letter or report: its fields, sealed, until it is issued; then the file as well."""

    data_class = DataClass.SENSITIVE  # the strictest that a row may be
    workflow = DOCUMENT_REVIEW
    kept_class = models.CharField(max_length=12, db_column="data_class", choices=CLASSES)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="letters")
    kind = models.SlugField(max_length=60)
    language = models.CharField(max_length=8)
    reference = models.CharField(max_length=12, default=new_reference, editable=False, unique=True)
    content = SealedJSONField()  # the values of its fields, as they were given
    dated = models.DateField(null=True)  # the day it was issued
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(db_default=Now(), editable=False)

    def __str__(self) -> str:
        return self.reference
