"""Pages that are pictures, read by Tesseract where it is installed: lines with their places, as a text layer would give them.

Nothing is installed or fetched here. What cannot be read is reported by `pdf.py`, with the command that mends it.
"""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
from functools import lru_cache
from statistics import median
from typing import TYPE_CHECKING

from xunzhang.messages.wording import say
from xunzhang.reading.layout.pieces import Page, Piece
from xunzhang.types import XunzhangError
from xunzhang.types.characters import HAN, KANA

if TYPE_CHECKING:
    from PIL.Image import Image

LANGUAGES = ("chi_sim", "eng")
DPI = 300
MOST_PIXELS = 40_000_000  # a page of A3 at 300 dpi has 17 million
SECONDS = 90.0  # a page
SAME_TYPE = (0.72, 1.38)  # a line's height to the page's usual one: ascenders and Chinese make so much of a difference
INSTALL = "apt-get install tesseract-ocr tesseract-ocr-chi-sim"
_BETWEEN_WIDE = re.compile(
    rf"(?<=[{HAN}{KANA}\u3000-\u303f\uff00-\uffef“”]) +|\s{{1,200}}(?=[{HAN}{KANA}\u3000-\u303f\uff00-\uffef“”])"
)


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """Those of `LANGUAGES` that Tesseract can read here; none where it is not installed."""
    program = shutil.which("tesseract")
    if program is None:
        return ()
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=30, check=False)
    return tuple(language for language in LANGUAGES if language in listed.stdout.split())


def read_picture(picture: Image, number: int) -> Page:
    """The lines of a page's picture, which is at `DPI`. Raises `XunzhangError` where Tesseract fails or takes too long."""
    buffer = io.BytesIO()
    picture.convert("L").save(buffer, format="PPM")
    command = ["tesseract", "stdin", "stdout", "-l", "+".join(languages()), "--dpi", str(DPI), "--psm", "3", "tsv"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(command, input=buffer.getvalue(), capture_output=True, timeout=SECONDS, env=environment, check=True)
    except subprocess.TimeoutExpired as error:
        raise XunzhangError(say("pdf.ocr_slow", n=SECONDS)) from error
    except (subprocess.CalledProcessError, OSError) as error:
        raise XunzhangError(say("pdf.ocr_failed", why=str(error)[:80])) from error
    points = 72 / DPI
    pieces = _pieces(done.stdout.decode("utf-8", errors="replace"), points)
    return Page(number, picture.width * points, picture.height * points, _evened(pieces))


def _pieces(table: str, points: float) -> list[Piece]:
    """Tesseract's table of words as one piece a line."""
    rows = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    lines: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in rows:
        if row["level"] == "5" and (row["text"] or "").strip():
            key = (row["block_num"], row["par_num"], row["line_num"])
            lines.setdefault(key, []).append(row)
    pieces = []
    for words in lines.values():
        x0 = min(int(word["left"]) for word in words)
        x1 = max(int(word["left"]) + int(word["width"]) for word in words)
        base = median(int(word["top"]) + int(word["height"]) for word in words)
        size = median(sorted((int(word["height"]) for word in words), reverse=True)[: (len(words) + 1) // 2])
        text = _BETWEEN_WIDE.sub("", " ".join(word["text"].strip() for word in words))
        pieces.append(Piece(text, x0 * points, x1 * points, base * points, max(size * points, 1.0)))
    return pieces


def _evened(pieces: list[Piece]) -> list[Piece]:
    """The heights of printed words differ from line to line: lines of about the usual height are of one size."""
    if not pieces:
        return pieces
    usual = median(size for piece in pieces for size in [piece.size] * len(piece.text))
    for piece in pieces:
        if SAME_TYPE[0] * usual <= piece.size <= SAME_TYPE[1] * usual:
            piece.size = usual
    return pieces
