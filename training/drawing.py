"""Which pairs are read in a step, and the tensors that are made of them, laid out as the product lays out what it reads.

What is drawn follows from the seed and the number of the step alone.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor

from training.arrays import Prepared
from training.cutting import Pairs
from training.vectors import padded
from training.work import Unusable
from xunzhang.encoding.windows import LONGEST_TITLE
from xunzhang.types.arrays import Rows

# What share of the examples each kind makes up, whatever there is of it.
MIXTURE = {
    "cmrc": 5.0, "squad": 6.0, "drcd": 2.5, "nqg": 1.5, "switched": 4.0,
    "across": 4.5, "cut": 1.0, "parallel": 0.7, "sentence": 1.5,
    "adversarial": 5.0, "across-adversarial": 2.5, "altered": 1.5, "hard": 9.0, "hard-across": 6.0,
}  # fmt: skip
PAIRS = 512  # a step
TITLED = 0.5  # share of windows that are read with their passage's title


class Batches:
    """Draws pairs by MIXTURE and makes tensors of them, pairs of like length together."""

    def __init__(self, prepared: Prepared, pairs: Pairs, kinds: list[str], size: int = PAIRS) -> None:
        self.prepared, self.pairs, self.size = prepared, pairs, size
        self.rows = {kind: np.flatnonzero((pairs.kind == number) & (pairs.held == 0)) for number, kind in enumerate(kinds)}
        self.kinds, self._weights = kinds, np.array([MIXTURE.get(kind, 0.0) if len(self.rows[kind]) else 0.0 for kind in kinds])

    def drawn(self, steps: int) -> Iterator[Rows]:
        """Row numbers, `size` at a time, for ever. Of each kind every row is seen once before any is seen again.

        Raises Unusable where there is nothing to draw.
        """
        if not self._weights.any():
            raise Unusable("nothing to learn from: no pair of a kind that has a share (MIXTURE), and is not held back")
        rng, weights = np.random.default_rng(self.prepared.seed), self._weights / self._weights.sum()
        decks: dict[str, Rows] = {kind: np.zeros(0, np.int64) for kind in self.kinds}
        while True:
            chosen = rng.choice(len(self.kinds), self.size * steps, p=weights)
            rows = []
            for number, wanted in enumerate(np.bincount(chosen, minlength=len(self.kinds))):
                kind = self.kinds[number]
                while len(decks[kind]) < wanted:
                    decks[kind] = np.concatenate([decks[kind], rng.permutation(self.rows[kind])])
                rows.append(decks[kind][:wanted])
                decks[kind] = decks[kind][wanted:]
            drawn = np.concatenate(rows)
            lengths = self.pairs.high[drawn] - self.pairs.low[drawn]
            order = drawn[np.argsort(lengths + rng.random(len(drawn)) * 16)]
            for at in rng.permutation(steps):
                yield order[at * self.size : (at + 1) * self.size]

    def tensors(self, rows: Rows, step: int = 0, titled: float = TITLED) -> tuple[Tensor, ...]:
        """-> ids, mask, inside (n, t) and answers, start, end (n,), for the pairs `rows`, which are read in this step."""
        prepared, pairs, rng = self.prepared, self.pairs, np.random.default_rng((self.prepared.seed, step))
        lists, firsts = [], []
        for row in rows:
            question = prepared.questions.ids[prepared.questions.slice(pairs.question[row])].tolist()
            title = prepared.titles.ids[prepared.titles.slice(pairs.passage[row])].tolist()
            title = title if len(title) <= LONGEST_TITLE and rng.random() < titled else []
            at = int(prepared.passages.ends[pairs.passage[row]])
            window = prepared.passages.ids[at + pairs.low[row] : at + pairs.high[row]].tolist()
            before = [0, *prepared.prompts["query: "], *question, 2, 2, *prepared.prompts["passage: "], *title]
            firsts.append((len(before), len(before) + len(window)))
            lists.append([*before, *window, 2])
        ids, mask = padded(lists, "cpu")
        inside = np.zeros(ids.shape, bool)
        inside[:, 0] = True
        for k, (low, high) in enumerate(firsts):
            inside[k, low:high] = True
        offset = np.array([low for low, _ in firsts])
        start, end = (
            np.where(place[rows] >= 0, place[rows] + offset, np.where(place[rows] == -2, 0, -1))
            for place in (pairs.start, pairs.end)
        )
        answers = pairs.answers[rows].astype(np.float32)
        return ids, mask, *(torch.from_numpy(array) for array in (inside, answers, start, end))
