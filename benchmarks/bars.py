"""Bars as SVG: a panel for each thing measured, a bar for each contestant, its spread a line through the end of the bar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from statistics import median

WIDTH, LABEL, BAR, GAP, HEAD = 760, 300, 16, 6, 26
COLOURS = ("#1f5a7a", "#3f8fb5", "#9a9a9a", "#b8a98f", "#c4b7c9")


@dataclass(frozen=True, slots=True)
class Panel:
    """`values`: by contestant, what was measured in each round."""

    name: str
    values: Mapping[str, Sequence[float]]


def drawn_as_svg(panels: Sequence[Panel]) -> str:
    """The panels below each other. Every panel has a scale of its own, from 0."""
    heights = [HEAD + len(panel.values) * (BAR + GAP) + GAP for panel in panels]
    size = f'width="{WIDTH}" height="{sum(heights)}" viewBox="0 0 {WIDTH} {sum(heights)}"'
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="12">']
    lines.append(f'<rect width="{WIDTH}" height="{sum(heights)}" fill="#ffffff"/>')
    top = 0
    for panel, height in zip(panels, heights):
        lines += _panel(panel, top)
        top += height
    return "\n".join([*lines, "</svg>", ""])


def _panel(panel: Panel, top: int) -> Iterator[str]:
    yield f'<text x="8" y="{top + 18}" font-weight="bold">{escape(panel.name)}</text>'
    most = max((max(values) for values in panel.values.values()), default=0) or 1
    room = WIDTH - LABEL - 80
    for place, (who, values) in enumerate(panel.values.items()):
        y, wide = top + HEAD + place * (BAR + GAP), room * median(values) / most
        yield f'<text x="16" y="{y + 12}">{escape(who)}</text>'
        yield f'<rect x="{LABEL}" y="{y}" width="{wide:.1f}" height="{BAR}" fill="{COLOURS[place % len(COLOURS)]}"/>'
        low, high = (LABEL + room * end / most for end in (min(values), max(values)))
        yield f'<line x1="{low:.1f}" x2="{high:.1f}" y1="{y + BAR / 2}" y2="{y + BAR / 2}" stroke="#000000"/>'
        yield f'<text x="{max(LABEL + wide, high) + 6:.1f}" y="{y + 12}">{_short(median(values))}</text>'


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 20 else f"{value:.1f}" if value >= 1 else f"{value:.3f}"
