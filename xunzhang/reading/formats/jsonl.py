"""JSON Lines: one article a line, an object with `text` and any of id, title, lang or language, source, byline, date, url.

Read line by line, so a file of any length takes the memory of its longest line. A text is taken as it stands: the offsets that
others have into it hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from xunzhang.messages.wording import say
from xunzhang.reading.files.account import Account, Draft, at
from xunzhang.reading.files.limits import current, over
from xunzhang.reading.files.streams import TextLine, TextStream
from xunzhang.reading.formats.own_columns import own_columns
from xunzhang.reading.formats.records import draft_of
from xunzhang.types import XunzhangError
from xunzhang.types.message import as_said

MARKS = say("left_out.json_lines_marks")


def read_jsonl(path: Path, account: Account) -> Iterator[Draft]:
    """The articles of a file, one a line. A line that holds none is reported by its number; the others are read."""
    own = own_columns(path)
    with TextStream(path, account) as stream:
        for line in stream.lines():
            if not line.characters:
                continue
            try:
                draft = _draft(line, stream, own, account)
            except XunzhangError as error:
                where = say("where.line", n=line.number)
                account.failed_in_series(at(where, error.message), say("json.lines_left_out"))
                account.remove(say("left_out.lines_without_article"), line.characters)
                continue
            account.remove(MARKS, line.characters - draft.kept())
            yield draft


def _draft(line: TextLine, stream: TextStream, own: Mapping[str, str], account: Account) -> Draft:
    if line.text is None:
        raise XunzhangError(say("json.line_long", n=line.characters, over=over("record_chars", f"{current().record_chars:,}")))
    if stream.damaged(line.text):
        raise XunzhangError(say("encoding.bytes_invalid"))
    try:
        record = json.loads(line.text.strip("\ufeff"))
    except (ValueError, RecursionError) as error:
        why = as_said(error.msg) if isinstance(error, json.JSONDecodeError) else say("json.too_deep")
        raise XunzhangError(say("json.invalid", why=why)) from error
    return draft_of(record, say("where.line", n=line.number), account, own)
