"""A little OpenID Connect server on this machine, for tests; it can be told to misbehave.

It keeps to the standard (discovery, code with PKCE and client secret, RS256 ID token, keys,
userinfo), checks what a strict server checks, and remembers every request.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from wayforward.conf import SignInServer

CLIENT, SECRET = "desk", "a secret between two machines"
KEY_NAME = "key-one"


@cache
def a_key(number: int, bits: int = 2048) -> RSAPrivateKey:
    """Signing keys, made once a run."""
    return generate_private_key(public_exponent=65537, key_size=bits)


def published(key: RSAPrivateKey, name: str = KEY_NAME) -> dict[str, Any]:
    """The public half as a JWK."""
    jwk = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
    return {**jwk, "kid": name, "use": "sig", "alg": "RS256"}


@dataclass
class Attempt:
    """What was asked with one code."""

    subject: str
    nonce: str
    challenge: str
    redirect_uri: str


@dataclass
class Issuer:
    """The server's behaviour; tests change it in place."""

    origin: str = ""
    subject: str = "7b0c2f5e-subject-one"
    description: dict[str, Any] = field(default_factory=dict)  # overrides
    claims: dict[str, Any] = field(default_factory=dict)  # overrides; None takes a claim away
    header: dict[str, Any] = field(default_factory=lambda: {"kid": KEY_NAME})
    algorithm: str = "RS256"
    signed_with: Any = None  # another key than the published one
    keys: list[dict[str, Any]] = field(default_factory=list)
    token_answer: Any = None  # instead of the right one
    status: dict[str, int] = field(default_factory=dict)  # by path
    redirect_to: dict[str, str] = field(default_factory=dict)  # by path
    slow: dict[str, float] = field(default_factory=dict)  # seconds between bytes, by path
    drips: dict[str, float] = field(default_factory=dict)  # headers without end, seconds between
    denies: str = ""  # an error instead of a code
    asked: list[str] = field(default_factory=list)
    given: list[dict[str, str]] = field(default_factory=list)  # what the token endpoint was told
    attempts: dict[str, Attempt] = field(default_factory=dict)

    @property
    def issuer(self) -> str:
        """Its name for itself."""
        return f"{self.origin}/staff"

    @property
    def settings(self) -> SignInServer:
        """What the operator would set."""
        return SignInServer(self.issuer, CLIENT, SECRET, "Example Ministry")

    def described(self) -> dict[str, Any]:
        """The document of discovery."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            **self.description,
        }

    def way_back(self, query: dict[str, str]) -> str:
        """Where the browser is sent after signing in there."""
        state = query["state"]
        if self.denies:
            return f"{query['redirect_uri']}?{urlencode({'error': self.denies, 'state': state})}"
        code = secrets.token_urlsafe(8)
        self.attempts[code] = Attempt(
            self.subject, query["nonce"], query["code_challenge"], query["redirect_uri"]
        )
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': state})}"

    def exchanged(self, form: dict[str, str], authorization: str) -> tuple[int, Any]:
        """The answer to a code: good once, with the verifier and the secret."""
        self.given.append(form)
        if self.token_answer is not None:
            return 200, self.token_answer
        attempt = self.attempts.pop(form.get("code", ""), None)
        expected = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if authorization != f"Basic {expected}":
            return 401, {"error": "invalid_client"}
        if attempt is None or not _fits(attempt, form):
            return 400, {"error": "invalid_grant"}
        return 200, {
            "access_token": "an-access-token",
            "refresh_token": "a-refresh-token",
            "token_type": "Bearer",
            "expires_in": 300,
            "id_token": self.id_token(attempt),
        }

    def id_token(self, attempt: Attempt) -> str:
        """Signed, with more about the person than the desk may keep."""
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": attempt.subject,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": attempt.nonce,
            "email": "person@ministry.example",
            "email_verified": True,
            "name": "Person of the Ministry",
            "preferred_username": "editor-one",
            "acr": "mfa",
            "amr": ["otp", "mfa"],
            **self.claims,
        }
        kept = {name: value for name, value in claims.items() if value is not None}
        key: Any = self.signed_with if self.signed_with is not None else a_key(1)
        if self.algorithm == "HS256":
            return _with_a_shared_secret(self.header, kept, key)
        return jwt.encode(kept, key, algorithm=self.algorithm, headers=self.header)


def _with_a_shared_secret(header: dict[str, Any], claims: dict[str, Any], secret: bytes) -> str:
    """By hand: PyJWT refuses to make the token of this old attack."""
    parts = [{"alg": "HS256", **header}, claims]
    signed = b".".join(_encoded(json.dumps(part).encode()) for part in parts)
    return b".".join((signed, _encoded(hmac.digest(secret, signed, "sha256")))).decode()


def _encoded(part: bytes) -> bytes:
    return base64.urlsafe_b64encode(part).rstrip(b"=")


def _fits(attempt: Attempt, form: dict[str, str]) -> bool:
    digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
    challenge = _encoded(digest).decode()
    return challenge == attempt.challenge and form.get("redirect_uri") == attempt.redirect_uri


class _Handler(BaseHTTPRequestHandler):
    """One request; the issuer hangs on the server."""

    server: _Server

    def do_GET(self) -> None:
        """Discovery, the page of signing in, keys, userinfo."""
        issuer, parts = self.server.issuer, urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        match parts.path.removeprefix("/staff"):
            case "/.well-known/openid-configuration":
                self._answer(200, issuer.described())
            case "/authorize":
                self._answer(302, {}, issuer.way_back(query))
            case "/keys":
                self._answer(200, {"keys": issuer.keys or [published(a_key(1))]})
            case "/userinfo":
                self._answer(200, {"sub": issuer.subject, "email": "person@ministry.example"})
            case _:
                self._answer(404, {})

    def do_POST(self) -> None:
        """The exchange."""
        body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        self._answer(*self.server.issuer.exchanged(form, self.headers.get("Authorization", "")))

    def _answer(self, status: int, document: Any, location: str = "") -> None:
        issuer, path = self.server.issuer, urlsplit(self.path).path
        issuer.asked.append(f"{self.command} {path}")
        location = issuer.redirect_to.get(path, location)
        body = document if isinstance(document, bytes) else json.dumps(document).encode()
        self.send_response(302 if location else issuer.status.get(path, status))
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        if location:
            self.send_header("Location", location)
        if path in issuer.drips:
            self.flush_headers()
            self._send(b"X-Another: header\r\n" * 10_000, issuer.drips[path])
            return
        self.end_headers()
        self._send(body, issuer.slow.get(path, 0))

    def _send(self, body: bytes, pause: float) -> None:
        if not pause:
            self.wfile.write(body)
            return
        try:
            for number in range(len(body)):
                if self.server.over.wait(pause):
                    return
                self.wfile.write(body[number : number + 1])
        except OSError:
            return  # the caller has hung up, as it should

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    """Holds the issuer and ends what drips when the test is over."""

    daemon_threads = True

    def __init__(self, issuer: Issuer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.issuer = issuer
        self.over = threading.Event()


@contextmanager
def an_issuer() -> Iterator[Issuer]:
    """The server, up while the block runs."""
    issuer = Issuer()
    with _Server(issuer) as server:
        issuer.origin = f"http://127.0.0.1:{cast('tuple[str, int]', server.server_address)[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield issuer
        finally:
            server.over.set()
            server.shutdown()
            thread.join()
