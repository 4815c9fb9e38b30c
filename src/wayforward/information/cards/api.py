"""Short answers by program: the list with its filters, and one of them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema
from pydantic import StringConstraints

from wayforward.information.cards.presenting import card_to_dict
from wayforward.information.cards.public_queries import CardWish, public_card, shown, wished

router = Router(tags=["cards"])
_PAGE = 50

Text = Annotated[str, StringConstraints(max_length=40, pattern=r"^[^\x00]*$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2}$")]
Language = Literal["fa-af", "ps", "en"]
State = Literal["signed", "draft", "amber"]


class CardsIn(Schema):
    """What to list; without any filter, every text in every language."""

    lang: Language | None = Field(None, description="The card's language: fa-af, ps or en.")
    topic: Text = Field("", description="A topic, such as asylum or return.")
    country: Country | None = Field(None, description="Two letters (ISO 3166-1).")
    state: State | None = Field(None, description="signed, draft or amber (under review).")
    page: int = Field(1, ge=1, description="Page of the list, 50 texts each.")


class CitedOut(Schema):
    """An official page a card stands on; `words` where one sentence is meant. Times are UTC."""

    source: str
    url: str
    title: str
    publisher: str
    language: str
    heading: str
    sentence: str
    words: str
    cited_at: datetime
    checked_at: datetime | None


class SignedOut(Schema):
    """Somebody stands for the text as it is."""

    as_: str = Field(alias="as")
    by: str
    at: datetime


class AmberOut(Schema):
    """Since when a card is under review, and why."""

    since: datetime
    reasons: list[str]


class CardTextOut(Schema):
    """A short answer in one language. Times are UTC."""

    id: str
    language: str
    title: str
    answer: list[str]
    next: list[str]
    state: State
    reason: AmberOut | None
    topics: list[str]
    countries: list[str]
    address: str
    updated_at: datetime
    confirmed_at: datetime | None
    revision: int
    signed: list[SignedOut]
    citations: list[CitedOut]


class CardsOut(Schema):
    """One page of the list."""

    total: int
    page: int
    pages: int
    cards: list[CardTextOut]


@router.get("", response=CardsOut, by_alias=True, url_name="cards", summary="Short answers")
def list_cards(request: HttpRequest, wish: Query[CardsIn]) -> dict[str, Any]:
    """Answers written by people, with their state and the official pages they stand on."""
    wanted = CardWish(wish.topic, (wish.country or "").upper(), wish.state or "")
    found = wished(wish.lang or "", wanted).order_by("card__key", "language")
    page = Paginator(found, _PAGE).get_page(wish.page)
    return {
        "total": page.paginator.count,
        "page": page.number,
        "pages": page.paginator.num_pages,
        "cards": [card_to_dict(one) for one in shown(list(page.object_list))],
    }


@router.get(
    "/{key}", response=CardTextOut, by_alias=True, url_name="card", summary="One short answer"
)
def show_card(request: HttpRequest, key: str, lang: Language = "en") -> dict[str, Any]:
    """One card by its key, in one language."""
    found = public_card(key.replace("\x00", ""), lang)
    if found is None:
        raise Http404("No card has this key in this language: take one from /api/v1/cards.")
    return card_to_dict(found)
