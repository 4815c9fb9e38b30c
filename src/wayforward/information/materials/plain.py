"""The forms that are words alone: an SMS and what is read on the radio."""

from __future__ import annotations

from wayforward.core.language.digits import format_number
from wayforward.core.rulesets.rules import RuleSetError
from wayforward.information.materials.codes import typed
from wayforward.information.materials.messages import from_sentences, one_message
from wayforward.information.materials.queries import pace_of
from wayforward.information.materials.refusals import MaterialRefusalError
from wayforward.information.materials.speaking import Pace, Spot, own_spot, spot_of
from wayforward.information.materials.texts import MaterialText
from wayforward.information.materials.words import day, short_day, word


def sms(text: MaterialText) -> str:
    """One message, and above that of a draft that it is one.

    A text in doubt says only that, and where to look: a message is never called back. Raises
    SmsTooLongError or NothingToSayError.
    """
    message = message_of(text)
    return message if text.signed else f"{word('draft', text.language)}\n{message}"


def message_of(text: MaterialText) -> str:
    """The message alone. Raises as `sms`."""
    return one_message(_doubtful(text) if text.doubt else _wordings(text))


def message_or_none(text: MaterialText) -> str | None:
    """The message alone; None where one cannot be made."""
    try:
        return message_of(text)
    except MaterialRefusalError:
        return None


def spot_or_none(text: MaterialText) -> str | None:
    """What is read aloud, alone; None where it cannot be made."""
    try:
        return _spot(text, pace_of(text.language, on=text.made_on)).script
    except (MaterialRefusalError, RuleSetError):
        return None


def _wordings(text: MaterialText) -> list[str]:
    address = typed(text.address)
    if text.sms:
        return [f"{text.sms} {address}", text.sms]
    return from_sentences(text.title, _sentences(text), address)


def _doubtful(text: MaterialText) -> list[str]:
    assert text.doubt is not None  # noqa: S101  # asked for of texts in doubt alone
    language, address = text.language, typed(text.address)
    dated = word("sms_doubt", language, day=short_day(text.doubt, language), address=address)
    return [dated, word("sms_doubt_short", language, address=address)]


def radio(text: MaterialText, pace: Pace | None = None) -> str:
    """A spot with how long it takes, who says it and when. In doubt it tells only that.

    Raises RadioTooLongError, NothingToSayError or RuleSetError.
    """
    language = text.language
    held = pace or pace_of(language, on=text.made_on)
    spot = _spot(text, held)
    seconds = format_number(spot.seconds, language, 1)
    lines = [
        "" if text.signed else word("draft", language),
        word("doubt", language, day=day(text.doubt, language)) if text.doubt else "",
        word("seconds", language, seconds=seconds, most=format_number(held.seconds, language)),
    ]
    made = word("made", language, day=day(text.made_on, language))
    foot = f"{text.publisher} · {made} · {typed(text.address)}"
    head = "\n".join(line for line in lines if line)
    return f"{head}\n\n{spot.script}\n\n{foot}\n"


def _spot(text: MaterialText, pace: Pace) -> Spot:
    if text.doubt:
        return own_spot(word("radio_doubt", text.language), pace)
    if text.radio:
        return own_spot(text.radio, pace)
    return spot_of([text.title, *_sentences(text)], pace)


def _sentences(text: MaterialText) -> list[str]:
    """Every sentence, lower ranks first."""
    ranked = sorted(text.sections, key=lambda section: section.rank)
    return [sentence for section in ranked for sentence in section.sentences]
