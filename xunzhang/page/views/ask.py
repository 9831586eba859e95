"""The view that asks: examples before a question, then what was found. Its handlers are in `handlers.py`."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from xunzhang.page.parts.view import View
from xunzhang.page.parts.wording import say
from xunzhang.page.views.ask_handlers import make_handlers
from xunzhang.page.views.examples import example_questions
from xunzhang.page.views.notebook import render_saving
from xunzhang.search.pipeline import Searcher


def render_ask(searcher: Searcher | None) -> str:
    """The status line, the examples, and the place for the cards."""
    home = render_examples(example_questions(searcher)) if searcher else ""
    return (
        '<div class="found"><div class="status" role="status" aria-live="polite"></div>'
        f'<div class="home">{home}</div><div class="results"></div><div class="rest"></div>{render_saving()}</div>'
    )


def render_examples(examples: Sequence[tuple[str, str]]) -> str:
    """(language, question) pairs as buttons that ask; empty where there are none."""
    if not examples:
        return ""
    items = "".join(
        f'<li><button type="button" data-example lang="{escape(language)}">{escape(question, quote=False)}</button></li>'
        for language, question in examples
    )
    return f'<h2>{say("ask.examples")}</h2><ul class="examples">{items}</ul>'


ASK = View(
    name="ask",
    title="view.ask",
    render=render_ask,
    handlers=make_handlers,
    scripts=("ask.js", "narrow.js", "suggest.js", "reader.js", "keys.js"),
    words=("ask.kind_title", "ask.kind_source", "ask.kind_name", "narrow.chosen", "cite.copied", "cite.failed"),
    parameters=("q", "source", "language", "article", "after", "before", "n", "p", "a", "like", "w"),
)
