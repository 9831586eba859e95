"""Whether the best candidates answer the question, and whether they are about it: each judged by its signals and by the reader.

What is measured is `confidence.py`'s and the reader's, how it becomes a probability `calibration.py`'s, and which line it is held
against `verdict.py`'s; here is what these need of the index.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xunzhang.encoding.centring import generic_share
from xunzhang.index.opening import Index
from xunzhang.language.codes import family
from xunzhang.language.folding import fold
from xunzhang.search.calibration import aboutness, answered, likelihood
from xunzhang.search.comparing import Candidate
from xunzhang.search.confidence import Circumstances, LanguagePair, Signals, measure
from xunzhang.search.joint_reading import READ, Read, read
from xunzhang.search.rivals import has_rival


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the best candidates come to.

    `confidence`: 0..1, how likely the collection answers the question; by language family `by_family`, of those judged. `about`:
    0..1, how likely anything here is about it. `pairing`: how the question meets the passage that `confidence` rests on, "" where
    there is none. `reads` is what the reader says of candidates, by row.
    """

    confidence: float
    about: float
    pairing: str
    by_family: Mapping[str, float]
    reads: Mapping[int, Read]


def judge(index: Index, candidates: Sequence[Candidate], background: Mapping[str, float]) -> Judgement:
    """Judge a question by its `candidates`, best first, against the index's `background` (`bank_background.py`).

    One that says nothing, such as one of punctuation alone, gets 0.
    """
    families = dict.fromkeys((each.family for each in candidates), 0.0)
    if not any(each.understood.question.terms and len(each.understood.tokens) for each in candidates[:1]):
        return Judgement(0.0, 0.0, "", families, {})
    judged = list(worth_judging(candidates))
    reads = read(index.reader, judged) if index.reader else {}
    about, pairings = 0.0, {each.family: each.pairing for each in judged}
    for candidate, signals in measured(index, judged):
        subject = aboutness(candidate.pairing, signals, background.get(candidate.pairing))
        likely = answered(likelihood(candidate.pairing, signals, reads.get(candidate.row)), subject)
        families[candidate.family] = max(families[candidate.family], likely)
        about = max(about, subject)
    surest = max(families, key=lambda name: families[name])
    return Judgement(families[surest], about, pairings[surest], families, reads)


def measured(index: Index, candidates: Sequence[Candidate]) -> Iterator[tuple[Candidate, Signals]]:
    """Each candidate that can be measured with its signals; a passage without tokens cannot."""
    for candidate in candidates:
        if candidate.match.similarity.size:
            yield candidate, measure(candidate.match, _circumstances(index, candidate))


def worth_judging(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """Of `candidates`, best first, the first READ, and the best of each language that is not among them."""
    seen: set[str] = set()
    for place, candidate in enumerate(candidates):
        if place < READ or candidate.family not in seen:
            seen.add(candidate.family)
            yield candidate


def _circumstances(index: Index, candidate: Candidate) -> Circumstances:
    understood, language = candidate.understood, candidate.family
    pair = _pair(index, family(understood.question.language), language)
    words = index.lexical
    rarities = (
        words.rarities(understood.question.terms, language)
        if pair.same_language
        else words.carried_rarities(understood.carried, language)
    )
    known = f"{candidate.passage.article.title} {candidate.passage.heading}"
    match = candidate.match
    rival = match.in_other and has_rival(understood.named, match.carried_places, match.text, known, index.bridge.dictionary)
    return Circumstances(pair, rarities, [name for name in understood.names if name not in fold(known)], rival)


def _pair(index: Index, asked_in: str, language: str) -> LanguagePair:
    sizes = index.languages.sizes
    beside = min(1.0, sizes.get(asked_in, 0) / sizes[language])
    return LanguagePair(language == asked_in, generic_share(sizes[language]), beside)
