"""What is said, by its key: put together as a `Message` where it arises, and rendered in a language where it is shown.

Plain text in either language; the page puts it into HTML, and JSON has the English. The words themselves are in `rooms/`.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Mapping
from functools import cache
from string import Formatter
from typing import Literal

from xunzhang.messages.table import TABLE
from xunzhang.types.characters import HAN
from xunzhang.types.message import AS_SAID, Message, Value, Words, as_said

Spoken = Literal["zh", "en"]
Shown = Value | Words
MARKS = "“”‘’\u3000-\u303f\uff00-\uff65"  # which Chinese sets no space beside
_OF_SYSTEM = {
    errno.EACCES: "system.no_permission",
    errno.ENOENT: "system.no_file",
    errno.ENOSPC: "system.no_space",
    errno.EROFS: "system.read_only",
    errno.EIO: "system.io_error",
    errno.EISDIR: "system.is_folder",
    errno.ENOTDIR: "system.no_folder",
}
_BESIDE_CHINESE = re.compile(rf"(?<=[{HAN}]) (?=[{HAN}])|(?<=[{MARKS}]) | (?=[{MARKS}])")


def say(key: str, /, **values: Value) -> Message:
    """The message of `key` with `values`. Raises KeyError for an unknown key or a missing value, TypeError for a surplus one.

    >>> say("asking.long", n=70_000, most=2_000).text
    'The question has 70,000 characters; shorten it to 2,000 at most.'
    """
    if not values:
        return _said_alone(key)
    kept = tuple([(name, _plain(value)) for name, value in values.items()])
    return Message(key, kept, _filled(key, values, "en"))


@cache
def _said_alone(key: str) -> Message:
    return Message(key, (), _filled(key, {}, "en"))


def _plain(value: Value) -> Value:
    return value.text if isinstance(value, Message) and value.key == AS_SAID else value


def words(key: str, /, **values: Shown) -> Words:
    """The words of `key` with `values` put in, each in its language. Raises as `say` does.

    >>> words("also.outlets", n=1)
    Words(zh='另有 1 家也有这段内容', en='Also in 1 outlet')
    """
    return Words(_filled(key, values, "zh"), _filled(key, values, "en"))


def same(text: str) -> Words:
    """Text that both languages show alike, such as a name."""
    return Words(text, text)


def of_system(error: OSError) -> Message:
    """What the system says is wrong."""
    said = error.strerror or str(error)
    known = _OF_SYSTEM.get(error.errno or 0, "")
    return say(known) if known and TABLE[known].en == said else as_said(said)


def in_words(message: Message) -> Words:
    """A message in both languages."""
    return Words(in_language(message, "zh"), message.text)


def in_language(message: Message, language: Spoken) -> str:
    """A message as plain text.

    >>> in_language(say("where.said", where=say("where.line", n=3), what=say("json.too_deep")), "zh")
    '第 3 行：嵌套太深，或者有过长的数'
    """
    if language == "en" or message.key == AS_SAID:
        return message.text
    return _filled(message.key, dict(message.values), language)


def _filled(key: str, values: Mapping[str, Shown], language: Spoken) -> str:
    if surplus := values.keys() - _fields(key):
        raise TypeError(f"{key} takes no {min(surplus)}")
    return _put(key, values, values, language)


def _put(key: str, values: Mapping[str, Shown], counts: Mapping[str, Shown], language: Spoken) -> str:
    """The words of a key with its values; `counts` has the n that chooses between "one|many"."""
    entry = TABLE[key]
    pattern = entry.zh if language == "zh" else counted(entry.en, counts)
    said = ""
    for literal, name, form, conversion in _parsed(pattern):
        said = said + literal if language == "en" else _joined(said, literal)
        if name is not None:
            value = values[name]
            if conversion == "n" and isinstance(value, Message) and value.key != AS_SAID:
                shown = _put(value.key, dict(value.values), values, language)
            else:
                shown = _shown(value, form or "", conversion, language)
            said = said + shown if language == "en" else _joined(said, shown)
    return said


def _shown(value: Shown, form: str, conversion: str | None, language: Spoken) -> str:
    """A value as it goes into a line, by what follows its name in the braces (`rooms/` says what may)."""
    if conversion == "r":
        return f"“{repr(value)[1:-1]}”" if language == "zh" and isinstance(value, str) else repr(value)
    if isinstance(value, (int, float)):
        return format(value, form)
    if isinstance(value, tuple) and not isinstance(value, Words):
        return form.join(_shown(each, "", conversion, language) for each in value)
    text = in_language(value, language) if isinstance(value, Message) else value
    text = getattr(text, language) if isinstance(text, Words) else text
    if conversion == "c":
        return text.rstrip(".。")
    return text[:1].upper() + text[1:] if conversion == "u" else text


def _joined(before: str, after: str) -> str:
    """Chinese, joined; the words have a space on each side of a value, which only Latin letters and figures keep."""
    if not (before.endswith(" ") or after.startswith(" ")):
        return before + after
    at = max(len(before) - 1 - before.endswith(" "), 0)
    return before[:at] + _BESIDE_CHINESE.sub("", before[at:] + after[:2], count=1) + after[2:]


@cache
def _parsed(pattern: str) -> tuple[tuple[str, str | None, str | None, str | None], ...]:
    return tuple(Formatter().parse(pattern))


@cache
def _fields(key: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in _parsed(TABLE[key].zh) if name)


def counted(english: str, values: Mapping[str, object]) -> str:
    """The form of "one|many" that the value called n asks for."""
    one, _, many = english.partition("|")
    return many if many and values.get("n") != 1 else one
