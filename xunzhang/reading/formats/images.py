"""Pictures of text: photographs and scans of pages, read by OCR. A TIFF's pages are those of one document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from xunzhang.messages.wording import say
from xunzhang.reading.facts.metadata import Facts
from xunzhang.reading.files.account import Account, Draft
from xunzhang.reading.files.child import DAMAGE, in_words
from xunzhang.reading.formats.printed_pages import Scans, drafts
from xunzhang.reading.layout.pieces import Page
from xunzhang.reading.scans.engines import mend
from xunzhang.types import XunzhangError


def read_image(path: Path, account: Account) -> Iterator[Draft]:
    """The articles of a picture. Raises `XunzhangError` where it is damaged, too large, or nothing is there to read it with."""
    scans, read = Scans(), list[Page]()
    if not scans.may_read(1):
        path.stat()
        raise XunzhangError(scans.why or say("picture.needs_ocr", mend=mend()))
    from xunzhang.reading.scans.pictures import opened, page_of, pages  # here, not above: Pillow and its formats

    with opened(path) as picture:
        account.pages = account.pages_without_text = pages(picture)
        for number in range(1, account.pages + 1):
            try:
                content = page_of(picture, number)
            except XunzhangError as error:
                scans.failed(number, error.message)
            except (OSError, SyntaxError, MemoryError, *DAMAGE) as error:  # what Pillow raises at damage
                scans.failed(number, say("picture.broken", why=in_words(error)))
            else:
                page = scans.take(content, number, None, account)
                read += [page] if page else []
    if scans.unread and not scans.read:
        raise XunzhangError(scans.why)
    if not account.characters_in and not scans.unread:
        raise XunzhangError(say("picture.no_text"))
    scans.tell(account)
    yield from drafts(read, Facts(), account)
