"""Questions made from others: one that its passage does not answer any more, and one in words of both languages."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from training.material import Asked, Material, Passage
from xunzhang.language.dictionaries.cedict import MAX_HEADWORD
from xunzhang.language.dictionaries.dictionary import Dictionary
from xunzhang.language.folding import fold, stem
from xunzhang.language.function_words import is_function_word

_YEAR = re.compile(r"(?<!\d)(?:1[0-9]|20)\d\d(?!\d)")
_FIGURE = re.compile(r"(?<![\d.,])\d+(?![\d.,]*\d)")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)+")
_HAN_RUN = re.compile("[\u4e00-\u9fff]{2,}")
_LATIN = re.compile("[A-Za-z]{3,}")


class Alterations:
    """Puts another year, figure or name into a question, so that what it asks for is not said in its passage."""

    def __init__(self, material: Material, seed: int) -> None:
        self._rng = random.Random(seed)
        titles = {p.title for p in material.passages.values() if p.language == "zh" and 2 <= len(p.title) <= 10}
        self._titles = sorted(titles)
        self._names = sorted({name for q in material.questions if q.language == "en" for name in _NAME.findall(q.text)})

    def alter(self, asked: Asked, passage: Passage) -> str | None:
        """None where the question has nothing to change."""
        text = asked.text
        if year := _YEAR.search(text):
            return self._replaced(
                text, year, [str(int(year.group()) + n) for n in (-23, -9, -4, -2, -1, 1, 2, 3, 7, 16)], passage
            )
        if figure := _FIGURE.search(text):
            return self._replaced(text, figure, [str(int(figure.group()) + n) for n in (1, 2, 3, 5, 10)], passage)
        if passage.language == "zh" and passage.title in text and len(passage.title) >= 2:
            title = re.search(re.escape(passage.title), text)
            return self._replaced(text, title, self._some(self._titles), passage) if title else None
        if name := _NAME.search(text):
            return self._replaced(text, name, self._some(self._names), passage)
        return None

    def _some(self, of: Sequence[str]) -> list[str]:
        return self._rng.sample(of, min(8, len(of)))

    def _replaced(self, text: str, match: re.Match[str], choices: Sequence[str], passage: Passage) -> str | None:
        new = [choice for choice in choices if choice not in passage.text and choice not in text]
        return text[: match.start()] + self._rng.choice(new) + text[match.end() :] if new else None


class Switching:
    """Says a part of a question's words in the other language, by the dictionary: what translates a question without a model.

    After CoSDA-ML (Qin and others 2020, arXiv 2006.06402), where switched words taught a multilingual encoder to align.
    """

    def __init__(self, dictionary: Dictionary, seed: int) -> None:
        self._dictionary = dictionary
        self._rng = random.Random(seed)

    def switch(self, text: str, language: str) -> str | None:
        """None where nothing was changed."""
        share = self._rng.choice((0.5, 0.8, 1.0))
        switched = self._to_english(text, share) if language == "zh" else self._to_chinese(text, share)
        return switched if switched != text else None

    def _to_english(self, text: str, share: float) -> str:
        def run(match: re.Match[str]) -> str:
            han, out, at = fold(match.group()), "", 0
            pieces = {han[i:j] for i in range(len(han)) for j in range(i + 2, min(len(han), i + MAX_HEADWORD) + 1)}
            known = self._dictionary.by_headword(pieces)
            while at < len(han):
                length = next((n for n in range(min(MAX_HEADWORD, len(han) - at), 1, -1) if han[at : at + n] in known), 1)
                piece = han[at : at + length]
                if length > 1 and not is_function_word(piece) and self._rng.random() < share:
                    out += f" {self._rng.choice(known[piece][:3]).surface} "
                else:
                    out += piece
                at += length
            return out

        return re.sub(" {2,}", " ", _HAN_RUN.sub(run, text)).strip()

    def _to_chinese(self, text: str, share: float) -> str:
        stems = {match.group(): stem(fold(match.group())) for match in _LATIN.finditer(text)}
        known = self._dictionary.by_gloss(stems.values())

        def word(match: re.Match[str]) -> str:
            found = [t.headword for t in known.get(stems[match.group()], ()) if len(t.headword) > 1][:3]
            if not found or is_function_word(fold(match.group())) or self._rng.random() >= share:
                return match.group()
            return self._rng.choice(found)

        return _LATIN.sub(word, text)
