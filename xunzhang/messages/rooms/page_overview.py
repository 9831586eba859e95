"""What the page says of the collection without a question, and of outlets side by side."""

from xunzhang.types.message import Words

# "one|many" in English is chosen by the value called n.
PAGE_OVERVIEW: dict[str, Words] = {
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
        "A map of the passages, one point each; the list below it gives the same in words",
    ),
    "explore.map_note": Words(
        "每个点是一个段落；意思相近的挨在一起，不论什么语言。点一下即可打开。",
        "Each point is a passage; passages of similar meaning lie close together, in either language. Click one to open it.",
    ),
    "explore.zoom_in": Words("放大", "Zoom in"),
    "explore.zoom_out": Words("缩小", "Zoom out"),
    "explore.zoom_back": Words("看全图", "Show the whole map"),
    "explore.all_drawn": Words("全部 {total:,} 段都在图上。", "Every passage is drawn ({total:,})."),
    "explore.some_drawn": Words(
        "共 {total:,} 段，图中是均匀抽取的 {n:,} 段。", "An even sample is drawn: {n:,} of {total:,} passages."
    ),
    "explore.colour": Words("着色依据", "Colour by"),
    "explore.by_date": Words("日期", "Date"),
    "explore.dated": Words("有年份", "With a year"),
    "explore.no_year": Words("没有年份", "No year given"),
    "explore.no_outlet": Words("未注明来源", "No outlet given"),
    "explore.other_outlets": Words("另外 {n} 家", "{n} other|{n} others"),
    "explore.hits": Words("这个问题的结果（{n} 段）", "Hits for the question: {n} passage|Hits for the question: {n} passages"),
    "explore.list": Words("地图的文字版", "The map in words"),
    "explore.list_note": Words(
        "图上的各个区域，以及各区域突出的词语。", "The regions of the map, each with its most telling terms."
    ),
    "explore.region": Words("区域 {number}", "Region {number}"),
    "explore.passages": Words("{n:,} 段", "{n:,} passage|{n:,} passages"),
    "explore.more": Words("再列出一些（还有 {n:,} 段）", "Show more ({n:,} left)"),
    "explore.open_named": Words("打开《{title}》{place}：{text}", "Open {place} of {title}: {text}"),
    "time.undated": Words("有 {n:,} 篇没有日期。", "{n:,} article has no date.|{n:,} articles have no date."),
    "time.yearless": Words(
        "有 {n:,} 篇的日期没有年份，没有放在时间线上。",
        "{n:,} article gives no year and is not shown.|{n:,} articles give no year and are not shown.",
    ),
    "time.coarser": Words(
        "有 {n:,} 篇的日期没有这么具体，没有放在时间线上。",
        "{n:,} article has a less exact date and is not shown.|{n:,} articles have a less exact date and are not shown.",
    ),
    "time.none": Words(
        "没有一篇文章的日期带有年份，所以画不出时间线。", "No article has a date with a year, so there is no timeline."
    ),
    "time.by_day": Words("按日统计，{n:,} 篇。", "By day, {n:,} article.|By day, {n:,} articles."),
    "time.by_month": Words("按月统计，{n:,} 篇。", "By month, {n:,} article.|By month, {n:,} articles."),
    "time.by_year": Words("按年统计，{n:,} 篇。", "By year, {n:,} article.|By year, {n:,} articles."),
    "time.by_decade": Words("按年代统计，{n:,} 篇。", "By decade, {n:,} article.|By decade, {n:,} articles."),
    "time.whole": Words("全部时间", "All dates"),
    "time.these": Words("看这 {n:,} 篇文章", "See the article|See the {n:,} articles"),
    "time.decade": Words("{year}年代", "{year}s"),
    "time.bar": Words("{period}：{n:,} 篇", "{period}: {n:,} article|{period}: {n:,} articles"),
    "time.articles": Words("{n:,} 篇", "{n:,} article|{n:,} articles"),
    "time.days": Words("没有年份的日期", "Dates without a year"),
    "time.period": Words("时间", "Period"),
    "time.table": Words("查看数据", "Show the figures"),
    "terms.note": Words(
        "在这里越是比平常多见的词语，排得越靠前；数字是段数。点击词语，可以看它的上下文。",
        "Terms that are more common here than in general, with the number of passages; click one to see it in context.",
    ),
    "terms.counted": Words("统计了全部 {total:,} 段。", "Counted in every passage ({total:,})."),
    "terms.sampled": Words(
        "统计了 {total:,} 段中均匀抽取的 {n:,} 段。", "Counted in an even sample of {n:,} of the {total:,} passages."
    ),
    "terms.chinese": Words("中文", "Chinese"),
    "terms.terms": Words("词语", "Terms"),
    "terms.names": Words("名称", "Names"),
    "terms.outlets": Words("各家来源的突出词语", "What sets each outlet apart"),
    "terms.outlets_note": Words(
        "在这一家的段落里，明显比在其他各家多见。", "Clearly more common in this outlet’s passages than in the others’."
    ),
    "terms.none": Words("没有一个词语或名称出现在两个以上的段落里。", "No term or name occurs in more than one passage."),
    "terms.ask_named": Words("提问：{term}", "Ask: {term}"),
    "context.form": Words("查找一个词语的上下文", "Look up a term in context"),
    "context.term": Words("词语", "Term"),
    "context.button": Words("查看", "Look up"),
    "context.note": Words(
        "输入一个词或短语，就能看到它出现的每一处；逐字匹配，不分繁简和大小写。",
        "Type a word or phrase to see every place where it occurs. Capitals and simplified or traditional characters "
        "make no difference.",
    ),
    "context.nothing": Words("“{term}”没有出现在任何段落里。", "“{term}” does not occur in any passage."),
    "context.count": Words(
        "共 {n:,} 处，见于 {articles}的 {passages}",
        "{n:,} occurrence in {passages} of {articles}|{n:,} occurrences in {passages} of {articles}",
    ),
    "context.unread": Words(
        "另有 {n:,} 段含有它，没有列入。",
        "{n:,} more passage contains it and is not listed.|{n:,} more passages contain it and are not listed.",
    ),
    "context.order": Words("排序", "Sort by"),
    "context.place": Words("原文次序", "Place in the text"),
    "context.left": Words("前面的词", "Word before"),
    "context.right": Words("后面的词", "Word after"),
    "context.caption": Words("“{term}”的上下文", "“{term}” in context"),
    "context.head_left": Words("前文", "Before"),
    "context.head_term": Words("词语", "Term"),
    "context.head_right": Words("后文", "After"),
    "context.head_source": Words("来源", "Outlet"),
    "context.open": Words("{term}：打开《{title}》{place}", "{term}: open {place} of {title}"),
    "list.which": Words("列出", "List"),
    "list.files": Words("文件", "Files"),
    "list.find": Words("含有这些字", "Containing"),
    "list.button": Words("筛选", "Filter"),
    "list.clear": Words("清除", "Clear"),
    "list.clear_named": Words("清除：{what}", "Clear: {what}"),
    "list.count": Words("{total:,} 篇中的 {n:,} 篇", "Articles: {n:,} of {total:,}"),
    "list.count_files": Words("{total:,} 个文件中的 {n:,} 个", "Files: {n:,} of {total:,}"),
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
    "files.characters_in": Words("读入字符", "Characters read"),
    "files.characters_kept": Words("保留字符", "Kept"),
    "files.removed": Words("去掉的内容", "Left out"),
    "files.left_out": Words("{what}：{n:,} 个字符", "{what}: {n:,}"),
    "files.messages": Words("说明", "Notes"),
    "status.read": Words("完整读取", "Read"),
    "status.partly": Words("部分读取", "Partly read"),
    "status.skipped": Words("未读取", "Skipped"),
    "pages.before": Words("上一页", "Previous"),
    "pages.after": Words("下一页", "Next"),
    "pages.here": Words("第 {first:,}–{last:,} 条，共 {total:,} 条", "{first:,}–{last:,} of {total:,}"),
    # --- compare ---
    "view.compare": Words("对照", "Compare"),
    "compare.note": Words(
        "在上方输入问题，就能并排看到各家来源的说法；也可以点击段落下方的“对比各家报道”。",
        "Ask a question above to see what each outlet says, side by side; or choose “Compare outlets” under a passage.",
    ),
    "compare.columns": Words("各家来源的说法", "What each outlet says"),
    "compare.passage": Words("各家来源对这一段所说之事的说法：", "What each outlet says about the subject of this passage:"),
    "compare.by_question": Words("改按问题对照", "Compare by question instead"),
    "compare.nothing": Words("各家来源都没有与此足够接近的段落。", "No outlet covers this closely enough."),
    "compare.unanswered": Words("各家来源都没有谈到这个问题。", "No outlet answers this."),
    "compare.one": Words(
        "只有一家来源谈到此事，没有别家可以对照。", "Only one outlet covers this, so there is nothing to compare it with."
    ),
    "compare.count": Words("有 {n} 家来源谈到此事。", "{n} outlet covers this.|{n} outlets cover this."),
    "compare.differ": Words(
        "对同一件事说法不同的数字、日期和人名已经标出。", "Figures, dates and names that clearly differ are marked."
    ),
    "compare.agree": Words(
        "可以互相对照的有 {n:,} 处，其中没有发现明显不一致的数字、日期或人名。",
        "{n:,} detail could be compared; no figure, date or name clearly differs.|{n:,} details could be compared; no "
        "figure, date or name clearly differs.",
    ),
    "compare.by_day": Words("数字因日期而异，最新的排在最前。", "The figures differ by date; the newest come first."),
    "compare.unshown": Words("另有 {n} 家没有列出。", "{n} more is not shown.|{n} more are not shown."),
    "compare.silent": Words("没有谈到的：{outlets}。", "Not covered by: {outlets}."),
    "compare.this": Words("对比各家报道", "Compare outlets"),
    "compare.this_named": Words("对比各家报道：《{title}》{place}", "Compare outlets: {place} of {title}"),
    "compare.dispute_many": Words("这里说“{here}”，另有 {n} 家说“{there}”：", "“{here}” here; “{there}” in {n} outlets:"),
    "compare.dispute": Words("这里说“{here}”，{outlet}说“{there}”", "“{here}” here; “{there}” in {outlet}"),
}
