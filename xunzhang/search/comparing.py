"""A question held against a passage, token by token: made once for a candidate, and read by confidence and by the marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from xunzhang.encoding.centring import encoded_text
from xunzhang.index.opening import Index
from xunzhang.language.codes import family
from xunzhang.question.bridge import BridgeTerm
from xunzhang.question.demands import Demands
from xunzhang.search.carried_words import carried_places
from xunzhang.search.matched_sentences import Sentences
from xunzhang.search.understanding import Understood
from xunzhang.types import Passage, Span
from xunzhang.types.arrays import Floats

# A question token's attention over the passage is its similarities' softmax at this temperature: a token that matches one place
# gives its whole weight to it, one that matches everywhere says nothing of where the answer stands.
TEMPERATURE = 0.03


@dataclass(frozen=True)  # without slots, for what is computed once
class TokenMatch:
    """What a question's tokens find in a passage. `similarity` is float32 (q, t): centred cosines, in -1..1.

    `token_spans` say where the t tokens stand in `text`; `weights`, float32 (q,) and at least 0, what each of the q counts.
    `carried` are the question's words in the other language, and `in_other` says whether the passage is in that one.
    `question_spans` say where the q tokens stand in the question, and `demand` what it demands; neither is needed to compare.
    """

    question: str
    text: str
    token_spans: Sequence[Span]
    similarity: Floats
    weights: Floats
    carried: Sequence[BridgeTerm] = ()
    in_other: bool = False
    question_spans: Sequence[Span] = ()
    demand: Demands | None = None

    @cached_property
    def sentences(self) -> Sentences:
        """The passage's sentences that have tokens."""
        return Sentences.of(self.text, self.token_spans)

    @cached_property
    def best_in_sentences(self) -> Floats:
        """(sentences, q): the best similarity of each question token within each sentence."""
        return self.sentences.matches(self.similarity)

    @cached_property
    def carried_places(self) -> Mapping[str, Span]:
        """Where the passage has each of the question's words that it has in its own language, by the word."""
        return carried_places(self.carried, self.text)

    @cached_property
    def attention(self) -> Floats:
        """(q, t): each question token's attention over the passage, summing to one."""
        peaked = np.exp((self.similarity - self.similarity.max(axis=1, keepdims=True)) / TEMPERATURE)
        weights: Floats = peaked / peaked.sum(axis=1, keepdims=True)
        return weights


class Candidate:
    """A passage on its way to becoming a result: its row in the index, and its fused score, comparable within one question."""

    def __init__(self, index: Index, understood: Understood, row: int, passage: Passage, score: float) -> None:
        self.understood = understood
        self.row = row
        self.passage = passage
        self.score = score
        self._index = index

    @property
    def family(self) -> str:
        """The passage's language family."""
        return family(self.passage.language)

    @property
    def pairing(self) -> str:
        """How question and passage meet, by language: "zh", "en", "zh>en" or "en>zh"; any other language counts as English."""
        asked, own = family(self.understood.question.language), self.family
        if asked == own:
            return "zh" if own == "zh" else "en"
        return "zh>en" if asked == "zh" else "en>zh"

    @cached_property
    def match(self) -> TokenMatch:
        """The question held against the passage; computed when it is first asked for."""
        understood, encoder = self.understood, self._index.encoder
        return TokenMatch(
            understood.question.text,
            self.passage.text,
            encoder.token_spans(encoded_text(self.passage)),
            understood.tokens @ self._index.tokens.of(self.row).T,
            understood.weights,
            understood.carried,
            self.family == understood.carried_to,
            understood.token_spans,
            understood.demand,
        )
