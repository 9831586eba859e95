"""A reliability plot as SVG: of what is told with a probability, how much is true, a panel for each way of asking.

Drawn by hand, since a few circles and lines are no reason for a plotting library that must write pictures without a browser.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

BINS = 10
SIDE, GAP, LEFT, TOP = 190, 34, 46, 34  # of a panel, between panels, and around them, in pixels
Z = 1.96  # standard errors of a 95 % interval
_STYLE = "text{font:12px sans-serif;fill:#222}.axis{stroke:#888}.even{stroke:#bbb;stroke-dasharray:4 3}.bar{stroke:#1f5fa8}"

Values = NDArray[np.float64]


def binned(told: Values, true: Values, weights: Values) -> list[tuple[float, float, float, float]]:
    """-> for each tenth that anything is told in: mean told, share true, and how far the interval reaches each way."""
    rows = np.minimum((told * BINS).astype(int), BINS - 1)
    points = []
    for row in range(BINS):
        here = rows == row
        if not here.any():
            continue
        share = float(np.average(true[here], weights=weights[here]))
        effective = float(weights[here].sum() ** 2 / (weights[here] ** 2).sum())
        reach = Z * sqrt(max(share * (1 - share), 1 / (4 * effective)) / effective)
        points.append(
            (float(np.average(told[here], weights=weights[here])), share, max(share - reach, 0.0), min(share + reach, 1.0))
        )
    return points


def plot(panels: Mapping[str, Sequence[tuple[float, float, float, float]]], file: Path) -> None:
    """Write the panels, each `binned`, side by side."""
    width = LEFT + len(panels) * (SIDE + GAP)
    height = TOP + SIDE + 46
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">']
    parts += [f"<style>{_STYLE}</style>", f'<rect width="{width}" height="{height}" fill="#fff"/>']
    for number, (title, points) in enumerate(panels.items()):
        parts += _panel(LEFT + number * (SIDE + GAP), title, points)
    parts.append(
        f'<text x="14" y="{TOP + SIDE / 2}" transform="rotate(-90 14 {TOP + SIDE / 2})" text-anchor="middle">true</text>'
    )
    file.write_text("\n".join([*parts, "</svg>"]) + "\n", encoding="utf-8")


def _panel(left: float, title: str, points: Sequence[tuple[float, float, float, float]]) -> list[str]:
    def x(value: float) -> str:
        return f"{left + SIDE * value:.1f}"

    def y(value: float) -> str:
        return f"{TOP + SIDE * (1 - value):.1f}"

    parts = [
        f'<rect x="{left}" y="{TOP}" width="{SIDE}" height="{SIDE}" fill="none" class="axis"/>',
        f'<line x1="{x(0)}" y1="{y(0)}" x2="{x(1)}" y2="{y(1)}" class="even"/>',
        f'<text x="{x(0.5)}" y="{TOP - 10}" text-anchor="middle">{title.replace(">", "&gt;")}</text>',
        f'<text x="{x(0.5)}" y="{TOP + SIDE + 34}" text-anchor="middle">told</text>',
    ]
    for tick in (0, 0.5, 1):
        parts.append(f'<text x="{x(tick)}" y="{TOP + SIDE + 17}" text-anchor="middle">{tick:g}</text>')
        parts.append(f'<text x="{left - 6}" y="{float(y(tick)) + 4:.1f}" text-anchor="end">{tick:g}</text>')
    for told, share, low, high in points:
        parts.append(f'<line x1="{x(told)}" y1="{y(low)}" x2="{x(told)}" y2="{y(high)}" class="bar"/>')
        parts.append(f'<circle cx="{x(told)}" cy="{y(share)}" r="4" fill="#1f5fa8"/>')
    return parts
