"""The clause of a sentence that a place in a text stands in: from one comma, semicolon or end of a sentence to the next."""

from __future__ import annotations

import re

from xunzhang.types import Span

_ENDS = re.compile(r"[，；。！？;!?\n]|[,:](?!\d)|\.(?=\s|$)")


def clause_around(text: str, span: Span) -> Span:
    """The clause that `span` begins in, without the marks around it; it goes as far as the span does.

    >>> clause_around("全区有学校80所，教师1.2万名。", Span(10, 15)).of("全区有学校80所，教师1.2万名。")
    '教师1.2万名'
    """
    start = max((match.end() for match in _ENDS.finditer(text, 0, span.start)), default=0)
    end = _ENDS.search(text, span.end)
    return Span(start, end.start() if end else len(text))
