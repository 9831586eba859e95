"""JSON Lines: one article a line, an object with `text` and any of id, title, lang or language, source, byline, date, url.

Read line by line, so a file of any length takes the memory of its longest line. A text is taken as it stands: the offsets that
others have into it hold.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..layout import as_it_stands
from ..lines import visible
from ..types import XunzhangError
from .account import Account, Draft
from .encodings import sniff
from .frontmatter import HALF_PAIR, apply_fields

MARKS = "JSON marks and fields not used"
SNIFFED = 1 << 16  # bytes by which the encoding is told
_BAD_UTF8 = re.compile("[\udc80-\udcff]")  # what `surrogateescape` makes of bytes that are not UTF-8
_REPLACED = re.compile("\ufffd")


def read_jsonl(path: Path, account: Account) -> Iterator[Draft]:
    """The articles of a file, one a line. A line that holds none is reported by its number; the others are read."""
    codec, account.encoding = _encoding(path)
    errors, bad = ("surrogateescape", _BAD_UTF8) if codec == "utf-8-sig" else ("replace", _REPLACED)
    with path.open(encoding=codec, errors=errors, newline="\n") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            characters = visible(line)
            account.characters_in += characters
            try:
                draft = _draft(line, bad, f"Line {number}", account)
            except XunzhangError as error:
                account.failed_in_series(f"Line {number}: {error}", "line", "lines hold no article and were left out.")
                account.remove("lines that hold no article", characters)
                continue
            account.remove(MARKS, characters - draft.kept())
            yield draft


def _encoding(path: Path) -> tuple[str, str]:
    """Told by the beginning, up to its last whole line: a character is not cut in two."""
    with path.open("rb") as file:
        start = file.read(SNIFFED)
        whole = (
            start
            if len(start) < SNIFFED or start[:2] in (b"\xff\xfe", b"\xfe\xff")
            else start[: start.rfind(b"\n") + 1] or start[:-4]
        )
        return sniff(whole)


def _draft(line: str, bad: re.Pattern[str], where: str, account: Account) -> Draft:
    if bad.search(line):
        raise XunzhangError("it has bytes that are not valid in the file's encoding; save the file as UTF-8.")
    record = {name: _without_half_pairs(value, where, account) for name, value in _record(line).items()}
    text = record["text"]
    draft = Draft(text, as_it_stands(text))
    fields = {name: value for name, value in record.items() if name not in ("text", "id")}
    apply_fields(draft, fields, account, where)
    given = record.get("id")
    if isinstance(given, (str, int)) and not isinstance(given, bool) and str(given).strip():
        draft.given_id = str(given).strip()
        draft.printed += visible(draft.given_id)
    return draft


def _without_half_pairs(value: Any, where: str, account: Account) -> Any:
    """JSON can escape half of a character (\\ud83d alone), which no file can hold; it stands as U+FFFD, at the same offset."""
    if not isinstance(value, str) or not HALF_PAIR.search(value):
        return value
    rest = "lines have halves of characters, which stand as �."
    account.failed_in_series(
        f"{where}: half of a character (a lone \\ud… escape) stands as �; write the whole one.", "half", rest
    )
    return HALF_PAIR.sub("\ufffd", value)


def _record(line: str) -> dict[str, Any]:
    try:
        record = json.loads(line.strip("\ufeff"))
    except (ValueError, RecursionError) as error:
        why = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply, or a number too long"
        raise XunzhangError(f'it is not JSON ({why}); write one object a line, like {{"text": "…"}}.') from error
    if not isinstance(record, dict):
        raise XunzhangError(f'it is {_kind(record)}, not an object; write one object a line, like {{"text": "…"}}.')
    if "text" not in record:
        raise XunzhangError("the object has no field `text`; put the article's text into it.")
    if not isinstance(record["text"], str):
        raise XunzhangError(f"the field `text` is {_kind(record['text'])}, not a string; put the article's text into it.")
    if not record["text"].strip():
        raise XunzhangError("the field `text` is empty; put the article's text into it.")
    return record


def _kind(value: Any) -> str:
    kinds = {list: "a list", dict: "an object", str: "a string", bool: "true or false", int: "a number", float: "a number"}
    return kinds.get(type(value), "null")
