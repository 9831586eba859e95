"""Turns: as many at work as may be, a queue of bounded length, fair between clients, and nothing kept for who has left."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from xunzhang.service.guard.gate import Full, Gate


def run_apart(work: Coroutine[Any, Any, Any]) -> Any:
    """Run in a thread of its own, since one that drives a browser has a loop running."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, work).result()


def test_no_more_are_at_work_than_may_be_and_all_get_their_turn():
    async def run() -> tuple[int, int]:
        gate, most, done = Gate(2, 100), 0, 0

        async def work() -> None:
            nonlocal most, done
            turn = await gate.turn("a")
            most = max(most, gate.working)
            await asyncio.sleep(0)
            turn.leave()
            turn.leave()  # does nothing
            done += 1

        await asyncio.gather(*(work() for _ in range(50)))
        assert (gate.working, gate.waiting) == (0, 0)
        return most, done

    assert run_apart(run()) == (2, 50)


def test_beyond_the_queue_who_comes_is_turned_away_at_once_and_told_when_to_come_again():
    async def run() -> None:
        gate = Gate(1, 2)
        turn = await gate.turn("a")
        places = [gate.line_up("a"), gate.line_up("a")]
        with pytest.raises(Full) as full:
            gate.line_up("a")
        assert 1 <= full.value.again_s <= 60 and gate.is_full("a")
        turn.leave()
        assert places[0].done() and not places[1].done() and not gate.is_full("a")

    run_apart(run())


def test_clients_take_turns_and_who_asks_much_waits_for_who_asks_little():
    async def run() -> list[str]:
        gate, order = Gate(1, 100), []
        turn = await gate.turn("busy")

        async def work(client: str) -> None:
            mine = await gate.turn(client)
            order.append(client)
            mine.leave()

        tasks = [asyncio.create_task(work(client)) for client in ["busy"] * 5 + ["calm", "quiet"]]
        await asyncio.sleep(0)
        turn.leave()
        await asyncio.gather(*tasks)
        return order

    assert run_apart(run()) == ["busy", "calm", "quiet", "busy", "busy", "busy", "busy"]


def test_a_full_queue_gives_a_place_of_who_has_most_to_who_has_none():
    async def run() -> None:
        gate = Gate(1, 3)
        await gate.turn("busy")
        busy = [gate.line_up("busy") for _ in range(3)]
        assert gate.is_full("busy") and not gate.is_full("calm")
        calm = gate.line_up("calm")
        assert isinstance(busy[2].exception(), Full) and not calm.done() and not busy[0].done()
        assert gate.waiting == 3 and gate.is_full("calm")  # two and one: nobody has two more than another

    run_apart(run())


def test_who_leaves_the_queue_costs_nothing_and_keeps_no_turn():
    async def run() -> None:
        gate = Gate(1, 10)
        turn = await gate.turn("a")
        waiting = [asyncio.create_task(gate.turn("a")) for _ in range(3)]
        await asyncio.sleep(0)
        waiting[0].cancel()
        turn.leave()
        got = await waiting[1]
        waiting[2].cancel()  # while it waits; and one that is cancelled as its turn comes
        got.leave()
        late = asyncio.create_task(gate.turn("b"))
        blocker = await gate.turn("c") if gate.working == 0 else None
        await asyncio.sleep(0)
        if blocker:
            blocker.leave()
            late.cancel()
        await asyncio.gather(*waiting, late, return_exceptions=True)
        if not late.cancelled() and late.exception() is None:
            late.result().leave()
        await asyncio.sleep(0)
        assert (gate.working, gate.waiting) == (0, 0)

    run_apart(run())


def test_a_gate_that_is_closed_turns_away_who_waits_and_lets_finish_who_works():
    async def run() -> None:
        gate = Gate(1, 10)
        turn = await gate.turn("a")
        place = gate.line_up("a")
        gate.close()
        assert isinstance(place.exception(), Full) and gate.is_full("new") and gate.working == 1
        turn.leave()
        assert gate.working == 0 and gate.at_once() is None

    run_apart(run())
