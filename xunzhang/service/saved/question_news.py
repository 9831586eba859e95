"""What is new on saved questions: each is asked once of every generation, and a passage that answers it is told of once.

A passage is new to a question where it was no answer when the question was saved, nor at any update since. What an answer is,
`search/every_hit.py` says: a result called strong or likely, its copies too, or of words every passage that holds them. Files are
made by `news_files.py`.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from xunzhang.search.every_hit import every_hit
from xunzhang.search.pipeline import Searcher
from xunzhang.service.guard.giving_way import give_way
from xunzhang.service.saved.saved_questions import NewPassage, SavedQuestion, SavedQuestions
from xunzhang.types import Filters, Passage, XunzhangError
from xunzhang.types.contract import NewPassageJson, QuestionNewsJson

MOST_TOLD = 1000  # passages of a question in a generation

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class QuestionNews:
    """A saved question, and its new passages that the collection still has, the latest first; `found` says when."""

    saved: SavedQuestion
    passages: tuple[Passage, ...]
    found: tuple[str, ...]

    def as_dict(self) -> QuestionNewsJson:
        new = [NewPassageJson(found=at, passage=each.as_dict()) for each, at in zip(self.passages, self.found, strict=True)]
        return {"name": self.saved.name, "question": self.saved.question, "new": new}


def answers_of(searcher: Searcher, question: str, filters: Filters) -> list[str]:
    """The ids of the passages that answer, best first. Raises as `Searcher.ask` does."""
    groups = every_hit(searcher, question, filters).groups
    return [passage.id for group in groups for passage in group.passages][:MOST_TOLD]


def save_question(saved: SavedQuestions, searcher: Searcher, name: str, question: str, filters: Filters) -> None:
    """Save a question; what answers it now is not new. Raises as `Searcher.ask` and `SavedQuestions.save` do."""
    saved.save(name, question, filters, answers_of(searcher, question, filters), searcher.generation)


def look_for_news(saved: SavedQuestions, searcher: Searcher) -> dict[str, int]:
    """Ask what has not been asked of this generation; -> how many new passages each such question has.

    A question that cannot be asked any more (a bound that is none) is left out, and logged; the others go on.
    """
    found: dict[str, int] = {}
    for each in saved:
        if each.generation == searcher.generation:
            continue
        try:
            found[each.name] = saved.note(each.name, answers_of(searcher, each.question, each.filters), searcher.generation)
        except XunzhangError as error:
            log.warning("%s: %s", each.name, error)
    return found


def news_of(saved: SavedQuestions, searcher: Searcher, *, seen_too: bool = False) -> list[QuestionNews]:
    """What is new, by question, those with the latest first; passages that the collection has no longer are left out."""
    questions = {each.name: each for each in saved}
    by_name: dict[str, list[tuple[Passage, str]]] = {}
    for each, passage in _there(searcher, saved.news(seen_too=seen_too)):
        by_name.setdefault(each.name, []).append((passage, each.found))
    return [
        QuestionNews(questions[name], tuple(passage for passage, _ in told), tuple(found for _, found in told))
        for name, told in by_name.items()
        if name in questions
    ]


def _there(searcher: Searcher, news: Sequence[NewPassage]) -> Iterator[tuple[NewPassage, Passage]]:
    for each in news:
        with suppress(KeyError):
            yield each, searcher.passage(each.passage)


def watching_news(
    saved: SavedQuestions, get_searcher: Callable[[], Searcher | None], tell: Callable[[Searcher], None]
) -> Callable[[], None]:
    """-> what to call after an update: asks in a thread of its own, one at a time, and calls `tell` where something is new."""
    asking = threading.Lock()

    def ask() -> None:
        give_way()
        with asking:
            searcher = get_searcher()
            try:
                if searcher is not None and any(look_for_news(saved, searcher).values()):
                    tell(searcher)
            except XunzhangError as error:
                log.warning("%s", error)

    return lambda: threading.Thread(target=ask, name="question-news", daemon=True).start()
