"""Questions asked of collections of known content, and what is measured on their best passages, for fitting verdicts.

The held-back paragraphs of a training folder (`training/README.md`) are put together as collections of 5 to 406 passages in one
language or both. Asked are questions that they answer; the same with the answering passages left out; questions that people wrote
to look answered; and questions on other subjects.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.opened import index_over
from training.material import Asked, Material, Passage
from xunzhang.encoding.encoder import Encoder
from xunzhang.evaluate.benchmark import BenchPassage
from xunzhang.question.grammar import parse_question
from xunzhang.search.comparing import Candidate
from xunzhang.search.confidence import Signals
from xunzhang.search.joint_reading import READ, Read, read
from xunzhang.search.judging import measured
from xunzhang.search.pipeline import Searcher
from xunzhang.types import Filters

ANSWERED, LEFT_OUT, ADVERSARIAL, OTHER = KINDS = ("answered", "left out", "adversarial", "other")
# Of each kind so many questions a language are asked of a collection, less of a small one.
QUESTIONS = {ANSWERED: 60, LEFT_OUT: 40, ADVERSARIAL: 20, OTHER: 24}
OTHERS = ("cmrc", "drcd", "squad-en")  # whose questions are on other subjects than the held-back paragraphs


@dataclass(frozen=True, slots=True)
class Measured:
    """A candidate: how it meets the question, whether it is a right one, its fused score, its signals, and the reader's word."""

    pairing: str
    right: bool
    score: float
    signals: Signals
    read: Read | None


@dataclass(frozen=True, slots=True)
class Case:
    """A question asked of a collection. `candidates` are best first; `background` is what the collection scores on a bank of
    questions that it knows nothing of, by pairing."""

    collection: str
    kind: str
    language: str
    question: str
    candidates: tuple[Measured, ...]
    background: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Collection:
    name: str
    passages: Sequence[Passage]
    share: float  # of QUESTIONS


def collections(material: Material) -> Iterator[Collection]:
    held = {asked.passage for asked in material.questions if asked.held}
    zh, en = ([material.passages[id] for id in sorted(held) if material.passages[id].language == name] for name in ("zh", "en"))
    yield Collection("zh, all", zh, 1.0)
    yield Collection("en, all", en, 1.0)
    yield Collection("both, all", [*zh, *en], 1.0)
    for name, passages in (("zh", zh), ("en", en)):
        yield Collection(f"{name}, 100", passages[50:150], 0.4)
        yield from (Collection(f"{name}, 20", some, 0.12) for some in _cut(passages, 20, 4))
        yield from (Collection(f"{name}, 5", some, 0.06) for some in _cut(passages, 5, 8))
    yield from (Collection("both, 20", [*a, *b], 0.12) for a, b in zip(_cut(zh, 10, 4), _cut(en, 10, 4), strict=True))


def _cut(passages: Sequence[Passage], size: int, count: int) -> list[Sequence[Passage]]:
    return [passages[at * len(passages) // count :][:size] for at in range(count)]


def cases(material: Material, encoder: Encoder, folder: Path, seed: int = 0, share: float = 1.0) -> Iterator[Case]:
    """Ask every collection; `folder` is an empty one for the indexes, `share` of QUESTIONS is asked."""
    rng = random.Random(seed)
    for number, collection in enumerate(collections(material)):
        searcher = Searcher(index_over([_benched(passage) for passage in collection.passages], encoder, folder / str(number)))
        for kind, asked, right, filters in _asked(material, collection, share, rng):
            candidates = searcher.candidates(parse_question(asked.text), filters=filters)
            found = tuple(_measured(searcher, candidates, right))
            yield Case(collection.name, kind, asked.language, asked.text, found, searcher.background)


def _benched(passage: Passage) -> BenchPassage:
    record = {"id": passage.id, "title": passage.title, "text": passage.text, "lang": passage.language}
    return BenchPassage(passage.id, passage.language, passage.text, (), record)


def _asked(
    material: Material, collection: Collection, share: float, rng: random.Random
) -> Iterator[tuple[str, Asked, frozenset[str], Filters]]:
    ids = frozenset(passage.id for passage in collection.passages)

    def right(asked: Asked) -> frozenset[str]:
        return ids & {asked.passage, material.passages[asked.passage].translation}

    for language in ("zh", "en"):
        here = [asked for asked in material.questions if asked.held and asked.language == language and right(asked)]
        answered = [asked for asked in here if asked.answerable]
        others = [
            asked for asked in material.questions if not asked.held and asked.language == language and asked.source in OTHERS
        ]
        pools = {
            ANSWERED: answered,
            LEFT_OUT: answered if len(ids) > 5 else [],
            ADVERSARIAL: [asked for asked in here if not asked.answerable],
            OTHER: others,
        }
        for kind, pool in pools.items():
            for asked in rng.sample(pool, min(len(pool), max(2, round(QUESTIONS[kind] * collection.share * share)))):
                rest = Filters(articles=tuple(sorted(ids - right(asked)))) if kind == LEFT_OUT else Filters()
                yield kind, asked, right(asked) if kind == ANSWERED else frozenset(), rest


def _measured(searcher: Searcher, candidates: Sequence[Candidate], right: frozenset[str]) -> Iterator[Measured]:
    reads = read(searcher.index.reader, candidates[:READ]) if searcher.index.reader else {}
    for candidate, signals in measured(searcher.index, candidates[:READ]):
        is_right = candidate.passage.article.id in right
        yield Measured(candidate.pairing, is_right, candidate.score, signals, reads.get(candidate.row))
