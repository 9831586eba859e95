"""What is said of briefs, which put together what a collection claims in answer to a question."""

from xunzhang.types.message import Words

WORKBENCH = {
    # brief
    "brief.once": Words("仅一家说到", "one source alone"),
    "brief.stated": Words("{n} 家说到", "{n} source|{n} sources"),
    "brief.verbatim": Words(
        "以下各句均为原文，一字未改；说法相同的放在一起。",
        "Every sentence below is verbatim; those that claim the same stand together.",
    ),
    "brief.differ": Words("说法不同之处", "Where accounts differ"),
    "brief.printed": Words("写作", "Printed"),
    "brief.by": Words("出处", "By"),
    "brief.dated": Words("日期", "Date"),
    "brief.heading": Words("摘编", "Brief"),
    "brief.note": Words(
        "提一个问题，这里会列出各家文章里回答它的原句：说法相同的放在一起，数字不同的并列，只有一家说到的注明。",
        "Ask a question, and the sentences that answer it stand here: those that claim the same together, figures that differ"
        " side by side, what one source alone has marked.",
    ),
    "brief.order": Words("排列", "Order"),
    "brief.weight": Words("说到的家数多的在前", "Most sources first"),
    "brief.newest": Words("最新的在前", "Newest first"),
    "brief.oldest": Words("最早的在前", "Oldest first"),
    "brief.unanswered": Words(
        "没有段落回答这个问题，所以没有可以摘编的句子。", "No passage answers this, so there is nothing to put together."
    ),
    "save.brief": Words("保存摘编", "Save the brief as"),
    "view.brief": Words("摘编", "Brief"),
    "help.brief": Words("把文集里回答一个问题的原句摘编成文", "put together the sentences that answer a question, verbatim"),
    "help.brief_order": Words("按家数、最新或最早排列（默认：weight）", "by sources, newest or oldest first (default: weight)"),
    "help.brief_format": Words("md（默认）、docx 或 json", "md (default), docx or json"),
}  # fmt: skip
