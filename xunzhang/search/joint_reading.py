"""Reads the best candidates together with the question: does a passage answer it, and where?

What no measure of likeness can tell, a trained network may. This room chooses what it reads (of a long passage the sentence that
matches best and its better neighbours) and turns its logits into offsets; the network is `encoding/joint.py`, and what its word
counts beside other signals `confidence.py`'s.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from types import MappingProxyType

import numpy as np

from xunzhang.encoding.joint import JointReader, Reading, Window
from xunzhang.language.folding import simplify
from xunzhang.search.comparing import Candidate, TokenMatch
from xunzhang.search.matched_sentences import Sentences
from xunzhang.types import Span
from xunzhang.types.arrays import Floats

READ = 3  # of the best candidates
WINDOW = 80  # tokens
LONGEST_SPAN = 30  # tokens
# Margin and lead from which a span is marked: on paragraphs held back from training nine in ten of those are right. From English
# to Chinese no line gives that.
SURE: Mapping[str, tuple[float, float]] = MappingProxyType({"en": (6.0, 4.0), "zh": (9.0, 6.0), "zh>en": (5.0, 3.0)})
NEVER = (inf, inf)
_AROUND = " \t\n，。；：、,;:!！?？"  # no part of an answer at either end


@dataclass(frozen=True, slots=True)
class Read:
    """What the reader says of a passage. `answers`: log odds that it answers; `span`: where, offsets into its text, the likeliest
    place whether it answers or not, and `margin`: by how much its logits beat "nowhere" and, `lead`, the next best place. `sure`
    says whether they are enough for the span to be marked."""

    answers: float
    span: Span
    margin: float
    lead: float
    sure: bool


def read(reader: JointReader, candidates: Sequence[Candidate]) -> dict[int, Read]:
    """What the reader says of each of `candidates`, by its row in the index; a passage without tokens is not read."""
    windows: list[Window] = []
    places: list[tuple[Candidate, list[Span]]] = []
    for candidate in candidates:
        match = candidate.match
        if not match.similarity.size:
            continue
        low, high = window_of(match, WINDOW)
        ids, spans = reader.passage(simplify(match.text))
        title = reader.title(simplify(candidate.passage.article.title))
        windows.append(Window(reader.question(simplify(match.question)), title, ids[low:high]))
        places.append((candidate, spans[low:high]))
    readings = reader.read(windows)
    return {
        candidate.row: _located(reading, spans, candidate) for (candidate, spans), reading in zip(places, readings, strict=True)
    }


def window_of(match: TokenMatch, limit: int) -> tuple[int, int]:
    """Token numbers (low, high): the sentence that matches best and its better neighbours, up to `limit` tokens."""
    sentences = Sentences.of(match.text, match.token_spans)
    share = match.weights / max(float(match.weights.sum()), 1e-9)
    return grown([rows.stop - rows.start for rows in sentences.rows], sentences.matches(match.similarity) @ share, limit)


def grown(counts: Sequence[int], scores: Floats, limit: int) -> tuple[int, int]:
    """Token numbers (low, high) of the sentence with the best score and its better neighbours, up to `limit` tokens.

    `counts` are the sentences' tokens. One that is longer than `limit` is cut at its end.
    """
    edges = np.concatenate([[0], np.cumsum(counts)])
    low = high = int(np.argmax(scores))
    total = counts[low]
    while True:
        beside = [(scores[row], row) for row in (low - 1, high + 1) if 0 <= row < len(counts) and total + counts[row] <= limit]
        if not beside:
            return int(edges[low]), int(min(edges[high + 1], edges[low] + limit))
        _, row = max(beside)
        total, low, high = total + counts[row], min(low, row), max(high, row)


def _located(reading: Reading, spans: Sequence[Span], candidate: Candidate) -> Read:
    total = reading.starts[:, None] + reading.ends[None, :]
    allowed = np.triu(np.ones(total.shape, bool)) & ~np.triu(np.ones(total.shape, bool), LONGEST_SPAN)
    total = np.where(allowed, total, -np.inf)
    first, last = (int(at) for at in np.unravel_index(int(total.argmax()), total.shape))
    best = float(total[first, last])
    apart = total.copy()
    apart[: last + 1, first:] = -np.inf  # whatever overlaps it
    rest = float(apart.max(initial=-np.inf))
    lead = best - rest if np.isfinite(rest) else best - reading.nowhere
    margin = best - reading.nowhere
    least_margin, least_lead = SURE.get(candidate.pairing, NEVER)
    span = _trimmed(candidate.passage.text, spans[first].start, spans[last].end)
    return Read(reading.answers, span, margin, lead, margin >= least_margin and lead >= least_lead)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end - 1 and text[start] in _AROUND:
        start += 1
    while end - 1 > start and text[end - 1] in _AROUND:
        end -= 1
    return Span(start, end)
