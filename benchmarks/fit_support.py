"""How near statements come to passages that say them, and to those that do not: by this the lines of
`xunzhang/written/supported.py` are drawn.

    python -m benchmarks.fit_support FOLDER [--limit N] [--index DIR]

FOLDER is in the layout of docs/formats.md. Where its questions have `answers`, a statement is a question with its answer in the
place of what asks; where they have `gold_sentences` alone, it is the sentence that answers, held against the passage in the other
language that says the same. Besides, a statement is held against those passages that come nearest to it of all others: the first,
the third and the eleventh.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from xunzhang.building.builder import build_index
from xunzhang.evaluate.metrics import auroc
from xunzhang.search.pipeline import Searcher, open_searcher
from xunzhang.types import Passage
from xunzhang.written.supported import LINES, Support, pair_of

SEED, LOST = 20241119, 0.05  # of supported statements, that may fall below the line
NEAREST = {"nearest": 0, "3rd": 2, "11th": 10}
_ASKS = {
    "en": re.compile(r"^(?:in )?(?:how many|how much|what|which|who|when|where|why|how)\b", re.IGNORECASE),
    "zh": re.compile(r"多少(?=[名个次分年])|哪一?[个年些]|什么|谁|多少|几"),
}
Record = Mapping[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description="Draw the lines from which a passage is held to say what a sentence does.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=400, help="so many questions")
    parser.add_argument("--index", type=Path, default=None, help="keep the index here, and take it from here the next time")
    arguments = parser.parse_args()
    passages = {each["id"]: each for each in _read(arguments.folder / "passages.jsonl")}
    questions = [each for each in _read(arguments.folder / "questions.jsonl") if statement(each, passages)]
    random.Random(SEED).shuffle(questions)
    with tempfile.TemporaryDirectory() as folder:
        index = arguments.index or Path(folder) / "index"
        if not index.exists():
            build_index([arguments.folder / "passages.jsonl"], index)
        report(measured(open_searcher(index, reads=False), questions[: arguments.limit], passages))


def _read(file: Path) -> Iterator[Record]:
    with file.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def statement(question: Record, passages: Mapping[str, Record]) -> str:
    """Who wrote it? and Lu Xun -> Lu Xun wrote it. Without an answer the sentence in the question's language; "" for none."""
    if not question["relevant"]:
        return ""
    if not question.get("answers"):
        own = [each for each in question["relevant"] if passages[each]["lang"] == question["lang"]]
        gold = [(each, place) for each in own for place in question.get("gold_sentences", {}).get(each, ())]
        return next((passages[each]["text"][slice(*passages[each]["sentence_breaks"][place])] for each, place in gold), "")
    asked, answer = str(question["question"]).rstrip("?？ "), str(question["answers"][0])
    said = _ASKS[question["lang"]].sub(lambda _: answer, asked, count=1)
    return said if said != asked else f"{asked} {answer}"


def measured(searcher: Searcher, questions: list[Record], passages: Mapping[str, Record]) -> Mapping[str, list[list[float]]]:
    """By pair of languages, of each statement: how near the passage that says it comes, and those of NEAREST."""
    support = Support(searcher)
    held = [passage for head in searcher.heads() for passage in searcher.passages_of(head.id)]
    found: dict[str, list[list[float]]] = defaultdict(list)
    for question in questions:
        said = statement(question, passages)
        for language in ("zh", "en") if question.get("answers") else ({"zh": "en", "en": "zh"}[question["lang"]],):
            there = [passage for passage in held if passage.language == language]
            near = support.nearness(said, question["lang"], there).tolist()
            right = [_is_of(passage, question) for passage in there]
            others = sorted((value for value, own in zip(near, right) if not own), reverse=True)
            best = max((value for value, own in zip(near, right) if own), default=None)
            if best is not None:
                found[pair_of(question["lang"], there[0])].append([best, *(others[place] for place in NEAREST.values())])
    return found


def _is_of(passage: Passage, question: Record) -> bool:
    return passage.article.id in question["relevant"]


def report(found: Mapping[str, list[list[float]]]) -> None:
    for pair, rows in sorted(found.items()):
        values = np.array(rows)
        line = float(np.quantile(values[:, 0], LOST))
        print(f"{pair}: {len(rows)} statements; {LOST:.0%} of those supported come below {line:.3f} (in use: {LINES[pair]})")
        for column, name in enumerate(NEAREST, start=1):
            area = auroc(values[:, 0].tolist(), values[:, column].tolist())
            below = float(np.mean(values[:, column] < LINES[pair]))
            print(f"    against the {name} other passage: below that in use {below:.2f}, AUROC {area:.3f}")


if __name__ == "__main__":
    main()
