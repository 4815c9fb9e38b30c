"""Signatures are checked without a library as the library checks them."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.documents.signing import public_key, signed
from wayforward.core.outside.signatures import ed25519_holds, signed_with


@given(st.binary(max_size=200), st.integers(0, 63), st.integers(1, 255))
def test_verifier_knows_signatures_as_the_library_does(said: bytes, at: int, flip: int) -> None:
    key = Ed25519PrivateKey.generate()
    public, signature = key.public_key().public_bytes_raw(), key.sign(said)
    wrong = bytes(b ^ flip if n == at else b for n, b in enumerate(signature))

    assert ed25519_holds(public, signature, said)
    assert not ed25519_holds(public, wrong, said)
    assert not ed25519_holds(public, signature, said + b"!")


def test_signed_document_is_known_by_its_key_and_no_other() -> None:
    document = signed({"kind": "a test", "words": "پښتو"})
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw()

    assert signed_with(public_key())(document)
    assert not signed_with(other)(document)
    assert not signed_with(public_key())({**document, "kind": "another"})
    assert not signed_with(public_key())({**document, "signature": "no base64!"})
