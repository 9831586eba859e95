"""Fit the constants of `xunzhang/search/calibration.py`, and say honestly how far verdicts can be trusted.

    python -m benchmarks.calibrate_verdict FOLDER [--share F] [--seed N] [--plot FILE]

FOLDER is one of training data (`training/README.md`); `verdict_cases.py` says what is asked of what. Two logistics are fitted for
each way in which question and passage meet, one with the reader's word and one without: over candidates, does this one answer;
then over the best candidate of each question, is the question answered. Areas under the curve and calibration errors are of
questions that the fit has not seen (five folds); the constants printed are fitted on all. FILE is an SVG of how what is told
with a probability turns out.
"""

from __future__ import annotations

import argparse
import tempfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.reliability import binned, plot
from benchmarks.verdict_cases import ADVERSARIAL, ANSWERED, KINDS, LEFT_OUT, OTHER, Case, Measured, cases
from training.material import Material
from xunzhang.encoding.loading import load_encoder
from xunzhang.evaluate.metrics import auroc, calibration_error
from xunzhang.evaluate.remembering import RememberingEncoder
from xunzhang.search.calibration import MOST_SURE, WIDEST, subject_odds
from xunzhang.search.verdict import LINES

Values = NDArray[np.float64]
LIKENESS = ("sentence", "least", "shared")
SIGNALS = (*LIKENESS, "names_missing", "negation_missing")
READER = ("reader", "span")
# What each kind counts: as much that is answered as is not.
SHARES = {ANSWERED: 0.5, LEFT_OUT: 0.2, ADVERSARIAL: 0.05, OTHER: 0.25}
HELD_DOWN = {"names_missing", "negation_missing"}  # speak against; everything else for
# The questions were written with the paragraph in view and share its words, as questions asked in earnest do less: so of fits
# that are as good the one is wanted that rests on the reader. With .03 the areas are those of .001 within .01 (QUALITY.md).
SHRINKAGE, SHRINKAGE_OF_LIKENESS = 1e-3, 3e-2
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with the cross-validated log odds of its best candidate, and how that one meets it."""

    case: Case
    odds: float
    pairing: str


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the constants of verdicts on a folder of training data.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--share", type=float, default=1.0, help="of the questions to ask")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--plot", type=Path, help="an SVG file to write")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        encoder = RememberingEncoder(load_encoder())
        asked = list(cases(Material.read(arguments.folder), encoder, Path(folder), arguments.seed, arguments.share))
    for title, names in (("WITH_READER", (*READER, *SIGNALS)), ("WITHOUT_READER", SIGNALS)):
        print(f"\n{title}")
        told = judged(asked, names)
        report(told, constants(asked, names))
        if arguments.plot and names[0] in READER:
            plot(
                {pairing: binned(*_outcomes(told, pairing)) for pairing in sorted({each.pairing for each in told})},
                arguments.plot,
            )
    print("\nABOUT (background, slope, offset)")
    for pairing, fitted in about(asked).items():
        print(f"    {pairing!r}: {tuple(round(value, 2) for value in fitted)}")


def features(one: Measured, names: Sequence[str]) -> list[float]:
    read = {
        "reader": max(-MOST_SURE, min(MOST_SURE, one.read.answers)) if one.read else -MOST_SURE,
        "span": max(-WIDEST, min(WIDEST, one.read.margin)) if one.read else -WIDEST,
    }
    return [*(read[name] if name in read else float(getattr(one.signals, name)) for name in names), 1.0]


def by_pairing(asked: Sequence[Case]) -> dict[str, list[tuple[Case, Measured]]]:
    found: dict[str, list[tuple[Case, Measured]]] = defaultdict(list)
    for case in asked:
        for one in case.candidates:
            found[one.pairing].append((case, one))
    return found


def fit(inputs: Values, labels: Values, weights: Values, names: Sequence[str]) -> Values:
    """Maximum likelihood with every sign as it should be; the last of `inputs` is the constant one."""
    spread = inputs.std(0)
    spread[(spread == 0) | (np.arange(len(spread)) == len(spread) - 1)] = 1.0
    scaled = inputs / spread

    shrunk = set(LIKENESS) if READER[0] in names else set()
    shrinkage = np.array([SHRINKAGE_OF_LIKENESS if name in shrunk else SHRINKAGE for name in names])

    def loss(constants: Values) -> float:
        odds = scaled @ constants
        surprise = (weights * (np.logaddexp(0, odds) - labels * odds)).sum() / weights.sum()
        return float(surprise + shrinkage @ constants[:-1] ** 2)

    bounds = [(None, 0.0) if name in HELD_DOWN else (0.0, None) for name in names] + [(None, None)]
    return np.asarray(minimize(loss, np.zeros(len(spread)), method="L-BFGS-B", bounds=bounds).x / spread)


def _fitted(pairs: Sequence[tuple[Case, Measured]], names: Sequence[str]) -> Values:
    inputs = np.array([features(one, names) for _, one in pairs])
    labels = np.array([float(one.right) for _, one in pairs])
    weights = np.array([0.5 if case.kind == ADVERSARIAL else 1.0 for case, _ in pairs])
    return fit(inputs, labels, weights, names)


def _fold(case: Case) -> int:
    return zlib.crc32(case.question.encode()) % FOLDS


def judged(asked: Sequence[Case], names: Sequence[str]) -> list[Judged]:
    """Each question by constants fitted without its fold."""
    fits = {
        (pairing, fold): _fitted([pair for pair in pairs if _fold(pair[0]) != fold], names)
        for pairing, pairs in by_pairing(asked).items()
        for fold in range(FOLDS)
    }
    found = []
    for case in asked:
        odds = [(float(np.array(features(one, names)) @ fits[one.pairing, _fold(case)]), one.pairing) for one in case.candidates]
        if odds:
            found.append(Judged(case, *max(odds)))
    return found


def _weights(some: Sequence[Judged]) -> Values:
    counts = Counter(each.case.kind for each in some)
    return np.array([SHARES[each.case.kind] / counts[each.case.kind] for each in some])


def _line(some: Sequence[Judged]) -> Values:
    """(slope, level) from a candidate's log odds to the question's."""
    inputs = np.array([[each.odds, 1.0] for each in some])
    labels = np.array([float(each.case.kind == ANSWERED) for each in some])
    return fit(inputs, labels, _weights(some), ["odds"])


def constants(asked: Sequence[Case], names: Sequence[str]) -> dict[str, Values]:
    return {pairing: _fitted(pairs, names) for pairing, pairs in by_pairing(asked).items()}


def about(asked: Sequence[Case]) -> dict[str, tuple[float, float, float]]:
    """-> pairing: (background, slope, offset). The candidate that is most about it, on-subject questions against others."""
    found: dict[str, list[tuple[Case, float]]] = defaultdict(list)
    for case in asked:
        best: dict[str, float] = {}
        for one in case.candidates:
            odds = subject_odds(one.pairing, one.signals)
            best[one.pairing] = max(best.get(one.pairing, odds), odds)
        for pairing, odds in best.items():
            found[pairing].append((case, odds))
    fits = {}
    for pairing, pairs in found.items():
        above = np.array([[odds - case.background[pairing], 1.0] for case, odds in pairs])
        labels = np.array([float(case.kind != OTHER) for case, _ in pairs])
        weights = np.where(labels == 1, 0.5 / labels.sum(), 0.5 / (1 - labels).sum())
        slope, offset = fit(above, labels, weights, ["odds"])
        fits[pairing] = (float(np.median([case.background[pairing] for case, _ in pairs])), float(slope), float(offset))
    return fits


def _outcomes(some: Sequence[Judged], pairing: str) -> tuple[Values, Values, Values]:
    """-> of the questions whose best passage meets them so: how likely each is told to be answered, whether it is, its weight."""
    here = [each for each in some if each.pairing == pairing]
    slope, level = _line(here)
    sure = 1 / (1 + np.exp(-(slope * np.array([each.odds for each in here]) + level)))
    return sure, np.array([float(each.case.kind == ANSWERED) for each in here]), _weights(here)


def report(some: Sequence[Judged], fitted: dict[str, Values]) -> None:
    for pairing in sorted(fitted):
        here = [each for each in some if each.pairing == pairing]
        slope, level = _line(here)
        sure, true, weights = _outcomes(some, pairing)
        values = ", ".join(f"{value:.3f}" for value in fitted[pairing])
        print(f"{pairing}: {values}; slope {slope:.2f}, level {level:.2f}")
        print(f"    calibration error {calibration_error(sure, true, weights):.3f}")
        lines = LINES[pairing]
        chances = {kind: sure[[each.case.kind == kind for each in here]] for kind in KINDS}
        for kind, chance in chances.items():
            area = "" if kind == ANSWERED else f"AUROC {auroc(chances[ANSWERED].tolist(), chance.tolist()):.3f}  "
            called = f"may answer {np.mean(chance >= lines.may_answer):.2f}, answers {np.mean(chance >= lines.answers):.2f}"
            print(f"    {kind:12} {len(chance):>4}  {area}{called}")
        for collection in sorted({each.case.collection for each in here}):
            inside = np.array([each.case.collection == collection for each in here])
            kinds = {kind: inside & np.array([each.case.kind == kind for each in here]) for kind in KINDS}
            shares = [f"{kind} {np.mean(sure[rows] >= lines.may_answer):.2f}" for kind, rows in kinds.items() if rows.any()]
            print(f"        {collection:10} {', '.join(shares)}")


if __name__ == "__main__":
    main()
