"""The form that takes consent down."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as lazy

from wayforward.core.access.consenting.rules import GivenBy, Proof
from wayforward.core.access.disclosing.forms import ToWhomForm
from wayforward.core.access.disclosing.schemas import groups
from wayforward.core.access.wording import GIVEN_BY, PROOFS, REQUIRED
from wayforward.core.parties.models import Party
from wayforward.core.wording import language_name

_REQUIRED = {"required": REQUIRED}
READ_IN = ("fa-af", "ps", "en", "uz", "tk", "de", "fr", "sv", "tr", "ar", "ur")


def group_name(key: str) -> str:
    """What a group of fields is called in the reader's language."""
    found = groups().get(key)
    if found is None:
        return key
    return found.names.get(get_language() or "en") or found.names["en"]


class ConsentForm(ToWhomForm):
    """To whom, what for, which groups; how it was given, and until when."""

    groups = forms.MultipleChoiceField(
        label=lazy("What they may learn"),
        widget=forms.CheckboxSelectMultiple,
        error_messages=_REQUIRED,
    )
    given_by = forms.ChoiceField(
        label=lazy("Who consents"), choices=[(one.value, GIVEN_BY[one]) for one in GivenBy]
    )
    language = forms.ChoiceField(label=lazy("Language it was read aloud in"))
    read_by = forms.CharField(
        label=lazy("Who read it aloud"), max_length=150, error_messages=_REQUIRED
    )
    proof_kind = forms.ChoiceField(
        label=lazy("Proof"), choices=[(one.value, PROOFS[one]) for one in Proof]
    )
    proof = forms.CharField(
        label=lazy("Reference of the document or recording, or name of the witness"),
        max_length=200,
        error_messages=_REQUIRED,
    )
    expires_on = forms.DateField(label=lazy("Ends on (year-month-day)"), error_messages=_REQUIRED)

    def __init__(self, sender: Party, *args: Any, **kwargs: Any) -> None:
        """Offers every group and the languages people are read to in."""
        super().__init__(sender, *args, **kwargs)
        for name, choices in (
            ("groups", [(key, group_name(key)) for key in groups()]),
            ("language", [(code, language_name(code)) for code in READ_IN]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
            field.choices = choices
