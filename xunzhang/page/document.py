"""The frame of the page as HTML: name, navigation, question box, filters, a section for each view, and the articles beside it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape

from xunzhang.messages.strings import STRINGS
from xunzhang.messages.told import told
from xunzhang.messages.wording import words
from xunzhang.page.parts.narrow import render_narrow
from xunzhang.page.parts.reader import render_shelf
from xunzhang.page.parts.view import View
from xunzhang.page.parts.wording import attribute, say
from xunzhang.search.pipeline import Searcher

SHORTCUTS = (
    ("/", "keys.ask"),
    ("j k", "keys.move"),
    ("Enter", "keys.read"),
    ("n p", "keys.hits"),
    ("c", "keys.cite"),
    ("Esc", "keys.close"),
    ("?", "keys.help"),
)


def render_shell(views: Sequence[View], searcher: Searcher | None, trouble: str = "") -> str:
    """The whole page before anything has been asked. `trouble` says why there is nothing to search."""
    heads = searcher.heads() if searcher else []
    shelf = render_shelf(heads, searcher.manifest.passages) if searcher else ""
    sections = "".join(_section(view, view.render(searcher)) for view in views)
    return (
        f'<div class="xz"{_data(views)}>{_top(views)}{_form(searcher)}{_trouble(trouble) if trouble else ""}'
        f'<div class="columns"><div class="views">{sections}</div>'
        f'<aside class="side"{attribute("aria-label", words("read.region"))}>'
        f'<div class="shelf">{shelf}</div><div class="reader" hidden></div></aside>'
        f'<aside class="beside"{attribute("aria-label", words("read.region_beside"))} hidden></aside></div>'
        f'{_keys()}<div class="told" role="status" aria-live="polite"></div><div class="announced unseen" role="status"></div>'
        f'<template class="failed"><p class="notice">{say("ask.failed")}</p></template></div>'
    )


def _data(views: Sequence[View]) -> str:
    """What the scripts need to know: the page's title, the parameters that belong to the page, and the words they use."""
    parameters = " ".join(dict.fromkeys(name for view in views for name in view.parameters))
    used = {key: list(STRINGS[key]) for view in views for key in ("page.name", "page.title", view.title, *view.words)}
    return f' data-parameters="{escape(parameters)}" data-words="{escape(json.dumps(used, ensure_ascii=False))}"'


def _top(views: Sequence[View]) -> str:
    """The name, which leads home, the navigation, and the language switch."""
    choices = "".join(
        f'<button type="button" lang="{tag}" data-language="{language}" aria-pressed="false">{name}</button>'
        for language, tag, name in (("zh", "zh-CN", "中文"), ("en", "en", "English"))
    )
    links = "".join(f"<li>{_link(view)}</li>" for view in views)
    return (
        f'<header class="top"><h1><a href="./" data-home{attribute("title", words("page.home"))}>'
        f'<span lang="zh-CN">寻章</span> <span class="latin" lang="en">Xunzhang</span></a></h1>'
        f"<nav{attribute('aria-label', words('page.views'))}><ul>{links}</ul></nav>"
        f'<div class="switch" role="group"{attribute("aria-label", words("page.language"))}>{choices}</div></header>'
    )


def _link(view: View) -> str:
    name = escape(view.name)
    return f'<a href="?view={name}" data-view-link="{name}" data-title="{view.title}">{say(view.title)}</a>'


def _section(view: View, content: str) -> str:
    """A view; all are hidden until the script has read the address."""
    label = attribute("aria-label", words(view.title))
    return f'<section class="view" data-view="{escape(view.name)}"{label} hidden>{content}</section>'


def _form(searcher: Searcher | None) -> str:
    """The question box, a combobox whose list the script fills with suggestions, and the facets."""
    return (
        f'<form class="ask" role="search"{attribute("aria-label", words("ask.search"))}>'
        f'<label class="unseen" for="question">{say("ask.label")}</label><div class="line">'
        '<input id="question" name="question" type="text" enterkeyhint="search" autocomplete="off" spellcheck="false"'
        ' role="combobox" aria-expanded="false" aria-autocomplete="list" aria-controls="suggestions"'
        f"{attribute('placeholder', words('ask.placeholder'))}>"
        f'<button type="submit">{say("ask.button")}</button>'
        f'<ul id="suggestions" role="listbox"{attribute("aria-label", words("ask.suggestions"))} hidden></ul></div>'
        f"{render_narrow(searcher) if searcher else ''}</form>"
    )


def _keys() -> str:
    """The shortcuts, and the switch that turns those of a single letter off."""
    rows = "".join(
        f"<div><dt>{''.join(f'<kbd>{key}</kbd>' for key in keys.split())}</dt><dd>{say(meaning)}</dd></div>"
        for keys, meaning in SHORTCUTS
    )
    return (
        f'<div class="foot"><button type="button" data-keys>{say("keys.open")}</button></div>'
        f'<dialog class="keys" aria-labelledby="keys-heading"><h2 id="keys-heading">{say("keys.heading")}</h2><dl>{rows}</dl>'
        f'<label><input type="checkbox" class="single" checked> {say("keys.single")}</label>'
        f'<form method="dialog"><button>{say("keys.done")}</button></form></dialog>'
    )


def _trouble(trouble: str) -> str:
    """What a page without an index says, whatever the view."""
    why = f'<p class="note">{say("none.detail", why=told(trouble))}</p>'
    return f'<div class="none"><h2>{say("none.heading")}</h2><p>{say("none.help")}</p>{why}</div>'
