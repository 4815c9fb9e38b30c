"""The changes as an Atom feed, with the filters of the page."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wayforward.information.sources.changes.public_queries import FeedWish, Told, feed, told
from wayforward.information.sources.changes.views import wish_of

_ENTRIES = 50

if TYPE_CHECKING:
    _Feed = Feed[Told, FeedWish]
else:
    _Feed = Feed


class ChangesFeed(_Feed):
    """The newest changes of official pages that fit the filters of the address."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest) -> FeedWish:
        return wish_of(request)

    def title(self) -> str:
        return _("What changed on official pages")

    def link(self) -> str:
        return reverse("changes")

    def items(self, wish: FeedWish) -> list[Told]:
        return told(feed(wish)[:_ENTRIES])

    def item_title(self, item: Told) -> str:
        source = item.change.source
        return f"{source.title or source.url} · {source.language}"

    def item_description(self, item: Told) -> str:
        """Old and new words of what matters most, one a line."""
        lines: list[str] = []
        for one in item.sentences:
            lines += [f"− {one.row.old}"] * bool(one.row.old)
            lines += [f"+ {one.row.new}"] * bool(one.row.new)
        return "\n".join(lines)

    def item_link(self, item: Told) -> str:
        return reverse("change", args=[item.change.pk])

    def item_pubdate(self, item: Told) -> datetime:
        return item.change.at

    def item_updateddate(self, item: Told) -> datetime:
        return item.change.recorded_at

    def item_author_name(self, item: Told) -> str:
        names: dict[str, str] = item.change.source.publisher.names
        return names.get(get_language() or "en") or names.get("en") or item.change.source.key

    def item_categories(self, item: Told) -> list[str]:
        return [item.change.priority, *item.change.kinds]
