"""Rich text (.rtf): paragraphs, headings, tables row by row, footnotes after their paragraph; running heads are left out.

The libraries for RTF drop footnotes and hidden text without a word, so the tokens are read here (Rich Text Format 1.9.1): groups,
control words, and characters in the encoding of their font. Every character of text is in a block, or counted as left out.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from xunzhang.readers import documents as left
from xunzhang.readers.account import Account, Draft
from xunzhang.readers.limits import check_size
from xunzhang.repair.blocks import Block
from xunzhang.repair.lines import columns, ends_sentence, visible
from xunzhang.types import XunzhangError

_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)|(\\)", re.DOTALL
)
# Destinations whose text is no text of the document, and goes uncounted: tables of fonts and styles, data of pictures.
_DATA = frozenset(
    re.findall(
        r"\w+",
        """fonttbl colortbl stylesheet listtable listoverridetable revtbl rsidtbl filetbl generator themedata colorschememapping
        datastore latentstyles pict objdata xmlnstbl mmathPr pgptbl fontemb fontfile bkmkstart bkmkend listtext pntext pntxta
        pntxtb pn defchp defpap userprops operator creatim revtim printim buptim keywords subject company category manager doccomm
        hlinkbase comment title author picprop shprslt sp atrfstart atrfend atnref panose falt fname wgrffmtfilter ftnsep ftnsepc
        aftnsep aftnsepc ftncn aftncn private blipuid nextfile template background levelnumbers leveltext passwordhash password
        datafield formfield ffname ffdeftext ffl objclass objname""",
    )
)
_LEFT_OUT = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"), left.RUNNING),
    "fldinst": left.FIELDS, "annotation": left.COMMENTS, "atnid": left.COMMENTS, "atnauthor": left.COMMENTS,
    "xe": left.FIELDS, "tc": left.FIELDS, "rxe": left.FIELDS,
}  # fmt: skip
_MARKS = {
    "emdash": "—", "endash": "–", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "bullet": "•", "lquote": "‘",
    "rquote": "’", "ldblquote": "“", "rdblquote": "”", "tab": "\t", "line": "\n", "softline": "\n",
}  # fmt: skip
_SYMBOLS = {b"~": "\xa0", b"{": "{", b"}": "}", b"\\": "\\", b"-": "", b"_": "-", b"\r": "\n", b"\n": "\n", b"\t": "\t"}
_CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
_PAGES = {936: "gb18030", 950: "cp950", 10008: "gb2312", 65001: "utf-8", 10000: "mac_roman"}
_STYLE = re.compile(rb"\\s(\d{1,4})(?!\d)")
_STYLE_NAME = re.compile(rb"(?:^|[ \r\n])(?:(heading) (\d)|(title));\s*$", re.IGNORECASE)
_INFO = re.compile(rb"\{\\(title|author)\s?((?:[^{}\\]|\\.)*)\}", re.DOTALL)
_OPTIONAL = {"footnote", "shptxt", "shpinst", "ud"}  # known destinations that \\* may stand before
DEEPEST = 1_000  # groups within groups; a document has ten or so
LONGEST_SHEET = 1 << 18  # bytes of a style sheet
WIDEST_BOLD = 60  # columns of a line in bold that is a heading without a heading's style


@dataclass(slots=True)
class _State:
    """What holds within a group. `skip`: "" for text, "data" for none, else why the text is left out."""

    skip: str = ""
    font: int = -1
    unicode_skip: int = 1
    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    note: bool = False
    optional: bool = False  # \* has been read: a destination that is not known is passed over


@dataclass(slots=True)
class _Paragraph:
    """A paragraph in the making. `level` is that of a heading; `cells` are the row's before this one."""

    parts: list[str] = field(default_factory=list)
    bold: bool = True
    level: int = 0
    cells: list[str] = field(default_factory=list)


def read_rtf(path: Path, account: Account) -> Iterator[Draft]:
    """The articles of an RTF file. Raises `XunzhangError` where it is none, is cut off at once or is over a limit."""
    check_size(path, whole=True)
    data = path.read_bytes()
    if not data.lstrip()[:6].lower().startswith(b"{\\rtf"):
        raise XunzhangError("This is no RTF file, though its name says so; give it the suffix that it should have.")
    account.encoding = "RTF"
    walk = _Walk(data, account)
    blocks = list(walk.blocks())
    if walk.cut_off:
        account.failed("The file is cut off: its last group is not closed; save it again from where it came.")
    given = left.properties(*(walk.property(name) for name in (b"title", b"author")))
    yield from left.drafts(left.split_at_breaks(blocks), given, account)


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
        self._text = _Paragraph()
        self._notes: list[_Paragraph] = []
        self._rows: list[str] = []
        self._blocks: list[Block] = []
        self._levels = _levels(data)
        self.cut_off = False

    def blocks(self) -> Iterator[Block]:
        at = 0
        while at < len(self._data):
            match = _TOKEN.match(self._data, at)
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
        self._end_paragraph()
        self._end_table()
        yield from self._blocks

    def property(self, name: bytes) -> str:
        """A property of the document, from its {\\info} group."""
        start = self._data.find(b"{\\info")
        if start < 0:
            return ""
        found = next((m[2] for m in _INFO.finditer(self._data, start, start + 20_000) if m[1] == name), b"")
        raw = re.sub(rb"\\'([0-9a-fA-F]{2})", lambda m: bytes([int(m[1], 16)]), found)
        text = raw.decode(self._codec, errors="replace")
        whole = re.sub(r"\\u(-?\d{1,6}) ?\??", lambda m: chr(int(m[1]) % 0x10000), text)
        return whole.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    # Tokens

    def _brace(self, brace: bytes) -> None:
        if brace == b"{":
            if len(self._stack) >= DEEPEST:
                raise XunzhangError(
                    f"Its groups are nested more than {DEEPEST} deep; open it in its own program and save it again."
                )
            self._stack.append(self._state)
            self._state = replace(self._state, optional=False)
        elif self._stack:
            self._state = self._stack.pop()

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._state.optional = True
        elif symbol in _SYMBOLS:
            if self._pass:
                self._pass -= 1
            elif symbol in (b"\r", b"\n"):
                self._word("par", None)
            else:
                self._say(_SYMBOLS[symbol])

    def _word(self, word: str, number: int | None) -> int:
        """Do what a control word says; -> how many bytes of data follow it."""
        state = self._state
        if word == "bin":
            return max(number or 0, 0)
        if word in _DATA or (state.optional and word not in _LEFT_OUT and word not in _OPTIONAL):
            state.skip = "data"
        elif word in _LEFT_OUT and not state.skip:
            state.skip = _LEFT_OUT[word]
        elif word in ("footnote", "endnote"):
            if not state.note:
                self._notes.append(_Paragraph())
            state.note = True
        elif word == "u" and number is not None:
            self._unicode(number)
        elif word in _MARKS:
            self._say(_MARKS[word])
        elif word in ("par", "sect", "page", "column"):
            self._break()
        elif word in ("cell", "nestcell"):
            self._text.cells.append(self._taken())
        elif word in ("row", "nestrow"):
            self._end_row()
        else:
            self._format(word, number)
        state.optional = False
        return 0

    def _format(self, word: str, number: int | None) -> None:
        state = self._state
        if word == "ansicpg" and number:
            self._codec = _codec(_PAGES.get(number, f"cp{number}"))
        elif word in ("mac", "pc", "pca"):
            self._codec = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]
        elif word == "f" and number is not None:
            state.font = number
        elif word == "fcharset" and number in _CHARSETS:
            self._fonts[state.font] = _CHARSETS[number]
        elif word == "uc" and number is not None:
            state.unicode_skip = max(number, 0)
        elif word == "plain":
            state.bold = state.hidden = state.deleted = False
        elif word == "b":
            state.bold = number != 0
        elif word == "v":
            state.hidden = number != 0
        elif word == "deleted":
            state.deleted = number != 0
        elif word == "pard":
            self._current().level = 0
        elif word == "outlinelevel" and number is not None and number < 9:
            self._current().level = number + 1
        elif word == "s" and number in self._levels:
            self._current().level = self._levels[number]

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
            codec = self._fonts.get(self._state.font, self._codec) if self._state.skip != "data" else "latin-1"
            self._say(self._bytes.decode(codec, errors="replace"))
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
        if state.skip == "data" or not self._stack:
            return
        amount = visible(text)
        self._account.characters_in += amount
        why = state.skip or (left.DELETED if state.deleted else left.HIDDEN if state.hidden else "")
        if why:
            self._account.remove(why, amount)
            return
        paragraph = self._current()
        paragraph.parts.append(text)
        paragraph.bold = paragraph.bold and (state.bold or not amount)

    def _current(self) -> _Paragraph:
        return self._notes[-1] if self._state.note and self._notes else self._text

    # Blocks

    def _taken(self) -> str:
        paragraph = self._text
        text = "".join(paragraph.parts).strip()
        paragraph.parts = []
        return " ".join(text.split())

    def _break(self) -> None:
        if self._state.skip:
            return
        if self._state.note:
            self._current().parts.append("\n")
        elif self._text.cells:
            self._text.parts.append("\n")
        else:
            self._end_paragraph()

    def _end_paragraph(self) -> None:
        paragraph = self._text
        text = "".join(paragraph.parts).strip()
        if text or paragraph.cells:
            self._end_table()
        cells = [cell for cell in paragraph.cells if cell]
        text = "\t".join([*cells, text] if text else cells)
        if text:
            by_hand = paragraph.bold and columns(text, True) <= WIDEST_BOLD and "\n" not in text and not ends_sentence(text)
            self._blocks.append(Block(text, paragraph.level > 0 or by_hand, paragraph.level))
        self._text = _Paragraph(level=paragraph.level)
        self._place_notes()

    def _end_row(self) -> None:
        row = "\t".join([*self._text.cells, *filter(None, [self._taken()])]).strip("\t")
        self._text = _Paragraph()
        if row:
            self._rows.append(row)

    def _end_table(self) -> None:
        rows, self._rows = self._rows, []
        if any("\t" in row for row in rows):
            self._blocks.append(Block("\n".join(rows)))
        else:
            self._blocks += [Block(row) for row in rows]

    def _place_notes(self) -> None:
        """Notes wait until the paragraph or table that they belong to has ended."""
        for note in self._notes:
            for line in "".join(note.parts).split("\n"):
                if line.strip():
                    self._blocks.append(Block(" ".join(line.split())))
        self._notes = []


def _levels(data: bytes) -> dict[int, int]:
    """The heading levels of the styles, by number. Where a style for the title is in use, a first heading is none."""
    start = data.find(b"{\\stylesheet")
    end = data.find(b"}}", start)
    found: dict[int, int] = {}
    titles = set()
    for entry in data[start : min(end, start + LONGEST_SHEET)].split(b"}") if 0 <= start < end else ():
        number, name = _STYLE.search(entry), _STYLE_NAME.search(entry)
        if number and name:
            found[int(number[1])] = int(name[2] or 1)
            titles |= {int(number[1])} if name[3] else set()
    lower = any(data.find(b"\\s%d" % number, end) >= 0 for number in titles)
    return {number: level if number in titles else level + lower for number, level in found.items()}


def _codec(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"
