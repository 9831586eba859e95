"""From what is measured on a passage to how likely it is that it answers, and that it is about what is asked at all.

Two logistics for each way in which question and passage meet: one with the reader's word, and one without it, for where there is
no reader. `python -m benchmarks.calibrate_verdict FOLDER` fits them on questions that people asked of paragraphs, in collections
of 5 to 406 passages: such as are answered, such as had the passage that answers taken away, such as were written to look
answered, and such as are about other things.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, sqrt
from types import MappingProxyType

from xunzhang.search.confidence import Signals
from xunzhang.search.joint_reading import Read

MOST_SURE, WIDEST = 9.0, 20.0  # the reader's log odds and margin count up to these


# Of passages that answer, one in a hundred lacks half the words of the question's names, title and heading counted; of others
# that come up for the same questions one in six to one in three (benchmarks/verdict_cases.py).
HALF, NAMELESS = 0.5, 0.2
# Across languages it speaks of another of the kind that the question names: one in sixty of those that answer does.
ANOTHERS = 0.1


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
            reader=0.07,
            span=0.12,
            sentence=2.14,
            least=2.15,
            shared=0.69,
            names_missing=-1.48,
            negation_missing=-2.43,
            offset=-3.19,
            slope=0.93,
            level=1.17,
        ),
        "en>zh": Weights(
            reader=0.15,
            span=0.07,
            sentence=2.33,
            least=2.43,
            shared=0.58,
            names_missing=0.00,
            negation_missing=-1.14,
            offset=-3.96,
            slope=0.95,
            level=1.17,
        ),
        "zh>en": Weights(
            reader=0.18,
            span=0.05,
            sentence=2.57,
            least=2.18,
            shared=0.50,
            names_missing=0.00,
            negation_missing=-0.29,
            offset=-3.78,
            slope=0.88,
            level=1.01,
        ),
        "en": Weights(
            reader=0.21,
            span=0.06,
            sentence=1.75,
            least=1.68,
            shared=0.57,
            names_missing=-1.93,
            negation_missing=-0.17,
            offset=-3.05,
            slope=1.06,
            level=0.93,
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
    likely = _logistic(weights.slope * odds + weights.level)
    most = ANOTHERS if ">" in pair else NAMELESS
    return min(likely, most) if signals.names_missing >= HALF else likely


def answered(likely: float, about: float) -> float:
    """-> 0..1: how likely it is that a question is answered, by both figures of a passage.

    What is not about the question does not answer it. By the root, since the first figure knows a part of the second: with it
    questions on other subjects are told best, and calibration is as good as without (benchmarks/QUALITY.md).
    """
    return likely * sqrt(about)


def subject_odds(pair: str, signals: Signals) -> float:
    """What speaks for a passage being about what is asked, as log odds in a collection like those that ABOUT is fitted on."""
    about = ABOUT[pair]
    return about.sentence * signals.sentence + about.shared * signals.shared


def aboutness(pair: str, signals: Signals, background: float | None) -> float:
    """-> 0..1: how likely it is that a passage is about what is asked, whether it answers or not.

    `background` is what questions on other subjects come to in its index (`bank_background.py`); None stands for a usual one.
    """
    about = ABOUT[pair]
    usual = about.background if background is None else background
    return _logistic(about.slope * (subject_odds(pair, signals) - usual) + about.offset)


def _held(value: float, most: float) -> float:
    return max(-most, min(most, value))


def _logistic(odds: float) -> float:
    return 1 / (1 + exp(-max(-60.0, min(60.0, odds))))
