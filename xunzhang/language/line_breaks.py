"""Where a text may be broken into lines, in columns: a Han character is two wide, and keeps its punctuation beside it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from xunzhang.types import Span

_OPENING, _CLOSING = "“‘《〈「『（【", "，。、；：？！”’》〉」』）】"


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def columns(text: str) -> int:
    """How wide a text is."""
    return sum(map(_columns, text))


def padded(text: str, width: int) -> str:
    """The text with spaces after it, up to so many columns."""
    return text + " " * (width - columns(text))


def _may_break(text: str, at: int) -> bool:
    """Whether a line may start at `at`: at a word, or beside a wide character, but not between it and its punctuation."""
    before, after = text[at - 1], text[at]
    if after.isspace() or after in _CLOSING or before in _OPENING:
        return False
    return before.isspace() or _columns(before) == 2 or _columns(after) == 2


def line_spans(text: str, width: int) -> Iterator[Span]:
    """The spans of a text's lines: its own line breaks, and, when `width` is above 0, wrapped to that many columns."""
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        yield from _wrap(text, Span(start, end), width) if width > 0 else [Span(start, end)]
        start = end + 1


def _wrap(text: str, paragraph: Span, width: int) -> Iterator[Span]:
    start = chance = paragraph.start
    used = 0
    for at in range(paragraph.start, paragraph.end):
        if at > start and _may_break(text, at):
            chance = at
        used += _columns(text[at])
        if used > width and chance > start and not text[at].isspace():
            yield Span(start, chance)
            start, used = chance, sum(map(_columns, text[chance : at + 1]))
    yield Span(start, paragraph.end)


def shorten(text: str, most: int) -> str:
    """A text cut to `most` columns, with … where it was."""
    lines = list(shortened_lines(text, 1, most))
    return lines[0] if lines else ""


def shortened_lines(text: str, most: int, width: int) -> list[str]:
    """At most `most` lines of `width` columns, a Han character being two; … where there is more. Longer words are broken."""
    one_line = " ".join(text.split())
    lines = []
    for span in line_spans(one_line, width):
        line = span.of(one_line).strip()
        lines += [line[at : at + width] for at in range(0, len(line), width)]
    return lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1][:-1] + "…"]
