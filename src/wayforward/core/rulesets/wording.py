"""Words for units and values of parameters, and for refusals to read one.

A unit or a value that has no words is shown as it stands.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from wayforward.core.language.calendar import both_calendars
from wayforward.core.language.digits import to_reader
from wayforward.core.rulesets.rules import (
    NoSuchParameterError,
    NotANumberError,
    NotInForceError,
    RuleSetError,
    UnsetParameterError,
    Value,
)

UNITS = {
    "calendar_days": lazy("days"),
    "working_days": lazy("working days"),
    "weeks": lazy("weeks"),
    "months": lazy("months"),
    "years": lazy("years"),
    "persons_per_flight": lazy("persons a flight"),
    "persons_per_month": lazy("persons a month"),
    "persons_per_operation": lazy("persons an operation"),
    "persons": lazy("persons"),
    "euros": lazy("euros"),
    "euros_per_person": lazy("euros a person"),
    "points": lazy("points"),
    "points_of_50": lazy("points of 50"),
    "points_of_100": lazy("points of 100"),
    "meetings_per_year": lazy("meetings a year"),
    "indicators": lazy("indicators"),
    "score": lazy("score"),
    "times_budget": lazy("times the budget"),
    "flights": lazy("flights"),
    "sightings": lazy("sightings"),
    "seconds": lazy("seconds"),
    "words_a_second": lazy("words a second"),
    "words": lazy("words spoken"),
    "parts": lazy("parts"),
    "opens": lazy("openings"),
    "answers": lazy("answers"),
    "percent": lazy("percent"),
    "times": lazy("times"),
    "one_of": lazy("one of these"),
    "all_of": lazy("all of these"),
    # What a value is shows by itself.
    "party": "",
    "languages": "",
    "weights": "",
}
WORDS = {
    "open_ended": lazy("open-ended"),
    "after_consultation_yearly_at_signing_date": lazy(
        "after consultation, yearly on the day of signing"
    ),
    "european_travel_document": lazy("a European travel document"),
    "scheduled": lazy("scheduled"),
    "non_scheduled": lazy("non-scheduled (charter)"),
    "kabul": lazy("Kabul"),
    "other_named_airport": lazy("another named airport"),
    "deny": lazy("refused"),
    "parent": lazy("parents"),
    "minor_child": lazy("children under age"),
    "serious": lazy("serious"),
    "untreatable_in_afghanistan": lazy("untreatable in Afghanistan"),
    "passport": lazy("passport"),
    "tazkira": lazy("tazkira"),
    "family_traced": lazy("family traced"),
    "adequate_reception_and_care": lazy("adequate reception and care"),
    "explored": lazy("explored"),
    "none_in_international_law": lazy("none in international law"),
    "afghan_nationals_without_right_to_stay_after_all_procedures": lazy(
        "nationals of Afghanistan who have no right to stay once all procedures are over"
    ),
    "ar": lazy("Arabic"),
    "ps": lazy("Pashto"),
    "ur": lazy("Urdu"),
    "ti": lazy("Tigrinya"),
    "eu_languages": lazy("the languages of the European Union"),
    "body_other_than_the_enforcer": lazy("a body other than the one that carries out the return"),
    "consular_interview": lazy("interview at the consulate"),
    "copy_of_document": lazy("copy of a document"),
    "driving_licence": lazy("driving licence"),
    "statement": lazy("statement"),
    "language": lazy("language"),
    "proof": lazy("proof"),
    "prima_facie": lazy("evidence at first sight"),
    "then": lazy("otherwise"),
    "cost_effectiveness": lazy("value for the money"),
    "eu_added_value": lazy("what action of the Union adds"),
    "quality": lazy("quality"),
    "relevance": lazy("relevance"),
    "results_and_sustainability": lazy("results and whether they last"),
    "drafting_legislation": lazy("drafting of laws"),
    "law_enforcement_capacity": lazy("capacity of law enforcement"),
    "elderly": lazy("elderly people"),
    "seriously_ill": lazy("seriously ill people"),
    "single_woman": lazy("single women"),
    "woman_heading_family": lazy("women who head a family"),
    "unaccompanied_minor": lazy("children without their family"),
    "european-union": lazy("the European Union"),
    "islamic-republic-of-afghanistan": lazy("the Islamic Republic of Afghanistan"),
    "financed_by": lazy("paid by"),
    "led_by": lazy("led by"),
    "host_community_needs": lazy("what the communities need"),
    "individual_needs": lazy("what each person needs"),
    "jobs": lazy("jobs"),
    "skills": lazy("skills"),
    "migrant_smuggling": lazy("smuggling of migrants"),
    "trafficking_in_human_beings": lazy("trafficking in human beings"),
    "return_decision": lazy("the return decision"),
}


REFUSALS = {
    NoSuchParameterError: lazy("The rules of this arrangement have nothing of that kind: %(what)s"),
    NotInForceError: lazy("On %(day)s this rule was not in force: %(what)s"),
    UnsetParameterError: lazy("This is not set yet, the parties have to set it first: %(what)s"),
    NotANumberError: lazy("In the rule set this is no whole number: %(what)s"),
}


def refusal_in_words(problem: RuleSetError) -> str:
    """Why a parameter could not be read, in the reader's language."""
    language = get_language() or "en"
    words = {
        "what": problem.value.label(language) if problem.value else problem.key,
        "day": both_calendars(problem.on, language) if problem.on else "",
    }
    return str(REFUSALS[type(problem)]) % words


def value_in_words(value: Value) -> str:
    """A value as a reader reads it; "not set" and "no limit" in words."""
    if value.value is None:
        return _("not set: what needs it stops") if value.unset else _("no limit")
    said = _said(value.value)
    unit = str(UNITS.get(value.unit, value.unit.replace("_", " ")))
    return f"{said} {unit}" if unit else said


def _said(one: Any) -> str:
    if isinstance(one, bool):
        return _("yes") if one else _("no")
    if isinstance(one, list):
        return _(", ").join(map(_said, one))
    if isinstance(one, dict):
        return _("; ").join(f"{_word(str(key))}: {_said(each)}" for key, each in one.items())
    if isinstance(one, int):
        return to_reader(f"{one:,}".replace(",", "\u202f"), get_language() or "en")
    return to_reader(str(one), get_language() or "en") if isinstance(one, float) else _word(one)


def _word(word: str) -> str:
    return str(WORDS.get(word, word.replace("_", " ")))
