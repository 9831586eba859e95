"""A question in, the passages that answer it out. `Searcher.ask` reads top to bottom as the pipeline:

    parse -> understand -> narrow -> find (vectors, words, bridge) -> weigh (MaxSim, BM25) -> fuse -> how sure -> relevance
          -> group near-duplicates -> mark answers -> verdict -> Results

Each step's own knowledge lives in its room: a question's grammar in `question/`, what search makes of it in `understanding.py`,
the arms in `retrieving.py`, weights in `ranking.py`, confidence in `judging.py` and `confidence.py`, the verdict in `verdict.py`,
near-duplicates in `grouping.py`, reports of different days in `newest.py`, answers in `answers.py`, what is missing in
`missing.py`. A question is parsed once, and held against a candidate once (`comparing.py`).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial, reduce
from pathlib import Path

import numpy as np

from xunzhang.encoding.encoder import Encoded, Encoder
from xunzhang.index.narrowed import Allowed
from xunzhang.index.opening import Index, open_index
from xunzhang.messages.wording import say
from xunzhang.question.grammar import parse_question
from xunzhang.question.lookups import look_up
from xunzhang.question.question_pieces import content_words
from xunzhang.search.asked_about import LEAD, holding_subject
from xunzhang.search.bank_background import Background, background_of
from xunzhang.search.claims import WITHOUT_CLAIM, may_claim
from xunzhang.search.comparing import Candidate
from xunzhang.search.did_you_mean import did_you_mean
from xunzhang.search.grouping import group_hits
from xunzhang.search.hits import hits_of, marked, nearest_marked, read_first, scores_of
from xunzhang.search.judging import judge
from xunzhang.search.looking_up import find_holders, look_up_hits
from xunzhang.search.missing import missing_in
from xunzhang.search.narrowing import Narrowing
from xunzhang.search.newest import lead_with_newest
from xunzhang.search.opened_collection import OpenedCollection
from xunzhang.search.preferring import notes, preference, with_phrases
from xunzhang.search.ranking import DEFAULT, Evidence, Settings, fuse, relevance
from xunzhang.search.retrieving import NOTHING, find, weigh
from xunzhang.search.understanding import Understood, understand, understand_passage
from xunzhang.search.verdict import held_to, lowest_claim, verdict_of
from xunzhang.search.waiting import go_on, told
from xunzhang.types import Filters, LookUp, Mode, Question, Results, Verdict, XunzhangError
from xunzhang.types.arrays import Floats, Rows
from xunzhang.types.backend_names import AUTO
from xunzhang.types.message import Message
from xunzhang.types.question import LONGEST_QUESTION
from xunzhang.types.store_uri import LOCAL, StoreUri

JUDGED = 3  # passages that what is missing is looked for in
GROUPED_BEYOND = 20  # passages past the k asked for, among which copies of those k are looked for
EVERYTHING = Filters()


class Searcher(OpenedCollection):
    """Answers questions from one opened index. Safe to call from several threads."""

    def __init__(self, index: Index, settings: Settings = DEFAULT) -> None:
        super().__init__(index)
        self._settings = settings
        self.narrowing = Narrowing(index.catalogue, index.lexical)

    def ask(self, question: str, k: int = 10, filters: Filters = EVERYTHING, mode: Mode = "hybrid", skip: int = 0) -> Results:
        """The best `k` groups of passages for a question in any language, best first, without the first `skip` of them.

        Raises XunzhangError for an empty question, one over LONGEST_QUESTION characters, k below 1, and an index whose files are
        not any more what they were when it was opened.
        """
        _check(question, k)
        with self._index.whole.watched():
            return self._ask(question, k, filters, mode, skip)

    def _ask(self, question: str, k: int, filters: Filters, mode: Mode, skip: int) -> Results:
        started = time.perf_counter()
        go_on()
        asked = parse_question(question)
        allowed = self.narrowing.rows(asked, filters)
        if words := look_up(asked, self._index.bridge):
            return told(self._look_up(asked, words, k, allowed, mode, skip, started))
        holding = holding_subject(self._index, asked, allowed, mode)
        candidates = self._candidates(asked, k, allowed, mode, holding)
        go_on()
        judged = judge(self._index, candidates, self.background)
        if mode != "keyword" and not asked.preferred:  # words and quotations have the say there
            candidates = read_first(candidates, judged.reads)
        enough = 0.0 if asked.preferred else lowest_claim(judged.pairing)
        likely = relevance(scores_of(candidates), [each.family for each in candidates], judged.by_family, enough)
        hits = sorted(hits_of(candidates, likely), key=lambda hit: -hit.score)
        found = {each.passage.id: each for each in candidates}
        go_on()
        cut = partial(content_words, bridge=self._index.bridge)
        mark = partial(marked, judged.reads)
        groups, newer = lead_with_newest(group_hits(hits), found, cut, mark)
        groups = [mark(found[group.hit.passage.id], group) for group in groups[skip:k]]
        confidence = judged.confidence if may_claim(asked, self._index.encoder) else min(judged.confidence, WITHOUT_CLAIM)
        verdict = verdict_of(confidence, 1.0 if len(holding) else judged.about, judged.pairing)
        shown = [found[passage.id].row for group in groups for passage in group.passages]
        said = notes(self._index, asked, shown, allowed) if asked.preferred else ()
        lacking = missing_in([found[hit.passage.id] for hit in hits[:JUDGED]]) if verdict == "related" else ()
        said = (*said, *(did_you_mean(self._index, asked, allowed) if verdict in ("related", "nothing") else ()))
        elapsed, kept = _milliseconds_since(started), held_to(verdict, groups)
        return told(Results(asked, verdict, confidence, elapsed, kept, lacking, notes=(*newer, *said)))

    def _look_up(
        self, asked: Question, words: LookUp, k: int, allowed: Allowed | None, mode: Mode, skip: int, started: float
    ) -> Results:
        """Words are no question: the passages that hold them, those about them first, then the nearest others."""
        wanted = k + GROUPED_BEYOND
        found = find_holders(self._index, asked, words, allowed, mode, wanted)
        enough = mode == "keyword" or (mode == "hybrid" and len(found.holders) >= wanted)
        near = {} if enough else {each.passage.id: each for each in self._candidates(asked, k, allowed, mode)}
        groups = group_hits(look_up_hits(found, list(near.values()), mode))[skip:k]
        verdict: Verdict = "related" if found.mentions else "nothing"
        return Results(
            asked,
            verdict,
            0.0,
            _milliseconds_since(started),
            held_to(verdict, [nearest_marked(near, group) for group in groups]),
            found.missing,
            found.mentions,
            (*found.notes, *(did_you_mean(self._index, asked, allowed) if found.missing and not asked.alone else ())),
        )

    @cached_property
    def background(self) -> Background:
        """What questions on other subjects come to in this index; measured where that has not been done, in a second or two."""
        return background_of(self._index, lambda asked, encoded: self._candidates(asked, 1, None, "hybrid", encoded=encoded))

    def candidates(self, asked: Question, k: int = 1, filters: Filters = EVERYTHING, mode: Mode = "hybrid") -> list[Candidate]:
        """The best passages for a question, best first, before anything is said of whether they answer it.

        `k` of them, and GROUPED_BEYOND more.
        """
        allowed = self.narrowing.rows(asked, filters)
        return self._candidates(asked, k, allowed, mode, holding_subject(self._index, asked, allowed, mode))

    def _candidates(
        self,
        asked: Question,
        k: int,
        allowed: Allowed | None,
        mode: Mode,
        holding: Rows = NOTHING,
        encoded: Encoded | None = None,
    ) -> list[Candidate]:
        go_on()
        understood = understand(self._index, self._settings, asked, encoded)
        go_on()
        rows = find(self._index, self._settings, understood, allowed, mode)
        if mode != "semantic":
            rows = reduce(np.union1d, (with_phrases(self._index, asked, allowed), holding), rows)
        go_on()
        evidence = self._weigh(understood, rows)
        go_on()
        scores = evidence.words if mode == "keyword" else self._fuse(evidence, mode)
        if mode != "semantic":
            gained = preference(self._index, asked, rows) + LEAD * np.isin(rows, holding)
            scores = scores + gained * (scores.std() if mode == "keyword" and len(scores) else 1)
        return self._best(understood, rows, scores, k + GROUPED_BEYOND)

    # Steps that an evaluation of their worth takes out or replaces (`evaluate/ablation.py`)

    def _weigh(self, understood: Understood, rows: Rows) -> Evidence:
        return weigh(self._index, understood, rows)

    def _fuse(self, evidence: Evidence, mode: Mode = "hybrid") -> Floats:
        alone = mode == "semantic"
        return fuse(evidence, replace(self._settings, words=0.0, words_han=0.0, bridge=0.0) if alone else self._settings)

    def _best(self, understood: Understood, rows: Rows, scores: Floats, count: int) -> list[Candidate]:
        order = np.argsort(-scores, kind="stable")[:count]
        best = rows[order].tolist()
        passages = self._index.catalogue.passages(best)
        return [Candidate(self._index, understood, *each) for each in zip(best, passages, scores[order].tolist(), strict=True)]

    # What else the page and the command line show

    def similar(self, passage_id: str, k: int = 10, filters: Filters = EVERYTHING) -> Results:
        """More like a passage: the `k` nearest groups in either language, its own article left out. Raises KeyError."""
        with self._index.whole.watched():
            return self._similar(passage_id, k, filters)

    def _similar(self, passage_id: str, k: int, filters: Filters) -> Results:
        started = time.perf_counter()
        passage = self.passage(passage_id)
        understood = understand_passage(self._index, self._settings, passage)
        rows = find(self._index, self._settings, understood, self._index.catalogue.narrowed_to(filters), "hybrid")
        own = [self._index.catalogue.row_of(each.id) for each in self.passages_of(passage.article.id)]
        evidence = self._weigh(understood, rows[~np.isin(rows, own)])
        candidates = self._best(understood, evidence.rows, self._fuse(evidence), k + GROUPED_BEYOND)
        places = {row: place for place, row in enumerate(evidence.rows.tolist())}
        nearness = np.clip(evidence.late[[places[each.row] for each in candidates]], 0, 1)
        groups = group_hits(hits_of(candidates, nearness))[:k]
        confidence = float(nearness.max(initial=0))
        verdict: Verdict = "answers" if groups else "nothing"
        return Results(understood.question, verdict, confidence, _milliseconds_since(started), tuple(groups))


def open_searcher(
    index_dir: Path,
    model: str | None = None,
    *,
    encoder: Encoder | None = None,
    backend: str = AUTO,
    reads: bool = True,
    checked: str = "",
    tell: Callable[[Message], None] | None = None,
    store: StoreUri = LOCAL,
) -> Searcher:
    """Open an index for questions; see `index.open_index` for what is raised, and for the flags.

    Its background is measured if nobody has yet, so that no question waits for it.
    """

    index = open_index(index_dir, model, encoder=encoder, backend=backend, reads=reads, checked=checked, tell=tell, store=store)
    searcher = Searcher(index)
    _ = searcher.background
    return searcher


def _check(question: str, k: int) -> None:
    if not question.strip():
        raise XunzhangError(say("asking.empty"))
    if len(question) > LONGEST_QUESTION:
        raise XunzhangError(say("asking.long", n=len(question), most=LONGEST_QUESTION))
    if k < 1:
        raise XunzhangError(say("asking.results", k=k))


def _milliseconds_since(started: float) -> float:
    return (time.perf_counter() - started) * 1000
