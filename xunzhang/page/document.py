"""The document of the page: name, navigation, question box, filters, a section for each view, and the articles beside it.

`templates/document.html` lays it out; what the scripts have to know stands in it as data.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from markupsafe import Markup

from xunzhang.messages.table import TABLE
from xunzhang.messages.wording import in_words
from xunzhang.page.parts.bilingual import LANGUAGES
from xunzhang.page.parts.links import BESIDE, BOUNDS, LISTS, LONGEST_VALUE, OPENED
from xunzhang.page.parts.narrow import render_narrow
from xunzhang.page.parts.reader import shelf_of
from xunzhang.page.parts.shortcuts import SHORTCUTS
from xunzhang.page.parts.templates import render
from xunzhang.page.parts.view import View
from xunzhang.search.pipeline import Searcher
from xunzhang.types.message import NOTHING, Message

ASKS_AGAIN = 5  # times, where too many ask at once
LONGEST_PAUSE_S = 20  # between two of them, whatever the server says
UNWAITED = ("look", "suggest", "added", "building", "explore_ready")  # handlers that are asked again anyhow
SAID_ANYWHERE = ("page.name", "page.title", "busy.again")
LOOKS_EVERY_MS = 15_000  # how often a page that is open asks whether there is another generation


def render_document(
    views: Sequence[View],
    searcher: Searcher | None,
    trouble: Message = NOTHING,
    name: str = "",
    building: str = "",
    outdated: Message = NOTHING,
    *,
    signs_out: bool = False,
) -> Markup:
    """The page before anything has been asked. `trouble` says why there is nothing to search; `name` is the collection's.

    `building` is what is shown of a first build under way, "" for none; `outdated` says why it may not be up to date. With
    `signs_out` there is a button to sign out.
    """
    return render(
        "document.html",
        table=json.dumps(_words(views), ensure_ascii=False),
        settings=json.dumps(_settings(views) | {"generation": searcher.generation if searcher else ""}),
        views=views,
        languages=LANGUAGES,
        shortcuts=SHORTCUTS,
        facets=render_narrow(searcher) if searcher else "",
        trouble=in_words(trouble) if trouble else None,
        sections=[(view, view.render(searcher)) for view in views],
        name=name,
        signs_out=signs_out,
        building=building,
        outdated=in_words(outdated) if outdated else None,
        shelf=shelf_of(searcher) if searcher else "",
    )


def _words(views: Sequence[View]) -> dict[str, list[str]]:
    """The words that the scripts use: [Chinese, English] by key."""
    return {key: list(TABLE[key]) for view in views for key in (*SAID_ANYWHERE, view.title, *view.words)}


def _settings(views: Sequence[View]) -> dict[str, object]:
    """What else the scripts have to know, and what each view's have to: nothing of it stands in a script."""
    return {
        "home": views[0].name,
        "parameters": list(dict.fromkeys(name for view in views for name in view.parameters)),
        "lists": LISTS,
        "bounds": BOUNDS,
        "opened": OPENED,
        "beside": BESIDE,
        "longest": LONGEST_VALUE,
        "looksEvery": LOOKS_EVERY_MS,
        "asksAgain": ASKS_AGAIN,
        "longestPause": LONGEST_PAUSE_S,
        "unwaited": UNWAITED,
        "views": {view.name: dict(view.settings) for view in views},
    }
