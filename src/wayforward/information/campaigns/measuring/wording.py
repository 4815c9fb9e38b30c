"""Words of closed sets of measuring, and what an effect means in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from wayforward.core.language.digits import format_number
from wayforward.core.language.direction import is_right_to_left, isolated
from wayforward.core.language.places import place_name
from wayforward.core.places.reading import districts, provinces
from wayforward.information.campaigns.measuring.effects import Effect, Least, Verdict, points
from wayforward.information.campaigns.measuring.estimating import Interval, Method
from wayforward.information.campaigns.measuring.models import Question
from wayforward.information.campaigns.measuring.planning import PlanError
from wayforward.information.campaigns.measuring.refusals import (
    AnsweredError,
    BelowNoughtError,
    FaultyQuestionError,
    MeasuringError,
    NobodySaysError,
    NoReasonError,
    NoSuchAnswerError,
    NotThereError,
    OutsideError,
    ReadBeforeError,
    TakenError,
    WrongSpanError,
)
from wayforward.information.campaigns.measuring.rules import (
    Arm,
    Fault,
    How,
    QuestionKind,
    Span,
    Wave,
)
from wayforward.information.campaigns.measuring.telling import Cell

HOW = {
    How.STATION: lazy("what the station says"),
    How.SURVEY: lazy("a survey of listeners or readers"),
    How.COUNTED_HEADS: lazy("heads counted"),
    How.GIVEN_OUT: lazy("pieces given out"),
    How.DELIVERED: lazy("messages that arrived"),
    How.PLATFORM: lazy("what the platform says"),
    How.GUESS: lazy("a guess"),
}
WAVES = {Wave.BEFORE: lazy("before the campaign"), Wave.AFTER: lazy("after it began")}
ARMS = {Arm.CAMPAIGN: lazy("areas of the campaign"), Arm.COMPARISON: lazy("comparison areas")}
QUESTION_KINDS = {
    QuestionKind.TRUE_FALSE: lazy("true or false"),
    QuestionKind.ONE_OF: lazy("one of several answers"),
}
TRUE_FALSE = (lazy("True"), lazy("False"))
DOES_NOT_KNOW = lazy("I do not know")
FAULTS = {
    Fault.NOT_IN_EVERY_LANGUAGE: lazy("It must be asked in every language."),
    Fault.EMPTY: lazy("A question or an answer is empty."),
    Fault.TOO_LONG: lazy("A question or an answer is too long."),
    Fault.TOO_FEW_ANSWERS: lazy("Give two answers or more."),
    Fault.TOO_MANY_ANSWERS: lazy("Give six answers or fewer."),
    Fault.ANSWERS_DIFFER: lazy("Give as many answers in every language."),
    Fault.SAME_ANSWER_TWICE: lazy("Two answers are the same."),
    Fault.NO_RIGHT_ANSWER: lazy("Say which answer is right."),
    Fault.CITES_NOTHING: lazy("Name a card or a rumour whose answer says what is right."),
    Fault.CITES_TWO: lazy("Name a card or a rumour, not both."),
}
_REFUSALS: dict[type[MeasuringError], object] = {
    NotThereError: lazy("It is not there, or somebody withdrew it or put it back meanwhile."),
    WrongSpanError: lazy("The least comes before the most, and the first day before the last."),
    OutsideError: lazy("These days lie outside the placement or are still to come."),
    NobodySaysError: lazy("Write down who says so: a station, an office, a survey."),
    NoReasonError: lazy("A reason must be written down."),
    TakenError: lazy("There is one of these already."),
    AnsweredError: lazy(
        "People have answered this already, so it stays as it is: withdraw it and make another."
    ),
    NoSuchAnswerError: lazy("Choose one of the answers."),
    BelowNoughtError: lazy("Fewer such answers are counted than would be taken back."),
    ReadBeforeError: lazy("This very file was read before: its answers are counted already."),
}


def refusal_in_words(refusal: MeasuringError) -> str:
    """Why something was refused and what to do, in the reader's language."""
    if isinstance(refusal, FaultyQuestionError):
        return " ".join(str(FAULTS[one]) for one in refusal.faults)
    return str(_REFUSALS.get(type(refusal), refusal))


_PLANS = {
    "too_small": lazy("So small a difference cannot be seen: plan for a larger one."),
    "nothing": lazy("A difference of nothing cannot be seen: say how much you hope for."),
    "impossible": lazy("With this difference more than all or fewer than none would know it."),
}


def plan_refusal(refusal: PlanError) -> str:
    """Why something cannot be planned; what a form checks by itself needs no words here."""
    return str(_PLANS.get(refusal.key, refusal))


def number(value: float, decimals: int = 0) -> str:
    """A number in the reader's digits."""
    return format_number(value, get_language() or "en", decimals)


def money(amount: float, currency: str) -> str:
    """An amount in the reader's digits, cents where it has any."""
    whole = float(amount).is_integer() and amount >= 1
    mark = isolated if is_right_to_left(get_language() or "en") else str
    return f"{number(amount, 0 if whole else 2)} {mark(currency)}"


def people(span: Span | None) -> str:
    """Between how many people; a dash where it is not known or not told."""
    if span is None:
        return _("not known")
    if span.least == span.most:
        return number(span.least)
    return _("%(least)s to %(most)s") % {"least": number(span.least), "most": number(span.most)}


def cell(one: Cell) -> str:
    """A count as it is told, or why it is not."""
    if one.span is not None:
        return people(one.span)
    return _("too few to tell") if one.fewer else _("not shown")


def place_in_words(place: str) -> str:
    """A province, a district or a country, as readers call it."""
    language = get_language() or "en"
    for known in (provinces(), districts()):
        if place in known:
            return known[place].names.in_language(language)
    return place_name(place, language)


def asks(question: Question) -> str:
    """The question in the reader's language."""
    texts = question.texts
    return str(texts.get(get_language() or "en", texts["en"])["asks"])


def answers(question: Question) -> list[str]:
    """What may be answered, in the reader's language, in order."""
    if question.kind == QuestionKind.TRUE_FALSE:
        return [str(one) for one in TRUE_FALSE]
    texts = question.texts
    return [str(one) for one in texts.get(get_language() or "en", texts["en"])["answers"]]


def listed(parts: Sequence[str]) -> str:
    """Several things after each other, with the comma of the reader's script."""
    comma = "، " if is_right_to_left(get_language() or "en") else ", "
    return comma.join(parts)


def group_in_words(arm: Arm, wave: Wave) -> str:
    """A group that was asked: where and when."""
    return listed([str(ARMS[arm]), str(WAVES[wave])])


def effect_in_words(found: Effect, least: Least) -> list[str]:
    """What may be said of a question, sentence by sentence."""
    said = [_first(found, least)]
    if found.interval is not None:
        said.append(_between(found.interval, least))
    return [*said, *_limits(found, least)]


def _first(found: Effect, least: Least) -> str:
    if found.verdict is Verdict.TOO_FEW:
        return _too_few(found, least)
    if found.interval is None:
        return str(_NOTHING[found.verdict])
    about = points(found.interval).about
    signed = found.verdict is Verdict.CHANGE_ONLY  # the others say more or fewer
    said = _signed(about) if signed else number(abs(about))
    return str(_SAID[found.verdict]) % {"points": said}


_SAID = {
    Verdict.MORE: lazy(
        "%(points)s points more people know it in the areas of the campaign than one would expect."
    ),
    Verdict.FEWER: lazy(
        "%(points)s points fewer people know it in the areas of the campaign than one would expect."
    ),
    Verdict.UNCLEAR: lazy(
        "Whether the campaign changed what people know cannot be told from these answers."
    ),
    Verdict.CHANGE_ONLY: lazy(
        "The share who know it changed by %(points)s points; nothing tells whether the campaign did"
        " it, because nobody was asked in areas without it."
    ),
}
_NOTHING = {
    Verdict.NOT_ASKED: lazy("Nobody has been asked yet."),
    Verdict.NOT_ASKED_BEFORE: lazy(
        "Nobody was asked before the campaign, so nothing can be said of what it changed."
    ),
    Verdict.NOT_ASKED_AFTER: lazy("People were asked before the campaign and not yet after it."),
}


def _between(interval: Interval, least: Least) -> str:
    said = points(interval)
    return _(
        "The true value lies between %(low)s and %(high)s points (%(confidence)s of 100 such"
        " intervals hold it)."
    ) % {
        "low": _signed(said.low),
        "high": _signed(said.high),
        "confidence": number(100 * least.confidence),
    }


def _signed(value: int) -> str:
    """With a minus that stays before its number in every direction."""
    return f"\u2066\u2212{number(-value)}\u2069" if value < 0 else number(value)


def _too_few(found: Effect, least: Least) -> str:
    groups = "; ".join(group_in_words(arm, wave) for arm, wave in found.short)
    return _(
        "With fewer than %(least)s answers in each group nothing can be said. Too few so far:"
        " %(groups)s."
    ) % {"least": number(least.of_group), "groups": groups}


def _limits(found: Effect, least: Least) -> Sequence[str]:
    said: list[str] = []
    if found.left_out:
        places = listed([place_in_words(one) for one in found.left_out])
        said.append(
            _("Left out, with fewer than %(least)s answers before or after: %(places)s.")
            % {"least": number(least.of_area), "places": places}
        )
    if found.estimated is not None:
        said.append(_width(found))
    return said


def _width(found: Effect) -> str:
    estimated = found.estimated
    if estimated is not None and not estimated.areas_compared:
        return _(
            "There are too few areas to compare them with each other: whatever else happened in one"
            " of them alone looks like an effect, and the interval does not show it."
        )
    if estimated is not None and estimated.method is Method.AREAS:
        return _("How wide the interval is comes from how much the areas differ.")
    return _("How wide the interval is comes from how few people were asked.")
