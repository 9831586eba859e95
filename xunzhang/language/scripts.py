"""Which language a text is in, told by its script and, for Latin letters, by a few dozen function words.

Coarse on purpose: it has to be right about Chinese against English on a sentence, about the two Chinese scripts, and about
"neither of these"; it is no identifier of the world's languages. It never looks anything up and never fails.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import islice

from opencc import OpenCC

from xunzhang.language.codes import TRADITIONAL
from xunzhang.types import Language
from xunzhang.types.characters import HAN, HANGUL, KANA

# One Han character carries about two thirds of an English word, hence the weights: a text is Chinese when its Han
# characters outweigh its Latin words. An English function word counts four times, since it is never quoted inside Chinese,
# where names and terms in Latin letters are common ("iPhone 15 Pro Max 多少钱" is Chinese, "What is 中国女足" is English).
HAN_WEIGHT = 1.5
FUNCTION_WORD_WEIGHT = 4

SCRIPTS: tuple[tuple[Language, re.Pattern[str]], ...] = (
    ("ja", re.compile(f"[{KANA}]")),
    ("ko", re.compile(f"[{HANGUL}]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("ar", re.compile("[\u0620-\u06ff]")),
    ("he", re.compile("[\u05d0-\u05ea]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("hi", re.compile("[\u0900-\u097f]")),
)
_OTHER_SCRIPT = re.compile("[" + "".join(pattern.pattern[1:-1] for _, pattern in SCRIPTS) + "]")
# Letters that tell two languages of one script apart.
LETTERS: dict[Language, tuple[Language, re.Pattern[str]]] = {
    "ru": ("uk", re.compile("[іїєґІЇЄҐ]")),
    "ar": ("fa", re.compile("[پچژگ]")),
}
FUNCTION_WORDS: dict[Language, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the of and to in is was are were for that with as by on at from what which who how when where why did does do "
        "it its has have had be been not this these their his her he she they we you i an a or but about than into will would",
        "fr": "le la les des du de et est une un dans que qui pour par sur au aux avec ne pas ce cette sont été il elle nous "
        "qui quel quelle quels quelles quand comment combien pourquoi où",
        "de": "der die das und ist von den dem des ein eine einer zu mit auf für im nicht sich auch war wird sind wurde bei wie "
        "wer wann warum wo welche welcher welches viele hat",
        "es": "el la los las de del y es un una en que por para con se su al como más fue son lo no está entre "
        "qué quién quiénes cuándo dónde cómo cuánto cuántos cuántas cuál tiene",
        "it": "il lo la gli le di del della e è un una in che per con si al dei nel non come sono da era più "
        "chi quando dove quanto quanti quante quale perché ha",
        "pt": "o a os as de do da dos das e é um uma em que por para com se no na não como mais foi são ao "
        "quem quando onde quanto quantos quantas qual tem",
        "nl": "de het een en van in is dat op te met voor zijn niet aan er ook door werd naar bij uit "
        "wie wat wanneer waar hoeveel welke heeft",
    }.items()
}
_LATIN_BEYOND_ASCII = re.compile("[\u00c0-\u024f]")
_LETTERS = bytes(c + 32 if 65 <= c <= 90 else c if 97 <= c <= 122 else 32 for c in range(256))  # small, all else a space
_SPANISH = re.compile("[¿¡]")
_HAN_RUN = re.compile(f"[{HAN}][{HAN}]*")  # a pattern that begins with one character is looked for faster than one of many
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+")


def detect_language(text: str) -> Language:
    """The language most of `text` is in: "zh", "zh-hant", "en", another ISO 639-1 code, or "und" without any letter.

    A Chinese text is "zh-hant" when it has more characters that exist in the traditional script only than in the
    simplified only; a text that could be either is "zh". Latin letters are English unless another language's function
    words are more frequent.
    """
    others = not text.isascii() and bool(_OTHER_SCRIPT.search(text))  # few texts have any
    counts: dict[Language, float] = {code: len(pattern.findall(text)) if others else 0 for code, pattern in SCRIPTS}
    han = 0 if text.isascii() else len(text) - len(_HAN_RUN.sub("", text))
    if counts["ja"] > 0.1 * han:  # Japanese: kana among the Han characters; a quoted name in kana does not make it so
        counts["ja"] += han
        han = 0
    words = _latin_words(text)
    latin = words.total() + (FUNCTION_WORD_WEIGHT - 1) * _hits(words, "en")
    # The other scripts are counted in letters: five of them to a word.
    weights = {code: count / (2 if code in ("ja", "ko") else 5) for code, count in counts.items()}
    weights["zh"], weights["en"] = HAN_WEIGHT * han, latin
    best = max(weights, key=lambda code: (weights[code], code == "zh"))
    if not weights[best]:
        return "und"
    if best == "zh":
        return _chinese_script(text)
    if best == "en":
        return "es" if _SPANISH.search(text) else _latin_language(words)
    sibling, letters = LETTERS.get(best, ("", None))
    return sibling if letters and letters.search(text) else best


@lru_cache(maxsize=1)
def _script_characters() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """-> patterns of characters of the traditional script only, and of the simplified only, by what OpenCC changes."""
    characters = "".join(map(chr, (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))))
    simplified = OpenCC("t2s").convert(characters)
    traditional = OpenCC("s2t").convert(characters)
    changed_by_t2s = {c for c, other in zip(characters, simplified, strict=True) if c != other}
    changed_by_s2t = {c for c, other in zip(characters, traditional, strict=True) if c != other}
    only = (changed_by_t2s - changed_by_s2t, changed_by_s2t - changed_by_t2s)
    traditional_only, simplified_only = (re.compile(f"[{''.join(sorted(found))}]") for found in only)
    return traditional_only, simplified_only


def _chinese_script(text: str) -> Language:
    traditional_only, simplified_only = _script_characters()
    traditional = len(traditional_only.findall(text))
    simplified = len(list(islice(simplified_only.finditer(text), traditional)))  # as many are enough
    return TRADITIONAL if traditional > simplified else "zh"


def _latin_words(text: str) -> Counter[str]:
    """How often each word in Latin letters stands in `text`, in small letters."""
    if not text.isascii() and _LATIN_BEYOND_ASCII.search(text):
        return Counter(map(str.lower, _LATIN_WORD.findall(text)))
    return Counter(text.encode("ascii", "replace").translate(_LETTERS).decode("ascii").split())


def _hits(words: Counter[str], code: Language) -> int:
    return sum(words[word] for word in FUNCTION_WORDS[code] & words.keys())


def _latin_language(words: Counter[str]) -> Language:
    hits = {code: _hits(words, code) for code in FUNCTION_WORDS}
    best = max(hits, key=lambda code: (hits[code], code == "en"))
    return best if hits[best] > 1.5 * hits["en"] + 1 else "en"
