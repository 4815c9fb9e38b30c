"""Words of the desk for closed sets: roles, permissions, places, reasons, events of the log.

An event this file has no words for is shown by its own name: the log hides nothing.
"""

from django.utils.translation import gettext_lazy as lazy

from wayforward.core.access.navigation import Place
from wayforward.core.access.rules import Permission, Role

PLACES = {
    Place.NOW: lazy("What needs me now"),
    Place.CARDS: lazy("Cards"),
    Place.TRANSLATIONS: lazy("Translations"),
    Place.NEEDS: lazy("Needs"),
    Place.SOURCES: lazy("Source health"),
    Place.CHANGES: lazy("Changes"),
    Place.LOG: lazy("Log"),
    Place.ACCOUNT: lazy("Account"),
}
ROLES = {
    Role.EDITOR: lazy("Editor"),
    Role.TRANSLATOR: lazy("Translator"),
    Role.NATIVE_READER: lazy("Native reader"),
    Role.LEGAL_READER: lazy("Legal reader"),
    Role.OPERATOR: lazy("Operator"),
}
PERMISSIONS = {
    Permission.SEE_DESK: lazy("see the desk"),
    Permission.EDIT_CARD: lazy("change what a card says"),
    Permission.TRANSLATE_CARD: lazy("translate a card"),
    Permission.CONFIRM_CARD: lazy("confirm a text after its pages changed"),
    Permission.SIGN_LANGUAGE: lazy("sign that the language is right"),
    Permission.SIGN_LAW: lazy("sign that the law is right"),
    Permission.MANAGE_ACCOUNTS: lazy("manage accounts"),
}
REASONS = {
    "removed": lazy("The official page no longer says this"),
    "reworded": lazy("The official sentence reads differently now"),
    "page_changed": lazy("The official page changed"),
    "page_not_seen": lazy("The official page was not there when last checked"),
}
STREAMS = {
    "accounts": lazy("Accounts"),
    "citations": lazy("Texts and their sources"),
}
EVENTS = {
    "account opened": lazy("Account opened"),
    "account closed": lazy("Account closed"),
    "roles set": lazy("Roles set"),
    "link made": lazy("One-time link made"),
    "password chosen": lazy("Password chosen"),
    "factors reset": lazy("Second factors removed by the operator"),
    "factor added": lazy("Way to sign in added"),
    "factor removed": lazy("Way to sign in removed"),
    "text reconfirmed": lazy("Text compared again and found right"),
    "text edited": lazy("Text changed after its pages changed"),
}
FACTORS = {
    "totp": lazy("authenticator app"),
    "webauthn": lazy("passkey"),
    "recovery_codes": lazy("recovery codes"),
}
FACTS = {
    "roles": lazy("roles"),
    "before": lazy("before"),
    "kind": lazy("what"),
    "doubts": lazy("doubts ended"),
}
WAYS = {
    "reauthenticate": lazy("Use the password"),
    "mfa_reauthenticate": lazy("Use a code"),
    "mfa_reauthenticate:webauthn": lazy("Use a passkey"),
}
