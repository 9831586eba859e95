"""What the browser may ask of the server: the cards for a question, and an article to read.

Each takes the JSON object that the browser script sends and returns one to insert. What a user can mend comes back as a line
for the page; anything else is a fault, and is left to the server's log and to the script's own line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from xunzhang.page.cards import render_results, render_status
from xunzhang.page.reading import reader_bar, render_article
from xunzhang.page.strings import Value, say
from xunzhang.search import LONGEST_QUESTION, Searcher
from xunzhang.types import Filters, XunzhangError

Reply = dict[str, str]
Handler = Callable[[Mapping[str, Any]], Reply]


def make_handlers(searcher: Searcher | None) -> list[Handler]:
    """The functions `ask` and `read`, over `searcher`; None when there is nothing to search."""

    def ask(request: Mapping[str, Any]) -> Reply:
        """{"question", "source": [...], "language": [...]} -> {"status", "results"}, both HTML."""
        question = _text(request, "question")
        if not question.strip():
            return _notice("ask.empty")
        if len(question) > LONGEST_QUESTION:
            return _notice("ask.long", n=len(question), most=LONGEST_QUESTION)
        if searcher is None:
            return _notice("none.heading")
        filters = Filters(sources=_texts(request, "source"), languages=_texts(request, "language"))
        try:
            results = searcher.ask(question, filters=filters)
        except XunzhangError as error:
            return _notice("ask.trouble", why=str(error))
        return {"status": render_status(results, bool(filters)), "results": render_results(results)}

    def read(request: Mapping[str, Any]) -> Reply:
        """{"passage": id} or {"article": id} -> {"article"}, HTML; a passage's article with the passage marked."""
        if searcher is None:
            return {"article": _line("none.heading")}
        wanted = _text(request, "passage")
        try:
            passage = searcher.passage(wanted) if wanted else None
            article = searcher.article(passage.article.id if passage else _text(request, "article"))
        except KeyError:  # an address from before the collection changed
            return {"article": reader_bar("") + _line("read.gone")}
        return {"article": render_article(article, passage)}

    return [ask, read]


def _line(key: str, **values: Value) -> str:
    return f'<p class="notice">{say(key, **values)}</p>'


def _notice(key: str, **values: Value) -> Reply:
    return {"status": _line(key, **values), "results": ""}


def _text(request: Mapping[str, Any], name: str) -> str:
    """The string called `name` in a request; "" when there is none, since a request may come from anywhere."""
    value = request.get(name, "") if isinstance(request, Mapping) else ""
    return value if isinstance(value, str) else ""


def _texts(request: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = request.get(name, ())
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()
