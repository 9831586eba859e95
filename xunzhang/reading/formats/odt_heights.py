"""Which styles of an OpenDocument text set letters higher or lower than the line. How such text reads is `lines/raised.py`'s."""

from __future__ import annotations

from lxml import etree

from xunzhang.reading.lines.raised import DOWN, UP

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
DEEPEST = 20  # styles based on styles
LEAST_SHIFT = 10.0  # percent of the letters' height


def heights_of(*sheets: etree._Element | None) -> dict[str, str]:
    """-> UP or DOWN by the names of the styles that set text so, their own or by a style that they are based on."""
    own: dict[str, str] = {}
    above: dict[str, str] = {}
    for sheet in sheets:
        for style in sheet.iter(f"{_STYLE}style") if sheet is not None else ():
            name = style.get(f"{_STYLE}name", "")
            above[name] = style.get(f"{_STYLE}parent-style-name", "")
            properties = style.find(f"{_STYLE}text-properties")
            position = properties.get(f"{_STYLE}text-position", "") if properties is not None else ""
            if position:
                own[name] = _height(position)
    return {name: height for name in above if (height := _inherited(name, own, above))}


def _inherited(name: str, own: dict[str, str], above: dict[str, str]) -> str:
    for _ in range(DEEPEST):
        if name in own:
            return own[name]
        name = above.get(name, "")
    return ""


def _height(position: str) -> str:
    """`super 58%`, `33% 58%`, `-8% 58%` -> UP, UP, DOWN."""
    shift = position.split()[0]
    if shift in ("super", "sub"):
        return UP if shift == "super" else DOWN
    try:
        amount = float(shift.rstrip("%"))
    except ValueError:
        return ""
    return UP if amount >= LEAST_SHIFT else DOWN if amount <= -LEAST_SHIFT / 2 else ""
