"""Measures the whole pipeline on a benchmark folder: quality by direction, abstention, near-duplicates, speed.

Every question goes through `Searcher.ask`, on indexes that `build_index` makes in a temporary folder. The folder's layout is
`benchmark.py`'s, the figures are `quality.py`'s.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from xunzhang.building.builder import build_index
from xunzhang.building.reading_progress import BuildProgress
from xunzhang.encoding.encoder import Encoder
from xunzhang.encoding.loading import load_encoder
from xunzhang.encoding.read_once import ReadOnce
from xunzhang.evaluate.ablation import ABLATIONS
from xunzhang.evaluate.benchmark import Benchmark, BenchPassage, BenchQuestion, read_benchmark
from xunzhang.evaluate.metrics import Estimate
from xunzhang.evaluate.quality import (
    MIXED,
    RANKING,
    Answered,
    Measures,
    abstention,
    answer_sentence,
    measure,
    near_duplicates,
    verdicts,
)
from xunzhang.evaluate.remembering import RememberingEncoder
from xunzhang.index.opening import Index, open_index
from xunzhang.language.codes import TRADITIONAL, family
from xunzhang.messages.closed_sets import key_of
from xunzhang.messages.wording import say
from xunzhang.search.pipeline import Searcher
from xunzhang.types import Language, XunzhangError
from xunzhang.types.backend_names import AUTO
from xunzhang.types.kinds import Stage
from xunzhang.types.message import NOTHING, Message

DEPTH = 20  # passages asked for: enough for ten articles where several passages of one are found
TIMED_QUESTIONS, WARM_UP_QUESTIONS = 200, 5
ARTICLE_FIELDS = ("id", "title", "text", "lang", "source", "date", "url")

Tell = Callable[[Message], None]


def evaluate(
    folder: Path,
    limit: int | None = None,
    model: str | None = None,
    *,
    ablate: bool = False,
    reads: bool = True,
    encoder: Encoder | None = None,
    backend: str = AUTO,
    progress: Tell = lambda _: None,
) -> dict[str, Any]:
    """Measure a folder in the layout of docs/formats.md; -> the object described there, figures rounded to four places.

    `limit` keeps that many questions of each language; `ablate` measures each of ABLATIONS as well; without `reads` the reader is
    left out; `encoder` is one already loaded, `backend` what is to compute one that is not. What the folder has no data for is
    left out. Raises XunzhangError where the folder or the model cannot be used.
    """
    bench = read_benchmark(folder, limit)
    with tempfile.TemporaryDirectory(prefix="xunzhang-evaluate-") as temporary:
        collections = _Collections(bench.passages, encoder or load_encoder(model, backend), reads, Path(temporary), progress)
        everything = Searcher(collections.index(bench.languages))
        milliseconds = _time(everything, bench.questions)  # first, while no question has been seen before
        figures = _measure(bench, collections, Searcher, progress)
        measured = _plain(figures, _value)
        measured |= {"passages_per_s": round(collections.passages_per_s, 2), "ms_per_question": milliseconds}
        if ablate:
            measured["ablation"] = {}
            for name, searcher in ABLATIONS.items():
                progress(say("bench.ablation", name=say(key_of("ablation", name))))
                measured["ablation"][name] = _plain(_measure(bench, collections, searcher, progress), _value)
        return measured | {"intervals": _plain(figures, _ends)}


def _measure(bench: Benchmark, collections: _Collections, searcher: Callable[[Index], Searcher], tell: Tell) -> dict[str, Any]:
    everything = searcher(collections.index(bench.languages))
    modern = [question for question in bench.questions if question.language != TRADITIONAL]
    tell(say("bench.asking_all", n=len(modern), others=len(bench.unanswerable)))
    mixed, unanswerable = _ask(everything, modern), _ask(everything, bench.unanswerable)
    directions: dict[str, list[Answered]] = {}
    for language in bench.languages:
        # Questions in traditional script test the folding of script: they are asked of Chinese passages alone.
        questions = bench.questions if family(language) == "zh" else modern
        alone = searcher(collections.index([language]))
        tell(say("bench.asking", n=len(questions), language=language))
        answered = _by_language(_ask(alone, questions))
        directions |= {f"{asked}>{language}": some for asked, some in answered.items()}
    passages = {passage.id: passage for passage in bench.passages}
    return {
        "directions": {direction: _ranking(some, RANKING) for direction, some in directions.items()},
        "mixed": {language: _ranking(some, MIXED) for language, some in _by_language(mixed).items()},
        "answer_sentence": {direction: answer_sentence(some, passages) for direction, some in directions.items()},
        "abstention": abstention(mixed, unanswerable),
        "verdicts": verdicts(mixed, unanswerable),
        "near_duplicates": near_duplicates(mixed, bench.near_duplicates),
    }


def _ranking(answered: Sequence[Answered], measures: Measures) -> dict[str, int | Estimate]:
    figures = measure(answered, measures)
    return {"questions": sum(bool(each.relevant) for each in answered), **figures} if figures else {}


def _plain(figures: Mapping[str, Any], of: Callable[[Any], Any]) -> dict[str, Any]:
    """`figures` with `of` taken of each; what there was no data for, and what is left empty by that, is left out."""
    taken = {name: _plain(figure, of) if isinstance(figure, Mapping) else of(figure) for name, figure in figures.items()}
    return {name: figure for name, figure in taken.items() if figure not in (None, {})}


def _value(figure: Estimate | int | None) -> float | int | None:
    return round(figure.value, 4) if isinstance(figure, Estimate) else figure


def _ends(figure: Estimate | int | None) -> list[float] | None:
    return [round(figure.low, 4), round(figure.high, 4)] if isinstance(figure, Estimate) else None


# --- asking ---


def _ask(searcher: Searcher, questions: Sequence[BenchQuestion]) -> list[Answered]:
    present = {head.id for head in searcher.heads()}
    return [Answered(question, question.relevant & present, searcher.ask(question.text, DEPTH)) for question in questions]


def _by_language(answered: Sequence[Answered]) -> dict[Language, list[Answered]]:
    languages = dict.fromkeys(each.question.language for each in answered)
    return {language: [each for each in answered if each.question.language == language] for language in languages}


def _time(searcher: Searcher, questions: Sequence[BenchQuestion]) -> dict[str, float]:
    """Milliseconds from a question to its ten results, asked one at a time; the first few warm up and are not counted."""
    taken = [searcher.ask(question.text).elapsed_ms for question in questions[: WARM_UP_QUESTIONS + TIMED_QUESTIONS]]
    counted = taken[WARM_UP_QUESTIONS:] or taken
    return {"p50": round(float(np.quantile(counted, 0.5)), 1), "p95": round(float(np.quantile(counted, 0.95)), 1)}


class _Collections:
    """The indexes that an evaluation asks: of all passages, and of each language's alone. A passage is encoded and read once."""

    def __init__(self, passages: Sequence[BenchPassage], encoder: Encoder, reads: bool, folder: Path, tell: Tell) -> None:
        self._passages, self._encoder, self._folder, self._tell = passages, RememberingEncoder(encoder), folder, tell
        self._reads = reads
        self._reader: ReadOnce | None = None
        self._indexes: dict[tuple[Language, ...], Index] = {}
        self.passages_per_s = 0.0  # of the first index built: reading, encoding, writing

    def index(self, languages: Sequence[Language]) -> Index:
        """The index of the passages in these languages, built when it is first wanted."""
        key = tuple(languages)
        if key not in self._indexes:
            self._indexes[key] = self._build(key)
        return self._indexes[key]

    def _build(self, languages: tuple[Language, ...]) -> Index:
        corpus, index = self._folder / "-".join(languages) / "corpus", self._folder / "-".join(languages) / "index"
        corpus.mkdir(parents=True)
        articles = [passage.record for passage in self._passages if passage.language in languages]
        with (corpus / "passages.jsonl").open("w", encoding="utf-8") as file:
            for record in articles:
                kept = {name: record[name] for name in ARTICLE_FIELDS if name in record}
                file.write(json.dumps(kept, ensure_ascii=False) + "\n")
        self._tell(say("bench.building", n=len(articles), list=", ".join(languages)))
        started = time.perf_counter()
        report = build_index([corpus], index, encoder=self._encoder, progress=self._quarters())
        seconds = time.perf_counter() - started
        if report.manifest.articles != len(articles):
            reasons = tuple(message for row in report.audit for message in row.messages)[:3]
            read = report.manifest.articles
            raise XunzhangError(say("bench.not_all", read=read, all=len(articles), reasons=reasons))
        self.passages_per_s = self.passages_per_s or report.manifest.passages / seconds
        opened = open_index(index, encoder=self._encoder, reads=self._reads)
        if opened.reader is None:
            return opened
        self._reader = self._reader or ReadOnce(opened.reader, sys.maxsize)
        return replace(opened, reader=self._reader)

    def _quarters(self) -> BuildProgress:
        """Says how much is encoded, at every quarter: the part of a build that takes minutes."""
        told = {0}

        def tell(stage: Stage, done: int, total: int, note: Message = NOTHING) -> None:
            percent = 25 * (4 * done // total) if total else 0
            if stage == "encoding" and percent not in told:
                told.add(percent)
                self._tell(say("bench.encoded", percent=percent))

        return tell
