"""A virus scanner for tests that speaks clamd's INSTREAM on a socket of this machine.

It finds the harmless EICAR test signature, as the real one does, and nothing else.
"""

from __future__ import annotations

import socket
import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

# In two parts, so that a scanner does not stop at this file.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class _Session(socketserver.BaseRequestHandler):
    request: socket.socket

    def handle(self) -> None:
        command = self._exactly(len(b"zINSTREAM\0"))
        if command != b"zINSTREAM\0":
            self.request.sendall(b"UNKNOWN COMMAND\0")
            return
        held = bytearray()
        while length := int.from_bytes(self._exactly(4), "big"):
            held += self._exactly(length)
            if len(held) > self.server.most:  # type: ignore[attr-defined]
                self.request.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
        found = b"stream: Eicar-Signature FOUND\0" if EICAR in held else b"stream: OK\0"
        self.request.sendall(found)

    def _exactly(self, length: int) -> bytes:
        held = b""
        while len(held) < length:
            block = self.request.recv(length - len(held))
            if not block:
                return held
            held += block
        return held


@contextmanager
def clamd(*, most: int = 25 * 1024 * 1024) -> Iterator[str]:
    """Run one; hands out its address. Streams of more than `most` bytes are refused."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Session) as server:
        server.daemon_threads = True
        server.most = most  # type: ignore[attr-defined]
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
