"""A small watched world for the public pages: one document in English and Dari, one in German."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from wayforward.core.access.limiting import Limiter
from wayforward.information.answers.models import Passage
from wayforward.information.answers.outcomes import (
    Answer,
    Outcome,
    PersonalDataFinding,
    Quotation,
    ReferralContact,
)
from wayforward.information.answers.views import render_answer
from wayforward.information.sources.capturing import CaptureStore
from wayforward.information.sources.models import (
    Capture,
    Publisher,
    Reading,
    Sentence,
    SentencePlace,
    Source,
    SourceCheck,
)
from wayforward.site import middleware

FETCHED = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
CHECKED = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
CHANGED = datetime(2026, 8, 2, 8, 30, tzinfo=UTC)
LINES = {
    "en": (
        "An appeal must be made within fourteen days.",
        "The period begins with the day after the decision was delivered.",
        "Legal advice is free.",
    ),
    "fa-af": (
        "اعتراض باید در چهارده روز صورت گیرد.",
        "این مدت از روز بعد از تسلیمی فیصله آغاز می‌شود.",
        "مشورهٔ حقوقی رایگان است.",
    ),
    "de": (
        "Eine Beschwerde ist binnen vierzehn Tagen einzulegen.",
        "Die Frist beginnt am Tag nach der Zustellung.",
        "Die Rechtsberatung ist kostenlos.",
    ),
}


@dataclass(frozen=True, slots=True)
class Watched:
    """What stands in the database for one language."""

    source: Source
    capture: Capture
    reading: Reading
    passage: Passage


def _html(language: str) -> bytes:
    paragraphs = "".join(f"<p>{line}</p>" for line in LINES[language])
    return f"<!doctype html><script>alert(1)</script>{paragraphs}".encode()


def _capture(source: Source, language: str) -> Capture:
    kept = CaptureStore(settings.CAPTURES).keep_imported(
        url=source.url, body=_html(language), content_type="text/html", at=FETCHED, note={}
    )
    return Capture.objects.create(
        source=source,
        url=source.url,
        final_url=source.url,
        fetched_at=FETCHED,
        sha256=kept.sha256,
        size=kept.size,
        media_type="text/html",
        warc=kept.path,
    )


def _reading(source: Source, capture: Capture, language: str) -> Reading:
    reading = Reading.objects.create(
        capture=capture,
        source=source,
        extractor="test-1",
        language=language,
        title=source.title,
        text_sha256="0" * 64,
        current=True,
    )
    texts = ["Before all this.", *LINES[language], "After all this."]
    for number, text in enumerate(texts):
        sentence = Sentence.objects.create(source=source, identity=f"s{number}", text=text)
        SentencePlace.objects.create(
            reading=reading, sentence=sentence, position=number, block=number, kind="paragraph"
        )
    return reading


def _watched(publisher: Publisher, language: str, document: str, title: str) -> Watched:
    source = Source.objects.create(
        key=f"example/appeal-{language}",
        publisher=publisher,
        document=document,
        url=f"https://example.org/{language}/appeal",
        title=title,
        language=language,
        tier=publisher.tier,
        topics=["appeal", "asylum"],
        countries=["DE"],
        origin="register",
        state="unchanged",
        checked_at=CHECKED,
        changed_at=CHANGED,
    )
    capture = _capture(source, language)
    reading = _reading(source, capture, language)
    SourceCheck.objects.create(source=source, at=CHECKED, outcome="unchanged", capture=capture)
    passage = Passage.objects.create(
        source=source,
        reading=reading,
        identity="p1",
        position=0,
        first=1,
        last=3,
        language=language,
        title=title,
        heading_path=["Part 2", "Time limits"],
        anchor="limits",
        text=" ".join(LINES[language]),
        lines=list(LINES[language]),
        search_text="appeal",
        embedder="test",
        tier=publisher.tier,
    )
    return Watched(source, capture, reading, passage)


@pytest.fixture
def world(db: None) -> dict[str, Watched]:
    """Sources, captures, readings and passages by language: en and fa-af are twins, de is alone."""
    publisher = Publisher.objects.create(
        key="example-office",
        names={"en": "Example Office", "fa-af": "ادارهٔ نمونه", "ps": "د بېلګې اداره"},
        mandate={"en": "Decides in examples."},
        tier="member_state",
        hosts=["example.org"],
    )
    twins, alone = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"
    return {
        "en": _watched(publisher, "en", twins, "Appeal against a refusal"),
        "fa-af": _watched(publisher, "fa-af", twins, "اعتراض بر فیصلهٔ رد"),
        "de": _watched(publisher, "de", alone, "Beschwerde gegen die Ablehnung"),
    }


def quotation(watched: Watched) -> Quotation:
    """A quotation of the passage, its first two sentences answering."""
    passage, source = watched.passage, watched.source
    return Quotation(
        id=passage.id,
        text=passage.text,
        answer_sentences=tuple(passage.lines[:2]),
        language=passage.language,
        title=passage.title,
        publisher=source.publisher.names["en"],
        publisher_key=source.publisher.key,
        tier=passage.tier,
        url=f"{source.url}#{passage.anchor}",
        heading_path=tuple(passage.heading_path),
        page=7,
        captured_at=FETCHED,
        checked_at=CHECKED,
        changed_at=CHANGED,
        stored_copy=f"/stored/{watched.capture.id}",
        score=0.91,
        stale=False,
        lines=tuple(passage.lines),
        answer_lines=(0, 1),
    )


def answer_of(outcome: Outcome, language: str, world: dict[str, Watched]) -> Answer:
    """An answer ending with `outcome`, with everything that outcome may carry."""
    quotes = tuple(quotation(world[key]) for key in ("en", "fa-af", "de"))
    contact = ReferralContact(
        name="UNHCR", text="They listen.", url="https://help.unhcr.org/", phone="+49 30 123-0"
    )
    answer = Answer(
        question_language="en", reader_language=language, outcome=outcome, confidence=0.8
    )
    if outcome is Outcome.ANSWERED:
        return replace(answer, passages=quotes)
    if outcome is Outcome.ANSWERED_STALE:
        return replace(answer, passages=tuple(replace(quote, stale=True) for quote in quotes))
    if outcome is Outcome.PERSONAL_DATA_REFUSED:
        return replace(answer, personal_data=(PersonalDataFinding("phone", 3, 9),))
    if outcome in (Outcome.NO_OFFICIAL_TEXT, Outcome.TOPIC_OFF):
        return replace(answer, referral=(contact,))
    return answer


Shower = Callable[[Answer, str], HttpResponse]


@pytest.fixture
def show() -> Shower:
    """Render the results page for an answer to `question` in the answer's reader language."""

    def render(answer: Answer, question: str = "How long do I have?") -> HttpResponse:
        language = answer.reader_language
        request = RequestFactory().post(f"/{language}/ask", {"q": question})
        with translation.override(language):
            request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
            return render_answer(request, question, answer)

    return render


@pytest.fixture(autouse=True)
def fresh_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test starts with a full bucket, and a slow machine does not refill it."""
    monkeypatch.setattr(middleware, "limiter", Limiter(clock=lambda: 0.0))
