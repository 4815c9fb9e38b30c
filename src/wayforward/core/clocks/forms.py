"""Forms of deadlines: one for each step, and one that starts a deadline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as lazy

from wayforward.core.access.disclosing.forms import NO_CHOICE, PartyField
from wayforward.core.access.wording import REQUIRED
from wayforward.core.clocks.actions import Subject
from wayforward.core.clocks.definitions import kinds
from wayforward.core.clocks.reasons import Reason
from wayforward.core.clocks.rules import Length, Unit
from wayforward.core.clocks.steps import Standing, Step
from wayforward.core.clocks.wording import REASONS, SUBJECTS
from wayforward.core.language.calendar import (
    date_words,
    format_gregorian,
    format_solar,
    parse_date,
)
from wayforward.core.parties.models import Party
from wayforward.core.persons.models import Person
from wayforward.core.rulesets.wording import UNITS

_FREE = {"dir": "auto", "autocomplete": "off"}
_REQUIRED = {"required": REQUIRED}
_CHOICE = {**_REQUIRED, "invalid_choice": lazy("Choose one of these.")}
_ONE_UP = lazy("A whole number from 1 up, please.")
_NUMBER = {**_REQUIRED, **dict.fromkeys(("invalid", "min_value", "max_value"), _ONE_UP)}
_UNITS = [(unit.value, UNITS[unit.value]) for unit in Unit]
_PERSON = "person"


class DayField(forms.Field):
    """A day as people write it: in either calendar, in digits of any script or with month names."""

    def __init__(self, label: Any) -> None:
        """Names the field."""
        widget = forms.TextInput(attrs=_FREE)
        super().__init__(label=label, widget=widget, error_messages=_REQUIRED)

    def to_python(self, value: Any) -> date | None:
        """The day. Raises ValidationError for what is none."""
        if not value:
            return None
        day = parse_date(str(value))
        if day is None:
            raise forms.ValidationError(lazy("That is no day: write it in either calendar."))
        return day

    def prepare_value(self, value: Any) -> Any:
        """A day in the reader's own calendar; what was typed stays as it was typed."""
        if not isinstance(value, date):
            return value
        language = get_language() or "en"
        own = format_solar if date_words(language).solar_first else format_gregorian
        return own(value, language)


class StepForm(forms.Form):
    """What a step asks for; `given` are the keyword arguments of its action."""

    def given(self) -> dict[str, Any]:
        """The values, with the closed sets as such."""
        found = dict(self.cleaned_data)
        if "reason" in found:
            found["reason"] = Reason(found["reason"])
        if "amount" in found:
            found["by"] = Length(found.pop("amount"), Unit(found.pop("unit")))
        return found

    def offer(self, standing: Standing) -> None:
        """Narrow the choices to those that fit the clock as it stands."""


def _choose(form: forms.Form, name: str, choices: Iterable[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared below
    field.choices = list(choices)


class ReasonForm(StepForm):
    """A step with its reason."""

    reason = forms.ChoiceField(
        label=lazy("Reason"), choices=list(REASONS.items()), error_messages=_CHOICE
    )


class GroundForm(ReasonForm):
    """A step with its reason and what it rests on."""

    note = forms.CharField(
        label=lazy("Note (may stay empty)"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs=_FREE),
    )
    citation = forms.CharField(
        label=lazy("Which decision or article it rests on (may stay empty)"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs=_FREE),
    )


class SuspendForm(GroundForm):
    """From which day on it stands still, and why."""

    since = DayField(lazy("Stands still from"))
    field_order = ("since", "reason", "note", "citation")

    def offer(self, standing: Standing) -> None:
        """Reasons for which it does not stand still yet."""
        left = [(key, words) for key, words in REASONS.items() if key not in standing.held]
        _choose(self, "reason", left)


class ResumeForm(ReasonForm):
    """From which day on it runs again, and which reason is gone."""

    reason = forms.ChoiceField(label=lazy("Which reason is gone"), error_messages=_CHOICE)
    resumed = DayField(lazy("Runs again from"))
    field_order = ("reason", "resumed")

    def offer(self, standing: Standing) -> None:
        """Reasons for which it stands still."""
        _choose(self, "reason", [(key, REASONS[key]) for key in sorted(standing.held)])


class LengthForm(GroundForm):
    """By how much, and why; `seen` makes a form that is sent twice count once."""

    amount = forms.IntegerField(
        label=lazy("By how much"), min_value=1, max_value=9999, error_messages=_NUMBER
    )
    unit = forms.ChoiceField(label=lazy("Counted in"), choices=_UNITS, error_messages=_CHOICE)
    seen = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("amount", "unit", "reason", "note", "citation")


class MeetForm(StepForm):
    """On which day it was done."""

    on = DayField(lazy("Done on"))


class CancelForm(ReasonForm):
    """From which day on it has no object any more, and why."""

    on = DayField(lazy("Since"))
    field_order = ("on", "reason")


FORMS: Mapping[Step, type[StepForm]] = {
    Step.MEET: MeetForm,
    Step.SUSPEND: SuspendForm,
    Step.RESUME: ResumeForm,
    Step.EXTEND: LengthForm,
    Step.SHORTEN: LengthForm,
    Step.CANCEL: CancelForm,
    Step.RECOMPUTE: StepForm,
    Step.REOPEN: ReasonForm,
}


def step_form(
    step: Step, standing: Standing, initial: Mapping[str, Any], data: Any = None
) -> StepForm:
    """The form of a step for a clock as it stands; bound where something was sent."""
    form = FORMS[step](data, prefix=step.value, initial=dict(initial))
    form.offer(standing)
    return form


class StartForm(forms.Form):
    """Which deadline begins, when, and about whom or what."""

    kind = forms.ChoiceField(
        label=lazy("Which deadline, and from when it runs"), error_messages=_CHOICE
    )
    triggered = DayField(lazy("Day of that event"))
    counterpart = PartyField(
        Party.objects.none(),
        label=lazy("The other side"),
        required=False,
        empty_label="–",
        error_messages=_CHOICE,
    )
    amount = forms.IntegerField(
        label=lazy("Length, only where a decision gives it"),
        required=False,
        min_value=1,
        max_value=9999,
        error_messages=_NUMBER,
    )
    unit = forms.ChoiceField(
        label=lazy("Counted in"),
        choices=[*NO_CHOICE, *_UNITS],
        required=False,
        error_messages=_CHOICE,
    )
    about = forms.ChoiceField(
        label=lazy("What it is about"), choices=list(SUBJECTS.items()), error_messages=_CHOICE
    )
    reference = forms.SlugField(
        label=lazy("Reference of that"),
        max_length=60,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
        error_messages={**_REQUIRED, "invalid": lazy("Letters, digits and hyphens, please.")},
    )
    person = forms.CharField(
        label=lazy("Reference of the person it concerns (may stay empty)"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )

    def __init__(self, own: Party, *args: Any, **kwargs: Any) -> None:
        """Offers the other parties of the arrangement and every kind in the reader's language."""
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        _choose(self, "kind", [(one.key, one.title(language)) for one in kinds().values()])
        others = Party.objects.filter(arrangement=own.arrangement_id).exclude(pk=own.pk)
        counterpart = self.fields["counterpart"]
        assert isinstance(counterpart, forms.ModelChoiceField)  # noqa: S101  # declared above
        counterpart.queryset = others.order_by("key")

    def clean(self) -> dict[str, Any]:
        """The person found by its reference, and a length that is whole or left out."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        about_person = given.get("about") == _PERSON
        wanted = given.get("reference" if about_person else "person") or ""
        given["found"] = Person.objects.filter(reference=wanted).first() if wanted else None
        if wanted and given["found"] is None:
            words = lazy("No person in the care of your party has this reference.")
            self.add_error("reference" if about_person else "person", words)
        if bool(given.get("amount")) != bool(given.get("unit")) and "amount" not in self.errors:
            self.add_error("amount", lazy("Say a number and what it counts, or neither."))
        return given

    def given(self) -> dict[str, Any]:
        """The keyword arguments of the action."""
        given = self.cleaned_data
        length = Length(given["amount"], Unit(given["unit"])) if given["amount"] else None
        return {
            "kind_key": given["kind"],
            "subject": Subject(given["about"], given["reference"]),
            "triggered": given["triggered"],
            "counterpart": given["counterpart"],
            "person": given["found"],
            "length": length,
        }
