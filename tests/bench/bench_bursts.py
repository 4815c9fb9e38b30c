"""Which method calls a claim rising: false alarms and delay on simulated series, side by side.

    .venv/bin/python -m tests.bench.bench_bursts [--runs 60]

Data: weekly counts of 40 claims over 40 weeks, drawn anew in each run from a fixed seed: rates from
0.1 to 8 a week (log-uniform), Poisson in one half of the runs, negative binomial with a variance of
1.6 times the mean in the other. In each run 8 claims begin to be told more in some week after the
20th, for six weeks: by 3, by 6 or by 12 a week more, or by three times what is usual. A claim is
judged up to the end of that, later weeks are nobody's fault. All methods see the same weeks, and
none may call fewer than 3 a week rising.

Told, for each method: false alarms in 100 weeks of a claim in which nothing happened, the share of
all alarms that were false, the share of rises found within four weeks and, of those found, how many
weeks after the first. Methods: ours (`narratives/weekly/rules.py`) at three false shares, without
the look at a run of weeks, and with a longer baseline; its tail of the week without control of the
false share; Farrington's exceedance (1996; quasi-Poisson, two-thirds
power, without trend and season, for which eight weeks are too few); Kleinberg's automaton of two
states (2002; Poisson, twice the usual rate), on all weeks so far; EARS C2 (mean and three standard
deviations). Prints a table and one line of JSON.
"""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from statistics import NormalDist

import click

from wayforward.information.narratives.weekly.rules import Method, chance_of, judge

CLAIMS, WEEKS, RISES, LASTS, FIRST = 40, 40, 8, 6, 20
WITHIN = 4
_WARM = 16  # weeks before the first that is judged: the longest baseline and run
METHOD = Method(baseline=8, run=3, false_share=10, least=3)
Series = Sequence[Sequence[int]]
Caller = Callable[[Series], list[bool]]  # what is called rising in the last week of each series


@dataclass
class Tally:
    """What became of one method."""

    quiet: int = 0  # weeks of a claim in which nothing happened
    false: int = 0
    true: int = 0
    rises: int = 0
    delays: list[int] = field(default_factory=list)

    def told(self) -> dict[str, float]:
        """The figures of the table."""
        alarms = self.false + self.true
        return {
            "false_per_100": round(100 * self.false / self.quiet, 2),
            "false_share": round(self.false / alarms, 3) if alarms else 0.0,
            "found": round(len(self.delays) / self.rises, 3),
            "delay_weeks": round(sum(self.delays) / len(self.delays), 2) if self.delays else 0.0,
        }


def _poisson(rate: float, chance: random.Random) -> int:
    count, left, product = 0, math.exp(-rate), chance.random()
    while product > left:
        count += 1
        product *= chance.random()
    return count


def _draw(rate: float, spread: float, chance: random.Random) -> int:
    """Poisson, or negative binomial with a variance of `spread` times the mean."""
    if spread > 1:
        rate = chance.gammavariate(rate / (spread - 1), spread - 1)
    return _poisson(rate, chance)


def _simulated(chance: random.Random, spread: float) -> tuple[list[list[int]], dict[int, int]]:
    """Series of counts, and claim -> the week in which it begins to rise."""
    rates = [math.exp(chance.uniform(math.log(0.1), math.log(8))) for _ in range(CLAIMS)]
    starts = {n: chance.randrange(FIRST, WEEKS - LASTS) for n in range(RISES)}
    series = []
    for n, rate in enumerate(rates):
        more = (3.0, 6.0, 12.0, max(3.0, 2 * rate))[n % 4]
        rises = range(starts[n], starts[n] + LASTS) if n in starts else range(0)
        series.append(
            [_draw(rate + (more if week in rises else 0), spread, chance) for week in range(WEEKS)]
        )
    return series, starts


def _ours(method: Method) -> Caller:
    def call(series: Series) -> list[bool]:
        last = dict(enumerate(one[-method.weeks :] for one in series))
        judged = judge(last, method)
        return [judged[n].rising for n in range(len(series))]

    return call


def _each(decide: Callable[[Sequence[int]], bool]) -> Caller:
    return lambda series: [one[-1] >= METHOD.least and decide(one) for one in series]


def _before(one: Sequence[int]) -> Sequence[int]:
    return one[-METHOD.weeks :][: METHOD.baseline]


def _tail(level: float) -> Caller:
    def decide(one: Sequence[int]) -> bool:
        return chance_of(one[-1], 1, sum(_before(one)), METHOD.baseline) <= level

    return _each(decide)


def _farrington(level: float) -> Caller:
    z = NormalDist().inv_cdf(1 - level)

    def decide(one: Sequence[int]) -> bool:
        before = _before(one)
        mean = sum(before) / len(before)
        if mean == 0:
            return True  # the method is silent; most who use it call any count then
        spread = max(1.0, sum((x - mean) ** 2 for x in before) / mean / (len(before) - 1))
        width = z * math.sqrt(spread * mean * (1 + 1 / len(before))) / mean
        return one[-1] > mean * max(0.0, 1 + 2 / 3 * width) ** 1.5

    return _each(decide)


def _kleinberg(cost: float) -> Caller:
    def decide(one: Sequence[int]) -> bool:
        usual = max(sum(one) / len(one), 0.05)
        up = cost * math.log(len(one))
        costs = [0.0, up]
        for count in one:
            emitted = [rate - count * math.log(rate) for rate in (usual, 2 * usual)]
            calm, burst = costs
            costs = [min(calm, burst) + emitted[0], min(calm + up, burst) + emitted[1]]
        return costs[1] < costs[0]

    return _each(decide)


def _ears(times: float) -> Caller:
    def decide(one: Sequence[int]) -> bool:
        before = _before(one)
        mean = sum(before) / len(before)
        deviation = math.sqrt(sum((x - mean) ** 2 for x in before) / (len(before) - 1))
        return one[-1] > mean + times * max(deviation, 0.2)

    return _each(decide)


METHODS: dict[str, Caller] = {
    "ours, false share 5 %": _ours(replace(METHOD, false_share=5)),
    "ours, false share 10 %": _ours(METHOD),
    "ours, false share 20 %": _ours(replace(METHOD, false_share=20)),
    "ours, the week alone": _ours(replace(METHOD, run=1)),
    "ours, 12 weeks before": _ours(replace(METHOD, baseline=12)),
    "tail alone, 1 %": _tail(0.01),
    "Farrington, 1 %": _farrington(0.01),
    "Farrington, 0.1 %": _farrington(0.001),
    "Kleinberg, cost 1": _kleinberg(1),
    "Kleinberg, cost 2": _kleinberg(2),
    "EARS C2, 3 deviations": _ears(3),
}


def _counted(tally: Tally, call: Caller, series: Series, starts: dict[int, int]) -> None:
    tally.rises += len(starts)
    found: set[int] = set()
    for week in range(_WARM, WEEKS):
        called = call([one[: week + 1] for one in series])
        for n, rising in enumerate(called):
            start = starts.get(n, WEEKS)
            if week < start:
                tally.quiet += 1
                tally.false += rising
            elif week < start + LASTS and rising:
                tally.true += 1
                if n not in found and week < start + WITHIN:
                    tally.delays.append(week - start)
                found.add(n)


def _runs(runs: int, spread: float, seed: int) -> Iterator[tuple[Series, dict[int, int]]]:
    chance = random.Random(seed)  # noqa: S311
    for _run in range(runs):
        yield _simulated(chance, spread)


@click.command()
@click.option("--runs", default=60, show_default=True, help="Half of them of each kind.")
def main(runs: int) -> None:
    """Measure and print."""
    told: dict[str, dict[str, dict[str, float]]] = {}
    for kind, spread in (("Poisson", 1.0), ("spread 1.6", 1.6)):
        drawn = list(_runs(runs // 2, spread, seed=11))
        click.echo(f"\n{kind:26} false/100  false share  found  delay (weeks)")
        for name, call in METHODS.items():
            tally = Tally()
            for series, starts in drawn:
                _counted(tally, call, series, starts)
            told.setdefault(kind, {})[name] = figures = tally.told()
            click.echo(
                f"{name:26} {figures['false_per_100']:9.2f}  {figures['false_share']:11.3f}"
                f"  {figures['found']:5.3f}  {figures['delay_weeks']:5.2f}"
            )
    click.echo(json.dumps({"runs": runs, "figures": told}))


if __name__ == "__main__":
    main()
