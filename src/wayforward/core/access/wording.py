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
PURPOSES = {
    "administration": lazy("administration"),
    "return_case": lazy("the return"),
    "identification": lazy("identification"),
    "safeguard": lazy("safeguards"),
    "journey": lazy("the journey"),
    "oversight": lazy("oversight"),
    "reintegration": lazy("reintegration"),
    "data_protection": lazy("data protection"),
    "audit": lazy("audit"),
    "enforcement": lazy("law enforcement"),
    "sweep": lazy("what the product does when a time comes"),
}
DATA_CLASSES = {
    "public": lazy("public"),
    "internal": lazy("internal"),
    "party": lazy("of one party"),
    "person": lazy("about persons"),
    "sensitive": lazy("sensitive"),
}
GROUNDS = {
    "legal_duty": lazy("Duty laid down in law"),
    "public_task": lazy("Public task laid down in law"),
    "public_interest": lazy("Important reasons of public interest"),
    "legal_claims": lazy("Legal claims"),
    "vital_interests": lazy("Vital interests of the person"),
    "consent": lazy("Consent"),
}
GIVEN_BY = {
    "person": lazy("the person"),
    "guardian": lazy("the guardian of a child"),
    "representative": lazy("a representative"),
}
PROOFS = {
    "document": lazy("signed document"),
    "recording": lazy("recording"),
    "witness": lazy("witness"),
}
REFUSALS = {
    "nothing_named": lazy("Name at least one field: a disclosure of nothing is none."),
    "another_arrangement": lazy(
        "This party belongs to another arrangement: only parties of the same one tell each other"
        " anything."
    ),
    "no_allowance": lazy(
        "Nothing may be sent to this recipient for this purpose: the data protection officer"
        " decides about an allowance."
    ),
    "ground_unknown": lazy("Name the legal ground."),
    "ground_not_allowed": lazy(
        "This ground does not carry a disclosure to this recipient for this purpose: choose one"
        " that the allowance names."
    ),
    "no_provision": lazy("Name the provision or the decision that this rests on."),
    "unknown_field": lazy("There is no such field: choose one from the list."),
    "not_allowed": lazy("This recipient does not need this field for this purpose: leave it out."),
    "sensitive_to_partner": lazy(
        "This never goes to an authority of the partner country: leave it out."
    ),
    "wrong_form": lazy("The value has not the form of the field: correct it."),
    "gives_away": lazy(
        "The value gives away that somebody asked for protection: reword it or leave it out."
    ),
    "no_consent": lazy("The person has not agreed to this, or not any more: record consent first."),
}
