"""Facts of events are told in words, those of the rooms too."""

from __future__ import annotations

import pytest

from wayforward.site.templatetags.desk import event_facts


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"people": 40}, [("people who told it", "40")]),
        ({"verdict": "scam", "harm": 3}, [("verdict", "A scam"), ("harm", "3")]),
        ({"let_go": 2}, [("chats let go of", "2")]),
        ({"whole": False}, [("read to its end", "no")]),
        ({"doubts": 1}, [("doubts", "1")]),
    ],
)
def test_facts_of_an_event_have_words(
    facts: dict[str, object], told: list[tuple[str, str]]
) -> None:
    assert event_facts(facts) == told
