"""Asking somebody else for the time: an RFC 3161 time stamp on a digest, and whether one holds.

Requests go over the wire that fetching uses (bounded in bytes and seconds, no proxies, no
redirects). Nothing here touches the database.
"""

from __future__ import annotations

import hashlib
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.x509 import Certificate
from rfc3161_client import (
    HashAlgorithm,
    PKIStatus,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from wayforward import __version__
from wayforward.conf import environment
from wayforward.information.sources import addressing
from wayforward.information.sources.addressing import AddressPolicy, AddressRefusedError
from wayforward.information.sources.evidence.outside.stamps import read_stamp
from wayforward.information.sources.limits import MEGABYTE, FetchLimits
from wayforward.information.sources.outcomes import Exchange
from wayforward.information.sources.transport import TransportError, exchange

_SHA256 = x509.ObjectIdentifier("2.16.840.1.101.3.4.2.1")
_LIMITS = FetchLimits(
    html_bytes=MEGABYTE, pdf_bytes=MEGABYTE, connect_seconds=10, read_seconds=20, total_seconds=30
)
# The operator names the server, so it may stand in a network of the operator's own.
_ANYWHERE = AddressPolicy(
    frozenset(),
    allowed_networks=(ipaddress.ip_network("0.0.0.0/0"), ipaddress.ip_network("::/0")),
)


class StampRefusedError(Exception):
    """There is no time stamp, or not one that holds; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class StampServer:
    """Who is asked for the time; `certificates` is a PEM file with the authority's own."""

    url: str
    certificates: Path | None = None
    limits: FetchLimits = field(default=_LIMITS)


@dataclass(frozen=True, slots=True)
class Stamped:
    """A time stamp that holds: TimeStampResp in DER, and the time it vouches for."""

    response: bytes
    at: datetime
    chain_checked: bool


def configured_server() -> StampServer | None:
    """The server that the operator has set; None where none is."""
    env = environment()
    return StampServer(env.timestamp_url, env.timestamp_certificates) if env.timestamp_url else None


def ask(server: StampServer, message: bytes) -> Stamped:
    """A time stamp on `message` (its SHA-256 is what travels). Raises StampRefusedError."""
    request = TimestampRequestBuilder(message, HashAlgorithm.SHA256).build()
    certificates = read_certificates(server.certificates)
    answer = _post(server, request.as_bytes())
    if answer.status != 200:
        raise StampRefusedError(f"The time stamp server answered {answer.status} {answer.reason}.")
    return judge(answer.payload, message, certificates, request.nonce)


def judge(
    response: bytes,
    message: bytes,
    certificates: Sequence[Certificate] = (),
    nonce: int | None = None,
) -> Stamped:
    """Whether a server's answer is a time stamp on `message`; StampRefusedError where it is not.

    Status, imprint and, where given, the nonce are compared. With `certificates` the signature is
    checked along the chain that leads to them; without any, nobody vouches for the signer.
    """
    try:
        decoded = decode_timestamp_response(response)
        _compare(decoded, message, nonce)
        read_stamp(response)  # what goes into exports must be readable by their verifier
        if certificates:
            builder = VerifierBuilder(nonce=nonce, roots=list(certificates))
            builder.build().verify_message(decoded, message)
    except VerificationError as problem:
        raise StampRefusedError(_why_not(problem)) from problem
    except (ValueError, IndexError) as problem:
        raise StampRefusedError("The server's answer is no time stamp.") from problem
    return Stamped(response, decoded.tst_info.gen_time, bool(certificates))


def read_certificates(file: Path | None) -> list[Certificate]:
    """The certificates of a PEM file; none without a file. Raises StampRefusedError."""
    if file is None:
        return []
    try:
        return x509.load_pem_x509_certificates(file.read_bytes())
    except (OSError, ValueError) as problem:
        raise StampRefusedError(
            f"The certificates of the time stamp server cannot be read from {file};"
            " correct WAYFORWARD_TIMESTAMP_CERTIFICATES."
        ) from problem


def _compare(stamp: TimeStampResponse, message: bytes, nonce: int | None) -> None:
    """Whether the stamp was granted, is on `message`, and answers the question that was asked."""
    if stamp.status != PKIStatus.GRANTED:
        said = " ".join(stamp.status_string)
        raise StampRefusedError(f"The time stamp server refused (status {stamp.status}). {said}")
    imprint = stamp.tst_info.message_imprint
    if imprint.hash_algorithm != _SHA256 or imprint.message != hashlib.sha256(message).digest():
        raise StampRefusedError("The time stamp was set on something else than the digest.")
    if nonce is not None and stamp.tst_info.nonce != nonce:
        raise StampRefusedError("The time stamp answers another question: its nonce differs.")


def _why_not(problem: VerificationError) -> str:
    """The library's own words, but for the long ones of OpenSSL."""
    if str(problem).startswith("Error while verifying certificates"):
        return "The signature of the time stamp does not lead to the certificates you trust."
    return f"The time stamp does not hold: {problem}"


def _post(server: StampServer, request: bytes) -> Exchange:
    try:
        address = addressing.parse(server.url)
        headers = (
            ("Host", address.netloc),
            ("User-Agent", f"wayforward/{__version__}"),
            ("Content-Type", "application/timestamp-query"),
            ("Accept", "application/timestamp-reply"),
            ("Accept-Encoding", "identity"),
            ("Connection", "close"),
        )
        ips = addressing.resolve(address, _ANYWHERE)
        return exchange(address, ips, headers, server.limits, request)
    except (AddressRefusedError, TransportError) as problem:
        raise StampRefusedError(f"The time stamp server was not reached: {problem}") from problem
