"""The page before anything has been asked, as HTML: title, question box, filters, examples, the shelf, and the places to fill."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from html import escape

from xunzhang.page.strings import Words, attribute, language_name, same, say, show, words
from xunzhang.types import ArticleHead

MOST_CHOICES = 60  # outlets offered to choose from, those with most articles first


def render_shell(heads: Sequence[ArticleHead], examples: Sequence[tuple[str, str]], shelf: str, trouble: str) -> str:
    """The whole page. `examples` are (language, question); `shelf` is HTML; `trouble` says why there is nothing to search."""
    home = _trouble(trouble) if trouble else _examples(examples)
    return (
        f'<div class="xz"{_page_title()}>{_top()}{_form(heads)}<div class="columns">'
        f'<section class="found"{attribute("aria-label", words("found.heading"))}>'
        f'<div class="status" role="status" aria-live="polite"></div><div class="home">{home}</div><div class="results"></div>'
        f'</section><aside class="side"{attribute("aria-label", words("read.region"))}>'
        f'<div class="shelf">{shelf}</div><div class="reader" hidden></div></aside></div>'
        f'<template class="failed"><p class="notice">{say("ask.failed")}</p></template></div>'
    )


def _page_title() -> str:
    title = words("page.title")
    return f' data-title-zh="{escape(title.zh)}" data-title-en="{escape(title.en)}"'


def _top() -> str:
    """The name, which leads home, and the language switch."""
    choices = "".join(
        f'<button type="button" lang="{tag}" data-language="{language}" aria-pressed="false">{name}</button>'
        for language, tag, name in (("zh", "zh-CN", "中文"), ("en", "en", "English"))
    )
    return (
        f'<header class="top"><h1><a href="./" data-home{attribute("title", words("page.home"))}>'
        f'<span lang="zh-CN">寻章</span> <span class="latin" lang="en">Xunzhang</span></a></h1>'
        f'<p class="tagline">{say("page.tagline")}</p>'
        f'<div class="switch" role="group"{attribute("aria-label", words("page.language"))}>{choices}</div></header>'
    )


def _form(heads: Sequence[ArticleHead]) -> str:
    sources = Counter(head.source for head in heads if head.source)
    languages = Counter(head.language for head in heads)
    return (
        f'<form class="ask" role="search"{attribute("aria-label", words("ask.search"))}>'
        f'<label class="unseen" for="question">{say("ask.label")}</label><div class="line">'
        f'<input id="question" name="question" type="text" enterkeyhint="search" autocomplete="off" spellcheck="false"'
        f"{attribute('placeholder', words('ask.placeholder'))}>"
        f'<button type="submit">{say("ask.button")}</button></div><div class="narrow">'
        f"{_choice('source', sources, same)}{_choice('language', languages, language_name)}</div></form>"
    )


def _choice(name: str, counts: Counter[str], label: Callable[[str], Words]) -> str:
    """A folded list of boxes to tick, with how many articles each stands for; nothing when there is nothing to choose between."""
    if len(counts) < 2:
        return ""
    boxes = "".join(
        f'<label><input type="checkbox" name="{name}" value="{escape(value)}"> {show(label(value))}'
        f' <span class="number">{count}</span></label>'
        for value, count in counts.most_common(MOST_CHOICES)
    )
    chosen = f'<span class="chosen"{_chosen()}></span>'
    return f'<details class="choice"><summary>{say(f"narrow.{name}")}{chosen}</summary><fieldset>{boxes}</fieldset></details>'


def _chosen() -> str:
    """The pattern that the browser script fills with the number of boxes ticked."""
    pattern = words("narrow.chosen", n="{n}")
    return f' data-count-zh="{escape(pattern.zh)}" data-count-en="{escape(pattern.en)}"'


def _examples(examples: Sequence[tuple[str, str]]) -> str:
    if not examples:
        return ""
    items = "".join(
        f'<li><button type="button" data-example lang="{escape(language)}">{escape(question, quote=False)}</button></li>'
        for language, question in examples
    )
    return f'<h2>{say("ask.examples")}</h2><ul class="examples">{items}</ul>'


def _trouble(trouble: str) -> str:
    """What a page without an index says instead of examples."""
    why = f'<p class="note">{say("none.detail", why=trouble)}</p>'
    return f'<div class="none"><h2>{say("none.heading")}</h2><p>{say("none.help")}</p>{why}</div>'
