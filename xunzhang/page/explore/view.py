"""The view as the registry takes it."""

from __future__ import annotations

from xunzhang.page.explore.frame import render_explore
from xunzhang.page.explore.handlers import add_plot, make_explore_handlers
from xunzhang.page.view import View

EXPLORE = View(
    name="explore",
    title="view.explore",
    render=render_explore,
    handlers=make_explore_handlers,
    scripts=("explore.js",),
    styles=("explore.css",),
    parameters=("show", "colour", "term", "order", "start", "list", "sort", "down", "find", "status", "period", "unit"),
    components=add_plot,
)
