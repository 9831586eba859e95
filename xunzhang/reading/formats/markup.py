"""Texts of records that are HTML, as scrapers and content systems export them: their paragraphs as a page shows them.

What a whole page is, with the navigation around its article, is `html.py`'s to read; here all that is shown is text.
"""

from __future__ import annotations

import re
from itertools import islice

import lxml.html
from lxml import etree

from xunzhang.reading.formats.page_blocks import NEVER, blocks_of, drop_phonetic
from xunzhang.reading.formats.raised_markup import settle_raised

_OPENS = re.compile(
    r"\s*<(?:!doctype|html|body|p|div|section|article|h[1-6]|figure|blockquote|ul|ol|table|span|font|center|strong|b|img|a)\b[^<>]*>",
    re.IGNORECASE,
)
_BREAKS = re.compile(r"</(?:p|div|section|h[1-6]|li|blockquote|td)\s*>|<br\s*/?>", re.IGNORECASE)


def is_markup(text: str) -> bool:
    """Is it HTML, and no text with an angle bracket in it: does it begin with a tag and divide, or divide more than once?"""
    if "<" not in text:
        return False
    breaks = len(list(islice(_BREAKS.finditer(text), 2)))
    return breaks > 1 or (breaks > 0 and bool(_OPENS.match(text)))


def as_shown(markup: str) -> str:
    """The paragraphs, a line each; "" where nothing is shown. A text that no parser reads comes back as it is."""
    try:
        tree = lxml.html.fragment_fromstring(markup.replace("\0", ""), create_parent="div")
    except (etree.LxmlError, ValueError):
        return markup
    drop_phonetic(tree)
    settle_raised(tree)
    return "\n".join(block.text for block in blocks_of(tree) if block.part not in NEVER)
