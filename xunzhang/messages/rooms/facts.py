"""What is said of what is known of an article, of front matter and of other YAML; and what the system says of its errors."""

from xunzhang.types.message import Words

FACTS: dict[str, Words] = {
    # fact
    "fact.title": Words("标题", "title"),
    "fact.source": Words("来源", "source"),
    "fact.byline": Words("署名", "byline"),
    "fact.date": Words("日期", "date"),
    "fact.language": Words("语言", "language"),
    "fact.url": Words("网址", "url"),
    "fact.text": Words("正文", "text"),
    "fact.id": Words("编号", "id"),
    "fact.date_untold": Words(
        "日期 {date!r} 无法识别，没有采用；请写成 2024-11-19 这样的形式。",
        "the date {date!r} is not recognised and was left out; write it as 2024-11-19.",
    ),
    "fact.dates_untold": Words(
        "个日期无法识别，没有采用。", "date is not recognised and was left out.|dates are not recognised and were left out."
    ),
    "fact.language_unknown": Words(
        "语言 {language!r} 不是 zh、zh-hant、en 这样的代码；已改由正文判断。",
        "the language {language!r} is not a code such as zh, zh-hant or en; it was detected from the text.",
    ),
    "fact.languages_unknown": Words("个语言代码无法识别。", "language is not such a code.|languages are not such codes."),
    "fact.not_text": Words(
        "字段 {name} 应是文字，却是{kind}，没有采用；请给它加上引号。",
        "the field {name} is {kind}, not text, and was left out; put it in quotation marks.",
    ),
    "fact.not_texts": Words(
        "个字段不是文字；请给它们加上引号。",
        "field is not text; put it in quotation marks.|fields are not text; put them in quotation marks.",
    ),
    # kind
    "kind.object": Words("一个对象", "an object"),
    "kind.list": Words("一个列表", "a list"),
    "kind.string": Words("一个字符串", "a string"),
    "kind.number": Words("一个数", "a number"),
    "kind.boolean": Words("真假值", "true or false"),
    "kind.null": Words("空值", "null"),
    "kind.type": Words("{name} 类型的值", "a {name}"),
    # yaml
    "yaml.no_toml": Words(
        "开头信息不是有效的 TOML（{why}）；请给文字加上引号。",
        "The front matter is not valid TOML ({why}); put texts in quotation marks.",
    ),
    "yaml.invalid_line": Words(
        "{file} 的第 {n} 行不是有效的 YAML（{why}）；含冒号的值请加上引号。",
        "{file} is not valid YAML on line {n} ({why}); put values with colons in quotation marks.",
    ),
    "yaml.invalid": Words(
        "{file} 不是有效的 YAML（{why}）；含冒号的值请加上引号。",
        "{file} is not valid YAML ({why}); put values with colons in quotation marks.",
    ),
    "yaml.undecoded": Words("{file} 无法读取：{why}", "{file} cannot be read: {why}"),
    "yaml.deep": Words(
        "{file} 嵌套太深；请只写 `name: value` 这样的行。", "{file} is nested too deeply; use only lines such as `name: value`."
    ),
    "yaml.no_fields": Words(
        "{file} 不是字段的列表；请写成 `name: value` 这样的行。",
        "{file} is not a list of fields; write lines such as `name: value`.",
    ),
    "yaml.front_matter": Words("开头信息", "The front matter"),
    "yaml.file": Words("文件 {name}", "The file {name}"),
    "yaml.alias": Words("用了别名（*name），不予读取", "it uses an alias (*name), which is not read"),
    # mojibake
    "mojibake.garbled": Words(
        "{kind}是乱码（{how}）：{opening}。请重新取得原文，并存为 UTF-8。",
        "{kind} is garbled ({how}): {opening}. Get the original again, and save it as UTF-8.",
    ),
    "mojibake.left_out": Words("{message}这一处没有收入。", "{message} It was left out."),
    "mojibake.kept": Words("{message}这一处原样保留。", "{message} It was kept as it is."),
    "mojibake.article": Words("一篇文章", "An article"),
    "mojibake.paragraph": Words("一个段落", "A paragraph"),
    "mojibake.opened_as": Words("把 {one} 当作 {other} 打开", "{one} opened as {other}"),
    "mojibake.lost": Words("字符已丢失", "characters were lost"),
    "mojibake.fact": Words("{kind} {value!r} 是乱码，没有采用。", "The {kind} {value!r} is garbled and was left out."),
    "mojibake.articles": Words(
        "篇文章是乱码，没有收入。", "article is garbled and was left out.|articles are garbled and were left out."
    ),
    "mojibake.paragraphs": Words(
        "个段落全部或部分是乱码。", "paragraph is garbled, in whole or in part.|paragraphs are garbled, in whole or in part."
    ),
    "mojibake.facts": Words("项信息是乱码。", "fact is garbled.|facts are garbled."),
    # system
    "system.no_permission": Words("没有权限", "Permission denied"),
    "system.no_file": Words("没有这个文件或文件夹", "No such file or directory"),
    "system.no_space": Words("磁盘已满", "No space left on device"),
    "system.read_only": Words("磁盘只读", "Read-only file system"),
    "system.io_error": Words("磁盘读写出错", "Input/output error"),
    "system.is_folder": Words("这是文件夹", "Is a directory"),
    "system.no_folder": Words("这不是文件夹", "Not a directory"),
}
