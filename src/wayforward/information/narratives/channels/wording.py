"""What is said in a chat, in the reader's language; in all three where it cannot be told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from wayforward.core.language.calendar import both_calendars
from wayforward.core.language.digits import to_reader
from wayforward.information.narratives.queries import LANGUAGES
from wayforward.information.narratives.reporting.answering import Answer, Rebuttal
from wayforward.information.narratives.rules import Decision

_BETWEEN = "\n\n* * *\n\n"


def said(language: str, make: Callable[[], str], between: str = _BETWEEN) -> str:
    """What `make` says in a language, or in each of ours where none is given."""
    texts = []
    for one in [language] if language else LANGUAGES:
        with translation.override(one):
            texts.append(make())
    return between.join(texts)


def consent(days: int) -> Callable[[], str]:
    """What is kept, what is not, and how to agree. `days`: how long words are kept."""

    def make() -> str:
        language = translation.get_language() or "en"
        return _(
            "Here you can tell us what people say about leaving and returning, and read what"
            " official sources say. We do not keep your name, your number or your account. If you"
            " agree, we keep the words of your message for %(days)s days, without the names,"
            " numbers and addresses we find in it, with the day and the language, and count how"
            " often a rumour is told.\n\nWrite YES to agree, then send your message. Write STOP to"
            " end it. Until then nothing you write here is kept."
        ) % {"days": to_reader(str(days), language)}

    return make


def agreed() -> str:
    """After somebody agreed."""
    return _("Thank you. Now write what people are saying, in your own words, without names.")


def stopped() -> str:
    """After somebody stopped."""
    return _("It is ended. We keep nothing that leads to you. Write YES to report again.")


def group() -> str:
    """Once in a group, in one line."""
    return _("To protect everybody here I answer in no group: please write to me alone.")


def unreadable() -> str:
    """To a voice message, a picture, a file."""
    return _("For now only text can be read here: please write down what is being said.")


def empty() -> str:
    """To a message that says nothing once personal data are taken out."""
    return _("There is no rumour in this: please write what people are saying.")


def too_long() -> str:
    """To a message longer than a rumour is."""
    return _("This is too long: please send only the part that tells the rumour.")


def answered(answer: Answer) -> Callable[[], str]:
    """What we know of a report: what is published against it, or that somebody will look at it."""

    def make() -> str:
        if not answer.rebuttals:
            return _known(answer.kind)
        if answer.kind is Decision.NEAR_EXACT:
            return rebuttal(answer.rebuttals[0])
        return _suggested(answer)

    return make


def follow(number: int, until: date) -> Callable[[], str]:
    """The offer beneath an answer to be told when it changes, with what that means."""

    def make() -> str:
        language = translation.get_language() or "en"
        return _(
            "Write TELL %(number)s to be told here when this answer changes. For that alone we keep"
            " the address of this chat, sealed, until %(day)s. STOP ends it at once."
        ) % {
            "number": to_reader(str(number), language),
            "day": both_calendars(until, language),
        }

    return make


def following(until: date | None) -> Callable[[], str]:
    """After somebody asked to be told; None: it cannot be."""

    def make() -> str:
        if until is None:
            return _("This cannot be done here: please look at the page again now and then.")
        day = both_calendars(until, translation.get_language() or "en")
        return _("You will be told here until %(day)s. Write STOP to end it.") % {"day": day}

    return make


def changed(one: Rebuttal) -> Callable[[], str]:
    """To somebody who asked to be told."""

    def make() -> str:
        asked = _("You asked to be told: this answer has changed. Write STOP to end it.")
        return f"{asked}\n\n{rebuttal(one)}"

    return make


def _known(kind: Decision) -> str:
    if kind is Decision.NEW:
        return _(
            "Thank you. We do not know this one yet: somebody will look at it. Do not rely on it"
            " before an official source says so."
        )
    return _("Thank you. Others have told us this too. Our answer to it is being prepared.")


def _suggested(answer: Answer) -> str:
    lines = [_("Thank you. Is it one of these? If not, somebody will look at it.")]
    lines += [f"{one.title}\n{one.url}" for one in answer.rebuttals]
    return "\n\n".join(lines)


def rebuttal(one: Rebuttal) -> str:
    """A published rebuttal to read in a chat: the fact before what is being said."""
    pieces = [
        (_("What is true"), one.fact),
        (_("What is being said"), (one.title,)),
        (_("Why that is wrong"), one.wrong),
        (_("For whom it is true"), (one.who,) if one.who else ()),
        (_("What is possible instead"), one.instead),
    ]
    lines = [f"{heading}:\n{' '.join(said)}" for heading, said in pieces if said]
    if one.in_doubt:
        lines.append(_("An official page behind this has changed: we are checking it again."))
    lines.append(f"{_('Who says so, and more')}:\n{one.url}")
    return "\n\n".join(lines)
