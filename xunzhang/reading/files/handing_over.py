"""Drafts on their way from the process that read them: cleaned of what no file or database can hold, and as plain values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from operator import attrgetter
from typing import Any

from xunzhang.reading.files.account import Account, Draft
from xunzhang.reading.files.mojibake import without_garbage
from xunzhang.types import FACTS, Paragraph

BATCH_CHARS = 1 << 16  # of drafts that are handed over together
_PARAGRAPH = attrgetter("start", "end", "kind", "page", "turns")
_HALF_PAIR = re.compile("[\ud800-\udfff]")  # bytes that are no UTF-8 in a name or header, and halves of characters
_MARK = "\ufffd"


def sound(drafts: Iterator[Draft], account: Account) -> Iterator[Draft]:
    """The drafts without garbled paragraphs (`mojibake.py`), and with U+FFFD for what can be written nowhere."""
    for read in drafts:
        if draft := without_garbage(read, account):
            draft.text, draft.given_id = storable(draft.text), storable(draft.given_id)
            for name in FACTS:
                if value := getattr(draft.facts, name):
                    setattr(draft.facts, name, storable(value))
            yield draft


def storable(text: str) -> str:
    """`text` with U+FFFD in the place of each half of a character; as long as before.

    >>> storable("\ud83d x")
    '\ufffd x'
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return _HALF_PAIR.sub(_MARK, text)
    return text


def packed(draft: Draft) -> tuple[Draft, list[Any]]:
    """A draft with its paragraphs as plain tuples, which are handed over many times as fast."""
    return replace(draft, paragraphs=()), [_PARAGRAPH(paragraph) for paragraph in draft.paragraphs]


def unpacked(draft: Draft, paragraphs: list[Any]) -> Draft:
    draft.paragraphs = tuple([Paragraph(*values) for values in paragraphs])
    return draft
