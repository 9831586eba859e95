"""Which window of a passage is read, and where in it the answer is."""

from __future__ import annotations

import numpy as np
import pytest

from xunzhang.encoding.windows import grown
from xunzhang.search.joint_reading import READ, read
from xunzhang.search.pipeline import Searcher


@pytest.mark.parametrize(
    ("counts", "scores", "limit", "tokens"),
    [
        ([10, 10, 10], [0.1, 0.5, 0.2], 30, (0, 30)),
        ([10, 10, 10], [0.1, 0.5, 0.2], 20, (10, 30)),  # the better neighbour
        ([10, 10, 10], [0.2, 0.5, 0.1], 20, (0, 20)),
        ([10, 50, 10], [0.1, 0.5, 0.2], 20, (10, 30)),  # a long sentence is cut
        ([10, 15, 5], [0.1, 0.5, 0.2], 20, (10, 30)),  # what does not fit is passed over
        ([7], [0.3], 20, (0, 7)),
    ],
)
def test_a_window_grows_from_the_best_sentence(counts, scores, limit, tokens) -> None:
    assert grown(counts, np.array(scores), int(np.argmax(scores)), limit) == tokens


def test_candidates_of_the_sample_are_read(sample_searcher: Searcher) -> None:
    from xunzhang.question.grammar import parse_question

    candidates = sample_searcher.candidates(parse_question("科研经费一共多少？"))[:READ]
    reads = read(sample_searcher.index.reader, candidates)
    assert set(reads) == {each.row for each in candidates}
    for each in candidates:
        text, span = each.passage.text, reads[each.row].span
        assert 0 <= span.start < span.end <= len(text)
        assert span.of(text) == span.of(text).strip(" ，。；：,.;:")
