"""What stores on other machines have to say: how one is named, and why it cannot be asked."""

from xunzhang.types.message import Words

OTHER_MACHINES: dict[str, Words] = {
    # built
    "built.store_whole": Words(
        "{store}：已写入 {written}，并已切换。", "{store} has been built anew with {written}, and switched to."
    ),
    "built.store_update": Words(
        "{store}：写入 {written}，移除 {removed}。", "{store} has been updated: {written} written, {removed} removed."
    ),
    "built.store_current": Words("{store} 已是最新。", "{store} is up to date."),
    # compared
    "compared.differs": Words("第 {at} 位不同：{question}　{one} / {other}", "differs at {at}: {question}   {one} / {other}"),
    "compared.common": Words(
        "前十个段落有 {percent:.1f}% 相同；每个问题的中位数 {one:.1f} 毫秒和 {other:.1f} 毫秒",
        "{percent:.1f} % of the first ten passages are the same; a question takes {one:.1f} and {other:.1f} ms (medians)",
    ),
    "compared.led": Words("；hit@1 为 {one:.1f}% 和 {other:.1f}%", "; hit@1 is {one:.1f} and {other:.1f} %"),
    "compared.summary": Words(
        "{a} 与 {b}：{questions:,} 个问题中 {same:,} 个前十完全相同，{same_first:,} 个第一位相同；{common}{hits}。",
        "{a} and {b}: of {questions:,} questions {same:,} have the same first ten in the same order, {same_first:,} the same "
        "first; {common}{hits}.",
    ),
    # help
    "help.compare_stores": Words(
        "向同一文集的两个存储提同样的问题，看前十个段落在哪里不同",
        "ask two stores of one collection the same questions, and say where the first ten passages differ",
    ),
    "help.two_stores": Words("要比较的两个存储，写法同 --store", "the two stores, as --store has them"),
    "help.compared_folder": Words(
        "按 docs/formats.md 的格式组织的文件夹，用其中的问题（默认用文章标题）",
        "take the questions of a folder laid out as docs/formats.md describes (by default, titles of articles)",
    ),
    "help.compared_limit": Words("最多用 N 个问题（文件夹里每种语言 N 个）", "at most N questions (of a folder, N per language)"),
    "help.store": Words(
        "索引所在的存储：faiss:（默认，本机）、milvus://主机:端口/集合，或 milvus:///路径/文件.db（Milvus Lite）",
        "the store that the index is in: faiss: (the default, on this machine), milvus://HOST:PORT/COLLECTION, or "
        "milvus:///PATH/FILE.db (Milvus Lite)",
    ),
    # store
    "store.no_adding": Words(
        "存储 {store} 由建立它的机器更新；请去掉 --allow-adding。",
        "The store {store} is brought up to date by the machine that builds it; leave out --allow-adding.",
    ),
    "store.uri": Words(
        "{given!r} 不是存储的地址；请写 faiss:、milvus://主机:19530/集合 或 milvus:///路径/文件.db。",
        "{given!r} is no store; give faiss:, milvus://HOST:19530/COLLECTION or milvus:///PATH/FILE.db.",
    ),
    "store.secret": Words(
        "存储地址里不能写用户名和密码；请写 milvus://{host}，并把它们放进环境变量 XUNZHANG_MILVUS_TOKEN（用户名:密码）。",
        "The address of a store may not have a name and password in it; give milvus://{host}, and put them into the environment "
        "variable XUNZHANG_MILVUS_TOKEN (name:password).",
    ),
    "store.missing": Words(
        "Milvus 存储需要 {package}，这里没有安装；请运行 {command}。",
        "A store in Milvus needs {package}, which is not installed here; install it with: {command}",
    ),
    "store.folder": Words("没有文件夹 {folder}；请先建立。", "There is no folder {folder}; make it first."),
    "store.away": Words(
        "存储 {store} 联系不上（{why}）；请检查服务器是否在运行、地址是否正确。",
        "The store {store} cannot be reached ({why}); see whether the server runs, and whether the address is right.",
    ),
    "store.refused": Words(
        "存储 {store} 拒绝访问（{why}）；请检查环境变量 {setting}。",
        "The store {store} refuses access ({why}); check the environment variable {setting}.",
    ),
    "store.failed": Words("存储 {store} 报告错误：{why}", "The store {store} reports an error: {why}"),
    "store.empty": Words(
        "存储 {store} 里没有集合 {collection}；请运行 {command} 建立。",
        "The store {store} has no collection {collection}; build one with: {command}",
    ),
    "store.format": Words(
        "存储 {store} 里的索引是格式 {theirs}，本程序用的是 {ours}；请运行 {command} 重建。",
        "The index in {store} is of format {theirs}, and this program takes {ours}; rebuild it with: {command}",
    ),
    "store.incomplete": Words(
        "存储 {store} 里的索引不完整；请运行 {command} 重建。",
        "The index in {store} is not whole; rebuild it with: {command}",
    ),
}
