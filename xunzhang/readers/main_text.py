"""Which blocks of a web page are its article: those that trafilatura takes, and what it passed over among them.

trafilatura's own text is folded and may drop short paragraphs, so it only points: the blocks are the page's. What stands in
a part of the page that is never an article, an advertisement for instance, is left out though it was taken.
"""

from __future__ import annotations

import copy
import logging
import unicodedata
from collections.abc import Sequence
from itertools import islice
from typing import Any

import trafilatura
from lxml import etree

from ..lines import visible
from .account import Account
from .page_blocks import NEVER, Block

TELLING = 12  # characters from which on a paragraph can be recognised inside a longer one
FEW = 0.5  # of a page's text outside of its furniture, below which what is taken is worth a word
MOST_SOUGHT = 2_000  # parts of paragraphs that are sought inside of each block


def article_blocks(tree: Any, blocks: Sequence[Block], account: Account) -> list[int]:
    """Which blocks are the article. Where trafilatura finds none, all that is no furniture, and that is said."""
    told = _told(blocks, _main_text(tree) if blocks else [])
    furniture = {i for i in told if blocks[i].part in NEVER}
    if _characters(blocks, furniture) > _characters(blocks, told - furniture):
        told |= furniture  # a page that calls its article `comment` or `share`
        for i in furniture:
            blocks[i].part = ""
    else:
        told -= furniture
    prose = [i for i in told if not blocks[i].is_links]
    told = {i for i in told if prose and min(prose) <= i <= max(prose)}  # lists of links above and below are other articles
    body = {i for i, block in enumerate(blocks) if not block.part}
    if not told:
        chosen = sorted(body) or [i for i, block in enumerate(blocks) if block.part not in NEVER]
        if chosen:
            account.messages.append("No main text can be told from the rest of the page, so all of its text was kept.")
        return chosen
    told |= _beside(blocks, told, body)
    if _characters(blocks, told) < FEW * _characters(blocks, body | told):
        account.messages.append("Less than half of the page's text was taken for the article; look at what was left out.")
    return sorted(told)


def _main_text(tree: Any) -> list[str]:
    """Folded: the paragraphs, and parts of them, that trafilatura takes for the article."""
    try:
        found = trafilatura.bare_extraction(copy.deepcopy(tree), include_comments=False, include_tables=True, with_metadata=False)
    except (ValueError, TypeError, AttributeError, RecursionError, etree.LxmlError) as error:
        logging.getLogger(__name__).debug("trafilatura failed: %s", error)
        return []
    if found is None or isinstance(found, dict) or found.body is None:
        return []
    pieces = []
    for element in found.body.iter():
        pieces += ["".join(element.itertext()), element.text or "", element.tail or ""]
    return [folded for piece in pieces if (folded := fold(piece))]


def _told(blocks: Sequence[Block], paragraphs: Sequence[str]) -> set[int]:
    """The blocks that are among these paragraphs: as one of them, inside of one, or made of several."""
    known, whole = set(paragraphs), "".join(paragraphs[:1])
    long = [paragraph for paragraph in known if len(paragraph) >= TELLING and paragraph != whole][:MOST_SOUGHT]
    found = set()
    for i, block in enumerate(blocks):
        folded = fold(block.text)
        if (
            folded in known
            or (len(folded) >= TELLING and folded in whole)
            or (
                len(folded) >= TELLING
                and len(long) < 2_000
                and sum(len(part) for part in long if part in folded) >= len(folded) / 2
            )
        ):
            found.add(i)
    return found


def _beside(blocks: Sequence[Block], told: set[int], body: set[int]) -> set[int]:
    """Paragraphs among those of the article that were passed over, a short one or a list: in the same element, and no links."""
    inside = {id(element) for i in told for element in (blocks[i].element, blocks[i].element.getparent()) if element is not None}
    first, last = min(told), max(told)
    found = set()
    for i in body - told:
        block = blocks[i]
        near = [block.element, *islice(block.element.iterancestors(), 2 if first < i < last else 1)]
        siblings = any(id(element) in inside for element in near if element.tag not in ("body", "html") or first < i < last)
        if siblings and not block.is_links:
            found.add(i)
    return found


def _characters(blocks: Sequence[Block], chosen: set[int]) -> int:
    return sum(visible(blocks[i].text) for i in chosen)


def fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())
