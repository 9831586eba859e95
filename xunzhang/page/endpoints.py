"""The five requests as Gradio endpoints, for gradio_client and Gradio's own HTTP routes; and what is mounted beside the page.

Each endpoint's arguments and defaults are the function's signature, its JSON the annotation; `interfaces.py` checks and answers.
"""

# No `from __future__ import annotations`: Gradio reads the annotations of the endpoints as they are.
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import gradio as gr
from fastapi import Request as HttpRequest
from fastapi.responses import JSONResponse, RedirectResponse
from fastapi.routing import APIRoute, Mount

from xunzhang.page.api_docs import render_documentation
from xunzhang.service.adding import Adding
from xunzhang.service.agents import serve_tools
from xunzhang.service.http import PATH, make_http
from xunzhang.service.interfaces import Ask, Interfaces, OneArticle, OnePassage, Similar, checked
from xunzhang.types import Mode, XunzhangError, contract

ENDPOINTS = ("ask", "passage", "article", "similar", "status")
ALL: list[str] = []  # a list, since Gradio shows it to its clients as it is; nobody adds to it
AT_ONCE = 8  # requests of an endpoint answered at the same time; more wait their turn
Answer = TypeVar("Answer")


def add_endpoints(interfaces: Interfaces) -> None:
    """Register the endpoints with the Blocks being built."""

    def ask(
        question: str,
        k: int = 10,
        source: list[str] = ALL,
        language: list[str] = ALL,
        after: str = "",
        before: str = "",
        mode: Mode = "hybrid",
    ) -> contract.AnswersJson:
        """The passages that answer a question, verbatim, best first, as the command line prints them."""
        given = {"k": k, "source": source, "language": language, "after": after, "before": before, "mode": mode}
        return _answered(lambda: interfaces.ask(checked(Ask, {"question": question, **given})))

    def passage(passage_id: str) -> contract.FoundPassageJson:
        """One passage, verbatim, with its citation in GB/T 7714-2015 and APA 7 and the ids of its neighbours."""
        return _answered(lambda: interfaces.passage(checked(OnePassage, {"passage_id": passage_id}), date.today()))

    def article(article_id: str) -> contract.FoundArticleJson:
        """One article whole: its text, and where its paragraphs and passages stand in it."""
        return _answered(lambda: interfaces.article(checked(OneArticle, {"article_id": article_id})))

    def similar(
        passage_id: str,
        k: int = 10,
        source: list[str] = ALL,
        language: list[str] = ALL,
    ) -> contract.SimilarJson:
        """The passages nearest in meaning to one, in either language; its own article is left out."""
        given = {"passage_id": passage_id, "k": k, "source": source, "language": language}
        return _answered(lambda: interfaces.similar(checked(Similar, given)))

    def status() -> contract.StatusJson:
        """How many articles and passages there are, from which outlets and in which languages, and the limits of a request."""
        return interfaces.status()

    for name, endpoint in zip(ENDPOINTS, (ask, passage, article, similar, status)):
        gr.api(endpoint, api_name=name, concurrency_limit=AT_ONCE)


def suit_clients(page: Any) -> None:
    """Put right what Gradio 6.31 does to calls of the endpoints that its clients and plain HTTP make.

    A POST of {"data": ["question"]} is refused unless every argument is in it: the defaults are filled in. And gradio_client
    takes each object with a "path", such as an article, for a file to download, unless the server says that it speaks version
    2.1 of the protocol, which to the browser is the same as 3.
    """
    process, describe = page.process_api, page.get_config_file

    async def process_api(block_fn: Any, inputs: list[Any], **others: Any) -> Any:
        if getattr(block_fn, "api_name", None) in ENDPOINTS:
            inputs = [*inputs, *(argument.value for argument in block_fn.inputs[len(inputs) :])]
        return await process(block_fn=block_fn, inputs=inputs, **others)

    def get_config_file() -> Any:
        return describe() | {"protocol": "sse_v2.1"}

    page.process_api, page.get_config_file = process_api, get_config_file
    page.config = get_config_file()


def _answered(answer: Callable[[], Answer]) -> Answer:
    """What can be mended reaches the caller as Gradio's error, with the same line as everywhere."""
    try:
        return answer()
    except XunzhangError as error:
        raise gr.Error(str(error), print_exception=False) from error


def mounted(interfaces: Interfaces, host: str, adding: Adding | None = None, *, mcp: bool = False) -> dict[str, Any]:
    """The `app_kwargs` for launching: the HTTP interface, its document in place of Gradio's own, and the MCP tools if asked for.

    Gradio's own route for uploads is closed: it takes files from anyone, and nothing here reads them. Its documents give way:
    FastAPI's lists Gradio's inner routes, and `/gradio_api/openapi.json` (6.31) knows neither which arguments have defaults nor
    what is answered. Raises XunzhangError where MCP cannot be had.
    """

    def document(request: HttpRequest) -> RedirectResponse:
        return RedirectResponse(f"{request.scope.get('root_path', '')}{PATH}/openapi.json")

    def no_uploads() -> JSONResponse:
        return JSONResponse({"error": f"Files are not uploaded here; {PATH}/ says where they are, if at all."}, 404)

    routes: list[Any] = [APIRoute(path, document) for path in ("/openapi.json", "/gradio_api/openapi.json")]
    routes.append(APIRoute("/gradio_api/upload", no_uploads, methods=["POST"]))
    routes.append(Mount(PATH, make_http(interfaces, render_documentation, adding)))
    if not mcp:
        return {"openapi_url": None, "routes": routes}
    tools, lifespan = serve_tools(interfaces, host)
    return {"openapi_url": None, "routes": [*routes, *tools], "lifespan": lifespan}
