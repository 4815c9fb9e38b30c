"""How well the records of two parties are linked, and what a search shows: recall and precision.

    .venv/bin/python -m tests.bench.link_persons [--persons 2500] [--seed 29]

Invented persons: half of them in the papers of both parties, a quarter in those of one each; one
in ten is a brother of another, with his father and his family's name. `across`: one party writes
Arabic script, the other Latin letters of six habits; `latin`: both write Latin letters, of other
habits. Names are by tests/bench/name_spelling.py, which knows nothing of the matcher. A tenth of
the fathers and an eighth of the births are not recorded; a birth is a day, a year of either
calendar, a year estimated, or a day put for want of one. Weights were set before this was written;
since then frequency.yaml learned two more spellings of the name Jan.

Linking is what `wayforward persons match` does: both lists in one, and every pair told that is not
one person is wrong. Searching: each record of the second party asked of the first one's, by the
keys and scores of the desk; told is which share of the right records is found where nothing below a
score is shown, and how many others are shown besides. Prints tables and one line of JSON.
"""

from __future__ import annotations

import json
import random
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import click
from tests.bench.name_spelling import (
    HABITS,
    Name,
    Spoken,
    draw_name,
    draw_part,
    write_arabic,
    write_latin,
)

from wayforward.core.language.calendar import to_solar_hijri
from wayforward.core.persons.matching.births import Birth, read_birth
from wayforward.core.persons.matching.comparing import Facts, compare
from wayforward.core.persons.matching.keys import query_keys, stored_keys
from wayforward.core.persons.matching.linking import Link, candidate_pairs, links
from wayforward.core.persons.matching.weights import setting

KINDS = ("across", "latin")
_LEAST = (0.5, 0.9, 0.99)  # scores from which links are told
_SHOWN = (0.0, 0.01, 0.03, 0.1, 0.5)  # scores from which a search shows somebody


@dataclass(frozen=True, slots=True)
class Invented:
    """Somebody as they are, before any office writes it down."""

    name: Name
    father: Spoken
    born: date


@dataclass(frozen=True, slots=True)
class Lists:
    """Records of both parties in one list, and whose they are; the second party's from `second`."""

    records: tuple[Facts, ...]
    whose: tuple[int, ...]
    second: int

    def is_right(self, one: int, other: int) -> bool:
        """Whether two records are one person."""
        return self.whose[one] == self.whose[other]

    @property
    def right(self) -> int:
        """How many pairs are one person."""
        return len(self.whose) - len(set(self.whose))


def invented(count: int, chance: random.Random) -> list[Invented]:
    """`count` persons, of whom one in ten is a brother of the one before."""
    found: list[Invented] = []
    while len(found) < count:
        if found and chance.random() < 0.1:
            found.append(_brother(found[-1], chance))
        else:
            born = date(1955, 1, 1) + timedelta(days=chance.randrange(50 * 365))
            found.append(Invented(draw_name(chance), draw_part("given", chance), born))
    return found


def _brother(of: Invented, chance: random.Random) -> Invented:
    while (given := draw_part("given", chance)) in of.name:
        pass
    away = timedelta(days=chance.choice((-1, 1)) * chance.randrange(400, 2500))
    return replace(of, name=(given, *of.name[1:]), born=of.born + away)


def two_lists(kind: str, count: int, seed: int) -> Lists:
    """The records of two parties about `count` persons; kind is across or latin."""
    chance = random.Random(f"{seed}-{kind}-two-parties")  # noqa: S311
    people = list(enumerate(invented(count, chance)))
    both, rest = people[: count // 2], people[count // 2 :]
    first = both + rest[::2]
    second = both + rest[1::2]
    habits = {one: chance.sample(HABITS, 2) for one, _ in people}
    records = [
        _recorded(who, kind == "across" and not at, habits[one][at], chance)
        for at, party in enumerate((first, second))
        for one, who in party
    ]
    return Lists(tuple(records), tuple(one for one, _ in first + second), len(first))


def _recorded(who: Invented, arabic: bool, habit: str, chance: random.Random) -> Facts:
    def written(name: Name) -> str:
        return write_arabic(name, chance) if arabic else write_latin(name, habit, chance)

    father = "" if chance.random() < 0.1 else written((who.father,))
    return Facts(written(who.name), father, birth=_birth(who.born, arabic, chance))


def _birth(born: date, solar: bool, chance: random.Random) -> Birth | None:
    """As offices write it: see the head of this module."""
    year = to_solar_hijri(born).year if solar else born.year
    ways = (
        None, born.isoformat(), str(year), str(year + chance.choice((-1, 1))), f"about {year}",
        f"{born.year}-01-01", f"{born.year + chance.choice((-2, -1, 1, 2))}-01-01",
    )  # fmt: skip
    [way] = chance.choices(ways, (1, 2, 2, 1, 0.5, 1, 0.5))
    return read_birth(way) if way else None


def linked(lists: Lists) -> dict[str, object]:
    """Recall and precision from each score on; how many right pairs share a key at all."""
    pairs = list(candidate_pairs(lists.records))
    found = links(lists.records, pairs, min(_LEAST))
    met = sum(lists.is_right(*pair) for pair in pairs)
    told = [{"least": least, **_figures(lists, found, least)} for least in _LEAST]
    return {"records": len(lists.records), "right": lists.right, "compared": len(pairs),
            "met": round(met / lists.right, 4), "told": told}  # fmt: skip


def _figures(lists: Lists, found: Iterable[Link], least: float) -> dict[str, float]:
    told = [link for link in found if link.comparison.score >= least]
    right = sum(lists.is_right(link.one, link.other) for link in told)
    return {"recall": round(right / lists.right, 4), "precision": round(right / len(told), 4)}


def searched(lists: Lists, *, name_only: bool) -> dict[str, object]:
    """What searches of the second party among the first one's records show, by the least score."""
    right, others = _scores(lists, name_only)
    searches = len(lists.records) - lists.second
    return {
        "name_only": name_only,
        "shown": [
            {"least": least, "right": round(_reached(right, least) / lists.right, 4),
             "others": round(_reached(others, least) / searches, 2)}
            for least in _SHOWN
        ],
    }  # fmt: skip


def _scores(lists: Lists, name_only: bool) -> tuple[list[float], list[float]]:
    """Scores of right records and of others that keys bring, as the desk compares: one to one."""
    known = [Facts(one.name) if name_only else one for one in lists.records]
    shelves = defaultdict[str, list[int]](list)
    for one in range(lists.second):
        for key in stored_keys(known[one].name):
            shelves[key].append(one)
    right, others = list[float](), list[float]()
    for asked in range(lists.second, len(known)):
        for one in {one for key in query_keys(known[asked].name) for one in shelves.get(key, ())}:
            score = compare(known[one], known[asked]).score
            (right if lists.is_right(one, asked) else others).append(score)
    return right, others


def _reached(scores: list[float], least: float) -> int:
    return sum(score >= least for score in scores)


def measure(count: int, seed: int) -> dict[str, object]:
    """All figures."""
    begun = time.process_time()
    every = {kind: two_lists(kind, count, seed) for kind in KINDS}
    return {
        "linked": {kind: linked(lists) for kind, lists in every.items()},
        "searched": {
            kind: [searched(lists, name_only=name_only) for name_only in (True, False)]
            for kind, lists in every.items()
        },
        "cpu_seconds": round(time.process_time() - begun),
    }


def _tell(figures: dict[str, object]) -> None:
    by_kind, searches = figures["linked"], figures["searched"]
    assert isinstance(by_kind, dict)
    assert isinstance(searches, dict)
    for kind, row in by_kind.items():
        click.echo(f"{kind}: {row['records']} records, {row['right']} pairs are one person; "
                   f"{row['met']:.1%} of them share a key")  # fmt: skip
        for told in row["told"]:
            click.echo(f"  linked from {told['least']:<5} recall {told['recall']:6.1%}   "
                       f"precision {told['precision']:6.1%}")  # fmt: skip
    click.echo(f"A search shows from {setting('shown')['search']}, a suggestion from "
               f"{setting('shown')['suggestion']}:")  # fmt: skip
    for kind, rows in searches.items():
        for row in rows:
            by = "name alone" if row["name_only"] else "all that is known"
            click.echo(f"{kind}, asked by {by}:")
            for shown in row["shown"]:
                click.echo(f"  shown from {shown['least']:<5} right {shown['right']:6.1%}   "
                           f"others a search {shown['others']:6.2f}")  # fmt: skip


@click.command()
@click.option("--persons", default=2500, show_default=True, help="Invented persons a kind.")
@click.option("--seed", default=29, show_default=True)
def main(persons: int, seed: int) -> None:
    """Measure and print."""
    figures = measure(persons, seed)
    _tell(figures)
    click.echo(json.dumps(figures))


if __name__ == "__main__":
    main()
