"""What Django says of a form or a password that is not right, so that it is translated here.

Django has no Pashto, and its Persian is that of Iran; what stands in our own catalogues is found
first. Only the texts stand here: which forms there are is their rooms' own.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

REFUSALS = (
    lazy("This field is required."),
    lazy("Enter a whole number."),
    lazy("Enter a number."),
    lazy("Enter a valid date."),
    lazy("Enter a valid value."),
    lazy("Enter a valid email address."),
    lazy("Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."),
    lazy("Enter a list of values."),
    lazy("Select a valid choice. %(value)s is not one of the available choices."),
    lazy("Ensure this value is less than or equal to %(limit_value)s."),
    lazy("Ensure this value is greater than or equal to %(limit_value)s."),
    lazy("Null characters are not allowed."),
    lazy("No file was submitted. Check the encoding type on the form."),
    lazy("No file was submitted."),
    lazy("The submitted file is empty."),
    lazy("Please either submit a file or check the clear checkbox, not both."),
)
PASSWORDS = (
    lazy("The password is too similar to the %(verbose_name)s."),
    lazy("This password is too common."),
    lazy("This password is entirely numeric."),
    lazy("username"),
    lazy("email address"),
)


def counted(count: int) -> tuple[str, ...]:
    """The refusals that count, in the active language."""
    return (
        ngettext(
            "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
            "Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).",
            count,
        ),
        ngettext(
            "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
            "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
            count,
        ),
        ngettext(
            "This password is too short. It must contain at least %d character.",
            "This password is too short. It must contain at least %d characters.",
            count,
        ),
        ngettext(
            "Ensure this filename has at most %(max)d character (it has %(length)d).",
            "Ensure this filename has at most %(max)d characters (it has %(length)d).",
            count,
        ),
    )
