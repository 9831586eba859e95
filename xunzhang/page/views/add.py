"""The view that adds files to the collection, where the operator allows it: drop them, see what was read, ask them.

Files arrive over HTTP (`service/http.py`), one at a time, so that the browser can show how far each has come; here is what
became of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from xunzhang.messages.wording import in_words
from xunzhang.page.parts.templates import macros, render
from xunzhang.page.parts.view import GetSearcher, Handler, Reply, View
from xunzhang.search.pipeline import Searcher
from xunzhang.service.adding import Adding
from xunzhang.service.receiving import most_bytes, taken_suffixes


def add_view(adding: Adding) -> View:
    """The view over `adding`."""

    def handlers(_collection: GetSearcher) -> list[Handler]:
        def added(_request: Mapping[str, Any]) -> Reply:
            """{} -> {"files", "progress"}, HTML, and "busy", whether something is being indexed."""
            now = adding.progress
            trouble = in_words(now.trouble) if now.trouble else None
            files = macros("add/added.html").files(adding.files)
            return {"files": files, "progress": macros("add/added.html").progress(now, trouble), "busy": bool(now.stage)}

        return [added]

    return View(
        name="add",
        title="view.add",
        render=render_add,
        handlers=handlers,
        scripts=("add.js",),
        styles=("add.css",),
        words=("add.sending", "add.failed", "add.large", "add.foreign"),
    )


def render_add(_searcher: Searcher | None) -> Markup:
    """The place to drop files on, which is a file chooser too; what is under way; and the files that have been added."""
    return render("add/add.html", suffixes=", ".join(taken_suffixes()), most=most_bytes())
