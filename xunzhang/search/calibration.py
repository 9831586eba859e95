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
    """A logistic over what two signals say of whether a passage is about what is asked, less what questions on other subjects
    come to; `background` is what they come to where nobody has measured it."""

    sentence: float
    shared: float
    background: float
    slope: float
    offset: float


# By the languages of question and passage (`Candidate.pairing`).
WITH_READER: Mapping[str, Weights] = MappingProxyType(
    {
        "zh": Weights(
            reader=0.08,
            span=0.12,
            sentence=2.19,
            least=2.18,
            shared=0.70,
            names_missing=-0.38,
            negation_missing=-0.50,
            offset=-3.27,
            slope=0.94,
            level=1.18,
        ),
        "en>zh": Weights(
            reader=0.15,
            span=0.07,
            sentence=2.31,
            least=2.41,
            shared=0.58,
            names_missing=0.00,
            negation_missing=-0.47,
            offset=-3.96,
            slope=0.97,
            level=1.20,
        ),
        "zh>en": Weights(
            reader=0.18,
            span=0.05,
            sentence=2.56,
            least=2.18,
            shared=0.50,
            names_missing=0.00,
            negation_missing=-0.14,
            offset=-3.79,
            slope=0.88,
            level=1.00,
        ),
        "en": Weights(
            reader=0.21,
            span=0.06,
            sentence=1.88,
            least=1.76,
            shared=0.61,
            names_missing=-0.32,
            negation_missing=-0.04,
            offset=-3.26,
            slope=1.10,
            level=0.91,
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
        "zh": About(20.0, 2.0, background=6.7, slope=1.32, offset=-3.52),
        "en>zh": About(20.0, 2.0, background=8.7, slope=1.16, offset=-2.65),
        "zh>en": About(20.0, 2.0, background=9.1, slope=1.12, offset=-2.27),
        "en": About(20.0, 2.0, background=7.2, slope=1.23, offset=-3.59),
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


def subject_odds(pair: str, signals: Signals) -> float:
    """What speaks for a passage being about what is asked, as log odds in a collection like those that ABOUT is fitted on."""
    about = ABOUT[pair]
    return about.sentence * signals.sentence + about.shared * signals.shared


def aboutness(pair: str, signals: Signals, background: float | None) -> float:
    """-> 0..1: how likely it is that a passage is about what is asked, whether it answers or not.

    `background` is what questions on other subjects come to in its index (`background.py`); None stands for a usual one.
    """
    about = ABOUT[pair]
    usual = about.background if background is None else background
    return _logistic(about.slope * (subject_odds(pair, signals) - usual) + about.offset)


def _held(value: float, most: float) -> float:
    return max(-most, min(most, value))


def _logistic(odds: float) -> float:
    return 1 / (1 + exp(-max(-60.0, min(60.0, odds))))
