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
        key = _key_for(id_token, keys)
        claims = jwt.decode(
            id_token,
            jwt.PyJWK.from_dict(key).key,
            algorithms=_algorithms(key),
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


def _key_for(id_token: str, keys: object) -> dict[str, Any]:
    """The key that the token names; without a name the only one there is."""
    kid = jwt.get_unverified_header(id_token).get("kid")
    published = keys.get("keys") if isinstance(keys, dict) else None
    signing = [key for key in published or () if isinstance(key, dict) and _signs(key)]
    fitting = [key for key in signing if kid is None or key.get("kid") == kid]
    if len(fitting) != 1:
        raise IssuerUntrustedError("none of its keys, or more than one, fits its token")
    return fitting[0]


def _signs(key: dict[str, Any]) -> bool:
    return key.get("kty") != "oct" and key.get("use") in (None, "sig")


def _algorithms(key: dict[str, Any]) -> list[str]:
    """Those that the key is published for, as far as we believe them."""
    return [name for name in ALGORITHMS if key.get("alg") in (None, name)]


def _check_made_for_us(claims: dict[str, Any], server: SignInServer, nonce: str) -> None:
    audience = claims["aud"]
    several = isinstance(audience, list) and len(audience) > 1
    if ("azp" in claims or several) and claims.get("azp") != server.client:
        raise IssuerUntrustedError("its token was made for another client")
    given = str(claims["nonce"]).encode(errors="replace")
    if not hmac.compare_digest(given, nonce.encode()):
        raise IssuerUntrustedError("its token answers another attempt to sign in")


def _subject(claims: dict[str, Any]) -> str:
    subject: str = claims["sub"]
    fits = isinstance(subject, str) and 0 < len(subject) <= LONGEST_SUBJECT
    if not fits or not subject.isprintable():
        raise IssuerUntrustedError("its token names nobody that an account could be tied to")
    return subject
