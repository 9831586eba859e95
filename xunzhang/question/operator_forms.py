"""The forms of an operator (`operators.py`): what a passage has to hold for it, thing by thing, in any form of each."""

from __future__ import annotations

import re
from itertools import pairwise

from xunzhang.language.folding import fold
from xunzhang.language.terms import exact_forms, exact_terms
from xunzhang.language.word_forms import Form, Thing, forms_of
from xunzhang.types.characters import HAN
from xunzhang.types.question import Operator

MOST_OPEN = 5  # characters that a star between Chinese ones stands for
_STAR = "ꓸ"  # a letter that nobody types, in a star's place while a pattern is cut into terms
_HAN = re.compile(f"[{HAN}]")
SHORTEST_LOOSE = 5  # letters: in a shorter word two may not be other ones


def things_of(operator: Operator) -> tuple[Thing, ...]:
    """All of these have to be held. `excluded` is for the caller to heed."""
    if operator.kind == "either":
        return (tuple(form for part in operator.parts for thing in things_of(part)[:1] for form in thing),)
    if operator.kind == "near":
        return tuple(_near(one, other, operator.most) for one, other in pairwise(operator.words))
    word = operator.words[0]
    if operator.kind == "word":
        return (forms_of(word),)
    if operator.kind == "phrase":
        return (tuple(Form(tuple(form), exact=True) for form in exact_forms(word)),)
    if operator.kind == "similar":
        return (similar_han(word) if _HAN.search(word) else similar_latin(fold(word), operator.most),)
    return (_pattern(word),)


def _near(one: str, other: str, most: int) -> Thing:
    """Either before the other."""
    first, then = tuple(exact_terms(one)), tuple(exact_terms(other))
    return tuple(Form(a, exact=True, then=b, apart=most) for a, b in ((first, then), (then, first)) if a and b)


def _pattern(word: str) -> Thing:
    if _HAN.search(word):
        before, after = (tuple(exact_terms(part)) for part in word.split("*"))
        if not before or not after:
            return (Form(before or after, exact=True),)
        return (Form(before + after, exact=True), Form(before, exact=True, then=after, apart=MOST_OPEN))
    letters = fold(word.replace("*", _STAR)).replace(_STAR.lower(), _STAR)
    return (Form((re.escape(letters).replace(re.escape(_STAR), ".*"),), exact=True, pattern=True),)


def similar_latin(word: str, most: int) -> Thing:
    """What differs by at most `most` letters from a folded word, by one where it is short."""
    return (Form((word,), exact=True, similar=most if len(word) >= SHORTEST_LOOSE else 1),)


def similar_han(word: str) -> Thing:
    """One character another, one more, or one fewer."""
    terms = tuple(exact_terms(word))
    forms = [Form(terms, exact=True), Form(terms[1:], exact=True), Form(terms[:-1], exact=True)]
    for at in range(1, len(terms)):
        forms.append(Form(terms[:at], exact=True, then=terms[at:], apart=1))
        if at < len(terms) - 1:
            forms.append(Form(terms[:at], exact=True, then=terms[at + 1 :], apart=1))
    return tuple(dict.fromkeys(forms))
