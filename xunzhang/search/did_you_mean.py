"""What somebody may have meant who typed a word that no passage holds: another spelling that some do hold.

Words in Latin letters by Damerau's distance, from the passages and from the dictionary; Chinese words by their sound, or with one
character another; a Chinese name in pinyin without capitals or spaces by the characters that passages have for it. Nothing is
searched otherwise than as typed: it is a note, with a question that can be asked instead.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import pairwise
from string import ascii_lowercase
from typing import NamedTuple

from xunzhang.index.narrowed import Allowed
from xunzhang.index.opening import Index
from xunzhang.index.thing_queries import in_text, somewhere
from xunzhang.language.dictionaries.pinyin import name_patterns
from xunzhang.language.dictionaries.syllables import SYLLABLE, divisions
from xunzhang.language.folding import fold, stem
from xunzhang.language.function_words import is_function_word
from xunzhang.language.word_forms import Form, PlacedText, Thing, forms_of
from xunzhang.messages.wording import say
from xunzhang.question.operator_forms import similar_han, similar_latin
from xunzhang.types import Question
from xunzhang.types.characters import HAN
from xunzhang.types.message import Message

_WORD = re.compile(rf"[{HAN}]+|[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f'’-]*[A-Za-z\u00c0-\u024f]")
_HAN = re.compile(f"[{HAN}]")
SHORTEST, LONGEST = 4, 24  # letters of a word that is looked at
HAN_SHORTEST, HAN_LONGEST = 2, 8  # characters
ONE_CHARACTER_FROM = 3  # characters: in a shorter word another one makes another word
TWO_LETTERS_FROM = 8  # letters
MOST_LOOKED_AT = 12  # words of a question
READ = 10  # passages in which the other spelling is looked for
MOST = 2  # suggestions
_NAME_SYLLABLES = 3  # of a surname and a given name


class _Word(NamedTuple):
    """A word as typed; `whole` says that it is all that was typed."""

    typed: str
    whole: bool


def did_you_mean(index: Index, asked: Question, allowed: Allowed | None) -> tuple[Message, ...]:
    """At most MOST notes, each with a word that no passage holds, the spelling that some hold, and the question with that."""
    found: dict[str, str] = {}
    for word in _words(index, asked):
        if len(found) == MOST:
            break
        if not _is_held(index, forms_of(word.typed), allowed) and (other := _other(index, word, allowed)):
            found[word.typed] = other
            if word.whole:
                break
    instead = reduce(lambda typed, pair: typed.replace(*pair), found.items(), asked.typed)
    return tuple(say("spelling.meant", text=typed, other=other, ask=instead) for typed, other in found.items())


def _words(index: Index, asked: Question) -> Iterator[_Word]:
    """Two words in small letters that may be a name come first, since neither means anything alone."""
    runs = [match.group() for match in _WORD.finditer(asked.text)][:MOST_LOOKED_AT]
    bare = asked.text.strip(" ?？!！。.")
    if len(runs) == 2 and " ".join(runs) == bare and all(SYLLABLE.match(run.lower()) for run in runs):
        yield _Word(bare, whole=True)
    for run in runs:
        whole = run == bare
        if not _HAN.match(run):
            if SHORTEST <= len(run) <= LONGEST and not is_function_word(fold(run)):
                yield _Word(run, whole)
        elif len(run) <= HAN_LONGEST and not asked.asks:
            yield _Word(run, whole)
        else:
            cuts = [run[start:end] for start, end in index.bridge.words(fold(run))]
            yield from (_Word(cut, False) for cut in cuts if ONE_CHARACTER_FROM <= len(cut) <= HAN_LONGEST and cut in asked.text)


def _other(index: Index, word: _Word, allowed: Allowed | None) -> str:
    typed = fold(word.typed)
    if _HAN.search(typed):
        return _by_sound(index, typed, word.whole, allowed)
    return _name_in_pinyin(index, typed, allowed) or ("" if " " in typed else _by_letters(index, typed, allowed))


def _by_letters(index: Index, typed: str, allowed: Allowed | None) -> str:
    """The nearest word of the passages, else of the dictionary where passages hold what it means."""
    if _is_word(index, typed):
        return ""
    for most in (1, 2) if len(typed) >= TWO_LETTERS_FROM else (1,):
        if other := _in_passages(index, similar_latin(typed, most), typed, allowed):
            return other
        if most == 1 and (other := _in_dictionary(index, typed, allowed)):
            return other
    return ""


def _is_word(index: Index, typed: str) -> bool:
    """Whether the dictionary has it in any form: a word that nothing here is about is spelled rightly all the same."""
    return bool(index.bridge.dictionary.by_gloss([stem(typed)]))


def _in_dictionary(index: Index, typed: str, allowed: Allowed | None) -> str:
    ways = _one_change(typed)
    known = index.bridge.dictionary.by_gloss(map(stem, sorted(ways)))
    held: Counter[str] = Counter()
    for translations in known.values():
        for each in translations:
            if each.surface in ways:
                held[each.surface] += _count(index, (forms_of(each.headword),), allowed)
    return next((word for word, passages in held.most_common(1) if passages), "")


def _one_change(typed: str) -> set[str]:
    parts = [(typed[:at], typed[at:]) for at in range(len(typed) + 1)]
    fewer = {before + after[1:] for before, after in parts if after}
    swapped = {before + after[1] + after[0] + after[2:] for before, after in parts if len(after) > 1}
    other = {before + letter + after[1:] for before, after in parts if after for letter in ascii_lowercase}
    return fewer | swapped | other | {before + letter + after for before, after in parts for letter in ascii_lowercase}


def _by_sound(index: Index, typed: str, whole: bool, allowed: Allowed | None) -> str:
    """A word that sounds alike, and one that has another character where it is long enough to be known all the same."""
    if not HAN_SHORTEST <= len(typed) <= HAN_LONGEST or (len(typed) < ONE_CHARACTER_FROM and not whole):
        return ""
    readings = index.bridge.dictionary.readings(typed)
    sounds = [[syllable for syllable, _ in readings.get(character, ())] for character in typed]
    alike = index.bridge.dictionary.characters({syllable for some in sounds for syllable in some})
    sets = [
        f"[{character}{''.join(dict.fromkeys(c for syllable in some for c, _ in alike.get(syllable, ())))}]"
        for character, some in zip(typed, sounds)
    ]
    thing = (Form(tuple(one + other for one, other in pairwise(sets)), pattern=True),)
    if other := _in_passages(index, thing, typed, allowed):
        return other
    if len(typed) < ONE_CHARACTER_FROM:
        return ""
    return _in_passages(index, similar_han(typed), typed, allowed, len(typed))


def _name_in_pinyin(index: Index, typed: str, allowed: Allowed | None) -> str:
    for words in _as_names(typed):
        patterns = name_patterns(words, index.bridge.dictionary)
        if patterns and (other := _in_passages(index, tuple(Form(each, pattern=True) for each in patterns), typed, allowed)):
            return other
    return ""


def _as_names(typed: str) -> Iterator[tuple[str, str]]:
    """yuan jiajun, yuanjiajun -> (yuan, jiajun)."""
    words = typed.replace("-", "").split()
    if len(words) == 2:
        yield words[0], words[1]
    elif len(words) == 1:
        for syllables in divisions(words[0], _NAME_SYLLABLES):
            if len(syllables) == _NAME_SYLLABLES:
                yield syllables[0], "".join(syllables[1:])


def _in_passages(index: Index, thing: Thing, typed: str, allowed: Allowed | None, length: int = 0) -> str:
    """What most of the best passages have for it, as they print it; "" where none has any, or none of that `length`."""
    counted: Counter[str] = Counter()
    for passage in index.catalogue.passages(index.lexical.best(in_text(thing), READ, allowed).rows.tolist()):
        for text in (passage.text, passage.article.title):
            counted.update(_spelled(text, thing, typed, length))
    return next((spelled for spelled, _ in counted.most_common(1)), "")


def _spelled(text: str, thing: Iterable[Form], typed: str, length: int) -> set[str]:
    placed = PlacedText(text)
    found = {span.of(text) for form in thing for span in placed.spans(form)}
    return {each for each in found if fold(each) != typed and (not length or len(each) == length)}


def _is_held(index: Index, thing: Thing, allowed: Allowed | None) -> bool:
    return not thing or _count(index, (thing,), allowed) > 0


def _count(index: Index, things: tuple[Thing, ...], allowed: Allowed | None) -> int:
    return index.lexical.count(somewhere(things), allowed)
