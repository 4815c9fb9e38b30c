"""A double of the matching port: wordings it was given are near exact, hints are suggested."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import yaml

from wayforward.core.access.rules import Actor, Role
from wayforward.core.language.detection import detect
from wayforward.core.rulesets.actions import RULE_SETS, load_parameters
from wayforward.information.narratives.models import ClaimText
from wayforward.information.narratives.reporting.actions import Heard, receive_report
from wayforward.information.narratives.reporting.models import Report
from wayforward.information.narratives.reporting.rules import Intake
from wayforward.information.narratives.rules import State

DAY = date(2026, 5, 4)
EDITOR = Actor("Demo Editor", frozenset({Role.EDITOR}))
OFFICER = Actor("Demo Campaign Officer", frozenset({Role.CAMPAIGN_OFFICER}))
TRANSLATOR = Actor("Demo Translator", frozenset({Role.TRANSLATOR}))


@dataclass(frozen=True)
class FoundClaim:
    """A claim that was found."""

    claim: str
    language: str = "en"
    score: float = 0.97
    why: str = "the same words"
    verdict: str = "false"
    rebuttal_url: str = ""


@dataclass(frozen=True)
class FoundFor:
    """What a text was matched with."""

    language: str
    decision: Literal["near_exact", "suggested", "new"]
    matches: Sequence[FoundClaim] = ()


@dataclass
class Matching:
    """Text that holds a word -> claim; keeps what it was asked, for tests of what it sees."""

    exact: dict[str, str] = field(default_factory=dict)
    hints: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __call__(self, text: str) -> FoundFor:
        """The first word that stands in the text decides."""
        self.asked.append(text)
        language = detect(text).language or ""
        for word, claim in self.exact.items():
            if word in text:
                return FoundFor(language, "near_exact", (FoundClaim(claim),))
        found = tuple(
            FoundClaim(claim, score=0.7) for word, claim in self.hints.items() if word in text
        )
        return FoundFor(language, "suggested", found) if found else FoundFor(language, "new")


def report(
    text: str, match: Matching, *, day: date = DAY, came_by: Intake = Intake.WEB, **given: object
) -> Report:
    """A report that came in."""
    heard = Heard(text, came_by, day, **given)  # type: ignore[arg-type]
    return receive_report(heard=heard, match=match).report


def publish(*texts: ClaimText) -> None:
    """Have rebuttals be public, as their publication will."""
    for text in texts:
        text.state = State.PUBLISHED
        text.save()
        text.published.published = True
        text.published.save()


def load_rumour_rules() -> None:
    """The parameters of answering rumours, as they are shipped."""
    content = yaml.safe_load((RULE_SETS / "rumours" / "parameters.yaml").read_text("utf-8"))
    load_parameters(key="rumours", names=content["rule_set"]["names"], rows=content["parameters"])
