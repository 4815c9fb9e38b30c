"""The form of a file to be kept."""

from __future__ import annotations

from django import forms

from wayforward.core.access.data_classes import DataClass

CLASSES = (DataClass.PARTY, DataClass.PERSON, DataClass.SENSITIVE)
KINDS = (
    "travel_document",
    "identity_document",
    "certificate",
    "correspondence",
    "consent",
    "other",
)


class KeepForm(forms.Form):
    """A file that came in."""

    file = forms.FileField(max_length=400, allow_empty_file=True)
    kind = forms.ChoiceField(choices=[(one, one) for one in KINDS])
    person = forms.CharField(required=False, max_length=40)  # the reference of one
    kept_class = forms.ChoiceField(choices=[(one.value, one.value) for one in CLASSES])
