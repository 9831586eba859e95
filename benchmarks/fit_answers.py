"""Fit the weights of `xunzhang/search/answers.py`, which choose the sentence that answers, and cross-validate them.

    python -m benchmarks.fit_answers FOLDER [--model NAME] [--limit N]

FOLDER is a benchmark in the layout of docs/formats.md with sentence_breaks and gold_sentences. Each question meets the passages
that hold its answer, in its own language and in the other; conditional logistic regression over a passage's sentences. The
accuracies are of questions whose paragraph the fit has not seen (five folds); the weights printed at the end are fitted on all.
"""

from __future__ import annotations

import argparse
import tempfile
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.opened import index_over
from xunzhang.encoding.loading import load_encoder
from xunzhang.evaluate.benchmark import BenchPassage, read_benchmark
from xunzhang.index.opening import Index
from xunzhang.question.grammar import parse_question
from xunzhang.search.answers import WEIGHTS, sentence_features
from xunzhang.search.comparing import Candidate
from xunzhang.search.exact_spans import asked_for
from xunzhang.search.ranking import DEFAULT
from xunzhang.search.understanding import understand
from xunzhang.types import Passage, Span

FOLDS = 5
SHRINKAGE = 1e-3  # on weights of features in units of their standard deviation
Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Choice:
    """One question and one passage: its sentences' features (sentences, features), and which of them hold the answer."""

    features: Values
    right: NDArray[np.bool_]
    direction: str
    paragraph: str


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the weights that choose the answer sentence on a benchmark folder.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", default=None, help="a sentence-transformers model; the bundled one by default")
    parser.add_argument("--limit", type=int, default=None, help="so many questions of each language")
    arguments = parser.parse_args()
    bench = read_benchmark(arguments.folder, arguments.limit)
    articles = {passage.id: passage for passage in bench.passages}
    choices: list[Choice] = []
    with tempfile.TemporaryDirectory() as folder:
        index = index_over(bench.passages, load_encoder(arguments.model), Path(folder))
        for question in bench.questions:
            if question.language in bench.languages:
                for article, gold in question.gold_sentences.items():
                    choices += _choices(index, question.text, articles[article], gold)
    report(choices)


def _choices(index: Index, text: str, article: BenchPassage, gold: frozenset[int]) -> Iterator[Choice]:
    understood = understand(index, DEFAULT, parse_question(text))
    language = understood.question.language
    for passage in index.catalogue.passages_of(article.id):
        match = Candidate(index, understood, index.catalogue.row_of(passage.id), passage, 0.0).match
        features = sentence_features(match, [each for things in asked_for(match) for each in things])
        right = np.array([_overlapping(span, passage, article.sentences) in gold for span in match.sentences.spans])
        if right.any() and not right.all():
            matrix = np.stack([features[name] for name in WEIGHTS], axis=1)
            yield Choice(matrix, right, f"{language}>{article.language}", article.id.rsplit("-", 1)[-1])


def _overlapping(span: Span, passage: Passage, sentences: Sequence[Span]) -> int:
    """Which of an article's annotated sentences a sentence of its passage shares the most characters with."""
    start, end = span.start + passage.start, span.end + passage.start
    return int(np.argmax([min(end, s.end) - max(start, s.start) for s in sentences]))


def fit(choices: Sequence[Choice]) -> Values:
    """-> a weight for each feature, maximising the likelihood of the sentences that hold the answer."""
    features = np.concatenate([choice.features for choice in choices])
    right = np.concatenate([choice.right for choice in choices]).astype(float)
    scale = features.std(axis=0) + 1e-9
    sizes = [len(choice.right) for choice in choices]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    owner = np.repeat(np.arange(len(sizes)), sizes)
    scaled = features / scale

    def loss(weights: Values) -> tuple[float, Values]:
        scores = scaled @ weights
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        total, good = np.add.reduceat(odds, starts), np.add.reduceat(odds * right, starts)
        gradient = scaled.T @ (odds / total[owner] - odds * right / good[owner]) / len(sizes)
        return float(-np.log(good / total).mean() + SHRINKAGE * weights @ weights), gradient + 2 * SHRINKAGE * weights

    return np.asarray(minimize(loss, np.zeros(features.shape[1]), jac=True, method="L-BFGS-B").x / scale)


def report(choices: Sequence[Choice]) -> None:
    fold = [zlib.crc32(choice.paragraph.encode()) % FOLDS for choice in choices]
    present = list(WEIGHTS.values())
    fitted: dict[str, list[bool]] = defaultdict(list)
    now: dict[str, list[bool]] = defaultdict(list)
    for held_out in range(FOLDS):
        weights = fit([choice for choice, its in zip(choices, fold, strict=True) if its != held_out])
        for choice, its in zip(choices, fold, strict=True):
            if its == held_out:
                fitted[choice.direction].append(bool(choice.right[np.argmax(choice.features @ weights)]))
                now[choice.direction].append(bool(choice.right[np.argmax(choice.features @ present)]))
    print("right sentence, passages of one sentence left out: cross-validated, and with the weights in use")
    for direction in sorted(fitted):
        print(f"  {direction}  {np.mean(fitted[direction]):.3f}  {np.mean(now[direction]):.3f}  of {len(fitted[direction])}")
    print("WEIGHTS = {")
    for name, weight in zip(WEIGHTS, fit(choices), strict=True):
        print(f'    "{name}": {weight:.1f},')
    print("}")


if __name__ == "__main__":
    main()
