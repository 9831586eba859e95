"""What two copies of a paragraph tell differently: a figure, a date or a name, as printed here and as printed there.

Precision first. The two texts are aligned with every figure and date masked by its kind, so that what stands in the same place
of the same words is compared, and only that: a fact whose sentence differs otherwise, or which stands elsewhere in the other text
as well, is left alone. Values are compared, not spellings: 1,943 is 1943, 百分之九十四点六 is 94.6%, and a rounded figure agrees.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from .dates import Date, comparable_dates, dates, dates_agree
from .figures import Figure, agree, comparable, figures
from .text import fold
from .types import Difference, Passage, Span

Fact = Figure | Date

# How many tokens on each side must be the same in both texts, and how many in all.
SIDE, AROUND = 2, 8
# Two texts most of whose aligned facts differ report two events in the same form (the weather of two days): nothing is said then.
MOST_FACTS = 0.5
LEAST_AGREEING = 3
_TOKEN = re.compile(r"[a-z][a-z'-]*|\d+|[^\W\da-z_]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a Han character or a whole fact. `key` is what alignment sees: the word itself, or a fact's kind and unit."""

    key: str
    span: Span
    fact: Fact | None = None


def differences(a: Passage, b: Passage) -> tuple[Difference, ...]:
    """The facts that `a` (here) and `b` (there) give differently, in the order of `a`'s text; empty where nothing is certain."""
    here, there = _tokens(a.text), _tokens(b.text)
    facts = [(x.fact, y.fact) for x, y in _aligned(here, there) if x.fact is not None and y.fact is not None]
    differing = [(x, y) for x, y in facts if _contradict(x, y)]
    if len(differing) > MOST_FACTS * len(facts) and len(facts) - len(differing) < LEAST_AGREEING and len(differing) > 1:
        return ()
    certain = [(x, y) for x, y in differing if not _told(x, there) and not _told(y, here)]
    return tuple(Difference(x.span.of(a.text), y.span.of(b.text), x.span, y.span) for x, y in certain)


def _tokens(text: str) -> list[Token]:
    """The words of `text` in order, each fact one token; names, which need no masking to be aligned, stay words."""
    folded = fold(text)
    facts: list[Fact] = sorted([*figures(text), *dates(text)], key=lambda fact: fact.span.start)
    tokens: list[Token] = []
    at = 0
    for fact in facts:
        if fact.span.start < at:
            continue
        tokens += _words(folded, at, fact.span.start)
        tokens.append(Token(_mask(fact), fact.span, fact))
        at = fact.span.end
    return tokens + _words(folded, at, len(text))


def _words(folded: str, start: int, end: int) -> list[Token]:
    return [Token(match[0], Span(*match.span())) for match in _TOKEN.finditer(folded, start, end)]


def _mask(fact: Fact) -> str:
    return f"<{fact.kind} {fact.unit}>" if isinstance(fact, Figure) else f"<date {fact.years}>"


def _aligned(here: Sequence[Token], there: Sequence[Token]) -> list[tuple[Token, Token]]:
    """Facts in the same place: in a run of equal tokens with enough words beside them on both sides."""
    matcher = SequenceMatcher(None, [t.key for t in here], [t.key for t in there], autojunk=False)
    pairs: list[tuple[Token, Token]] = []
    for a, b, size in matcher.get_matching_blocks():
        for i in range(size):
            if here[a + i].fact is not None and _stands_firm(here[a : a + size], i):
                pairs.append((here[a + i], there[b + i]))
    return pairs


def _stands_firm(run: Sequence[Token], at: int) -> bool:
    """Words, not facts, count as context: a list of figures is no context for one of them."""
    before = sum(token.fact is None for token in run[max(0, at - AROUND) : at])
    after = sum(token.fact is None for token in run[at + 1 : at + 1 + AROUND])
    return before >= SIDE and after >= SIDE and before + after >= AROUND


def _contradict(x: Fact, y: Fact) -> bool:
    if isinstance(x, Figure) and isinstance(y, Figure):
        return not x.vague and not y.vague and comparable(x, y) and not agree(x, y)
    if isinstance(x, Date) and isinstance(y, Date):
        return comparable_dates(x, y) and not dates_agree(x, y)
    return False


def _told(fact: Fact, others: Sequence[Token]) -> bool:
    """Whether the other text has this very fact elsewhere: then the order differs, not what is told."""
    return any(type(t.fact) is type(fact) and not _contradict(fact, t.fact) and t.key == _mask(fact) for t in others if t.fact)
