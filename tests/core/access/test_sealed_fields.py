"""Sealed fields of models: bound to their row, written through it alone, sealed anew in batches."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection, transaction

from wayforward.conf import environment
from wayforward.core.access import keyring as keyrings
from wayforward.core.access import rotating
from wayforward.core.access.consenting.models import Consent
from wayforward.core.access.consenting.queries import consents_proved_by
from wayforward.core.access.context import acting_for
from wayforward.core.access.disclosing.models import Disclosure
from wayforward.core.access.encryption import SealBrokenError
from wayforward.core.access.keyring import keyring
from wayforward.core.access.rotating import Rotated, rotate_keys, waiting
from wayforward.core.access.rules import AT_TERMINAL, Actor, NotAllowedError
from wayforward.core.access.sealed_fields import NotSealedError, SealedText
from wayforward.core.audit.models import Event
from wayforward.core.parties.models import Party
from wayforward.testing.parties import two_parties
from wayforward.testing.rows import make_row
from wayforward.testing.staff import add_app, hire
from wayforward.testing.walls import as_app_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Party:
    return two_parties()[0]


@pytest.fixture
def own_keys(tmp_path, monkeypatch) -> None:
    """Keys of this test alone."""
    env = replace(environment(), data=tmp_path, sealing_keys="")
    monkeypatch.setattr(keyrings, "environment", lambda: env)


def _raw(table: str, column: str, key: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE id = %s", [key])
        (value,) = cursor.fetchone()
    return str(value)


def test_value_is_read_and_changed_through_its_row(here: Party) -> None:
    with acting_for(here):
        consent = make_row(Consent, here, proof="form 1")
        read = Consent.objects.get(pk=consent.pk)

        assert read.proof == "form 1"
        assert isinstance(read.__dict__["proof"], SealedText)
        assert read.__dict__["proof"] == _raw("core_consent", "proof", consent.pk)


def test_row_saved_untouched_stays_as_it_was_sealed(here: Party) -> None:
    with acting_for(here):
        consent = make_row(Consent, here, proof="form 1")
        before = _raw("core_consent", "proof", consent.pk)

        Consent.objects.get(pk=consent.pk).save()

        assert _raw("core_consent", "proof", consent.pk) == before


def test_value_moved_to_another_row_or_field_does_not_open(here: Party) -> None:
    with acting_for(here):
        one, other = make_row(Consent, here, proof="a"), make_row(Consent, here, proof="b")
        other.__dict__["proof"] = SealedText(_raw("core_consent", "proof", one.pk))
        with pytest.raises(SealBrokenError, match="moved here from another row"):
            _ = other.proof

        told = make_row(Disclosure, here, person=one.person)
        told.__dict__["payload"] = SealedText(_raw("core_consent", "proof", one.pk))
        with pytest.raises(SealBrokenError):
            _ = told.payload


def test_payload_opens_for_no_other_recipient(here: Party) -> None:
    with acting_for(here):
        told = make_row(Disclosure, here)
        read = Disclosure.objects.get(pk=told.pk)
        read.recipient_id += 1

        with pytest.raises(SealBrokenError):
            _ = read.payload


@pytest.mark.parametrize("lookup", ["proof", "proof__contains", "proof__startswith"])
def test_sealed_field_is_not_searched(here: Party, lookup: str) -> None:
    with acting_for(here), pytest.raises(NotSealedError, match="blind index"):
        Consent.objects.filter(**{lookup: "form"})


def test_sealed_field_is_not_written_past_its_row(here: Party) -> None:
    with acting_for(here):
        make_row(Consent, here)

        with pytest.raises(NotSealedError, match="write it with save"), transaction.atomic():
            Consent.objects.update(proof="open")


def test_rotation_seals_everything_anew_and_lookups_still_find_it(here: Party, own_keys) -> None:
    add_app(hire())
    with acting_for(here):
        consents = [make_row(Consent, here, proof=f"form {n}") for n in range(5)]
        told = make_row(Disclosure, here, person=consents[0].person)
    old = keyring().current.name
    heard: list[int] = []

    with as_app_role():
        done = rotate_keys(actor=AT_TERMINAL, batch=2, progress=heard.append)

    assert done == Rotated(keyring().current.name, True, 7)
    assert heard == [1, 3, 5, 6, 7]
    assert done.key != old
    with acting_for(here):
        assert _raw("core_consent", "proof", consents[3].pk).startswith(f"v1.{done.key}.")
        assert Consent.objects.get(pk=consents[3].pk).proof == "form 3"
        assert Disclosure.objects.get(pk=told.pk).payload == told.payload
        assert list(consents_proved_by(here, "form 4")) == [consents[4]]
    assert waiting() == 0
    assert Event.objects.get(name="keys rotated").facts == {"rows": 7}


def test_rotation_that_was_stopped_is_finished_before_another_key_is_made(
    here: Party, own_keys, monkeypatch
) -> None:
    with acting_for(here):
        for _ in range(5):
            make_row(Consent, here)
    keyring()

    def stop(done: int) -> None:
        if done >= 2:
            raise KeyboardInterrupt

    with as_app_role():
        with pytest.raises(KeyboardInterrupt):
            rotate_keys(actor=AT_TERMINAL, batch=2, progress=stop)
        assert waiting() == 3
        done = rotate_keys(actor=AT_TERMINAL, batch=2)

    assert done == Rotated(keyring().current.name, False, 3)
    assert len(keyring().keys) == 2


def test_rotation_is_for_the_operator() -> None:
    with pytest.raises(NotAllowedError):
        rotate_keys(actor=Actor("somebody"))


def test_every_sealed_model_is_rotated() -> None:
    assert {model._meta.label for model in rotating.sealed_models()} >= {
        "core.Consent",
        "core.Disclosure",
    }
