"""What an index scores on questions that it knows nothing of, so that "nothing here is about it" means the same in every one.

How near the nearest passage to a question on another subject comes depends on how many passages there are, in which languages,
and on what; by how much, no constant tells. So each index is asked a bank of questions on all sorts of subjects
(`question/bank`), and a question is held against what those came to, by the way in which question and passage meet. The median is
taken: a large collection that answers some of the bank moves it little. Measured once, and kept beside the generation's files.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from statistics import median
from typing import Any

from xunzhang.encoding.encoder import Encoded, Encoder
from xunzhang.index.kept import kept
from xunzhang.index.opening import Index
from xunzhang.question.bank import bank_questions
from xunzhang.question.grammar import parse_question
from xunzhang.search.calibration import ABOUT, subject_odds
from xunzhang.search.comparing import Candidate
from xunzhang.search.judging import measured, worth_judging
from xunzhang.search.understanding import encoded_question
from xunzhang.types import Question

FILE = "background.json"
EVERY = 6  # of the bank one in so many is asked: 27 a language, whose median is that of 33 others within .1 (QUALITY.md)

Find = Callable[[Question, Encoded], Sequence[Candidate]]
Background = Mapping[str, float]  # pairing -> the bank's median odds of being about a question (`calibration.subject_odds`)


def background_of(index: Index, find: Find) -> Background:
    """What is kept of an index, or else measured, with `find` for a question's candidates, and kept if the folder lets us."""
    encoder: Any = index.encoder  # hashable, which its protocol does not promise

    def measure() -> Background:
        return _measured(index, find, zip(_questions(), _encoded(encoder), strict=True))

    return kept(index.folder / FILE, _kind(index), measure, _read)


@lru_cache(maxsize=1)
def _questions() -> tuple[Question, ...]:
    return tuple(map(parse_question, _asked()))


def _asked() -> list[str]:
    return [question for questions in bank_questions().values() for question in questions[::EVERY]]


@lru_cache(maxsize=1)
def _encoded(encoder: Encoder) -> tuple[Encoded, ...]:
    """The bank's questions, each by itself; an `Encoder` encodes them once, however many indexes are opened with it."""
    encoded = encoder.encode_questions([encoded_question(question) for question in _questions()])
    return tuple(Encoded(encoded.pooled[row : row + 1], [tokens]) for row, tokens in enumerate(encoded.tokens))


def _measured(index: Index, find: Find, asked: Iterable[tuple[Question, Encoded]]) -> Background:
    found: dict[str, list[float]] = defaultdict(list)
    for question, encoded in asked:
        best: dict[str, float] = {}
        for candidate, signals in measured(index, list(worth_judging(find(question, encoded)))):
            odds = subject_odds(candidate.pairing, signals)
            best[candidate.pairing] = max(best.get(candidate.pairing, odds), odds)
        for pairing, odds in best.items():
            found[pairing].append(odds)
    return {pairing: float(median(some)) for pairing, some in sorted(found.items())}


def _kind(index: Index) -> str:
    """What the figures depend on besides the collection."""
    said = "\n".join([index.manifest.model_fingerprint, repr(sorted(ABOUT.items())), *_asked()])
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _read(told: Any) -> Background:
    return {str(name): float(value) for name, value in told.items()}
