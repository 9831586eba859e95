"""Fit the constants of `xunzhang/search/confidence.py`, and say honestly how well they tell answerable questions from others.

    python -m benchmarks.calibrate_confidence FOLDER [--model NAME] [--limit N]

FOLDER is a benchmark in the layout of docs/formats.md with unanswerable.jsonl. Every question goes through `evaluate/signals.py`,
asked of all passages, of each language's alone, and of small collections, SMALL passages that follow each other in the folder.
What should be called answerable: the questions, and their content words alone, as people type them into a search box. What
should not: the uncovered and the adversarial questions, and questions asked with the passages that answer them left out.

First printed is what is called answered with the constants in use, by collection: the levels in `xunzhang/search/confidence.py`
(DROP_ALONE, GENERIC_LEVEL and so on) are chosen by that. Fitted is on the collection of all passages, the others are to show how
it carries over. The areas under the curve (AUROC) are of questions whose paragraph the fit has not seen (five folds); the
constants printed at the end are fitted on all paragraphs.
"""

from __future__ import annotations

import argparse
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.opened import index_over
from xunzhang.encoding.loading import load_encoder
from xunzhang.evaluate.benchmark import Benchmark, BenchPassage, BenchQuestion, read_benchmark
from xunzhang.evaluate.metrics import auroc
from xunzhang.evaluate.remembering import RememberingEncoder
from xunzhang.evaluate.signals import signals
from xunzhang.language.function_words import is_function_word
from xunzhang.language.terms import lexical_terms
from xunzhang.search.confidence import ANSWERABLE, Calibration, Signals, confidence
from xunzhang.search.pipeline import Searcher
from xunzhang.types import Filters

ANSWERABLE_KINDS = ("question", "keywords")
# What each kind counts in the fit, however many there are of it: as much that is answerable as is not.
SHARES = {"question": 0.8, "keywords": 0.2, "uncovered": 0.5, "adversarial": 0.25, "left out": 0.25}
SMALL, SMALL_COLLECTIONS = 20, 6  # passages in a small collection; how many of these in each language
OPERATING_POINT = 0.92  # of the answerable questions are to be called so
FOLDS = 5
SHRINKAGE = 1e-4
Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """One question asked of one collection: what was measured, and what it is."""

    signals: Signals
    kind: str
    collection: str
    language: str
    paragraph: str

    @property
    def answerable(self) -> bool:
        return self.kind in ANSWERABLE_KINDS


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the constants of confidence on a benchmark folder.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", default=None, help="a sentence-transformers model; the bundled one by default")
    parser.add_argument("--limit", type=int, default=None, help="so many questions of each language and kind")
    arguments = parser.parse_args()
    bench = read_benchmark(arguments.folder, arguments.limit)
    with tempfile.TemporaryDirectory() as folder:
        cases = list(measured(bench, arguments.model, Path(folder)))
    everything = cases[0].collection
    in_use(cases)
    report(cases, cross_validated(cases, everything))
    cases = [case for case in cases if case.collection == everything]
    fitted = fit(cases)
    threshold = np.quantile([confidence(c.signals, fitted) for c in cases if c.kind == "question"], 1 - OPERATING_POINT)
    print(f"\nCALIBRATION = {fitted}\nANSWERABLE = {threshold:.2f}")
    at_the_threshold(cases, fitted, float(threshold))
    calibrated(cases, fitted)


def measured(bench: Benchmark, model: str | None, folder: Path) -> Iterator[Case]:
    encoder = RememberingEncoder(load_encoder(model))
    questions = [question for question in bench.questions if question.language in bench.languages]
    for number, (name, passages) in enumerate(_collections(bench)):
        searcher = Searcher(index_over(passages, encoder, folder / str(number)))
        ids = frozenset(passage.id for passage in passages)
        small = len(passages) <= SMALL
        for question in questions:
            if small and not _reaches(question, ids):
                continue
            yield from _case(searcher, question, question.text, "question", name)
            if words := _keywords(question.text):
                yield from _case(searcher, question, words, "keywords", name)
            others = Filters(articles=tuple(ids - question.relevant))
            yield from _case(searcher, question, question.text, "left out", name, others)
        for question in bench.unanswerable[:: SMALL_COLLECTIONS if small else 1]:
            yield from _case(searcher, question, question.text, question.kind, name)


def _collections(bench: Benchmark) -> Iterator[tuple[str, list[BenchPassage]]]:
    for languages in ([*bench.languages], *([language] for language in bench.languages)):
        yield "+".join(languages), [passage for passage in bench.passages if passage.language in languages]
    for language in bench.languages:
        alone = [passage for passage in bench.passages if passage.language == language]
        step = max(SMALL, len(alone) // SMALL_COLLECTIONS)
        for start in range(0, len(alone) - SMALL + 1, step):
            yield f"{language}, {SMALL}", alone[start : start + SMALL]


def _reaches(question: BenchQuestion, ids: frozenset[str]) -> bool:
    """Whether the collection of `ids` holds an answer, leaving another passage where that one is left out."""
    return bool(question.relevant & ids) and bool(ids - question.relevant)


def _case(
    searcher: Searcher, question: BenchQuestion, text: str, kind: str, collection: str, filters: Filters | None = None
) -> Iterator[Case]:
    found = signals(searcher, text, filters or Filters())
    if found is not None:
        paragraph = min(question.relevant) if question.relevant else question.text
        yield Case(found, kind, collection, question.language, paragraph.rsplit("-", 1)[-1])


def _keywords(text: str) -> str:
    """The words of an English question that say what it is about; a Chinese one has no spaces to tell its words by."""
    words = [word.strip("?,.") for word in text.split()]
    kept = [word for word in words if word and not any(map(is_function_word, [word.lower(), *lexical_terms(word)]))]
    return " ".join(kept) if len(words) > len(kept) > 0 and text.isascii() else ""


def _matrices(cases: Sequence[Case]) -> tuple[Values, Values]:
    """-> the inputs of the two logistics, each with a last column of ones; every weight of the others is at least 0."""
    s = [case.signals for case in cases]
    ones = np.ones(len(s))
    about = np.stack([np.array([x.sentence for x in s]), np.array([x.shared for x in s]), ones], axis=1)
    missing = [[-x.names_missing, -float(x.negated), -float(x.negation_missing)] for x in s]
    return about, np.concatenate([np.array([[x.least] for x in s]), np.array(missing), ones[:, None]], axis=1)


def fit(cases: Sequence[Case]) -> Calibration:
    """Maximum likelihood of the product of both logistics; kinds weighted by SHARES, languages alike."""
    about, unmatched = _matrices(cases)
    labels = np.array([case.answerable for case in cases], dtype=float)
    sizes = Counter((case.kind, case.language) for case in cases)
    languages = Counter(kind for kind, _ in sizes)
    weights = np.array([SHARES[c.kind] / languages[c.kind] / sizes[c.kind, c.language] for c in cases])
    weights /= weights.sum()
    width = about.shape[1]

    def loss(constants: Values) -> float:
        chance = np.clip(_logistic(about @ constants[:width]) * _logistic(unmatched @ constants[width:]), 1e-6, 1 - 1e-6)
        surprise = -(weights * (labels * np.log(chance) + (1 - labels) * np.log(1 - chance))).sum()
        return float(surprise + SHRINKAGE * (constants @ constants) / 100)

    at_least_0, free = (0, None), (None, None)
    bounds = [at_least_0, at_least_0, free, at_least_0, at_least_0, at_least_0, at_least_0, free]
    found = minimize(loss, np.array([10.0, 0.5, -5.0, 5.0, 1.0, 0.5, 0.5, 0.0]), method="L-BFGS-B", bounds=bounds)
    return Calibration(*(round(float(value), 2) for value in found.x))


def _logistic(score: Values) -> Values:
    return np.asarray(1 / (1 + np.exp(-score)))


def cross_validated(cases: Sequence[Case], collection: str) -> list[float]:
    """Each case's confidence by constants fitted on `collection` without its paragraph."""
    fold = [zlib.crc32(case.paragraph.encode()) % FOLDS for case in cases]
    fits = [
        fit([case for case, its in zip(cases, fold, strict=True) if its != held_out and case.collection == collection])
        for held_out in range(FOLDS)
    ]
    return [confidence(case.signals, fits[its]) for case, its in zip(cases, fold, strict=True)]


def report(cases: Sequence[Case], sure: Sequence[float]) -> None:
    print("AUROC, answerable questions against each kind of others (cross-validated by paragraph)")
    unlike = [kind for kind in SHARES if kind not in ANSWERABLE_KINDS]
    print(f"{'collection':12}{'asked in':10}" + "".join(f"{kind:>14}" for kind in (*unlike, "keywords")))
    for collection, language in sorted({(case.collection, case.language) for case in cases}):
        here = [(c, p) for c, p in zip(cases, sure, strict=True) if (c.collection, c.language) == (collection, language)]
        by_kind = {kind: [p for c, p in here if c.kind == kind] for kind in SHARES}
        cells = [_cell(by_kind["question"], by_kind[kind]) for kind in unlike] + [
            _cell(by_kind["keywords"], by_kind["uncovered"])
        ]
        print(f"{collection:12}{language:10}" + "".join(f"{cell:>14}" for cell in cells))


def _cell(answerable: Sequence[float], others: Sequence[float]) -> str:
    return f"{auroc(answerable, others):.4f}" if len(answerable) and len(others) else "-"


def in_use(cases: Sequence[Case]) -> None:
    """Print what share of each kind is called answered with the constants that `xunzhang/search/confidence.py` has."""
    print("called answered now, by collection")
    print(f"{'collection':12}{'asked in':10}" + "".join(f"{kind:>14}" for kind in SHARES))
    for collection, language in sorted({(case.collection, case.language) for case in cases}):
        here = [case for case in cases if (case.collection, case.language) == (collection, language)]
        called = {kind: [confidence(case.signals) >= ANSWERABLE for case in here if case.kind == kind] for kind in SHARES}
        cells = [f"{np.mean(called[kind]):.2f}" if called[kind] else "-" for kind in SHARES]
        print(f"{collection:12}{language:10}" + "".join(f"{cell:>14}" for cell in cells))
    print()


def at_the_threshold(cases: Sequence[Case], fitted: Calibration, threshold: float) -> None:
    print("called answerable: ", end="")
    for kind in SHARES:
        sure = [confidence(case.signals, fitted) >= threshold for case in cases if case.kind == kind]
        print(f"{kind} {np.mean(sure):.2f}  " if sure else "", end="")
    print()


def calibrated(cases: Sequence[Case], fitted: Calibration) -> None:
    """Print, by tenths of confidence, how many of the cases are in fact answerable, kinds weighted as in the fit."""
    print("\nconfidence   answerable in fact (kinds weighted)   cases")
    sure = np.array([confidence(case.signals, fitted) for case in cases])
    sizes = {kind: sum(case.kind == kind for case in cases) for kind in SHARES}
    weights = np.array([SHARES[case.kind] / sizes[case.kind] for case in cases])
    labels = np.array([case.answerable for case in cases], dtype=float)
    for tenth in range(10):
        inside = (sure >= tenth / 10) & (sure < (tenth + 1) / 10 + (tenth == 9))
        share = (weights * labels)[inside].sum() / weights[inside].sum() if inside.any() else float("nan")
        print(f"{tenth / 10:.1f}-{(tenth + 1) / 10:.1f}      {share:>6.2f} {inside.sum():>36}")


if __name__ == "__main__":
    main()
