"""Whose turn it is to have an answer written: one at a time for a client, and none is held for whoever left before it began."""

from __future__ import annotations

import asyncio
import gc
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.requests import Request

from xunzhang.question.grammar import parse_question
from xunzhang.service.interfaces import Interfaces
from xunzhang.service.live import LiveSearcher
from xunzhang.service.writing import JsonEvents, StillWriting, Writing
from xunzhang.types import Results
from xunzhang.written.model_server import ModelServer


def test_a_client_that_leaves_before_the_stream_begins_may_ask_again():
    writing = Writing(Interfaces(LiveSearcher()), ModelServer("http://127.0.0.1:1/v1"))
    asked = Request({"type": "http", "headers": [], "client": ("127.0.0.1", 1)})
    found = None, Results(parse_question("Who?"), "nothing", 0.0, 1.0)

    async def twice_and_once_more():
        response = await writing.answer(asked, lambda: found, JsonEvents())
        with pytest.raises(StillWriting):
            await writing.answer(asked, lambda: found, JsonEvents())
        del response
        gc.collect()
        await writing.answer(asked, lambda: found, JsonEvents())

    with ThreadPoolExecutor(1) as apart:  # a browser that a test before this one drives has a loop of its own in this thread
        apart.submit(asyncio.run, twice_and_once_more()).result()
