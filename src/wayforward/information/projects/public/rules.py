"""Beside which answers projects at home may be named. Pure."""

from __future__ import annotations

from collections.abc import Collection

# Topics of the register of official sources (core/language/data/topics.yaml).
STARTING_AGAIN = "reintegration"
OF_HOME = frozenset({STARTING_AGAIN, "return", "development-projects"})
PROTECTION = frozenset({"asylum", "appeal", "trafficking", "statelessness"})


def speaks_of_home(topics: Collection[str]) -> bool:
    """Whether an answer on these topics may lead to projects at home.

    Who asks about return and protection at once asks for protection: help at home is not what they
    are told of, unless they ask how to start again after return.
    """
    named = set(topics)
    if named & PROTECTION:
        return STARTING_AGAIN in named
    return bool(named & OF_HOME)
