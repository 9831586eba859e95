"""Markdown (CommonMark with tables), with optional YAML front matter; one article a file.

Headings become heading paragraphs without their marks, the first of level 1 the title when the front matter gives none.
A soft-wrapped paragraph is one paragraph; emphasis, links and images are reduced to the words a reader sees. Lists, tables and
code keep their lines as written, since dropping their marks could change what they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference
from markdown_it.token import Token

from xunzhang.messages.wording import say
from xunzhang.reading.dumps.splitting import is_prose
from xunzhang.reading.facts.heads import is_dated_line, take_from_blocks
from xunzhang.reading.facts.metadata import MARKUP, Facts
from xunzhang.reading.files.account import Account, Draft
from xunzhang.reading.files.encodings import decode
from xunzhang.reading.files.limits import check_size
from xunzhang.reading.formats.documents import settled
from xunzhang.reading.formats.frontmatter import open_draft
from xunzhang.reading.lines.line import Line, is_chinese, join, visible
from xunzhang.reading.lines.raised import CLOSED, DOWN, UP, note
from xunzhang.types import Paragraph

MARKS = say("left_out.markdown_marks")
_VERBATIM = {"bullet_list_open", "ordered_list_open", "table_open", "html_block"}
_DEFINED = re.compile(r"^ {0,3}\[\^([^\]\s]{1,40})\]:", re.MULTILINE)
_REFERENCE = re.compile(r"\[\^([^\]\s]{1,40})\](?!:)")
_HEIGHT = re.compile(r"<(/?)(sup|sub)\b[^<>]*>", re.IGNORECASE)
_CODE = {"fence", "code_block"}


@dataclass(frozen=True, slots=True)
class MarkdownBlock:
    """A paragraph to be: its text, whether it is a heading, and the heading's level."""

    text: str
    kind: Literal["text", "heading"] = "text"
    level: int = 0


def read_markdown(path: Path, account: Account) -> Iterator[Draft]:
    """The article of one Markdown file. Raises `XunzhangError` where the bytes are no text."""
    check_size(path, whole=True)
    decoded = decode(path.read_bytes())
    account.encoding, account.characters_in = decoded.encoding, visible(decoded.text)
    if decoded.damage:
        account.failed(decoded.damage)
    draft, body = open_draft(decoded.text, account)
    blocks = list(_blocks(body, account))
    _take_title(draft, blocks, account)
    blocks = _without_facts(draft, blocks, account)
    draft.text, draft.paragraphs = _assembled(blocks)
    account.remove(MARKS, account.characters_in - draft.kept() - account.removed.total())
    if draft.text:
        yield draft
    else:
        account.remove(say("left_out.front_matter_alone"), draft.printed)


def _blocks(body: str, account: Account) -> Iterator[MarkdownBlock]:
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    parser = MarkdownIt("commonmark").enable("table")
    parser.block.ruler.at("reference", _reference)
    parser.block.ruler.before("reference", "footnote", _footnote, {"alt": ["paragraph", "reference"]})
    tokens = parser.parse("\n".join(lines))
    noted = frozenset(_DEFINED.findall("\n".join(lines)))
    skip_to = 0
    for at, token in enumerate(tokens):
        if token.map is None or token.map[0] < skip_to:
            continue
        if token.type in _VERBATIM:
            skip_to = token.map[1]
            yield from _verbatim("\n".join(lines[token.map[0] : token.map[1]]), token, account)
        elif token.type in _CODE:
            yield from _verbatim(token.content, token, account)
        elif token.type == "inline":
            opened = tokens[at - 1]
            text = settled(_words(token.children or [], noted, account), account)
            if text.strip():
                yield (
                    MarkdownBlock(text.strip(), "heading", int(opened.tag[1]))
                    if opened.type == "heading_open"
                    else MarkdownBlock(text.strip())
                )


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A link's address by its name, but not `[^1]: …`: that is a footnote, which is text."""
    return not _is_footnote(state, start) and reference(state, start, end, silent)


def _footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A footnote ends the paragraph above it, and is a paragraph itself."""
    return silent and _is_footnote(state, start)


def _is_footnote(state: StateBlock, line: int) -> bool:
    return state.src.startswith("[^", state.bMarks[line] + state.tShift[line])


def _verbatim(text: str, token: Token, account: Account) -> Iterator[MarkdownBlock]:
    if token.type == "html_block" and text.strip().startswith("<!--") and text.strip().endswith("-->"):
        account.remove(say("left_out.comments"), visible(text))
    elif text.strip():
        yield MarkdownBlock(text.strip("\n").rstrip())


def _words(children: list[Token], noted: frozenset[str], account: Account) -> str:
    """Inline tokens as the words they show, soft line breaks joined as the language wants it. `noted` are the names of footnotes:

    what refers to one is marked as a note's, and what stands in <sup> or <sub> as raised or lowered (`lines/raised.py`).
    """
    parts = [""]
    for token in children:
        if token.type == "softbreak":
            parts.append("")
        elif token.type == "hardbreak":
            parts[-1] += "\n"
        elif token.type == "image":
            account.remove(say("left_out.captions"), visible(token.content))
        elif token.type == "html_inline" and (tag := _HEIGHT.fullmatch(token.content)):
            parts[-1] += CLOSED if tag[1] else UP if tag[2].lower() == "sup" else DOWN
        elif token.type == "text" and noted:
            parts[-1] += _REFERENCE.sub(lambda match: note(match.group()) if match[1] in noted else match.group(), token.content)
        elif token.type in ("text", "code_inline", "html_inline", "text_special"):
            parts[-1] += token.content
    joined = parts[0]
    for part in parts[1:]:
        joined = join(joined.rstrip(" "), part) if joined.strip() and part.strip() else joined + part
    return joined


def _take_title(draft: Draft, blocks: list[MarkdownBlock], account: Account) -> None:
    """The first heading of level 1 is the title; where the front matter has said the same, it is a repetition."""
    dated = any(block.level == 1 and is_dated_line(block.text) for block in blocks)
    levels = (1, 2) if dated else (1,)  # where a day stands in the title's place, the title is below it
    at = next((i for i, block in enumerate(blocks) if block.level in levels and not is_dated_line(block.text)), None)
    if at is None or len(blocks) == 1:
        if at is not None:
            draft.facts.fill_from(Facts(title=blocks[at].text).said_by(MARKUP))
        return
    heading = " ".join(blocks[at].text.split())
    if not draft.facts.title:
        draft.facts.put("title", heading, MARKUP)
        draft.printed += visible(heading)
        del blocks[at]
    elif heading == draft.facts.title:
        account.remove(say("left_out.title_again"), visible(heading))
        del blocks[at]


def _without_facts(draft: Draft, blocks: list[MarkdownBlock], account: Account) -> list[MarkdownBlock]:
    """The blocks but for the lines of facts at the head and the foot, which go into the draft."""
    texts = [block.text for block in blocks]
    chinese = is_chinese(" ".join(texts)[:2000])
    prose = [block.kind == "text" and ("\n" in block.text or is_prose(Line(block.text, block.text), chinese)) for block in blocks]
    taken, chosen = take_from_blocks(texts, prose, account.removed, draft.facts)
    draft.facts = taken.facts
    draft.printed += taken.printed
    return [block for i, block in enumerate(blocks) if i not in chosen]


def _assembled(blocks: list[MarkdownBlock]) -> tuple[str, tuple[Paragraph, ...]]:
    paragraphs, start = [], 0
    for block in blocks:
        lead = len(block.text) - len(block.text.lstrip())
        paragraphs.append(Paragraph(start + lead, start + len(block.text), block.kind))
        start += len(block.text) + 2
    return "\n\n".join(block.text for block in blocks), tuple(paragraphs)
