"""A picture opened within bounds: what it is, how many pages it has, and each as pixels that are not too many to read.

Its size is known from its head, before anything is unpacked, so that a few bytes cannot become gigabytes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from PIL import Image, ImageFile, ImageOps, TiffImagePlugin, UnidentifiedImageError, WebPImagePlugin

from xunzhang.messages.wording import say
from xunzhang.reading.files import limits
from xunzhang.types import XunzhangError

FORMATS = ("PNG", "JPEG", "TIFF", "WEBP")
READ_PIXELS = 25_000_000  # of a picture as it is read; a sheet of A3 at 300 dpi has 17 million
_KNOWN = (TiffImagePlugin, WebPImagePlugin)  # to Pillow, by being imported
ImageFile.LOAD_TRUNCATED_IMAGES = False
Image.MAX_IMAGE_PIXELS = None  # `_check_size` says it, in our words


@contextmanager
def opened(path: Path) -> Iterator[Image.Image]:
    """The picture in a file, not unpacked yet. Raises `XunzhangError` where it is none, damaged or too large."""
    path.stat()  # a missing file is an OSError, as for other readers
    try:
        picture = Image.open(path, formats=FORMATS)
    except UnidentifiedImageError as error:
        raise XunzhangError(say("picture.damaged")) from error
    with picture:
        if pages(picture) > limits.current().pages:
            raise XunzhangError(say("picture.too_long", n=pages(picture), most=limits.current().pages))
        yield picture


def pages(picture: Image.Image) -> int:
    """A TIFF may have several."""
    return int(getattr(picture, "n_frames", 1)) if picture.format == "TIFF" else 1


def page_of(picture: Image.Image, number: int, pixels: int = READ_PIXELS) -> Image.Image:
    """Page `number` (from 1), upright as its camera says, in colour, of so many pixels at most.

    Raises `XunzhangError` where it is too large to be unpacked, OSError and others where it is damaged.
    """
    if pages(picture) > 1:
        picture.seek(number - 1)
    width, height = picture.size
    most = limits.current().pixels
    if not 0 < width * height <= most:
        raise XunzhangError(say("picture.too_large", width=width, height=height, most=most, limit=f"{limits.PREFIX}PIXELS"))
    share = math.sqrt(min(pixels / (width * height), 1.0))
    if share < 1 and picture.format == "JPEG":
        picture.draft("RGB", (math.ceil(width * share), math.ceil(height * share)))
    picture.load()
    turned = picture
    with suppress(Exception):  # what a camera wrote may be damaged, and is no part of the picture
        turned = ImageOps.exif_transpose(picture)
    return _in_colour(within(turned, pixels))


def within(picture: Image.Image, pixels: int) -> Image.Image:
    """The picture made smaller, where it has more pixels."""
    share = math.sqrt(pixels / (picture.width * picture.height))
    if share >= 1:
        return picture
    size = (max(int(picture.width * share), 1), max(int(picture.height * share), 1))
    return picture.resize(size, Image.Resampling.BOX if share < 0.5 else Image.Resampling.BILINEAR)


def _in_colour(picture: Image.Image) -> Image.Image:
    """RGB, what is transparent being white."""
    if picture.mode in ("I;16", "I", "F"):
        picture = _stretched(picture)
    if "A" in picture.getbands() or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        paper = Image.new("RGBA", picture.size, "white")
        return Image.alpha_composite(paper, picture).convert("RGB")
    return picture.convert("RGB")


def _stretched(picture: Image.Image) -> Image.Image:
    """A picture of more than 256 greys in 256."""
    numbers = picture.convert("F")
    low, high = (float(bound) for bound in numbers.getextrema())  # type: ignore[arg-type]
    scale = 255 / (high - low) if high > low else 1.0
    return numbers.point(lambda value: value * scale - low * scale).convert("L")
