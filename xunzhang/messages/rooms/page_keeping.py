"""What the page says of keeping, saving, adding, citing, and of where facts of an article come from."""

from xunzhang.types.message import Words

# "one|many" in English is chosen by the value called n.
PAGE_KEEPING: dict[str, Words] = {
    # --- notebook ---
    "view.notebook": Words("笔记", "Notebook"),
    "keep.tick": Words("收入笔记", "Keep"),
    "keep.named": Words("收入笔记：《{title}》{place}", "Keep in the notebook: {place} of {title}"),
    "notebook.empty": Words(
        "笔记是空的。在查找结果或文章里勾选“收入笔记”，段落就会留在这里；笔记只保存在这个浏览器里。",
        "The notebook is empty. Tick “Keep” on a result or in an article to keep its passage here. The notebook is "
        "stored in this browser only.",
    ),
    "notebook.name": Words("笔记名称", "Notebook name"),
    "notebook.untitled": Words("我的笔记", "My notebook"),
    "notebook.clear": Words("清空笔记", "Empty the notebook"),
    "notebook.confirm": Words(
        "要删除笔记里的 {n} 段和它们的批注吗？", "Remove the passage and its note?|Remove all {n} passages and their notes?"
    ),
    "notebook.cleared": Words("笔记已清空。", "The notebook is now empty."),
    "notebook.kept": Words("已收入笔记，共 {n} 段。", "Kept; the notebook has {n} passage.|Kept; the notebook has {n} passages."),
    "notebook.removed": Words("已从笔记中移除。", "Removed from the notebook."),
    "notebook.moved": Words("现在是第 {n} 段，共 {all} 段。", "Now number {n} of {all}."),
    "notebook.full": Words(
        "笔记最多 {n} 段；请先导出，再移除一些。", "A notebook holds at most {n} passages; save it, then remove some."
    ),
    "notebook.refused": Words(
        "这个浏览器不允许保存（存储被关闭或已满）：关闭页面后笔记会丢失，请先导出。",
        "This browser cannot store the notebook (storage is switched off or full); it will be lost when the page is "
        "closed, so save it as a file first.",
    ),
    "notebook.unreadable": Words(
        "笔记里有 {n} 项无法读取。", "{n} entry of the notebook cannot be read.|{n} entries of the notebook cannot be read."
    ),
    "notebook.gone": Words(
        "这段文字已不在文集里；这里是收入笔记时的原文。",
        "This passage is no longer in the collection; it is shown as it was when you kept it.",
    ),
    "notebook.asked": Words("问题：{question}", "Question: {question}"),
    "notebook.note": Words("批注", "Note"),
    "notebook.up": Words("上移", "Move up"),
    "notebook.down": Words("下移", "Move down"),
    "notebook.remove": Words("移除", "Remove"),
    # --- saving as files ---
    "save.notebook": Words("导出笔记：", "Save the notebook as:"),
    "save.results": Words("导出结果", "Save results"),
    "save.hits": Words("导出全部 {n} 条结果：", "Save the hit as:|Save all {n} hits as:"),
    "save.picked": Words("导出选中的 {n} 条：", "Save the one selected as:|Save the {n} selected as:"),
    "pick.tick": Words("选择", "Select"),
    "pick.named": Words("选择：《{title}》{place}", "Select {place} of {title}"),
    "save.gb7714": Words("参考文献（国标）", "References (GB/T 7714)"),
    "save.apa": Words("参考文献（APA）", "References (APA)"),
    "save.done": Words("已导出：{name}", "Saved: {name}"),
    # --- adding files ---
    "view.add": Words("添加", "Add"),
    "add.drop": Words("把文章拖到这里，或者选择文件", "Drop articles here, or choose files"),
    "add.suffixes": Words("支持的格式：{list}", "Accepted: {list}"),
    "add.address": Words("或者填写网页的网址", "Or give the address of a web page"),
    "add.fetch": Words("取回网页", "Fetch the page"),
    "add.polite": Words(
        "网页原样保存，并记下网址和取回的日期；robots.txt 不允许的不取。",
        "The page is saved as it is, with its address and the day; what robots.txt forbids is not fetched.",
    ),
    "add.sending": Words("正在发送 {name}", "Sending {name}"),
    "add.failed": Words("{name} 没有送达；请再试一次。", "{name} did not arrive; try again."),
    "add.foreign": Words(
        "{name} 没有加入：请用本页自己的网址打开它，再添加。",
        "{name} was not added; open this page under its own address, then add it.",
    ),
    "add.large": Words("{name} 太大了：一个文件最多 {n} MB。", "{name} is too large; the limit is {n} MB per file."),
    "add.reading": Words("正在读取文章……", "Reading the articles…"),
    "add.encoding": Words("正在编码段落……", "Encoding the passages…"),
    "add.indexing": Words("正在建立索引……", "Writing the index…"),
    "add.storing": Words("正在写入存储……", "Writing to the store…"),
    "add.trouble": Words("索引没能更新：{why}", "The index could not be updated: {why}"),
    "add.waiting": Words("已收到，正在建立索引", "Received; being indexed"),
    "add.searchable": Words("可以查找了", "Ready to search"),
    "add.refused": Words("没有加入文集：读不出文章", "Not added: no article could be read from it"),
    "add.there": Words("文集里已经有这个文件", "Already in the collection"),
    "add.renamed": Words(
        "原来叫 {given}；这个名字已被占用或不能使用。", "It was called {given}; that name is taken, or cannot be used."
    ),
    "add.fetched": Words("取自 {given}", "Fetched from {given}"),
    "add.not_fetched": Words("没有加入文集", "Not added"),
    "add.read": Words("{n:,} 篇文章，{paragraphs}", "{n:,} article, {paragraphs}|{n:,} articles, {paragraphs}"),
    "add.kept": Words("{all:,} 个字符中读入 {kept:,} 个", "{kept:,} of {all:,} characters"),
    # --- the documentation of the HTTP interface ---
    "api.document": Words("接口描述", "API description"),
    "api.records": Words("数据结构", "Records"),
    "api.answers": Words("响应", "Responses"),
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
    "origin.front_matter": Words("文件的开头信息", "given in the front matter of the file"),
    "origin.field": Words("数据中的字段", "given in a field of the data"),
    "origin.markup": Words("文件格式自带的标记", "given by the file's markup"),
    "origin.document_properties": Words(
        "文档属性，由制作文件的软件写下", "in the document’s properties, written by the program that made it"
    ),
    "origin.page_foot": Words("页脚，打印网页时由浏览器印上", "at the foot of the pages, printed by the browser"),
    "origin.label": Words("印在文首或文末，有标签或独占一行", "printed at the top or foot, labelled or on a line of its own"),
    "origin.title_line": Words("作为标题印出的一行", "printed as the title"),
    "origin.dateline": Words("电头", "printed in the dateline"),
    "origin.opening_day": Words("正文开头的日期，没有年份", "the date that opens the report, without a year"),
    "origin.text": Words("正文", "Text"),
    "origin.ocr": Words("由 OCR 从图片识别，可能有错", "read from a picture by OCR, which may err"),
    "origin.metadata_csv": Words("你的 metadata.csv", "given in your metadata.csv"),
    "origin.fetched": Words("取回这个文件的网址", "the address that the file was fetched from"),
    "origin.feed": Words("列出这篇文章的订阅源", "given by the feed that named the article"),
    "origin.zotero_library": Words("附件所属的 Zotero 文库", "given by the Zotero library that the file is an attachment of"),
    "origin.retrieved": Words("取回日期", "Retrieved"),
    "origin.the_text_itself": Words("由正文的文字判断", "detected from the text itself"),
    "origin.none": Words("原文没有标明，未作推测", "not stated in the article, and not guessed"),
    # --- cite and keys ---
    "cite.gb7714": Words("国标引文", "Cite: GB/T 7714"),
    "cite.apa": Words("APA 引文", "Cite: APA"),
    "cite.gb7714_named": Words("国标引文：《{title}》{place}", "Cite: GB/T 7714, {place} of {title}"),
    "cite.apa_named": Words("APA 引文：《{title}》{place}", "Cite: APA, {place} of {title}"),
    "cite.copied": Words("引文已复制：{text}", "Citation copied: {text}"),
    "cite.failed": Words("浏览器不让复制；引文是：{text}", "The browser does not allow copying; the citation is: {text}"),
    "keys.open": Words("快捷键", "Keyboard shortcuts"),
    "keys.heading": Words("键盘快捷键", "Keyboard shortcuts"),
    "keys.ask": Words("跳到提问框", "Go to the question box"),
    "keys.move": Words("下一条、上一条结果", "Next and previous result"),
    "keys.read": Words("打开选中的结果", "Open the selected result"),
    "keys.hits": Words("本文中下一处、上一处", "Next and previous hit in the article"),
    "keys.cite": Words("复制选中结果的引文", "Copy the citation of the selected result"),
    "keys.close": Words("关闭文章或菜单", "Close the article or a menu"),
    "keys.help": Words("显示这张表", "Show this list"),
    "keys.single": Words("使用单个字母的快捷键", "Use single-letter shortcuts"),
    "keys.done": Words("关闭", "Close"),
    # --- building ---
    "building.heading": Words("正在建立索引", "Building the index"),
    "building.wait": Words(
        "第一次启动要先通读全部文章。完成后这一页会自动更新，不用刷新。",
        "Before the first question, every article is read once. This page updates by itself when that is done.",
    ),
    # --- nothing to search ---
    "none.heading": Words("还没有可以查找的文章", "There is nothing to search yet"),
    "none.help": Words(
        "把文章（网页、PDF、Word、表格、文本等文件）放进 corpus/ 文件夹，然后重新启动寻章，索引会自动建立。",
        "Put articles (web pages, PDF, Word, tables, text) into corpus/ and start Xunzhang again: it builds the index itself.",
    ),
    "page.outdated": Words("这里的内容可能不是最新的：{why}", "What is here may not be up to date: {why}"),
    "none.detail": Words("详细情况：{why}", "Details: {why}"),
}
