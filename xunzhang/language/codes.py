"""Codes of languages: what a name or tag stands for, and which languages one takes in.

Which language a text is in is told by `scripts.py`.
"""

from __future__ import annotations

import re

from xunzhang.types import Language

TRADITIONAL = "zh-hant"
_NAMES: dict[str, Language] = {
    "chinese": "zh", "中文": "zh", "汉语": "zh", "简体中文": "zh", "简体": "zh", "simplified chinese": "zh", "zh-hans": "zh",
    "zh-cn": "zh", "zh-sg": "zh", "繁體中文": TRADITIONAL, "繁体中文": TRADITIONAL, "traditional chinese": TRADITIONAL,
    "zh-tw": TRADITIONAL, "zh-hk": TRADITIONAL, "zh-mo": TRADITIONAL,
    "english": "en", "英文": "en", "英语": "en", "英語": "en",
}  # fmt: skip


def family(language: Language) -> Language:
    """What two texts have in common when they share a language whatever their script: "zh" for "zh" and "zh-hant"."""
    return "zh" if language == TRADITIONAL else language


def taken_in(language: Language) -> tuple[Language, ...]:
    """The languages that one takes in when it is chosen: "zh" both scripts, "zh-hant" traditional alone, any other itself."""
    return (language, TRADITIONAL) if language == family(TRADITIONAL) else (language,)


def normalise_language(given: str) -> Language:
    """A language as given in a field ("zh-CN", "English", "繁體中文") as the code used here; "" where it is no language code."""
    code = given.strip().lower().replace("_", "-")
    if code in _NAMES:
        return _NAMES[code]
    if code.startswith(TRADITIONAL):
        return TRADITIONAL
    match = re.fullmatch(r"([a-z]{2})(?:-[a-z0-9]{2,8})*|und", code)
    return (match.group(1) or "und") if match else ""
