"""The words of a key with values put in, in both languages, as plain text. The words themselves are in `strings.py`."""

from __future__ import annotations

from collections.abc import Mapping

from xunzhang.messages.strings import LANGUAGE_NAMES, STRINGS, Words

Value = str | int | Words


def words(key: str, **values: Value) -> Words:
    """The words of `key` with `values` put in; a `Words` value goes in by language. Raises KeyError for an unknown key.

    >>> words("also.outlets", n=1)
    Words(zh='另有 1 家也有这段内容', en='Also in 1 outlet')
    """
    entry = STRINGS[key]
    english = counted(entry.en, values)
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


def counted(english: str, values: Mapping[str, Value]) -> str:
    """The form of "one|many" that the value called n asks for."""
    one, _, many = english.partition("|")
    return many if many and values.get("n") != 1 else one
