"""Keys kept in step with the rules that make them: noted, found out of date, made anew for each."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from wayforward.cli.doctor import check_name_keys
from wayforward.core.access.context import acting_as, acting_for
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import AT_TERMINAL, Actor, NotAllowedError, Role
from wayforward.core.audit.models import Event
from wayforward.core.parties.models import Party
from wayforward.core.persons import actions, keying
from wayforward.core.persons.cli import persons
from wayforward.core.persons.matching import keys
from wayforward.core.persons.models import KeyRules, NameKey, NameKind
from wayforward.testing.parties import member_of, two_parties
from wayforward.testing.walls import as_app_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def both() -> Iterator[tuple[Party, Party]]:
    """Two parties with three names each, of which two have keys."""
    parties = two_parties()
    officers = [member_of(one, Role.RETURN_CASE_OFFICER) for one in parties]
    with as_app_role():
        for officer in officers:
            with acting_as(officer, purpose=Purpose.IDENTIFICATION):
                person = actions.add_person()
                actions.add_name(person=person, written="Najibullah Rahimi", source="seen")
                for kind in (NameKind.FATHER, NameKind.GRANDFATHER):
                    actions.add_name(person=person, written="عبدالکریم", source="told", kind=kind)
        yield parties


def _kept(party: Party) -> set[tuple[int, str]]:
    with acting_for(party):
        return set(NameKey.objects.values_list("name", "key"))


def _spoil(party: Party) -> None:
    """As if another version had made the keys."""
    with acting_for(party):
        NameKey.objects.update(key="old")
        KeyRules.objects.update(rules="old")


def test_keys_are_made_anew_for_every_party_and_are_the_same(both: tuple[Party, Party]) -> None:
    before = [_kept(party) for party in both]
    for party in both:
        _spoil(party)
    heard: list[int] = []

    done = keying.renew_keys(actor=AT_TERMINAL, heard=heard.append, batch=1)

    assert [(one.party, one.names) for one in done] == [(party, 2) for party in both]
    assert heard == [1, 2, 3, 4]
    assert [_kept(party) for party in both] == before
    with acting_for(both[0]):
        event = Event.objects.get(name="name keys renewed")
        assert (event.subject, event.facts) == (both[0].key, {"rows": 2})


def test_renewing_is_for_whoever_keeps_the_product(both: tuple[Party, Party]) -> None:
    reader = Actor("officer", frozenset({Role.RETURN_CASE_OFFICER}))

    with pytest.raises(NotAllowedError):
        keying.renew_keys(actor=reader, heard=lambda _: None)


def test_doctor_names_parties_whose_keys_are_of_other_rules(both: tuple[Party, Party]) -> None:
    assert check_name_keys().fine
    _spoil(both[1])

    found = check_name_keys()

    assert not found.fine
    assert both[1].key in found.seen
    assert both[0].key not in found.seen
    assert "renew-keys" in found.mend


def test_command_renews_and_says_so(both: tuple[Party, Party]) -> None:
    _spoil(both[0])

    done = CliRunner().invoke(persons, ["renew-keys", "--json"])

    assert json.loads(done.stdout) == [{"party": one.key, "names": 2} for one in both]
    assert keying.outdated() == []


def test_other_rules_have_another_digest(monkeypatch) -> None:
    before = keys.rules_digest.__wrapped__()
    monkeypatch.setitem(keys._OPEN, "J", ("j",))
    _forget()

    after = keys.rules_digest.__wrapped__()

    monkeypatch.undo()
    _forget()
    assert after != before == keys.rules_digest.__wrapped__()


def _forget() -> None:
    for cached in (keys.stored_keys, keys.father_keys, keys._heard, keys._nearly):
        cached.cache_clear()
