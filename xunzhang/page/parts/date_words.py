"""Dates as the page prints them: the parts that the article gives, in each language, and never a part that it does not."""

from __future__ import annotations

from xunzhang.language.calendar_words import MONTHS
from xunzhang.language.iso_dates import iso_date
from xunzhang.messages.wording import same
from xunzhang.types.message import Words


def date_words(date: str) -> Words:
    """`ArticleHead.date` in words; what is not of that form is shown as it is, "" stays "".

    >>> date_words("--11-19")
    Words(zh='11月19日', en='19 November')
    """
    given = iso_date(date)
    if given is None:
        return same(date)
    year, month, day = f"{given.year:04}" if given.year else "", given.month, given.day
    zh = (f"{year}年" if year else "") + (f"{month}月" if month else "") + (f"{day}日" if day else "")
    en = " ".join(part for part in (str(day) if day else "", MONTHS[month - 1].capitalize() if month else "", year) if part)
    return Words(zh, en)
