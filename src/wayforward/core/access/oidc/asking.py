"""Asking an organisation's server: its own origin alone, no redirects, little time and size."""

from __future__ import annotations

import socket
import time
from typing import Any, cast
from urllib.parse import urlsplit

import requests
import urllib3
from django.core.cache import cache
from requests.adapters import HTTPAdapter

from wayforward.conf import SignInServer
from wayforward.core.access.oidc.errors import IssuerSilentError, IssuerUntrustedError
from wayforward.core.watchdog import HangUp

CONNECT_SECONDS = 3.0
READ_SECONDS = 4.0
WHOLE_SECONDS = 6.0
MOST_BYTES = 256 * 1024
# How long a description is believed, and for how long a server that is silent is left alone:
# threads are few, and the public site is served by the same ones.
DESCRIPTION_SECONDS = 600
SILENCE_SECONDS = 15
_METHODS = "token_endpoint_auth_methods_supported"  # by default Basic, says the standard
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class IssuerSession(requests.Session):
    """A session that cannot leave the server's origin. Proxies and CA files of the environment
    (HTTPS_PROXY, REQUESTS_CA_BUNDLE) count.
    """

    def __init__(self, server: SignInServer) -> None:
        """For one server."""
        super().__init__()
        self.origin = server.origin
        for scheme in ("https://", "http://"):
            self.mount(scheme, _HangingUp())
        self.headers["Accept"] = "application/json"
        self.headers["Accept-Encoding"] = "identity"

    def request(self, method: str, url: str, **options: Any) -> requests.Response:  # type: ignore[override]
        """Raises IssuerSilentError, or IssuerUntrustedError for another origin or a redirect."""
        if origin_of(url) != self.origin:
            raise IssuerUntrustedError("it sends us to another host")
        if cache.get(self._silent_key):
            raise IssuerSilentError("it did not answer a moment ago")
        options |= {
            "timeout": (CONNECT_SECONDS, READ_SECONDS),
            "allow_redirects": False,
            "stream": True,
        }
        until = time.monotonic() + WHOLE_SECONDS
        try:
            response = _read(super().request(method, url, **options), until)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as problem:
            self._note_silence()
            raise IssuerSilentError(type(problem).__name__) from problem
        except IssuerSilentError:
            self._note_silence()
            raise
        return _believable(response)

    @property
    def _silent_key(self) -> str:
        return f"oidc-silent:{self.origin}"

    def _note_silence(self) -> None:
        cache.set(self._silent_key, True, SILENCE_SECONDS)


def origin_of(url: str) -> str:
    """Scheme, host and port in small letters; empty for what is no address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}".lower()


class _HangingUp(HTTPAdapter):
    """Hangs up on whoever drips, in the handshake and in the headers too: no timeout of a single
    reading ends that. Resolving a name takes as long as the machine's own resolver lets it.
    """

    def get_connection_with_tls_context(self, *args: Any, **options: Any) -> Any:
        """A pool whose connections, through a proxy or not, are watched."""
        pool: Any = super().get_connection_with_tls_context(*args, **options)
        if not issubclass(pool.ConnectionCls, _Watched):
            pool.ConnectionCls = type("Watched", (_Watched, pool.ConnectionCls), {})
        return pool


class _Watched:
    """Laid over a class of connections: each is good for one short talk and then hung up."""

    _hang_up: HangUp | None = None

    def _new_conn(self) -> socket.socket:
        line: socket.socket = super()._new_conn()  # type: ignore[misc]
        self._hang_up = HangUp(line, time.monotonic() + WHOLE_SECONDS)
        return line

    def close(self) -> None:
        """Both the watch and the connection."""
        if self._hang_up is not None:
            self._hang_up.close()
            self._hang_up = None
        super().close()  # type: ignore[misc]


def _read(response: requests.Response, until: float) -> requests.Response:
    """Take in the body while time and size last: a read timeout alone lets a server drip."""
    body = bytearray()
    with response:
        while part := response.raw.read1(16 * 1024):
            body += part
            if len(body) > MOST_BYTES:
                raise IssuerUntrustedError("its answer is too long")
            if time.monotonic() >= until:
                break
    if time.monotonic() >= until:  # hung up, it may look whole
        raise IssuerSilentError("its answer took too long")
    response._content = bytes(body)
    return response


def _believable(response: requests.Response) -> requests.Response:
    if response.status_code >= 500:
        raise IssuerSilentError(f"it answers {response.status_code}")
    if 300 <= response.status_code < 400:
        raise IssuerUntrustedError("it answers with a redirect")
    return response


def description(server: SignInServer) -> dict[str, Any]:
    """What the server publishes about itself (OpenID Connect Discovery 1.0), checked.

    Kept for ten minutes. Raises IssuerSilentError or IssuerUntrustedError.
    """
    key = f"oidc-description:{server.issuer}"
    known = cache.get(key)
    if known is None:
        known = fetch_description(server)
        cache.set(key, known, DESCRIPTION_SECONDS)
    return cast("dict[str, Any]", known)


def fetch_description(server: SignInServer) -> dict[str, Any]:
    """The same, asked for now."""
    found = get_json(server, f"{server.issuer.rstrip('/')}/.well-known/openid-configuration")
    if not isinstance(found, dict):
        raise IssuerUntrustedError("its description is none")
    if found.get("issuer") != server.issuer:
        raise IssuerUntrustedError("its description names another issuer")
    for name in _ENDPOINTS:
        _check_endpoint(name, found.get(name), server)
    if not isinstance(found.setdefault(_METHODS, ["client_secret_basic"]), list):
        raise IssuerUntrustedError(f"its {_METHODS} is no list")
    return found


def _check_endpoint(name: str, url: object, server: SignInServer) -> None:
    if not isinstance(url, str) or origin_of(url) != server.origin:
        raise IssuerUntrustedError(f"its {name} is missing or at another host")
    if urlsplit(url).fragment or (name == "authorization_endpoint" and urlsplit(url).query):
        raise IssuerUntrustedError(f"its {name} has a query or fragment")


def fetch_keys(server: SignInServer, described: dict[str, Any]) -> object:
    """The public keys it signs with, asked for at every sign-in: they change without notice.

    Raises IssuerSilentError or IssuerUntrustedError.
    """
    keys = get_json(server, described["jwks_uri"])
    if not isinstance(keys, dict) or not keys.get("keys"):
        raise IssuerUntrustedError("it publishes no keys")
    return keys


def get_json(server: SignInServer, url: str) -> object:
    """A document of the server. Raises IssuerSilentError or IssuerUntrustedError."""
    with IssuerSession(server) as session:
        response = session.get(url)
    if response.status_code != requests.codes.ok:
        raise IssuerUntrustedError(f"it answers {response.status_code}")
    try:
        return response.json()
    except (ValueError, RecursionError) as problem:
        raise IssuerUntrustedError("its answer is no JSON") from problem
