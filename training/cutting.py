"""Which window of a passage is read with a question, what it says of the answer, and the pairs that are trained on.

A window grows from the sentence that is likest to the question, as in use (`xunzhang/encoding/windows.py`).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, fields
from multiprocessing import get_context
from pathlib import Path
from typing import ClassVar

import numpy as np

from training.arrays import Ints, Posed, Prepared, Texts
from training.mining import Miner
from training.vectors import batches
from training.work import made_before, whole
from xunzhang.encoding.windows import grown
from xunzhang.types.arrays import Floats

LIMITS = (88, 120, 160)  # tokens of a window


@dataclass(frozen=True, slots=True)
class Pairs:
    """What is trained on, column by column: question, passage, the window (token numbers in the passage), label, span in the
    window, kind (its place among the kinds' names), and whether it is held back.

    `answers` is 1 or 0. `start` and `end` are -1 where nobody knows, -2 where nothing answers.
    """

    question: Ints
    passage: Ints
    low: Ints
    high: Ints
    answers: Ints
    start: Ints
    end: Ints
    kind: Ints
    held: Ints


def kept_pairs(file: Path) -> tuple[Pairs, list[str]]:
    """What `keep_pairs` wrote, and the kinds' names. Raises Unusable where it is damaged."""
    with made_before(file), np.load(file, allow_pickle=False) as arrays:
        return Pairs(*(arrays[column.name] for column in fields(Pairs))), arrays["kinds"].tolist()


def keep_pairs(file: Path, pairs: Pairs, kinds: Sequence[str]) -> None:
    columns = {column.name: getattr(pairs, column.name) for column in fields(Pairs)}
    with whole(file) as part:
        np.savez_compressed(part, allow_pickle=False, kinds=np.array(kinds, np.str_), **columns)


def cut_pairs(miner: Miner, prepared: Prepared, examples: Sequence[Posed], kinds: Sequence[str]) -> Pairs:
    """Each example with its windows: of what answers as many as LIMITS has sizes that differ for it, of the rest one."""
    lengths = np.diff(prepared.passages.ends)
    order = np.argsort([lengths[e["passage"]] for e in examples], kind="stable")
    windows = Windows(prepared.passages, kinds)
    out: list[_Pair] = []
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("fork"), initializer=windows.here) as pool:
        waiting: list[Future[list[_Pair]]] = []
        for rows in batches(np.maximum(lengths[[examples[i]["passage"] for i in order]], 30) * 3):
            group = [examples[i] for i in order[rows]]
            _, scores = miner.similarities(np.array([e["question"] for e in group]), np.array([e["passage"] for e in group]))
            waiting.append(pool.submit(_of_group, group, scores.cpu().numpy(), prepared.seed + len(waiting)))
        for future in waiting:
            out += future.result()
    known = [pair for pair in dict.fromkeys(out) if pair[4] >= 0]
    return Pairs(*np.array(known, np.int32).reshape(-1, len(fields(Pairs))).T)


_Pair = tuple[int, int, int, int, int, int, int, int, int]


class Windows:
    """Cuts windows out of passages, in a process of its own."""

    shared: ClassVar[Windows]

    def __init__(self, texts: Texts, kinds: Sequence[str]) -> None:
        self._texts, self._kinds = texts, kinds

    def here(self) -> None:
        Windows.shared = self

    def of(self, e: Posed, score: Floats, rng: np.random.Generator) -> list[_Pair]:
        """The example's windows, by what speaks for each sentence of its passage; `score` may be longer than these are many."""
        length = int(self._texts.ends[e["passage"] + 1] - self._texts.ends[e["passage"]])
        limits = LIMITS if length > LIMITS[0] else LIMITS[:1]
        limits = limits if e["answers"] else (int(rng.choice(limits)),)
        return [self._pair(e, score, limit, e["span"] is not None and rng.random() < 0.3) for limit in limits]

    def _pair(self, e: Posed, score: Floats, limit: int, jitter: bool) -> _Pair:
        own = self._texts.slice(e["passage"])
        starts, stops, sentences = self._texts.starts[own], self._texts.stops[own], self._texts.sentences[own]
        hit = np.flatnonzero((starts < e["span"][1]) & (stops > e["span"][0])) if e["span"] else np.zeros(0, int)
        best = (
            int(sentences[hit[0]]) if jitter and len(hit) else int(score[: (sentences[-1] if len(sentences) else 0) + 1].argmax())
        )
        low, high = grown(np.bincount(sentences, minlength=best + 1).tolist(), score, best, limit)
        answers, start, end = int(e["answers"]), -1 if e["answers"] else -2, -1 if e["answers"] else -2
        if len(hit):
            inside = low <= hit[0] and hit[-1] < high
            answers, start, end = (1, int(hit[0]) - low, int(hit[-1]) - low) if inside else (0, -2, -2)
        elif e["answers"] and high - low < len(sentences):
            answers = -1  # a part of a passage that answers somewhere: nothing is known of it
        return e["question"], e["passage"], low, high, answers, start, end, self._kinds.index(e["kind"]), int(e["held"])


def _of_group(group: Sequence[Posed], scores: Floats, seed: int) -> list[_Pair]:
    rng = np.random.default_rng(seed)
    return [pair for e, score in zip(group, scores) for pair in Windows.shared.of(e, score, rng)]
