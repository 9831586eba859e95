"""What the page is sent of an answer as it is written: POST /written, HTML in server-sent events.

The question and what it is narrowed to are the page's; how an answer is written and for whom, `service/writing.py`'s.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from xunzhang.messages.wording import in_words, say
from xunzhang.page.parts.bilingual import notice
from xunzhang.page.parts.narrow import requested_filters
from xunzhang.page.parts.sources import html_language
from xunzhang.page.parts.templates import macros
from xunzhang.page.parts.view import text_of
from xunzhang.page.views.written import TEMPLATE
from xunzhang.service.writing import Writing, event_of
from xunzhang.types import Passage, Results, XunzhangError
from xunzhang.types.message import Message, Words
from xunzhang.types.results import MOST_HITS
from xunzhang.written.checked import WrittenAnswer, WrittenSentence
from xunzhang.written.writer import Begun, Step, UnderWay


def written_route(writing: Writing) -> Route:
    """The route, which takes {"question", filters} as `ask` of the page does."""

    async def written(request: Request) -> Response:
        try:
            sent = await request.json()
        except ValueError:
            sent = None
        if not isinstance(sent, dict):
            return JSONResponse({"error": str(say("guard.no_json"))}, 400)
        try:
            filters = requested_filters(sent)
            return await writing.answer(
                request, lambda: writing.find(text_of(sent, "question"), MOST_HITS, filters), HtmlEvents()
            )
        except XunzhangError as error:
            return StreamingResponse(iter([event_of(*HtmlEvents().failed(error.message))]), media_type="text/event-stream")

    return Route("/written", written, methods=["POST"])


class HtmlEvents:
    """For the page: `by`, who writes; `under_way`, plain text; `sentence`; at last `written`, or `failed`. All else is HTML."""

    def found(self, _results: Results) -> tuple[str, Any] | None:
        return None

    def step(self, step: Step, results: Results) -> tuple[str, Any]:
        if isinstance(step, UnderWay):
            return "under_way", step.text
        if isinstance(step, Begun):
            return "by", macros(TEMPLATE).by(step.model, step.address)
        passages = {rank: group.hit.passage for rank, group in enumerate(results.groups, start=1)}
        if isinstance(step, WrittenSentence):
            return "sentence", _sentence(step, passages, html_language(results.language))
        ranks = sorted({rank for sentence in step.sentences for rank in sentence.citations} & passages.keys())
        return "written", macros(TEMPLATE).closing(list(_lines(step)), [(rank, passages[rank]) for rank in ranks])

    def failed(self, why: Message) -> tuple[str, Any]:
        return "failed", notice("written.not_written", why=in_words(why))


def _sentence(sentence: WrittenSentence, passages: Mapping[int, Passage], language: str) -> Any:
    cited = [(rank, passages.get(rank)) for rank in sentence.citations]
    why = say("written.struck", problems=tuple(problem.said for problem in sentence.problems)) if sentence.problems else None
    return macros(TEMPLATE).sentence(sentence, cited, in_words(why) if why else None, language)


def _lines(whole: WrittenAnswer) -> Iterator[tuple[str, Words]]:
    """(class of the style sheet, words) of what is said at the end."""
    if whole.ending == "not_written":
        yield "notice", in_words(say("written.not_written", why=whole.why))
        return
    if whole.ending == "broken_off":
        yield "notice", in_words(say("written.broken_off", why=whole.why))
    count = say("written.count", n=sum(sentence.supported for sentence in whole.sentences), all=len(whole.sentences))
    yield "count", in_words(count)
