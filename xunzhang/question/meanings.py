"""What a word that stands alone means in the other language: fewer translations than a question is given.

In a question the other words tell which translation was meant, and passages decide (`bridge.py`). A look-up has no other words.
"""

from __future__ import annotations

from dataclasses import replace
from math import inf

from xunzhang.language.dictionaries.cedict import gloss_key
from xunzhang.language.dictionaries.pinyin import spellings
from xunzhang.language.folding import fold
from xunzhang.question.bridge import Bridge, BridgeTerm
from xunzhang.types import Language

# How many places behind the word whose first translation it is another may have it and still be near: 会议 has "conference" in
# second place, behind 座谈会, and 培养 "education" in sixth.
NEAREST = 1
MANY = 6  # translations, of which only those in first place count


def nearest(bridge: Bridge, term: BridgeTerm, to_language: Language) -> BridgeTerm:
    """The term with those translations alone that it is itself among the first translations of, where there are such.

    "Education" is also said of what 培养 means, in sixth place; it is the first that is said of 教育.
    """
    behind = {synonym: _places_behind(bridge, term.source, synonym, to_language) for synonym in term.synonyms}
    near, first = (tuple(s for s, places in behind.items() if places <= most) for most in (NEAREST, 0))
    kept = near if len(near) <= MANY or not first else first
    return replace(term, synonyms=kept) if kept else term


def _places_behind(bridge: Bridge, source: str, synonym: tuple[str, ...], to_language: Language) -> float:
    """How many places later the Chinese word of the two has the English one than the word that has it first; 0 for a name."""
    written = " ".join(synonym)
    headword, gloss = (source, written) if to_language == "en" else (_from_bigrams(synonym), gloss_key(source))
    if bridge.of_own_glossary(headword, gloss) or source == written or bridge.dictionary.names([headword]):
        return 0
    ranks: dict[str, int] = {}
    for t in bridge.dictionary.by_gloss([gloss]).get(gloss, ()):
        if len(t.headword) > 1 or t.headword == headword:
            ranks[t.headword] = min(t.rank, ranks.get(t.headword, t.rank))
    return ranks[headword] - min(ranks.values()) if headword in ranks else inf


def _from_bigrams(terms: tuple[str, ...]) -> str:
    """The run of Han characters whose index terms these are."""
    return "".join(term[0] for term in terms[:-1]) + terms[-1]


def spelled(bridge: Bridge, name: str) -> BridgeTerm | None:
    """A Chinese person's name in pinyin, where it is no word of the dictionary; None where it is, or cannot be a name."""
    folded = fold(name)
    if folded in bridge.pieces(folded):
        return None
    whole = (term for term in spellings(folded, bridge.dictionary) if term[0] == folded)
    return next((BridgeTerm(source, written) for source, written in whole), None)


def of_character(bridge: Bridge, character: str) -> BridgeTerm | None:
    """A Han character that is a word by itself, with its translations. In a question it is part of others too often."""
    folded = fold(character)
    glosses = (t.gloss for t in bridge.dictionary.by_headword([folded]).get(folded, ()))
    synonyms = tuple(tuple(gloss.split()) for gloss in dict.fromkeys(glosses))
    return BridgeTerm(folded, synonyms) if synonyms else None
