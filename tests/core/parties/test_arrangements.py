"""The shipped arrangements load, and load again without a second row; parties that go."""

import shutil
from contextlib import nullcontext
from pathlib import Path

import pytest
import yaml

from wayforward.core.access.context import acting_for
from wayforward.core.access.rules import Role
from wayforward.core.parties.actions import (
    ARRANGEMENTS,
    PartyInUseError,
    load_arrangement,
    load_arrangements,
)
from wayforward.core.parties.models import Arrangement, ContactPoint, Party
from wayforward.core.parties.queries import arrangements
from wayforward.core.persons.models import Person
from wayforward.core.rulesets.models import Parameter
from wayforward.testing.parties import member_of
from wayforward.testing.walls import as_app_role

SHIPPED = ARRANGEMENTS / "joint-declaration-2021"
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


def _without(key: str, folder: Path) -> Path:
    """The shipped folder, and one party less."""
    copy = Path(shutil.copytree(SHIPPED, folder / "copy"))
    file = copy / "parties.yaml"
    rows = yaml.safe_load(file.read_text(encoding="utf-8"))["parties"]
    kept = [row for row in rows if row["key"] != key]
    assert len(kept) == len(rows) - 1
    file.write_text(yaml.safe_dump({"parties": kept}), encoding="utf-8")
    return copy


def _account(party: Party) -> None:
    member_of(party, Role.AUDITOR)


def _record(party: Party) -> None:
    with acting_for(party):
        Person.objects.create(party=party)


def _past(party: Party) -> None:
    with acting_for(party):
        ContactPoint.objects.create(party=party, task="journeys", phone="+49 30 5550100").delete()


def test_party_that_the_file_has_no_more_goes_where_nothing_was_of_it(tmp_path: Path) -> None:
    load_arrangement(folder=SHIPPED)

    load_arrangement(folder=_without("eeas", tmp_path))

    assert not Party.objects.filter(key="eeas", arrangement__key=SHIPPED.name).exists()


@pytest.mark.parametrize("of_it", [_account, _record, _past])
@pytest.mark.parametrize("app", [True, False])
def test_party_stays_whoever_loads_while_something_is_of_it(tmp_path: Path, of_it, app) -> None:
    load_arrangement(folder=SHIPPED)
    eeas = Party.objects.get(key="eeas", arrangement__key=SHIPPED.name)
    of_it(eeas)

    with (
        as_app_role() if app else nullcontext(),
        pytest.raises(PartyInUseError, match="put it back"),
    ):
        load_arrangement(folder=_without("eeas", tmp_path))

    assert Party.objects.filter(pk=eeas.pk).exists()
