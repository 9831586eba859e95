"""Which paragraphs of its article a passage stands in, and which part of one it is: what a passage is cited by.

Paragraphs are counted as the article has them, and headings are none. Cutting passages is `chunking.py`'s.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from xunzhang.types import Paragraph, Span


class ParagraphPlace(NamedTuple):
    """The first and the last paragraph, from 1, 0 for headings alone; and which part of the first, 0 where it is whole."""

    paragraph: int
    until: int
    piece: int


def numbered(paragraphs: Sequence[Paragraph], spans: Sequence[Span]) -> list[ParagraphPlace]:
    """The place of each of an article's passages; `paragraphs` and `spans` in the order of the text, not overlapping.

    >>> numbered([Paragraph(0, 9), Paragraph(10, 19)], [Span(0, 4), Span(5, 9), Span(10, 19)])
    [ParagraphPlace(paragraph=1, until=1, piece=1), ParagraphPlace(paragraph=1, until=1, piece=2), \
ParagraphPlace(paragraph=2, until=2, piece=0)]
    """
    printed = [paragraph for paragraph in paragraphs if paragraph.kind == "text"]
    starts, ends = [paragraph.start for paragraph in printed], [paragraph.end for paragraph in printed]
    touched = [(bisect_right(ends, span.start), bisect_left(starts, span.end)) for span in spans]
    places, pieces = [], dict[int, int]()
    for (first, last), after in zip(touched, [*touched[1:], (len(printed), 0)]):
        if first >= last:
            places.append(ParagraphPlace(0, 0, 0))
            continue
        is_cut = first in pieces or (first == last - 1 and after[0] == first and after[1] > after[0])
        for paragraph in range(first, last):
            pieces[paragraph] = pieces.get(paragraph, 0) + 1
        places.append(ParagraphPlace(first + 1, last, pieces[first] if is_cut else 0))
    return places
