"""What reading a file of one format or another has to say: JSON, tables, mail, web pages, PDF, documents and books."""

FORMATS: dict[str, str] = {
    # JSON
    'it is not JSON ({why}); write one object a line, like {{"text": "…"}}.': (
        '不是 JSON（{why}）；请每行写一个对象，例如 {{"text": "…"}}。'
    ),
    "nested too deeply, or a number too long": "嵌套太深，或者有过长的数",
    'it is {kind}, not an object; write an article as {{"text": "…"}}.': ('是{kind}，不是对象；一篇文章请写成 {{"text": "…"}}。'),
    "the object has no field `text` (it has {list}); put the article's text into it.": (
        "这个对象没有字段 `text`（它有 {list}）；请把文章的正文写进去。"
    ),
    "the object has no field `text`; put the article's text into it.": "这个对象没有字段 `text`；请把文章的正文写进去。",
    "the field `{name}` is {kind}, not a string; put the article's text into it.": (
        "字段 `{name}` 是{kind}，不是字符串；请把文章的正文写进去。"
    ),
    "the field `{name}` is empty; put the article's text into it.": "字段 `{name}` 是空的；请把文章的正文写进去。",
    "the text has {n} characters; {over}": "正文有 {n} 个字符；{over}",
    "it has {n} characters; {over}": "有 {n} 个字符；{over}",
    "half of a character (a lone \\ud… escape) stands as �; write the whole one.": (
        "有半个字符（单独的 \\ud… 转义），显示为 �；请写出完整的字符。"
    ),
    "Half of a character, {escape} alone, stands as �; write the whole one.": (
        "有半个字符（单独的 {escape}），显示为 �；请写出完整的字符。"
    ),
    "records have halves of characters, which stand as �.": "条记录有半个字符，显示为 �。",
    "Texts that are HTML were read as a page shows them, without their tags.": "是 HTML 的正文按网页显示的样子读取，不含标签。",
    "lines hold no article and were left out.": "行不含文章，没有收入。",
    "elements hold no article and were left out.": "个元素不含文章，没有收入。",
    'It is no list of articles; write [{{"text": "…"}}, …].': '不是文章的列表；请写成 [{{"text": "…"}}, …]。',
    "It is not JSON from some point on ({why}); mend it there, or write the file again.": (
        "从某处起不是 JSON（{why}）；请改正该处，或者重新写出文件。"
    ),
    "It is nested more than {n} deep; {over}": "嵌套超过 {n} 层；{over}",
    "A text or a record has more than {n} characters; {over}": "有一段文字或一条记录超过 {n} 个字符；{over}",
    "It has a number of {n} digits or more; write it as text, with a space in it.": (
        "有一个数达到 {n} 位以上；请写成文字，中间加一个空格。"
    ),
    # tables
    "{sheet}Columns taken: {taken}; not used: {unused}. If that is wrong, say so in {file} beside the file.": (
        "{sheet}采用的列：{taken}；未采用：{unused}。若有不对，请在旁边的 {file} 里说明。"
    ),
    "{sheet}Columns taken: {taken}. If that is wrong, say so in {file} beside the file.": (
        "{sheet}采用的列：{taken}。若有不对，请在旁边的 {file} 里说明。"
    ),
    "Sheet {name}: ": "工作表 {name}：",
    "{name} as {field}": "{name} 作{field}",
    "{sheet}No column is called text or 正文; the columns are {columns}. Say which one holds the text in "
    "a file {file} beside it: {{{table}: {{text: NAME OR NUMBER, title: …}}}}.": (
        "{sheet}没有名为 text 或“正文”的列；现有的列是 {columns}。请在旁边的文件 {file} 里"
        "说明正文在哪一列：{{{table}: {{text: 列名或列号, title: …}}}}。"
    ),
    "empty": "空的",
    "{file} names the columns {named}, but {table} has {columns}; correct the names.": (
        "{file} 写的列是 {named}，而 {table} 的列是 {columns}；请改正名称。"
    ),
    "{names} and {n} more": "{names} 等，另有 {n} 列",
    "{file} names the column {name}, which {table} has not; it has {n} columns.": (
        "{file} 写了列 {name}，而 {table} 没有这一列；它有 {n} 列。"
    ),
    "{file} has no columns under {pattern}; write lines of `text: NAME` under it.": (
        "{file} 的 {pattern} 下面没有列；请在下面写上 `text: 列名` 这样的行。"
    ),
    "{file} names {name}, which is none of {list}.": "{file} 写了 {name}，它不在以下之列：{list}。",
    "{file} does not say which column of {table} is its text; add `text: NAME OR NUMBER`.": (
        "{file} 没有说明 {table} 的正文是哪一列；请加上 `text: 列名或列号`。"
    ),
    "it has {cells} cells where the table has {n} columns; give every column a name.": (
        "有 {cells} 个单元格，而表格只有 {n} 列；请给每一列写上名称。"
    ),
    "it has {cells} cells where the table has {n} columns; put the text into quotation marks.": (
        "有 {cells} 个单元格，而表格只有 {n} 列；请给正文加上引号。"
    ),
    "there is no text in the column {name}; write it there, or remove the row.": (
        "{name} 列里没有正文；请写上，或者删去这一行。"
    ),
    "it has a cell of {n} characters; {over}": "有一个单元格达 {n} 个字符；{over}",
    "{why}; what follows was not read. Mend the quotation marks, or divide the file.": (
        "{why}；其后的内容没有读取。请改正引号，或者拆分文件。"
    ),
    "a quotation mark is not closed": "引号没有成对",
    "a cell goes on for more than {most}, or a quotation mark is not closed": ("有一个单元格超过 {most}，或者引号没有成对"),
    "the line has {n} characters": "这一行有 {n} 个字符",
    "rows hold no article that can be read, and were left out.": "行没有可以读取的文章，没有收入。",
    "There are no rows below the names of the columns; put the articles there, or remove the file.": (
        "列名下面没有内容；请把文章放进去，或者删去文件。"
    ),
    "The workbook is damaged ({why}); {mend}.": "工作簿已损坏（{why}）；{mend}。",
    "open it in a spreadsheet program and save it again, or take it out of the folder": (
        "请用表格软件打开并重新保存，或者移出文件夹"
    ),
    "Formulas are read as the values that were saved with them; one without a value is empty here. "
    "Open it in a spreadsheet program and save it, and they are there.": (
        "公式按随文件保存的值读取；没有保存值的，这里是空的。请用表格软件打开并保存，值就有了。"
    ),
    "The workbook is protected by a password; save it without, or take it out of the folder.": (
        "工作簿有密码保护；请去掉密码保存，或者移出文件夹。"
    ),
    "The workbook declares a document type, which none needs; save it again, or take it out.": (
        "工作簿声明了文档类型，而工作簿并不需要；请重新保存，或者移出文件夹。"
    ),
    # the user's own table
    "{used} of its {all} rows are used.": "共 {all} 行，用上 {used} 行。",
    "no article has the {row}; correct it, or remove the row.": "没有哪篇文章符合{row}；请改正，或者删去这一行。",
    "all {n} articles of the {row} got this title; name each by its id.": (
        "{row} 的 {n} 篇文章都得到了这个标题；请用编号逐一指明。"
    ),
    "id {id}": "编号 {id}",
    "file {path}": "文件 {path}",
    "rows match no article.": "行没有对应的文章。",
    "titles were given to several articles each.": "个标题各自用在了几篇文章上。",
    "It cannot be read, and nothing of it is used: {why}": "无法读取，其中的内容都没有采用：{why}",
    "It is empty; put a header into it: path,title,source,byline,date,language,url.": (
        "文件是空的；请写上表头：path,title,source,byline,date,language,url。"
    ),
    "It has no column path or id, and nothing of it is used; it begins {opening}.": (
        "没有 path 或 id 列，其中的内容都没有采用；它的开头是 {opening}。"
    ),
    "Columns not used: {columns}; it takes path or id, {list} and language.": (
        "未采用的列：{columns}；可以用的是 path 或 id、{list} 和 language。"
    ),
    "it names neither a path nor an id; add one.": "既没有写路径，也没有写编号；请补上一项。",
    "rows name no article.": "行没有指明文章。",
    "the {kind} {value} cannot be told and is not used; write it like {how}.": (
        "{kind} {value} 无法辨认，没有采用；请写成 {how} 的样子。"
    ),
    "zh, zh-hant or en": "zh、zh-hant 或 en",
    "{kind}s cannot be told and are not used.": "个{kind}无法辨认，没有采用。",
    # glossaries
    "The glossary {path} is neither UTF-8 nor GBK: save it as CSV UTF-8.": (
        "词汇表 {path} 既不是 UTF-8 也不是 GBK；请存为 CSV UTF-8。"
    ),
    "{file}, line {n}: {what}": "{file} 第 {n} 行：{what}",
    "{line} has no translation; write term,translation.": "{line} 没有译名；请写成“词,译名”。",
    "{one} and {other} are in one script; one has to be Chinese and the other not.": (
        "{one} 和 {other} 是同一种文字；须一中一外。"
    ),
    "{line} has no word in it; write term,translation.": "{line} 里没有词；请写成“词,译名”。",
    # exports
    "Record {n} (without a title) has no text, and was left out; export it with its full text or abstract.": (
        "第 {n} 条记录（无题）没有正文，没有收入；请连同全文或摘要导出。"
    ),
    "without a title": "无题",
    "Record {n} ({title}) has no text, and was left out; export it with its full text or abstract.": (
        "第 {n} 条记录（{title}）没有正文，没有收入；请连同全文或摘要导出。"
    ),
    "records have no text, and were left out.": "条记录没有正文，没有收入。",
    # mail
    "The file has no mail headers; export the message as .eml, or rename the file to .txt.": (
        "文件里没有邮件头；请把邮件导出为 .eml，或者把文件改名为 .txt。"
    ),
    "The file is no mailbox: no line in it begins with `From `; export it as .mbox, or use .txt.": (
        "文件不是邮箱：没有以 `From ` 开头的行；请导出为 .mbox，或者用 .txt。"
    ),
    "it is nested too deeply to be read; save its text as .txt.": "嵌套太深，无法读取；请把正文存为 .txt。",
    "{message} ({title}) has no plain text, and was left out; save it as .txt or .html.": (
        "{message}（{title}）没有纯文本，没有收入；请存为 .txt 或 .html。"
    ),
    "messages have no plain text, and were left out.": "封邮件没有纯文本，没有收入。",
    "{name} is attached and was not read; put it into the folder as a file of its own.": (
        "附件 {name} 没有读取；请单独作为文件放进文件夹。"
    ),
    "attachments were not read.": "个附件没有读取。",
    # web pages
    "Most of the page's text is hidden until its scripts run; it was read as if they had.": (
        "网页的大部分文字要等脚本运行才显示；已按运行之后读取。"
    ),
    "No main text can be told from the rest of the page, so all of its text was kept.": (
        "分不出正文和网页的其余部分，所以保留了全部文字。"
    ),
    "Less than half of the page's text was taken for the article; look at what was left out.": (
        "取作文章的不到网页文字的一半；请看看去掉了什么。"
    ),
    "There is no page in this file; save the page again, as HTML or as a web archive.": (
        "文件里没有网页；请重新保存网页，存为 HTML 或单一网页文件。"
    ),
    "The page has no text that it shows; it may need its scripts. Save it again from the browser.": (
        "网页没有显示出来的文字，也许要靠脚本生成；请在浏览器里重新保存。"
    ),
    "The page is nested deeper than any browser shows it; save it again, or take it out of the folder.": (
        "网页嵌套之深，浏览器也无法显示；请重新保存，或者移出文件夹。"
    ),
    # PDF
    "The PDF is encrypted; open it with its password and save it without one.": ("PDF 已加密；请用密码打开，再不加密码地保存。"),
    "The PDF is damaged and cannot be opened; save it again from where it came.": ("PDF 已损坏，打不开；请从原处重新保存。"),
    "The PDF has no pages that can be read; save it again from where it came.": ("PDF 没有可以读取的页；请从原处重新保存。"),
    "The PDF has {n} pages, over the limit of {most}; split it, or raise the limit `pages`.": (
        "PDF 有 {n} 页，超过限额 {most} 页；请拆分，或者调高限额 `pages`。"
    ),
    "Page {n} is damaged and was not read.": "第 {n} 页已损坏，没有读取。",
    "pages are damaged.": "页已损坏。",
    "page {n}": "第 {n} 页",
    "pages {n}": "第 {n} 页",
    "Page {n}": "第 {n} 页",
    "Pages {n}": "第 {n} 页",
    "The text layer of {pages} is garbled: its fonts do not say which letters they draw": (
        "{pages}的文字层是乱码：字体没有说明画的是哪些字"
    ),
    "{message}; it was not used.": "{message}；没有采用。",
    "{pages} had no text and was read by OCR (Tesseract, {list})": "{pages}没有文字层，由 OCR 识别（Tesseract，{list}）",
    "{message}; check figures and names against the page.": "{message}；数字和人名请对照原页核对。",
    "{pages} has no text and needs OCR ({why}); {mend}.": "{pages}没有文字层，需要 OCR（{why}）；{mend}。",
    "{pages} has no text and needs OCR; {mend}.": "{pages}没有文字层，需要 OCR；{mend}。",
    "install Tesseract ({command}) and build again": "请安装 Tesseract（{command}），再重建索引",
    "have it recognised elsewhere": "请用别的软件识别",
    "too large a page": "页面太大",
    "Tesseract took more than {n} s": "Tesseract 用时超过 {n} 秒",
    "Tesseract failed ({why})": "Tesseract 出错（{why}）",
    # documents
    "The file is encrypted; open it with its password and save it without one.": ("文件已加密；请用密码打开，再不加密码地保存。"),
    "The file is encrypted, or an old .doc; open it in Word and save it as .docx without a password.": (
        "文件已加密，或者是旧的 .doc；请用 Word 打开，不加密码地存为 .docx。"
    ),
    "The Word file is damaged ({why}); {mend}.": "Word 文件已损坏（{why}）；{mend}。",
    "save it again with the program that made it, or take it out of the folder": ("请用生成它的软件重新保存，或者移出文件夹"),
    "{name} inside the file is damaged ({why}); {mend}.": "文件里的 {name} 已损坏（{why}）；{mend}。",
    "There is no content.xml inside, so this is no OpenDocument text; {mend}.": (
        "里面没有 content.xml，所以不是 OpenDocument 文本；{mend}。"
    ),
    "This OpenDocument file is no text (a spreadsheet or a drawing); save its text as .odt or .txt.": (
        "这个 OpenDocument 文件不是文本（而是表格或绘图）；请把文字存为 .odt 或 .txt。"
    ),
    "This is no RTF file, though its name says so; give it the suffix that it should have.": (
        "文件名写作 RTF，内容却不是；请改用正确的后缀。"
    ),
    "The file is cut off: its last group is not closed; save it again from where it came.": (
        "文件不完整：最后一组没有结束；请从原处重新保存。"
    ),
    "Its groups are nested more than {n} deep; open it in its own program and save it again.": (
        "其中的组嵌套超过 {n} 层；请用原来的软件打开并重新保存。"
    ),
    # books
    "The book is protected against copying (DRM) and cannot be read; get a copy without protection.": (
        "这本书有防复制保护（DRM），无法读取；请换一份没有保护的。"
    ),
    "There is no META-INF/container.xml inside, so this is no EPUB; {mend}.": (
        "里面没有 META-INF/container.xml，所以不是 EPUB；{mend}。"
    ),
    "The package document {name} is not inside; {mend}.": "里面没有包文档 {name}；{mend}。",
    "The book has no chapters; {mend}.": "书里没有章节；{mend}。",
    "{name} is not inside": "里面没有 {name}",
    "{name} is damaged ({why}); {mend}.": "{name} 已损坏（{why}）；{mend}。",
    "{name} holds nothing that can be read; {mend}.": "{name} 里没有可以读取的内容；{mend}。",
    "Chapter {name} is damaged: {why}.": "章节 {name} 有损坏：{why}。",
    "Chapter {what}": "章节 {what}",
    "{why} (line {n})": "{why}（第 {n} 行）",
    "chapters cannot be read.": "个章节无法读取。",
    "chapters are damaged.": "个章节有损坏。",
    # archives
    "There is no file in this archive; put articles into it, or remove it.": ("压缩包里没有文件；请把文章放进去，或者删去它。"),
    "It is an archive in an archive in an archive; at most {n} inside of each other are opened. Unpack it.": (
        "压缩包里套着压缩包，层数太多；最多打开 {n} 层。请先解压。"
    ),
    "A {name} is used where it stands in the folder of the articles; take it out of the archive.": (
        "{name} 要放在文章所在的文件夹里才有用；请把它移出压缩包。"
    ),
    "It is protected by a password; unpack it, and put the file itself here.": ("有密码保护；请先解压，把文件本身放在这里。"),
    "The files before it took too long; {over}": "前面的文件用时太长；{over}",
    "There are too many files in the archive; {over}": "压缩包里的文件太多；{over}",
    "The archive unpacks to too much; {over}": "压缩包解压后太大；{over}",
    "It cannot be unpacked ({why}); pack it again, or put the file itself here.": (
        "无法解压（{why}）；请重新压缩，或者把文件本身放在这里。"
    ),
}
