"""Things that are looked up or demanded (`language/word_forms.py`), as queries over the words of passages.

A thing is held in a passage's own text, in its title or heading, or in either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from xunzhang.index.word_queries import Followed, HasPatterns, HasSimilar, WordQuery, all_of, any_of, sequence, silent, term
from xunzhang.language.folding import stem
from xunzhang.language.terms import CJK
from xunzhang.language.word_forms import Form, Thing

_CHARACTER = re.compile(f"[{CJK}]")


def in_text(thing: Thing) -> WordQuery:
    """Passages whose own text holds a thing; of a pattern and of words near each other, whose text or title does."""
    return any_of([_in_text(form) for form in thing])


def in_context(thing: Thing) -> list[WordQuery]:
    """Title and heading keep no positions: all terms of a form have to be there. What is exact is sought in both fields."""
    return [_in_context(form) for form in thing if not (form.pattern or form.then or form.similar)]


def somewhere(things: Iterable[Thing]) -> WordQuery:
    """Passages that hold each of the things in text, title or heading."""
    return all_of([any_of([in_text(thing), *in_context(thing)]) for thing in things])


def _in_text(form: Form) -> WordQuery:
    if form.then:
        return Followed("exact", form.terms, form.then, form.apart)
    if form.similar:
        return HasSimilar("exact", form.terms[0], form.similar)
    if form.pattern:
        return HasPatterns("exact" if form.exact else "terms", form.terms)
    if not form.exact:
        return sequence("terms", form.terms)
    # Word for word, text and title are one field; the text has the words by themselves too, or it is the title that has them.
    return all_of([sequence("exact", form.terms), *(_alone(each) for each in form.terms if each.isalnum())])


def _alone(exact: str) -> WordQuery:
    """Passages whose text has an exact term: a character within any of the bigrams it is in."""
    if _CHARACTER.fullmatch(exact):
        return silent(HasPatterns("terms", (f"{exact}|{exact}.|.{exact}",)))
    return silent(term("terms", stem(exact)))


def _in_context(form: Form) -> WordQuery:
    if form.exact:
        return sequence("exact", form.terms)
    return all_of([term("context", each) for each in form.terms])
