"""What confidence in an answer is computed from, for fitting its constants (benchmarks/calibrate_confidence.py)."""

from __future__ import annotations

from xunzhang.question.grammar import parse_question
from xunzhang.search.confidence import Signals, confidence
from xunzhang.search.judging import signals_by_language
from xunzhang.search.pipeline import Searcher
from xunzhang.types import Filters


def signals(searcher: Searcher, question: str, filters: Filters) -> Signals | None:
    """The signals of the passage that `question` is most surely answered by; None where there is no passage at all."""
    found = signals_by_language(searcher.index, searcher.candidates(parse_question(question), filters=filters))
    return max(found.values(), key=confidence, default=None)
