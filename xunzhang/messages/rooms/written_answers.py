"""What is said of an answer that a model writes: who wrote it, what speaks against a sentence, what went wrong."""

from xunzhang.types.message import Words

WRITTEN_ANSWERS: dict[str, Words] = {
    # written
    "written.by": Words(
        "由 {address} 上的模型 {model} 写成，不是引文；每句话都由寻章对照段落核对过。",
        "Written by {model} at {address}; this is no quotation. Xunzhang has checked each sentence against the passages.",
    ),
    "written.struck": Words("划去：{problems:；}", "Struck out: {problems:; }"),
    "written.no_citation": Words("没有注明段落", "it cites no passage"),
    "written.unknown_citation": Words("注明的 [{n}] 没有交给模型", "it cites [{n}], which the model was not given"),
    "written.figure": Words("数字“{what}”不在所注段落里", "the figure “{what}” is not in the passages cited"),
    "written.date": Words("日期“{what}”不在所注段落里", "the date “{what}” is not in the passages cited"),
    "written.name": Words("名称“{what}”不在所注段落里", "the name “{what}” is not in the passages cited"),
    "written.name_across": Words(
        "名称“{what}”在所注的外文段落里认不出来",
        "the name “{what}” cannot be told in the passages cited, which are in the other language",
    ),
    "written.link": Words("网址“{what}”不在所注段落里", "the address “{what}” is not in the passages cited"),
    "written.negation": Words("所注段落说的正相反（“{what}”）", "the passage cited says the opposite (“{what}”)"),
    "written.not_supported": Words("所注的段落没有这样说", "no passage cited says so"),
    "written.count": Words(
        "{all} 句中有 {n} 句得到所注段落支持。",
        "{n} of {all} sentences is supported by the passages cited.|{n} of {all} sentences are supported by the passages cited.",
    ),
    "written.broken_off": Words("没有写完：{why}", "Broken off: {why}"),
    "written.not_written": Words("没有写：{why}", "Not written: {why}"),
    "written.unanswered": Words(
        "文集里没有段落回答这个问题，所以没有请模型写。",
        "no passage here answers the question, so the model was not asked.",
    ),
    "written.empty": Words("模型什么也没有写", "the model wrote nothing"),
    "written.busy": Words(
        "你的上一篇还在写；请等它写完，或者停止它。",
        "An answer is being written for you already: wait until it is done, or stop it.",
    ),
    # llm
    "llm.bad_address": Words(
        "--llm 应为 http://localhost:11434/v1 这样的地址，不带用户名、密码、问号和井号。",
        "--llm takes an address such as http://localhost:11434/v1, without a user name, a password, ? or #.",
    ),
    "llm.bad_key": Words(
        "环境变量 {name} 里不是密钥：有空格或者不能用的字符；请重新设置。",
        "The environment's {name} is no key: it has blanks or other characters that none has; set it again.",
    ),
    "llm.bad_model": Words(
        "--llm-model 太长，或者含有不可见的字符。", "--llm-model is too long, or has characters that cannot be seen."
    ),
    "llm.model_alone": Words("--llm-model 要和 --llm 一起用。", "--llm-model can only be used with --llm."),
    "llm.only_text": Words(
        "--llm 只能用于 --format text 和 json：其他文件里只有文章的原文；请去掉其中一个。",
        "--llm goes with --format text and json alone: other files hold what articles print and no more. Leave one out.",
    ),
    "llm.unreachable": Words(
        "连接不上 {address}（{why}）；请确认模型服务已启动、地址正确。",
        "{address} cannot be reached ({why}); check that the model's server runs and that the address is right.",
    ),
    "llm.not_secure": Words(
        "与 {address} 之间不能建立安全连接（{why}）；请检查证书，或改用 http://。",
        "No secure connection to {address} can be made ({why}); check its certificate, or use http://.",
    ),
    "llm.no_http": Words("{address} 没有用 HTTP 回答；请检查端口。", "{address} does not answer in HTTP; check the port."),
    "llm.silent": Words(
        "{address} 在 {n} 秒内没有写出一个字；请查看模型服务，或换一个小些的模型。",
        "{address} wrote nothing within {n} s; look at the model's server, or choose a smaller model.",
    ),
    "llm.stalled": Words(
        "{address} 停了 {n} 秒没有继续；请查看模型服务。",
        "{address} stopped writing for {n} s; look at the model's server.",
    ),
    "llm.too_long": Words("写了 {n} 秒还没有写完；到此为止。", "It was not done after {n} s, and was ended there."),
    "llm.broken_off": Words(
        "{address} 在写完之前断开了；请再试一次，或查看模型服务。",
        "{address} ended the connection before it was done; try again, or look at the model's server.",
    ),
    "llm.cut": Words("写到 {n} 个词元的上限。", "It reached the limit of {n} tokens."),
    "llm.endless": Words("写到 {n:,} 个字符的上限，到此为止。", "It reached {n:,} characters and was ended there."),
    "llm.too_much": Words(
        "{address} 发来的数据太多；到此为止。请检查地址是否正确。",
        "{address} sent too much data and was ended there; check that the address is right.",
    ),
    "llm.no_utf8": Words(
        "{address} 发来的不是 UTF-8；请检查模型服务。", "What {address} sends is not UTF-8; look at the model's server."
    ),
    "llm.no_api": Words(
        "{address} 的回答不合 OpenAI 接口的格式；请给出以 /v1 结尾的接口地址。",
        "{address} does not answer as the OpenAI interface does; give the address of one, which usually ends in /v1.",
    ),
    "llm.no_stream": Words(
        "{address} 没有逐字返回，而是返回了 {kind}；请给出以 /v1 结尾的接口地址。",
        "{address} sent no stream but {kind}; give the address of an OpenAI interface, which usually ends in /v1.",
    ),
    "llm.redirected": Words(
        "{address} 转到了 {to}；寻章不跟随转址，如果可信，请直接给出那个地址。",
        "{address} leads on to {to}, which is not followed; if you trust it, give that address.",
    ),
    "llm.key_wanted": Words(
        "{address} 需要密钥（{n}）；请放在环境变量 {name} 里。",
        "{address} wants a key ({n}); put it into the environment as {name}.",
    ),
    "llm.key_refused": Words(
        "{address} 不接受这个密钥（{n}）；请检查环境变量 {name}。",
        "{address} refuses the key ({n}); check {name} in the environment.",
    ),
    "llm.no_model": Words(
        "{address} 没有模型 {model!r}（{what}）；请用 --llm-model 指定另一个。",
        "{address} has no model {model!r} ({what}); name another with --llm-model.",
    ),
    "llm.no_path": Words(
        "{address} 没有这个接口（{n}：{what}）；地址通常以 /v1 结尾。",
        "There is no such interface at {address} ({n}: {what}); the address usually ends in /v1.",
    ),
    "llm.status": Words(
        "{address} 回答出错（{n}：{what}）；请查看模型服务。",
        "{address} answered with an error ({n}: {what}); look at the model's server.",
    ),
    "llm.failed": Words(
        "{address} 写作出错（{what}）；请查看模型服务。", "{address} failed ({what}); look at the model's server."
    ),
    "llm.which_model": Words(
        "请用 --llm-model 指定 {address} 上的一个模型；有：{list}。",
        "Name a model of {address} with --llm-model; there are: {list}.",
    ),
    "llm.nothing": Words("没有说明", "nothing said"),
    # --- page ---
    "written.write": Words("写一个回答", "Write an answer"),
    "written.stop": Words("停止", "Stop"),
    "written.heading": Words("写出的回答", "Written answer"),
    "written.sent_to": Words("问题和段落会发给 {address}。", "The question and the passages are sent to {address}."),
    "written.writing": Words("正在写……", "Writing…"),
    "written.stopped": Words("已停止。", "Stopped."),
    "written.sources": Words("所注段落", "Passages cited"),
}
