"""What the page shows while its first index is built: how far that is, until there is something to ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from xunzhang.messages.wording import in_words
from xunzhang.page.parts.templates import macros
from xunzhang.page.parts.view import Handler, Reply
from xunzhang.service.live import LiveSearcher

TEMPLATE = "parts/building.html"


def render_building(live: LiveSearcher) -> Markup:
    """The stage with a bar, or why there is no index."""
    now = live.indexing
    return Markup(macros(TEMPLATE).progress(now, in_words(now.trouble) if now.trouble else None))


def building_handler(live: LiveSearcher) -> Handler:
    def building(_request: Mapping[str, Any]) -> Reply:
        """{} -> {"progress"}, HTML, and "busy", whether the first index is still being built."""
        return {"progress": render_building(live), "busy": not live.indexing.trouble}

    return building
