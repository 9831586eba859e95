"""What of a question the best passages do not speak of, in the question's own words: "speaks of Volcker; of a salary, nothing".

Held against are the passages that are about the question's subject, where any is. What has a counterpart is `coverage.py`'s to
say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from xunzhang.question.demands import Demands
from xunzhang.question.question_pieces import QuestionPiece
from xunzhang.search.comparing import Candidate
from xunzhang.search.coverage import Coverage, coverages
from xunzhang.types import Span

MOST = 3  # pieces
FARTHEST = 12  # characters between what asks and what it is asked of, to be named together (多少名教师)
_ORDER = {"name": 1, "figure": 2, "word": 3}
_JOINT = re.compile(r"[ \-·’']?")


def missing_in(candidates: Sequence[Candidate]) -> tuple[str, ...]:
    """`missing`, of the passages that came nearest to the question that they were found for."""
    demanded = candidates[0].understood.demand if candidates else None
    return missing(demanded, coverages(candidates)) if demanded else ()


def missing(demand: Demands, coverages: Sequence[Coverage]) -> tuple[str, ...]:
    """At most MOST pieces without a counterpart in any of the passages, most telling first: what is asked for, names, the rest.

    Where every piece has one, but no passage has a thing of the asked kind beside its attribute, what asks with the attribute.
    """
    about = [each for each in coverages if each.subject_held] or list(coverages)
    if not about:
        return ()
    lacking = set(about[0].unmatched).intersection(*(each.unmatched for each in about[1:]))
    pieces = [piece for piece in demand.pieces if piece.span in lacking]
    if not pieces:
        return _unanswered(demand, about)
    asked = {piece for attribute in demand.attributes for piece in attribute}
    runs = sorted(_joined(demand.text, pieces), key=lambda run: min(_rank(piece, asked) for piece in run))
    texts = (Span(run[0].span.start, run[-1].span.end).of(demand.text) for run in runs)
    return tuple(dict.fromkeys(texts))[:MOST]


def _rank(piece: QuestionPiece, asked: set[QuestionPiece]) -> int:
    return 0 if piece in asked else _ORDER[piece.kind]


def _joined(text: str, pieces: Sequence[QuestionPiece]) -> list[list[QuestionPiece]]:
    """Pieces that stand side by side are one: telephone number, 联系电话."""
    runs: list[list[QuestionPiece]] = []
    for piece in pieces:
        if runs and _JOINT.fullmatch(text, runs[-1][-1].span.end, piece.span.start):
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return runs


def _unanswered(demand: Demands, about: Sequence[Coverage]) -> tuple[str, ...]:
    """多少名教师: what asks and what it is asked of, where they stand together."""
    if any(each.kind_present is not False and each.attribute_held for each in about):
        return ()
    for part, attribute in zip(demand.parts, demand.attributes, strict=True):
        if attribute:
            whole = Span(min(part.asks.start, attribute[0].span.start), max(part.asks.end, attribute[-1].span.end))
            named = len(part.asks.of(demand.text)) + sum(len(piece.span.of(demand.text)) for piece in attribute)
            if whole.end - whole.start - named <= FARTHEST:
                return (whole.of(demand.text),)
    return ()
