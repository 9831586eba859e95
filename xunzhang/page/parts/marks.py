"""A text with spans of it marked: every character of the text in its place, and nothing else.

`templates/parts/marks.html` has the elements.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from markupsafe import Markup

from xunzhang.page.parts.environment import macros
from xunzhang.types import Hit, Passage, Span


class Layer(NamedTuple):
    """One kind of mark: the element that wraps each of its spans (its class names the kind), and the spans."""

    tag: str
    name: str
    spans: Sequence[Span]


class Marked(NamedTuple):
    """A piece of the text within one of a layer's elements."""

    tag: str
    name: str
    pieces: list[Piece]


Piece: TypeAlias = "str | Marked"


def nested(text: str, layers: Sequence[Layer], window: Span | None = None) -> list[Piece]:
    """`text` (or the `window` of it) in pieces, each layer's spans within `Marked`, the first layer outermost.

    Spans are offsets into `text`; what lies outside of it, is empty, or overlaps an earlier span of its own layer is cut to
    what is left. A span that crosses the edge of an outer layer's is wrapped in pieces. The pieces joined are the text.
    """
    window = window or Span(0, len(text))
    if not layers:
        return [window.of(text)]
    (tag, name, spans), inner = layers[0], layers[1:]
    pieces: list[Piece] = []
    here = window.start
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        start, end = max(span.start, here), min(span.end, window.end)
        if start >= end:
            continue
        pieces += nested(text, inner, Span(here, start))
        pieces.append(Marked(tag, name, nested(text, inner, Span(start, end))))
        here = end
    return pieces + nested(text, inner, Span(here, window.end))


def unsure_of(passage: Passage) -> list[Span]:
    """The figures and dates of a passage that OCR is unsure of."""
    return [Span(figure.start, figure.end) for figure in passage.scan.unsure] if passage.scan else []


def marks_of(hit: Hit) -> list[tuple[int, int]]:
    """What the notebook keeps of a hit's marks: offsets of the sentence that answers, (0, 0) for none, and of exact answers."""
    if hit.strength == "weak":
        return [(0, 0)]
    answer = (hit.answer.start, hit.answer.end) if hit.answer else (0, 0)
    return [answer, *((span.start, span.end) for span in hit.exact)]


def mark(text: str, layers: Sequence[Layer], window: Span | None = None) -> Markup:
    """The pieces of `nested` as HTML, whose text content equals the text."""
    return Markup(macros("parts/marks.html").marked(nested(text, layers, window)))
