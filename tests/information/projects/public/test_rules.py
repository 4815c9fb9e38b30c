"""Beside which answers projects at home are named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.language.topics import topic_keys
from wayforward.information.projects.public.rules import OF_HOME, PROTECTION, speaks_of_home

topics = st.lists(st.sampled_from(topic_keys()), max_size=5)


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ((), False),
        (("return",), True),
        (("return", "procedures"), True),
        (("reintegration",), True),
        (("development-projects",), True),
        (("asylum",), False),
        (("return", "appeal"), False),
        (("development-projects", "asylum"), False),
        (("return", "reintegration", "asylum"), True),
        (("work", "housing"), False),
    ],
)
def test_projects_are_named_beside_return_and_never_beside_protection_alone(
    named: tuple[str, ...], expected: bool
) -> None:
    assert speaks_of_home(named) is expected


@given(topics)
def test_who_asks_only_about_other_things_is_not_told_of_projects(named: list[str]) -> None:
    others = [one for one in named if one not in OF_HOME]
    assert not speaks_of_home(others)


@given(topics)
def test_order_and_repetition_do_not_matter(named: list[str]) -> None:
    assert speaks_of_home(named) is speaks_of_home([*reversed(named), *named])


def test_topics_named_here_are_those_of_the_register() -> None:
    assert set(topic_keys()) >= OF_HOME | PROTECTION
