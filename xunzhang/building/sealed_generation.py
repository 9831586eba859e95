"""A generation on this machine as a store takes it: articles with numbers, passages as entities, and everything else as texts."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from pathlib import Path

import numpy as np

from xunzhang.index.catalogue import Catalogue
from xunzhang.index.generations import GLOSSARY
from xunzhang.index.relations import POOLED
from xunzhang.index.schema import audit_text
from xunzhang.index.stores.milvus import entities
from xunzhang.index.stores.milvus.articles_held import ARTICLE, AUDIT, BODY, StoredArticle
from xunzhang.index.stores.milvus.opened import GLOSSARY_TEXT, SPACE
from xunzhang.index.stores.milvus.state import WordCounts
from xunzhang.index.stores.milvus.stored_texts import StoredText
from xunzhang.index.token_vectors import TokenVectors
from xunzhang.index.vector_space import read_vector_space
from xunzhang.index.word_scoring import PassageWords
from xunzhang.types import ArticleHead, Manifest


class SealedGeneration:
    """A generation of an index folder that is whole."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder = folder
        self.manifest = manifest
        self.catalogue = Catalogue(folder)
        self.space = read_vector_space(folder)
        self._tokens = TokenVectors(folder, self.space.coding)

    def articles(self, first: int = 1) -> Iterator[StoredArticle]:
        """The generation's articles, numbered from `first` on."""
        sums: dict[str, str] = defaultdict(str)
        for key, passage in zip(self.catalogue.keys(), self.catalogue.every_passage()):
            sums[passage.article.id] += f"{passage.id} {passage.heading} {passage.start} {key.hex()}\n"
        for at, (head, (passages, characters)) in enumerate(zip(self.catalogue.heads(), self.catalogue.sizes(), strict=True)):
            digest = hashlib.sha256(f"{head}\n{sums[head.id]}".encode()).hexdigest()[:32]
            yield StoredArticle(first + at, head, passages, characters, digest)

    def words(self, articles: set[str] | None = None) -> Iterator[PassageWords]:
        for passage in self.catalogue.every_passage():
            if articles is None or passage.article.id in articles:
                yield entities.words_of(passage)

    def entities(self, numbers: Mapping[str, int], known: WordCounts, born: int) -> Iterator[dict[str, object]]:
        width = self.manifest.dimensions
        pooled = np.memmap(self.folder / POOLED, np.float32, "r").reshape(-1, width)
        for row, passage in enumerate(self.catalogue.every_passage()):
            if (number := numbers.get(passage.article.id)) is not None:
                _, codes, scales = self._tokens.stored(row, row + 1)
                vectors = np.asarray(pooled[row]), codes, scales
                yield entities.entity_of(passage, entities.words_of(passage), number, born, vectors, known)

    def records(self, articles: Sequence[StoredArticle], born: int) -> Iterator[StoredText]:
        """What is kept of the generation besides its passages."""
        for each in articles:
            yield from self._of_article(each, born)
        audit = json.dumps([audit_text(row) for row in self.catalogue.audit()], ensure_ascii=False)
        yield StoredText(AUDIT, str(born), 0, audit, born)
        yield StoredText(SPACE, self.space.name(), 0, base64.b64encode(self.space.to_bytes()).decode())
        glossary = self.folder / GLOSSARY
        if glossary.is_file():
            yield StoredText(GLOSSARY_TEXT, str(born), 0, glossary.read_text(encoding="utf-8"), born)

    def _of_article(self, article: StoredArticle, born: int) -> Iterator[StoredText]:
        head = {each.name: getattr(article.head, each.name) for each in fields(ArticleHead)}
        told = {"head": head, "passages": article.passages, "characters": article.characters, "digest": article.digest}
        yield StoredText(ARTICLE, str(article.number), article.number, json.dumps(told, ensure_ascii=False), born)
        whole = self.catalogue.article(article.head.id)
        paragraphs = [(p.start, p.end, p.kind, p.page, p.turns) for p in whole.paragraphs]
        body = json.dumps({"text": whole.text, "paragraphs": paragraphs}, ensure_ascii=False)
        yield StoredText(BODY, str(article.number), article.number, body, born)

    def told_manifest(self) -> dict[str, object]:
        return {**asdict(self.manifest), "files": {}, "sizes": {}}
