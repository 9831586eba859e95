"""Where in its article a passage stands, in words, wherever it is shown."""

from __future__ import annotations

from xunzhang.messages.wording import say
from xunzhang.types import Passage
from xunzhang.types.message import Message
from xunzhang.types.printed_layout import Scan

FIGURES_NAMED = 6  # of those that OCR is unsure of in a passage


def paragraph_message(passage: Passage) -> Message:
    """The paragraph of its article that a passage is, as printed: one, several, a part of one, or a heading alone."""
    if not passage.paragraph:
        return say("source.heading")
    if passage.piece:
        return say("source.piece", n=passage.paragraph, piece=passage.piece)
    if passage.until > passage.paragraph:
        return say("source.paragraphs", first=passage.paragraph, last=passage.until)
    return say("source.paragraph", n=passage.paragraph)


def scan_message(scan: Scan, text: str) -> Message:
    """That a passage was read by OCR, how sure it is of it, and the figures and dates in it that are to be checked."""
    if not scan.unsure:
        return say("source.scan", n=scan.confidence)
    figures = tuple(say("ocr.figure", text=text[u.start : u.end], n=u.confidence) for u in scan.unsure[:FIGURES_NAMED])
    return say("source.scan_unsure", n=scan.confidence, list=figures)
