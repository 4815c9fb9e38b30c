"""The limit on asking: a bucket per network, no network remembered."""

from datetime import date

from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.access.callers import Callers, client_address
from wayforward.core.access.limiting import BURST, Limiter


class Clock:
    """A clock set by hand, in seconds; and a calendar."""

    def __init__(self) -> None:
        self.now = 0.0
        self.day = date(2026, 11, 23)

    def __call__(self) -> float:
        return self.now

    def today(self) -> date:
        return self.day


def limiter(clock: Clock, burst: float = 3) -> Limiter:
    return Limiter(clock=clock, callers=Callers(clock.today), burst=burst, refill=0.5)


def test_limiter_burst_used_up_says_how_long_to_wait() -> None:
    clock = Clock()
    bucket = limiter(clock)

    waits = [bucket.take("203.0.113.7") for _ in range(4)]

    assert waits == [0, 0, 0, 2]


def test_limiter_after_the_wait_lets_one_through() -> None:
    clock = Clock()
    bucket = limiter(clock)
    for _ in range(4):
        bucket.take("203.0.113.7")

    clock.now = 2.0

    assert bucket.take("203.0.113.7") == 0
    assert bucket.take("203.0.113.7") == 2


def test_limiter_other_network_is_not_affected() -> None:
    bucket = limiter(Clock(), burst=1)
    bucket.take("203.0.113.7")

    assert bucket.take("203.0.113.8") == 0


def test_limiter_addresses_of_one_ipv6_household_share_a_bucket() -> None:
    bucket = limiter(Clock(), burst=1)
    bucket.take("2001:db8:1:2::1")

    assert bucket.take("2001:db8:1:2:ffff::9") > 0
    assert bucket.take("2001:db8:1:3::1") == 0


def test_limiter_next_day_forgets_key_and_callers() -> None:
    clock = Clock()
    bucket = limiter(clock, burst=1)
    bucket.take("203.0.113.7")
    key = bucket.callers.secret

    clock.day = date(2026, 11, 24)

    assert bucket.take("203.0.113.7") == 0
    assert bucket.callers.secret != key


def test_limiter_holds_no_address_in_the_clear() -> None:
    bucket = limiter(Clock())
    bucket.take("203.0.113.7")

    assert all(b"203.0.113.7" not in key and len(key) == 16 for key in bucket._buckets)


@given(st.lists(st.tuples(st.floats(0, 100), st.sampled_from(["a", "b"])), max_size=60))
def test_limiter_never_lets_more_through_than_burst_and_refill(steps) -> None:
    clock = Clock()
    bucket = limiter(clock)
    passed = {"a": 0, "b": 0}

    for pause, address in steps:
        clock.now += pause
        passed[address] += bucket.take(address) == 0

    assert all(count <= 3 + clock.now * 0.5 + 1e-6 for count in passed.values())


def test_client_address_without_proxies_ignores_what_the_caller_claims() -> None:
    request = RequestFactory().get("/", headers={"X-Forwarded-For": "1.2.3.4"})

    assert client_address(request, 0) == "127.0.0.1"


def test_client_address_behind_a_proxy_is_the_entry_that_proxy_wrote() -> None:
    request = RequestFactory().get("/", headers={"X-Forwarded-For": "6.6.6.6, 203.0.113.7"})

    assert client_address(request, 1) == "203.0.113.7"


def test_asking_too_fast_is_answered_429_in_the_readers_language(client, db) -> None:
    responses = [client.post("/ps/ask", {"q": ""}) for _ in range(BURST + 1)]

    assert responses[-2].status_code == 200
    assert responses[-1].status_code == 429
    assert int(responses[-1]["Retry-After"]) >= 1
    assert "مهرباني وکړئ یوه شېبه صبر وکړئ" in responses[-1].content.decode()


def test_api_asked_too_fast_is_answered_429_with_a_sentence(client, db) -> None:
    for _ in range(BURST):
        client.get("/api/v1/ask", {"q": ""})

    response = client.get("/api/v1/ask", {"q": ""})

    assert response.status_code == 429
    assert "ask again in" in response.json()["detail"]
    assert "Retry-After" in response


def test_pages_other_than_asking_are_not_limited(client, db) -> None:
    statuses = {client.get("/en/about").status_code for _ in range(BURST + 5)}

    assert statuses == {200}
