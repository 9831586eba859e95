"""JSON Lines: one article a line, an object with `text` and any of id, title, lang or language, source, byline, date, url.

Read line by line, so a file of any length takes the memory of its longest line. A text is taken as it stands: the offsets that
others have into it hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from xunzhang.reading.files.account import Account, Draft
from xunzhang.reading.files.limits import current, over
from xunzhang.reading.files.streams import TextLine, TextStream
from xunzhang.reading.formats.records import draft_of
from xunzhang.types import XunzhangError

MARKS = "JSON marks, fields not used, and tags in texts"


def read_jsonl(path: Path, account: Account) -> Iterator[Draft]:
    """The articles of a file, one a line. A line that holds none is reported by its number; the others are read."""
    with TextStream(path, account) as stream:
        for line in stream.lines():
            if not line.characters:
                continue
            try:
                draft = _draft(line, stream, account)
            except XunzhangError as error:
                account.failed_in_series(f"Line {line.number}: {error}", "line", "lines hold no article and were left out.")
                account.remove("lines that hold no article", line.characters)
                continue
            account.remove(MARKS, line.characters - draft.kept())
            yield draft


def _draft(line: TextLine, stream: TextStream, account: Account) -> Draft:
    if line.text is None:
        raise XunzhangError(f"it has {line.characters:,} characters; {over('record_chars', f'{current().record_chars:,}')}")
    if stream.damaged(line.text):
        raise XunzhangError("it has bytes that are not valid in the file's encoding; save the file as UTF-8.")
    try:
        record = json.loads(line.text.strip("\ufeff"))
    except (ValueError, RecursionError) as error:
        why = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply, or a number too long"
        raise XunzhangError(f'it is not JSON ({why}); write one object a line, like {{"text": "…"}}.') from error
    return draft_of(record, f"Line {line.number}", account)
