"""Writes the words of a card text: sentences, slots, versions. Called by actions only."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Max

from wayforward.core.citations.actions import publish
from wayforward.core.citations.models import Citation, PublishedText
from wayforward.information.cards.finding import forms
from wayforward.information.cards.models import (
    Card,
    CardSentence,
    CardSlot,
    CardText,
    CardVersion,
)
from wayforward.information.cards.rules import Edit

KIND = "card"
LOADED = "loaded"  # how a version came that no person wrote here


@dataclass(frozen=True, slots=True)
class Words:
    """What a text says: question, slot name -> sentence, other ways of asking."""

    question: str
    sentences: Mapping[str, str]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft(Words):
    """What an editor wants a text to say, and what kind of change that is."""

    how: Edit = Edit.MEANING
    still_right: Collection[str] = field(default_factory=frozenset)  # slots read and found right
    new: Mapping[str, str] = field(default_factory=dict)  # a further sentence: part -> words


def wanted_sentences(text: CardText, draft: Draft) -> dict[str, str]:
    """What the text would say: slot name -> words, sentences to be added included."""
    slots = {row.slot.name for row in text.sentences.select_related("slot")}
    lacking = CardSlot.objects.filter(card=text.card_id).exclude(name__in=slots)
    slots |= {slot.name for slot in lacking if slot.name in draft.sentences}
    kept = {name: words for name, words in draft.sentences.items() if name in slots}
    return kept | {f"{part}-new": words for part, words in draft.new.items() if words.strip()}


def write(text: CardText, draft: Draft, actor: str, why: str) -> None:
    """Bring sentences, slots and forms to what `draft` says and keep the version; counts a save."""
    text.question, text.revision, text.updated_by = draft.question.strip(), text.revision + 1, actor
    text.also = list(draft.also) or text.also
    rows = {row.slot.name: row for row in text.sentences.select_related("slot")}
    slots = {slot.name: slot for slot in CardSlot.objects.filter(card=text.card_id)}
    for name, words in draft.sentences.items():
        if name in slots:
            _write_sentence(text, slots[name], rows.get(name), words.strip(), draft)
    for part, words in draft.new.items():
        if words.strip():
            _add_slot(text, part, words.strip())
    keep_version(text, draft.how, actor, why)
    PublishedText.objects.filter(pk=text.published_id).update(title=text.question)
    forms.write_forms(text)


def _write_sentence(
    text: CardText, slot: CardSlot, row: CardSentence | None, words: str, draft: Draft
) -> None:
    changed = row is None or row.words != words
    row = row or CardSentence(text=text, slot=slot, renders=0)
    row.words = words
    if draft.how == Edit.MEANING and changed and row.renders:
        slot.wording, slot.led_by = slot.wording + 1, text.language
        slot.save()
        row.renders = slot.wording
    elif draft.how != Edit.LANGUAGE and (changed or slot.name in draft.still_right):
        row.renders = slot.wording
    row.save()


def _add_slot(text: CardText, part: str, words: str) -> None:
    """A sentence the card did not have: the other languages lack it until they are written."""
    mine = CardSlot.objects.filter(card=text.card_id, part=part)
    numbers = [int(name.rsplit("-", 1)[1]) for name in mine.values_list("name", flat=True)]
    last = mine.aggregate(last=Max("position"))["last"] or 0
    slot = CardSlot.objects.create(
        card_id=text.card_id,
        part=part,
        name=f"{part}-{max(numbers, default=0) + 1}",
        position=last + 1,
        led_by=text.language,
    )
    CardSentence.objects.create(text=text, slot=slot, words=words, renders=slot.wording)


def put_back(text: CardText, before: CardVersion, actor: str, why: str) -> None:
    """Have a text say what an earlier version said; the other languages fall behind anew where it
    leads a sentence.
    """
    text.question, text.also = before.content["question"], before.content["also"]
    text.revision, text.updated_by = text.revision + 1, actor
    then: Mapping[str, Any] = before.content["sentences"]
    for row in text.sentences.select_related("slot"):
        if row.slot.name not in then:
            row.delete()
            continue
        words, renders = then[row.slot.name]
        if row.words != words and row.renders == row.slot.wording > renders:
            row.slot.wording, row.slot.led_by = F("wording") + 1, text.language
            row.slot.save()
            row.slot.refresh_from_db()
            renders = row.slot.wording
        row.words, row.renders = words, renders
        row.save()
    CardSlot.objects.filter(card=text.card_id, sentences=None).delete()
    keep_version(text, Edit.UNDO, actor, why)
    forms.write_forms(text)


def make_slots(card: Card, sentences: Mapping[str, str], *, led_by: str) -> None:
    """The slots of a card's first text, named part-number, in order."""
    CardSlot.objects.bulk_create(
        CardSlot(
            card=card, part=name.rsplit("-", 1)[0], name=name, position=position, led_by=led_by
        )
        for position, name in enumerate(sentences, start=1)
    )


def further_text(
    card: Card, language: str, draft: Words, actor: str, how: str = Edit.TRANSLATION
) -> CardText:
    """A text in one more language. It stands on the same citations as the others."""
    published = publish(
        kind=KIND,
        key=card.key,
        language=language,
        title=draft.question,
        address=f"/{language}/cards/{card.key}",
        cited=(),
    )
    _cite_as_others(card, published)
    text = CardText.objects.create(
        card=card, language=language, question=draft.question.strip(), also=list(draft.also),
        published=published, updated_by=actor,
    )  # fmt: skip
    _write_all(text, draft, how, actor)
    return text


def rewrite(text: CardText, words: Words, actor: str) -> None:
    """Have a text that nobody edited say what the file says now. Its slots are new."""
    text.question, text.also = words.question.strip(), list(words.also)
    text.revision, text.updated_by = text.revision + 1, actor
    text.save()
    _write_all(text, words, LOADED, actor)


def _write_all(text: CardText, words: Words, how: str, actor: str) -> None:
    slots = {slot.name: slot for slot in CardSlot.objects.filter(card=text.card_id)}
    CardSentence.objects.bulk_create(
        CardSentence(text=text, slot=slots[name], words=said.strip(), renders=slots[name].wording)
        for name, said in words.sentences.items()
        if name in slots
    )
    keep_version(text, how, actor, "")
    forms.write_forms(text)


def _cite_as_others(card: Card, published: PublishedText) -> None:
    other = CardText.objects.filter(card=card).order_by("pk").first()
    if other is None:
        return
    rows = list(Citation.objects.filter(text=other.published_id))
    for row in rows:
        row.pk, row.text = None, published
    Citation.objects.bulk_create(rows)


def keep_version(text: CardText, how: str, actor: str, why: str) -> None:
    """Keep what the text says now as a version of its revision."""
    rows = text.sentences.select_related("slot").order_by("slot__part", "slot__position")
    CardVersion.objects.create(
        text=text,
        revision=text.revision,
        actor=actor,
        why=why,
        how=how,
        content={
            "question": text.question,
            "also": text.also,
            "sentences": {row.slot.name: [row.words, row.renders] for row in rows},
        },
    )
