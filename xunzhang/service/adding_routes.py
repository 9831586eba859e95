"""The routes by which files and web pages are added over HTTP, where the operator allows it; `http.py` has the others.

What becomes of a file is `adding.py`'s, how a page is fetched `adding_pages.py`'s.
"""

# No `from __future__ import annotations`: FastAPI reads the annotations of the routes.
from typing import Annotated, Any

from fastapi import FastAPI, Query
from fastapi import Request as HttpRequest
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from pydantic import Field

from xunzhang.service.adding import Adding
from xunzhang.service.adding_pages import AddingPages
from xunzhang.service.interfaces import LONGEST_GIVEN, Request
from xunzhang.types import XunzhangError, contract


class OneAddress(Request):
    """What `fetch` takes."""

    url: str = Field(max_length=LONGEST_GIVEN, description="The address of a web page.", examples=["https://example.org/news"])


def add_adding_routes(api: FastAPI, adding: Adding) -> None:
    """Add the routes to the application."""
    body = {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}, "required": True}
    foreign: dict[int | str, dict[str, Any]] = {
        400: {
            "model": contract.ErrorJson,
            "description": "An argument is missing, unknown or wrong; the line says what is wanted.",
        },
        403: {"model": contract.ErrorJson, "description": "A page of another site asked; it may not."},  # said by the guard
    }

    @api.post(
        "/add",
        response_model=contract.AddedJson,
        responses=foreign,
        summary="Add a file",
        openapi_extra={"requestBody": body},
    )
    async def add(
        request: HttpRequest,
        name: Annotated[str, Query(description="The file's name, with its suffix.", examples=["report.pdf"])],
    ) -> JSONResponse:
        """Add one file to the collection: it is read, its audit is the answer, and it is indexed in the background.

        A file that is not taken, by its name, its size or what is in it, is answered with the state `refused` and its one line.
        """
        try:
            with adding.receiving(name, _whole_number(request.headers.get("content-length", ""))) as received:
                async for chunk in request.stream():
                    received.write(chunk)
                added = await run_in_threadpool(adding.take, received, *_asker(request))
        except XunzhangError as error:
            added = adding.refuse(name, error.message)
        return JSONResponse(added.as_dict())

    pages = AddingPages(adding, adding.allow_private)

    @api.post("/fetch", response_model=contract.AddedJson, responses=foreign, summary="Add a web page")
    def fetch(request: HttpRequest, page: OneAddress) -> JSONResponse:
        """Fetch the page at an address and add it as a file: robots.txt is honoured, and private hosts are refused.

        A page that is not taken is answered with the state `refused` and its one line, one fetched before with `there`.
        """
        return JSONResponse(pages.add(page.url, *_asker(request)).as_dict())

    @api.get("/add", response_model=contract.AddingJson, summary="What became of added files")
    def adding_now() -> JSONResponse:
        """What is being indexed now, and the files added since the page was started, the latest first."""
        return JSONResponse(adding.as_dict())


def _asker(request: HttpRequest) -> tuple[str, str]:
    """The account that asks, "" where there are none, and the address: both as the guard holds them to be."""
    return str(request.scope.get("state", {}).get("who", "")), request.client.host if request.client else ""


def _whole_number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None
