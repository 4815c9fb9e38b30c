"""Answering a message: consent first, groups never, a report where somebody agreed.

Nothing of a sender is kept. What is remembered for a day is in memory.py; what is stored of a
report in reporting/actions.py. Sending happens after the transaction.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from wayforward.core.rulesets import queries as rulesets
from wayforward.core.rulesets.rules import RuleSetError
from wayforward.information.narratives.channels import memory, rules, telling, wording
from wayforward.information.narratives.channels.models import Memory
from wayforward.information.narratives.channels.port import Kind, Message, Messenger, Reply
from wayforward.information.narratives.reporting.actions import (
    EmptyReportError,
    Heard,
    LongReportError,
    look_up,
    receive_report,
)
from wayforward.information.narratives.reporting.matched import Matcher
from wayforward.information.narratives.reporting.models import Report
from wayforward.information.narratives.reporting.rules import TEXT_KEPT_FOR


@transaction.atomic
def respond(*, message: Message, messenger: Messenger, match: Matcher, on: date) -> Reply | None:
    """What goes back to a message; None where nothing does, such as to one that came before.

    Raises RuleSetError where nobody has set how long words are kept: then nothing is taken.
    """
    name = messenger.intake.value
    if not memory.remember(Memory.DELIVERY, f"{name} {message.delivery}", today=on):
        return None
    if message.group:
        return _refuse(f"{name} {message.chat}", on)
    if message.kind is Kind.UNREADABLE:
        return Reply(wording.said("", wording.unreadable))
    return Reply(_answered(message, messenger, match, on))


def _answered(message: Message, messenger: Messenger, match: Matcher, on: date) -> str:
    chat = f"{messenger.intake.value} {message.chat}"
    language = rules.language_of(message.text)
    if rules.stops(message.text):
        memory.forget(Memory.AGREED, chat, today=on)
        telling.unsubscribe(messenger=messenger, chat=message.chat)
        return wording.said(language, wording.stopped)
    if rules.agrees(message.text):
        memory.remember(Memory.AGREED, chat, today=on)
        return wording.said(language, wording.agreed)
    if (claim := rules.follows(message.text)) is not None:
        return _followed(message, messenger, claim, language, on)
    if message.kind is Kind.START or not memory.remembers(Memory.AGREED, chat, today=on):
        return _consent(message, language, match, on)
    return _received(message, messenger, language, match, on)


def _followed(message: Message, messenger: Messenger, claim: int, language: str, on: date) -> str:
    until = telling.subscribe(
        messenger=messenger, chat=message.chat, claim=claim, language=language, on=on
    )
    return wording.said(language, wording.following(until))


def _refuse(group: str, on: date) -> Reply | None:
    """One polite line a group, then silence; what was written there is not even read."""
    if not memory.remember(Memory.REFUSED, group, today=on):
        return None
    return Reply(wording.said("", wording.group, between=" / "), leave=True)


def _consent(message: Message, language: str, match: Matcher, on: date) -> str:
    """What is kept and how to agree; and what is published already, for which nothing is kept."""
    days = rulesets.value("", TEXT_KEPT_FOR, on=on).whole()
    asked = wording.said(language, wording.consent(days))
    if message.kind is Kind.START or not language:
        return asked
    try:
        known = look_up(text=message.text, match=match, reader=language)
    except (EmptyReportError, LongReportError):
        return asked
    if not known.rebuttals:
        return asked
    return f"{asked}\n\n{wording.said(language, wording.answered(known))}"


def _received(
    message: Message, messenger: Messenger, language: str, match: Matcher, on: date
) -> str:
    chat = f"{messenger.intake.value} {message.chat}"
    heard = Heard(
        message.text,
        messenger.intake,
        on,
        # What was passed on was told here; of anything else nobody said where it was told.
        channel=messenger.told_on if message.forwarded else None,
    )

    def first_today(about: str) -> bool:
        return memory.remember(Memory.TOLD, f"{chat} {about}", today=on)

    try:
        done = receive_report(heard=heard, match=match, first_today=first_today, reader=language)
    except EmptyReportError:
        return wording.said(language, wording.empty)
    except LongReportError:
        return wording.said(language, wording.too_long)
    said = wording.said(language, wording.answered(done.answer))
    return "\n\n".join(filter(None, (said, _offer(done.report, language, messenger, on))))


def _offer(report: Report, language: str, messenger: Messenger, on: date) -> str:
    """To be told when the answer changes: where there is a claim and a party holds addresses."""
    if report.claim is None or not messenger.may_write_first or telling.holder() is None:
        return ""
    try:
        until = telling.last_day(on)
    except RuleSetError:  # nobody has set how long: then no address is kept
        return ""
    return wording.said(language, wording.follow(report.claim.pk, until))
