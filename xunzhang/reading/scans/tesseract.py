"""Pictures of text read by Tesseract, a program of its own, which knows a hundred languages."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
from collections.abc import Sequence

from PIL import Image

from xunzhang.messages.wording import say
from xunzhang.reading.files.child import more_time
from xunzhang.reading.scans.scanned_lines import ScannedLine, ScanReading
from xunzhang.types import XunzhangError
from xunzhang.types.characters import HAN, KANA

SECONDS = 90.0  # a page
_BETWEEN_WIDE = re.compile(
    rf"(?<=[{HAN}{KANA}\u3000-\u303f\uff00-\uffef“”]) +|\s{{1,200}}(?=[{HAN}{KANA}\u3000-\u303f\uff00-\uffef“”])"
)


def read_lines(picture: Image.Image, languages: Sequence[str], dpi: int) -> ScanReading:
    """The lines of a picture. Raises `XunzhangError` where Tesseract fails or takes too long."""
    more_time(SECONDS)
    buffer = io.BytesIO()
    picture.convert("L").save(buffer, format="PPM")
    command = ["tesseract", "stdin", "stdout", "-l", "+".join(languages), "--dpi", str(dpi), "--psm", "3", "tsv"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(command, input=buffer.getvalue(), capture_output=True, timeout=SECONDS, env=environment, check=True)
    except subprocess.TimeoutExpired as error:
        raise XunzhangError(say("pdf.ocr_slow", n=SECONDS)) from error
    except (subprocess.CalledProcessError, OSError) as error:
        raise XunzhangError(say("pdf.ocr_failed", why=str(error)[:80])) from error
    return ScanReading(_lines(done.stdout.decode("utf-8", errors="replace")))


def _lines(table: str) -> list[ScannedLine]:
    """Tesseract's table of words, line by line."""
    rows = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    lines: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in rows:
        if row["level"] == "5" and (row["text"] or "").strip():
            key = (row["block_num"], row["par_num"], row["line_num"])
            lines.setdefault(key, []).append(row)
    return [_line(words) for words in lines.values()]


def _line(words: Sequence[dict[str, str]]) -> ScannedLine:
    x0 = min(int(word["left"]) for word in words)
    x1 = max(int(word["left"]) + int(word["width"]) for word in words)
    y0 = min(int(word["top"]) for word in words)
    y1 = max(int(word["top"]) + int(word["height"]) for word in words)
    text, confidences = "", list[float]()
    for word in words:
        joined = _BETWEEN_WIDE.sub("", f"{text} {word['text'].strip()}") if text else word["text"].strip()
        sure = min(max(float(word["conf"]) / 100, 0.0), 1.0)
        confidences += [sure] * (len(joined) - len(text))
        text = joined
    quad = ((float(x0), float(y0)), (float(x1), float(y0)), (float(x1), float(y1)), (float(x0), float(y1)))
    return ScannedLine(text, quad, confidences[: len(text)] + [1.0] * (len(text) - len(confidences)))
