"""What the fields of front matter, JSON and tables are called, in Chinese and English, and which fact each one states.

Of several names of one fact the first in the list counts: a `content` beside a `body` is something else. What a value means is
`frontmatter.py`'s, and a whole record's `records.py`'s.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from xunzhang.types.characters import HAN

# fact -> its names, folded by `fold_name`, the surest first
ALIASES: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "正文", "全文", "文章正文", "新闻正文", "正文内容", "文章内容", "新闻内容", "报道内容", "新聞內容", "文章內容",
        "fulltext", "articletext", "articlebody", "bodytext", "maintext", "contenttext", "contenthtml", "body",
        "content", "contents", "article", "内容", "內容", "文本", "原文", "story", "paragraphs", "段落", "微博正文",
        "微博内容", "博文", "博文内容", "博文正文", "推文", "推文内容", "帖子内容", "帖子正文", "发帖内容", "笔记内容",
        "正文文本", "报道正文", "fullcontent",
        "textraw", "longtext", "longtextcontent", "tweet", "tweettext", "posttext", "postcontent", "bodyhtml",
        "contentmarkdown",
        "selftext", "摘要", "abstract",
        "summary",
    ),
    "title": (
        "title", "标题", "標題", "题名", "篇名", "题目", "題目", "新闻标题", "文章标题", "新聞標題", "文章標題", "headline",
        "articletitle", "subject", "主标题",
    ),
    "source": (
        "source", "来源", "來源", "媒体", "媒體", "报纸", "報紙", "报刊", "文献来源", "新闻来源", "文章来源", "媒体名称",
        "outlet", "publication", "publisher", "newspaper", "sitename", "site", "website", "media", "journal", "sourcename",
        "containertitle", "网站", "刊名", "公众号", "公众号名称", "账号名称", "帳號名稱", "发布账号", "用户昵称",
        "作者昵称", "博主昵称", "博主", "昵称",
        "accountname", "medianame", "screenname", "nickname",
    ),
    "byline": ("byline", "作者", "记者", "記者", "author", "authors", "writer", "reporter", "撰稿人", "creator"),
    "date": (
        "date", "日期", "发布时间", "發布時間", "发布日期", "發布日期", "发表时间", "发表日期", "刊发日期", "出版日期",
        "报道日期", "published", "publisheddate", "publishdate", "publicationdate", "datepublished", "publishedat", "pubdate",
        "pubtime", "issued",
        "publishtime", "publishedon", "firstpublished", "posttime",
        "postdate", "postedat", "发微博时间", "发文时间", "发博时间", "發文時間", "见报日期", "見報日期", "刊登日期",
        "发稿时间", "时间", "時間", "time", "datetime", "发表年份", "year", "年份",
    ),
    "url": ("url", "链接", "鏈接", "連結", "网址", "網址", "原文链接", "link", "href", "weburl",
            "permalink", "articleurl", "sourceurl",
            "微博链接", "博文链接", "文章链接", "原文网址", "新闻链接", "文章网址"),
    "language": ("language", "lang", "语言", "語言", "语种", "語種"),
    "id": ("id", "articleid", "docid", "documentid", "guid", "uuid", "newsid", "mid", "bid", "微博id", "noteid",
           "tweetid", "文章id", "编号", "編號"),
}  # fmt: skip
EMPTY = frozenset(("", "nan", "null", "none", "n/a", "#n/a", "nat", "~", "-", "--"))  # what programs write where there is nothing
_LONGEST_EMPTY = max(map(len, EMPTY))
_RANKS = {name: (fact, rank) for fact, names in ALIASES.items() for rank, name in enumerate(names)}
_TWO_NAMES = re.compile(rf"([A-Za-z][A-Za-z ]*)[-/（(:：| ]+([{HAN}]+)|([{HAN}]+)[-/（(:：| ]+([A-Za-z][A-Za-z ]*)")


def fold_name(name: str) -> str:
    """Without case, width, spaces and joints: "Pub_Date " -> "pubdate", "发布 时间：" -> "发布时间"."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", name).casefold())


def is_empty(value: object) -> bool:
    """Is it a field's value where there is none: null, NaN, an empty list, or a text of EMPTY?"""
    if isinstance(value, str):
        bare = value.strip()
        return len(bare) <= _LONGEST_EMPTY and bare.casefold() in EMPTY
    return value is None or value == [] or value != value


@lru_cache(maxsize=1 << 12)
def fact_of(name: str) -> tuple[str, int] | None:
    """-> (the fact that a field of this name states, its rank among the fact's names: 0 is the surest), or None.

    Names in both languages, like CNKI's "Title-题名", are told by either.
    """
    if found := _RANKS.get(fold_name(name)):
        return found
    if match := _TWO_NAMES.match(name.strip()):
        return next((found for part in match.groups() if part and (found := _RANKS.get(fold_name(part)))), None)
    return None


def assign(names: Iterable[str]) -> dict[str, int]:
    """-> for each fact, the number (from 0) of the name among `names` that states it most surely, the first of equals."""
    best: dict[str, tuple[int, int]] = {}
    for number, name in enumerate(names):
        if found := fact_of(name):
            fact, rank = found
            best[fact] = min(best.get(fact, (rank, number)), (rank, number))
    return {fact: number for fact, (_, number) in best.items()}
