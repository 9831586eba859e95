"""Where what is said of an article came from, in words, for the reader who wants to check it."""

from __future__ import annotations

from markupsafe import Markup, escape

from xunzhang.messages.closed_sets import origin_name
from xunzhang.page.parts.bilingual import say, show
from xunzhang.page.parts.templates import render
from xunzhang.types import ArticleHead
from xunzhang.types.kinds import Origin

FIELDS = {
    "title": "origin.title",
    "source": "origin.source",
    "byline": "origin.byline",
    "date": "origin.date",
    "language": "origin.language",
    "url": "origin.url",
}


def render_origins(head: ArticleHead) -> Markup:
    """A folded list of the article's facts, each with where it was read, or that it is not given; "" where nothing is known."""
    known = dict(head.origins)
    fields = FIELDS | ({"text": "origin.text"} if "text" in known else {})
    origins = [(key, _origin(known.get(name))) for name, key in fields.items()] if known else []
    if head.retrieved:
        origins.append(("origin.retrieved", Markup(escape(head.retrieved[:10]))))
    return render("parts/origins.html", origins=origins)


def _origin(origin: Origin | None) -> Markup:
    return show(origin_name(origin)) if origin else say("origin.none")
