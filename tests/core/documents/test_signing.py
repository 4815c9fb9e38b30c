"""A signed document is checked by its key alone; any change, another key, a fraction is refused."""

import base64
import os
import subprocess
import sys

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from wayforward.conf import environment
from wayforward.core.documents.signing import (
    NotOursError,
    WrongKeyError,
    canonical,
    check,
    public_key,
    public_key_text,
    signed,
)
from wayforward.core.outside.signatures import read_public_key

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def test_canonical_is_sorted_and_keeps_letters() -> None:
    assert canonical({"ب": "ښ", "a": [1, True, None]}) == '{"a":[1,true,null],"ب":"ښ"}'.encode()


def test_canonical_of_a_fraction_is_refused() -> None:
    with pytest.raises(TypeError):
        canonical({"a": [{"b": 0.1}]})


@given(st.dictionaries(st.sampled_from("abc"), VALUES))
def test_signed_document_passes_the_check(document: dict[str, object]) -> None:
    check(signed(document), public_key())


@given(st.text(min_size=1))
def test_changed_document_fails_the_check(said: str) -> None:
    document = {**signed({"said": ""}), "said": said}

    with pytest.raises(NotOursError, match="changed after it was signed"):
        check(document, public_key())


@pytest.mark.parametrize("signature", [None, "", "!", "AAAA"])
def test_document_without_a_signature_fails_the_check(signature: str | None) -> None:
    with pytest.raises(NotOursError):
        check({**signed({}), "signature": signature}, public_key())


def test_document_of_another_key_is_told_apart_from_a_changed_one() -> None:
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw()

    with pytest.raises(WrongKeyError, match="another key"):
        check(signed({}), other)


def test_key_is_made_once_and_closed_to_others() -> None:
    first = public_key()
    path = environment().data / "signing.key"

    assert public_key() == first
    assert path.stat().st_mode & 0o777 == 0o600


def test_published_key_reads_back_and_nonsense_does_not() -> None:
    assert read_public_key(public_key_text()) == public_key()
    for text in ("", "AAAA", "no key"):
        with pytest.raises(ValueError, match="no public key"):
            read_public_key(text)


def _key_of(env_key: str) -> subprocess.CompletedProcess[str]:
    said = "from wayforward.core.documents.signing import public_key_text as p; print(p())"
    return subprocess.run(
        [sys.executable, "-c", said],
        env={**os.environ, "WAYFORWARD_SIGNING_KEY": env_key},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_key_of_the_operator_goes_before_the_kept_one() -> None:
    raw = Ed25519PrivateKey.generate()
    text = base64.b64encode(raw.private_bytes_raw()).decode()

    public = base64.b64encode(raw.public_key().public_bytes_raw()).decode()
    assert _key_of(text).stdout.strip() == public != public_key_text()


def test_key_of_the_operator_that_is_none_is_named_in_a_sentence() -> None:
    assert "must be 32 bytes in base64" in _key_of("short").stderr
