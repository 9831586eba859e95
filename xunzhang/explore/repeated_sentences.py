"""What an outlet's site prints around every article (返回搜狐，查看更多): left out of what is counted, and of nothing else.

A sentence is furniture where it stands in several articles and each time after another one: a story that several outlets print
has the same sentences before it, and so counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from xunzhang.language.folding import fold
from xunzhang.language.sentences import sentence_spans
from xunzhang.types import Passage, Span

FEWEST_ARTICLES = 3
LONGEST = 80  # characters
LEAST_ENDING = 6  # characters that several articles end with
BEGINNING = "\n"  # what stands before the first sentence of a passage: no sentence


def without_furniture(passages: Sequence[Passage]) -> list[Passage]:
    """The passages with what is furniture taken out of their texts, which are for counting alone then."""
    sentences = [_sentences(passage.text) for passage in passages]
    articles: dict[str, set[str]] = defaultdict(set)
    neighbours: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for passage, found in zip(passages, sentences):
        keys = [key for key, _ in found]
        for before, key, after in zip([BEGINNING, *keys], keys, [*keys[1:], BEGINNING]):
            if key and len(key) <= LONGEST:
                articles[key].add(passage.article.id)
                neighbours[key].add((before, after))
    everywhere = {
        key for key, where in articles.items() if len(where) >= FEWEST_ARTICLES and 2 * len(neighbours[key]) > len(where)
    }
    return _without_endings([_without(passage, found, everywhere) for passage, found in zip(passages, sentences)])


def _without_endings(passages: Sequence[Passage]) -> list[Passage]:
    """Without what ends several articles and no stop stands before (…通行 返回搜狐，查看更多责任编辑：)."""

    def _is_of(one: int, other: int) -> bool:
        return passages[one].article.id == passages[other].article.id

    turned = sorted((passage.text[::-1], number) for number, passage in enumerate(passages))
    kept = list(passages)
    for at, (text, number) in enumerate(turned):
        near = [
            other for other in turned[max(0, at - FEWEST_ARTICLES) : at + FEWEST_ARTICLES + 1] if not _is_of(other[1], number)
        ]
        shared = sorted((_alike(text, other) for other, _ in near), reverse=True)
        length = shared[FEWEST_ARTICLES - 2] if len(shared) > FEWEST_ARTICLES - 2 else 0
        if LEAST_ENDING <= length <= LONGEST and length < len(text) and shared[0] <= LONGEST:
            kept[number] = replace(passages[number], text=passages[number].text[: len(text) - length])
    return kept


def _sentences(text: str) -> list[tuple[str, Span]]:
    return [(" ".join(fold(span.of(text)).split()), span) for span in sentence_spans(text)]


def _without(passage: Passage, sentences: Sequence[tuple[str, Span]], furniture: set[str]) -> Passage:
    if not any(key in furniture for key, _ in sentences):
        return passage
    kept = "\n".join(span.of(passage.text) for key, span in sentences if key not in furniture)
    return replace(passage, text=kept)


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one[: LONGEST + 1], other)))
