"""The frame of the view, the same for every visitor: its tabs, the map's parts, and the place for the other panels."""

from __future__ import annotations

from xunzhang.messages.wording import words
from xunzhang.page.parts.wording import attribute, say
from xunzhang.search.pipeline import Searcher

PANELS = ("map", "time", "terms", "context", "articles")


def render_explore(searcher: Searcher | None) -> str:
    """The tabs and both places; nothing where there is nothing to look at."""
    if searcher is None:
        return ""
    tabs = "".join(
        f'<li><a data-panel="{name}" href="?view=explore&amp;show={name}">{say(f"panel.{name}")}</a></li>' for name in PANELS
    )
    return (
        f'<nav class="tabs"{attribute("aria-label", words("explore.tabs"))}><ul>{tabs}</ul></nav>'
        f'<div class="map" data-asks hidden><h2 class="unseen">{say("panel.map")}</h2><div class="map-head"></div>'
        f'<div class="drawing" role="status"><label>{say("explore.drawing")} <progress max="1" value="0"></progress>'
        "</label></div>"
        f'<div class="plot" role="img"{attribute("aria-label", words("explore.map_label"))}><div data-slot></div></div>'
        '<div class="map-list"></div></div>'
        '<div class="panel"></div>'
    )
