"""The five requests over plain HTTP: GET or POST /api/ask and the others, JSON in and out, and the page that documents them.

A FastAPI application of its own, mounted in Gradio's, so that its OpenAPI document describes these routes and nothing else.
Errors are `{"error": one line}` with a status that says whose they are.
"""

# No `from __future__ import annotations`: FastAPI reads the annotations of the routes, and `interfaces` is local.
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import FastAPI, Query
from fastapi import Request as HttpRequest
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response
from pydantic import Field
from starlette.exceptions import HTTPException

from xunzhang import __version__
from xunzhang.messages.wording import say
from xunzhang.service.adding import Adding
from xunzhang.service.adding_pages import AddingPages
from xunzhang.service.interfaces import (
    LONGEST_GIVEN,
    Ask,
    Briefing,
    Interfaces,
    NotFound,
    NothingToSearch,
    OneArticle,
    OnePassage,
    Request,
    Similar,
    one_line,
)
from xunzhang.service.saved.news_files import news_as_atom
from xunzhang.service.saved.question_news import news_of
from xunzhang.service.saved.saved_questions import SavedQuestions
from xunzhang.types import XunzhangError, contract

if TYPE_CHECKING:
    from xunzhang.service.writing import Writing

PATH = "/api"
DESCRIPTION = """\
Ask a collection of articles in Chinese or English; get the passages that answer, verbatim, with where they stand.

The same five requests are Gradio endpoints (`/gradio_api/call/ask` and so on, for gradio_client) and, where the page was
started with `--mcp`, MCP tools. All of them give the same JSON as `python -m xunzhang ask --format json`."""

Answer = Callable[[], Any]
Documentation = Callable[[Mapping[str, Any], str], str]  # of an OpenAPI document and the address it is of; -> HTML
ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"model": contract.ErrorJson, "description": "An argument is missing, unknown or wrong; the line says what is wanted."},
    503: {"model": contract.ErrorJson, "description": "There is no collection to search; the line says why."},
}
UNKNOWN: dict[int | str, dict[str, Any]] = {404: {"model": contract.ErrorJson, "description": "There is nothing of that id."}}


class OneAddress(Request):
    """What `fetch` takes."""

    url: str = Field(max_length=LONGEST_GIVEN, description="The address of a web page.", examples=["https://example.org/news"])


def make_http(
    interfaces: Interfaces,
    document: Documentation,
    adding: Adding | None = None,
    saved: SavedQuestions | None = None,
    writing: "Writing | None" = None,
) -> FastAPI:
    """The application to mount at `PATH`; its routes run in threads, so that many may be asked at once.

    `document` draws the page that documents it. Files may be added only where there is an `adding`, and answers are written only
    where there is a `writing`.
    """
    api = FastAPI(
        title="Xunzhang 寻章",
        version=__version__,
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=_name,
    )
    _add_questions(api, interfaces)
    _add_lookups(api, interfaces)
    if adding is not None:
        _add_adding(api, adding)
    if saved is not None:
        _add_news(api, interfaces, saved)
    if writing is not None:
        from xunzhang.service.written_route import add_written

        add_written(api, writing, _refused, ERRORS)
    _add_errors(api)

    @api.get("/", include_in_schema=False)
    def documentation(request: HttpRequest) -> HTMLResponse:
        return HTMLResponse(document(api.openapi(), str(request.url.replace(query="")).rstrip("/")))

    return api


def _add_questions(api: FastAPI, interfaces: Interfaces) -> None:
    @api.get("/ask", response_model=contract.AnswersJson, responses=ERRORS, summary="Ask a question")
    def ask(request: Annotated[Ask, Query()]) -> Response:
        """The passages that answer a question, best first, each verbatim with its article, paragraph number and offsets.

        `verdict` says whether a passage answers, may answer, is only related, or whether nothing is about it; the nearest
        passages are there in any case. `missing` names pieces of the question that found no counterpart.
        """
        return _reply(lambda: interfaces.ask(request))

    @api.post("/ask", response_model=contract.AnswersJson, responses=ERRORS, summary="Ask a question, as JSON")
    def ask_json(request: Ask) -> Response:
        """The same with the arguments as a JSON object; for long questions and many outlets."""
        return _reply(lambda: interfaces.ask(request))

    @api.get("/brief", response_model=contract.BriefJson, responses=ERRORS, summary="A brief on a question")
    def brief(request: Annotated[Briefing, Query()]) -> Response:
        """The sentences of all passages that answer, verbatim: those that claim the same together, figures and dates that differ
        set against each other, what one source alone has marked. No claims where nothing answers.
        """
        return _reply(lambda: interfaces.brief(request))

    @api.get("/similar", response_model=contract.SimilarJson, responses=ERRORS | UNKNOWN, summary="More like a passage")
    def similar(request: Annotated[Similar, Query()]) -> Response:
        """The passages nearest in meaning to one, in either language; its own article is left out."""
        return _reply(lambda: interfaces.similar(request))


def _add_lookups(api: FastAPI, interfaces: Interfaces) -> None:
    @api.get("/passage", response_model=contract.FoundPassageJson, responses=ERRORS | UNKNOWN, summary="One passage")
    def passage(request: Annotated[OnePassage, Query()]) -> Response:
        """One passage, verbatim, with its citation in GB/T 7714—2015 and APA 7 and the ids of its neighbours."""
        return _reply(lambda: interfaces.passage(request, date.today()))

    @api.get("/article", response_model=contract.FoundArticleJson, responses=ERRORS | UNKNOWN, summary="One article")
    def article(request: Annotated[OneArticle, Query()]) -> Response:
        """One article whole: its text, and where its paragraphs and passages stand in it."""
        return _reply(lambda: interfaces.article(request))

    @api.get("/original", include_in_schema=False)  # a file of any kind, which is to be saved and never shown in the page's place
    def original(request: Annotated[OneArticle, Query()]) -> Response:
        return _reply(lambda: interfaces.original(request), _as_file)

    @api.get("/status", response_model=contract.StatusJson, summary="What there is to ask")
    def status() -> Response:
        """How many articles and passages there are, from which outlets and in which languages, and the limits of a request."""
        return _reply(interfaces.status)


def _add_adding(api: FastAPI, adding: Adding) -> None:
    body = {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}, "required": True}
    foreign: dict[int | str, dict[str, Any]] = {
        400: ERRORS[400],
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


def _add_news(api: FastAPI, interfaces: Interfaces, saved: SavedQuestions) -> None:
    """Nothing is marked as seen by being fetched: a feed is fetched again and again."""

    @api.get("/news", response_model=list[contract.QuestionNewsJson], responses=ERRORS, summary="What is new on saved questions")
    def news(seen: Annotated[bool, Query(description="What has been seen before, too.")] = False) -> Response:
        """Saved questions with the passages that have come to answer them since, those not seen yet."""
        return _reply(lambda: [each.as_dict() for each in news_of(saved, interfaces.searcher(), seen_too=seen)])

    @api.get("/news.atom", include_in_schema=False)
    def feed(request: HttpRequest) -> Response:
        base = str(request.base_url).rstrip("/").removesuffix(PATH)
        try:
            told = news_of(saved, interfaces.searcher(), seen_too=True)
        except XunzhangError as error:
            return _error(503, str(error))
        return Response(news_as_atom(told, "en", base), media_type="application/atom+xml")


def _asker(request: HttpRequest) -> tuple[str, str]:
    """The account that asks, "" where there are none, and the address: both as the guard holds them to be."""
    return str(request.scope.get("state", {}).get("who", "")), request.client.host if request.client else ""


def _whole_number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


def _add_errors(api: FastAPI) -> None:
    @api.exception_handler(RequestValidationError)
    def refuse(request: HttpRequest, error: RequestValidationError) -> JSONResponse:
        return _error(400, _line(error, request.scope["path"]))

    @api.exception_handler(404)
    def no_such_route(request: HttpRequest, _: Exception) -> JSONResponse:
        return _error(404, f"There is no {request.scope['path']}; {request.scope['root_path']}/ lists what there is.")

    @api.exception_handler(405)
    def no_such_method(request: HttpRequest, _: Exception) -> JSONResponse:
        return _error(405, f"{request.method} is not for {request.scope['path']}; {request.scope['root_path']}/ says what is.")

    @api.exception_handler(HTTPException)
    def unreadable(_request: HttpRequest, error: HTTPException) -> JSONResponse:
        """FastAPI's own refusals, such as of a body that is no text or too deeply nested to be read."""
        return _error(error.status_code, f'{error.detail}; send a JSON object such as {{"question": "…"}}, in UTF-8.')

    @api.exception_handler(Exception)
    def fault(_request: HttpRequest, _error_raised: Exception) -> JSONResponse:
        return _error(500, str(say("guard.fault")))

    original = api.openapi

    def openapi() -> dict[str, Any]:
        """FastAPI documents its own answer to wrong arguments (422), which this application never gives."""
        document = original()
        for path in document["paths"].values():
            for operation in path.values():
                operation["responses"].pop("422", None)
        for name in ("HTTPValidationError", "ValidationError"):
            document["components"]["schemas"].pop(name, None)
        return document

    api.openapi = openapi  # type: ignore[method-assign]  # as FastAPI's documentation has it ("Extending OpenAPI")


def _as_file(path: Path) -> FileResponse:
    return FileResponse(path, media_type="application/octet-stream", filename=path.name)


def _reply(answer: Answer, form: Callable[[Any], Response] = JSONResponse) -> Response:
    try:
        return form(answer())
    except XunzhangError as error:
        return _refused(error)


def _refused(error: XunzhangError) -> JSONResponse:
    return _error(404 if isinstance(error, NotFound) else 503 if isinstance(error, NothingToSearch) else 400, str(error))


def _error(status: int, line: str) -> JSONResponse:
    return JSONResponse({"error": line}, status)


def _line(error: RequestValidationError, path: str) -> str:
    if path.endswith("/add"):
        return "name is missing; give the file's name, as in ?name=report.pdf."
    kinds: dict[str, type[Request]] = {
        "ask": Ask,
        "brief": Briefing,
        "similar": Similar,
        "passage": OnePassage,
        "fetch": OneAddress,
        "written": Ask,
    }
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return f'The body is no JSON object ({first["ctx"]["error"]}); send one such as {{"question": "…"}}.'
    return one_line([first], kinds.get(path.rsplit("/", 1)[-1], OneArticle))


def _name(route: Any) -> str:
    return str(route.name)
