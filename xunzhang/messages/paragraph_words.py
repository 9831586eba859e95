"""Where in its article a passage stands, in words, wherever it is shown."""

from __future__ import annotations

from xunzhang.messages.wording import say
from xunzhang.types import Passage
from xunzhang.types.message import Message


def paragraph_message(passage: Passage) -> Message:
    """The paragraph of its article that a passage is, as printed: one, several, a part of one, or a heading alone."""
    if not passage.paragraph:
        return say("source.heading")
    if passage.piece:
        return say("source.piece", n=passage.paragraph, piece=passage.piece)
    if passage.until > passage.paragraph:
        return say("source.paragraphs", first=passage.paragraph, last=passage.until)
    return say("source.paragraph", n=passage.paragraph)
