"""The scanner's verdict is believed; its silence is a refusal; without one the file says so."""

import socket
from pathlib import Path

import pytest

from wayforward.core.documents.rules import Scan
from wayforward.core.documents.scanning import (
    ClamAV,
    NoScanner,
    ScannerSilentError,
    Verdict,
)
from wayforward.testing.clamav import EICAR, clamd


def test_a_clean_file_and_an_infected_one_are_told_apart() -> None:
    with clamd() as address:
        scanner = ClamAV(address)

        assert scanner.scan([b"harm", b"less" * 50_000]) == Verdict(Scan.CLEAN)
        assert scanner.scan([EICAR[:20], EICAR[20:]]) == Verdict(Scan.INFECTED, "Eicar-Signature")
        assert scanner.scan([]) == Verdict(Scan.CLEAN)


def test_a_stream_the_scanner_refuses_is_no_verdict() -> None:
    with clamd(most=1000) as address, pytest.raises(ScannerSilentError):
        ClamAV(address).scan([bytes(5_000_000)])


def test_a_scanner_that_is_not_there_is_no_verdict(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for address in (f"127.0.0.1:{port}", f"unix:{tmp_path}/none"):
        with pytest.raises(ScannerSilentError, match="try again later"):
            ClamAV(address).scan([b"a"])


def test_without_a_scanner_a_file_is_marked_as_not_scanned() -> None:
    assert NoScanner().scan([b"a"]) == Verdict(Scan.NOT_SCANNED)
