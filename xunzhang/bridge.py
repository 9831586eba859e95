"""The lexical arm across languages: a question's words carried over from Chinese to English or back, synonyms as one term.

A question is cut into its longest known pieces, the user's own glossary first, then CC-CEDICT (`dictionary.py`); figures,
dates and names in Latin letters stand for themselves, Chinese personal names are spelled in pinyin (`pinyin.py`). Which
passages hold a term, and what it is worth, is decided by `lexical.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .dictionary import MAX_GLOSS_WORDS, MAX_HEADWORD, Dictionary, gloss_key
from .function_words import is_function_word
from .glossary import read_glossary
from .languages import HAN
from .numerals import figure_terms
from .question import Question
from .text import family, fold, lexical_terms, stem
from .types import Language

_LATIN = re.compile(r"(?:\d+(?:,\d{3})*(?:\.\d+)?(?![a-z\d])|[a-z0-9]+)(?:'[a-z]+)?")
_HAN_RUN = re.compile(f"[{HAN}·]+")


@dataclass(frozen=True, slots=True)
class BridgeTerm:
    """A piece of the question, `source` (folded), and all its translations, each a sequence of index terms."""

    source: str
    synonyms: tuple[tuple[str, ...], ...]


class Bridge:
    """Carries questions between Chinese and English. `messages` name the glossary's lines that could not be used.

    Raises `XunzhangError` where the dictionary or the glossary cannot be read.
    """

    def __init__(self, glossary: Path | None = None, dictionary: Dictionary | None = None) -> None:
        self._dictionary = dictionary or Dictionary.open()
        own = read_glossary(glossary)
        self.messages = list(own.messages)
        self._to_english: dict[str, list[str]] = {}
        self._to_chinese: dict[str, list[str]] = {}
        for chinese, english in own.pairs:
            headword, gloss = fold(chinese), gloss_key(english)
            self._to_english.setdefault(headword, []).append(gloss)
            self._to_chinese.setdefault(gloss, []).append(headword)

    def carry_over(self, question: Question, from_language: Language, to_language: Language) -> list[BridgeTerm]:
        """The question's pieces with their translations, in no particular order; none but between Chinese and English."""
        folded = fold(question.text)
        pair = family(from_language), family(to_language)
        if pair == ("zh", "en"):
            return [*_figures(folded), *_latin_words(folded), *self._chinese_pieces(folded)]
        if pair == ("en", "zh"):
            return [*_figures(folded), *self._english_pieces(folded, question.text)]
        return []

    def _chinese_pieces(self, folded: str) -> Iterator[BridgeTerm]:
        for match in _HAN_RUN.finditer(folded):
            run = match.group()
            found = self._glosses(run)
            for piece in _segmented(run, found):
                if piece in found and not is_function_word(piece):
                    yield BridgeTerm(piece, tuple(tuple(gloss.split()) for gloss in found[piece]))

    def _glosses(self, run: str) -> dict[str, list[str]]:
        """Every piece of a run of Han characters that is known, with its glosses."""
        pieces = {run[i:j] for i in range(len(run)) for j in range(i + 2, min(len(run), i + MAX_HEADWORD) + 1)}
        found = self._dictionary.by_headword(pieces)
        known = {piece: list(dict.fromkeys(t.gloss for t in translations)) for piece, translations in found.items()}
        return known | {piece: self._to_english[piece] for piece in pieces if piece in self._to_english}

    def _english_pieces(self, folded: str, original: str) -> Iterator[BridgeTerm]:
        words = [(match.group(), original[match.start()].isupper()) for match in _LATIN.finditer(folded)]
        stems = [stem(word) for word, _ in words]
        found = self._headwords(stems)
        at = 0
        while at < len(words):
            length = _longest(stems, at, found)
            word, is_name = words[at]
            if length > 1 or (length == 1 and not is_function_word(word)):
                headwords = found[" ".join(stems[at : at + length])]
                synonyms = [tuple(lexical_terms(headword)) for headword in headwords]
                if is_name and length == 1:
                    synonyms.append((stems[at],))
                if synonyms:
                    yield BridgeTerm(" ".join(w for w, _ in words[at : at + length]), tuple(synonyms))
            elif not is_function_word(word) and (is_name or not word.isalpha()):
                yield BridgeTerm(word, ((stems[at],),))
            at += max(length, 1)

    def _headwords(self, stems: Sequence[str]) -> dict[str, list[str]]:
        """Every run of stems that is a known gloss, with its headwords."""
        keys = {" ".join(stems[i:j]) for i in range(len(stems)) for j in range(i + 1, min(len(stems), i + MAX_GLOSS_WORDS) + 1)}
        found = self._dictionary.by_gloss(keys)
        known = {key: list(dict.fromkeys(t.headword for t in ts if len(t.headword) > 1)) for key, ts in found.items()}
        return known | {key: self._to_chinese[key] for key in keys if key in self._to_chinese}


def _figures(folded: str) -> Iterator[BridgeTerm]:
    for term, start, end in figure_terms(folded):
        yield BridgeTerm(folded[start:end], ((term,),))


def _latin_words(folded: str) -> Iterator[BridgeTerm]:
    for match in _LATIN.finditer(folded):
        yield BridgeTerm(match.group(), ((stem(match.group().replace(",", "")),),))


def _segmented(run: str, known: Mapping[str, object]) -> list[str]:
    """Cut a run into its longest known pieces, from the left; what is in none stays in single characters."""
    pieces: list[str] = []
    at = 0
    while at < len(run):
        length = next((n for n in range(min(MAX_HEADWORD, len(run) - at), 1, -1) if run[at : at + n] in known), 1)
        pieces.append(run[at : at + length])
        at += length
    return pieces


def _longest(stems: Sequence[str], at: int, known: Mapping[str, object]) -> int:
    """How many words from `at` on are the longest known gloss; 0 for none."""
    return next((n for n in range(min(MAX_GLOSS_WORDS, len(stems) - at), 0, -1) if " ".join(stems[at : at + n]) in known), 0)
