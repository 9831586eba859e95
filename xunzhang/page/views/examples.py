"""The example questions on the page: made from the collection by rule, asked of it, and kept only where it answers them.

Deterministic: the same index gives the same examples. A language in which too few questions come out is filled up with titles,
which are a fair thing to ask for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xunzhang.language.codes import family
from xunzhang.language.sentences import sentence_spans
from xunzhang.page.views.questions import questions_of
from xunzhang.search.found_once import found_once
from xunzhang.search.pipeline import Searcher
from xunzhang.types import ArticleHead, Passage, Results, Span

LANGUAGES = ("zh", "en")
EACH = 3  # examples in a language
ARTICLES_READ = 40  # spread over the collection; a page must not take longer to start with a larger one
MOST_ASKED = 12  # questions tried in a language, a tenth of a second each


class Trial(NamedTuple):
    """A question with the sentence it was made from, which has to be found again."""

    question: str
    kind: int
    passage: Passage
    sentence: Span


def example_questions(searcher: Searcher) -> list[tuple[str, str]]:
    """Up to `EACH` questions in each language as pairs (language, question), the languages taking turns."""
    heads = spread(searcher.heads(), ARTICLES_READ)
    chosen = {language: _choose(searcher, heads, language) for language in LANGUAGES}
    turns = range(max(map(len, chosen.values())))
    return [(language, chosen[language][turn]) for turn in turns for language in LANGUAGES if turn < len(chosen[language])]


def kept_examples(searcher: Searcher) -> list[tuple[str, str]]:
    """The same, chosen once for an index: each of them is asked, which a page that starts need not wait for again."""
    chosen = found_once(searcher, "examples", lambda: [[*pair] for pair in example_questions(searcher)])
    return [(language, question) for language, question in chosen]


def spread(heads: Sequence[ArticleHead], most: int) -> list[ArticleHead]:
    """At most `most` of `heads`, evenly over the whole."""
    if len(heads) <= most:
        return list(heads)
    return [heads[place * len(heads) // most] for place in range(most)]


def _choose(searcher: Searcher, heads: Sequence[ArticleHead], language: str) -> list[str]:
    trials = in_turn(list(_trials(searcher, heads, language)))
    questions: list[str] = []
    for trial in trials[:MOST_ASKED]:
        if len(questions) == EACH:
            break
        if is_answered(searcher.ask(trial.question, k=3), trial):
            questions.append(trial.question)
    titles = [head.title for head in heads if family(head.language) == language and head.title]
    return [*questions, *titles[: EACH - len(questions)]]


def _trials(searcher: Searcher, heads: Sequence[ArticleHead], language: str) -> Iterator[Trial]:
    seen: set[str] = set()
    for head in heads:
        for passage in searcher.passages_of(head.id):
            if family(passage.language) != language:
                continue
            for sentence in sentence_spans(passage.text):
                for question, kind in questions_of(sentence.of(passage.text), language):
                    if question not in seen:
                        seen.add(question)
                        yield Trial(question, kind, passage, sentence)


def in_turn(trials: Sequence[Trial]) -> list[Trial]:
    """The trials so that kinds and articles vary: each next one is of those taken least so far, better kinds first."""
    left, ordered = list(trials), []
    kinds: dict[int, int] = {}
    articles: dict[str, int] = {}
    while left:
        best = min(left, key=lambda t: (kinds.get(t.kind, 0) + articles.get(t.passage.article.id, 0), t.kind))
        left.remove(best)
        ordered.append(best)
        kinds[best.kind] = kinds.get(best.kind, 0) + 1
        articles[best.passage.article.id] = articles.get(best.passage.article.id, 0) + 1
        if len(ordered) == MOST_ASKED:
            break
    return ordered


def is_answered(results: Results, trial: Trial) -> bool:
    """Whether the first group found is the passage the question came from (or a copy), its sentence marked as the answer."""
    if not results.answerable or not results.groups:
        return False
    best = results.groups[0]
    if best.hit.passage.id == trial.passage.id:
        answer = best.hit.answer
        return answer is not None and answer.start < trial.sentence.end and trial.sentence.start < answer.end
    return any(copy.passage.id == trial.passage.id for copy in best.also_in)
