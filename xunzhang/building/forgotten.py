"""Which articles an index is to have no more, by checksums that say nothing of what they were; a build leaves them out.

Removing one from an index that has it is `forgetting.py`'s.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from xunzhang.index.syncing import write_synced
from xunzhang.messages.wording import say
from xunzhang.reading.files.account import Draft, Part
from xunzhang.types import XunzhangError

FILE = "forgotten.json"  # in an index's folder
FORGOTTEN = say("left_out.forgotten")


class Forgotten:
    """The checksums that stand in an index's folder. Raises XunzhangError where there are some that cannot be read."""

    def __init__(self, index_dir: Path) -> None:
        self._file = index_dir / FILE
        try:
            self._digests = set(map(str, json.loads(self._file.read_text(encoding="utf-8"))))
        except FileNotFoundError:
            self._digests = set()
        except (OSError, ValueError, TypeError) as error:
            raise XunzhangError(say("forget.unreadable", file=str(self._file), why=str(error))) from error

    def add(self, text: str) -> None:
        """From now on an article of this text is left out. Raises OSError."""
        self._digests.add(_digest(text))
        write_synced(self._file, json.dumps(sorted(self._digests)))

    def left_out_of(self, part: Part) -> Part:
        """The part without the articles that are forgotten, which its account tells of."""
        if self._digests:
            part.drafts = self._others(part, part.drafts)
        return part

    def _others(self, part: Part, drafts: Iterator[Draft]) -> Iterator[Draft]:
        left_out = 0
        for draft in drafts:
            if _digest(draft.text) in self._digests:
                left_out += draft.kept()
            else:
                yield draft
        if left_out:  # the account is the reader's until it has come to the end
            part.account.remove(FORGOTTEN, left_out)


def _digest(text: str) -> str:
    """Of the text but for white space, so that it is known in whatever file it stands."""
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()
