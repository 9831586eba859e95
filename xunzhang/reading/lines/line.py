"""What a line of text is to the reading rooms: how wide it prints, how it ends, and how it joins the next one.

Widths are in display columns (a Han character is two). Which lines belong together is `wrapping.py`'s to decide.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from xunzhang.types.characters import HAN, KANA

CLOSERS = "”’」』》〉）】〕］)]\"'"
STOPS = "。！？!?…｡．"
_STOPS = tuple(STOPS)
_OF_WIDE = f"{HAN}{KANA}\u3000-\u303f\ufe30-\ufe4f\uff00-\uffef"
_WIDE = re.compile(f"[{_OF_WIDE}][{_OF_WIDE}]*")  # a pattern that begins with one character is looked for faster than with many
_AMBIGUOUS = "“”‘’…—·"  # wide in a Chinese print, narrow in an English one
_WITHOUT_WIDTH = "\u200b\u200c\u200d\ufeff\u00ad"
_SPACE = "[ \u00a0\u2000-\u200a]"
_HAN_NEXT_TO_LATIN = re.compile(
    rf"{_SPACE}(?:(?<=[{HAN}]{_SPACE}){_SPACE}*(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%‰℃°+]{_SPACE}){_SPACE}*(?=[{HAN}]))"
)
_HAN_AGAINST_LATIN = re.compile(rf"[{HAN}][A-Za-z0-9]|[A-Za-z0-9%‰℃°+][{HAN}]")
_LATIN_STOP = re.compile(r"(?:[a-z\d%)\]”’\"']|[A-Z]{2})\.$")
_NOTE_AT_END = re.compile(r"(?<=[.。!！?？])\[[^\[\]]{1,20}\]$")
_UNIT = re.compile(
    rf"[“‘「『《〈（【〔(\[\"']*(?:[{HAN}{KANA}]|[^\s{HAN}{KANA}\u3000-\u303f\uff00-\uffef“”‘’]+|.)"
    r"[，。、；：！？…”’」』》〉）】〕％,.;:!?)\]]*"
)
_LIST_MARK = re.compile(
    r"(?:[-*•·●○■□◆◇▪►※–—]\s+|[●○■□◆◇▪►•※]|\d{1,3}[.、．)）](?!\d)|[（(](?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-zA-Z])[)）]"
    r"|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百\d]{1,4}[章节條条回部篇]|[①-⑳]|[a-zA-Z][.)]\s)"
)
_LINE_END, _RARE_LINE_ENDS = re.compile(r"\r\n|[\n\r\u2028\u2029\x85]"), ("\r", "\u2028", "\u2029", "\x85")
_PAGE_END = re.compile("[\f\v]")
PIECE = 1 << 20  # characters that are counted at a time: the words of a long text take many times its memory
_ASCII_SPACE = bytes(code for code in range(128) if chr(code).isspace())
_COLUMNS = re.compile(r"\t|\S {2,}\S|\S\u3000{2,}\S|\|.*\|")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank. `gap` counts the blank lines before it, `indent` the columns it stands in from the margin."""

    text: str  # without the white space around it
    raw: str  # as it stands in the file
    gap: int = 0
    indent: int = 0
    page_break: bool = False  # a form feed stands before it


def lines_of(text: str) -> list[Line]:
    """The lines of `text` that are not blank; any line ending ends a line, a form feed too."""
    lines: list[Line] = []
    gap, page_break = 0, False
    for raw in _LINE_END.split(text) if any(map(text.__contains__, _RARE_LINE_ENDS)) else text.split("\n"):
        pages = _PAGE_END.split(raw) if "\f" in raw or "\v" in raw else (raw,)
        for at, piece in enumerate(pages):
            page_break = page_break or at > 0
            if not piece.strip():
                gap += at == len(pages) - 1
                continue
            lead = piece[: len(piece) - len(piece.lstrip())]
            indent = sum(4 if c == "\t" else 2 if c == "\u3000" else 1 for c in lead)
            lines.append(Line(piece.strip(), piece.rstrip(), gap, indent, page_break))
            gap, page_break = 0, False
    return lines


def columns(text: str, chinese: bool) -> int:
    """The display width of `text`; quotation marks and dashes are wide in a Chinese print."""
    return len(text) if text.isascii() else sum(map((_IN_CHINESE if chinese else _IN_ENGLISH).__getitem__, text))


class _Widths(dict[str, int]):
    """The width of each character that was asked for, in a print where those of `wide_too` are wide."""

    def __init__(self, wide_too: str) -> None:
        self._wide_too = wide_too

    def __missing__(self, c: str) -> int:
        if unicodedata.combining(c) or c in _WITHOUT_WIDTH:
            width = 0
        else:
            width = 2 if c in self._wide_too or unicodedata.east_asian_width(c) in "WF" else 1
        self[c] = width
        return width


_IN_CHINESE, _IN_ENGLISH = _Widths(_AMBIGUOUS), _Widths("")


def is_wider(text: str, least: int) -> bool:
    """Does `text` take `least` columns or more in the print it is of? Most texts are told by their beginning alone."""
    beginnings = (text[: least // 2 + 1], text[:least])
    return any(columns(each, False) >= least for each in beginnings) or columns(text, is_chinese(text)) >= least


@lru_cache(maxsize=1 << 14)
def first_unit(text: str) -> str:
    """What a typesetter would have had to fit on the line before: a Han character or a whole word, with its punctuation."""
    match = _UNIT.match(text)
    return match.group() if match else text[:1]


def ends_sentence(text: str) -> bool:
    """Does the line stop where a sentence may: a full stop, question or exclamation mark, closing quotes set aside?"""
    bare = text.rstrip()
    if bare.endswith("]"):
        bare = _NOTE_AT_END.sub("", bare)
    bare = bare.rstrip(CLOSERS)
    return bare.endswith(_STOPS) or bool(_LATIN_STOP.search(bare[-4:]))


def ends_open(text: str) -> bool:
    """Does the line stop without any punctuation, as only a heading, a verse or a line cut by the margin does?"""
    return bool(text) and (text[-1].isalnum() or text[-1] in "%‰℃°")


def is_list_item(text: str) -> bool:
    return bool(_LIST_MARK.match(text))


def has_columns(text: str) -> bool:
    """Is the line a row of a table, or set out by hand: a tab, bars, or runs of spaces inside it?"""
    may_have = "\t" in text or "  " in text or "\u3000\u3000" in text or text.count("|") > 1
    return may_have and bool(_COLUMNS.search(text))


def is_chinese(text: str) -> bool:
    """Is `text` set like Chinese: more Han and kana characters than a quarter of its letters?"""
    if text.isascii():
        return False
    others = _WIDE.sub("", text)
    wide = len(text) - len(others)
    # Where it is a quarter of all characters, it does not matter how many of the others are letters.
    return wide > 0 and (3 * wide > len(others) or 3 * wide > sum(map(str.isalpha, others)))


def join(before: str, after: str) -> str:
    """Two lines of one paragraph as one: nothing between them where either side is Chinese, else one space.

    A hyphen at the end of the first line stays, and the second follows it at once; taking it away is `wrapping.py`'s, which
    knows the other words of the article.
    """
    if before.endswith("\u00ad") or re.search(r"[^\W\d_]-$", before[-3:]):
        return before + after
    return before + after if _is_wide_end(reversed(before)) or _is_wide_end(after) else f"{before} {after}"


def _is_wide_end(text: Iterable[str]) -> bool:
    """Is the first character that is not an ambiguous mark Chinese? (Korean words are separated by spaces.)"""
    for character in text:
        if character not in _AMBIGUOUS and not unicodedata.combining(character):
            return bool(_WIDE.match(character))
    return False


def printed_spaces(text: str) -> tuple[int, int]:
    """How often a space stands between a Han character and a Latin letter or digit, and how often nothing does."""
    return len(_HAN_NEXT_TO_LATIN.findall(text)), len(_HAN_AGAINST_LATIN.findall(text))


def close_up(text: str) -> str:
    """Without the spaces that a typesetting program puts between Han characters and Latin letters or digits."""
    return _HAN_NEXT_TO_LATIN.sub("", text)


def visible(text: str) -> int:
    """How many characters of `text` are not white space; the unit of the audit."""
    if text.isascii():
        return len(text.encode("ascii").translate(None, _ASCII_SPACE))
    if len(text) <= PIECE:
        return len("".join(text.split()))
    return sum(visible(text[at : at + PIECE]) for at in range(0, len(text), PIECE))
