"""Sealed texts open where they belong, with the key they name, and nowhere else."""

from __future__ import annotations

import base64
import os
from dataclasses import replace

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from wayforward.conf import environment
from wayforward.core.access import keyring as keyrings
from wayforward.core.access.encryption import SealBrokenError, blind, seal, unseal
from wayforward.core.access.keyring import (
    KeyMissingError,
    KeysNotOursError,
    add_key,
    keyring,
)

PLACES = st.tuples(st.text(max_size=9), st.text(max_size=9), st.integers(0, 9))


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A data folder of its own, without keys from the environment."""
    env = replace(environment(), data=tmp_path, sealing_keys="")
    monkeypatch.setattr(keyrings, "environment", lambda: env)
    return tmp_path / "sealing.keys"


def _keys(monkeypatch, *raw: bytes) -> None:
    text = ",".join(base64.b64encode(one).decode() for one in raw)
    env = replace(environment(), sealing_keys=text)
    monkeypatch.setattr(keyrings, "environment", lambda: env)


@given(st.text(), PLACES)
def test_text_opens_in_its_place(text: str, place) -> None:
    assert unseal(seal(text, place), place) == text


@given(st.text(), PLACES, PLACES)
def test_text_opens_in_no_other_place(text: str, place, other) -> None:
    if place != other:
        with pytest.raises(SealBrokenError):
            unseal(seal(text, place), other)


@given(st.text(min_size=1), st.data())
def test_altered_text_does_not_open(text: str, data: st.DataObject) -> None:
    sealed = seal(text, ("t", "c", 1))
    at = data.draw(st.integers(0, len(sealed) - 5))
    altered = sealed[:at] + ("A" if sealed[at] != "A" else "B") + sealed[at + 1 :]

    with pytest.raises((SealBrokenError, KeyMissingError)):
        unseal(altered, ("t", "c", 1))


def test_same_text_is_never_sealed_alike() -> None:
    assert seal("x", ("t",)) != seal("x", ("t",))


def test_nothing_is_sealed_before_it_is_known_what_it_belongs_to() -> None:
    with pytest.raises(SealBrokenError, match="belongs"):
        seal("x", ("t", None))


def test_key_file_is_made_once_and_readable_by_us_alone(kept) -> None:
    first = keyring()

    assert keyring() == first
    assert kept.stat().st_mode & 0o777 == 0o600


def test_new_key_seals_and_old_ones_open(kept) -> None:
    before = seal("x", ("t",))
    ring = add_key()

    assert unseal(before, ("t",)) == "x"
    assert seal("x", ("t",)).startswith(f"v1.{ring.current.name}.")
    assert len(ring.keys) == 2
    assert kept.stat().st_mode & 0o777 == 0o600


def test_missing_key_is_named_in_one_sentence(monkeypatch) -> None:
    one, other = os.urandom(32), os.urandom(32)
    _keys(monkeypatch, one)
    sealed, name = seal("x", ("t",)), keyring().current.name
    _keys(monkeypatch, other)

    with pytest.raises(KeyMissingError, match=f"sealed with key {name}.*WAYFORWARD_SEALING_KEYS"):
        unseal(sealed, ("t",))
    _keys(monkeypatch, other, one)
    assert unseal(sealed, ("t",)) == "x"


@pytest.mark.parametrize("text", ["AAAA", "not base64!", " , "])
def test_keys_that_are_none_are_explained(monkeypatch, text: str) -> None:
    env = replace(environment(), sealing_keys=text)
    monkeypatch.setattr(keyrings, "environment", lambda: env)

    with pytest.raises(ImproperlyConfigured, match="32 bytes in base64"):
        keyring()


def test_keys_of_the_operator_are_not_made_by_us(monkeypatch) -> None:
    _keys(monkeypatch, os.urandom(32))

    with pytest.raises(KeysNotOursError, match="put a new one in front"):
        add_key()


def test_blind_index_is_alike_for_one_place_and_key_alone(monkeypatch) -> None:
    _keys(monkeypatch, os.urandom(32), os.urandom(32))
    new, old = keyring().keys

    assert blind("Form  17", ("t", "c", 1), new) == blind("form 17", ("t", "c", 1), new)
    assert blind("form 17", ("t", "c", 1), new) != blind("form 17", ("t", "c", 2), new)
    assert blind("form 17", ("t", "c", 1), new) != blind("form 17", ("t", "c", 1), old)
