"""PDF: the text layer page by page, put in reading order and into paragraphs; pages without one are read by OCR, or reported.

Positions come from `pdf_text.py` or `ocr.py`, their meaning from `xunzhang/reading/layout/`. Title and author may come from the
document's properties; its dates are those of the file, not of the article, and are not taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from xunzhang.messages.wording import say
from xunzhang.reading.dumps.furniture import RUNNING_HEAD
from xunzhang.reading.facts.metadata import PAGE_FOOT, Facts
from xunzhang.reading.files import limits
from xunzhang.reading.files.account import Account, Draft
from xunzhang.reading.files.child import more_time
from xunzhang.reading.formats import documents, ocr
from xunzhang.reading.formats.pdf_text import read_page
from xunzhang.reading.layout.hyphens import HYPHENS
from xunzhang.reading.layout.paragraphs import blocks_of
from xunzhang.reading.layout.pieces import Page
from xunzhang.reading.layout.reading_order import order
from xunzhang.reading.layout.running_heads import take_furniture
from xunzhang.reading.lines.line import visible
from xunzhang.types import XunzhangError
from xunzhang.types.message import NOTHING, Message

PAGE_SECONDS = 0.25  # a page may take so much longer
MOST_NAMELESS = 0.2  # of a page's characters: beyond, its text layer says nothing
NAMELESS = say("left_out.nameless_characters")


def read_pdf(path: Path, account: Account) -> Iterator[Draft]:
    """The articles of a PDF. Raises `XunzhangError` where it is encrypted, damaged or longer than the limit."""
    document = _opened(path)
    try:
        pages = _read_pages(document, account)
        about = document.get_metadata_dict()
        given = documents.properties(about.get("Title"), about.get("Author"))
    finally:
        document.close()
    yield from _drafts(pages, given, account)


def _opened(path: Path) -> pdfium.PdfDocument:
    path.stat()  # a missing file is an OSError, as for other readers
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise XunzhangError(say("pdf.encrypted")) from error
        raise XunzhangError(say("pdf.damaged")) from error
    if not len(document):
        raise XunzhangError(say("pdf.no_pages"))
    if len(document) > limits.current().pages:
        most = limits.current().pages
        raise XunzhangError(say("pdf.too_long", n=len(document), most=most))
    return document


@dataclass(slots=True)
class _Textless:
    """The numbers of pages without a text layer that says anything, and what became of them."""

    garbled: list[int] = field(default_factory=list)
    read: list[int] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    why: Message = NOTHING


def _read_pages(document: pdfium.PdfDocument, account: Account) -> list[Page]:
    pages: list[Page] = []
    textless = _Textless()
    for index in range(len(document)):
        more_time(PAGE_SECONDS)
        try:
            page = document[index]
        except pdfium.PdfiumError:
            account.failed_in_series(say("pdf.page_damaged", n=index + 1), say("pdf.pages_damaged"))
            continue
        try:
            pages += _read_one(page, index + 1, textless, account)
        except pdfium.PdfiumError:
            account.failed_in_series(say("pdf.page_damaged", n=index + 1), say("pdf.pages_damaged"))
        finally:
            page.close()
    account.pages = len(document)
    account.pages_without_text = len(textless.read) + len(textless.unread)
    _report(textless, account)
    return pages


def _read_one(page: pdfium.PdfPage, number: int, textless: _Textless, account: Account) -> list[Page]:
    found = read_page(page, number)
    account.characters_in += found.characters
    garbled = found.nameless > MOST_NAMELESS * found.characters
    if found.characters and not garbled:
        account.removed.update(found.removed)
        return [found.page]
    if garbled:
        account.remove(NAMELESS, found.characters)
        textless.garbled.append(number)
    elif raw.FPDFPage_CountObjects(page) < 1:
        return []  # a blank page
    read = _by_ocr(page, number, textless)
    if read is None:
        textless.unread.append(number)
        return []
    textless.read.append(number)
    account.characters_in += sum(visible(piece.text) for piece in read.pieces)
    return [read]


def _by_ocr(page: pdfium.PdfPage, number: int, textless: _Textless) -> Page | None:
    if not ocr.languages():
        return None
    more_time(ocr.SECONDS)
    width, height = page.get_size()
    scale = ocr.DPI / 72
    if not 0 < width * height * scale**2 <= ocr.MOST_PIXELS:
        textless.why = textless.why or say("pdf.large")
        return None
    try:
        return ocr.read_picture(page.in_words(scale=scale, grayscale=True).to_pil(), number)
    except XunzhangError as error:
        textless.why = textless.why or error.message
        return None


def _report(textless: _Textless, account: Account) -> None:
    if textless.garbled:
        account.tell(say("pdf.garbled", pages=_pages(textless.garbled)))
    if textless.read:
        account.tell(say("pdf.by_ocr", pages=_pages(textless.read), list="+".join(ocr.languages())))
    if textless.unread:
        pages = _pages(textless.unread)
        mend = say("pdf.elsewhere") if ocr.languages() else say("pdf.install_ocr", command=ocr.INSTALL)
        if textless.why:
            account.failed(say("pdf.needs_ocr_why", pages=pages, why=textless.why, mend=mend))
        else:
            account.failed(say("pdf.needs_ocr", pages=pages, mend=mend))


def _pages(numbers: Sequence[int]) -> Message:
    """1, 2, 3, 5 -> "pages 1-3, 5"."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    listed = ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in spans[:8]) + (", …" if len(spans) > 8 else "")
    return say("pdf.page", list=listed) if len(numbers) == 1 else say("pdf.pages", list=listed)


def _drafts(pages: list[Page], given: Facts, account: Account) -> Iterator[Draft]:
    furniture = take_furniture(pages)
    account.removed.update(furniture.removed)
    lines = order(pages)
    account.remove(documents.NOTES_NUMBERS, sum(line.notes for line in lines))
    account.characters_in += sum(line.added for line in lines)
    blocks, undone = blocks_of(lines)
    account.remove(HYPHENS, undone)
    found = list(documents.drafts(blocks, given, account))
    if len(found) == 1 and furniture.url and not found[0].facts.url:
        found[0].facts.put("url", furniture.url, PAGE_FOOT)
        found[0].printed += visible(furniture.url)
        account.removed -= Counter({RUNNING_HEAD: visible(furniture.url)})
    yield from found
