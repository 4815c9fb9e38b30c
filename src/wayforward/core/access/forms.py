"""allauth's forms with our words: they check, the templates say how they look."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as codes
from allauth.mfa.totp import forms as app
from allauth.mfa.webauthn import forms as passkeys
from django import forms

from wayforward.core.access import wording


class Ours(forms.Form):
    """Labels of ours, no placeholders, and names and codes in their own direction."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Dresses the fields that allauth made."""
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = wording.LABELS.get(name, field.label)
            field.help_text = ""
            field.error_messages["required"] = wording.REQUIRED
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs.setdefault("dir", "auto" if name == "name" else "ltr")
        if "code" in self.fields:
            self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autocapitalize": "off"}


class Twice(Ours):
    """A new password typed two times."""

    def clean(self) -> dict[str, Any]:
        """Refuse when the two differ."""
        given = forms.Form.clean(self) or self.cleaned_data
        first, second = given.get("password1"), given.get("password2")
        if first and second and first != second:
            self.add_error("password2", str(wording.DIFFERENT))
        return given


class SignInForm(Ours, account.LoginForm):
    """Name and password."""


class PasswordAgainForm(Ours, account.ReauthenticateForm):
    """The password, before something that matters."""


class ChangePasswordForm(Twice, account.ChangePasswordForm):
    """The old password and a new one."""


class ChoosePasswordForm(Twice, account.SetPasswordForm):
    """A first password, by a one-time link."""


class CodeForm(Ours, codes.AuthenticateForm):
    """The code of the app, or a recovery code."""


class CodeAgainForm(Ours, codes.ReauthenticateForm):
    """A code, before something that matters."""


class ActivateAppForm(Ours, app.ActivateTOTPForm):
    """The first code of a new authenticator app."""


class AddPasskeyForm(Ours, passkeys.AddWebAuthnForm):
    """A passkey with its name."""


class RenamePasskeyForm(Ours, passkeys.EditWebAuthnForm):
    """Another name for a passkey."""
