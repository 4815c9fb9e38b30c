"""The form of a disclosure: one input for each field that the allowance names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as lazy

from wayforward.core.access.disclosing.rules import LONGEST_TEXT, Allowance, Asked, Form, Ground
from wayforward.core.access.disclosing.schemas import field_names, schemas
from wayforward.core.access.wording import GROUNDS, PURPOSES, REQUIRED
from wayforward.core.parties.models import Party

NO_CHOICE = [("", "–")]


def field_name(name: str, language: str | None = None) -> str:
    """What a field is called in the reader's language."""
    names = field_names().get(name, {})
    return names.get(language or get_language() or "en") or names.get("en", name)


def allowance_for(recipient: Party, purpose: str) -> Allowance | None:
    """What this recipient may be told for this purpose."""
    return schemas().allowance(Asked(recipient.kind, recipient.recognition, purpose, "", ""))


def party_name(party: Party) -> str:
    """What a party is called in the reader's language."""
    return str(party.names.get(get_language() or "en") or party.names.get("en") or party.key)


if TYPE_CHECKING:
    _PartyField = forms.ModelChoiceField[Party]
else:
    _PartyField = forms.ModelChoiceField


class PartyField(_PartyField):
    """A choice of parties by their names."""

    def label_from_instance(self, obj: Party) -> str:
        """The name in the reader's language."""
        return party_name(obj)


class ToWhomForm(forms.Form):
    """First step: to whom, what for."""

    recipient = PartyField(
        Party.objects.none(), label=lazy("To which party"), error_messages={"required": REQUIRED}
    )
    purpose = forms.ChoiceField(
        label=lazy("What they may use it for"), error_messages={"required": REQUIRED}
    )

    def __init__(self, sender: Party, *args: Any, **kwargs: Any) -> None:
        """Offers the other parties of the arrangement, and purposes with an allowance."""
        super().__init__(*args, **kwargs)
        others = Party.objects.filter(arrangement=sender.arrangement_id).exclude(pk=sender.pk)
        recipient = self.fields["recipient"]
        assert isinstance(recipient, forms.ModelChoiceField)  # noqa: S101  # declared above
        recipient.queryset = others.order_by("key")
        allowed = dict.fromkeys(one.purpose for one in schemas().allowances)
        purpose = self.fields["purpose"]
        assert isinstance(purpose, forms.ChoiceField)  # noqa: S101  # declared above
        purpose.choices = [(one, PURPOSES[one]) for one in allowed]


class DisclosureForm(forms.Form):
    """Second step: the ground, and the values; empty ones are not sent."""

    ground = forms.ChoiceField(label=lazy("Legal ground"), error_messages={"required": REQUIRED})
    provision = forms.CharField(
        label=lazy("Article or decision it rests on"),
        max_length=500,
        error_messages={"required": REQUIRED},
    )

    def __init__(self, allowance: Allowance, known: Mapping[str, object], *args: Any) -> None:
        """Inputs for the fields of the allowance, filled with what is known."""
        super().__init__(*args)
        ground = self.fields["ground"]
        assert isinstance(ground, forms.ChoiceField)  # noqa: S101  # declared above
        ground.choices = [(one, GROUNDS[one]) for one in Ground if one in allowance.grounds]
        for name in sorted(allowance.fields, key=list(schemas().fields).index):
            self.fields[f"field-{name}"] = self._input(name, known.get(name))

    def _input(self, name: str, value: object) -> forms.Field:
        form = schemas().fields[name].form
        shared: dict[str, Any] = {"label": field_name(name), "required": False}
        if form is Form.YES_NO:
            choices = [*NO_CHOICE, ("yes", lazy("yes")), ("no", lazy("no"))]
            chosen = ("yes" if value else "no") if isinstance(value, bool) else ""
            return forms.ChoiceField(choices=choices, initial=chosen, **shared)
        if form in (Form.NUMBER, Form.YEAR):
            return forms.IntegerField(min_value=0, initial=value, **shared)
        if form is Form.DATE:
            return forms.DateField(initial=value, **shared)
        said = "; ".join(map(str, value)) if isinstance(value, list) else value
        return forms.CharField(max_length=LONGEST_TEXT, initial=said, **shared)

    def values(self) -> dict[str, object]:
        """What was filled in, each in the form of its field."""
        found = {}
        for name, value in self.cleaned_data.items():
            if name.startswith("field-") and value not in (None, ""):
                found[name.removeprefix("field-")] = self._value(name, value)
        return found

    def _value(self, name: str, value: Any) -> object:
        form = schemas().fields[name.removeprefix("field-")].form
        if form is Form.YES_NO:
            return value == "yes"
        if form is Form.DATE:
            return value.isoformat()
        if form is Form.LIST:
            return [part.strip() for part in str(value).split(";") if part.strip()]
        return value
