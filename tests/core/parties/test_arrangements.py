"""The shipped arrangements load, and load again without a second row."""

import pytest

from wayforward.core.parties.actions import load_arrangements
from wayforward.core.parties.models import Arrangement, Party
from wayforward.core.parties.queries import arrangements
from wayforward.core.rulesets.models import Parameter

pytestmark = pytest.mark.django_db


def test_loading_twice_leaves_the_rows_as_they_were() -> None:
    first = load_arrangements()
    rows = (Arrangement.objects.count(), Party.objects.count(), Parameter.objects.count())

    second = load_arrangements()

    assert second == first
    assert rows == (Arrangement.objects.count(), Party.objects.count(), Parameter.objects.count())
    assert rows == (first.arrangements, first.parties, first.parameters)


def test_every_parameter_carries_its_citation() -> None:
    load_arrangements()

    assert not Parameter.objects.filter(citation="").exists()


def test_arrangements_show_what_is_verified_and_what_is_not() -> None:
    load_arrangements()

    shown = arrangements()

    marks = {p["verified"] for entry in shown for p in entry["parameters"]}
    assert {entry["key"] for entry in shown} >= {"joint-way-forward", "joint-declaration-2021"}
    assert marks == {True, False}
