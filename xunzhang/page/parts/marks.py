"""A text with spans of it marked, as HTML: every character of the text, escaped, in its place, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from xunzhang.types import Span


class Layer(NamedTuple):
    """One kind of mark: the element that wraps each of its spans (its class names the kind), and the spans."""

    tag: str
    name: str
    spans: Sequence[Span]


def mark(text: str, layers: Sequence[Layer], window: Span | None = None) -> str:
    """`text` (or the `window` of it) with each layer's spans wrapped, the first layer outermost.

    Spans are offsets into `text`; what lies outside of it, is empty, or overlaps an earlier span of its own layer is cut to
    what is left. A span that crosses the edge of an outer layer's is wrapped in pieces. The text content of what is returned
    equals the text.
    """
    window = window or Span(0, len(text))
    if not layers:
        return escape(window.of(text), quote=False)
    (tag, name, spans), inner = layers[0], layers[1:]
    pieces, here = [], window.start
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        start, end = max(span.start, here), min(span.end, window.end)
        if start >= end:
            continue
        pieces.append(mark(text, inner, Span(here, start)))
        pieces.append(f'<{tag} class="{name}">{mark(text, inner, Span(start, end))}</{tag}>')
        here = end
    pieces.append(mark(text, inner, Span(here, window.end)))
    return "".join(pieces)
