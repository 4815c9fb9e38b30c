"""The public pages of rumours: those answered in public, by narrative, and one of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wayforward.information.cards import sharing
from wayforward.information.cards.finding.finding import latest_copies
from wayforward.information.cards.public_queries import public_texts
from wayforward.information.materials import plain
from wayforward.information.materials.offering import offers
from wayforward.information.narratives.publishing import public_queries, structured
from wayforward.information.narratives.publishing.materials import material_text
from wayforward.information.narratives.queries import CitedPage, Shown
from wayforward.information.narratives.wording import verdict_in_words


@dataclass(frozen=True, slots=True)
class Source:
    """A page a rebuttal stands on, as its page shows it."""

    page: CitedPage
    copy: int | None  # number of our newest stored copy


def _language(request: HttpRequest) -> str:
    return str(getattr(request, "LANGUAGE_CODE", "en"))


@require_safe
def rumour_list(request: HttpRequest) -> HttpResponse:
    """Every rumour that is answered in public in the reader's language."""
    groups = public_queries.by_narrative(_language(request))
    return render(request, "narratives/list.html", {"groups": groups})


@require_safe
def rumour_page(request: HttpRequest, key: str) -> HttpResponse:
    """One rumour: what is true, what is said, why it is wrong, what is possible instead.

    Where it is answered in another language alone, the reader is sent there.
    """
    language = _language(request)
    shown = public_queries.rebuttal(key, language)
    if shown is None:
        return _other_language(key)
    address = request.build_absolute_uri(request.path)
    cards = public_texts(language).filter(card__key__in=shown.cards)
    context = {
        "shown": shown,
        "verdict": verdict_in_words(shown.claim),
        "sources": _sources(shown),
        "cards": cards,
        "structured": structured.claim_review(shown, address),
        **_to_pass_on(request, shown, address),
    }
    return render(request, "narratives/rumour.html", context)


def _to_pass_on(request: HttpRequest, shown: Shown, address: str) -> dict[str, object]:
    """Texts to copy and files to take; each says when the rebuttal is under review."""
    text, made = shown.text, material_text(shown, on=timezone.now().date())
    title = f"{_('Under review')}: {text.title}" if shown.amber else text.title
    message = plain.message_or_none(made)
    picture = reverse("rumour-material", args=[shown.claim.key, "card.png"])
    return {
        "share": sharing.share_text(title, [*text.fact, *text.wrong], address),
        "sms": sharing.Sms(message, 1) if message else None,
        "spot": plain.spot_or_none(made),
        "offers": [one for one in offers(made, drawings=False) if not one.why_not],
        "picture": request.build_absolute_uri(picture),
    }


def _sources(shown: Shown) -> list[Source]:
    """The pages a rebuttal stands on with our newest copies."""
    copies = latest_copies({page.source.pk for page in shown.cites})
    return [Source(page, copies.get(page.source.pk)) for page in shown.cites]


def _other_language(key: str) -> HttpResponse:
    known = public_queries.elsewhere(key)
    if not known:
        raise Http404("rumour")
    with translation.override("en" if "en" in known else known[0]):
        return redirect(reverse("rumour", args=[key]))
