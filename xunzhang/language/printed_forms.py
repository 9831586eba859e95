"""What print and programs do to words that are the same: soft hyphens, characters without width, ligatures, Han set apart.

`readable` gives a folded text without these, and says where each of its characters stands; terms are found in that. Nothing of it
is shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from xunzhang.types.characters import HAN

_WITHOUT_WIDTH = "\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
_LIGATURES = {
    "æ": "ae",
    "œ": "oe",
    "ß": "ss",
    "ĳ": "ij",
    **{chr(c): unicodedata.normalize("NFKC", chr(c)) for c in range(0xFB00, 0xFB07)},
}
_SQUARED = {chr(c): unicodedata.normalize("NFKC", chr(c)).lower() for c in range(0x3371, 0x33E0)}  # ㎞, ㎡
_WRITTEN_OUT = _LIGATURES | {c: text for c, text in _SQUARED.items() if text.isascii()}
_SPACED = rf"(?<![{HAN}])[{HAN}](?:[ \u3000\u00a0][{HAN}](?![{HAN}])){{3,}}"  # as OCR leaves them; two may be a name set wide
_CHANGED = re.compile(f"[{_WITHOUT_WIDTH}{''.join(_WRITTEN_OUT)}]|{_SPACED}")
_SPACED_RUN = re.compile(_SPACED)
_NO_WIDTH = re.compile(f"[{_WITHOUT_WIDTH}]")
_SPACE = " \u3000\u00a0"


class Readable(NamedTuple):
    """`places` are where each character of `text` stands in the text it was made of; None where it is that."""

    text: str
    places: Sequence[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A range of `text` as one of the text it was made of."""
        if self.places is None or start >= end:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def readable(folded: str) -> Readable:
    """com·pa·ny with soft hyphens as company, ﬁnance as finance, 渡 口 通 航 as 渡口通航."""
    if folded.isascii() or not _CHANGED.search(folded):
        return Readable(folded)
    dropped = {match.start() for match in _NO_WIDTH.finditer(folded)}
    for run in _SPACED_RUN.finditer(folded):
        dropped.update(at for at in range(run.start(), run.end()) if folded[at] in _SPACE)
    text: list[str] = []
    places: list[int] = []
    for at, character in enumerate(folded):
        if at not in dropped:
            written = _WRITTEN_OUT.get(character, character)
            text.append(written)
            places += [at] * len(written)
    return Readable("".join(text), places)
