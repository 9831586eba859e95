"""A page from its picture: what OCR read as pieces with their places, upright, as a text layer would give them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from PIL import Image

from xunzhang.messages.wording import say
from xunzhang.reading.files.child import more_time
from xunzhang.reading.layout.pieces import Page, Piece
from xunzhang.reading.scans.doubt import doubts
from xunzhang.reading.scans.engines import Engine
from xunzhang.reading.scans.scanned_lines import ScannedLine, ScanReading
from xunzhang.reading.scans.uprightness import size_once_turned, slope, turned
from xunzhang.types import XunzhangError

SECONDS = 90.0  # a page may take so much longer, before its lines are read
SAME_TYPE = (0.72, 1.38)  # a line's height to the page's usual one: ascenders and Chinese make so much of a difference
TYPE = 0.78  # of the height of a line as it is found, its type has
FOOT = 0.11  # of that height are below its letters
USUAL_TYPE = 10.5  # points: what a picture's usual type is taken to have, where nothing says how large it was


@dataclass(slots=True)
class ScannedPage:
    """`unread` are the visible characters that OCR could make nothing certain of, `vertical` how many lines are set downwards."""

    page: Page
    unread: int = 0
    vertical: int = 0


def read_scan(picture: Image.Image, number: int, engine: Engine, dpi: float | None) -> ScannedPage:
    """A page by OCR. `dpi` are the picture's dots an inch, None where nothing says it.

    Raises `XunzhangError`, and nothing else, where it cannot be read: a page that fails loses itself alone.
    """
    more_time(SECONDS)
    try:
        reading = _read(picture, engine, dpi)
    except XunzhangError:
        raise
    except Exception as error:
        raise XunzhangError(say("ocr.failed", name=engine.shown, why=_in_a_line(error))) from error
    return _page(reading, picture, number, dpi)


def _read(picture: Image.Image, engine: Engine, dpi: float | None) -> ScanReading:
    if engine.name == "tesseract":
        from xunzhang.reading.scans.tesseract import read_lines as read_by_tesseract

        return read_by_tesseract(picture, engine.languages, round(dpi or 300))
    from xunzhang.reading.scans.rapid import read_lines

    return read_lines(picture)


def _in_a_line(error: Exception) -> str:
    said = str(error).strip().splitlines() or [""]
    return f"{type(error).__name__}: {said[-1][:80]}"


def _page(reading: ScanReading, picture: Image.Image, number: int, dpi: float | None) -> ScannedPage:
    width, height = float(picture.width), float(picture.height)
    if reading.quarters % 2:
        width, height = height, width
    level = slope([line.quad for line in reading.lines])
    new_width, new_height = size_once_turned(width, height, level)
    quads = [[turned(corner, width, height, level) for corner in line.quad] for line in reading.lines]
    points = 72 / dpi if dpi else USUAL_TYPE / max(_usual_size(reading.lines, quads), 1.0)
    pieces = [_piece(line, quad, points) for line, quad in zip(reading.lines, quads, strict=True)]
    page = Page(
        number, new_width * points, new_height * points, _evened(pieces), by_ocr=True, angle=reading.quarters * 90.0 + level
    )
    return ScannedPage(page, reading.unread, reading.vertical)


def _usual_size(lines: Sequence[ScannedLine], quads: Sequence[Sequence[tuple[float, float]]]) -> float:
    """In pixels, of the type that most is set in."""
    sizes = [_height(quad) * TYPE for line, quad in zip(lines, quads, strict=True) for _ in line.text]
    return median(sizes) if sizes else 0.0


def _height(quad: Sequence[tuple[float, float]]) -> float:
    return (math.dist(quad[0], quad[3]) + math.dist(quad[1], quad[2])) / 2


def _piece(line: ScannedLine, quad: Sequence[tuple[float, float]], points: float) -> Piece:
    text = line.text.strip()
    before = len(line.text) - len(line.text.lstrip())
    x0, x1 = (min(quad[0][0], quad[3][0]), max(quad[1][0], quad[2][0]))
    size = _height(quad) * TYPE
    base = (quad[2][1] + quad[3][1]) / 2 - FOOT * _height(quad)
    unsure = [
        (found.start - before, found.end - before, found.confidence) for found in doubts(line.text, line.confidences, line.places)
    ]
    return Piece(
        text, x0 * points, x1 * points, base * points, max(size * points, 1.0), confidence=line.confidence, unsure=tuple(unsure)
    )


def _evened(pieces: list[Piece]) -> list[Piece]:
    """The heights of printed words differ from line to line: lines of about the usual height are of one size."""
    if not pieces:
        return pieces
    usual = median(size for piece in pieces for size in [piece.size] * len(piece.text))
    for piece in pieces:
        if SAME_TYPE[0] * usual <= piece.size <= SAME_TYPE[1] * usual:
            piece.size = usual
    return pieces
