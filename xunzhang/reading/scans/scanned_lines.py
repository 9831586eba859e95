"""What reading a picture gives, whichever program did it: lines with their places, and how sure it is of each character."""

from __future__ import annotations

from dataclasses import dataclass, field

from xunzhang.reading.scans.uprightness import Quad


@dataclass(slots=True)
class ScannedLine:
    """A line as it was read; its corners are in pixels of the picture as it was given to be read.

    `confidences` are its characters', 0..1. `places` are how far along the line each stands, 0..1, nan for a space; empty where
    that is not known.
    """

    text: str
    quad: Quad
    confidences: list[float]
    places: list[float] = field(default_factory=list)

    @property
    def confidence(self) -> float:
        return sum(self.confidences) / max(len(self.confidences), 1)


@dataclass(slots=True)
class ScanReading:
    """The lines of a picture. `quarters` is how often it was turned by a right angle, counter-clockwise, before they were read.

    `unread` are the visible characters of lines that OCR could make nothing certain of, `vertical` how many lines run downwards.
    """

    lines: list[ScannedLine]
    quarters: int = 0
    unread: int = 0
    vertical: int = 0
