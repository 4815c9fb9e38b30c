"""Draws answers of people who do not exist, in areas that differ, with a truth that is known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from wayforward.information.campaigns.measuring.estimating import AreaShares, Share


@dataclass(frozen=True)
class World:
    """Shares that know it: with the campaign before and after, without it before and after.

    `alike`: intra-cluster correlation of answers within an area and wave. `answers` of an area and
    wave; `areas` with the campaign and without.
    """

    shares: tuple[float, float, float, float]
    answers: int
    areas: tuple[int, int] = (1, 1)
    alike: float = 0.0

    @property
    def truth(self) -> float:
        """The difference in differences."""
        before, after, other_before, other_after = self.shares
        return (after - before) - (other_after - other_before)


def asked(world: World, by: Generator) -> tuple[list[AreaShares], list[AreaShares]]:
    """A survey of that world: areas with the campaign, areas without."""
    ours = [_area(world, world.shares[:2], by) for _ in range(world.areas[0])]
    others = [_area(world, world.shares[2:], by) for _ in range(world.areas[1])]
    return ours, others


def _area(world: World, shares: tuple[float, ...], by: Generator) -> AreaShares:
    before, after = (_share(world, share, by) for share in shares)
    return AreaShares("area", before, after)


def _share(world: World, share: float, by: Generator) -> Share:
    here = share
    if world.alike:
        size = (1 - world.alike) / world.alike
        here = float(by.beta(share * size, (1 - share) * size))
    return Share(int(by.binomial(world.answers, here)), world.answers)


def drawn(seed: int) -> Generator:
    """The same draws every time."""
    return np.random.default_rng(seed)
