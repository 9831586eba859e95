"""What the page says around a question: the frame, narrowing, the passages found, and where each came from."""

from xunzhang.types.message import Words

# "one|many" in English is chosen by the value called n.
PAGE_ASKING: dict[str, Words] = {
    # busy
    "busy.again": Words(
        "现在提问的人很多；{n} 秒后会自动再问一次。",
        "Many people are asking: this asks again by itself in {n} second.|"
        "Many people are asking: this asks again by itself in {n} seconds.",
    ),
    "busy.given_up": Words(
        "现在提问的人太多，没有轮到；请过一会儿再试。", "Too many people are asking at the moment: try again in a while."
    ),
    # --- page ---
    "page.title": Words("寻章：在文章里找到回答问题的原文", "Xunzhang: passages that answer your question, word for word"),
    "page.name": Words("寻章", "Xunzhang"),
    "page.language": Words("界面语言", "Page language"),
    "page.views": Words("页面", "Views"),
    "page.home": Words("回到首页", "Back to the start"),
    # --- previews of links ---
    "preview.both": Words("{n:,} 篇中英文文章", "{n:,} articles in Chinese and English"),
    "preview.zh": Words("{n:,} 篇中文文章", "{n:,} article in Chinese|{n:,} articles in Chinese"),
    "preview.en": Words("{n:,} 篇英文文章", "{n:,} article in English|{n:,} articles in English"),
    "preview.und": Words("{n:,} 篇文章", "{n:,} article|{n:,} articles"),
    "preview.about": Words(
        "{articles}，来自{outlets}。提一个问题，看原文怎么说。",
        "{articles}, from {outlets}. Ask a question and read what they say, word for word.",
    ),
    "preview.alone": Words(
        "{articles}。提一个问题，看原文怎么说。", "{articles}. Ask a question and read what they say, word for word."
    ),
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
    "ask.trouble": Words("查找出错：{why}", "The search failed: {why}"),
    "asked.found": Words(
        "你问的是“{question}”：{n} 条结果。", "You asked “{question}”: {n} hit.|You asked “{question}”: {n} hits."
    ),
    "asked.see": Words("看答案", "See the answers"),
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
    "narrow.after_day": Words("起始日", "First day"),
    "narrow.before_day": Words("截止日", "Last day"),
    "narrow.undated": Words(
        "另有 {n:,} 篇没有完整的日期，限定日期后不在范围内。",
        "{n:,} more article has no full date and is left out when you choose dates.|{n:,} more articles have no full "
        "date and are left out when you choose dates.",
    ),
    "narrow.no_dates": Words("这些文章都没有完整的日期。", "None of the articles has a full date."),
    "narrow.find": Words("标题里的字词", "Words in the title"),
    "narrow.listed": Words(
        "只列出前 {n} 篇；输入几个字可以找到其余的。", "Only the first {n} are listed; type to find the others."
    ),
    "narrow.no_title": Words("没有哪个标题含有这些字。", "No title contains these words."),
    "narrow.left": Words("在 {n:,} 篇文章里查找", "Searching {n:,} article|Searching {n:,} articles"),
    "narrow.nothing": Words(
        "没有一篇文章同时符合这些条件。请取消一项条件再试。",
        "No article meets all of these conditions. Remove one and try again.",
    ),
    "narrow.remove": Words("取消：{what}", "Remove: {what}"),
    "narrow.clear": Words("全部清除", "Clear all"),
    "narrow.until": Words("截至{before}", "until {before}"),
    "narrow.since": Words("{after}起", "since {after}"),
    "narrow.between": Words("{after}至{before}", "{after} to {before}"),
    "narrow.bad_date": Words(
        "“{date}” 不是日期；可以写成 2024、2024-11 或 2024-11-19。",
        "“{date}” is not a date; write 2024, 2024-11 or 2024-11-19.",
    ),
    # --- found ---
    "found.heading": Words("查找结果", "Passages found"),
    "found.count": Words("{n} 条可能的答案 · {seconds} 秒", "{n} likely answer · {seconds} s|{n} likely answers · {seconds} s"),
    "found.others": Words("本文另有 {n} 段", "{n} more passage of this article|{n} more passages of this article"),
    "found.more": Words("更多文章", "More articles"),
    "found.end": Words(
        "已全部列出，共 {n} 段；其余段落与问题无关。",
        "That is everything: {n} passage. Nothing else is relevant.|That is everything: {n} passages. Nothing else is relevant.",
    ),
    "found.read_as": Words("按{language}提问理解", "Read as a question in {language}"),
    "found.phrase": Words("须有原文“{text}”", "with the words “{text}”"),
    "found.preferred": Words("先列有“{text}”的", "those with “{text}” first"),
    "found.must": Words("须含“{text}”", "with “{text}”"),
    "found.must_not": Words("不含“{text}”", "without “{text}”"),
    "found.held_by_none": Words("范围内没有一段含有“{text}”。", "None of the passages searched contains “{text}”."),
    "found.held_by_all": Words(
        "范围内每一段都含有“{text}”，而你要求排除它。", "Every passage searched contains “{text}”, which you excluded."
    ),
    "found.regional": Words(
        "“{text}”在有些地区叫“{other}”，有 {n:,} 段用这个说法。可以改问：{ask}",
        "“{text}” is called “{other}” in some regions; {n:,} passage uses it. Ask instead: {ask}|“{text}” is called “"
        "{other}” in some regions; {n:,} passages use it. Ask instead: {ask}",
    ),
    "found.held_apart": Words(
        "这些条件单独都有段落符合，但没有一段同时符合：",
        "There are passages for each of these, but none for all of them together:",
    ),
    "found.held": Words("“{text}”：{n:,} 段", "“{text}”: {n:,} passage|“{text}”: {n:,} passages"),
    "found.held_not": Words("不含“{text}”：{n:,} 段", "without “{text}”: {n:,} passage|without “{text}”: {n:,} passages"),
    "found.nothing": Words(
        "没有找到相关的段落。可以换一种说法，或者用文章里可能出现的词再试。",
        "Nothing found. Try other words, especially ones that the articles are likely to use.",
    ),
    "found.nothing_narrowed": Words(
        "在选定的范围内没有找到相关的段落。可以取消一项条件再试。",
        "Nothing found within what you chose. Remove a choice and try again.",
    ),
    "order.by": Words("排序", "Sort by"),
    "order.best": Words("最切题的在前", "Best match"),
    "order.newest": Words("最新的在前", "Newest first"),
    "order.oldest": Words("最早的在前", "Oldest first"),
    "strength.strong": Words("很可能有答案", "Very likely answers"),
    "strength.likely": Words("可能有答案", "May answer"),
    "strength.weak": Words("关联较弱", "Loosely related"),
    "strength.mention": Words("提到", "Mentions it"),
    "source.untitled": Words("无题", "Untitled"),
    "source.paragraph": Words("第 {n} 段", "paragraph {n}"),
    "source.paragraphs": Words("第 {first}–{last} 段", "paragraphs {first}–{last}"),
    "source.piece": Words("第 {n} 段第 {piece} 部分", "paragraph {n}, part {piece}"),
    "source.heading": Words("小标题", "a heading"),
    "source.page": Words("第 {n} 页", "page {n}"),
    "source.scan": Words("OCR 识别，把握 {n}%", "read by OCR, {n} % sure"),
    "source.scan_unsure": Words("OCR 识别，把握 {n}%；请核对 {list:、}", "read by OCR, {n} % sure; check {list:, }"),
    "also.outlets": Words("另有 {n} 家也有这段内容", "Also in {n} outlet|Also in {n} outlets"),
    "also.articles": Words("另有 {n} 篇文章也有这段内容", "Also in {n} article|Also in {n} articles"),
    "also.differ": Words("说法有出入", "accounts differ"),
    "also.table": Words("说法不同之处", "Where they differ"),
    # --- read ---
    "read.open": Words("看上下文", "In context"),
    "read.open_named": Words("看上下文：《{title}》{place}", "In context: {place} of {title}"),
    "read.hits": Words("本文中的结果：第 {at} 处，共 {n} 处", "Hits in this article: {at} of {n}"),
    "read.previous": Words("本文中上一处", "Previous hit in this article"),
    "read.next": Words("本文中下一处", "Next hit in this article"),
    "read.file": Words("文件", "File"),
    "read.only": Words("只在本文中查找", "Search this article only"),
    "read.like": Words("相近的段落", "More like this"),
    "read.other_zh": Words("中文报道", "In Chinese"),
    "read.other_en": Words("英文报道", "In English"),
    "read.beside": Words("并排阅读", "Side by side"),
    "read.beside_named": Words("并排阅读：《{title}》{place}", "Side by side: {place} of {title}"),
    "read.like_heading": Words("与这一段相近的段落", "Passages like this one"),
    "read.other_heading_zh": Words("中文文章里与这一段相近的段落", "What Chinese articles say about this"),
    "read.other_heading_en": Words("英文文章里与这一段相近的段落", "What English articles say about this"),
    "near.strong": Words("很接近", "Very close"),
    "near.likely": Words("比较接近", "Close"),
    "read.no_other": Words("没有足够相近的段落。", "No passage is close enough."),
    "read.close_beside": Words("关闭右侧", "Close this pane"),
    "read.region_beside": Words("对照", "For comparison"),
    "read.back": Words("返回列表", "Back to the list"),
    "read.close": Words("关闭文章", "Close"),
    "read.region": Words("文章", "Articles"),
    "read.original": Words("打开原文网页", "Open the original"),
    "read.gone": Words("这个段落或文章已经不在文集里了。", "That passage or article is no longer in the collection."),
    "shelf.heading": Words("文集", "The collection"),
    "shelf.count": Words("{n:,} 篇文章，{passages}", "{n:,} article, {passages}|{n:,} articles, {passages}"),
    "shelf.more": Words("另有 {n} 篇未列出。", "{n} more is not listed.|{n} more are not listed."),
    # --- languages of texts ---
    "language.zh": Words("简体中文", "Chinese (simplified)"),
    "language.zh_hant": Words("繁体中文", "Chinese (traditional)"),
    "language.en": Words("英文", "English"),
    "language.und": Words("未能识别", "Not recognised"),
}
