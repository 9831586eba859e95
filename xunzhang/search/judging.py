"""How sure it is, in each language, that its best candidate answers the question.

What is measured and how it becomes a probability is `confidence.py`'s; here is what it needs of the index.
"""

from __future__ import annotations

from collections.abc import Sequence

from xunzhang.encoding.centring import generic_share
from xunzhang.index.opening import Index
from xunzhang.language.codes import family
from xunzhang.language.folding import fold
from xunzhang.search.comparing import Candidate
from xunzhang.search.confidence import Circumstances, LanguagePair, Signals, confidence, measure


def confidences(index: Index, candidates: Sequence[Candidate]) -> dict[str, float]:
    """By language family, 0..1, of its best candidate; 0 for a question that says nothing, such as one of punctuation alone."""
    says_something = any(each.understood.question.terms and len(each.understood.tokens) for each in candidates[:1])
    if not says_something:
        return {each.family: 0.0 for each in candidates}
    return {language: confidence(signals) for language, signals in signals_by_language(index, candidates).items()}


def signals_by_language(index: Index, candidates: Sequence[Candidate]) -> dict[str, Signals]:
    """The signals of the best candidate in each language family; `candidates` are best first."""
    best: dict[str, Candidate] = {}
    for candidate in candidates:
        best.setdefault(candidate.family, candidate)
    return {language: measure(candidate.match, _circumstances(index, candidate)) for language, candidate in best.items()}


def _circumstances(index: Index, candidate: Candidate) -> Circumstances:
    understood, language = candidate.understood, candidate.family
    pair = _pair(index, family(understood.question.language), language)
    words = index.lexical
    rarities = (
        words.rarities(understood.question.terms, language)
        if pair.same_language
        else words.carried_rarities(understood.carried, language)
    )
    known = fold(f"{candidate.passage.article.title} {candidate.passage.heading}")
    return Circumstances(pair, rarities, [name for name in understood.names if name not in known])


def _pair(index: Index, asked_in: str, language: str) -> LanguagePair:
    sizes = {name: len(rows) for name, rows in index.families.items()}
    beside = min(1.0, sizes.get(asked_in, 0) / sizes[language])
    return LanguagePair(language == asked_in, generic_share(sizes[language]), beside)
