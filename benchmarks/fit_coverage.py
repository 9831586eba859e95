"""How well the signals of `xunzhang/search/coverage.py` tell a passage that answers from one on the same subject, and how often
an exact span (`xunzhang/search/exact_spans.py`) is right, by kind.

    python -m benchmarks.fit_coverage FOLDER [--limit N] [--index DIR] [--model NAME]

FOLDER holds passages.jsonl (`id`, `lang`, `title`, `text`, `translation`) and questions.jsonl (`lang`, `question`, `passage`,
`answerable`, `answer`), one JSON object a line. Each question is held against three passages: the one that answers it (or its
translation); the nearest by MaxSim of the same article that does not hold the answer; and, where people wrote it to look
answerable, its own passage, which does not answer. The areas under the curve are of questions whose article the fit has not seen
(five folds). Printed last: the cosines that NEAR and NEAR_ACROSS are chosen by.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from xunzhang.building.builder import build_index
from xunzhang.encoding.loading import load_encoder
from xunzhang.evaluate.metrics import auroc
from xunzhang.index.opening import Index, open_index
from xunzhang.language.codes import family
from xunzhang.language.folding import fold
from xunzhang.question.grammar import parse_question
from xunzhang.search.answers import mark_answer
from xunzhang.search.comparing import Candidate
from xunzhang.search.coverage import Coverage, CoverageSignals, coverage
from xunzhang.search.judging import judge
from xunzhang.search.ranking import DEFAULT
from xunzhang.search.understanding import Understood, understand
from xunzhang.types import Span

FOLDS, SEED, SHRINKAGE = 5, 20241119, 1e-2
SHARE_LACKING = 0.1  # of the questions that are answered may lack a piece
NAMES = [field.name for field in fields(CoverageSignals)]
Values = NDArray[np.float64]
Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """A question held against one passage."""

    kind: str  # "answers", "same article", "written to look so"
    direction: str
    title: str
    asked: str  # the kind of thing asked for
    confidence: float
    coverage: Coverage
    exact: bool | None  # whether the first exact span is right; None without one, or without an annotated answer


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure and fit what coverage tells, on questions with annotated answers.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=600, help="so many questions of each source, answerable or not")
    parser.add_argument("--index", type=Path, default=None, help="keep the index here, and take it from here the next time")
    parser.add_argument("--model", default=None, help="a sentence-transformers model; the bundled one by default")
    arguments = parser.parse_args()
    passages = {p["id"]: p for p in _read(arguments.folder / "passages.jsonl") if p["source"] != "nqg"}
    questions = _sample(_read(arguments.folder / "questions.jsonl"), passages, arguments.limit)
    with tempfile.TemporaryDirectory() as folder:
        index = _index(arguments.index or Path(folder), passages.values(), questions, arguments.model)
        cases = [case for question in questions for case in _cases(index, question, passages)]
    report(cases)
    report_spans(cases)
    report_near(cases)


def _read(file: Path) -> Iterator[Record]:
    with file.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _sample(questions: Iterator[Record], passages: Mapping[str, Record], limit: int) -> list[Record]:
    of_source: dict[tuple[str, bool], list[Record]] = defaultdict(list)
    for question in questions:
        if question["passage"] in passages:
            of_source[question["source"], question["answerable"]].append(question)
    chosen = random.Random(SEED)
    return [q for some in of_source.values() for q in chosen.sample(some, min(limit, len(some)))]


def _index(folder: Path, passages: Any, questions: Sequence[Record], model: str | None) -> Index:
    """Articles that a question was written for, whole, and their translations."""
    encoder = load_encoder(model)
    if not (folder / "index").exists():
        corpus = folder / "corpus"
        corpus.mkdir(parents=True)
        wanted = {q["passage"] for q in questions}
        titles = {p["title"] for p in passages if p["id"] in wanted and p["source"].startswith("squad")}
        kept = [p for p in passages if p["id"] in wanted or p["title"] in titles or p.get("translation") in wanted]
        with (corpus / "passages.jsonl").open("w", encoding="utf-8") as file:
            for p in kept:
                record = {"id": p["id"], "title": p["title"], "text": p["text"], "lang": p["lang"]}
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
        build_index([corpus], folder / "index", encoder=encoder)
    return open_index(folder / "index", encoder=encoder)


def _cases(index: Index, question: Record, passages: Mapping[str, Record]) -> Iterator[Case]:
    understood = understand(index, DEFAULT, parse_question(question["question"]))
    gold = passages[question["passage"]]
    others = [gold] + ([passages[gold["translation"]]] if gold.get("translation") else [])
    for paragraph in others:
        own = paragraph is gold
        title = str(gold["title"])
        if question["answerable"]:
            best = _best(index, understood, [paragraph["id"]], question["answer"]["start"] if own else None)
            yield from _case(index, best, "answers", title, question["answer"]["text"] if own else None)
            near = [
                p["id"] for p in _same_article(paragraph, passages) if fold(question["answer"]["text"]) not in fold(p["text"])
            ]
            yield from _case(index, _best(index, understood, near, None), "same article", title, None)
        else:
            yield from _case(index, _best(index, understood, [paragraph["id"]], None), "written to look so", title, None)


_BY_TITLE: dict[tuple[str, str], list[Record]] = {}


def _same_article(paragraph: Record, passages: Mapping[str, Record]) -> list[Record]:
    if not _BY_TITLE:
        for each in passages.values():
            _BY_TITLE.setdefault((each["title"], each["lang"]), []).append(each)
    return [p for p in _BY_TITLE[paragraph["title"], paragraph["lang"]] if p["id"] != paragraph["id"]]


def _best(index: Index, understood: Understood, articles: Sequence[str], holding: int | None) -> Candidate | None:
    """The nearest passage of the articles by MaxSim; of those that hold the character `holding`, where it is given."""
    found: list[Candidate] = []
    for article in articles:
        try:
            its = index.catalogue.passages_of(article)
        except KeyError:
            continue
        for passage in its:
            if holding is None or passage.start <= holding < passage.end:
                found.append(Candidate(index, understood, index.catalogue.row_of(passage.id), passage, 0.0))
    if not found:
        return None
    rows = np.array([each.row for each in found], np.int64)
    return found[int(index.tokens.maxsim(understood.tokens, understood.weights, rows).argmax())]


def _case(index: Index, candidate: Candidate | None, kind: str, title: str, answer: str | None) -> Iterator[Case]:
    if candidate is None or not len(candidate.match.token_spans):
        return
    match, passage = candidate.match, candidate.passage
    sentence, exact = mark_answer(match)
    told = coverage(match, sentence, f"{passage.article.title} {passage.heading}")
    if told is None or match.demand is None:
        return
    direction = f"{family(candidate.understood.question.language)}>{candidate.family}"
    right = None if answer is None or not exact else _same(exact[0], passage.text, answer)
    yield Case(kind, direction, title, match.demand.parts[0].kind, judge(index, [candidate], {}).confidence, told, right)


def _same(span: Span, text: str, answer: str) -> bool:
    """Whether the span is the answer, or a part of it, or holds it."""
    here, there = fold(span.of(text)).strip(), fold(answer).strip(" .,。，")
    return here in there or there in here


def report(cases: Sequence[Case]) -> None:
    print("AUROC of passages that answer against others: confidence, each signal alone, confidence with all of them (five folds)")
    for against in ("same article", "written to look so"):
        for direction in sorted({case.direction for case in cases}):
            chosen = [c for c in cases if c.direction == direction and c.kind in ("answers", against)]
            right = np.array([c.kind == "answers" for c in chosen])
            if right.all() or not right.any():
                continue
            features = np.array([_features(c) for c in chosen])
            folds = np.array([zlib.crc32(c.title.encode()) % FOLDS for c in chosen])
            alone = {name: _area(features[:, 1 + at], right) for at, name in enumerate(NAMES)}
            fitted = _cross_validated(features, right, folds)
            print(
                f"  {direction} against {against} ({right.sum()}, {(~right).sum()}): "
                f"confidence {_area(features[:, 0], right):.3f}"
            )
            print(
                "     ", "  ".join(f"{name} {area:.3f}" for name, area in alone.items()), f" together {_area(fitted, right):.3f}"
            )


def _features(case: Case) -> list[float]:
    odds = np.clip(case.confidence, 1e-6, 1 - 1e-6)
    return [float(np.log(odds / (1 - odds))), *astuple(case.coverage.signals)]


def _area(scores: Values, right: NDArray[np.bool_]) -> float:
    return auroc(scores[right].tolist(), scores[~right].tolist())


def _cross_validated(features: Values, right: NDArray[np.bool_], folds: NDArray[np.int64]) -> Values:
    scores = np.zeros(len(right))
    for held_out in range(FOLDS):
        train = folds != held_out
        if train.all() or not train.any():
            continue
        mean, spread = features[train].mean(axis=0), features[train].std(axis=0) + 1e-9
        weights = _logistic((features[train] - mean) / spread, right[train])
        scores[~train] = ((features[~train] - mean) / spread) @ weights[1:] + weights[0]
    return scores


def _logistic(features: Values, right: NDArray[np.bool_]) -> Values:
    matrix = np.hstack([np.ones((len(features), 1)), features])
    sign = np.where(right, 1.0, -1.0)
    share = np.where(right, 0.5 / right.mean(), 0.5 / (1 - right.mean()))

    def loss(weights: Values) -> tuple[float, Values]:
        margins = sign * (matrix @ weights)
        slope = -sign * share / (1 + np.exp(margins))
        return float((share * np.logaddexp(0, -margins)).mean() + SHRINKAGE * weights[1:] @ weights[1:]), (
            matrix.T @ slope / len(right) + 2 * SHRINKAGE * np.concatenate([[0], weights[1:]])
        )

    return np.asarray(minimize(loss, np.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B").x)


def report_spans(cases: Sequence[Case]) -> None:
    print("exact spans, of questions asked within a language: given, right of those given")
    for direction in ("en>en", "zh>zh"):
        of_kind: dict[str, list[bool | None]] = defaultdict(list)
        for case in cases:
            if case.kind == "answers" and case.direction == direction:
                of_kind[case.asked].append(case.exact)
        for kind, found in sorted(of_kind.items()):
            given = [each for each in found if each is not None]
            if given:
                print(f"  {direction} {kind:13} {len(given) / len(found):.2f}  {np.mean(given):.3f}  of {len(found)}")


def report_near(cases: Sequence[Case]) -> None:
    print(f"strength that {1 - SHARE_LACKING:.0%} of the answered questions reach with every piece, and who else does")
    for direction in sorted({case.direction for case in cases}):
        least = [c.coverage.signals.least for c in cases if c.direction == direction and c.kind == "answers"]
        line = float(np.quantile(least, SHARE_LACKING))
        print(f"  {direction} {line:.3f}", end="")
        for kind in ("same article", "written to look so"):
            others = [c.coverage.signals.least for c in cases if c.direction == direction and c.kind == kind]
            print(f"   {kind}: {np.mean(np.array(others) >= line):.2f}" if others else "", end="")
        print()


if __name__ == "__main__":
    main()
