"""Why a file was not read, or not whole: the folder, its limits, its parser, its encoding; and copies of what was read."""

from xunzhang.types.message import Words

READING: dict[str, Words] = {
    # finding
    "finding.nothing": Words(
        "{given} 里没有文章；请把文章放进去（格式见 docs/formats.md），或者换一个文件夹。",
        "There are no articles in {given}; put articles there (see docs/formats.md), or name another folder.",
    ),
    "finding.missing": Words(
        "没有 {path}；请核对名称，或者新建这个文件夹，再把文章放进去。",
        "There is no {path}; check the name, or create the folder and put articles in it.",
    ),
    "finding.folder_unreadable": Words(
        "文件夹打不开（{why}）；请检查它的权限。",
        "The folder cannot be opened ({why}); check its permissions.",
    ),
    "finding.glossary": Words(
        "这是你自己的词汇表，不是文章；查找时会用到它。", "This is your own glossary, not an article; it is used when searching."
    ),
    "finding.own_table": Words(
        "这是你自己的文章信息表，不是文章。", "This is your own table of facts about the articles, not an article."
    ),
    "finding.columns": Words(
        "这个文件说明同一文件夹里表格的各列是什么，不是文章。",
        "This file says what the columns of the tables in its folder hold; it is not an article.",
    ),
    "finding.fetched": Words(
        "这是 xunzhang fetch 的记录，不是文章；各文件的网址和取回时间由此而来。",
        "This is the record of xunzhang fetch, not an article; addresses and times of retrieval come from it.",
    ),
    "finding.library": Words(
        "这是 Zotero 导出的文库，不是文章；各附件的信息由此而来。",
        "This is a library exported by Zotero, not an article; what is known of its attachments comes from it.",
    ),
    "finding.readme": Words(
        "README 视为文件夹的说明，不作为文章；要读取它，请改名。",
        "A README is taken as a note about the folder, not as an article; rename it to have it read.",
    ),
    "finding.owner_file": Words(
        "这是 Word 或 Excel 打开文档时生成的文件，不是文章；关闭文档后它会消失。",
        "Word or Excel keeps this file while a document is open; it is not an article, and goes when the document is closed.",
    ),
    "finding.thumbnails": Words(
        "Windows 在这里存放文件夹的缩略图；不是文章。", "Windows keeps thumbnails of the folder here; this is not an article."
    ),
    "finding.desktop": Words(
        "Windows 在这里存放文件夹的外观设置；不是文章。",
        "Windows keeps the appearance of the folder here; this is not an article.",
    ),
    "finding.index": Words(
        "这是本程序的索引，不是文章；最好放在这个文件夹之外。",
        "This is an index made by this program, not articles; it is better kept outside the folder.",
    ),
    "finding.page_folder": Words(
        "这是保存网页 {page} 时附带的图片和脚本，不是文章。",
        "These are the pictures and scripts of the saved page {page}, not articles.",
    ),
    "finding.link_loop": Words(
        "这个链接指回它所在的文件夹，没有读取；请删去链接。",
        "This link leads back to a folder that it is in, so it was not read; remove the link.",
    ),
    "finding.link_dead": Words(
        "这个链接指向的文件不存在；请恢复那个文件，或者删去链接。",
        "This link leads nowhere; restore the file that it points to, or remove the link.",
    ),
    "finding.deep": Words(
        "这个文件夹在 {n} 层文件夹里面，没有读取；请把它移到上面来。",
        "This folder is inside of {n} others and was not read; move it further up.",
    ),
    "finding.irregular": Words(
        "这不是普通文件（而是管道、套接字或设备）；请把它移出文件夹。",
        "This is not a regular file but a pipe, a socket or a device; move it out of the folder.",
    ),
    # reading
    "reading.unreadable": Words(
        "文件无法读取（{why}）；请检查它的权限。",
        "The file cannot be read ({why}); check its permissions.",
    ),
    "reading.broken": Words(
        "读取这个文件时出错（{why}）；请用原来的软件打开并重新保存，或者移出文件夹。",
        "Reading this file failed ({why}); open it in its own program and save it again, or take it out of the folder.",
    ),
    "reading.progress": Words("{all:,} 个文件中的 {read:,} 个", "{read:,} of {all:,} files"),
    "reading.empty": Words("文件是空的；请写入文字，或者删去它。", "The file is empty; put text into it, or remove it."),
    "reading.saved_as": Words(
        "不能读取 {suffix} 文件；请用制作它的程序打开，另存为 {kind}。",
        "There is no reader for {suffix}; open the file in the program that made it, and save it as {kind}.",
    ),
    "reading.no_reader": Words(
        "不能读取 {suffix} 文件；请另存为以下格式之一：{list}。",
        "There is no reader for {suffix}; save the file as one of {list}.",
    ),
    "reading.no_suffix": Words("没有后缀的", "files without a suffix"),
    "reading.no_article": Words(
        "其中没有文章；请把文章的正文写入文件。", "No article was found in the file; put the article's text into it."
    ),
    "reading.more": Words("另有 {n} {rest}", "{n} more {rest!n}"),
    "reading.damaged": Words(
        "文件已损坏或不完整（{why}）；请重新保存，或者移出文件夹。",
        "The file is damaged or incomplete ({why}); save it again, or move it out of the folder.",
    ),
    # where
    "where.said": Words("{where}：{what}", "{where}: {what}"),
    "where.line": Words("第 {n} 行", "Line {n}"),
    "where.row": Words("第 {n} 行", "Row {n}"),
    "where.sheet_row": Words("工作表 {name} 第 {n} 行", "{name}, row {n}"),
    "where.record": Words("第 {n} 条记录", "Record {n}"),
    "where.article": Words("第 {n} 篇文章", "Article {n}"),
    "where.the_article": Words("这篇文章", "The article"),
    "where.message": Words("第 {n} 封邮件", "Message {n}"),
    "where.the_message": Words("这封邮件", "The message"),
    "where.front_matter": Words("开头信息", "Front matter"),
    # copy
    "copy.kept_once": Words(
        "文章{title}{where}，一字不差，只保留一份；请删去其中之一。",
        "The article {title} {where}, word for word, and was kept only once; remove one of the copies.",
    ),
    "copy.twice": Words("在这个文件里出现两次", "appears twice in this file"),
    "copy.also_in": Words("也见于 {path}", "also appears in {path}"),
    "copy.more": Words(
        "篇文章先前已经读过，一字不差，只保留一份。",
        "article had been read before, word for word, and was kept only once.|articles had been read before, word for "
        "word, and were kept only once.",
    ),
    # id
    "id.twice": Words(
        "有两篇文章用了编号 {id!r}；请给第二篇换一个（现已自动另编）。",
        "Two articles have the id {id!r}; give the second its own (a new one was made for it).",
    ),
    "id.more": Words("个编号各用在两篇文章上。", "id is given to two articles.|ids are each given to two articles."),
    # limit
    "limit.over": Words("上限是 {most}。请拆分，或者调高限额 {limit}。", "the limit is {most}. Split it, or raise {limit}."),
    "limit.bytes": Words("{n:,} 字节", "{n:,} byte|{n:,} bytes"),
    "limit.characters": Words("{n:,} 个字符", "{n:,} character|{n:,} characters"),
    "limit.levels": Words("{n} 层", "{n} level|{n} levels"),
    "limit.times": Words("{n} 倍", "{n} times"),
    "limit.file_bytes": Words("文件有 {n:,} 字节；{over}", "The file has {n:,} bytes; {over}"),
    "limit.entries": Words("里面有 {n:,} 个文件；{over}", "It contains {n:,} files; {over}"),
    "limit.unpacked": Words("里面的内容解压后有 {n:,} 字节；{over}", "Its contents are {n:,} bytes unpacked; {over}"),
    "limit.ratio": Words(
        "里面的 {name!r} 解压后是原来的 {n:,} 倍，文字不会这样；{over}",
        "{name!r} in it unpacks to {n:,} times its size, which text never does; {over}",
    ),
    "limit.unknown": Words(
        "没有 {name} 这个限额；请去掉它，或者用以下之一：{list}。", "There is no limit {name}; unset it, or use one of {list}."
    ),
    "limit.no_amount": Words(
        "{name} 的值 {value!r} 不是数量；请写成 5000 这样的数，字节可以写成 8GB。",
        "{name} is {value!r}, which is not an amount; write a number such as 5000, or 8GB for bytes.",
    ),
    "limit.seconds": Words("{n:,.0f} 秒", "{n:,.0f} s"),
    # parser
    "parser.broke": Words("读取程序{how}；{mend}。", "The parser {how}; {mend}."),
    "parser.memory": Words("在这个文件上用了超过 {n} MB 的内存", "used more than {n} MB of memory on this file"),
    "parser.ended": Words("在这个文件上中断（{why}）", "failed on this file ({why})"),
    "parser.signal": Words("被信号 {signal} 终止", "it was stopped by {signal}"),
    "parser.status": Words("以状态 {status} 结束", "it exited with status {status}"),
    "parser.deep": Words("嵌套太深", "it is nested too deeply"),
    "parser.slow": Words(
        "读取超过 {n:.0f} 秒，已放弃；{mend}，或者用 {limit} 放宽时限。{retry}",
        "Reading it took more than {n:.0f} s and was abandoned; {mend}, or allow more time with {limit}. {retry}",
    ),
    "parser.retry": Words(
        "如果只是当时机器太忙，请运行 python build_index.py --force。",
        "If the machine was just busy, run python build_index.py --force.",
    ),
    "parser.save_again": Words(
        "请用原来的软件打开并重新保存，或者移出文件夹",
        "open it in its own program and save it again, or move it out of the folder",
    ),
    "parser.not_started": Words(
        "读取文件的进程无法启动（{why}）。", "The process that reads files could not be started ({why})."
    ),
    "parser.damaged": Words("文件已损坏（{why}）；{mend}。", "The file is damaged ({why}); {mend}."),
    # encoding
    "encoding.declared": Words("{name}（文件自述）", "{name} (declared)"),
    "encoding.detected": Words("{name}（自动识别）", "{name} (detected)"),
    "encoding.utf8_bom": Words("UTF-8（带 BOM）", "UTF-8 with BOM"),
    "encoding.binary": Words(
        "这是二进制文件，不是文本；请导出为 UTF-8 文本，或者移出文件夹。",
        "This is a binary file, not text; export it as UTF-8 text, or move it out of the folder.",
    ),
    "encoding.unknown": Words(
        "文本不是 UTF-8，也认不出是 UTF-16、GB18030、Big5 还是 Windows-1252；请存为 UTF-8（iconv -f 原来的编码 -t UTF-8）。",
        "The text is not UTF-8 and was not recognised as UTF-16, GB18030, Big5 or Windows-1252; save it as UTF-8 "
        "(iconv -f YOUR_ENCODING -t UTF-8).",
    ),
    "encoding.cut": Words(
        "在第 {n} 字节处中断或损坏，显示为 �；请重新存为 UTF-8。",
        "It is cut off or damaged at byte {n}, which is shown as �; save it again as UTF-8.",
    ),
    "encoding.invalid": Words(
        "有 {n} 处不是有效的 {name}（{where}），显示为 �；请把文件重新存为 UTF-8。",
        "1 place is not valid {name} ({where}) and is shown as �; save the file again as UTF-8.|{n} places are not "
        "valid {name} ({where}) and are shown as �; save the file again as UTF-8.",
    ),
    "encoding.first_at": Words("首处在第 {line} 行、第 {byte} 字节", "the first on line {line}, byte {byte}"),
    "encoding.bytes_invalid": Words(
        "其中有的字节不符合文件的编码；请把文件存为 UTF-8。",
        "it has bytes that are not valid in the file's encoding; save the file as UTF-8.",
    ),
}
