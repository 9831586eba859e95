"""GET and POST /api/written: a question's passages, then the answer that a model writes of them, as server-sent events.

Only where the server was started with the address of a model (`--llm`).
"""

# No `from __future__ import annotations`: FastAPI reads the annotations of the routes, and `writing` is local.
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import FastAPI, Query
from fastapi import Request as HttpRequest
from starlette.responses import JSONResponse, Response

from xunzhang.service.interfaces import Ask
from xunzhang.service.writing import JsonEvents, StillWriting, Writing
from xunzhang.types import XunzhangError, contract

Refuse = Callable[[XunzhangError], JSONResponse]
STREAM: dict[str, Any] = {
    "description": "Events: `answers` (the passages, as `ask` gives them), each `sentence` as it is complete and checked, at "
    "last `written`; `error` where no turn was to be had. Lines that begin with a colon are signs of life.",
    "content": {"text/event-stream": {"schema": {"type": "string"}}},
}


def add_written(api: FastAPI, writing: Writing, refuse: Refuse, errors: dict[int | str, dict[str, Any]]) -> None:
    """Add the two routes; `refuse` answers what can be mended, `errors` describe how."""
    busy = {"model": contract.ErrorJson, "description": "An answer is being written for this client already."}
    described: dict[int | str, dict[str, Any]] = {200: STREAM, **errors, 429: busy}

    async def answer(request: HttpRequest, question: Ask) -> Response:
        try:
            return await writing.answer(request, lambda: writing.found(question), JsonEvents())
        except StillWriting as error:
            return JSONResponse({"error": str(error)}, 429)
        except XunzhangError as error:
            return refuse(error)

    @api.get("/written", response_class=Response, responses=described, summary="Have an answer written")
    async def written(request: HttpRequest, question: Annotated[Ask, Query()]) -> Response:
        """The passages that answer a question, then what the model at the server's `--llm` writes of them: no quotation.

        Each sentence is checked against the passages that it cites. Where the collection does not answer, nothing is sent to the
        model. Leaving ends the writing.
        """
        return await answer(request, question)

    @api.post("/written", response_class=Response, responses=described, summary="Have an answer written, asked as JSON")
    async def written_json(request: HttpRequest, question: Ask) -> Response:
        """The same with the arguments as a JSON object."""
        return await answer(request, question)
