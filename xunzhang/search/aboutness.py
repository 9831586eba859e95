"""How much a passage is about words that it holds: they stand in its title or heading, in its opening, and again.

Whether it holds them all comes before how much it is about any. Nothing here knows of vectors: a look-up is answered by words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from xunzhang.index.looked_up import Sought
from xunzhang.language.codes import family
from xunzhang.language.folding import fold
from xunzhang.language.sentences import sentence_spans
from xunzhang.language.terms import merged
from xunzhang.language.word_forms import PlacedText, Thing, forms_of
from xunzhang.types import Language, Passage, Question, Span

# What speaks for a passage's being about a word. Chosen by their order and not fitted: a title is about what is in it, a heading
# and an opening sentence mostly, and a word that comes three times is worth more than one that comes once.
TITLE, HEADING, OPENING, LEAD, REPEATED = 1.0, 0.5, 0.5, 0.25, 1.0
TOGETHER = 0.5  # two words that stand side by side as they were typed
# The question's own language, and the word as it was typed and not another form of it: they decide where all else is alike.
OWN_LANGUAGE, AS_TYPED = 0.4, 0.1
USUAL_LENGTH = 300.0  # characters; in a longer passage a word comes twice more easily


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked up: things with what each counts, summing to one, how they were typed, and the language asked in.

    `together` are the forms of all of them side by side; empty where there is one thing, or where they are translations.
    """

    sought: Sought
    weights: tuple[float, ...]
    typed: tuple[str, ...]
    together: Thing
    trust: float  # in 0..1, that these are what was meant: 1 for the words themselves
    asked_in: Language

    @classmethod
    def typed_as(cls, sought: Sought, typed: Sequence[str], asked: Question, weights: tuple[float, ...]) -> Wanted:
        together = forms_of(asked.text) if len(typed) > 1 else ()
        return cls(sought, weights, tuple(map(fold, typed)), together, 1.0, family(asked.language))

    @classmethod
    def translated(cls, sought: Sought, asked: Question, trust: float) -> Wanted:
        things = len(sought.things)
        return cls(sought, (1 / things,) * things, ("",) * things, (), trust, family(asked.language))


@dataclass(frozen=True, slots=True)
class Standing:
    """How a passage stands to what is looked up; the greater, the sooner it is shown. `spans` are where its text holds it."""

    holds_all: bool
    in_text: bool
    share: float  # of the weights, of what it holds
    about: float
    spans: tuple[Span, ...]
    sentence: Span | None  # that holds most of it

    @property
    def order(self) -> tuple[bool, bool, float, float]:
        return self.holds_all and self.in_text, self.in_text, round(self.share, 3), self.about


def standing(readings: Sequence[Wanted], passage: Passage) -> Standing:
    """How a passage stands to what is looked up, by the reading that makes the most of it."""
    text, sentences = PlacedText(passage.text), sentence_spans(passage.text)
    fitting = [each for each in readings if each.sought.language in ("", family(passage.language))]
    return max((_standing(each, passage, text, sentences) for each in fitting), key=lambda held: held.order)


def _standing(wanted: Wanted, passage: Passage, text: PlacedText, sentences: Sequence[Span]) -> Standing:
    title, heading = _placed(passage.article.title), _placed(passage.heading)
    found = [_spans(text, thing) for thing in wanted.sought.things]
    about = share = 0.0
    holds_all = True
    for thing, spans, weight, typed in zip(wanted.sought.things, found, wanted.weights, wanted.typed):
        in_title, in_heading = bool(_spans(title, thing)), bool(_spans(heading, thing))
        holds_all = holds_all and bool(spans or in_title or in_heading)
        share += weight * bool(spans or in_title or in_heading)
        about += weight * (TITLE * in_title + HEADING * in_heading + _in_text(passage, spans, sentences, typed))
    about += TOGETHER * bool(wanted.together and _spans(text, wanted.together))
    about = wanted.trust * about + OWN_LANGUAGE * (family(passage.language) == wanted.asked_in)
    decisive = found if wanted.sought.telling is None else [found[wanted.sought.telling]]
    spans = merged((span.start, span.end) for some in found for span in some)
    return Standing(holds_all, any(decisive), share, about, tuple(spans), _fullest(sentences, found, wanted.weights))


def _in_text(passage: Passage, spans: Sequence[Span], sentences: Sequence[Span], typed: str) -> float:
    if not spans:
        return 0.0
    opening = spans[0].start < sentences[0].end
    often = len(spans) / (len(spans) + 0.5 + 0.5 * len(passage.text) / USUAL_LENGTH)
    as_typed = any(fold(span.of(passage.text)).removesuffix("'s") == typed for span in spans)
    return OPENING * opening + LEAD * (opening and passage.number == 1) + REPEATED * often + AS_TYPED * as_typed


def _spans(text: PlacedText, thing: Thing) -> list[Span]:
    return sorted({span for form in thing for span in text.spans(form)}, key=lambda span: (span.start, span.end))


def _fullest(sentences: Sequence[Span], found: Sequence[Sequence[Span]], weights: Sequence[float]) -> Span | None:
    """The first of the sentences that hold most."""
    held = {
        sentence: sum(
            weight * any(sentence.start <= span.start < sentence.end for span in spans) for spans, weight in zip(found, weights)
        )
        for sentence in sentences
    }
    best = max(held, key=lambda sentence: held[sentence], default=None)
    return best if best and held[best] else None


@lru_cache(maxsize=1 << 10)
def _placed(title: str) -> PlacedText:
    return PlacedText(title)
