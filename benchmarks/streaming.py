"""Memory while one large JSON Lines file is indexed: its peak must not grow with the file's length.

Each size is measured in a process of its own. What is told is the most memory that was resident, and the most that was the
process's own, which leaves out files that are mapped: the system drops their pages when it needs the room (Linux tells them
apart; elsewhere the two are the same figure). `read` takes the file through reader and chunker into the catalogue; `build` does
all of a build, with a test encoder in the model's place whose vectors are made up (the real one would take hours), so that
vectors, word index and checksums are written for every passage; `rebuild` builds, and then measures the next build, after an
article was added to the file.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from benchmarks.rebuild import article
from xunzhang.encoding.encoder import Encoded
from xunzhang.types import Span

ROOT = Path(__file__).resolve().parents[1]
MB = 1 << 20
DIMENSIONS, TOKENS = 384, 8


class FastEncoder:
    """Vectors of the right shape without a model: as many tokens a passage as it takes to exercise what is written.

    Those of passages that are encoded together lie together, as in a folder that is in order.
    """

    name = fingerprint = "fast"
    dimensions = token_dimensions = DIMENSIONS

    def __init__(self) -> None:
        self._random = np.random.default_rng(0)

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Encoded:
        middle = self._random.normal(size=DIMENSIONS)
        vectors = self._random.normal(middle, size=(len(texts), TOKENS, DIMENSIONS)).astype(np.float32)
        return Encoded(vectors.mean(1), list(vectors))

    def encode_questions(self, texts: Sequence[str]) -> Encoded:
        return self.encode_passages(texts)

    def token_spans(self, text: str) -> list[Span]:
        return []

    question_tokens = token_spans

    def passage_tokens(self, text: str) -> int:
        return TOKENS


def write_articles(path: Path, size: int) -> None:
    """Articles of some 20 paragraphs, a line each, until the file has `size` bytes."""
    paragraphs = article(0, 400).split("\n\n") + article(1, 400).split("\n\n")
    chosen = random.Random(0)
    written = number = 0
    with path.open("w", encoding="utf-8") as file:
        while written < size:
            line = _line(f"{number}", chosen.sample(paragraphs, 20))
            file.write(line)
            written += len(line.encode())
            number += 1


def add_article(path: Path) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(_line("one more", ["Nothing else was said.", "此外没有别的消息。"]))


def _line(name: str, paragraphs: Sequence[str]) -> str:
    """An article as a line of JSON Lines; no other has its name, so none is a copy."""
    article = {"id": f"a {name}", "title": f"Article {name}", "text": "\n\n".join([name, *paragraphs])}
    return json.dumps(article, ensure_ascii=False) + "\n"


def measure(stage: str, path: Path) -> None:
    """Run one stage in this process and print what it took, on the way too."""
    from xunzhang.building.builder import build_index

    before = peak()
    own = OwnMemory()
    folder = path.parent / stage
    folder.mkdir(exist_ok=True)
    if stage == "read":
        read(path, folder, own)
    else:
        what = "rebuilt" if any(folder.iterdir()) else "built"
        made = build_index([path], folder, encoder=FastEncoder()).manifest
        show(what, path.stat().st_size, made.passages, own)
    print(f"{before:.0f} MB of it were there before it began", flush=True)


class OwnMemory:
    """Watches this process's own memory, looking twenty times a second."""

    def __init__(self) -> None:
        self._status = Path("/proc/self/status")
        self._most = 0.0
        if self._status.exists():
            threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while True:
            lines = dict(line.split(":") for line in self._status.read_text().splitlines())
            self._most = max(self._most, int(lines["RssAnon"].split()[0]) / 1024)
            time.sleep(0.05)

    def peak(self) -> float:
        """The most so far, in MB."""
        return self._most or peak()


def read(path: Path, folder: Path, own: OwnMemory) -> None:
    """The reading stage of a build, told at every tenth of the file."""
    from xunzhang.building.catalogue_writer import CatalogueWriter
    from xunzhang.reading.chunking import chunk
    from xunzhang.reading.corpus import read_parts
    from xunzhang.reading.files.finding import find_files
    from xunzhang.reading.register import Admitted, Register, admit

    size, kept, told = path.stat().st_size, 0, 0
    with CatalogueWriter(folder, {}) as writer:
        for part in read_parts(find_files([path])[0]):
            for event in admit(part, Register()):
                if isinstance(event, Admitted) and event.article:
                    writer.add(event, chunk(event.article))
                    kept += len(event.article.text.encode())
                    if kept > size * (told + 1) / 10:
                        told += 1
                        show("read", kept, writer.passages, own)
    show("read", size, writer.passages, own)


def show(what: str, size: int, passages: int, own: OwnMemory) -> None:
    spent = resource.getrusage(resource.RUSAGE_SELF)
    seconds = spent.ru_utime + spent.ru_stime
    memory = f"{peak():6.0f} MB peak, {own.peak():6.0f} its own"
    print(f"{what} {size / MB:6.0f} MB {passages:9,} passages {seconds:6.0f} s of processor time {memory}", flush=True)


def peak() -> float:
    """The most memory that this process has had resident, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else MB)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", choices=("read", "build", "rebuild"), default="read", help="(default: %(default)s)")
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("sizes", nargs="*", type=int, default=[50, 200, 500], metavar="MB", help="(default: 50 200 500)")
    options = parser.parse_args()
    if options.file:
        measure(options.stage, options.file)
        return
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "articles.jsonl"
            write_articles(path, size * MB)
            command = [sys.executable, "-m", "benchmarks.streaming", "--stage", options.stage, "--file", str(path)]
            subprocess.run(command, cwd=ROOT, check=True)
            if options.stage == "rebuild":
                add_article(path)
                subprocess.run(command, cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
