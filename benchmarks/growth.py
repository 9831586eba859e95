"""What an index costs as it grows: python -m benchmarks.growth [--passages N ...] [--questions N] [--out FILE]

Articles are made up, in both languages, of words as frequent as words are (Zipf) from a vocabulary of 60,000, ten passages each,
of 20 outlets and 3,000 days; meaning does not matter here. Their vectors are the model's own for their tokens, before it has
read them together, so that nothing waits for a model: what is told of a build is all but the encoding. Questions are encoded by
the model, as ever, and asked without the reader. Every size is built and asked in processes of their own.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from xunzhang.building.builder import build_index
from xunzhang.encoding.bert import WORDS, Bert
from xunzhang.encoding.bundled import bundled_model
from xunzhang.encoding.encoder import Encoded, SentenceEncoder
from xunzhang.encoding.loading import load_encoder
from xunzhang.index.opening import open_index
from xunzhang.search.pipeline import Searcher
from xunzhang.types import Filters

ROOT = Path(__file__).resolve().parents[1]
SIZES = (1_000, 10_000, 100_000)
PASSAGES_AN_ARTICLE, OUTLETS, DAYS = 10, 20, 3_000
SYLLABLES = [first + second for first in "bdfgjklmnprstvwz" for second in "aeiou"]
HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 2_000)]
VOCABULARY, ZIPF = 60_000, 1.07
WARM_UP = 5


class StaticEncoder:
    """Passages as their tokens' word embeddings, questions as the model reads them. Notes the seconds spent on passages."""

    def __init__(self, real: SentenceEncoder) -> None:
        folder = bundled_model()
        assert folder is not None, "the bundled model is needed here"
        self._words = Bert(folder).tensors[WORDS]
        self._real = real
        self.seconds = 0.0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Encoded:
        began = time.perf_counter()
        tokens = [self._words[self._real.passage_ids(text)].astype(np.float32) for text in texts]
        pooled = np.stack([each.mean(axis=0) for each in tokens]) if tokens else np.zeros((0, self._real.dimensions))
        self.seconds += time.perf_counter() - began
        if progress:
            progress(len(texts))
        return Encoded(pooled.astype(np.float32), tokens)


class Language:
    """Words of a made-up language by rank, and sentences of them, the same ones for the same seed."""

    def __init__(self, chinese: bool) -> None:
        self._chosen = np.random.default_rng(int(chinese))
        self.chinese = chinese
        parts = HAN if chinese else SYLLABLES
        lengths = self._chosen.integers(1, 4, VOCABULARY) + (0 if chinese else 1)
        chosen = self._chosen.integers(len(parts), size=(VOCABULARY, 4))
        self.words = ["".join(parts[at] for at in row[:length]) for row, length in zip(chosen.tolist(), lengths.tolist())]
        weights = np.arange(1, VOCABULARY + 1) ** -ZIPF
        self._up_to = np.cumsum(weights / weights.sum())

    def article(self) -> str:
        """PASSAGES_AN_ARTICLE paragraphs of three or four sentences."""
        a_passage = 3 if self.chinese else 4
        lengths = self._chosen.integers(8, 16, a_passage * PASSAGES_AN_ARTICLE).tolist()
        ranks = np.minimum(np.searchsorted(self._up_to, self._chosen.random(sum(lengths))), VOCABULARY - 1)
        words = iter([self.words[rank] for rank in ranks.tolist()])
        sentences = [self._sentence(list(islice(words, length))) for length in lengths]
        between = "" if self.chinese else " "
        return "\n\n".join(between.join(sentences[at : at + a_passage]) for at in range(0, len(sentences), a_passage))

    def _sentence(self, words: list[str]) -> str:
        return "".join(words) + "。" if self.chinese else " ".join(words).capitalize() + "."


def write_articles(file: Path, passages: int) -> None:
    languages = Language(False), Language(True)
    with file.open("w", encoding="utf-8") as out:
        for number in range(passages // PASSAGES_AN_ARTICLE):
            text = languages[number % 2].article()
            day = np.datetime64("2016-01-01") + number % DAYS
            told = {"title": f"Report {number}", "source": f"Outlet {number % OUTLETS}", "date": str(day), "text": text}
            out.write(json.dumps(told, ensure_ascii=False) + "\n")


def questions(count: int) -> Iterator[str]:
    languages = Language(False), Language(True)
    for number in range(count):
        language = languages[number % 2]
        words = [language.words[rank] for rank in np.random.default_rng(number).integers(20, 5_000, 4)]
        yield ("".join(words) + "是多少？") if language.chinese else f"How many {words[0]} did the {words[1]} {words[2]} have?"


def build(corpus: Path, index: Path) -> dict[str, float]:
    encoder = StaticEncoder(load_encoder())
    began = time.perf_counter()
    made = build_index([corpus], index, encoder=encoder).manifest
    took = time.perf_counter() - began - encoder.seconds
    size = sum(file.stat().st_size for file in index.rglob("*") if file.is_file())
    return {"passages": made.passages, "build, s": took, "disk, MB": size / 1e6, "build resident, MB": peak_mb()}


def ask(index: Path, count: int) -> dict[str, float]:
    encoder = load_encoder()
    searcher = Searcher(open_index(index, encoder=encoder, reads=False))  # its background is measured here
    _ = searcher.background
    began = time.perf_counter()
    searcher = Searcher(open_index(index, encoder=encoder, reads=False))
    _ = searcher.background
    opened = time.perf_counter() - began
    asked = list(questions(count + WARM_UP))
    told = {"open, s": opened}
    demanded = Language(False).words[200]
    kinds: dict[str, Callable[[str], object]] = {
        "plain": searcher.ask,
        "one outlet of 20": lambda question: searcher.ask(question, filters=Filters(sources=("Outlet 3",))),
        "one day": lambda question: searcher.ask(question, filters=Filters(after="2017-03-04", before="2017-03-04")),
        "+word": lambda question: searcher.ask(f"+{demanded} {question}"),
        "facets": lambda question: searcher.narrowing.choices(question, Filters(sources=("Outlet 3",))),
    }
    for kind, call in kinds.items():
        taken = [seconds(call, question) * 1000 for question in asked][WARM_UP:]
        told |= {f"{kind} p50, ms": float(np.quantile(taken, 0.5)), f"{kind} p95, ms": float(np.quantile(taken, 0.95))}
    return told | {"own memory, MB": own_mb()}


def seconds(call: Callable[[str], object], question: str) -> float:
    began = time.perf_counter()
    call(question)
    return time.perf_counter() - began


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6


def own_mb() -> float:
    """What is the process's own now, mapped files left out (Linux; elsewhere the most it had)."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        return next(float(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("RssAnon"))
    except (OSError, StopIteration):
        return peak_mb()


def main() -> None:
    parser = argparse.ArgumentParser(description="What an index costs as it grows.")
    parser.add_argument("--passages", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--out", type=Path, help="write the figures as JSON, too")
    parser.add_argument("--step", nargs=3, help=argparse.SUPPRESS)  # what to do, the folder, and how many questions
    options = parser.parse_args()
    if options.step:
        what, folder, count = options.step
        corpus, index = Path(folder) / "articles.jsonl", Path(folder) / "index"
        print(json.dumps(build(corpus, index) if what == "build" else ask(index, int(count))))
        return
    found = [measured(size, options.questions) for size in options.passages]
    print("\n".join(table(found)))
    if options.out:
        options.out.write_text(json.dumps(found, indent=1), encoding="utf-8")


def measured(passages: int, count: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        write_articles(Path(folder) / "articles.jsonl", passages)
        return step("build", folder, count) | step("ask", folder, count)


def step(what: str, folder: str, count: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.growth", "--step", what, folder, str(count)]
    environment = os.environ | {"HF_HUB_OFFLINE": "1", "OPENBLAS_NUM_THREADS": "1"}  # as the command line has it
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


def table(found: Sequence[dict[str, float]]) -> Iterator[str]:
    """A row a figure, with the exponent of growth fitted over the sizes: 1 is in step with the collection, 0 is not at all."""
    yield "| | " + " | ".join(f"{each['passages']:,.0f}" for each in found) + " | exponent |"
    yield "| --- |" + " --- |" * (len(found) + 1)
    for name in list(found[0])[1:]:
        values = [each[name] for each in found]
        yield f"| {name} | " + " | ".join(f"{value:,.1f}" for value in values) + f" | {exponent(found, values)} |"


def exponent(found: Sequence[dict[str, float]], values: Sequence[float]) -> str:
    if len(found) < 2 or min(values) <= 0:
        return ""
    slope = np.polyfit([math.log(each["passages"]) for each in found], np.log(values), 1)[0]
    return f"{slope:.2f}"


if __name__ == "__main__":
    main()
