"""How well names are matched, beside Jaro-Winkler on transliteration: AUC on three sets of pairs.

    .venv/bin/python -m tests.bench.compare_names [--pairs 2400] [--seed 11] [--development]

Generated pairs come from tests/bench/name_spelling.py, which knows nothing of the matcher; half of
them across the scripts, half between Latin spellings; of those of different people four in ten
share a part, four in ten sound nearly alike, two in ten are drawn freely. Reviewed pairs are in
tests/data_small/name_pairs.yaml, halved by a hash: the weights were tuned on the development half.
`unlisted` is the AUC without pairs that the product's list of confusable names decides: the list
and the reviewed pairs have one author. How many spellings of the list stay below 0.5 is a check, no
measurement. Prints a table and one line of JSON.
"""

from __future__ import annotations

import hashlib
import json
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import yaml
from anyascii import anyascii
from rapidfuzz.distance import JaroWinkler
from tests.bench.name_spelling import (
    HABITS,
    Name,
    draw_name,
    draw_part,
    nearest,
    pool_of,
    write_arabic,
    write_latin,
)

from wayforward.core.persons.matching.comparing import Facts, compare
from wayforward.core.persons.matching.reasons import Reason
from wayforward.core.persons.matching.tables import table

PAIRS = Path(__file__).parents[1] / "data_small" / "name_pairs.yaml"
THRESHOLD = 0.5


@dataclass(frozen=True, slots=True)
class Pair:
    """Two written names and whether they are one."""

    one: str
    other: str
    same: bool


def generated(kind: str, count: int, seed: int) -> list[Pair]:
    """`count` pairs, half of them the same; kind is across or latin."""
    chance = random.Random(f"{seed}-{kind}")  # noqa: S311
    pairs: dict[tuple[str, str], Pair] = {}
    while len(pairs) < count:
        same = len(pairs) % 2 == 0
        name = draw_name(chance)
        other = name if same else _another(name, chance)
        left, right = _written(name, other, kind, chance)
        if left.casefold() != right.casefold():
            pairs.setdefault((left, right), Pair(left, right, same))
    return list(pairs.values())


def _written(name: Name, other: Name, kind: str, chance: random.Random) -> tuple[str, str]:
    if kind == "across":
        return write_arabic(name, chance), write_latin(other, chance.choice(HABITS), chance)
    one, two = chance.choices(HABITS, k=2)
    return write_latin(name, one, chance), write_latin(other, two, chance)


def _another(name: Name, chance: random.Random) -> Name:
    kind = chance.random()
    at = chance.randrange(len(name))
    if kind < 0.4 and len(name) > 1:
        replaced = draw_part(pool_of(name[at]), chance)
    elif kind < 0.8:
        replaced = nearest(name[at], chance)
    else:
        return _unlike(name, chance)
    changed = (*name[:at], replaced, *name[at + 1 :])
    return changed if set(changed) != set(name) else _another(name, chance)


def _unlike(name: Name, chance: random.Random) -> Name:
    while not set(other := draw_name(chance)).isdisjoint(name):
        pass
    return other


def reviewed(kind: str, *, development: bool) -> list[Pair]:
    """The hand-written pairs of one half; halves by a hash of the text, never by hand."""
    listed = yaml.safe_load(PAIRS.read_text(encoding="utf-8"))[kind]
    pairs = [
        Pair(one, other, verdict == "same")
        for verdict in ("same", "different")
        for one, other in listed[verdict]
    ]
    return [pair for pair in pairs if _is_development(pair) == development]


def _is_development(pair: Pair) -> bool:
    return hashlib.sha256(f"{pair.one}|{pair.other}".encode()).digest()[0] % 2 == 0


def confusables() -> list[Pair]:
    """Every pair of spellings of the product's confusable list."""
    return [
        Pair(one.strip(), other.strip(), False)
        for entry in table("confusable")["pairs"]
        for one in entry["one"].split(",")
        for other in entry["other"].split(",")
    ]


def ours(pair: Pair) -> float:
    """Bits on names alone."""
    return compare(Facts(pair.one), Facts(pair.other)).bits


def jaro_winkler(pair: Pair) -> float:
    """The usual way: transliterate, then compare letters."""
    one, other = anyascii(pair.one).lower(), anyascii(pair.other).lower()
    return float(JaroWinkler.similarity(one, other))


def _unlisted(pairs: list[Pair]) -> list[Pair]:
    """The pairs that the list of confusable names says nothing about."""
    return [
        pair
        for pair in pairs
        if all(
            reason.reason is not Reason.CONFUSABLE
            for reason in compare(Facts(pair.one), Facts(pair.other)).reasons
        )
    ]


def auc(pairs: list[Pair], score: Callable[[Pair], float]) -> float:
    """How often a pair that is one scores above a pair that is not; ties count half."""
    scored = sorted((score(pair), pair.same) for pair in pairs)
    same = sum(is_same for _, is_same in scored)
    ranks, at = 0.0, 0
    while at < len(scored):
        end = at
        while end < len(scored) and scored[end][0] == scored[at][0]:
            end += 1
        ranks += (at + end + 1) / 2 * sum(is_same for _, is_same in scored[at:end])
        at = end
    other = len(scored) - same
    return (ranks - same * (same + 1) / 2) / (same * other)


def _sets(count: int, seed: int) -> Iterator[tuple[str, str, list[Pair]]]:
    for kind in ("across", "latin"):
        yield "generated", kind, generated(kind, count // 2, seed)
        yield "reviewed, development", kind, reviewed(kind, development=True)
        yield "reviewed, held out", kind, reviewed(kind, development=False)


def measure(count: int, seed: int) -> dict[str, object]:
    """All figures."""
    rows = [
        {"set": name, "kind": kind, "pairs": len(pairs), "auc": round(auc(pairs, ours), 4),
         "unlisted": round(auc(_unlisted(pairs), ours), 4), "unlisted_pairs": len(_unlisted(pairs)),
         "jaro_winkler": round(auc(pairs, jaro_winkler), 4)}
        for name, kind, pairs in _sets(count, seed)
    ]  # fmt: skip
    listed = confusables()
    below = sum(compare(Facts(p.one), Facts(p.other)).score < THRESHOLD for p in listed)
    return {"sets": rows, "confusable_pairs": len(table("confusable")["pairs"]),
            "confusable_spellings": len(listed), "confusable_below": below,
            "comparisons_a_cpu_second": _speed(count, seed)}  # fmt: skip


def _speed(count: int, seed: int) -> int:
    """Comparisons a second of one processor, of names met for the first time."""
    pairs = [p for kind in ("across", "latin") for p in generated(kind, count // 2, seed + 1)]
    begun = time.process_time()
    for pair in pairs:
        ours(pair)
    return int(len(pairs) / (time.process_time() - begun))


def _show_misses(count: int, seed: int) -> None:
    """What would mislead most, of the development halves and of what is generated."""
    for name, kind, pairs in _sets(count, seed):
        if name == "reviewed, held out":
            continue
        ranked = sorted(pairs, key=ours)
        worst = [p for p in ranked if p.same][:25] + [p for p in ranked[::-1] if not p.same][:25]
        for pair in worst:
            click.echo(f"{name} {kind} {pair.same!s:5} {ours(pair):6.2f} {pair.one} | {pair.other}")


@click.command()
@click.option("--pairs", default=2400, show_default=True, help="Generated pairs.")
@click.option("--seed", default=11, show_default=True)
@click.option("--development", is_flag=True, help="Show the worst pairs, held-out ones not.")
def main(pairs: int, seed: int, development: bool) -> None:
    """Measure and print."""
    if development:
        _show_misses(pairs, seed)
        return
    figures = measure(pairs, seed)
    rows = figures["sets"]
    assert isinstance(rows, list)
    for row in rows:
        told = f"{row['set']:22} {row['kind']:7} {row['pairs']:5} pairs   AUC {row['auc']:.3f}"
        beside = f"unlisted {row['unlisted']:.3f}   Jaro-Winkler {row['jaro_winkler']:.3f}"
        click.echo(f"{told}   {beside}")
    click.echo(json.dumps(figures))


if __name__ == "__main__":
    main()
