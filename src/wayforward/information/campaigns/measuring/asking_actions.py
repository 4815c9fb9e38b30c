"""The verbs that prepare asking: areas, questions, the codes under which people answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from wayforward.core.access.rules import Actor, Permission, require
from wayforward.core.audit.actions import record
from wayforward.core.places.reading import districts, provinces
from wayforward.information.campaigns.links.codes import new_code
from wayforward.information.campaigns.links.models import ShortLink
from wayforward.information.campaigns.measuring.models import Area, AskingCode, Question
from wayforward.information.campaigns.measuring.refusals import (
    AnsweredError,
    FaultyQuestionError,
    NoPlaceError,
    NoReasonError,
    NotThereError,
    TakenError,
)
from wayforward.information.campaigns.measuring.rules import (
    Arm,
    QuestionKind,
    QuestionText,
    Wave,
    faults,
)
from wayforward.information.campaigns.models import Campaign
from wayforward.information.campaigns.moving import STREAM
from wayforward.information.campaigns.rules import LANGUAGES
from wayforward.information.cards.models import Card
from wayforward.information.narratives.models import Claim


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is written: its words by language, the right answer, what that stands on."""

    kind: QuestionKind
    texts: Mapping[str, QuestionText]
    right: int
    card: str = ""  # key of a card, or
    claim: str = ""  # key of a claim that a rebuttal answers


def add_area(*, campaign: Campaign, place: str, arm: Arm, actor: Actor) -> Area:
    """Ask people in a province or district, with the campaign or to compare.

    Raises NotAllowedError, NoPlaceError, TakenError.
    """
    require(actor, Permission.EDIT_CAMPAIGN)
    if place not in provinces() and place not in districts():
        raise NoPlaceError(place)
    with transaction.atomic():
        try:
            with transaction.atomic():
                area = Area.objects.create(campaign=campaign, place=place, arm=arm)
        except IntegrityError:
            raise TakenError(place) from None
        _tell("area added", campaign, actor, place=place, arm=arm.value)
    return area


def remove_area(*, campaign: Campaign, place: str, actor: Actor) -> None:
    """Ask there no more. Raises NotAllowedError, NotThereError, AnsweredError."""
    require(actor, Permission.EDIT_CAMPAIGN)
    with transaction.atomic():
        area = Area.objects.select_for_update().filter(campaign=campaign, place=place).first()
        if area is None:
            raise NotThereError("The area")
        if area.counts.exists() or area.codes.exists():
            raise AnsweredError
        area.delete()
        _tell("area removed", campaign, actor, place=place)


def write_question(*, campaign: Campaign, key: str, asked: Asked, actor: Actor) -> Question:
    """A new question, or the one of this key with other words while nobody has answered it.

    Raises NotAllowedError, FaultyQuestionError, AnsweredError, TakenError.
    """
    require(actor, Permission.EDIT_CAMPAIGN)
    with transaction.atomic():
        row = Question.objects.select_for_update().filter(key=key).first()
        if row is not None and row.campaign_id != campaign.pk:
            raise TakenError(f"A question {key}")
        if row is not None and row.counts.exists():
            raise AnsweredError
        card = Card.objects.filter(key=asked.card, active=True).first() if asked.card else None
        claim = Claim.objects.filter(key=asked.claim, active=True).first() if asked.claim else None
        _check(asked, cites=(card is not None) + (claim is not None))
        new = row or Question(campaign=campaign, key=key, position=campaign.questions.count())
        new.kind, new.right, new.card, new.claim = asked.kind, asked.right, card, claim
        new.texts = {
            language: {"asks": one.asks.strip(), "answers": [a.strip() for a in one.answers]}
            for language, one in asked.texts.items()
        }
        new.save()
        _tell("question written", campaign, actor, question=key)
    return new


def _check(asked: Asked, *, cites: int) -> None:
    found = faults(asked.kind, asked.texts, right=asked.right, languages=LANGUAGES, cites=cites)
    if found:
        raise FaultyQuestionError(found)


def withdraw_question(*, key: str, actor: Actor, why: str) -> Question:
    """Ask it no more and leave it out of what is said; it can be put back.

    Raises NotAllowedError, NotThereError, NoReasonError.
    """
    require(actor, Permission.EDIT_CAMPAIGN)
    if not why.strip():
        raise NoReasonError
    with transaction.atomic():
        row = _question(key, withdrawn=False)
        row.withdrawn_at, row.withdrawn_by = timezone.now(), actor.name
        row.withdrawn_why = why.strip()
        row.save()
        _tell("question withdrawn", row.campaign, actor, reason=why.strip(), question=key)
    return row


def put_back_question(*, key: str, actor: Actor) -> Question:
    """Ask it again. Raises NotAllowedError, NotThereError."""
    require(actor, Permission.EDIT_CAMPAIGN)
    with transaction.atomic():
        row = _question(key, withdrawn=True)
        row.withdrawn_at, row.withdrawn_by, row.withdrawn_why = None, "", ""
        row.save()
        _tell("question put back", row.campaign, actor, question=key)
    return row


def open_asking(*, question: Question, area: Area, wave: Wave, actor: Actor) -> AskingCode:
    """A code under which people of an area answer. Raises NotAllowedError, TakenError."""
    require(actor, Permission.EDIT_CAMPAIGN)
    if question.campaign_id != area.campaign_id:
        raise NotThereError("The area")
    with transaction.atomic():
        Question.objects.select_for_update().get(pk=question.pk)
        standing = AskingCode.objects.filter(
            question=question, area=area, wave=wave, withdrawn_at=None
        ).first()
        if standing is not None:
            raise TakenError(f"The code {standing.code}")
        row = AskingCode.objects.create(
            question=question, area=area, wave=wave, code=_free_code(), made_by=actor.name
        )
        _tell("asking opened", question.campaign, actor, question=question.key, code=row.code)
    return row


def _free_code() -> str:
    """A code that neither a link nor a question has or had."""
    code = new_code()
    while any(kind.objects.filter(code=code).exists() for kind in (ShortLink, AskingCode)):
        code = new_code()
    return code


def close_asking(*, code: str, actor: Actor) -> AskingCode:
    """Take no more answers under a code. Raises NotAllowedError, NotThereError."""
    require(actor, Permission.EDIT_CAMPAIGN)
    with transaction.atomic():
        rows = AskingCode.objects.select_for_update(of=("self",)).select_related(
            "question__campaign"
        )
        row = rows.filter(code=code, withdrawn_at=None).first()
        if row is None:
            raise NotThereError("The code")
        row.withdrawn_at, row.withdrawn_by = timezone.now(), actor.name
        row.save()
        _tell("asking closed", row.question.campaign, actor, question=row.question.key, code=code)
    return row


def _question(key: str, *, withdrawn: bool) -> Question:
    rows = Question.objects.select_for_update(of=("self",)).select_related("campaign")
    row = rows.filter(key=key, withdrawn_at__isnull=not withdrawn).first()
    if row is None:
        raise NotThereError("The question")
    return row


def _tell(name: str, campaign: Campaign, actor: Actor, *, reason: str = "", **facts: str) -> None:
    record(stream=STREAM, name=name, subject=campaign.key, actor=actor.name, reason=reason, **facts)
