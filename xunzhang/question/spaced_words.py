"""Words with spaces between them as words to look up: one or two, a name, or what the dictionary has as one.

Capitals are what a name is told by in English; a headline, in which all words may have them, by its everyday words.
How many words a look-up may have in all, and what else it may be made of, is `lookups.py`'s.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from xunzhang.language.dictionaries.syllables import SYLLABLE, divided
from xunzhang.language.folding import fold
from xunzhang.language.function_words import is_function_word
from xunzhang.language.mentions.names import ENDS_A_BODY
from xunzhang.question.bridge import Bridge
from xunzhang.question.quotations import HEADLINE_VERBS
from xunzhang.types import LookUp
from xunzhang.types.question import MOST_WORDS

_ENGLISH_ORDER_WORDS = (
    "find show list tell give search explain describe summarise summarize compare define name get look display analyse "
    "analyze identify locate fetch discuss state outline please"
)
_PARTICLE_WORDS = "van von der den de la le da di du del della dos bin ibn al el ter ten y e"
_TITLE_WORDS = "mr mrs ms miss dr prof professor sir lord lady president chancellor senator governor minister mayor king queen"
_ENGLISH_ORDERS, _PARTICLES, _TITLES = (
    frozenset(words.split()) for words in (_ENGLISH_ORDER_WORDS, _PARTICLE_WORDS, _TITLE_WORDS)
)
_JOINING_ENGLISH = frozenset({"a", "an", "the", "of", "in", "on", "at", "for", "and", "or", "to", "with", "by", "from"})
_INITIAL = re.compile(r"(?:[A-Z]\.)+[A-Z]?|[A-Z]")
_SURNAME_LAST = frozenset({"jr", "sr", "ii", "iii", "iv"})
_PERSON = 4  # words of a person's name at most, particles and titles aside
_AFTER_OF = 2  # words after the "of" in the name of a body: Chongqing University of Chinese Medicine


def words_of_phrase(typed: Sequence[str], bridge: Bridge) -> LookUp | None:
    """The word or two, or the name, that words are; None where they are a question, a sentence, an order, or more words."""
    words = list(typed)
    while len(words) > 1 and fold(words[0]) in ("the", "a", "an"):
        words = words[1:]
    folded = [fold(word).strip(".") for word in words]
    content = [word for word, plain in zip(words, folded) if not _is_little(word, plain)]
    if not content or any(_is_little(word, plain) and not _joins(plain) for word, plain in zip(words, folded)):
        return None
    if folded[0] in _ENGLISH_ORDERS and len(content) > 1:
        return None
    if len(words) > 1 and bridge.knows(folded):
        return LookUp((" ".join(words),))
    if len(content) <= MOST_WORDS:
        named = len(content) > 1 and all(word[0].isupper() for word in content) and bridge.names_only(fold(content[0]))
        return LookUp(tuple(content), telling=_telling(content) if named and not ENDS_A_BODY.search(content[-1]) else "")
    if _is_body(words, folded):
        return LookUp((" ".join(words),))
    if not _is_person(words, folded, bridge):
        return None
    names = _said_names(words)
    return LookUp(tuple(names), telling=_telling(names))


def _is_little(word: str, folded: str) -> bool:
    """A function word, unless its capitals make it an abbreviation (WHO, IT, US)."""
    return is_function_word(folded) and not (len(word) > 1 and word.isupper())


def _joins(folded: str) -> bool:
    return folded in _JOINING_ENGLISH or folded in _PARTICLES


def _is_body(words: Sequence[str], folded: Sequence[str]) -> bool:
    """Bank of England, European Central Bank: capitals throughout, and a body's word last, or before "of" and few words more."""
    if any(plain in HEADLINE_VERBS for plain in folded) or not all(
        _joins(plain) or w[0].isupper() for w, plain in zip(words, folded)
    ):
        return False
    if "of" not in folded:
        return not any(map(_joins, folded)) and ENDS_A_BODY.search(words[-1]) is not None
    of = folded.index("of")
    after = [plain for plain in folded[of + 1 :] if not _joins(plain)]
    return of > 0 and ENDS_A_BODY.search(words[of - 1]) is not None and len(after) <= _AFTER_OF


def _is_person(words: Sequence[str], folded: Sequence[str], bridge: Bridge) -> bool:
    """Capitals throughout but for particles, and no word but the last is an everyday one, as all of a headline's may be."""
    plain = [
        (word, low)
        for word, low in zip(words, folded)
        if low not in _PARTICLES and low not in _TITLES and low not in _SURNAME_LAST
    ]
    if len(plain) > _PERSON or not plain or not all(word[0].isupper() for word, _ in plain):
        return False
    said = [low for word, low in plain if not _INITIAL.fullmatch(word)]
    if any(low in HEADLINE_VERBS or _joins(low) for low in said):
        return False
    return folded[0].strip(".") in _TITLES or all(map(bridge.names_only, said[:-1]))


def _said_names(words: Sequence[str]) -> list[str]:
    """What of a person's name another may print of it: neither initials nor titles nor particles."""
    left = [w for w in words if not _INITIAL.fullmatch(w) and fold(w).strip(".") not in _TITLES | _PARTICLES | _SURNAME_LAST]
    return left or list(words)


def _telling(names: Sequence[str]) -> str:
    """The surname, or the given name of a person whose name is in pinyin, since surnames are few there: Volcker, Yanbing."""
    *others, last = names
    alone = SYLLABLE.fullmatch(fold(last)) and others and any(divided(fold(others[0])))
    return others[0] if alone else last
