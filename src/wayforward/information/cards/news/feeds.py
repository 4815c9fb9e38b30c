"""What is new about cards as an Atom feed, with the filters of the list."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wayforward.information.cards.news import queries
from wayforward.information.cards.news.queries import AMBER, CHANGED, NEW, News
from wayforward.information.cards.news.texts_feed import TextsFeed
from wayforward.information.cards.public_queries import CardWish
from wayforward.information.cards.views import card_wish


class CardsFeed(TextsFeed):
    """New, changed and amber cards that fit the filters of the address."""

    def get_object(self, request: HttpRequest) -> CardWish:
        return card_wish(request)

    def title(self) -> str:
        return _("Short answers: new, changed, under review")

    def link(self) -> str:
        return reverse("cards")

    def items(self, wish: CardWish) -> list[News]:
        return queries.news(get_language() or "en", wish)

    def item_title(self, item: News) -> str:
        kinds = {NEW: _("New"), CHANGED: _("Changed"), AMBER: _("Under review")}
        return f"{kinds[item.kind]}: {item.one.text.question}"

    def item_description(self, item: News) -> str:
        """What the answer says now."""
        return "\n".join(item.one.answer)

    def item_link(self, item: News) -> str:
        """The mark makes each entry an address of its own, as Atom wants."""
        return f"{item.one.text.published.address}#{item.mark}"

    def item_categories(self, item: News) -> list[str]:
        return [item.kind, *item.one.card.topics]
