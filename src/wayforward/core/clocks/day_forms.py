"""The form by which a party decides about its own working days."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as lazy

from wayforward.core.access.wording import REQUIRED
from wayforward.core.clocks.forms import DayField
from wayforward.core.clocks.models import DecisionKind
from wayforward.core.clocks.wording import DECISIONS, WEEKDAYS

_FREE = {"dir": "auto", "autocomplete": "off"}
_CHOICE = {"required": REQUIRED, "invalid_choice": lazy("Choose one of these.")}


class DaysForm(forms.Form):
    """From which day to which, working or not, why, and what it rests on."""

    what = forms.ChoiceField(
        label=lazy("What is decided"), choices=list(DECISIONS.items()), error_messages=_CHOICE
    )
    since = DayField(lazy("First day"))
    until = DayField(lazy("Last day (empty: this one day)"), required=False)
    weekdays = forms.MultipleChoiceField(
        label=lazy("Which days of the week, only for days of rest in every week"),
        choices=list(enumerate(WEEKDAYS)),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=_CHOICE,
    )
    why = forms.CharField(
        label=lazy("Why: the feast, the closure"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs=_FREE),
    )
    citation = forms.CharField(
        label=lazy("Which decision or announcement it rests on"),
        max_length=300,
        widget=forms.TextInput(attrs=_FREE),
        error_messages={"required": REQUIRED},
    )

    def clean(self) -> dict[str, Any]:
        """A reason for days that differ once; days of rest in every week are none."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        once = given.get("what") in {DecisionKind.HOLIDAY, DecisionKind.WORKING}
        if once and not given.get("why") and "why" not in self.errors:
            self.add_error("why", REQUIRED)
        return given

    def given(self) -> dict[str, Any]:
        """The keyword arguments of the action, the reason in the language it was written in."""
        given = self.cleaned_data
        return {
            "what": DecisionKind(given["what"]),
            "since": given["since"],
            "until": given["until"],
            "weekdays": tuple(sorted(int(day) for day in given["weekdays"])),
            "names": {get_language() or "en": given["why"]} if given["why"] else {},
            "citation": given["citation"],
        }
