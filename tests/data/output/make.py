"""Stores what a version of the program prints of the sample collection: python -m tests.data.output.make --program CHECKOUT

tests/search/test_stored_output.py compares it with what the present one prints, so that nothing changes unnoticed. Making it anew says
that what is printed was meant to change: do it in a commit of its own that says what changed and why.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from pathlib import Path

from tests.helpers import stored_output

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
STORED = HERE / "sample.json"
QUESTIONS = ("ask", "--questions", str(HERE / "questions.txt"), "--format", "json")
RUNS: dict[str, tuple[str, ...]] = {
    "hybrid": QUESTIONS,
    "semantic": (*QUESTIONS, "--mode", "semantic", "-k", "5"),
    "keyword": (*QUESTIONS, "--mode", "keyword", "-k", "5"),
    "in English": (*QUESTIONS, "--language", "en", "-k", "3"),
    "one outlet": (*QUESTIONS, "--source", "重庆日报", "-k", "3"),
    "dated": (*QUESTIONS, "--after", "2024", "-k", "3"),
    "passages": ("passages",),
    "audit": ("audit", "--json"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--program", type=Path, default=ROOT, metavar="CHECKOUT", help="a checkout of the version that is to print it"
    )
    program = parser.parse_args().program.resolve()
    described = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=program, check=True, capture_output=True, text=True
    )
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        stored_output.build(program, ROOT / "corpus", index)
        runs = {name: stored_output.printed(program, index, arguments) for name, arguments in RUNS.items()}
    stored_output.store(STORED, described.stdout.strip(), runs)
    print(f"{STORED}: printed by {described.stdout.strip()}")


if __name__ == "__main__":
    main()
