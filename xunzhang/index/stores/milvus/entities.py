"""What stands in Milvus: the two collections of a full build, their fields, and a passage as an entity and back.

    NAME                     an alias of NAME_<time>, switched at the end of a full build
    NAME_<time>              passages: vectors, words, metadata, token codes, text
    NAME_<time>_records      everything else, by kind and name (`stored_texts.py`): articles, the audit, word counts, the manifest

A passage's key is its article's number, times 2**24, and its number in the article. Article numbers are given in the order of the
collection and never twice, so that keys keep that order and what stands under one never changes. `born` is the number of the
update that wrote it: who asks an earlier state does not see it.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np

from xunzhang.index.stores.milvus.server import MilvusServer, setting
from xunzhang.index.token_coding import Codes, Scales
from xunzhang.index.word_queries import Field
from xunzhang.index.word_scoring import PassageWords, WordStatistics, saturation
from xunzhang.language.codes import family
from xunzhang.language.iso_dates import iso_date
from xunzhang.language.terms import exact_terms, lexical_terms
from xunzhang.types import ArticleHead, Passage
from xunzhang.types.arrays import Floats
from xunzhang.types.printed_layout import Scan, Unsure

FORMAT = 1
RECORDS = "_records"
NUMBERS = 24  # bits of a passage's number in its article
LONGEST = 65_535  # bytes of a VARCHAR
_CHUNK = 60_000  # characters of base64
MOST_CHUNKS = 64
COUNTED: tuple[Field, ...] = ("terms", "context", "exact")
# What passages are sought by, besides words and vectors; a server keeps an index of each.
SOUGHT = ("id", "article", "article_id", "source", "language", "family", "day")
NO_DAY = -(2**31)  # where an article has no full date: within no period
BETWEEN = "\u241e"  # stands between the exact words of a text and those of its title
# What means something in LIKE, as it is written in the fields of words and asked there.
_UNLIKE = str.maketrans({"%": "\ue025", "_": "\ue05f", "\\": "\ue05c"})
_LIKE = str.maketrans({"\ue025": "%", "\ue05f": "_", "\ue05c": "\\"})
WORDS_OF = ("key", "family", "terms", "context", "exact")
OF_A_PASSAGE = (*WORDS_OF, "id", "place", "head", "codes", "tokens")


@dataclass(frozen=True)  # without slots, for what is read once
class HeldPassage:
    """A passage as it came from the store, with what search needs of it."""

    entity: Mapping[str, Any]

    @property
    def row(self) -> int:
        return int(self.entity["key"])

    @property
    def family(self) -> str:
        return str(self.entity["family"])

    @cached_property
    def words(self) -> PassageWords:
        terms, context, exact = (tuple(self.entity[name].translate(_LIKE).split()) for name in ("terms", "context", "exact"))
        return PassageWords(terms, context, exact, self.family)

    @cached_property
    def passage(self) -> Passage:
        head = json.loads(self.entity["head"])
        origins = tuple((name, origin) for name, origin in head.pop("origins"))
        place = json.loads(self.entity["place"])
        if scan := place.pop("scan", None):  # of what OCR read
            place["scan"] = Scan(scan[0], tuple(Unsure(*each) for each in scan[1]))
        return Passage(self.entity["id"], ArticleHead(**head, origins=origins), **place)

    @cached_property
    def codes(self) -> tuple[Codes, Scales]:
        """The token codes (t, width) and their scales (t,)."""
        data, tokens = base64.b64decode("".join(self.entity["codes"])), int(self.entity["tokens"])
        scales = np.frombuffer(data, np.float16, tokens)
        codes = np.frombuffer(data, np.uint8, offset=scales.nbytes)
        return codes.reshape(tokens, -1) if tokens else codes.reshape(0, 0), scales


def key_of(article: int, number: int) -> int:
    return (article << NUMBERS) | number


def words_of(passage: Passage) -> PassageWords:
    """The words of a passage, as `building/lexical_writer.py` gives them to Tantivy."""
    context = f"{passage.article.title}\n{passage.heading}"
    exact = (*exact_terms(passage.text), BETWEEN, *exact_terms(context))
    terms, around = tuple(lexical_terms(passage.text)), tuple(lexical_terms(context))
    return PassageWords(terms, around, exact, family(passage.language))


def entity_of(
    passage: Passage, words: PassageWords, article: int, born: int, vectors: tuple[Floats, Codes, Scales], known: WordStatistics
) -> dict[str, Any]:
    """The entity of a passage; `vectors` are its pooled one (d,), its token codes and their scales."""
    pooled, codes, scales = vectors
    head = passage.article
    place = {each.name: getattr(passage, each.name) for each in fields(Passage) if each.name not in ("id", "article", "scan")}
    if passage.scan:
        place["scan"] = [passage.scan.confidence, passage.scan.unsure]
    date = iso_date(head.date)
    day = int(np.datetime64(str(date), "D").astype(int)) if date and date.is_full else NO_DAY
    packed = base64.b64encode(np.ascontiguousarray(scales).tobytes() + np.ascontiguousarray(codes).tobytes()).decode()
    return {
        "key": key_of(article, passage.number),
        "id": passage.id,
        "article": article,
        "article_id": head.id,
        "born": born,
        "source": head.source,
        "language": head.language,
        "family": words.language,
        "day": day,
        "year": date.year if date else 0,
        "head": json.dumps({each.name: getattr(head, each.name) for each in fields(ArticleHead)}, ensure_ascii=False),
        "place": json.dumps(place, ensure_ascii=False),
        "tokens": len(scales),
        "codes": [packed[at : at + _CHUNK] for at in range(0, len(packed), _CHUNK)],
        "terms": spaced(words.terms),
        "context": spaced(words.context),
        "exact": spaced(words.exact),
        "pooled": pooled.tolist(),
        "words": sparse_of(words, known),
    }


def spaced(terms: Sequence[str]) -> str:
    """Terms as a field of words has them: each between two spaces, and nothing in them that LIKE would read otherwise."""
    return f" {' '.join(terms)} ".translate(_UNLIKE)


def sparse_of(words: PassageWords, known: WordStatistics) -> dict[int, float]:
    """BM25 of each term without its rarity, which the question brings: the inner product of both is the score."""
    found = {0: 1e-6}  # a vector must not be empty; nothing asks for it
    for field in COUNTED:
        length, usual = len(words.of(field)), known.lengths[field]
        for term, often in words.counts[field].items():
            if field != "exact" or len(term) == 1:  # of these, a single Han character is asked for by itself
                found[dimension(field, term)] = saturation(often, length, usual)
    return found


def dimension(field: str, term: str) -> int:
    """The dimension of a term in a field: 31 bits of a digest, since terms have no numbers of their own."""
    return int.from_bytes(hashlib.blake2b(f"{field}\0{term}".encode(), digest_size=4).digest(), "big") >> 1 or 1


def create(server: MilvusServer, name: str, dimensions: int) -> None:
    """Both collections of a full build, empty and ready to be asked. Settings (`server.setting`): INDEX (of pooled vectors,
    HNSW; FLAT in a file of Milvus Lite), PARTITION ("source" or "year"), PARTITIONS, REPLICAS."""
    from pymilvus import DataType, MilvusClient

    partition = setting("PARTITION")
    schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("key", DataType.INT64, is_primary=True)
    for field in ("article", "born", "day", "year", "tokens"):
        schema.add_field(field, DataType.INT64, **_partitioned(field, partition))
    for field in ("id", "article_id", "source", "language", "family", "head", "place", "terms", "context", "exact"):
        schema.add_field(field, DataType.VARCHAR, max_length=LONGEST, **_partitioned(field, partition))
    chunks = {"element_type": DataType.VARCHAR, "max_capacity": MOST_CHUNKS, "max_length": LONGEST}
    schema.add_field("codes", DataType.ARRAY, **chunks)
    schema.add_field("pooled", DataType.FLOAT_VECTOR, dim=dimensions)
    schema.add_field("words", DataType.SPARSE_FLOAT_VECTOR)
    kind = setting("INDEX", "FLAT" if server.uri.embedded else "HNSW")
    indexes = MilvusClient.prepare_index_params()
    indexes.add_index("pooled", index_type=kind, metric_type="IP")
    indexes.add_index("words", index_type="SPARSE_INVERTED_INDEX", metric_type="IP")
    if not server.uri.embedded:
        for field in SOUGHT:
            indexes.add_index(field, index_type="INVERTED")
    many = {"num_partitions": int(setting("PARTITIONS", "64"))} if partition else {}
    server.ask("create_collection", name, schema=schema, index_params=indexes, consistency_level="Strong", **many)
    records = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
    records.add_field("id", DataType.VARCHAR, is_primary=True, max_length=LONGEST)
    records.add_field("kind", DataType.VARCHAR, max_length=32)
    records.add_field("number", DataType.INT64)
    records.add_field("born", DataType.INT64)
    records.add_field("text", DataType.VARCHAR, max_length=LONGEST)
    records.add_field("lot", DataType.FLOAT_VECTOR, dim=2)  # Milvus has no collection without a vector
    indexes = MilvusClient.prepare_index_params()
    indexes.add_index("lot", index_type="FLAT", metric_type="IP")
    server.ask("create_collection", name + RECORDS, schema=records, index_params=indexes, consistency_level="Strong")
    replicas = int(setting("REPLICAS", "1"))
    for each in (name, name + RECORDS):
        server.ask("load_collection", each, **({"replica_number": replicas} if replicas > 1 else {}))


def _partitioned(field: str, partition: str) -> dict[str, bool]:
    return {"is_partition_key": True} if field == partition else {}


def batches(entities: Iterator[dict[str, Any]], most: int) -> Iterator[list[dict[str, Any]]]:
    """Entities by so many, the last ones fewer."""
    some: list[dict[str, Any]] = []
    for entity in entities:
        some.append(entity)
        if len(some) == most:
            yield some
            some = []
    if some:
        yield some
