"""What is left of an article in a folder: all bytes in it are searched for its sentences, compressed parts decompressed."""

from __future__ import annotations

import gzip
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from xunzhang.types import Article

SHORTEST = 8  # characters of a sentence that is anybody's: shorter ones may stand anywhere
PIECE = 24  # bytes of a sentence that are looked for: a page of a database may end within it
AT_ONCE = 1 << 24
_END = re.compile(r"(?<=[。！？!?；;])|(?<=\.)\s|\n")
_ENCODINGS = ("utf-8", "utf-16-le", "gb18030")


@dataclass(frozen=True, slots=True)
class Traces:
    """`files` and `bytes` that were searched for `sentences`, and the files `found` that have any of them."""

    files: int
    bytes: int
    sentences: int
    found: list[str]


def sentences_of(article: Article) -> list[str]:
    """The title and the sentences of an article, those of SHORTEST characters and more."""
    pieces = [piece.strip() for piece in (article.head.title, *_END.split(article.text)) if piece]
    return list(dict.fromkeys(piece for piece in pieces if len(piece) >= SHORTEST))


def traces_of(folder: Path, article: Article, shared: Sequence[tuple[str, str]] = ()) -> Traces:
    """Search all files below `folder`; what the texts in `shared` (id, text) have too is theirs."""
    sentences = [each for each in sentences_of(article) if not any(each in text for _, text in shared)]
    needles = {needle for each in sentences for needle in _needles(each)}
    pattern = re.compile(b"|".join(map(re.escape, sorted(needles)))) if needles else None
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    found, size = [], 0
    for file in files:
        size += file.stat().st_size
        if pattern and any(pattern.search(content) for content in _contents(file)):
            found.append(file.relative_to(folder).as_posix())
    return Traces(len(files), size, len(sentences), found)


def _needles(sentence: str) -> Iterator[bytes]:
    """The middle of a sentence, and its two ends, in every encoding that text is kept in."""
    for encoding in _ENCODINGS:
        encoded = sentence.encode(encoding, "replace")
        for at in {0, max(0, len(encoded) // 2 - PIECE // 2), max(0, len(encoded) - PIECE)}:
            yield encoded[at : at + PIECE]
    escaped = sentence.encode("ascii", "backslashreplace")  # as JSON may have it
    yield escaped[: 2 * PIECE]


def _contents(file: Path) -> Iterator[bytes]:
    """A file's bytes in overlapping pieces, and what is compressed in it."""
    with file.open("rb") as opened:
        before = b""
        while piece := opened.read(AT_ONCE):
            yield before + piece
            before = piece[-256:]
    try:
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as archive:
                for name in archive.namelist():
                    yield archive.read(name)
            return
        with file.open("rb") as opened:
            start = opened.read(6)
        if start[:2] == b"\x1f\x8b":
            yield gzip.decompress(file.read_bytes())
        elif start == b"\xfd7zXZ\x00":
            yield lzma.decompress(file.read_bytes())
        elif start[:1] == b"\x78":
            yield zlib.decompress(file.read_bytes())
    except (OSError, EOFError, zipfile.BadZipFile, lzma.LZMAError, zlib.error):
        return  # it only looks like it
