"""What is stored about cards: short answers in the reader's language, one text a language.

A sentence has a slot that is the same in every language. The slot counts its wordings: a language
whose sentence renders an older wording than the slot has is behind in that sentence.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from wayforward.core.access.data_classes import DataClass
from wayforward.core.citations.models import PublishedText


class State(models.TextChoices):
    """How far a text has come; whether it is amber is the citation graph's say."""

    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "In review"
    SIGNED = "signed", "Signed"


class Part(models.TextChoices):
    """The part of a card a sentence stands in."""

    ANSWER = "answer", "Short answer"
    NEXT = "next", "What to do next"


class Capacity(models.TextChoices):
    """As what somebody signs."""

    NATIVE_READER = "native_reader", "Native reader"
    LEGAL_READER = "legal_reader", "Legal reader"


class Card(models.Model):
    """One question people ask, whatever the language (data class: public)."""

    data_class = DataClass.PUBLIC
    key = models.SlugField(max_length=80, unique=True)
    topics = ArrayField(models.CharField(max_length=40), default=list)
    countries = ArrayField(models.CharField(max_length=2), default=list)  # empty: no one country
    active = models.BooleanField(default=True)
    changed_at = models.DateTimeField(auto_now=True)  # topics, countries, whether it is shown

    def __str__(self) -> str:
        return self.key


class CardText(models.Model):
    """A card in one language (data class: public)."""

    data_class = DataClass.PUBLIC
    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8)  # fa-af, ps or en
    question = models.TextField()
    also = ArrayField(models.TextField(), default=list)  # other ways of asking; found by, not shown
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    revision = models.PositiveIntegerField(default=1)  # counts every save; guards two editors
    published = models.ForeignKey(PublishedText, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.CharField(max_length=150)

    class Meta:
        """A card once a language."""

        constraints = (models.UniqueConstraint(fields=["card", "language"], name="card_text_once"),)

    def __str__(self) -> str:
        return f"{self.card_id}/{self.language}"


class CardSlot(models.Model):
    """A sentence of a card, whatever the language (data class: public).

    `wording` grows when an edit in any language changes what the sentence says; `led_by` is that
    language.
    """

    data_class = DataClass.PUBLIC
    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="slots")
    part = models.CharField(max_length=8, choices=Part)
    name = models.CharField(max_length=24)  # answer-1, next-2, ...: never used again when it went
    position = models.PositiveSmallIntegerField()
    wording = models.PositiveIntegerField(default=1)
    led_by = models.CharField(max_length=8)

    class Meta:
        """A name once a card."""

        constraints = (models.UniqueConstraint(fields=["card", "name"], name="card_slot_once"),)

    def __str__(self) -> str:
        return f"{self.card_id}:{self.name}"


class CardSentence(models.Model):
    """A sentence of a card in one language (data class: public).

    `renders` is the wording of the slot it says; less than the slot's: it is behind.
    """

    data_class = DataClass.PUBLIC
    text = models.ForeignKey(CardText, on_delete=models.CASCADE, related_name="sentences")
    slot = models.ForeignKey(CardSlot, on_delete=models.CASCADE, related_name="sentences")
    words = models.TextField()
    renders = models.PositiveIntegerField(default=1)

    class Meta:
        """A slot once a text."""

        constraints = (models.UniqueConstraint(fields=["text", "slot"], name="card_sentence_once"),)

    def __str__(self) -> str:
        return self.words[:80]


class CardVersion(models.Model):
    """A card text as it stood after one save: for comparing and for undo (data class: internal)."""

    data_class = DataClass.INTERNAL
    text = models.ForeignKey(CardText, on_delete=models.CASCADE, related_name="versions")
    revision = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)
    actor = models.CharField(max_length=150)
    why = models.TextField(blank=True)
    how = models.CharField(max_length=16)  # see rules.Edit; "loaded" for the starter set
    content = models.JSONField()  # question, also, sentences: {slot name: [words, renders]}

    class Meta:
        """A version a revision."""

        constraints = (
            models.UniqueConstraint(fields=["text", "revision"], name="card_version_once"),
        )

    def __str__(self) -> str:
        return f"{self.text_id} r{self.revision}"


class Signature(models.Model):
    """Somebody stands for a text as it is now (data class: public but for the name's owner).

    An edit that changes what the text says ends it.
    """

    data_class = DataClass.PUBLIC
    text = models.ForeignKey(CardText, on_delete=models.CASCADE, related_name="signatures")
    capacity = models.CharField(max_length=16, choices=Capacity)
    signed_by = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)
    revision = models.PositiveIntegerField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """One standing signature a capacity."""

        constraints = (
            models.UniqueConstraint(
                fields=["text", "capacity"],
                condition=models.Q(ended_at=None),
                name="one_standing_signature",
            ),
        )

    def __str__(self) -> str:
        return f"{self.capacity} {self.signed_by}"


class CardForm(models.Model):
    """One way of asking a card's question, ready to be found by meaning (data class: public).

    `whole`: the question with the beginning of its answer, which says what the card is about.
    """

    data_class = DataClass.PUBLIC
    text = models.ForeignKey(CardText, on_delete=models.CASCADE, related_name="forms")
    said = models.TextField()
    whole = models.BooleanField(default=False)
    embedder = models.CharField(max_length=80, blank=True)  # empty: not embedded yet
    vector = models.BinaryField(null=True)  # 384 half-precision numbers

    class Meta:
        """A way of asking once a text."""

        constraints = (models.UniqueConstraint(fields=["text", "said"], name="card_form_once"),)
        indexes = (
            models.Index(
                name="form_without_meaning",
                fields=["text"],
                condition=models.Q(vector__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return self.said[:80]


class Disagreement(models.Model):
    """Two cited official pages that say different things, shown side by side (public).

    Found by a person or proposed by comparing the numbers of cited sentences.
    """

    data_class = DataClass.PUBLIC
    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="disagreements")
    one = models.BigIntegerField()  # numbers of the citations' sources and identities of sentences
    one_sentence = models.CharField(max_length=32)
    other = models.BigIntegerField()
    other_sentence = models.CharField(max_length=32)
    noted_by = models.CharField(max_length=150)
    noted_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """A pair of sentences once while it stands."""

        constraints = (
            models.UniqueConstraint(
                fields=["card", "one", "one_sentence", "other", "other_sentence"],
                condition=models.Q(ended_at=None),
                name="one_standing_disagreement",
            ),
        )

    def __str__(self) -> str:
        return f"{self.card_id}: {self.one} / {self.other}"


class Need(models.Model):
    """How often nothing answered on a topic, by language and day (data class: internal).

    Never the question: only the words it shares with our own glossary and lists of topics,
    countries and language, so that nothing a person wrote is kept.
    """

    data_class = DataClass.INTERNAL
    day = models.DateField()
    language = models.CharField(max_length=8)
    topics = ArrayField(models.CharField(max_length=40), default=list)
    countries = ArrayField(models.CharField(max_length=2), default=list)
    terms = ArrayField(models.CharField(max_length=60), default=list)  # ids of glossary terms
    times = models.PositiveIntegerField(default=1)
    card = models.ForeignKey(Card, on_delete=models.SET_NULL, null=True)  # what came of it

    class Meta:
        """A combination once a day."""

        constraints = (
            models.UniqueConstraint(
                fields=["day", "language", "topics", "countries", "terms"], name="need_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.language} {self.times}"
