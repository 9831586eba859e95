"""Each passage encoded once in its life: its vectors come from what an interrupted build had kept, else from the encoder.

Where vectors are written to, and which are copied from the generation before, is `vectors.py`'s business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from xunzhang.building.unfinished import Made, Unfinished
from xunzhang.encoding.centring import encoded_text, generic_passages, passage_means, question_means
from xunzhang.encoding.encoder import Encoded, Encoder
from xunzhang.index import vector_space
from xunzhang.index.catalogue import Catalogue
from xunzhang.index.schema import encoded_key
from xunzhang.index.token_coding import coding_of
from xunzhang.index.vector_space import VectorSpace
from xunzhang.language.codes import family
from xunzhang.types import Passage
from xunzhang.types.arrays import Floats

# Passages that the language means and the coding are fitted on; more change neither, and these stay in memory (300 KB each).
SAMPLE_PASSAGES = 2000
CHUNK_PASSAGES = 256  # encoded and kept at a time


class PassageEncoding:
    """Encodes passages of a catalogue by row, keeping what it has encoded for a build that continues this one."""

    def __init__(
        self, catalogue: Catalogue, encoder: Encoder, unfinished: Unfinished, progress: Callable[[int, int], None]
    ) -> None:
        self.catalogue = catalogue
        self.encoder = encoder
        self.unfinished = unfinished
        self.total = 0  # passages whose vectors are not copied
        self.encoded = 0  # of these, those that were not kept from an interrupted build
        self._progress = progress
        self._sample: set[int] = set()
        self._done = 0

    def fit(self, now: Mapping[str, int]) -> VectorSpace:
        """A vector space fitted on a sample of all passages; `now` counts them by language family, and ALL."""
        rows = _sample(now[vector_space.ALL])
        sampled, families = self._sampled(rows)
        generic = generic_passages(self.encoder)
        means = passage_means(generic, sampled, families)
        centred = [means.centre_tokens(tokens, of) for of, tokens in zip(families, sampled.tokens)]
        # In a collection of a handful, axes would be those of its passages alone, and what is added to it would have none.
        centred += [means.centre_tokens(tokens, of) for of, encoded in generic.items() for tokens in encoded.tokens]
        return VectorSpace(means, question_means(self.encoder), coding_of(np.concatenate(centred)), now)

    def _sampled(self, rows: Sequence[int]) -> tuple[Encoded, list[str]]:
        """-> (the vectors of passages `rows` as the encoder gives them, their language families)."""
        pooled: list[Floats] = []
        tokens: list[Floats] = []
        families: list[str] = []
        for at in range(0, len(rows), CHUNK_PASSAGES):
            block = rows[at : at + CHUNK_PASSAGES]
            passages = self.catalogue.passages(block)
            keys = [encoded_key(passage) for passage in passages]
            fresh = [i for i, key in enumerate(keys) if self._raw(key) is None]
            self.unfinished.keep_raw([keys[i] for i in fresh], self._encode([passages[i] for i in fresh]))
            for key in keys:
                vectors = self._raw(key)
                assert vectors is not None
                pooled.append(vectors[0])
                tokens.append(vectors[1])
            families += [family(passage.language) for passage in passages]
            self._sample.update(block)
            self._count(len(block))
        return Encoded(np.stack(pooled), tokens), families

    def _raw(self, key: bytes) -> tuple[Floats, Floats] | None:
        return self.unfinished.raw(key, self.encoder.token_dimensions)

    def look_ahead(self, space: VectorSpace, source: Callable[[], Iterator[int]]) -> None:
        """Before `made` is asked for the first time: `source()` gives, for each row, -1 where it will be, in that order."""

    def backends(self) -> list[str]:
        """What encoded, that of most passages first."""
        return [self.encoder.backend]

    def made(self, rows: Sequence[int], space: VectorSpace) -> Iterator[Made]:
        """The vectors of passages `rows` within `space`, from what is kept, else encoded and kept."""
        for at in range(0, len(rows), CHUNK_PASSAGES):
            yield from self._made(rows[at : at + CHUNK_PASSAGES], space)

    def _made(self, rows: Sequence[int], space: VectorSpace) -> list[Made]:
        passages = self.catalogue.passages(rows)
        keys = [encoded_key(passage) for passage in passages]
        found = [self.unfinished.made(key) for key in keys]
        raw = {i: self._raw(keys[i]) for i, made in enumerate(found) if made is None}
        fresh = [i for i, vectors in raw.items() if vectors is None]
        encoded = self._encode([passages[i] for i in fresh])
        raw |= dict(zip(fresh, zip(encoded.pooled, encoded.tokens), strict=True))
        for i, made in zip(raw, within(space, [vectors for vectors in raw.values() if vectors], [passages[i] for i in raw])):
            found[i] = made
        vectors = [made for made in found if made is not None]
        self.unfinished.keep_made([keys[i] for i in fresh], [vectors[i] for i in fresh])
        self.count(rows)
        return vectors

    def _encode(self, passages: Sequence[Passage]) -> Encoded:
        done = self._done
        self.encoded += len(passages)
        return self.encoder.encode_passages(
            [encoded_text(passage) for passage in passages], lambda n: self._progress(done + n, self.total)
        )

    def count(self, rows: Sequence[int]) -> None:
        """These rows are made; those that the vector space was fitted on have been counted."""
        self._count(sum(row not in self._sample for row in rows))

    def _count(self, passages: int) -> None:
        self._done += passages
        self._progress(self._done, self.total)


EncodingIn = Callable[[Catalogue, Encoder, Unfinished, Callable[[int, int], None]], PassageEncoding]


def within(space: VectorSpace, vectors: Sequence[tuple[Floats, Floats]], passages: Sequence[Passage]) -> list[Made]:
    """What is kept of passages' vectors, coded together, which is several times as fast as one by one."""
    if not passages:
        return []
    pooled = space.passages.centre_pooled(np.stack([own for own, _ in vectors]), [passage.language for passage in passages])
    tokens = [space.passages.centre_tokens(own, passage.language) for (_, own), passage in zip(vectors, passages, strict=True)]
    codes, scales = space.coding.encode(np.concatenate(tokens))
    cuts = np.cumsum([len(own) for own in tokens])[:-1]
    return list(map(Made, pooled, np.split(codes, cuts), np.split(scales, cuts)))


def _sample(total: int) -> list[int]:
    """Row numbers, ascending: all, or SAMPLE_PASSAGES spread evenly, the same ones every time."""
    if total <= SAMPLE_PASSAGES:
        return list(range(total))
    return sorted(np.random.default_rng(0).choice(total, SAMPLE_PASSAGES, replace=False).tolist())
