"""What the reader reads at once, and where in it an answer may stand: in use and in training alike.

Nothing but numpy is needed, so that a machine that only trains needs no more.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from xunzhang.types.arrays import Floats

LONGEST_QUESTION = 64  # tokens; a longer one is cut
LONGEST_TITLE = 24  # tokens; a longer one is left out
LONGEST_SPAN = 30  # tokens of an answer


def grown(counts: Sequence[int], scores: Floats, best: int, limit: int) -> tuple[int, int]:
    """Token numbers (low, high) of the sentence `best` and its better neighbours, up to `limit` tokens.

    `counts` are the sentences' tokens, `scores` what speaks for each. A sentence that is longer than `limit` is cut at its end.
    """
    edges = np.concatenate([[0], np.cumsum(counts)])
    low = high = best
    total = counts[low]
    while True:
        beside = [(scores[row], row) for row in (low - 1, high + 1) if 0 <= row < len(counts) and total + counts[row] <= limit]
        if not beside:
            return int(edges[low]), int(min(edges[high + 1], edges[low] + limit))
        _, row = max(beside)
        total, low, high = total + counts[row], min(low, row), max(high, row)


def best_span(starts: Floats, ends: Floats) -> tuple[int, int, float, float]:
    """-> (first, last) token of the likeliest span of at most LONGEST_SPAN, its logits' sum, and that of the best one that does
    not overlap it, minus infinity where there is none; `starts` and `ends` are (t,)."""
    total = starts[:, None] + ends[None, :]
    allowed = np.triu(np.ones(total.shape, bool)) & ~np.triu(np.ones(total.shape, bool), LONGEST_SPAN)
    total = np.where(allowed, total, -np.inf)
    first, last = (int(at) for at in np.unravel_index(int(total.argmax()), total.shape))
    best = float(total[first, last])
    total[: last + 1, first:] = -np.inf  # whatever overlaps it
    return first, last, best, float(total.max(initial=-np.inf))
