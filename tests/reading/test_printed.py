"""Articles of our own as LibreOffice saved them and as Chromium printed them come back paragraph for paragraph.

The files are kept in tests/data/printed/, whose make.py made them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.data.printed.make import HEADS, HERE, LANGUAGES, TITLES, blocks
from tests.helpers.printing import HEADING
from tests.helpers.reading import read_one

ENOUGH = 0.98
FILES = sorted(path.name for path in HERE.iterdir() if path.suffix not in (".py", ".pyc") and path.is_file())


@pytest.mark.parametrize("name", FILES)
def test_paragraph_for_paragraph(name: str) -> None:
    """`read_one` checks that every character is accounted for."""
    path = Path(name)
    chinese = f"-{LANGUAGES[True]}" in path.stem
    row, (found,) = read_one(HERE / name)
    wanted = [("heading" if kind == HEADING else "text", " ".join(text.split())) for kind, text in blocks(chinese, columns(path))]
    got = [(p.kind, " ".join(found.text[p.start : p.end].split())) for p in found.paragraphs]
    assert found.head.title == TITLES[chinese]
    assert sum(paragraph in got for paragraph in wanted) >= ENOUGH * len(wanted)
    assert got == wanted  # no less, no more, in order
    assert (row.status, row.messages) == ("read", ())
    if name.startswith("chromium"):
        heads = sum(len("".join((HEADS[chinese] + str(page)).split())) for page in range(1, row.pages + 1))
        removed = dict(row.removed)
        assert row.pages > 1 and removed["running heads"] + removed["page numbers"] == heads


def columns(path: Path) -> int:
    return int(path.stem[-1]) if path.stem[-1].isdigit() else 1
