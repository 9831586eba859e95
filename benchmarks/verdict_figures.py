"""What the verdicts on questions of known answers come to: shares, ranking, calibration, exact spans; and the floors for them.

Asking the questions, and printing what comes out, is `verdicts.py`'s.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

import numpy as np

from xunzhang.evaluate import metrics
from xunzhang.evaluate.metrics import auroc
from xunzhang.types import Verdict

VERDICTS: tuple[str, ...] = get_args(Verdict)
KINDS = ("answered", "near_topic", "other")
LANGUAGES = ("zh", "en")
# What is asked for is short enough to be marked by itself; for a list or a reason `answer` holds a part of it only.
SPANNED = ("who", "when", "count", "rate", "money", "which")
# What each kind counts for the calibration error, however many questions there are of it.
MIX = {"answered": 0.5, "near_topic": 0.25, "other": 0.25}


@dataclass(frozen=True, slots=True)
class Told:
    """One question with what it was told.

    `place` is that of the first passage that answers, from 1 (0: none); `spans` says of each exact span of `first`, the text of
    the passage that leads, whether it is right.
    """

    question: str
    kind: str
    language: str
    asks: str
    verdict: str
    confidence: float
    place: int
    spans: tuple[bool, ...]
    first: str


def measured(told: Sequence[Told]) -> dict[str, Any]:
    """-> the object that --json prints: shares by kind and language, ranking, AUROC, calibration, spans, floors."""
    by = {
        (kind, language): [t for t in told if (t.kind, t.language) == (kind, language)]
        for kind in KINDS
        for language in LANGUAGES
    }
    answered = {language: by["answered", language] for language in LANGUAGES}
    figures: dict[str, Any] = {
        "questions": {kind: {language: len(by[kind, language]) for language in LANGUAGES} for kind in KINDS},
        "verdicts": {kind: {language: _shares(by[kind, language]) for language in LANGUAGES} for kind in KINDS},
    }
    for depth in (1, 3):
        figures[f"hit@{depth}"] = {language: _mean(0 < t.place <= depth for t in some) for language, some in answered.items()}
    figures["auroc"] = {
        kind: {language: _apart(answered[language], by[kind, language]) for language in LANGUAGES} for kind in KINDS[1:]
    }
    figures["calibration_error"] = {
        language: calibration_error([t for t in told if t.language == language]) for language in LANGUAGES
    }
    figures["spans"] = {language: _span_figures([t for t in told if t.language == language]) for language in LANGUAGES}
    figures["floors"] = [floor.held_against(figures) for floor in FLOORS]
    return figures


def _sure(told: Sequence[Told]) -> list[float]:
    return [t.confidence for t in told]


def _apart(answered: Sequence[Told], others: Sequence[Told]) -> float | None:
    return round(auroc(_sure(answered), _sure(others)), 4) if answered and others else None


def _mean(values: Iterable[float]) -> float | None:
    known = list(values)
    return round(float(np.mean(known)), 4) if known else None


def _shares(told: Sequence[Told]) -> dict[str, float]:
    counts = Counter(t.verdict for t in told)
    return {verdict: round(counts[verdict] / len(told), 4) for verdict in VERDICTS} if told else {}


def _span_figures(told: Sequence[Told]) -> dict[str, float | None]:
    """`coverage`: how many of the questions for a figure, date or name have a span; `precision`: how many of the spans are right;
    `needless`: how many of the questions that nothing answers have one.
    """
    short = [t for t in told if t.asks in SPANNED]
    return {
        "coverage": _mean(bool(t.spans) for t in short),
        "precision": _mean(right for t in short for right in t.spans),
        "needless": _mean(bool(t.spans) for t in told if t.kind != "answered"),
    }


def calibration_error(told: Sequence[Told]) -> float | None:
    """Expected calibration error, kinds weighted as in MIX; None where nothing was asked."""
    sizes = Counter(t.kind for t in told)
    weights, true = [MIX[t.kind] / sizes[t.kind] for t in told], [float(t.kind == "answered") for t in told]
    return round(metrics.calibration_error(_sure(told), true, weights), 4) if told else None


@dataclass(frozen=True, slots=True)
class Floor:
    """A figure that is to be at least (or, with `most`, at most) `bound`."""

    name: str
    of: Callable[[Mapping[str, Any]], float | None]
    bound: float
    most: bool = False

    def held_against(self, figures: Mapping[str, Any]) -> dict[str, Any]:
        value = self.of(figures)
        held = value is not None and (value <= self.bound if self.most else value >= self.bound)
        return {"name": self.name, "value": value, "at_most" if self.most else "at_least": self.bound, "holds": held}


def _share(kind: str, language: str, *verdicts: str) -> Callable[[Mapping[str, Any]], float | None]:
    def value(figures: Mapping[str, Any]) -> float | None:
        shares = figures["verdicts"][kind][language]
        return round(sum(shares[verdict] for verdict in verdicts), 4) if shares else None

    return value


def _at(name: str, language: str, *rest: str) -> Callable[[Mapping[str, Any]], float | None]:
    def value(figures: Mapping[str, Any]) -> Any:
        found: Any = figures[name][language]
        for key in rest:
            found = found[key]
        return found

    return value


def _floors(language: str, called: float, answers: float) -> list[Floor]:
    return [
        Floor(f"answered {language}: answers or may_answer", _share("answered", language, *VERDICTS[:2]), called),
        Floor(f"answered {language}: answers", _share("answered", language, "answers"), answers),
        Floor(f"near_topic {language}: answers", _share("near_topic", language, "answers"), 0.2, most=True),
        Floor(f"near_topic {language}: answers or may_answer", _share("near_topic", language, *VERDICTS[:2]), 0.4, most=True),
        Floor(f"other {language}: related or nothing", _share("other", language, *VERDICTS[2:]), 0.95),
        Floor(f"other {language}: nothing", _share("other", language, "nothing"), 0.7),
        Floor(f"{language}: calibration error", _at("calibration_error", language), 0.05, most=True),
        Floor(f"{language}: precision of exact spans", _at("spans", language, "precision"), 0.9),
    ]


FLOORS = [*_floors("zh", 0.95, 0.80), *_floors("en", 0.90, 0.70), Floor("en: hit@1", _at("hit@1", "en"), 0.92)]
