"""What a user says in a `columns.yaml` beside a table or a JSON file: which column or field of it holds what.

It has a file's name or a pattern of names, and under it the column of each fact, by its name or its number from 1; of JSON the
field, by its name or by the names on the way to it, with points between:

    "scraped-*.csv":
      text: 报道全文
      title: 3
    "dump-*.json":
      text: payload.正文
      date: payload.meta.day
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path

from xunzhang.messages.wording import say
from xunzhang.reading.files.encodings import decode
from xunzhang.reading.files.file_names import shown_name
from xunzhang.reading.files.limits import check_size
from xunzhang.reading.formats.fields import ALIASES
from xunzhang.reading.formats.frontmatter import load_fields
from xunzhang.types import XunzhangError

OWN_COLUMNS = "columns.yaml"


def _text_of(own: Path) -> str:
    """In any encoding that articles may be in. Raises `XunzhangError` where it is none."""
    check_size(own, whole=True)
    try:
        decoded = decode(own.read_bytes())
    except XunzhangError as error:
        raise XunzhangError(say("yaml.undecoded", file=OWN_COLUMNS, why=error.message)) from error
    return decoded.text.lstrip("\ufeff")


def own_columns(path: Path) -> dict[str, str]:
    """What `columns.yaml` says of this file: fact -> the column's name or number. The last pattern that fits counts."""
    own = path.parent / OWN_COLUMNS
    if not own.is_file():
        return {}
    found: dict[str, str] = {}
    for pattern, columns in load_fields(_text_of(own), say("yaml.file", name=OWN_COLUMNS)).items():
        if not isinstance(columns, dict) or not all(isinstance(column, str) for column in columns.values()):
            raise XunzhangError(say("table.no_columns", file=OWN_COLUMNS, pattern=str(pattern)[:40]))
        if unknown := [fact for fact in columns if fact not in ALIASES]:
            raise XunzhangError(say("table.unknown_fact", file=OWN_COLUMNS, name=str(unknown[0])[:40], list=", ".join(ALIASES)))
        if fnmatchcase(path.name, str(pattern)):
            found = {str(fact): column.strip() for fact, column in columns.items()}
    if found and "text" not in found:
        raise XunzhangError(say("table.no_text_said", file=OWN_COLUMNS, table=shown_name(path.name)))
    return found
