"""Pages as they were printed, with where text stands on them: drawn when asked for, two at a time, and kept for a while.

Drawing is done in a process that ends with the picture (`reading/scans/page_picture.py`), since a file may be made to harm.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections import OrderedDict
from pathlib import Path
from typing import NamedTuple

from xunzhang.messages.wording import say
from xunzhang.search.pipeline import Searcher
from xunzhang.service.originals import original_of
from xunzhang.types import ArticleHead, XunzhangError
from xunzhang.types.printed_layout import PlacedLine, PrintedLayout

AT_ONCE = 2  # pictures that are drawn
WAIT_S, DRAWN_S = 20.0, 40.0  # for a turn, and for a picture
MOST_BYTES = 8 << 20  # of a picture
KEPT_BYTES = 48 << 20
WIDTHS = (600, 900, 1_200, 1_600)  # pixels, so that few sizes of a page are kept
_ROOT = Path(__file__).resolve().parents[2]
_CHILD = "from xunzhang.reading.scans.page_picture import serve; serve()"


class PrintedPage(NamedTuple):
    """A page to look at: its number, those of all the article's pages, the picture (WebP), the lines of the article on it."""

    number: int
    pages: tuple[int, ...]
    picture: bytes
    lines: tuple[PlacedLine, ...]


def printed_page(searcher: Searcher, head: ArticleHead, number: int, width: int) -> PrintedPage:
    """Page `number` of an article, or its first where it has none of that number; at least `width` pixels wide, up to WIDTHS.

    Raises XunzhangError where its pages are not known, its file is not there or no longer what was read, or cannot be drawn.
    """
    layout = searcher.layout(head.id)
    pages = pages_of(layout)
    if not pages:
        raise XunzhangError(say("original.no_pages"))
    page = number if number in pages else pages[0]
    wide = next((each for each in WIDTHS if each >= width), WIDTHS[-1])
    picture = _PICTURES.of(original_of(searcher, head), page, layout.angles.get(page, 0.0), wide)
    return PrintedPage(page, pages, picture, tuple(line for line in layout.lines if line.page == page))


def pages_of(layout: PrintedLayout) -> tuple[int, ...]:
    """The pages that an article stands on, ascending."""
    return tuple(sorted({line.page for line in layout.lines}))


class _Pictures:
    """The pictures drawn of late, by file as it is, page and width."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[object, ...], bytes] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()
        self._turns = threading.BoundedSemaphore(AT_ONCE)

    def of(self, path: Path, number: int, angle: float, width: int) -> bytes:
        status = path.stat()
        key = (str(path), status.st_size, status.st_ino, status.st_mtime_ns, number, angle, width)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        if not self._turns.acquire(timeout=WAIT_S):
            raise XunzhangError(say("original.busy"))
        try:
            picture = _drawn(path, number, angle, width)
        finally:
            self._turns.release()
        with self._lock:
            self._bytes += len(picture) - len(self._kept.pop(key, b""))
            self._kept[key] = picture
            while self._bytes > KEPT_BYTES:
                self._bytes -= len(self._kept.popitem(last=False)[1])
        return picture


def _drawn(path: Path, number: int, angle: float, width: int) -> bytes:
    request = json.dumps({"path": str(path), "number": number, "angle": angle, "width": width}).encode()
    below = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH", ""))))
    command, environment = [sys.executable, "-c", _CHILD], {**os.environ, "PYTHONPATH": below, "OMP_NUM_THREADS": "1"}
    try:
        done = subprocess.run(command, input=request, capture_output=True, timeout=DRAWN_S, env=environment, check=False)
    except (subprocess.TimeoutExpired, OSError) as error:
        raise XunzhangError(say("original.not_drawn", n=number)) from error
    if done.returncode or not done.stdout or len(done.stdout) > MOST_BYTES:
        raise XunzhangError(say("original.not_drawn", n=number))
    return done.stdout


_PICTURES = _Pictures()
