"""Whatever stands in a token or a set of keys: the one right subject, or one kind of refusal."""

import json
import time
from typing import Any

import jwt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayforward.conf import SignInServer
from wayforward.core.access.oidc.errors import IssuerUntrustedError
from wayforward.core.access.oidc.tokens import LEEWAY, subject_in
from wayforward.testing.issuer import KEY_NAME, a_key, published

SERVER = SignInServer("https://login.example.org/staff", "desk", "secret")
NONCE = "a nonce of this attempt"
KEYS = {"keys": [published(a_key(1))]}
CLAIMS = ("iss", "sub", "aud", "iat", "exp", "nonce", "nbf", "azp", "jti")
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


def _right() -> dict[str, Any]:
    now = int(time.time())
    return {
        "iss": SERVER.issuer,
        "sub": "one",
        "aud": "desk",
        "iat": now,
        "exp": now + 60,
        "nonce": NONCE,
    }


def _signed(claims: dict[str, Any]) -> str:
    """As a server would that checks nothing: PyJWT would not put all of this into a token."""
    payload = json.dumps(claims).encode()
    return jwt.api_jws.encode(payload, a_key(1), "RS256", {"kid": KEY_NAME})


def test_right_token_is_its_subject() -> None:
    assert subject_in(_signed(_right()), KEYS, SERVER, NONCE) == "one"


def test_attempt_without_a_nonce_is_answered_by_no_token() -> None:
    with pytest.raises(IssuerUntrustedError, match="another attempt"):
        subject_in(_signed({**_right(), "nonce": ""}), KEYS, SERVER, "")


@pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")  # of the signer
def test_key_that_is_too_short_is_refused() -> None:
    short = a_key(3, 1024)
    token = jwt.encode(_right(), short, "RS256", {"kid": KEY_NAME})

    with pytest.raises(IssuerUntrustedError, match="InvalidKeyError"):
        subject_in(token, {"keys": [published(short)]}, SERVER, NONCE)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(CLAIMS), ANYTHING, min_size=1))
def test_changed_claims_are_refused_or_change_nothing_that_counts(changed: dict[str, Any]) -> None:
    token = _signed({**_right(), **changed})

    try:
        subject = subject_in(token, KEYS, SERVER, NONCE)
    except IssuerUntrustedError:
        return

    assert changed.get("iss", SERVER.issuer) == SERVER.issuer
    assert changed.get("aud", "desk") in ("desk", ["desk"])
    assert changed.get("nonce", NONCE) == NONCE
    assert changed.get("azp", "desk") == "desk"
    assert float(changed.get("exp", time.time())) > time.time() - LEEWAY - 5
    assert subject == changed.get("sub", "one")


@settings(max_examples=200, deadline=None)
@given(ANYTHING)
def test_keys_that_are_none_are_refused(keys: object) -> None:
    with pytest.raises(IssuerUntrustedError):
        subject_in(_signed(_right()), keys, SERVER, NONCE)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(["kty", "n", "e", "alg", "use", "kid"]), ANYTHING))
def test_key_changed_in_any_part_is_refused_or_the_same(changed: dict[str, Any]) -> None:
    key = {**published(a_key(1)), **changed}

    try:
        subject_in(_signed(_right()), {"keys": [key]}, SERVER, NONCE)
    except IssuerUntrustedError:
        return

    assert key["kty"] == "RSA"
    assert {key["n"], key["e"]} == {published(a_key(1))[part] for part in "ne"}


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10_000), st.characters(codec="ascii"))
def test_token_changed_in_one_sign_is_refused(place: int, sign: str) -> None:
    token = _signed(_right())
    # The last sign of base64 has bits that count for nothing.
    place %= len(token) - 1
    changed = token[:place] + sign + token[place + 1 :]
    if changed == token:
        return

    with pytest.raises(IssuerUntrustedError):
        subject_in(changed, KEYS, SERVER, NONCE)
