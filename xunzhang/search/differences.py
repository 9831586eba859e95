"""What two copies of a paragraph tell differently: a figure, a date or a person's name, as printed here and as printed there.

Precision first. Sentences that share most of their words are aligned with every fact masked by its kind, so that what stands in
the same place of the same words is compared, and only that: a fact that stands elsewhere in the other text too, or tells when a
report was written, is left alone. Values are compared, not spellings: 1,943 is 1943, 百分之九十四点六 is 94.6%, and a rounded
figure agrees.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from xunzhang.language.folding import fold
from xunzhang.language.mentions.dates import Date, comparable_dates, dates, dates_agree
from xunzhang.language.mentions.figures import Figure, agree, figures
from xunzhang.language.mentions.names import Name, names
from xunzhang.language.sentences import sentence_spans
from xunzhang.search.resemblance import same_paragraph
from xunzhang.types import Difference, Passage, Span

# How many words have to be the same on each side of a fact, unless its clause begins or ends there in both texts, and how many
# in all within AROUND either way. A fact that agrees in both texts counts as AGREEING words, one that differs as none: a table of
# other figures is no context for one.
EACH_SIDE, BOTH_SIDES, AROUND, AGREEING = 2, 7, 8, 4
# The share of the shorter sentence's words that two sentences have in common to be compared at all.
COUNTERPART = 0.6
# Passages that are no copies are often reports of one form (the shares of two companies), with words in common and no facts.
# There one fact may differ, beside a figure that agrees, is no percentage and has this many digits that count.
DISTINCTIVE_DIGITS = 3
# Two texts most of whose aligned facts differ report two events in one form: nothing is said then. One fact may always differ.
MOST_DIFFERING = 0.5
_WORD = re.compile(r"[a-z][a-z'-]*|\d+|[^\W\da-z_]")
# When a report was written is no part of what it tells: 新华社北京11月19日电, 记者8月4日从…获悉.
_WRITTEN_BEFORE = re.compile(r"(?:记者|[电讯])\s?$")
_WRITTEN_AFTER = re.compile(r"\s?(?:[电讯]|消息|\d+\s?版)")
_CLAUSE_BEGINS = re.compile(r"[,.;:!?。、]\s*$")
_CLAUSE_ENDS = re.compile(r"\s*(?:[,.;:!?。、)]|$)")
_TODAY = re.compile(r"今[日天]|昨[日天]|\b(?:today|yesterday)\b")


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure, date or person's name as read; `text` is the folded print, `mask` its kind, by which facts are aligned."""

    reading: Figure | Date | Name
    text: str
    mask: str

    @property
    def span(self) -> Span:
        return self.reading.span


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a Han character or a whole fact; `key` is what alignment sees. Does a clause begin, or end, with the fact?"""

    key: str
    fact: Fact | None = None
    begins: bool = False
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as tokens. What `of_today` says of "today" differs from day to day."""

    tokens: tuple[Token, ...]
    words: Counter[str]
    facts: frozenset[Fact]
    of_today: bool


@dataclass(frozen=True, slots=True)
class ToldFacts:
    """A passage with the facts it tells, read once for any number of comparisons."""

    passage: Passage
    facts: tuple[Fact, ...]

    @classmethod
    def of(cls, passage: Passage) -> ToldFacts:
        return cls(passage, tuple(_facts(passage.text)))


def differences(a: Passage, b: Passage) -> tuple[Difference, ...]:
    """The facts that `a` (here) and `b` (there) give differently, in the order of `a`'s text; empty where nothing is certain."""
    return compare(ToldFacts.of(a), ToldFacts.of(b))


def are_comparable(here: ToldFacts, other: ToldFacts) -> bool:
    """Whether two passages tell the same, so that what they give differently, or do not, means something."""
    return same_paragraph(here.passage, other.passage) or any(
        _distinctive(fact) and _told(fact, other.facts) for fact in here.facts
    )


def compare(here: ToldFacts, other: ToldFacts) -> tuple[Difference, ...]:
    """`differences`, of passages whose facts have been read."""
    a, b, of_a, of_b = here.passage, other.passage, here.facts, other.facts
    only_a = {fact for fact in of_a if not _told(fact, of_b)}
    only_b = {fact for fact in of_b if not _told(fact, of_a)}
    if not only_a or not only_b:
        return ()
    if not are_comparable(here, other):
        return ()
    copies = same_paragraph(a, b)
    same_day = a.article.date == b.article.date != ""
    there = [s for s in _sentences(b.text, of_b) if not only_b.isdisjoint(s.facts) and (same_day or not s.of_today)]
    differing: list[tuple[Fact, Fact]] = []
    for sentence in _sentences(a.text, of_a):
        if not only_a.isdisjoint(sentence.facts) and (same_day or not sentence.of_today):
            told = _told_otherwise(sentence, there, copies)
            differing += [(x, y) for x, y in told if x in only_a and y in only_b]
    if len(differing) > 1 and len(differing) > MOST_DIFFERING * min(len(of_a), len(of_b)):
        return ()
    return tuple(Difference(x.span.of(a.text), y.span.of(b.text), x.span, y.span) for x, y in differing)


def _told_otherwise(sentence: Sentence, others: Sequence[Sentence], copies: bool) -> list[tuple[Fact, Fact]]:
    """The facts that differ between a sentence and its counterpart, the one with the most words in common."""
    shared = [sum((sentence.words & other.words).values()) for other in others]
    best = max(range(len(others)), key=shared.__getitem__, default=None)
    if best is None or shared[best] < COUNTERPART * min(sentence.words.total(), others[best].words.total()):
        return []
    aligned = _aligned(sentence.tokens, others[best].tokens)
    differing = [(x, y) for x, y in aligned if _contradict(x, y)]
    tied = copies or (len(differing) == 1 and any(_distinctive(x) for x, y in aligned if not _contradict(x, y)))
    return differing if tied else []


def _distinctive(fact: Fact) -> bool:
    if not isinstance(fact.reading, Figure) or fact.reading.kind == "percent":
        return False
    return len(fact.reading.value.normalize().as_tuple().digits) >= DISTINCTIVE_DIGITS


def _facts(text: str) -> list[Fact]:
    """The facts of `text` in order, not overlapping; vague figures and the time of writing are none."""
    folded = fold(text)
    found = [Fact(f, f.span.of(folded), f"<{f.kind} {f.unit}>") for f in figures(text) if not f.vague]
    found += [Fact(d, d.span.of(folded), f"<date {d.years}>") for d in dates(text) if not _written(folded, d.span)]
    found += [Fact(n, n.span.of(folded), f"<{n.kind}>") for n in names(text) if n.kind == "person"]
    kept: list[Fact] = []
    for fact in sorted(found, key=lambda f: f.span.start):
        if not kept or fact.span.start >= kept[-1].span.end:
            kept.append(fact)
    return kept


def _written(folded: str, span: Span) -> bool:
    return bool(_WRITTEN_BEFORE.search(folded[: span.start]) or _WRITTEN_AFTER.match(folded, span.end))


def _told(fact: Fact, others: Sequence[Fact]) -> bool:
    """Whether the other text tells this very fact anywhere, or one that can be the same."""
    return any(_comparable(fact, other) and not _contradict(fact, other) for other in others)


def _comparable(x: Fact, y: Fact) -> bool:
    if isinstance(x.reading, Date) and isinstance(y.reading, Date):
        return comparable_dates(x.reading, y.reading)
    return x.mask == y.mask


def _contradict(x: Fact, y: Fact) -> bool:
    """Whether two facts that are aligned cannot both be right."""
    a, b = x.reading, y.reading
    if not _comparable(x, y):
        return False
    if isinstance(a, Figure) and isinstance(b, Figure):
        return not agree(a, b)
    if isinstance(a, Date) and isinstance(b, Date):
        return not dates_agree(a, b)
    return x.text not in y.text and y.text not in x.text


def _sentences(text: str, facts: Sequence[Fact]) -> list[Sentence]:
    folded = fold(text)
    sentences: list[Sentence] = []
    for span in sentence_spans(text):
        tokens = _tokens(folded, span, facts)
        held = frozenset(token.fact for token in tokens if token.fact is not None)
        today = _TODAY.search(folded, span.start, span.end) is not None
        sentences.append(Sentence(tokens, Counter(token.key for token in tokens), held, today))
    return sentences


def _tokens(folded: str, sentence: Span, facts: Sequence[Fact]) -> tuple[Token, ...]:
    tokens: list[Token] = []
    at = sentence.start
    for fact in facts:
        if sentence.start <= fact.span.start < sentence.end:
            tokens += map(Token, _WORD.findall(folded, at, fact.span.start))
            begins = at == fact.span.start or _CLAUSE_BEGINS.search(folded, sentence.start, fact.span.start) is not None
            ends = _CLAUSE_ENDS.match(folded, fact.span.end) is not None
            tokens.append(Token(fact.mask, fact, begins, ends))
            at = fact.span.end
    return (*tokens, *map(Token, _WORD.findall(folded, at, sentence.end)))


def _aligned(here: Sequence[Token], there: Sequence[Token]) -> list[tuple[Fact, Fact]]:
    """Facts in the same place: in a run of equal tokens, with enough of the same words beside them."""
    matcher = SequenceMatcher(None, [token.key for token in here], [token.key for token in there], autojunk=False)
    pairs: list[tuple[Fact, Fact]] = []
    for a, b, size in matcher.get_matching_blocks():
        run = list(zip(here[a : a + size], there[b : b + size], strict=True))
        weights = [_weight(x, y) for x, y in run]
        pairs += [(x.fact, y.fact) for at, (x, y) in enumerate(run) if x.fact and y.fact and _stands_firm(x, y, weights, at)]
    return pairs


def _stands_firm(x: Token, y: Token, weights: Sequence[int], at: int) -> bool:
    before, after = sum(weights[max(0, at - AROUND) : at]), sum(weights[at + 1 : at + 1 + AROUND])
    begun = before >= EACH_SIDE or (x.begins and y.begins)
    ended = after >= EACH_SIDE or (x.ends and y.ends)
    return begun and ended and before + after >= BOTH_SIDES


def _weight(x: Token, y: Token) -> int:
    """What a token that is the same in both texts counts as context."""
    if x.fact is None or y.fact is None:
        return 1
    return 0 if _contradict(x.fact, y.fact) else AGREEING
