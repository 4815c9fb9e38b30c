"""Words of closed sets about files: what was found in them, and what they are."""

from django.utils.translation import gettext_lazy as lazy

SCANS = {
    "clean": lazy("no virus found"),
    "not_scanned": lazy("not scanned for viruses"),
    "infected": lazy("a virus was found"),
    "made_here": lazy("made here"),
}
KINDS = {
    "travel_document": lazy("Travel document"),
    "identity_document": lazy("Identity document"),
    "certificate": lazy("Certificate"),
    "correspondence": lazy("Correspondence"),
    "consent": lazy("Proof of consent"),
    "letter": lazy("Letter of the house"),
    "other": lazy("Something else"),
}
