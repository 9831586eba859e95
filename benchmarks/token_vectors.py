"""What the bytes of token vectors buy: quality on a benchmark folder with the tokens of one index kept in different ways.

    python -m benchmarks.token_vectors FOLDER [--limit N] [--way NAME]    # a folder as in docs/formats.md, "A benchmark folder"

Passages and questions are encoded once. The candidates of each question and what words say of them are the same for every way;
MaxSim, the order, the sentence that is marked and the confidence (of signals, without the reader) follow from how tokens are
kept.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, cast

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage

from benchmarks.vector_space import write
from xunzhang.building.builder import build_index
from xunzhang.encoding.centring import encoded_text, unit
from xunzhang.encoding.loading import load_encoder
from xunzhang.evaluate.benchmark import Benchmark, BenchPassage, BenchQuestion, read_benchmark
from xunzhang.evaluate.metrics import auroc_estimate
from xunzhang.evaluate.remembering import RememberingEncoder
from xunzhang.index.opening import Index, open_index
from xunzhang.index.token_coding import fit_coding
from xunzhang.index.token_vectors import TokenVectors
from xunzhang.question.grammar import parse_question
from xunzhang.search.answers import mark_answer
from xunzhang.search.comparing import Candidate
from xunzhang.search.judging import judge
from xunzhang.search.matched_sentences import Sentences
from xunzhang.search.pipeline import Searcher
from xunzhang.search.ranking import DEFAULT, Evidence, fuse
from xunzhang.search.retrieving import find, weigh
from xunzhang.search.understanding import Understood, encoded_question, understand
from xunzhang.types import Filters, Mode, Passage
from xunzhang.types.arrays import Floats, Rows

MODE: Mode = "hybrid"
LOOKED_AT = 20  # candidates among which a question's passage is looked for, to see what is marked in it


@dataclass(frozen=True)
class Kept:
    """Stands in for `TokenVectors`: `tokens` has each passage's (t, r) as they are kept, taking `size` bytes a passage."""

    tokens: Sequence[Floats]
    axes: Floats  # (d, r)
    size: float

    def reduce(self, question: Floats) -> Floats:
        return unit(question @ self.axes)

    def of(self, row: int) -> Floats:
        return self.tokens[row]

    def maxsim(self, question: Floats, weights: Floats, rows: Rows) -> Floats:
        best = [(question @ self.tokens[row].T).max(axis=1, initial=0.0) for row in rows.tolist()]
        return (np.stack(best) @ weights).astype(np.float32) if best else np.zeros(0, np.float32)


@dataclass(frozen=True)
class Encoded:
    """A collection's centred token vectors, (t, d) a passage, and the sentence that each token stands in, (t,) likewise."""

    tokens: Sequence[Floats]
    sentences: Sequence[Rows]

    def kept(self, together: Floats, axes: Floats, bytes_in_all: float) -> Kept:
        cuts = np.cumsum([len(tokens) for tokens in self.tokens])[:-1]
        return Kept(np.split(together, cuts), axes, bytes_in_all / len(self.tokens))


def in_full(collection: Encoded) -> Kept:
    together = np.concatenate(collection.tokens)
    return collection.kept(together, np.eye(together.shape[1], dtype=np.float32), together.nbytes)


def reduced(collection: Encoded, axes: int = 192) -> Kept:
    """Format 5: principal axes, 8 bits an axis, a scale a token."""
    together = np.concatenate(collection.tokens)
    columns = np.linalg.eigh(together.T @ together)[1][:, ::-1][:, :axes].astype(np.float32)
    vectors = unit(together @ columns)
    scales = np.abs(vectors).max(axis=1, keepdims=True) / 127
    return collection.kept(np.rint(vectors / scales) * scales, columns, len(together) * (axes + 2))


def coded(collection: Encoded, code_bytes: int, axes: int, factor: float = 1.0) -> Kept:
    """Product codes, of every token (format 6) or of one for `factor` tokens, those of a sentence that are most alike merged."""
    merged, which = _merged(collection, factor)
    coding = fit_coding(merged, code_bytes, axes)
    vectors = coding.decode(*coding.encode(merged))
    size = len(merged) * (coding.width + 2) + (len(which) if factor > 1 else 0)  # a byte says which one a token has become
    return collection.kept(vectors[which], coding.axes.astype(np.float32), size)


def _merged(collection: Encoded, factor: float) -> tuple[Floats, Rows]:
    """-> vectors (m, d), and for each token the row of its own among them: Ward's clusters within a sentence."""
    if factor == 1:
        together = np.concatenate(collection.tokens)
        return together, np.arange(len(together))
    vectors: list[Floats] = []
    which: list[int] = []
    for tokens, sentences in zip(collection.tokens, collection.sentences):
        for sentence in np.unique(sentences):
            own = tokens[sentences == sentence]
            wanted = int(np.ceil(len(own) / factor))
            labels = fcluster(linkage(own, "ward"), wanted, "maxclust") if wanted < len(own) else np.arange(len(own))
            _, places = np.unique(labels, return_inverse=True)
            which += (len(vectors) + places).tolist()
            vectors += [own[places == place].mean(axis=0) for place in range(places.max() + 1)]
    return unit(np.stack(vectors)), np.asarray(which)


WAYS: Mapping[str, Callable[[Encoded], Kept]] = {
    "full precision": in_full,
    "192 axes in 8 bits": reduced,
    "96 bytes, 384 axes": partial(coded, code_bytes=96, axes=384),
    "64 bytes, 256 axes": partial(coded, code_bytes=64, axes=256),
    "48 bytes, 240 axes": partial(coded, code_bytes=48, axes=240),
    "48 bytes, 192 axes": partial(coded, code_bytes=48, axes=192),
    "32 bytes, 192 axes": partial(coded, code_bytes=32, axes=192),
    "24 bytes, 192 axes": partial(coded, code_bytes=24, axes=192),
    "merged by 2, 64 bytes": partial(coded, code_bytes=64, axes=256, factor=2.0),
    "merged by 2, 48 bytes": partial(coded, code_bytes=48, axes=192, factor=2.0),
    "merged by 3, 64 bytes": partial(coded, code_bytes=64, axes=256, factor=3.0),
}


@dataclass(frozen=True)
class Case:
    """A question with what is the same for every way: `centred` are its token vectors, `evidence` lacks what MaxSim says."""

    question: BenchQuestion
    language: str  # of the passages that it is asked of; "" where it is asked of all
    understood: Understood
    centred: Floats
    evidence: Evidence


def cases(searcher: Searcher, questions: Sequence[BenchQuestion], languages: Sequence[str]) -> Iterator[Case]:
    index = searcher.index
    for question in questions:
        asked = parse_question(question.text)
        understood = understand(index, DEFAULT, asked)
        read = index.encoder.encode_questions([encoded_question(asked)]).tokens[0]
        for language in languages:
            allowed = searcher.narrowing.rows(asked, Filters(languages=(language,) if language else ()))
            evidence = weigh(index, understood, find(index, DEFAULT, understood, allowed, MODE))
            yield Case(question, language, understood, index.question_means.centre_tokens(read, asked.language), evidence)


class Measured:
    """One way of keeping tokens, asked every case."""

    def __init__(self, searcher: Searcher, kept: Kept, bench: Benchmark, passages: Sequence[Passage]) -> None:
        self._index = replace(searcher.index, tokens=cast(TokenVectors, kept))
        self._kept, self._background, self._passages = kept, searcher.background, passages
        self._benchmarked = {passage.id: passage for passage in bench.passages}
        self.hits: dict[str, list[bool]] = defaultdict(list)
        self.marked: dict[str, list[bool]] = defaultdict(list)
        self.confidences: dict[str, list[float]] = defaultdict(list)

    def ask(self, case: Case) -> None:
        question, best = case.question, self._best(case)
        if not case.language:
            said = judge(self._index, best[:3], self._background).confidence
            self.confidences[f"{question.kind or 'answered'} {question.language}"].append(said)
            return
        direction = f"{question.language}>{case.language}"
        self.hits[direction].append(best[0].passage.article.id in question.relevant)
        right = next((each for each in best if each.passage.article.id in question.gold_sentences), None)
        self.marked[direction].append(right is not None and self._is_gold(right, question))

    def _best(self, case: Case) -> list[Candidate]:
        understood = replace(case.understood, tokens=self._kept.reduce(case.centred))
        rows = case.evidence.rows
        scores = fuse(replace(case.evidence, late=self._kept.maxsim(understood.tokens, understood.weights, rows)))
        order = np.argsort(-scores, kind="stable")[:LOOKED_AT]
        found = zip(rows[order].tolist(), scores[order].tolist())
        return [Candidate(self._index, understood, row, self._passages[row], score) for row, score in found]

    def _is_gold(self, right: Candidate, question: BenchQuestion) -> bool:
        """As `evaluate/quality.py` has it: the annotated sentence with which the mark shares most is a right one."""
        passage: BenchPassage = self._benchmarked[right.passage.article.id]
        mark, start = mark_answer(right.match)[0], passage.text.find(right.passage.text)
        if mark is None or start < 0:
            return False
        shared = [min(start + mark.end, each.end) - max(start + mark.start, each.start) for each in passage.sentences]
        return shared.index(max(shared)) in question.gold_sentences[passage.id]

    def row(self, name: str) -> str:
        order = ("zh>zh", "en>en", "zh>en", "en>zh")
        figures = [float(np.mean(some[each])) for some in (self.hits, self.marked) for each in order]
        figures += [
            auroc_estimate(*(self.confidences[f"{kind} {of}"] for kind in ("answered", "uncovered"))).value for of in ("zh", "en")
        ]
        return " | ".join([f"| {name}", f"{self._kept.size / 1000:.1f}", *(f"{figure:.3f}" for figure in figures)]) + " |"


def encoded(index: Index, passages: Sequence[Passage]) -> Encoded:
    tokens, sentences = [], []
    for passage in passages:
        vectors = index.encoder.encode_passages([encoded_text(passage)]).tokens[0]
        tokens.append(index.means.centre_tokens(vectors, passage.language))
        rows = Sentences.of(passage.text, index.encoder.token_spans(encoded_text(passage))).rows
        sentences.append(np.repeat(np.arange(len(rows)), [each.stop - each.start for each in rows]))
    return Encoded(tokens, sentences)


def main() -> None:
    parser = argparse.ArgumentParser(description="What the bytes of token vectors buy.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, help="questions of each language and kind (default: all)")
    parser.add_argument("--way", action="append", choices=tuple(WAYS), help="only this way of keeping tokens; may be repeated")
    options = parser.parse_args()
    measure(read_benchmark(options.folder, options.limit), options.way or tuple(WAYS), RememberingEncoder(load_encoder()))


def measure(bench: Benchmark, ways: Sequence[str], encoder: Any) -> None:
    questions = [question for question in bench.questions if question.language in bench.languages]
    with tempfile.TemporaryDirectory() as folder:
        corpus, place = Path(folder) / "corpus", Path(folder) / "index"
        write(corpus, bench.passages)
        build_index([corpus], place, encoder=encoder)
        searcher = Searcher(open_index(place, encoder=encoder, reads=False))
        passages = list(searcher.index.catalogue.every_passage())
        collection = encoded(searcher.index, passages)
        uncovered = [question for question in bench.unanswerable if question.kind == "uncovered"]
        asked = [*cases(searcher, questions, (*bench.languages, "")), *cases(searcher, uncovered, [""])]
        each = "zh>zh | en>en | zh>en | en>zh"
        print(f"| kept | kB a passage | hit@1 {each} | sentence {each} | AUROC zh | en |", flush=True)
        for name in ways:
            measured = Measured(searcher, WAYS[name](collection), bench, passages)
            for case in asked:
                measured.ask(case)
            print(measured.row(name), flush=True)


if __name__ == "__main__":
    main()
