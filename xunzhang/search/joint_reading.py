"""Reads the best candidates together with the question: does a passage answer it, and where?

What no measure of likeness can tell, a trained network may. This room chooses what it reads (of a long passage the sentence that
matches best and its better neighbours) and turns its logits into offsets; the network is `encoding/joint.py`, and what its word
counts beside other signals `calibration.py`'s.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf, isfinite
from types import MappingProxyType

import numpy as np

from xunzhang.encoding.centring import encoded_text
from xunzhang.encoding.joint import PassageReader, Reading, Window
from xunzhang.encoding.windows import best_span, grown
from xunzhang.language.folding import simplify
from xunzhang.search.carried_words import in_passage_words
from xunzhang.search.comparing import Candidate, TokenMatch
from xunzhang.types import Span

READ = 3  # of the best candidates
WINDOW = 80  # tokens
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


def read(reader: PassageReader, candidates: Sequence[Candidate]) -> dict[int, Read]:
    """What the reader says of each of `candidates`, by its row in the index; a passage without tokens is not read."""
    readable = [each for each in candidates if each.match.similarity.size]
    if not readable:
        return {}
    asked = reader.question(simplify(readable[0].match.question))
    windows: list[Window] = []
    places: list[Sequence[Span]] = []
    for candidate in readable:
        low, high = window_of(candidate.match, WINDOW)
        title = reader.title(simplify(candidate.passage.article.title))
        question = reader.question(_in_its_words(candidate.match)) if candidate.match.in_other else asked
        windows.append(Window(question, title, reader.passage(encoded_text(candidate.passage))[low:high]))
        places.append(candidate.match.token_spans[low:high])
    read = zip(readable, reader.read(windows), places, strict=True)
    return {candidate.row: _located(reading, spans, candidate) for candidate, reading, spans in read}


def _in_its_words(match: TokenMatch) -> str:
    """The reader has seen much of question and passage in one language, and little of the two in different ones: so the question
    comes as near to the passage's language as the dictionary takes it."""
    return simplify(in_passage_words(match.question, match.carried_places, match.text))


def window_of(match: TokenMatch, limit: int) -> tuple[int, int]:
    """Token numbers (low, high): the sentence that matches best and its better neighbours, up to `limit` tokens."""
    share = match.weights / max(float(match.weights.sum()), 1e-9)
    scores = match.best_in_sentences @ share
    return grown([rows.stop - rows.start for rows in match.sentences.rows], scores, int(np.argmax(scores)), limit)


def _located(reading: Reading, spans: Sequence[Span], candidate: Candidate) -> Read:
    first, last, best, rest = best_span(reading.starts, reading.ends)
    lead = best - (rest if isfinite(rest) else reading.nowhere)
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
