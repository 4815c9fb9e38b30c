"""Fetching from servers on this machine, friendly and hostile ones."""

from __future__ import annotations

import gzip
import ssl
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.information.sources.serving import (
    HOST,
    LOOPBACK,
    PAGE,
    Handler,
    Site,
    fetcher_for,
    serving,
)

from wayforward.information.sources.addressing import AddressPolicy
from wayforward.information.sources.fetching import Known, retry_after_seconds, user_agent
from wayforward.information.sources.limits import FetchLimits
from wayforward.information.sources.outcomes import (
    Failed,
    FailureKind,
    Fetched,
    NotModified,
    RefusalReason,
    Refused,
)
from wayforward.information.sources.pacing import ProcessPacer
from wayforward.information.sources.transport import tls_context

CERTIFICATE = Path(__file__).parent / "data" / "official_test.pem"


def _failed(outcome: object) -> FailureKind:
    assert isinstance(outcome, Failed), outcome
    assert outcome.message.endswith(".")
    assert "\n" not in outcome.message
    return outcome.kind


def test_fetch_page_comes_with_honest_name(site: Site) -> None:
    url = site.page("/help", ETag='"1"', Last_Modified="Mon, 02 Nov 2026 10:00:00 GMT")

    outcome = fetcher_for(site).fetch(url)

    assert isinstance(outcome, Fetched)
    assert outcome.body == PAGE
    assert (outcome.etag, outcome.final_url) == ('"1"', url)
    headers = site.asked[-1][1]
    assert headers["User-Agent"] == "wayforward/test (+https://example.org/about)"
    assert headers["Host"] == f"{HOST}:{site.port}"
    assert "Cookie" not in headers


def test_user_agent_names_version_and_contact() -> None:
    assert user_agent("1.2", "https://x.example") == "wayforward/1.2 (+https://x.example)"
    assert user_agent("1.2", "") == "wayforward/1.2"


def test_fetch_known_page_not_modified(site: Site) -> None:
    def answer(handler: Handler) -> None:
        same = handler.headers["If-None-Match"] == '"1"'
        handler.send(304 if same else 200, b"" if same else PAGE, ETag='"1"')

    site.answers["/help"] = answer

    outcome = fetcher_for(site).fetch(site.url("/help"), Known(etag='"1"'))

    assert isinstance(outcome, NotModified)


def test_fetch_not_modified_though_unasked_is_failure(site: Site) -> None:
    assert _failed(fetcher_for(site).fetch(site.page("/help", b"", 304))) == "http_status"


def test_fetch_language_of_source_asked_for(site: Site) -> None:
    fetcher_for(site).fetch(site.page("/help"), Known(language="fa-AF, fa;q=0.9"))

    assert site.asked[-1][1]["Accept-Language"].startswith("fa-AF")


def test_fetch_gzip_page_unpacked(site: Site) -> None:
    url = site.page("/help", gzip.compress(PAGE), Content_Encoding="gzip")

    outcome = fetcher_for(site).fetch(url)

    assert isinstance(outcome, Fetched)
    assert outcome.body == PAGE
    assert outcome.exchange.payload != PAGE


# ---- robots


def test_fetch_page_closed_by_robots_refused_and_never_asked(site: Site) -> None:
    site.page("/robots.txt", b"User-agent: *\nDisallow: /help")

    outcome = fetcher_for(site).fetch(site.page("/help"))

    assert isinstance(outcome, Refused)
    assert outcome.reason == RefusalReason.ROBOTS
    assert site.paths() == ["/robots.txt"]


def test_fetch_robots_in_trouble_refused_for_now(site: Site) -> None:
    site.page("/robots.txt", b"", 503)

    outcome = fetcher_for(site).fetch(site.page("/help"))

    assert isinstance(outcome, Refused)
    assert outcome.reason == RefusalReason.ROBOTS_UNREACHABLE
    assert outcome.may_be_transient


def test_fetch_twice_robots_asked_once(site: Site) -> None:
    fetcher, url = fetcher_for(site), site.page("/help")

    fetcher.fetch(url)
    fetcher.fetch(url)

    assert site.paths() == ["/robots.txt", "/help", "/help"]


def test_fetch_redirect_target_closed_by_robots_refused(site: Site) -> None:
    site.page("/robots.txt", b"User-agent: *\nDisallow: /closed")
    url = site.page("/old", b"", 302, Location="/closed")

    outcome = fetcher_for(site).fetch(url)

    assert isinstance(outcome, Refused)
    assert outcome.reason == RefusalReason.ROBOTS


def test_fetch_endless_robots_refused_for_now(site: Site) -> None:
    site.answers["/robots.txt"] = _drip

    outcome = fetcher_for(site).fetch(site.page("/help"))

    assert isinstance(outcome, Refused)
    assert outcome.reason == RefusalReason.ROBOTS_UNREACHABLE


# ---- redirects


def test_fetch_redirect_within_vouched_hosts_followed(site: Site) -> None:
    site.page("/new")
    url = site.page("/old", b"", 301, Location=site.url("/new", "second.test"))

    outcome = fetcher_for(site).fetch(url)

    assert isinstance(outcome, Fetched)
    assert outcome.final_url == site.url("/new", "second.test")
    assert [hop.status for hop in outcome.hops] == [301]


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1:1/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/",
        "http://unknown.example/", "file:///etc/passwd", "http://user@official.test/",
        "http://official.test:22/", "//evil.example/", "http://0x7f000001/", "gopher://x/",
        "http://official.test.evil.example/",
    ],
)  # fmt: skip
def test_fetch_redirect_out_of_bounds_refused(site: Site, location: str) -> None:
    url = site.page("/old", b"", 302, Location=location)

    outcome = fetcher_for(site).fetch(url)

    assert isinstance(outcome, Refused)
    assert outcome.reason == RefusalReason.REDIRECT_ADDRESS
    assert site.paths() == ["/robots.txt", "/old"]


def test_fetch_redirect_to_host_that_turned_private_refused(site: Site) -> None:
    """The vouched second host suddenly resolves to a private address: DNS rebinding."""
    url = site.page("/old", b"", 302, Location="http://second.test/")
    policy = AddressPolicy(
        frozenset({HOST, "second.test"}), frozenset({site.port, 80}), allowed_networks=LOOPBACK
    )
    names = {HOST: ["127.0.0.1"], "second.test": ["10.0.0.7"]}

    outcome = fetcher_for(
        site, policy=policy, resolver=lambda host, port: names[host]
    ).fetch(url)  # fmt: skip

    assert isinstance(outcome, Refused)
    assert "10.0.0.7" in outcome.message


def test_fetch_redirect_loop_fails(site: Site) -> None:
    url = site.page("/a", b"", 302, Location="/b")
    site.page("/b", b"", 302, Location="/a")

    assert _failed(fetcher_for(site).fetch(url)) == FailureKind.TOO_MANY_REDIRECTS
    assert len(site.asked) == 7


def test_fetch_redirect_without_target_refused(site: Site) -> None:
    outcome = fetcher_for(site).fetch(site.page("/a", b"", 302))

    assert isinstance(outcome, Refused)


# ---- the address itself


def test_fetch_loopback_refused_by_default(site: Site) -> None:
    policy = AddressPolicy(frozenset({HOST}), ports=frozenset({site.port}))

    outcome = fetcher_for(site, policy=policy).fetch(site.page("/help"))

    assert isinstance(outcome, Refused)
    assert site.asked == []


def test_fetch_name_looked_up_once_and_connected_to_what_was_checked(site: Site) -> None:
    """A second answer of the name server cannot matter: robots.txt and page share one question."""
    asked: list[str] = []

    def resolver(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    fetcher = fetcher_for(site, resolver=resolver)
    fetcher.fetch(site.page("/help"))

    assert (asked, len(site.asked)) == ([HOST], 2)


def test_fetch_unknown_name_fails_for_now(site: Site) -> None:
    outcome = fetcher_for(site, resolver=lambda host, port: []).fetch(site.url("/help"))

    assert _failed(outcome) == FailureKind.NAME_LOOKUP


def test_fetch_nobody_listens_fails_for_now(site: Site) -> None:
    policy = AddressPolicy(frozenset({HOST}), ports=frozenset({9}), allowed_networks=LOOPBACK)

    outcome = fetcher_for(site, policy=policy).fetch(f"http://{HOST}:9/")

    assert isinstance(outcome, Refused | Failed)
    assert outcome.may_be_transient


# ---- hostile bodies


def _drip(handler: Handler) -> None:
    """One byte at a time, for ever."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    site = handler.server.site  # type: ignore[attr-defined]
    while not site.over.wait(0.05):
        handler.wfile.write(b".")
        handler.wfile.flush()


def _drip_headers(handler: Handler) -> None:
    """A header that never ends."""
    site = handler.server.site  # type: ignore[attr-defined]
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not site.over.wait(0.05):
        handler.wfile.write(b"a")
        handler.wfile.flush()


def _flood(handler: Handler) -> None:
    """As much as the line takes, for ever, in chunks."""
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    site = handler.server.site  # type: ignore[attr-defined]
    while not site.over.is_set():
        handler.wfile.write(b"10000\r\n" + b"<p>more</p>" * 5957 + b"<p>mo</p>" + b"\r\n")


def _silent(handler: Handler) -> None:
    handler.server.site.over.wait(5)  # type: ignore[attr-defined]


def _cut_short(handler: Handler) -> None:
    handler.send(200, PAGE, Content_Length=str(len(PAGE) + 100))


def _cut_chunk(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"ff\r\nshort")
    handler.close_connection = True


def _not_http(handler: Handler) -> None:
    handler.wfile.write(b"\x00\x01\x02 nonsense \r\n\r\n")
    handler.close_connection = True


def _many_headers(handler: Handler) -> None:
    handler.send_response(200)
    for number in range(500):
        handler.send_header(f"X-{number}", "x")
    handler.end_headers()
    handler.close_connection = True


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (_drip, FailureKind.TIMEOUT),
        (_drip_headers, FailureKind.TIMEOUT),
        (_silent, FailureKind.TIMEOUT),
        (_flood, FailureKind.TOO_LARGE),
        (_cut_short, FailureKind.CUT_SHORT),
        (_cut_chunk, FailureKind.CUT_SHORT),
        (_not_http, FailureKind.CUT_SHORT),
        (_many_headers, FailureKind.CUT_SHORT),
    ],
)
def test_fetch_hostile_server_fails_in_time(site: Site, answer: object, kind: FailureKind) -> None:
    site.answers["/bad"] = answer  # type: ignore[assignment]
    started = time.monotonic()

    outcome = fetcher_for(site).fetch(site.url("/bad"))

    assert _failed(outcome) == kind
    assert time.monotonic() - started < 20


def test_fetch_page_of_200_megabytes_left_unread(site: Site) -> None:
    def answer(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(200 * 1024 * 1024))
        handler.end_headers()
        handler.wfile.write(b"a" * 65536)
        handler.close_connection = True

    site.answers["/large"] = answer

    assert _failed(fetcher_for(site).fetch(site.url("/large"))) == FailureKind.TOO_LARGE


def _bomb(size: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return b"".join([packer.compress(b"\0" * size), packer.flush()])


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (_bomb(50_000_000), "gzip"),
        (gzip.compress(_bomb(50_000_000)), "gzip, gzip"),
        (b"not gzip at all", "gzip"),
        (gzip.compress(PAGE)[:-6], "gzip"),
        (PAGE, "br"),
        (PAGE, "sdch"),
    ],
)
def test_fetch_bad_compression_fails(site: Site, body: bytes, coding: str) -> None:
    url = site.page("/bomb", body, Content_Encoding=coding)

    assert _failed(fetcher_for(site).fetch(url)) == FailureKind.DECOMPRESSION


def test_fetch_pdf_may_be_larger_than_a_page(site: Site) -> None:
    pdf = site.page("/a.pdf", b"%PDF-1.7\n" + b"x" * 600_000, Content_Type="application/pdf")
    page = site.page("/a", b"<html>" + b"x" * 600_000)

    assert isinstance(fetcher_for(site).fetch(pdf), Fetched)
    assert _failed(fetcher_for(site).fetch(page)) == FailureKind.TOO_LARGE


# ---- statuses, retries, pacing


@pytest.mark.parametrize(
    ("status", "kind", "transient"),
    [
        (404, FailureKind.NOT_FOUND, False),
        (410, FailureKind.GONE, False),
        (403, FailureKind.HTTP_STATUS, False),
        (429, FailureKind.TOO_MANY_REQUESTS, True),
        (500, FailureKind.SERVER_ERROR, True),
        (503, FailureKind.SERVER_ERROR, True),
        (501, FailureKind.SERVER_ERROR, False),
        (204, FailureKind.HTTP_STATUS, False),
    ],
)
def test_fetch_error_status_named(
    site: Site, status: int, kind: FailureKind, transient: bool
) -> None:
    outcome = fetcher_for(site).fetch(site.page("/x", b"", status))

    assert isinstance(outcome, Failed)
    assert (outcome.kind, outcome.may_be_transient) == (kind, transient)


def _patient(site: Site, waits: list[float]) -> object:
    limits = FetchLimits(attempts=3, backoff_seconds=1, longest_wait=30, total_seconds=5)
    return fetcher_for(site, limits=limits, sleep=waits.append)


def test_fetch_server_recovers_after_retry(site: Site) -> None:
    statuses = iter([503, 500, 200])
    site.answers["/x"] = lambda handler: handler.send(next(statuses), PAGE)
    waits: list[float] = []

    outcome = _patient(site, waits).fetch(site.url("/x"))  # type: ignore[attr-defined]

    assert isinstance(outcome, Fetched)
    assert 1 <= waits[0] <= 1.5
    assert 2 <= waits[1] <= 3


def test_fetch_short_retry_after_kept(site: Site) -> None:
    statuses = iter([429, 200])
    site.answers["/x"] = lambda handler: handler.send(next(statuses), PAGE, Retry_After="7")
    waits: list[float] = []

    _patient(site, waits).fetch(site.url("/x"))  # type: ignore[attr-defined]

    assert waits == [7.0]


def test_fetch_long_retry_after_reported_not_waited_for(site: Site) -> None:
    waits: list[float] = []

    outcome = _patient(site, waits).fetch(  # type: ignore[attr-defined]
        site.page("/x", b"", 429, Retry_After="86400")
    )

    assert isinstance(outcome, Failed)
    assert (outcome.retry_after, waits) == (86400.0, [])


def test_fetch_lasting_failure_not_tried_again(site: Site) -> None:
    waits: list[float] = []

    _patient(site, waits).fetch(site.page("/x", b"", 404))  # type: ignore[attr-defined]

    assert waits == []


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 5 ", 5.0),
        ("Mon, 23 Nov 2026 12:01:00 GMT", 60.0),
        ("Mon, 23 Nov 2020 12:01:00 GMT", 0.0),
        ("soon", None),
        ("", None),
        (None, None),
        ("9" * 400, 999999999.0),
    ],
)
def test_retry_after_seconds_forms_understood(value: str | None, seconds: float | None) -> None:
    assert retry_after_seconds(value, datetime(2026, 11, 23, 12, tzinfo=UTC)) == seconds


def test_pacer_same_host_takes_turns_others_do_not_wait() -> None:
    waits: list[float] = []
    pacer = ProcessPacer(clock=lambda: 100.0, sleep=waits.append)

    for host in ("a.example", "a.example", "b.example", "a.example"):
        pacer.wait(host, 2.0)

    assert waits == [2.0, 4.0]


def test_fetch_crawl_delay_lengthens_pause(site: Site) -> None:
    site.page("/robots.txt", b"User-agent: *\nCrawl-delay: 12")
    waits: list[float] = []
    pacer = ProcessPacer(clock=lambda: 0.0, sleep=waits.append)
    fetcher = fetcher_for(site, pacer=pacer)

    fetcher.fetch(site.page("/a"))
    fetcher.fetch(site.page("/b"))

    assert waits == [12.0]


# ---- TLS: the connection goes to an address, the certificate still has to be the host's


@pytest.fixture
def secure_site() -> Iterator[Site]:
    """The same server behind TLS, with a certificate for official.test."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    with serving(context) as running:
        yield running


def _secure(site: Site, path: str, host: str = HOST) -> str:
    site.page(path)
    return f"https://{host}:{site.port}{path}"


def test_fetch_unknown_certificate_refused(secure_site: Site) -> None:
    site = secure_site
    fetcher = fetcher_for(site)
    fetcher.robots.put(f"https://{HOST}:{site.port}", 404, b"")

    outcome = fetcher.fetch(_secure(site, "/help"))

    assert _failed(outcome) == FailureKind.CERTIFICATE
    assert site.asked == []


def test_fetch_trusted_certificate_of_the_host_accepted_others_not(secure_site: Site) -> None:
    tls_context.cache_clear()
    tls_context().load_verify_locations(CERTIFICATE)
    fetcher = fetcher_for(secure_site)
    for host in (HOST, "second.test"):
        fetcher.robots.put(f"https://{host}:{secure_site.port}", 404, b"")

    own = fetcher.fetch(_secure(secure_site, "/help"))
    other = fetcher.fetch(_secure(secure_site, "/help", "second.test"))
    tls_context.cache_clear()

    assert isinstance(own, Fetched)
    assert _failed(other) == FailureKind.CERTIFICATE


def test_fetch_redirect_from_https_to_http_refused(secure_site: Site) -> None:
    tls_context.cache_clear()
    tls_context().load_verify_locations(CERTIFICATE)
    fetcher = fetcher_for(secure_site)
    fetcher.robots.put(f"https://{HOST}:{secure_site.port}", 404, b"")
    secure_site.page("/old", b"", 301, Location=secure_site.url("/new"))

    outcome = fetcher.fetch(f"https://{HOST}:{secure_site.port}/old")
    tls_context.cache_clear()

    assert isinstance(outcome, Refused)
    assert "https to http" in outcome.message
