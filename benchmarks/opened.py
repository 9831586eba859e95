"""A benchmark folder's passages as an opened index, for the scripts that fit and check constants on them."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

from xunzhang.building.builder import build_index
from xunzhang.encoding.encoder import Encoder
from xunzhang.evaluate.benchmark import BenchPassage
from xunzhang.index.opening import Index, open_index

FIELDS = ("id", "title", "text", "lang", "source", "date", "url")


def index_over(passages: Collection[BenchPassage], encoder: Encoder, folder: Path) -> Index:
    """Index `passages`, each an article, in the empty `folder`, and open them for questions."""
    corpus = folder / "corpus"
    corpus.mkdir(parents=True)
    with (corpus / "passages.jsonl").open("w", encoding="utf-8") as file:
        for passage in passages:
            record = {name: passage.record[name] for name in FIELDS if name in passage.record}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    build_index([corpus], folder / "index", encoder=encoder)
    return open_index(folder / "index", encoder=encoder)
