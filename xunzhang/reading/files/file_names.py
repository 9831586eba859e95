"""Names of files as they are shown: on one line, in characters that any file can hold, and two of them never alike.

The system allows nearly any bytes in a name; what is opened is the path, and what is kept and shown is its name from here.
"""

from __future__ import annotations

import re
import unicodedata

_LINES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_LOOKS_ESCAPED = re.compile(r"\\(?=[nrt\\]|x[0-9a-f]{2}|u[0-9a-f]{4})")


def shown_name(name: str) -> str:
    """`name` with bytes that are no UTF-8 as \\xb6, line breaks as \\n, other control characters and those that turn writing
    around as \\u202e.

    >>> shown_name("a\\nb"), shown_name("\\udcb6.txt"), shown_name("渡口.txt")
    ('a\\\\nb', '\\\\xb6.txt', '渡口.txt')
    """
    if name.isprintable() and "\\" not in name:
        return name
    return "".join(map(_shown, _LOOKS_ESCAPED.sub(r"\\\\", name)))


def _shown(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return _LINES.get(character) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")
    return character
