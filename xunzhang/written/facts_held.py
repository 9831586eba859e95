"""Whether the figures, dates, names and addresses of a sentence stand in the passages that it cites.

Values are compared, not spellings: 17.1 亿元 is 1.71 billion yuan; a figure may be rounded, never made more exact, and a date
may have fewer parts than the one printed, never more. A name stands there when it is printed, in either script; in another
language it does when a dictionary has the two for each other. With a passage counts what is shown above it: title, heading,
outlet, byline, date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from xunzhang.language.codes import family
from xunzhang.language.figure_terms import canonical, figure_terms
from xunzhang.language.folding import fold, stem
from xunzhang.language.function_words import is_function_word
from xunzhang.language.iso_dates import iso_date
from xunzhang.language.mentions.dates import Date, dates
from xunzhang.language.mentions.figures import MEASURED, Figure, agree, figures, is_measure
from xunzhang.language.mentions.names import Name, may_be_person, names
from xunzhang.messages.wording import say
from xunzhang.question.bridge import Bridge
from xunzhang.types import Passage, Span
from xunzhang.types.characters import HAN
from xunzhang.written.checked import Problem
from xunzhang.written.fractions_said import fractions_in
from xunzhang.written.names_across import is_carried

FEWEST_WORDED = 3  # "first" and "second" order sentences, too
FEWEST_PRINTED, _ENDS = 8, "。.！!？?"  # characters without blanks; what may end a sentence otherwise than in print
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_RUN = re.compile(r"[a-z\d]+(?:-[a-z\d]+)*")
_LETTER, _DIGIT = re.compile("[a-z]"), re.compile(r"\d")
_LINK = re.compile(
    r"(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]+"
    r"|(?<![\w.-])(?:[a-z\d-]+\.)+(?:com|org|net|cn|example|io|info)\b\S*",
    re.IGNORECASE,
)
_INSIDE, _GOES_ON = re.compile(r"[a-z\d]$|\d\.$"), re.compile(r"[a-z\d]|\.\d")
_WORD = re.compile(r"[a-z\d]+(?:'[a-z]+)?")
_HAN = re.compile(f"[{HAN}]")
_HAN_RUN = re.compile(f"[{HAN}]+")
_ADDRESSED = re.compile(r"^(?:mr|mrs|ms|miss|dr|prof|professor|sir|mayor|president|the)\.? ")
_FIRST = re.compile(r"[\"“'‘(]*([A-Z][a-z]{2,})\b(?!-)")


@dataclass(frozen=True)  # without slots, for what is read once
class Cited:
    """A passage that is cited, with what is shown above it."""

    passage: Passage

    @cached_property
    def all(self) -> str:
        head = self.passage.article
        return "\n".join((self.passage.text, head.title, self.passage.heading, head.source, head.byline))

    @cached_property
    def folded(self) -> str:
        return fold(self.all)

    @cached_property
    def squeezed(self) -> str:
        """Folded and without blanks, which Chinese print has around figures and between lines."""
        return "".join(self.folded.split())

    @property
    def family(self) -> str:
        return family(self.passage.language)

    @cached_property
    def fractions(self) -> set[Fraction]:
        return {fraction for _, fraction in fractions_in(self.all)}

    @cached_property
    def ordinals(self) -> set[str]:
        """第6, sixth and 6th, as index terms have them."""
        return {term for term, _, _ in figure_terms(self.folded) if term.startswith("第")}

    @cached_property
    def dates(self) -> list[Date]:
        """Those printed, and the article's own."""
        own = iso_date(self.passage.article.date)
        return [*dates(self.all), *([Date(Span(0, 0), own.year, own.month, own.day)] if own else [])]


def is_printed(sentence: str, cited: Cited) -> bool:
    """Whether the sentence stands in the passage as it is, whatever its script, its blanks and the mark at its end."""
    squeezed = "".join(fold(sentence).split()).rstrip(_ENDS)
    return len(squeezed) >= FEWEST_PRINTED and squeezed in cited.squeezed


def not_held(sentence: str, cited: Sequence[Cited], bridge: Bridge) -> Iterator[Problem]:
    """What of the sentence stands in none of the passages: figures, dates, digits of other kinds, addresses, names."""
    links = [Span(*match.span()) for match in _LINK.finditer(sentence)]
    fractions = fractions_in(sentence)
    held_apart = [*links, *(span for span, _ in fractions)]
    read_figures = [figure for figure in figures(sentence) if _is_free(figure.span, held_apart)]
    read_dates = [date for date in dates(sentence) if _is_free(date.span, held_apart)]
    taken = [*held_apart, *(figure.span for figure in read_figures), *(date.span for date in read_dates)]
    digits = list(_other_digits(sentence, taken))
    for figure in read_figures:
        if not figure.vague and not any(_has_figure(each, figure) for each in cited):
            yield Problem("figure", say("written.figure", what=figure.span.of(sentence)))
    for span, fraction in fractions:
        if not any(fraction in each.fractions for each in cited):
            yield Problem("figure", say("written.figure", what=span.of(sentence)))
    for term, span in _worded_ordinals(sentence, taken):
        if not any(term in each.ordinals for each in cited):
            yield Problem("figure", say("written.figure", what=span.of(sentence)))
    for date in read_dates:
        if not any(_is_date(date, printed) for each in cited for printed in each.dates):
            yield Problem("date", say("written.date", what=date.span.of(sentence)))
    for span in digits:
        if not any(_stands_alone(fold(span.of(sentence)), each.folded) for each in cited):
            yield Problem("figure", say("written.figure", what=span.of(sentence)))
    for span in links:
        if not any(fold(span.of(sentence)) in each.folded for each in cited):
            yield Problem("link", say("written.link", what=span.of(sentence)))
    for name in _names(sentence, [*taken, *digits], cited, bridge):
        if not any(_is_named(name, each, bridge) for each in cited):
            across = not any(each.family == ("zh" if _HAN.search(name) else "en") for each in cited)
            yield Problem("name", say("written.name_across" if across else "written.name", what=name))


def _is_free(span: Span, taken: Sequence[Span]) -> bool:
    return not any(span.overlaps(other) for other in taken)


def _worded_ordinals(sentence: str, taken: Sequence[Span]) -> Iterator[tuple[str, Span]]:
    """Ordinals in words, such as sixth, as index terms, and where they stand."""
    for term, start, end in figure_terms(fold(sentence)):
        span = Span(start, end)
        is_worded = term.startswith("第") and not _DIGITS.search(sentence, start, end)
        if is_worded and float(term[1:]) >= FEWEST_WORDED and _is_free(span, taken):
            yield term, span


def _has_figure(cited: Cited, said: Figure) -> bool:
    if said.kind == "ordinal" and f"第{canonical(said.value)}" in cited.ordinals:
        return True
    return any(_is_figure(said, printed) for printed in figures(cited.all))


def _is_figure(said: Figure, printed: Figure) -> bool:
    """Whether a figure is the printed one, or that one rounded."""
    if said.kind != printed.kind or not _same_unit(said.unit, printed.unit):
        return False
    return said.value == printed.value or (said.step >= printed.step and agree(said, replace(printed, hedged=False)))


def _same_unit(said: str, printed: str) -> bool:
    """Whether the two can count the same: a measure of one language and a noun of the other can (80所, 80 schools)."""
    if said == printed or not said or not printed:
        return True
    if said in MEASURED or printed in MEASURED:
        return False
    return not (is_measure(said) and is_measure(printed))


def _is_date(said: Date, printed: Date) -> bool:
    """Whether all that is said of a date is printed of it: nothing may be added to it."""
    parts = ((said.year, printed.year), (said.month, printed.month), (said.day, printed.day))
    return said.years == printed.years and all(not here or here == there for here, there in parts)


def _other_digits(sentence: str, taken: Sequence[Span]) -> Iterator[Span]:
    """Digits that are no figure and no date, such as those of a code (BM1520) or a telephone number: whole."""
    folded = fold(sentence)
    mixed = [match for match in _RUN.finditer(folded) if _LETTER.search(match.group()) and _DIGIT.search(match.group())]
    codes = [span for match in mixed if _is_free(span := Span(*match.span()), taken)]
    yield from codes
    for match in _DIGITS.finditer(folded):
        if _is_free(span := Span(*match.span()), [*taken, *codes]):
            yield span


def _stands_alone(text: str, folded: str) -> bool:
    """Whether `text` stands there and is no part of a longer word or figure."""
    at = folded.find(text)
    while at >= 0:
        if not (_INSIDE.search(folded[max(0, at - 2) : at]) or _GOES_ON.match(folded, at + len(text))):
            return True
        at = folded.find(text, at + 1)
    return False


def _names(sentence: str, taken: Sequence[Span], cited: Sequence[Cited], bridge: Bridge) -> Iterator[str]:
    """The names of a sentence as it has them, each once; what stands in `taken` is looked at already."""
    found = [name.span for name in names(sentence) if not _is_plain(name, sentence) and _is_free(name.span, taken)]
    texts = dict.fromkeys(span.of(sentence) for span in found)
    if _HAN.search(sentence):
        known = [fold(text) for text in (*texts, *(span.of(sentence) for span in taken))]
        others = (*bridge.names(sentence), *_unknown_persons(sentence, bridge))
        texts |= dict.fromkeys(name for name in others if not any(name in text for text in known))
    first = _FIRST.match(sentence)
    if first and not any(first[1] in text for text in texts) and _means_nothing_else(first[1], cited, bridge):
        texts[first[1]] = None
    yield from texts


def _unknown_persons(sentence: str, bridge: Bridge) -> Iterator[str]:
    """Han characters in no word of the dictionary that can be a person's name, wherever they stand, folded: 由张伟宣布.

    `mentions/names.py` wants more before it calls something a name, since it marks them; here an invented one must not slip by.
    """
    for match in _HAN_RUN.finditer(fold(sentence)):
        run = match.group()
        for start, end in bridge.words(run):
            piece = run[start:end]
            if end - start > 1 and may_be_person(piece) and not bridge.pieces(piece):
                yield piece


def _is_plain(name: Name, sentence: str) -> bool:
    """A capital letter alone, or one of a Roman figure, names nothing."""
    return len(name.span.of(sentence).strip()) < 2


def _means_nothing_else(word: str, cited: Sequence[Cited], bridge: Bridge) -> bool:
    """Whether the word that a sentence begins with, capital and all, is a name: one that no dictionary has as a word."""
    folded = fold(word)
    if is_function_word(folded) or any(_stands_alone(folded, each.folded) for each in cited):
        return False
    found = bridge.dictionary.by_gloss([stem(folded)]).get(stem(folded), ())
    headwords = {translation.headword for translation in found if len(translation.headword) > 1}  # a character is a surname too
    return headwords <= bridge.dictionary.names(headwords)


def _is_named(name: str, cited: Cited, bridge: Bridge) -> bool:
    folded = _ADDRESSED.sub("", fold(name).strip()).removesuffix("'s")
    is_han = bool(_HAN.search(folded))
    if is_han and "".join(folded.split()) in cited.squeezed:
        return True
    if not is_han and (_stands_alone(folded, cited.folded) or _in_order(folded, cited.folded)):
        return True
    return cited.family == ("en" if is_han else "zh") and is_carried(name, cited.all, bridge)


def _in_order(folded: str, text: str) -> bool:
    """Whether the words of a name stand in the text side by side, whatever marks are between them."""
    wanted = [stem(word.removesuffix("'s")) for word in _WORD.findall(folded) if not is_function_word(word)]
    there = [stem(word.removesuffix("'s")) for word in _WORD.findall(text) if not is_function_word(word)]
    return bool(wanted) and any(there[at : at + len(wanted)] == wanted for at in range(len(there) - len(wanted) + 1))
