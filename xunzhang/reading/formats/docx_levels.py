"""The level of heading that a paragraph style of a Word document stands for.

Told by the style's name, its outline level, or the style it is based on; which paragraph has which style is `docx.py`'s to say.
"""

from __future__ import annotations

import re

from lxml import etree

from xunzhang.reading.formats.word_names import qn

TITLE, DEEPEST = 100, 20  # a level of its own; styles based on styles
_HEADING = re.compile(r"(?:heading|标题) ?(\d)")


def heading_levels(styles: etree._Element | None, used: set[str]) -> dict[str, int]:
    """The heading levels of the styles in use, by their ids; none where the file has no style sheet."""
    if styles is None:
        return {}
    found: list[etree._Element] = styles.findall(qn("w:style"))
    by_id = {style.get(qn("w:styleId")): style for style in reversed(found)}  # the first of several counts
    levels: dict[str, int] = {}
    for style in found:
        levels[style.get(qn("w:styleId"), "")] = _style_level(style, by_id, 0)
    titles = any(levels.get(name) == TITLE for name in used)
    return {name: level - TITLE + 1 if level == TITLE else level + titles for name, level in levels.items() if level}


def _style_level(style: etree._Element, by_id: dict[str | None, etree._Element], depth: int) -> int:
    named = style.find(qn("w:name"))
    name = (named.get(qn("w:val"), "") if named is not None else "").lower()
    if name in ("title", "标题"):
        return TITLE
    if match := _HEADING.fullmatch(name):
        return int(match[1])
    outline = style.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    if outline is not None:
        return outline_level(outline)
    based = style.find(qn("w:basedOn"))
    if based is None or depth > DEEPEST:
        return 0
    above = by_id.get(based.get(qn("w:val")))
    return _style_level(above, by_id, depth + 1) if above is not None else 0


def outline_level(element: etree._Element) -> int:
    """Word's outline levels are 0 to 8 for headings, and 9 for text."""
    value = element.get(qn("w:val"), "9")
    return int(value) + 1 if value.isdigit() and int(value) < 9 else 0
