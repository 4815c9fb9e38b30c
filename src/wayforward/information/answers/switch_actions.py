"""Switching answers off and on by topic and country: the operator's brake, with a reason kept."""

from django.db import transaction
from django.db.models.functions import Now

from wayforward.information.answers.models import Switch
from wayforward.information.answers.queries import forget_switches, open_switches


class SwitchError(ValueError):
    """A switch cannot be turned as asked; the message says why."""


@transaction.atomic
def switch_off(*, topic: str = "", country: str = "", reason: str) -> Switch:
    """Stop answering on a topic, a country or both.

    Raises SwitchError when it is off already or when neither is named.
    """
    if not topic and not country:
        raise SwitchError("Name a topic, a country or both.")
    if open_switches().filter(topic=topic, country=country.upper()).exists():
        raise SwitchError("Answers are off there already.")
    transaction.on_commit(forget_switches)
    return Switch.objects.create(topic=topic, country=country.upper(), reason=reason)


@transaction.atomic
def switch_on(*, topic: str = "", country: str = "") -> None:
    """Answer again. Raises SwitchError when it was not off."""
    if not open_switches().filter(topic=topic, country=country.upper()).update(until=Now()):
        raise SwitchError("Answers are on there already.")
    transaction.on_commit(forget_switches)
