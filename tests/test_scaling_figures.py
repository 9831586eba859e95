"""The figures of docs/scaling-out.md: what the simulation and the sums give is what stands there, and the simulation is right."""

from __future__ import annotations

import re

import numpy as np
import pytest

from benchmarks import fan_out, sizing
from benchmarks.fan_out import Shard
from tests.helpers.places import ROOT

DOC = (ROOT / "docs" / "scaling-out.md").read_text(encoding="utf-8")
QUESTIONS, SEED = 20_000, 0


@pytest.mark.parametrize("shards", [1, 8, 64])
def test_the_slowest_of_many_is_what_order_statistics_say(shards):
    """Half of all questions wait no longer than the quantile of one shard at which all of them have answered half of the time."""
    alone = Shard(pauses=0.0)
    waits = fan_out.all_answer(alone, shards, QUESTIONS, np.random.default_rng(1))
    for share, waited in ((0.5, waits.p50), (0.99, waits.p99)):
        one = alone.quantile(share ** (1 / shards), np.random.default_rng(2))
        assert waited == pytest.approx(one, rel=0.06)


def test_pauses_of_one_in_five_hundred_are_the_median_of_five_hundred_shards():
    """1 - .998^512 = .64 of the questions meet one."""
    shard = Shard()
    waits = fan_out.all_answer(shard, 512, 2_000, np.random.default_rng(3))
    assert waits.p50 > shard.pause[0] + shard.median and waits.p99 > 240
    assert fan_out.all_answer(Shard(pauses=0.0), 512, 2_000, np.random.default_rng(3)).p99 < 90


def test_hedging_asks_a_twentieth_more_and_cuts_the_tail():
    for shards in (8, 64):
        plain = fan_out.all_answer(Shard(), shards, QUESTIONS, np.random.default_rng(4))
        hedged = fan_out.hedged(Shard(), shards, QUESTIONS, np.random.default_rng(4))
        assert hedged.requests == pytest.approx(1.05, abs=0.003)
        assert hedged.p99 < plain.p99 / 2 and hedged.p50 <= plain.p50 * 1.02


def test_a_question_that_goes_without_the_slowest_says_how_much_it_misses():
    few = fan_out.given_up(Shard(), 64, 5_000, np.random.default_rng(5))
    many = fan_out.given_up(Shard(), 512, 2_000, np.random.default_rng(5))
    assert few.missing == 0 and many.missing == pytest.approx(5 / 512)
    assert many.p99 < 60


def test_the_same_seed_gives_the_same_figures():
    shards = (1, 8)
    assert fan_out.simulated(Shard(), 500, 7, shards) == fan_out.simulated(Shard(), 500, 7, shards)
    assert fan_out.simulated(Shard(), 500, 7, shards) != fan_out.simulated(Shard(), 500, 8, shards)


def test_the_table_of_waits_is_what_the_simulation_gives():
    """To a twentieth: random numbers of another NumPy may be others. 512 shards take long, and are left out here."""
    for (name, shards), waits in fan_out.simulated(Shard(), QUESTIONS, SEED, (1, 8, 64)).items():
        found = re.search(rf"^\| {re.escape(name)} \| {shards} \| (\d+) \| (\d+) \| (\d+) \| ([\d.]+) ", DOC, re.MULTILINE)
        assert found, (name, shards)
        assert [float(each) for each in found.groups()][:2] == pytest.approx([waits.p50, waits.p99], rel=0.05, abs=1)
        assert float(found[4]) == pytest.approx(waits.requests, abs=0.01)


@pytest.mark.parametrize("passages", [10_000_000, 1_000_000_000, 100_000_000_000])
def test_the_table_of_sizes_is_what_the_sums_give(passages):
    assert sizing.row(passages) in DOC.splitlines()


def test_sums_grow_with_the_collection():
    one, ten = sizing.bill(1_000_000_000), sizing.bill(10_000_000_000)
    assert ten.objects_gb == pytest.approx(10 * one.objects_gb) and ten.encoding == pytest.approx(10 * one.encoding)
    assert one.kind != ten.kind and one.month < ten.month < 10 * one.month
    assert sizing.bill(10_000_000).disk_gb == pytest.approx(2 * 11.82 * 10, rel=0.001)
