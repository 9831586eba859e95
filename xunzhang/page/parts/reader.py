"""An article whole and in order, with passages of it marked; what to compare it with; and the list of what there is.

`templates/parts/reader.html` lays them out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup

from xunzhang.language.codes import family
from xunzhang.page.parts.marks import Layer, Piece, nested
from xunzhang.page.parts.origins import render_origins
from xunzhang.page.parts.templates import macros
from xunzhang.search.pipeline import Searcher
from xunzhang.types import Article, ArticleHead, Passage, Results, Span
from xunzhang.types.printed_layout import NO_LAYOUT, PrintedLayout

TEMPLATE = "parts/reader.html"
SHELF_LENGTH = 30  # articles listed; a longer list is scrolled past and not read


class ReadParagraph(NamedTuple):
    """A paragraph or heading in pieces; `page` is the page that begins with it, `start` its place in a text that has pages."""

    is_heading: bool
    page: int | None
    start: int | None
    pieces: list[Piece]


class Steps(NamedTuple):
    """The hits of an article: which of how many is being read (from 1), and the ids of those before and after it, "" for none."""

    at: int
    of: int
    previous: str
    next: str


def render_article(
    article: Article,
    passage: Passage | None,
    hits: Sequence[Passage] = (),
    answer: object = None,
    layout: PrintedLayout = NO_LAYOUT,
) -> Markup:
    """The article with its headings and paragraphs; `passage`, one of its own, is marked where it stands.

    `hits` are the passages of it that a question found: they are marked too, and the bar leads from one to the next. `answer` is
    the pair of offsets in the passage between which the answer stands; anything else marks none. Where there is a `layout`, its
    pages can be looked at, and the figures that OCR is unsure of are marked.
    """
    body = list(_paragraphs(article, passage, hits, answer, layout))
    other = {"zh": "en", "en": "zh"}.get(family(passage.language), "") if passage else ""
    facts = (_web_address(article.head), render_origins(article.head))
    return Markup(macros(TEMPLATE).article(article.head, passage, _steps(passage, hits), other, facts, body, bool(layout.lines)))


def render_beside(article: Article, passage: Passage | None) -> Markup:
    """The article to compare another with."""
    facts = (_web_address(article.head), render_origins(article.head))
    return Markup(macros(TEMPLATE).beside(article.head, passage, facts, list(_paragraphs(article, passage))))


def render_gone() -> Markup:
    """What is shown in the place of an article that the collection has no longer."""
    return Markup(macros(TEMPLATE).gone())


def render_like(results: Results, language: str) -> Markup:
    """The passages near to another as a list, each with how near it is and the button that puts its article beside.

    What is called weak is near by nothing but being in the collection, and is left out: there may be none.
    """
    heading = f"read.other_heading_{language}" if language in ("zh", "en") else "read.like_heading"
    found = [(group.hit.passage, group.hit.strength) for group in results.groups if group.hit.strength != "weak"]
    return Markup(macros(TEMPLATE).like(heading, found))


def render_shelf(heads: Sequence[ArticleHead], articles: int, passages: int) -> Markup:
    """How much there is and the first articles by name, each a link that opens it."""
    return Markup(macros(TEMPLATE).shelf(heads, articles, passages))


def shelf_of(searcher: Searcher) -> Markup:
    """The shelf of what a searcher has open."""
    made = searcher.manifest
    return render_shelf(searcher.first_heads(SHELF_LENGTH), made.articles, made.passages)


def _steps(passage: Passage | None, hits: Sequence[Passage]) -> Steps | None:
    """The way to the previous and the next hit; None where the passage is the only one."""
    ids = [hit.id for hit in hits]
    if passage is None or passage.id not in ids or len(ids) < 2:
        return None
    at = ids.index(passage.id)
    return Steps(at + 1, len(ids), ids[at - 1] if at else "", ids[at + 1] if at + 1 < len(ids) else "")


def _paragraphs(
    article: Article,
    passage: Passage | None,
    hits: Sequence[Passage] = (),
    answer: object = None,
    layout: PrintedLayout = NO_LAYOUT,
) -> Iterator[ReadParagraph]:
    """The paragraphs, the parts of them that belong to passages marked, each page named where it begins."""
    layers = [
        Layer("mark", "here", [Span(passage.start, passage.end)] if passage else []),
        Layer("mark", "answer", [_answer_in(passage, answer)] if passage else []),
        Layer("mark", "hit", [Span(hit.start, hit.end) for hit in hits if passage is None or hit.id != passage.id]),
        Layer("span", "unsure", [Span(figure.start, figure.end) for figure in layout.unsure]),
    ]
    before = None
    for paragraph in article.paragraphs:
        page = paragraph.page if paragraph.page != before else None
        pieces = nested(article.text, layers, Span(paragraph.start, paragraph.end))
        start = paragraph.start if layout.lines else None
        yield ReadParagraph(paragraph.kind == "heading", page, start, pieces)
        before = paragraph.page


def _answer_in(passage: Passage, answer: object) -> Span:
    """The answer's place in the article's text, cut to the passage; an empty span where `answer` is no pair of offsets."""
    if not (isinstance(answer, list) and len(answer) == 2 and all(isinstance(offset, int) for offset in answer)):
        return Span(0, 0)
    start, end = (min(max(offset, 0), len(passage.text)) for offset in answer)
    return Span(passage.start + start, passage.start + end)


def _web_address(head: ArticleHead) -> str:
    """The original's address, when it is one that a browser may follow; else ""."""
    return head.url if urlsplit(head.url).scheme in ("http", "https") else ""
