"""What is drawn and in which order, how a fitting ends, and the figures on held passages; without the encoder."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest
import torch
from torch import nn

from training.arrays import Prepared, Texts
from training.cutting import Pairs
from training.drawing import MIXTURE, Batches
from training.fitting import Budget
from training.measuring import figures
from training.network import Adapter, as_int8
from training.work import Unusable

KINDS = ["hard", "squad", "unheard of"]


def texts(*tokens: list[int]) -> Texts:
    ids = np.concatenate([np.array(some, np.int32) for some in tokens])
    zeros = np.zeros(len(ids), np.int32)
    return Texts(ids, zeros, zeros, zeros, np.concatenate([[0], np.cumsum([len(some) for some in tokens])]))


def prepared(seed: int = 0) -> Prepared:
    """Two questions and two passages, the second with a title."""
    prompts = {"query: ": [4, 5], "passage: ": [6]}
    questions, passages, titles = texts([20, 21], [22]), texts([30, 31, 32, 33], [40, 41]), texts([], [50])
    return Prepared(questions, passages, titles, ["en", "zh"], ["en", "zh"], ["", ""], ["", ""], [], prompts, seed)


def pairs(rows: list[tuple[int, ...]]) -> Pairs:
    return Pairs(*np.array(rows, np.int32).T)


#        question, passage, low, high, answers, start, end, kind, held
ROWS = [(0, 0, 1, 4, 1, 0, 1, 1, 0), (1, 1, 0, 2, 0, -2, -2, 0, 0), (0, 1, 0, 2, 1, -1, -1, 1, 0), (1, 0, 0, 4, 1, 0, 0, 1, 1)]


def test_a_pair_is_laid_out_as_the_product_reads_it() -> None:
    batches = Batches(prepared(), pairs(ROWS), KINDS)
    ids, mask, inside, answers, start, end = batches.tensors(np.arange(3), titled=1.0)
    assert ids.tolist() == [
        [0, 4, 5, 20, 21, 2, 2, 6, 31, 32, 33, 2],
        [0, 4, 5, 22, 2, 2, 6, 50, 40, 41, 2, 1],
        [0, 4, 5, 20, 21, 2, 2, 6, 50, 40, 41, 2],
    ]
    assert mask.sum(1).tolist() == [12, 11, 12]
    assert [row.nonzero().flatten().tolist() for row in inside] == [[0, 8, 9, 10], [0, 8, 9], [0, 9, 10]]
    assert answers.tolist() == [1, 0, 1]
    assert start.tolist() == [8, 0, -1]  # 0 is nowhere, -1 unknown
    assert end.tolist() == [9, 0, -1]


def test_titles_are_read_with_half_of_the_windows_the_same_ones_in_the_same_step() -> None:
    batches = Batches(prepared(), pairs(ROWS), KINDS)
    rows = np.ones(200, int)
    first, again, other = (batches.tensors(rows, step)[0] for step in (3, 3, 4))
    assert torch.equal(first, again)
    assert not torch.equal(first, other)
    assert 60 < (first == 50).any(1).sum() < 140


def test_of_a_kind_every_pair_is_drawn_before_any_is_drawn_again_and_none_that_is_held() -> None:
    rows = [(0, 0, 0, 1 + n % 4, 1, -1, -1, n % 2, int(n > 29)) for n in range(36)]
    drawn = np.concatenate(list(islice(Batches(prepared(), pairs(rows), KINDS, 8).drawn(2), 30)))
    counts = np.bincount(drawn, minlength=36)
    assert counts[30:].sum() == 0
    for kind in (0, 1):
        assert np.ptp(counts[kind:30:2]) <= 1
    share = counts[1:30:2].sum() / counts.sum()
    assert share == pytest.approx(MIXTURE["squad"] / (MIXTURE["squad"] + MIXTURE["hard"]), abs=0.08)


def test_the_order_follows_from_the_seed_alone() -> None:
    def order(seed: int) -> list[list[int]]:
        batches = Batches(prepared(seed), pairs(ROWS), KINDS, 4)
        drawn = batches.drawn(2)
        out = []
        for step, rows in enumerate(islice(drawn, 5)):
            batches.tensors(rows, step)  # making tensors draws too, and must not move what comes next
            out.append(rows.tolist())
        return out

    assert order(0) == order(0) != order(1)
    assert order(0) == [rows.tolist() for rows in islice(Batches(prepared(), pairs(ROWS), KINDS, 4).drawn(2), 5)]


@pytest.mark.parametrize("rows", [[], [ROWS[3]], [(0, 0, 0, 1, 1, -1, -1, 2, 0)]], ids=["none", "held", "of no known kind"])
def test_where_there_is_nothing_to_draw_that_is_said(rows: list[tuple[int, ...]]) -> None:
    batches = Batches(prepared(), Pairs(*np.array(rows, np.int32).reshape(-1, 9).T), KINDS)
    with pytest.raises(Unusable, match="nothing to learn from"):
        next(batches.drawn(2))


def test_a_budget_of_seconds_is_spent_over_all_times_it_is_begun() -> None:
    budget = Budget(seconds=10.0)
    assert [budget.share(3, spent) for spent in (0.0, 5.0, 12.0)] == [0.0, 0.5, 1.2]
    assert not budget.ends(99.0)


def test_a_budget_of_steps_does_not_look_at_the_clock_and_seconds_end_it_for_now() -> None:
    budget = Budget(seconds=10.0, steps=8)
    assert [budget.share(step, 1000.0) for step in (0, 2, 8)] == [0.0, 0.25, 1.0]
    assert budget.ends(10.0) and not budget.ends(9.9)
    assert not Budget(steps=8).ends(1e9)


def test_inputs_are_rounded_to_128_steps_and_gradients_pass() -> None:
    x = torch.tensor([-1.0, 0.0, 0.3, 1.54], requires_grad=True)
    rounded = as_int8(x)
    step = 2.54 / 127
    assert rounded.tolist() == pytest.approx([-1.0, 0.0, 15 * step, 1.54], abs=1e-6)
    rounded.sum().backward()
    assert x.grad is not None and x.grad.tolist() == [1.0] * 4


def test_an_adapter_changes_nothing_before_it_has_learned_and_its_layer_never() -> None:
    torch.manual_seed(0)
    layer = nn.Linear(6, 3)
    adapter = Adapter(layer, rank=2, dropout=0.0)
    x = torch.randn(4, 6)
    assert torch.equal(adapter(x), layer(x))
    assert {name for name, p in adapter.named_parameters() if p.requires_grad} == {"a", "b"}
    with torch.no_grad():
        adapter.b.fill_(1.0)
    assert torch.allclose(adapter(x), layer(x) + (x @ adapter.a.T).sum(1, keepdim=True), atol=1e-5)


def test_figures_are_by_direction_and_left_out_where_nothing_tells_them() -> None:
    scores = {
        ("squad", "en"): np.array([[2.0, 1], [1.0, 1], [-9.0, 0]]),  # the last is a window without the answer
        ("hard", "en"): np.array([[0.0, 0], [1.5, 0]]),
        ("squad", "zh"): np.array([[2.0, 0]]),
        ("hard", "zh"): np.array([[1.0, 0]]),
        ("across", "zh"): np.array([[2.0, 1]]),
    }
    spans = {("squad", "en"): np.array([[1.0, 0], [1, 1], [0, 0], [1, 0]]), ("across", "zh"): np.zeros((0, 2))}
    assert figures(scores, spans) == {"en>en near": 0.75, "en squad span overlaps, exact": [0.75, 0.25, 4]}
