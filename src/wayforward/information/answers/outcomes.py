"""The shapes an answer takes: every way of ending is named, none is a guess."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Outcome(StrEnum):
    """How a question ended. Each has its sentence in every language of the site."""

    ANSWERED = "answered"
    ANSWERED_STALE = "answered_stale"  # answered, from a page not confirmed within its interval
    NO_OFFICIAL_TEXT = "no_official_text"
    UNCLEAR_LANGUAGE = "unclear_language"
    PERSONAL_DATA_REFUSED = "personal_data_refused"
    TOPIC_OFF = "topic_off"  # an operator switched this topic or country off
    EMPTY = "empty"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class PersonalDataFinding:
    """A stretch of the question that looks like personal data; the text itself is not kept."""

    kind: str  # phone, email, tazkira, case_number, passport, iban, card
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage of an official page as shown to the reader. Times are UTC; score in 0..1."""

    id: int
    text: str
    answer_sentences: tuple[str, ...]
    language: str
    title: str
    publisher: str
    publisher_key: str
    tier: str
    url: str  # the live page, with the anchor of the heading where there is one
    heading_path: tuple[str, ...]
    page: int | None
    captured_at: datetime
    checked_at: datetime | None
    changed_at: datetime | None
    stored_copy: str  # path of our stored copy on this site
    score: float
    stale: bool
    lines: tuple[str, ...] = ()
    answer_lines: tuple[int, ...] = ()  # which of `lines` answer


@dataclass(frozen=True, slots=True)
class CardCitation:
    """An official page a card stands on; `words` where it cites sentences. Times are UTC."""

    source_id: int
    source_key: str
    url: str
    title: str
    publisher: str
    language: str
    heading: str
    words: str
    checked_at: datetime | None
    stored_copy: str  # path of our stored copy; empty where we have none yet


@dataclass(frozen=True, slots=True)
class CardAnswer:
    """A short answer written and signed off by people, in the reader's language where it exists.

    `sure`: it fits well enough to be put first; otherwise it is one the reader may have meant.
    """

    id: str
    language: str
    title: str
    answer: tuple[str, ...]
    next: tuple[str, ...]
    state: str  # signed, draft or amber
    since: datetime | None  # amber since
    reasons: tuple[str, ...]  # why it is amber
    address: str  # path of its page on this site
    citations: tuple[CardCitation, ...]
    confidence: float
    sure: bool


@dataclass(frozen=True, slots=True)
class ReferralContact:
    """Where to turn when nothing official answers, in the reader's language."""

    name: str
    text: str
    url: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole result of asking. `confidence` is a calibrated probability that it answers."""

    question_language: str | None
    reader_language: str  # fa-af, ps or en: the language everything around the quotations is in
    outcome: Outcome
    confidence: float
    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    cards: tuple[CardAnswer, ...] = ()  # the fitting one first; see `sure`
    passages: tuple[Quotation, ...] = ()
    referral: tuple[ReferralContact, ...] = ()
    personal_data: tuple[PersonalDataFinding, ...] = field(default=())
