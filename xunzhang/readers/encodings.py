"""Bytes to text: UTF-8, UTF-16 with its mark, else GB18030 where the result is plainly Chinese; anything else is reported.

An encoding is never forced: a file in another one is refused by name of what was found, not read as garbage.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from ..languages import HAN
from ..types import XunzhangError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 with BOM"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
# Forty of the most frequent characters, written alike or listed in both scripts: a quarter or more of any Chinese text, and
# about a hundredth of text in another encoding that happens to decode (Big5 or UTF-8 read as GB18030).
_COMMON = frozenset("的一是不了在有人和中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會可主发發年")
MIN_COMMON = 0.10  # of the Han characters; news-zh-silver passages have .12 to .33 when right, .00 to .04 when misread
MAX_DAMAGE = 0.02  # of the bytes beyond ASCII that may be wrong for a file still to be taken as damaged UTF-8
_HAN = re.compile(f"[{HAN}]")
_CONTROLS = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 26, 27, 28, 29, 30, 31})


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and its encoding. `damage` says what could not be decoded, in a sentence; those bytes stand as U+FFFD."""

    text: str
    encoding: str
    damage: str = ""


def decode(data: bytes) -> Decoded:
    """Raises `XunzhangError` where the bytes are no text, or text in an encoding that is not read."""
    codec, name = sniff(data)
    if codec != "utf-8-sig":
        return _decoded(data, codec, name)
    try:
        return Decoded(data.decode(codec), name)
    except UnicodeDecodeError as error:
        text = data.decode(codec, errors="replace")
        wrong = text.count("\ufffd")
        line = data.count(b"\n", 0, error.start) + 1
        places = f"{wrong} places are" if wrong > 1 else "1 place is"
        where = f"the first on line {line}, byte {error.start}"
        return Decoded(text, name, f"{places} not valid {name} ({where}) and shown as �; save the file again as UTF-8.")


def _decoded(data: bytes, codec: str, name: str) -> Decoded:
    try:
        return Decoded(data.decode(codec), name)
    except UnicodeDecodeError as error:
        text = data.decode(codec, errors="replace")
        return Decoded(text, name, f"It is cut off or damaged at byte {error.start}, which stands as �; save it again as UTF-8.")


def sniff(data: bytes) -> tuple[str, str]:
    """-> (Python's codec, the encoding's name) of a file by its first bytes, or all of them. Raises like `decode`."""
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return codec, name
    if b"\0" in data or len(data.translate(None, _CONTROLS)) < 0.98 * len(data):
        raise XunzhangError("This is a binary file, not text; export it as UTF-8 text, or take it out of the folder.")
    if _is_utf8(data):
        return "utf-8-sig", "UTF-8"
    if _is_chinese_gb18030(data):
        return "gb18030", "GB18030"
    raise XunzhangError("The text is neither UTF-8, UTF-16 nor GB18030; save it as UTF-8 (iconv -f YOUR_ENCODING -t UTF-8).")


def _is_utf8(data: bytes) -> bool:
    """Valid, or damaged in so few places that it can be nothing else."""
    beyond_ascii = sum(byte > 127 for byte in data) if not data.isascii() else 0
    wrong = data.decode("utf-8", errors="ignore")
    lost = len(data) - len(wrong.encode("utf-8", errors="ignore"))
    return lost == 0 or lost <= max(MAX_DAMAGE * beyond_ascii, 3 if beyond_ascii > 30 else 0)


def _is_chinese_gb18030(data: bytes) -> bool:
    text = data.decode("gb18030", errors="replace")
    han = _HAN.findall(text)
    if "\ufffd" in text[:-1] or not han:
        return False
    return sum(c in _COMMON for c in han) >= MIN_COMMON * len(han)
