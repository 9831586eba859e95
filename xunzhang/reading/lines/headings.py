"""Which paragraphs of a well-formed text are headings: short lines that are no sentence and have body text under them.

A heading is context of what follows it and no passage, so the rule leans towards text: verse, lists, tables and dialogue stay.
Dumps with wrapped lines are told apart by their widths instead, in `wrapping.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from xunzhang.reading.lines.captions import looks_like_caption
from xunzhang.reading.lines.line import CLOSERS, ends_sentence, has_columns, is_wider
from xunzhang.types import Paragraph

WIDEST_HEADING = 64  # columns: 32 Han characters, or ten English words
NARROWEST_BODY = 40  # columns: a line of verse is hardly ever wider, a paragraph hardly ever narrower
MOST_HEADINGS = 2  # in a row; three short lines in a row are a list or verse
# What begins an item of a list, a note, or a remark that stands in brackets as a whole; a quotation mark may begin a title.
_BULLET = re.compile(
    r"[-*•·●○■□◆◇▪►※–—]|[(（\[［【〔] ?(?:\d{1,3}|注|[一二三四五六七八九十]{1,3}|[A-Za-z]|[ivx]{1,4}) ?[)）\]］】〕]"
    r"|[(（\[［【〔][^)）\]］】〕]*[)）\]］】〕]?$"
)
# Credits in which a dump's last words may end as well, and which a short line alone has for certain.
_CREDIT = re.compile(r"[/／] ?(?:摄|攝|供图|供圖)$|[（(]新华社发[)）]$|/ ?(?:Xinhua|AP|Reuters|AFP|VCG|Getty Images)\.?$")
_OPEN_END = re.compile(r"[，、；：,;:—–…-]")


def looks_like_heading(text: str) -> bool:
    """Could this be a heading, if body text follows: one short line that is no sentence, list item, caption or row of a table?"""
    if "。" in text or "\n" in text or is_wider(text, WIDEST_HEADING + 1) or ends_sentence(text) or not text.strip():
        return False
    if has_columns(text) or _BULLET.match(text) or _OPEN_END.match(text.rstrip(CLOSERS)[-1:]):
        return False
    # A caption or a credit is told of one picture, and is no context of what follows.
    return not (looks_like_caption(text.strip()) or _CREDIT.search(text.rstrip()))


def is_body(text: str) -> bool:
    """Is this text that can stand under a heading: a sentence or more, and wider than a line of verse?"""
    return (ends_sentence(text) or text.rstrip().endswith(("：", ":"))) and is_wider(text, NARROWEST_BODY)


def mark_headings(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The paragraphs with those that are headings marked so: one or two short lines in a row with body text right after them.

    What stands above them is at least as far away as the text below: the last line of verse or code is no heading.
    """
    marked = list(paragraphs)
    waiting: list[int] = []
    for at, paragraph in enumerate(paragraphs):
        words = text[paragraph.start : paragraph.end]
        if paragraph.kind == "heading":
            waiting = []
        elif looks_like_heading(words):
            waiting.append(at)
        else:
            if is_body(words) and 0 < len(waiting) <= MOST_HEADINGS and _stand_apart(text, paragraphs, waiting[0], at):
                for i in waiting:
                    marked[i] = replace(paragraphs[i], kind="heading")
            waiting = []
    return tuple(marked)


def _stand_apart(text: str, paragraphs: Sequence[Paragraph], first: int, body: int) -> bool:
    if first == 0:
        return True
    above = text.count("\n", paragraphs[first - 1].end, paragraphs[first].start)
    return above >= text.count("\n", paragraphs[body - 1].end, paragraphs[body].start)
