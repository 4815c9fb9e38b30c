"""Asks whether a file carries a virus: a port, ClamAV behind it, an honest answer without one."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.core.exceptions import ImproperlyConfigured

from wayforward.conf import environment
from wayforward.core.documents.rules import Scan

_PATIENCE = 60.0  # seconds a scanner may be silent
_BLOCK = 64 * 1024


class ScannerSilentError(RuntimeError):
    """A scanner is configured but gave no verdict: the file is not kept, try again later."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a scan found; `detail` names the virus."""

    scan: Scan
    detail: str = ""


class Scanner(Protocol):
    """Anything that judges a file given in pieces."""

    def scan(self, pieces: Iterable[bytes]) -> Verdict:
        """The verdict. Raises ScannerSilentError where there is none."""


class NoScanner:
    """None is configured: a file is kept, and every screen says that nobody looked into it."""

    def scan(self, pieces: Iterable[bytes]) -> Verdict:
        """Not scanned."""
        return Verdict(Scan.NOT_SCANNED)


@dataclass(frozen=True, slots=True)
class ClamAV:
    """clamd by its INSTREAM command, at a host and port or at a socket in the file system."""

    address: str  # host:port, or unix:/path

    def scan(self, pieces: Iterable[bytes]) -> Verdict:
        """Each piece with its length in front (four bytes, big-endian), then a length of zero."""
        try:
            with self._connection() as line:
                line.sendall(b"zINSTREAM\0")
                self._send(line, pieces)
                return _verdict(_answer(line))
        except (OSError, UnicodeDecodeError) as silence:
            raise ScannerSilentError(
                "The virus scanner does not answer, so the file was not kept: try again later, or "
                "tell the operator (WAYFORWARD_CLAMAV)."
            ) from silence

    def _send(self, line: socket.socket, pieces: Iterable[bytes]) -> None:
        for piece in pieces:
            for start in range(0, len(piece), _BLOCK):
                block = piece[start : start + _BLOCK]
                line.sendall(len(block).to_bytes(4, "big") + block)
        line.sendall(bytes(4))

    def _connection(self) -> socket.socket:
        if self.address.startswith("unix:"):
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(_PATIENCE)
            try:
                line.connect(self.address.removeprefix("unix:"))
            except OSError:
                line.close()
                raise
            return line
        host, _colon, port = self.address.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), timeout=_PATIENCE)


def _answer(line: socket.socket) -> str:
    held = b""
    while not held.endswith(b"\0"):
        block = line.recv(4096)
        if not block:
            break
        held += block
    return held.rstrip(b"\0\n").decode()


def _verdict(answer: str) -> Verdict:
    said = answer.removeprefix("stream: ")
    if said == "OK":
        return Verdict(Scan.CLEAN)
    if said.endswith(" FOUND"):
        return Verdict(Scan.INFECTED, said.removesuffix(" FOUND"))
    raise ScannerSilentError(
        f"The virus scanner gave no verdict ({said or 'nothing'}), so the file was not kept: tell "
        "the operator."
    )


def scanner() -> Scanner:
    """The scanner of the environment. Raises ImproperlyConfigured for an address that is none."""
    address = environment().clamav
    if not address:
        return NoScanner()
    port = address.rpartition(":")[2]
    if not address.startswith("unix:/") and not port.isdigit():
        raise ImproperlyConfigured("WAYFORWARD_CLAMAV must read like host:3310 or unix:/path.")
    return ClamAV(address)
