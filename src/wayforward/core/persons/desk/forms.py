"""Forms about persons: what is asked for in a search, and one fact with its source at a time."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as lazy

from wayforward.core.access.wording import REQUIRED
from wayforward.core.persons.desk.wording import DOCUMENT_KINDS, HABITS, NAME_KINDS, VERDICTS
from wayforward.core.persons.matching.births import UnreadableBirthError, read_birth
from wayforward.core.persons.matching.comparing import Known
from wayforward.core.persons.matching.places import Place
from wayforward.core.persons.matching.spelling import words
from wayforward.core.persons.models import DocumentKind, Habit, NameKind, Verdict
from wayforward.core.persons.rules import LONGEST_WORD
from wayforward.core.places.reading import provinces

_BORN = lazy("Born: a day, a year in either calendar, “about 1375”")
_FREE = forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})


def province_choices() -> list[tuple[str, str]]:
    """Provinces by their names in the reader's language, after an empty choice."""
    language = get_language() or "en"
    named = [(code, one.names.in_language(language)) for code, one in provinces().items()]
    return [("", "—"), *sorted(named, key=lambda choice: choice[1])]


def _born(text: str) -> str:
    try:
        if text:
            read_birth(text)
    except UnreadableBirthError as problem:
        raise forms.ValidationError(
            lazy("That is no date of birth: give a day, a year, or an age with its year.")
        ) from problem
    return text


def _letters(text: str) -> str:
    if not words(text):
        raise forms.ValidationError(lazy("A name has at least one letter."))
    if max(map(len, text.split())) > LONGEST_WORD:
        raise forms.ValidationError(lazy("One word is too long for a name: put blanks between."))
    return text


class SearchForm(forms.Form):
    """Whom somebody looks for; everything but the name may stay empty."""

    name = forms.CharField(
        label=lazy("Name, in any script and spelling"), max_length=200, widget=_FREE
    )
    father = forms.CharField(
        label=lazy("Father's name"), max_length=200, required=False, widget=_FREE
    )
    born = forms.CharField(label=_BORN, max_length=60, required=False, widget=_FREE)
    province = forms.ChoiceField(label=lazy("Province"), choices=province_choices, required=False)

    def clean_name(self) -> str:
        """The name, with a letter in it."""
        return _letters(self.cleaned_data["name"])

    def clean_born(self) -> str:
        """The birth, readable."""
        return _born(self.cleaned_data["born"])

    def known(self) -> Known:
        """What was filled in, for the comparison."""
        given = self.cleaned_data
        return Known(
            names=(given["name"],),
            fathers=tuple(filter(None, [given["father"]])),
            births=(read_birth(given["born"]),) if given["born"] else (),
            places=(Place(given["province"]),) if given["province"] else (),
        )


class NumberForm(forms.Form):
    """The number of a paper somebody brought."""

    number = forms.CharField(
        label=lazy("Number of the paper"),
        max_length=60,
        widget=_FREE,
        error_messages={"required": REQUIRED},
    )

    def clean_number(self) -> str:
        """The number, with a letter or digit in it."""
        number = str(self.cleaned_data["number"])
        if not any(map(str.isalnum, number)):
            raise forms.ValidationError(lazy("A number has at least one digit."))
        return number


class Fact(forms.Form):
    """One fact about a person, with its source."""

    source = forms.CharField(
        label=lazy("From where we know it: which paper, whose word"), max_length=200, widget=_FREE
    )
    field_order: tuple[str, ...] = ()

    def facts(self) -> dict[str, Any]:
        """The keyword arguments of the action."""
        return dict(self.cleaned_data)


class NameForm(Fact):
    """One name as one source writes it."""

    written = forms.CharField(label=lazy("Name as written there"), max_length=200, widget=_FREE)
    kind = forms.ChoiceField(label=lazy("Whose name"), choices=list(NAME_KINDS.items()))
    habit = forms.ChoiceField(
        label=lazy("Spelled the way of"), choices=list(HABITS.items()), required=False
    )
    field_order = ("written", "kind", "habit", "source")

    def clean_written(self) -> str:
        """The name, with a letter in it."""
        return _letters(self.cleaned_data["written"])

    def facts(self) -> dict[str, Any]:
        """With the closed sets as such."""
        given = self.cleaned_data
        return {**given, "kind": NameKind(given["kind"]), "habit": Habit(given["habit"])}


class BirthForm(Fact):
    """A birth as one source tells it."""

    written = forms.CharField(label=_BORN, max_length=60, widget=_FREE)
    disputed = forms.BooleanField(label=lazy("Somebody disputes it"), required=False)
    field_order = ("written", "disputed", "source")

    def clean_written(self) -> str:
        """The birth, readable."""
        return _born(self.cleaned_data["written"])


class OriginForm(Fact):
    """Where somebody is from."""

    province = forms.ChoiceField(label=lazy("Province"), choices=province_choices)
    district = forms.CharField(label=lazy("District"), max_length=80, required=False, widget=_FREE)
    field_order = ("province", "district", "source")


class DocumentForm(Fact):
    """A paper somebody has or had."""

    kind = forms.ChoiceField(label=lazy("Which paper"), choices=list(DOCUMENT_KINDS.items()))
    number = forms.CharField(label=lazy("Its number"), max_length=60, required=False, widget=_FREE)
    issued_by = forms.CharField(
        label=lazy("Issued by"), max_length=120, required=False, widget=_FREE
    )
    field_order = ("kind", "number", "issued_by", "source")

    def facts(self) -> dict[str, Any]:
        """With the kind as such."""
        return {**self.cleaned_data, "kind": DocumentKind(self.cleaned_data["kind"])}


class JudgementForm(forms.Form):
    """What somebody makes of two records."""

    verdict = forms.ChoiceField(
        label=lazy("What do you judge?"), choices=list(VERDICTS.items()), widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=lazy("Why, for the second person"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def facts(self) -> dict[str, Any]:
        """The keyword arguments of the action."""
        given = self.cleaned_data
        return {"verdict": Verdict(given["verdict"]), "reason": given["reason"]}


FACTS: dict[str, type[Fact]] = {
    "name": NameForm,
    "birth": BirthForm,
    "origin": OriginForm,
    "document": DocumentForm,
}
