"""Time stamps against a real RFC 3161 server: what holds is taken, everything else is refused."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID
from tests.information.sources.evidence import timestamp_server
from tests.information.sources.evidence.timestamp_server import Authority, Clerk, Office, der

from wayforward.information.sources.evidence import stamping
from wayforward.information.sources.evidence.outside.stamps import read_stamp
from wayforward.information.sources.evidence.stamping import StampRefusedError, StampServer
from wayforward.information.sources.limits import FetchLimits

MESSAGE = b'["wayforward digest 1","2026-11-23",0,"",""]'


def test_ask_gives_a_stamp_on_the_message_with_its_time(
    office: Office, server: StampServer
) -> None:
    at = datetime(2026, 11, 24, 1, 2, 3, tzinfo=UTC)
    office.clerk.at = lambda: at

    stamped = stamping.ask(server, MESSAGE)

    assert (stamped.at, stamped.chain_checked) == (at, True)
    assert read_stamp(stamped.response) == (hashlib.sha256(MESSAGE).hexdigest(), at)


def test_ask_sends_what_the_standard_wants(office: Office, server: StampServer) -> None:
    stamping.ask(server, MESSAGE)

    [headers] = office.clerk.asked
    assert headers["Content-Type"] == "application/timestamp-query"
    assert headers["User-Agent"].startswith("wayforward/")


def test_ask_without_certificates_says_that_no_chain_was_checked(office: Office) -> None:
    assert stamping.ask(StampServer(office.url), MESSAGE).chain_checked is False


def test_stamp_of_a_certificate_that_is_valid_no_longer_holds(
    office: Office, server: StampServer
) -> None:
    office.clerk.at = lambda: datetime.now(UTC) - timedelta(days=3000)

    assert stamping.ask(server, MESSAGE).chain_checked


def test_stamp_before_its_certificate_was_valid_is_refused(
    office: Office, server: StampServer
) -> None:
    office.clerk.at = lambda: datetime.now(UTC) - timedelta(days=5000)

    with pytest.raises(StampRefusedError, match="certificates you trust"):
        stamping.ask(server, MESSAGE)


def _answering(answer: Callable[[timestamp_server.Handler, bytes], None]) -> Callable[..., None]:
    def change(clerk: Clerk) -> None:
        clerk.answer = answer

    return change


def _changed(**habits: object) -> Callable[..., None]:
    def change(clerk: Clerk) -> None:
        for name, value in habits.items():
            setattr(clerk, name, value)

    return change


GRANTED_NOTHING = der(0x30, der(0x30, b"\x02\x01\x00"))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (_changed(nonce=lambda asked: asked + 1), "nonce differs"),
        (_changed(imprint=lambda asked: asked[::-1]), "something else than the digest"),
        (_changed(status=2), r"refused \(status 2\)"),
        (_answering(lambda handler, body: handler.send(b"<html>")), "is no time stamp"),
        (_answering(lambda handler, body: handler.send(b"")), "is no time stamp"),
        (_answering(lambda handler, body: handler.send(GRANTED_NOTHING)), "is no time stamp"),
        (_answering(lambda handler, body: handler.send(b"down", 503)), "answered 503"),
        (_answering(lambda handler, body: handler.send(b"x" * 2_000_000)), "larger than 1 MB"),
        (_answering(lambda handler, body: None), "not reached"),
    ],
)
def test_ask_refuses_what_does_not_hold(
    office: Office, server: StampServer, change: Callable[[Clerk], None], reason: str
) -> None:
    change(office.clerk)

    with pytest.raises(StampRefusedError, match=reason):
        stamping.ask(server, MESSAGE)


@pytest.mark.parametrize("place", [0.03, 0.5, 0.999])
def test_judge_refuses_a_stamp_with_a_byte_changed(
    server: StampServer, certificates: Path, place: float
) -> None:
    response = bytearray(stamping.ask(server, MESSAGE).response)
    response[int(len(response) * place)] ^= 1

    with pytest.raises(StampRefusedError):
        stamping.judge(bytes(response), MESSAGE, stamping.read_certificates(certificates))


def test_ask_refuses_another_authority(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "other.pem"
    file.write_bytes(timestamp_server.authority().pem())

    with pytest.raises(StampRefusedError, match="certificates you trust"):
        stamping.ask(StampServer(office.url, file), MESSAGE)


def test_ask_refuses_a_certificate_made_for_something_else(tmp_path: Path) -> None:
    wrong = timestamp_server.authority(ExtendedKeyUsageOID.SERVER_AUTH)
    (tmp_path / "wrong.pem").write_bytes(wrong.pem())

    with timestamp_server.serving(wrong) as office, pytest.raises(StampRefusedError):
        stamping.ask(StampServer(office.url, tmp_path / "wrong.pem"), MESSAGE)


def test_ask_gives_up_on_a_server_that_keeps_it_waiting(
    office: Office, server: StampServer
) -> None:
    def dawdle(handler: timestamp_server.Handler, body: bytes) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100")
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b"X")
            time.sleep(0.1)

    office.clerk.answer = dawdle
    limits = FetchLimits(connect_seconds=1, read_seconds=1, total_seconds=1)
    started = time.monotonic()

    with pytest.raises(StampRefusedError, match="not reached"):
        stamping.ask(replace(server, limits=limits), MESSAGE)

    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:9/", "https://user:secret@time.example/", "ftp://time.example/", "nonsense"],
)
def test_ask_at_an_address_that_cannot_be_reached_says_so(url: str) -> None:
    with pytest.raises(StampRefusedError, match="not reached") as refusal:
        stamping.ask(StampServer(url), MESSAGE)

    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize("content", [None, b"no certificate"])
def test_ask_with_certificates_that_cannot_be_read_names_the_setting(
    office: Office, tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "authority.pem"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(StampRefusedError, match="WAYFORWARD_TIMESTAMP_CERTIFICATES"):
        stamping.ask(StampServer(office.url, file), MESSAGE)

    assert office.clerk.asked == []


def test_stamps_of_the_tests_hold_for_openssl_too(
    server: StampServer, authority: Authority, certificates: Path, tmp_path: Path
) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("the program openssl is not installed")
    file = tmp_path / "stamp.tsr"
    file.write_bytes(stamping.ask(server, MESSAGE).response)

    said = subprocess.run(
        ["openssl", "ts", "-verify", "-digest", hashlib.sha256(MESSAGE).hexdigest(),
         "-in", str(file), "-CAfile", str(certificates)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert "Verification: OK" in said.stdout
