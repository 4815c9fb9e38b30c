"""What the public sees of campaigns: those that run or ran, and a material given out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from wayforward.information.campaigns import standing, writing
from wayforward.information.campaigns.models import Material
from wayforward.information.campaigns.rules import Standing, Stands
from wayforward.information.cards.models import CardText
from wayforward.information.narratives.models import ClaimText
from wayforward.information.narratives.queries import CitedPage, cited_pages


@dataclass(frozen=True, slots=True)
class Given:
    """A material that was given out, as its page shows it.

    `doubted_since`: since when it is in doubt; a text that is not public any more casts doubt too.
    """

    material: Material
    stands: Stands
    rebuttal: ClaimText | None  # while it is public
    cards: tuple[CardText, ...]
    cites: tuple[CitedPage, ...]

    @property
    def in_doubt(self) -> bool:
        """Whether a reader should look at the official pages first."""
        return self.stands.standing is not Standing.GOOD

    @property
    def withdrawn(self) -> bool:
        """Whether it, or the message it puts, was taken back."""
        message = self.material.message
        return self.material.withdrawn_at is not None or message.withdrawn_at is not None


def given_out(language: str = "") -> QuerySet[Material]:
    """Materials that were given out, in one language or all; withdrawn ones too."""
    rows = Material.objects.exclude(given_out_at=None).select_related(
        "published", "message__campaign", "message__claim"
    )
    return rows.filter(language=language) if language else rows


def material(key: str, language: str) -> Given | None:
    """A material that was given out; None where there is none in this language."""
    row = given_out(language).filter(key=key).first()
    return shown([row])[0] if row else None


def shown(materials: Sequence[Material]) -> list[Given]:
    """Materials with where they stand and what they stand on, in the order given."""
    where = standing.standings(materials)
    cites = cited_pages([one.published_id for one in materials])
    return [_given(one, where[one.pk], cites.get(one.published_id, [])) for one in materials]


def _given(one: Material, stands: Stands, cites: Sequence[CitedPage]) -> Given:
    rebuttal = writing.rebuttal_of(one.message, one.language)
    cards = writing.cards_of(one.message, one.language)
    return Given(
        material=one,
        stands=stands,
        rebuttal=rebuttal if rebuttal and rebuttal.published.published else None,
        cards=tuple(card for card in cards if card.published.published),
        cites=tuple(cites),
    )


def elsewhere(key: str) -> list[str]:
    """The languages in which a material of this key was given out."""
    rows = given_out().filter(key=key).order_by("language")
    return list(rows.values_list("language", flat=True))


def changed_at(one: Given) -> datetime | None:
    """When its page last changed: given out, in doubt, withdrawn."""
    times = [one.material.given_out_at, one.stands.since, one.material.withdrawn_at]
    return max((at for at in times if at), default=None)
