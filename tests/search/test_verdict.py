"""What a confidence is called."""

from __future__ import annotations

import pytest

from xunzhang.question.grammar import plain_question
from xunzhang.search.verdict import LINES, Lines, held_to, verdict_of
from xunzhang.types import ArticleHead, Copy, Hit, HitGroup, Passage, Results, Span, Strength, Verdict


def figure(lines: Lines, told: str) -> float:
    """0 for "none", a line for its name, and a little less for what is below it."""
    name = told.removeprefix("below ")
    return 0.0 if told == "none" else getattr(lines, name) - (0.001 if name != told else 0.0)


@pytest.mark.parametrize(("pairing", "lines"), LINES.items())
@pytest.mark.parametrize(
    ("confidence", "about", "verdict"),
    [
        ("answers", 0.0, "answers"),
        ("below answers", 1.0, "may_answer"),
        ("may_answer", 0.0, "may_answer"),
        ("below may_answer", 1.0, "related"),
        ("none", "related", "related"),
        ("none", "below related", "nothing"),
    ],
)
def test_a_line_belongs_to_what_is_above_it(pairing: str, lines: Lines, confidence: str, about, verdict: Verdict) -> None:
    confidence, about = figure(lines, confidence), about if isinstance(about, float) else figure(lines, about)
    assert verdict_of(confidence, about, pairing) == verdict
    results = Results(plain_question("q", "en"), verdict, confidence, 1.0)
    assert results.answerable is (verdict in ("answers", "may_answer"))


def test_where_nothing_was_found_nothing_is_about_it() -> None:
    assert verdict_of(0.0, 0.0, "") == "nothing"


ALLOWED: dict[Verdict, list[Strength]] = {
    "answers": ["strong", "likely", "weak"],
    "may_answer": ["likely", "likely", "weak"],
    "related": ["weak", "weak", "weak"],
    "nothing": ["weak", "weak", "weak"],
}


@pytest.mark.parametrize("verdict", ALLOWED)
def test_nothing_is_called_stronger_than_the_verdict_allows(verdict: Verdict) -> None:
    passage = Passage("a.1", ArticleHead("a"), 1, 0, 19, "它有 28 所幼儿园，在 2024 年建成。")
    strengths: tuple[Strength, ...] = ("strong", "likely", "weak")
    hits = [Hit(passage, 0.9, strength, Span(0, 19), (Span(3, 5), Span(13, 17)), (Span(0, 1),)) for strength in strengths]
    held = held_to(verdict, [HitGroup(hit, (Copy(passage),)) for hit in hits])
    assert [group.hit.strength for group in held] == ALLOWED[verdict]
    spans = ["28", "2024"] if verdict in ("answers", "may_answer") else []
    assert [[span.of(passage.text) for span in group.hit.exact] for group in held] == [spans] * 3
    assert all((group.hit.answer, group.hit.terms) == (Span(0, 19), (Span(0, 1),)) for group in held)
    assert [group.also_in for group in held] == [(Copy(passage),)] * 3
