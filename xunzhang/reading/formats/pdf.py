"""PDF: the text layer page by page, put in reading order and into paragraphs; pages without one are read by OCR, or reported.

Positions come from `pdf_text.py` or `reading/scans/`, their meaning from `xunzhang/reading/layout/`. Title and author may come
from the document's properties; its dates are those of the file, not of the article, and are not taken.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from xunzhang.messages.wording import say
from xunzhang.reading.files import limits
from xunzhang.reading.files.account import Account, Draft
from xunzhang.reading.files.child import more_time
from xunzhang.reading.formats import documents
from xunzhang.reading.formats.pdf_text import read_page
from xunzhang.reading.formats.printed_pages import Scans, drafts, in_words
from xunzhang.reading.layout.pieces import Page
from xunzhang.types import XunzhangError

PAGE_SECONDS = 0.25  # a page may take so much longer
MOST_NAMELESS = 0.2  # of a page's characters: beyond, its text layer says nothing
NAMELESS = say("left_out.nameless_characters")
DPI = 300
MOST_PIXELS = 25_000_000  # of a page's picture: a page of A3 at 300 dpi has 17 million, and a larger one is drawn with fewer dots


def read_pdf(path: Path, account: Account) -> Iterator[Draft]:
    """The articles of a PDF. Raises `XunzhangError` where it is encrypted, damaged or longer than the limit."""
    document = _opened(path)
    try:
        pages = _read_pages(document, account)
        about = document.get_metadata_dict()
        given = documents.properties(about.get("Title"), about.get("Author"))
    finally:
        document.close()
    yield from drafts(pages, given, account)


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


def _read_pages(document: pdfium.PdfDocument, account: Account) -> list[Page]:
    pages: list[Page] = []
    scans, garbled = Scans(), list[int]()
    for index in range(len(document)):
        more_time(PAGE_SECONDS)
        try:
            page = document[index]
        except pdfium.PdfiumError:
            account.failed_in_series(say("pdf.page_damaged", n=index + 1), say("pdf.pages_damaged"))
            continue
        try:
            pages += _read_one(page, index + 1, scans, garbled, account)
        except pdfium.PdfiumError:
            account.failed_in_series(say("pdf.page_damaged", n=index + 1), say("pdf.pages_damaged"))
        finally:
            page.close()
    account.pages = len(document)
    account.pages_without_text = len(scans.read) + len(scans.unread)
    if garbled:
        account.tell(say("pdf.garbled", pages=in_words(garbled)))
    scans.tell(account)
    return pages


def _read_one(page: pdfium.PdfPage, number: int, scans: Scans, garbled: list[int], account: Account) -> list[Page]:
    found = read_page(page, number)
    account.characters_in += found.characters
    is_garbled = found.nameless > MOST_NAMELESS * found.characters
    if found.characters and not is_garbled:
        account.removed.update(found.removed)
        return [found.page]
    if is_garbled:
        account.remove(NAMELESS, found.characters)
        garbled.append(number)
    elif raw.FPDFPage_CountObjects(page) < 1:
        return []  # a blank page
    if not scans.may_read(number):
        return []
    width, height = page.get_size()
    if not 0 < width * height < math.inf:
        scans.failed(number, say("pdf.large"))
        return []
    scale = min(DPI / 72, math.sqrt(MOST_PIXELS / (width * height)))
    read = scans.take(page.render(scale=scale).to_pil().convert("RGB"), number, scale * 72, account)
    return [read] if read else []
