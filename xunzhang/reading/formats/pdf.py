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

PAGE_SECONDS = 0.25  # a page may take so much longer
MOST_NAMELESS = 0.2  # of a page's characters: beyond, its text layer says nothing
NAMELESS = "characters that the fonts do not name"


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
            raise XunzhangError("The PDF is encrypted; open it with its password and save it without one.") from error
        raise XunzhangError("The PDF is damaged and cannot be opened; save it again from where it came.") from error
    if not len(document):
        raise XunzhangError("The PDF has no pages that can be read; save it again from where it came.")
    if len(document) > limits.current().pages:
        most = limits.current().pages
        raise XunzhangError(f"The PDF has {len(document)} pages, over the limit of {most}; split it, or raise the limit `pages`.")
    return document


@dataclass(slots=True)
class _Textless:
    """The numbers of pages without a text layer that says anything, and what became of them."""

    garbled: list[int] = field(default_factory=list)
    read: list[int] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    why: str = ""


def _read_pages(document: pdfium.PdfDocument, account: Account) -> list[Page]:
    pages: list[Page] = []
    textless = _Textless()
    for index in range(len(document)):
        more_time(PAGE_SECONDS)
        try:
            page = document[index]
        except pdfium.PdfiumError:
            account.failed_in_series(f"Page {index + 1} is damaged and was not read.", "page", "pages are damaged.")
            continue
        try:
            pages += _read_one(page, index + 1, textless, account)
        except pdfium.PdfiumError:
            account.failed_in_series(f"Page {index + 1} is damaged and was not read.", "page", "pages are damaged.")
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
        textless.why = textless.why or "too large a page"
        return None
    try:
        return ocr.read_picture(page.render(scale=scale, grayscale=True).to_pil(), number)
    except XunzhangError as error:
        textless.why = textless.why or str(error)
        return None


def _report(textless: _Textless, account: Account) -> None:
    if textless.garbled:
        message = f"The text layer of {_pages(textless.garbled)} is garbled: its fonts do not say which letters they draw"
        account.messages.append(f"{message}; it was not used.")
    if textless.read:
        known = "+".join(ocr.languages())
        message = f"{_pages(textless.read).capitalize()} had no text and was read by OCR (Tesseract, {known})"
        account.messages.append(f"{message}; check figures and names against the page.")
    if textless.unread:
        without = f"{_pages(textless.unread).capitalize()} has no text and needs OCR"
        mend = f"install Tesseract ({ocr.INSTALL}) and build again" if not ocr.languages() else "have it recognised elsewhere"
        account.failed(f"{without}{f' ({textless.why})' if textless.why else ''}; {mend}.")


def _pages(numbers: Sequence[int]) -> str:
    """1, 2, 3, 5 -> "pages 1-3, 5"."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    listed = ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in spans[:8]) + (", …" if len(spans) > 8 else "")
    return f"page {listed}" if len(numbers) == 1 else f"pages {listed}"


def _drafts(pages: list[Page], given: Facts, account: Account) -> Iterator[Draft]:
    furniture = take_furniture(pages)
    account.removed.update(furniture.removed)
    blocks, undone = blocks_of(order(pages))
    account.remove(HYPHENS, undone)
    found = list(documents.drafts(blocks, given, account))
    if len(found) == 1 and furniture.url and not found[0].facts.url:
        found[0].facts.put("url", furniture.url, PAGE_FOOT)
        found[0].printed += visible(furniture.url)
        account.removed -= Counter({RUNNING_HEAD: visible(furniture.url)})
    yield from found
