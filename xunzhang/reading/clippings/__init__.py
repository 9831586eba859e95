"""Exports of article databases in one text file: Nexis, Factiva, ProQuest, WiseNews, CNKI, and reference managers' formats.

`find_records` tells by the marks of the file which of them it is, and gives its records: the facts that are named, the body, and
what was left out. A file without such marks is none, and read as any other text. Two families, a module each: every line named
by a tag (`tagged.py`), and documents set out on a page, divided by marks (`exports.py`). Paragraphs are `laying_out.py`'s.
"""

from __future__ import annotations

from xunzhang.reading.clippings.exports import find_documents
from xunzhang.reading.clippings.record import Record
from xunzhang.reading.clippings.tagged import find_tagged

__all__ = ["Record", "find_records"]


def find_records(text: str) -> list[Record]:
    """The records of an export, in order; none where `text` is no export of a known kind."""
    return find_tagged(text) or find_documents(text)
