"""The windows that are cut out of a passage, and what is said of each."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from training.arrays import Posed, Texts
from training.cutting import LIMITS, Pairs, Windows, keep_pairs, kept_pairs
from training.vectors import batches
from training.work import Unusable

KINDS = ["hard", "squad"]


def passage(*sentences: int) -> Texts:
    """One passage of one-letter tokens, so many a sentence."""
    count = sum(sentences)
    places = np.arange(count, dtype=np.int32)
    numbers = np.repeat(np.arange(len(sentences), dtype=np.int32), sentences)
    return Texts(places + 4, places, places + 1, numbers, np.array([0, count]))


def posed(answers: bool, span: tuple[int, int] | None = None, kind: str = "squad") -> Posed:
    return Posed(kind=kind, question=7, passage=0, answers=answers, span=span, known=(), mined=False, held=False)


def windows(texts: Texts, example: Posed, scores: list[float], seed: int = 4) -> list[tuple[int, ...]]:
    return Windows(texts, KINDS).of(example, np.array(scores, np.float32), np.random.default_rng(seed))


def test_a_short_passage_is_read_once_and_whole() -> None:
    assert windows(passage(20, 30), posed(True, (25, 28)), [0.9, 0.1]) == [(7, 0, 0, 50, 1, 25, 27, 1, 0)]


def test_a_long_one_is_read_in_windows_of_every_size_with_the_answer_where_it_stands_in_them() -> None:
    found = windows(passage(60, 60, 60), posed(True, (130, 133)), [0.1, 0.5, 0.9])
    assert [pair[2:7] for pair in found] == [(120, 180, 1, 10, 12), (60, 180, 1, 70, 72), (60, 180, 1, 70, 72)]
    assert all(high - low <= limit for (_, _, low, high, *_), limit in zip(found, LIMITS))


def test_a_window_that_misses_the_answer_does_not_answer() -> None:
    first = windows(passage(60, 60, 60), posed(True, (130, 133)), [0.9, 0.5, 0.1])[0]
    assert first[2:7] == (0, 60, 0, -2, -2)


def test_now_and_then_a_window_grows_from_the_answer_whatever_is_likest() -> None:
    seeds = range(40)
    lows = [windows(passage(60, 60, 60), posed(True, (130, 133)), [0.9, 0.5, 0.1], seed)[0][2] for seed in seeds]
    assert set(lows) == {0, 120}
    assert 4 <= lows.count(120) <= 20


def test_a_part_of_a_passage_that_answers_somewhere_says_nothing() -> None:
    whole, part = passage(50), passage(60, 60)
    assert windows(whole, posed(True), [1.0])[0][2:7] == (0, 50, 1, -1, -1)
    assert [pair[4] for pair in windows(part, posed(True), [1.0, 0.5])] == [-1, 1, 1]


def test_what_does_not_answer_is_read_once() -> None:
    ((*_, answers, start, end, kind, held),) = windows(passage(60, 60, 60), posed(False, kind="hard"), [0.2, 0.9, 0.1])
    assert (answers, start, end, kind, held) == (0, -2, -2, 0, 0)


def test_pairs_are_given_back_as_they_were_kept(tmp_path: Path) -> None:
    columns = [np.arange(3, dtype=np.int32) + n for n in range(9)]
    keep_pairs(tmp_path / "pairs.npz", Pairs(*columns), KINDS)
    pairs, kinds = kept_pairs(tmp_path / "pairs.npz")
    assert kinds == KINDS
    assert [pairs.question.tolist(), pairs.held.tolist()] == [[0, 1, 2], [8, 9, 10]]
    assert [path.name for path in tmp_path.iterdir()] == ["pairs.npz"]


def test_pairs_cut_short_are_said_to_be_damaged(tmp_path: Path) -> None:
    file = tmp_path / "pairs.npz"
    keep_pairs(file, Pairs(*[np.arange(3, dtype=np.int32)] * 9), KINDS)
    for kept in (0, 40, file.stat().st_size - 30):
        (tmp_path / "cut.npz").write_bytes(file.read_bytes()[:kept])
        with pytest.raises(Unusable, match=r"cut\.npz is damaged .+ once it is taken away"):
            kept_pairs(tmp_path / "cut.npz")


def test_batches_hold_every_text_once_and_stay_within_bounds() -> None:
    lengths = np.sort(np.random.default_rng(0).integers(1, 3000, 500))
    rows = batches(lengths)
    assert np.concatenate(rows).tolist() == list(range(500))
    assert all(len(some) * lengths[some[-1]] <= 60_000 for some in rows if len(some) > 1)
