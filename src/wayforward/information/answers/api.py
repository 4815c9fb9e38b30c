"""Asking by program: the same answer as the site and the command line give."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field, StringConstraints

from wayforward.information.answers.asking import ask as ask_sources
from wayforward.information.answers.card_finding import count_unanswered
from wayforward.information.answers.presenting import answer_to_dict

router = Router(tags=["ask"])

Country = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2}$")]
_Q = "The question, in any language the product knows. It is not stored."
_LANG = "The reader's language: fa-af, ps or en. Without it, the language of the question."
_COUNTRY = "Two letters (ISO 3166-1) of the country the question is about."


class AskIn(Schema):
    """A question."""

    q: str = Field(description=_Q)
    lang: Literal["fa-af", "ps", "en"] | None = Field(None, description=_LANG)
    country: Country | None = Field(None, description=_COUNTRY)


class PassageOut(Schema):
    """A passage of an official page, word for word. Times are UTC."""

    id: int
    text: str
    answer_sentences: list[str]
    language: str
    title: str
    publisher: str
    publisher_key: str
    tier: str
    url: str
    heading_path: list[str]
    page: int | None
    captured_at: datetime
    checked_at: datetime | None
    changed_at: datetime | None
    stored_copy: str
    score: float
    stale: bool


class ContactOut(Schema):
    """Where to turn."""

    name: str
    text: str
    url: str
    phone: str


class FindingOut(Schema):
    """A stretch of the question that looks like personal data."""

    kind: str
    start: int
    end: int


class CardCitationOut(Schema):
    """An official page a card stands on. Times are UTC."""

    source: str
    url: str
    title: str
    publisher: str
    language: str
    heading: str
    words: str
    checked_at: datetime | None
    stored_copy: str | None


class ReasonOut(Schema):
    """Since when a card is under review, and why."""

    since: datetime
    reasons: list[str]


class CardOut(Schema):
    """A short answer written by people. `sure`: it fits; otherwise the reader may have meant it."""

    id: str
    language: str
    title: str
    answer: list[str]
    next: list[str]
    state: Literal["signed", "draft", "amber"]
    reason: ReasonOut | None
    address: str
    confidence: float
    sure: bool
    citations: list[CardCitationOut]


class AnswerOut(Schema):
    """What official sources say, or why nothing is said."""

    question_language: str | None
    reader_language: str
    outcome: str
    confidence: float
    countries: list[str]
    topics: list[str]
    cards: list[CardOut]
    passages: list[PassageOut]
    referral: list[ContactOut]
    personal_data: list[FindingOut]


def _answer(asked: AskIn, response: HttpResponse) -> dict[str, Any]:
    response["Cache-Control"] = "no-store"
    question = asked.q.replace("\x00", "")
    answer = ask_sources(question, language=asked.lang, country=asked.country)
    count_unanswered(answer, question)
    return answer_to_dict(answer)


@router.get("/ask", response=AnswerOut, url_name="ask", summary="Ask the official sources")
def ask_by_address(
    request: HttpRequest, response: HttpResponse, asked: Query[AskIn]
) -> dict[str, Any]:
    """For trying out. A question in an address may be kept by proxies: prefer POST."""
    return _answer(asked, response)


@router.post("/ask", response=AnswerOut, url_name="ask-post", summary="Ask the official sources")
def ask_by_post(request: HttpRequest, response: HttpResponse, asked: AskIn) -> dict[str, Any]:
    """The question travels in the body and stands in no address."""
    return _answer(asked, response)
