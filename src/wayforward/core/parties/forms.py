"""The form of a contact point."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as lazy

from wayforward.core.parties.contact_actions import Contact

TASKS = {
    "travel_documents": lazy("Travel documents"),
    "identification": lazy("Identification"),
    "journeys": lazy("Journeys and arrival"),
    "safeguards": lazy("Safeguards"),
    "reintegration": lazy("Reintegration"),
    "complaints": lazy("Complaints"),
    "data_protection": lazy("Data protection"),
    "meetings": lazy("Meetings"),
}


class ContactForm(forms.Form):
    """How an office is reached for one task; never a private person."""

    task = forms.ChoiceField(label=lazy("For what"), choices=list(TASKS.items()))
    name = forms.CharField(label=lazy("What the office is called"), max_length=120)
    email = forms.EmailField(label=lazy("E-mail address of the office"), required=False)
    phone = forms.RegexField(
        label=lazy("Telephone number of the office"),
        regex=r"^\+?[0-9 ()/-]{5,40}$",
        required=False,
        error_messages={"invalid": lazy("A telephone number, beginning with + and the country.")},
    )
    languages = forms.MultipleChoiceField(
        label=lazy("Languages spoken there"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    shared = forms.BooleanField(
        label=lazy("The other parties may see it"), required=False, initial=True
    )

    def contact(self) -> Contact:
        """What was filled in, after `is_valid`."""
        given = self.cleaned_data
        return Contact(**{**given, "languages": tuple(given["languages"])})
