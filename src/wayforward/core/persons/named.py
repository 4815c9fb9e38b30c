"""The person that an address of the desk names."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from wayforward.core.persons.models import Person


def person_named(reference: str) -> Person:
    """The person with that reference whom the acting party holds. Raises Http404 for all others."""
    return get_object_or_404(Person.objects.select_related("party"), reference=reference)
