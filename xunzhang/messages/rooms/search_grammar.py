"""What is said of the operators and fields of a question: each explained as it was understood."""

from xunzhang.types.message import Words

OPERATORS = {
    # grammar
    "grammar.heading": Words("检索语法", "Search operators"),
    "written.phrase": Words("“一字不差”", '"word for word"'),
    "written.signs": Words("+必须 -除去", "+must -without"),
    "written.either": Words("台风 或 飓风", "typhoon OR hurricane"),
    "written.pattern": Words("沙*区 typho*", "typho*"),
    "written.similar": Words("袁加军~", "Volker~"),
    "written.near": Words("“教育 经费”~5", '"bank strike"~5'),
    "written.fields": Words("媒体:新华社 标题:教育 作者:张三", "outlet:Post title:school by:Liu"),
    "written.dates": Words("不早于:2024-05 不晚于:2024", "after:2024-05 before:2024"),
    "grammar.phrase": Words("原文里有这些字，一字不差", "these words in this order"),
    "grammar.signs": Words("必须含有；不要含有", "must have it; must not"),
    "grammar.either": Words("含有其中一个；中文也可以写“或”，两边空格", "one of them"),
    "grammar.pattern": Words("* 代表任意字母，或几个字", "* is any letters, or a few characters"),
    "grammar.similar": Words("拼写相近的词", "words spelled almost like it"),
    "grammar.near": Words("相隔不超过五个词（字），先后不论", "at most five words apart, in either order"),
    "grammar.fields": Words("媒体、标题、作者里有这些字", "outlet, title or author has these words"),
    "grammar.dates": Words("文章的日期不早于、不晚于", "articles dated not before, or not after"),
    # operator
    "operator.either": Words("含{parts:、}中的一个", "with one of {parts:, }"),
    "operator.pattern": Words(
        "有“{text}”这样的词（* 代表任意字母或几个字）", "with a word like “{text}” (* is any letters, or a few characters)"
    ),
    "operator.similar": Words(
        "有与“{text}”相近的词（至多差 {n} 处）",
        "with a word like “{text}” ({n} letter off at most)|with a word like “{text}” ({n} letters off at most)",
    ),
    "operator.near": Words(
        "{parts:与}相隔不超过 {n} 个词（字）",
        "with {parts: and } at most {n} word apart|with {parts: and } at most {n} words apart",
    ),
    "operator.not": Words("不要：{what}", "not: {what}"),
    # field
    "field.outlet": Words("媒体名含“{text}”", "from an outlet named “{text}”"),
    "field.title": Words("标题含“{text}”", "with “{text}” in the title"),
    "field.author": Words("作者含“{text}”", "by “{text}”"),
    "field.after": Words("不早于 {text}", "not before {text}"),
    "field.before": Words("不晚于 {text}", "not after {text}"),
    "field.language": Words("语言：{what}", "in the language {what}"),
    "field.of_none": Words("范围内没有“{text}”的文章。", "None of the articles searched is “{text}”."),
    "verdict.match": Words(
        "有 {n:,} 段符合要求。", "{n:,} passage meets what you asked for.|{n:,} passages meet what you asked for."
    ),
    "verdict.understood": Words("按检索式理解：{parts:；}", "Understood as: {parts:; }"),
}  # fmt: skip
