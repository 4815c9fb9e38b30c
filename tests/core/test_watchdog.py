"""One thread for all watches: each ends in its time, none after it was over."""

from __future__ import annotations

import threading
import time

from wayforward.core.watchdog import Watchdog, watchdog


def test_watches_end_in_the_order_of_their_times() -> None:
    dog, ended, done = Watchdog(), [], threading.Event()
    now = time.monotonic()

    dog.watch(now + 30, lambda: ended.append("late"))
    dog.watch(now + 0.2, done.set)
    dog.watch(now + 0.1, lambda: ended.append("first"))

    assert done.wait(5)
    assert ended == ["first"]


def test_watch_that_is_over_never_ends() -> None:
    dog, ended, done = Watchdog(), [], threading.Event()
    now = time.monotonic()
    watch = dog.watch(now + 0.1, lambda: ended.append("wrong"))
    watch.over()

    dog.watch(now + 0.2, done.set)

    assert done.wait(5)
    assert ended == []


def test_a_process_has_one_watchdog() -> None:
    assert watchdog() is watchdog()
