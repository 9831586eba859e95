"""The ways of putting the page's words into HTML: text and attributes in both of its languages.

Both languages are always in the document and the style sheet shows the one that `<html lang>` names, so switching needs no
request and nothing flashes. Words that sit in attributes (labels, placeholders) are swapped by the browser script. The words
themselves are in `messages/`, the elements around them in `templates/words.html`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from markupsafe import Markup, escape

from xunzhang.messages.table import TABLE
from xunzhang.messages.wording import Shown, counted, in_words
from xunzhang.page.parts.environment import macros
from xunzhang.types.message import Message, Words

LANGUAGES = {"zh": ("zh-CN", "中文"), "en": ("en", "English")}
"""The languages of the page: the tag of each, and what it calls itself."""

TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""The signs of direction (UAX #9): text with an unclosed one turns what follows it."""


def _pattern(macro: str, *fields: object) -> Callable[..., str]:
    """An element of `templates/words.html` as a pattern: these are drawn hundreds of times a page."""
    return str(getattr(macros("words.html"), macro)(*fields)).format


_ALIKE, _BOTH, _PRINTED = _pattern("both", "{0}", "{0}"), _pattern("both", "{0}", "{1}"), _pattern("printed", "{0}", "{1}")
_APART, _NOTICE = _pattern("apart", "{0}"), _pattern("notice", "{0}")
_IN_ENGLISH, _IN_BOTH = _pattern("in_english", "{0}", "{1}"), _pattern("in_both", "{0}", "{1}", "{2}")


def verbatim(text: str) -> Markup:
    """HTML that shows what the collection or the reader says as it is, among words of the page.

    A text with signs of direction in it (an unclosed U+202E turns all that follows, also beyond an inline element) is a box of
    its own, out of which they do not reach; any other breaks over lines as its surroundings do.
    """
    return Markup(_APART(escape(text))) if TURNS.search(text) else escape(text)


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


def show(text: Words) -> Markup:
    """HTML that shows `text` in the page's language."""
    return _both(verbatim(text.zh), verbatim(text.en))


def say(key: str, **values: Shown) -> Markup:
    """HTML that shows the words of `key` in the page's language."""
    if not values:
        return _plain(key)
    patterns = TABLE[key]
    zh, en = ({name: _value(value, at) for name, value in values.items()} for at in (0, 1))
    return _both(_filled(patterns.zh, zh), _filled(counted(patterns.en, values), en))


@cache
def _plain(key: str) -> Markup:
    """The words of a key without values: most of what the page says, and the same every time."""
    patterns = TABLE[key]
    return _both(_filled(patterns.zh, {}), _filled(counted(patterns.en, {}), {}))


def _filled(pattern: str, values: Mapping[str, str | int | float]) -> Markup:
    """The pattern as HTML with values put in that are HTML already (`Markup.format` would look at each of them again)."""
    return Markup(str(escape(pattern)).format(**values))


def printed(text: str, language: str) -> Markup:
    """HTML that shows what an article prints, in its language (`html_language`), as it is."""
    return Markup(_PRINTED(verbatim(text), escape(language)))


def notice(key: str, **values: Shown) -> Markup:
    """A line of its own, in HTML, that says what is to be mended, or that there is nothing."""
    return Markup(_NOTICE(say(key, **values)))


def _both(zh: str, en: str) -> Markup:
    return Markup(_ALIKE(zh) if zh == en else _BOTH(zh, en))


def _value(value: Shown, language: int) -> str | int | float:
    """A value as it goes into the words of a language, as HTML."""
    if isinstance(value, (int, float)):
        return value
    said = in_words(value) if isinstance(value, Message) else value
    return verbatim(said if isinstance(said, str) else str(said[language]))


def attribute(text: Words, names: str) -> Markup:
    """An attribute, with a leading space, that the browser script keeps in the page's language (English until it has run).

    An element has one such text: several attributes of it, as in "aria-label title", are named together.
    """
    zh, en = escape(text.zh), escape(text.en)
    return Markup("".join(_IN_ENGLISH(name, en) for name in names.split()) + _IN_BOTH(names, zh, en))
