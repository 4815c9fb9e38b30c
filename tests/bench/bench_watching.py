"""What watching costs: the first reading of 1,000 real pages, and looking again.

    .venv/bin/python -m tests.bench.bench_watching [--pages 1000] [--data var/bench-watching]

Data: saved municipal pages (../shared/data/omos-qa/pages; where they are fewer, some come twice),
served on 127.0.0.1 by a process of its own, once with ETags and once without validators. The real
check action with the real transport, database, pacer (asked for no pause) and captures folder, in
an empty database. A first reading is: fetch, keep as WARC, read, write sentences, values and
passages, then their vectors, from which on `ask` answers from it; both sums are printed (the
vectors as the mean of 20 pages). An unchanged page may cost a twentieth of it. Beside it, in the
same run and against the same server, trafilatura with difflib over requests: fetch, take the text
out, compare it with that of the time before; nothing is kept. Times are medians over the pages.
Prints a table; the last line is JSON.
"""

from __future__ import annotations

import argparse
import difflib
import json
import multiprocessing
import os
import shutil
import time
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median

from wayforward.conf import REPOSITORY, shared_data

HOST = "official.test"
LIMIT = 1 / 20
_WARM_UP = 20


def saved_pages(count: int) -> list[bytes]:
    """`count` pages as they were saved; those that only say that a page is not there left out."""
    from wayforward.information.sources.watching import look_at

    files = sorted((shared_data() / "omos-qa" / "pages").glob("*.html"))
    bodies = [body for body in (file.read_bytes() for file in files) if look_at(body).text]
    return [bodies[number % len(bodies)] for number in range(count)]


def serve(pages: list[bytes], ready: Connection) -> None:
    """Answer /etag/<n> with validators and conditional requests, /plain/<n> without; never ends."""
    tags = [f'"{sha256(page).hexdigest()[:16]}"' for page in pages]

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # one write an answer

        def do_GET(self) -> None:
            kind, _, number = self.path.partition("?")[0].strip("/").partition("/")
            if kind not in ("etag", "plain") or not number.isdigit():
                self._send(404, b"")
            elif kind == "etag" and self.headers.get("If-None-Match") == tags[int(number)]:
                self._send(304, b"", tags[int(number)])
            else:
                tag = tags[int(number)] if kind == "etag" else None
                self._send(200, pages[int(number)], tag)

        def _send(self, status: int, body: bytes, tag: str | None = None) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            if tag:
                self.send_header("ETag", tag)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """The figures are the only output."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    ready.send(server.server_address[1])
    server.serve_forever()


def seconds(work: Callable[[], object]) -> float:
    """Wall-clock seconds of one piece of work."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ours(port: int, count: int) -> dict[str, float]:
    """Seconds of the middle page, by the action that the worker and the command call."""
    from wayforward.information.sources import actions, hooks
    from wayforward.information.sources.models import Publisher, Source

    fetcher = _fetcher(port)
    publisher = Publisher.objects.create(key="bench", names={"en": "B"}, tier="eu", hosts=[HOST])
    for kind in ("etag", "plain"):
        for number in range(count + _WARM_UP):
            url = f"http://{HOST}:{port}/{kind}/{number % count}?{number}"
            Source.objects.create(
                key=f"{kind}-{number}", publisher=publisher, url=url, language="de", tier="eu",
                origin="register",
            )  # fmt: skip

    def visit(kind: str, expected: str, numbers: range) -> float:
        def one(number: int) -> None:
            report = actions.check_source(key=f"{kind}-{number}", fetcher=fetcher)
            assert report.outcome == expected, report

        return median(seconds(partial(one, number)) for number in numbers)

    measured, warm = range(count), range(count, count + _WARM_UP)
    visit("etag", "fresh", warm)
    hooks.readings_settled()  # loads the model
    visit("plain", "fresh", warm)
    vectors = seconds(hooks.readings_settled) / _WARM_UP
    visit("etag", "unchanged", warm)
    visit("plain", "unchanged", warm)
    found = {
        "first_reading": visit("etag", "fresh", measured),
        "unchanged_304": visit("etag", "unchanged", measured),
    }
    half = range(count // 2)
    visit("plain", "fresh", half)
    found["unchanged_same_bytes"] = visit("plain", "unchanged", half)
    found["first_reading_answerable"] = found["first_reading"] + vectors
    return found


def _fetcher(port: int) -> object:
    from ipaddress import IPv4Network

    from wayforward.information.sources.addressing import AddressPolicy
    from wayforward.information.sources.fetching import Fetcher
    from wayforward.information.sources.pacing_database import DatabasePacer

    return Fetcher(
        agent="wayforward/bench",
        policy=AddressPolicy(
            frozenset({HOST}),
            ports=frozenset({port}),
            allowed_networks=(IPv4Network("127.0.0.0/8"),),
        ),
        pacer=DatabasePacer(),
        pause=0.0,
        resolver=lambda host, port: ["127.0.0.1"],
    )


def peer(port: int, count: int) -> dict[str, float]:
    """Seconds of the middle page, first and again, by trafilatura, difflib and requests."""
    import requests
    import trafilatura

    texts: dict[int, str] = {}
    session = requests.Session()

    def look(number: int) -> None:
        page = session.get(f"http://127.0.0.1:{port}/plain/{number}", timeout=30).content
        text = trafilatura.extract(page) or ""
        before = texts.get(number)
        if before is not None:
            list(difflib.unified_diff(before.splitlines(), text.splitlines(), n=0))
        texts[number] = text

    return {
        name: median(seconds(partial(look, number)) for number in range(count))
        for name in ("peer_first", "peer_again")
    }


def report(found: dict[str, float], pages: int) -> None:
    """The table and the line for machines."""
    first = found["first_reading_answerable"]
    names = {
        "first_reading_answerable": "first reading, until `ask` answers from it",
        "first_reading": "first reading, without the vectors",
        "unchanged_304": "unchanged, 304",
        "unchanged_same_bytes": "unchanged, same bytes, no validators",
        "peer_first": "trafilatura + requests, first",
        "peer_again": "trafilatura + difflib + requests, again",
    }
    print(f"{pages} pages{'':36}{'pages a second':>16}{'of a first reading':>20}")
    for key, name in names.items():
        print(f"{name:46}{1 / found[key]:>16.1f}{found[key] / first:>20.3f}")
    figures = {f"{key}_ms": round(value * 1000, 3) for key, value in found.items()}
    figures["ratio_304"] = round(found["unchanged_304"] / first, 4)
    figures["ratio_304_without_vectors"] = round(found["unchanged_304"] / found["first_reading"], 4)
    figures["ratio_same_bytes"] = round(found["unchanged_same_bytes"] / first, 4)
    figures["peer_first_of_ours"] = round(found["peer_first"] / found["first_reading"], 4)
    figures["peer_again_of_ours"] = round(found["peer_again"] / found["unchanged_304"], 4)
    print(f"at most {LIMIT} of a first reading is asked for")
    print(json.dumps({"pages": pages, **figures}))


def main() -> None:
    """Start server and database, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--data", type=Path, default=REPOSITORY / "var" / "bench-watching")
    given = parser.parse_args()
    data = given.data.resolve()
    shutil.rmtree(data, ignore_errors=True)
    os.environ["WAYFORWARD_DATA"] = str(data)
    os.environ["WAYFORWARD_DATABASE_ROLE"] = "owner"
    from wayforward.cli.prepare import prepare, start_database
    from wayforward.conf import start_django

    ready, far_end = multiprocessing.get_context("spawn").Pipe()
    server = multiprocessing.get_context("spawn").Process(
        target=serve, args=(saved_pages(given.pages), far_end), daemon=True
    )
    server.start()
    port = ready.recv()
    cluster = start_database()
    try:
        prepare(say=False)
        start_django()
        report(ours(port, given.pages) | peer(port, given.pages), given.pages)
    finally:
        server.terminate()
        if cluster is not None:
            cluster.stop()


if __name__ == "__main__":
    main()
