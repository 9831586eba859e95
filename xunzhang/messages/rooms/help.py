"""What --help says of the commands and their flags. argparse puts the defaults in, and its own words around it."""

from xunzhang.types.message import Words

HELP: dict[str, Words] = {
    "help.program": Words(
        "向一批中文或英文文章提问，得到逐字的原文段落和出处。",
        "Ask a collection of articles in Chinese or English; get the passages that answer, verbatim, with their sources.",
    ),
    "help.commands": Words("命令", "commands"),
    "help.examples": Words(
        """\
先为 corpus/ 里的文章建立索引（只需一次，文章有变化时再建）：
  {prog} build

然后，例如：
  {prog} ask "重庆到哪一年建成教育强市？"
  {prog} ask "Who is the Party secretary of Southwest University?" -k 3 --after 2024-11 --format md
  {prog} ask --questions questions.txt --format csv > answers.csv
  {prog} ask "重庆到哪一年建成教育强市？" --format docx --out answers.docx
  {prog} serve
  {prog} audit
  {prog} COMMAND --help
""",
        """\
first build an index of the articles in corpus/ (needed once, and after they change):
  {prog} build

then, for example:
  {prog} ask "重庆到哪一年建成教育强市？"
  {prog} ask "Who is the Party secretary of Southwest University?" -k 3 --after 2024-11 --format md
  {prog} ask --questions questions.txt --format csv > answers.csv
  {prog} ask "重庆到哪一年建成教育强市？" --format docx --out answers.docx
  {prog} serve
  {prog} audit
  {prog} COMMAND --help
""",
    ),
    "help.messages": Words(
        "提示信息用中文（zh）还是英文（en）；默认按系统的语言设置（LC_ALL、LC_MESSAGES、LANG）",
        "language of messages: Chinese (zh) or English (en); the default follows the locale (LC_ALL, LC_MESSAGES, LANG)",
    ),
    "help.index": Words("build 建立的索引所在的文件夹（默认：index）", "folder of the index that build wrote (default: index)"),
    # fetch
    "help.fetch": Words(
        "把网页、订阅源的新条目和站点地图里的网页原样存入文集",
        "save web pages, the new items of feeds and the pages of sitemaps into the collection, as they are",
    ),
    "help.addresses": Words("网页、订阅源或站点地图的网址", "addresses of pages, feeds or sitemaps"),
    "help.feeds": Words(
        "一个写有网址的文件，一行一个，# 之后是注释", "a file of addresses, one a line; what follows # is a comment"
    ),
    "help.into": Words("存到哪里（默认：corpus/）", "where to save them (default: corpus/)"),
    "help.every": Words(
        "取完之后每隔这么久再取一次，直到停止，例如 1h、30m、1d（默认：只取一次）",
        "go on, and fetch again every so often until stopped, such as 1h, 30m, 1d (default: once)",
    ),
    "help.most": Words(
        "每个订阅源或站点地图一次最多取多少新网页（默认：100）",
        "how many new pages of a feed or sitemap to take in a run (default: 100)",
    ),
    "help.pause": Words(
        "同一主机的两个网页之间停顿多少秒；主机要求更久时照办（默认：1）",
        "seconds between two pages of a host; more where the host asks for it (default: 1)",
    ),
    "help.allow_private": Words(
        "也可以访问本机和内部网络的主机；默认一律拒绝",
        "let it ask this machine and hosts of a private network too; otherwise they are refused",
    ),
    "help.fetch_json": Words("每个网址输出一行 JSON", "print one JSON object a line for each address"),
    "help.fetch_notes": Words(
        """\
遵守 robots.txt。每个网址只存一次；再取时，没有变化的不重写。网址和取回时间记在 xunzhang-fetched.csv 里。
之后请运行 build 更新索引。""",
        """\
robots.txt is honoured. An address is saved once; asked for again, it is written only where it has changed.
Addresses and times of retrieval are kept in xunzhang-fetched.csv. Run build afterwards.""",
    ),
    # build
    "help.build": Words(
        "按文章更新索引；没有变化的文章不再读取，也不再编码",
        "bring the index up to date with the articles; unchanged ones are neither read nor encoded again",
    ),
    "help.paths": Words("文章所在的文件和文件夹（默认：corpus/）", "files and folders of articles (default: corpus/)"),
    "help.written": Words("索引写到哪里（默认：index/）", "where to write the index (default: index/)"),
    "help.model": Words(
        "sentence-transformers 模型的名称或文件夹（默认：自带的模型）",
        "a sentence-transformers model, by name or folder (default: the bundled one)",
    ),
    "help.reader": Words(
        "off：不用阅读模型判断是否回答，只看其他信号（默认：on）",
        "off: judge by other signals whether a passage answers, without the reader (default: on)",
    ),
    "help.backend": Words(
        "用什么运行自带的模型（默认：auto，即本机上最快的）",
        "what runs the bundled model (default: auto, the fastest on this machine)",
    ),
    "help.ocr": Words(
        "用什么识别扫描件和图片：auto（默认，RapidOCR 或 Tesseract）、off、rapid、tesseract，或带语言的 tesseract:deu+fra",
        "what reads scans and pictures: auto (default: RapidOCR, or Tesseract), off, rapid, tesseract, or tesseract:deu+fra",
    ),
    "help.alone": Words(
        "自己载入索引来回答，即使已有运行中的页面可以代答",
        "load the index and answer from it, even if a running page could answer",
    ),
    "help.llm": Words(
        "请这个地址上的模型根据段落写一个回答，并逐句核对（兼容 OpenAI 的接口，如 http://localhost:11434/v1；"
        "密钥放在环境变量 XUNZHANG_LLM_KEY 里；默认：不写，什么也不发送）",
        "have a model at this address write an answer from the passages, each sentence of which is checked (an "
        "OpenAI-compatible interface such as http://localhost:11434/v1; the key comes from XUNZHANG_LLM_KEY in the environment; "
        "default: nothing is written and nothing sent)",
    ),
    "help.llm_model": Words(
        "用那里的哪个模型（默认：那里只有一个时就用它）", "which of its models (default: the one that it has, where it has one)"
    ),
    "help.threads": Words(
        "读取文章和运行模型最多用多少个线程或进程（默认：每个核心一个，也不会更多）",
        "most threads or processes for reading articles and running the model (default: one per core, and never more)",
    ),
    "help.force": Words("不管已有的索引，从头建立", "build from scratch, whatever there is"),
    "help.watch": Words("持续运行，文章一有变化就更新索引", "keep running, and build again whenever the articles change"),
    "help.wait": Words(
        "另有程序在建同一个索引时，最多等多少秒（默认：%(default)g；0：不等）",
        "how many seconds to wait for another build of the same index to finish (default: %(default)g; 0: do not wait)",
    ),
    "help.ray": Words(
        "由 Ray 集群读取和编码：local（在本机启动）、auto（本机所在的集群）、主机:端口 或 ray://主机:端口；PATH 可以是网址（s3://…）",
        "have a Ray cluster read and encode: local (started here), auto (the one this machine belongs to), HOST:PORT or "
        "ray://HOST:PORT; a PATH may be an address (s3://...)",
    ),
    "help.shards": Words(
        "--ray 时各台机器都能读写的文件夹或网址，存放分片，建完后保留（默认：索引文件夹内，建完即删）",
        "with --ray: a folder or an address that all machines can write, where shards are kept (default: in the index's folder, "
        "until it is complete)",
    ),
    "help.audit_json": Words("以 JSON 打印读取情况，每个文件一个对象", "print the audit as JSON, one object per file"),
    # ask
    "help.ask": Words(
        "找出回答一个问题的段落，或者逐个回答文件里的问题", "find the passages that answer a question, or each question in a file"
    ),
    "help.ask_notes": Words(
        """\
开头是判断：有段落回答了问题，可能回答了问题，只写到有关的内容，或者没有谈到；意思最接近的段落总会列出。
文本格式里，回答问题的句子在终端上加粗，不在终端上则放在 ⟦ ⟧ 里；没有回答问题的段落里，最接近的句子加下划线，或者放在 ⟨ ⟩ 里。

退出状态：0 找到了段落；1 没有找到（任何一个问题都没有）；2 参数或输入需要改正。
""",
        """\
The verdict comes first: a passage answers the question, a passage may answer it, passages are about the subject only,
or nothing is about it. The nearest passages are shown in any case.
In the text format, the sentence that answers is bold on a terminal and in ⟦ ⟧ elsewhere; in a passage that does not
answer, the nearest sentence is underlined on a terminal and in ⟨ ⟩ elsewhere.

exit status: 0 passages were found; 1 none were (for any question); 2 the flags or the input need correcting.
""",
    ),
    "help.question": Words(
        "中文或英文；两种语言的文章都会查找", "in Chinese or English; articles in both languages are searched"
    ),
    "help.questions": Words(
        "不给问题，而是给出存有问题的 .txt、.csv 或 .jsonl 文件",
        "a .txt, .csv or .jsonl file of questions, in place of one question",
    ),
    "help.k": Words("最多要多少条结果（默认：10）", "most results to return (default: 10)"),
    "help.source": Words("只要这家来源的文章；可以重复", "only this outlet's articles; may be repeated"),
    "help.language": Words(
        "只要 zh、zh-hant、en 等语言的文章；可以重复", "only articles in zh, zh-hant, en, ...; may be repeated"
    ),
    "help.after": Words(
        "只要这个日期或以后的文章：2024、2024-11、2024-11-19", "only articles of this date or later: 2024, 2024-11, 2024-11-19"
    ),
    "help.before": Words("只要这个日期或以前的文章", "only articles of this date or earlier"),
    "help.mode": Words(
        "按意思和词语查找（hybrid，默认），只按意思（semantic），或者只按词语（keyword）",
        "search by meaning and words (hybrid, the default), by meaning alone, or by words alone",
    ),
    "help.format": Words(
        "供阅读的文本（text，默认），或者 json、csv、md（Markdown）、bib（BibTeX）、ris、csl（CSL JSON）、"
        "gb7714 或 apa（参考文献），docx（Word，须加 --out）；各种格式见 docs/formats.md",
        "text to read (default), or json, csv, md (Markdown), bib (BibTeX), ris, csl (CSL JSON), "
        "gb7714 or apa (lists of references), docx (Word, with --out); docs/formats.md describes each",
    ),
    "help.out": Words("写到这个文件（覆盖原有的），不打印", "write to FILE, replacing it, instead of printing"),
    # serve
    "help.serve": Words(
        "启动页面；corpus/ 的索引不存在或已过时，就先建立",
        "serve the page; the index of corpus/ is built first if it is missing or out of date",
    ),
    "help.asked": Words("要查找的索引（默认：index/）", "index to search (default: index/)"),
    "help.host": Words("页面的监听地址（默认：%(default)s）", "address to serve on (default: %(default)s)"),
    "help.port": Words("页面的监听端口（默认：%(default)s）", "port to serve on (default: %(default)s)"),
    "help.root_path": Words(
        "反向代理在哪个路径下提供页面，例如 /news（docs/operating.md）",
        "path under which a proxy serves the page, such as /news (docs/operating.md)",
    ),
    "help.allow_host": Words(
        "除本机外还接受这个主机名，例如 news.example.org；可以重复（*.example.org 指其下所有，* 指任何主机名）",
        "host name to answer to besides this machine's own, such as news.example.org; may be repeated "
        "(*.example.org for all below it, * for any)",
    ),
    "help.proxy": Words(
        "信任这个地址或网段的反向代理给出的 X-Forwarded-*（客户端、主机和协议）；可以重复",
        "address or network of a proxy whose X-Forwarded-* headers (client, host, scheme) are trusted; may be repeated",
    ),
    "help.auth": Words(
        "要求登录；账户在这个文件里（xunzhang user add 建立；docs/operating.md）",
        "have people sign in; the accounts are in this file (xunzhang user add makes them; docs/operating.md)",
    ),
    "help.auth_header": Words(
        "相信 --proxy 所写的代理在这个请求头里说明的用户名，例如 X-Forwarded-User",
        "believe the proxy named with --proxy as to who asks, by this header, such as X-Forwarded-User",
    ),
    "help.no_auth": Words(
        "监听本机以外的地址时，也不要求登录", "nobody need sign in, though the page is served beyond this machine"
    ),
    "help.changes": Words(
        "谁登录过，谁添加了什么，记入这个文件（默认：账户文件旁的 users.log，没有账户时为索引里的 changes.log）",
        "keep in FILE who signed in and who added what (default: users.log beside the accounts, else changes.log in the index)",
    ),
    "help.log": Words(
        "每个请求写一行 JSON 到这个文件（- 为标准错误）",
        "write one line of JSON per request to FILE (- for standard error)",
    ),
    "help.log_questions": Words("日志里也写入问题的文字", "include what was asked in the log"),
    "help.name": Words(
        "文集的名称，显示在页面和转发的链接上", "name of the collection, shown on the page and in previews of links to it"
    ),
    "help.mcp": Words(
        "同时为智能体提供 MCP 工具（docs/interfaces.md）", "also serve the MCP tools for agents (docs/interfaces.md)"
    ),
    "help.follow": Words(
        "页面运行期间，文章一有变化就更新索引", "keep the index up to date with the articles while the page runs"
    ),
    "help.allow_adding": Words(
        "允许可以打开页面的人往文集里添加文件和网页", "let anyone who may open the page add files and web pages to the collection"
    ),
    "help.serve_private": Words(
        "和 --allow-adding 一起用：也可以添加本机和内部网络的网页",
        "with --allow-adding: web pages of this machine and of a private network may be added too",
    ),
    # user
    "help.user": Words("管理可以登录的账户（serve --auth）", "add, remove and list the accounts that may sign in (serve --auth)"),
    "help.user_action": Words(
        "add 添加账户，remove 删除账户（加 --token 时只删除令牌），list 列出账户，password 更改密码，token 为程序添加令牌",
        "add an account; remove it (or with --token one of its tokens); list them all; set another password; "
        "make a token for programs",
    ),
    "help.user_name": Words("用户名；大小写不分", "name of the account; capitals do not matter"),
    "help.user_auth": Words("账户文件（默认：users.yaml）", "file of the accounts (default: users.yaml)"),
    "help.user_token": Words("令牌的名称（默认：token）", "what the token is called (default: token)"),
    "help.user_no_password": Words(
        "add 时不设密码：账户只用于令牌，或由代理登录", "add without a password: for tokens, or a proxy that signs people in"
    ),
    # verify, repair, forget
    "help.verify": Words(
        "检查索引的每一块，以及各文件是否相符", "check every block of an index, and that its files fit together"
    ),
    "help.repair": Words("用索引完好的部分修复损坏的部分", "make what is damaged of an index again from what is whole"),
    "help.forget": Words(
        "从索引的每一代、缓存和副本里删去一篇文章", "remove an article from every generation, cache and copy of an index"
    ),
    "help.forgotten": Words(
        "文章的编号（audit --articles --json 里的 id）", "the article's id, as audit --articles --json has it"
    ),
    # passages, audit, evaluate
    "help.passages": Words(
        "打印索引里的每个段落，每行一个 JSON 对象", "print every passage of the index, one JSON object per line"
    ),
    "help.audit": Words(
        "说明每个文件读取了什么，去掉了什么，以及为什么", "show what was read from each file, what was left out, and why"
    ),
    "help.as_json": Words("以 JSON 打印，每个文件（或文章）一个对象", "print JSON, one object per file (or article)"),
    "help.articles": Words("每篇文章已知的信息，以及各自的出处", "what is known of each article, and where each value came from"),
    "help.evaluate": Words(
        "用一个装有段落和问题的文件夹测量检索质量", "measure retrieval quality on a folder of passages and questions"
    ),
    "help.folder": Words("按 docs/formats.md 的格式组织的文件夹", "folder laid out as docs/formats.md describes"),
    "help.limit": Words("每种语言只用 N 个问题，每次都是同样的", "use only N questions per language, the same ones every time"),
    "help.another_model": Words(
        "不用默认的模型，而用这个 sentence-transformers 模型（名称或文件夹）",
        "sentence-transformers model to use, by name or folder, instead of the default",
    ),
    "help.ablate": Words("再逐一去掉流程的每个部分来测量", "also measure without each arm and step of the pipeline in turn"),
    "help.one_json": Words("打印一个 JSON 对象，不打印表格", "print one JSON object instead of a table"),
}
