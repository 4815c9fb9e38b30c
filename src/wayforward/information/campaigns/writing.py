"""Writes a material's words and what it stands on. Called by writers only.

A material cites what the rebuttal and the cards of its message cite, so a source that changes turns
it amber with them, by the same trigger of the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet
from django.utils import timezone

from wayforward.core.citations.actions import Cited, publish, retitle, set_published
from wayforward.core.citations.models import Citation, PublishedText
from wayforward.information.campaigns.models import Material, Message
from wayforward.information.campaigns.rules import MaterialKind
from wayforward.information.cards.models import CardText
from wayforward.information.narratives.models import ClaimText

KIND = "material"  # of its texts in the citation graph


def address(language: str, key: str) -> str:
    """Where a material stands on the public site, and a QR on paper leads."""
    return f"/{language}/materials/{key}"


def rebuttal_of(message: Message, language: str) -> ClaimText | None:
    """What answers the claim of a message in a language."""
    if message.claim_id is None:
        return None
    rows = ClaimText.objects.filter(claim=message.claim_id, claim__active=True, language=language)
    return rows.select_related("published", "claim").first()


def cards_of(message: Message, language: str) -> list[CardText]:
    """The cards that a message carries, in a language, in their order."""
    rows = CardText.objects.filter(card__messages__message=message, card__active=True)
    rows = rows.filter(language=language).select_related("published", "card")
    return list(rows.order_by("card__messages__position", "pk"))


def new_material(
    message: Message, *, kind: MaterialKind, language: str, title: str, words: Sequence[str]
) -> Material:
    """A material in the citation graph, not yet before the public."""
    key = _free_key(message, kind, language)
    return Material.objects.create(
        message=message, key=key, kind=kind.value, language=language, title=title,
        words=list(words), published=_cite(message, key, language, title, published=False),
    )  # fmt: skip


def _free_key(message: Message, kind: MaterialKind, language: str) -> str:
    """One key for the languages of one material; the next one of its kind gets a number."""
    plain = f"{message.key}-{kind.value.replace('_', '-')}"
    taken = set(Material.objects.filter(language=language).values_list("key", flat=True))
    number, key = 1, plain
    while key in taken:
        number += 1
        key = f"{plain}-{number}"
    return key


def rewrite(material: Material, title: str, words: Sequence[str]) -> None:
    """Have a material that nobody has in hand yet say something else."""
    material.title, material.words = title, list(words)
    material.save(update_fields=["title", "words"])
    retitle(text_id=material.published_id, title=title, published=False)


def cite_anew(material: Material) -> None:
    """Have a material stand on what its texts stand on now.

    What is in doubt stays cited until a person has compared the words of the material itself: that
    its rebuttal was compared says nothing of what is printed.
    """
    before = PublishedText.objects.get(pk=material.published_id)
    _cite(material.message, material.key, material.language, material.title,
          published=before.published, kept=_unsettled(before))  # fmt: skip


def _unsettled(text: PublishedText) -> QuerySet[Citation]:
    """Citations with a doubt that stands, or that the last confirmation ended: it may open."""
    open_now = Q(doubts__isnull=False, doubts__cleared_at=None)
    if text.confirmed_at is not None:
        open_now |= Q(doubts__cleared_at__gte=text.confirmed_at)
    return text.citations.filter(open_now).distinct()


def give_out(material: Material) -> None:
    """Put its page before the public: from now on its words stay."""
    if material.given_out_at is None:
        material.given_out_at = timezone.now()
        material.save(update_fields=["given_out_at"])
    set_published(text_ids=[material.published_id], published=True)


def _cite(
    message: Message, key: str, language: str, title: str, *, published: bool,
    kept: Iterable[Citation] = (),
) -> PublishedText:  # fmt: skip
    cited = [*_cited(carried_ids(message, language)), *map(_as_cited, kept)]
    return publish(
        kind=KIND, key=key, language=language, title=title, address=address(language, key),
        cited=cited, published=published,
    )  # fmt: skip


def carried_ids(message: Message, language: str) -> list[int]:
    """The published texts a material of a message carries in a language."""
    rebuttal = rebuttal_of(message, language)
    found = [rebuttal.published_id] if rebuttal else []
    return [*found, *(card.published_id for card in cards_of(message, language))]


def _cited(texts: Iterable[int]) -> list[Cited]:
    rows = Citation.objects.filter(text_id__in=[*texts]).order_by("text_id", "position", "pk")
    return [_as_cited(row) for row in rows]


def _as_cited(row: Citation) -> Cited:
    return Cited(
        source=row.source, source_key=row.source_key, sentence=row.sentence, words=row.words,
        heading=row.heading, capture=row.capture,
    )  # fmt: skip
