"""Rich text (.rtf): paragraphs, headings, tables row by row, footnotes after their paragraph; running heads are left out.

The libraries for RTF drop footnotes and hidden text without a word, so the tokens are read here (Rich Text Format 1.9.1): groups,
control words, and characters in the encoding of their font. Every character of text is in a block, or counted as left out. What
the control words stand for is `rtf_words.py`'s, how text becomes blocks `rtf_flow.py`'s.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from xunzhang.messages.wording import say
from xunzhang.reading.dumps.blocks import DocumentBlock
from xunzhang.reading.files.account import Account, Draft
from xunzhang.reading.files.limits import check_size
from xunzhang.reading.formats import documents as left
from xunzhang.reading.formats.rtf_flow import Flow
from xunzhang.reading.formats.rtf_words import (
    CHARSETS,
    DATA,
    HEIGHTS,
    LEAST_SHIFT,
    LEFT_OUT,
    MARKS,
    OPTIONAL,
    PAGES,
    SYMBOLS,
    TOKEN,
    codec,
    heading_levels,
    property_of,
)
from xunzhang.reading.lines.line import visible
from xunzhang.reading.lines.raised import DOWN, UP, lowered, raised
from xunzhang.types import XunzhangError
from xunzhang.types.message import NOTHING, Message, as_said

DEEPEST = 1_000  # groups within groups; a document has ten or so


@dataclass(slots=True)
class _State:
    """What holds within a group. `data`: what stands in it is no text at all; `skip`: why its text is left out, if it is."""

    skip: Message = NOTHING
    data: bool = False
    font: int = -1
    unicode_skip: int = 1
    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    note: bool = False
    height: str = ""  # UP or DOWN where letters stand higher or lower than the line
    optional: bool = False  # \* has been read: a destination that is not known is passed over


def read_rtf(path: Path, account: Account) -> Iterator[Draft]:
    """The articles of an RTF file. Raises `XunzhangError` where it is none, is cut off at once or is over a limit."""
    check_size(path, whole=True)
    data = path.read_bytes()
    if not data.lstrip()[:6].lower().startswith(b"{\\rtf"):
        raise XunzhangError(say("document.no_rtf"))
    account.encoding = as_said("RTF")
    walk = _Walk(data, account)
    blocks = list(walk.blocks())
    if walk.cut_off:
        account.failed(say("document.cut_off"))
    given = left.properties(*(walk.property(name) for name in (b"title", b"author")))
    yield from left.drafts(left.split_at_breaks(blocks), given, account)


def rtf_blocks(data: bytes, account: Account) -> Iterator[DocumentBlock]:
    """The paragraphs of rich text that stands in a file of another format."""
    return _Walk(data, account).blocks()


class _Walk:
    """Goes through the tokens once."""

    def __init__(self, data: bytes, account: Account) -> None:
        self._data = data
        self._account = account
        self._codec = "cp1252"
        self._fonts: dict[int, str] = {}
        self._state = _State()
        self._stack: list[_State] = []
        self._bytes = bytearray()  # of characters that may need another one to be whole
        self._pass = 0  # characters still to be passed over after \u
        self._high = 0
        self._flow = Flow(lambda marked: left.settled(marked, account))
        self._levels = heading_levels(data)
        self.cut_off = False

    def blocks(self) -> Iterator[DocumentBlock]:
        at = 0
        while at < len(self._data):
            match = TOKEN.match(self._data, at)
            if match is None:
                break
            at = match.end()
            word, number, code, symbol, brace, text, _ = match.groups()
            if code:
                self._take_byte(int(code, 16))
            elif text:
                self._take_bytes(text)
            else:
                self._flush()
                if brace:
                    self._brace(brace)
                    if not self._stack:
                        break  # what follows the document is no part of it
                elif word:
                    skip = self._word(word.decode("ascii"), int(number) if number else None)
                    at += skip
                elif symbol:
                    self._symbol(symbol)
        self._flush()
        self.cut_off = bool(self._stack)
        self._flow.end_paragraph()
        self._flow.end_table()
        yield from self._flow.blocks

    def property(self, name: bytes) -> str:
        """A property of the document, from its {\\info} group."""
        return property_of(self._data, name, self._codec)

    # Tokens

    def _brace(self, brace: bytes) -> None:
        if brace == b"{":
            if len(self._stack) >= DEEPEST:
                raise XunzhangError(say("document.nested", n=DEEPEST))
            self._stack.append(self._state)
            self._state = replace(self._state, optional=False)
        elif self._stack:
            self._state = self._stack.pop()

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._state.optional = True
        elif symbol in SYMBOLS:
            if self._pass:
                self._pass -= 1
            elif symbol in (b"\r", b"\n"):
                self._word("par", None)
            else:
                self._say(SYMBOLS[symbol])

    def _word(self, word: str, number: int | None) -> int:
        """Do what a control word says; -> how many bytes of data follow it."""
        state = self._state
        if word == "bin":
            return max(number or 0, 0)
        if word in DATA or (state.optional and word not in LEFT_OUT and word not in OPTIONAL):
            state.data = True
        elif word in LEFT_OUT and not state.skip and not state.data:
            state.skip = LEFT_OUT[word]
        elif word in ("footnote", "endnote"):
            if not state.note:
                self._flow.begin_note()
            state.note = True
        elif word == "u" and number is not None:
            self._unicode(number)
        elif word in MARKS:
            self._say(MARKS[word])
        elif word in ("par", "sect", "page", "column"):
            if not state.skip and not state.data:
                self._flow.end_line(in_note=state.note)
        elif word in ("cell", "nestcell"):
            self._flow.end_cell()
        elif word in ("row", "nestrow"):
            self._flow.end_row()
        else:
            self._format(word, number)
        state.optional = False
        return 0

    def _format(self, word: str, number: int | None) -> None:
        state = self._state
        if word == "ansicpg" and number:
            self._codec = codec(PAGES.get(number, f"cp{number}"))
        elif word in ("mac", "pc", "pca"):
            self._codec = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]
        elif word == "f" and number is not None:
            state.font = number
        elif word == "fcharset" and number in CHARSETS:
            self._fonts[state.font] = CHARSETS[number]
        elif word == "uc" and number is not None:
            state.unicode_skip = max(number, 0)
        elif word == "plain":
            state.bold = state.hidden = state.deleted = False
            state.height = ""
        elif word == "b":
            state.bold = number != 0
        elif word == "v":
            state.hidden = number != 0
        elif word == "deleted":
            state.deleted = number != 0
        elif word in HEIGHTS:
            state.height = "" if number == 0 else HEIGHTS[word] if number is None or number >= LEAST_SHIFT else state.height
        elif word == "pard":
            self._flow.set_level(0, in_note=state.note)
        elif word == "outlinelevel" and number is not None and number < 9:
            self._flow.set_level(number + 1, in_note=state.note)
        elif word == "s" and number in self._levels:
            self._flow.set_level(self._levels[number], in_note=state.note)

    # Characters

    def _take_bytes(self, text: bytes) -> None:
        passed = min(self._pass, len(text))
        self._pass -= passed
        self._bytes += text[passed:]

    def _take_byte(self, byte: int) -> None:
        if self._pass:
            self._pass -= 1
        else:
            self._bytes.append(byte)

    def _flush(self) -> None:
        if self._bytes:
            written_in = self._fonts.get(self._state.font, self._codec) if not self._state.data else "latin-1"
            self._say(self._bytes.decode(written_in, errors="replace"))
            self._bytes.clear()

    def _unicode(self, number: int) -> None:
        """One UTF-16 unit; what stands for it in programs that know no Unicode is passed over."""
        unit = number % 0x10000
        self._pass = self._state.unicode_skip
        if 0xD800 <= unit < 0xDC00:
            self._high = unit
        elif 0xDC00 <= unit < 0xE000:
            whole = 0x10000 + ((self._high - 0xD800) << 10) + (unit - 0xDC00) if self._high else 0xFFFD
            self._high = 0
            self._say(chr(whole))
        else:
            self._say(chr(unit))

    def _say(self, text: str) -> None:
        state = self._state
        if state.data or not self._stack:
            return
        amount = visible(text)
        self._account.characters_in += amount
        why = state.skip or (left.DELETED if state.deleted else left.HIDDEN if state.hidden else NOTHING)
        if why:
            self._account.remove(why, amount)
            return
        text = raised(text) if state.height == UP else lowered(text) if state.height == DOWN else text
        self._flow.take(text, bold=state.bold, in_note=state.note)
