"""The verbs of what a card stands on: cite, drop a citation, note that two pages contradict."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from wayforward.core.access.rules import Actor, Permission, require
from wayforward.core.audit.actions import record
from wayforward.core.citations import actions as citations
from wayforward.core.citations.models import Citation
from wayforward.core.language.normalise import wording_form
from wayforward.information.cards.models import Card, CardText, Disagreement
from wayforward.information.sources.models import Sentence, Source

STREAM = "cards"


class NoSuchSentenceError(LookupError):
    """The page has no such sentence now."""


@transaction.atomic
def cite(
    *, card_id: int, source_key: str, identity: str = "", heading: str = "", actor: Actor
) -> None:
    """Have every language of a card stand on one more official sentence, part or page.

    Raises NotAllowedError, Source.DoesNotExist or NoSuchSentenceError.
    """
    require(actor, Permission.EDIT_CARD)
    source = Source.objects.get(key=source_key)
    sentence = Sentence.objects.filter(source=source, identity=identity).first()
    if identity and sentence is None:
        raise NoSuchSentenceError(f"{source_key} has no such sentence.")
    words = sentence.text if sentence else ""
    for text in CardText.objects.filter(card_id=card_id).select_related("published"):
        citations.add_citation(
            text_id=text.published_id,
            cited=citations.Cited(source.pk, source.key, identity, words, heading),
        )
    card = Card.objects.get(pk=card_id)
    record(stream=STREAM, name="card citation added", subject=card.key, actor=actor.name,
           source=source_key, heading=heading, words=words)  # fmt: skip


@transaction.atomic
def drop_citation(*, card_id: int, citation_id: int, actor: Actor) -> None:
    """Have no language of a card stand on a sentence any more."""
    require(actor, Permission.EDIT_CARD)
    one = Citation.objects.get(pk=citation_id)
    published = CardText.objects.filter(card_id=card_id).values("published")
    Citation.objects.filter(
        text__in=published, source=one.source, heading=one.heading, sentence=one.sentence
    ).delete()
    card = Card.objects.get(pk=card_id)
    record(stream=STREAM, name="card citation dropped", subject=card.key, actor=actor.name,
           source=one.source_key, heading=one.heading, words=one.words)  # fmt: skip


@transaction.atomic
def note_disagreement(*, card_id: int, one_id: int, other_id: int, actor: Actor) -> Disagreement:
    """Show two cited sentences of different pages side by side, because they contradict."""
    require(actor, Permission.EDIT_CARD)
    one, other = (Citation.objects.get(pk=pk) for pk in (one_id, other_id))
    found, _ = Disagreement.objects.get_or_create(
        card_id=card_id, one=one.source, one_sentence=one.sentence, other=other.source,
        other_sentence=other.sentence, ended_at=None, defaults={"noted_by": actor.name},
    )  # fmt: skip
    record(stream=STREAM, name="disagreement noted", subject=found.card.key, actor=actor.name)
    return found


@transaction.atomic
def end_disagreement(*, disagreement_id: int, actor: Actor) -> None:
    """The pages agree now, or never contradicted."""
    require(actor, Permission.EDIT_CARD)
    found = Disagreement.objects.select_for_update().get(pk=disagreement_id)
    found.ended_at = timezone.now()
    found.save(update_fields=["ended_at"])
    record(stream=STREAM, name="disagreement ended", subject=found.card.key, actor=actor.name)


@transaction.atomic
def cite_words(
    *, card_id: int, source_key: str, heading: str = "", words: str = "", actor: Actor
) -> None:
    """As `cite`, the sentence named by its words as the page has them now.

    Raises NotAllowedError, Source.DoesNotExist or NoSuchSentenceError.
    """
    identity = ""
    if words:
        wanted = wording_form(words)
        now = Sentence.objects.filter(
            source__key=source_key, places__reading__current=True
        ).distinct()
        found = [row for row in now if wording_form(row.text) == wanted]
        if not found:
            raise NoSuchSentenceError(f"{source_key} does not say {words!r} now.")
        identity = found[0].identity
    cite(card_id=card_id, source_key=source_key, identity=identity, heading=heading, actor=actor)
