"""The ways of putting the page's words into HTML: text and attributes in both of its languages.

Both languages are always in the document and the style sheet shows the one that `<html lang>` names, so switching needs no
request and nothing flashes. Words that sit in attributes (labels, placeholders) are swapped by the browser script. The words
themselves are in `strings.py`.
"""

from __future__ import annotations

import re
from html import escape

from xunzhang.messages.strings import STRINGS, Words
from xunzhang.messages.wording import Value, counted

TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""The signs of direction (UAX #9): text with an unclosed one turns what follows it."""


def verbatim(text: str) -> str:
    """HTML that shows what the collection or the reader says as it is, among words of the page.

    A text with signs of direction in it (an unclosed U+202E turns all that follows, also beyond an inline element) is a box of
    its own, out of which they do not reach; any other breaks over lines as its surroundings do.
    """
    shown = escape(text)
    return f'<bdi class="apart">{shown}</bdi>' if TURNS.search(text) else shown


def isolated(text: str) -> str:
    """Plain text in its own direction that turns nothing around it: signs in it are closed, and what it would close is opened.

    For drawings and lists, which know no boxes.
    """
    depth = stray = 0
    for sign in text:
        if sign in "\u2066\u2067\u2068":
            depth += 1
        elif sign == "\u2069":
            depth, stray = max(0, depth - 1), stray + (depth == 0)
    return "\u2068" * (stray + 1) + text + "\u2069" * (depth + 1)


def show(text: Words) -> str:
    """HTML that shows `text` in the page's language."""
    return _both(verbatim(text.zh), verbatim(text.en))


def say(key: str, **values: Value) -> str:
    """HTML that shows the words of `key` in the page's language."""
    entry = STRINGS[key]
    zh, en = ({name: _value(value, at) for name, value in values.items()} for at in (0, 1))
    return _both(escape(entry.zh).format(**zh), escape(counted(entry.en, values)).format(**en))


def _value(value: Value, language: int) -> str | int:
    """A value as it goes into the words of a language, as HTML."""
    return value if isinstance(value, int) else verbatim(value if isinstance(value, str) else value[language])


def _both(zh: str, en: str) -> str:
    if zh == en:
        return f"<span>{zh}</span>"
    return f'<span class="say" lang="zh-CN">{zh}</span><span class="say" lang="en">{en}</span>'


def attribute(name: str, text: Words) -> str:
    """An attribute, with a leading space, that the browser script keeps in the page's language (English until it has run)."""
    zh, en = escape(text.zh), escape(text.en)
    return f' {name}="{en}" data-say="{name}" data-say-zh="{zh}" data-say-en="{en}"'
