"""What is said of records: JSON, tables, the user's own table and glossary, and exports."""

from xunzhang.types.message import Words

RECORDS: dict[str, Words] = {
    # json
    "json.invalid": Words(
        '不是 JSON（{why}）；请每行写一个对象，例如 {{"text": "…"}}。',
        'it is not JSON ({why}); write one object per line, such as {{"text": "…"}}.',
    ),
    "json.too_deep": Words("嵌套太深，或者有过长的数", "it is nested too deeply, or a number is too long"),
    "json.no_object": Words(
        '是{kind}，不是对象；一篇文章请写成 {{"text": "…"}}。',
        'it is {kind}, not an object; write an article as {{"text": "…"}}.',
    ),
    "json.no_text_but": Words(
        "这个对象没有 `text` 字段（现有 {list}）；请加上正文，或者在同一文件夹的 columns.yaml 里说明正文是哪个字段。",
        "the object has no `text` field (it has {list}); add one, or say which field holds the text in a columns.yaml "
        "in the same folder.",
    ),
    "json.not_there": Words(
        "{file} 说正文在字段 {name} 里，但这个对象没有该字段（现有 {list}）；请改正 {file}。",
        "{file} says that the text is in the field {name}, but the object has no such field (it has {list}); correct {file}.",
    ),
    "json.no_text": Words(
        "这个对象没有 `text` 字段；请在其中写入文章的正文。", "the object has no `text` field; put the article's text there."
    ),
    "json.text_kind": Words(
        "字段 `{name}` 是{kind}，不是字符串；请把文章的正文写进去。",
        "the field `{name}` is {kind}, not a string; put the article's text there.",
    ),
    "json.text_empty": Words(
        "字段 `{name}` 是空的；请把文章的正文写进去。", "the field `{name}` is empty; put the article's text there."
    ),
    "json.text_long": Words("正文有 {n:,} 个字符；{over}", "the text has {n:,} characters; {over}"),
    "json.line_long": Words("有 {n:,} 个字符；{over}", "it has {n:,} characters; {over}"),
    "json.half_lone": Words(
        "有半个字符（单独的 \\ud… 转义），显示为 �；请写出完整的字符。",
        "half of a character (a lone \\ud… escape) is shown as �; write the whole character.",
    ),
    "json.half": Words(
        "有半个字符（单独的 {escape}），显示为 �；请写出完整的字符。",
        "Half of a character (a lone {escape}) is shown as �; write the whole character.",
    ),
    "json.halves": Words(
        "条记录有半个字符，显示为 �。",
        "record has half of a character, which is shown as �.|records have halves of characters, which are shown as �.",
    ),
    "json.markup_shown": Words(
        "HTML 格式的正文按网页显示的样子读取，不含标签。", "Texts in HTML were read as a page shows them, without their tags."
    ),
    "json.lines_left_out": Words(
        "行不含文章，没有收入。", "line has no article and was left out.|lines have no article and were left out."
    ),
    "json.elements_left_out": Words(
        "个元素不含文章，没有收入。", "element has no article and was left out.|elements have no article and were left out."
    ),
    "json.no_list": Words(
        '这不是文章的列表；请写成 [{{"text": "…"}}, …]。', 'It is not a list of articles; write [{{"text": "…"}}, …].'
    ),
    "json.broken": Words(
        "文件从某处起不是有效的 JSON（{why}）；请改正该处，或者重新导出文件。",
        "From some point on it is not valid JSON ({why}); correct it there, or export the file again.",
    ),
    "json.nested": Words("嵌套超过 {n} 层；{over}", "It is nested more than {n} levels deep; {over}"),
    "json.record_long": Words(
        "有一段文字或一条记录超过 {n} 个字符；{over}", "A text or record has more than {n} characters; {over}"
    ),
    "json.number_long": Words(
        "有一个数不少于 {n:,} 位；请改写成字符串，并在中间加一个空格。",
        "It has a number of {n:,} digits or more; write it as a string, with a space in it.",
    ),
    # table
    "table.taken_not_all": Words(
        "采用的列：{taken:，}；未采用：{unused}。如有不对，请在同一文件夹的 {file} 里说明。",
        "Columns used: {taken:, }; not used: {unused}. If that is wrong, say so in {file} in the same folder.",
    ),
    "table.taken": Words(
        "采用的列：{taken:，}。如有不对，请在同一文件夹的 {file} 里说明。",
        "Columns used: {taken:, }. If that is wrong, say so in {file} in the same folder.",
    ),
    "table.in_sheet": Words("工作表 {name}：{what}", "Sheet {name}: {what}"),
    "table.taken_as": Words("{name} 作为{field}", "{name} as {field}"),
    "table.no_text_column": Words(
        "没有名为 text 或“正文”的列；现有的列是 {columns}。请在同一文件夹的 {file} 里说明正文在哪一列：{{{table}: "
        "{{text: 列名或列号, title: …}}}}。",
        "No column is called text or 正文; the columns are {columns}. Say which one holds the text in {file}, in the "
        "same folder: {{{table}: {{text: NAME OR NUMBER, title: …}}}}.",
    ),
    "table.empty": Words("空的", "empty"),
    "table.names_columns": Words(
        "{file} 写的列是 {named}，但 {table} 的列是 {columns}；请改正列名。",
        "{file} names the columns {named}, but {table} has {columns}; correct the names.",
    ),
    "table.names_more": Words("{names}等，另有 {n} 列", "{names} and {n} more"),
    "table.no_column": Words(
        "{file} 写了列 {name!r}，但 {table} 没有这一列；它有 {n} 列。",
        "{file} names the column {name!r}, but {table} has no such column; it has {n}.",
    ),
    "table.no_columns": Words(
        "{file} 的 {pattern!r} 下面没有写列；请加上 `text: 列名` 这样的行。",
        "{file} lists no columns under {pattern!r}; add lines such as `text: NAME`.",
    ),
    "table.unknown_fact": Words(
        "{file} 写了 {name!r}，但只能是以下之一：{list}。", "{file} names {name!r}, which is not one of {list}."
    ),
    "table.no_text_said": Words(
        "{file} 没有说明 {table} 的正文是哪一列；请加上 `text: 列名或列号`。",
        "{file} does not say which column of {table} holds the text; add `text: NAME OR NUMBER`.",
    ),
    "table.wide_unnamed": Words(
        "有 {cells} 个单元格，但表格只有 {n} 列；请给每一列写上名称。",
        "it has {cells} cells, but the table has only {n} column; give every column a name.|it has {cells} cells, but "
        "the table has only {n} columns; give every column a name.",
    ),
    "table.wide_unquoted": Words(
        "有 {cells} 个单元格，但表格只有 {n} 列；请给正文加上引号。",
        "it has {cells} cells, but the table has only {n} column; put the text in quotation marks.|it has {cells} "
        "cells, but the table has only {n} columns; put the text in quotation marks.",
    ),
    "table.no_text": Words(
        "{name} 列里没有正文；请补上，或者删去这一行。", "there is no text in the column {name}; add it, or remove the row."
    ),
    "table.cell_long": Words("有一个单元格达 {n:,} 个字符；{over}", "it has a cell of {n:,} characters; {over}"),
    "table.rest_unread": Words(
        "{why}；其后的内容没有读取。请改正引号，或者拆分文件。",
        "{why}; what follows was not read. Correct the quotation marks, or split the file.",
    ),
    "table.quote_open": Words("引号没有成对", "a quotation mark is not closed"),
    "table.cell_goes_on": Words(
        "有一个单元格超过 {most}，或者引号没有成对", "a cell runs on for more than {most}, or a quotation mark is not closed"
    ),
    "table.line_long": Words("这一行有 {n:,} 个字符", "the line has {n:,} characters"),
    "table.rows_left_out": Words(
        "行没有可以读取的文章，没有收入。",
        "row has no readable article and was left out.|rows have no readable article and were left out.",
    ),
    "table.no_rows": Words(
        "列名下面没有内容；请补上文章，或者删去文件。",
        "There are no rows below the column names; add the articles, or remove the file.",
    ),
    # workbook
    "workbook.damaged": Words("工作簿已损坏（{why}）；{mend}。", "The workbook is damaged ({why}); {mend}."),
    "workbook.save_again": Words(
        "请用表格软件打开并重新保存，或者移出文件夹",
        "open it in a spreadsheet program and save it again, or move it out of the folder",
    ),
    "workbook.formulas": Words(
        "公式按随文件保存的计算结果读取，没有保存结果的视为空。请用表格软件打开并保存，结果就会写入文件。",
        "Formulas are read as the values saved with them; one without a saved value is empty here. To add the values, "
        "open the file in a spreadsheet program and save it.",
    ),
    "workbook.protected": Words(
        "工作簿有密码保护；请去掉密码后重新保存，或者移出文件夹。",
        "The workbook is protected by a password; save it without one, or move it out of the folder.",
    ),
    "workbook.doctype": Words(
        "工作簿带有文档类型声明，而工作簿并不需要这种声明；请重新保存，或者移出文件夹。",
        "The workbook declares a document type, which no workbook needs; save it again, or move it out of the folder.",
    ),
    # own table
    "own_table.used": Words("共 {all} 行，采用 {used} 行。", "Rows used: {used} of {all}."),
    "own_table.no_article": Words(
        "没有文章与{row} 对应；请改正，或者删去这一行。", "no article matches the {row}; correct it, or remove the row."
    ),
    "own_table.same_title": Words(
        "{row} 的 {n} 篇文章都用了这个标题；请用编号逐篇指明。",
        "all {n} articles of the {row} were given this title; name each by its id.",
    ),
    "own_table.id": Words("编号 {id!r}", "id {id!r}"),
    "own_table.file": Words("文件 {path!r}", "file {path!r}"),
    "own_table.rows_unmatched": Words("行没有对应的文章。", "row matches no article.|rows match no article."),
    "own_table.titles_shared": Words(
        "个标题各自用在了几篇文章上。", "title was given to several articles.|titles were each given to several articles."
    ),
    "own_table.unreadable": Words("无法读取，其中的内容都没有采用：{why}", "It cannot be read, so none of it is used: {why}"),
    "own_table.empty": Words(
        "文件是空的；请写上表头：path,title,source,byline,date,language,url。",
        "It is empty; give it a header: path,title,source,byline,date,language,url.",
    ),
    "own_table.no_key": Words(
        "没有 path 或 id 列，其中的内容都没有采用；它的开头是 {opening!r}。",
        "It has no column path or id, so none of it is used; it begins {opening!r}.",
    ),
    "own_table.columns_unused": Words(
        "未采用的列：{columns}；可以用的是 path 或 id、{list} 和 language。",
        "Unused columns: {columns}; it can have path or id, {list} and language.",
    ),
    "own_table.row_unkeyed": Words("既没有写路径，也没有写编号；请补上一项。", "it gives neither a path nor an id; add one."),
    "own_table.rows_unkeyed": Words("行没有指明文章。", "row names no article.|rows name no article."),
    "own_table.untold": Words(
        "{kind} {value!r} 无法识别，没有采用；请写成 {how} 这样的形式。",
        "the {kind} {value!r} is not recognised and was not used; write it as {how}.",
    ),
    "own_table.language_like": Words("zh、zh-hant 或 en", "zh, zh-hant or en"),
    "own_table.untold_more": Words(
        "个{kind}无法识别，没有采用。", "{kind} is not recognised and was not used.|{kind}s are not recognised and were not used."
    ),
    # tables beside the files
    "fetched.used": Words("共 {all} 个取回的文件，其中 {used} 个有文章。", "Files fetched: {all}; {used} of them hold articles."),
    "zotero.used": Words(
        "共 {items} 个条目、{files} 个附件；{used} 个附件用到了条目的信息。",
        "Items: {items}, with {files} attachments; the facts of {used} attachments come from here.",
    ),
    "zotero.no_xml": Words(
        "不是有效的 XML（{why}）；请从 Zotero 重新导出", "it is not valid XML ({why}); export it from Zotero again"
    ),
    "zotero.no_attachment": Words(
        "条目 {title!r} 没有附件，没有全文可读；请在 Zotero 里添加附件，导出时选中“导出文件”。",
        "The item {title!r} has no attachment, so there is no text of it; add one in Zotero, and export with files.",
    ),
    "zotero.no_attachments": Words("个条目没有附件。", "item has no attachment.|items have no attachment."),
    "zotero.missing": Words(
        "条目 {title!r} 的附件 {file!r} 不在这里；请重新导出，选中“导出文件”，连同 files 文件夹一起放进来。",
        "The attachment {file!r} of {title!r} is not there; export again with files, and put the folder files beside this one.",
    ),
    "zotero.missings": Words("个附件不在这里。", "attachment is not there.|attachments are not there."),
    "zotero.outside": Words(
        "条目 {title!r} 的附件 {file!r} 在导出的文件夹之外，没有采用；请连同文件一起导出。",
        "The attachment {file!r} of {title!r} is outside of the exported folder and was not used; export with files.",
    ),
    "zotero.outsides": Words(
        "个附件在文件夹之外。", "attachment is outside of the folder.|attachments are outside of the folder."
    ),
    "zotero.ambiguous": Words(
        "附件 {file!r} 的名称与 {n} 个条目相符，没有采用；请导出为 Zotero RDF，其中写明了附件。",
        "The name of the attachment {file!r} fits {n} items, and none is used; export as Zotero RDF, which names attachments.",
    ),
    "zotero.ambiguous_more": Words(
        "个附件的名称不能确定属于哪个条目。", "attachment fits several items.|attachments fit several items."
    ),
    "zotero.undated": Words(
        "条目 {title!r} 的日期 {date!r} 无法识别，没有采用；请写成 2024-11-19 这样的形式。",
        "The date {date!r} of the item {title!r} is not recognised and was not used; write it as 2024-11-19.",
    ),
    "zotero.undated_more": Words("个日期无法识别。", "date is not recognised.|dates are not recognised."),
    "zotero.same_title": Words(
        "附件中的 {n} 篇文章都用了标题 {title!r}；请在 metadata.csv 里用编号逐篇指明。",
        "All {n} articles of one attachment were given the title {title!r}; name each by its id in metadata.csv.",
    ),
    # glossary
    "glossary.unreadable": Words("{file} 无法读取（{why}）。", "{file} cannot be read ({why})."),
    "glossary.long": Words("{file} 太大；最多 {most:,} 字节。", "{file} is too large; it may have {most:,} bytes."),
    "glossary.encoding": Words(
        "词汇表 {path} 既不是 UTF-8 也不是 GBK；请存为 CSV UTF-8。",
        "The glossary {path} is neither UTF-8 nor GBK; save it as CSV UTF-8.",
    ),
    "glossary.line": Words("{file} 第 {n} 行：{what}", "{file}, line {n}: {what}"),
    "glossary.no_translation": Words(
        "{line!r} 没有译名；请写成“词,译名”。", "{line!r} has no translation; write term,translation."
    ),
    "glossary.one_script": Words(
        "{one!r} 和 {other!r} 是同一种文字；一个须是中文，另一个须是外文。",
        "{one!r} and {other!r} are in the same script; one must be in Chinese and the other not.",
    ),
    "glossary.no_word": Words("{line!r} 里没有词；请写成“词,译名”。", "{line!r} contains no word; write term,translation."),
    # record
    "record.untitled": Words("无题", "untitled"),
    "record.no_text": Words(
        "第 {n} 条记录（{title}）没有正文，没有收入；请连同全文或摘要导出。",
        "Record {n} ({title}) has no text and was left out; export it with its full text or abstract.",
    ),
    "record.no_texts": Words(
        "条记录没有正文，没有收入。", "record has no text and was left out.|records have no text and were left out."
    ),
}
