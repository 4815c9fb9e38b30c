"""A time stamping authority on 127.0.0.1: real certificates, real RFC 3161 answers, made here with
nothing but DER and a private key; and the ways in which a server may fail its clients.
"""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from rfc3161_client import _rust

_TST_INFO = "1.2.840.113549.1.9.16.1.4"
_SHA256 = "2.16.840.1.101.3.4.2.1"
_POLICY = "1.3.6.1.4.1.99999.1"


def der(tag: int, *contents: bytes) -> bytes:
    """One DER value."""
    body = b"".join(contents)
    if len(body) < 0x80:
        return bytes([tag, len(body)]) + body
    size = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(size)]) + size + body


def _number(value: int) -> bytes:
    return der(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def _oid(dotted: str) -> bytes:
    first, second, *rest = (int(part) for part in dotted.split("."))
    body = [first * 40 + second]
    for part in rest:
        septets = [part & 0x7F]
        while part := part >> 7:
            septets.append(part & 0x7F | 0x80)
        body += reversed(septets)
    return der(0x06, bytes(body))


def _sequence(*contents: bytes) -> bytes:
    return der(0x30, *contents)


def _algorithm(oid: str) -> bytes:
    return _sequence(_oid(oid), der(0x05))


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


@dataclass(frozen=True)
class Authority:
    """A root and the time stamping certificate under it."""

    root: x509.Certificate
    certificate: x509.Certificate
    key: rsa.RSAPrivateKey

    def pem(self) -> bytes:
        """The root, as an operator would keep it."""
        return self.root.public_bytes(serialization.Encoding.PEM)


def authority(purpose: x509.ObjectIdentifier = ExtendedKeyUsageOID.TIME_STAMPING) -> Authority:
    """A new authority; another `purpose` than time stamping makes its stamps worthless."""
    root_key, key = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in "ab")
    root = _certificate("Example root", "Example root", root_key, root_key, None)
    certificate = _certificate("Example time", "Example root", key, root_key, purpose)
    return Authority(root, certificate, key)


def _certificate(
    name: str,
    issuer: str,
    key: rsa.RSAPrivateKey,
    signer: rsa.RSAPrivateKey,
    purpose: x509.ObjectIdentifier | None,
) -> x509.Certificate:
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=4000))
        .not_valid_after(now + timedelta(days=4000))
        .add_extension(x509.BasicConstraints(ca=purpose is None, path_length=None), critical=True)
    )
    if purpose is not None:
        builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
    return builder.sign(signer, hashes.SHA256())


@dataclass
class Clerk:
    """What the server does with a request; tests change its habits."""

    authority: Authority
    at: Callable[[], datetime] = lambda: datetime.now(UTC)
    nonce: Callable[[int], int] = lambda asked: asked
    imprint: Callable[[bytes], bytes] = lambda asked: asked
    status: int = 0
    answer: Callable[[Handler, bytes], None] | None = None
    asked: list[dict[str, str]] = field(default_factory=list)

    def reply(self, body: bytes) -> bytes:
        """A TimeStampResp (RFC 3161, section 2.4.2) to a TimeStampReq."""
        request = _rust.parse_timestamp_request(body)
        status = _sequence(_number(self.status))
        if self.status:
            return _sequence(status)
        info = self._info(self.imprint(request.message_imprint.message), self.nonce(request.nonce))
        return _sequence(
            status, _sequence(_oid("1.2.840.113549.1.7.2"), der(0xA0, self._sign(info)))
        )

    def _info(self, imprint: bytes, nonce: int) -> bytes:
        return _sequence(
            _number(1),
            _oid(_POLICY),
            _sequence(_algorithm(_SHA256), der(0x04, imprint)),
            _number(x509.random_serial_number()),
            der(0x18, self.at().strftime("%Y%m%d%H%M%SZ").encode()),
            _number(nonce),
        )

    def _sign(self, info: bytes) -> bytes:
        """SignedData (RFC 5652) over a TSTInfo, with the attributes that RFC 5816 asks for."""
        certificate = self.authority.certificate.public_bytes(serialization.Encoding.DER)
        attributes = self._attributes(info, certificate)
        signature = self.authority.key.sign(
            der(0x31, attributes), padding.PKCS1v15(), hashes.SHA256()
        )
        signer = _sequence(
            _number(1),
            _sequence(
                self.authority.certificate.issuer.public_bytes(),
                _number(self.authority.certificate.serial_number),
            ),
            _algorithm(_SHA256),
            der(0xA0, attributes),
            _algorithm("1.2.840.113549.1.1.1"),
            der(0x04, signature),
        )
        return _sequence(
            _number(3),
            der(0x31, _algorithm(_SHA256)),
            _sequence(_oid(_TST_INFO), der(0xA0, der(0x04, info))),
            der(0xA0, certificate),
            der(0x31, signer),
        )

    @staticmethod
    def _attributes(info: bytes, certificate: bytes) -> bytes:
        own = _sequence(_sequence(_sequence(der(0x04, hashlib.sha256(certificate).digest()))))
        values = [
            _sequence(_oid("1.2.840.113549.1.9.3"), der(0x31, _oid(_TST_INFO))),
            _sequence(
                _oid("1.2.840.113549.1.9.4"), der(0x31, der(0x04, hashlib.sha256(info).digest()))
            ),
            _sequence(_oid("1.2.840.113549.1.9.16.2.47"), der(0x31, own)),
        ]
        return b"".join(sorted(values))


class Handler(BaseHTTPRequestHandler):
    """RFC 3161, section 3.4."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        clerk: Clerk = self.server.clerk  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers["Content-Length"]))
        clerk.asked.append(dict(self.headers))
        if clerk.answer is not None:
            with contextlib.suppress(ConnectionError):
                clerk.answer(self, body)
        else:
            self.send(clerk.reply(body))

    def send(self, body: bytes, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Tests are quiet."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients of these tests hang up on purpose."""


@dataclass(frozen=True)
class Office:
    """The running server."""

    clerk: Clerk
    url: str


@contextlib.contextmanager
def serving(authority: Authority) -> Iterator[Office]:
    """The authority's server for the time of a test."""
    server = _Server(("127.0.0.1", 0), Handler)
    clerk = Clerk(authority)
    server.clerk = clerk  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield Office(clerk, f"http://127.0.0.1:{server.server_address[1]}/tsr")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
