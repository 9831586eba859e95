"""Turns: as many at work as the machine has cores, a queue of bounded length, and whoever comes then is told to come again.

Clients take turns, so that one who asks much waits for one who asks little and not the other way round. It knows nothing of
HTTP, and lives in one event loop.
"""

from __future__ import annotations

import asyncio
import math
import os
import time
from collections import OrderedDict, deque
from functools import partial

AT_WORK = max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
WAITING = max(20, 8 * AT_WORK)  # a question takes a tenth of a second to a half: seconds at most
LONGEST_AGAIN_S = 60


class Full(Exception):
    """No place is left, or the page is being stopped; `again_s` is after how many seconds it is worth to ask again."""

    def __init__(self, again_s: int) -> None:
        super().__init__(f"ask again in {again_s} s")
        self.again_s = again_s


class Turn:
    """A place at work, until `leave` is called; a second call does nothing."""

    def __init__(self, gate: Gate) -> None:
        self._gate: Gate | None = gate
        self._since = time.monotonic()

    def leave(self) -> None:
        gate, self._gate = self._gate, None
        if gate is not None:
            gate._left(time.monotonic() - self._since)


class Gate:
    """`at_work` turns at the same time, and `waiting` who wait for one."""

    def __init__(self, at_work: int = AT_WORK, waiting: int = WAITING) -> None:
        self.at_work, self.most_waiting = at_work, waiting
        self.working = 0
        self.waiting = 0
        self._queues: OrderedDict[str, deque[asyncio.Future[Turn]]] = OrderedDict()  # by client; whose turn it is comes first
        self._mean_s = 0.1  # of a turn, lately
        self._closed = False

    @property
    def again_s(self) -> int:
        """After how many seconds a place is likely: those who wait and work have to have been answered."""
        ahead = (self.waiting + self.working) / self.at_work
        return max(1, min(LONGEST_AGAIN_S, math.ceil(ahead * self._mean_s)))

    def is_full(self, client: str) -> bool:
        """Whether a request of `client` would be turned away."""
        return self._closed or (self.working >= self.at_work and self.waiting >= self.most_waiting and not self._longest(client))

    def at_once(self) -> Turn | None:
        """A turn where nobody has to be waited for."""
        if self._closed or self.working >= self.at_work or self.waiting:
            return None
        self.working += 1
        return Turn(self)

    def line_up(self, client: str) -> asyncio.Future[Turn]:
        """A place in the queue, which becomes a turn; cancelled, it is given up. Raises Full.

        Where no place is left, a client who has fewer waiting than another takes the last place of that one, which gets Full.
        """
        if self.is_full(client):
            raise Full(self.again_s)
        if self.waiting >= self.most_waiting and (longest := self._longest(client)):
            self._take_out(longest, self._queues[longest][-1]).set_exception(Full(self.again_s))
        place: asyncio.Future[Turn] = asyncio.get_running_loop().create_future()
        self._queues.setdefault(client, deque()).append(place)
        self.waiting += 1
        place.add_done_callback(partial(self._give_up, client))
        self._call_in()
        return place

    async def turn(self, client: str) -> Turn:
        """Wait for a turn. Raises Full; cancelled, it leaves the queue."""
        if at_once := self.at_once():
            return at_once
        place = self.line_up(client)
        try:
            return await place
        except asyncio.CancelledError:
            give_back(place)
            raise

    def close(self) -> None:
        """Turn away who waits and whoever comes; who is at work goes on."""
        self._closed = True
        for client in list(self._queues):
            for place in list(self._queues[client]):
                self._take_out(client, place).set_exception(Full(self.again_s))

    def _longest(self, client: str) -> str:
        """The client with most in the queue, where it has at least two more than `client`; else ""."""
        longest = max(self._queues, key=lambda name: len(self._queues[name]), default="")
        own = len(self._queues.get(client, ()))
        return longest if longest and len(self._queues[longest]) > own + 1 else ""

    def _call_in(self) -> None:
        while self.working < self.at_work and self._queues:
            client, places = next(iter(self._queues.items()))
            place = self._take_out(client, places[0])
            if client in self._queues:
                self._queues.move_to_end(client)
            if not place.done():  # else it has just been given up
                self.working += 1
                place.set_result(Turn(self))

    def _take_out(self, client: str, place: asyncio.Future[Turn]) -> asyncio.Future[Turn]:
        places = self._queues[client]
        places.remove(place)
        self.waiting -= 1
        if not places:
            del self._queues[client]
        return place

    def _give_up(self, client: str, place: asyncio.Future[Turn]) -> None:
        if place.cancelled() and place in self._queues.get(client, ()):
            self._take_out(client, place)

    def _left(self, took_s: float) -> None:
        self._mean_s += (took_s - self._mean_s) / 8
        self.working -= 1
        self._call_in()


def give_back(place: asyncio.Future[Turn]) -> None:
    """Give up a place in the queue, or the turn that it has become meanwhile."""
    if not place.cancel() and not place.cancelled() and place.exception() is None:
        place.result().leave()
