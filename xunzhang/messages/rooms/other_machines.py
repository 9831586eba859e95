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
    # help
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
