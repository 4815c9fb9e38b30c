"""Telling those who asked for it that an answer has changed: agreeing, ending, telling.

Only through a messenger that lets us write first, and only where the operator named the party that
holds the addresses.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from django.conf import settings
from django.db.models import QuerySet

from wayforward.core.access.context import acting_for
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.sealed_fields import BlindIndexField, look_up
from wayforward.core.audit.actions import SYSTEM, record
from wayforward.core.parties.models import Party
from wayforward.core.rulesets import queries as rulesets
from wayforward.information.narratives.channels import wording
from wayforward.information.narratives.channels.models import Subscription
from wayforward.information.narratives.channels.port import Messenger, NotSentError
from wayforward.information.narratives.models import Claim
from wayforward.information.narratives.reporting.actions import STREAM
from wayforward.information.narratives.reporting.answering import Rebuttal, published_rebuttals

DAYS = "telling-days"  # how long an address is kept: a key of the rule set `rumours`
# Before the first round and before each further one to those who could not be reached; seconds.
_PAUSES = (0, 30, 120)


@dataclass(frozen=True, slots=True)
class Told:
    """How many chats were told, how many are closed to us and were let go, how many were missed."""

    told: int
    let_go: int
    missed: int = 0


class _Outcome(Enum):
    TOLD = auto()
    CLOSED = auto()
    MISSED = auto()  # the messenger is away, or wants fewer messages at a time


@dataclass(frozen=True, slots=True)
class _Recipient:
    number: int
    address: str
    language: str


def holder() -> Party | None:
    """The party that holds addresses, as the operator named it; None: nobody is offered this."""
    arrangement, _slash, party = settings.TELLING_PARTY.partition("/")
    return Party.objects.filter(arrangement__key=arrangement, key=party).first()


def last_day(on: date) -> date:
    """Until when an address is kept that is given today. Raises RuleSetError."""
    return on + timedelta(days=rulesets.value("", DAYS, on=on).whole())


@contextmanager
def _held() -> Iterator[Party | None]:
    """Act for the party that holds addresses, which alone sees them."""
    party = holder()
    if party is None:
        yield None
        return
    with acting_for(party, purpose=Purpose.SWEEP):
        yield party


def subscribe(
    *, messenger: Messenger, chat: str, claim: int, language: str, on: date
) -> date | None:
    """Keep a chat's address, sealed, to tell it of changes. The last day, None where it cannot be.

    Only after the chat asked for it by the word that it was shown with what it means.
    """
    found = Claim.objects.filter(pk=claim, active=True).first()
    with _held() as party:
        if party is None or found is None or not messenger.may_write_first:
            return None
        until = last_day(on)
        row = _of_chat(party, messenger, chat).filter(claim=found).first()
        row = row or Subscription(
            party=party, messenger=messenger.intake, address=chat, claim=found
        )
        row.language, row.until = language, until
        row.save()
        return until


def unsubscribe(*, messenger: Messenger, chat: str) -> int:
    """Let go of everything that is kept of a chat, whoever holds it. How much it was."""
    return sum(_of_chat(party, messenger, chat).delete()[0] for party in _every_holder())


def forget_expired(*, on: date) -> int:
    """Let go of addresses whose last day is over, whoever holds them. How many."""
    return sum(Subscription.objects.filter(until__lt=on).delete()[0] for _party in _every_holder())


def _every_holder() -> Iterator[Party]:
    """Act for one party after the other: the operator may have named another one before, or none
    since, and what was promised for an address holds all the same.
    """
    for party in Party.objects.order_by("pk"):
        with acting_for(party, purpose=Purpose.SWEEP):
            yield party


def _of_chat(party: Party, messenger: Messenger, chat: str) -> QuerySet[Subscription]:
    index = Subscription._meta.get_field("address_index")
    assert isinstance(index, BlindIndexField)  # noqa: S101
    return Subscription.objects.filter(
        messenger=messenger.intake, address_index__in=look_up(index, party.pk, chat)
    )


def tell(
    *,
    claim: str,
    language: str,
    messenger: Messenger,
    on: date,
    pause: Callable[[float], None] = time.sleep,
) -> Told:
    """Send what is published against a claim now to those who asked for it in that language.

    Who cannot be reached any more, because the chat was closed to us, is let go; who could not be
    reached now is tried again twice. Sending happens outside any transaction; addresses live as
    long as that takes.
    """
    text = next(iter(published_rebuttals([claim], language)), None)
    done, missed = Told(0, 0), None
    for seconds in _PAUSES if text else ():
        pause(seconds)
        # Read anew each round: whoever wrote STOP meanwhile is not among them any more.
        asked = _recipients(claim, language, messenger, on, only=missed)
        outcomes = {one.number: _sent(one, messenger, text) for one in asked if text}
        done = _noted(outcomes, done)
        missed = [number for number, how in outcomes.items() if how is _Outcome.MISSED]
        if not missed:
            break
    _record(claim, done)
    return done


def _recipients(
    claim: str, language: str, messenger: Messenger, on: date, *, only: Collection[int] | None
) -> list[_Recipient]:
    with _held() as party:
        if party is None:
            return []
        rows = Subscription.objects.filter(
            messenger=messenger.intake, claim__key=claim, language=language, until__gte=on
        )
        rows = rows if only is None else rows.filter(pk__in=only)
        return [_Recipient(row.pk, row.address, row.language) for row in rows.order_by("pk")]


def _sent(one: _Recipient, messenger: Messenger, text: Rebuttal) -> _Outcome:
    try:
        messenger.send(one.address, wording.said(one.language, wording.changed(text)))
    except NotSentError as problem:
        return _Outcome.CLOSED if problem.closed else _Outcome.MISSED
    return _Outcome.TOLD


def _noted(outcomes: Mapping[int, _Outcome], before: Told) -> Told:
    """Let go of the chats that are closed; what it has come to."""
    closed = [number for number, how in outcomes.items() if how is _Outcome.CLOSED]
    with _held() as party:
        if party is not None and closed:
            Subscription.objects.filter(pk__in=closed).delete()
    counts = Counter(outcomes.values())
    return Told(
        before.told + counts[_Outcome.TOLD], before.let_go + len(closed), counts[_Outcome.MISSED]
    )


def _record(claim: str, done: Told) -> None:
    if done != Told(0, 0):
        record(
            stream=STREAM, name="those who asked were told", subject=claim, actor=SYSTEM,
            told=done.told, let_go=done.let_go, missed=done.missed,
        )  # fmt: skip
