"""What is stored as evidence: one digest a day over all captures recorded that day, each holding
the one before it, and the time stamp that somebody else set on it. Rows are only ever added.
"""

from django.db import models

from wayforward.core.access.data_classes import DataClass


class DailyDigest(models.Model):
    """All captures recorded on one UTC day as one number (data class: public).

    Captures are not pointed at: the leaves stay when a source and its captures are deleted.
    """

    data_class = DataClass.PUBLIC
    day = models.DateField(unique=True)
    captures = models.PositiveIntegerField()
    root = models.CharField(max_length=64)  # Merkle root, hexadecimal
    previous = models.CharField(max_length=64, blank=True)  # digest of the day before
    digest = models.CharField(max_length=64, unique=True)
    leaves = models.BinaryField()  # 32 bytes a capture, in the order of the tree
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.day} {self.digest[:12]}"


class TimeStamp(models.Model):
    """An RFC 3161 time stamp on a digest, as the server gave it (data class: public)."""

    data_class = DataClass.PUBLIC
    digest = models.OneToOneField(DailyDigest, on_delete=models.PROTECT, related_name="stamp")
    at = models.DateTimeField()  # the time that the server vouches for
    server = models.CharField(max_length=2048)
    response = models.BinaryField()  # DER, TimeStampResp
    chain_checked = models.BooleanField()  # against the operator's certificates, when it came
    received_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.digest_id} {self.at:%Y-%m-%d}"


class StampTrouble(models.Model):
    """Why a digest has no time stamp yet; gone once it has (data class: internal)."""

    data_class = DataClass.INTERNAL
    digest = models.OneToOneField(DailyDigest, on_delete=models.CASCADE, related_name="trouble")
    at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=1)
    message = models.TextField()

    def __str__(self) -> str:
        return f"{self.digest_id} {self.message}"
