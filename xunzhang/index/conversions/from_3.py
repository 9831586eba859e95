"""From format 3 to 4, in which messages have keys.

Format 3 has English sentences where format 4 has keys and values. A plain string is text as it was said to format 4 too, so the
audit stays as it is. What is kept of a file for the next build differs, so files lose what they are known by and are read again,
which gives their messages keys; passages keep their vectors.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from xunzhang.index.conversions.conversion import Conversion

CATALOGUE = "catalogue.sqlite"  # what these formats call it, whatever the present one does


def convert(folder: Path) -> None:
    """Have every file read again by the next build."""
    with closing(sqlite3.connect(folder / CATALOGUE)) as catalogue, catalogue:
        catalogue.execute("UPDATE files SET key = ''")


FROM_3 = Conversion((CATALOGUE,), convert)
