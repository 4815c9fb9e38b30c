"""Switching answers off and on by topic and country: the operator's brake, with a reason kept."""

import time

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from wayforward.information.answers.models import Switch

_REMEMBERED_SECONDS = 5.0
_remembered: dict[str, object] = {"until": 0.0, "pairs": ()}


class SwitchError(ValueError):
    """A switch cannot be turned as asked; the message says why."""


def _open(topic: str, country: str) -> Q:
    return Q(topic=topic, country=country, until=None)


@transaction.atomic
def switch_off(*, topic: str = "", country: str = "", reason: str) -> Switch:
    """Stop answering on a topic, a country or both. Raises SwitchError when it is off or
    when neither is named.
    """
    if not topic and not country:
        raise SwitchError("Name a topic, a country or both.")
    if Switch.objects.filter(_open(topic, country)).exists():
        raise SwitchError("Answers are off there already.")
    _remembered["until"] = 0.0
    return Switch.objects.create(topic=topic, country=country.upper(), reason=reason)


@transaction.atomic
def switch_on(*, topic: str = "", country: str = "") -> None:
    """Answer again. Raises SwitchError when it was not off."""
    if not Switch.objects.filter(_open(topic, country.upper())).update(until=Now()):
        raise SwitchError("Answers are on there already.")
    _remembered["until"] = 0.0


def _pairs() -> tuple[tuple[str, str], ...]:
    """What is off, remembered a few seconds so that asking costs no extra round trip."""
    now = time.monotonic()
    if now >= float(str(_remembered["until"])):
        rows = Switch.objects.filter(until=None).values_list("topic", "country")
        _remembered.update(until=now + _REMEMBERED_SECONDS, pairs=tuple(rows))
    pairs = _remembered["pairs"]
    assert isinstance(pairs, tuple)  # noqa: S101
    return pairs


def switched_off(topics: tuple[str, ...], countries: tuple[str, ...]) -> bool:
    """Whether a question on these topics and countries meets a switch."""
    return any(
        (not topic or topic in topics) and (not country or country in countries)
        for topic, country in _pairs()
    )
