"""Characters that do something instead of being seen: made visible where text meets a terminal, escaped where it meets JSON.

Controls (C0, DEL, C1), signs of direction (UAX #9), the separators U+2028 and U+2029, and halves of pairs, which no stream can
write. In what is stored, exported or shown on the page they stay as they are.
"""

from __future__ import annotations

import json
import re
from typing import Any

_TURNS = "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u206f"
_UNSEEN = re.compile(f"[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ud800-\\udfff{_TURNS}]")
_UNSEEN_IN_A_LINE = re.compile(f"[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ud800-\\udfff{_TURNS}]")
_UNSEEN_IN_JSON = re.compile(f"[\\x7f-\\x9f\\u2028\\u2029\\ud800-\\udfff{_TURNS}]")
_DELETE = 0x7F


def visible(text: str) -> str:
    """Text that moves no cursor: line breaks and tabs stay, other controls are pictures, the rest is escaped as file names are.

    >>> visible("a\\x1b[2J b\\u202ec"), visible("one\\n\\ttwo")
    ('a␛[2J b\\\\u202ec', 'one\\n\\ttwo')
    """
    return _UNSEEN.sub(_seen, text)


def in_one_line(text: str) -> str:
    """The same of what is one line: a name, a path, a message.

    >>> in_one_line("a\\nb\\tc")
    'a␊b␉c'
    """
    return _UNSEEN_IN_A_LINE.sub(_seen, text)


def as_json(value: Any) -> str:
    """JSON in one line, in which all that does something is escaped; what is read of it is the same.

    >>> as_json({"a": "\\x9b\\u202e中"})
    '{"a": "\\\\u009b\\\\u202e中"}'
    """
    return _UNSEEN_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def _seen(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == _DELETE:
        return "\u2421"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
