"""The five requests as MCP tools, so that an agent can look passages up verbatim and cite them. Needs the package `mcp`.

Tools are described from `interfaces.py` and `contract.py`, read-only, and answer with the JSON of the command line, both as
structured content and as text. Starting the page with them is `page/app.py`'s.
"""

from __future__ import annotations

import json
from asyncio import to_thread
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from xunzhang import __version__
from xunzhang.messages.wording import say
from xunzhang.service.interfaces import Ask, Interfaces, OneArticle, OnePassage, Request, Similar, Status, checked
from xunzhang.types import XunzhangError, contract
from xunzhang.types.message import as_said

if TYPE_CHECKING:
    from mcp.server.lowlevel import Server

PATH = "/gradio_api/mcp"  # where clients of Gradio apps look
INSTRUCTIONS = """\
Look things up in a collection of Chinese and English articles. Call ask with a full question in either language; every passage
comes back verbatim with its article's outlet, title, byline and date, its paragraph number and character offsets: quote its
text exactly as it is, and cite it (passage gives GB/T 7714 and APA 7). verdict says what may be claimed. answers: a passage
here says it. may_answer: read the passage before saying so. related: here is what is written about the subject, and what was
asked for is not said; say that, and name what missing lists. nothing: nothing here is about it; say so. Under the last two
(answerable is false) never answer from the passages: answer in a result is then only the nearest sentence. mentions counts the
passages that hold the words of a look-up. also_in lists other outlets that tell the same and what they print differently: report
such differences. A missing year, author or title is "" and must not be made up."""


@dataclass(frozen=True, slots=True)
class Tool:
    """One request as a tool: what it is called, what it takes, what it gives."""

    name: str
    title: str
    description: str
    request: type[Request]
    answer: Any  # the TypedDict of its JSON
    call: Callable[[Any], Any]

    def described(self) -> dict[str, Any]:
        """The tool as `tools/list` has it."""
        return {
            "name": self.name,
            "title": self.title,
            "description": self.description,
            "inputSchema": self.request.model_json_schema(),
            "outputSchema": TypeAdapter(self.answer).json_schema(),
            "annotations": {
                "title": self.title,
                "readOnlyHint": True,
                "destructiveHint": False,
                "idempotentHint": True,
                "openWorldHint": False,
            },
        }


def tools(interfaces: Interfaces) -> list[Tool]:
    """The tools over `interfaces`."""
    return [
        Tool(
            "ask",
            "Find passages that answer a question",
            "Find the passages of the collection that answer a question asked in Chinese or English; articles in both languages "
            "are searched. Returns passages word for word, best first, each with its outlet, title, date, paragraph number and "
            "offsets, the sentence nearest to the question, and the other outlets that tell the same with what they print "
            "differently; and a verdict on whether any of them answers.",
            Ask,
            contract.AnswersJson,
            interfaces.ask,
        ),
        Tool(
            "passage",
            "One passage with its citation",
            "One passage by its id, word for word, with citations in GB/T 7714-2015 and APA 7 ready to paste and the ids of the "
            "passages before and after it in the article.",
            OnePassage,
            contract.FoundPassageJson,
            lambda request: interfaces.passage(request, date.today()),
        ),
        Tool(
            "article",
            "One article whole",
            "One article by its id: the whole text, where its paragraphs and passages stand in it, and where its title, outlet, "
            "byline and date were found.",
            OneArticle,
            contract.FoundArticleJson,
            interfaces.article,
        ),
        Tool(
            "similar",
            "More like a passage",
            "The passages of other articles that are nearest in meaning to one, in Chinese and English; narrow it by language "
            "to see the coverage in the other one.",
            Similar,
            contract.SimilarJson,
            interfaces.similar,
        ),
        Tool(
            "status",
            "What the collection holds",
            "How many articles and passages there are, the names of the outlets and languages that ask and similar can be "
            "narrowed to, and the limits of a request.",
            Status,
            contract.StatusJson,
            lambda _: interfaces.status(),
        ),
    ]


def make_server(interfaces: Interfaces) -> Server[Any]:
    """The MCP server. Raises XunzhangError where the package `mcp` is missing."""
    try:
        from mcp import types
        from mcp.server.lowlevel import Server
    except ImportError as error:
        raise XunzhangError(say("serving.no_mcp", why=str(error))) from error

    known = {tool.name: tool for tool in tools(interfaces)}
    listed = types.ListToolsResult.model_validate({"tools": [tool.described() for tool in known.values()]})

    async def list_tools(_context: Any, _params: Any) -> types.ListToolsResult:
        return listed

    async def call_tool(_context: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
        try:
            answer = await to_thread(_call, known, params.name, params.arguments or {})
        except XunzhangError as error:
            return types.CallToolResult(content=[types.TextContent(type="text", text=str(error))], is_error=True)
        text = json.dumps(answer, ensure_ascii=False)
        return types.CallToolResult(content=[types.TextContent(type="text", text=text)], structured_content=answer)

    return Server(
        "xunzhang",
        title="Xunzhang 寻章",
        version=__version__,
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def serve_tools(interfaces: Interfaces) -> tuple[list[Any], Callable[[Any], AbstractAsyncContextManager[None]]]:
    """-> the routes of the MCP server (streamable HTTP) at `PATH`, and the lifespan that the application has to run for it.

    Requests are stateless, so that a client survives a restart. Which names are answered, and which pages may ask, is `guard/`'s
    for these routes as for all: the package's own check knows neither of the hosts that are allowed nor of a proxy.
    """
    from mcp.server.transport_security import TransportSecuritySettings

    served = make_server(interfaces).streamable_http_app(
        streamable_http_path=PATH,
        json_response=True,
        stateless_http=True,
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )

    @asynccontextmanager
    async def lifespan(_: Any) -> AsyncIterator[None]:
        async with served.router.lifespan_context(served):
            yield

    return list(served.routes), lifespan


def _call(known: Mapping[str, Tool], name: str, arguments: Mapping[str, Any]) -> Any:
    tool = known.get(name)
    if tool is None:
        raise XunzhangError(as_said(f"There is no tool {name[:60]!r}; there are: {', '.join(known)}."))
    return tool.call(checked(tool.request, arguments))
