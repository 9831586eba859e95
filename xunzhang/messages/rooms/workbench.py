"""What is said of briefs, which put together what a collection claims in answer to a question; and of saved questions."""

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
    # saved
    "saved.bad_name": Words("名称有 {n} 个字符；请写 1 到 {most} 个。", "The name has {n} characters; write 1 to {most}."),
    "saved.twice": Words(
        "已经有名为“{name}”的问题；请换一个名称，或者先删掉它。",
        "There is a saved question called “{name}”; choose another name, or remove that one first.",
    ),
    "saved.many": Words("已保存 {most} 个问题；请先删掉一些。", "There are {most} saved questions; remove some first."),
    "saved.none": Words("没有名为“{name}”的问题。", "There is no saved question called “{name}”."),
    "saved.nothing": Words("还没有保存的问题。", "No question has been saved yet."),
    "saved.done": Words("已保存“{name}”；现在已有的答案不算新的。", "Saved “{name}”; what answers it now is not new."),
    "saved.removed": Words("已删除“{name}”。", "Removed “{name}”."),
    "saved.database": Words(
        "{path} 不能使用（{why}）；请检查权限，或者从备份恢复。",
        "{path} cannot be used ({why}); check its permissions, or restore it from a backup.",
    ),
    "saved.name": Words("名称", "Name"),
    "saved.save": Words("保存这个问题", "Save this question"),
    "saved.remove": Words("删除“{name}”", "Remove “{name}”"),
    "saved.note": Words(
        "保存一个问题，以后每次更新索引，这里会列出新出现的、回答它的段落。",
        "Save a question, and after each update of the index the passages that have come to answer it stand here.",
    ),
    "saved.all_seen": Words("全部标为已看", "Mark all as seen"),
    "saved.ask_first": Words("先提一个问题，再保存。", "Ask a question first, then save it."),
    "view.saved": Words("关注", "Saved"),
    # seen
    "seen.choice": Words("看过的段落", "Seen passages"),
    "seen.show": Words("照常显示", "Shown"),
    "seen.dim": Words("变淡", "Dimmed"),
    "seen.hide": Words("隐藏", "Hidden"),
    "seen.hidden": Words("已隐藏 {n} 篇看过的。", "{n} seen article is hidden.|{n} seen articles are hidden."),
    # news
    "news.new": Words("{n} 段新的", "{n} new passage|{n} new passages"),
    "news.none": Words("没有新的段落。", "Nothing is new."),
    "news.feed": Words("寻章：关注的问题", "Xunzhang: saved questions"),
    "news.exit": Words("退出状态 {status}", "exit status {status}"),
    "news.command_failed": Words("没能运行 {command}：{why}。", "{command} could not be run: {why}."),
    "news.command_slow": Words(
        "{command} 运行超过 {seconds} 秒，已停止。", "{command} ran longer than {seconds} s and was stopped."
    ),
    "help.news": Words(
        "关注的问题：更新索引后有哪些新的段落", "saved questions, and what is new on them since the index was updated"
    ),
    "help.news_notes": Words(
        """\
新的段落只报一次（--keep 例外）；保存时已有的答案不算新的。

退出状态：0 有新的段落，或者已保存、删除、列出；1 没有新的；2 参数或输入需要改正。
""",
        """\
A passage is told of once, unless --keep is given; what answers a question when it is saved is not new.

Exit status: 0 there is news, or something was saved, removed or listed; 1 there is none; 2 a flag or input needs mending.
""",
    ),
    "help.news_save": Words(
        "用一个名称保存一个问题，连同下面的范围", "save a question under a name, with what it is narrowed to"
    ),
    "help.news_remove": Words("删除这个名称的问题", "remove the saved question of that name"),
    "help.news_list": Words("列出保存的问题", "list the saved questions"),
    "help.news_all": Words("已经报过的也列出", "show what was told of before, too"),
    "help.news_keep": Words("不算报过，下次还列出", "do not count it as told"),
    "help.news_run": Words(
        "有新的段落时运行这个命令，JSON 从标准输入给它",
        "run COMMAND where there is news, which gets it as JSON on its standard input",
    ),
    "help.news_format": Words("text（默认）、json、md 或 atom", "text (default), json, md or atom"),
    "help.on_news": Words(
        "更新索引后，关注的问题有新的段落时运行这个命令，JSON 从标准输入给它",
        "run COMMAND when saved questions have new passages after an update; it gets them as JSON on its standard input",
    ),
    "help.brief": Words("把文集里回答一个问题的原句摘编成文", "put together the sentences that answer a question, verbatim"),
    "help.brief_order": Words("按家数、最新或最早排列（默认：weight）", "by sources, newest or oldest first (default: weight)"),
    "help.brief_format": Words("md（默认）、docx 或 json", "md (default), docx or json"),
}
