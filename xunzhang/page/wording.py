"""The ways of putting the page's words into HTML: text and attributes in both of its languages.

Both languages are always in the document and the style sheet shows the one that `<html lang>` names, so switching needs no
request and nothing flashes. Words that sit in attributes (labels, placeholders) are swapped by the browser script. The words
themselves are in `strings.py`.
"""

from __future__ import annotations

from html import escape

from xunzhang.page.strings import LANGUAGE_NAMES, STRINGS, Words

Value = str | int | Words


def words(key: str, **values: Value) -> Words:
    """The words of `key` with `values` put in; a `Words` value goes in by language. Raises KeyError for an unknown key.

    >>> words("also.outlets", n=1)
    Words(zh='另有 1 家也有这段内容', en='Also in 1 outlet')
    """
    entry = STRINGS[key]
    one, _, many = entry.en.partition("|")
    english = many if many and values.get("n") != 1 else one
    return Words(
        entry.zh.format(**{name: value.zh if isinstance(value, Words) else value for name, value in values.items()}),
        english.format(**{name: value.en if isinstance(value, Words) else value for name, value in values.items()}),
    )


def same(text: str) -> Words:
    """Text that both languages show alike, such as a name."""
    return Words(text, text)


def language_name(language: str) -> Words:
    """What to call a passage's language; a code that has no name here is shown as it is."""
    return LANGUAGE_NAMES.get(language, same(language))


def show(text: Words) -> str:
    """HTML that shows `text` in the page's language."""
    if text.zh == text.en:
        return f"<span>{escape(text.zh)}</span>"
    return f'<span class="say" lang="zh-CN">{escape(text.zh)}</span><span class="say" lang="en">{escape(text.en)}</span>'


def say(key: str, **values: Value) -> str:
    """HTML that shows the words of `key` in the page's language."""
    return show(words(key, **values))


def attribute(name: str, text: Words) -> str:
    """An attribute, with a leading space, that the browser script keeps in the page's language (English until it has run)."""
    zh, en = escape(text.zh), escape(text.en)
    return f' {name}="{en}" data-say="{name}" data-say-zh="{zh}" data-say-en="{en}"'
