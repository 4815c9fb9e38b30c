"""The forms of a rebuttal: its words, one sentence a line; and the verdict on its claim."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from wayforward.core.access.wording import REQUIRED
from wayforward.core.clocks.forms import DayField
from wayforward.information.narratives import writing
from wayforward.information.narratives.models import Claim, ClaimText
from wayforward.information.narratives.rules import Harm, Verdict, Words
from wayforward.information.narratives.wording import FAULTS, HARMS, VERDICTS

_PARTS = ("fact", "wrong", "instead")
_TEXTS = ("title", "who", "sms", "radio")
_MOST = 4000  # characters of one field


def _lines(label: Any, rows: int, *, required: bool = False, hint: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(
        label=label, widget=widget, required=required, max_length=_MOST, help_text=hint,
        error_messages={"required": REQUIRED},
    )  # fmt: skip


class RebuttalForm(forms.Form):
    """All that a rebuttal says in one language."""

    title = _lines(lazy("What is being said, in one sentence"), 2, required=True)
    fact = _lines(lazy("What is true: one sentence a line, at most three"), 4)
    wrong = _lines(lazy("Why it is wrong: one sentence a line, at most three"), 4)
    who = _lines(lazy("For whom it is true, if for some"), 2)
    instead = _lines(lazy("What is possible instead: one step a line, at most three"), 4)
    sms = _lines(lazy("A text for one SMS"), 3)
    radio = _lines(lazy("To read aloud in 15 seconds"), 4)
    wordings = _lines(lazy("Other ways it is told: one a line"), 6)
    why = forms.CharField(
        label=lazy("Why (for the log)"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def said(self) -> Words:
        """The words, after `is_valid`."""
        given = self.cleaned_data
        fact, wrong, instead = (tuple(_split(given[part])) for part in _PARTS)
        title, who, sms, radio = (" ".join(given[name].split()) for name in _TEXTS)
        return Words(title, fact, wrong, instead, sms, radio, who)

    def wanted_wordings(self) -> list[str]:
        """The other ways it is told."""
        return list(_split(self.cleaned_data["wordings"]))

    def tell(self, faults: Mapping[str, str]) -> None:
        """Show at each field why it cannot stay so."""
        for field, why in faults.items():
            self.add_error(field if field in self.fields else None, str(FAULTS.get(why, why)))


def rebuttal_form(text: ClaimText) -> RebuttalForm:
    """The form of a text as it stands."""
    said = writing.words_of(text)
    every = text.wordings.order_by("position").values_list("said", flat=True)
    initial = {
        **{part: "\n".join(getattr(said, part)) for part in _PARTS},
        **{name: getattr(said, name) for name in _TEXTS},
        "wordings": "\n".join(one for one in every if one != said.title),
        "revision": text.revision,
    }
    return RebuttalForm(initial=initial)


def _split(given: str) -> list[str]:
    lines = (" ".join(line.split()) for line in given.splitlines())
    return [line for line in lines if line]


class VerdictForm(forms.Form):
    """What we hold of a claim, and what believing it can cost."""

    verdict = forms.ChoiceField(label=lazy("What we hold of it"), choices=list(VERDICTS.items()))
    until = DayField(lazy("The last day it was true, if it was"), required=False)
    harm = forms.TypedChoiceField(
        label=lazy("What believing it can cost"),
        choices=[(one.value, words) for one, words in HARMS.items()],
        coerce=int,
    )
    why = forms.CharField(
        label=lazy("Why (for the log)"),
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        error_messages={"required": REQUIRED},
    )

    def given(self) -> dict[str, Any]:
        """The keyword arguments of the action, after `is_valid`."""
        given = self.cleaned_data
        return {
            "verdict": Verdict(given["verdict"]),
            "until": given["until"],
            "harm": Harm(given["harm"]),
            "why": given["why"],
        }


def verdict_form(claim: Claim) -> VerdictForm:
    """The form of a claim as it is judged."""
    initial = {"verdict": claim.verdict, "until": claim.until, "harm": claim.harm}
    return VerdictForm(initial=initial, prefix="verdict")
