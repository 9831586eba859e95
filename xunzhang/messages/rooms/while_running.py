"""What is said while the program runs: why an index is built anew, what a build is at, serving the page, evaluation."""

from xunzhang.types.message import Words

RUNNING: dict[str, Words] = {
    # stale
    "stale.no_index": Words("还没有索引。", "There is no index yet."),
    "stale.format": Words(
        "索引是第 {theirs} 版格式；转换为第 {ours} 版。",
        "The index is in format version {theirs}: it is converted to version {ours}.",
    ),
    "stale.model": Words(
        "索引是用模型 {theirs} 建的，不是 {ours}；全部重新编码。",
        "The index was built with the model {theirs}, not {ours}: everything is encoded again.",
    ),
    "stale.backend": Words(
        "索引是用 {theirs} 编码的，不是 {ours}；全部重新编码。",
        "The index was encoded by {theirs}, not by {ours}: everything is encoded again.",
    ),
    "stale.settings": Words(
        "索引是用别的设置建的（{list}）；所有文件重新读取。",
        "The index was built with other settings ({list}): every file is read again.",
    ),
    "stale.roots": Words("索引原来是由 {list} 建的。", "The index was built from {list}."),
    "stale.file": Words("{name} 有改动。", "{name} has changed."),
    "stale.files": Words("{name} 等 {n} 个文件有改动。", "{n} files have changed, {name} among them."),
    "stale.passages": Words("段落", "passages"),
    "stale.passages_in": Words("{language} 段落", "passages in {language}"),
    "stale.outgrown": Words(
        "自从算出各语言的均值和压缩方式以来，文集变化很大（当时有 {then} 个{which}，现在有 {here} 个，{both} 个未变）；"
        "重新计算，并全部重新编码。",
        "The collection has changed a great deal since its language means and reduction were fitted ({then} {which} "
        "then, {here} now, {both} in both): they are fitted again, and everything is encoded again.",
    ),
    # stage
    "stage.reading": Words("读取", "reading"),
    "stage.encoding": Words("编码", "encoding"),
    "stage.indexing": Words("建索引", "indexing"),
    "stage.storing": Words("写入存储", "storing"),
    # serving
    "serving.at": Words("寻章的地址是 {address}（按 Ctrl+C 停止）", "Xunzhang is at {address} (press Ctrl+C to stop)"),
    "serving.mcp_at": Words("MCP 客户端的地址是 {address}/gradio_api/mcp", "MCP clients connect to {address}/gradio_api/mcp"),
    "serving.no_mcp": Words(
        "MCP 要用 mcp 这个包（{why}）；请运行 pip install -r requirements.txt 安装。",
        "MCP needs the package mcp ({why}); install it with: pip install -r requirements.txt",
    ),
    "serving.port_taken": Words(
        "{host} 上的端口 {port} 已被占用或不能使用；请换一个，例如 --port {next}。",
        "Port {port} on {host} is in use or not allowed; choose another, such as --port {next}.",
    ),
    # guard
    "guard.no_host": Words("请求没有说明主机名（Host）。", "The request names no host (Host header)."),
    "guard.other_host": Words(
        "这里不以 {host} 这个名称提供服务；如需提供，请用 --allow-host {host} 启动。",
        "This server does not answer to the name {host}; if it should, start it with --allow-host {host}.",
    ),
    "guard.foreign": Words(
        "其他网站的页面不能在这里提问或添加文件；请直接打开本页的地址。",
        "Pages of other sites may not ask or add files here; open this page at its own address.",
    ),
    "guard.closed": Words("没有 {path}；可用的地址见 /api/。", "There is no {path}; /api/ lists what there is."),
    "guard.method": Words("{path} 不支持 {method}；见 /api/。", "{path} does not accept {method}; see /api/."),
    "guard.no_json": Words("这里只接受 JSON，即 application/json。", "Only JSON is accepted here (application/json)."),
    "guard.too_large": Words("请求太大；请减少内容。", "The request is too large; send less."),
    "guard.full": Words("现在提问的人太多；请在 {n} 秒后再试。", "Too many questions at the moment; try again in {n} s."),
    "guard.left": Words("提问的人已经离开。", "Whoever asked has left."),
    "guard.fault": Words("服务器出错；原因见服务器的日志。", "Something went wrong; the server's log says what."),
    "guard.no_request": Words("不是有效的 HTTP 请求。", "Not a valid HTTP request."),
    "guard.no_places": Words(
        "连接太多，文件描述符已用完（{why}）；有连接断开后会继续接受。此提示每分钟最多一次。",
        "Too many connections: no file descriptor is left ({why}). More are accepted as others end. "
        "Reported at most once a minute.",
    ),
    "guard.no_journal": Words(
        "无法写入日志 {path}：{why}；请换一个位置。", "Cannot write the log {path}: {why}; choose another place."
    ),
    "guard.served_to_all": Words(
        "网页不要求登录，能连到这个端口的人都能查阅。除本机外回答的主机名：{hosts}（用 --allow-host 增加）。",
        "The page has no accounts (--no-auth): anyone who reaches the port can read it. "
        "Hosts answered besides this machine: {hosts} (add others with --allow-host).",
    ),
    "guard.own_address": Words("本机的地址", "this machine's addresses"),
    # bench
    "bench.irrelevant": Words(
        "{folder}：问题 {question!r} 的相关段落 {id!r} 不在 {file} 里；请加进去。",
        "{folder}: the passage {id!r}, which is relevant to the question {question!r}, is not in {file}; add it there.",
    ),
    "bench.no_file": Words(
        "{path} 不存在；请给出按 docs/formats.md 的格式组织的文件夹。",
        "{path} does not exist: name a folder in the layout that docs/formats.md describes.",
    ),
    "bench.bad_line": Words(
        "{path} 第 {n} 行不合 docs/formats.md 的格式（{why}）；请改正这一行。",
        "{path}, line {n}: not as docs/formats.md says ({why}). Correct the line.",
    ),
    "bench.not_all": Words(
        "{all} 个段落只有 {read} 个成为文章；请改正 passages.jsonl：{reasons:；}",
        "Only {read} of {all} passages became articles; correct passages.jsonl: {reasons:; }",
    ),
    "bench.asking_all": Words(
        "正在对全部段落提 {n} 个问题，另有 {others} 个没有答案的问题",
        "asking {n} question of all passages, and {others} that nothing answers|asking {n} questions of all passages, "
        "and {others} that nothing answers",
    ),
    "bench.asking": Words(
        "正在对 {language} 段落提 {n} 个问题",
        "asking {n} question of the {language} passages|asking {n} questions of the {language} passages",
    ),
    "bench.building": Words(
        "正在为 {n} 篇文章（{list}）建立索引",
        "building an index of {n} article ({list})|building an index of {n} articles ({list})",
    ),
    "bench.ablation": Words("{name}：", "{name}:"),
    "bench.encoded": Words("  已编码 {percent} %", "  {percent} % encoded"),
    # cluster
    "cluster.missing": Words(
        "--ray 要用的 {list} 没有安装；请运行 {command}。",
        "--ray needs {list}, which is missing here; install it with: {command}",
    ),
    "cluster.bad_address": Words(
        "--ray 应为 local、auto、主机:端口 或 ray://主机:端口，而不是 {given!r}。",
        "--ray takes local, auto, HOST:PORT or ray://HOST:PORT, not {given!r}.",
    ),
    "cluster.unreachable": Words(
        "连接不上 Ray 集群 {address}（{why}）；请检查地址，或用 --ray local 在本机启动。",
        "The Ray cluster at {address} cannot be reached ({why}); check the address, or start one here with --ray local.",
    ),
    "cluster.no_worker": Words(
        "{n} 秒内集群没有腾出任何工作进程；请用 ray status 查看它的核心是否都已占用。",
        "The cluster had room for no worker within {n} seconds; see with ray status whether all of its cores are taken.",
    ),
    "cluster.other_program": Words(
        "{host} 上装的寻章与本机的版本不同，读取结果会不一样；请在各台机器上安装同一版本。",
        "Xunzhang on {host} is another version than here and would read files otherwise; install the same one on every machine.",
    ),
    "cluster.other_model": Words(
        "{host} 上的模型 {model} 与本机的不同；请在各台机器上放同一个模型。",
        "The model {model} on {host} is another than here; put the same one on every machine.",
    ),
    "cluster.unseen": Words(
        "{host} 看不到 {path}；请把文章放在各台机器都能读到的文件夹或网址（s3://…）。",
        "{host} does not see {path}; put the articles in a folder that all machines share, or at an address (s3://...).",
    ),
    "cluster.lost": Words(
        "节点 {node} 上的工作进程没有了；它手上的分片交给别的进程。",
        "A worker on node {node} was lost; the shards it had in hand go to others.",
    ),
    "cluster.lost_often": Words(
        "分片 {shard} 已经连续让 {n} 个工作进程中断；多半是内存不够，请用 --threads 让每个进程占更多核心。",
        "The shard {shard} was in the hands of {n} workers when they were lost; most likely they lack memory: give each more "
        "cores with --threads.",
    ),
    "cluster.failed": Words("分片 {shard} 没有做成：{why}", "The shard {shard} could not be made: {why}"),
    "cluster.damaged": Words(
        "分片 {shard} 已损坏（{why}）；请删除它再建一次。", "The shard {shard} is damaged ({why}); remove it and build again."
    ),
    "cluster.shards_refused": Words(
        "分片存放处 {address} 不能使用（{why}）；请用 --shards 另指定一处。",
        "Shards cannot be kept at {address} ({why}); name another place with --shards.",
    ),
    "cluster.no_address": Words(
        "打不开网址 {address}（{why}）；请检查网址和访问凭据。",
        "The address {address} cannot be opened ({why}); check it, and the credentials for it.",
    ),
    "cluster.empty_address": Words("网址 {address} 下没有文件。", "There are no files at the address {address}."),
    "cluster.odd_name": Words(
        "网址 {address} 下有一个名称不能用作文件名：{name!r}；请改名。",
        "A name at the address {address} cannot be a file's: {name!r}; rename it.",
    ),
}
