"""Whether what stands in a line of facts is one who wrote the article."""

from __future__ import annotations

import re

from xunzhang.reading.facts.label_words import (
    BYLINES,
)
from xunzhang.reading.facts.outlet_names import looks_like_outlet
from xunzhang.types.characters import HAN

LONGEST_BYLINE = 80  # characters


def writer(text: str) -> re.Match[str] | None:
    if len(text) > LONGEST_BYLINE:
        return None
    return next((match for pattern in BYLINES if (match := pattern.fullmatch(text))), None)


def are_writers(text: str) -> bool:
    """Is it all one byline, whose names wide spaces set apart: 本报记者　张三　李四?"""
    return bool(writer(text)) and not any(looks_like_outlet(part) for part in text.split())


def may_be_names(value: str) -> bool:
    """After 记者： there may stand a name, or what the reporter asked."""
    return all(len(part) <= 12 for part in re.findall(f"[{HAN}]+", value))
