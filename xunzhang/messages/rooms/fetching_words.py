"""What is said of what is fetched from the web, and why an address could not be."""

from xunzhang.types.message import Words

FETCHING: dict[str, Words] = {
    # fetch: what became of an address
    "fetch.saved": Words("已保存 {address}：{path}", "Saved {address}: {path}"),
    "fetch.changed": Words("有变化，已重新保存 {address}：{path}", "Changed, and saved again {address}: {path}"),
    "fetch.unchanged": Words("没有变化：{address}", "Unchanged: {address}"),
    "fetch.leads_to": Words("{address} 指向的网页已经保存过：{path}", "{address} leads to a page that is saved already: {path}"),
    "fetch.of_feed": Words("已保存订阅源里的文字 {address}：{path}", "Saved the text that the feed has {address}: {path}"),
    "fetch.of_feed_instead": Words(
        "网页取不到（{why!c}），已保存订阅源里的文字：{path}（{address}）",
        "The page could not be had ({why!c}), so the text that the feed has was saved: {path} ({address})",
    ),
    "fetch.listed": Words("{address} 列出 {n:,} 项，其中 {new:,} 项是新的。", "{address} lists {n:,}, of which {new:,} are new."),
    "fetch.left": Words(
        "{address} 还有 {n:,} 项没有取；请再运行一次，或者调高 --most。",
        "{n:,} more of {address} were not taken; run it again, or raise --most.",
    ),
    "fetch.done": Words(
        "新保存 {saved:,} 个，更新 {changed:,} 个，没有变化 {unchanged:,} 个，未取到 {refused:,} 个，先前已保存 {known:,} 个。",
        "{saved:,} saved, {changed:,} changed, {unchanged:,} unchanged, {refused:,} refused, {known:,} known before.",
    ),
    "fetch.build": Words("请运行 xunzhang build 更新索引。", "Run xunzhang build to bring the index up to date."),
    "fetch.again": Words("{every} 之后再取一次（按 Ctrl+C 停止）。", "Fetching again in {every} (press Ctrl+C to stop)."),
    "fetch.stopped": Words("已停止；取到的都已保存。", "Stopped; whatever was fetched is saved."),
    "fetch.interrupted": Words(
        "已中断；取到的都已保存，再运行同一条命令会接着做。",
        "Interrupted; whatever was fetched is saved, and the same command continues from here.",
    ),
    # fetch: what was given
    "fetch.nothing": Words(
        "请写上网址，或者用 --feeds 指定一个写有网址的文件。", "name at least one address, or a file of them with --feeds."
    ),
    "fetch.interval": Words(
        "应为 1h、30m 或 1d 这样的间隔，至少一分钟，而不是 {given!r}",
        "expected an interval such as 1h, 30m or 1d, a minute at least, not {given!r}",
    ),
    "fetch.seconds": Words("应为 0 到 3600 之间的秒数，而不是 {given!r}", "expected seconds from 0 to 3600, not {given!r}"),
    "fetch.no_list": Words(
        "{path} 无法读取（{why}）；请指定一个写有网址的文本文件，一行一个。",
        "{path} cannot be read ({why}); name a text file of addresses, one a line.",
    ),
    "fetch.empty_list": Words("{path} 里没有网址；请一行写一个。", "{path} names no address; write one a line."),
    # fetch: why an address could not be had
    "fetch.no_address": Words(
        "{given!r} 不是网址；请写成 https://example.org/news 这样的形式。",
        "{given!r} is no address; write one such as https://example.org/news.",
    ),
    "fetch.scheme": Words(
        "{given!r} 不是 http 或 https 网址；别的不取。", "{given!r} is neither http nor https; nothing else is fetched."
    ),
    "fetch.credentials": Words(
        "{host} 的网址里带有用户名或密码，会留在记录里；请去掉。",
        "The address at {host} carries a user name or password, which would be kept in the record; take it out.",
    ),
    "fetch.private": Words(
        "{host} 属于本机或内部网络（{address}），没有访问；如果是有意的，请加上 --allow-private。",
        "{host} is of this machine or a private network ({address}) and was not asked; if you mean it, add --allow-private.",
    ),
    "fetch.robots": Words(
        "网站的 robots.txt 不允许程序取 {address}；请在浏览器里保存网页，放进文件夹。",
        "The site's robots.txt does not let programs have {address}; save the page in a browser, and put it into the folder.",
    ),
    "fetch.robots_unknown": Words(
        "{host} 的 robots.txt 现在取不到（状态 {status}），所以没有取它的网页；请过后再试。",
        "The robots.txt of {host} cannot be had now (status {status}), so no page of it was fetched; try again later.",
    ),
    "fetch.long_pause": Words(
        "{host} 要求两个网页之间间隔 {n:,} 秒，这次没有取 {address}；请过后再运行。",
        "{host} asks for {n:,} seconds between two pages, so {address} was not fetched this time; run it again later.",
    ),
    "fetch.slow": Words(
        "{host} 在 {n} 秒内没有答完；请过后再试，或者调高 XUNZHANG_LIMIT_FETCH_SECONDS。",
        "{host} did not finish within {n} seconds; try again later, or raise XUNZHANG_LIMIT_FETCH_SECONDS.",
    ),
    "fetch.unreachable": Words(
        "连接不上 {host}（{why}）；请核对网址和网络。", "{host} cannot be reached ({why}); check the address and the network."
    ),
    "fetch.broken_off": Words(
        "{address} 没有完整传来（{why}），没有保存；请过后再试。",
        "{address} did not arrive whole ({why}), and was not saved; try again later.",
    ),
    "fetch.redirects": Words(
        "{address} 转来转去（{n} 次），到不了任何网页；请在浏览器里打开，换用最后的网址。",
        "{address} was redirected {n} time and leads to no page; open it in a browser, and give the address it ends at."
        "|{address} was redirected {n} times and leads to no page; open it in a browser, and give the address it ends at.",
    ),
    "fetch.too_large": Words("{address} 太大；{over}", "{address} is too large; {over}"),
    "fetch.encoding": Words(
        "{address} 以 {encoding!r} 压缩，不能读取；请在浏览器里保存网页。",
        "{address} is packed as {encoding!r}, which is not read; save the page in a browser.",
    ),
    "fetch.host_busy": Words(
        "{address} 的主机现在不接受访问（状态 {status}）；请在 {n:,} 秒之后再试。",
        "The host of {address} takes no more now (status {status}); try again in {n:,} seconds.",
    ),
    "fetch.status": Words(
        "{address} 的回应是状态 {status}，不是网页；请核对网址，或者过后再试。",
        "{address} was answered with the status {status} and no page; check the address, or try again later.",
    ),
    "fetch.no_page": Words(
        "{address} 的类型是 {kind}，没有保存；能读取的有：{list}。",
        "{address} is of the type {kind} and was not saved; what can be read: {list}.",
    ),
    "fetch.empty": Words("{address} 是空的，没有保存。", "{address} is empty, and was not saved; check the address."),
    "fetch.broken_xml": Words(
        "{address} 的第 {line} 行不是有效的 XML（{why}）；之后的没有读取。请告知网站，或者直接给出网页的网址。",
        "{address} is not valid XML at line {line} ({why}), and is not read beyond; tell the site, or name the pages themselves.",
    ),
    "fetch.broken_json": Words(
        "{address} 不是有效的 JSON（{why}）；请告知网站，或者直接给出网页的网址。",
        "{address} is not valid JSON ({why}); tell the site, or name the pages themselves.",
    ),
    "fetch.no_feed": Words(
        "{address} 自称 JSON Feed，却没有 items；请核对网址。",
        "{address} calls itself a JSON Feed and has no items; check the address.",
    ),
    "fetch.item_empty": Words(
        "条目 {title!r} 既没有网址，也没有全文，没有保存。",
        "The item {title!r} has neither an address nor a text, and was not saved.",
    ),
    "fetch.maps": Words(
        "站点地图 {address} 没有读取：最多 {deep} 层、{n} 个；请单独给出它的网址。",
        "The sitemap {address} was not read: {deep} levels and {n} of them are the most; name it by itself.",
    ),
    # fetch: the folder
    "fetch.unwritable": Words(
        "{path} 无法写入（{why}）；请腾出空间、检查权限，或者用 --into 换一个文件夹。",
        "{path} cannot be written ({why}); make room, check its permissions, or name another folder with --into.",
    ),
    "fetch.no_record": Words(
        "{path} 不是 xunzhang fetch 的记录（{why}）；请把它移开。", "{path} is no record of xunzhang fetch ({why}); move it away."
    ),
    "fetch.record_busy": Words(
        "{path} 正由另一个程序写入；请等它结束再试。", "{path} is being written by another program; wait until that has ended."
    ),
}
