"""Documents that say what is a paragraph, as articles: the facts at head and foot, the title, where one article ends.

PDF, Word and the like come here with whole paragraphs, their headings and pages. Which lines are facts and where articles begin
is `laying_out.py`'s to tell, as for text; what it makes of the paragraphs is matched with where they stood.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from xunzhang.reading.dumps.laying_out import LaidOut, lay_out
from xunzhang.reading.facts.heads import is_dated_line
from xunzhang.reading.facts.metadata import TITLE_LINE, Facts
from xunzhang.reading.lines.line import visible
from xunzhang.types import Paragraph
from xunzhang.types.message import Message

_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class DocumentBlock:
    """A paragraph or heading of a document, or the lines of a table. `level` 1 is a title that stands out as the document's own.

    `page` is where it begins, from 1; `turns` are offsets into `text` at which a further page begins, with its number. `printed`
    are those at which a printed line begins, with whatever number the reader gave it.
    """

    text: str
    heading: bool = False
    level: int = 0
    page: int | None = None
    turns: tuple[tuple[int, int], ...] = ()
    printed: tuple[tuple[int, int], ...] = ()


def articles_of(
    blocks: Sequence[DocumentBlock], removed: Counter[Message], known: Facts | None = None, single: bool = False
) -> list[LaidOut]:
    """The articles that the blocks make up. What is left out is counted in `removed`.

    `known` are facts given elsewhere, and `single` says that the blocks are one article, as for `lay_out`. Where no title is
    known, a block of level 1 above the text of a single article is it.
    """
    known = known or Facts()
    blocks = [replace(block, text=_LINE_ENDS.sub("\n", block.text)) for block in blocks if block.text.strip()]
    ours: Counter[Message] = Counter()
    articles = _laid_out(blocks, ours, known, single)
    title = None if known.title else _title(blocks)
    if title is not None and len(articles) == 1 and len(blocks) > 1:
        without: Counter[Message] = Counter()
        printed = " ".join(title.text.split())
        with_title = replace(known, title=printed, origins={**known.origins, "title": TITLE_LINE})
        rest = _laid_out([block for block in blocks if block is not title], without, with_title, single)
        if len(rest) == 1 and rest[0].facts.title == printed:
            articles, ours = rest, without
            articles[0].printed += visible(printed)
    removed.update(ours)
    return articles


def _title(blocks: Sequence[DocumentBlock]) -> DocumentBlock | None:
    """The block of level 1, if it stands above the text and there is no second one."""
    titles = [block for block in blocks if block.level == 1 and not is_dated_line(block.text)]
    first = next((at for at, block in enumerate(blocks) if block.heading), 0)
    return titles[0] if len(titles) == 1 and blocks.index(titles[0]) <= first + 2 else None


def _laid_out(blocks: Sequence[DocumentBlock], removed: Counter[Message], known: Facts, single: bool) -> list[LaidOut]:
    articles = lay_out("\n\n".join(block.text for block in blocks), removed, known, single, wrapped=False)
    places = _Places(blocks)
    for article in articles:
        article.paragraphs = places.of(article)
    return articles


class _Places:
    """Where the lines of articles come from: the blocks' lines, gone through once, in order."""

    def __init__(self, blocks: Sequence[DocumentBlock]) -> None:
        self._lines = [(line.strip(), block, offset) for block in blocks for offset, line in _lines(block.text) if line.strip()]
        self._at = 0
        self._found: dict[str, list[int]] = {}
        for at, (line, _, _) in enumerate(self._lines):
            self._found.setdefault(line, []).append(at)
        self._headings_told = any(block.heading for block in blocks)

    def of(self, article: LaidOut) -> tuple[Paragraph, ...]:
        """The article's paragraphs with their pages and headings; the lines of one block are one paragraph."""
        found: list[Paragraph] = []
        last: DocumentBlock | None = None
        for paragraph in article.paragraphs:
            block, offset = self._find(article.text[paragraph.start : paragraph.end])
            article.printed_lines += _printed(block, offset, paragraph) if block else ()
            if block is None:
                found.append(paragraph)
            elif block is last:
                found[-1] = replace(found[-1], end=paragraph.end, turns=found[-1].turns + _turns(block, offset, paragraph))
            else:
                kind = paragraph.kind if not self._headings_told else "heading" if block.heading else "text"
                found.append(replace(paragraph, kind=kind, page=_page(block, offset), turns=_turns(block, offset, paragraph)))
            last = block
        return tuple(found)

    def _find(self, line: str) -> tuple[DocumentBlock | None, int]:
        places = self._found.get(line, [])
        first = bisect_left(places, self._at)
        if first == len(places):
            return None, 0
        self._at = places[first] + 1
        return self._lines[places[first]][1:]


def _lines(text: str) -> list[tuple[int, str]]:
    """-> (offset of its first visible character, the line), for each line."""
    return [(m.start() + len(m.group()) - len(m.group().lstrip()), m.group()) for m in re.finditer(r"[^\n]+", text)]


def _page(block: DocumentBlock, offset: int) -> int | None:
    return max((page for at, page in block.turns if at <= offset), default=block.page)


def _printed(block: DocumentBlock, offset: int, paragraph: Paragraph) -> list[tuple[int, int, int]]:
    """The printed lines in this line of the block: where each begins and ends in the article's text, and its number."""
    ends = [at for at, _ in block.printed[1:]] + [len(block.text)] * bool(block.printed)
    last = offset + paragraph.end - paragraph.start
    return [
        (paragraph.start + max(at, offset) - offset, paragraph.start + min(end, last) - offset, number)
        for (at, number), end in zip(block.printed, ends, strict=True)
        if at < last and offset < end
    ]


def _turns(block: DocumentBlock, offset: int, paragraph: Paragraph) -> tuple[tuple[int, int], ...]:
    """The turns that fall inside this line of the block, as offsets into the article's text."""
    length = paragraph.end - paragraph.start
    return tuple((paragraph.start + at - offset, page) for at, page in block.turns if offset < at < offset + length)
