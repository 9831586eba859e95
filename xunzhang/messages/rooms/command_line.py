"""What the commands print to a person: results, the audit, progress, summaries, and what is wrong with flags and questions."""

from xunzhang.types.message import Words

COMMAND_LINE: dict[str, Words] = {
    # counts
    "count.articles": Words("{n:,} 篇文章", "{n:,} article|{n:,} articles"),
    "count.paragraphs": Words("{n:,} 个自然段", "{n:,} paragraph|{n:,} paragraphs"),
    "count.passages": Words("{n:,} 个段落", "{n:,} passage|{n:,} passages"),
    "count.characters": Words("{n:,} 个字符", "{n:,} character|{n:,} characters"),
    "count.files": Words("{n:,} 个文件", "{n:,} file|{n:,} files"),
    # results
    "hit.strong": Words("很可能有答案", "strong"),
    "hit.likely": Words("可能有答案", "likely"),
    "hit.weak": Words("关联较弱", "weak"),
    "hit.mention": Words("提到", "mentions"),
    "results.also_in": Words("另见：{where}", "also in: {where}"),
    "results.also_in_differing": Words("另见：{where}（{differences:；}）", "also in: {where} ({differences:; })"),
    "results.difference": Words("这里是“{here}”，那里是“{there}”", "{here} here, {there} there"),
    # the audit
    "file.read": Words("完整读取", "read"),
    "file.partly": Words("部分读取", "partly"),
    "file.skipped": Words("未读取", "skipped"),
    "audit.file": Words(
        "{articles}，{paragraphs}，{characters}中收入 {kept:,} 个", "{articles}, {paragraphs}, {kept:,} of {characters}"
    ),
    "audit.file_encoded": Words("{file}，{encoding}", "{file}, {encoding}"),
    "audit.left_out": Words("去掉：{what}（{characters}）", "left out: {what} ({characters})"),
    "audit.fact": Words("{fact}：{origins:，}", "{fact}: {origins:, }"),
    "audit.facts": Words("{facts:；}", "{facts:; }"),
    "audit.origin": Words("{origin} {n} 篇", "{n} {origin}"),
    "audit.sum": Words(
        "{files}：完整读取 {read} 个，其余 {others} 个；{articles}。", "{files}: {read} read in full, {others} not; {articles}."
    ),
    "audit.not_given": Words("未注明", "not given"),
    "audit.retrieved": Words("取回", "retrieved"),
    "audit.untold": Words("出处不明", "origin unknown"),
    "printed.front_matter": Words("开头信息", "front matter"),
    "printed.field": Words("字段", "field"),
    "printed.markup": Words("格式标记", "markup"),
    "printed.label": Words("标签", "label"),
    "printed.title_line": Words("标题行", "title line"),
    "printed.dateline": Words("电头", "dateline"),
    "printed.opening_day": Words("正文开头的日期", "opening day"),
    "printed.document_properties": Words("文档属性", "document properties"),
    "printed.page_foot": Words("页脚", "page foot"),
    "printed.ocr": Words("OCR 识别", "ocr"),
    "printed.metadata_csv": Words("你的 metadata.csv", "metadata.csv"),
    "printed.fetched": Words("取回时的网址", "fetched"),
    "printed.feed": Words("订阅源", "feed"),
    "printed.zotero_library": Words("Zotero 文库", "Zotero library"),
    "printed.the_text_itself": Words("正文本身", "the text itself"),
    # progress and summaries
    "progress.line": Words(
        "{stage}：{done} / {total}{unit}，{rate}，还需 {left}", "{stage}: {done} of {total}{unit}, {rate}, {left} left"
    ),
    "progress.noted": Words("{stage}，{note}", "{stage}, {note}"),
    "progress.passages": Words(" 段", " passages"),
    "built.changed": Words(
        "已建立 {folder}：{articles}，{passages}，模型 {model}；读取 {files}，编码 {encoded}。",
        "Built {folder}: {articles}, {passages}, model {model}; {files} read, {encoded} encoded.",
    ),
    "built.current": Words(
        "{folder} 已是最新：{articles}，{passages}，模型 {model}。",
        "{folder} is up to date: {articles}, {passages}, model {model}.",
    ),
    "built.first": Words("正在建立索引，进度见页面", "Building the index; the page shows the progress"),
    "built.for_page": Words("已建立 {folder}：{articles}，{passages}。", "Built {folder}: {articles}, {passages}."),
    "built.updated": Words("已更新：{articles}，{passages}，编码 {n} 段。", "Updated: {articles}, {passages}, {n} encoded."),
    "built.until_then": Words("{why}在此期间，页面使用现有的索引。", "{why} Until then the page uses the existing index."),
    "built.as_it_is": Words("{why}页面使用现有的索引。", "{why} The page uses the existing index as it is."),
    "built.interrupted": Words(
        "已中断；索引没有变动，再运行同一条命令会接着做。",
        "Interrupted; the index is unchanged, and the same command continues from here.",
    ),
    "watch.failed": Words(
        "文件有变化，但索引没有更新（{why}）；文件再有变化时会重试，也可以运行 python build_index.py。",
        "Files have changed, and the index was not updated ({why}); the next change tries again, or run python build_index.py.",
    ),
    "watch.stopped": Words(
        "不再监视文件的变化（{why}）；请重新启动。",
        "Changes to the files are no longer watched for ({why}); start the program again.",
    ),
    "built.watching": Words("正在监视文件的变化（按 Ctrl+C 停止）。", "Watching for changes (press Ctrl+C to stop)."),
    # flags and questions
    "flag.mistake": Words("{prog}：{what}（见 {prog} --help）", "{prog}: {what} (see {prog} --help)"),
    "flag.number": Words("应为 1 或更大的整数，而不是 {given!r}", "expected a whole number, 1 or more, not {given!r}"),
    "flag.root_path": Words("应为 /news 这样的路径，而不是 {given!r}", "expected a path such as /news, not {given!r}"),
    "flag.host_name": Words(
        "应为 news.example.org 这样的主机名，不带端口，而不是 {given!r}",
        "expected a host name such as news.example.org, without a port, not {given!r}",
    ),
    "flag.network": Words(
        "应为 127.0.0.1 或 10.0.0.0/8 这样的地址，而不是 {given!r}",
        "expected an address such as 127.0.0.1 or 10.0.0.0/8, not {given!r}",
    ),
    "flag.header": Words(
        "应为 X-Forwarded-User 这样的请求头名称，而不是 {given!r}",
        "expected the name of a header such as X-Forwarded-User, not {given!r}",
    ),
    "flag.date": Words(
        "应为 2024、2024-11 或 2024-11-19 这样的日期，而不是 {given!r}",
        "expected a date such as 2024, 2024-11 or 2024-11-19, not {given!r}",
    ),
    "flag.needs_ray": Words(
        "{given} 要和 --ray 一起用；例如 --ray local。", "{given} can only be used with --ray, for example --ray local."
    ),
    "flag.needs_adding": Words(
        "--allow-private 要和 --allow-adding 一起用：只有添加的网页才会去取。",
        "--allow-private can only be used with --allow-adding: nothing but added pages is fetched.",
    ),
    "flag.ray_watch": Words(
        "--watch 只看本机的文件，不能和 --ray 一起用；请按时间表重新运行 build。",
        "--watch looks at files of this machine and cannot be used with --ray; run build again on a schedule.",
    ),
    "flag.interrupted": Words("已中断", "interrupted"),
    "flag.docx_to_file": Words(
        "Word 文档要存为文件：请加上 --out answers.docx。", "a Word document must be saved to a file: add --out answers.docx."
    ),
    "flag.dates_swapped": Words(
        "--after {after} 晚于 --before {before}；请对调。", "--after {after} is later than --before {before}: swap them."
    ),
    "flag.one_question": Words(
        "请给出一个问题（放在引号里），或者用 --questions 文件；只能用其中一种。",
        "give either one question, in quotation marks, or --questions FILE.",
    ),
    "flag.no_question": Words(
        "问题是空的；请在 ask 后面用引号写下一个。", "the question is empty: put one in quotation marks after ask."
    ),
    "questions.numbered": Words("第 {n} 个问题：{what}", "question {n}: {what}"),
    "flag.none_has": Words(
        "没有一篇文章符合 {flag} {value!r}。可选的有：{list}。", "No article has {flag} {value!r}. The choices are: {list}."
    ),
    "flag.none": Words("没有", "none"),
    "flag.unwritable": Words(
        "{path} 无法写入（{why}）；请用 --out 指定另一个文件。", "{path} cannot be written ({why}); name another file with --out."
    ),
    "questions.format": Words(
        "问题须放在 .txt、.csv 或 .jsonl 文件里，而不是 {name}；请存为其中一种。",
        "Questions must be in a .txt, .csv or .jsonl file, not in {name}; save them as one of these.",
    ),
    "questions.none": Words("{path} 里没有问题；请至少写一个。", "{path} contains no questions: write at least one."),
    "questions.unreadable": Words(
        "{path} 无法读取（{why}）；请指定一个问题文件。", "{path} cannot be read ({why}): give a file of questions."
    ),
    "questions.encoding": Words(
        "{path} 第 {n} 行不是 UTF-8；请把文件存为 UTF-8。", "{path}, line {n}, is not UTF-8: save the file as UTF-8."
    ),
    "questions.fault": Words(
        "{path} 第 {n} 行：{fault}。请改正这一行，或者删去它。", "{path}, line {n}: {fault}. Correct the line or delete it."
    ),
    "questions.faults": Words(
        "{fault}另有 {n} 行也是这样：{lines}。",
        "{fault} The same is true of {n} more line: {lines}.|{fault} The same is true of {n} more lines: {lines}.",
    ),
    "questions.no_column": Words(
        "现有的列是 {columns}，没有 question 这一列", 'the columns are {columns}, and none of them is called "question"'
    ),
    "questions.short": Words("只有 {n} 列，而表头有 {all} 列", "it has only {n} of the header's {all} columns"),
    "questions.no_csv": Words("不是 CSV（{why}）", "it is not CSV ({why})"),
    "questions.no_json": Words("不是 JSON（{why}）", "it is not JSON ({why})"),
    "questions.no_object": Words(
        "既不是字符串，也不是带有 question 的对象", 'it is neither a string nor an object with a "question"'
    ),
    # figures
    "figures.directions": Words("问题 > 段落", "question > passages"),
    "figures.mixed": Words("全部段落合在一起", "all passages together"),
    "figures.answer_sentence": Words("答句", "answer sentence"),
    "figures.abstention": Words("拒答（AUROC）", "abstention (AUROC)"),
    "figures.verdicts": Words("判断", "verdicts"),
    "figures.near_duplicates": Words("近似重复", "near-duplicates"),
    "figures.ablation": Words("逐项去除", "ablation"),
    "figures.speed": Words(
        "每秒 {n} 段；每个问题 {median} 毫秒（p50）、{slow} 毫秒（p95）",
        "{n} passages/s; {median} ms a question (p50), {slow} ms (p95)",
    ),
    "ablation.everything": Words("完整", "everything"),
    "ablation.without_language_centring": Words("不做语言中心化", "without language centring"),
    "ablation.without_late_interaction": Words("不用延迟交互", "without late interaction"),
    "ablation.without_words": Words("不用词语检索", "without words"),
    "ablation.without_the_reader": Words("不用阅读模型", "without the reader"),
    "ablation.without_the_bridge": Words("不用词典桥接", "without the bridge"),
    "ablation.fused_without_regard_to_language": Words("合并时不分语言", "fused without regard to language"),
    "ablation.function_words_in_full": Words("虚词不降权", "function words in full"),
}
