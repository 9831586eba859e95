"""Dates as the page prints them: the parts that the article gives, in each language, and never a part that it does not."""

from __future__ import annotations

import re

from xunzhang.messages.strings import Words
from xunzhang.messages.wording import same

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_PARTS = re.compile(r"(?P<year>\d{4}|-)(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")


def date_words(date: str) -> Words:
    """`ArticleHead.date` in words; what is not of that form is shown as it is, "" stays "".

    >>> date_words("--11-19")
    Words(zh='11月19日', en='19 November')
    """
    match = _PARTS.fullmatch(date)
    if not match:
        return same(date)
    year, month, day = match["year"].strip("-"), int(match["month"] or 0), int(match["day"] or 0)
    if month > len(MONTHS):
        return same(date)
    zh = (f"{year}年" if year else "") + (f"{month}月" if month else "") + (f"{day}日" if day else "")
    en = " ".join(part for part in (str(day) if day else "", MONTHS[month - 1] if month else "", year) if part)
    return Words(zh, en)
