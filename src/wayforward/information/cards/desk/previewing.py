"""Shows a card as the public would see it, with words that are not saved."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wayforward.information.cards import public_queries
from wayforward.information.cards.models import CardText
from wayforward.information.cards.views import sources_of
from wayforward.information.cards.writing import Draft


def preview(request: HttpRequest, text: CardText, draft: Draft) -> HttpResponse:
    """The public page of a card with the words of a draft; nothing is written."""
    [shown] = public_queries.shown([text])
    shown.text.question = draft.question
    part = {
        name: [words for slot, words in draft.sentences.items() if slot.startswith(f"{name}-")]
        + [draft.new[name]] * bool(draft.new.get(name, "").strip())
        for name in ("answer", "next")
    }
    as_typed = public_queries.Shown(
        shown.text, tuple(part["answer"]), tuple(part["next"]), shown.amber, shown.cites,
        shown.signatures,
    )  # fmt: skip
    context = {
        "shown": as_typed,
        "sources": sources_of(shown),
        "disagreements": public_queries.disagreements(text.card_id),
        "preview": True,
    }
    return render(request, "cards/card.html", context)
