"""An article as HTML, whole and in order, with passages of it marked; what to compare it with; and the list of what there is."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import urlsplit

from xunzhang.language.codes import family
from xunzhang.messages.wording import words
from xunzhang.page.parts.marks import Layer, mark
from xunzhang.page.parts.origins import render_origins
from xunzhang.page.parts.sources import (
    cite_button,
    head_parts,
    html_language,
    keep_button,
    parts_line,
    place_parts,
    source_line,
    title,
    title_words,
)
from xunzhang.page.parts.wording import attribute, say, verbatim
from xunzhang.types import Article, ArticleHead, Paragraph, Passage, Results, Span

SHELF_LENGTH = 30  # articles listed; a longer list is scrolled past and not read


def render_article(article: Article, passage: Passage | None, hits: Sequence[Passage] = (), answer: object = None) -> str:
    """The article with its headings and paragraphs; `passage`, one of its own, is marked where it stands.

    `hits` are the passages of it that a question found: they are marked too, and the bar leads from one to the next. `answer` is
    the pair of offsets in the passage between which the answer stands; anything else marks none.
    """
    head = article.head
    tools = f'<div class="actions">{_tools(head, passage)}</div>'
    return (
        f'<article class="article">{reader_bar(head.source, _steps(passage, hits))}<header><h2 tabindex="-1">{title(head)}</h2>'
        f"{_facts(head, passage)}{tools}</header>"
        f"{_body(article, passage, hits, answer)}</article>"
    )


def render_beside(article: Article, passage: Passage | None) -> str:
    """The article to compare another with."""
    head = article.head
    back = f'<button type="button" data-back>{say("read.back")}</button>'
    return (
        f'<article class="article">{beside_bar(back)}<header><h2 tabindex="-1">{title(head)}</h2>'
        f"{_facts(head, passage)}</header>{_body(article, passage)}</article>"
    )


def _facts(head: ArticleHead, passage: Passage | None) -> str:
    """Outlet, byline and date, where the passage stands in the article, where the original is, and where all of it was read."""
    parts = [*head_parts(head), *(place_parts(passage) if passage else [])]
    return f"{parts_line(parts)}{_whereabouts(head)}{render_origins(head)}"


def render_like(results: Results, language: str) -> str:
    """The passages nearest to another as a list, each with the button that puts its article beside."""
    heading = say(f"read.other_heading_{language}") if language in ("zh", "en") else say("read.like_heading")
    items = "".join(f"<li>{_alike(group.hit.passage)}</li>" for group in results.groups)
    content = f'<ol class="cards">{items}</ol>' if items else f'<p class="notice">{say("read.no_other")}</p>'
    return f'{beside_bar()}<h2 tabindex="-1">{heading}</h2>{content}'


def _alike(passage: Passage) -> str:
    label = attribute("aria-label", words("read.beside_named", title=title_words(passage.article), n=passage.number))
    button = f'<button type="button" class="open" data-beside="{escape(passage.id)}"{label}>{say("read.beside")}</button>'
    return (
        f'<article class="copy"><h3>{title(passage.article)}</h3>{source_line(passage)}'
        f'<blockquote class="passage"{html_language(passage.language)}>{escape(passage.text, quote=False)}</blockquote>'
        f'<div class="actions">{button}{cite_button(passage)}{keep_button(passage)}</div></article>'
    )


def reader_bar(outlet: str, steps: str = "") -> str:
    """The strip that stays on top of an article being read: whose it is, the hits in it, and the way back."""
    return (
        f'<div class="bar"><span aria-hidden="true">{escape(outlet, quote=False)}</span>{steps}'
        f'<button type="button" data-close>{say("read.close")}</button></div>'
    )


def beside_bar(back: str = "") -> str:
    """The strip on top of what is read for comparison."""
    return (
        f'<div class="bar"><span>{back}</span><button type="button" data-close-beside>{say("read.close_beside")}</button></div>'
    )


def _steps(passage: Passage | None, hits: Sequence[Passage]) -> str:
    """The way to the previous and the next hit; nothing where the passage is the only one."""
    ids = [hit.id for hit in hits]
    if passage is None or passage.id not in ids or len(ids) < 2:
        return ""
    at = ids.index(passage.id)
    return (
        f'<span class="steps">{_step("read.previous", "‹", ids[at - 1] if at else "")}'
        f'<span>{at + 1}/{len(ids)}<span class="unseen"> {say("read.hits", at=at + 1, n=len(ids))}</span></span>'
        f"{_step('read.next', '›', ids[at + 1] if at + 1 < len(ids) else '')}</span>"
    )


def _step(key: str, sign: str, id_: str) -> str:
    there = f'data-passage="{escape(id_)}"' if id_ else "disabled"
    name = key.rpartition(".")[2]
    return f'<button type="button" class="step" data-step="{name}" {there}{attribute("aria-label", words(key))}>{sign}</button>'


def _tools(head: ArticleHead, passage: Passage | None) -> str:
    """What can be done with an article: search it alone; and with a passage, find others like it, in either language."""
    only = f'<button type="button" data-only="{escape(head.id)}">{say("read.only")}</button>'
    if passage is None:
        return only
    like = f'<button type="button" data-like="{escape(passage.id)}" data-like-in='
    other = {"zh": "en", "en": "zh"}.get(family(passage.language), "")
    across = f'{like}"{other}">{say(f"read.other_{other}")}</button>' if other else ""
    return f'{across}{like}"">{say("read.like")}</button>{cite_button(passage)}{keep_button(passage)}{only}'


def _body(article: Article, passage: Passage | None, hits: Sequence[Passage] = (), answer: object = None) -> str:
    here = [Span(passage.start, passage.end)] if passage else []
    layers = [
        Layer("mark", "here", here),
        Layer("mark", "answer", [_answer_in(passage, answer)] if passage else []),
        Layer("mark", "hit", [Span(hit.start, hit.end) for hit in hits if passage is None or hit.id != passage.id]),
    ]
    pages = [paragraph.page for paragraph in article.paragraphs]
    body = "".join(
        _paragraph(article.text, paragraph, layers, turned=paragraph.page != before)
        for paragraph, before in zip(article.paragraphs, [None, *pages])
    )
    return f'<div class="body"{html_language(article.head.language)}>{body}</div>'


def _answer_in(passage: Passage, answer: object) -> Span:
    """The answer's place in the article's text, cut to the passage; an empty span where `answer` is no pair of offsets."""
    if not (isinstance(answer, list) and len(answer) == 2 and all(isinstance(offset, int) for offset in answer)):
        return Span(0, 0)
    start, end = (min(max(offset, 0), len(passage.text)) for offset in answer)
    return Span(passage.start + start, passage.start + end)


def _paragraph(text: str, paragraph: Paragraph, layers: Sequence[Layer], turned: bool) -> str:
    """One paragraph or heading; the part of it that belongs to a passage is marked, and a page that begins is named."""
    tag = "h3" if paragraph.kind == "heading" else "p"
    page = f' data-page="{paragraph.page}"' if turned and paragraph.page is not None else ""
    return f"<{tag}{page}>{mark(text, layers, Span(paragraph.start, paragraph.end))}</{tag}>"


def _whereabouts(head: ArticleHead) -> str:
    """The original's address, when it is one that a browser may follow, and the file's path."""
    link = f'<a href="{escape(head.url)}" rel="noopener noreferrer" target="_blank">{say("read.original")}</a>'
    parts = [link] if urlsplit(head.url).scheme in ("http", "https") else []
    if head.path:
        parts.append(f"{say('read.file')} <code>{verbatim(head.path)}</code>")
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
