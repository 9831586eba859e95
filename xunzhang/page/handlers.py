"""What the browser may ask of the server: the cards for a question, and an article to read.

Each takes the JSON object that the browser script sends and returns one to insert. What a user can mend comes back as a line
for the page; anything else is a fault, and is left to the server's log and to the script's own line.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xunzhang.page.cards import render_results, render_status
from xunzhang.page.reading import reader_bar, render_article
from xunzhang.page.view import Collection, Handler, Reply, text_of, texts_of
from xunzhang.page.wording import Value, say
from xunzhang.search import LONGEST_QUESTION
from xunzhang.types import Filters


def make_handlers(collection: Collection) -> list[Handler]:
    """The functions `ask` and `read`, over the searcher of the moment."""

    def ask(request: Mapping[str, Any]) -> Reply:
        """{"question", "source": [...], "language": [...]} -> {"status", "results"}, both HTML."""
        question = text_of(request, "question")
        if not question.strip():
            return _notice("ask.empty")
        if len(question) > LONGEST_QUESTION:
            return _notice("ask.long", n=len(question), most=LONGEST_QUESTION)
        searcher = collection()
        if searcher is None:
            return _notice("none.heading")
        filters = Filters(sources=texts_of(request, "source"), languages=texts_of(request, "language"))
        results = searcher.ask(question, filters=filters)
        return {"status": render_status(results, bool(filters)), "results": render_results(results)}

    def read(request: Mapping[str, Any]) -> Reply:
        """{"passage": id} or {"article": id} -> {"article"}, HTML; a passage's article with the passage marked."""
        searcher = collection()
        if searcher is None:
            return {"article": _line("none.heading")}
        wanted = text_of(request, "passage")
        try:
            passage = searcher.passage(wanted) if wanted else None
            article = searcher.article(passage.article.id if passage else text_of(request, "article"))
        except KeyError:  # an address from before the collection changed
            return {"article": reader_bar("") + _line("read.gone")}
        return {"article": render_article(article, passage)}

    return [ask, read]


def _line(key: str, **values: Value) -> str:
    return f'<p class="notice">{say(key, **values)}</p>'


def _notice(key: str, **values: Value) -> Reply:
    return {"status": _line(key, **values), "results": ""}
