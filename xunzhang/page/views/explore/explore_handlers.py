"""What the browser may ask of the explore view: how far the map is, a panel, a region of the map, and the drawing itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from markupsafe import Markup

from xunzhang.explore.explorer import Explorer
from xunzhang.explore.passage_map import PassageMap
from xunzhang.page.gradio_adapter import add_plot
from xunzhang.page.parts.links import Address, filters_of, first, number, read_address
from xunzhang.page.parts.view import GetSearcher, Handler, Reply
from xunzhang.page.views.explore.listings import render_articles, render_context
from xunzhang.page.views.explore.map_figure import COLOURS, Lit, MapStyle, figure_json
from xunzhang.page.views.explore.overview import (
    REGION_PAGE,
    render_map_head,
    render_region,
    render_regions,
    render_terms,
    render_timeline,
)
from xunzhang.search.pipeline import Searcher
from xunzhang.types.question import LONGEST_QUESTION
from xunzhang.types.results import MOST_HITS

PANELS: dict[str, Callable[[Address, Explorer], Markup]] = {
    "time": render_timeline,
    "terms": render_terms,
    "context": render_context,
    "articles": render_articles,
}


def make_explore_handlers(get_searcher: GetSearcher) -> Sequence[Handler]:
    """The functions `explore_ready`, `explore_map`, `explore_panel` and `explore_region`."""

    def explore_ready(_request: Mapping[str, Any]) -> Reply:
        """{} -> {"share": 0..1}: how far the map and the terms are; asking sets them going."""
        searcher = get_searcher()
        return {"share": Explorer.of(searcher).prepare() if searcher else 0.0}

    def explore_map(request: Mapping[str, Any]) -> Reply:
        """{"address"} -> {"head", "list"}, HTML around the map."""
        searcher = get_searcher()
        if searcher is None:
            return {"head": "", "list": ""}
        address = read_address(request)
        explorer = _explorer(searcher, address)
        drawn = explorer.passage_map()
        return {"head": render_map_head(address, drawn), "list": render_regions(drawn, explorer.region_labels())}

    def explore_panel(request: Mapping[str, Any]) -> Reply:
        """{"address"} -> {"panel"}, the HTML of the panel that the address names."""
        searcher, address = get_searcher(), read_address(request)
        render = PANELS.get(first(address, "show"))
        return {"panel": render(address, _explorer(searcher, address)) if searcher and render else ""}

    def explore_region(request: Mapping[str, Any]) -> Reply:
        """{"address": [["region", "2"], ["from", "30"], …]} -> {"passages"}, HTML."""
        searcher, address = get_searcher(), read_address(request)
        if searcher is None:
            return {"passages": ""}
        explorer = _explorer(searcher, address)
        drawn = explorer.passage_map()
        members = _region(drawn, number(address, "region"))
        start = number(address, "from")
        passages = explorer.passages(members[start : start + REGION_PAGE])
        return {"passages": render_region(passages, start, len(members))}

    return explore_ready, explore_map, explore_panel, explore_region


def _explorer(searcher: Searcher, address: Address) -> Explorer:
    """What there is to see of what the address narrows the search to."""
    return Explorer.of(searcher).within(filters_of(address))


def _region(drawn: PassageMap, region: int) -> list[int]:
    """The rows of a region, from its middle outwards."""
    members = np.flatnonzero(drawn.regions == region)
    middle = np.median(drawn.points[members], axis=0) if len(members) else 0.0
    outwards = members[np.argsort(((drawn.points[members] - middle) ** 2).sum(1), kind="stable")]
    return [int(row) for row in drawn.rows[outwards]]


def add_map(html: Any, get_searcher: GetSearcher) -> None:
    """The plot that the map is drawn in, whenever the script fires the event `explore_draw`."""

    def draw(request: Mapping[str, Any]) -> str | None:
        searcher = get_searcher()
        return _figure(searcher, request) if searcher else None

    add_plot(html, "explore_draw", draw, "explore-plot")


def _figure(searcher: Searcher, request: Mapping[str, Any]) -> str:
    """The figure for {"address", "language", "dark", "narrow"}: with a question in the address, its hits lit up."""
    address = read_address(request)
    explorer = _explorer(searcher, address)
    drawn = explorer.passage_map()
    colour = next((colour for colour in COLOURS if colour == first(address, "colour")), COLOURS[0])
    style = MapStyle("zh" if request.get("language") == "zh" else "en", bool(request.get("dark")), bool(request.get("narrow")))
    passages = explorer.passages(drawn.rows.tolist())
    return figure_json(drawn, passages, explorer.region_labels(), colour, style, _lit(searcher, address))


def _lit(searcher: Searcher, address: Address) -> Lit | None:
    question = first(address, "q")
    if not question.strip() or len(question) > LONGEST_QUESTION:
        return None
    groups = searcher.ask(question, MOST_HITS, filters_of(address)).hits
    passages = [passage for group in groups for passage in (group.hit.passage, *(copy.passage for copy in group.also_in))]
    return Lit(passages, Explorer.of(searcher).places(passages))
