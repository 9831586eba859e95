"""What a confidence is called."""

from __future__ import annotations

import pytest

from xunzhang.question.grammar import plain_question
from xunzhang.search.confidence import ANSWERABLE
from xunzhang.search.verdict import ANSWERS, RELATED, verdict_of
from xunzhang.types import Results, Verdict


@pytest.mark.parametrize(
    ("confidence", "verdict"),
    [
        (1.0, "answers"),
        (ANSWERS, "answers"),
        (ANSWERS - 0.001, "may_answer"),
        (ANSWERABLE, "may_answer"),
        (ANSWERABLE - 0.001, "related"),
        (RELATED, "related"),
        (RELATED - 0.001, "nothing"),
        (0.0, "nothing"),
    ],
)
def test_a_line_belongs_to_what_is_above_it(confidence: float, verdict: Verdict) -> None:
    assert verdict_of(confidence) == verdict
    results = Results(plain_question("q", "en"), verdict, confidence, 1.0)
    assert results.answerable is (verdict in ("answers", "may_answer"))
