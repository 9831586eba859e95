"""What files held, as a shard: their parts with drafts and accounts, in order, one row each of what a reader gave.

Written by a worker, read where the catalogue is written. Ids and copies are decided there (`reading/register.py`), since they
depend on the files before. Drafts and accounts are in the form in which the catalogue keeps them for the next build.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from xunzhang.building.catalogue_writer import DRAFTS
from xunzhang.building.kept_accounts import account_from, kept_account
from xunzhang.messages.stored import from_stored, stored
from xunzhang.reading.files.account import Draft, Part
from xunzhang.reading.register import tell_language

PART, DRAFT, PART_ENDS, FILE_ENDS = range(4)
ROWS_AT_ONCE = 512  # of a shard that are in memory: some thousand characters each
_ROW = pa.schema(
    {
        "file": pa.int32(),  # which of the shard's files, from 0
        "kind": pa.int8(),  # PART, DRAFT, PART_ENDS or FILE_ENDS
        "record": pa.large_string(),  # a PART's name, a DRAFT as JSON without its text, at PART_ENDS its account and problem
        "text": pa.large_string(),  # DRAFT: the article's text, to the character
        "changed": pa.bool_(),  # FILE_ENDS: the file was another by then than the one that was named
    }
)


def write_part_shard(path: Path, files: Iterable[tuple[Iterable[Part], Any]]) -> int:
    """`files` gives each file's parts and a function that says, once they are read, whether the file had changed; -> drafts."""
    drafts = 0
    rows: list[tuple[int, int, str, str, bool]] = []
    with pq.ParquetWriter(path, _ROW, compression="zstd") as writer:
        for number, (parts, has_changed) in enumerate(files):
            for part in parts:
                rows.append((number, PART, part.name, "", False))
                for draft in part.drafts:
                    if not draft.language:
                        tell_language(draft)
                    kept = DRAFTS.dump_json(replace(draft, text="")).decode()
                    rows.append((number, DRAFT, kept, draft.text, False))
                    drafts += 1
                    if len(rows) >= ROWS_AT_ONCE:
                        _put(writer, rows)
                ending = {"account": kept_account(part.account), "problem": stored(part.problem)}
                rows.append((number, PART_ENDS, json.dumps(ending, ensure_ascii=False), "", False))
            rows.append((number, FILE_ENDS, "", "", has_changed()))
        _put(writer, rows)
    return drafts


def _put(writer: Any, rows: list[tuple[int, int, str, str, bool]]) -> None:
    columns = list(zip(*rows)) or [()] * len(_ROW)
    arrays = [pa.array(values, field.type) for values, field in zip(columns, _ROW)]
    writer.write_batch(pa.record_batch(arrays, schema=_ROW))
    rows.clear()


class PartShard:
    """A shard that is being read, file by file, in order."""

    def __init__(self, file: Any) -> None:
        self._rows = _rows(file)
        self.changed = False

    def parts(self) -> Iterator[Part]:
        """Those of the next file, each part's drafts before the next part; `changed` says afterwards whether the file had."""
        while (row := next(self._rows))[0] == PART:
            part = Part(row[1])
            part.drafts = self._drafts(part)
            yield part
        self.changed = row[3]

    def _drafts(self, part: Part) -> Iterator[Draft]:
        while (row := next(self._rows))[0] == DRAFT:
            draft = DRAFTS.validate_json(row[1])
            draft.text = row[2]
            yield draft
        ending = json.loads(row[1])
        part.account, part.problem = account_from(ending["account"]), from_stored(ending["problem"])


def _rows(file: Any) -> Iterator[tuple[int, str, str, bool]]:
    for batch in pq.ParquetFile(file).iter_batches(ROWS_AT_ONCE):
        kinds, records, texts, changed = (batch.column(name).to_pylist() for name in ("kind", "record", "text", "changed"))
        yield from zip(kinds, records, texts, changed)
