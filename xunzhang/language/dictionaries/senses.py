"""What English words of reports mean in Chinese, by a list of our own, senses.txt: the senses that articles use.

CC-CEDICT explains Chinese to learners. Read backwards it knows graduates as 举人 and vice as sin, and has no party secretary;
where the list has a word or a phrase, its Chinese ones stand in place of those.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from xunzhang.language.dictionaries.cedict import gloss_key, surface
from xunzhang.language.folding import stem

LIST = Path(__file__).with_name("senses.txt")


def in_chinese(words: Sequence[str]) -> tuple[str, ...]:
    """Folded English words -> the Chinese ones of the list, the commonest sense first: of these very words (researchers:
    researcher) if it has them, else of all that have their stems (announced: announce, announcement)."""
    exact = _by_surface().get(" ".join(map(surface, words)))
    return exact or _by_stem().get(" ".join(map(stem, words)), ())


@lru_cache(maxsize=1)
def _by_surface() -> Mapping[str, tuple[str, ...]]:
    return {" ".join(map(surface, english.split())): chinese for english, chinese in entries()}


@lru_cache(maxsize=1)
def _by_stem() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for english, chinese in entries():
        found.setdefault(gloss_key(english), []).extend(chinese)
    return {key: tuple(dict.fromkeys(words)) for key, words in found.items()}


@lru_cache(maxsize=1)
def to_english() -> Mapping[str, tuple[str, ...]]:
    """Chinese words -> English ones (`gloss_key`), in the order of the list."""
    found: dict[str, list[str]] = {}
    for english, chinese in entries():
        for word in chinese:
            found.setdefault(word, []).append(gloss_key(english))
    return {word: tuple(dict.fromkeys(keys)) for word, keys in found.items()}


def entries() -> Iterator[tuple[str, tuple[str, ...]]]:
    """The list: English words and their Chinese ones."""
    for line in LIST.read_text(encoding="utf-8").splitlines():
        english, found, chinese = line.partition(":")
        if found and not line.startswith("#"):
            yield english, tuple(chinese.split())
