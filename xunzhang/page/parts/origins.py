"""Where what is said of an article came from, in words, for the reader who wants to check it."""

from __future__ import annotations

from markupsafe import Markup, escape

from xunzhang.page.parts.bilingual import say
from xunzhang.page.parts.templates import render
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


def render_origins(head: ArticleHead) -> Markup:
    """A folded list of the article's facts, each with where it was read, or that it is not given; "" where nothing is known."""
    known = dict(head.origins)
    origins = [(key, _origin(known.get(name, ""))) for name, key in FIELDS.items()] if known else []
    return render("parts/origins.html", origins=origins)


def _origin(origin: str) -> Markup:
    return say(WORDS[origin]) if origin in WORDS else escape(origin)
