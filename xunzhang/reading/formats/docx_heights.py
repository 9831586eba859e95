"""What a Word document sets higher or lower than the line: runs by their own properties or their style's, and parts of formulae.

How such text reads is `lines/raised.py`'s to tell.
"""

from __future__ import annotations

from lxml import etree

from xunzhang.reading.formats.word_names import qn
from xunzhang.reading.lines.raised import DOWN, UP, lowered, raised

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SCRIPTED = frozenset(f"{_M}{name}" for name in ("sSup", "sSub", "sSubSup", "sPre"))
_FRACTION, _RADICAL = f"{_M}f", f"{_M}rad"
LEAST_SHIFT = 4  # half points, from which on letters that are moved up or down stand in another line of their own
DEEPEST = 20  # styles based on styles


class Heights:
    """Which runs stand higher or lower, by the document's style sheet and their own properties."""

    def __init__(self, styles: etree._Element | None) -> None:
        self._styles = (
            {} if styles is None else {style.get(qn("w:styleId"), ""): style for style in styles.findall(qn("w:style"))}
        )

    def marked(self, run: etree._Element, text: str) -> str:
        height = self._of(run.find(qn("w:rPr"))) if text.strip() else ""
        return raised(text) if height == UP else lowered(text) if height == DOWN else text

    def _of(self, properties: etree._Element | None, depth: int = 0) -> str:
        """UP, DOWN, or "" for the line itself."""
        if properties is None:
            return ""
        align, shift = properties.find(qn("w:vertAlign")), properties.find(qn("w:position"))
        if align is not None:
            return {"superscript": UP, "subscript": DOWN}.get(align.get(qn("w:val"), ""), "")
        if shift is not None and abs(amount := _number(shift.get(qn("w:val"), ""))) >= LEAST_SHIFT:
            return UP if amount > 0 else DOWN
        named = properties.find(qn("w:rStyle"))
        style = self._styles.get(named.get(qn("w:val"), "")) if named is not None else None
        return self._of_style(style, depth)

    def _of_style(self, style: etree._Element | None, depth: int) -> str:
        if style is None or depth > DEEPEST:
            return ""
        if height := self._of(style.find(qn("w:rPr")), depth + 1):
            return height
        based = style.find(qn("w:basedOn"))
        return self._of_style(self._styles.get(based.get(qn("w:val"), "")), depth + 1) if based is not None else ""


def _number(text: str) -> int:
    return int(text) if text.lstrip("-").isdigit() else 0


def formula_part(element: etree._Element, inner: str) -> str:
    """How a part of a formula reads, "" where it adds nothing to the text in it."""
    parent = element.getparent()
    above = parent.tag if parent is not None else ""
    if above in _SCRIPTED and inner.strip():
        return raised(inner) if element.tag == f"{_M}sup" else lowered(inner) if element.tag == f"{_M}sub" else ""
    if above == _FRACTION and element.tag in (f"{_M}num", f"{_M}den"):
        whole = f"({inner})" if any(sign in inner for sign in "+-−=") else inner
        return f"{whole}/" if element.tag == f"{_M}num" else whole
    if above == _RADICAL and element.tag == f"{_M}e":
        return f"√{inner}" if len(inner.strip()) < 2 or inner.strip().isalnum() else f"√({inner})"
    return ""
