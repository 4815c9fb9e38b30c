"""Reading an ID token: whom a server says has signed in, once all of it is verified. No network."""

from __future__ import annotations

import hmac
from typing import Any

import jwt

from wayforward.conf import SignInServer
from wayforward.core.access.oidc.errors import IssuerUntrustedError

# Signatures that only the server can make: never `none`, never a secret that both sides hold.
ALGORITHMS = (
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"
)  # fmt: skip
# Seconds by which the two clocks may differ.
LEEWAY = 30
# What a tie can keep (OpenID Connect allows 255 signs, in practice they are 36 or fewer).
LONGEST_SUBJECT = 191
_REQUIRED = ["iss", "sub", "aud", "exp", "iat", "nonce"]


def subject_in(id_token: str, keys: object, server: SignInServer, nonce: str) -> str:
    """The subject of a token that this server signed for us, now, for this very attempt.

    `keys` is the server's JWK set as decoded. Checks signature, issuer, audience, times and nonce
    (OpenID Connect Core 1.0, section 3.1.3.7). Raises IssuerUntrustedError.
    """
    try:
        claims = jwt.decode(
            id_token,
            _key_for(id_token, keys),
            algorithms=ALGORITHMS,
            audience=server.client,
            issuer=server.issuer,
            leeway=LEEWAY,
            options={"require": _REQUIRED, "enforce_minimum_key_length": True},
        )
    except (jwt.PyJWTError, TypeError, ValueError, ArithmeticError, RecursionError) as problem:
        kind = type(problem).__name__
        raise IssuerUntrustedError(f"its token is not good ({kind})") from problem
    _check_made_for_us(claims, server, nonce)
    return _subject(claims)


def _key_for(id_token: str, keys: object) -> jwt.PyJWK:
    """The key that the token names; without a name the only one there is.

    A key is bound to one algorithm: the one it is published for, else the usual one of its kind.
    """
    kid = jwt.get_unverified_header(id_token).get("kid")
    fitting = [key for key in _signing(keys) if kid is None or key.key_id == kid]
    if len(fitting) != 1:
        raise IssuerUntrustedError("none of its keys, or more than one, fits its token")
    return fitting[0]


def _signing(keys: object) -> list[jwt.PyJWK]:
    try:
        published = jwt.PyJWKSet.from_dict(keys if isinstance(keys, dict) else {})
    except jwt.PyJWKSetError:
        return []
    return [
        key
        for key in published.keys
        if key.algorithm_name in ALGORITHMS and key.public_key_use in (None, "sig")
    ]


def _check_made_for_us(claims: dict[str, Any], server: SignInServer, nonce: str) -> None:
    audience = claims["aud"]
    several = isinstance(audience, list) and len(audience) > 1
    if ("azp" in claims or several) and claims.get("azp") != server.client:
        raise IssuerUntrustedError("its token was made for another client")
    given = str(claims["nonce"]).encode(errors="replace")
    if not nonce or not hmac.compare_digest(given, nonce.encode()):
        raise IssuerUntrustedError("its token answers another attempt to sign in")


def _subject(claims: dict[str, Any]) -> str:
    subject: str = claims["sub"]  # text: PyJWT has seen to it
    if not 0 < len(subject) <= LONGEST_SUBJECT or not subject.isprintable():
        raise IssuerUntrustedError("its token names nobody that an account could be tied to")
    return subject
