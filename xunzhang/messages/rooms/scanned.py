"""What is said of pictures of text: whether and how they were read, and what is to be checked on the page."""

from xunzhang.types.message import Words

SCANNED: dict[str, Words] = {
    # ocr
    "ocr.not_installed": Words(
        "指定用 {name} 识别图片中的文字，但这里没有安装；请运行：{command}",
        "Scans are to be read by {name}, which is not installed here: {command}",
    ),
    "ocr.unknown": Words(
        "没有叫 {given} 的 OCR；可以是 auto、off、rapid、tesseract，或者带语言的 tesseract:deu+fra。",
        "There is no OCR called {given}; there are auto, off, rapid, tesseract, and with languages tesseract:deu+fra.",
    ),
    "ocr.is_off": Words("OCR 已关闭（--ocr off），请打开", "OCR is off (--ocr off); turn it on"),
    "ocr.failed": Words("{name} 出错（{why}）", "{name} failed ({why})"),
    "ocr.figure": Words("{text}（{n}%）", "{text} ({n} %)"),
    "ocr.unsure": Words(
        "OCR 对 {n} 处数字或日期没有把握，请对照原页：{list:、}。",
        "OCR is unsure of {n} figure or date; check it on the page: {list:, }.|"
        "OCR is unsure of {n} figures or dates; check them on the page: {list:, }.",
    ),
    "ocr.vertical": Words(
        "{n} 行竖排的文字 OCR 读不了；请转录为横排的文本。",
        "{n} line runs downwards and cannot be read by OCR; have it typed.|"
        "{n} lines run downwards and cannot be read by OCR; have them typed.",
    ),
    # picture
    "picture.damaged": Words(
        "不是可以打开的图片，或者已损坏；请另存为 PNG 或 JPEG。",
        "It is no picture that can be opened, or it is damaged; save it again as PNG or JPEG.",
    ),
    "picture.broken": Words("图片已损坏（{why}）", "the picture is damaged ({why})"),
    "picture.too_large": Words(
        "图片有 {width}×{height} 像素，超过限额 {most:,}；请缩小，或者调高限额 {limit}。",
        "The picture has {width} by {height} pixels, over the limit of {most:,}; make it smaller, or raise {limit}.",
    ),
    "picture.too_long": Words(
        "文件有 {n} 页，超过限额 {most} 页；请拆分，或者调高限额 `pages`。",
        "The file has {n} pages, over the limit of {most}; split it, or raise the limit `pages`.",
    ),
    "picture.needs_ocr": Words("图片里的文字需要 OCR 才能读取；{mend}。", "A picture takes OCR to be read; {mend}."),
    "picture.no_text": Words("图片里没有找到文字。", "No text was found in the picture."),
    # printed
    "printed.show": Words("看原页", "The printed page"),
    "printed.page": Words("原页：第 {n} 页", "As printed: page {n}"),
    "printed.picture": Words("第 {n} 页的图像", "picture of page {n}"),
    "printed.find": Words("在正文中找到这一段", "Find this passage in the text"),
    "printed.previous": Words("上一页", "Previous page"),
    "printed.next": Words("下一页", "Next page"),
    "printed.not_here": Words("所选的段落不在这一页。", "The passage is not on this page."),
    # original
    "original.gone": Words(
        "原文件 {name} 已不在原处；请放回原处，或重建索引。",
        "The file {name} is no longer where it was read; put it back, or build the index again.",
    ),
    "original.changed": Words(
        "原文件 {name} 在建索引之后改动过，这里不再显示；请重建索引。",
        "The file {name} has changed since it was read, so it is not shown; build the index again.",
    ),
    "original.unreadable": Words("原文件 {name} 无法读取（{why}）。", "The file {name} cannot be read ({why})."),
    "original.archived": Words(
        "{name} 在压缩包 {archive} 里；解压后重建索引，就能看原页。",
        "{name} lies in the archive {archive}; unpack it and build again to see its pages.",
    ),
    "original.elsewhere": Words("原文件 {name} 不在这台机器上。", "The file {name} is not on this machine."),
    "original.no_pages": Words(
        "不知道这篇文章印在哪些页上；请重建索引。",
        "Where this article is printed is not known; build the index again.",
    ),
    "original.not_drawn": Words(
        "第 {n} 页画不出来；请用别的程序打开原文件。", "Page {n} cannot be drawn; open the file in another program."
    ),
    "original.busy": Words("正在画别的页；请稍后再试。", "Other pages are being drawn; try again in a moment."),
}
