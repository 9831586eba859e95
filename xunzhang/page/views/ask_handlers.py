"""What the browser may ask of the server for asking and reading: cards, facets, suggestions, articles, passages like one,
and citations.

Each takes the JSON object that the browser script sends and returns one to insert. What a user can mend is a line for the page;
anything else is a fault, and is left to the server's log and to the script's own line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from xunzhang.export.citing import apa, gb7714
from xunzhang.messages.wording import Shown
from xunzhang.page.parts.bilingual import notice
from xunzhang.page.parts.cards import by_article, render_items, render_more, render_results, render_status
from xunzhang.page.parts.found_hits import FoundHits
from xunzhang.page.parts.narrow import choices_reply, requested_filters
from xunzhang.page.parts.reader import render_article, render_beside, render_gone, render_like, shelf_of
from xunzhang.page.parts.view import GetSearcher, Handler, Reply, text_of, texts_of
from xunzhang.search.by_date import by_date
from xunzhang.search.pipeline import Searcher
from xunzhang.service.suggestions import Suggestions
from xunzhang.types import Article, BoundError, Filters, Passage, Results
from xunzhang.types.question import LONGEST_QUESTION
from xunzhang.types.results import MOST_HITS

PAGE = 10  # results at a time
NAMES_WITHIN_S = 0.3
MOST = MOST_HITS  # results in all
STYLES = {"gb7714": gb7714, "apa": apa}
USUAL_STYLES = {"zh": "gb7714", "en": "apa"}  # by the page's language
BY_DATE = ("newest", "oldest")
ALIKE = 6  # passages like another


def make_handlers(get_searcher: GetSearcher) -> list[Handler]:
    """The functions `ask`, `choices`, `suggest`, `read`, `like`, `cite`, `shelf` and `look`, over the searcher of the moment."""
    made = AskHandlers(get_searcher)
    return [made.ask, made.choices, made.suggest, made.read, made.like, made.cite, made.shelf, made.look]


class AskHandlers:
    """What answers a reader's requests. Its methods, but for `suggestions`, are called by the browser by their names."""

    def __init__(self, get_searcher: GetSearcher) -> None:
        self.get_searcher = get_searcher
        self.found = FoundHits()
        self._known: dict[Searcher, Suggestions] = {}  # of the latest searcher alone: an older one is to be let go of

    def ask(self, request: Mapping[str, Any]) -> Reply:
        """{"question", filters, "skip", "most"} -> {"status", "results", "more"}, HTML; "shown", the articles so far; and "hits",
        how many of all results are hits.

        "by" is what they are sorted by: "newest" or "oldest", else how well they answer.
        "skip" and "most" count articles, each of which has a card. The results are a whole list where "skip" is 0 or missing, and
        further items of it where it is not.
        """
        question = text_of(request, "question")
        if not question.strip():
            return _notice("ask.empty")
        if len(question) > LONGEST_QUESTION:
            return _notice("ask.long", n=len(question), most=LONGEST_QUESTION)
        searcher = self.get_searcher()
        if searcher is None:
            return _notice("none.heading")
        try:
            return self._answer(searcher, question, requested_filters(request), text_of(request, "by"), *_pages(request))
        except BoundError as wrong:
            return _notice("narrow.bad_date", date=wrong.bound)

    def choices(self, request: Mapping[str, Any]) -> Reply:
        """{"question", filters, "find"} -> {"panels": {facet: HTML}, "chips", "left"}."""
        searcher = self.get_searcher()
        return choices_reply(searcher, request, self.found) if searcher else {"panels": {}, "chips": "", "left": ""}

    def suggest(self, request: Mapping[str, Any]) -> Reply:
        """{"text"} -> {"suggestions": [{"text", "kind"}]}, plain text."""
        searcher = self.get_searcher()
        if searcher is None:
            return {"suggestions": []}
        found = self.suggestions(searcher).complete(text_of(request, "text")[:LONGEST_QUESTION])
        return {"suggestions": [{"text": suggestion.text, "kind": suggestion.kind} for suggestion in found]}

    def read(self, request: Mapping[str, Any]) -> Reply:
        """{"passage": id} or {"article": id} -> {"article"}, HTML.

        The passage is marked, with its "answer" in it ([start, end] in the passage), and so are the passages in "hits". With
        "beside" it is the article to compare with.
        """
        searcher = self.get_searcher()
        if searcher is None:
            return {"article": notice("none.heading")}
        wanted = text_of(request, "passage")
        try:
            passage = searcher.passage(wanted) if wanted else None
            article = searcher.article(passage.article.id if passage else text_of(request, "article"))
        except KeyError:  # an address from before the collection changed
            return {"article": render_gone()}
        if request.get("beside"):
            return {"article": render_beside(article, passage)}
        hits = _hits_in(searcher, article, texts_of(request, "hits"))
        return {"article": render_article(article, passage, hits, request.get("answer"), searcher.layout(article.head.id))}

    def like(self, request: Mapping[str, Any]) -> Reply:
        """{"passage": id, "language": "zh", "en" or ""} -> {"list"}, HTML: the passages nearest to it, in that language."""
        searcher = self.get_searcher()
        if searcher is None:
            return {"list": notice("none.heading")}
        language = text_of(request, "language")
        filters = Filters(languages=(language,) if language else ())
        try:
            results = searcher.similar(text_of(request, "passage"), ALIKE, filters)
        except KeyError:
            return {"list": notice("read.gone")}
        return {"list": render_like(results, language)}

    def cite(self, request: Mapping[str, Any]) -> Reply:
        """{"passage": id, "style": one of STYLES} -> {"text"}, plain, as of today."""
        searcher = self.get_searcher()
        try:
            passage = searcher.passage(text_of(request, "passage")) if searcher else None
        except KeyError:
            passage = None
        if passage is None:
            return {"notice": notice("read.gone")}
        style = STYLES.get(text_of(request, "style"), apa)
        return {"text": style(passage.article, date.today(), passage.page)}

    def shelf(self, _request: Mapping[str, Any]) -> Reply:
        """{} -> {"shelf"}, HTML: how much there is now, and the first articles."""
        searcher = self.get_searcher()
        return {"shelf": shelf_of(searcher) if searcher else ""}

    def look(self, _request: Mapping[str, Any]) -> Reply:
        """{} -> nothing but the generation, which every answer has."""
        return {}

    def _answer(self, searcher: Searcher, question: str, filters: Filters, by: str, skip: int, most: int) -> Reply:
        results = searcher.ask(question, MOST, filters)
        self.found.note(searcher, question, filters, results)
        if by in BY_DATE:
            results = by_date(searcher, results, filters, newest=by == "newest")
        articles = len(by_article(results.groups))
        shown = max(min(most, articles), skip)
        more = render_more(shown, shown < articles, len(results.groups))
        hits = results.mentions or len(results.hits)
        if skip:
            return {"results": render_items(results, skip, most), "more": more, "shown": shown, "hits": hits}
        status = _status(searcher, results, filters)
        return {
            "status": status,
            "results": render_results(results, most),
            "more": more if shown else "",
            "shown": shown,
            "hits": hits,
        }

    def suggestions(self, searcher: Searcher) -> Suggestions:
        """Those of the searcher; where its names are still being read, a moment is waited for them."""
        made = self._known.get(searcher)
        if made is None:
            self._known.clear()
            made = self._known[searcher] = Suggestions(searcher)
        made.wait(NAMES_WITHIN_S)
        return made


def _status(searcher: Searcher, results: Results, filters: Filters) -> str:
    narrowing, asked = searcher.narrowing, results.asked
    regional = narrowing.in_other_regions(asked, filters)
    if results.groups:
        return render_status(results, filters, regional=regional)
    left = narrowing.choices("", filters).articles
    return render_status(results, filters, narrowing.demands(asked, filters), left, regional)


def _pages(request: Mapping[str, Any]) -> tuple[int, int]:
    """-> how many results to leave out and up to which to go, both multiples of PAGE within MOST."""
    skip, most = (request.get(name) for name in ("skip", "most"))
    first = min(max(skip, 0), MOST - PAGE) // PAGE * PAGE if isinstance(skip, int) else 0
    last = min(most, MOST) // PAGE * PAGE if isinstance(most, int) else 0
    return first, max(last, first + PAGE)


def _hits_in(searcher: Searcher, article: Article, ids: Sequence[str]) -> list[Passage]:
    wanted = set(ids)
    return [passage for passage in searcher.passages_of(article.head.id) if passage.id in wanted] if wanted else []


def _notice(key: str, **values: Shown) -> Reply:
    return {"status": notice(key, **values), "results": "", "more": "", "shown": 0}
