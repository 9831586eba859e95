"""The terms of a collection: the words and set phrases that it is about, in each of its languages, and what marks a part of it.

Words come from `cutting.py`. Two that often stand together and seldom apart are one term (normalised pointwise mutual
information, Bouma 2009; joined in rounds as by Mikolov et al. 2013). Terms are ranked by how much more frequent they are here
than in general (pointwise Kullback-Leibler divergence, Tomokiyo and Hurst 2003), those of a part by the log-likelihood ratio
against the rest (Dunning 1993).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from xunzhang.explore.background import Background
from xunzhang.explore.cutting import Cutter, Word, is_subject
from xunzhang.language.codes import family
from xunzhang.types import Passage

FEWEST_TOGETHER, COHESION = 3, 0.5  # times that two words stand together, and their normalised PMI (-1..1), to be one term
ROUNDS = 2  # of joining, so terms of up to four words
FEWEST_PASSAGES = 2
# A term within a longer one that accounts for this share of its occurrences says nothing of its own.
WITHIN = 0.7
# So many function words seen, and the difference between the collection's frequencies and the background's is theirs.
ANCHORS = 5
LEAST_LIFT = 2.0  # a term is at least e**2 times, seven times, as frequent here as in general
# Who says or must do something is no set phrase with it: Liu said, 学校要.
_TELLS = re.compile("said|says?|saying|told|tells?|added|adds|noted|[要说称讲]|表示|指出|强调|介绍|认为|透露|记者", re.IGNORECASE)
CHANCE = 10.83  # log-likelihood above which a difference has a probability of chance below .001 (chi square, one degree)


@dataclass(frozen=True, slots=True)
class Term:
    """`text` as it is most often printed; how many times, in how many passages and articles. `score`: higher is more telling."""

    text: str
    count: int
    passages: int
    articles: int
    score: float


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is known of one term: its printed forms, and the passages (by number) and articles that it stands in."""

    printed: Counter[str]
    passages: set[int]
    articles: set[str]
    words: tuple[str, ...]


class TermCounts:
    """The terms of some passages of one language, counted; passages are numbered in the order given."""

    def __init__(self, passages: Sequence[Passage], cutter: Cutter) -> None:
        read = [list(cutter.words(passage.text)) for passage in passages]
        self.functions = Counter(word.printed.lower() for words in read for word in words if word.function)
        self.tokens = sum(map(len, read))
        self.passages = len(passages)
        self._entries: dict[str, _Entry] = {}
        for number, (passage, words) in enumerate(zip(passages, _joined(read))):
            for word, parts in words:
                if word.content:
                    entry = self._entries.get(word.key)
                    if entry is None:
                        entry = self._entries[word.key] = _Entry(Counter(), set(), set(), parts)
                    entry.printed[word.printed] += 1
                    entry.passages.add(number)
                    entry.articles.add(passage.article.id)

    def frequent(self, most: int, background: Background | None) -> list[Term]:
        """The terms that the passages are about, best first; without a background, those in most passages."""
        kept = {key: entry for key, entry in self._entries.items() if len(entry.passages) >= FEWEST_PASSAGES}
        offset = self._offset(background) if background else 0.0
        scored = []
        for key, entry in kept.items():
            share = entry.printed.total() / max(1, self.tokens)
            usual = _usual(entry, background) if background else 0.0
            lift = math.log(share) - usual - offset
            if background is None:
                scored.append((float(len(entry.passages)), key))
            elif lift >= LEAST_LIFT:
                scored.append((share * lift, key))
        ranked = sorted(scored, key=lambda pair: (-pair[0], pair[1]))
        return [self._term(key, score) for score, key in self._telling(ranked, most)]

    def marking(self, part: Collection[int], most: int, least: float = CHANCE) -> list[Term]:
        """The terms in more of the passages numbered in `part` than in the rest, by more than chance, most telling first.

        `least` is the log-likelihood ratio from which on that is so.
        """
        inside = frozenset(part)
        outside = self.passages - len(inside)
        scored = []
        for key, entry in self._entries.items():
            here = len(entry.passages & inside)
            there = len(entry.passages) - here
            if here >= FEWEST_PASSAGES and here * outside > there * len(inside):
                score = log_likelihood(here, len(inside), there, outside)
                if score >= least:
                    scored.append((score, key))
        ranked = sorted(scored, key=lambda pair: (-pair[0], pair[1]))
        return [self._term(key, score) for score, key in self._telling(ranked, most)]

    def _telling(self, ranked: Iterable[tuple[float, str]], most: int) -> list[tuple[float, str]]:
        """The first `most`, without those that stand mostly within, or mostly around, one that is kept."""
        kept: list[tuple[float, str]] = []
        for score, key in ranked:
            if len(kept) == most:
                break
            if not any(self._covered(key, other) for _, other in kept):
                kept.append((score, key))
        return kept

    def _covered(self, key: str, other: str) -> bool:
        if key not in other and other not in key:
            return False
        mine, theirs = self._entries[key].passages, self._entries[other].passages
        return len(mine & theirs) >= WITHIN * len(mine)

    def _term(self, key: str, score: float) -> Term:
        entry = self._entries[key]
        text = max(entry.printed, key=lambda printed: (entry.printed[printed], printed))
        return Term(text, entry.printed.total(), len(entry.passages), len(entry.articles), score)

    def _offset(self, background: Background) -> float:
        """How much more frequent than in the background a word is here that tells nothing: the median of the function words."""
        if len(self.functions) < ANCHORS:
            return 0.0
        return median(math.log(count / self.tokens) - background.log_probability(word) for word, count in self.functions.items())


def by_language(passages: Iterable[Passage]) -> dict[str, list[Passage]]:
    """Passages by their language's family, the one with most passages first."""
    found: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        found[family(passage.language)].append(passage)
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))


def log_likelihood(here: int, of_here: int, there: int, of_there: int) -> float:
    """Dunning's G2 of `here` in `of_here` passages against `there` in `of_there`; 0 where the shares are equal."""
    total, of_total = here + there, of_here + of_there

    def part(seen: int, of: int) -> float:
        expected = of * total / of_total
        return seen * math.log(seen / expected) if seen else 0.0

    def absent(seen: int, of: int) -> float:
        expected = of * (of_total - total) / of_total
        return (of - seen) * math.log((of - seen) / expected) if of > seen else 0.0

    return 2 * (part(here, of_here) + part(there, of_there) + absent(here, of_here) + absent(there, of_there))


def _usual(entry: _Entry, background: Background) -> float:
    """A word's log probability in general, all its printed forms together; a phrase is as rare as its rarest word, or rarer."""
    if len(entry.words) > 1:
        return min(map(background.log_probability, entry.words))
    forms = {printed.lower() for printed in entry.printed}
    return math.log(sum(math.exp(background.log_probability(form)) for form in forms))


_Parts = tuple[Word, tuple[str, ...]]  # a term, and the printed words that it is joined of


def _joined(read: Sequence[Sequence[Word]]) -> list[list[_Parts]]:
    texts: list[list[_Parts]] = [[(word, (word.printed,)) for word in words] for words in read]
    for _ in range(ROUNDS):
        together = _cohesive(texts)
        if not together:
            break
        texts = [_join(words, together) for words in texts]
    return texts


def _cohesive(texts: Sequence[Sequence[_Parts]]) -> frozenset[tuple[str, str]]:
    """Pairs of neighbouring words that stand together more than apart."""
    words = Counter(word.key for text in texts for word, _ in text)
    pairs = Counter(
        (a.key, b.key)
        for text in texts
        for (a, _), (b, _) in pairwise(text)
        if b.joined and not (a.function or b.function or _TELLS.fullmatch(a.printed) or _TELLS.fullmatch(b.printed))
    )
    total = max(1, words.total())
    return frozenset(
        (a, b)
        for (a, b), count in pairs.items()
        if count >= FEWEST_TOGETHER and math.log(count * total / (words[a] * words[b])) >= COHESION * math.log(total / count)
    )


def _join(words: Sequence[_Parts], together: frozenset[tuple[str, str]]) -> list[_Parts]:
    joined: list[_Parts] = []
    for word, parts in words:
        if joined and word.joined and (joined[-1][0].key, word.key) in together and len(joined[-1][1]) + len(parts) <= 2**ROUNDS:
            before, before_parts = joined.pop()
            space = " " if word.printed[0].isascii() or before.printed[-1].isascii() else ""
            key, printed = f"{before.key}{space}{word.key}", f"{before.printed}{space}{word.printed}"
            both = Word(key, printed, before.joined, is_subject(key), False)
            joined.append((both, before_parts + parts))
        else:
            joined.append((word, parts))
    return joined
