"""Phrases that a question quotes: passages that have them are preferred, and what is said where none has.

Those that are demanded are conditions and no preference: see `index/lexical.py`. What is quoted, and what is demanded, is
`question/quotations.py`'s.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from xunzhang.index.narrowed import Allowed
from xunzhang.index.opening import Index
from xunzhang.index.thing_queries import in_text
from xunzhang.index.word_queries import WordQuery, Worth, any_of, word_for_word
from xunzhang.language.codes import family
from xunzhang.language.word_forms import Form, forms_of
from xunzhang.messages.wording import say
from xunzhang.question.grammar import plain_question
from xunzhang.question.quotations import demanding, quotations
from xunzhang.search.understanding import BRIDGES
from xunzhang.types import Question
from xunzhang.types.arrays import Floats, Mask, Rows
from xunzhang.types.message import Message

# What a passage with all that is quoted gains, in standard deviations of the fused scores of its language: enough to lead among
# passages that match alike, and little enough for one that answers without the phrase to lead. Of XQuAD's questions with marks
# (up to 40 a language) hit@1 is as without, but across from Chinese, where it is .95 and .925 without.
PREFERENCE = 1.0
CANDIDATES = 20  # with a phrase, besides those that the arms find


def with_phrases(index: Index, asked: Question, allowed: Allowed | None) -> Rows:
    """The rows of the best candidates that have a phrase that the question prefers; none where it prefers none."""
    if not asked.preferred:
        return np.zeros(0, np.int64)
    having = any_of([_having(phrase) for phrase in asked.preferred])
    return index.lexical.best(index.lexical.ranking(asked), CANDIDATES, allowed, [having]).rows


def preference(index: Index, asked: Question, rows: Rows) -> Floats:
    """-> float32 (m,): what each candidate gains by the phrases that the question prefers, in 0..PREFERENCE.

    A passage in the other language cannot have a phrase word for word. It gains by the share of the phrase's words that it has
    translated; where the dictionary has none of them, half of what those gain that have the phrase, so as not to fall behind.
    """
    gained = np.zeros(len(rows), np.float32)
    own = family(asked.language)
    across = index.languages.of(rows) == BRIDGES.get(own, own)
    for phrase in asked.preferred:
        having = _matching(index, _having(phrase), rows)
        translated = _translated(index, asked, phrase, rows)
        elsewhere = np.full(len(rows), having.any() / 2, np.float32) if translated is None else translated
        gained += np.where(across & ~having & (own in BRIDGES), elsewhere, having)
    return gained * np.float32(PREFERENCE / max(len(asked.preferred), 1))


def notes(index: Index, asked: Question, shown: Sequence[int], allowed: Allowed | None) -> tuple[Message, ...]:
    """What is to be said of phrases that none of the passages `shown` (rows) has: whether others do, and how to demand them."""
    said = []
    for phrase in asked.preferred:
        having = _having(phrase)
        if shown and _matching(index, having, np.array(shown, np.int64)).any():
            continue
        place = next(quotation for quotation in quotations(asked.typed) if quotation.text == phrase)
        ask, n = demanding(asked.typed, place), index.lexical.count(having, allowed)
        said.append(say("quoted.elsewhere", n=n, text=phrase, ask=ask) if n else say("quoted.nowhere", text=phrase, ask=ask))
    return tuple(said)


def _having(phrase: str) -> WordQuery:
    """Passages that have a phrase, in text, title or heading as it is typed, or in the text in another form of its words."""
    return any_of([word_for_word(phrase), in_text(forms_of(phrase))])


def _translated(index: Index, asked: Question, phrase: str, rows: Rows) -> Floats | None:
    own = family(asked.language)
    terms = index.bridge.carry_over(plain_question(phrase, asked.language), own, BRIDGES[own]) if own in BRIDGES else []
    if not terms:
        return None
    held = [_matching(index, in_text(tuple(map(Form, term.synonyms))), rows) for term in terms]
    return np.asarray(np.mean(held, axis=0), np.float32)


def _matching(index: Index, query: WordQuery, rows: Rows) -> Mask:
    return index.lexical.scores_of(Worth(query, 1.0), rows) > 0
