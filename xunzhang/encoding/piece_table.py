"""A unigram tokenizer's pieces, sorted and mapped from disk: texts need few of them.

Reading all of the bundled model's 250,000 pieces takes the tokenizers library a second and 300 MB. A unigram model (Kudo 2018,
arXiv 1804.10959) cuts a word by the pieces that stand in it and no others, so a stock tokenizer of the pieces that stand in a
text cuts it as one of all pieces does; and so does one of all pieces in usual characters, if the text is in these. Which is used
when is `tokenizing.py`'s.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

PIECES, NUMBERS, SCORES, FRAME = "pieces.npy", "numbers.npy", "scores.npy", "frame.json"
USUAL, USUAL_NUMBERS = "usual.json", "usual_numbers.npy"
# What Chinese and English are written in: ASCII, Han, their punctuation, signs and full-width forms. Four pieces of ten.
_USUAL = re.compile(
    "[\x00-\x7f\u00b0-\u00b4\u00b6-\u00bf\u2000-\u206f\u20a0-\u20cf\u2100-\u2125\u2190-\u22ff\u2460-\u24ff\u2500-\u25ff\u2581"
    "\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]*"
)

Ids = NDArray[np.int32]


class PieceTable:
    """The pieces in the order of their UTF-8 bytes, with their ids and the logarithms of their probabilities.

    `frame` is the tokenizer without its pieces, `always` the ids that any part of it needs: the special ones, which stand first
    or are named in it, and the least likely, since what is unknown is valued by it.
    """

    def __init__(self, folder: Path) -> None:
        """Raises OSError or ValueError where `folder` is not one that `make` has made."""
        told = json.loads((folder / FRAME).read_text(encoding="utf-8"))
        self._frame: dict[str, Any] = told["frame"]
        self._always = [(str(piece), int(number), float(score)) for piece, number, score in told["always"]]
        self._longest = int(told["longest"])
        self._pieces, self._numbers, self._scores = (np.load(folder / name, mmap_mode="r") for name in (PIECES, NUMBERS, SCORES))
        self._usual, self._usual_numbers = folder / USUAL, np.load(folder / USUAL_NUMBERS, mmap_mode="r")
        self._cutter = _stock(self._frame, self._always)

    def usual(self) -> tuple[Any, Ids]:
        """As `tokenizer_of`, for all texts in usual characters. Takes a quarter of a second, and 65 MB."""
        from tokenizers import Tokenizer

        return Tokenizer.from_file(str(self._usual)), np.array(self._usual_numbers)

    def is_usual(self, text: str) -> bool:
        return _USUAL.fullmatch(self._cutter.normalizer.normalize_str(text)) is not None

    def unigrams(self) -> dict[str, float]:
        """The pieces with the logarithms of their probabilities."""
        return dict(zip((piece.decode() for piece in self._pieces), self._scores.tolist(), strict=True))

    def tokenizer_of(self, texts: Sequence[str]) -> tuple[Any, Ids]:
        """-> a stock tokenizer that cuts `texts` as that of all pieces does, and the id of all pieces by its own id."""
        known = {piece for piece, _, _ in self._always}
        candidates = sorted({part.encode() for text in texts for part in self._parts(text)})
        pieces = np.array(candidates, dtype=self._pieces.dtype) if candidates else self._pieces[:0]
        places = np.minimum(np.searchsorted(self._pieces, pieces), len(self._pieces) - 1)
        found = places[self._pieces[places] == pieces]
        kept = [*self._always]
        for piece, number, score in zip(self._pieces[found], self._numbers[found], self._scores[found], strict=True):
            text = piece.decode()
            if text not in known:
                kept.append((text, int(number), float(score)))
        return _stock(self._frame, kept), np.array([number for _, number, _ in kept], dtype=np.int32)

    def _parts(self, text: str) -> Iterator[str]:
        """Whatever of a text may be a piece: all that is no longer than the longest."""
        normalized = self._cutter.normalizer.normalize_str(text)
        for word, _ in self._cutter.pre_tokenizer.pre_tokenize_str(normalized):
            for start in range(len(word)):
                for end in range(start + 1, min(start + self._longest, len(word)) + 1):
                    yield word[start:end]


def table_of(tokenizer: Path) -> PieceTable | None:
    """The table of a tokenizer's file, made beside it where there is none or it is damaged.

    None where the tokenizer is no unigram model, or nothing can be kept there.
    """
    folder = tokenizer.with_name(f"pieces-{tokenizer.stat().st_size}")
    for make in (False, True):
        try:
            if make:
                _make(tokenizer, folder)
            return PieceTable(folder)
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return None


def _make(tokenizer: Path, folder: Path) -> None:
    told = json.loads(tokenizer.read_text(encoding="utf-8"))
    model = told["model"]
    if model.get("type") != "Unigram" or model.get("byte_fallback"):
        raise ValueError("no unigram model over characters")
    rows = [(piece, number, float(score)) for number, (piece, score) in enumerate(model["vocab"])]
    special = {int(each["id"]) for each in told["added_tokens"]}
    first = range(max(model["unk_id"] or 0, 0) + 1)  # their ids stay as they are, which the frame names
    always = [rows[number] for number in first]
    always += [rows[number] for number in sorted({*special, min(rows, key=lambda row: row[2])[1]} - {*first})]
    model["vocab"] = []
    rows.sort(key=lambda row: row[0].encode())
    with tempfile.TemporaryDirectory(prefix=".pieces-", dir=folder.parent) as scratch:
        made = Path(scratch) / "made"
        made.mkdir()
        np.save(made / PIECES, np.array([piece.encode() for piece, _, _ in rows]))
        np.save(made / NUMBERS, np.array([number for _, number, _ in rows], dtype=np.int32))
        np.save(made / SCORES, np.array([score for _, _, score in rows], dtype=np.float64))
        longest = max(len(piece) for piece, _, _ in rows)
        usual = [*always, *(row for row in rows if _USUAL.fullmatch(row[0]) and row not in always)]
        np.save(made / USUAL_NUMBERS, np.array([number for _, number, _ in usual], dtype=np.int32))
        _stock(told, usual).save(str(made / USUAL))
        (made / FRAME).write_text(json.dumps({"frame": told, "always": always, "longest": longest}), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        made.rename(folder)


def _stock(frame: dict[str, Any], pieces: Sequence[tuple[str, int, float]]) -> Any:
    from tokenizers import Tokenizer

    own = {number: place for place, (_, number, _) in enumerate(pieces)}
    added = [each | {"id": own[each["id"]]} for each in frame["added_tokens"]]
    model = frame["model"] | {"vocab": [[piece, score] for piece, _, score in pieces]}
    return Tokenizer.from_str(json.dumps(frame | {"added_tokens": added, "model": model}))
