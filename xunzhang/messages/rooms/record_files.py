"""What is said of records: JSON, tables, the user's own table and glossary, and exports."""

from xunzhang.types.message import Words

RECORDS: dict[str, Words] = {
    # json
    "json.invalid": Words(
        '不是 JSON（{why}）；请每行写一个对象，例如 {{"text": "…"}}。',
        'it is not JSON ({why}); write one object a line, like {{"text": "…"}}.',
    ),
    "json.too_deep": Words("嵌套太深，或者有过长的数", "nested too deeply, or a number too long"),
    "json.no_object": Words(
        '是{kind}，不是对象；一篇文章请写成 {{"text": "…"}}。',
        'it is {kind}, not an object; write an article as {{"text": "…"}}.',
    ),
    "json.no_text_but": Words(
        "这个对象没有字段 `text`（它有 {list}）；请写进正文，或者在 columns.yaml 里说明正文是哪个字段。",
        "the object has no field `text` (it has {list}); put the text into it, or say in a columns.yaml beside the file "
        "which field holds it.",
    ),
    "json.not_there": Words(
        "{file} 说正文在字段 {name} 里，这个对象没有它（它有 {list}）；请改正。",
        "{file} says that the field {name} holds the text, and the object has none (it has {list}); mend it.",
    ),
    "json.no_text": Words(
        "这个对象没有字段 `text`；请把文章的正文写进去。",
        "the object has no field `text`; put the article's text into it.",
    ),
    "json.text_kind": Words(
        "字段 `{name}` 是{kind}，不是字符串；请把文章的正文写进去。",
        "the field `{name}` is {kind}, not a string; put the article's text into it.",
    ),
    "json.text_empty": Words(
        "字段 `{name}` 是空的；请把文章的正文写进去。",
        "the field `{name}` is empty; put the article's text into it.",
    ),
    "json.text_long": Words("正文有 {n:,} 个字符；{over}", "the text has {n:,} characters; {over}"),
    "json.line_long": Words("有 {n:,} 个字符；{over}", "it has {n:,} characters; {over}"),
    "json.half_lone": Words(
        "有半个字符（单独的 \\ud… 转义），显示为 �；请写出完整的字符。",
        "half of a character (a lone \\ud… escape) stands as �; write the whole one.",
    ),
    "json.half": Words(
        "有半个字符（单独的 {escape}），显示为 �；请写出完整的字符。",
        "Half of a character, {escape} alone, stands as �; write the whole one.",
    ),
    "json.halves": Words("条记录有半个字符，显示为 �。", "records have halves of characters, which stand as �."),
    "json.markup_shown": Words(
        "是 HTML 的正文按网页显示的样子读取，不含标签。",
        "Texts that are HTML were read as a page shows them, without their tags.",
    ),
    "json.lines_left_out": Words("行不含文章，没有收入。", "lines hold no article and were left out."),
    "json.elements_left_out": Words("个元素不含文章，没有收入。", "elements hold no article and were left out."),
    "json.no_list": Words(
        '不是文章的列表；请写成 [{{"text": "…"}}, …]。',
        'It is no list of articles; write [{{"text": "…"}}, …].',
    ),
    "json.broken": Words(
        "从某处起不是 JSON（{why}）；请改正该处，或者重新写出文件。",
        "It is not JSON from some point on ({why}); mend it there, or write the file again.",
    ),
    "json.nested": Words("嵌套超过 {n} 层；{over}", "It is nested more than {n} deep; {over}"),
    "json.record_long": Words(
        "有一段文字或一条记录超过 {n} 个字符；{over}",
        "A text or a record has more than {n} characters; {over}",
    ),
    "json.number_long": Words(
        "有一个数达到 {n:,} 位以上；请写成文字，中间加一个空格。",
        "It has a number of {n:,} digits or more; write it as text, with a space in it.",
    ),
    # table
    "table.taken_not_all": Words(
        "采用的列：{taken:，}；未采用：{unused}。若有不对，请在旁边的 {file} 里说明。",
        "Columns taken: {taken:, }; not used: {unused}. If that is wrong, say so in {file} beside the file.",
    ),
    "table.taken": Words(
        "采用的列：{taken:，}。若有不对，请在旁边的 {file} 里说明。",
        "Columns taken: {taken:, }. If that is wrong, say so in {file} beside the file.",
    ),
    "table.in_sheet": Words("工作表 {name}：{what}", "Sheet {name}: {what}"),
    "table.taken_as": Words("{name} 作{field}", "{name} as {field}"),
    "table.no_text_column": Words(
        "没有名为 text 或“正文”的列；现有的列是 {columns}。请在旁边的文件 {file} 里说明正文在哪一列：{{{table}: {{text: "
        "列名或列号, title: …}}}}。",
        "No column is called text or 正文; the columns are {columns}. Say which one holds the text in a file {file} beside "
        "it: {{{table}: {{text: NAME OR NUMBER, title: …}}}}.",
    ),
    "table.empty": Words("空的", "empty"),
    "table.names_columns": Words(
        "{file} 写的列是 {named}，而 {table} 的列是 {columns}；请改正名称。",
        "{file} names the columns {named}, but {table} has {columns}; correct the names.",
    ),
    "table.names_more": Words("{names} 等，另有 {n} 列", "{names} and {n} more"),
    "table.no_column": Words(
        "{file} 写了列 {name!r}，而 {table} 没有这一列；它有 {n} 列。",
        "{file} names the column {name!r}, which {table} has not; it has {n} columns.",
    ),
    "table.no_columns": Words(
        "{file} 的 {pattern!r} 下面没有列；请在下面写上 `text: 列名` 这样的行。",
        "{file} has no columns under {pattern!r}; write lines of `text: NAME` under it.",
    ),
    "table.unknown_fact": Words(
        "{file} 写了 {name!r}，它不在以下之列：{list}。",
        "{file} names {name!r}, which is none of {list}.",
    ),
    "table.no_text_said": Words(
        "{file} 没有说明 {table} 的正文是哪一列；请加上 `text: 列名或列号`。",
        "{file} does not say which column of {table} is its text; add `text: NAME OR NUMBER`.",
    ),
    "table.wide_unnamed": Words(
        "有 {cells} 个单元格，而表格只有 {n} 列；请给每一列写上名称。",
        "it has {cells} cells where the table has {n} columns; give every column a name.",
    ),
    "table.wide_unquoted": Words(
        "有 {cells} 个单元格，而表格只有 {n} 列；请给正文加上引号。",
        "it has {cells} cells where the table has {n} columns; put the text into quotation marks.",
    ),
    "table.no_text": Words(
        "{name} 列里没有正文；请写上，或者删去这一行。",
        "there is no text in the column {name}; write it there, or remove the row.",
    ),
    "table.cell_long": Words("有一个单元格达 {n:,} 个字符；{over}", "it has a cell of {n:,} characters; {over}"),
    "table.rest_unread": Words(
        "{why}；其后的内容没有读取。请改正引号，或者拆分文件。",
        "{why}; what follows was not read. Mend the quotation marks, or divide the file.",
    ),
    "table.quote_open": Words("引号没有成对", "a quotation mark is not closed"),
    "table.cell_goes_on": Words(
        "有一个单元格超过 {most}，或者引号没有成对",
        "a cell goes on for more than {most}, or a quotation mark is not closed",
    ),
    "table.line_long": Words("这一行有 {n:,} 个字符", "the line has {n:,} characters"),
    "table.rows_left_out": Words("行没有可以读取的文章，没有收入。", "rows hold no article that can be read, and were left out."),
    "table.no_rows": Words(
        "列名下面没有内容；请把文章放进去，或者删去文件。",
        "There are no rows below the names of the columns; put the articles there, or remove the file.",
    ),
    # workbook
    "workbook.damaged": Words("工作簿已损坏（{why}）；{mend}。", "The workbook is damaged ({why}); {mend}."),
    "workbook.save_again": Words(
        "请用表格软件打开并重新保存，或者移出文件夹",
        "open it in a spreadsheet program and save it again, or take it out of the folder",
    ),
    "workbook.formulas": Words(
        "公式按随文件保存的值读取；没有保存值的，这里是空的。请用表格软件打开并保存，值就有了。",
        "Formulas are read as the values that were saved with them; one without a value is empty here. Open it in a "
        "spreadsheet program and save it, and they are there.",
    ),
    "workbook.protected": Words(
        "工作簿有密码保护；请去掉密码保存，或者移出文件夹。",
        "The workbook is protected by a password; save it without, or take it out of the folder.",
    ),
    "workbook.doctype": Words(
        "工作簿声明了文档类型，而工作簿并不需要；请重新保存，或者移出文件夹。",
        "The workbook declares a document type, which none needs; save it again, or take it out.",
    ),
    # own table
    "own_table.used": Words("共 {all} 行，用上 {used} 行。", "{used} of its {all} rows are used."),
    "own_table.no_article": Words(
        "没有哪篇文章符合{row}；请改正，或者删去这一行。",
        "no article has the {row}; correct it, or remove the row.",
    ),
    "own_table.same_title": Words(
        "{row} 的 {n} 篇文章都得到了这个标题；请用编号逐一指明。",
        "all {n} articles of the {row} got this title; name each by its id.",
    ),
    "own_table.id": Words("编号 {id!r}", "id {id!r}"),
    "own_table.file": Words("文件 {path!r}", "file {path!r}"),
    "own_table.rows_unmatched": Words("行没有对应的文章。", "rows match no article."),
    "own_table.titles_shared": Words("个标题各自用在了几篇文章上。", "titles were given to several articles each."),
    "own_table.unreadable": Words("无法读取，其中的内容都没有采用：{why}", "It cannot be read, and nothing of it is used: {why}"),
    "own_table.empty": Words(
        "文件是空的；请写上表头：path,title,source,byline,date,language,url。",
        "It is empty; put a header into it: path,title,source,byline,date,language,url.",
    ),
    "own_table.no_key": Words(
        "没有 path 或 id 列，其中的内容都没有采用；它的开头是 {opening!r}。",
        "It has no column path or id, and nothing of it is used; it begins {opening!r}.",
    ),
    "own_table.columns_unused": Words(
        "未采用的列：{columns}；可以用的是 path 或 id、{list} 和 language。",
        "Columns not used: {columns}; it takes path or id, {list} and language.",
    ),
    "own_table.row_unkeyed": Words("既没有写路径，也没有写编号；请补上一项。", "it names neither a path nor an id; add one."),
    "own_table.rows_unkeyed": Words("行没有指明文章。", "rows name no article."),
    "own_table.untold": Words(
        "{kind} {value!r} 无法辨认，没有采用；请写成 {how} 的样子。",
        "the {kind} {value!r} cannot be told and is not used; write it like {how}.",
    ),
    "own_table.language_like": Words("zh、zh-hant 或 en", "zh, zh-hant or en"),
    "own_table.untold_more": Words("个{kind}无法辨认，没有采用。", "{kind}s cannot be told and are not used."),
    # glossary
    "glossary.encoding": Words(
        "词汇表 {path} 既不是 UTF-8 也不是 GBK；请存为 CSV UTF-8。",
        "The glossary {path} is neither UTF-8 nor GBK: save it as CSV UTF-8.",
    ),
    "glossary.line": Words("{file} 第 {n} 行：{what}", "{file}, line {n}: {what}"),
    "glossary.no_translation": Words(
        "{line!r} 没有译名；请写成“词,译名”。", "{line!r} has no translation; write term,translation."
    ),
    "glossary.one_script": Words(
        "{one!r} 和 {other!r} 是同一种文字；须一中一外。",
        "{one!r} and {other!r} are in one script; one has to be Chinese and the other not.",
    ),
    "glossary.no_word": Words("{line!r} 里没有词；请写成“词,译名”。", "{line!r} has no word in it; write term,translation."),
    # record
    "record.untitled": Words("无题", "without a title"),
    "record.no_text": Words(
        "第 {n} 条记录（{title}）没有正文，没有收入；请连同全文或摘要导出。",
        "Record {n} ({title}) has no text, and was left out; export it with its full text or abstract.",
    ),
    "record.no_texts": Words("条记录没有正文，没有收入。", "records have no text, and were left out."),
}
