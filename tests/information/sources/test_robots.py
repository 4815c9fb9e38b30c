"""What robots.txt allows, after RFC 9309."""

from __future__ import annotations

import pytest

from wayforward.information.sources.robots import RobotsCache, RobotsVerdict, read_robots

URL = "https://www.official.example/help"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_read_robots_client_error_allows_everything(status: int) -> None:
    assert read_robots(status, b"Disallow: /", 0).verdict(URL, "wayforward") == "allowed"


@pytest.mark.parametrize("status", [None, 429, 500, 503, 302])
def test_read_robots_silence_allows_nothing_for_now(status: int | None) -> None:
    assert read_robots(status, b"", 0).verdict(URL, "wayforward") == "unreachable"


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        (b"", RobotsVerdict.ALLOWED),
        (b"User-agent: *\nDisallow: /help", RobotsVerdict.DISALLOWED),
        (b"User-agent: *\nDisallow: /\nAllow: /help", RobotsVerdict.ALLOWED),
        (b"User-agent: *\nDisallow: /*elp$", RobotsVerdict.DISALLOWED),
        (b"User-agent: wayforward\nDisallow: /\n\nUser-agent: *\nAllow: /", "disallowed"),
        (b"User-agent: other\nDisallow: /", RobotsVerdict.ALLOWED),
        (b"\xff\xfe\x00broken", RobotsVerdict.ALLOWED),
    ],
)
def test_verdict_rules_followed(body: bytes, verdict: str) -> None:
    assert read_robots(200, body, 0).verdict(URL, "wayforward") == verdict


def test_delay_long_wish_capped() -> None:
    rules = read_robots(200, b"User-agent: *\nCrawl-delay: 9999", 0)

    assert rules.delay("wayforward") == 30.0


def test_delay_no_wish_is_none() -> None:
    assert read_robots(200, b"", 0).delay("wayforward") is None


def test_cache_old_file_forgotten_and_unreachable_sooner() -> None:
    now = [0.0]
    cache = RobotsCache(clock=lambda: now[0])
    cache.put("https://a.example", 200, b"")
    cache.put("https://b.example", None, b"")

    now[0] = 2 * 3600.0

    assert cache.get("https://a.example") is not None
    assert cache.get("https://b.example") is None
    now[0] = 25 * 3600.0
    assert cache.get("https://a.example") is None
