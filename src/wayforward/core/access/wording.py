"""Words of signing in that stand in no template: labels of fields, refusals, weak passwords."""

from django.utils.translation import gettext_lazy as lazy

LABELS = {
    "login": lazy("Your name at the desk"),
    "password": lazy("Password"),
    "oldpassword": lazy("Present password"),
    "password1": lazy("New password"),
    "password2": lazy("The new password again"),
    "code": lazy("Code"),
    "name": lazy("A name by which you will know it"),
    "passwordless": lazy("Sign in with it alone, without the password"),
}
REQUIRED = lazy("Please fill this in.")
DIFFERENT = lazy("The two passwords are not the same.")
WEAKNESSES = {
    "password_too_short": lazy("At least 12 characters, please."),
    "password_too_common": lazy("Too many people use this password. Choose another."),
    "password_entirely_numeric": lazy("Digits alone are guessed quickly. Add letters."),
    "password_too_similar": lazy("This is too close to your name. Choose another."),
}
_TOO_MANY = lazy("Too many attempts. Wait five minutes, then try again.")
_WRONG_PASSWORD = lazy("This password is not right.")
ACCOUNT_ERRORS = {
    "account_inactive": lazy("This account is closed."),
    "enter_current_password": _WRONG_PASSWORD,
    "incorrect_password": _WRONG_PASSWORD,
    "too_many_login_attempts": _TOO_MANY,
    "rate_limited": _TOO_MANY,
    "username_password_mismatch": lazy("This name and password do not match."),
}
FACTOR_ERRORS = {
    "incorrect_code": lazy(
        "That did not match. A code from the app is good for half a minute, and only once."
    ),
    "cannot_delete_authenticator": lazy("This is your last second factor: add another one first."),
}
