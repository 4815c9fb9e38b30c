"""What is stored about official pages: who publishes, which page, what was fetched, what it says.

A capture is the bytes as fetched; a reading is the text one extractor version took from them.
A sentence keeps its identity across readings, so that citations can point at it.
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from wayforward.core.access.data_classes import DataClass


class Tier(models.TextChoices):
    """How near a publisher stands to the decision it writes about."""

    EU = "eu", "European Union"
    MEMBER_STATE = "member_state", "Member State authority"
    PARTNER_COUNTRY = "partner_country", "Partner-country authority"
    UN = "un", "United Nations"
    INTERNATIONAL = "international_organisation", "International organisation"
    LOCAL = "local", "Local authority"


class Origin(models.TextChoices):
    """How a source came to us: in the register, added by the operator, or from a mirror."""

    REGISTER = "register", "Register"
    ADDED = "added", "Added by the operator"
    IMPORT = "import", "Imported mirror"


class SourceState(models.TextChoices):
    """What the last check found. Absence is never guessed at: each is a separate fact."""

    NEVER_CHECKED = "never_checked", "Never checked"
    FRESH = "fresh", "First reading"
    UNCHANGED = "unchanged", "Unchanged"
    CHANGED = "changed", "Changed"
    NOT_SEEN = "not_seen", "Not there when last checked"
    FETCH_FAILED = "fetch_failed", "Could not be fetched"
    BLOCKED = "blocked", "Blocked by the site"
    REFUSED_BY_ROBOTS = "refused_by_robots", "The site asks robots to stay away"
    REFUSED = "refused", "Refused as unsafe"
    UNREADABLE = "unreadable", "Fetched, but no text could be read"


class SentenceKind(models.TextChoices):
    """The part of a page a sentence stood in."""

    HEADING = "heading", "Heading"
    PARAGRAPH = "paragraph", "Paragraph"
    LIST_ITEM = "list_item", "List item"
    TABLE_ROW = "table_row", "Table row"
    DEFINITION = "definition", "Definition"
    CONTACT = "contact", "Contact details"


class SentencePart(models.TextChoices):
    """Whether a sentence is the page's text or stands beside it (reading.Part)."""

    TEXT = "text", "Text"
    LINK = "link", "Nothing but links"
    ASIDE = "aside", "Beside the text"


class Publisher(models.Model):
    """An authority whose pages we watch, and the hosts it speaks from (data class: public)."""

    data_class = DataClass.PUBLIC
    key = models.SlugField(max_length=80, unique=True)
    names = models.JSONField(default=dict)  # language -> name
    mandate = models.JSONField(default=dict)  # language -> one sentence
    country = models.CharField(max_length=2, blank=True)  # ISO 3166-1, empty for EU and UN
    tier = models.CharField(max_length=32, choices=Tier)
    why_official = models.TextField(blank=True)
    hosts = ArrayField(models.CharField(max_length=253), default=list)
    lookalikes = ArrayField(models.CharField(max_length=253), default=list)

    def __str__(self) -> str:
        return self.key


class Source(models.Model):
    """One document in one language, apart from its address (data class: public)."""

    data_class = DataClass.PUBLIC
    key = models.CharField(max_length=200, unique=True)
    publisher = models.ForeignKey(Publisher, on_delete=models.PROTECT, related_name="sources")
    document = models.UUIDField(default=uuid.uuid4)  # shared by the language twins of one document
    url = models.URLField(max_length=2000, unique=True)  # the live address; the past ones are rows
    title = models.TextField(blank=True)
    language = models.CharField(max_length=8)
    tier = models.CharField(max_length=32, choices=Tier)
    topics = ArrayField(models.CharField(max_length=40), default=list)
    countries = ArrayField(models.CharField(max_length=2), default=list)
    steward = models.CharField(max_length=80, blank=True)
    note = models.TextField(blank=True)
    origin = models.CharField(max_length=16, choices=Origin)
    active = models.BooleanField(default=True)
    check_interval_days = models.PositiveSmallIntegerField(default=7)
    state = models.CharField(max_length=24, choices=SourceState, default=SourceState.NEVER_CHECKED)
    checked_at = models.DateTimeField(null=True)  # last time the page answered us
    changed_at = models.DateTimeField(null=True)  # last time its text differed
    first_not_seen_at = models.DateTimeField(null=True)
    next_check_at = models.DateTimeField(null=True)
    etag = models.TextField(blank=True)
    last_modified = models.TextField(blank=True)

    class Meta:
        """Indexes for the desk's lists and the checker."""

        indexes = (
            models.Index(fields=["document"]),
            models.Index(fields=["active", "next_check_at"]),
        )

    def __str__(self) -> str:
        return self.key


class SourceAddress(models.Model):
    """An address a document had, from when to when (data class: public)."""

    data_class = DataClass.PUBLIC
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="addresses")
    url = models.URLField(max_length=2000)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)

    class Meta:
        """One row per address and beginning."""

        constraints = (
            models.UniqueConstraint(fields=["source", "url", "valid_from"], name="address_once"),
        )

    def __str__(self) -> str:
        return self.url


class Capture(models.Model):
    """The bytes of one page as fetched or imported, kept as a WARC record (data class: public)."""

    data_class = DataClass.PUBLIC
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="captures")
    url = models.URLField(max_length=2000)  # as asked for
    final_url = models.URLField(max_length=2000)  # as answered, after redirects
    fetched_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    status = models.PositiveSmallIntegerField(default=200)
    headers = models.JSONField(default=dict)
    warc = models.CharField(max_length=255)  # path below the captures folder

    class Meta:
        """The same bytes at the same moment are one capture."""

        constraints = (
            models.UniqueConstraint(fields=["source", "fetched_at", "sha256"], name="capture_once"),
        )
        indexes = (
            models.Index(fields=["source", "-fetched_at"]),
            models.Index(fields=["recorded_at"]),
        )

    def __str__(self) -> str:
        return f"{self.url} {self.fetched_at:%Y-%m-%d}"


class Reading(models.Model):
    """The text one extractor version took from a capture (data class: public)."""

    data_class = DataClass.PUBLIC
    capture = models.ForeignKey(Capture, on_delete=models.CASCADE, related_name="readings")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="readings")
    extractor = models.CharField(max_length=40)
    language = models.CharField(max_length=8)
    title = models.TextField(blank=True)
    published = models.DateField(null=True)
    text_sha256 = models.CharField(max_length=64)
    current = models.BooleanField(default=False)  # the one answers are quoted from
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """One reading per extractor version; one current reading per source."""

        constraints = (
            models.UniqueConstraint(fields=["capture", "extractor"], name="reading_once"),
            models.UniqueConstraint(
                fields=["source"], condition=models.Q(current=True), name="one_current_reading"
            ),
        )

    def __str__(self) -> str:
        return f"{self.source_id} {self.extractor}"


class Sentence(models.Model):
    """A sentence of a source with an identity that outlives readings (data class: public)."""

    data_class = DataClass.PUBLIC
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="sentences")
    identity = models.CharField(max_length=32)
    text = models.TextField()

    class Meta:
        """The identity is unique within its source."""

        constraints = (
            models.UniqueConstraint(fields=["source", "identity"], name="sentence_once"),
        )

    def __str__(self) -> str:
        return self.text[:80]


class SentencePlace(models.Model):
    """Where a sentence stood in one reading (data class: public)."""

    data_class = DataClass.PUBLIC
    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="places")
    sentence = models.ForeignKey(Sentence, on_delete=models.CASCADE, related_name="places")
    position = models.PositiveIntegerField()
    block = models.PositiveIntegerField()  # the paragraph, item or row it belongs to
    kind = models.CharField(max_length=16, choices=SentenceKind)
    heading_path = ArrayField(models.TextField(), default=list)
    anchor = models.CharField(max_length=255, blank=True)  # id of the nearest heading
    page = models.PositiveIntegerField(null=True)  # PDF page, from 1
    start = models.PositiveIntegerField(default=0)  # offset in its block's text
    part = models.CharField(max_length=8, choices=SentencePart, default=SentencePart.TEXT)

    class Meta:
        """One sentence a position."""

        constraints = (
            models.UniqueConstraint(fields=["reading", "position"], name="one_sentence_a_place"),
        )

    def __str__(self) -> str:
        return f"{self.reading_id}:{self.position}"


class SourceCheck(models.Model):
    """One visit to a source and what came of it (data class: public)."""

    data_class = DataClass.PUBLIC
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="checks")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=24, choices=SourceState)
    detail = models.TextField(blank=True)
    capture = models.ForeignKey(Capture, on_delete=models.SET_NULL, null=True)

    class Meta:
        """Newest first on the page of a source."""

        indexes = (models.Index(fields=["source", "-at"]),)

    def __str__(self) -> str:
        return f"{self.source_id} {self.outcome}"


class HostPace(models.Model):
    """When a host may be asked again: the turn all workers share (data class: internal)."""

    data_class = DataClass.INTERNAL
    host = models.CharField(max_length=253, primary_key=True)
    free_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.host
