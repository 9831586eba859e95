"""What is said of mail, web pages, PDF, documents, books and archives."""

from xunzhang.types.message import Words

DOCUMENTS: dict[str, Words] = {
    # mail
    "mail.no_headers": Words(
        "文件里没有邮件头；请把邮件导出为 .eml，或者把文件改名为 .txt。",
        "The file has no mail headers; export the message as .eml, or rename the file to .txt.",
    ),
    "mail.no_mailbox": Words(
        "文件不是邮箱：没有以 `From ` 开头的行；请导出为 .mbox，或者把文件改名为 .txt。",
        "The file is not a mailbox: no line in it begins with `From `; export it as .mbox, or rename the file to .txt.",
    ),
    "mail.deep": Words("嵌套太深，无法读取；请把正文存为 .txt。", "it is nested too deeply to be read; save its text as .txt."),
    "mail.no_text": Words(
        "{message}（{title}）没有可读的文字，没有收入；请存为 .txt 或 .html。",
        "{message} ({title}) has no readable text and was left out; save it as .txt or .html.",
    ),
    "mail.long": Words("邮件太长，超出的部分没有读取；{over}", "The message is too long, and its end was not read; {over}"),
    "mail.pages_unread": Words(
        "封邮件的网页正文无法读取。", "message has a page that cannot be read.|messages have pages that cannot be read."
    ),
    "mail.page_notes": Words("条关于邮件中网页的说明。", "remark on a page in a message.|remarks on pages in messages."),
    "mail.no_texts": Words(
        "封邮件没有可读的文字，没有收入。",
        "message has no readable text and was left out.|messages have no readable text and were left out.",
    ),
    "mail.attachment": Words(
        "附件 {name} 没有读取；请单独存为文件，放进文件夹。",
        "The attachment {name} was not read; put it into the folder as a file of its own.",
    ),
    "mail.unread": Words("封邮件无法读取。", "message cannot be read.|messages cannot be read."),
    "mail.attachments": Words("个附件没有读取。", "attachment was not read.|attachments were not read."),
    # html
    "html.hidden": Words(
        "网页的大部分文字要等脚本运行才显示；已按脚本运行后的样子读取。",
        "Most of the page's text is hidden until its scripts run; it was read as if they had.",
    ),
    "html.all_kept": Words(
        "分不出正文和网页的其余部分，所以保留了全部文字。",
        "The main text could not be told from the rest of the page, so all of the text was kept.",
    ),
    "html.less_than_half": Words(
        "取作文章的文字不到网页的一半；请看看去掉了什么。",
        "Less than half of the page's text was taken as the article; look at what was left out.",
    ),
    "html.no_page": Words(
        "文件里没有网页；请重新保存网页，存为 HTML 或单一网页文件。",
        "There is no page in this file; save the page again, as HTML or as a single-file web page.",
    ),
    "html.no_text": Words(
        "网页没有可以显示的文字，也许要靠脚本生成；请在浏览器里重新保存。",
        "The page shows no text, perhaps because it needs its scripts; save it again from a browser.",
    ),
    "html.deep": Words(
        "网页嵌套太深，浏览器也无法显示；请重新保存，或者移出文件夹。",
        "The page is nested more deeply than any browser can show; save it again, or move it out of the folder.",
    ),
    # pdf
    "pdf.encrypted": Words(
        "PDF 已加密；请用密码打开，另存为不加密的文件。",
        "The PDF is encrypted; open it with its password and save it without one.",
    ),
    "pdf.damaged": Words(
        "PDF 已损坏，打不开；请重新下载或导出。", "The PDF is damaged and cannot be opened; download or export it again."
    ),
    "pdf.no_pages": Words(
        "PDF 没有可以读取的页；请重新下载或导出。", "The PDF has no readable pages; download or export it again."
    ),
    "pdf.too_long": Words(
        "PDF 有 {n} 页，超过限额 {most} 页；请拆分，或者调高限额 `pages`。",
        "The PDF has {n} pages, over the limit of {most}; split it, or raise the limit `pages`.",
    ),
    "pdf.page_damaged": Words("第 {n} 页已损坏，没有读取。", "Page {n} is damaged and was not read."),
    "pdf.pages_damaged": Words("页已损坏。", "page is damaged.|pages are damaged."),
    "pdf.page": Words("第 {list} 页", "page {list}"),
    "pdf.pages": Words("第 {list} 页", "pages {list}"),
    "pdf.garbled": Words(
        "{pages}的文字层是乱码，因为字体没有说明画的是哪些字；没有采用。",
        "The text layer of {pages} is garbled, because the fonts do not say which characters they draw; it was not used.",
    ),
    "pdf.by_ocr": Words(
        "{pages}没有文字层，由 OCR 识别（{name}）；数字和人名请对照原页核对。",
        "{pages!u}: no text, so OCR was used ({name}); check figures and names against the page.",
    ),
    "pdf.ocr_failed_on": Words("{pages}没有文字层，也没能识别：{why}。", "{pages!u}: no text, and OCR could not read it: {why}."),
    "pdf.needs_ocr": Words("{pages}没有文字层，需要 OCR；{mend}。", "{pages!u}: no text, so OCR is needed; {mend}."),
    "pdf.install_ocr": Words("请运行 {command}，再重建索引", "run {command} and build again"),
    "pdf.large": Words("页面太大", "the page is too large"),
    "pdf.ocr_slow": Words("Tesseract 用时超过 {n:.0f} 秒", "Tesseract took more than {n:.0f} s"),
    "pdf.ocr_failed": Words("Tesseract 出错（{why}）", "Tesseract failed ({why})"),
    # document
    "document.encrypted": Words(
        "文件已加密；请用密码打开，另存为不加密的文件。",
        "The file is encrypted; open it with its password and save it without one.",
    ),
    "document.encrypted_doc": Words(
        "文件已加密，或者是旧的 .doc；请用 Word 打开，另存为不加密的 .docx。",
        "The file is encrypted, or is an old .doc; open it in Word and save it as .docx without a password.",
    ),
    "document.no_word_text": Words(
        "里面没有 Word 的正文（word/document.xml）；{mend}。", "It contains no Word text (word/document.xml); {mend}."
    ),
    "document.not_followed": Words(
        "文件引用的 {list} 不在其中，已忽略；正文照常读取。",
        "The file refers to things that are not in it ({list}); they were ignored, and the text was read.",
    ),
    "document.embedded_missing": Words(
        "文件里缺少 {name}，其中的文字没有读到；{mend}。", "{name} is missing from the file, and its text with it; {mend}."
    ),
    "document.embedded_unread": Words(
        "文件里嵌有 {name}，没有读取；请单独存为文件，放进文件夹。",
        "{name} is embedded in the file and was not read; put it into the folder as a file of its own.",
    ),
    "document.parts_missing": Words("个部分缺失。", "part is missing.|parts are missing."),
    "document.parts_unread": Words("个嵌入的部分没有读取。", "embedded part was not read.|embedded parts were not read."),
    "document.save_again": Words(
        "请用生成它的软件重新保存，或者移出文件夹", "save it again with the program that made it, or move it out of the folder"
    ),
    "document.part_damaged": Words("文件里的 {name} 已损坏（{why}）；{mend}。", "{name} in the file is damaged ({why}); {mend}."),
    "document.no_content": Words(
        "里面没有 content.xml，所以不是 OpenDocument 文本；{mend}。",
        "It contains no content.xml, so it is not an OpenDocument text; {mend}.",
    ),
    "document.no_text": Words(
        "这个 OpenDocument 文件不是文本文档，而是表格或绘图等；请把文字存为 .odt 或 .txt。",
        "This OpenDocument file is not a text but a spreadsheet, a drawing or the like; save its text as .odt or .txt.",
    ),
    "document.no_rtf": Words(
        "文件名写作 RTF，内容却不是；请改用正确的后缀。",
        "This is not an RTF file, though its name says so; give it the right suffix.",
    ),
    "document.cut_off": Words(
        "文件不完整：最后一组没有结束；请重新下载或导出。",
        "The file is incomplete: its last group is not closed; download or export it again.",
    ),
    "document.nested": Words(
        "其中的组嵌套超过 {n} 层；请用原来的软件打开并重新保存。",
        "Its groups are nested more than {n} levels deep; open it in its own program and save it again.",
    ),
    # book
    "book.protected": Words(
        "这本书有防复制保护（DRM），无法读取；请换一份没有保护的。",
        "The book is protected against copying (DRM) and cannot be read; get a copy without protection.",
    ),
    "book.no_container": Words(
        "里面没有 META-INF/container.xml，所以不是 EPUB；{mend}。",
        "It contains no META-INF/container.xml, so it is not an EPUB; {mend}.",
    ),
    "book.no_package": Words("里面没有包文件 {name!r}；{mend}。", "It does not contain the package document {name!r}; {mend}."),
    "book.no_chapters": Words("书里没有章节；{mend}。", "The book has no chapters; {mend}."),
    "book.missing": Words("{name} 缺失", "{name} is missing"),
    "book.part_damaged": Words("{name} 已损坏（{why}）；{mend}。", "{name} is damaged ({why}); {mend}."),
    "book.part_empty": Words("{name} 里没有可以读取的内容；{mend}。", "{name} contains nothing that can be read; {mend}."),
    "book.chapter_damaged": Words("章节 {name} 有损坏：{why}。", "Chapter {name} is damaged: {why}."),
    "book.chapter": Words("章节 {what!c}。", "Chapter {what!c}."),
    "book.damage_on_line": Words("{why}（第 {n} 行）", "{why} (line {n})"),
    "book.chapters_unread": Words("个章节无法读取。", "chapter cannot be read.|chapters cannot be read."),
    "book.chapters_damaged": Words("个章节有损坏。", "chapter is damaged.|chapters are damaged."),
    # archive
    "archive.unreadable": Words(
        "压缩包无法读取（{why}）；请检查它的权限。",
        "The archive cannot be read ({why}); check its permissions.",
    ),
    "archive.empty": Words(
        "压缩包里没有文件；请把文章放进去，或者删去它。",
        "There are no files in this archive; put articles into it, or remove it.",
    ),
    "archive.nested": Words(
        "压缩包里套着压缩包，最多只打开 {n} 层；请先解压。",
        "Archives are nested in each other, and at most {n} levels are opened; unpack them first.",
    ),
    "archive.own_file": Words(
        "{name} 要放在文章所在的文件夹里才有用；请把它移出压缩包。",
        "{name} only takes effect in the folder of the articles; move it out of the archive.",
    ),
    "archive.protected": Words(
        "有密码保护；请先解压，把文件本身放在这里。",
        "It is protected by a password; unpack it, and put the file itself here.",
    ),
    "archive.slow": Words("前面的文件用时太长；{over}", "The files before it took too long; {over}"),
    "archive.entries": Words("压缩包里的文件太多；{over}", "There are too many files in the archive; {over}"),
    "archive.unpacked": Words("压缩包解压后太大；{over}", "The archive is too large when unpacked; {over}"),
    "archive.damaged": Words(
        "无法解压（{why}）；请重新压缩，或者把文件本身放在这里。",
        "It cannot be unpacked ({why}); compress it again, or put the file itself here.",
    ),
}
