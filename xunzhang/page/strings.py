"""The table of every word the page itself says, in Chinese and in English; `wording.py` has the ways of putting them into HTML.

What the collection says is not here: it is shown as it is. A room adds its words under its own comment; the tests
(tests/page/test_page_strings.py) fail on a key that is missing, is left over, or lacks a language.
"""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """The same said in both of the page's languages, as plain text."""

    zh: str
    en: str


# "one|many" in English is chosen by the value called n.
STRINGS: dict[str, Words] = {
    # --- page ---
    "page.title": Words("寻章：在文章里找到回答问题的原文", "Xunzhang: the passages that answer, word for word"),
    "page.name": Words("寻章", "Xunzhang"),
    "page.language": Words("界面语言", "Language of the page"),
    "page.views": Words("页面", "Views"),
    "page.home": Words("回到首页", "Back to the start"),
    # --- ask ---
    "view.ask": Words("提问", "Ask"),
    "ask.search": Words("在这些文章里查找", "Search the articles"),
    "ask.label": Words("你的问题", "Your question"),
    "ask.placeholder": Words("用中文或英文提问，按回车查找", "Ask in English or Chinese, then press Enter"),
    "ask.button": Words("查找", "Find"),
    "ask.empty": Words("请先写下你想问的问题。", "Please write a question first."),
    "ask.examples": Words("可以这样问", "You could ask"),
    "ask.failed": Words(
        "没有收到答复。请确认寻章仍在运行，然后再试一次。",
        "No answer came back. Check that Xunzhang is still running, then try again.",
    ),
    "ask.long": Words(
        "这个问题有 {n:,} 个字符，太长了；请缩短到 {most:,} 个字符以内。",
        "The question has {n:,} characters; please shorten it to {most:,} or fewer.",
    ),
    "ask.trouble": Words("这个问题没能查成：{why}", "That could not be searched: {why}"),
    # --- narrow ---
    "narrow.source": Words("来源", "Outlet"),
    "narrow.language": Words("文章语言", "Language of the article"),
    "narrow.chosen": Words("（已选 {n} 项）", " ({n} chosen)"),
    # --- found ---
    "found.heading": Words("查找结果", "Passages found"),
    "found.count": Words(
        "最相关的 {n} 段 · {seconds} 秒", "The closest passage · {seconds} s|The {n} closest passages · {seconds} s"
    ),
    "found.nothing": Words(
        "没有找到相关的段落。可以换一种说法，或者用文章里可能出现的词再试。",
        "Nothing was found. Try other words, or words that the articles themselves may use.",
    ),
    "found.nothing_narrowed": Words(
        "在选定的范围内没有找到相关的段落。可以放宽来源或语言再试。",
        "Nothing was found within your choice of outlets and languages. Try a wider choice.",
    ),
    "found.unanswerable": Words(
        "这些文章似乎没有回答这个问题。下面是意思最接近的段落：",
        "Nothing in this collection seems to answer this. The nearest passages:",
    ),
    "strength.strong": Words("很可能有答案", "Very likely answers"),
    "strength.likely": Words("可能有答案", "May answer"),
    "strength.weak": Words("关联较弱", "Loosely related"),
    "source.untitled": Words("无题", "Untitled"),
    "source.paragraph": Words("第 {n} 段", "paragraph {n}"),
    "source.page": Words("第 {n} 页", "page {n}"),
    "also.outlets": Words("另有 {n} 家也有这段内容", "Also in {n} outlet|Also in {n} outlets"),
    "also.articles": Words("另有 {n} 篇文章也有这段内容", "Also in {n} article|Also in {n} articles"),
    "also.differ": Words("说法有出入", "accounts differ"),
    "also.table": Words("说法不同之处", "Where they differ"),
    # --- read ---
    "read.open": Words("看上下文", "In context"),
    "read.open_named": Words("看上下文：《{title}》第 {n} 段", "In context: paragraph {n} of {title}"),
    "read.close": Words("关闭文章", "Close"),
    "read.region": Words("文章", "Articles"),
    "read.original": Words("打开原文网页", "Open the original"),
    "read.gone": Words("这个段落或文章已经不在文集里了。", "That passage or article is no longer in the collection."),
    "shelf.heading": Words("文集", "The collection"),
    "shelf.count": Words(
        "{n:,} 篇文章，{passages:,} 个段落", "{n} article, {passages:,} passages|{n:,} articles, {passages:,} passages"
    ),
    "shelf.more": Words("另有 {n} 篇未列出。", "{n} more is not listed.|{n} more are not listed."),
    # --- the documentation of the HTTP interface ---
    "api.document": Words("接口描述", "The document"),
    "api.records": Words("数据结构", "Records"),
    "api.answers": Words("返回", "Answers"),
    "api.argument": Words("参数", "Argument"),
    "api.type": Words("类型", "Type"),
    "api.default": Words("默认值", "Default"),
    "api.meaning": Words("说明", "Meaning"),
    # --- nothing to search ---
    "none.heading": Words("还没有可以查找的文章", "There is nothing to search yet"),
    "none.help": Words(
        "把文章（.txt、.md 或 .jsonl 文件）放进 corpus/ 文件夹，然后重新启动寻章，索引会自动建立。",
        "Put your articles (.txt, .md or .jsonl files) into corpus/ and start Xunzhang again: it builds the index itself.",
    ),
    "none.detail": Words("详细情况：{why}", "What happened: {why}"),
}

LANGUAGE_NAMES: dict[str, Words] = {
    "zh": Words("简体中文", "Chinese (simplified)"),
    "zh-hant": Words("繁体中文", "Chinese (traditional)"),
    "en": Words("英文", "English"),
    "und": Words("未能识别", "Not recognised"),
}
