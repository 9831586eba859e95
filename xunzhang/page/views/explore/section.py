"""The frame of the view, the same for every visitor: its tabs, the map's parts, and the place for the other panels."""

from __future__ import annotations

from markupsafe import Markup

from xunzhang.page.parts.templates import render
from xunzhang.search.pipeline import Searcher

PANELS = ("map", "time", "terms", "context", "articles")


def render_explore(searcher: Searcher | None) -> Markup:
    """The tabs and both places; nothing where there is nothing to look at."""
    return render("explore/section.html", panels=PANELS) if searcher else Markup()
