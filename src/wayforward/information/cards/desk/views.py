"""The desk's pages of cards: all, one text, what is behind, what nothing answers.

A page parses, calls one action, and shows what came of it; every refusal keeps what was typed. A
new card has a page of its own, `creating.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wayforward.core.access.gate import actor_of, desk_page
from wayforward.core.access.rules import Permission
from wayforward.core.access.sent import chosen, whole_number
from wayforward.core.citations.actions import NothingInDoubtError
from wayforward.core.language.topics import topic_keys
from wayforward.information.cards import (
    actions,
    citing_actions,
    needs_actions,
    public_queries,
    queries,
)
from wayforward.information.cards.desk import previewing
from wayforward.information.cards.desk import queries as desk_queries
from wayforward.information.cards.desk.creating import new_card
from wayforward.information.cards.desk.editing import editing
from wayforward.information.cards.models import Capacity, CardText
from wayforward.information.cards.rules import Edit
from wayforward.information.cards.writing import Draft
from wayforward.information.sources.models import Source

__all__ = ["card_text", "card_texts", "needs", "new_card", "translations"]
_PAGE = 60
Does = Callable[[HttpRequest, CardText], str]


@require_safe
@desk_page(Permission.SEE_EDITING)
def card_texts(request: HttpRequest) -> HttpResponse:
    """Every card text with its state, to filter."""
    wish = desk_queries.DeskWish(
        language=request.GET.get("language", ""),
        state=request.GET.get("state", ""),
        topic=request.GET.get("topic", ""),
        words=request.GET.get("words", "")[:100].replace("\x00", ""),
    )
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "wish": wish,
        "page": Paginator(desk_queries.card_lines(wish), _PAGE).get_page(request.GET.get("page")),
        "query": f"{kept.urlencode()}&" if kept else "",
        "languages": queries.LANGUAGES,
        "states": desk_queries.STATES,
        "topics": topic_keys(),
    }
    return render(request, "cards/desk/list.html", context)


def _text(key: str, language: str) -> CardText:
    text = public_queries.text_of(key, language)
    if text is None:
        raise Http404("card text")
    return text


def _beside(request: HttpRequest, language: str) -> str:
    asked = request.GET.get("beside") or request.POST.get("beside")
    if asked in queries.LANGUAGES and asked != language:
        return asked
    return "en" if language != "en" else "fa-af"


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(Permission.SEE_EDITING)
def card_text(request: HttpRequest, key: str, language: str) -> HttpResponse:
    """One text: what changed on its pages, its words beside another language, who stands for it."""
    text = _text(key, language)
    if request.method == "POST":
        return _done(request, text)
    return _page(request, text)


def _page(
    request: HttpRequest, text: CardText, status: int = 200, **given: Mapping[str, str] | bool
) -> HttpResponse:
    beside = _beside(request, text.language)
    shown = editing(text, actor_of(request), beside, **given)  # type: ignore[arg-type]
    context = {
        "edit": shown,
        "languages": queries.LANGUAGES,
        "found": desk_queries.sentences_saying(
            request.GET.get("source", ""), request.GET.get("said", "")
        ),
        "asked": {"source": request.GET.get("source", ""), "said": request.GET.get("said", "")},
        "active": text.card.active,
    }
    return render(request, "cards/desk/text.html", context, status=status)


def _done(request: HttpRequest, text: CardText) -> HttpResponse:
    """Do what the pressed button says and come back to the text, or show why it was refused."""
    does = request.POST.get("do", "")
    if does == "save":
        return _save(request, text)
    if does == "preview":
        return previewing.preview(request, text, _draft(request))
    if does not in _DOES:
        raise Http404("no such button")
    try:
        messages.success(request, _DOES[does](request, text))
    except _REFUSALS as refusal:
        messages.error(request, _refused(refusal))
    except ObjectDoesNotExist as gone:
        raise Http404("what was pressed is not there any more") from gone
    return redirect("desk-card", key=text.card.key, language=text.language)


_REFUSALS = (
    actions.EditedMeanwhileError,
    actions.NotSignableError,
    actions.NothingToUndoError,
    NothingInDoubtError,
    citing_actions.NoSuchSentenceError,
    Source.DoesNotExist,
)


def _refused(refusal: Exception) -> str:
    if isinstance(refusal, actions.EditedMeanwhileError):
        return _("Somebody saved this text meanwhile. Look at it again, then decide.")
    if isinstance(refusal, NothingInDoubtError):
        return _("Nothing is in doubt about this text any more.")
    if isinstance(refusal, actions.NothingToUndoError):
        return _("There is nothing to take back.")
    if isinstance(refusal, actions.NotSignableError):
        return _("This text cannot be signed yet; the reasons stand below.")
    return _("The page does not say this now. Copy the sentence as it stands.")


def _draft(request: HttpRequest) -> Draft:
    post = request.POST
    names = [name for name in post if re.fullmatch(r"(?:answer|next)-\d+", name)]
    return Draft(
        question=post.get("question", ""),
        sentences={name: post[name] for name in names},
        how=chosen(Edit, post.get("how") or Edit.LANGUAGE),
        still_right=frozenset(post.getlist("still-right")),
        new={part: post.get(f"new-{part}", "") for part in ("answer", "next")},
    )


def _save(request: HttpRequest, text: CardText) -> HttpResponse:
    draft = _draft(request)
    mine = {"question": draft.question, **draft.sentences}
    try:
        actions.edit_text(
            text_id=text.pk,
            revision=_revision(request),
            draft=draft,
            actor=actor_of(request),
            why=request.POST.get("why", ""),
        )
    except actions.EditedMeanwhileError:
        return _page(request, _text(text.card.key, text.language), 409, mine=mine, meanwhile=True)
    except actions.FaultyWordsError as faulty:
        return _page(request, text, 422, mine=mine, faults=faulty.faults.by_place)
    messages.success(request, _("Saved. You can take it back below."))
    return redirect("desk-card", key=text.card.key, language=text.language)


def _confirm(request: HttpRequest, text: CardText) -> str:
    why = request.POST.get("why", "")
    actions.confirm(text_id=text.pk, actor=actor_of(request), why=why)
    return _("Confirmed: the public page no longer says that it is under review.")


def _take_back(request: HttpRequest, text: CardText) -> str:
    actions.take_back_confirmation(text_id=text.pk, actor=actor_of(request))
    return _("The confirmation is taken back.")


def _undo(request: HttpRequest, text: CardText) -> str:
    actions.undo(text_id=text.pk, revision=_revision(request), actor=actor_of(request))
    return _("The last save is taken back.")


def _submit(request: HttpRequest, text: CardText) -> str:
    actions.submit(text_id=text.pk, actor=actor_of(request))
    return _("Handed to the readers who sign.")


def _send_back(request: HttpRequest, text: CardText) -> str:
    why = request.POST.get("why", "")
    actions.send_back(text_id=text.pk, actor=actor_of(request), why=why)
    return _("Sent back to its editor.")


def _sign(request: HttpRequest, text: CardText) -> str:
    capacity = chosen(Capacity, request.POST.get("capacity") or Capacity.NATIVE_READER)
    actions.sign(
        text_id=text.pk, revision=_revision(request), capacity=capacity, actor=actor_of(request)
    )
    return _("Signed.")


def _cite(request: HttpRequest, text: CardText) -> str:
    citing_actions.cite(
        card_id=text.card_id,
        source_key=request.POST.get("source", ""),
        identity=request.POST.get("sentence", ""),
        heading=request.POST.get("heading", ""),
        actor=actor_of(request),
    )
    return _("The card stands on it in every language.")


def _drop(request: HttpRequest, text: CardText) -> str:
    citation = whole_number(request.POST, "citation")
    citing_actions.drop_citation(
        card_id=text.card_id, citation_id=citation, actor=actor_of(request)
    )
    return _("The card no longer stands on it.")


def _disagree(request: HttpRequest, text: CardText) -> str:
    one, other = (whole_number(request.POST, name) for name in ("one", "other"))
    citing_actions.note_disagreement(
        card_id=text.card_id, one_id=one, other_id=other, actor=actor_of(request)
    )
    return _("Both pages stand side by side on the public card now.")


def _agree(request: HttpRequest, text: CardText) -> str:
    number = whole_number(request.POST, "disagreement")
    citing_actions.end_disagreement(disagreement_id=number, actor=actor_of(request))
    return _("The public card no longer shows them side by side.")


def _retire(request: HttpRequest, text: CardText) -> str:
    why = request.POST.get("why", "")
    actions.retire(card_id=text.card_id, actor=actor_of(request), why=why)
    return _("The card is no longer public. You can put it back.")


def _restore(request: HttpRequest, text: CardText) -> str:
    actions.restore(card_id=text.card_id, actor=actor_of(request))
    return _("The card is public again.")


def _revision(request: HttpRequest) -> int:
    return whole_number(request.POST, "revision", otherwise=0)


_DOES: dict[str, Does] = {
    "confirm": _confirm,
    "take-back": _take_back,
    "undo": _undo,
    "submit": _submit,
    "send-back": _send_back,
    "sign": _sign,
    "cite": _cite,
    "drop": _drop,
    "disagree": _disagree,
    "agree": _agree,
    "retire": _retire,
    "restore": _restore,
}


@require_safe
@desk_page(Permission.SEE_EDITING)
def translations(request: HttpRequest) -> HttpResponse:
    """What is behind or missing, by language."""
    return render(request, "cards/desk/translations.html", {"queue": desk_queries.queue()})


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(Permission.SEE_EDITING)
def needs(request: HttpRequest) -> HttpResponse:
    """What nothing answered, most asked first."""
    if request.method == "POST":
        needs_actions.set_aside(
            need_id=whole_number(request.POST, "need"),
            actor=actor_of(request),
            why=request.POST.get("why", ""),
        )
        messages.success(request, _("Set aside."))
        return redirect("desk-needs")
    return render(request, "cards/desk/needs.html", {"needs": desk_queries.shown_needs()})
