"""A small web server on 127.0.0.1 whose pages the tests write, the hostile ones included."""

from __future__ import annotations

import contextlib
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Network

from wayforward.information.sources.addressing import AddressPolicy
from wayforward.information.sources.fetching import Fetcher
from wayforward.information.sources.limits import FetchLimits
from wayforward.information.sources.pacing import ProcessPacer

HOST = "official.test"
LOOPBACK = (IPv4Network("127.0.0.0/8"),)
PAGE = (
    b"<!doctype html><html lang='en'><head><title>Help</title></head><body><main><h1>Help</h1>"
    b"<p>You can ask for help at the office in your town.</p></main></body></html>"
)

Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Gives each path the answer its test wrote; everything else is 404."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        site: Site = self.server.site  # type: ignore[attr-defined]
        site.asked.append((self.path, dict(self.headers), time.monotonic()))
        answer = site.answers.get(self.path.partition("?")[0])
        if answer is None:
            self.send(404, b"not here")
        else:
            with contextlib.suppress(ConnectionError):
                answer(self)

    def send(self, status: int, body: bytes = b"", **headers: str) -> None:
        """A whole answer; header names are written with underscores."""
        self.send_response(status)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named.setdefault("Content-Type", "text/html; charset=utf-8")
        named.setdefault("Content-Length", str(len(body)))
        named.setdefault("Connection", "close")
        for name, value in named.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Tests are quiet."""


@dataclass
class Site:
    """The running server: what it answers and what it was asked."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str], float]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str, host: str = HOST) -> str:
        return f"http://{host}:{self.port}{path}"

    def page(self, path: str, body: bytes = PAGE, status: int = 200, **headers: str) -> str:
        """Serve `body` at `path`; its address."""
        self.answers[path] = lambda handler: handler.send(status, body, **headers)
        return self.url(path)

    def paths(self) -> list[str]:
        return [path for path, _, _ in self.asked]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients of these tests hang up on purpose."""


@contextlib.contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A server for the time of a test, behind TLS when a context is given."""
    server = _Server(("127.0.0.1", 0), Handler)
    if context is not None:
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    site = Site(port=server.server_address[1])
    server.site = site  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        site.over.set()
        server.shutdown()
        thread.join()
        server.server_close()


def fetcher_for(site: Site, **changes: object) -> Fetcher:
    """A fetcher that may reach the test server under the name HOST, without waiting."""
    limits = FetchLimits(
        html_bytes=400_000, pdf_bytes=800_000, connect_seconds=2, read_seconds=1, total_seconds=1.5,
        attempts=1, backoff_seconds=0.01, robots_seconds=1, longest_wait=1,
    )  # fmt: skip
    settings: dict[str, object] = {
        "agent": "wayforward/test (+https://example.org/about)",
        "policy": AddressPolicy(
            frozenset({HOST, "second.test"}),
            ports=frozenset({site.port}),
            allowed_networks=LOOPBACK,
        ),
        "pacer": ProcessPacer(),
        "limits": limits,
        "pause": 0.0,
        "resolver": lambda host, port: ["127.0.0.1"],
        "sleep": lambda seconds: None,
    }
    return Fetcher(**{**settings, **changes})  # type: ignore[arg-type]
