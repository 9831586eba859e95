"""Where a passage stands, in words: outlet, title, date and paragraph. `templates/parts/sources.html` lays them out.

What an article does not give is left out, never filled in.
"""

from __future__ import annotations

from markupsafe import Markup

from xunzhang.language.line_breaks import shorten
from xunzhang.messages.paragraph_words import paragraph_message, scan_message
from xunzhang.messages.wording import Shown, in_words, same, words
from xunzhang.page.parts.bilingual import printed, say, show
from xunzhang.page.parts.date_words import date_words
from xunzhang.types import ArticleHead, Passage
from xunzhang.types.message import Words

HTML_LANGUAGES = {"zh": "zh-Hans", "zh-hant": "zh-Hant", "und": ""}
EXCERPT = 70  # columns


def html_language(language: str) -> str:
    """What HTML calls a passage's language; it picks the face the text is set in."""
    return HTML_LANGUAGES.get(language, language)


def title_words(head: ArticleHead) -> Words:
    """An article's title, or what to call one without."""
    return same(head.title) if head.title else words("source.untitled")


def naming(key: str, passage: Passage, **values: Shown) -> Words:
    """The words of `key` with a passage's title and paragraph in them, which say which passage a button is for."""
    return words(key, title=title_words(passage.article), place=paragraph_words(passage), **values)


def paragraph_words(passage: Passage) -> Words:
    """The paragraph of its article that a passage is, as printed."""
    return in_words(paragraph_message(passage))


def title(head: ArticleHead) -> Markup:
    """The title as HTML, in the article's language."""
    return printed(head.title, html_language(head.language)) if head.title else say("source.untitled")


def source_parts(passage: Passage) -> list[Markup]:
    """Outlet, date, paragraph and page of a passage, each as HTML; the title is the heading above it."""
    return [*head_parts(passage.article, byline=False), *place_parts(passage)]


def place_parts(passage: Passage) -> list[Markup]:
    """Where in its article a passage stands, each as HTML: its paragraph, its page where there are pages, that OCR read it."""
    paged = [] if passage.page is None else [say("source.page", n=passage.page)]
    scanned = [show(in_words(scan_message(passage.scan, passage.text)))] if passage.scan else []
    return [show(paragraph_words(passage)), *paged, *scanned]


def head_parts(head: ArticleHead, *, byline: bool = True, outlet: bool = True) -> list[Markup]:
    """What an article says of itself besides its title, each as HTML: outlet, byline, date."""
    given = [head.source if outlet else "", head.byline if byline else ""]
    parts = [printed(text, html_language(head.language)) for text in given if text]
    return [*parts, show(date_words(head.date))] if head.date else parts


def outlet_words(outlet: str) -> Words:
    """An outlet's name, or what to call the articles that give none."""
    return same(outlet) if outlet else words("explore.no_outlet")


def excerpt(passage: Passage) -> str:
    """The beginning of a passage, EXCERPT columns of it."""
    return shorten(passage.text, EXCERPT)
