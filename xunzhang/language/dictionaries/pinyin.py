"""Chinese names across scripts: 刘宴兵 as Liu Yanbing, and Liu Yanbing as whatever characters are read so.

For names that no dictionary has. To English, a name's characters have few readings, so they are spelled out; to Chinese, a
syllable has many characters, so a name becomes a pattern over index terms, and the passages decide which were meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, product

from xunzhang.language.dictionaries.dictionary import Dictionary
from xunzhang.language.dictionaries.syllables import SYLLABLE, divided
from xunzhang.language.folding import stem

MAX_READINGS = 2  # of one character; a name's rarer readings are not tried
GIVEN_NAME = 2  # characters or syllables at most; a compound surname (欧阳) is found by its first two as if they were all
Spelling = tuple[str, ...]


def spellings(run: str, dictionary: Dictionary) -> Iterator[tuple[str, tuple[Spelling, ...]]]:
    """Personal names in a run of Han characters that is in no dictionary -> (name, spellings as sequences of index terms).

    A name is a surname and one or two characters; since nothing says how many, both lengths are synonyms, and since nothing says
    where it begins, every surname is tried. Each is spelled family name first and last, as in Liu Yanbing and Yanbing Liu.
    """
    readings = dictionary.readings(run)
    for at, character in enumerate(run):
        surnames = [syllable for syllable, is_surname in readings.get(character, ()) if is_surname]
        found: list[Spelling] = []
        for length in range(GIVEN_NAME, 0, -1):
            given = run[at + 1 : at + 1 + length]
            if surnames and len(given) == length:
                found.extend(_spelled(surnames, [[s for s, _ in readings.get(c, ())][:MAX_READINGS] for c in given]))
        if found:
            yield run[at : at + 1 + GIVEN_NAME], tuple(dict.fromkeys(found))


def _spelled(surnames: Sequence[str], given: Sequence[Sequence[str]]) -> Iterator[Spelling]:
    for surname, syllables in product(surnames[:MAX_READINGS], product(*given)):
        family, personal = stem(surname), stem("".join(syllables))
        yield family, personal
        yield personal, family
        if len(syllables) > 1:
            yield family, *map(stem, syllables)


def name_patterns(words: Sequence[str], dictionary: Dictionary) -> tuple[Spelling, ...]:
    """Two folded words as a Chinese name in pinyin -> patterns of Han bigrams (regular expressions over index terms).

    ("liu", "yanbing") or ("yanbing", "liu") -> (("[刘柳…][燕宴…]", "[燕宴…][冰兵…]"),). Empty where the words are no such name.
    """
    found: list[Spelling] = []
    for surname, given in (words, words[::-1]):
        if not SYLLABLE.fullmatch(surname):
            continue
        for syllables in divided(given):
            characters = dictionary.characters([surname, *syllables])
            families = [c for c, is_surname in characters.get(surname, ()) if is_surname]
            classes = [families, *([c for c, _ in characters.get(syllable, ())] for syllable in syllables)]
            if all(classes):
                sets = [f"[{''.join(members)}]" for members in classes]
                found.append(tuple(a + b for a, b in pairwise(sets)))
    return tuple(dict.fromkeys(found))
