"""The view that asks: examples before a question, then what was found. Its handlers are in `ask_handlers.py`."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from xunzhang.page.parts.links import BESIDE, BOUNDS, LISTS, OPENED
from xunzhang.page.parts.printed import printed_handlers
from xunzhang.page.parts.saving import render_saving
from xunzhang.page.parts.shortcuts import SHORTCUTS
from xunzhang.page.parts.templates import render
from xunzhang.page.parts.view import View
from xunzhang.page.views.ask_handlers import PAGE, USUAL_STYLES, make_handlers
from xunzhang.page.views.examples import kept_examples
from xunzhang.search.pipeline import Searcher

# What search understands; each has words for what is written and for what it means.
GRAMMAR = ("phrase", "signs", "either", "pattern", "similar", "near", "fields", "dates")


def render_ask(searcher: Searcher | None) -> Markup:
    """The status line, the examples, and the place for the cards."""
    home = render_examples(kept_examples(searcher)) if searcher else ""
    return render("ask/ask.html", home=home, saving=render_saving())


def render_examples(examples: Sequence[tuple[str, str]]) -> Markup:
    """(language, question) pairs as buttons that ask; empty where there are none."""
    return render("ask/examples.html", examples=examples, grammar=GRAMMAR)


ASK = View(
    name="ask",
    title="view.ask",
    render=render_ask,
    handlers=lambda get_searcher: (*make_handlers(get_searcher), *printed_handlers(get_searcher)),
    scripts=("ask.js", "narrow.js", "suggest.js", "reader.js", "printed.js", "seen.js", "keys.js"),
    words=(
        "ask.kind_title",
        "ask.kind_source",
        "ask.kind_name",
        "narrow.chosen",
        "asked.found",
        "cite.copied",
        "cite.failed",
        "seen.hidden",
    ),
    parameters=("q", *LISTS, *BOUNDS, "by", "n", *OPENED, *BESIDE),
    settings={"page": PAGE, "styles": USUAL_STYLES, "keys": SHORTCUTS},
)
