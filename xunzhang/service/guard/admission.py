"""Has who asks wait for a turn and hold it until the answer begins; who leaves while waiting costs nothing more.

The turn is given back as the first byte goes out, since an answer is made whole before: a slow reader keeps nobody waiting.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import Any

from xunzhang.service.guard.bodies import Left
from xunzhang.service.guard.gate import Full, Gate, Turn, give_back

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


__all__ = ["Full", "await_turn", "turn_of", "with_turn"]
