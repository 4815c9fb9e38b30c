"""The shipped arrangements and rule sets, two parties of them, and a case officer who acts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.utils import timezone

from wayforward.core.access.context import Acting, acting_as
from wayforward.core.access.models import Account
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Role
from wayforward.core.parties.actions import load_arrangements
from wayforward.core.parties.models import Party
from wayforward.core.rulesets.actions import load_rule_sets
from wayforward.testing.parties import member_of

NOW = datetime(2017, 3, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def rules_loaded(db: None) -> None:
    """Everything that is shipped."""
    load_arrangements()
    load_rule_sets()


def party(key: str, arrangement: str = "joint-way-forward") -> Party:
    """A party of a shipped arrangement."""
    return Party.objects.select_related("arrangement").get(key=key, arrangement__key=arrangement)


@pytest.fixture
def germany(rules_loaded: None) -> Party:
    """A Member State authority."""
    return party("de-bamf")


@pytest.fixture
def kabul(rules_loaded: None) -> Party:
    """An authority of the partner country."""
    return party("af-foreign-affairs")


@pytest.fixture
def officer(germany: Party) -> Account:
    """A return case officer of the Member State authority."""
    return member_of(germany, Role.RETURN_CASE_OFFICER, Role.SECRETARIAT)


@pytest.fixture
def at_work(officer: Account, monkeypatch: pytest.MonkeyPatch) -> Iterator[Acting]:
    """The officer acts, on 20 March 2017."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    with acting_as(officer, purpose=Purpose.RETURN_CASE) as acting:
        yield acting
