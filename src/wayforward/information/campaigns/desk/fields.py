"""Fields that the forms of campaigns share: words in three languages side by side, amounts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from wayforward.core.access.wording import REQUIRED
from wayforward.core.language.digits import to_ascii
from wayforward.core.wording import language_name
from wayforward.information.campaigns.rules import LANGUAGES
from wayforward.information.campaigns.wording import FAULTS

ERRORS = {"required": REQUIRED, "invalid_choice": lazy("Choose one of these.")}
_MOST = 4000
_THOUSANDS = re.compile(r"[-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?")
_FREE = {"dir": "auto"}


def line_field(
    label: Any, *, required: bool = True, hint: Any = "", most: int = 200
) -> forms.CharField:
    """One line of words."""
    return forms.CharField(
        label=label, required=required, max_length=most, help_text=hint, error_messages=ERRORS,
        widget=forms.TextInput(attrs=_FREE),
    )  # fmt: skip


def lines_field(
    label: Any, rows: int, *, required: bool = False, hint: Any = ""
) -> forms.CharField:
    """Several lines of words."""
    return forms.CharField(
        label=label, required=required, max_length=_MOST, help_text=hint, error_messages=ERRORS,
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}),
    )  # fmt: skip


class AmountField(forms.Field):
    """A number as people write it: digits of any script, with or without a decimal point."""

    def __init__(self, label: Any, *, required: bool = True) -> None:
        """Names the field."""
        widget = forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr"})
        super().__init__(label=label, widget=widget, required=required, error_messages=ERRORS)

    def to_python(self, value: Any) -> Decimal | None:
        """The number. Raises ValidationError for what is none."""
        return amount(str(value)) if value not in (None, "") else None


def amount(given: str) -> Decimal:
    """A number of at most two decimals. Raises ValidationError.

    A comma parts thousands. One that could stand before decimals is refused: of 12,50 nobody can
    tell whether it means twelve and a half.
    """
    plain = to_ascii(given.strip()).replace("٫", ".").replace("٬", ",")
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    try:
        found = Decimal(plain)
        if found.is_finite() and abs(found) < Decimal(10) ** 12 and found == round(found, 2):
            return found
    except ArithmeticError:  # no number, or one that no computer writes out
        pass
    raise forms.ValidationError(lazy("Write a number such as 12 or 12.50."))


def ticks(label: Any, choices: Any, *, required: bool = True) -> forms.MultipleChoiceField:
    """Several of a closed set, a tick each."""
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=required, error_messages=ERRORS,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


class ChainForm(forms.Form):
    """What the forms share: words in three languages, faults at their fields."""

    def tell(self, faults: Mapping[str, str]) -> None:
        """Show at each field why it cannot stay so."""
        for field, why in faults.items():
            at = next((one for one in (field, f"{field}_en") if one in self.fields), None)
            self.add_error(at, str(FAULTS.get(why, why)))

    def in_languages(self, part: str) -> dict[str, str]:
        """What was written of a part, by language; nothing for an empty one."""
        given = ((code, self.cleaned_data[field_name(part, code)].strip()) for code in LANGUAGES)
        return {code: words for code, words in given if words}


def field_name(part: str, code: str) -> str:
    """What the field of a part in a language is called."""
    return f"{part}_{code.replace('-', '_')}"


def spread(part: str, said: Mapping[str, str]) -> dict[str, str]:
    """The words of a part as the fields of its languages begin."""
    return {field_name(part, code): said.get(code, "") for code in LANGUAGES}


def add_languages(form: forms.Form, part: str, label: Any, rows: int) -> None:
    """A field of a part for each language."""
    for code in LANGUAGES:
        field = lines_field(f"{label}: {language_name(code)}", rows)
        field.widget.attrs |= {"lang": code}
        form.fields[field_name(part, code)] = field
