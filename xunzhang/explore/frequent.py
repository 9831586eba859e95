"""The names and terms that a collection is about, with how often they stand in it, and those that mark one outlet or region.

Counted in the passages that the map shows: all of a small collection, an even sample of a large one, which is said with them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from xunzhang.explore.background import Background
from xunzhang.explore.cutting import Cutter
from xunzhang.explore.repeated_sentences import without_furniture
from xunzhang.explore.telling_terms import Term, TermCounts, by_language
from xunzhang.language.calendar_words import MONTH_NUMBERS, WEEKDAYS
from xunzhang.language.folding import fold
from xunzhang.language.mentions.names import NameKind
from xunzhang.language.mentions.whole_names import whole_names
from xunzhang.types import Passage

MOST_TERMS, MOST_NAMES = 40, 40
MOST_OUTLETS, MARKING_AN_OUTLET = 12, 8
LABEL_TERMS = 2  # of each language, on a region of the map
LABEL_LEAST = 3.84  # a region is small, and its label a hint: a chance of one in twenty will do
FEWEST_PASSAGES = 2
# Written with a capital, and no names of anything that a text is about.
_CALENDAR = frozenset({*MONTH_NUMBERS, *WEEKDAYS})


@dataclass(frozen=True, slots=True)
class Named:
    """A name as it is most often printed, with its kind, and in how many passages and articles it stands."""

    text: str
    kind: NameKind
    passages: int
    articles: int


@dataclass(frozen=True, slots=True)
class Frequent:
    """`terms` and `names` by language family, best first; `outlets` maps an outlet to the terms that mark it; `regions` are

    the terms of each region of the map. `read` passages of `total` were counted.
    """

    terms: dict[str, tuple[Term, ...]]
    names: dict[str, tuple[Named, ...]]
    outlets: dict[str, tuple[Term, ...]]
    regions: tuple[tuple[str, ...], ...]
    read: int
    total: int


def frequent(
    passages: Sequence[Passage], regions: Sequence[int], total: int, cutter: Cutter, background: Background | None
) -> Frequent:
    """Count the names and terms of `passages`, each in the region of the map that `regions` gives."""
    passages = without_furniture(passages)
    region_of = {passage.id: region for passage, region in zip(passages, regions)}
    terms: dict[str, tuple[Term, ...]] = {}
    found_names: dict[str, tuple[Named, ...]] = {}
    outlets: dict[str, list[Term]] = defaultdict(list)
    labels: list[list[str]] = [[] for _ in range(max(regions, default=-1) + 1)]
    articles = Counter(passage.article.source for passage in passages if passage.article.source)
    largest = [outlet for outlet, _ in articles.most_common(MOST_OUTLETS)]
    for language, members in by_language(passages).items():
        counts = TermCounts(members, cutter)
        terms[language] = tuple(counts.frequent(MOST_TERMS, background))
        found_names[language] = tuple(frequent_names(members))
        for outlet in largest:
            part = [number for number, passage in enumerate(members) if passage.article.source == outlet]
            outlets[outlet] += counts.marking(part, MARKING_AN_OUTLET)
        for region, label in enumerate(labels):
            part = [number for number, passage in enumerate(members) if region_of[passage.id] == region]
            label += [term.text for term in counts.marking(part, LABEL_TERMS, LABEL_LEAST)]
    marking = {outlet: tuple(marks) for outlet, marks in outlets.items() if marks}
    return Frequent(terms, found_names, marking, tuple(map(tuple, labels)), len(passages), total)


def frequent_names(passages: Sequence[Passage]) -> list[Named]:
    """The names that stand in most passages; one in a single passage is left out."""
    printed: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, Counter[NameKind]] = defaultdict(Counter)
    in_passages: dict[str, set[str]] = defaultdict(set)
    in_articles: dict[str, set[str]] = defaultdict(set)
    for passage in passages:
        for name in whole_names(passage.text):
            text = name.span.of(passage.text)
            key = fold(text)
            if len(key) < 2 or key in _CALENDAR:
                continue
            printed[key][text] += 1
            kinds[key][name.kind] += 1
            in_passages[key].add(passage.id)
            in_articles[key].add(passage.article.id)
    kept = sorted(
        (key for key, where in in_passages.items() if len(where) >= FEWEST_PASSAGES), key=lambda k: (-len(in_passages[k]), k)
    )
    return [
        Named(printed[key].most_common(1)[0][0], kinds[key].most_common(1)[0][0], len(in_passages[key]), len(in_articles[key]))
        for key in kept[:MOST_NAMES]
    ]
