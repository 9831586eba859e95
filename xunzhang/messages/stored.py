"""A message as JSON that is kept, in the catalogue: with key and values, so that it can be shown in either language later.

{"key": "where.line", "values": {"n": 3}, "text": "Line 3"}, where a value is a string, a number, another such object or a list of
them; a plain string is text that every language shows alike.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from xunzhang.messages.wording import in_language
from xunzhang.types.message import AS_SAID, Message, Value, as_said


def stored(message: Message) -> Any:
    """The JSON of a message."""
    if message.key == AS_SAID:
        return message.text
    return {"key": message.key, "values": {name: _stored(value) for name, value in message.values}, "text": message.text}


def _stored(value: Value) -> Any:
    if isinstance(value, tuple):
        return [stored(each) for each in value]
    return stored(value) if isinstance(value, Message) else value


def from_stored(kept: Any) -> Message:
    """The message that was stored. Where the table no longer has its key, or that takes other values, it is shown by its text."""
    if isinstance(kept, str):
        return as_said(kept)
    if not kept["values"]:
        return _checked(Message(kept["key"], (), kept["text"]))  # the kinds of what was left out: a few, over and over
    return _check(Message(kept["key"], tuple((name, _value(value)) for name, value in kept["values"].items()), kept["text"]))


def _check(message: Message) -> Message:
    try:
        in_language(message, "zh")
    except (LookupError, TypeError, ValueError):
        return as_said(message.text)
    return message


_checked = lru_cache(maxsize=256)(_check)


def _value(kept: Any) -> Value:
    if isinstance(kept, list):
        return tuple(from_stored(each) for each in kept)
    return from_stored(kept) if isinstance(kept, dict) else kept
