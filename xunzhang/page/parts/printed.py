"""A page of a PDF or a scan as it was printed, with the passage outlined on it. `templates/parts/printed.html` lays it out.

What it looks like and where text stands is `service/page_pictures.py`'s.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from xunzhang.page.parts.bilingual import notice
from xunzhang.page.parts.templates import macros
from xunzhang.page.parts.view import GetSearcher, Reply, text_of
from xunzhang.service.page_pictures import PrintedPage, printed_page
from xunzhang.types import Passage
from xunzhang.types.printed_layout import PlacedLine, PrintedLayout

TEMPLATE = "parts/printed.html"
APART = 2.0  # of a line's height, between two lines that are outlined apart
PADDING = 40  # ten-thousandths of the page, around what is outlined


def printed_handlers(get_searcher: GetSearcher) -> Sequence[Callable[[Mapping[str, Any]], Reply]]:
    def printed(request: Mapping[str, Any]) -> Reply:
        """{"passage": id, "width": pixels, "page": its number or "at": an offset into the article's text} -> {"list"}, HTML.

        Without a page or a place it is the page on which the passage begins.
        """
        searcher = get_searcher()
        if searcher is None:
            return {"list": notice("none.heading")}
        try:
            passage = searcher.passage(text_of(request, "passage"))
        except KeyError:
            return {"list": notice("read.gone")}
        layout = searcher.layout(passage.article.id)
        number = _number(request, "page") or _page_at(layout, _number(request, "at", passage.start))
        page = printed_page(searcher, passage.article, number, _number(request, "width"))
        return {"list": render_printed(page, outlines(layout, passage, page.number))}

    return (printed,)


def _number(request: Mapping[str, Any], name: str, usual: int = 0) -> int:
    value = request.get(name, usual)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9 else usual


def _page_at(layout: PrintedLayout, at: int) -> int:
    """The page on which the text at an offset stands; what is in no line (a space) goes with what follows."""
    return next((line.page for line in layout.lines if line.end > at), 0)


def outlines(layout: PrintedLayout, passage: Passage, page: int) -> list[PlacedLine]:
    """Boxes around the lines of a passage on a page, one a column."""
    boxes: list[PlacedLine] = []
    for line in layout.between(passage.start, passage.end):
        if line.page != page:
            continue
        last = boxes[-1] if boxes else None
        height = line.y1 - line.y0
        below = last is not None and last.y0 <= line.y0 <= last.y1 + APART * height
        if last is not None and below and line.x0 < last.x1 and last.x0 < line.x1:
            x0, x1 = min(last.x0, line.x0), max(last.x1, line.x1)
            boxes[-1] = last._replace(end=line.end, x0=x0, x1=x1, y1=max(last.y1, line.y1))
        else:
            boxes.append(line)
    return [box._replace(x0=box.x0 - PADDING, y0=box.y0 - PADDING, x1=box.x1 + PADDING, y1=box.y1 + PADDING) for box in boxes]


def render_printed(page: PrintedPage, boxes: Sequence[PlacedLine]) -> Markup:
    """The page with the passage in `boxes`; a page on which it does not stand says so."""
    picture = f"data:image/webp;base64,{base64.b64encode(page.picture).decode('ascii')}"
    return Markup(macros(TEMPLATE).printed(page, picture, boxes))
