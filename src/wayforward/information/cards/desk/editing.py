"""What the desk shows of one card text: its words beside another language, doubts, gates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from wayforward.core.access.rules import Actor, Permission
from wayforward.core.citations.models import Citation, Doubt, DoubtReason
from wayforward.core.citations.queries import Amber, ambers, citations_of, open_doubts
from wayforward.core.language.differences import Stretch, differing_words
from wayforward.information.cards import public_queries, queries
from wayforward.information.cards.models import (
    Capacity,
    CardSlot,
    CardText,
    CardVersion,
    State,
)
from wayforward.information.cards.rules import Edit, Mismatch, Obstacle


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence of the card: the text's own words and those of the language beside it."""

    name: str
    part: str
    words: str
    beside: str
    led_by: str = ""  # set where the sentence is behind that language
    old: tuple[Stretch, ...] = ()
    new: tuple[Stretch, ...] = ()
    differing: tuple[str, ...] = ()  # values the languages do not share
    fault: str = ""
    theirs: str = ""  # what somebody else saved meanwhile


@dataclass(frozen=True, slots=True)
class ShownDoubt:
    """What changed on an official page, word by word."""

    doubt: Doubt
    old: tuple[Stretch, ...]
    new: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """A signature that stands or what closes it."""

    capacity: str
    signed_by: str
    obstacles: tuple[Obstacle, ...]
    allowed: bool  # whether this person's roles allow it at all


@dataclass(frozen=True, slots=True)
class Editing:
    """Everything the page of one card text shows."""

    text: CardText
    question: str
    beside_language: str
    beside_question: str
    rows: tuple[Row, ...]
    amber: Amber | None
    doubts: tuple[ShownDoubt, ...]
    gates: tuple[Gate, ...]
    kinds: tuple[Edit, ...]  # of saves this person may make, the likely one first
    versions: tuple[CardVersion, ...]
    citations: tuple[Citation, ...]
    contradictions: tuple[queries.PossibleDisagreement, ...]
    noted: tuple[public_queries.ShownDisagreement, ...]
    faults: Mapping[str, str] = field(default_factory=dict)

    @property
    def behind(self) -> int:
        """How many sentences are behind."""
        return sum(bool(row.led_by) for row in self.rows)


def editing(
    text: CardText,
    actor: Actor,
    beside: str,
    *,
    mine: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
    meanwhile: bool = False,
) -> Editing:
    """The page of a text. `mine` are words typed but not saved: with `meanwhile`, because somebody
    else saved first, and then what they saved stands beside.
    """
    other = public_queries.text_of(text.card.key, beside)
    amber = ambers([text.published_id]).get(text.published_id)
    rows = _rows(text, other, mine or {}, faults or {}, meanwhile)
    return Editing(
        text=text,
        question=(mine or {}).get("question", text.question),
        beside_language=beside,
        beside_question=other.question if other else "",
        rows=rows,
        amber=amber,
        doubts=shown_doubts(text.published_id),
        gates=tuple(_gate(text, capacity, actor) for capacity in Capacity),
        kinds=_kinds(actor, any(row.led_by for row in rows)),
        versions=tuple(text.versions.order_by("-revision")[:20]),
        citations=tuple(citations_of(text.published_id)),
        contradictions=tuple(queries.possible_disagreements(text.card_id)),
        noted=tuple(public_queries.disagreements(text.card_id)),
        faults=faults or {},
    )


def _rows(
    text: CardText, other: CardText | None, mine: Mapping[str, str], faults: Mapping[str, str],
    meanwhile: bool,
) -> tuple[Row, ...]:  # fmt: skip
    own = {row.slot_id: row.words for row in text.sentences.all()}
    beside = {row.slot_id: row.words for row in other.sentences.all()} if other else {}
    late = {one.slot.pk: one for one in queries.behind(text)}
    differing = _differing(text)
    found = []
    for slot in CardSlot.objects.filter(card=text.card_id).order_by("part", "position"):
        saved = own.get(slot.pk, "")
        words = mine.get(slot.name, saved)
        one = late.get(slot.pk)
        old, new = differing_words(one.old, one.new) if one else ([], [])
        found.append(
            Row(
                name=slot.name,
                part=slot.part,
                words=words,
                beside=beside.get(slot.pk, ""),
                led_by=one.led_by if one else "",
                old=tuple(old),
                new=tuple(new),
                differing=tuple(differing.get(slot.name, ())),
                fault=faults.get(slot.name, ""),
                theirs=saved if meanwhile and words != saved else "",
            )
        )
    return tuple(found)


def _differing(text: CardText) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    mismatches: Sequence[Mismatch] = queries.mismatches(text.card_id)
    for one in mismatches:
        if text.language in (one.language, one.against):
            found.setdefault(one.slot, []).append(one.value)
    return {slot: list(dict.fromkeys(values)) for slot, values in found.items()}


def shown_doubts(published: int) -> tuple[ShownDoubt, ...]:
    """What changed behind a published text; of a change that touched a cited sentence, the page as
    a whole adds nothing.
    """
    doubts = list(open_doubts(published))
    told = {one.change for one in doubts if one.reason != DoubtReason.PAGE_CHANGED}
    return tuple(
        _doubt(one)
        for one in doubts
        if one.reason != DoubtReason.PAGE_CHANGED or one.change not in told
    )


def _doubt(doubt: Doubt) -> ShownDoubt:
    old, new = differing_words(doubt.old, doubt.new)
    return ShownDoubt(doubt, tuple(old), tuple(new))


_SIGNS = {
    Capacity.NATIVE_READER: Permission.SIGN_LANGUAGE,
    Capacity.LEGAL_READER: Permission.SIGN_LAW,
}


def _gate(text: CardText, capacity: Capacity, actor: Actor) -> Gate:
    standing = text.signatures.filter(ended_at=None, capacity=capacity).first()
    obstacles = [] if standing else queries.obstacles(text, capacity)
    return Gate(
        capacity,
        standing.signed_by if standing else "",
        tuple(obstacles),
        actor.may(_SIGNS[capacity]),
    )


def _kinds(actor: Actor, behind: bool) -> tuple[Edit, ...]:
    may_edit = actor.may(Permission.EDIT_CARD)
    if not actor.may(Permission.TRANSLATE_CARD):
        return ()
    order = (Edit.TRANSLATION, Edit.MEANING, Edit.LANGUAGE)
    kinds = order if behind else (Edit.MEANING, Edit.LANGUAGE, Edit.TRANSLATION)
    return tuple(kind for kind in kinds if kind != Edit.MEANING or may_edit)


def may_submit(text: CardText) -> bool:
    """Whether a text can be handed to the readers who sign."""
    return text.state == State.DRAFT
