"""Where a build has its files read and its passages encoded: here, or by workers on other machines (`cluster/`).

Whatever the place, a build takes what a file held in the order of the files, and vectors in the order of the passages: ids,
copies and rows are decided in one place, and an index is the same wherever the work was done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from xunzhang.building.passage_encoding import PassageEncoding
from xunzhang.building.stamps import Corpus, Stamps
from xunzhang.building.unfinished import Unfinished
from xunzhang.encoding.encoder import Encoder
from xunzhang.encoding.network import usable_threads
from xunzhang.index.catalogue import Catalogue
from xunzhang.reading.ahead import ReadAhead
from xunzhang.reading.files.account import Part
from xunzhang.reading.files.finding import Found


class PartSource(Protocol):
    """Gives what a file holds, as `read_parts` does. Files are asked for in the order in which they were named."""

    def parts(self, file: Found) -> Iterator[Part]: ...


class Workplace(Protocol):
    """`stamps` tells the files by their content, `reading` has those that nobody knows read, `encoding` has passages encoded.

    `encodes_here`: whether the fastest encoder of this machine is what is wanted.
    """

    encodes_here: bool

    def stamps(self, index_dir: Path) -> Stamps: ...

    def reading(self, corpus: Corpus, unknown: Sequence[Found], encoder: Encoder) -> AbstractContextManager[PartSource]: ...

    def encoding(
        self, catalogue: Catalogue, encoder: Encoder, unfinished: Unfinished, progress: Callable[[int, int], None]
    ) -> PassageEncoding: ...


class Here:
    """This process, and those that it starts on this machine."""

    encodes_here = True

    def stamps(self, index_dir: Path) -> Stamps:
        return Stamps(index_dir)

    def reading(self, corpus: Corpus, unknown: Sequence[Found], encoder: Encoder) -> AbstractContextManager[PartSource]:
        return ReadAhead(unknown, usable_threads())

    def encoding(
        self, catalogue: Catalogue, encoder: Encoder, unfinished: Unfinished, progress: Callable[[int, int], None]
    ) -> PassageEncoding:
        return PassageEncoding(catalogue, encoder, unfinished, progress)
