"""Draws a workflow from its table as SVG: a column for each state, a row for each step.

Rows make a picture that cannot run into itself however many steps there are, and leave room for
who may take the step and what is asked before. Layout only; the words come from the caller.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any

from wayforward.core.workflow.table import NOWHERE, F, Transition, Workflow
from wayforward.core.workflow.words import Words

COLUMN, HEAD, ROW, LEFT, NOTES = 150, 64, 52, 56, 430
_STYLE = """
  text { font: 13px "Noto Sans", "Segoe UI", system-ui, sans-serif; fill: #1c2328; }
  .name { font-weight: 700; font-size: 17px; } .head { font-weight: 700; text-anchor: middle; }
  .step { font-weight: 700; text-anchor: middle; font-size: 12px; }
  .note { font-size: 12px; fill: #565e65; }
  .paper { fill: #faf8f3; } .box { fill: #eaf0fa; stroke: #1d4591; stroke-width: 1.5; }
  .final { fill: none; stroke: #1d4591; } .life { stroke: #ddd8cc; stroke-width: 1.5; }
  .arrow { stroke: #1d4591; stroke-width: 2; fill: none; } .tip { fill: #1d4591; }
  .back .arrow { stroke: #6d4500; stroke-dasharray: 5 4; } .back .tip { fill: #6d4500; }
  @media (prefers-color-scheme: dark) {
    text { fill: #ece9e2; } .note { fill: #adb4ba; } .paper { fill: #12171c; }
    .box { fill: #1c2739; stroke: #a9c5ff; } .final { stroke: #a9c5ff; } .life { stroke: #353d45; }
    .arrow { stroke: #a9c5ff; } .tip { fill: #a9c5ff; }
    .back .arrow { stroke: #ffdb8f; } .back .tip { fill: #ffdb8f; }
  }
"""


@dataclass(frozen=True, slots=True)
class _Row:
    """One arrow: a step from one state."""

    source: str
    target: str
    step: Transition[Any]


def draw(workflow: Workflow[F], words: Words, *, role_name: Callable[[str], str] = str) -> str:
    """The picture, in English. Equal tables and words give equal bytes."""
    columns = {one.name: LEFT + COLUMN * n + COLUMN // 2 for n, one in enumerate(workflow.states)}
    rows = [_Row(source, target, step) for source, target, step in workflow.moves()]
    columns[NOWHERE] = LEFT // 2
    notes_at = LEFT + COLUMN * len(workflow.states) + 16
    width = notes_at + NOTES
    height = 40 + HEAD + ROW * len(rows) + 24 + 20 * len(workflow.apart)
    parts = [
        _opening(width, height),
        f'<title id="title">{escape(words.name["en"])}</title>',
        f'<desc id="desc">{escape(_told(workflow, words))}</desc>',
        f"<style>{_STYLE}</style>",
        f'<rect class="paper" width="{width}" height="{height}" rx="8"/>',
        f'<text class="name" x="20" y="28">{escape(words.name["en"])}</text>',
    ]
    bottom = 40 + HEAD + ROW * len(rows)
    for state in workflow.states:
        at = columns[state.name]
        parts += _state(words.states[state.name]["en"], at, bottom, final=state.final)
    for number, row in enumerate(rows):
        top = 40 + HEAD + ROW * number + 30
        parts += _arrow(
            columns[row.source], columns[row.target], top, words.steps[row.step.name]["en"]
        )
        parts += _notes(row.step, words, notes_at, top, role_name)
    for number, apart in enumerate(workflow.apart):
        names = " / ".join(sorted(words.steps[name]["en"] for name in apart.steps))
        said = f"Never by one person: {names} ({apart.citation})"
        parts.append(
            f'<text class="note" x="20" y="{bottom + 24 + 20 * number}">{escape(said)}</text>'
        )
    return "\n".join([*parts, "</svg>", ""])


def _opening(width: int, height: int) -> str:
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title desc">'
    )


def _state(name: str, at: int, bottom: int, *, final: bool) -> list[str]:
    half = COLUMN // 2 - 8
    box = f'<rect class="box" x="{at - half}" y="44" width="{2 * half}" height="38" rx="6"/>'
    inner = f'x="{at - half + 4}" y="48" width="{2 * half - 8}" height="30"'
    ring = f'<rect class="final" {inner} rx="4"/>'
    return [
        f'<line class="life" x1="{at}" y1="82" x2="{at}" y2="{bottom}"/>',
        box,
        *([ring] if final else []),
        f'<text class="head" x="{at}" y="68" {_fit(name, 2 * half - 14)}>{escape(name)}</text>',
    ]


def _fit(name: str, width: int) -> str:
    """Long names are pressed together rather than left to run out of their box."""
    return (
        f'textLength="{width}" lengthAdjust="spacingAndGlyphs"' if len(name) * 7.4 > width else ""
    )


def _arrow(start: int, end: int, top: int, name: str) -> list[str]:
    back = end < start
    stop = end + 9 if back else end - 9
    lean = 9 if back else -9
    kind = "back" if back else "on"
    dot = f'<circle class="tip" cx="{start}" cy="{top}" r="4"/>'
    middle = (start + end) // 2
    return [
        f'<g class="{kind}">{dot}<path class="arrow" d="M{start} {top}H{stop}"/>',
        f'<path class="tip" d="M{end} {top}l{lean} -5v10z"/></g>',
        f'<text class="step" x="{middle}" y="{top - 8}">{escape(name)}</text>',
    ]


def _notes(
    step: Transition[Any],
    words: Words,
    at: int,
    top: int,
    role_name: Callable[[str], str],
) -> list[str]:
    who = ", ".join(sorted(role_name(role) for role in step.roles))
    if step.by_itself:
        who = f"{who}, or by itself" if who else "by itself"
    asked = [f"asks: {', '.join(guard.name for guard in step.guards)}"] if step.guards else []
    sets = (
        [f"starts: {', '.join(_plain(one.name) for one in step.effects)}"] if step.effects else []
    )
    undone = [f"undone by: {words.steps[step.undone_by]['en']}"] if step.undone_by else []
    lines = _wrapped(who)
    more = "; ".join([*asked, *sets, *undone])
    lines = [*lines[:2], more] if more else lines[:2]
    first = top - 6 * (len(lines) - 1) + 4
    return [
        f'<text class="note" x="{at}" y="{first + 14 * n}">{escape(line)}</text>'
        for n, line in enumerate(lines)
    ]


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _wrapped(said: str, most: int = 68) -> list[str]:
    """In two lines at most; who does not fit is counted."""
    lines: list[str] = [""]
    names = said.split(", ")
    for number, name in enumerate(names):
        longer = f"{lines[-1]}, {name}" if lines[-1] else name
        if len(longer) <= most:
            lines[-1] = longer
        elif len(lines) < 2:
            lines[-1] += ","
            lines.append(name)
        else:
            lines[-1] += f" and {len(names) - number} more"
            break
    return lines


def _told(workflow: Workflow[F], words: Words) -> str:
    """The picture in words, for whoever hears it."""
    said = [
        f"{words.steps[step.name]['en']}: from "
        f"{words.states[source]['en'] if source else 'nowhere'} to {words.states[target]['en']}"
        for source, target, step in workflow.moves()
    ]
    return "; ".join(said)
