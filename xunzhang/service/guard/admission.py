"""Has who asks wait for a turn and hold it until the answer begins; who leaves while waiting costs nothing more.

The turn is given back as the first byte goes out, since an answer is made whole before: a slow reader keeps nobody waiting.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Future, wait
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from typing import Any

from xunzhang.search.waiting import Waiting, asked_by
from xunzhang.service.guard.bodies import Left
from xunzhang.service.guard.gate import Full, Gate, Turn, give_back
from xunzhang.service.guard.giving_way import give_way
from xunzhang.types import Results

LOOKS_EVERY_S = 0.2  # whether who waits in a thread is there
TRIES = 5  # of who asks from a thread, and would rather wait than be turned away
_HAS_TURN: ContextVar[bool] = ContextVar("has_turn", default=False)


async def await_turn(gate: Gate, client: str, receive: Any) -> Turn:
    """A turn for `client`, whose body has been read. Raises Full, and Left where it leaves the queue by leaving."""
    if turn := gate.at_once():
        return turn
    place = gate.line_up(client)
    gone = asyncio.ensure_future(receive())
    try:
        await asyncio.wait({place, gone}, return_when=asyncio.FIRST_COMPLETED)
        if gone.done() and not gone.cancelled():
            raise Left
        return await place
    except BaseException:
        give_back(place)
        raise
    finally:
        gone.cancel()


async def with_turn(turn: Turn, app: Any, scope: Any, receive: Any, send: Any) -> None:
    """Have `app` answer, and give the turn back as the answer begins, or where none comes."""

    async def sent(message: Any) -> None:
        turn.leave()
        await send(message)

    token = _HAS_TURN.set(True)
    try:
        await app(scope, receive, sent)
    finally:
        _HAS_TURN.reset(token)
        turn.leave()


@asynccontextmanager
async def turn_of(gate: Gate, client: str) -> AsyncIterator[None]:
    """A turn for what is done inside, where the request that it is done for has none yet. Raises Full."""
    if _HAS_TURN.get():
        yield
        return
    turn = await gate.turn(client)
    try:
        yield
    finally:
        turn.leave()


class Admission:
    """Through it threads take turns with those who ask by HTTP; `gate` is `loop`'s, and `told` hears what questions came to."""

    def __init__(self, gate: Gate, loop: asyncio.AbstractEventLoop, told: Callable[[Results], None] | None = None) -> None:
        self._gate, self._loop, self._told = gate, loop, told

    @contextmanager
    def turn(self, client: str, stays: Callable[[], bool]) -> Iterator[None]:
        """A turn for what is done inside; a full queue is come back to TRIES times.

        Raises Full, and Left where whoever asked is found to have gone meanwhile; `stays` says whether they are there.
        """
        for tries_left in reversed(range(TRIES)):
            try:
                place = asyncio.run_coroutine_threadsafe(self._gate.turn(client), self._loop)
                turn = _waited_for(place, self._loop, stays)
                break
            except Full as full:
                if not tries_left:
                    raise
                time.sleep(full.again_s)
        try:
            with asked_by(Waiting(lambda: not stays(), self._told, give_way)):
                yield
        finally:
            self._loop.call_soon_threadsafe(turn.leave)


def _waited_for(place: Future[Turn], loop: asyncio.AbstractEventLoop, stays: Callable[[], bool]) -> Turn:
    while not place.done():
        wait([place], LOOKS_EVERY_S)
        if not stays():  # the place stays in the queue, and the turn is given back as it comes
            place.add_done_callback(lambda done: None if done.exception() else loop.call_soon_threadsafe(done.result().leave))
            raise Left
    return place.result()


__all__ = ["Admission", "Full", "await_turn", "turn_of", "with_turn"]
