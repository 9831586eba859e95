"""The five requests as Gradio endpoints, for gradio_client and Gradio's own HTTP routes; and what is mounted beside the page.

Each endpoint's arguments and defaults are the function's signature, its JSON the annotation; `interfaces.py` checks and answers.
"""

# No `from __future__ import annotations`: Gradio reads the annotations of the endpoints as they are.
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from fastapi import Request as HttpRequest
from fastapi.responses import RedirectResponse
from fastapi.routing import Mount

from xunzhang.page.api_docs import render_documentation
from xunzhang.page.gradio_adapter import add_endpoint, beside, told_to_caller
from xunzhang.service.adding import Adding
from xunzhang.service.agents import serve_tools
from xunzhang.service.guard.gate import AT_WORK
from xunzhang.service.http import PATH, make_http
from xunzhang.service.interfaces import Ask, Interfaces, OneArticle, OnePassage, Similar, checked
from xunzhang.service.saved.saved_questions import SavedQuestions
from xunzhang.types import Mode, XunzhangError, contract

if TYPE_CHECKING:
    from xunzhang.service.writing import Writing

ENDPOINTS = ("ask", "passage", "article", "similar", "status")
ALL: list[str] = []  # a list, since Gradio shows it to its clients as it is; nobody adds to it
AT_ONCE = AT_WORK  # requests of an endpoint taken up at the same time, each of which still waits for a turn among all
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

    endpoints: tuple[Callable[..., object], ...] = (ask, passage, article, similar, status)
    for name, endpoint in zip(ENDPOINTS, endpoints):
        add_endpoint(endpoint, name, AT_ONCE)


def _answered(answer: Callable[[], Answer]) -> Answer:
    """What can be mended reaches the caller as Gradio's error, with the same line as everywhere."""
    try:
        return answer()
    except XunzhangError as error:
        raise told_to_caller(str(error)) from error


def mounted(
    interfaces: Interfaces,
    adding: Adding | None = None,
    saved: SavedQuestions | None = None,
    writing: "Writing | None" = None,
    *,
    mcp: bool = False,
) -> dict[str, Any]:
    """The settings for serving: the HTTP interface, its document in place of Gradio's own, and the MCP tools if asked for.

    Raises XunzhangError where MCP cannot be had.
    """

    def document(request: HttpRequest) -> RedirectResponse:
        return RedirectResponse(f"{request.scope.get('root_path', '')}{PATH}/openapi.json")

    ours: list[Any] = [Mount(PATH, make_http(interfaces, render_documentation, adding, saved, writing))]
    if writing is not None:
        from xunzhang.page.views.written_stream import written_route

        ours.append(written_route(writing))
    if not mcp:
        return beside(document, ours)
    tools, lifespan = serve_tools(interfaces)
    return beside(document, [*ours, *tools], lifespan)
