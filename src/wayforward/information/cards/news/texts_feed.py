"""What every Atom feed of our published texts has in common."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed

if TYPE_CHECKING:
    _Feed = Feed[Any, Any]
else:
    _Feed = Feed


class Dated(Protocol):
    """Something that happened to a text."""

    @property
    def at(self) -> datetime:
        """When."""
        ...


class TextsFeed(_Feed):
    """Items are `Dated`; we are the author."""

    feed_type = Atom1Feed

    def item_pubdate(self, item: Dated) -> datetime:
        return item.at

    def item_updateddate(self, item: Dated) -> datetime:
        return item.at

    def item_author_name(self, item: Dated) -> str:
        return "wayforward"
