"""How many passages hold each term, counted for a store that cannot count by itself (`publishing.py`)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from xunzhang.index.stores.milvus.entities import COUNTED
from xunzhang.index.stores.milvus.state import WordCounts, word_name
from xunzhang.index.word_queries import Field
from xunzhang.index.word_scoring import PassageWords


class CountedWords:
    """Of passages: how many there are, of each language family, and how many hold each term (by `word_name`)."""

    def __init__(self, words: Iterable[PassageWords]) -> None:
        self.passages = 0
        self.sizes: Counter[str] = Counter()
        self.holding: dict[str, Counter[str]] = defaultdict(Counter)
        self._words: Counter[Field] = Counter()
        for each in words:
            self.passages += 1
            self.sizes[each.language] += 1
            for field in COUNTED:
                self._words[field] += len(each.of(field))
                for term in each.counts[field]:
                    self.holding[word_name(field, term)][each.language] += 1

    def lengths(self) -> dict[str, float]:
        return {field: self._words[field] / max(self.passages, 1) for field in COUNTED}


def parted_name(name: str) -> tuple[Field, str]:
    field, _, term = name.partition(" ")
    return next(each for each in COUNTED if each == field), term


def new_counts(known: WordCounts, added: CountedWords, removed: CountedWords) -> Mapping[str, Counter[str]]:
    """The counts of all terms that passages have brought or taken along, by `word_name`."""
    changed = sorted({*added.holding, *removed.holding})
    known.look_up([parted_name(name) for name in changed])
    found: dict[str, Counter[str]] = {}
    for name in changed:
        held = Counter(known.by_family(*parted_name(name)))
        held.update(added.holding.get(name, Counter()))
        held.subtract(removed.holding.get(name, Counter()))
        found[name] = Counter({family: count for family, count in held.items() if count > 0})
    return found
