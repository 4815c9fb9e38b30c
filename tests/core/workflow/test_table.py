"""A table that contradicts itself is refused when it is made, and says everything that is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from wayforward.core.access.rules import Role
from wayforward.core.access.segregation import StepsApart
from wayforward.core.workflow.registry import declare, declared
from wayforward.core.workflow.table import (
    NOWHERE,
    FaultyTableError,
    Guard,
    Open,
    State,
    Transition,
    Workflow,
)
from wayforward.core.workflow.words import LANGUAGES, WordsMissingError

OFFICE = frozenset({Role.SECRETARIAT})


@dataclass(frozen=True)
class Nothing:
    """Guards look at nothing."""


def _step(name: str, sources: tuple[str, ...], target: str, **more: Any) -> Transition[Nothing]:
    return Transition(name=name, sources=sources, target=target, **{"roles": OFFICE, **more})


def _apart(*steps: str) -> StepsApart:
    return StepsApart(frozenset(steps), {}, "x", verified=True)


def _flow(
    states: tuple[State, ...], *steps: Transition[Nothing], apart: tuple[StepsApart, ...] = ()
) -> Workflow[Nothing]:
    return Workflow(name="trial", states=states, transitions=steps, apart=apart)


OPEN, SHUT = State("open"), State("shut", final=True)
BEGIN, END = _step("begin", (NOWHERE,), "open"), _step("end", ("open",), "shut")


def test_a_table_that_is_right_is_made() -> None:
    flow = _flow((OPEN, SHUT), BEGIN, END)

    assert [step.name for step in flow.leaving("open")] == ["end"]
    assert flow.transition("begin").target == "open"


@pytest.mark.parametrize(
    ("states", "steps", "apart", "said"),
    [
        ((OPEN, OPEN, SHUT), (BEGIN, END), (), "the state open is declared 2 times"),
        ((OPEN, SHUT), (BEGIN, END, END), (), "the step end is declared 2 times"),
        (
            (OPEN, SHUT),
            (BEGIN, END, _step("close", ("open",), "shut")),
            (),
            "2 steps lead from open to shut",
        ),
        ((OPEN, SHUT), (BEGIN, END, _step("x", ("gone",), "shut")), (), "the state gone"),
        ((OPEN, SHUT, State("far", final=True)), (BEGIN, END), (), "far is never reached"),
        (
            (OPEN, SHUT),
            (BEGIN, END, _step("again", ("shut",), "open")),
            (),
            "shut is final but steps lead away",
        ),
        ((OPEN, State("stuck")), (BEGIN, _step("x", ("open",), "stuck")), (), "dead end"),
        ((OPEN, SHUT), (BEGIN, _step("end", ("open",), "shut", roles=frozenset())), (), "nobody"),
        (
            (OPEN, SHUT),
            (BEGIN, _step("end", ("open",), "shut", roles=frozenset({"king"}))),
            (),
            "the role king",
        ),
        (
            (OPEN, SHUT),
            (BEGIN, _step("end", ("open",), "shut", undone_by="begin")),
            (),
            "end cannot be undone by begin",
        ),
        ((OPEN, SHUT), (BEGIN, END), (_apart("end", "no"),), "no is to be kept"),
        ((OPEN, SHUT), (BEGIN, END), (_apart("end"),), "one step alone"),
    ],
)
def test_a_faulty_table_is_refused_and_says_why(
    states: tuple[State, ...],
    steps: tuple[Transition[Nothing], ...],
    apart: tuple[StepsApart, ...],
    said: str,
) -> None:
    with pytest.raises(FaultyTableError, match=said):
        _flow(states, *steps, apart=apart)


def _words(folder: Path, **changed: Any) -> Path:
    said = dict.fromkeys(LANGUAGES, "x")
    held = {
        "name": said,
        "states": {"open": said, "shut": said},
        "steps": {"begin": said, "end": said},
        **changed,
    }
    path = folder / "words.yaml"
    path.write_text(yaml.safe_dump(held), encoding="utf-8")
    return path


def test_declaring_without_words_is_refused(tmp_path: Path) -> None:
    flow = _flow((OPEN, SHUT), BEGIN, END)

    with pytest.raises(WordsMissingError, match="no words for state open, shut"):
        declare(flow, words=_words(tmp_path / "..", states={}))


def test_words_that_lack_a_language_or_belong_to_nothing_are_refused(tmp_path: Path) -> None:
    flow = _flow((OPEN, SHUT), BEGIN, END)
    for number, (part, message) in enumerate(
        (
            ({"name": {"en": "x", "ps": "x"}}, "lacks fa-af"),
            ({"reasons": {"idle": dict.fromkeys(LANGUAGES, "x")}}, "words for no reason: idle"),
        )
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        with pytest.raises(WordsMissingError, match=message):
            declare(flow, words=_words(folder, **part))


def test_a_second_workflow_of_the_same_name_is_refused(tmp_path: Path) -> None:
    known = declared()["document_review"].workflow
    other = Workflow(name=known.name, states=(OPEN, SHUT), transitions=(BEGIN, END))

    with pytest.raises(FaultyTableError, match="another workflow named"):
        declare(other, words=_words(tmp_path))


def test_guards_may_answer_with_declared_keys_alone() -> None:
    def always(facts: Nothing) -> Iterator[Open]:
        yield Open("late", OFFICE, "rule 1")

    guard = Guard("in time", frozenset({"late"}), always)

    assert {found.key for found in guard.open(Nothing())} <= guard.keys
