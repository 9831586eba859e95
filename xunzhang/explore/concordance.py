"""A term in all its contexts (keyword in context, KWIC): where it stands, word for word, with what is before and after it.

What counts as an occurrence is what a quoted phrase finds (`text.exact_terms`): whole words of scripts that part them, any run of
Han characters; width, case, accents and traditional script make no difference, nor does the punctuation between two words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from xunzhang.index.narrowed import both
from xunzhang.index.opening import Index
from xunzhang.language.scripts import detect_language
from xunzhang.language.terms import exact_spans, exact_terms, in_order
from xunzhang.messages.wording import say
from xunzhang.types import Filters, Passage, Question, Span, XunzhangError

Order = Literal["place", "left", "right"]
ORDERS: tuple[Order, ...] = ("place", "left", "right")
LONGEST_TERM = 200  # characters
# Passages looked through for one term: sorting needs all lines, and a word in more passages makes no readable concordance.
MOST_PASSAGES = 5000
SORTED_BY = 6  # words on the side that lines are sorted by


@dataclass(frozen=True, slots=True)
class ContextLine:
    """One occurrence: `span` are offsets into `passage.text`, which is verbatim."""

    passage: Passage
    span: Span

    @property
    def left(self) -> str:
        return self.passage.text[: self.span.start]

    @property
    def keyword(self) -> str:
        return self.span.of(self.passage.text)

    @property
    def right(self) -> str:
        return self.passage.text[self.span.end :]


@dataclass(frozen=True, slots=True)
class Concordance:
    """A page of the lines of `term`, of `total` in `passages` passages of `articles` articles.

    `unread` is the number of further passages that hold the term (or whose title does) and were not looked through.
    """

    term: str
    lines: tuple[ContextLine, ...]
    total: int
    passages: int
    articles: int
    unread: int = 0


def concordance(
    index: Index, term: str, order: Order = "place", first: int = 0, count: int = 50, filters: Filters | None = None
) -> Concordance:
    """The lines of `term` from the `first` (from 0), `count` of them, in the order of the collection or sorted by a side.

    Sorted by "left", lines go by the word before the term, then the one before that; by "right", by the words after it.
    Raises XunzhangError for a term without a word or character in it, and for one over LONGEST_TERM characters.
    """
    wanted = exact_terms(term[: LONGEST_TERM + 1])
    if not wanted:
        raise XunzhangError(say("term.no_word", term=term.strip()))
    if len(term) > LONGEST_TERM:
        raise XunzhangError(say("term.long", n=len(term), most=LONGEST_TERM))
    question = Question(typed=term, text=term, language=detect_language(term), terms=(), must=(term,))
    allowed = both(index.lexical.matching(question), index.catalogue.narrowed_to(filters) if filters else None)
    found = [] if allowed is None else index.lexical.rows_in(allowed).tolist()
    lines = [line for passage in index.catalogue.passages(found[:MOST_PASSAGES]) for line in _lines(passage, wanted)]
    in_passages, in_articles = {line.passage.id for line in lines}, {line.passage.article.id for line in lines}
    if order != "place":
        lines.sort(key=_by_left if order == "left" else _by_right)
    shown = tuple(lines[max(first, 0) : max(first, 0) + count])
    return Concordance(term, shown, len(lines), len(in_passages), len(in_articles), max(0, len(found) - MOST_PASSAGES))


def _lines(passage: Passage, terms: Sequence[str]) -> Iterator[ContextLine]:
    for span in in_order(exact_spans(passage.text), terms):
        yield ContextLine(passage, span)


# Six words of either script stand within so many characters; more need not be read to sort by them.
_NEAR = 120


def _by_left(line: ContextLine) -> tuple[list[str], str]:
    return exact_terms(line.left[-_NEAR:])[::-1][:SORTED_BY], line.passage.id


def _by_right(line: ContextLine) -> tuple[list[str], str]:
    return exact_terms(line.right[:_NEAR])[:SORTED_BY], line.passage.id
