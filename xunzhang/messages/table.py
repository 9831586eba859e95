"""Every word that this program says to a person, in Chinese and in English, by key.

What the collection says is not here: it is shown as it is.
"""

from __future__ import annotations

from collections import Counter

from xunzhang.messages.rooms.accounts import ACCOUNTS
from xunzhang.messages.rooms.asking import ASKING
from xunzhang.messages.rooms.command_line import COMMAND_LINE
from xunzhang.messages.rooms.document_files import DOCUMENTS
from xunzhang.messages.rooms.facts import FACTS
from xunzhang.messages.rooms.fetching_words import FETCHING
from xunzhang.messages.rooms.help import HELP
from xunzhang.messages.rooms.keeping_whole import KEEPING_WHOLE
from xunzhang.messages.rooms.left_out import LEFT_OUT
from xunzhang.messages.rooms.other_machines import OTHER_MACHINES
from xunzhang.messages.rooms.page_asking import PAGE_ASKING
from xunzhang.messages.rooms.page_keeping import PAGE_KEEPING
from xunzhang.messages.rooms.page_overview import PAGE_OVERVIEW
from xunzhang.messages.rooms.reading import READING
from xunzhang.messages.rooms.record_files import RECORDS
from xunzhang.messages.rooms.scanned import SCANNED
from xunzhang.messages.rooms.search_grammar import OPERATORS
from xunzhang.messages.rooms.taken_away import TAKEN_AWAY
from xunzhang.messages.rooms.while_running import RUNNING
from xunzhang.messages.rooms.workbench import WORKBENCH
from xunzhang.messages.rooms.written_answers import WRITTEN_ANSWERS
from xunzhang.types.message import Words

_ROOMS = (
    ACCOUNTS, ASKING, COMMAND_LINE, DOCUMENTS, FACTS, FETCHING, HELP, KEEPING_WHOLE, LEFT_OUT, OPERATORS, OTHER_MACHINES,
    PAGE_ASKING, PAGE_KEEPING, PAGE_OVERVIEW, READING, RECORDS, RUNNING, SCANNED, TAKEN_AWAY, WORKBENCH, WRITTEN_ANSWERS,
)  # fmt: skip
TABLE: dict[str, Words] = {key: words for room in _ROOMS for key, words in room.items()}

if twice := [key for key, count in Counter(key for room in _ROOMS for key in room).items() if count > 1]:
    raise ValueError(f"Two rooms have the key {twice[0]!r}: rename one.")
