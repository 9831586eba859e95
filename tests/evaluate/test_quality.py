"""Figures of quality, from results made by hand."""

from __future__ import annotations

import math

import pytest

from xunzhang.evaluate.benchmark import BenchPassage, BenchQuestion
from xunzhang.evaluate.quality import MIXED, RANKING, Answered, abstention, answer_sentence, measure, near_duplicates, verdicts
from xunzhang.question.grammar import plain_question
from xunzhang.types import ArticleHead, Copy, Hit, HitGroup, Passage, Results, Span, Verdict

TEXT = "First sentence. The second one answers. A third."
SENTENCES = (Span(0, 15), Span(16, 39), Span(40, 48))
BENCH_PASSAGES = {name: BenchPassage(name, "en", TEXT, SENTENCES, {}) for name in "abc"}


def passage(article: str, text: str = TEXT) -> Passage:
    return Passage(f"{article}.1", ArticleHead(article), 1, 0, len(text), text)


def group(article: str, *copies: str, text: str = TEXT, answer: Span | None = None) -> HitGroup:
    return HitGroup(Hit(passage(article, text), 0.5, "likely", answer), tuple(Copy(passage(copy)) for copy in copies))


def answered(
    *groups: HitGroup,
    relevant: str = "",
    language: str = "en",
    confidence: float = 0.5,
    verdict: Verdict = "answers",
    **question: object,
) -> Answered:
    asked = BenchQuestion(language, "?", frozenset(relevant), **question)  # type: ignore[arg-type]
    return Answered(asked, frozenset(relevant), Results(plain_question("?", language), verdict, confidence, 1.0, groups))


def test_an_article_stands_where_its_first_passage_does_and_copies_right_behind():
    assert answered(group("b", "c"), group("a"), group("b"), group("c", "d")).ranked == ["b", "c", "a", "d"]


def test_ranking_figures_are_means_over_questions_with_something_to_find():
    figures = measure(
        [answered(group("a"), relevant="a"), answered(group("b"), group("a"), relevant="a"), answered(group("b"))], RANKING
    )
    assert {name: figure.value for name, figure in figures.items()} == pytest.approx(
        {"hit@1": 0.5, "hit@5": 1.0, "mrr@10": 0.75, "ndcg@10": (1 + 1 / math.log2(3)) / 2}
    )
    assert measure([answered(group("b"))], RANKING) == {}


def test_mixed_figures_ask_for_every_relevant_article():
    figures = measure([answered(group("a"), group("b"), relevant="ab"), answered(group("a"), relevant="ac")], MIXED)
    assert {name: figure.value for name, figure in figures.items()} == {"recall@10": 0.75, "complete@10": 0.5}


@pytest.mark.parametrize(
    ("groups", "right"),
    [
        ([group("a", answer=Span(16, 39))], 1.0),
        ([group("a", answer=Span(10, 30))], 1.0),  # 14 characters of the second sentence, 5 of the first
        ([group("a", answer=Span(0, 15))], 0.0),
        ([group("a", text=TEXT[16:], answer=Span(0, 23))], 1.0),  # a passage that starts within the article
        ([group("b", answer=Span(16, 39)), group("a", answer=Span(40, 48))], 0.0),  # the relevant passage counts, not the first
        ([group("a")], 0.0),
        ([group("a", text="Not in the article.", answer=Span(0, 3))], 0.0),
        ([], 0.0),
    ],
)
def test_the_answer_sentence_is_judged_in_the_relevant_passage(groups: list[HitGroup], right: float):
    figure = answer_sentence([answered(*groups, relevant="a", gold_sentences={"a": frozenset({1})})], BENCH_PASSAGES)
    assert figure is not None
    assert figure.value == right


def test_no_annotated_sentence_is_no_figure():
    assert answer_sentence([answered(group("a"), relevant="a")], BENCH_PASSAGES) is None


def test_abstention_compares_within_the_languages_of_a_kind():
    asked = [answered(relevant="a", language="zh", confidence=0.9), answered(relevant="a", language="en", confidence=0.4)]
    unasked = [
        answered(language="zh", confidence=0.5, kind="uncovered"),
        answered(language="en", confidence=0.6, kind="adversarial"),
    ]
    figures = {name: figure.value for name, figure in abstention(asked, unasked).items()}
    assert figures == {"uncovered": 1.0, "uncovered zh": 1.0, "adversarial": 0.0, "adversarial en": 0.0}


def test_verdicts_are_shares_of_each_kind_and_of_its_languages():
    asked = [
        answered(relevant="a", language="zh", verdict="answers"),
        answered(relevant="a", language="zh", verdict="may_answer"),
        answered(relevant="a", language="en", verdict="nothing"),
        answered(relevant="a", language="en", verdict="answers"),
        answered(language="en", verdict="related"),  # nothing that answers it was there
    ]
    unasked = [
        answered(language="zh", verdict="related", kind="uncovered"),
        answered(language="zh", verdict="nothing", kind="uncovered"),
        answered(language="en", verdict="answers", kind="adversarial"),
    ]
    figures = {name: [each.value for each in shares.values()] for name, shares in verdicts(asked, unasked).items()}
    assert figures == {  # answers, may_answer, related, nothing
        "answerable": [0.5, 0.25, 0.0, 0.25],
        "answerable en": [0.5, 0.0, 0.0, 0.5],
        "answerable zh": [0.5, 0.5, 0.0, 0.0],
        "uncovered": [0.0, 0.0, 0.5, 0.5],
        "uncovered zh": [0.0, 0.0, 0.5, 0.5],
        "adversarial": [1.0, 0.0, 0.0, 0.0],
        "adversarial en": [1.0, 0.0, 0.0, 0.0],
    }
    assert list(verdicts(asked, unasked)["answerable"]) == ["answers", "may_answer", "related", "nothing"]
    assert verdicts([], []) == {}


def test_near_duplicates_are_judged_among_what_was_found_together():
    annotated = frozenset({frozenset("ab"), frozenset("ac"), frozenset("xy")})
    figures = near_duplicates([answered(group("a", "b"), group("c", "d"))], annotated)
    assert {name: figure.value for name, figure in figures.items()} == {"precision": 0.5, "recall": 0.5}
    assert near_duplicates([answered(group("a"))], annotated) == {}
