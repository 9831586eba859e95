"""The view as the registry takes it."""

from __future__ import annotations

from xunzhang.page.parts.view import View
from xunzhang.page.views.explore.explore_handlers import add_map, make_explore_handlers
from xunzhang.page.views.explore.section import render_explore

EXPLORE = View(
    name="explore",
    title="view.explore",
    render=render_explore,
    handlers=make_explore_handlers,
    scripts=("explore.js",),
    styles=("explore.css",),
    parameters=("show", "colour", "term", "order", "start", "list", "sort", "down", "find", "status", "period", "unit", "within"),
    components=add_map,
)
