"""What reading a file has to say: why it was not read, or not whole, and what the reader took for what."""

READING: dict[str, str] = {
    # which files are articles
    "No articles in {given}; put articles there (see docs/formats.md), or name another.": (
        "{given} 里没有文章；请把文章放进去（格式见 docs/formats.md），或者换一个文件夹。"
    ),
    "There is no {path}; check the name, or create the folder and put articles into it.": (
        "没有 {path}；请核对名称，或者新建这个文件夹，再把文章放进去。"
    ),
    "The folder cannot be opened ({why}); check its permissions.": "文件夹打不开（{why}）；请检查它的权限。",
    "The file cannot be read ({why}); check its permissions.": "文件无法读取（{why}）；请检查它的权限。",
    "The archive cannot be read ({why}); check its permissions.": "压缩包无法读取（{why}）；请检查它的权限。",
    "{read} of {all} files": "{all} 个文件中的 {read} 个",
    "The file is empty; put text into it, or remove it.": "文件是空的；请写入文字，或者删去它。",
    "No reader for {suffix}; open it in the program that made it, and save it as {kind}.": (
        "不能读取 {suffix} 文件；请用制作它的程序打开，另存为 {kind}。"
    ),
    "No reader for {suffix}; save it as one of {list}.": "不能读取 {suffix} 文件；请另存为以下格式之一：{list}。",
    "names without a suffix": "没有后缀的",
    "No article was found in it; put the article's text into the file.": "其中没有文章；请把文章的正文放进文件。",
    "This is the glossary of your own terms, not an article; it is used in searching.": (
        "这是你自己的词汇表，不是文章；查找时会用到它。"
    ),
    "This is your own table of what is known of the articles, and no article.": "这是你自己的文章信息表，不是文章。",
    "This says which columns of the tables beside it hold what; it is no article.": (
        "这个文件说明旁边的表格各列是什么，不是文章。"
    ),
    "A README is taken as a note about the folder, not as an article; rename it to have it read.": (
        "README 视为文件夹的说明，不作为文章；要读取它，请改名。"
    ),
    "This is Word's or Excel's note that the document is open, and no article; it goes when the document is closed.": (
        "这是 Word 或 Excel 标记文档正在打开的文件，不是文章；关闭文档后它会消失。"
    ),
    "Windows keeps its pictures of the folder here; it is no article.": "Windows 在这里存放文件夹的缩略图；不是文章。",
    "Windows keeps the looks of the folder here; it is no article.": "Windows 在这里存放文件夹的外观设置；不是文章。",
    "This is an index that this program keeps, and no articles; it is better kept outside of the folder.": (
        "这是本程序的索引，不是文章；最好放在这个文件夹之外。"
    ),
    "These are the pictures and scripts of the saved page {page}, and no articles.": (
        "这是保存网页 {page} 时附带的图片和脚本，不是文章。"
    ),
    "This link leads back to a folder it stands in; it is not followed. Remove the link.": (
        "这个链接指回它所在的文件夹，没有跟随；请删去链接。"
    ),
    "This link leads nowhere; restore the file it points to, or remove the link.": (
        "这个链接指向的文件不存在；请恢复那个文件，或者删去链接。"
    ),
    "This is no regular file (a pipe, a socket or a device); take it out of the folder.": (
        "这不是普通文件（而是管道、套接字或设备）；请把它移出文件夹。"
    ),
    # one of many, and the rest of them
    "{n} more {rest}": "另有 {n} {rest}",
    "{where}: {what}": "{where}：{what}",
    "Line {n}": "第 {n} 行",
    "Row {n}": "第 {n} 行",
    "{name}, row {n}": "工作表 {name} 第 {n} 行",
    "Record {n}": "第 {n} 条记录",
    "Article {n}": "第 {n} 篇文章",
    "The article": "这篇文章",
    "Message {n}": "第 {n} 封邮件",
    "The message": "这封邮件",
    "Front matter": "开头信息",
    # copies and ids
    "The article {title} is {where}, word for word, and was kept once; remove one of the two.": (
        "文章{title}{where}，一字不差，只保留一份；请删去其中之一。"
    ),
    "twice in this file": "在这个文件里出现两次",
    "also in {path}": "也在 {path} 里",
    "articles have been read before, word for word, and were kept once.": "篇文章先前已经读过，一字不差，只保留一份。",
    "The id {id} is given to two articles; give the second its own (one was made).": (
        "编号 {id} 用在两篇文章上；请给第二篇另一个编号（已代拟一个）。"
    ),
    "ids are given to two articles.": "个编号用在两篇文章上。",
    # limits
    "at most {most} are read; divide it, or raise the limit {limit}.": "上限是 {most}；请拆分，或者调高限额 {limit}。",
    "{n} bytes": "{n} 字节",
    "{n} characters": "{n} 个字符",
    "{n} levels": "{n} 层",
    "{n} times": "{n} 倍",
    "The file has {n} bytes; {over}": "文件有 {n} 字节；{over}",
    "There are {n} files inside; {over}": "里面有 {n} 个文件；{over}",
    "What is inside has {n} bytes unpacked; {over}": "里面的内容解压后有 {n} 字节；{over}",
    "{name} inside it unpacks to {n} times its size, as no text does; {over}": (
        "里面的 {name} 解压后是原来的 {n} 倍，文字不会这样；{over}"
    ),
    "There is no limit {name}; unset it, or take one of {list}.": "没有 {name} 这个限额；请去掉它，或者用以下之一：{list}。",
    "{name} is {value}, which is no amount; write a number like 5000, or 8GB for bytes.": (
        "{name} 的值 {value} 不是数量；请写成 5000 这样的数，字节可以写成 8GB。"
    ),
    # the parsers
    "The parser {how}; {mend}.": "读取程序{how}；{mend}。",
    "took more than {n} MB of memory on this file": "在这个文件上用了超过 {n} MB 的内存",
    "broke on this file ({why})": "在这个文件上中断（{why}）",
    "it was ended by {signal}": "被信号 {signal} 终止",
    "it ended with status {status}": "以状态 {status} 结束",
    "it is nested too deeply": "嵌套太深",
    "Reading it took more than {n} s and was given up; {mend}, or give it more with {limit}. {retry}": (
        "读取超过 {n} 秒，已放弃；{mend}，或者用 {limit} 放宽时限。{retry}"
    ),
    "Where the machine was just busy: python build_index.py --force.": ("如果只是当时机器太忙：python build_index.py --force。"),
    "open it in its own program and save it again, or take it out of the folder": (
        "请用原来的软件打开并重新保存，或者移出文件夹"
    ),
    "The process that reads files does not start ({why}).": "读取文件的进程无法启动（{why}）。",
    "The file is damaged ({why}); {mend}.": "文件已损坏（{why}）；{mend}。",
    "The file is damaged or cut off ({why}); save it again, or take it out of the folder.": (
        "文件已损坏或不完整（{why}）；请重新保存，或者移出文件夹。"
    ),
    # encodings
    "This is a binary file, not text; export it as UTF-8 text, or take it out of the folder.": (
        "这是二进制文件，不是文本；请导出为 UTF-8 文本，或者移出文件夹。"
    ),
    "The text is not UTF-8, and cannot be told to be UTF-16, GB18030, Big5 or Windows-1252; "
    "save it as UTF-8 (iconv -f YOUR_ENCODING -t UTF-8).": (
        "文本不是 UTF-8，也认不出是 UTF-16、GB18030、Big5 还是 Windows-1252；请存为 UTF-8（iconv -f 原来的编码 -t UTF-8）。"
    ),
    "It is cut off or damaged at byte {n}, which stands as �; save it again as UTF-8.": (
        "在第 {n} 字节处中断或损坏，显示为 �；请重新存为 UTF-8。"
    ),
    "{n} places are not valid {name} ({where}) and shown as �; save the file again as UTF-8.": (
        "有 {n} 处不是有效的 {name}（{where}），显示为 �；请把文件重新存为 UTF-8。"
    ),
    "1 place is not valid {name} ({where}) and shown as �; save the file again as UTF-8.": (
        "有 1 处不是有效的 {name}（{where}），显示为 �；请把文件重新存为 UTF-8。"
    ),
    "the first on line {line}, byte {byte}": "首处在第 {line} 行、第 {byte} 字节",
    "it has bytes that are not valid in the file's encoding; save the file as UTF-8.": (
        "其中有的字节不合文件的编码；请把文件存为 UTF-8。"
    ),
    "{kind} is garbled ({how}): {opening}. Get it again from where it came from, and save it as UTF-8.": (
        "{kind}是乱码（{how}）：{opening}。请从原处重新取得，并存为 UTF-8。"
    ),
    "{message} It was left out.": "{message}这一处没有收入。",
    "{message} It is kept as it stands.": "{message}这一处照原样保留。",
    "An article": "一篇文章",
    "A paragraph": "一个段落",
    "{one} opened as {other}": "把 {one} 当作 {other} 打开",
    "characters that were lost": "字符已丢失",
    "The {kind} {value} is garbled and was left out.": "{kind} {value} 是乱码，没有采用。",
    "articles are garbled and were left out.": "篇文章是乱码，没有收入。",
    "paragraphs are garbled, in whole or in part.": "个段落全部或部分是乱码。",
    "facts are garbled.": "项信息是乱码。",
    # facts
    "title": "标题",
    "source": "来源",
    "byline": "署名",
    "date": "日期",
    "language": "语言",
    "url": "网址",
    "text": "正文",
    "id": "编号",
    "the date {date} cannot be told and was left out; write it as 2024-11-19.": (
        "日期 {date} 无法辨认，没有采用；请写成 2024-11-19 的样子。"
    ),
    "dates cannot be told and were left out.": "个日期无法辨认，没有采用。",
    "the language {language} is not a code like zh, zh-hant or en; it was told from the text.": (
        "语言 {language} 不是 zh、zh-hant、en 这样的代码；已改由正文判断。"
    ),
    "languages are no such codes.": "个语言不是这样的代码。",
    "the field {name} is {kind} where a text is wanted, and was left out; put it in quotes.": (
        "字段 {name} 应是文字，却是{kind}，没有采用；请给它加上引号。"
    ),
    "fields are not text; put them in quotes.": "个字段不是文字；请给它们加上引号。",
    "an object": "一个对象",
    "a list": "一个列表",
    "a string": "一个字符串",
    "a number": "一个数",
    "true or false": "真假值",
    "null": "空值",
    # front matter
    "The front matter is not valid TOML ({why}); put texts in quotes.": "文前信息不是有效的 TOML（{why}）；请给文字加上引号。",
    "The front matter is not valid YAML on line {n} ({why}); put values with colons in quotes.": (
        "开头信息的第 {n} 行不是有效的 YAML（{why}）；含冒号的值请加上引号。"
    ),
    "The front matter is not valid YAML ({why}); put values with colons in quotes.": (
        "开头信息不是有效的 YAML（{why}）；含冒号的值请加上引号。"
    ),
    "{file} is not valid YAML on line {n} ({why}); put values with colons in quotes.": (
        "{file} 的第 {n} 行不是有效的 YAML（{why}）；含冒号的值请加上引号。"
    ),
    "{file} is not valid YAML ({why}); put values with colons in quotes.": (
        "{file} 不是有效的 YAML（{why}）；含冒号的值请加上引号。"
    ),
    "The front matter is nested too deeply; keep it to lines of `name: value`.": (
        "开头信息嵌套太深；请只写 `name: value` 这样的行。"
    ),
    "{file} is nested too deeply; keep it to lines of `name: value`.": "{file} 嵌套太深；请只写 `name: value` 这样的行。",
    "The front matter is no list of fields; write lines of `name: value`.": (
        "开头信息不是一列字段；请写成 `name: value` 这样的行。"
    ),
    "{file} is no list of fields; write lines of `name: value`.": "{file} 不是一列字段；请写成 `name: value` 这样的行。",
    "The front matter": "开头信息",
    "The file {name}": "文件 {name}",
    "it uses an alias (*name), which is not read": "用了别名（*name），不予读取",
    # what the system says
    "Permission denied": "没有权限",
    "No such file or directory": "没有这个文件或文件夹",
    "No space left on device": "磁盘已满",
    "Read-only file system": "磁盘只读",
    "Input/output error": "磁盘读写出错",
    "Is a directory": "这是文件夹",
    "Not a directory": "这不是文件夹",
}
