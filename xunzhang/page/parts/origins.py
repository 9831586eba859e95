"""Where what is said of an article came from, in words, for the reader who wants to check it."""

from __future__ import annotations

from html import escape

from xunzhang.page.parts.wording import say
from xunzhang.types import ArticleHead

FIELDS = {
    "title": "origin.title",
    "source": "origin.source",
    "byline": "origin.byline",
    "date": "origin.date",
    "language": "origin.language",
    "url": "origin.url",
}
WORDS = {  # the origins of metadata.py
    "front matter": "origin.front_matter",
    "field": "origin.field",
    "markup": "origin.markup",
    "label": "origin.label",
    "title line": "origin.title_line",
    "dateline": "origin.dateline",
    "opening day": "origin.opening_day",
    "metadata.csv": "origin.own_table",
    "the text itself": "origin.text",
    "": "origin.none",
}


def render_origins(head: ArticleHead) -> str:
    """A folded list of the article's facts, each with where it was read, or that it is not given; "" where nothing is known."""
    if not head.origins:
        return ""
    known = dict(head.origins)
    rows = "".join(f"<div><dt>{say(key)}</dt><dd>{_origin(known.get(name, ''))}</dd></div>" for name, key in FIELDS.items())
    return f'<details class="origins"><summary>{say("origin.heading")}</summary><dl>{rows}</dl></details>'


def _origin(origin: str) -> str:
    return say(WORDS[origin]) if origin in WORDS else escape(origin, quote=False)
