"""Passages that hold the one thing that a question asks about lead those that do not: 聂强是谁？, Who is Nie Qiang?

Which questions these are is `question/subjects.py`'s; what holds a thing, in either language, `looking_up.py`'s. Whether the
passage says who or what it is, is judged as of any other question.
"""

from __future__ import annotations

import numpy as np

from xunzhang.index.narrowed import Allowed
from xunzhang.index.opening import Index
from xunzhang.question.subjects import subject_of
from xunzhang.search.looking_up import find_holders
from xunzhang.types import Mode, Question
from xunzhang.types.arrays import Rows

HOLDERS = 20  # candidates that hold it, those about it first
LEAD = 5.0  # what they gain, in standard deviations of the fused scores: more than any passage is ahead of another


def holding_subject(index: Index, asked: Question, allowed: Allowed | None, mode: Mode) -> Rows:
    """The rows of the best passages that hold what `asked` asks about, ascending; none where it asks for anything else."""
    subject = subject_of(asked, index.bridge) if mode != "semantic" else None
    if subject is None:
        return np.zeros(0, np.int64)
    found = find_holders(index, *subject, allowed, mode, HOLDERS)
    whole = found.holders if not found.missing and not found.notes else ()
    return np.unique(np.array([holder.row for holder in whole], np.int64))
