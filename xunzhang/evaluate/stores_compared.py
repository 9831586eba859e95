"""Two stores asked the same questions: where the first passages differ, and where there are known answers, how often each leads.

Made to hold one store of a collection against another of the same one; which stores they are does not matter here.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from xunzhang.evaluate.benchmark import BenchQuestion, read_benchmark
from xunzhang.search.pipeline import Searcher

DEPTH = 10  # passages compared
OF_THE_COLLECTION = 100  # questions made of its titles, where none are given
LONGEST = 60  # characters of a passage that stands for a title


@dataclass(frozen=True, slots=True)
class AskedOfBoth:
    """A question, and the ids of the passages that each store shows first.

    `differ_at` is the first place, from 1, where they differ; 0 for none.
    """

    question: BenchQuestion
    first: tuple[str, ...]
    second: tuple[str, ...]
    led: tuple[bool, bool]  # whether a passage of a relevant article leads

    @property
    def differ_at(self) -> int:
        longest = max(len(self.first), len(self.second))
        return next((at + 1 for at in range(longest) if self.first[at : at + 1] != self.second[at : at + 1]), 0)

    @property
    def in_common(self) -> float:
        """The share of the passages shown by either that both show; 1 where neither shows any."""
        either = {*self.first, *self.second}
        return len({*self.first} & {*self.second}) / max(len(self.first), len(self.second)) if either else 1.0


@dataclass(frozen=True, slots=True)
class StoresCompared:
    """What came of all questions; `milliseconds` are the medians of each store."""

    asked: tuple[AskedOfBoth, ...]
    milliseconds: tuple[float, float]

    def as_dict(self) -> dict[str, Any]:
        """`hit@1` counts the questions that have known answers, and is left out where none has."""
        known = [each for each in self.asked if each.question.relevant]
        led = np.mean([each.led for each in known], axis=0).round(4).tolist() if known else None
        differing = [
            {"question": each.question.text, "at": each.differ_at, "first": list(each.first), "second": list(each.second)}
            for each in self.asked
            if each.differ_at
        ]
        return {
            "questions": len(self.asked),
            "same": sum(not each.differ_at for each in self.asked),
            "same_first": sum(each.differ_at != 1 for each in self.asked),
            "in_common": round(float(np.mean([each.in_common for each in self.asked])), 4) if self.asked else 1.0,
            **({"hit@1": led} if led else {}),
            "ms": [round(each, 1) for each in self.milliseconds],
            "differing": differing,
        }


def compare_stores(
    first: Searcher,
    second: Searcher,
    questions: Sequence[BenchQuestion],
    tell: Callable[[int, int], None] = lambda *_: None,
) -> StoresCompared:
    """Ask both all questions, one after the other; `tell` is called with how many have been, of how many."""
    asked, taken = [], []
    for done, question in enumerate(questions):
        tell(done, len(questions))
        shown, leads, times = [], [], []
        for searcher in (first, second):
            started = time.perf_counter()
            groups = searcher.ask(question.text, DEPTH).groups
            times.append((time.perf_counter() - started) * 1000)
            shown.append(tuple(group.hit.passage.id for group in groups))
            leads.append(bool(groups) and groups[0].hit.passage.article.id in question.relevant)
        asked.append(AskedOfBoth(question, shown[0], shown[1], (leads[0], leads[1])))
        taken.append(times)
    tell(len(questions), len(questions))
    medians = np.median(taken, axis=0).tolist() if taken else [0.0, 0.0]
    return StoresCompared(tuple(asked), (medians[0], medians[1]))


def sample_questions(searcher: Searcher, folder: Path | None, limit: int | None) -> list[BenchQuestion]:
    """The questions of a benchmark folder; without one, titles of articles, drawn evenly, the same ones every time.

    Raises XunzhangError as `read_benchmark` does.
    """
    if folder:
        return list(read_benchmark(folder, limit).questions)
    heads = searcher.heads()
    count = min(limit or OF_THE_COLLECTION, len(heads))
    drawn = [heads[at] for at in np.linspace(0, len(heads) - 1, count).astype(int).tolist()] if heads else []
    return [BenchQuestion(head.language, text) for head in drawn if (text := _title(searcher, head.id, head.title))]


def typed_questions(texts: Iterable[str]) -> list[BenchQuestion]:
    return [BenchQuestion("und", text) for text in texts]


def _title(searcher: Searcher, article: str, title: str) -> str:
    if title.strip():
        return title
    passages = searcher.passages_of(article)
    return passages[0].text[:LONGEST].strip() if passages else ""
