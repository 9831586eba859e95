"""Passages made by hand, for the tests of what resembles what."""

from __future__ import annotations

from xunzhang.types import ArticleHead, Passage

TEXT = (
    "新建的滨江图书馆对读者开放，馆内有座位八百个，藏书二十万册，其中儿童读物占三成。"
    "馆长说，周末的开放时间会延长到晚上九点，读者凭身份证就能办理借书手续。"
)


def passage(text: str, article: str, language: str = "zh") -> Passage:
    return Passage(f"{article}.1", ArticleHead(article), 1, 0, len(text), text, language=language)
