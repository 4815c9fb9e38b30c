"""Is a change noticed, and only a change? Our comparison beside trafilatura with difflib.

    python -m tests.bench.compare_changes [first] [unseen] [fresh] [last] [--verbose]

Data: pairs of synthetic pages in five languages, tests/data_small/furniture. A false alarm is a
change of priority high or normal between two states that differ in furniture or layout only; for
the peer, any line of the extracted text that differs. Prints a table; the last line is JSON.
"""

from __future__ import annotations

import argparse
import difflib
import json
from collections.abc import Sequence
from dataclasses import dataclass

import trafilatura
from tests.information.sources.changes.furniture import HALVES, NOTHING, Pair, Verdict, ours, pairs


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair, what we said of it, and whether the peer saw any difference."""

    pair: Pair
    ours: Verdict
    peer: bool


def peer_differs(pair: Pair) -> bool:
    """Whether any line differs in what trafilatura takes out of the two states."""
    old, new = ((trafilatura.extract(text) or "").splitlines() for text in (pair.old, pair.new))
    return any(line[:2] not in ("--", "++", "@@") for line in difflib.unified_diff(old, new, n=0))


def figures(judged: Sequence[Judged]) -> dict[str, float]:
    """Shares in per cent, over one half or one language."""
    still = [one for one in judged if one.pair.tells == NOTHING]
    true = [one for one in judged if one.pair.tells != NOTHING]
    return {
        "furniture": len(still),
        "false_alarms": _share([bool(one.ours.alarms) for one in still]),
        "peer_false_alarms": _share([one.peer for one in still]),
        "true": len(true),
        "recall": _share([bool(one.ours.alarms) for one in true]),
        "right_kind": _share([one.ours.right_kind for one in true]),
        "peer_recall": _share([one.peer for one in true]),
    }


def _share(flags: Sequence[bool]) -> float:
    return round(100 * sum(flags) / max(1, len(flags)), 1)


def main() -> None:
    """Compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("halves", nargs="*", choices=[*HALVES, []], help="Without: all.")
    parser.add_argument("--verbose", action="store_true", help="Name every pair judged wrongly.")
    given = parser.parse_args()
    summary = {}
    for half in given.halves or HALVES:
        judged = [Judged(pair, ours(pair), peer_differs(pair)) for pair in pairs(half)]
        languages = sorted({one.pair.language for one in judged})
        groups = {half: judged} | {
            f"{half} {code}": [one for one in judged if one.pair.language == code]
            for code in languages
        }
        for name, group in groups.items():
            summary[name] = figures(group)
        if given.verbose:
            _name_errors(judged)
    _print_table(summary)
    print(json.dumps(summary))


def _print_table(summary: dict[str, dict[str, float]]) -> None:
    names = list(next(iter(summary.values())))
    print(f"{'':14}" + "".join(f"{name.replace('_', ' '):>19}" for name in names))
    for group, found in summary.items():
        print(f"{group:14}" + "".join(f"{found[name]:>19g}" for name in names))


def _name_errors(judged: Sequence[Judged]) -> None:
    for one in judged:
        told = one.ours.alarms
        wrong = bool(told) if one.pair.tells == NOTHING else not one.ours.right_kind
        if not wrong:
            continue
        print(f"{one.pair.identity}: should tell {one.pair.tells}")
        for change in told:
            old, new = (side.text if side else "" for side in (change.old, change.new))
            print(f"    {change.how} {', '.join(change.kinds)}\n    - {old}\n    + {new}")


if __name__ == "__main__":
    main()
