"""The offer to have an answer written, in the view that asks: there only where the server was started with a model's address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from xunzhang.page.parts.templates import macros
from xunzhang.page.parts.view import View
from xunzhang.search.pipeline import Searcher
from xunzhang.service.writing import Writing

TEMPLATE = "written/written.html"
CLAIMS = ("answers", "may_answer")  # the verdicts under which there is something to write from


def with_writing(views: Sequence[View], writing: Writing) -> tuple[View, ...]:
    """The views, the first of them, which asks, with the pane for what is written."""
    asks, *others = views

    def render(searcher: Searcher | None) -> Markup:
        return Markup("").join([asks.render(searcher), Markup(macros(TEMPLATE).pane(writing.server.address))])

    settings = {**asks.settings, "answers": CLAIMS}
    scripts, styles = (*asks.scripts, "written.js"), (*asks.styles, "written.css")
    return replace(asks, render=render, scripts=scripts, styles=styles, settings=settings), *others
