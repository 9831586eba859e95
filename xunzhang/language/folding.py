"""Text for matching: one form for all the ways in which the same characters and words are written.

Nothing folded is ever shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer
from opencc import OpenCC

from xunzhang.types.characters import HAN

_NO_DECOMPOSITION = {"ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ı": "i", "’": "'", "‘": "'", "‐": "-", "‑": "-", "–": "-", "−": "-"}


# Radicals that stand for the character of the same shape in what many programs write as PDF, and that NFKC does not know:
# those of EquivalentUnifiedIdeograph.txt (Unicode 16) that are words of their own. It knows the Kangxi radicals, U+2F00 on.
_RADICALS = dict(
    zip(
        "⺎⺒⺓⺝⺟⺠⺧⺩⺬⺮⺶⺼⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰",
        "兀巳幺月母民牛王示竹羊月虎西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙",
        strict=True,
    )
)


_NEEDS_SCRIPT_FOLDING = re.compile(f"[{HAN}]")


# A ring is a nought behind a Han digit, and before one where no other Han stands before it; elsewhere it is a blank.
_NOUGHTS = re.compile(rf"(?<=[一二三四五六七八九零〇○◯])[○◯]+|(?<![{HAN}])[○◯]+(?=[一二三四五六七八九])")
# Small figures behind a figure, which are a power, an index or a note's mark.
_BESIDE_FIGURE = re.compile(r"(?<=\d)[²³¹⁰⁴-⁹₀-₉①-⑨]+")
COMBINING = re.compile("[\u0300-\u036f]")


def fold(text: str) -> str:
    """`text` for matching: half width, lower case, no accents on Latin and Greek letters, traditional Han made simplified.

    The result has exactly the length of `text`, so offsets carry over. Traditional characters with several simplified forms
    are decided in context by OpenCC's phrases (乾隆 stays, 乾淨 becomes 干净).
    """
    if text.isascii():
        return text.lower()
    folded = text.translate(_FOLDED)
    if "○" in folded or "◯" in folded:
        folded = _NOUGHTS.sub(lambda match: "〇" * len(match.group()), folded)
    if _BESIDE_FIGURE.search(text):
        folded = "".join(_with_marks_of_figures(text, folded))
    return simplify(folded)


def _with_marks_of_figures(text: str, folded: str) -> Iterator[str]:
    """`folded` with what is set above or below a figure as it stands in `text`: 10⁶ is not 106, nor 412④ 4124."""
    at = 0
    for match in _BESIDE_FIGURE.finditer(text):
        yield folded[at : match.start()]
        yield match.group()
        at = match.end()
    yield folded[at:]


def simplify(text: str) -> str:
    """`text` with traditional Han made simplified and nothing else changed; exactly as long as `text`."""
    if not _NEEDS_SCRIPT_FOLDING.search(text):
        return text
    converter = _to_simplified()
    simplified: str = converter.convert(text)
    if len(simplified) != len(text):
        simplified = "".join(
            c if len(c) == 1 else original for original, c in zip(text, map(converter.convert, text), strict=True)
        )
    return _without_variants(simplified)


def _without_variants(simplified: str) -> str:
    """With characters that Hong Kong and Taiwan write otherwise in the mainland's form: 衞 as 卫, and 着 in 沿著, not in 著名."""
    if "著" in simplified:
        whole: str = _of_taiwan().convert(simplified)
        simplified = whole if len(whole) == len(simplified) else simplified
    return simplified.translate(_VARIANTS)


_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def half_width(text: str) -> str:
    """`text` with full-width ASCII (ＧＤＰ) in half width and nothing else changed; exactly as long as `text`."""
    return text.translate(_HALF_WIDTH)


class _FoldTable(dict[int, str]):
    """Filled as characters are met: every character's folded form, where that is one character, else itself."""

    def __missing__(self, code: int) -> str:
        original = chr(code)
        folded = unicodedata.normalize("NFKC", original)
        folded = folded if len(folded) == 1 else original
        folded = folded.lower() if len(folded.lower()) == 1 else folded
        base = unicodedata.normalize("NFD", folded)[0]
        if base.isascii() or "\u0370" <= base <= "\u03ff":
            folded = base.lower()
        folded = _RADICALS.get(folded, folded)
        self[code] = folded = _NO_DECOMPOSITION.get(folded, folded)
        return folded


_FOLDED = _FoldTable()


@lru_cache(maxsize=1)
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")


@lru_cache(maxsize=1)
def _of_taiwan() -> OpenCC:
    return OpenCC("tw2s")


@lru_cache(maxsize=1)
def _of_hong_kong() -> OpenCC:
    return OpenCC("hk2t")


class _VariantTable(dict[int, str]):
    """Filled as characters are met: the form of a Han character that the mainland prints for one of Hong Kong's or Taiwan's."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        form = character
        if _NEEDS_SCRIPT_FOLDING.match(character) and character != "著":
            standard: str = _of_hong_kong().convert(character)
            if standard != character and _to_simplified().convert(character) == character:
                mainland: str = _to_simplified().convert(standard)
                form = mainland if len(mainland) == 1 else character
        self[code] = form
        return form


_VARIANTS = _VariantTable()


@lru_cache(maxsize=1)
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """A folded word's Snowball (Porter2 English) stem; one with a digit in it, or not in Latin letters, is left as it is."""
    word = COMBINING.sub("", word)
    if not word.isascii() or not word.replace("'", "").isalpha():
        return word
    stemmed: str = _stemmer().stemWord(word)
    return stemmed
