"""Which blocks of a web page are its article: those that trafilatura takes, and what it passed over among them.

trafilatura's own text is folded and may drop short paragraphs, so it only points: the blocks are the page's. What stands in
a part of the page that is never an article, an advertisement for instance, is left out though it was taken.
"""

from __future__ import annotations

import copy
import logging
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Any

import trafilatura
from lxml import etree

from xunzhang.messages.wording import say
from xunzhang.reading.files.account import Account
from xunzhang.reading.formats.page_blocks import COMMENTS, NEVER, SHARING, PageBlock
from xunzhang.reading.lines.line import visible
from xunzhang.types.message import NOTHING

TELLING = 12  # characters from which on a paragraph can be recognised inside a longer one
FEW = 0.5  # of a page's text outside of its furniture, below which what is taken is worth a word
MAY_BE_MISNAMED = (COMMENTS, SHARING)
MOST_SOUGHT = 2_000  # parts of paragraphs that are sought inside of each block


def article_blocks(tree: Any, blocks: Sequence[PageBlock], account: Account) -> list[int]:
    """Which blocks are the article. Where trafilatura finds none, all that is no furniture, and that is said."""
    told = _without_furniture(blocks, _told(blocks, _main_text(tree) if blocks else []))
    body = {i for i, block in enumerate(blocks) if not block.part}
    if not told:
        chosen = sorted(body) or [i for i, block in enumerate(blocks) if block.part not in NEVER]
        if chosen:
            account.tell(say("html.all_kept"))
        return chosen
    told |= _beside(blocks, told, body)
    if _characters(blocks, told) < FEW * _characters(blocks, body | told):
        account.tell(say("html.less_than_half"))
    return sorted(told)


def _without_furniture(blocks: Sequence[PageBlock], told: set[int]) -> set[int]:
    """What was taken, without what stands in a part that is no article, and without lists of links around the article."""
    misnamed = {i for i in told if blocks[i].part in MAY_BE_MISNAMED}
    if _characters(blocks, misnamed) > _characters(blocks, {i for i in told if blocks[i].part not in NEVER}):
        for i in misnamed:
            blocks[i].part = NOTHING  # a page that calls its article `comment` or `share`
    kept = {i for i in told if blocks[i].part not in NEVER}
    prose = [i for i in kept if not blocks[i].is_links and not blocks[i].part] or [i for i in kept if not blocks[i].is_links]
    return {i for i in kept if prose and min(prose) <= i <= max(prose)}


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


def _told(blocks: Sequence[PageBlock], paragraphs: Sequence[str]) -> set[int]:
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


def _beside(blocks: Sequence[PageBlock], told: set[int], body: set[int]) -> set[int]:
    """Paragraphs among those of the article that were passed over, a short one or a list: in the same container, and no links."""
    containers = _containers(blocks)
    inside = {containers[i] for i in told}
    first, last = min(told), max(told)
    found = set()
    for i in body - told:
        among = first < i < last
        near = [containers[i], *(containers[i].iterancestors() if among else ())][:2]
        if not blocks[i].is_links and any(
            element in inside and (among or element.tag not in ("body", "html")) for element in near
        ):
            found.add(i)
    return found


def _containers(blocks: Sequence[PageBlock]) -> list[Any]:
    """For each block the innermost element that holds another one too: a paragraph may have wrappers of its own."""
    of_each = Counter(block.element for block in blocks)
    holds: Counter[Any] = Counter()
    for element, count in of_each.items():
        for above in (element, *element.iterancestors()):
            holds[above] += count
    innermost = {
        element: next((above for above in (element, *element.iterancestors()) if holds[above] > 1), element)
        for element in of_each
    }
    return [innermost[block.element] for block in blocks]


def _characters(blocks: Sequence[PageBlock], chosen: set[int]) -> int:
    """A text that is there several times, as an advertisement may be, counts once."""
    return sum(map(visible, {blocks[i].text for i in chosen}))


def fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())
