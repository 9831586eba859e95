"""Where a passage stands, in a line of plain text, in the language of the file that it stands in."""

from __future__ import annotations

from xunzhang.language.iso_dates import without_year_mark
from xunzhang.messages.paragraph_words import paragraph_message, scan_message
from xunzhang.messages.wording import Spoken, in_language, say
from xunzhang.types import Copy, Passage


def citation(passage: Passage, language: Spoken = "en") -> str:
    """Where a passage stands, in one line: "outlet · title · date · ¶paragraph"; what is not known is left out."""
    head = passage.article
    place = (paragraph_mark(passage, language), page_mark(passage, language), scan_mark(passage, language))
    known = (head.source, head.title or head.path, without_year_mark(head.date), *place)
    return " · ".join(part for part in known if part)


def paragraph_mark(passage: Passage, language: Spoken = "en") -> str:
    """The paragraph of its article that a passage is, as printed: "¶3", "¶3–7", "¶3, part 2"; "" for a heading."""
    if not passage.paragraph:
        return ""
    if language == "zh":
        return in_language(paragraph_message(passage), "zh")
    last = f"–{passage.until}" if passage.until > passage.paragraph else ""
    return f"¶{passage.paragraph}{last}" + (f", part {passage.piece}" if passage.piece else "")


def page_mark(passage: Passage, language: Spoken = "en") -> str:
    """The page of its file that a passage stands on: "p. 12", "第 12 页"; "" where there are none."""
    if passage.page is None:
        return ""
    return in_language(say("source.page", n=passage.page), "zh") if language == "zh" else f"p. {passage.page}"


def scan_mark(passage: Passage, language: Spoken = "en") -> str:
    """That a passage was read by OCR, how sure it is, and the figures to check; "" for one that was not."""
    return in_language(scan_message(passage.scan, passage.text), language) if passage.scan else ""


def offsets_line(passage: Passage, language: Spoken) -> str:
    return in_language(say("taken.offsets", start=passage.start, end=passage.end), language)


def copy_line(copy: Copy, language: Spoken) -> str:
    """Where else a passage is told, and what is told differently there."""
    told = "; ".join(in_language(say("taken.differs", here=d.here, there=d.there), language) for d in copy.differences)
    return citation(copy.passage, language) + (f" ({told})" if told else "")
