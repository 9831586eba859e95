"""Candidates made into hits: put into the order that the reader agrees with, scored, and marked with what answers.

What is marked is decided in `answers.py`, what the scores are worth in `ranking.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from xunzhang.language.terms import find_terms
from xunzhang.search.answers import mark_answer
from xunzhang.search.comparing import Candidate
from xunzhang.search.joint_reading import Read
from xunzhang.search.ranking import strength, with_reader
from xunzhang.types import Hit, HitGroup
from xunzhang.types.arrays import Floats


def scores_of(candidates: Sequence[Candidate]) -> Floats:
    """-> float32 (m,)."""
    return np.array([each.score for each in candidates], np.float32)


def hits_of(candidates: Sequence[Candidate], relevances: Floats) -> list[Hit]:
    """A hit for each candidate, with its relevance (m,), 0..1, as score; nothing is marked yet."""
    scored = zip(candidates, map(float, relevances), strict=True)
    return [Hit(each.passage, score, strength(score)) for each, score in scored]


def read_first(candidates: Sequence[Candidate], reads: Mapping[int, Read]) -> list[Candidate]:
    """The candidates in the order that fusion and the reader agree on, their scores with them; unread ones keep their places."""
    if not reads:
        return list(candidates)
    scores = with_reader(scores_of(candidates), [reads[each.row].answers if each.row in reads else None for each in candidates])
    for candidate, score in zip(candidates, scores.tolist(), strict=True):
        candidate.score = score
    return sorted(candidates, key=lambda each: -each.score)


def marked(reads: Mapping[int, Read], candidate: Candidate, group: HitGroup) -> HitGroup:
    """The group with its hit's answer sentence, exact spans and the question's words marked, where they are not yet."""
    if group.hit.answer:
        return group
    answer, exact = mark_answer(candidate.match, reads.get(candidate.row))
    terms = tuple(find_terms(candidate.passage.text, candidate.understood.question.terms))
    return replace(group, hit=replace(group.hit, answer=answer, exact=exact, terms=terms))


def nearest_marked(near: Mapping[str, Candidate], group: HitGroup) -> HitGroup:
    """The group with the nearest sentence marked where its hit holds no word that was looked up; those marks are there."""
    candidate = near.get(group.hit.passage.id)
    if group.hit.answer or candidate is None:
        return group
    return replace(group, hit=replace(group.hit, answer=mark_answer(candidate.match)[0]))
