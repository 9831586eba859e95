"""The table of every word the page says, in Chinese and in English; `wording.py` has the ways of putting them into HTML.

What the collection says is not here: it is shown as it is. A room adds its words under its own comment; the tests
(tests/page/test_page_strings.py) fail on a key that is missing, is left over, or lacks a language. `LIBRARY` is the part for what
the library says in English lines of its own, about files and troubles; tests/page/test_page_told.py does the same for it.
"""

from __future__ import annotations

from typing import NamedTuple

from xunzhang.messages.library.asking import ASKING
from xunzhang.messages.library.formats import FORMATS
from xunzhang.messages.library.left_out import LEFT_OUT
from xunzhang.messages.library.reading_files import READING


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
    # --- notebook ---
    "view.notebook": Words("笔记", "Notebook"),
    "keep.tick": Words("收入笔记", "Keep"),
    "keep.named": Words("收入笔记：《{title}》第 {n} 段", "Keep in the notebook: paragraph {n} of {title}"),
    "notebook.empty": Words(
        "笔记是空的。在查找结果或文章里勾选“收入笔记”，段落就会留在这里；笔记只保存在这个浏览器里。",
        "The notebook is empty. Tick “Keep” on a result or in an article to have its passage here. "
        "It is kept in this browser alone.",
    ),
    "notebook.name": Words("笔记名称", "Name of the notebook"),
    "notebook.untitled": Words("我的笔记", "My notebook"),
    "notebook.clear": Words("清空笔记", "Empty the notebook"),
    "notebook.confirm": Words("要删除笔记里的 {n} 段和它们的批注吗？", "Remove all {n} passages and their notes?"),
    "notebook.cleared": Words("笔记已清空。", "The notebook is empty now."),
    "notebook.kept": Words("已收入笔记，共 {n} 段。", "Kept; the notebook has {n} passage.|Kept; the notebook has {n} passages."),
    "notebook.removed": Words("已从笔记中移除。", "Removed from the notebook."),
    "notebook.moved": Words("现在是第 {n} 段，共 {all} 段。", "Now number {n} of {all}."),
    "notebook.full": Words(
        "笔记最多 {n} 段；请先导出，再移除一些。", "A notebook holds {n} passages; save it, then remove some."
    ),
    "notebook.refused": Words(
        "这个浏览器不允许保存（存储被关闭或已满）：关闭页面后笔记会丢失，请先导出。",
        "This browser does not keep it (storage is switched off, or full): the notebook is lost when the page is closed, "
        "so save it as a file first.",
    ),
    "notebook.unreadable": Words(
        "笔记里有 {n} 项无法读取。", "{n} entry of the notebook cannot be read.|{n} entries of the notebook cannot be read."
    ),
    "notebook.gone": Words(
        "这段文字已不在文集里；这里是收入笔记时的原文。",
        "This passage is no longer in the collection; here it is as it was kept.",
    ),
    "notebook.asked": Words("问题：{question}", "Question: {question}"),
    "notebook.note": Words("批注", "Note"),
    "notebook.up": Words("上移", "Move up"),
    "notebook.down": Words("下移", "Move down"),
    "notebook.remove": Words("移除", "Remove"),
    # --- saving as files ---
    "save.notebook": Words("导出笔记：", "Save the notebook as:"),
    "save.results": Words("导出这个问题的全部结果：", "Save all hits of this question as:"),
    "save.gb7714": Words("参考文献（国标）", "References (GB/T 7714)"),
    "save.apa": Words("参考文献（APA）", "References (APA)"),
    "save.done": Words("已导出：{name}", "Saved: {name}"),
    # --- adding files ---
    "view.add": Words("添加", "Add"),
    "add.drop": Words("把文章拖到这里，或者选择文件", "Drop articles here, or choose files"),
    "add.suffixes": Words("可以是：{list}", "They may be: {list}"),
    "add.sending": Words("正在发送 {name}", "Sending {name}"),
    "add.failed": Words("{name} 没有送达；请再试一次。", "{name} did not arrive; try again."),
    "add.foreign": Words(
        "{name} 没有加入：请用本页自己的网址打开它，再添加。",
        "{name} was not added; open this page under its own address, then add it.",
    ),
    "add.large": Words("{name} 太大了：一个文件最多 {n} MB。", "{name} is too large: a file may have {n} MB."),
    "add.reading": Words("正在读取文章……", "Reading the articles…"),
    "add.encoding": Words("正在编码段落……", "Encoding the passages…"),
    "add.indexing": Words("正在建立索引……", "Writing the index…"),
    "add.trouble": Words("没能建立索引：{why}", "The index could not be brought up to date: {why}"),
    "add.waiting": Words("已收到，正在建立索引", "Received; being indexed"),
    "add.searchable": Words("可以查找了", "Can be asked now"),
    "add.refused": Words("没有加入文集：读不出文章", "Not added: no article could be read from it"),
    "add.there": Words("文集里已经有这个文件", "Already in the collection"),
    "add.renamed": Words(
        "原来叫 {given}；这个名字已被占用或不能使用。", "It was called {given}; that name is taken, or cannot be used."
    ),
    "add.read": Words(
        "{n} 篇文章，{paragraphs} 段", "{n} article, {paragraphs} paragraphs|{n} articles, {paragraphs} paragraphs"
    ),
    "add.kept": Words("{all:,} 个字符中读入 {kept:,} 个", "{kept:,} of {all:,} characters"),
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
    # --- cite and keys ---
    "cite.gb7714": Words("国标引文", "Cite: GB/T 7714"),
    "cite.apa": Words("APA 引文", "Cite: APA"),
    "cite.gb7714_named": Words("国标引文：《{title}》第 {n} 段", "Cite: GB/T 7714, paragraph {n} of {title}"),
    "cite.apa_named": Words("APA 引文：《{title}》第 {n} 段", "Cite: APA, paragraph {n} of {title}"),
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
    # --- explore ---
    "view.explore": Words("概览", "Explore"),
    "explore.tabs": Words("概览的各个部分", "Parts of the overview"),
    "panel.map": Words("地图", "Map"),
    "panel.time": Words("时间线", "Timeline"),
    "panel.terms": Words("名称与词语", "Names and terms"),
    "panel.context": Words("词语上下文", "In context"),
    "panel.articles": Words("文章", "Articles"),
    "explore.drawing": Words("正在绘制地图……", "Drawing the map…"),
    "explore.map_label": Words(
        "段落地图，每个点是一个段落；下方的列表是它的文字版",
        "A map of the passages, each a point; the list below it says the same in words",
    ),
    "explore.map_note": Words(
        "每个点是一个段落，意思相近的在一起，不分语言。点一下就打开。",
        "Each point is a passage; those that mean something alike lie together, whatever their language. Click one to open it.",
    ),
    "explore.all_drawn": Words("共 {total:,} 段。", "All {total:,} passages are drawn."),
    "explore.some_drawn": Words(
        "共 {total:,} 段，图中是均匀抽取的 {n:,} 段。", "{n:,} of {total:,} passages are drawn, chosen evenly."
    ),
    "explore.colour": Words("按什么着色", "Coloured by"),
    "explore.by_date": Words("日期", "Date"),
    "explore.dated": Words("有年份", "With a year"),
    "explore.no_year": Words("没有年份", "No year given"),
    "explore.no_outlet": Words("未注明来源", "No outlet given"),
    "explore.other_outlets": Words("另外 {n} 家", "{n} other|{n} others"),
    "explore.hits": Words("与问题最相关的 {n} 段", "The question’s closest passage|The question’s {n} closest passages"),
    "explore.list": Words("地图的文字版", "The map in words"),
    "explore.list_note": Words(
        "图上的各个区域，以及它们特有的词语。", "The regions of the map, each with the terms that mark it."
    ),
    "explore.region": Words("区域 {number}", "Region {number}"),
    "explore.passages": Words("{n:,} 段", "{n:,} passage|{n:,} passages"),
    "explore.more": Words("再列出一些（还有 {n:,} 段）", "Show more ({n:,} left)"),
    "explore.open_named": Words("打开《{title}》第 {n} 段：{text}", "Open paragraph {n} of {title}: {text}"),
    "time.undated": Words("有 {n:,} 篇没有日期。", "{n:,} article has no date.|{n:,} articles have no date."),
    "time.yearless": Words(
        "有 {n:,} 篇的日期没有年份，没有放在时间线上。",
        "{n:,} article gives a day without its year; it is not placed.|{n:,} articles give a day without its year; not placed.",
    ),
    "time.coarser": Words(
        "有 {n:,} 篇的日期没有这么具体，没有放在时间线上。",
        "{n:,} article has a less exact date; it is not placed.|{n:,} articles have a less exact date; they are not placed.",
    ),
    "time.none": Words(
        "没有一篇文章的日期带有年份，所以画不出时间线。", "No article has a date with a year, so there is no timeline."
    ),
    "time.by_day": Words("按日统计，{n:,} 篇。", "By day, {n:,} article.|By day, {n:,} articles."),
    "time.by_month": Words("按月统计，{n:,} 篇。", "By month, {n:,} article.|By month, {n:,} articles."),
    "time.by_year": Words("按年统计，{n:,} 篇。", "By year, {n:,} article.|By year, {n:,} articles."),
    "time.by_decade": Words("按年代统计，{n:,} 篇。", "By decade, {n:,} article.|By decade, {n:,} articles."),
    "time.decade": Words("{year}年代", "{year}s"),
    "time.bar": Words("{period}：{n:,} 篇", "{period}: {n:,} article|{period}: {n:,} articles"),
    "time.articles": Words("{n:,} 篇", "{n:,} article|{n:,} articles"),
    "time.days": Words("没有年份的日期", "Dates without a year"),
    "time.period": Words("时间", "Period"),
    "time.table": Words("看数字", "The figures"),
    "terms.note": Words(
        "词语按它们在这里比平常多见的程度排列，数字是段数；点词语看它的上下文。",
        "Terms more frequent here than in general, with their number of passages; each leads to its contexts.",
    ),
    "terms.counted": Words("统计了全部 {total:,} 段。", "Counted in all {total:,} passages."),
    "terms.sampled": Words(
        "统计了 {total:,} 段中均匀抽取的 {n:,} 段。", "Counted in {n:,} of {total:,} passages, chosen evenly."
    ),
    "terms.terms": Words("词语", "Terms"),
    "terms.names": Words("名称", "Names"),
    "terms.outlets": Words("各家来源特有的词语", "What marks each outlet"),
    "terms.outlets_note": Words(
        "在这家来源的段落里明显比在其他来源里多见。",
        "More frequent in this outlet’s passages than in the others’, by more than chance.",
    ),
    "terms.none": Words("没有一个词语或名称出现在两个以上的段落里。", "No term or name stands in more than one passage."),
    "terms.ask_named": Words("提问：{term}", "Ask: {term}"),
    "context.form": Words("查找一个词语的上下文", "Look up a term in context"),
    "context.term": Words("词语", "Term"),
    "context.button": Words("查看", "Look up"),
    "context.note": Words(
        "写下一个词或短语，看它在每个段落里的上下文。逐字匹配，繁简、大小写不论。",
        "Give a word or a phrase to see it wherever it stands, word for word, whatever its case or Chinese script.",
    ),
    "context.nothing": Words("没有一个段落含有“{term}”。", "No passage holds “{term}”."),
    "context.count": Words(
        "{articles:,} 篇文章的 {passages:,} 段里共 {n:,} 处",
        "{n:,} line; passages: {passages:,}, articles: {articles:,}|{n:,} lines; passages: {passages:,}, articles: {articles:,}",
    ),
    "context.unread": Words("含有它的另外 {n:,} 段没有列入。", "{n:,} more passages that hold it are not included."),
    "context.order": Words("排列", "Sorted by"),
    "context.place": Words("原文次序", "Place"),
    "context.left": Words("前面的词", "Word before"),
    "context.right": Words("后面的词", "Word after"),
    "context.caption": Words("“{term}”的上下文", "“{term}” in context"),
    "context.head_left": Words("前文", "Before"),
    "context.head_term": Words("词语", "Term"),
    "context.head_right": Words("后文", "After"),
    "context.head_source": Words("来源", "Outlet"),
    "context.open": Words("{term}：打开《{title}》第 {n} 段", "{term}: open paragraph {n} of {title}"),
    "list.which": Words("列出", "List"),
    "list.files": Words("文件", "Files"),
    "list.find": Words("含有这些字", "Containing"),
    "list.button": Words("筛选", "Filter"),
    "list.clear": Words("清除", "Clear"),
    "list.clear_named": Words("清除：{what}", "Clear: {what}"),
    "list.count": Words("{total:,} 篇中的 {n:,} 篇", "{n:,} of {total:,} articles"),
    "list.count_files": Words("{total:,} 个文件中的 {n:,} 个", "{n:,} of {total:,} files"),
    "list.status": Words("读取情况", "Status"),
    "list.all": Words("全部", "All"),
    "list.articles_table": Words("文章列表", "Table of articles"),
    "list.files_table": Words("文件列表", "Table of files"),
    "articles.title": Words("标题与文件", "Title and file"),
    "articles.source": Words("来源", "Outlet"),
    "articles.date": Words("日期", "Date"),
    "articles.language": Words("语言", "Language"),
    "articles.passages": Words("段落", "Passages"),
    "articles.characters": Words("字符", "Characters"),
    "files.path": Words("文件", "File"),
    "files.status": Words("读取情况", "Status"),
    "files.encoding": Words("编码", "Encoding"),
    "files.articles": Words("文章", "Articles"),
    "files.characters_in": Words("读入字符", "Characters in"),
    "files.characters_kept": Words("保留字符", "Kept"),
    "files.removed": Words("去掉的内容", "Removed"),
    "files.left_out": Words("{what}：{n:,} 个字符", "{what}: {n:,}"),
    "files.messages": Words("提醒", "Messages"),
    "status.read": Words("完整读取", "Read"),
    "status.partly": Words("部分读取", "Partly read"),
    "status.skipped": Words("未读取", "Skipped"),
    "pages.before": Words("上一页", "Previous"),
    "pages.after": Words("下一页", "Next"),
    "pages.here": Words("第 {first:,}–{last:,} 条，共 {total:,} 条", "{first:,}–{last:,} of {total:,}"),
    # --- compare ---
    "view.compare": Words("对照", "Compare"),
    "compare.note": Words(
        "在上面写下一个问题，就能并排看到各家来源的说法；也可以在段落下面点“各家说法”。",
        "Ask a question above to see what each outlet says, side by side; or choose “Each outlet” under a passage.",
    ),
    "compare.columns": Words("各家来源的说法", "What each outlet says"),
    "compare.passage": Words("各家来源怎么说这一段讲的事：", "What each outlet says of what this passage tells:"),
    "compare.by_question": Words("改按问题对照", "Compare on the question instead"),
    "compare.nothing": Words("没有哪家来源的段落与此足够接近。", "No outlet has a passage near enough to this."),
    "compare.one": Words(
        "只有一家来源谈到它，没有别家可以对照。", "Only one outlet speaks of it, so there is nothing to compare it with."
    ),
    "compare.count": Words("{n} 家来源谈到它。", "{n} outlet speaks of it.|{n} outlets speak of it."),
    "compare.differ": Words(
        "同一件事说法不同的数字、日期、人名已标出；中文与英文之间不作比较。",
        "Figures, dates and names that certainly differ are marked; Chinese and English are not compared with each other.",
    ),
    "compare.agree": Words(
        "没有发现确定不一致的数字、日期或人名；中文与英文之间不作比较。",
        "No figure, date or name was found that certainly differs; Chinese and English are not compared with each other.",
    ),
    "compare.unshown": Words("另有 {n} 家没有列出。", "{n} more is not shown.|{n} more are not shown."),
    "compare.silent": Words("没有谈到的：{outlets}。", "Nothing near enough in: {outlets}."),
    "compare.this": Words("各家说法", "Each outlet"),
    "compare.this_named": Words("各家说法：《{title}》第 {n} 段", "Each outlet: paragraph {n} of {title}"),
    "compare.dispute_many": Words("这里是“{here}”，{n} 家来源是“{there}”：", "“{here}” here; “{there}” in {n} outlets:"),
    "compare.dispute": Words("这里是“{here}”，{outlet}是“{there}”", "“{here}” here; “{there}” in {outlet}"),
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

# English, with what varies in braces -> Chinese; `told.py` finds the entry of a line.
LIBRARY: dict[str, str] = {**LEFT_OUT, **READING, **FORMATS, **ASKING}
