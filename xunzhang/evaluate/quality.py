"""Figures of quality from answered benchmark questions: ranking, answer sentences, abstention, near-duplicates.

A ranking is by article: an article stands where the first of its passages does. Asking the questions is `evaluation.py`'s, the
measures themselves are `metrics.py`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from types import MappingProxyType
from typing import get_args

from xunzhang.evaluate import metrics
from xunzhang.evaluate.benchmark import BenchPassage, BenchQuestion
from xunzhang.evaluate.metrics import Estimate, auroc_estimate, mean_estimate
from xunzhang.types import Hit, Results, Span, Verdict

Measures = Mapping[str, Callable[[Sequence[str], frozenset[str]], float]]
Figures = dict[str, Estimate]

RANKING: Measures = MappingProxyType(
    {
        "hit@1": partial(metrics.hit_at, 1),
        "hit@5": partial(metrics.hit_at, 5),
        "mrr@10": partial(metrics.reciprocal_rank_at, 10),
        "ndcg@10": partial(metrics.ndcg_at, 10),
    }
)
MIXED: Measures = MappingProxyType({"recall@10": partial(metrics.recall_at, 10), "complete@10": partial(metrics.complete_at, 10)})


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with what was found for it. `relevant` are those of its relevant articles that were there to be found."""

    question: BenchQuestion
    relevant: frozenset[str]
    results: Results

    @property
    def ranked(self) -> list[str]:
        """The ids of the articles found, best first, each once; a hit's near-duplicates stand right behind it."""
        return list(dict.fromkeys(article for group in self.groups() for article in group))

    def groups(self) -> Iterator[list[str]]:
        """The article ids of each group, the hit's own first."""
        for group in self.results.groups:
            yield [group.hit.passage.article.id, *(copy.passage.article.id for copy in group.also_in)]


def measure(answered: Sequence[Answered], measures: Measures) -> Figures:
    """Each measure's mean over the questions that have something relevant to find; empty where none has."""
    rankings = [(each.ranked, each.relevant) for each in answered if each.relevant]
    if not rankings:
        return {}
    return {name: mean_estimate([of(ranked, relevant) for ranked, relevant in rankings]) for name, of in measures.items()}


def answer_sentence(answered: Sequence[Answered], passages: Mapping[str, BenchPassage]) -> Estimate | None:
    """How often the sentence marked in the relevant passage is one that holds the annotated answer; None without annotations.

    Over all questions whose relevant passage is annotated: one that is not found, or has nothing marked in it, counts as
    wrong. The sentence marked is the annotated one with which the mark shares the most characters.
    """
    values = [float(_marked_right(each, passages)) for each in answered if each.relevant & each.question.gold_sentences.keys()]
    return mean_estimate(values) if values else None


def _marked_right(answered: Answered, passages: Mapping[str, BenchPassage]) -> bool:
    gold = answered.question.gold_sentences
    hits = [group.hit for group in answered.results.groups if group.hit.passage.article.id in gold]
    if not hits:
        return False
    passage = passages[hits[0].passage.article.id]
    mark = _mark_in(passage.text, hits[0])
    if mark is None or not passage.sentences:
        return False
    shared = [min(mark.end, sentence.end) - max(mark.start, sentence.start) for sentence in passage.sentences]
    return shared.index(max(shared)) in gold[passage.id]


def _mark_in(text: str, hit: Hit) -> Span | None:
    """The answer sentence's offsets in the benchmark's text, wherever in it the reader put the passage."""
    start = text.find(hit.passage.text)
    if hit.answer is None or start < 0:
        return None
    return Span(start + hit.answer.start, start + hit.answer.end)


def abstention(answerable: Sequence[Answered], unanswerable: Sequence[Answered]) -> Figures:
    """AUROC of the confidence: answerable questions against each kind of unanswerable ones, in the languages of that kind.

    Named by kind, over all its languages, and by kind and language ("uncovered zh").
    """
    figures: Figures = {}
    for kind in sorted({each.question.kind for each in unanswerable}, reverse=True):
        of_kind = [each for each in unanswerable if each.question.kind == kind]
        languages = sorted({each.question.language for each in of_kind})
        for name, some in [(kind, languages), *((f"{kind} {language}", [language]) for language in languages)]:
            above = [each.results.confidence for each in answerable if each.relevant and each.question.language in some]
            below = [each.results.confidence for each in of_kind if each.question.language in some]
            if above:
                figures[name] = auroc_estimate(above, below)
    return figures


def verdicts(answerable: Sequence[Answered], unanswerable: Sequence[Answered]) -> dict[str, Figures]:
    """The share of each verdict among the answerable questions and among each kind of unanswerable ones.

    Named by kind, over all its languages, and by kind and language ("uncovered zh"); what has no questions is left out.
    """
    figures: dict[str, Figures] = {}
    for kind in ("answerable", *sorted({each.question.kind for each in unanswerable}, reverse=True)):
        of_kind = [each for each in unanswerable if each.question.kind == kind]
        of_kind = of_kind if kind != "answerable" else [each for each in answerable if each.relevant]
        languages = sorted({each.question.language for each in of_kind})
        for name, some in [(kind, languages), *((f"{kind} {language}", [language]) for language in languages)]:
            told = [each.results.verdict for each in of_kind if each.question.language in some]
            if told:
                figures[name] = {each: mean_estimate([float(one == each) for one in told]) for each in get_args(Verdict)}
    return figures


def near_duplicates(answered: Sequence[Answered], annotated: frozenset[frozenset[str]]) -> Figures:
    """Precision and recall of the pairs shown as one group, among the pairs of articles that some question found together."""
    grouped: set[frozenset[str]] = set()
    together: set[frozenset[str]] = set()
    for each in answered:
        together |= {frozenset(pair) for pair in combinations(each.ranked, 2)}
        grouped |= {frozenset(pair) for group in each.groups() for pair in combinations(dict.fromkeys(group), 2)}
    judged = {
        "precision": [float(pair in annotated) for pair in sorted(grouped, key=sorted)],
        "recall": [float(pair in grouped) for pair in sorted(annotated & together, key=sorted)],
    }
    return {name: mean_estimate(values) for name, values in judged.items() if values}
