"""Of several persons in a sentence, the one in the clause that says what was asked of them."""

from __future__ import annotations

import numpy as np
import pytest

from xunzhang.question.bridge import plain_bridge
from xunzhang.question.demands import demand
from xunzhang.question.grammar import parse_question
from xunzhang.search.comparing import TokenMatch
from xunzhang.search.exact_spans import asked_for, exact_spans
from xunzhang.types import Span

CHINESE = "到会讲话的有市委书记袁家军，还有教育部部长怀进鹏；会议由市长胡衡华主持。"
ENGLISH = "Anna Berg designed the bridge, Peter Lind built it, and the mayor Karen Holm opened it in May."


@pytest.mark.parametrize(
    ("question", "text", "names"),
    [
        ("谁主持了会议？", CHINESE, ["胡衡华"]),
        ("到会讲话的市委书记是谁？", CHINESE, ["袁家军"]),
        ("Who chaired the meeting?", CHINESE, ["胡衡华"]),
        ("谁缺席了会议？", CHINESE, []),
        ("Who opened the bridge?", ENGLISH, ["Karen Holm"]),
        ("Who designed the bridge?", ENGLISH, ["Anna Berg"]),
        ("Who painted the bridge?", ENGLISH, []),
    ],
)
def test_a_person_stands_where_what_was_done_does(question: str, text: str, names: list[str]) -> None:
    asked = parse_question(question)
    across = asked.language == "en" and text is CHINESE
    carried = plain_bridge().carry_over(asked, "en", "zh") if across else ()
    places = [Span(at, at + 1) for at in range(len(text))]
    alike = np.full((3, len(text)), 0.5, np.float32)  # vectors that tell nothing apart
    weights = np.ones(3, np.float32)
    match = TokenMatch(question, text, places, alike, weights, carried, across, demand=demand(question, plain_bridge()))
    found = [[(span, 0.3) for span, _ in things] for things in asked_for(match)]
    assert [span.of(text) for span in exact_spans(match, found, Span(0, len(text)))] == names
