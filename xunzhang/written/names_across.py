"""Whether a passage in the other language has a name: by the dictionary's words for it, or by its pinyin.

Of a dictionary's word the end may be another (墨西哥 is in Mexican, American in 美国). All pieces of a name have to be there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from xunzhang.language.folding import fold, stem
from xunzhang.language.function_words import is_function_word
from xunzhang.question.bridge import Bridge, BridgeTerm
from xunzhang.question.grammar import plain_question
from xunzhang.search.carried_words import carried_held
from xunzhang.types.characters import HAN

SHORTEST_ROOT, LONGEST_END = 4, 3  # letters that two forms of a name share at least, and that may follow or be missing
_HAN = re.compile(f"[{HAN}]")
_PIECE = re.compile(rf"[{HAN}]+|[a-z\d]+")
_WORD = re.compile("[a-z]+")


def is_carried(name: str, text: str, bridge: Bridge) -> bool:
    """Whether `text`, in the other language than `name`, Chinese or English, has it."""
    is_han = bool(_HAN.search(name))
    pair = ("zh", "en") if is_han else ("en", "zh")
    terms = bridge.carry_over(plain_question(name, pair[0]), *pair)
    held = carried_held(terms, text)
    forms = _WORD.findall(fold(text)) if is_han else ()
    held |= {term.source for term in terms if term.source not in held and _in_another_form(term, forms, fold(text), is_han)}
    covered = fold(name)
    for source in sorted(held, key=len, reverse=True):
        covered = covered.replace(source, " ")
    return bool(held) and all(is_function_word(word) for word in _PIECE.findall(covered))


def _in_another_form(term: BridgeTerm, forms: Sequence[str], text: str, is_han: bool) -> bool:
    if not is_han:
        return any(len(headword) > 2 and headword[:-1] in text for headword in map(_headword, term.synonyms))
    return any(synonym and _has_root(max(synonym, key=len), forms) for synonym in term.synonyms if len(synonym) <= 2)


def _headword(bigrams: Sequence[str]) -> str:
    """A Chinese word of its index terms: 美国, 国人 -> 美国人."""
    return "".join([*bigrams[:1], *(bigram[-1] for bigram in bigrams[1:])])


def _has_root(word: str, forms: Sequence[str]) -> bool:
    """mexico and mexican; a stem is shorter than the word already."""
    root = word[: max(SHORTEST_ROOT, len(word) - 1)] if len(word) > SHORTEST_ROOT else word
    return len(root) >= SHORTEST_ROOT and any(
        form.startswith(root) and len(stem(form)) - len(root) <= LONGEST_END for form in forms
    )
