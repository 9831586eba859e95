"""What a user has to mend, said in both of the page's languages.

An error of the library is one English line. The lines that a page can meet are in the table of words with what varies in
braces, so the English words are the pattern that the Chinese ones are found by. Any other line is shown as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache

from xunzhang.page.strings import STRINGS, Words
from xunzhang.page.wording import same, words

KEYS = (
    "trouble.no_articles",
    "trouble.nothing_read",
    "trouble.no_index",
    "trouble.damaged",
    "trouble.version",
    "trouble.other_model",
    "trouble.no_lexical",
    "trouble.no_model",
    "trouble.model_fails",
    "trouble.model_unfit",
    "trouble.cache",
    "trouble.busy",
    "trouble.empty",
    "trouble.long",
    "trouble.bound",
    "trouble.no_word",
    "trouble.long_term",
)


def told(error: str) -> Words:
    """The words of an error's line; `same` where the table does not have it.

    >>> told("There is no index in /a; build one with: python build_index.py --index /a").zh
    '/a 里没有索引；请运行 python build_index.py --index /a 建立。'
    """
    for key in KEYS:
        match = _pattern(key).fullmatch(error)
        if match:
            return Words(words(key, **match.groupdict()).zh, error)
    return same(error)


@lru_cache
def _pattern(key: str) -> re.Pattern[str]:
    pieces = re.split(r"\{(\w+)\}", STRINGS[key].en)
    seen: set[str] = set()
    written = ""
    for place, piece in enumerate(pieces):
        if not place % 2:
            written += re.escape(piece)
        elif piece in seen:
            written += f"(?P={piece})"
        else:
            seen.add(piece)
            written += f"(?P<{piece}>.*)"
    return re.compile(written, re.DOTALL)
