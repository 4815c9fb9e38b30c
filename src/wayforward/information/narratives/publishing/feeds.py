"""What is new about rumours as an Atom feed: answered, or under review again."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wayforward.information.cards.news.texts_feed import TextsFeed
from wayforward.information.narratives.publishing import public_queries
from wayforward.information.narratives.publishing.public_queries import News


class RumoursFeed(TextsFeed):
    """Rebuttals in the reader's language."""

    def title(self) -> str:
        return _("Rumours: answered, under review")

    def link(self) -> str:
        return reverse("rumours")

    def items(self) -> list[News]:
        return public_queries.news(get_language() or "en")

    def item_title(self, item: News) -> str:
        return f"{_('Under review') if item.amber else _('Answered')}: {item.one.text.title}"

    def item_description(self, item: News) -> str:
        """What is true, and why what is said is wrong."""
        return "\n".join((*item.one.text.fact, *item.one.text.wrong))

    def item_link(self, item: News) -> str:
        """The mark makes each entry an address of its own, as Atom wants."""
        return f"{item.one.text.published.address}#{item.mark}"

    def item_categories(self, item: News) -> list[str]:
        return [item.one.claim.narrative.key, item.one.claim.verdict]
