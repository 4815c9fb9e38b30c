"""The public pages of measuring: how reach is counted, and the form of one question.

An answer arrives by POST; nothing of whoever gives it is kept or logged.
"""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from wayforward.core.citations.models import PublishedText
from wayforward.core.citations.queries import ambers
from wayforward.core.rulesets.rules import RuleSetError
from wayforward.information.campaigns.measuring import answer_actions, wording
from wayforward.information.campaigns.measuring.models import AskingCode, Question
from wayforward.information.campaigns.measuring.parameters import least_answers, reckoned
from wayforward.information.campaigns.measuring.queries import asking
from wayforward.information.campaigns.measuring.refusals import MeasuringError, NoSuchAnswerError
from wayforward.information.campaigns.measuring.rules import DOES_NOT_KNOW
from wayforward.information.cards.models import CardText
from wayforward.information.narratives.models import ClaimText

_LONGEST_CHOICE = 2


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """What is counted, what is not, and by which numbers."""
    today = timezone.now().date()
    context: dict[str, object] = {}
    try:
        by = reckoned(on=today)
        context = {"least": by.least, "of_one": by.of_one, "answers": least_answers(on=today)}
    except RuleSetError:
        context = {}
    return render(request, "campaigns/measuring/method.html", context)


@csrf_exempt  # no account, no cookie: nobody has anything that could be used in their name
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, code: str) -> HttpResponse:
    """The question under a code, and thanks after the answer."""
    found = asking(code)
    if found is None:
        raise Http404("code")
    over = bool(found.withdrawn_at or found.question.withdrawn_at)
    context: dict[str, object] = {"over": over, "asks": wording.asks(found.question)}
    status = 410 if over else 200
    if not over:
        context["answers"] = _choices(found.question)
        if request.method == "POST":
            status = _take(request, found, context)
    response = render(request, "campaigns/measuring/question.html", context, status=status)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _choices(question: Question) -> list[tuple[int, str]]:
    return [*enumerate(wording.answers(question)), (DOES_NOT_KNOW, str(wording.DOES_NOT_KNOW))]


def _take(request: HttpRequest, code: AskingCode, context: dict[str, object]) -> int:
    """Count the answer and say thanks; the status of the page."""
    given = request.POST.get("answer", "")
    known = {str(place) for place, _words in _choices(code.question)}
    chosen = int(given) if len(given) <= _LONGEST_CHOICE and given in known else None
    try:
        if chosen is None:
            raise NoSuchAnswerError
        answer_actions.answer(code=code, language=_language(request), chosen=chosen)
    except MeasuringError as refusal:
        context["refused"] = wording.refusal_in_words(refusal)
        return 422
    context |= {"done": True, **_what_is_right(code.question, _language(request))}
    return 200


def _language(request: HttpRequest) -> str:
    return str(getattr(request, "LANGUAGE_CODE", "en"))


def _what_is_right(question: Question, language: str) -> dict[str, object]:
    """The right answer while a public text says so that is not in doubt; in doubt, that it is."""
    texts = list(_says_so(question))
    if not texts:
        return {}
    more = next((one.address for one in texts if one.language == language), "")
    if ambers([one.pk for one in texts]):
        return {"doubted": True, "more": more}
    return {"right": wording.answers(question)[question.right], "more": more}


def _says_so(question: Question) -> QuerySet[PublishedText]:
    """The public texts, in every language, of the card or rebuttal that the right answer is of."""
    if question.card_id is None:
        said = ClaimText.objects.filter(claim=question.claim_id, claim__active=True)
        return PublishedText.objects.filter(pk__in=said.values("published"), published=True)
    cards = CardText.objects.filter(card=question.card_id, card__active=True)
    return PublishedText.objects.filter(pk__in=cards.values("published"), published=True)
