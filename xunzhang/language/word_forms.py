"""A word in the forms that a text may hold it in, and where a text does.

A form is a sequence of index terms (`terms.py`), so that plurals, script, width and case make no difference; what those leave out
(a single Han character, the signs of C++ and AT&T, 年 after a figure) is held word for word. Which passages hold a form is for
`index/looked_up.py` to ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from xunzhang.language.edit_distance import within_distance
from xunzhang.language.figure_terms import figure_terms
from xunzhang.language.folding import fold
from xunzhang.language.printed_forms import readable
from xunzhang.language.region_words import regional
from xunzhang.language.terms import exact_forms, exact_spans, exact_terms, in_order, joined_terms, literal_terms, placed_terms
from xunzhang.types import Span
from xunzhang.types.characters import HAN

_HAN = re.compile(f"[{HAN}]")
_DIGITS = "〇一二三四五六七八九"
_IN_HAN, _IN_DIGITS = str.maketrans("0123456789", _DIGITS), str.maketrans(_DIGITS, "0123456789")
_BESIDE_HAN = re.compile(r"[\da-z]")
_UNIT = re.compile(f"[{HAN}]{{0,2}}")  # behind a figure
_SIGN = re.compile(r"[+#&%‰@]")
_YEAR = re.compile(f"(?:\\d{{4}}|[{_DIGITS}]{{4}})(?=年)")


class Form(NamedTuple):
    """Terms that follow each other. `exact`: they are those of a word-for-word match; `pattern`: they are regular expressions.

    `then`, word for word too, are terms that follow after at most `apart` others. `similar`: the one term, word for word, may
    differ by so many letters.
    """

    terms: tuple[str, ...]
    exact: bool = False
    pattern: bool = False
    then: tuple[str, ...] = ()
    apart: int = 0
    similar: int = 0


Thing = tuple[Form, ...]
"""What is looked up or demanded: held where any of its forms is."""


def forms_of(word: str) -> tuple[Form, ...]:
    """The forms of a word, name or phrase as typed; none of what has no word in it.

    >>> forms_of("Interest rates"), forms_of("C++")
    ((Form(terms=('interest', 'rate'), exact=False, pattern=False),), (Form(terms=('c', '+', '+'), exact=True, pattern=False),))
    """
    folded = fold(word)
    han, terms = _HAN.findall(folded), literal_terms(folded)
    in_characters = len(han) == 1 or (han and _BESIDE_HAN.search(folded)) or _SIGN.search(folded)
    form = Form(tuple(exact_terms(word)), exact=True) if in_characters else Form(tuple(terms))
    figures = [Form((term,)) for term, start, end in figure_terms(folded) if start == 0 and _UNIT.fullmatch(folded, end)]
    joined = [Form((term,)) for term, start, end in joined_terms(folded) if (start, end) == (0, len(folded))]
    if not han and len(terms) > 1:  # a phrase, of which a word may have a hyphen elsewhere
        joined += [Form(tuple(other), exact=True) for other in exact_forms(word, by_prefix=True)[1:] if len(other) > 1]
    others = [Form(tuple(literal_terms(other))) for other in regional(word)] if han else []
    if year := _YEAR.match(folded):
        other = year[0].translate(_IN_HAN if year[0].isdecimal() else _IN_DIGITS) + folded[year.end() :]
        others.append(Form(tuple(exact_terms(other)), exact=True))
    return tuple(dict.fromkeys(each for each in (form, *figures, *joined, *others) if each.terms))


class PlacedText:
    """A text's terms by where they stand, each kind read when it is first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded = fold(text)

    def spans(self, form: Form) -> list[Span]:
        """Where the form stands, from left to right."""
        if form.then:
            return list(followed(self._exact, form))
        if form.similar:
            word = form.terms[0]
            return [span for term, span in self._exact if within_distance(term, word, form.similar)]
        if form.pattern:
            return list(_matching(self._exact if form.exact else self._terms, form.terms))
        if form.exact:
            return list(in_order(self._exact, form.terms))
        figures = self._figures if form.terms[0][0].isdigit() else ()
        apart = [*figures, *self._joined] if len(form.terms) == 1 else figures
        return [*in_order(self._terms, form.terms), *(span for term, span in apart if (term,) == form.terms)]

    @cached_property
    def _terms(self) -> list[tuple[str, Span]]:
        return [(term, Span(start, end)) for term, start, end in placed_terms(self._folded)]

    @cached_property
    def _figures(self) -> list[tuple[str, Span]]:
        return [(term, Span(start, end)) for term, start, end in figure_terms(self._folded)]

    @cached_property
    def _joined(self) -> list[tuple[str, Span]]:
        read = readable(self._folded)
        return [(term, Span(*read.span(start, end))) for term, start, end in joined_terms(read.text)]

    @cached_property
    def _exact(self) -> list[tuple[str, Span]]:
        return exact_spans(self.text)


def _matching(placed: Sequence[tuple[str, Span]], patterns: Sequence[str]) -> Iterator[Span]:
    wanted = list(map(re.compile, patterns))
    for at in range(len(placed) - len(wanted) + 1):
        here = placed[at : at + len(wanted)]
        if all(pattern.fullmatch(term) for pattern, (term, _) in zip(wanted, here)):
            yield Span(here[0][1].start, here[-1][1].end)


def followed(placed: Sequence[tuple[str, Span]], form: Form) -> Iterator[Span]:
    """Where a form's terms stand with those that have to follow, from the first of the ones to the last of the others."""
    terms = [term for term, _ in placed]
    first, then = list(form.terms), list(form.then)
    for at in range(len(terms) - len(first) - len(then) + 1):
        end = at + len(first)
        if terms[at:end] != first:
            continue
        for begin in range(end, min(end + form.apart, len(terms) - len(then)) + 1):
            if terms[begin : begin + len(then)] == then:
                yield Span(placed[at][1].start, placed[begin + len(then) - 1][1].end)
                break
