"""Telling those who asked for it that an answer has changed: agreeing, ending, telling.

Only through a messenger that lets us write first, and only where the operator named the party that
holds the addresses.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
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
from wayforward.information.narratives.queries import LANGUAGES
from wayforward.information.narratives.reporting.actions import STREAM
from wayforward.information.narratives.reporting.answering import Rebuttal, published_rebuttals

DAYS = "telling-days"  # how long an address is kept: a key of the rule set `rumours`


@dataclass(frozen=True, slots=True)
class Told:
    """How many chats were told, and how many of them could not be reached and were let go."""

    told: int
    let_go: int


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
    """Let go of everything that is kept of a chat. How much it was."""
    with _held() as party:
        return _of_chat(party, messenger, chat).delete()[0] if party else 0


def forget_expired(*, on: date) -> int:
    """Let go of addresses whose last day is over. How many."""
    with _held() as party:
        return Subscription.objects.filter(until__lt=on).delete()[0] if party else 0


def _of_chat(party: Party, messenger: Messenger, chat: str) -> QuerySet[Subscription]:
    index = Subscription._meta.get_field("address_index")
    assert isinstance(index, BlindIndexField)  # noqa: S101
    return Subscription.objects.filter(
        messenger=messenger.intake, address_index__in=look_up(index, party.pk, chat)
    )


def tell(*, claim: str, messenger: Messenger, on: date) -> Told:
    """Send what is published against a claim now to those who asked to be told of changes.

    Who cannot be reached any more, because the chat was closed to us, is let go. Sending happens
    outside any transaction; addresses live as long as that takes.
    """
    texts = {one.language: one for language in LANGUAGES
             for one in published_rebuttals([claim], language)}  # fmt: skip
    told, lost = 0, []
    for one in _recipients(claim, messenger, on):
        if one.language not in texts:
            continue
        if _sent(one, messenger, texts[one.language]):
            told += 1
        else:
            lost.append(one.number)
    _let_go(claim, lost, told)
    return Told(told, len(lost))


def _recipients(claim: str, messenger: Messenger, on: date) -> list[_Recipient]:
    with _held() as party:
        if party is None:
            return []
        rows = Subscription.objects.filter(
            messenger=messenger.intake, claim__key=claim, until__gte=on
        )
        return [_Recipient(row.pk, row.address, row.language) for row in rows]


def _sent(one: _Recipient, messenger: Messenger, text: Rebuttal) -> bool:
    """Whether the chat is still open to us; what fails for a moment is no reason to let go."""
    try:
        messenger.send(one.address, wording.said(one.language, wording.changed(text)))
    except NotSentError as problem:
        return not problem.closed
    return True


@transaction.atomic
def _let_go(claim: str, numbers: list[int], told: int) -> None:
    with _held() as party:
        if party is not None and numbers:
            Subscription.objects.filter(pk__in=numbers).delete()
    if told or numbers:
        record(
            stream=STREAM, name="those who asked were told", subject=claim, actor=SYSTEM,
            told=told, let_go=len(numbers),
        )  # fmt: skip
