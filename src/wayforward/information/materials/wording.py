"""What forms are called and why one cannot be made, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from wayforward.information.materials import refusals
from wayforward.information.materials.texts import Kind

KINDS = {
    Kind.LEAFLET: lazy("Leaflet to fold (A4)"),
    Kind.POSTER: lazy("Poster (A3)"),
    Kind.SMALL_POSTER: lazy("Poster (A4)"),
    Kind.CARD: lazy("Picture, square"),
    Kind.TALL_CARD: lazy("Picture, tall"),
    Kind.SMS: lazy("One SMS"),
    Kind.RADIO: lazy("To read on the radio"),
    Kind.HELPLINE: lazy("Card for the helpline (A6)"),
}
# The same sentences as refusals.py has; here they are found by the catalogues.
_SENTENCES = {
    refusals.TitleTooLongError: lazy(
        "The headline has {length} characters and this form holds {most}: shorten it, "
        "or take a larger form."
    ),
    refusals.RumourTooLongError: lazy(
        "What is being said has {length} characters and this form holds {most}: shorten it, "
        "or take a larger form."
    ),
    refusals.AddressTooLongError: lazy(
        "The address has {length} characters and a code that phones can read holds {most}: "
        "use a short address."
    ),
    refusals.NothingFitsError: lazy(
        "Not one whole sentence has room beside the headline: shorten the first sentence to "
        "{most} characters, or take a larger form."
    ),
    refusals.NothingToSayError: lazy("The text has no sentence: write at least one."),
    refusals.SmsTooLongError: lazy(
        "The message needs {length} characters and one SMS in this script holds {most}: "
        "write a shorter one."
    ),
    refusals.RadioTooLongError: lazy(
        "Read aloud this takes {length} seconds and a spot has {most}: shorten it."
    ),
    refusals.PageFullError: lazy(
        "The text runs over its pages at the smallest readable size: shorten it."
    ),
}


def in_words(refusal: refusals.MaterialRefusalError) -> str:
    """Why a form cannot be made and what to do, in the language of the moment."""
    sentence = _SENTENCES.get(type(refusal))
    if sentence is None:
        return _("This form cannot be made of this text.")
    return str(sentence).format(**refusal.facts)
