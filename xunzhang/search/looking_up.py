"""Words looked up: the passages that hold them, those about them first, and how many there are. Nothing is claimed to answer.

What is a look-up is `question/lookups.py`'s, how passages are told apart `aboutness.py`'s. The lexical index finds a bounded
number of candidates and counts the rest, so that a word in a million passages takes hardly longer than a rare one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, log

import numpy as np

from xunzhang.index.looked_up import Holders, Sought
from xunzhang.index.narrowed import Allowed
from xunzhang.index.opening import Index
from xunzhang.language.codes import family
from xunzhang.language.folding import fold
from xunzhang.language.function_words import is_function_word
from xunzhang.language.mentions.names import may_be_person
from xunzhang.language.word_forms import Form, forms_of
from xunzhang.messages.wording import say
from xunzhang.question.bridge import BridgeTerm
from xunzhang.question.grammar import plain_question
from xunzhang.question.meanings import nearest, of_character, spelled
from xunzhang.question.operator_forms import things_of
from xunzhang.search.aboutness import Standing, Wanted, standing
from xunzhang.search.comparing import Candidate
from xunzhang.search.newest_first import rows_left
from xunzhang.search.ranking import FALL_OFF, LIKELY
from xunzhang.search.understanding import BRIDGES
from xunzhang.types import Hit, LookUp, Mode, Passage, Question
from xunzhang.types.arrays import Rows
from xunzhang.types.message import Message

STRONGEST_MENTION = 0.99 * LIKELY  # the score of the first; nothing that only mentions is called likely to answer
DOUBT = 0.15  # that every further translation of a word adds
READ = 100  # candidates of a reading that are read, at least


@dataclass(frozen=True, slots=True)
class Holder:
    """A passage that holds what was looked up, or something of it."""

    row: int
    passage: Passage
    standing: Standing


@dataclass(frozen=True, slots=True)
class LookedUp:
    """The passages that hold what was looked up, best first; how many hold it; what none holds; what is to be said of it."""

    holders: tuple[Holder, ...]
    mentions: int
    missing: tuple[str, ...]
    notes: tuple[Message, ...]


def look_up_hits(found: LookedUp, near: Sequence[Candidate], mode: Mode) -> list[Hit]:
    """The hits of a look-up: passages that hold the words, then the nearest others; in mode "semantic" by nearness alone.

    All are weak, since there is nothing to answer. Where the words stand is marked in those that hold them.
    """
    held = {holder.passage.id: holder.standing for holder in found.holders}
    if mode == "semantic":
        return [_hit(each.passage, score, held.get(each.passage.id)) for each, score in zip(near, _falling(near))]
    others = [each for each in near if each.passage.id not in held]
    top = max((standing.about for standing in held.values()), default=1.0)
    hits: list[Hit] = []
    for holder in found.holders:
        score = STRONGEST_MENTION * max(0.5, holder.standing.about / top)
        hits.append(_hit(holder.passage, min(score, hits[-1].score if hits else score), holder.standing))
    return [*hits, *(_hit(each.passage, score, None) for each, score in zip(others, _falling(others)))]


def _falling(near: Sequence[Candidate]) -> list[float]:
    """Scores for what is only near: below those of mentions, and falling as the fused scores do."""
    return [STRONGEST_MENTION / 2.1 * exp((each.score - near[0].score) / FALL_OFF) for each in near]


def _hit(passage: Passage, score: float, held: Standing | None) -> Hit:
    return Hit(passage, score, "weak", held.sentence, (), held.spans) if held else Hit(passage, score, "weak")


@dataclass(frozen=True, slots=True)
class _Reading:
    """How a look-up is read: as typed, with the words that come of it, and carried over; what is to be said of it."""

    typed: tuple[str, ...]
    own: Sought
    carried: Sought | None
    said: Message | None


def _read_as(index: Index, asked: Question, words: LookUp, allowed: Allowed | None, mode: Mode) -> _Reading:
    if asked.alone:
        things = [(each.text, thing) for each in asked.operators if not each.excluded for thing in things_of(each)]
        return _Reading(tuple(text for text, _ in things), Sought(tuple(thing for _, thing in things)), None, None)
    typed, said = tuple(word for word in words.words if forms_of(word)), None
    own = replace(_sought(typed), telling=typed.index(words.telling) if words.telling in typed else None)
    if words.parts and not _holders(index, allowed, own).count() and _holders(index, allowed, _sought(words.parts)).count():
        said = say("lookup.parts", text=typed[0])
        own, typed = _sought(words.parts), words.parts
    carried = _carried(index, asked, typed) if mode != "keyword" else None
    if carried and words.telling:
        carried = replace(carried, telling=len(carried.things) - 1)
    return _Reading(typed, own, carried, said)


def rows_of_holders(index: Index, asked: Question, words: LookUp, allowed: Allowed | None) -> Rows:
    """The rows of all passages that `find_holders` counts as mentions, in no order."""
    if not words.words:
        return rows_left(index, allowed)
    reading = _read_as(index, asked, words, allowed, "hybrid")
    return _holders(index, allowed, reading.own, reading.carried).rows()


def find_holders(index: Index, asked: Question, words: LookUp, allowed: Allowed | None, mode: Mode, wanted: int) -> LookedUp:
    """The best `wanted` passages that hold the words, of those `allowed`; in mode "keyword" in the words' own language alone.

    Where there are no words, the newest of those allowed. Where none holds a single word that has parts, they are looked up
    instead; where none holds two words, either is. Of a person's name the telling word has to be held.
    """
    if not words.words:
        rows = rows_left(index, allowed)
        return LookedUp(_unread(index, rows[:wanted].tolist()), len(rows), (), ())
    reading = _read_as(index, asked, words, allowed, mode)
    typed, own, carried, said = reading.typed, reading.own, reading.carried, reading.said
    whole = _holders(index, allowed, own, carried)
    mentions, missing = whole.count(), tuple[str, ...]()
    counts = whole.count_each(own) if len(typed) > 1 or not mentions else [mentions]
    if not mentions:
        missing = tuple(word for word, n in zip(typed, counts) if not n and not _is_carried(index, asked, word, allowed, mode))
        missing = tuple(dict.fromkeys(missing))
        mentions = whole.count_any()
        said = say("lookup.apart") if mentions and len(typed) > 1 else None
    read = [Wanted.typed_as(own, typed, asked, _weights(counts, len(index.lexical)))]
    read += [Wanted.translated(carried, asked, _trust(carried))] if carried else []
    holders = _ranked(index, read, _rows(whole, max(READ, wanted), wanted))
    return LookedUp(holders[:wanted], mentions, missing, (said,) if said else ())


def _unread(index: Index, rows: Sequence[int]) -> tuple[Holder, ...]:
    """Passages that hold nothing that was looked up, for where nothing was."""
    nothing = Standing(True, True, 1.0, 1.0, (), None)
    return tuple(Holder(row, passage, nothing) for row, passage in zip(rows, index.catalogue.passages(rows)))


def _sought(words: Sequence[str]) -> Sought:
    return Sought(tuple(forms_of(word) for word in words))


def _holders(index: Index, allowed: Allowed | None, *readings: Sought | None) -> Holders:
    return Holders(index.lexical, [reading for reading in readings if reading], allowed)


def _is_carried(index: Index, asked: Question, word: str, allowed: Allowed | None, mode: Mode) -> bool:
    """Does a passage hold a translation of the word?"""
    return mode != "keyword" and not asked.alone and _holders(index, allowed, _carried(index, asked, [word])).count_any() > 0


def _rows(whole: Holders, read: int, wanted: int) -> list[int]:
    found = [hits.rows for hits in whole.best(read, whole=True)]
    if sum(map(len, found)) < wanted:
        found += [hits.rows for hits in whole.best(read, whole=False)]
    rows: list[int] = np.unique(np.concatenate(found)).tolist() if found else []
    return rows


def _ranked(index: Index, readings: Sequence[Wanted], rows: Sequence[int]) -> tuple[Holder, ...]:
    holders = []
    for row, passage in zip(rows, index.catalogue.passages(rows)):
        best = standing(readings, passage)
        holders += [Holder(row, passage, best)] if best.share else []
    return tuple(sorted(holders, key=lambda holder: holder.standing.order, reverse=True))


def _weights(counts: Sequence[int], size: int) -> tuple[float, ...]:
    """What each thing counts: the fewer passages hold it, the more."""
    told = [log(1 + (size + 1) / (count + 1)) for count in counts]
    return tuple(each / sum(told) for each in told)


def _trust(reading: Sought) -> float:
    """How likely the translations are what was meant: the more a word has, the less."""
    return sum(1 / (1 + DOUBT * (len(thing) - 1)) for thing in reading.things) / len(reading.things)


# The words in the other language


def _carried(index: Index, asked: Question, words: Sequence[str]) -> Sought | None:
    """The words' nearest translations; None where one of them has none, so that nothing else passes for the whole."""
    target = BRIDGES.get(family(asked.language), "")
    if not target:
        return None
    terms: list[BridgeTerm] = []
    for word in words:
        alone = of_character(index.bridge, word) if len(word) == 1 and target == "en" else None
        name = spelled(index.bridge, word) if may_be_person(fold(word)) else None
        terms += [term for term in (alone, name) if term]
    named = {term.source for term in terms}
    rest = plain_question(" ".join(word for word in words if fold(word) not in named), asked.language)
    terms += index.bridge.carry_over(rest, asked.language, target)
    if not terms or not _covers(terms, words):
        return None
    return Sought(tuple(_forms(nearest(index.bridge, term, target)) for term in terms), target)


def _covers(terms: Sequence[BridgeTerm], words: Sequence[str]) -> bool:
    """Is everything of the words in some term's source, but for what joins them?"""
    sources = [term.source for term in terms]
    known = {piece for source in sources for piece in (*source.split(), *source)}
    pieces = [piece for word in words for piece in (fold(word).split() if word.isascii() else fold(word))]
    return all(piece.strip(".'") in known or is_function_word(piece) or not piece.isalnum() for piece in pieces)


def _forms(term: BridgeTerm) -> tuple[Form, ...]:
    return (*map(Form, term.synonyms), *(Form(pattern, pattern=True) for pattern in term.patterns))
