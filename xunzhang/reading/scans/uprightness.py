"""How a picture of text lies: by how much its lines slope, and where a point is once it has been turned upright.

Angles are in degrees, counter-clockwise as one looks at the picture.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median

Point = tuple[float, float]
Quad = tuple[Point, Point, Point, Point]  # a line's corners, from the top left one of its text, clockwise
STEEPEST = 20.0  # degrees that the lines of a picture may slope; beyond, they are what slopes in a picture
LEAST = 0.4  # degrees; less is nothing to a line


def slope(quads: Sequence[Quad]) -> float:
    """By how much to turn a picture so that its lines are level; 0.0 where they are."""
    angles: list[float] = []
    for quad in quads:
        (x0, y0), (x1, y1) = quad[0], quad[1]
        width = math.hypot(x1 - x0, y1 - y0)
        height = math.hypot(quad[3][0] - x0, quad[3][1] - y0)
        if width > 3 * height:
            angles += [math.degrees(math.atan2(y1 - y0, x1 - x0))] * max(int(width / max(height, 1.0)), 1)
    if not angles:
        return 0.0
    found = median(angles)
    return round(found, 2) if LEAST <= abs(found) <= STEEPEST else 0.0


def size_once_turned(width: float, height: float, angle: float) -> tuple[float, float]:
    """How large a picture is that all of it stands on, turned."""
    across, down = abs(math.cos(math.radians(angle))), abs(math.sin(math.radians(angle)))
    return width * across + height * down, width * down + height * across


def turned(point: Point, width: float, height: float, angle: float) -> Point:
    """Where a point of a picture is on the one that `size_once_turned` is of."""
    new_width, new_height = size_once_turned(width, height, angle)
    across, down = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    x, y = point[0] - width / 2, point[1] - height / 2
    return new_width / 2 + x * across + y * down, new_height / 2 - x * down + y * across
