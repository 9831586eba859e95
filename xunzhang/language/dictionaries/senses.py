"""What English words of reports mean in Chinese, by a list of our own, senses.txt: the senses that articles use.

CC-CEDICT explains Chinese to learners. Read backwards it knows graduates as 举人 and vice as sin, and has no party secretary;
where the list has a word or a phrase, its Chinese ones stand in place of those.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from xunzhang.language.dictionaries.cedict import gloss_key

LIST = Path(__file__).with_name("senses.txt")


@lru_cache(maxsize=1)
def to_chinese() -> Mapping[str, tuple[str, ...]]:
    """English words (`gloss_key`) -> Chinese words, the commonest sense first."""
    return {gloss_key(english): chinese for english, chinese in _entries()}


@lru_cache(maxsize=1)
def to_english() -> Mapping[str, tuple[str, ...]]:
    """Chinese words -> English ones (`gloss_key`), in the order of the list."""
    found: dict[str, list[str]] = {}
    for english, chinese in _entries():
        for word in chinese:
            found.setdefault(word, []).append(gloss_key(english))
    return {word: tuple(dict.fromkeys(keys)) for word, keys in found.items()}


def _entries() -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in LIST.read_text(encoding="utf-8").splitlines():
        english, found, chinese = line.partition(":")
        if found and not line.startswith("#"):
            yield english, tuple(chinese.split())
