"""The desk's page of a new card, or of a card's first text in one more language."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from wayforward.core.access.gate import actor_of, desk_page
from wayforward.core.access.rules import Permission
from wayforward.core.language.topics import topic_keys
from wayforward.information.cards import actions, public_queries, queries
from wayforward.information.cards.writing import Draft

_KEY = re.compile(r"[^a-z0-9]+")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(Permission.EDIT_CARD)
def new_card(request: HttpRequest) -> HttpResponse:
    """A new card from a need or from nothing; or a card's first text in one more language."""
    given = request.POST if request.method == "POST" else request.GET
    source = public_queries.text_of(given.get("card", ""), given.get("from", ""))
    need = int(given.get("need") or 0) or None
    context: dict[str, object] = {
        "topics": topic_keys(),
        "languages": queries.LANGUAGES,
        "given": given,
        "chosen": set(given.getlist("topics")),
        "need": need,
        "source": public_queries.shown([source])[0] if source else None,
    }
    if request.method != "POST":
        return render(request, "cards/desk/new.html", context)
    return _create(request, need, context)


def _lines(text: str, part: str) -> dict[str, str]:
    said = [line.strip() for line in text.splitlines() if line.strip()]
    return {f"{part}-{number}": words for number, words in enumerate(said, start=1)}


def _create(request: HttpRequest, need: int | None, context: dict[str, object]) -> HttpResponse:
    post = request.POST
    other = public_queries.text_of(post.get("card", ""), post.get("from", ""))
    key = _KEY.sub("-", post.get("key", "").lower()).strip("-")[:80] or post.get("card", "")
    draft = Draft(
        post.get("question", ""),
        _lines(post.get("answer", ""), "answer") | _lines(post.get("next", ""), "next"),
        tuple(_lines(post.get("also", ""), "also").values()),
    )
    faults = {} if other else _faults_of(key)
    try:
        if other:
            text = actions.add_language(
                card_id=other.card_id,
                language=post.get("language") or "en",
                draft=draft,
                actor=actor_of(request),
            )
            return redirect("desk-card", key=text.card.key, language=text.language)
        if not faults:
            text = actions.create_card(
                key=key,
                language=post.get("language") or "en",
                draft=draft,
                topics=[topic for topic in post.getlist("topics") if topic in topic_keys()],
                countries=post.get("countries", "").upper().split(),
                actor=actor_of(request),
                need_id=need,
            )
            return redirect("desk-card", key=text.card.key, language=text.language)
    except actions.FaultyWordsError as faulty:
        faults = dict(faulty.faults.by_place)
    return render(request, "cards/desk/new.html", context | {"faults": faults}, status=422)


def _faults_of(key: str) -> dict[str, str]:
    if not key:
        return {"key": "empty"}
    return {"key": "taken"} if queries.is_card(key) else {}
