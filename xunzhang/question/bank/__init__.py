"""Questions of our own on all sorts of subjects: what an index scores on what it does not know, since it answers hardly any.

One file a language, one question a line. They are spread evenly over subjects, over what is asked for and over lengths, and name
places, people and things, as questions do. Who asks them, and what is made of the scores, is not decided here.
"""

from __future__ import annotations

from pathlib import Path


def bank_questions() -> dict[str, list[str]]:
    """-> language code: its questions, the same number in each language, in the same order every time."""
    return {file.stem: file.read_text(encoding="utf-8").splitlines() for file in sorted(Path(__file__).parent.glob("*.txt"))}
