"""Text that was garbled before it was saved: opened in one encoding and saved in another, 中文 as ä¸­æ–‡ or 涓枃; or 锟斤拷.

Such text is told by undoing it: its characters, as the bytes they were taken for, make sense in another encoding and none as they
stand. An article that is garbled is left out and reported, and so is a garbled paragraph of another; a few garbled marks in a
paragraph that can be read are kept as printed, and reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from xunzhang.messages.closed_sets import fact_name
from xunzhang.messages.wording import say
from xunzhang.reading.files.account import Account, Draft
from xunzhang.reading.files.encodings import MIN_COMMON, beyond_ascii, common_share, is_senseless
from xunzhang.reading.lines.line import visible
from xunzhang.types import FACTS, Paragraph
from xunzhang.types.characters import HAN
from xunzhang.types.message import NOTHING, Message
from xunzhang.types.printed_layout import unpacked_layout

GARBLED = say("left_out.garbled")
WHOLE = 0.5  # of an article's characters in garbled paragraphs, from which on nothing of it is kept
MUCH = 0.2  # of a paragraph's characters, from which on it is garbled; below, it can be read
FEWEST_HAN = 12  # by which frequencies can be told; below, only what becomes valid UTF-8 counts
RECOVERED = 0.6  # of the bytes beyond ASCII, that become valid UTF-8 again; misreading it loses some
SENSELESS = 0.05  # share of the commonest characters below which Chinese text may be something else

_OF_REMAINS = ("锟", "烫烫烫", "屯屯屯", "葺葺葺", "\ufffd")  # one of which each of these has
_REMAINS = re.compile(r"(?:锟斤拷|锟斤锟|斤拷锟)[锟斤拷]*|烫烫烫+|屯屯屯+|葺葺葺+|\ufffd(?:[\s?]*\ufffd)+")
# Characters that stand for bytes from 80 on: of Windows-1252 and, for the bytes that it leaves out, of Latin-1.
_BYTES = {chr(byte): byte for byte in range(0x80, 0x100)}
_BYTES |= {bytes([byte]).decode("cp1252"): byte for byte in range(0x80, 0xA0) if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
_OF_BYTES = "".join(map(re.escape, _BYTES))
_LEAD = "".join(c for c, byte in _BYTES.items() if 0xC2 <= byte <= 0xF4)
_FOLLOWING = "".join(re.escape(c) for c, byte in _BYTES.items() if byte < 0xC0)
_UTF8_AS_LATIN = re.compile(f"[{_LEAD}](?:[{_FOLLOWING}]|(?<=Ã)\ufffd){{1,3}}")
_RUN = re.compile(f"[{_OF_BYTES}][{_OF_BYTES}]{{3,}}")
_HAN = re.compile(f"[{HAN}]")
_MISREADINGS = (("gb18030", "utf-8"), ("big5hkscs", "utf-8"), ("gb18030", "big5hkscs"), ("big5hkscs", "gb18030"))  # UTF-8 first
_NAMES = {"utf-8": "UTF-8", "big5hkscs": "Big5", "gb18030": "GBK"}
_LOST = say("mojibake.lost")


def without_garbage(draft: Draft, account: Account) -> Draft | None:
    """The draft without its garbled paragraphs and facts, None where it is garbled as a whole. What is left out is reported."""
    found = _garbled_paragraphs(draft)
    bad = [paragraph for paragraph, share, _ in found if share >= MUCH]
    lost = sum(visible(draft.text[p.start : p.end]) for p in bad)
    if lost and lost >= WHOLE * visible(draft.text):
        how = next(how for _, share, how in found if share >= MUCH)
        account.failed_in_series(_message(say("mojibake.article"), draft, bad[0], how), say("mojibake.articles"))
        account.remove(GARBLED, draft.kept())
        return None
    for name in FACTS:
        if garbled(value := getattr(draft.facts, name))[0] >= MUCH:
            message = say("mojibake.fact", kind=fact_name(name), value=value[:30])
            account.failed_in_series(message, say("mojibake.facts"))
            counted = min(visible(value), draft.printed)  # a value from the text itself is counted there
            account.remove(GARBLED, counted)
            draft.printed -= counted
            draft.facts.put(name, "")
    for paragraph, share, how in found:
        message = _message(say("mojibake.paragraph"), draft, paragraph, how)
        message = say("mojibake.left_out", message=message) if share >= MUCH else say("mojibake.kept", message=message)
        account.failed_in_series(message, say("mojibake.paragraphs"))
    if lost:
        account.remove(GARBLED, lost)
        _cut(draft, [paragraph for paragraph in draft.paragraphs if paragraph not in bad])
    return draft


def _garbled_paragraphs(draft: Draft) -> list[tuple[Paragraph, float, Message]]:
    """-> (a paragraph, the share of it that is garbled, how), for each that is."""
    text = draft.text
    if text.isascii():
        return []
    telling = _telling_signs(text)  # looked for once: hardly a text has any
    found = ((paragraph, garbled(text[paragraph.start : paragraph.end], telling)) for paragraph in draft.paragraphs)
    return [(paragraph, share, how) for paragraph, (share, how) in found if share]


def _message(kind: Message, draft: Draft, paragraph: Paragraph, how: Message) -> Message:
    opening = " ".join(draft.text[paragraph.start : paragraph.end].split())[:20]
    return say("mojibake.garbled", kind=kind, how=how, opening=f"“{opening}…”")


def _cut(draft: Draft, kept: Sequence[Paragraph]) -> None:
    """Keep these paragraphs alone, with the white space before each."""
    text, paragraphs, moved = "", [], []
    for paragraph in kept:
        before = draft.text[: paragraph.start]
        gap = before[len(before.rstrip()) :] if text else ""
        start = len(text) + len(gap)
        text += gap + draft.text[paragraph.start : paragraph.end]
        paragraphs.append(replace(paragraph, start=start, end=len(text)))
        moved.append((paragraph.start, paragraph.end, start))
    draft.text, draft.paragraphs = text, tuple(paragraphs)
    draft.layout = unpacked_layout(draft.layout).moved(moved).packed()


def _telling_signs(text: str) -> bool:
    """Has it what garbled text is told by, but for Chinese that makes no sense?"""
    return bool(_RUN.search(text) or _UTF8_AS_LATIN.search(text)) or any(map(text.__contains__, _OF_REMAINS))


def garbled(text: str, telling: bool = True) -> tuple[float, Message]:
    """-> (the share of its characters that are garbled, 0..1, and how that came about: "UTF-8 opened as GBK").

    Text of another language in a rare script, and lists of rare names, make no sense either way, and are left alone. `telling`
    is False where the text is known to have none of the signs of `_telling_signs`.
    """
    if text.isascii():
        return 0.0, NOTHING
    if telling and _telling_signs(text):
        remains = sum(map(visible, _REMAINS.findall(text)))
        found = [_latin_runs(text), (_latin(text), _UTF8_OPENED), _chinese(text), (remains, _LOST)]
        most, how = max(found, key=lambda reading: reading[0])
    else:
        most, how = _chinese(text)
    count = visible(text) if most else 0
    return (most / count, how) if count else (0.0, NOTHING)


def _opened(right: str, wrong: str) -> Message:
    return say("mojibake.opened_as", one=_NAMES[right], other=wrong)


_UTF8_OPENED = _opened("utf-8", "Latin-1")


def _latin_runs(text: str) -> tuple[int, Message]:
    """Chinese in another encoding than UTF-8, taken for Latin-1: 中文 as ÖÐÎÄ."""
    runs = _RUN.findall(text)
    if not runs:
        return 0, NOTHING
    data = bytes(_BYTES[c] for run in runs for c in run)
    for codec in ("gb18030", "big5hkscs"):
        if _makes_sense(data.decode(codec, errors="ignore"), codec):
            return sum(map(len, runs)), _opened(codec, "Latin-1")
    return 0, NOTHING


def _latin(text: str) -> int:
    """How many characters are UTF-8 taken for Latin-1: é as Ã©, “ as â€œ. One alone may be meant."""
    found = []
    for match in _UTF8_AS_LATIN.finditer(text):
        data = bytes(_BYTES.get(c, 0xA0) for c in match.group())
        for length in range(len(data), 1, -1):
            try:
                data[:length].decode("utf-8")
            except UnicodeDecodeError:
                continue
            found.append(length)
            break
    return sum(found) if len(found) > 1 or any(length > 2 for length in found) else 0


def _chinese(text: str) -> tuple[int, Message]:
    """Chinese taken for Chinese in another encoding: 中文 as 涓枃."""
    if not is_senseless(text, SENSELESS):
        return 0, NOTHING
    han = _HAN.findall(text)
    for wrong, right in _MISREADINGS if len(han) >= FEWEST_HAN else _MISREADINGS[:2]:
        data = text.replace("\ufffd", "?").encode(wrong, errors="replace")
        undone = data.decode(right, errors="ignore")
        if right == "utf-8":
            undone_bytes, all_bytes = beyond_ascii(undone.encode()), beyond_ascii(data)
            likely = undone_bytes == all_bytes or (undone_bytes >= RECOVERED * all_bytes and len(_HAN.findall(undone)) > 2)
        else:
            undone = "".join(_undone(piece, wrong, right) for piece in text.split("\ufffd"))
            likely = _makes_sense(undone, right)
        if likely and _HAN.search(undone):
            return sum(c > "\x7f" for c in text), _opened(right, _NAMES[wrong])
    return 0, NOTHING


def _undone(piece: str, wrong: str, right: str) -> str:
    """What stands between two lost bytes, which may have been half a character each."""
    data = piece.encode(wrong, errors="replace")
    readings = [data[start:].decode(right, errors="ignore") for start in (0, 1)]
    return max(readings, key=lambda reading: common_share(_HAN.findall(reading)))


def _makes_sense(text: str, codec: str) -> bool:
    han = _HAN.findall(text)
    fewest = 6 if codec == "utf-8" else FEWEST_HAN
    return len(han) >= fewest and common_share(han) >= MIN_COMMON
