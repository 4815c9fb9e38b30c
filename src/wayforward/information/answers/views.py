"""The public pages of asking: the question box, what official sources say, one passage.

A question arrives by POST and is answered in the same response, so that it never stands in an
address. GET with ?q= is for links people make themselves. What nothing answered is counted by
topic, country and language; nothing else is written.
"""

import logging
import re
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from wayforward.information.answers.asking import ask
from wayforward.information.answers.card_finding import card_topics, count_unanswered
from wayforward.information.answers.embedding import EmbedderUnavailableError
from wayforward.information.answers.models import Passage
from wayforward.information.answers.outcomes import Answer, Outcome, Quotation
from wayforward.information.answers.presenting import pointed_link
from wayforward.information.answers.public_queries import (
    official_twins,
    public_passage,
    surroundings,
)
from wayforward.information.answers.rules import LONGEST_QUESTION, READER_LANGUAGES
from wayforward.information.answers.starters import starter_questions
from wayforward.information.projects.public.nearby import home_for
from wayforward.information.sources.models import Source
from wayforward.information.sources.public_queries import topics_watched

_log = logging.getLogger(__name__)
_ARABIC_LETTERS = re.compile(r"[\u0620-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
_COUNTRY = re.compile(r"^[A-Za-z]{2}$")
_SHORT = 450  # characters: what a phone shows at one look
_MEANT = 3  # cards the reader may have meant
_LEAD_HOME = (Outcome.ANSWERED, Outcome.ANSWERED_STALE, Outcome.NO_OFFICIAL_TEXT)
_SPANS = re.compile(r"\d{1,4}")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a passage, and whether it is one that answers."""

    text: str
    answers: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A quotation as the results page shows it."""

    quotation: Quotation
    lines: tuple[Line, ...]
    live_link: str
    twin: Source | None

    @property
    def is_whole(self) -> bool:
        """Whether the whole passage stands large, its answering sentences marked in it."""
        return len(self.said) == len(self.lines)

    @property
    def needs_marks(self) -> bool:
        """Whether some of what stands large answers and some does not."""
        return len({line.answers for line in self.said}) > 1

    @property
    def said(self) -> tuple[Line, ...]:
        """What stands large: a short passage whole, of a long one the sentences that answer.

        A sentence alone can turn its meaning round ("this right may not be invoked..."), so what
        is short is never cut.
        """
        answering = tuple(line for line in self.lines if line.answers)
        if not answering or len(self.quotation.text) <= _SHORT:
            return self.lines
        return answering

    @property
    def marks(self) -> str:
        """Which lines answer, for the address of the passage page: `2-3-5`."""
        return "-".join(str(number) for number in self.quotation.answer_lines)


def _lines(texts: tuple[str, ...], marked: tuple[int, ...]) -> tuple[Line, ...]:
    return tuple(Line(text, number in marked) for number, text in enumerate(texts))


def _shown(quotation: Quotation, twins: dict[int, Source]) -> Shown:
    texts = quotation.lines or (quotation.text,)
    sentence = quotation.answer_sentences[0] if quotation.answer_sentences else ""
    return Shown(
        quotation=quotation,
        lines=_lines(texts, quotation.answer_lines),
        live_link=pointed_link(quotation.url, sentence),
        twin=twins.get(quotation.id),
    )


def _asked_language(request: HttpRequest, question: str) -> str | None:
    """The reader's language: their button, else the page's.

    On an English page a question in Arabic script says nothing about Dari or Pashto: then the
    words decide, and the reader is asked when they do not.
    """
    chosen = request.POST.get("lang") or request.GET.get("lang")
    if chosen in READER_LANGUAGES:
        return chosen
    page = str(getattr(request, "LANGUAGE_CODE", "en"))
    return None if page == "en" and _ARABIC_LETTERS.search(question) else page


def _asked_country(request: HttpRequest) -> str | None:
    country = request.POST.get("country") or request.GET.get("country") or ""
    return country.upper() if _COUNTRY.match(country) else None


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The question box, a short promise, questions others start from, topics."""
    language = str(getattr(request, "LANGUAGE_CODE", "en"))
    context = {
        "examples": starter_questions(language, timezone.now().date()),
        "topics": topics_watched(),
        "card_topics": card_topics(),
    }
    return render(request, "answers/front.html", context)


@csrf_exempt  # changes nothing, and without a token the site needs no cookie
@require_http_methods(["GET", "HEAD", "POST"])
def results(request: HttpRequest) -> HttpResponse:
    """What official sources say to a question, or why nothing is said."""
    question = request.POST.get("q", request.GET.get("q"))
    if question is None:
        return redirect("front")
    question = question.replace("\x00", "")
    language, country = _asked_language(request, question), _asked_country(request)
    try:
        answer = ask(question, language=language, country=country)
    except EmbedderUnavailableError as problem:
        _log.warning("%s", problem)
        return _results(request, question, {"state": "answers/unavailable.html"}, status=503)
    count_unanswered(answer, question)
    return render_answer(request, question, answer)


def _results(
    request: HttpRequest, question: str, context: dict[str, object], status: int = 200
) -> HttpResponse:
    whole = {
        "question": question,
        "country": _asked_country(request) or "",
        "longest_question": LONGEST_QUESTION,
        **context,
    }
    response = render(request, "answers/results.html", whole, status=status)
    add_never_cache_headers(response)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def render_answer(request: HttpRequest, question: str, answer: Answer) -> HttpResponse:
    """The results page for `answer`; `question` goes back into the box and nowhere else."""
    language = str(getattr(request, "LANGUAGE_CODE", "en"))
    twins = official_twins([passage.id for passage in answer.passages], language)
    context: dict[str, object] = {
        "answer": answer,
        "state": f"answers/outcomes/{answer.outcome.value}.html",
        "cards": [card for card in answer.cards if card.sure],
        "meant": [card for card in answer.cards if not card.sure][:_MEANT],
        "shown": [_shown(passage, twins) for passage in answer.passages],
        "home": home_for(answer.topics, question) if answer.outcome in _LEAD_HOME else None,
    }
    return _results(request, question, context)


def _marked(request: HttpRequest, passage: Passage) -> tuple[int, ...]:
    numbers = (int(part) for part in _SPANS.findall(request.GET.get("answer", "")[:200]))
    return tuple(number for number in numbers if number < len(passage.lines))


def _live_address(passage: Passage) -> str:
    return f"{passage.source.url}#{passage.anchor}" if passage.anchor else passage.source.url


@require_safe
def passage(request: HttpRequest, passage_id: int) -> HttpResponse:
    """One passage: who says it, where on the page, since when, and the sentences around it."""
    found = public_passage(passage_id)
    if found is None:
        raise Http404("passage")
    marked = _marked(request, found)
    sentence = found.lines[marked[0]] if marked else ""
    twins = official_twins([found.id], str(getattr(request, "LANGUAGE_CODE", "en")))
    context = {
        "passage": found,
        "source": found.source,
        "capture": found.reading.capture,
        "lines": _lines(tuple(found.lines), marked),
        "around": surroundings(found),
        "live_link": pointed_link(_live_address(found), sentence),
        "twin": twins.get(found.id),
    }
    return render(request, "answers/passage.html", context)
