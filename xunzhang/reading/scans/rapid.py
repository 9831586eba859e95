"""Pictures of text read by RapidOCR: PP-OCR's networks for Chinese and English, which its wheel carries, on ONNX Runtime.

Lines are found on a picture made small, in strips where its type is too small for that, and each is read from the picture as it
is. Nothing is fetched: the networks lie in the package.
"""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from statistics import median
from typing import Any

import numpy as np
from PIL import Image

from xunzhang.reading.files.child import more_time
from xunzhang.reading.lines.line import visible
from xunzhang.reading.scans.scanned_lines import ScannedLine, ScanReading
from xunzhang.reading.scans.uprightness import Quad

FOUND_ON = (
    1_800_000  # pixels of the picture that lines are found on: 970 MB at most, with all libraries, of the 1,500 that there are
)
SMALL = 14.0  # pixels of a line's height there, below which lines run together
LARGE_ENOUGH = 20.0  # pixels that it should have
OVERLAP = 3.0  # lines by which strips overlap
MOST_STRIPS = 24
MOST_LINES = 1_500  # of a page; a broadsheet has some 800
LINE_SECONDS = 2.0  # a line may take; one takes 0.1 to 0.3 on an idle core
HEIGHT, LONGEST = 48, 3_200  # pixels of a line as it is read
TALL = 1.5  # a line's height to its width, beyond which it runs downwards
SAMPLE = 5  # lines by which it is told how a picture lies
CERTAIN = 0.85  # the mean confidence of lines that lie as they should
BETTER = 0.1  # by which another way has to be better
READABLE = 0.5  # a line's confidence; below, what comes out is no text
_TURNS = (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)  # by how many quarters


def read_lines(picture: Image.Image) -> ScanReading:
    """The lines of a picture in colour, which may lie on its side or head."""
    quads = _lines_in(picture)
    quarters, vertical = _way_up(picture, quads)
    if quarters:
        picture = picture.transpose(_TURNS[quarters - 1])
        quads = _lines_in(picture)
    level = [quad for quad in quads if not _is_tall(quad)]
    reading = ScanReading([], quarters, vertical=len(quads) - len(level) if vertical else 0)
    for quad in level[:MOST_LINES]:
        more_time(LINE_SECONDS)
        line = _read(_cut_out(picture, quad), quad)
        if line.text.strip() and line.confidence >= READABLE:
            reading.lines.append(line)
        else:
            reading.unread += visible(line.text)
    return reading


@lru_cache(maxsize=1)
def _engine() -> Any:
    """Loaded once a process: 0.1 s, after a second of imports."""
    from rapidocr import RapidOCR

    threads = 2 if (os.cpu_count() or 1) > 3 else 1
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.text_score": 0.0,
            "Global.max_side_len": 100_000,  # how large a picture is, is settled here
            "Det.limit_type": "max",
            "Det.limit_side_len": 100_000,
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


# --- Where lines are ---


def _lines_in(picture: Image.Image) -> list[Quad]:
    scale = min(math.sqrt(FOUND_ON / (picture.width * picture.height)), 1.0)
    found = _found(picture, scale)
    heights = [_height(quad) * scale for quad in found]
    if scale == 1 or not heights or median(heights) >= SMALL:
        return found
    finer = min(scale * LARGE_ENOUGH / median(heights), 1.0)
    return _found_in_strips(picture, finer, median(heights) / scale)


def _found(picture: Image.Image, scale: float) -> list[Quad]:
    size = (max(int(picture.width * scale), 32), max(int(picture.height * scale), 32))
    small = picture if scale == 1 and size == picture.size else picture.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)
    found = _engine()(np.asarray(small)[:, :, ::-1], use_det=True, use_cls=False, use_rec=False)
    across, down = picture.width / size[0], picture.height / size[1]
    boxes = getattr(found, "boxes", None)
    if boxes is None:
        return []
    return [tuple((float(x) * across, float(y) * down) for x, y in box) for box in boxes]  # type: ignore[misc]


def _found_in_strips(picture: Image.Image, scale: float, line: float) -> list[Quad]:
    """Strips as wide as the picture, so that no line is cut in two, each overlapping the next by some lines."""
    overlap = int(OVERLAP * line) + 1
    height = max(int(FOUND_ON / (picture.width * scale * scale)), 4 * overlap)
    height = max(height, math.ceil(picture.height / MOST_STRIPS) + overlap)
    quads: list[Quad] = []
    top = 0
    while True:
        more_time(LINE_SECONDS * 10)
        bottom = min(top + height, picture.height)
        strip = picture.crop((0, top, picture.width, bottom))
        found = [tuple((x, y + top) for x, y in quad) for quad in _found(strip, scale)]
        # A line that touches an edge of the strip is whole in the next one.
        inside = [quad for quad in found if _is_whole(quad, top, bottom, picture.height)]  # type: ignore[arg-type]
        quads += [quad for quad in inside if not any(_same(quad, other) for other in quads[-400:])]  # type: ignore[arg-type,misc]
        if bottom == picture.height:
            return quads
        top = bottom - overlap


def _is_whole(quad: Quad, top: int, bottom: int, height: int) -> bool:
    highest, lowest = min(y for _, y in quad), max(y for _, y in quad)
    return (highest > top + 2 or top == 0) and (lowest < bottom - 2 or bottom == height)


def _same(one: Quad, other: Quad) -> bool:
    ax0, ay0, ax1, ay1 = _bounds(one)
    bx0, by0, bx1, by1 = _bounds(other)
    shared = max(min(ax1, bx1) - max(ax0, bx0), 0.0) * max(min(ay1, by1) - max(ay0, by0), 0.0)
    return shared > 0.5 * min((ax1 - ax0) * (ay1 - ay0), (bx1 - bx0) * (by1 - by0))


def _bounds(quad: Quad) -> tuple[float, float, float, float]:
    xs, ys = zip(*quad, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _width(quad: Quad) -> float:
    return max(math.dist(quad[0], quad[1]), math.dist(quad[3], quad[2]))


def _height(quad: Quad) -> float:
    return max(math.dist(quad[0], quad[3]), math.dist(quad[1], quad[2]))


def _is_tall(quad: Quad) -> bool:
    return _height(quad) > TALL * _width(quad)


# --- Which way up ---


def _way_up(picture: Image.Image, quads: Sequence[Quad]) -> tuple[int, bool]:
    """-> (by how many quarters the picture has to be turned, counter-clockwise; whether its lines are set downwards)."""
    tall = [quad for quad in quads if _is_tall(quad)]
    is_tall = sum(map(_height, tall)) > sum(_width(quad) for quad in quads if not _is_tall(quad))
    sample = sorted(tall if is_tall else quads, key=lambda quad: max(_width(quad), _height(quad)))[-SAMPLE:]
    crops = [_cut_out(picture, quad) for quad in sample]
    if not crops:
        return 0, False
    if is_tall:
        scores = {quarters: _score([crop.transpose(_TURNS[quarters - 1]) for crop in crops]) for quarters in (1, 3)}
        best = max(scores, key=lambda quarters: scores[quarters])
        return (best, False) if scores[best] >= CERTAIN else (0, True)
    upright = _score(crops)
    if upright < CERTAIN and _score([crop.transpose(_TURNS[1]) for crop in crops]) > upright + BETTER:
        return 2, False
    return 0, bool(tall)


def _score(crops: Sequence[Image.Image]) -> float:
    """The mean confidence of what is read, a line of nothing having none."""
    more_time(LINE_SECONDS * len(crops))
    corner = ((0.0, 0.0),) * 4
    lines = [_read(crop, corner) for crop in crops]
    return sum(line.confidence for line in lines if line.text.strip()) / len(lines)


# --- What a line says ---


def _cut_out(picture: Image.Image, quad: Quad) -> Image.Image:
    """The line by itself, level."""
    top_left, top_right, bottom_right, bottom_left = quad
    size = (max(round(_width(quad)), 4), max(round(_height(quad)), 4))
    corners = tuple(chain(top_left, bottom_left, bottom_right, top_right))
    return picture.transform(size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC)


def _read(cut: Image.Image, quad: Quad) -> ScannedLine:
    width = min(max(round(cut.width * HEIGHT / cut.height), 16), LONGEST)
    pixels = np.asarray(cut.resize((width, HEIGHT), Image.Resampling.BICUBIC))[:, :, ::-1]
    found = _engine()(pixels, use_det=False, use_cls=False, use_rec=True, return_word_box=True)
    if not found.txts:
        return ScannedLine("", quad, [])
    text = str(found.txts[0])
    told = found.word_results[0]
    confidences = [float(each) for each in told.confs or ()]
    columns = list(chain.from_iterable(told.word_cols or ()))
    line = ScannedLine(text, quad, confidences if len(confidences) == len(text) else [float(found.scores[0])] * len(text))
    if len(columns) == sum(not character.isspace() for character in text) and told.line_txt_len:
        following = iter(columns)
        line.places = [math.nan if character.isspace() else (next(following) + 0.5) / told.line_txt_len for character in text]
    return line
