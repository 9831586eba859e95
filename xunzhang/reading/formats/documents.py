"""What Word, OpenDocument, RTF and PDF have in common once they are blocks: their properties, soft line breaks, the drafts.

A document's dates are those of the file, not of the article, and are not taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from xunzhang.messages.wording import say
from xunzhang.reading.dumps.blocks import DocumentBlock, articles_of
from xunzhang.reading.dumps.laying_out import LaidOut
from xunzhang.reading.facts.metadata import OCR, PROPERTIES, Facts
from xunzhang.reading.files.account import Account, Draft
from xunzhang.reading.lines.headings import is_body
from xunzhang.reading.lines.line import columns, visible
from xunzhang.reading.lines.raised import settle
from xunzhang.types.printed_layout import NO_LAYOUT, PrintedLayout

Element = TypeVar("Element")  # of the format's own tree
RUNNING, NOTES_NUMBERS, DELETED = say("left_out.running_heads"), say("left_out.note_numbers"), say("left_out.deleted")
COMMENTS, FIELDS, CONTENTS = say("left_out.comments"), say("left_out.field_codes"), say("left_out.contents")
PHONETIC, NOWHERE, HIDDEN = say("left_out.phonetic"), say("left_out.nowhere"), say("left_out.hidden")
LONG_LINE = 40  # columns: a line of verse or of an address is hardly ever wider, a paragraph hardly ever narrower
_JUNK_TITLE = re.compile(
    r"microsoft (?:word|powerpoint|excel)\b.*"
    r"|(?:untitled|无标题|未命名|無標題|(?:word ?)?document|文档|about:blank|slide|幻灯片).{0,6}"
    r"|.*\.(?:docx?|pdf|wps|indd|qxd|xlsx?|pptx?|html?|txt|rtf|odt|tmp)",
    re.IGNORECASE,
)
_JUNK_AUTHOR = re.compile(
    r"(?:anonymous|unknown|author|admin(?:istrator)?|user|owner|windows ?用户|微软用户|用户|microsoft(?: office)? user"
    r"|python-docx|root|test|[\w.-]*pc)\d*",
    re.IGNORECASE,
)


def properties(title: str | None, author: str | None) -> Facts:
    """Title and author as a document's properties give them, unless a program has filled them in."""
    title, author = (" ".join((value or "").split()) for value in (title, author))
    return Facts(
        title="" if _JUNK_TITLE.fullmatch(title) else title,
        byline="" if _JUNK_AUTHOR.fullmatch(author) else author,
    ).said_by(PROPERTIES)


def settled(marked: str, account: Account) -> str:
    """A paragraph with what is set higher or lower in it as it reads (`lines/raised.py`); note marks are counted as left out."""
    found = settle(marked)
    account.remove(NOTES_NUMBERS, found.notes)
    account.characters_in += found.added
    return found.text


def table(rows: Sequence[Sequence[Element]], blocks_of: Callable[[Element], Iterable[DocumentBlock]]) -> Iterator[DocumentBlock]:
    """Rows of cells as lines with tabs; a table of one column, or with an article in a cell, is a frame around text.

    `blocks_of` gives what is in a cell.
    """
    read = [[list(blocks_of(cell)) for cell in cells] for cells in rows]
    if all(len(cells) == 1 for cells in read) or any(
        is_article(block.text for block in cell) for cells in read for cell in cells
    ):
        for cells in read:
            for cell in cells:
                yield from cell
        return
    lines = []
    for cells in read:
        texts = [" ".join(" ".join(block.text.split()) for block in cell) for cell in cells]
        lines.append("\t".join(texts).rstrip("\t"))
    if text := "\n".join(line for line in lines if line.strip()):
        yield DocumentBlock(text)


def is_article(paragraphs: Iterable[str]) -> bool:
    """Is what a cell holds running text of several paragraphs, as in a page that a table lays out?"""
    return sum(map(is_body, paragraphs)) > 1


def split_at_breaks(blocks: Sequence[DocumentBlock]) -> list[DocumentBlock]:
    """Line breaks within a paragraph divide it where its lines are paragraphs themselves, and not verse or a table."""
    found: list[DocumentBlock] = []
    for block in blocks:
        lines = [line for line in block.text.split("\n") if line.strip()]
        long = [line for line in lines if columns(line.strip(), True) > LONG_LINE]
        if len(lines) > 1 and long and "\t" not in block.text.strip() and not block.heading:
            found += [replace(block, text=line) for line in lines]
        else:
            found.append(block)
    return found


def drafts(
    blocks: Sequence[DocumentBlock], given: Facts, account: Account, layout: Callable[[LaidOut], PrintedLayout] | None = None
) -> Iterator[Draft]:
    """The articles of a document. `given` are its properties: a single article takes from them what it does not print.

    What is taken so is counted on both sides, as read and as kept. `layout` tells of a printed document where an article stands.
    """
    articles = articles_of(blocks, account.removed)
    if len(articles) == 1:
        facts = articles[0].facts
        for name in ("title", "byline"):
            value = getattr(given, name)
            if value and not getattr(facts, name):
                facts.put(name, value, PROPERTIES)
                articles[0].printed += visible(value)
                account.characters_in += visible(value)
    for article in articles:
        placed = layout(article) if layout else NO_LAYOUT
        if placed.by_ocr:
            article.facts.origins["text"] = OCR
        yield Draft(article.text, article.paragraphs, article.facts, printed=article.printed, layout=placed.packed())
