"""The public pages of cards: all of them by topic and country, and one card with its sources."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from wayforward.information.cards import public_queries, rules, sharing, structured
from wayforward.information.cards.finding.finding import latest_copies
from wayforward.information.cards.materials import KINDS, material_text
from wayforward.information.cards.models import State
from wayforward.information.cards.news.queries import first_said
from wayforward.information.cards.public_queries import CardWish, CitedPage, Shown
from wayforward.information.materials.offering import offers
from wayforward.information.projects.public.nearby import home_for

_QUERY = 40


def _language(request: HttpRequest) -> str:
    return str(getattr(request, "LANGUAGE_CODE", "en"))


def card_wish(request: HttpRequest) -> CardWish:
    """What an address asks for: `topic` and `country`."""
    get = request.GET.get
    return CardWish(
        topic=get("topic", "")[:_QUERY].replace("\x00", ""),
        country=get("country", "")[:2].upper().replace("\x00", ""),
    )


@require_safe
def card_list(request: HttpRequest) -> HttpResponse:
    """Every short answer in the reader's language, by topic; to filter by topic and country."""
    wish = card_wish(request)
    groups = public_queries.by_topic(_language(request), wish)
    found = sum(len(group.cards) for group in groups)
    few = 0 < found <= rules.MOST_PRINTED
    wanted = bool(wish.topic or wish.country)
    context = {
        "wish": wish,
        "groups": groups,
        "printable": few,
        "opened": wanted and few,  # each answer stands on the list itself
        "structured": structured.faq_page(groups, request.build_absolute_uri)
        if wanted and few
        else None,
        "query": urlencode({"topic": wish.topic, "country": wish.country}),
        "pack_address": reverse("language-pack", args=[_language(request)]),
        "topics": public_queries.topics_with_cards(),
        "countries": public_queries.countries_with_cards(),
    }
    return render(request, "cards/list.html", context)


@dataclass(frozen=True, slots=True)
class Source:
    """A page a card stands on, as its page shows it."""

    page: CitedPage
    copy: int | None  # number of our newest stored copy


def sources_of(shown: Shown) -> list[Source]:
    """The pages a card stands on with our newest copies."""
    copies = latest_copies({page.source.pk for page in shown.cites})
    return [Source(page, copies.get(page.source.pk)) for page in shown.cites]


@require_safe
def card_page(request: HttpRequest, key: str) -> HttpResponse:
    """One short answer: what to do next, what it stands on, who stands for it."""
    shown = public_queries.public_card(key, _language(request))
    if shown is None:
        raise Http404("card")
    address = request.build_absolute_uri(request.path)
    context = {
        "shown": shown,
        "sources": sources_of(shown),
        "disagreements": public_queries.disagreements(shown.card.pk),
        "share": sharing.share_text(shown.text.question, shown.answer, address),
        "sms": sharing.sms(shown.text.question, shown.answer, address),
        "save_address": f"{reverse('pack')}?{urlencode({'card': key})}",
        "home": home_for(shown.card.topics),
        "related": public_queries.related(shown),
        **_material(request, shown),
        "structured": structured.qa_page(shown, address, first_said(shown)),
    }
    return render(request, "cards/card.html", context)


def _material(request: HttpRequest, shown: Shown) -> dict[str, object]:
    """The forms of a signed card; a draft is not handed out."""
    if shown.text.state != State.SIGNED:
        return {}
    made = material_text(shown, on=timezone.now().date())
    picture = reverse("card-material", args=[shown.card.key, "card.png"])
    return {
        "offers": [one for one in offers(made, KINDS, drawings=False) if not one.why_not],
        "picture": request.build_absolute_uri(picture),
    }
