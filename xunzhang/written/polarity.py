"""Whether a sentence says the opposite of what a passage says in nearly the same words: a "not" put in or left out, up for down.

For precision: only a clause that shares most of the sentence's words is held against it, and what only looks like a negation
(不仅, not only, 不断) is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xunzhang.language.clauses import clause_around
from xunzhang.language.folding import fold
from xunzhang.language.function_words import is_function_word
from xunzhang.language.terms import lexical_terms
from xunzhang.types import Span

SHARED = 0.6  # of the words of a clause of the sentence, that a clause of the passage has to have
FEWEST = 3  # words that both have at least
_NO_NEGATION = re.compile(
    r"\bnot only\b|\bnot just\b|\bno less than\b|\bno longer than\b|\bno doubt\b|\bwhether or not\b"
    r"|不仅|不但|不只|不光|不断|不同|不少|不过|不久|不得不|不可不|无论|不论|不管|无不|非常|并非不|不足|不到|不低于|不少于|不超过|未来|无线|无锡|非洲|非遗|不动产"
)
_NEGATION = re.compile(
    r"\b(?:not|never|no|without|neither|nor|cannot|none)\b|n't\b|\b(?:denied|denies|refus(?:es|ed)|fail(?:s|ed) to)\b"
    r"|没有|没能|并非|不[^\W\d_]|未[能曾有经获]|从未|从不|拒绝|否认|禁止|无[法需权]"
)
_UP_AND_DOWN = (
    (
        r"\b(?:increas|rose|ris(?:e|ing|en)\b|grew|grow|gain)|增长|增加|上升|提高|上涨|扩大",
        r"\b(?:decreas|fell|fall(?:s|ing|en)?\b|drop|declin|shr[ai]nk|reduc)|减少|下降|降低|下跌|缩小|回落",
    ),
    (r"\b(?:support|approv|agree)|支持|赞成|同意|批准", r"\b(?:oppos|reject|disagree)|反对|否决|驳回"),
    (r"\bopen(?:s|ed|ing)?\b|开放|开通|启用|恢复", r"\b(?:clos(?:e|es|ed|ing)|shut)\b|关闭|停运|停用|中止"),
    (r"\b(?:higher|more|above|exceed)|高于|多于|超过", r"\b(?:lower|fewer|less|below)\b|低于|少于|不足"),
    (r"\b(?:won|wins?|succeed)|获胜|成功", r"\b(?:lost|loses?|failed)\b|失败|落败"),
)
_POLES = tuple((re.compile(up), re.compile(down)) for up, down in _UP_AND_DOWN)


def turned_round(sentence: str, passage: str) -> str:
    """The clause of `passage`, in the sentence's language, that says the opposite; "" for none."""
    for said in _clauses(sentence):
        wanted = _words(said)
        nearest, shared = "", 0.0
        for printed in _clauses(passage):
            share = len(wanted & _words(printed)) / len(wanted) if len(wanted) >= FEWEST else 0.0
            nearest, shared = (printed, share) if share > shared else (nearest, shared)
        if shared >= SHARED and _opposite(fold(said), fold(nearest)):
            return nearest
    return ""


def _opposite(said: str, printed: str) -> bool:
    negated = _negations(said) % 2 != _negations(printed) % 2
    poles = [
        (up, down)
        for up, down in _POLES
        if (up.search(said) and not down.search(said) and down.search(printed) and not up.search(printed))
        or (down.search(said) and not up.search(said) and up.search(printed) and not down.search(printed))
    ]
    return negated != bool(poles)  # "did not rise" and "fell" agree


def _negations(folded: str) -> int:
    return len(_NEGATION.findall(_NO_NEGATION.sub(" ", folded)))


def _words(clause: str) -> set[str]:
    without = _NEGATION.sub(" ", fold(clause))
    return {term for term in lexical_terms(without) if not is_function_word(term)}


def _clauses(text: str) -> Iterator[str]:
    at = 0
    while at < len(text):
        clause = clause_around(text, Span(at, at + 1))
        if found := clause.of(text).strip():
            yield found
        at = max(clause.end, at) + 1
