"""One request to one checked internet address, bounded in bytes and seconds.

The connection goes to the address that was checked, never through a second name lookup; TLS still
proves the host's name. No proxies, cookies or stored passwords: nothing from the environment.
Redirects, robots and waiting live in `fetching.py`.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import IO

import certifi

from wayforward.core.watchdog import HangUp
from wayforward.information.sources.addressing import Address, IPAddress
from wayforward.information.sources.limits import FetchLimits
from wayforward.information.sources.outcomes import Exchange, FailureKind, Headers

_PIECE = 64 * 1024
_MOST_ADDRESSES = 3


class TransportError(Exception):
    """No complete answer came; `kind` and the message say why."""

    def __init__(self, kind: FailureKind, message: str, *, may_be_transient: bool) -> None:
        super().__init__(message)
        self.kind = kind
        self.may_be_transient = may_be_transient


def exchange(
    address: Address,
    ips: Sequence[IPAddress],
    headers: Headers,
    limits: FetchLimits,
    body: bytes | None = None,
    into: IO[bytes] | None = None,
) -> Exchange:
    """GET `address` from the first of `ips` that answers; TransportError when none does.

    With a `body` it is POSTed instead. `into` takes the payload of an answer 200 piece by piece,
    however large the limits let it be; the payload of the exchange is empty then.
    """
    for number, ip in enumerate(ips[:_MOST_ADDRESSES], start=1):
        try:
            return _ask(address, ip, headers, limits, body, into)
        except TransportError as failure:
            if failure.kind != FailureKind.CONNECTION or number == len(ips[:_MOST_ADDRESSES]):
                raise
    raise TransportError(
        FailureKind.NAME_LOOKUP, f"{address.host} has no address.", may_be_transient=True
    )


@cache
def tls_context() -> ssl.SSLContext:
    """Certificate and host name are checked, against the system's roots and Mozilla's."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _ask(
    address: Address,
    ip: IPAddress,
    headers: Headers,
    limits: FetchLimits,
    body: bytes | None,
    into: IO[bytes] | None,
) -> Exchange:
    asked_at = datetime.now(UTC)
    with _failures_named(address, limits), _line(address, ip, limits) as line:
        connection = http.client.HTTPConnection(address.host, address.port)
        connection.sock = line.socket
        method = "GET" if body is None else "POST"
        connection.request(method, address.target, body=body, headers=dict(headers))
        with connection.getresponse() as response:
            if into is not None and response.status == http.HTTPStatus.OK:
                into.writelines(_pieces(response, limits))
                payload = b""
            else:
                payload = b"".join(_pieces(response, limits))
        # The watchdog ends a line that is too slow; that must not look like a short page.
        line.check_in_time()
    return Exchange(
        url=address.url,
        ip=str(ip),
        request_headers=headers,
        status=response.status,
        reason=response.reason,
        headers=tuple(response.getheaders()),
        payload=payload,
        asked_at=asked_at,
    )


class _Line:
    """A connected socket with a watchdog that ends it when its time is over."""

    def __init__(self, sock: socket.socket, seconds: float) -> None:
        self.socket = sock
        self._ends_at = time.monotonic() + seconds
        self._hang_up = HangUp(sock, self._ends_at)

    def secure(self, host: str) -> None:
        """Wrap the line in TLS; the watchdog keeps its own handle to the same connection."""
        self.socket = tls_context().wrap_socket(self.socket, server_hostname=host)

    def check_in_time(self) -> None:
        """TimeoutError when the time is over."""
        if time.monotonic() >= self._ends_at:
            raise TimeoutError

    def close(self) -> None:
        """Tell the watchdog and give both handles back."""
        self._hang_up.close()
        self.socket.close()


@contextlib.contextmanager
def _line(address: Address, ip: IPAddress, limits: FetchLimits) -> Iterator[_Line]:
    sock = socket.create_connection((str(ip), address.port), limits.connect_seconds)
    sock.settimeout(limits.read_seconds)
    line = _Line(sock, limits.total_seconds)
    try:
        if address.scheme == "https":
            line.secure(address.host)
        yield line
    except OSError:
        line.check_in_time()
        raise
    finally:
        line.close()


def _pieces(response: http.client.HTTPResponse, limits: FetchLimits) -> Iterator[bytes]:
    """The body as sent, chunking undone; too large and cut short are failures."""
    if (response.length or 0) > limits.bytes:
        raise _too_large(limits.bytes)
    size, largest = 0, limits.html_bytes
    while part := response.read1(_PIECE):
        if not size and b"%PDF-" in part[:1024]:
            largest = limits.pdf_bytes
        size += len(part)
        if size > largest:
            raise _too_large(largest)
        yield part
    if response.length:
        raise http.client.IncompleteRead(b"", response.length)


def _too_large(largest: int) -> TransportError:
    return TransportError(
        FailureKind.TOO_LARGE,
        f"The page is larger than {largest // 1024 // 1024} MB and was not kept.",
        may_be_transient=False,
    )


@contextlib.contextmanager
def _failures_named(address: Address, limits: FetchLimits) -> Iterator[None]:
    """Turn what the standard library raises into one kind with one sentence."""
    kind, message, transient = FailureKind.CONNECTION, "", True
    try:
        yield
        return
    except ssl.SSLCertVerificationError as error:
        kind, transient = FailureKind.CERTIFICATE, False
        message = f"The certificate of {address.host} does not hold: {error.verify_message}."
        cause: Exception = error
    except TimeoutError as error:
        kind, cause = FailureKind.TIMEOUT, error
        message = f"{address.host} took longer than {limits.total_seconds:g} seconds."
    except http.client.HTTPException as error:
        kind, cause = FailureKind.CUT_SHORT, error
        message = f"{address.host} broke off or sent what is not HTTP."
    except OSError as error:
        message, cause = f"{address.host} could not be reached ({error.strerror}).", error
    raise TransportError(kind, message, may_be_transient=transient) from cause
