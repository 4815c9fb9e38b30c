"""Forms of the desk's documents: what one looks for, and a file to be kept."""

from __future__ import annotations

from django import forms

from wayforward.core.access.data_classes import DataClass
from wayforward.core.access.purposes import ABOUT_PERSONS, Purpose

# Two are not for people who look at files: the sweep is the product's, the audit reads the log.
PURPOSES = tuple(
    one for one in Purpose if one in ABOUT_PERSONS and one not in {Purpose.SWEEP, Purpose.AUDIT}
)
CLASSES = (DataClass.PARTY, DataClass.PERSON, DataClass.SENSITIVE)
KINDS = (
    "travel_document",
    "identity_document",
    "certificate",
    "correspondence",
    "consent",
    "other",
)


class LookForm(forms.Form):
    """What somebody looks at files for; a reason opens the sensitive ones as well."""

    purpose = forms.ChoiceField(choices=[(one.value, one.value) for one in PURPOSES])
    reason = forms.CharField(max_length=200, required=False)


class KeepForm(forms.Form):
    """A file that came in."""

    file = forms.FileField(max_length=400, allow_empty_file=True)
    kind = forms.ChoiceField(choices=[(one, one) for one in KINDS])
    kept_class = forms.ChoiceField(choices=[(one.value, one.value) for one in CLASSES])
