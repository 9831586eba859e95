"""What keeping a vector space costs: answers of an index whose space was fitted on a share of its passages, and a full build's.

    python -m benchmarks.vector_space FOLDER [--limit N]       # a folder in the layout of docs/formats.md, "A benchmark folder"

The passages that are there from the start are the first ones of the file, about other things than those that come later.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from xunzhang.building.builder import build_index
from xunzhang.encoding.encoder import Encoded, SentenceEncoder
from xunzhang.encoding.loading import load_encoder
from xunzhang.evaluate.benchmark import Benchmark, BenchPassage, BenchQuestion, read_benchmark
from xunzhang.index import vector_space
from xunzhang.index.opening import open_index
from xunzhang.search.pipeline import Searcher
from xunzhang.types import Filters

SHARES = (0.9, 0.8, 2 / 3, 0.5, 1 / 3)
SEED = 7


class Remembering:
    """The real encoder, which encodes each passage once for all the builds."""

    def __init__(self, encoder: SentenceEncoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Encoded] = {}

    def __getattr__(self, name: str) -> object:
        return getattr(self._encoder, name)

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Encoded:
        fresh = [text for text in dict.fromkeys(texts) if text not in self._known]
        encoded = self._encoder.encode_passages(fresh)
        self._known |= {text: Encoded(encoded.pooled[i : i + 1], [encoded.tokens[i]]) for i, text in enumerate(fresh)}
        found = [self._known[text] for text in texts]
        pooled = np.concatenate([one.pooled for one in found]) if found else encoded.pooled
        return Encoded(pooled, [one.tokens[0] for one in found])


class Report:
    """Of one index's answers: hit@1 by direction, and the first passages of every question."""

    def __init__(self, searcher: Searcher, questions: Sequence[BenchQuestion], languages: Sequence[str]) -> None:
        self.first: list[list[str]] = []
        hits: dict[str, list[bool]] = defaultdict(list)
        for question in questions:
            for language in languages:
                groups = searcher.ask(question.text, filters=Filters(languages=(language,))).groups
                found = [group.hit.passage.article.id for group in groups[:10]]
                self.first.append(found)
                hits[f"{question.language}>{language}"].append(bool(found) and found[0] in question.relevant)
        self.hit1 = {direction: float(np.mean(values)) for direction, values in sorted(hits.items())}

    def against(self, other: Report) -> tuple[float, float]:
        """-> the share of questions with the same first passage, and of the first ten that are in both."""
        same = np.mean([mine[:1] == theirs[:1] for mine, theirs in zip(self.first, other.first)])
        both = np.mean([len({*mine} & {*theirs}) / max(len(theirs), 1) for mine, theirs in zip(self.first, other.first)])
        return float(same), float(both)


def write(corpus: Path, passages: Sequence[BenchPassage]) -> None:
    corpus.mkdir(exist_ok=True)
    lines = [json.dumps({"id": p.id, "text": p.text, "lang": p.language}, ensure_ascii=False) for p in passages]
    (corpus / "passages.jsonl").write_text("\n".join(lines), encoding="utf-8")


def answers(bench: Benchmark, share: float, questions: Sequence[BenchQuestion], encoder: Remembering) -> Report:
    """Of an index built from the first `share` of each language's passages, and then brought up to date with all of them."""
    with tempfile.TemporaryDirectory() as folder:
        corpus, index = Path(folder) / "corpus", Path(folder) / "index"
        by_language = [[p for p in bench.passages if p.language == language] for language in bench.languages]
        write(corpus, [p for passages in by_language for p in passages[: round(share * len(passages))]])
        build_index([corpus], index, encoder=encoder)
        write(corpus, bench.passages)
        build_index([corpus], index, encoder=encoder)
        return Report(Searcher(open_index(index, encoder=encoder)), questions, bench.languages)


def main() -> None:
    parser = argparse.ArgumentParser(description="What keeping the vector space of an earlier collection costs.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=100, help="questions of each language (default: %(default)s)")
    options = parser.parse_args()
    bench = read_benchmark(options.folder)
    chosen = random.Random(SEED)
    questions = [
        question
        for language in bench.languages
        for question in chosen.sample([q for q in bench.questions if q.language == language], options.limit)
    ]
    vector_space.COMMON_SHARE = 0.0  # never fit anew
    encoder = Remembering(load_encoder())
    full = answers(bench, 1.0, questions, encoder)
    print(f"full build: hit@1 {full.hit1}", flush=True)
    for share in SHARES:
        report = answers(bench, share, questions, encoder)
        same, both = report.against(full)
        print(f"fitted on {share:4.0%}: hit@1 {report.hit1}, same first {same:.3f}, of the first ten {both:.3f}", flush=True)


if __name__ == "__main__":
    main()
