"""A form that was not filled in right says so in the reader's language."""

from __future__ import annotations

import pytest
from django import forms
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core import validators
from django.core.exceptions import ValidationError
from django.utils.translation import override

from wayforward.site.form_words import REFUSALS, counted

KINDS = (
    forms.BooleanField,
    forms.CharField,
    forms.ChoiceField,
    forms.DateField,
    forms.EmailField,
    forms.FileField,
    forms.FloatField,
    forms.IntegerField,
    forms.MultipleChoiceField,
    forms.RegexField,
    forms.SlugField,
)
CHECKS = (
    validators.MaxValueValidator,
    validators.MinValueValidator,
    validators.ProhibitNullCharactersValidator,
    validators.EmailValidator,
    validators.RegexValidator,
)


def _messages() -> set[str]:
    """What fields of the kinds in use may say, in English, but for what counts."""
    said = {
        str(message)
        for kind in KINDS
        for one in kind.__mro__
        for name, message in getattr(one, "default_error_messages", {}).items()
        if name != "max_length"
    }
    with override("en"):
        return (said | {str(check.message) for check in CHECKS}) - {""}


@pytest.mark.parametrize("language", ["fa-af", "ps"])
def test_every_refusal_of_a_field_is_translated_here(language: str) -> None:
    with override("en"):
        ours = {str(one): one for one in REFUSALS}
    assert _messages() <= set(ours)
    with override(language):
        assert [english for english, one in ours.items() if str(one) == english] == []


@pytest.mark.parametrize("language", ["fa-af", "ps"])
def test_refusals_that_count_are_translated(language: str) -> None:
    class Form(forms.Form):
        word = forms.CharField(min_length=2, max_length=3)

    with override(language):
        for said in ("a", "abcd"):
            [error] = Form({"word": said}).errors["word"]
            assert "Ensure" not in error
        assert all("Ensure" not in one for count in (1, 2) for one in counted(count))


@pytest.mark.parametrize("language", ["fa-af", "ps"])
@pytest.mark.parametrize("password", ["12345", "password", "demo-editor-one"])
def test_passwords_are_refused_in_the_readers_language(language: str, password: str) -> None:
    with override(language), pytest.raises(ValidationError) as refused:
        validate_password(password, User(username="demo-editor-one"))

    assert refused.value.messages
    assert not any("password" in said or "username" in said for said in refused.value.messages)
