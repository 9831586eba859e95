"""An article as HTML, whole and in order, with one passage of it marked; and the shelf: the list of what there is to read."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import urlsplit

from xunzhang.page.marks import Layer, mark
from xunzhang.page.sources import head_parts, html_language, parts_line, title
from xunzhang.page.wording import say
from xunzhang.types import Article, ArticleHead, Paragraph, Passage, Span

SHELF_LENGTH = 30  # articles listed; a longer list is scrolled past and not read


def render_article(article: Article, passage: Passage | None) -> str:
    """The article with its headings and paragraphs; `passage`, one of its own, is marked where it stands."""
    head = article.head
    spans = [Span(passage.start, passage.end)] if passage else []
    body = "".join(_paragraph(article.text, paragraph, spans) for paragraph in article.paragraphs)
    return (
        f'<article class="article">{reader_bar(head.source)}<header><h2 tabindex="-1">{title(head)}</h2>'
        f"{parts_line(head_parts(head))}{_whereabouts(head)}</header>"
        f'<div class="body"{html_language(head.language)}>{body}</div></article>'
    )


def reader_bar(outlet: str) -> str:
    """The strip that stays on top of an article being read: whose it is, and the way back."""
    return (
        f'<div class="bar"><span aria-hidden="true">{escape(outlet, quote=False)}</span>'
        f'<button type="button" data-close>{say("read.close")}</button></div>'
    )


def _paragraph(text: str, paragraph: Paragraph, spans: Sequence[Span]) -> str:
    """One paragraph or heading; the part of it that belongs to the passage is marked."""
    tag = "h3" if paragraph.kind == "heading" else "p"
    return f"<{tag}>{mark(text, [Layer('mark', 'here', spans)], Span(paragraph.start, paragraph.end))}</{tag}>"


def _whereabouts(head: ArticleHead) -> str:
    """The original's address, when it is one that a browser may follow, and the file's path."""
    link = f'<a href="{escape(head.url)}" rel="noopener noreferrer" target="_blank">{say("read.original")}</a>'
    parts = [link] if urlsplit(head.url).scheme in ("http", "https") else []
    if head.path:
        parts.append(f"<code>{escape(head.path, quote=False)}</code>")
    return parts_line(parts) if parts else ""


def render_shelf(heads: Sequence[ArticleHead], passages: int) -> str:
    """How much there is and the first articles by name, each a button that opens it."""
    items = "".join(
        f'<li><button type="button" data-article="{escape(head.id)}">{title(head)}</button>'
        f"{parts_line(head_parts(head, byline=False))}</li>"
        for head in heads[:SHELF_LENGTH]
    )
    left = len(heads) - SHELF_LENGTH
    more = f'<p class="note">{say("shelf.more", n=left)}</p>' if left > 0 else ""
    count = say("shelf.count", n=len(heads), passages=passages)
    return f'<h2>{say("shelf.heading")}</h2><p class="count">{count}</p><ul>{items}</ul>{more}'
