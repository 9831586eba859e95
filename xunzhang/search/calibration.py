"""From what is measured on a passage to how likely it is that it answers, and that it is about what is asked at all.

Two logistics for each way in which question and passage meet: one with the reader's word, and one without it, for where there is
no reader. `python -m benchmarks.calibrate_verdict FOLDER` fits them on questions that people asked of paragraphs, in collections
of 5 to 406 passages: such as are answered, such as had the passage that answers taken away, such as were written to look
answered, and such as are about other things.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from types import MappingProxyType

from xunzhang.search.confidence import Signals
from xunzhang.search.joint_reading import Read

MOST_SURE, WIDEST = 9.0, 20.0  # the reader's log odds and margin count up to these


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic over a passage's signals and what the reader says of it.

    `slope` and `level` take the log odds of a question's best passage to those of the question being answered: the best of
    several that do not answer is better than one that does not.
    """

    sentence: float
    least: float
    shared: float
    names_missing: float
    negation_missing: float
    offset: float
    slope: float
    level: float
    reader: float = 0.0
    span: float = 0.0


@dataclass(frozen=True, slots=True)
class About:
    """A logistic over the two signals that say whether a passage is about what is asked."""

    sentence: float
    shared: float
    offset: float


# By the languages of question and passage (`Candidate.pairing`).
WITH_READER: Mapping[str, Weights] = MappingProxyType(
    {
        "zh": Weights(
            reader=0.170,
            span=0.041,
            sentence=6.290,
            least=2.710,
            shared=1.388,
            names_missing=-1.791,
            negation_missing=-2.323,
            offset=-6.995,
            slope=0.82,
            level=1.20,
        ),
        "en>zh": Weights(
            reader=0.085,
            span=0.049,
            sentence=3.616,
            least=2.933,
            shared=1.384,
            names_missing=0.000,
            negation_missing=-1.534,
            offset=-5.878,
            slope=0.87,
            level=1.36,
        ),
        "zh>en": Weights(
            reader=0.006,
            span=0.102,
            sentence=0.867,
            least=4.001,
            shared=1.973,
            names_missing=0.000,
            negation_missing=-2.737,
            offset=-4.638,
            slope=0.90,
            level=1.32,
        ),
        "en": Weights(
            reader=0.248,
            span=0.043,
            sentence=5.639,
            least=0.000,
            shared=1.313,
            names_missing=-0.189,
            negation_missing=-1.911,
            offset=-5.732,
            slope=1.12,
            level=0.95,
        ),
    }
)
WITHOUT_READER: Mapping[str, Weights] = MappingProxyType(
    {
        "zh": Weights(
            sentence=8.668,
            least=4.564,
            shared=2.017,
            names_missing=-2.213,
            negation_missing=-2.436,
            offset=-10.531,
            slope=0.82,
            level=1.35,
        ),
        "en>zh": Weights(
            sentence=5.307,
            least=3.275,
            shared=1.627,
            names_missing=0.000,
            negation_missing=-1.849,
            offset=-8.138,
            slope=0.86,
            level=1.37,
        ),
        "zh>en": Weights(
            sentence=2.748,
            least=4.481,
            shared=2.079,
            names_missing=0.000,
            negation_missing=-2.729,
            offset=-7.352,
            slope=0.95,
            level=1.48,
        ),
        "en": Weights(
            sentence=11.409,
            least=1.223,
            shared=2.362,
            names_missing=-0.732,
            negation_missing=-3.055,
            offset=-11.087,
            slope=1.01,
            level=1.35,
        ),
    }
)
ABOUT: Mapping[str, About] = MappingProxyType(
    {
        "zh": About(26.85, 4.04, -14.69),
        "en>zh": About(15.24, 1.24, -8.92),
        "zh>en": About(22.68, 1.00, -12.62),
        "en": About(21.87, 1.07, -11.23),
    }
)


def likelihood(pair: str, signals: Signals, read: Read | None) -> float:
    """-> 0..1: how likely it is that a question is answered whose best passage is this one."""
    weights = (WITH_READER if read else WITHOUT_READER)[pair]
    odds = weights.sentence * signals.sentence + weights.least * signals.least + weights.shared * signals.shared
    odds += weights.names_missing * signals.names_missing + weights.negation_missing * signals.negation_missing + weights.offset
    if read:
        odds += weights.reader * _held(read.answers, MOST_SURE) + weights.span * _held(read.margin, WIDEST)
    return _logistic(weights.slope * odds + weights.level)


def aboutness(pair: str, signals: Signals) -> float:
    """-> 0..1: how likely it is that a passage is about what is asked, whether it answers or not."""
    about = ABOUT[pair]
    return _logistic(about.sentence * signals.sentence + about.shared * signals.shared + about.offset)


def _held(value: float, most: float) -> float:
    return max(-most, min(most, value))


def _logistic(odds: float) -> float:
    return 1 / (1 + exp(-max(-60.0, min(60.0, odds))))
