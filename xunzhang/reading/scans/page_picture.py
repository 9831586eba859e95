"""A page of a file as a picture to look at, drawn in a process of its own, within limits of memory and time.

`python -c "…; serve()"` reads one request from standard input, a JSON object, and writes the picture (WebP) to standard output,
or nothing, with an exit status that is not 0. Asking for one is `service/page_pictures.py`'s.
"""

from __future__ import annotations

import io
import json
import math
import os
import sys
from pathlib import Path

from PIL import Image

from xunzhang.reading.files import limits
from xunzhang.reading.files.child import alarm, limit_memory
from xunzhang.reading.scans.pictures import opened, page_of, within

MOST_PIXELS = 6_000_000  # of a picture to look at
QUALITY = 80
ROOMY = 1.1  # times as wide as is wanted: a page that slopes is wider than its paper
SECONDS = 30.0


def drawn(path: Path, number: int, angle: float, width: int) -> bytes:
    """Page `number` (from 1), turned by `angle` degrees counter-clockwise, `width` pixels wide or less: WebP.

    Raises what the libraries raise at damage, and `XunzhangError` for a picture that is too large.
    """
    lies = round(angle / 90) % 2 == 1
    page = _of_pdf(path, number, width, lies) if path.suffix.lower() == ".pdf" else _of_picture(path, number, width)
    if angle:
        page = page.rotate(angle, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC)
    page = within(page, MOST_PIXELS)
    if page.width > width:
        page = page.resize((width, max(round(page.height * width / page.width), 1)), Image.Resampling.LANCZOS, reducing_gap=3.0)
    buffer = io.BytesIO()
    page.save(buffer, "WEBP", quality=QUALITY)
    return buffer.getvalue()


def _of_pdf(path: Path, number: int, width: int, lies: bool) -> Image.Image:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(path)
    page = document[number - 1]
    across, down = page.get_size()
    scale = min(width / max(down if lies else across, 1.0), math.sqrt(MOST_PIXELS / max(across * down, 1.0)))
    return page.render(scale=scale).to_pil().convert("RGB")  # type: ignore[no-any-return]


def _of_picture(path: Path, number: int, width: int) -> Image.Image:
    """Made small before it is turned, but no smaller than what is wanted of it."""
    with opened(path) as picture:
        across, down = picture.size
        longest = ROOMY * width * max(across, down) / max(min(across, down), 1)
        return page_of(picture, number, min(MOST_PIXELS, round(ROOMY * width * longest)))


def serve() -> None:
    """Draw the one picture that is asked for. Runs in the child only."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no picture
    asked = json.loads(sys.stdin.buffer.read())
    limit_memory(limits.current())
    alarm(SECONDS)
    answers.write(drawn(Path(asked["path"]), asked["number"], asked["angle"], asked["width"]))
    answers.flush()
