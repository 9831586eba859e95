"""A question made ready for search: taken apart, encoded, centred by its language, its words carried over to the other one.

`pipeline.py` asks with what comes out. What a question is made of is `question/`'s, what its tokens count `ranking.py`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from xunzhang.encoding.centring import encoded_text
from xunzhang.encoding.encoder import Encoded
from xunzhang.index.opening import Index
from xunzhang.language.codes import family
from xunzhang.language.folding import simplify
from xunzhang.question.bridge import Bridge, BridgeTerm
from xunzhang.question.demands import Demands, demand
from xunzhang.question.grammar import plain_question
from xunzhang.search.ranking import Settings, token_weights
from xunzhang.search.rivals import NamedKind, named_of_kind
from xunzhang.types import Passage, Question, Span
from xunzhang.types.arrays import Floats

BRIDGES = {"zh": "en", "en": "zh"}  # the language families that the dictionary carries a question over to
QUESTIONS_REMEMBERED = 256  # those of the bank (`bank_background.py`), which every new generation is asked, and the last ones


@dataclass(frozen=True, slots=True)
class Understood:
    """A question, or a passage in a question's place, as the arms of search want it."""

    question: Question
    pooled: Floats  # (1, d)
    tokens: Floats  # (q, r), reduced as the index's token vectors are
    weights: Floats  # (q,), summing to one
    carried: Sequence[BridgeTerm]
    carried_to: str  # a language family, or ""
    names: Sequence[str] = ()  # the question's Chinese names, folded
    token_spans: Sequence[Span] = ()  # where the q tokens stand in the question's text
    demand: Demands | None = None  # what it demands; None for a passage in its place
    named: Sequence[NamedKind] = ()  # what the question names with its kind


def encoded_question(question: Question) -> str:
    """What the encoder reads in a question's place: its text in simplified script, as passages are read."""
    return simplify(question.text) or question.typed


def understand(index: Index, settings: Settings, question: Question, encoded: Encoded | None = None) -> Understood:
    """Encode, centre by the question's language, carry the words over; `encoded` is the one question where that is done."""
    read = encoded_question(question)
    encoded = encoded or index.encoder.encode_questions([read])
    means = index.question_means
    tokens = index.tokens.reduce(means.centre_tokens(encoded.tokens[0], question.language))
    spans = index.encoder.question_tokens(read)
    weights = token_weights(read, spans, settings)
    pooled = means.centre_pooled(encoded.pooled, [question.language])
    words = _words(question, index.bridge)
    return Understood(
        question, pooled, tokens, weights, words.carried, words.carried_to, words.names, spans, words.demand, words.named
    )


def understand_passage(index: Index, settings: Settings, passage: Passage) -> Understood:
    """A passage in a question's place: its own vectors, centred as passages are."""
    read, language = encoded_text(passage), passage.language
    encoded = index.encoder.encode_passages([read])
    tokens = index.tokens.reduce(index.means.centre_tokens(encoded.tokens[0], language))
    weights = token_weights(passage.text, index.encoder.token_spans(read), settings)
    pooled = index.means.centre_pooled(encoded.pooled, [language])
    question = plain_question(passage.text, language)
    return Understood(question, pooled, tokens, weights, *_carried(question, index.bridge))


@dataclass(frozen=True, slots=True)
class _Words:
    """What a dictionary makes of a question, whichever collection it is asked of; fields as in `Understood`."""

    carried: Sequence[BridgeTerm]
    carried_to: str
    names: Sequence[str]
    demand: Demands
    named: Sequence[NamedKind]


@lru_cache(maxsize=QUESTIONS_REMEMBERED)
def _words(question: Question, bridge: Bridge) -> _Words:
    names = bridge.names(question.text) if family(question.language) == "zh" else ()
    carried, target = _carried(question, bridge)
    named = named_of_kind(question.text, names, carried)
    return _Words(carried, target, tuple(names), demand(question.text, bridge), named)


def _carried(question: Question, bridge: Bridge) -> tuple[Sequence[BridgeTerm], str]:
    """-> the question's words in the other language, and which that is; nothing and "" where there is no dictionary for it."""
    own = family(question.language)
    target = BRIDGES.get(own, "")
    return (tuple(bridge.carry_over(question, own, target)) if target else ()), target
