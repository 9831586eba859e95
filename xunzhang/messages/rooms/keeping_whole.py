"""What verifying, repairing and forgetting have to say, and a page that is started again."""

from xunzhang.types.message import Words

KEEPING_WHOLE: dict[str, Words] = {
    # fault
    "fault.missing": Words("文件缺失", "the file is missing"),
    "fault.unreadable": Words("文件无法读取（{why}）", "the file cannot be read ({why})"),
    "fault.size": Words(
        "现有 {now:,} 字节，写入时是 {then:,} 字节", "it has {now:,} bytes, and had {then:,} when it was written"
    ),
    "fault.size_of": Words("{file} 有 {now:,} 字节，应有 {then:,} 字节", "{file} has {now:,} bytes, and should have {then:,}"),
    "fault.blocks": Words(
        "有 {n:,} 块与写入时不同，第一块始于第 {first:,} 字节",
        "{n:,} block is not as it was written, from byte {first:,} on|"
        "{n:,} blocks are not as they were written, the first from byte {first:,} on",
    ),
    "fault.altered": Words("与写入时不同", "it has changed since it was written"),
    "fault.unusable": Words("无法使用（{why}）", "it cannot be used ({why})"),
    "fault.sqlite": Words("SQLite 报告：{why}", "SQLite says: {why}"),
    "fault.counts": Words(
        "有 {articles:,} 篇文章、{passages:,} 个段落，清单上写的是 {said_articles:,} 篇、{said_passages:,} 段",
        "it has {articles:,} articles and {passages:,} passages, and the manifest says {said_articles:,} and {said_passages:,}",
    ),
    "fault.row": Words("第 {expected:,} 行的段落编号是 {n:,}", "the passage in row {expected:,} is numbered {n:,}"),
    "fault.not_verbatim": Words("第 {n:,} 个段落与其文章的原文不同", "passage {n:,} is not what its article has in that place"),
    "fault.keys": Words("与 {file} 里的段落不符", "it does not belong to the passages in {file}"),
    "fault.length": Words("有 {now:,} 项，应有 {then:,} 项", "it has {now:,} entries, and should have {then:,}"),
    "fault.vectors": Words("第 {n:,} 个段落的向量与 {file} 里的不同", "the vector of passage {n:,} is not the one in {file}"),
    "fault.starts": Words("各段落的起点不成顺序", "where passages begin is out of order"),
    "fault.words": Words("{language} 段落的数目与 {file} 里的不同", "it has another number of {language} passages than {file}"),
    # verify
    "verify.fault": Words("{file}：{what}", "{file}: {what}"),
    "verify.whole": Words(
        "{folder} 完好：{n:,} 个文件，{bytes:,} 字节。",
        "{folder} is whole: {n:,} file, {bytes:,} bytes.|{folder} is whole: {n:,} files, {bytes:,} bytes.",
    ),
    "verify.damaged": Words(
        "{folder} 有 {n:,} 处损坏；请运行 {command} 修复。",
        "{folder} has {n:,} fault; mend it with: {command}|{folder} has {n:,} faults; mend them with: {command}",
    ),
    # repair
    "repair.current": Words(
        "{file} 没有写明当前是哪一代；现在写的是 {name}。", "{file} did not say which generation is current; it is {name} now."
    ),
    "repair.copied": Words(
        "{file} 取自 {name} 这一代的同一文件。", "{file} was taken from generation {name}, which has the same."
    ),
    "repair.made_again": Words("{file} 已重新写成。", "{file} was written anew."),
    "repair.made_from": Words("{file} 已由 {source} 重新写成。", "{file} was made again from {source}."),
    "repair.glossary": Words(
        "{file} 无法由其余部分得出，已略去；下一次建立索引时会重新读取。",
        "{file} does not follow from the rest and was left out; the next build reads it again.",
    ),
    "repair.encoded": Words(
        "{file}：{of:,} 个段落中有 {n:,} 个重新编码，其余照旧。",
        "{file}: of {of:,} passages {n:,} was encoded again, the others are as they were.|"
        "{file}: of {of:,} passages {n:,} were encoded again, the others are as they were.",
    ),
    "repair.built": Words("{file} 已由文章重新建立。", "{file} was built again from the articles."),
    "repair.nothing": Words("{folder} 完好，没有要修复的。", "{folder} is whole; there is nothing to mend."),
    "repair.done": Words("{folder} 已修复。", "{folder} is mended."),
    "repair.no_articles": Words(
        "{folder} 里的 {file} 已损坏，它只能由文章重新建立，而文章（{list}）不在原处；请放回文章再试，或者从备份恢复 {folder}。",
        "{file} in {folder} is damaged and can only be built again from the articles, which are not where they were ({list}); "
        "put them back and try again, or restore {folder} from a backup.",
    ),
    "repair.cannot": Words(
        "{folder} 里的 {file} 无法由其余部分得出；请运行 {command} 从头建立索引，或者从备份恢复。",
        "{file} in {folder} cannot be made again from the rest; build everything anew with: {command} -- or restore a backup",
    ),
    # forget
    "forget.unreadable": Words(
        "{file} 无法读取（{why}），其中记着不再收入的文章；请从备份恢复它，或者删去它再逐篇 forget。",
        "{file}, which says what articles are left out, cannot be read ({why}); restore it from a backup, or delete it and "
        "forget those articles again.",
    ),
    "forget.none": Words(
        "{folder} 里没有编号为 {id!r} 的文章；xunzhang audit --articles --json 列出所有文章的编号。",
        "There is no article {id!r} in {folder}; xunzhang audit --articles --json lists all of them with their ids.",
    ),
    "forget.done": Words(
        "已从 {folder} 删去文章 {id}（{n:,} 个段落）；以后建立索引时也不再收入。",
        "Article {id} ({n:,} passage) was removed from {folder}, and builds leave it out from now on.|"
        "Article {id} ({n:,} passages) was removed from {folder}, and builds leave it out from now on.",
    ),
    "forget.none_left": Words(
        "在 {files:,} 个文件、{bytes:,} 字节里查找了它的 {n:,} 个句子，一个也没有。",
        "Its {n:,} sentence was looked for in {files:,} files, {bytes:,} bytes: none is left.|"
        "Its {n:,} sentences were looked for in {files:,} files, {bytes:,} bytes: none is left.",
    ),
    "forget.left": Words(
        "它的句子还在这些文件里：{list}；请在没有程序使用这个索引时再运行一次。",
        "Sentences of it are still in {list}; run this again while no program has the index open.",
    ),
    "forget.files": Words(
        "文集里的 {list} 没有改动；如果原文也要删除，请自行删去。",
        "{list} in the collection was not touched: delete it there where the original is to go too.",
    ),
    "forget.shared": Words(
        "这些文章里有与它相同的句子，没有改动：{list}。", "These articles have sentences of it and were left as they are: {list}."
    ),
    # supervisor
    "supervisor.again": Words(
        "页面被信号 {signal} 终止，正在重新启动。{why}", "The page was ended by {signal} and is started again. {why}"
    ),
    "supervisor.no_file": Words("索引的文件都在。", "The files of the index are all there."),
    "supervisor.given_up": Words(
        "页面接连 {n} 次一启动就终止；请运行 {command} 检查索引。",
        "The page ended {n} times in a row as soon as it was up; look at the index with: {command}",
    ),
}
