"""The form with which staff write down what people tell them."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from wayforward.core.places.reading import provinces
from wayforward.information.narratives.reporting import rules
from wayforward.information.narratives.reporting.actions import Heard
from wayforward.information.narratives.reporting.rules import Intake
from wayforward.information.narratives.reporting.wording import CHANNELS
from wayforward.information.narratives.rules import Channel


class HeardForm(forms.Form):
    """What was told, where, on which day, by how many people that staff can tell apart."""

    text = forms.CharField(
        label=lazy("What are people saying?"),
        max_length=rules.LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=lazy("In their words, without names and numbers: those are taken out."),
    )
    people = forms.IntegerField(
        label=lazy("How many different people told you this"),
        min_value=1,
        max_value=rules.MOST_PEOPLE,
        initial=1,
    )
    day = forms.DateField(
        label=lazy("On which day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    channel = forms.ChoiceField(label=lazy("Where they were told it"), required=False)
    province = forms.ChoiceField(label=lazy("In which province"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        """With today, and the names of provinces in the reader's language."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        unknown = ("", _("not known"))
        language = get_language() or "en"
        named = sorted((one.names.in_language(language), code) for code, one in provinces().items())
        self.fields["channel"].choices = [unknown, *CHANNELS.items()]  # type: ignore[attr-defined]
        self.fields["province"].choices = [unknown, *((code, name) for name, code in named)]  # type: ignore[attr-defined]
        self.fields["day"].initial = timezone.now().date()

    def clean_day(self) -> object:
        """Not a day to come, nor one that only a slip can mean."""
        day = self.cleaned_data["day"]
        if day < rules.FIRST_DAY:
            raise forms.ValidationError(
                _("This day is long past. Write it in the other calendar, as 2026-05-31.")
            )
        if day > timezone.now().date():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def heard(self) -> Heard:
        """What was filled in, after `is_valid`."""
        given = self.cleaned_data
        return Heard(
            text=given["text"],
            came_by=Intake.DESK,
            day=given["day"],
            channel=Channel(given["channel"]) if given["channel"] else None,
            province=given["province"],
            people=given["people"],
        )
