"""The form of an erasure: on which ground, why, and that what is lost was read."""

from __future__ import annotations

from django import forms

from wayforward.core.access.wording import REQUIRED
from wayforward.core.documents.erasing.rules import ErasureGround
from wayforward.core.documents.wording import ERASURE_GROUNDS, ERASURE_LABELS

_REQUIRED = {"required": REQUIRED}


class EraseForm(forms.Form):
    """What the row and the log keep in place of the file."""

    ground = forms.ChoiceField(
        label=ERASURE_LABELS["ground"],
        widget=forms.RadioSelect,
        choices=[(one.value, ERASURE_GROUNDS[one]) for one in ErasureGround],
        error_messages=_REQUIRED,
    )
    reason = forms.CharField(
        label=ERASURE_LABELS["reason"],
        max_length=400,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=ERASURE_LABELS["hint"],
        error_messages=_REQUIRED,
    )
