"""The verbs of cards: edit, submit, sign, confirm, undo, create, retire.

Each is one transaction: permission, rules, write, event. What a card stands on has a file of its
own, `citing_actions.py`, and loading the starter set another, `loading.py`.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from wayforward.core.access.rules import Actor, Permission, require
from wayforward.core.audit.actions import record
from wayforward.core.citations import actions as citations
from wayforward.core.citations.models import ClearedHow, Doubt
from wayforward.information.cards import queries, rules, writing
from wayforward.information.cards.finding import forms, shelving
from wayforward.information.cards.models import (
    Capacity,
    Card,
    CardText,
    Signature,
    State,
)
from wayforward.information.cards.rules import Edit, Faults, Obstacle
from wayforward.information.cards.writing import Draft

STREAM = "cards"


class EditedMeanwhileError(RuntimeError):
    """Somebody saved this text since the editor opened it; nothing was written."""

    def __init__(self, text: CardText) -> None:
        """Keeps the text as it is now, for the editor to see."""
        super().__init__(f"{text.updated_by} saved this text meanwhile.")
        self.text = text


class FaultyWordsError(ValueError):
    """The words cannot be saved; `faults` says which and why."""

    def __init__(self, faults: Faults) -> None:
        """Keeps the faults by place."""
        super().__init__(", ".join(f"{place}: {why}" for place, why in faults.by_place.items()))
        self.faults = faults


class NotSignableError(RuntimeError):
    """The text cannot be signed now; `obstacles` says why."""

    def __init__(self, obstacles: list[Obstacle]) -> None:
        """Keeps every reason."""
        super().__init__(", ".join(f"{one.key} {one.detail}".strip() for one in obstacles))
        self.obstacles = obstacles


class NothingToUndoError(RuntimeError):
    """The text has no earlier version, or no confirmation to take back."""


_NEEDED = {
    Edit.MEANING: Permission.EDIT_CARD,
    Edit.UNDO: Permission.EDIT_CARD,
    Edit.LANGUAGE: Permission.TRANSLATE_CARD,
    Edit.TRANSLATION: Permission.TRANSLATE_CARD,
}


@transaction.atomic
def edit_text(
    *, text_id: int, revision: int, draft: Draft, actor: Actor, why: str = ""
) -> CardText:
    """Write what an editor wants, if nobody saved since `revision`.

    An edit of what the text says clears its doubts: whoever wrote it looked at the page. Raises
    NotAllowedError, EditedMeanwhileError or FaultyWordsError.
    """
    require(actor, _NEEDED[draft.how])
    text = _locked(text_id, revision)
    if wrong := rules.faults(draft.question, writing.wanted_sentences(text, draft)):
        raise FaultyWordsError(wrong)
    writing.write(text, draft, actor.name, why)
    if rules.ends_signatures(draft.how):
        _end_signatures(text)
    text.state = rules.state_after_edit(text.state, draft.how)
    text.save()
    if draft.how != Edit.LANGUAGE:
        _clear(text, ClearedHow.EDITED, actor, why)
    _tell(text, f"card {draft.how}", actor, why)
    return text


@transaction.atomic
def undo(*, text_id: int, revision: int, actor: Actor, why: str = "") -> CardText:
    """Put back the words before the last save; the save itself stays in the history.

    Doubts that the save cleared are open again. Raises NotAllowedError, EditedMeanwhileError, or
    NothingToUndoError.
    """
    require(actor, Permission.EDIT_CARD)
    text = _locked(text_id, revision)
    before = text.versions.filter(revision__lt=text.revision).order_by("-revision").first()
    if before is None:
        raise NothingToUndoError("This is the first version of the text.")
    undone = text.versions.get(revision=text.revision)
    citations.reopen_doubts(text_id=text.published_id, cleared_since=undone.at, actor=actor.name)
    writing.put_back(text, before, actor.name, why)
    _end_signatures(text)
    text.state = State.DRAFT
    text.save()
    _tell(text, "card undo", actor, why, back_to=before.revision)
    return text


@transaction.atomic
def submit(*, text_id: int, actor: Actor) -> CardText:
    """Hand a draft to the readers who sign."""
    require(actor, Permission.TRANSLATE_CARD)
    text = _locked(text_id)
    if text.state == State.DRAFT:
        text.state = State.IN_REVIEW
        text.save()
        _tell(text, "card submitted", actor, "")
    return text


@transaction.atomic
def send_back(*, text_id: int, actor: Actor, why: str) -> CardText:
    """Hand a text in review back to its editor, with the reason."""
    capacities = (Permission.SIGN_LANGUAGE, Permission.SIGN_LAW)
    if not any(actor.may(permission) for permission in capacities):
        require(actor, Permission.SIGN_LANGUAGE)
    text = _locked(text_id)
    text.state = State.DRAFT
    text.save()
    _end_signatures(text)
    _tell(text, "card sent back", actor, why)
    return text


@transaction.atomic
def sign(*, text_id: int, revision: int, capacity: Capacity, actor: Actor) -> CardText:
    """Stand for a text as native or legal reader; signed by both it is signed.

    Raises NotAllowedError, EditedMeanwhileError or NotSignableError with every obstacle.
    """
    needed = {
        Capacity.NATIVE_READER: Permission.SIGN_LANGUAGE,
        Capacity.LEGAL_READER: Permission.SIGN_LAW,
    }
    require(actor, needed[capacity])
    text = _locked(text_id, revision)
    if obstacles := queries.obstacles(text, capacity):
        raise NotSignableError(obstacles)
    Signature.objects.create(
        text=text, capacity=capacity, signed_by=actor.name, revision=text.revision
    )
    text.state = State(rules.state_after_signing(queries.signed_as(text)))
    text.save()
    _tell(text, "card signed", actor, "", capacity=capacity)
    return text


@transaction.atomic
def confirm(*, text_id: int, actor: Actor, why: str = "") -> int:
    """Compared with its pages and found right: how many doubts ended.

    Raises NotAllowedError, or NothingInDoubtError where there was none.
    """
    require(actor, Permission.CONFIRM_CARD)
    text = _locked(text_id)
    cleared = citations.clear_doubts(
        text_id=text.published_id, how=ClearedHow.RECONFIRMED, actor=actor.name, reason=why
    )
    _tell(text, "card confirmed", actor, why, doubts=cleared)
    return cleared


@transaction.atomic
def take_back_confirmation(*, text_id: int, actor: Actor, why: str = "") -> int:
    """Open again the doubts that the last confirmation ended: a hand slipped.

    Raises NotAllowedError or NothingToUndoError.
    """
    require(actor, Permission.CONFIRM_CARD)
    text = _locked(text_id)
    reopened = citations.take_back_confirmation(text_id=text.published_id, actor=actor.name)
    if not reopened:
        raise NothingToUndoError("There is no confirmation to take back.")
    _tell(text, "card confirmation taken back", actor, why, doubts=reopened)
    return reopened


@transaction.atomic
def create_card(
    *, key: str, language: str, draft: Draft, topics: Collection[str], countries: Collection[str],
    actor: Actor, need_id: int | None = None,
) -> CardText:  # fmt: skip
    """A new card with its first text; the other languages are written from it.

    Raises NotAllowedError or FaultyWordsError.
    """
    require(actor, Permission.EDIT_CARD)
    if wrong := rules.faults(draft.question, draft.sentences):
        raise FaultyWordsError(wrong)
    card = Card.objects.create(key=key, topics=list(topics), countries=list(countries))
    writing.make_slots(card, draft.sentences, led_by=language)
    text = writing.further_text(card, language, draft, actor.name)
    queries.need_rows(need_id).update(card=card)
    _tell(text, "card created", actor, "")
    return text


@transaction.atomic
def add_language(*, card_id: int, language: str, draft: Draft, actor: Actor) -> CardText:
    """A card's first text in one more language. Raises NotAllowedError or FaultyWordsError."""
    require(actor, Permission.TRANSLATE_CARD)
    if wrong := rules.faults(draft.question, draft.sentences):
        raise FaultyWordsError(wrong)
    text = writing.further_text(Card.objects.get(pk=card_id), language, draft, actor.name)
    _tell(text, "card translated", actor, "")
    return text


@transaction.atomic
def retire(*, card_id: int, actor: Actor, why: str) -> None:
    """Take a card from the public pages; its texts and history stay."""
    _set_active(card_id, False, actor, "card retired", why)


@transaction.atomic
def restore(*, card_id: int, actor: Actor, why: str = "") -> None:
    """Put a retired card back."""
    _set_active(card_id, True, actor, "card restored", why)


def _set_active(card_id: int, active: bool, actor: Actor, name: str, why: str) -> None:
    require(actor, Permission.EDIT_CARD)
    card = Card.objects.select_for_update().get(pk=card_id)
    card.active = active
    card.save(update_fields=["active"])
    citations.set_published(text_ids=queries.published_ids(card_id), published=active)
    transaction.on_commit(shelving.forget)
    record(stream=STREAM, name=name, subject=card.key, actor=actor.name, reason=why)


def _locked(text_id: int, revision: int | None = None) -> CardText:
    text = CardText.objects.select_for_update().select_related("card").get(pk=text_id)
    if revision is not None and text.revision != revision:
        raise EditedMeanwhileError(text)
    return text


def _clear(text: CardText, how: ClearedHow, actor: Actor, why: str) -> None:
    if Doubt.objects.filter(citation__text=text.published_id, cleared_at=None).exists():
        citations.clear_doubts(
            text_id=text.published_id, how=how, actor=actor.name, reason=why or "edited"
        )


def _end_signatures(text: CardText) -> None:
    text.signatures.filter(ended_at=None).update(ended_at=timezone.now())


def _tell(text: CardText, name: str, actor: Actor, why: str, **facts: object) -> None:
    forms.embed_soon()
    transaction.on_commit(shelving.forget)
    subject = f"{text.card.key}/{text.language}"
    record(stream=STREAM, name=name, subject=subject, actor=actor.name, reason=why,
           revision=text.revision, **facts)  # fmt: skip
