"""The lexical arm across languages: a question's words carried over from Chinese to English or back, synonyms as one term.

A question is cut into its longest known pieces, the user's own glossary first, then CC-CEDICT (`dictionary.py`); figures,
dates and names in Latin letters stand for themselves, Chinese personal names are spelled in pinyin (`pinyin.py`). Which
passages hold a term, and what it is worth, is decided by `lexical.py`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from xunzhang.language.codes import family
from xunzhang.language.dictionaries import senses
from xunzhang.language.dictionaries.cedict import MAX_GLOSS_WORDS, MAX_HEADWORD, Translation, gloss_key, surface
from xunzhang.language.dictionaries.dictionary import Dictionary
from xunzhang.language.dictionaries.glossary import read_glossary
from xunzhang.language.dictionaries.pinyin import name_patterns, spellings
from xunzhang.language.dictionaries.place_names import place_patterns, spelled_places
from xunzhang.language.figure_terms import figure_terms
from xunzhang.language.folding import fold, stem
from xunzhang.language.function_words import is_function_word
from xunzhang.language.terms import literal_terms
from xunzhang.types import Language, Question
from xunzhang.types.characters import HAN

UNKNOWN = 1.2  # what a character in no word counts, where a word counts one: two words of two before 三 and one of three
RUNS_REMEMBERED = 32  # runs of Han characters: those of the last questions
_LATIN = re.compile(r"(?:(?<!\d)\d+(?:,\d{3})*(?:\.\d+)?(?![a-z\d])|[a-z0-9]+)(?:'[a-z]+)?")
_HAN_RUN = re.compile(f"[{HAN}·]+")


@dataclass(frozen=True, slots=True)
class BridgeTerm:
    """A piece of the question, `source` (folded), and all its translations, each a sequence of index terms.

    `patterns` are further translations whose terms are regular expressions: names that can be written in several ways.
    """

    source: str
    synonyms: tuple[tuple[str, ...], ...]
    patterns: tuple[tuple[str, ...], ...] = ()


class Bridge:
    """Carries questions between Chinese and English. `messages` name the glossary's lines that could not be used.

    Raises `XunzhangError` where the dictionary or the glossary cannot be read.
    """

    def __init__(self, glossary: Path | None = None, dictionary: Dictionary | None = None) -> None:
        self.dictionary = dictionary or Dictionary.open()
        own = read_glossary(glossary)
        self.messages = list(own.messages)
        self._to_english: dict[str, list[str]] = {}
        self._to_chinese: dict[str, list[str]] = {}
        for chinese, english in own.pairs:
            headword, gloss = fold(chinese), gloss_key(english)
            self._to_english.setdefault(headword, []).append(gloss)
            self._to_chinese.setdefault(gloss, []).append(headword)
        self._glosses = lru_cache(RUNS_REMEMBERED)(self._look_up)  # a question is asked for its names and its pieces

    def carry_over(self, question: Question, from_language: Language, to_language: Language) -> list[BridgeTerm]:
        """The question's pieces with their translations, each once; none but between Chinese and English."""
        folded = fold(question.text)
        pair = family(from_language), family(to_language)
        if pair == ("zh", "en"):
            return list(dict.fromkeys([*_figures(folded), *_latin_words(folded), *self._chinese_pieces(folded)]))
        if pair == ("en", "zh"):
            return list(dict.fromkeys([*_figures(folded), *self._english_pieces(folded, question.text)]))
        return []

    def names(self, text: str) -> list[str]:
        """The Chinese words in `text` that the dictionary has as names alone, folded, each once.

        One that overlaps a word of its length or longer is left out: there is no 天津 in 明天津贴.
        """
        found: dict[str, None] = {}
        for match in _HAN_RUN.finditer(fold(text)):
            run = match.group()
            cuts = _cuts(run, self._glosses(run))
            names = self.dictionary.names(run[start:end] for start, end in cuts)
            for cut in cuts:
                rivals = (end - start for start, end in cuts if (start, end) != cut and start < cut[1] and cut[0] < end)
                if run[slice(*cut)] in names and max(rivals, default=0) < cut[1] - cut[0]:
                    found[run[slice(*cut)]] = None
        return list(found)

    def pieces(self, run: str) -> Collection[str]:
        """The words and names of two characters and more in a folded run of Han characters; they may overlap."""
        return self._glosses(run).keys() | self.dictionary.names(_pieces_of(run))

    def knows(self, words: Sequence[str]) -> bool:
        """Whether folded English words are together what a Chinese word means, as New York and interest rate are."""
        return tuple(words) in self._headwords(words)

    def names_only(self, word: str) -> bool:
        """Whether a folded English word means nothing but names, such as Taiwan, or nothing known."""
        found = [t for t in self.dictionary.by_gloss([stem(word)]).get(stem(word), ()) if t.surface == surface(word)]
        headwords = {t.headword for t in found if len(t.headword) > 1}  # a character is a surname, and a word besides
        return headwords <= self.dictionary.names(headwords)

    def of_own_glossary(self, headword: str, gloss: str) -> bool:
        """Whether the user's glossary has the two (`cedict.gloss_key`) for each other."""
        return gloss in self._to_english.get(headword, ())

    def words(self, run: str) -> list[tuple[int, int]]:
        """A folded run of Han characters cut into words: the dictionary's, the fewest that cover the most of it, and what no word
        covers, in one piece each. Unlike the pieces that are carried over, no two overlap.
        """
        known, best = self._glosses(run), [(0.0, 0)]
        for end in range(1, len(run) + 1):
            starts = [end - 1, *(start for start in range(max(0, end - MAX_HEADWORD), end - 1) if run[start:end] in known)]
            costs = [(best[start][0] + (1.0 if end - start > 1 else UNKNOWN), start) for start in starts]
            best.append(min(costs))
        cuts: list[tuple[int, int]] = []
        end = len(run)
        while end:
            cuts.append((best[end][1], end))
            end = best[end][1]
        return _joined_singles(run, cuts[::-1])

    def _chinese_pieces(self, folded: str) -> Iterator[BridgeTerm]:
        for match in _HAN_RUN.finditer(folded):
            run = match.group()
            found = self._glosses(run)
            for piece in _maximal(run, found):
                if not is_function_word(piece):
                    yield BridgeTerm(piece, tuple(tuple(gloss.split()) for gloss in found[piece]))
            for rest in _unknown(run, found):
                for name, spelled in spellings(rest, self.dictionary):
                    yield BridgeTerm(name, spelled)
                if places := spelled_places(rest, self.dictionary):
                    yield BridgeTerm(rest, places)

    def _look_up(self, run: str) -> dict[str, list[str]]:
        """Every piece of a run of Han characters that is known, with its glosses."""
        pieces = _pieces_of(run)
        found = self.dictionary.by_headword(pieces)
        known = {
            piece: list(dict.fromkeys([*(t.gloss for t in translations), *senses.to_english().get(piece, ())]))
            for piece, translations in found.items()
        }
        return known | {piece: self._to_english[piece] for piece in pieces if piece in self._to_english}

    def _english_pieces(self, folded: str, original: str) -> Iterator[BridgeTerm]:
        matches = list(_LATIN.finditer(folded))
        words = [match.group() for match in matches]
        is_name = [original[match.start()].isupper() and not is_function_word(match.group()) for match in matches]
        found = self._headwords(words)
        at = 0
        while at < len(words):
            length = next((n for n in range(MAX_GLOSS_WORDS, 0, -1) if tuple(words[at : at + n]) in found), 0)
            pair = words[at : at + 2]
            patterns = name_patterns(pair, self.dictionary) if length < 2 and all(is_name[at : at + 2]) and len(pair) == 2 else ()
            if patterns:
                yield BridgeTerm(" ".join(pair), (tuple(map(stem, pair)),), patterns)
                at += 2
                continue
            piece = words[at : at + max(length, 1)]
            synonyms, patterns = [tuple(literal_terms(headword)) for headword in found.get(tuple(piece), ())], ()
            if len(piece) == 1 and (is_name[at] or not piece[0].isalpha()):
                synonyms.append((stem(piece[0]),))
                beside = (words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else "")
                patterns = place_patterns(piece[0], beside, self.dictionary)
            if synonyms:
                yield BridgeTerm(" ".join(piece), tuple(synonyms), patterns)
            at += len(piece)

    def _headwords(self, words: Sequence[str]) -> dict[tuple[str, ...], Sequence[str]]:
        """Every run of words that is a known gloss, with its headwords; it neither begins nor ends with a function word."""
        ends = [i for i, word in enumerate(words) if not is_function_word(word)]
        pieces = {tuple(words[i : j + 1]) for i in ends for j in ends if i <= j < i + MAX_GLOSS_WORDS}
        keys = {piece: " ".join(map(stem, piece)) for piece in pieces}
        found = self.dictionary.by_gloss(keys.values())
        known: dict[tuple[str, ...], Sequence[str]] = {}
        for piece, key in keys.items():
            headwords = self._to_chinese.get(key) or senses.in_chinese(piece) or _best_headwords(piece, found.get(key, ()))
            if headwords:
                known[piece] = headwords
        return known


@lru_cache(maxsize=1)
def plain_bridge() -> Bridge:
    """The one without a glossary, which every index without one has."""
    return Bridge()


def _pieces_of(run: str) -> set[str]:
    return {run[i:j] for i in range(len(run)) for j in range(i + 2, min(len(run), i + MAX_HEADWORD) + 1)}


def _best_headwords(piece: Sequence[str], translations: Sequence[Translation]) -> list[str]:
    """The headwords glossed with these very words if there are any ("animals": animal), else with their stems (animated)."""
    usable = [t for t in translations if len(t.headword) > 1]
    exact = " ".join(map(surface, piece))
    return list(dict.fromkeys(t.headword for t in [t for t in usable if t.surface == exact] or usable))


def _figures(folded: str) -> Iterator[BridgeTerm]:
    for term, start, end in figure_terms(folded):
        yield BridgeTerm(folded[start:end], ((term,),))


def _latin_words(folded: str) -> Iterator[BridgeTerm]:
    for match in _LATIN.finditer(folded):
        yield BridgeTerm(match.group(), ((stem(match.group().replace(",", "")),),))


def _joined_singles(run: str, cuts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Characters that are no word of the dictionary, put together where they stand side by side; function words stay apart."""
    joined: list[tuple[int, int]] = []
    open_ended = False  # whether the last one is such a run
    for start, end in cuts:
        single = end - start == 1 and not is_function_word(run[start])
        if single and open_ended:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
        open_ended = single
    return joined


def _maximal(run: str, known: Mapping[str, object]) -> list[str]:
    """The known pieces of a run that lie in no longer one. They may overlap: which cut is right is left to the passages."""
    return [run[start:end] for start, end in _cuts(run, known)]


def _unknown(run: str, known: Mapping[str, object]) -> list[str]:
    """What no known piece covers, the function words left out: where names are that no dictionary has."""
    rest = list(run)
    for start, end in _cuts(run, known):
        rest[start:end] = " " * (end - start)
    return "".join(" " if is_function_word(c) else c for c in rest).split()


def _cuts(run: str, known: Mapping[str, object]) -> list[tuple[int, int]]:
    cuts: list[tuple[int, int]] = []
    for at in range(len(run)):
        length = next((n for n in range(min(MAX_HEADWORD, len(run) - at), 1, -1) if run[at : at + n] in known), 0)
        if length and at + length > (cuts[-1][1] if cuts else 0):
            cuts.append((at, at + length))
    return cuts
