"""Written answers for whoever asks the server for one: whose turn it is, and what comes, as server-sent events.

The question is worked out as any other, in a turn of the guard's, which ends as the stream begins. Writing has turns of its own:
it takes minutes of a model's server and next to nothing here. A client has one answer written at a time; whoever leaves ends the
request to the model's server. How an event looks is the caller's: JSON for programs, HTML for the page.
"""

from __future__ import annotations

import asyncio
import json
import threading
import time
import weakref
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, Protocol

from fastapi.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import StreamingResponse

from xunzhang.messages.wording import say
from xunzhang.search.pipeline import Searcher
from xunzhang.search.waiting import NobodyWaits, go_on
from xunzhang.service.guard.gate import Full, Gate
from xunzhang.service.interfaces import Ask, Interfaces
from xunzhang.types import Filters, Results, XunzhangError
from xunzhang.types.message import Message
from xunzhang.written.checked import WrittenAnswer, WrittenSentence
from xunzhang.written.model_call import USUAL, Patience
from xunzhang.written.model_server import ModelServer
from xunzhang.written.writer import Step, UnderWay, write

AT_ONCE, WAITING = 2, 20  # answers that are being written, and that wait: a small model on two cores takes half a minute for one
DRAWN_EVERY_S = 0.15  # how often a sentence under way is shown
SIGN_EVERY_S = 15.0  # of life, where nothing comes: proxies close a connection that is silent for a minute
Find = Callable[[], tuple[Searcher, Results]]
SIGN = b": still here\n\n"


class StillWriting(XunzhangError):
    """The client has an answer under way already."""


class Events(Protocol):
    """What each step looks like: (name of the event, its data); None for one that is not told."""

    def found(self, results: Results) -> tuple[str, Any] | None: ...

    def step(self, step: Step, results: Results) -> tuple[str, Any] | None: ...

    def failed(self, why: Message) -> tuple[str, Any]: ...


class Writing:
    """Has answers written at `server` to questions that `interfaces` work out."""

    def __init__(self, interfaces: Interfaces, server: ModelServer, patience: Patience = USUAL) -> None:
        self.server = server
        self._interfaces, self._patience = interfaces, patience
        self._gate = Gate(AT_ONCE, WAITING)
        self._clients: set[str] = set()  # who have one under way; of the event loop alone

    def find(self, question: str, k: int, filters: Filters) -> tuple[Searcher, Results]:
        """What the page has found for a question. Raises XunzhangError."""
        searcher = self._interfaces.searcher()
        return searcher, searcher.ask(question, k, filters)

    def found(self, question: Ask) -> tuple[Searcher, Results]:
        """What is found for a program's question. Raises XunzhangError."""
        return self._interfaces.results(question)

    async def answer(self, asked: Request, find: Find, events: Events) -> StreamingResponse:
        """The answer to what `find` finds, as a stream. Raises XunzhangError as it does, and StillWriting."""
        client = _client(asked)
        if client in self._clients:
            raise StillWriting(say("written.busy"))
        self._clients.add(client)
        try:
            searcher, results = await run_in_threadpool(find)
        except BaseException:
            self._clients.discard(client)
            raise
        stream = self._stream(client, searcher, results, events)
        response = StreamingResponse(stream, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})
        # Of a client that left before the stream began nothing of it runs, its end neither.
        weakref.finalize(response, self._clients.discard, client)
        return response

    async def _stream(self, client: str, searcher: Searcher, results: Results, events: Events) -> AsyncIterator[bytes]:
        try:
            if told := events.found(results):
                yield event_of(*told)
            turn = await self._gate.turn(client)
        except Full as full:
            yield event_of(*events.failed(say("guard.full", n=full.again_s)))
            return
        else:
            gone = threading.Event()
            steps = self._steps(searcher, results, gone)
            try:
                async for step in _in_thread(steps):
                    told = events.step(step, results) if step else None
                    if told or not step:
                        yield event_of(*told) if told else SIGN
            finally:
                gone.set()
                turn.leave()
        finally:
            self._clients.discard(client)

    def _steps(self, searcher: Searcher, results: Results, gone: threading.Event) -> Iterator[Step]:
        """The steps of writing, in a thread; they end where whoever asked has left."""
        drawn = 0.0

        def still_wanted() -> None:
            if gone.is_set():
                raise NobodyWaits
            go_on()

        try:
            for step in write(searcher, results, self.server, self._patience, still_wanted):
                if isinstance(step, UnderWay):
                    if time.monotonic() - drawn < DRAWN_EVERY_S:
                        continue
                    drawn = time.monotonic()
                yield step
        except NobodyWaits:
            return


async def _in_thread(steps: Iterator[Step]) -> AsyncIterator[Step | None]:
    """The steps, each awaited in a thread; None where nothing has come for a while."""
    while True:
        coming = asyncio.ensure_future(run_in_threadpool(next, steps, None))
        while not (await asyncio.wait({coming}, timeout=SIGN_EVERY_S))[0]:
            yield None
        step = coming.result()
        if step is None:
            return
        yield step


def _client(asked: Request) -> str:
    """The account that asks, or the address: both as the guard holds them to be."""
    who = str(asked.scope.get("state", {}).get("who", ""))
    return f"{who}@" if who else (asked.client.host if asked.client else "")


def event_of(name: str, data: Any) -> bytes:
    """A server-sent event; its data is JSON in one line."""
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


class JsonEvents:
    """For programs: `answers`, as /api/ask gives them; each `sentence`; at last `written`, the whole; or `error`, a line."""

    def found(self, results: Results) -> tuple[str, Any]:
        return "answers", results.as_dict()

    def step(self, step: Step, _results: Results) -> tuple[str, Any] | None:
        if isinstance(step, WrittenSentence):
            return "sentence", step.as_dict()
        return ("written", step.as_dict()) if isinstance(step, WrittenAnswer) else None

    def failed(self, why: Message) -> tuple[str, Any]:
        return "error", {"error": why.text}
