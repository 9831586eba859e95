"""EPUB books and magazines: a chapter an article, the book's title its source; authors and date from the book's metadata.

The package is a zip of XHTML in the order of its spine (EPUB 2 and 3). What is left out (contents, styles, scripts, page titles)
is counted to the last character.
"""

from __future__ import annotations

import contextlib
import posixpath
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from xunzhang.language.codes import normalise_language
from xunzhang.language.printed_dates import parse_date
from xunzhang.messages.wording import say
from xunzhang.reading.dumps.blocks import DocumentBlock, articles_of
from xunzhang.reading.facts.metadata import PROPERTIES, Facts
from xunzhang.reading.files.account import Account, Draft
from xunzhang.reading.files.packages import open_package
from xunzhang.reading.formats.xhtml import Chapter, read_chapter
from xunzhang.reading.formats.xml_parts import DAMAGED, parse, read_part
from xunzhang.types import XunzhangError
from xunzhang.types.message import as_said

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF, _DC = "{http://www.idpf.org/2007/opf}", "{http://purl.org/dc/elements/1.1/}"
_FONTS = (b"http://www.idpf.org/2008/embedding", b"http://ns.adobe.com/pdf/enc#RC")  # fonts made unusable elsewhere; no matter


def read_epub(path: Path, account: Account) -> Iterator[Draft]:
    """The chapters of a book. Raises `XunzhangError` where it is damaged, protected or over a limit."""
    account.encoding = as_said("EPUB")
    with open_package(path) as package:
        _refuse_protected(package)
        name, book = _book(package)
        given, language = _facts(book)
        css = _style_sheets(package, book, name)
        chapters = [chapter for href in _spine(book, name) if (chapter := _chapter(package, href, css, account))]
    articles = _gathered(chapters)
    account.characters_in += sum(chapter.characters for chapter in chapters)
    for chapter in chapters:
        account.removed.update(chapter.removed)
    for blocks in articles:
        yield from _drafts(blocks, given, language, len(articles) == 1, account)


def _refuse_protected(package: zipfile.ZipFile) -> None:
    encryption = read_part(package, "META-INF/encryption.xml")
    if encryption and encryption.count(b"EncryptionMethod") > sum(encryption.count(font) for font in _FONTS):
        raise XunzhangError(say("book.protected"))


def _book(package: zipfile.ZipFile) -> tuple[str, etree._Element]:
    """The package document's name and root."""
    container = read_part(package, "META-INF/container.xml")
    if container is None:
        raise XunzhangError(say("book.no_container", mend=DAMAGED))
    rootfile = next(parse(container, "container.xml").iter(f"{_CONTAINER}rootfile"), None)
    name = rootfile.get("full-path", "") if rootfile is not None else ""
    data = read_part(package, name) if name else None
    if data is None:
        raise XunzhangError(say("book.no_package", name=name, mend=DAMAGED))
    return name, parse(data, name)


def _facts(book: etree._Element) -> tuple[Facts, str]:
    """-> what every chapter has in common, and the language that is given."""
    title, date, language = (
        next((" ".join(found.itertext()).strip() for found in book.iter(f"{_DC}{name}") if found.text), "")
        for name in ("title", "date", "language")
    )
    authors = [" ".join("".join(found.itertext()).split()) for found in book.iter(f"{_DC}creator")]
    facts = Facts(source=" ".join(title.split()), byline=", ".join(filter(None, authors)), date=parse_date(date[:10]))
    return facts.said_by(PROPERTIES), normalise_language(language)


def _spine(book: etree._Element, name: str) -> list[str]:
    """The names of the chapters' files in reading order, without the book's own table of contents."""
    items = {item.get("id"): item for item in book.iter(f"{_OPF}item")}
    contents = {_resolved(name, part.get("href", "")) for part in book.iter(f"{_OPF}reference") if part.get("type") == "toc"}
    hrefs = []
    for part in book.iter(f"{_OPF}itemref"):
        item = items.get(part.get("idref"))
        if item is None or "nav" in (item.get("properties") or "").split():
            continue
        href = _resolved(name, item.get("href", ""))
        if href not in contents and href not in hrefs:
            hrefs.append(href)
    if not hrefs:
        raise XunzhangError(say("book.no_chapters", mend=DAMAGED))
    return hrefs


def _resolved(name: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(href.partition("#")[0])))


def _style_sheets(package: zipfile.ZipFile, book: etree._Element, name: str) -> str:
    """What the book's style sheets say, by which is seen what is set higher or lower; one that cannot be read says nothing."""
    sheets = []
    for item in book.iter(f"{_OPF}item"):
        if item.get("media-type") == "text/css":
            with contextlib.suppress(XunzhangError):
                sheets.append((read_part(package, _resolved(name, item.get("href", ""))) or b"").decode("utf-8", "replace"))
    return "\n".join(sheets)


def _chapter(package: zipfile.ZipFile, href: str, css: str, account: Account) -> Chapter | None:
    try:
        data = read_part(package, href)
        if data is None:
            raise XunzhangError(say("book.missing", name=href))
        chapter = read_chapter(data, href, css)
    except XunzhangError as error:
        account.failed_in_series(say("book.chapter", what=error.message), say("book.chapters_unread"))
        return None
    if chapter.damage:
        account.failed_in_series(say("book.chapter_damaged", name=href, why=chapter.damage), say("book.chapters_damaged"))
    return chapter


def _gathered(chapters: Sequence[Chapter]) -> list[list[DocumentBlock]]:
    """A file that begins with a heading begins an article; one that does not goes with the text before it."""
    articles: list[list[DocumentBlock]] = []
    for chapter in chapters:
        if not chapter.blocks:
            continue
        begins = chapter.blocks[0].heading and any(not block.heading for block in chapter.blocks)
        if begins or not articles:
            articles.append([])
        articles[-1] += chapter.blocks
    return articles


def _drafts(blocks: list[DocumentBlock], book: Facts, language: str, only: bool, account: Account) -> Iterator[Draft]:
    """One chapter as an article; a book of one chapter goes by its own title."""
    known = Facts(byline=book.byline, date=book.date, origins=dict(book.origins))
    known.put("title" if only else "source", book.source, PROPERTIES)
    if not only:
        known.origins.pop("title", None)
    if blocks[0].heading:  # the chapter's title, of whatever level
        blocks = [replace(block, level=max(block.level, 2) if at else 1) for at, block in enumerate(blocks)]
    laid = articles_of(blocks, account.removed, known, single=True)
    for article in laid:
        yield Draft(article.text, article.paragraphs, article.facts, language, printed=article.printed)
