"""Web pages, .html, .xhtml and .mhtml: the article of a page, as the page shows it, and none of what stands around it.

Which paragraphs are the article is `main_text.py`'s to tell; their text is the page's own (`page_blocks.py`), so that it is
verbatim and every character is accounted for. Title, outlet, byline and date are `page_facts.py`'s. Run in a process of its own.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import lxml.html
from lxml import etree

from xunzhang.messages.wording import say
from xunzhang.reading.dumps.laying_out import fill_from_lead
from xunzhang.reading.facts.heads import label_lines, names_source, take_from_blocks
from xunzhang.reading.facts.metadata import Facts
from xunzhang.reading.files.account import Account, Draft
from xunzhang.reading.files.encodings import decode
from xunzhang.reading.files.limits import check_size
from xunzhang.reading.formats.documents import HIDDEN, NOTES_NUMBERS, PHONETIC
from xunzhang.reading.formats.main_text import article_blocks, fold
from xunzhang.reading.formats.page_blocks import NEVER, REST, PageBlock, blocks_of, drop_phonetic, show_what_scripts_show
from xunzhang.reading.formats.page_facts import PageFacts, page_title, read_facts
from xunzhang.reading.formats.raised_markup import settle_raised
from xunzhang.reading.lines.headings import is_body, mark_headings
from xunzhang.reading.lines.line import visible
from xunzhang.types import Paragraph, XunzhangError

MARKUP = say("left_out.markup")
HEAD_BLOCKS = 6  # between the title and the text, in which lines of facts stand
LONGEST_HEAD = 200  # characters
TITLE_AGAIN = say("left_out.title_again")
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)|<meta[^>]{0,400}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
HEAD_BYTES = 1 << 14  # in which a page declares its encoding


def read_html(path: Path, account: Account) -> Iterator[Draft]:
    """The article of one saved page. Raises `XunzhangError` where the page has no text, or is nested too deeply."""
    check_size(path, whole=True)
    yield from _draft(path.read_bytes(), "", "", account)


def read_mhtml(path: Path, account: Account) -> Iterator[Draft]:
    """The same for a page saved as one file, .mhtml or .mht."""
    check_size(path, whole=True)
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            data = part.get_payload(decode=True)
            url = str(part.get("Content-Location") or message.get("Snapshot-Content-Location") or "")
            if isinstance(data, bytes) and data.strip():
                yield from _draft(data, part.get_content_charset() or "", url, account)
                return
    raise XunzhangError(say("html.no_page"))


def _draft(data: bytes, declared: str, url: str, account: Account) -> Iterator[Draft]:
    decoded = decode(data, _declared(data) or declared)
    account.encoding, account.characters_in = decoded.encoding, visible(decoded.text)
    if decoded.damage:
        account.failed(decoded.damage)
    tree = _parse(decoded.text)
    if tree is not None:
        account.remove(PHONETIC, drop_phonetic(tree))
        settled = settle_raised(tree)
        account.remove(NOTES_NUMBERS, settled.notes)
        account.remove(HIDDEN, settled.repeated)
    blocks = list(blocks_of(tree)) if tree is not None else []
    if show_what_scripts_show(blocks):
        blocks = list(blocks_of(tree))
        account.tell(say("html.hidden"))
    blocks = [piece for block in blocks for piece in _with_facts_apart(block)]
    chosen = article_blocks(tree, blocks, account)
    if not chosen:
        raise XunzhangError(say("html.no_text"))
    own = read_facts(tree, url)
    page_title(tree, [b.text for b in blocks[: chosen[0] + 1] if b.element.tag == "h1" and b.part not in NEVER], own)
    yield _assembled(blocks, chosen, own, account)


def _with_facts_apart(block: PageBlock) -> list[PageBlock]:
    """A title and the lines of facts below it, which only line breaks divide (pages of the 2000s), as blocks of their own."""
    lines = block.text.split("\n")
    if not 1 < len(lines) <= HEAD_BLOCKS or len(block.text) > LONGEST_HEAD or block.linked or is_body(lines[0]):
        return [block]
    labels = label_lines(lines)[1:]
    if not all(labels) or not any(label and label.names & {"date", "source"} for label in labels):
        return [block]
    return [replace(block, text=line.strip()) for line in lines]


def _assembled(blocks: Sequence[PageBlock], chosen: Sequence[int], own: PageFacts, account: Account) -> Draft:
    """The draft, its title and lines of facts taken out of the text; every block that is not in it is accounted for."""
    titles = {
        i
        for i, block in enumerate(blocks)
        if block.heading and block.part not in NEVER and fold(block.text) == fold(own.facts.title)
    }
    first = next((i for i in chosen if i not in titles), chosen[0])
    above = range(max((i for i in titles if i < first), default=first), first)
    head = [i for i in above if i not in titles and i not in chosen and blocks[i].part not in NEVER][-HEAD_BLOCKS:]
    sequence = [*head, *([i for i in chosen if i not in titles] or chosen)]
    prose = [i in chosen and not blocks[i].heading and is_body(blocks[i].text) for i in sequence]
    lines_shown = [_as_line(blocks[i]) for i in sequence]
    taken, lines = take_from_blocks(lines_shown, prose, account.removed, Facts())
    labelled = any(names_source(lines_shown[at]) for at in lines)
    stated = {sequence[at] for at in lines}
    body = [i for i in sequence if i not in stated and i not in head]
    draft = _drafted([blocks[i] for i in body])
    draft.facts, draft.printed = taken.facts, taken.printed
    if titles & {*body}:  # the page has no other text: its characters are kept as that, and the title is not counted again
        own.printed.pop("title", None)
    _fill_in(draft, own, labelled)
    fill_from_lead(draft)
    for i, block in enumerate(blocks):
        if i in titles and i not in body:
            account.remove(TITLE_AGAIN, visible(block.text))
        elif i not in stated and i not in body:
            account.remove(block.part or REST, visible(block.text))
    if titles - set(body) and draft.facts.title == own.facts.title:
        account.removed[TITLE_AGAIN] -= visible(own.facts.title)  # one of them is kept, as the title
    account.remove(MARKUP, account.characters_in - draft.kept() - account.removed.total())
    return draft


def _as_line(block: PageBlock) -> str:
    """How a block reads as a line of facts: each element a cell of its own, where it is such a line at all."""
    short = block.cells and len(block.cells) <= LONGEST_HEAD and "\n" not in block.text
    return block.cells if short and label_lines([block.cells])[0] else block.text


def _fill_in(draft: Draft, own: PageFacts, labelled: bool) -> None:
    """Add what the markup says and the page does not show; a day shown without its year gets that of the same day there.

    Markup that names the outlet wins over a line of several names without a label (not `labelled`), which is guessed apart.
    """
    named, guessed = own.facts.source, draft.facts.source
    if named and guessed != named and not labelled and guessed and (own.names_outlet or named in guessed):
        draft.printed -= visible(guessed)
        draft.facts.put("source", "")
        draft.printed += visible(named) if "source" not in own.printed else 0
    shown, given = draft.facts.date, own.facts.date
    if shown.startswith("--") and given.endswith(shown[1:]):
        draft.facts.put("date", "")
    draft.printed += sum(count for name, count in own.printed.items() if not getattr(draft.facts, name))
    draft.facts.fill_from(own.facts)


def _drafted(blocks: Sequence[PageBlock]) -> Draft:
    paragraphs, start = [], 0
    for block in blocks:
        paragraphs.append(Paragraph(start, start + len(block.text), "heading" if block.heading else "text"))
        start += len(block.text) + 2
    text = "\n\n".join(block.text for block in blocks)
    marked = tuple(paragraphs) if any(block.heading for block in blocks) else mark_headings(text, paragraphs)
    return Draft(text, marked)


def _declared(data: bytes) -> str:
    match = _DECLARED.search(data[:HEAD_BYTES])
    return (match[1] or match[2]).decode("ascii") if match else ""


def _parse(text: str) -> Any:
    """The page's tree, None where it has no element. Raises `XunzhangError` for one nested deeper than the parser goes."""
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        tree = lxml.html.document_fromstring(text.replace("\0", "").encode("utf-8"), parser=parser)
    except etree.ParserError:
        return None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise XunzhangError(say("html.deep"))
    return tree
