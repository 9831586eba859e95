"""What a question waits for where a collection is in many shards: the slowest of them. Simulated, no such cluster being here.

    python -m benchmarks.fan_out [--questions 100000] [--median 12] [--seed 0]

A shard answers within a time that is lognormal, with the spread that whole questions have here (p95 to p50 of 2.1: Growth in
benchmarks/README.md), and once in a while pauses (compaction, a collector, a neighbour). A question waits for all the shards that
it asks. Hedged, a shard that has not answered by the 95th percentile is asked again at a replica, and the first answer counts.
Routed, a question asks the few shards whose centres are nearest. Given up, it goes without the slowest hundredth of the shards.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Times = NDArray[np.float32]
SHARDS = (1, 8, 64, 512)
ROUTED_TO = 8  # shards that a routed question asks
MEDIAN_MS = 12.0
AT_ONCE = 1 << 22  # times that are drawn at once, in memory


@dataclass(frozen=True, slots=True)
class Shard:
    """How long one takes, in milliseconds: `spread` is the standard deviation of the logarithm, ln(2.1) / 1.645."""

    median: float = MEDIAN_MS
    spread: float = 0.451
    pauses: float = 0.002  # of requests
    pause: tuple[float, float] = (50.0, 250.0)

    def draw(self, random: np.random.Generator, shape: tuple[int, ...]) -> Times:
        times = random.lognormal(np.log(self.median), self.spread, shape)
        paused = random.random(shape) < self.pauses
        times[paused] += random.uniform(*self.pause, int(paused.sum()))
        return times.astype(np.float32)

    def quantile(self, at: float, random: np.random.Generator) -> float:
        """Of one shard, by a million draws."""
        return float(np.quantile(self.draw(random, (1_000_000,)), at))


@dataclass(frozen=True, slots=True)
class Waits:
    """Of questions, in milliseconds; `requests` is how many each shard gets for one that it would have had."""

    p50: float
    p99: float
    p999: float
    requests: float = 1.0
    missing: float = 0.0  # share of the shards that a question went without


def all_answer(shard: Shard, shards: int, questions: int, random: np.random.Generator) -> Waits:
    return _waits(questions, shards, lambda n: shard.draw(random, (n, shards)).max(axis=1))


def hedged(shard: Shard, shards: int, questions: int, random: np.random.Generator, after: float = 0.95) -> Waits:
    """`after` is the quantile of a shard's time at which a replica is asked."""
    patience = shard.quantile(after, random)
    again = 0

    def slowest(n: int) -> Times:
        nonlocal again
        times = shard.draw(random, (n, shards))
        late = times > patience
        again += int(late.sum())
        times[late] = np.minimum(times[late], patience + shard.draw(random, (int(late.sum()),)))
        return times.max(axis=1)

    found = _waits(questions, shards, slowest)
    return Waits(found.p50, found.p99, found.p999, 1 + again / (questions * shards))


def given_up(shard: Shard, shards: int, questions: int, random: np.random.Generator, share: float = 0.01) -> Waits:
    """Without the slowest `share` of the shards, at least one of a hundred and none of fewer."""
    without = int(shards * share)
    place = shards - 1 - without
    found = _waits(questions, shards, lambda n: np.partition(shard.draw(random, (n, shards)), place, axis=1)[:, place])
    return Waits(found.p50, found.p99, found.p999, missing=without / shards)


def routed(shard: Shard, shards: int, questions: int, random: np.random.Generator) -> Waits:
    """ROUTED_TO of the shards are asked, hedged."""
    asked = min(shards, ROUTED_TO)
    found = hedged(shard, asked, questions, random)
    return Waits(found.p50, found.p99, found.p999, found.requests * asked / shards)


WAYS: dict[str, Callable[[Shard, int, int, np.random.Generator], Waits]] = {
    "all answer": all_answer,
    "hedged at p95": hedged,
    "without the slowest 1 %": given_up,
    f"{ROUTED_TO} shards asked, hedged": routed,
}


def _waits(questions: int, shards: int, slowest: Callable[[int], Times]) -> Waits:
    block = max(1, AT_ONCE // shards)
    times = np.concatenate([slowest(min(block, questions - first)) for first in range(0, questions, block)])
    return Waits(*(float(each) for each in np.quantile(times, (0.5, 0.99, 0.999))))


def simulated(shard: Shard, questions: int, seed: int, shards: Sequence[int] = SHARDS) -> dict[tuple[str, int], Waits]:
    """By way and number of shards; each of them has its own random numbers, so that one can be looked at alone."""
    return {
        (name, count): way(shard, count, questions, np.random.default_rng([seed, number, count]))
        for number, (name, way) in enumerate(WAYS.items())
        for count in shards
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=int, default=100_000)
    parser.add_argument("--median", type=float, default=MEDIAN_MS, help="of one shard, in milliseconds")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    print("| | shards | p50, ms | p99 | p99.9 | requests a shard | shards missing |\n| --- | --- | --- | --- | --- | --- | --- |")
    for (name, count), waits in simulated(Shard(options.median), options.questions, options.seed).items():
        times = f"{waits.p50:.0f} | {waits.p99:.0f} | {waits.p999:.0f}"
        print(f"| {name} | {count} | {times} | {waits.requests:.2f} | {waits.missing:.1%} |")


if __name__ == "__main__":
    main()
