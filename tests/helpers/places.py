"""Where things stand: the checkout, its sample collection, the tests' data, and the folder of real input beside the checkout."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "xunzhang"
CORPUS = ROOT / "corpus"
DATA = ROOT / "tests" / "data"
SHARED = ROOT.parent / "shared"  # real input and benchmarks, which are not part of the repository
SEED = SHARED / "seeds" / "chongqing-education-conference.txt"
