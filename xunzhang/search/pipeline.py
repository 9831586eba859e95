"""A question in, the passages that answer it out. `Searcher.ask` reads top to bottom as the pipeline:

    understand -> narrow -> candidates (vectors, words, bridge) -> MaxSim -> fuse -> how sure -> group -> mark answers -> Results

Each step's own knowledge lives in its room: the question in `understanding.py`, vectors in `stores/`, words in `lexical.py`,
the dictionary in `bridge.py`, token vectors in `late.py`, weights in `ranking.py`, confidence in `confidence.py`,
near-duplicates in `grouping.py`, answers in `answers.py`.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from xunzhang.encoding.centring import generic_share
from xunzhang.encoding.encoder import Encoder
from xunzhang.index.opening import Index, open_index
from xunzhang.language.folding import fold
from xunzhang.language.scripts import family
from xunzhang.language.terms import find_terms
from xunzhang.search.answers import mark_answer
from xunzhang.search.confidence import ANSWERABLE, LanguagePair, Signals, confidence, measure
from xunzhang.search.grouping import group_hits
from xunzhang.search.narrowing import Narrowing
from xunzhang.search.ranking import DEFAULT, Evidence, Settings, fuse, relevance, relevance_within, strength
from xunzhang.search.understanding import Understood, compare, understand, understand_passage
from xunzhang.types import Article, ArticleHead, AuditRow, Filters, Hit, HitGroup, Manifest, Mode, Passage, Results, XunzhangError
from xunzhang.types.arrays import Floats, Rows

LONGEST_QUESTION = 4000  # characters; the encoder reads the first 512 tokens of it, the lexical arm all
GROUPED_BEYOND = 20  # passages past the k asked for, among which copies of those k are looked for
NOTHING = np.zeros(0, np.int64)
EVERYTHING = Filters()


class Searcher:
    """Answers questions from one opened index. Safe to call from several threads."""

    def __init__(self, index: Index, settings: Settings = DEFAULT) -> None:
        self._index = index
        self._settings = settings
        self.narrowing = Narrowing(index.catalogue, index.lexical)

    def ask(self, question: str, k: int = 10, filters: Filters = EVERYTHING, mode: Mode = "hybrid", skip: int = 0) -> Results:
        """The best `k` groups of passages for a question in any language, best first, without the first `skip` of them.

        Raises XunzhangError for an empty question, one over LONGEST_QUESTION characters, and k below 1.
        """
        started = time.perf_counter()
        _check(question, k)
        understood = understand(self._index, self._settings, question)
        allowed = self.narrowing.rows(understood.question, filters)
        rows = self._candidates(understood, allowed, mode)
        evidence = self._evidence(understood, rows)
        scores = evidence.words if mode == "keyword" else fuse(evidence, self._settings_for(mode))
        order = np.argsort(-scores, kind="stable")[: k + GROUPED_BEYOND]
        passages = self._index.catalogue.passages(rows[order].tolist())
        by_language = self._confidences(understood, rows[order], passages)
        sure = max(by_language.values(), default=0.0)
        hits = _hits(passages, relevance(scores[order], sure))
        if passages and by_language[family(passages[0].language)] < ANSWERABLE <= sure:
            # What leads stands out among little of its language and answers nothing; another language does answer.
            languages = [family(passage.language) for passage in passages]
            hits = sorted(_hits(passages, relevance_within(scores[order], languages, by_language)), key=lambda hit: -hit.score)
        groups = [self._marked(understood, group) for group in group_hits(hits)[skip:k]]
        elapsed = (time.perf_counter() - started) * 1000
        return Results(question, understood.question.language, sure >= ANSWERABLE, sure, elapsed, tuple(groups))

    def signals(self, question: str, filters: Filters = EVERYTHING) -> Signals | None:
        """What confidence in an answer to `question` is computed from; None where there is no passage at all."""
        _check(question, 1)
        understood = understand(self._index, self._settings, question)
        rows = self._candidates(understood, self.narrowing.rows(understood.question, filters), "hybrid")
        evidence = self._evidence(understood, rows)
        order = np.argsort(-fuse(evidence, self._settings), kind="stable")[: 1 + GROUPED_BEYOND]
        found = self._signals(understood, rows[order], self._index.catalogue.passages(rows[order].tolist()))
        return max(found.values(), key=confidence, default=None)

    # The steps of the pipeline

    def _candidates(self, understood: Understood, allowed: Rows | None, mode: Mode) -> Rows:
        """Rows int64 (m,), ascending: the best of each arm."""
        settings, index = self._settings, self._index
        found = [NOTHING]
        if mode != "keyword":
            found.append(self._nearest(understood.pooled, allowed))
        if mode != "semantic" and settings.words:
            found.append(index.lexical.search(understood.question, settings.word_candidates, allowed).rows)
        if mode == "hybrid" and settings.bridge and understood.carried:
            carried = index.lexical.carry(understood.carried, understood.carried_to, settings.bridge_candidates, allowed)
            found.append(carried.rows)
        return np.unique(np.concatenate(found))

    def _nearest(self, pooled: Floats, allowed: Rows | None) -> Rows:
        """The nearest passages in each language: asked for together, and by itself for a language that came out short."""
        wanted, index = self._settings.vector_candidates, self._index
        together = index.vectors.search(pooled, wanted * len(index.families), allowed)[0][0]
        found = [together]
        for language, rows in index.families.items():
            there = rows if allowed is None else np.intersect1d(rows, allowed)
            if np.count_nonzero(index.languages[together] == language) < min(wanted, len(there)):
                found.append(index.vectors.search(pooled, wanted, there)[0][0])
        return np.concatenate(found)

    def _evidence(self, understood: Understood, rows: Rows) -> Evidence:
        """Every arm's score of every candidate."""
        index = self._index
        match = index.tokens.maxsim(understood.tokens, understood.weights, rows)
        words = index.lexical.score(understood.question, rows.tolist())
        bridge = np.zeros_like(words)
        if understood.carried:
            bridge = index.lexical.carry_score(understood.carried, understood.carried_to, rows.tolist())
        asked = family(understood.question.language)
        late = match.scores if self._settings.late else self._cosines(understood.pooled, rows)
        return Evidence(rows, late, match.best, words, bridge, index.languages[rows], asked, understood.carried_to)

    def _cosines(self, pooled: Floats, rows: Rows) -> Floats:
        """-> float32 (m,): the pooled vectors' cosines with the question's, for measuring what MaxSim is worth."""
        found, scores = self._index.vectors.search(pooled, len(rows), rows)
        cosines = np.zeros(len(rows), np.float32)
        cosines[np.searchsorted(rows, found[0])] = scores[0]
        return cosines

    def _settings_for(self, mode: Mode) -> Settings:
        return replace(self._settings, words=0.0, words_han=0.0, bridge=0.0) if mode == "semantic" else self._settings

    def _confidences(self, understood: Understood, rows: Rows, passages: Sequence[Passage]) -> dict[str, float]:
        """By language, 0..1, of its best passage; 0 for a question that says nothing, such as one of punctuation alone."""
        if not understood.question.terms or not len(understood.tokens):
            return {family(passage.language): 0.0 for passage in passages}
        return {language: confidence(signals) for language, signals in self._signals(understood, rows, passages).items()}

    def _signals(self, understood: Understood, rows: Rows, passages: Sequence[Passage]) -> dict[str, Signals]:
        """The signals of the best passage in each language."""
        best: dict[str, tuple[int, Passage]] = {}
        for row, passage in zip(rows.tolist(), passages):
            best.setdefault(family(passage.language), (row, passage))
        return {language: self._measure(understood, row, passage) for language, (row, passage) in best.items()}

    def _measure(self, understood: Understood, row: int, passage: Passage) -> Signals:
        spans, similarity = compare(self._index, understood, row, passage)
        question, language = understood.question, family(passage.language)
        meeting = self._meeting(family(question.language), language)
        words, carried = self._index.lexical, understood.carried
        rarities = (
            words.rarities(question.terms, language) if meeting.same_language else words.carried_rarities(carried, language)
        )
        known = fold(f"{passage.article.title} {passage.heading}")
        named = [name for name in understood.names if name not in known]
        return measure(question.text, passage.text, spans, similarity, meeting, understood.weights, carried, rarities, named)

    def _meeting(self, asked_in: str, language: str) -> LanguagePair:
        sizes = {name: len(rows) for name, rows in self._index.families.items()}
        beside = min(1.0, sizes.get(asked_in, 0) / sizes[language])
        return LanguagePair(language == asked_in, generic_share(sizes[language]), beside)

    def _marked(self, understood: Understood, group: HitGroup) -> HitGroup:
        """The group with its hit's answer sentence, exact span and the question's words marked."""
        passage, question = group.hit.passage, understood.question
        spans, similarity = compare(self._index, understood, self._index.catalogue.row_of(passage.id), passage)
        carried = understood.carried if family(passage.language) == understood.carried_to else ()
        answer, exact = mark_answer(question.text, passage.text, spans, similarity, understood.weights, carried)
        terms = tuple(find_terms(passage.text, question.terms))
        return replace(group, hit=replace(group.hit, answer=answer, exact=exact, terms=terms))

    # What else the page and the command line show

    def similar(self, passage_id: str, k: int = 10, filters: Filters = EVERYTHING) -> Results:
        """More like a passage: the `k` nearest groups in either language, its own article left out. Raises KeyError."""
        started = time.perf_counter()
        passage = self.passage(passage_id)
        understood = understand_passage(self._index, self._settings, passage)
        rows = self._candidates(understood, self._index.catalogue.rows(filters), "hybrid")
        own = self._index.catalogue.rows(Filters(articles=(passage.article.id,)))
        evidence = self._evidence(understood, rows[~np.isin(rows, NOTHING if own is None else own)])
        scores = fuse(evidence, self._settings)
        order = np.argsort(-scores, kind="stable")[: k + GROUPED_BEYOND]
        nearness = np.clip(evidence.late[order], 0, 1)
        found = self._index.catalogue.passages(evidence.rows[order].tolist())
        groups = group_hits(_hits(found, nearness))[:k]
        elapsed = (time.perf_counter() - started) * 1000
        return Results(passage.text, passage.language, bool(groups), float(nearness.max(initial=0)), elapsed, tuple(groups))

    @property
    def index(self) -> Index:
        """The generation that this searcher has open."""
        return self._index

    @property
    def manifest(self) -> Manifest:
        return self._index.manifest

    @property
    def generation(self) -> str:
        """The name of the index's generation that this searcher has open."""
        return self._index.folder.name

    @property
    def encoder(self) -> Encoder:
        return self._index.encoder

    def passage(self, passage_id: str) -> Passage:
        """Raises KeyError for an unknown id."""
        return self._index.catalogue.passages([self._index.catalogue.row_of(passage_id)])[0]

    def article(self, article_id: str) -> Article:
        """Raises KeyError for an unknown id."""
        return self._index.catalogue.article(article_id)

    def passages_of(self, article_id: str) -> list[Passage]:
        return self._index.catalogue.passages_of(article_id)

    def heads(self) -> list[ArticleHead]:
        return self._index.catalogue.heads()

    def audit(self) -> list[AuditRow]:
        return self._index.catalogue.audit()


def open_searcher(index_dir: Path, model: str | None = None, *, encoder: Encoder | None = None, checked: str = "") -> Searcher:
    """Open an index for questions; see `index.open_index` for what is raised, and for `checked`."""
    return Searcher(open_index(index_dir, model, encoder=encoder, checked=checked))


def _check(question: str, k: int) -> None:
    if not question.strip():
        raise XunzhangError("The question is empty; type one, in Chinese or English.")
    if len(question) > LONGEST_QUESTION:
        raise XunzhangError(f"The question has {len(question):,} characters; shorten it to {LONGEST_QUESTION:,} at most.")
    if k < 1:
        raise XunzhangError(f"{k} results were asked for; ask for 1 or more (-k 10).")


def _hits(passages: Sequence[Passage], scores: Floats) -> list[Hit]:
    return [Hit(passage, float(score), strength(float(score))) for passage, score in zip(passages, scores)]
