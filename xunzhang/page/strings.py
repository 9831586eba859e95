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
    "ask.suggestions": Words("建议", "Suggestions"),
    "ask.kind_title": Words("标题", "title"),
    "ask.kind_source": Words("来源", "outlet"),
    "ask.kind_name": Words("名称", "name"),
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
    "narrow.region": Words("缩小范围", "Narrow the search"),
    "narrow.source": Words("来源", "Outlet"),
    "narrow.language": Words("文章语言", "Language"),
    "narrow.date": Words("日期", "Date"),
    "narrow.article": Words("文章", "Article"),
    "narrow.chosen": Words("（已选 {n} 项）", " ({n} chosen)"),
    "narrow.articles": Words("{n:,} 篇文章", "{n:,} article|{n:,} articles"),
    "narrow.after": Words("从", "From"),
    "narrow.before": Words("到", "To"),
    "narrow.undated": Words(
        "另有 {n:,} 篇没有完整的日期；一旦限定日期，它们就不在范围内。",
        "{n:,} more article has no full date; a choice of dates leaves it out.|"
        "{n:,} more articles have no full date; a choice of dates leaves them out.",
    ),
    "narrow.no_dates": Words("这些文章都没有完整的日期。", "None of the articles has a full date."),
    "narrow.find": Words("标题里的字词", "Words of a title"),
    "narrow.listed": Words("只列出前 {n} 篇；写几个字可以找到其他的。", "The first {n} are listed; type to find the others."),
    "narrow.no_title": Words("没有这样的标题。", "No title has these words."),
    "narrow.left": Words("在 {n:,} 篇文章里查找", "Searching {n:,} article|Searching {n:,} articles"),
    "narrow.nothing": Words(
        "这些条件合在一起，没有一篇文章符合。去掉一项再试。",
        "No article fits all of these together. Take one away.",
    ),
    "narrow.remove": Words("去掉：{what}", "Remove: {what}"),
    "narrow.clear": Words("全部去掉", "Clear all"),
    "narrow.until": Words("{before}为止", "until {before}"),
    "narrow.since": Words("{after}以来", "since {after}"),
    "narrow.between": Words("{after}至{before}", "{after} to {before}"),
    "narrow.bad_date": Words(
        "“{date}” 不是日期；可以写成 2024、2024-11 或 2024-11-19。",
        "“{date}” is no date; write 2024, 2024-11 or 2024-11-19.",
    ),
    # --- found ---
    "found.heading": Words("查找结果", "Passages found"),
    "found.count": Words(
        "最相关的 {n} 段 · {seconds} 秒", "The closest passage · {seconds} s|The {n} closest passages · {seconds} s"
    ),
    "found.more": Words("更多段落", "More passages"),
    "found.end": Words("共列出 {n} 段；再往后就不相干了。", "These are all {n}; nothing further is close."),
    "found.read_as": Words("按{language}提问理解", "Read as a question in {language}"),
    "found.phrase": Words("须有原文“{text}”", "with the words “{text}”"),
    "found.must": Words("须含“{text}”", "with “{text}”"),
    "found.must_not": Words("不含“{text}”", "without “{text}”"),
    "found.held_by_none": Words("范围内没有一段含有“{text}”。", "No passage searched has “{text}” in it."),
    "found.held_by_all": Words(
        "范围内每一段都含有“{text}”，而你不要它。",
        "Every passage searched has “{text}”, which you excluded.",
    ),
    "found.held_apart": Words(
        "这些要求各有段落符合，却没有一段全都符合：",
        "Each of these is met by some passage, and none meets all of them:",
    ),
    "found.held": Words("“{text}”：{n:,} 段", "“{text}”: {n:,} passage|“{text}”: {n:,} passages"),
    "found.held_not": Words("不含“{text}”：{n:,} 段", "without “{text}”: {n:,} passage|without “{text}”: {n:,} passages"),
    "found.nothing": Words(
        "没有找到相关的段落。可以换一种说法，或者用文章里可能出现的词再试。",
        "Nothing was found. Try other words, or words that the articles themselves may use.",
    ),
    "found.nothing_narrowed": Words(
        "在选定的范围内没有找到相关的段落。可以去掉一项再试。",
        "Nothing was found within what you chose. Take a choice away and try again.",
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
    "read.hits": Words("本文中的结果：第 {at} 段，共 {n} 段", "Hits in this article: {at} of {n}"),
    "read.previous": Words("本文中上一处", "Previous hit in this article"),
    "read.next": Words("本文中下一处", "Next hit in this article"),
    "read.file": Words("文件", "File"),
    "read.only": Words("只在本文中查找", "Search this article only"),
    "read.like": Words("相近的段落", "More like this"),
    "read.other_zh": Words("中文报道", "In Chinese"),
    "read.other_en": Words("英文报道", "In English"),
    "read.beside": Words("并排阅读", "Side by side"),
    "read.beside_named": Words("并排阅读：《{title}》第 {n} 段", "Side by side: paragraph {n} of {title}"),
    "read.like_heading": Words("与这一段相近的段落", "Passages like this one"),
    "read.other_heading_zh": Words("中文文章里与这一段相近的段落", "What Chinese articles say on this"),
    "read.other_heading_en": Words("英文文章里与这一段相近的段落", "What English articles say on this"),
    "read.no_other": Words("没有足够相近的段落。", "No passage is close enough."),
    "read.close_beside": Words("关闭右侧", "Close this side"),
    "read.region_beside": Words("对照", "For comparison"),
    "read.back": Words("返回列表", "Back to the list"),
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
    # --- origins of what is said of an article ---
    "origin.heading": Words("这些信息的出处", "Where these facts come from"),
    "origin.title": Words("标题", "Title"),
    "origin.source": Words("来源", "Outlet"),
    "origin.byline": Words("署名", "Byline"),
    "origin.date": Words("日期", "Date"),
    "origin.language": Words("语言", "Language"),
    "origin.url": Words("网址", "Address"),
    "origin.front_matter": Words("文件开头的说明", "given at the head of the file"),
    "origin.field": Words("数据中的字段", "given in a field of the data"),
    "origin.markup": Words("文件格式自带的标记", "given by the file's markup"),
    "origin.label": Words("印在文首或文末，有标签或独占一行", "printed at the top or foot, labelled or on a line of its own"),
    "origin.title_line": Words("印作标题的一行", "printed as the title"),
    "origin.dateline": Words("电头", "printed in the dateline"),
    "origin.opening_day": Words("正文开头的日子，没有年份", "the day with which the report opens, without a year"),
    "origin.own_table": Words("你的 metadata.csv", "given in your metadata.csv"),
    "origin.text": Words("由正文的文字判断", "told from the text itself"),
    "origin.none": Words("没有印出，也没有代填", "not printed; nothing was filled in"),
    # --- troubles: the English is the library's line, word for word ---
    "trouble.no_articles": Words(
        "{where} 里没有文章；请放入 .txt、.md 或 .jsonl 文件，或者换一个文件夹。",
        "No articles in {where}; put .txt, .md or .jsonl files there, or name another folder.",
    ),
    "trouble.nothing_read": Words(
        "{where} 里没有一篇能读的文章（{why}）；请放入 .txt、.md 或 .jsonl 文章。",
        "No article could be read from {where} ({why}); put .txt, .md or .jsonl articles there.",
    ),
    "trouble.no_index": Words(
        "{where} 里没有索引；请运行 {command} 建立。",
        "There is no index in {where}; build one with: {command}",
    ),
    "trouble.damaged": Words(
        "{where} 里的索引已损坏（{why}）；请运行 {command} 重建。",
        "The index in {where} is damaged ({why}); rebuild it with: {command}",
    ),
    "trouble.version": Words(
        "{where} 里的索引是第 {theirs} 版格式，本程序读第 {ours} 版；请运行 {command} 重建。",
        "The index in {where} has format version {theirs}, and this program reads version {ours}; rebuild it with: {command}",
    ),
    "trouble.other_model": Words(
        "{where} 里的索引是用模型 {theirs} 建的，不是 {ours}；请去掉 --model，或者运行 {command} 重建。",
        "The index in {where} was built with the model {theirs}, and {ours} is another; "
        "leave --model out, or rebuild with: {command}",
    ),
    "trouble.no_lexical": Words(
        "{where} 里没有词语索引；请运行 python build_index.py 重建。",
        "No lexical index in {where}: rebuild with `python build_index.py`.",
    ),
    "trouble.no_model": Words(
        "--model {model} 不是 sentence-transformers 模型：文件夹里没有 modules.json 或 config.json。",
        "--model {model} is no sentence-transformers model: the folder has no modules.json or config.json.",
    ),
    "trouble.model_fails": Words(
        "模型 {model} 无法载入（{why}）；请换一个能载入的 sentence-transformers 模型或文件夹，或者去掉 --model，使用自带的模型。",
        "The model {model} does not load ({why}); name a sentence-transformers model or folder that does, "
        "or leave --model out for the bundled one.",
    ),
    "trouble.model_unfit": Words(
        "模型 {model} 不给出带位置的词向量，而段落的排序和标记要靠它；"
        "请换一个 transformer 模型，例如 intfloat/multilingual-e5-base。",
        "The model {model} gives no token vectors with offsets, which passages are ranked and marked by; "
        "choose a transformer model such as intfloat/multilingual-e5-base.",
    ),
    "trouble.cache": Words(
        "缓存文件夹 {where} 无法写入（{why}）；请把环境变量 XUNZHANG_CACHE 设为一个可以写入的文件夹。",
        "The cache folder {where} cannot be written ({why}); set XUNZHANG_CACHE to one that can.",
    ),
    "trouble.busy": Words(
        "另有程序正在写 {where} 里的索引（{who}）；请等它写完，或者结束它，然后再试（build_index.py --wait 秒数 可以等得更久）。",
        "Another build is writing {where} ({who}); wait until it has finished, or end it, and try again "
        "(build_index.py --wait SECONDS waits longer).",
    ),
    "trouble.empty": Words("问题是空的；请用中文或英文提问。", "The question is empty; type one, in Chinese or English."),
    "trouble.long": Words(
        "这个问题有 {n} 个字符；请缩短到 {most} 个以内。",
        "The question has {n} characters; shorten it to {most} at most.",
    ),
    "trouble.bound": Words(
        "{given} 不是日期；请写成 2024、2024-11 或 2024-11-19。",
        "{given} is no date; give one as 2024, 2024-11 or 2024-11-19.",
    ),
    # --- cite and keys ---
    "cite.copy": Words("复制引文", "Copy citation"),
    "cite.copy_named": Words("复制引文：《{title}》第 {n} 段", "Copy citation: paragraph {n} of {title}"),
    "cite.copied": Words("引文已复制：{text}", "Citation copied: {text}"),
    "cite.failed": Words("浏览器不让复制；引文是：{text}", "The browser does not allow copying; the citation is: {text}"),
    "keys.open": Words("快捷键", "Keyboard"),
    "keys.heading": Words("键盘快捷键", "Keyboard shortcuts"),
    "keys.ask": Words("到提问框", "To the question box"),
    "keys.move": Words("下一条、上一条结果", "Next and previous result"),
    "keys.read": Words("打开选中的结果", "Open the selected result"),
    "keys.hits": Words("本文中下一处、上一处", "Next and previous hit in the article"),
    "keys.cite": Words("复制选中结果的引文", "Copy the citation of the selected result"),
    "keys.close": Words("关闭文章或菜单", "Close the article or a menu"),
    "keys.help": Words("显示这张表", "Show this list"),
    "keys.single": Words("使用单个字母的快捷键", "Use shortcuts of a single letter"),
    "keys.done": Words("关闭", "Close"),
    # --- nothing to search ---
    "none.heading": Words("还没有可以查找的文章", "There is nothing to search yet"),
    "none.help": Words(
        "把文章（网页、PDF、Word、表格、文本等文件）放进 corpus/ 文件夹，然后重新启动寻章，索引会自动建立。",
        "Put articles (web pages, PDF, Word, tables, text) into corpus/ and start Xunzhang again: it builds the index itself.",
    ),
    "none.detail": Words("详细情况：{why}", "What happened: {why}"),
}

LANGUAGE_NAMES: dict[str, Words] = {
    "zh": Words("简体中文", "Chinese (simplified)"),
    "zh-hant": Words("繁体中文", "Chinese (traditional)"),
    "en": Words("英文", "English"),
    "und": Words("未能识别", "Not recognised"),
}
