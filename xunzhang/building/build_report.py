"""What a build did, as it is told to whoever asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xunzhang.types import AuditRow, Manifest
from xunzhang.types.message import NOTHING, Message

if TYPE_CHECKING:
    from xunzhang.encoding.encoder import Encoder


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `changed` is False where the index was current and nothing was written.

    `why` says what made it build. Of the files, `files_read` were read and the others taken over; of the passages,
    `passages_encoded` were encoded. `generation` is the current one, complete and its files checked. `encoder` is the one that it
    was made with, None where nothing was written.
    """

    manifest: Manifest
    audit: list[AuditRow]
    changed: bool
    generation: str = ""
    why: Message = NOTHING
    files_read: int = 0
    passages_encoded: int = 0
    encoder: Encoder | None = None
