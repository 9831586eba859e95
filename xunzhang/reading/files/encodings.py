"""Bytes to text: what a file's mark or declaration says, else UTF-8, else what the text itself shows, and that is said.

Told by their text: GB18030 (GBK), Big5, Windows-1252 (Latin-1) and UTF-16 without a mark. An encoding is never forced: a file in
another one is refused, not read as garbage. What was garbled before it got into the file is `mojibake.py`'s.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from xunzhang.messages.wording import say
from xunzhang.types import XunzhangError
from xunzhang.types.characters import HAN
from xunzhang.types.message import NOTHING, Message, as_said

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", say("encoding.utf8_bom")),
    (codecs.BOM_UTF32_LE, "utf-32", as_said("UTF-32")),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF16_LE, "utf-16", as_said("UTF-16")),
    (codecs.BOM_UTF16_BE, "utf-16", as_said("UTF-16")),
)
# What a declared name stands for on the web (WHATWG Encoding Standard), and what each of ours is called.
_DECLARED = {
    "gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "iso8859-1": "cp1252", "ascii": "cp1252", "utf-8": "utf-8-sig",
    "utf-16": "utf-16-le",
}  # fmt: skip
_NAMES = {
    "utf-8-sig": "UTF-8", "gb18030": "GB18030", "big5hkscs": "Big5", "cp1252": "Windows-1252", "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
}  # fmt: skip
# Forty of the most frequent characters, written alike or listed in both scripts: a quarter or more of any Chinese text, and
# about a hundredth of text in another encoding that happens to decode (Big5 or UTF-8 read as GB18030).
_COMMON = frozenset("的一是不了在有人和中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會可主发發年")
MIN_COMMON = 0.10  # of the Han characters; news-zh-silver passages have .12 to .33 when right, .00 to .04 when misread
MAX_DAMAGE = 0.02  # of the bytes beyond ASCII that may be wrong for a file still to be taken as damaged UTF-8
STRAY = 100  # ASCII bytes to each one beyond, from which on those that are in no encoding are taken for damage
SAMPLE = 1 << 16  # bytes by which a file's encoding is told, from the first that is not ASCII
_PUNCTUATION = frozenset("，。、；：？！“”‘’（）《》「」『』　…—·")
_WESTERN = frozenset("àâäáãåçèéêëìíîïñòóôöõøùúûüýœæßÀÂÄÁÃÅÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØÙÚÛÜÝŒÆ‘’‚“”„–—…‹›«»€£©®™°¿¡§·•½¼¾²³×\u00a0\u00ad")
_HAN = re.compile(f"[{HAN}]")
_HAN_RUN = re.compile(f"[{HAN}][{HAN}]*")
_COMMON_HAN = re.compile(f"[{''.join(sorted(_COMMON))}]")
_WESTERN_TEXT = re.compile(r"[\t\n\r -~\u2010-\u2027\u00a0-\u00ff]")
_ASCII = bytes(range(128))
_CONTROLS = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 26, 27, 28, 29, 30, 31})


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and its encoding. `damage` says what could not be decoded, in a sentence; those bytes stand as U+FFFD."""

    text: str
    encoding: Message
    damage: Message = NOTHING


def decode(data: bytes, declared: str = "") -> Decoded:
    """The text of a whole file; `declared` is the encoding it says it is in, and is honoured where the bytes bear it out.

    Raises `XunzhangError` where the bytes are no text, or text in an encoding that is neither declared nor told.
    """
    codec, name = sniff(data, declared)
    try:
        return Decoded(data.decode(codec), name)
    except UnicodeDecodeError as error:
        text = data.decode(codec, errors="replace")
        wrong = text.count("\ufffd")
        if codec.startswith("utf-16"):
            return Decoded(text, name, say("encoding.cut", n=error.start))
        line = data.count(b"\n", 0, error.start) + 1
        where = say("encoding.first_at", line=line, byte=error.start)
        return Decoded(text, name, say("encoding.invalid", n=max(wrong, 1), name=name, where=where))


def sniff_file(path: Path) -> tuple[str, Message]:
    """`sniff` for a file that is read bit by bit: by the first bytes that are not ASCII, whole characters and lines of them."""
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
        whole = len(sample) < SAMPLE
        while sample.isascii() and b"\0" not in sample and not whole:
            following = file.read(SAMPLE)
            whole, sample = len(following) < SAMPLE, sample[-1024:] + following
        if not whole:
            following = file.read(SAMPLE)
            whole, sample = len(following) < SAMPLE, sample + following
    if whole or b"\0" in sample or sample.startswith(tuple(mark for mark, _, _ in _MARKS)):
        return sniff(sample[: len(sample) // 4 * 4] if b"\0" in sample and not whole else sample)
    return sniff(sample[: sample.rfind(b"\n") + 1] or sample[:-4])


def sniff(data: bytes, declared: str = "") -> tuple[str, Message]:
    """-> (Python's codec, the encoding's name) of a file by its first bytes, or all of them. Raises like `decode`."""
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return codec, name
    if (codec := _codec(declared)) and _bears_out(data, codec):
        given = _NAMES.get(codec, declared.strip().lower())
        return codec, as_said(given) if codec == "utf-8-sig" else say("encoding.declared", name=given)
    if b"\0" not in data and _is_utf8(data):
        if len(data.translate(None, _CONTROLS)) >= 0.98 * len(data):
            return "utf-8-sig", as_said("UTF-8")
    elif codec := _told(data):
        return codec, say("encoding.detected", name=_NAMES[codec])
    elif b"\0" not in data and beyond_ascii(data) * STRAY < len(data):
        return "utf-8-sig", as_said("UTF-8")  # ASCII with a few bytes that are damage
    if b"\0" in data or len(data.translate(None, _CONTROLS)) < 0.98 * len(data):
        raise XunzhangError(say("encoding.binary"))
    raise XunzhangError(say("encoding.unknown"))


def chinese_name(data: bytes) -> str:
    """A short name in UTF-8, GB18030 or Big5, whichever it can be; "" where it is none of them."""
    for codec in ("utf-8", "gb18030", "big5hkscs"):
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return ""


def _codec(declared: str) -> str:
    """Python's name for a declared encoding, "" where there is none of that name."""
    try:
        known = codecs.lookup(declared.strip()) if declared.strip().isascii() else None
    except (LookupError, ValueError):
        return ""
    if known is None or not known._is_text_encoding:  # rot13 and the like are no encodings of text
        return ""
    return _DECLARED.get(known.name, known.name)


def _bears_out(data: bytes, codec: str) -> bool:
    """Can the bytes be in this encoding? Anything can be in a one-byte encoding, so what is valid UTF-8 is that."""
    if codec == "utf-8-sig":
        return b"\0" not in data and _is_utf8(data)
    if codec == "cp1252" and _is_utf8(data):
        return data.isascii()
    text = data.decode(codec, errors="replace")
    beyond = sum(c > "\x7f" for c in text)
    return text.count("\ufffd") <= max(MAX_DAMAGE * beyond, 1) and (codec.startswith("utf-") or "\0" not in text)


def _is_utf8(data: bytes) -> bool:
    """Valid, or damaged in so few places that it can be nothing else."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        lost = len(data) - len(data.decode("utf-8", errors="ignore").encode("utf-8"))
    else:
        return True
    beyond = beyond_ascii(data)
    return lost <= max(MAX_DAMAGE * beyond, 3 if beyond > 30 else 0)


def beyond_ascii(data: bytes) -> int:
    """How many of the bytes are none of ASCII."""
    return len(data.translate(None, _ASCII))


def _told(data: bytes) -> str:
    """The encoding that the text shows, "" where it is in doubt.

    Of 40 cuttings each, GBK, Big5 and Windows-1252, of 10 characters to 400: never a wrong one, from 20 characters on 37 to 40
    told. charset-normalizer 3.5 told as many of the Chinese ones from 20 on, and gave another text for half of the Western ones.
    """
    if codec := _utf16(data):
        return codec
    if b"\0" in data:
        return ""
    scores = {codec: _chinese(data.decode(codec, errors="replace")) for codec in ("gb18030", "big5hkscs")}
    best = max(scores, key=lambda codec: scores[codec])
    if scores[best] >= MIN_COMMON:
        return best
    return "cp1252" if _is_western(data) else ""


def _chinese(text: str) -> float:
    """How plainly `text` is Chinese: the share of the commonest characters, and of punctuation, less that of strange ones."""
    han = _HAN.findall(text)
    if "\ufffd" in text[:-1] or not han:
        return 0.0
    beyond = [c for c in text if c > "\x7f"]
    punctuation = sum(c in _PUNCTUATION for c in beyond)
    strange = len(beyond) - len(han) - punctuation
    return common_share(han) + (punctuation / 2 - strange) / len(beyond)


def common_share(han: Iterable[str]) -> float:
    """The share of forty of the most frequent characters among Han characters: .1 or more in Chinese, next to none in garbage."""
    found = [c in _COMMON for c in han]
    return sum(found) / len(found) if found else 0.0


def is_senseless(text: str, least: float) -> bool:
    """Are fewer of the Han characters of `text` than `least` of them among the commonest? Of three Han characters or more."""
    common = len(_COMMON_HAN.findall(text))
    if text and common / len(text) >= least:
        return False
    han = len(text) - len(_HAN_RUN.sub("", text))
    return han >= 3 and common / han < least


def _is_western(data: bytes) -> bool:
    """Letters with accents, quotation marks and the like, here and there among plain letters and seldom two in a row."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    beyond = [c for c in text if c > "\x7f"]
    known = sum(c in _WESTERN for c in beyond)
    pairs = len(re.findall(r"[^\x00-\x7f]{2}", text))
    return (
        len(beyond) <= 0.3 * len(text)
        and known >= 0.95 * len(beyond)
        and pairs <= 0.2 * len(beyond)
        and data.translate(None, _CONTROLS) == data
    )


def _utf16(data: bytes) -> str:
    """UTF-16 without a mark: nearly every unit a letter, Han or Western, in one of the two orders."""
    even = data[: len(data) // 2 * 2]
    if b"\0" not in data and sum(32 <= byte < 127 for byte in data) > 0.8 * len(data):
        return ""
    for codec in ("utf-16-le", "utf-16-be"):
        text = even.decode(codec, errors="replace")
        han = _HAN.findall(text)
        western = _WESTERN_TEXT.findall(text)
        marks = sum(c in _PUNCTUATION for c in text)
        plain = not han or common_share(han) >= MIN_COMMON
        if text and plain and len(han) + len(western) + marks >= 0.97 * len(text):
            return codec
    return ""
